#include <stdlib.h>
#include <string.h>

#include "document/display.h"
#include "tabulation/printed.h"

/* Marks that are not said above. */
static unsigned
printed_notes(const struct entry *e)
{
    return e->marks & ~DISPLAY_ABSENT & ~e->lifted;
}

/* Of numbers that have been seen: how many, and the marks that all have. */
struct seen {
    size_t n;
    unsigned marks;
};

static void
see(struct seen *s, unsigned marks)
{
    s->marks = s->n++ ? s->marks & marks : marks;
}

static unsigned
common(const struct seen *s)
{
    return s->n < 2 ? 0 : s->marks & ~DISPLAY_ABSENT;
}

void
printed_lift(struct printed *t)
{
    struct seen all = {0}, *of = mem_array(t->m, t->column.n + 1, sizeof *of);
    for (size_t i = 0; i < t->n; i++) {
        const struct entry *e = &t->entry[i];
        if (!*printed_cell(t, e, TABLE_VALUE))
            continue;
        see(&all, e->marks);
        see(&of[t->column.n ? e->column : 0], e->marks);
    }
    t->common = common(&all);
    t->common_of = mem_array(t->m, t->column.n + 1, sizeof *t->common_of);
    for (size_t c = 0; c < t->column.n; c++)
        t->common_of[c] = common(&of[c]);
    for (size_t i = 0; i < t->n; i++)
        t->entry[i].lifted =
            t->common | (t->column.n ? t->common_of[t->entry[i].column] : 0);
}

static int
by_size(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return x < y ? -1 : x > y;
}

/* "[1, 3, 5-8]": places in the list below. */
static const char *
numbers(struct mem *m, const struct places *cited)
{
    size_t *at = mem_array(m, cited->n + 1, sizeof *at);
    char *out = mem_get(m, cited->n * 24 + 3), *o = out;
    if (cited->n) {
        memcpy(at, cited->at, cited->n * sizeof *at);
        qsort(at, cited->n, sizeof *at, by_size);
    }
    for (size_t i = 0, j; i < cited->n; i = j + 1) {
        for (j = i; j + 1 < cited->n && at[j + 1] == at[j] + 1; j++)
            ;
        if (j == i + 1)
            j = i;
        o += sprintf(o, "%s%zu", o > out ? ", " : "[", at[i] + 1);
        if (j > i)
            o += sprintf(o, "-%zu", at[j] + 1);
    }
    sprintf(o, "%s", o > out ? "]" : "");
    return out;
}

/* The table alone has no list below, so it has the ids. */
static const char *
references(const struct printed *t, const struct places *cited)
{
    size_t room = 1;
    if (t->how->page)
        return numbers(t->m, cited);
    for (size_t i = 0; i < cited->n; i++)
        room += strlen(t->source.item[cited->at[i]]) + 1;
    char *out = mem_get(t->m, room), *o = out;
    for (size_t i = 0; i < cited->n; i++)
        o += sprintf(o, "%s%s", i ? "+" : "", t->source.item[cited->at[i]]);
    return out;
}

/* What stands in a column of the document's table; c is a column of the input, or of
 * t->column. */
enum content { KEY, VALUE, BOUNDS, UNIT, EXTRA, ASIDE, NOTES, METHOD, CITED };
struct layout {
    struct doc_node *table;
    struct content_of {
        enum content what;
        int c;
    } * content;
};

static void
add(struct layout *l, const char *head, enum doc_column_kind kind, enum content what,
    int c)
{
    l->content[l->table->table->n] = (struct content_of){what, c};
    doc_column(l->table, head, kind);
}

/* A column beyond the contract that has something to show and was not said above. */
static bool
is_shown(const struct printed *t, int c)
{
    if (!printed_is_extra(t, c))
        return false;
    for (size_t i = 0; i < t->n; i++)
        if (*t->entry[i].row.cell[c])
            return !printed_lifted(t, c);
    return false;
}

static bool
any_bounds(const struct printed *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (*t->entry[i].bounds)
            return true;
    return false;
}

static bool
any_notes(const struct printed *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (printed_notes(&t->entry[i]))
            return true;
    return false;
}

static void
lay_keys(struct printed *t, struct layout *l)
{
    for (int c = 0; c < t->tab.key; c++)
        if (!t->apart[c] && !printed_lifted(t, c))
            add(l, tabulation_heading(t->m, t->tab.column[c]), DOC_KEY, KEY, c);
}

