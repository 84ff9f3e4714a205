#include "claim/evidence.h"

#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/parts.h"
#include "claim/rivals.h"

#define TOTAL "_T"
static char TOTAL_TEXT[] = TOTAL;
#define MEMBERS_MAX ((size_t)10000)

void
evidence_fault(const struct evidence *e, struct spot at, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    faults_add(e->claims->faults, at, format, ap);
    va_end(ap);
}

void
evidence_die(const struct evidence *e, struct spot at, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    faults_add(e->claims->faults, at, format, ap);
    va_end(ap);
    faults_end(e->claims->faults);
    die(EX_SOFTWARE, "a fault was lost");
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

bool
evidence_edition(const struct evidence *e, const char *source, struct edition *out)
{
    size_t n;
    const struct source *s = sources_next(&e->cite, source, &n);
    if (!s)
        return false;
    *out = (struct edition){s->publisher, sources_credit(e->m, s), LONG_MAX};
    return !*s->published || period_published(s->published, &out->day);
}

bool
evidence_is_of(const struct evidence *e, const char *source, const struct edition *want)
{
    struct edition got;
    for (; *source; source += strcspn(source, "+"), source += *source == '+')
        if (evidence_edition(e, source, &got) && got.day == want->day &&
            !strcmp(got.publisher, want->publisher))
            return true;
    return false;
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

const char *
evidence_lacking(const struct book *b, const struct ref *ref)
{
    for (size_t k = 0; k < ref->n; k++) {
        int at = table_find(&b->tab, ref->dim[k].column);
        if (at < 0 || at >= b->tab.key)
            return ref->dim[k].column;
    }
    return NULL;
}

const struct book *
evidence_table(const struct evidence *e, const struct ref *ref)
{
    if (!ref->from)
        return &e->table;
    const struct book *b = NULL;
    for (size_t i = 0; i < ref->from->n && (!b || evidence_lacking(b, ref)); i++)
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

/* ---- finding a cell's row, or why there is none */

/* What one statement says about why the table has no row; better reasons replace worse. */
static void
weigh(const struct evidence *e, struct cell *c, const struct book_row *row)
{
    const struct book *b = e->statements;
    const char *source = book_cell(b, row, TABLE_SOURCE);
    enum held why = HELD_LEFT_OUT;
    const char *date = published(e, b, row);
    struct period p;
    long day = 0, best = 0;
    if (is_own(e, source))
        why = HELD_OWN;
    else if (e->basis == BASIS_PUBLISHED && !*date)
        why = HELD_UNDATED;
    else if (e->basis == BASIS_PUBLISHED && period_published(date, &day) &&
             day > e->claims->day)
        why = period_parse(date, &p) && p.first <= e->claims->day ? HELD_PERHAPS
                                                                  : HELD_LATER;
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
    const struct names *by = c->ref->by ? &c->ref->by_ids : &e->claims->own;
    char **key = key_of(e, b, c);
    for (size_t i = book_lower(b, key, b->tab.key); book_has(b, i, key, b->tab.key);
         i++) {
        const struct book_row *row = &b->row[i];
        if (!evidence_names(by, book_cell(b, row, TABLE_SOURCE)))
            continue;
        if (!c->ref->article)
            weigh(e, c, row);
        if (c->ref->article || c->held == HELD_LEFT_OUT) {
            c->held = HELD;
            c->book = b;
            c->row = row;
            c->source = book_cell(b, row, TABLE_SOURCE);
            return;
        }
    }
}

void
evidence_statements(const struct evidence *e, const struct cell *c, size_t *first,
                    size_t *end)
{
    book_range(e->statements, key_of(e, e->statements, c), e->statements->tab.key,
               first, end);
}

void
evidence_days(const struct evidence *e, const struct cell *c, size_t *first,
              size_t *end)
{
    const struct book *b = evidence_table(e, c->ref);
    *first = *end = 0;
    if (b->vintage >= 0)
        book_range(b, key_of(e, b, c), b->vintage, first, end);
}

bool
evidence_admits(const struct evidence *e, const struct book_row *statement)
{
    const char *source = book_cell(e->statements, statement, TABLE_SOURCE);
    struct edition of;
    return !is_own(e, source) && evidence_edition(e, source, &of) && of.day <= e->day;
}

/* The statement of the pinned edition: one with a number before one without, of those the
 * first in the table. */
static void
find_in_edition(const struct evidence *e, struct cell *c)
{
    const struct book *b = e->statements;
    char **key = key_of(e, b, c);
    for (size_t i = book_lower(b, key, b->tab.key); book_has(b, i, key, b->tab.key);
         i++) {
        const char *source = book_cell(b, &b->row[i], TABLE_SOURCE);
        bool better = !c->row || (b->row[i].amount.known && !c->row->amount.known);
        if (!better || is_own(e, source) || !evidence_is_of(e, source, &e->pinned))
            continue;
        c->held = HELD;
        c->book = b;
        c->row = &b->row[i];
        c->source = source;
    }
}

/* Puts the newest vintage of the series into the key, of those that were out on the day. */
static bool
set_vintage(const struct evidence *e, const struct book *b, char **key)
{
    char *day = mem_get(e->m, PERIOD_MAX);
    size_t first, end;
    *day = '~'; /* after every date, and after "undated" */
    if (e->day != LONG_MAX)
        period_text('D', e->day, day);
    book_range(b, key, b->vintage, &first, &end);
    key[b->vintage] = day;
    size_t i = book_lower(b, key, b->vintage + 1);
    if (book_has(b, i, key, b->vintage + 1))
        return true;
    if (i == first)
        return false;
    key[b->vintage] = b->row[i - 1].cell[b->vintage];
    return true;
}

static void
find_in_table(const struct evidence *e, struct cell *c)
{
    const struct book *b = evidence_table(e, c->ref);
    char **key = key_of(e, b, c);
    if (b->vintage >= 0 && !set_vintage(e, b, key))
        return;
    size_t i = book_lower(b, key, b->tab.key);
    if (!book_has(b, i, key, b->tab.key))
        return;
    c->row = &b->row[i];
    c->book = b;
    c->source = book_cell(c->book, c->row, TABLE_SOURCE);
    c->held = is_own(e, c->source) ? HELD_OWN : HELD;
    if (c->held != HELD)
        c->row = NULL;
}

void
evidence_find_alone(const struct evidence *e, struct cell *c)
{
    c->held = HELD_NOT;
    if (c->ref->by || c->ref->article) {
        find_statement(e, c);
        return;
    }
    if (e->pinned.publisher && !c->ref->from) {
        find_in_edition(e, c);
        return;
    }
    find_in_table(e, c);
    const struct book *b = e->statements;
    if (c->held == HELD && !c->ref->from)
        rivals_find(e, c);
    if (c->held == HELD || !b || c->ref->from)
        return;
    char **key = key_of(e, b, c);
    for (size_t i = book_lower(b, key, b->tab.key); book_has(b, i, key, b->tab.key);
         i++)
        weigh(e, c, &b->row[i]);
}

/* What no one stated may follow from its parts in time, or lie within a whole. */
static void
find(const struct evidence *e, struct cell *c)
{
    evidence_find_alone(e, c);
    if (c->held != HELD && !c->ref->by && !c->ref->article && !c->ref->from)
        parts_find(e, c);
}

/* ---- the cells of a set */

struct cell_set {
    struct cell *item;
    size_t n, size;
};

static void
push(const struct evidence *e, struct cell_set *cells, struct cell c)
{
    if (cells->n == MEMBERS_MAX)
        evidence_die(e, c.ref->at, "the set has more than %zu members", MEMBERS_MAX);
    if (cells->n == cells->size) {
        size_t more = cells->size ? 2 * cells->size : 8;
        cells->item =
            mem_grow(e->m, cells->item, cells->size * sizeof c, more * sizeof c);
        cells->size = more;
    }
    cells->item[cells->n++] = c;
}

static void
add(const struct evidence *e, struct cell_set *cells, struct cell c)
{
    find(e, &c);
    push(e, cells, c);
}

/* "*" and "!" mean single countries or forms, never totals and groups of them. */
bool
evidence_single(const char *column, const char *code)
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
    return d->all || d->but ? evidence_single(d->column, code) && !listed : listed;
}

/* The row is of a quarter or month of the one period that is asked for, and these add up. */
static bool
is_part(const struct evidence *e, const struct ref *ref, const struct book *b,
        const struct book_row *row)
{
    struct period whole;
    int at = table_find(&b->tab, "indicator");
    return !ref->span && !ref->from && at >= 0 && period_parse(ref->period, &whole) &&
           strchr("QM", row->period.freq) && row->period.freq != whole.freq &&
           row->period.first >= whole.first && row->period.last <= whole.last &&
           indicators_add(&e->adds, row->cell[at], book_cell(b, row, TABLE_UNIT));
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

/* dim: what the reference says of each key column of the table, NULL for the total. */
static bool
in_set(const struct evidence *e, const struct ref *ref,
       const struct ref_dim *const dim[], const struct book *b,
       const struct book_row *row)
{
    for (int i = 0; i + 1 < b->tab.key; i++)
        if (i != b->vintage && (dim[i] ? !in_codes(dim[i], row->cell[i])
                                       : strcmp(row->cell[i], TOTAL) != 0))
            return false;
    return in_period(ref, book_cell(b, row, TABLE_PERIOD), &row->period) ||
           is_part(e, ref, b, row);
}

int
evidence_fixed(const struct book *b, const struct ref *ref, char *key[])
{
    int n = 0;
    for (; n + 1 < b->tab.key && n != b->vintage; n++) {
        const struct ref_dim *d = NULL;
        for (size_t k = 0; k < ref->n && !d; k++)
            if (!strcmp(ref->dim[k].column, b->tab.column[n]))
                d = &ref->dim[k];
        if (d && (d->all || d->but || d->n != 1))
            break;
        key[n] = d ? (char *)(uintptr_t)d->code[0] : TOTAL_TEXT;
    }
    return n;
}

/* The row is of the vintage that counts; `key` is room for the key of a series. */
static bool
is_current(const struct evidence *e, const struct book *b, const struct book_row *row,
           char **key, bool *held)
{
    if (b->vintage < 0)
        return true;
    if (!key[0] || table_compare(row->cell, key, b->vintage)) {
        memcpy(key, row->cell, (size_t)b->vintage * sizeof *key);
        *held = set_vintage(e, b, key);
    }
    return *held && !strcmp(row->cell[b->vintage], key[b->vintage]);
}

static struct cell
member(const struct evidence *e, const struct ref *ref, const struct book *b,
       const struct book_row *row)
{
    struct cell c = {.ref = ref,
                     .code = mem_array(e->m, ref->n, sizeof *c.code),
                     .period = book_cell(b, row, TABLE_PERIOD),
                     .when = row->period};
    if (!ref->span && period_parse(ref->period, &c.when))
        c.period = ref->period;
    for (size_t k = 0; k < ref->n; k++)
        c.code[k] = row->cell[table_find(&b->tab, ref->dim[k].column)];
    return c;
}

/* A set without a list of its members has those that someone stated. */
static void
stated_members(const struct evidence *e, const struct ref *ref, const struct book *b,
               struct cell_set *cells)
{
    char **fixed = mem_array(e->m, (size_t)b->tab.key, sizeof *fixed);
    char **series = mem_array(e->m, (size_t)b->tab.key, sizeof *series);
    const struct ref_dim **dim = mem_array(e->m, (size_t)b->tab.key, sizeof *dim);
    struct period whole;
    bool held = false;
    size_t i, end;
    if (ref->span || !period_parse(ref->period, &whole))
        whole = (struct period){.first = LONG_MIN, .last = LONG_MAX};
    for (size_t k = 0; k < ref->n; k++) {
        int at = table_find(&b->tab, ref->dim[k].column);
        if (at >= 0 && at < b->tab.key)
            dim[at] = &ref->dim[k];
    }
    book_range(b, fixed, evidence_fixed(b, ref, fixed), &i, &end);
    for (; i < end; i++)
        if (b->row[i].period.first >= whole.first &&
            b->row[i].period.last <= whole.last && in_set(e, ref, dim, b, &b->row[i]) &&
            is_current(e, b, &b->row[i], series, &held))
            push(e, cells, member(e, ref, b, &b->row[i]));
}

static int
by_key(const void *va, const void *vb)
{
    const struct cell *a = va, *b = vb;
    int c = 0;
    for (size_t k = 0; k < a->ref->n && !c; k++)
        c = strcmp(a->code[k], b->code[k]);
    return c ? c : strcmp(a->period, b->period);
}

/* Each once, and what is held on it. */
static void
settle(const struct evidence *e, struct cell_set *cells)
{
    size_t n = 0;
    if (cells->n)
        qsort(cells->item, cells->n, sizeof *cells->item, by_key);
    for (size_t i = 0; i < cells->n; i++)
        if (!n || by_key(&cells->item[n - 1], &cells->item[i]))
            cells->item[n++] = cells->item[i];
    cells->n = n;
    for (size_t i = 0; i < n; i++)
        find(e, &cells->item[i]);
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

/* The index of the first whole period of this freq from the day on. */
static long
first_whole(char freq, long day)
{
    char text[PERIOD_MAX];
    struct period p;
    long index = parts_index(freq, day);
    period_text(freq, index, text);
    return period_parse(text, &p) && p.first < day ? index + 1 : index;
}

/* A span without a start begins with the first whole period of its register, where that
 * is known. */
static const struct ref *
from_the_start(const struct evidence *e, const struct ref *ref)
{
    const char *code = NULL;
    struct period last;
    long day;
    for (size_t k = 0; k < ref->n; k++)
        if (!strcmp(ref->dim[k].column, "register") && ref->dim[k].n == 1)
            code = ref->dim[k].code[0];
    if (!code || !ref->last || !period_parse(ref->last, &last) ||
        !registers_began(&e->registers, code, &day))
        return ref;
    long index = first_whole(last.freq, day);
    if (index > last.index)
        return ref;
    struct ref *closed = mem_get(e->m, sizeof *closed);
    char text[PERIOD_MAX];
    period_text(last.freq, index, text);
    *closed = *ref;
    closed->first = mem_copy(e->m, text);
    return closed;
}

/* The statements of several sources, or of any, on one quantity. */
static void
statements_of(const struct evidence *e, const struct ref *ref, struct cell_set *cells)
{
    struct cell c = {.ref = ref,
                     .code = mem_array(e->m, ref->n, sizeof *c.code),
                     .period = ref->period};
    size_t i, end;
    if (!e->statements)
        evidence_die(e, ref->at, "by= reads statements, expected --statements");
    for (size_t k = 0; k < ref->n; k++)
        c.code[k] = ref->dim[k].code[0];
    period_parse(ref->period, &c.when);
    evidence_statements(e, &c, &i, &end);
    for (; i < end; i++) {
        const struct book_row *row = &e->statements->row[i];
        const char *source = book_cell(e->statements, row, TABLE_SOURCE);
        if ((!ref->by_any && !evidence_names(&ref->by_ids, source)) ||
            !evidence_admits(e, row))
            continue;
        c.held = HELD;
        c.book = e->statements;
        c.row = row;
        c.source = source;
        push(e, cells, c);
    }
}

struct cell *
evidence_cells(const struct evidence *e, const struct ref *ref, size_t *n, bool *open)
{
    struct cell_set cells = {0};
    if (ref->by_any || ref->by_ids.n > 1) {
        statements_of(e, ref, &cells);
        *open = !cells.n; /* when none speaks, none says anything else */
        *n = cells.n;
        return cells.item;
    }
    if (ref->span && !ref->first)
        ref = from_the_start(e, ref);
    *open = ref->span && !(ref->first && ref->last);
    for (size_t k = 0; k < ref->n; k++)
        *open = *open || ref->dim[k].all || ref->dim[k].but;
    if (*open) {
        stated_members(e, ref, evidence_table(e, ref), &cells);
        if (e->statements && !ref->from)
            stated_members(e, ref, e->statements, &cells);
        settle(e, &cells);
    } else {
        listed_members(e, ref, &cells);
    }
    *n = cells.n;
    return cells.item;
}
