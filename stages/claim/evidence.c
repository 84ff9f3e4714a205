#include "claim/evidence.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define TOTAL "_T"
#define MEMBERS_MAX ((size_t)10000)

static const char *const need[] = {"indicator", "period", "value",  "lo",     "hi",
                                   "interval",  "unit",   "status", "source", NULL};

void
evidence_die(const struct evidence *e, struct spot at, const char *format, ...)
{
    char text[1024];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    die_at(EX_DATAERR,
           (struct place){e->file, at.line, mem_print(e->m, "column %ld", at.column)},
           "%s", text);
}

void
book_read(struct book *b, struct mem *m, const char *path, enum table_order order)
{
    struct table_row row;
    size_t size = 0;
    *b = (struct book){0};
    table_open(&b->tab, m, path, need, order);
    while (table_next(&b->tab, &row)) {
        if (b->n == size) {
            size_t more = size ? 2 * size : 64;
            b->row = mem_grow(m, b->row, size * sizeof *b->row, more * sizeof *b->row);
            size = more;
        }
        b->row[b->n++] =
            (struct book_row){table_keep(&b->tab, m, &row).cell, row.line,
                              table_amount(&b->tab, &row), table_period(&b->tab, &row)};
    }
    table_close(&b->tab);
}

const char *
book_cell(const struct book *b, const struct book_row *row, enum table_column c)
{
    return b->tab.at[c] < 0 ? "" : row->cell[b->tab.at[c]];
}

bool
evidence_names(const struct names *list, const char *id)
{
    size_t n = strcspn(id, "@+");
    for (size_t i = 0; i < list->n; i++)
        if (strlen(list->item[i].text) == n && !strncmp(list->item[i].text, id, n))
            return true;
    return false;
}

/* Every source of the row is the article itself. */
static bool
is_own(const struct evidence *e, const char *source)
{
    while (*source && evidence_names(&e->claims->own, source)) {
        source += strcspn(source, "+");
        if (!*source)
            return true;
        source++;
    }
    return false;
}

/* Date of publication of a statement: from `id@date`, else from the table of sources;
 * "" when it has none. */
static const char *
published(const struct evidence *e, const struct book *b, const struct book_row *row)
{
    const char *source = book_cell(b, row, TABLE_SOURCE), *at = strchr(source, '@');
    if (at)
        return strcmp(at + 1, "undated") ? at + 1 : "";
    size_t n;
    const struct source *s = sources_next(&e->cite, source, &n);
    if (!s)
        die_at(EX_DATAERR, (struct place){b->tab.in.file, row->line, "source"},
               "%s is not in %s", msg_quote(source),
               *e->cite.path ? e->cite.path : "a table of sources (--sources)");
    return s->published;
}

const char *
evidence_source(const struct evidence *e, const struct cell *c)
{
    const char *source = book_cell(c->book, c->row, TABLE_SOURCE);
    if (c->book != e->statements || strchr(source, '@'))
        return source;
    const char *date = published(e, c->book, c->row);
    return mem_print(e->m, "%s@%s", source, *date ? date : "undated");
}

/* ---- tables that claims name */

static const struct book *
on_shelf(const struct evidence *e, const char *path)
{
    for (size_t i = 0; i < e->n_shelf; i++)
        if (!strcmp(e->shelf[i].path, path))
            return &e->shelf[i].book;
    return NULL;
}

void
evidence_shelve(struct evidence *e)
{
    size_t n = 0;
    for (size_t i = 0; i < e->claims->n; i++)
        n += e->claims->claim[i].from ? e->claims->claim[i].from->n : 0;
    e->shelf = mem_array(e->m, n, sizeof *e->shelf);
    for (size_t i = 0; i < e->claims->n; i++) {
        const struct paths *from = e->claims->claim[i].from;
        for (size_t k = 0; from && k < from->n; k++) {
            if (on_shelf(e, from->path[k]))
                continue;
            struct shelf *s = &e->shelf[e->n_shelf++];
            s->path = from->path[k];
            book_read(&s->book, e->m, s->path, TABLE_UNIQUE);
        }
    }
}

static const char *
lacking_column(const struct book *b, const struct ref *ref)
{
    for (size_t k = 0; k < ref->n; k++) {
        int at = table_find(&b->tab, ref->dim[k].column);
        if (at < 0 || at >= b->tab.key)
            return ref->dim[k].column;
    }
    return NULL;
}

/* The table that a reference is looked up in. */
static const struct book *
table_of(const struct evidence *e, const struct ref *ref)
{
    if (!ref->from)
        return &e->table;
    const struct book *b = NULL;
    for (size_t i = 0; i < ref->from->n && (!b || lacking_column(b, ref)); i++)
        b = on_shelf(e, ref->from->path[i]);
    return b;
}

