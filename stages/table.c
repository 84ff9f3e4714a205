/*
 * table - a table for people: Markdown, HTML, rounded CSV or aligned text
 *
 * Reads a table and writes it with the labels of the code lists, thousands parted by
 * commas, bounds in words ("10 to 17", "at least 11", "95 % CI 3.1 to 8.2"), bracketed
 * shorthand for what a number alone does not say, and the sources in full below. Columns
 * that are the same in every row are said once, above. So is shorthand that holds for
 * every number. Shorthand stands in place of a number that is missing, and in a column of
 * its own beside one that is there; only what is used is explained.
 *
 * Only digits after the point are rounded, so a count never is: to --digits digits, and a
 * number under 1 to two significant digits, at most four after the point. Ties go away
 * from zero, decided on the decimal digits as written.
 *
 * With --across the values of one or more columns (register, sex, indicator) become
 * columns; a cell without a row reads [x]. Two rows for one cell end the run with 65.
 *
 * Of the columns right of source, `method` becomes a list below and `sentence` the text
 * above; the others are shown when they are not empty, numbers rounded like values.
 */
#include <stdlib.h>
#include <string.h>

#include "dataset/labels.h"
#include "dataset/sources.h"
#include "document/display.h"
#include "document/grid.h"
#include "program/num.h"
#include "program/stage.h"
#include "program/texts.h"
#include "table/table.h"

static const char *format = "markdown", *codes = LABELS_DIR, *sources = SOURCES_FILE;
static const char *title, *subtitle, *across, *as_of;
static struct opt_list names;
static long digits = DISPLAY_DIGITS;
static const struct opt opts[] = {
    {"format", 'f', OPT_TEXT, &format, "FORMAT",
     "markdown (the default), html, csv or text"},
    {"title", 't', OPT_TEXT, &title, "TEXT", "what the table shows"},
    {"subtitle", 's', OPT_TEXT, &subtitle, "TEXT", "statistic, place and period"},
    {"across", 'a', OPT_TEXT, &across, "COLUMN[,COLUMN]",
     "set the values of these key columns side by side"},
    {"name", 'n', OPT_LIST, &names, "CODE=TEXT",
     "what to call a column set across; CODE is what varies in its key, joined by "
     "commas"},
    {"digits", 'd', OPT_COUNT, &digits, "N", "digits after the point; 1 by default"},
    {"as-of", 0, OPT_TEXT, &as_of, "DATE",
     "the table has what was published by DATE: a --name of what it lacks is no fault"},
    {"codes", 0, OPT_TEXT, &codes, "DIR",
     "folder of the code lists, " LABELS_DIR " by default; empty: codes as they are"},
    {"sources", 0, OPT_TEXT, &sources, "FILE",
     "list of sources, " SOURCES_FILE " by default; empty: ids as they are"},
    {0},
};

/* One cell's content: what is known of one row of the input. */
struct entry {
    struct table_row row;
    const char *value, *bounds, *unit; /* as shown */
    unsigned marks, lifted;            /* shorthand; of it, what is said above */
    struct texts cited;                /* numbers of sources, as text */
};

struct printed {
    struct mem *m;
    struct table tab;
    struct labels labels;
    struct sources cite;
    enum grid_format format;
    struct entry *entry;
    size_t n;
    bool *constant, *apart; /* per column: the same in every row; set across */
    bool *numeric;          /* right of the contract: numbers alone */
    struct texts source, method, column, line;
    bool rounded, ranges;
    unsigned used; /* shorthand */
    bool ci, cri, pi;
};

static const char *
cell(const struct printed *t, const struct entry *e, enum table_column c)
{
    return table_cell(&t->tab, &e->row, c);
}

static const char *
named(const struct printed *t, const struct entry *e, const char *column)
{
    int at = table_find(&t->tab, column);
    return at < 0 ? "" : e->row.cell[at];
}

static const char *
label(struct printed *t, const struct entry *e, int c)
{
    const char *text = e->row.cell[c];
    if (c == t->tab.at[TABLE_PERIOD])
        return display_period(t->m, text);
    if (!strcmp(t->tab.column[c], "vintage"))
        return *text ? display_date(t->m, text) : "undated";
    /* The age of a revision has leading zeros, for the order of rows. */
    if (!strcmp(t->tab.column[c], "days"))
        return text + strspn(text, "0") - (*text && !text[strspn(text, "0")]);
    if (t->numeric[c] && *text) {
        text = display_number(t->m, text, digits, t->format != GRID_CSV, &t->rounded);
        t->used |= strcmp(text, "[k]") ? 0 : DISPLAY_MARK('k');
        return text;
    }
    return labels_get(&t->labels, t->tab.column[c], text);
}