/* The columns of a table with one row of the input a line. */
static void
lay_long(struct printed *t, struct layout *l)
{
    lay_keys(t, l);
    add(l, "Value", DOC_NUMBER, VALUE, 0);
    if (any_bounds(t))
        add(l, "Bounds", DOC_BOUNDS, BOUNDS, 0);
    if (!printed_lifted(t, t->tab.at[TABLE_UNIT]))
        add(l, "Unit", DOC_WORDS, UNIT, 0);
    for (int c = t->tab.key; c < t->tab.n; c++)
        if (is_shown(t, c))
            add(l, tabulation_heading(t->m, t->tab.column[c]),
                t->numeric[c] ? DOC_NUMBER : DOC_WORDS, EXTRA, c);
    if (any_notes(t))
        add(l, "Notes", DOC_WORDS, NOTES, 0);
    if (t->method.n > 1)
        add(l, "Method", DOC_WORDS, METHOD, 0);
    if (t->source.n)
        add(l, "Sources", DOC_WORDS, CITED, 0);
}

/* With the bounds of the row as numbers, where it says any. */
static struct doc_cell
bounded(const struct printed *t, const struct entry *e, struct doc_cell cell)
{
    const char *lo = printed_cell(t, e, TABLE_LO), *hi = printed_cell(t, e, TABLE_HI);
    if (!*e->bounds)
        return cell;
    cell.lo = *lo ? lo : NULL;
    cell.hi = *hi ? hi : NULL;
    cell.interval = display_interval(printed_cell(t, e, TABLE_INTERVAL));
    return cell;
}

/* revision_source and the like: of another number than the row's, in the same list. */
static bool
names_sources(const char *column)
{
    size_t n = strlen(column), m = strlen("_source");
    return n > m && !strcmp(column + n - m, "_source");
}

static const char *
other_sources(struct printed *t, const struct entry *e, int c)
{
    struct places cited = {0};
    printed_read_sources(t, e, e->row.cell[c], t->tab.column[c], &cited);
    return references(t, &cited);
}

/* The number leads to the page that tells of it. */
static struct doc_cell
leading(const struct printed *t, const struct entry *e, struct doc_cell cell)
{
    cell.url = t->how->lead ? t->how->lead[e->at] : NULL;
    cell.here = true;
    return cell;
}

static struct doc_cell
long_cell(struct printed *t, struct entry *e, struct content_of content)
{
    const char *method = printed_named(t, e, "method"), *raw;
    switch (content.what) {
    case KEY:
        return (struct doc_cell){.text = printed_label(t, e, content.c)};
    case EXTRA:
        raw = e->row.cell[content.c];
        if (t->how->page && names_sources(t->tab.column[content.c]))
            return (struct doc_cell){.text = other_sources(t, e, content.c)};
        return (struct doc_cell){.text = printed_label(t, e, content.c),
                                 .value = t->numeric[content.c] && *raw ? raw : NULL};
    case VALUE:
        raw = printed_cell(t, e, TABLE_VALUE);
        return leading(t, e,
                       (struct doc_cell){.text = e->value,
                                         .value = *raw ? raw : NULL,
                                         .place = e->value});
    case BOUNDS:
        return bounded(t, e, (struct doc_cell){.text = e->bounds});
    case UNIT:
        return (struct doc_cell){.text = e->unit};
    case NOTES:
        return (struct doc_cell){.text = display_set(t->m, printed_notes(e))};
    case METHOD:
        if (!*method)
            break;
        return (struct doc_cell){
            .text = mem_print(t->m, "[%zu]", texts_add(t->m, &t->method, method) + 1)};
    case CITED:
        return (struct doc_cell){.text = references(t, &e->cited)};
    case ASIDE:
        break;
    }
    return (struct doc_cell){0};
}

/* The units of the columns set across, each of which must have one. */
static const char **
units_across(struct printed *t)
{
    const char **unit = mem_array(t->m, t->column.n + 1, sizeof *unit);
    const struct entry *bad = NULL;
    for (size_t i = 0; i < t->n; i++) {
        const struct entry *e = &t->entry[i];
        if (!unit[e->column])
            unit[e->column] = e->unit;
        else if (strcmp(unit[e->column], e->unit) && (!bad || e->column < bad->column))
            bad = e;
    }
    if (bad)
        table_die(&t->tab, &bad->row, "unit",
                  "%s beside %s in the one column %s: --across needs one unit for each",
                  msg_quote(bad->unit), msg_quote(unit[bad->column]),
                  msg_quote(t->column.item[bad->column]));
    return unit;
}