/* ---- keys */

const char *
evidence_code(const struct cell *c, const char *column)
{
    for (size_t i = 0; i < c->ref->n; i++)
        if (!strcmp(c->ref->dim[i].column, column))
            return c->code[i];
    return TOTAL;
}

/* The key of a cell as this table orders its columns. */
static char **
key_of(const struct evidence *e, const struct book *b, const struct cell *c)
{
    char **key = mem_array(e->m, (size_t)b->tab.key, sizeof *key);
    for (int i = 0; i + 1 < b->tab.key; i++)
        key[i] = mem_copy(e->m, evidence_code(c, b->tab.column[i]));
    key[b->tab.key - 1] = mem_copy(e->m, c->period);
    return key;
}

/* The first row that is not before the key. */
static size_t
lower(const struct book *b, char *const key[])
{
    size_t lo = 0, hi = b->n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (table_compare(b->row[mid].cell, key, b->tab.key) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static bool
has_key(const struct book *b, size_t i, char *const key[])
{
    return i < b->n && !table_compare(b->row[i].cell, key, b->tab.key);
}

/* ---- finding a cell's row, or why there is none */

/* What one statement says about why the table has no row; better reasons replace worse. */
static void
weigh(const struct evidence *e, struct cell *c, const struct book_row *row)
{
    const struct book *b = e->statements;
    const char *source = book_cell(b, row, TABLE_SOURCE);
    enum held why = HELD_LEFT_OUT;
    const char *date = published(e, b, row);
    long day = 0, best = 0;
    if (is_own(e, source))
        why = HELD_OWN;
    else if (e->basis == BASIS_PUBLISHED && !*date)
        why = HELD_UNDATED;
    else if (e->basis == BASIS_PUBLISHED && period_published(date, &day) &&
             day > e->claims->day)
        why = HELD_LATER;
    bool first = why == HELD_LATER && c->held == HELD_LATER &&
                 period_published(c->published, &best) && day < best;
    if (c->held != HELD_NOT && c->held <= why && !first)
        return;
    c->held = why;
    c->source = source;
    c->published = date;
}

/* A statement that is looked up by its source: by=ID, article(). */
static void
find_statement(const struct evidence *e, struct cell *c)
{
    const struct book *b = e->statements;
    if (!b)
        evidence_die(e, c->ref->at, "%s reads statements, expected --statements",
                     c->ref->article ? "article()" : "by=");
    struct names by = {0};
    struct name name = {c->ref->by, NULL, c->ref->at};
    if (c->ref->by)
        by = (struct names){&name, 1};
    char **key = key_of(e, b, c);
    for (size_t i = lower(b, key); has_key(b, i, key); i++) {
        const struct book_row *row = &b->row[i];
        if (!evidence_names(c->ref->by ? &by : &e->claims->own,
                            book_cell(b, row, TABLE_SOURCE)))
            continue;
        if (!c->ref->article)
            weigh(e, c, row);
        if (c->ref->article || c->held == HELD_LEFT_OUT) {
            c->held = HELD;
            c->book = b;
            c->row = row;
            return;
        }
    }
}

static void
find(const struct evidence *e, struct cell *c)
{
    c->held = HELD_NOT;
    if (c->ref->by || c->ref->article) {
        find_statement(e, c);
        return;
    }
    const struct book *table = table_of(e, c->ref);
    char **key = key_of(e, table, c);
    size_t i = lower(table, key);
    if (has_key(table, i, key)) {
        c->row = &table->row[i];
        c->book = table;
        c->source = book_cell(c->book, c->row, TABLE_SOURCE);
        c->held = is_own(e, c->source) ? HELD_OWN : HELD;
        if (c->held == HELD)
            return;
        c->row = NULL;
    }
    if (!e->statements || c->ref->from)
        return;
    key = key_of(e, e->statements, c);
    for (i = lower(e->statements, key); has_key(e->statements, i, key); i++)
        weigh(e, c, &e->statements->row[i]);
}

/* ---- the cells of a set */

struct cell_set {
    struct cell *item;
    size_t n, size;
};

static void
add(const struct evidence *e, struct cell_set *cells, struct cell c)
{
    if (cells->n == MEMBERS_MAX)
        evidence_die(e, c.ref->at, "the set has more than %zu members", MEMBERS_MAX);
    if (cells->n == cells->size) {
        size_t more = cells->size ? 2 * cells->size : 8;
        cells->item =
            mem_grow(e->m, cells->item, cells->size * sizeof c, more * sizeof c);
        cells->size = more;
    }
    find(e, &c);
    cells->item[cells->n++] = c;
}

/* "*" and "!" mean single countries or forms, never totals and groups of them. */
static bool
is_single(const char *column, const char *code)
{
    if (strcmp(column, "geo") && strcmp(column, "citizenship"))
        return *code != '_';
    return strlen(code) == 3 && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static bool
in_codes(const struct ref_dim *d, const char *code)
{
    bool listed = false;
    for (size_t i = 0; i < d->n && !listed; i++)
        listed = !strcmp(d->code[i], code);
    return d->all || d->but ? is_single(d->column, code) && !listed : listed;
}

static bool
in_period(const struct ref *ref, const char *text, const struct period *p)
{
    struct period end;
    if (!ref->span)
        return !strcmp(ref->period, text);
    if (ref->first && period_parse(ref->first, &end) &&
        (p->freq != end.freq || p->index < end.index))
        return false;
    if (ref->last && period_parse(ref->last, &end) &&
        (p->freq != end.freq || p->index > end.index))
        return false;
    return true;
}

static bool
in_set(const struct ref *ref, const struct book *b, const struct book_row *row)
{
    for (int i = 0; i + 1 < b->tab.key; i++) {
        const struct ref_dim *d = NULL;
        for (size_t k = 0; k < ref->n && !d; k++)
            if (!strcmp(ref->dim[k].column, b->tab.column[i]))
                d = &ref->dim[k];
        if (d ? !in_codes(d, row->cell[i]) : strcmp(row->cell[i], TOTAL) != 0)
            return false;
    }
    return in_period(ref, book_cell(b, row, TABLE_PERIOD), &row->period);
}

static bool
is_there(const struct cell_set *cells, const struct cell *c)
{
    for (size_t i = 0; i < cells->n; i++) {
        const struct cell *d = &cells->item[i];
        size_t k = 0;
        while (k < c->ref->n && !strcmp(c->code[k], d->code[k]))
            k++;
        if (k == c->ref->n && !strcmp(c->period, d->period))
            return true;
    }
    return false;
}

/* A set without a list of its members has those that someone stated. */
static void
stated_members(const struct evidence *e, const struct ref *ref, const struct book *b,
               struct cell_set *cells)
{
    for (size_t i = 0; i < b->n; i++) {
        if (!in_set(ref, b, &b->row[i]))
            continue;
        struct cell c = {.ref = ref,
                         .code = mem_array(e->m, ref->n, sizeof *c.code),
                         .period = book_cell(b, &b->row[i], TABLE_PERIOD),
                         .when = b->row[i].period};
        for (size_t k = 0; k < ref->n; k++)
            c.code[k] = b->row[i].cell[table_find(&b->tab, ref->dim[k].column)];
        if (!is_there(cells, &c))
            add(e, cells, c);
    }
}

/* All codes of one period; the last dim runs fastest. */
static void
listed_codes(const struct evidence *e, const struct ref *ref, const char *text,
             struct cell_set *cells)
{
    size_t combinations = 1;
    for (size_t k = 0; k < ref->n; k++) {
        combinations *= ref->dim[k].n;
        if (combinations > MEMBERS_MAX)
            evidence_die(e, ref->at, "the set has more than %zu members", MEMBERS_MAX);
    }
    for (size_t i = 0; i < combinations; i++) {
        struct cell c = {.ref = ref,
                         .code = mem_array(e->m, ref->n, sizeof *c.code),
                         .period = text};
        size_t rest = i;
        for (size_t k = ref->n; k-- > 0; rest /= ref->dim[k].n)
            c.code[k] = ref->dim[k].code[rest % ref->dim[k].n];
        period_parse(text, &c.when);
        add(e, cells, c);
    }
}

static void
listed_members(const struct evidence *e, const struct ref *ref, struct cell_set *cells)
{
    struct period first, last;
    if (!ref->span) {
        listed_codes(e, ref, ref->period, cells);
        return;
    }
    period_parse(ref->first, &first);
    period_parse(ref->last, &last);
    for (long i = first.index; i <= last.index; i++) {
        char text[PERIOD_MAX];
        period_text(first.freq, i, text);
        listed_codes(e, ref, mem_copy(e->m, text), cells);
    }
}

struct cell *
evidence_cells(const struct evidence *e, const struct ref *ref, size_t *n, bool *open)
{
    struct cell_set cells = {0};
    *open = ref->span && !(ref->first && ref->last);
    for (size_t k = 0; k < ref->n; k++)
        *open = *open || ref->dim[k].all || ref->dim[k].but;
    if (*open) {
        stated_members(e, ref, table_of(e, ref), &cells);
        if (e->statements && !ref->from)
            stated_members(e, ref, e->statements, &cells);
    } else {
        listed_members(e, ref, &cells);
    }
    *n = cells.n;
    return cells.item;
}

/* ---- spelling */

static const struct book_row *
row_with(const struct book *b, int column, const char *code)
{
    for (size_t i = 0; i < b->n; i++)
        if (!strcmp(b->row[i].cell[column], code))
            return &b->row[i];
    return NULL;
}

static bool
is_absent(const struct evidence *e, const char *column, const char *code)
{
    const struct names *list = &e->claims->absent;
    for (size_t i = 0; i < list->n; i++)
        if (!strcmp(list->item[i].column, column) && !strcmp(list->item[i].text, code))
            return true;
    return false;
}

static void
check_columns(const struct evidence *e, const struct book *b, const struct ref *ref)
{
    const char *column = lacking_column(b, ref);
    if (!column)
        return;
    const char *near = msg_nearest(column, (const char *const *)b->tab.column);
    evidence_die(e, ref->at, "%s has no key column %s%s%s", b->tab.in.file,
                 msg_quote(column), near ? "; the nearest is " : "",
                 near ? msg_quote(near) : "");
}

static void
check_code(const struct evidence *e, const struct book *b, const struct ref *ref,
           int column, const char *code, bool given)
{
    const char *name = b->tab.column[column];
    if (row_with(b, column, code) || is_absent(e, name, code))
        return;
    const char **codes = mem_array(e->m, b->n + 1, sizeof *codes);
    for (size_t i = 0; i < b->n; i++)
        codes[i] = b->row[i].cell[column];
    const char *near = given ? msg_nearest(code, codes) : NULL;
    if (given)
        evidence_die(e, ref->at,
                     "nothing in %s has %s %s%s%s; if that is so, say \"absent "
                     "%s=%s\"",
                     b->tab.in.file, name, msg_quote(code),
                     near ? "; the nearest is " : "", near ? msg_quote(near) : "", name,
                     code);
    evidence_die(e, ref->at, "the reference names no %s, and nothing in %s has %s",
                 name, b->tab.in.file, msg_quote(code));
}

static void
check_ref(const struct evidence *e, const struct book *b, const struct ref *ref)
{
    for (int i = 0; i + 1 < b->tab.key; i++) {
        const struct ref_dim *d = NULL;
        for (size_t k = 0; k < ref->n && !d; k++)
            if (!strcmp(ref->dim[k].column, b->tab.column[i]))
                d = &ref->dim[k];
        if (!d)
            check_code(e, b, ref, i, TOTAL, false);
        for (size_t k = 0; d && k < d->n; k++)
            check_code(e, b, ref, i, d->code[k], true);
    }
}

static void
check_sources(const struct evidence *e, const struct names *list)
{
    size_t n;
    for (size_t i = 0; i < list->n; i++)
        if (!sources_next(&e->cite, list->item[i].text, &n))
            evidence_die(e, list->item[i].at, "source %s is not in %s",
                         msg_quote(list->item[i].text), e->cite.path);
}

static void
check_absent(const struct evidence *e, const struct name *absent)
{
    const struct book *b = e->statements;
    int column = table_find(&b->tab, absent->column);
    if (column < 0 || column >= b->tab.key)
        evidence_die(e, absent->at, "%s has no key column %s", b->tab.in.file,
                     msg_quote(absent->column));
    const struct book_row *row = row_with(b, column, absent->text);
    if (row)
        evidence_die(e, absent->at,
                     "%s=%s is declared absent, yet line %ld of %s has it",
                     absent->column, absent->text, row->line, b->tab.in.file);
}

void
evidence_check(const struct evidence *e)
{
    const struct claims *c = e->claims;
    for (size_t i = 0; i < c->refs; i++) {
        const struct book *table = table_of(e, c->ref[i]);
        check_columns(e, table, c->ref[i]);
        if (c->ref[i]->from) {
            check_ref(e, table, c->ref[i]);
        } else if (e->statements) {
            check_columns(e, e->statements, c->ref[i]);
            check_ref(e, e->statements, c->ref[i]);
        }
        if (c->ref[i]->article && !c->own.n)
            evidence_die(e, c->ref[i]->at,
                         "article() needs the ids of the article's own statements, "
                         "expected a line \"own ID\"");
        struct name by = {c->ref[i]->by, NULL, c->ref[i]->at};
        if (by.text && *e->cite.path)
            check_sources(e, &(struct names){&by, 1});
    }
    if (*e->cite.path) {
        check_sources(e, &c->own);
        check_sources(e, &c->repeats);
    }
    for (size_t i = 0; e->statements && i < c->absent.n; i++)
        check_absent(e, &c->absent.item[i]);
}