/* "geo" as people say it. */
static const char *
heading(const struct printed *t, const char *column)
{
    if (!strcmp(column, "geo"))
        return "Area";
    char *text = mem_copy(t->m, column);
    for (char *p = text; *p; p++)
        if (*p == '_')
            *p = ' ';
    if (*text >= 'a' && *text <= 'z')
        *text = (char)(*text - 'a' + 'A');
    return text;
}

static void
read_sources(struct printed *t, struct entry *e)
{
    const char *text = cell(t, e, TABLE_SOURCE);
    size_t n;
    for (; *text; text += n + (text[n] == '+')) {
        const struct source *s = sources_next(&t->cite, text, &n);
        char *id = mem_text(t->m, text, n);
        if (!s && *t->cite.path)
            table_die(&t->tab, &e->row, "source", "%s is not in the list of sources %s",
                      msg_quote(mem_text(t->m, id, strcspn(id, "@"))), t->cite.path);
        size_t number = texts_add(t->m, &t->source, id) + 1;
        texts_add(t->m, &e->cited, mem_print(t->m, "%zu", number));
    }
}

static void
read_entry(struct printed *t, struct entry *e)
{
    struct amount a = table_amount(&t->tab, &e->row);
    const char *interval = cell(t, e, TABLE_INTERVAL);
    bool group = t->format != GRID_CSV;
    e->marks = display_marks(cell(t, e, TABLE_STATUS), interval);
    const char *lo = cell(t, e, TABLE_LO);
    /* That a count is not negative needs no saying. */
    if (!strcmp(lo, "0") && !*cell(t, e, TABLE_HI) &&
        table_counted(cell(t, e, TABLE_UNIT)))
        lo = "";
    e->bounds = display_bounds(t->m, lo, cell(t, e, TABLE_HI), interval, digits, group,
                               &t->rounded);
    e->value = a.known ? display_number(t->m, cell(t, e, TABLE_VALUE), digits, group,
                                        &t->rounded)
                       : display_set(t->m, e->marks & DISPLAY_ABSENT);
    if (a.known && !strcmp(e->value, "[k]"))
        e->marks |= DISPLAY_MARK('k');
    if (strstr(e->bounds, "[k]"))
        t->used |= DISPLAY_MARK('k');
    e->unit = labels_get(&t->labels, "unit", cell(t, e, TABLE_UNIT));
    t->ranges |= !a.known && *e->bounds && !strcmp(interval, "range");
    t->ci |= *e->bounds && !strcmp(interval, "ci95");
    t->cri |= *e->bounds && !strcmp(interval, "cri95");
    t->pi |= *e->bounds && !strcmp(interval, "pi95");
    t->used |= e->marks;
    if (*named(t, e, "method"))
        texts_add(t->m, &t->method, named(t, e, "method"));
    read_sources(t, e);
}

static void
read_rows(struct printed *t)
{
    size_t size = 0;
    struct table_row row;
    table_open(&t->tab, t->m, NULL, table_contract, TABLE_ANY);
    while (table_next(&t->tab, &row)) {
        if (t->n == size) {
            size_t more = size ? 2 * size : 64;
            t->entry = mem_grow(t->m, t->entry, size * sizeof *t->entry,
                                more * sizeof *t->entry);
            size = more;
        }
        t->entry[t->n] = (struct entry){.row = table_keep(&t->tab, t->m, &row)};
        read_entry(t, &t->entry[t->n++]);
    }
    table_close(&t->tab);
}