static void
lay_across(struct printed *t, struct layout *l)
{
    const char **unit = units_across(t);
    lay_keys(t, l);
    for (size_t i = 0; i < t->column.n; i++) {
        const char *head = t->column.item[i];
        if (!t->constant[t->tab.at[TABLE_UNIT]])
            head = mem_print(t->m, "%s (%s)", head, unit[i]);
        add(l, head, DOC_NUMBER, ASIDE, (int)i);
    }
    for (int c = t->tab.key; c < t->tab.n; c++)
        if (is_shown(t, c))
            die_at(EX_DATAERR, (struct place){t->tab.in.file, 1, NULL},
                   "column %s has text for single rows, which --across cannot show",
                   msg_quote(t->tab.column[c]));
    if (any_notes(t))
        add(l, "Notes", DOC_WORDS, NOTES, 0);
    if (t->source.n)
        add(l, "Sources", DOC_WORDS, CITED, 0);
}

/* A number with its bounds, or what is known in its place, in one cell. */
static struct doc_cell
joined_cell(struct printed *t, const struct entry *e)
{
    if (!e) {
        t->used |= DISPLAY_MARK('x');
        return (struct doc_cell){.text = display_set(t->m, DISPLAY_MARK('x'))};
    }
    const char *value = printed_cell(t, e, TABLE_VALUE), *text = e->value;
    if (*e->bounds && *value)
        text = mem_print(t->m, "%s (%s)", e->value, e->bounds);
    else if (*e->bounds)
        text = mem_print(t->m, "%s %s", e->value, e->bounds);
    struct doc_cell cell = {
        .text = text, .value = *value ? value : NULL, .place = e->value};
    return leading(t, e, bounded(t, e, cell));
}

/* found[] has the entries of one line, by column set across. */
static struct doc_cell
across_cell(struct printed *t, struct entry *const found[], struct content_of content)
{
    const char **note = NULL;
    size_t notes = 0;
    struct places cited = {0};
    const struct entry *any = NULL;
    if (content.what == ASIDE)
        return joined_cell(t, found[content.c]);
    for (size_t i = 0; i < t->column.n; i++) {
        if (!found[i])
            continue;
        any = found[i];
        for (size_t k = 0; k < any->cited.n; k++)
            printed_cite(t, &cited, any->cited.at[k]);
        unsigned marks = printed_notes(any);
        if (!marks)
            continue;
        note = mem_more(t->m, note, notes, sizeof *note);
        note[notes++] =
            mem_print(t->m, "%s %s", t->column.item[i], display_set(t->m, marks));
    }
    return (struct doc_cell){.text = content.what == NOTES
                                         ? texts_join(t->m, note, notes, "; ")
                                     : content.what == CITED ? references(t, &cited)
                                     : any ? printed_label(t, any, content.c)
                                           : NULL};
}

static void
fill_long(struct printed *t, const struct layout *l)
{
    for (size_t i = 0; i < t->n; i++) {
        struct doc_cell *row = doc_row(l->table);
        for (int c = 0; c < l->table->table->n; c++)
            row[c] = long_cell(t, &t->entry[i], l->content[c]);
    }
}

static void
fill_across(struct printed *t, const struct layout *l)
{
    size_t n = t->column.n;
    struct entry **found = mem_array(t->m, (t->line.n + 1) * (n + 1), sizeof *found);
    for (size_t i = 0; i < t->n; i++) {
        struct entry *e = &t->entry[i], **at = &found[e->line * n + e->column];
        if (*at)
            table_die(&t->tab, &e->row, NULL,
                      "a second row for the cell of line %ld, expected one row per key",
                      (*at)->row.line);
        *at = e;
    }
    for (size_t i = 0; i < t->line.n; i++) {
        struct doc_cell *row = doc_row(l->table);
        for (int c = 0; c < l->table->table->n; c++)
            row[c] = across_cell(t, found + i * n, l->content[c]);
    }
}

void
printed_lay(struct printed *t, struct doc_node *table)
{
    struct layout l = {
        table, mem_array(t->m, (size_t)t->tab.n + t->column.n + 8, sizeof *l.content)};
    if (t->how->across) {
        lay_across(t, &l);
        fill_across(t, &l);
    } else {
        lay_long(t, &l);
        fill_long(t, &l);
    }
}