static void
look_at_columns(struct printed *t)
{
    t->constant = mem_array(t->m, (size_t)t->tab.n, sizeof *t->constant);
    t->apart = mem_array(t->m, (size_t)t->tab.n, sizeof *t->apart);
    t->numeric = mem_array(t->m, (size_t)t->tab.n, sizeof *t->numeric);
    for (int c = 0; c < t->tab.n; c++) {
        t->constant[c] = t->n > 0 && c != t->tab.at[TABLE_PERIOD];
        t->numeric[c] = c > t->tab.at[TABLE_SOURCE];
        for (size_t i = 0; i < t->n; i++) {
            const char *text = t->entry[i].row.cell[c];
            double number;
            if (strcmp(text, t->entry[0].row.cell[c]))
                t->constant[c] = false;
            if (*text && !num_parse(text, &number))
                t->numeric[c] = false;
        }
    }
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The entry's column when set across, in codes or in words; constant parts are left out
 * unless all are. */
static const char *
parts_of(struct printed *t, const struct entry *e, bool words)
{
    const char *out = NULL;
    for (int pass = 0; pass < 2 && !out; pass++)
        for (int c = 0; c < t->tab.key; c++)
            if (t->apart[c] && (pass || !t->constant[c])) {
                const char *part = words ? label(t, e, c) : e->row.cell[c];
                out =
                    out ? mem_print(t->m, words ? "%s, %s" : "%s,%s", out, part) : part;
            }
    return out;
}

static const char *
column_of(struct printed *t, const struct entry *e)
{
    const char *code = names.n ? parts_of(t, e, false) : "";
    size_t n = strlen(code);
    for (size_t i = 0; i < names.n; i++)
        if (!strncmp(names.item[i], code, n) && names.item[i][n] == '=')
            return names.item[i] + n + 1;
    return parts_of(t, e, true);
}

/* The entry's line: its key without what is set across. */
static const char *
line_of(struct printed *t, const struct entry *e)
{
    const char *out = "";
    for (int c = 0; c < t->tab.key; c++)
        if (!t->apart[c])
            out = mem_print(t->m, "%s\n%s", out, e->row.cell[c]);
    return out;
}

/* The columns named by --across; then what stands across and down. */
static void
read_across(struct printed *t)
{
    for (const char *p = across; *p;
         p += strcspn(p, ",") + (p[strcspn(p, ",")] == ',')) {
        char *name = mem_text(t->m, p, strcspn(p, ","));
        int c = table_find(&t->tab, name);
        const char *near = msg_nearest(name, (const char *const *)t->tab.column);
        struct place at = {t->tab.in.file, 1, NULL};
        if (c < 0)
            die_at(EX_DATAERR, at, "no column %s as in --across%s%s", msg_quote(name),
                   near ? "; the nearest name in the header is " : "",
                   near ? msg_quote(near) : "");
        if (c >= t->tab.key)
            die_at(EX_DATAERR, at,
                   "column %s is not left of value: --across takes columns of the key",
                   msg_quote(name));
        t->apart[c] = true;
    }
    for (size_t i = 0; i < t->n; i++) {
        texts_add(t->m, &t->column, column_of(t, &t->entry[i]));
        texts_add(t->m, &t->line, line_of(t, &t->entry[i]));
    }
    for (size_t i = 0; i < names.n; i++) {
        const char *text = names.item[i] + strcspn(names.item[i], "=");
        bool found = false;
        for (size_t c = 0; *text && c < t->column.n; c++)
            found |= !strcmp(t->column.item[c], text + 1);
        if (!found && !as_of)
            usage("--name: no column set across has the code %s",
                  msg_quote_n(names.item[i], strcspn(names.item[i], "=")));
    }
    if (t->line.n)
        qsort(t->line.item, t->line.n, sizeof *t->line.item, by_text);
}

/* Marks that every number has (of one column set across, or of all), when there are two
 * or more. */
static unsigned
common_marks(struct printed *t, const char *column)
{
    unsigned marks = ~0U;
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        if (*cell(t, &t->entry[i], TABLE_VALUE) &&
            (!column || !strcmp(column_of(t, &t->entry[i]), column))) {
            marks &= t->entry[i].marks;
            n++;
        }
    return n < 2 ? 0 : marks & ~DISPLAY_ABSENT;
}

/* Marks that are not said above. */
static unsigned
notes_of(const struct entry *e)
{
    return e->marks & ~DISPLAY_ABSENT & ~e->lifted;
}

/* "1, 3, 5-8": places in the list below. */
static const char *
numbers(struct mem *m, const struct texts *cited)
{
    long *number = mem_array(m, cited->n + 1, sizeof *number);
    for (size_t i = 0; i < cited->n; i++) {
        long x = strtol(cited->item[i], NULL, 10);
        size_t j = i;
        for (; j > 0 && number[j - 1] > x; j--)
            number[j] = number[j - 1];
        number[j] = x;
    }
    const char *out = "";
    for (size_t i = 0, j; i < cited->n; i = j + 1) {
        for (j = i; j + 1 < cited->n && number[j + 1] == number[j] + 1; j++)
            ;
        if (j == i + 1)
            j = i;
        out = mem_print(m, "%s%s%ld", out, *out ? ", " : "", number[i]);
        if (j > i)
            out = mem_print(m, "%s-%ld", out, number[j]);
    }
    return out;
}

/* CSV has no list below, so it has the ids. */
static const char *
references(const struct printed *t, const struct texts *cited)
{
    const char *out = "";
    if (t->format != GRID_CSV)
        return numbers(t->m, cited);
    for (size_t i = 0; i < cited->n; i++)
        out = mem_print(t->m, "%s%s%s", out, *out ? "+" : "",
                        t->source.item[strtol(cited->item[i], NULL, 10) - 1]);
    return out;
}

/* What stands in a column of the grid; c is a column of the input, or of t->column. */
enum content { KEY, VALUE, BOUNDS, UNIT, EXTRA, ASIDE, NOTES, METHOD, CITED };
struct layout {
    struct grid_column *column;
    struct content_of {
        enum content what;
        int c;
    } * content;
    int n;
};

static void
add(struct layout *l, const char *head, enum grid_kind kind, enum content what, int c)
{
    l->column[l->n] = (struct grid_column){head, kind};
    l->content[l->n++] = (struct content_of){what, c};
}

/* Constant columns are said once, above; CSV has no above. */
static bool
lifted(const struct printed *t, int c)
{
    return t->format != GRID_CSV && t->constant[c];
}

static bool
is_extra(const struct printed *t, int c)
{
    const char *name = t->tab.column[c];
    if (c <= t->tab.key || !strcmp(name, "method") || !strcmp(name, "sentence"))
        return false;
    for (int i = 0; i < TABLE_COLUMNS; i++)
        if (c == t->tab.at[i])
            return false;
    for (size_t i = 0; i < t->n; i++)
        if (*t->entry[i].row.cell[c])
            return !lifted(t, c);
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

static unsigned
any_notes(const struct printed *t)
{
    unsigned marks = 0;
    for (size_t i = 0; i < t->n; i++)
        marks |= notes_of(&t->entry[i]);
    return marks;
}

/* The columns of a grid with one row of the input a line. */
static void
lay_long(struct printed *t, struct layout *l)
{
    for (int c = 0; c < t->tab.key; c++)
        if (!lifted(t, c))
            add(l, heading(t, t->tab.column[c]), GRID_KEY, KEY, c);
    add(l, "Value", GRID_NUMBER, VALUE, 0);
    if (any_bounds(t))
        add(l, "Bounds", GRID_NUMBER, BOUNDS, 0);
    if (!lifted(t, t->tab.at[TABLE_UNIT]))
        add(l, "Unit", GRID_WORDS, UNIT, 0);
    for (int c = t->tab.key; c < t->tab.n; c++)
        if (is_extra(t, c))
            add(l, heading(t, t->tab.column[c]),
                t->numeric[c] ? GRID_NUMBER : GRID_WORDS, EXTRA, c);
    if (any_notes(t))
        add(l, "Notes", GRID_WORDS, NOTES, 0);
    if (t->method.n > 1)
        add(l, "Method", GRID_WORDS, METHOD, 0);
    if (t->source.n)
        add(l, "Sources", GRID_WORDS, CITED, 0);
}

static const char *
long_cell(struct printed *t, struct entry *e, struct content_of content)
{
    switch (content.what) {
    case KEY:
    case EXTRA:
        return label(t, e, content.c);
    case VALUE:
        return e->value;
    case BOUNDS:
        return e->bounds;
    case UNIT:
        return e->unit;
    case NOTES:
        return display_set(t->m, notes_of(e));
    case METHOD:
        if (!*named(t, e, "method"))
            return "";
        return mem_print(t->m, "%zu",
                         texts_add(t->m, &t->method, named(t, e, "method")) + 1);
    case CITED:
        return references(t, &e->cited);
    case ASIDE:
        break;
    }
    return "";
}

/* The unit of a column set across, which must have one. */
static const char *
unit_of(struct printed *t, const char *column)
{
    const struct entry *first = NULL;
    for (size_t i = 0; i < t->n; i++) {
        const struct entry *e = &t->entry[i];
        if (strcmp(column_of(t, e), column))
            continue;
        if (first && strcmp(first->unit, e->unit))
            table_die(
                &t->tab, &e->row, "unit",
                "%s beside %s in the one column %s: --across needs one unit for each",
                msg_quote(e->unit), msg_quote(first->unit), msg_quote(column));
        first = first ? first : e;
    }
    return first ? first->unit : "";
}

static void
lay_across(struct printed *t, struct layout *l)
{
    for (int c = 0; c < t->tab.key; c++)
        if (!t->apart[c] && !lifted(t, c))
            add(l, heading(t, t->tab.column[c]), GRID_KEY, KEY, c);
    for (size_t i = 0; i < t->column.n; i++) {
        const char *head = t->column.item[i], *unit = unit_of(t, head);
        if (!t->constant[t->tab.at[TABLE_UNIT]])
            head = mem_print(t->m, "%s (%s)", head, unit);
        add(l, head, GRID_NUMBER, ASIDE, (int)i);
    }
    for (int c = t->tab.key; c < t->tab.n; c++)
        if (is_extra(t, c))
            die_at(EX_DATAERR, (struct place){t->tab.in.file, 1, NULL},
                   "column %s has text for single rows, which --across cannot show",
                   msg_quote(t->tab.column[c]));
    if (any_notes(t))
        add(l, "Notes", GRID_WORDS, NOTES, 0);
    if (t->source.n)
        add(l, "Sources", GRID_WORDS, CITED, 0);
}

/* A number with its bounds, or what is known in its place, in one cell. */
static const char *
joined_cell(struct printed *t, const struct entry *e)
{
    if (!e) {
        t->used |= DISPLAY_MARK('x');
        return "[x]";
    }
    if (!*e->bounds)
        return e->value;
    if (*cell(t, e, TABLE_VALUE))
        return mem_print(t->m, "%s (%s)", e->value, e->bounds);
    return mem_print(t->m, "%s %s", e->value, e->bounds);
}

/* found[] has the entries of one line, by column set across. */
static const char *
across_cell(struct printed *t, struct entry *found[], struct entry *any,
            struct content_of content)
{
    const char *notes = "";
    struct texts cited = {0};
    if (content.what == KEY)
        return label(t, any, content.c);
    if (content.what == ASIDE)
        return joined_cell(t, found[content.c]);
    for (size_t i = 0; i < t->column.n; i++) {
        if (!found[i])
            continue;
        for (size_t k = 0; k < found[i]->cited.n; k++)
            texts_add(t->m, &cited, found[i]->cited.item[k]);
        unsigned marks = notes_of(found[i]);
        if (marks)
            notes = mem_print(t->m, "%s%s%s %s", notes, *notes ? "; " : "",
                              t->column.item[i], display_set(t->m, marks));
    }
    return content.what == NOTES ? notes : references(t, &cited);
}

static const char ***
fill_long(struct printed *t, const struct layout *l, size_t *rows)
{
    const char ***row = mem_array(t->m, t->n + 1, sizeof *row);
    for (size_t i = 0; i < t->n; i++) {
        row[i] = mem_array(t->m, (size_t)l->n, sizeof *row[i]);
        for (int c = 0; c < l->n; c++)
            row[i][c] = long_cell(t, &t->entry[i], l->content[c]);
    }
    *rows = t->n;
    return row;
}

static const char ***
fill_across(struct printed *t, const struct layout *l, size_t *rows)
{
    struct entry ***found = mem_array(t->m, t->n + 1, sizeof *found);
    struct entry **any = mem_array(t->m, t->n + 1, sizeof *any);
    const char ***row = mem_array(t->m, t->n + 1, sizeof *row);
    for (size_t i = 0; i < t->n; i++) {
        struct entry *e = &t->entry[i];
        size_t line = texts_add(t->m, &t->line, line_of(t, e));
        size_t column = texts_add(t->m, &t->column, column_of(t, e));
        if (!found[line])
            found[line] = mem_array(t->m, t->column.n, sizeof **found);
        if (found[line][column])
            table_die(&t->tab, &e->row, NULL,
                      "a second row for the cell of line %ld, expected one row per key",
                      found[line][column]->row.line);
        found[line][column] = any[line] = e;
    }
    for (size_t i = 0; i < t->line.n; i++) {
        row[i] = mem_array(t->m, (size_t)l->n, sizeof *row[i]);
        for (int c = 0; c < l->n; c++)
            row[i][c] = across_cell(t, found[i], any[i], l->content[c]);
    }
    *rows = t->line.n;
    return row;
}

/* "citizenship, sex or age" */
static const char *
enumerate(struct mem *m, const struct texts *s)
{
    const char *out = "";
    for (size_t i = 0; i < s->n; i++)
        out = mem_print(m, "%s%s%s", out,
                        !i              ? ""
                        : i + 1 == s->n ? " or "
                                        : ", ",
                        s->item[i]);
    return out;
}

static void
say(struct printed *t, struct grid_list *l, const char *text, const char *url)
{
    l->item =
        mem_grow(t->m, l->item, l->n * sizeof *l->item, (l->n + 1) * sizeof *l->item);
    l->item[l->n++] = (struct grid_item){text, url};
}

/* What is the same in every row, in one paragraph. */
static void
say_constant(struct printed *t, struct grid_list *l)
{
    const char *text = "";
    struct texts whole = {0};
    for (int c = 0; c < t->tab.n; c++) {
        if (!t->constant[c] || (c >= t->tab.key && c != t->tab.at[TABLE_UNIT]))
            continue;
        if (!strcmp(t->entry[0].row.cell[c], "_T"))
            texts_add(t->m, &whole, t->tab.column[c]);
        else
            text = mem_print(t->m, "%s%s%s: %s", text, *text ? "; " : "",
                             heading(t, t->tab.column[c]), label(t, &t->entry[0], c));
    }
    if (whole.n)
        text = mem_print(t->m, "%s%sno breakdown by %s", text, *text ? "; " : "",
                         enumerate(t->m, &whole));
    if (*text)
        say(t, l, mem_print(t->m, "%s.", text), NULL);
}

static void
say_extra(struct printed *t, struct grid_list *l)
{
    for (int c = t->tab.key + 1; c < t->tab.n; c++) {
        bool known = !strcmp(t->tab.column[c], "method") ||
                     !strcmp(t->tab.column[c], "sentence");
        for (int i = 0; i < TABLE_COLUMNS; i++)
            known |= c == t->tab.at[i];
        if (!known && lifted(t, c) && *t->entry[0].row.cell[c])
            say(t, l,
                mem_print(t->m, "%s: %s.", heading(t, t->tab.column[c]),
                          label(t, &t->entry[0], c)),
                NULL);
    }
}

/* A sentence begins with the codes of its series, up to a colon; here with what varies of
 * them, in words. */
static void
say_sentence(struct printed *t, struct grid_list *l, const struct entry *e)
{
    const char *text = named(t, e, "sentence"), *says = strstr(text, ": ");
    const char *who = "";
    if (says) {
        for (int c = 0; c < t->tab.key; c++)
            if (strcmp(t->tab.column[c], "statistic") &&
                (!t->constant[c] || c == t->tab.at[TABLE_PERIOD]))
                who = mem_print(t->m, "%s%s%s", who, *who ? ", " : "", label(t, e, c));
        text = mem_print(t->m, "%s%s", who, says);
    }
    for (size_t i = 0; i < l->n; i++)
        if (!strcmp(l->item[i].text, text))
            return;
    if (*text)
        say(t, l, text, NULL);
}

/* Shorthand that holds for every number, of the table or of one column, is said once. */
static void
lift_marks(struct printed *t)
{
    unsigned all = common_marks(t, NULL);
    for (size_t i = 0; i < t->n; i++)
        t->entry[i].lifted = all;
    for (size_t c = 0; c < t->column.n; c++) {
        unsigned marks = common_marks(t, t->column.item[c]);
        for (size_t i = 0; i < t->n; i++)
            if (!strcmp(column_of(t, &t->entry[i]), t->column.item[c]))
                t->entry[i].lifted |= marks;
    }
}

static void
say_lifted(struct printed *t, struct grid_list *l)
{
    unsigned all = t->n && t->format != GRID_CSV ? common_marks(t, NULL) : 0;
    if (all)
        say(t, l, mem_print(t->m, "Every number here: %s.", display_set(t->m, all)),
            NULL);
    for (size_t c = 0; c < t->column.n && t->format != GRID_CSV; c++) {
        unsigned marks = common_marks(t, t->column.item[c]) & ~all;
        if (marks)
            say(t, l,
                mem_print(t->m, "%s, every number: %s.", t->column.item[c],
                          display_set(t->m, marks)),
                NULL);
    }
}

static void
say_shorthand(struct printed *t, struct grid_list *l)
{
    for (char c = 'a'; c <= 'z'; c++)
        if (t->used & DISPLAY_MARK(c))
            say(t, l, mem_print(t->m, "[%c] %s", c, display_meaning(c)), NULL);
    if (t->ci)
        say(t, l, "CI: confidence interval", NULL);
    if (t->cri)
        say(t, l, "CrI: credible interval", NULL);
    if (t->pi)
        say(t, l, "PI: prediction interval", NULL);
}

static void
say_sources(struct printed *t, struct grid_list *l)
{
    for (size_t i = 0; i < t->source.n; i++) {
        size_t n;
        const char *id = t->source.item[i];
        const struct source *s = sources_next(&t->cite, id, &n);
        if (s)
            say(t, l,
                mem_print(t->m, "%s: %s (%s).", s->publisher, s->title,
                          display_date(t->m, s->published)),
                s->url);
        else
            say(t, l, id, NULL);
    }
}

static void
say_notes(struct printed *t, struct grid_list *l)
{
    if (!t->n)
        say(t, l, "The table has no rows.", NULL);
    if (t->ranges)
        say(t, l,
            "Where no single number is known, the bounds say between which numbers "
            "it must lie.",
            NULL);
    if (t->rounded)
        say(t, l,
            mem_print(t->m,
                      "Rounded to %ld digit%s after the point, numbers under 1 to two "
                      "significant digits and at most four after the point; ties go "
                      "away from zero. Whole numbers are not rounded.",
                      digits, digits == 1 ? "" : "s"),
            NULL);
}

static void
write_table(struct printed *t)
{
    struct layout l = {
        mem_array(t->m, (size_t)t->tab.n + t->column.n + 8, sizeof *l.column),
        mem_array(t->m, (size_t)t->tab.n + t->column.n + 8, sizeof *l.content), 0};
    size_t rows;
    const char ***row;
    if (across) {
        lay_across(t, &l);
        row = fill_across(t, &l, &rows);
    } else {
        lay_long(t, &l);
        row = fill_long(t, &l, &rows);
    }
    struct grid_list above[4] = {{0}, {0}, {0}, {.heading = "Shorthand"}};
    struct grid_list below[3] = {{.heading = "Notes"},
                                 {.heading = "Methods", .numbered = t->method.n > 1},
                                 {.heading = "Sources", .numbered = true}};
    say_constant(t, &above[0]);
    say_extra(t, &above[0]);
    for (size_t i = 0; i < t->n; i++)
        say_sentence(t, &above[1], &t->entry[i]);
    say_lifted(t, &above[2]);
    say_shorthand(t, &above[3]);
    say_notes(t, &below[0]);
    for (size_t i = 0; i < t->method.n; i++)
        say(t, &below[1], t->method.item[i], NULL);
    say_sources(t, &below[2]);
    struct grid g = {title,    subtitle, above,
                     below,    4,        3,
                     l.column, l.n,      (const char *const *const *)row,
                     rows};
    grid_write(&g, t->format, t->m);
}

static int
run(struct mem *run, int n, char **operand)
{
    (void)n;
    (void)operand;
    static struct printed t;
    t.m = run;
    t.format = grid_format(format);
    labels_open(&t.labels, run, codes);
    sources_open(&t.cite, run, sources);
    read_rows(&t);
    look_at_columns(&t);
    if (across)
        read_across(&t);
    if (t.format != GRID_CSV)
        lift_marks(&t);
    write_table(&t);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT,    "",   0,  0,
                                       opts,       table_contract, NULL, run};
    return stage_main(&stage, argc, argv);
}
