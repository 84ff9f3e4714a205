#include "claim/parts.h"

#include <math.h>
#include <string.h>

#include "program/num.h"

#define PARTS_MAX 120

/* The index of the period of this freq that the day is in. */
long
parts_index(char freq, long day)
{
    long y, m, d;
    period_civil(day, &y, &m, &d);
    return freq == 'A'   ? y
           : freq == 'Q' ? y * 4 + (m - 1) / 3
           : freq == 'M' ? y * 12 + m - 1
                         : day;
}

bool
parts_add(const struct evidence *e, const struct cell *c)
{
    return indicators_add(&e->adds, evidence_code(c, "indicator"),
                          book_cell(c->book, c->row, TABLE_UNIT));
}

/* Its amount is a count or the bounds of one, neither "about" nor estimated. */
static bool
is_plain(const struct cell *c)
{
    const char *interval = book_cell(c->book, c->row, TABLE_INTERVAL);
    return !*interval || !strcmp(interval, "range");
}

/* The cell of a period of this freq. */
static bool
period_of(const struct evidence *e, const struct cell *c, char freq, long index,
          struct cell *out)
{
    char text[PERIOD_MAX];
    period_text(freq, index, text);
    *out = (struct cell){.ref = c->ref, .code = c->code};
    out->period = mem_copy(e->m, text);
    return period_parse(out->period, &out->when);
}

/* The parts of one freq, looked up, that fill the days of c; NULL when none do. */
static struct cell *
parts_of(const struct evidence *e, const struct cell *c, char freq, size_t *n)
{
    struct cell *part = mem_array(e->m, PARTS_MAX, sizeof *part);
    long index = parts_index(freq, c->when.first), day = c->when.first;
    for (*n = 0; day <= c->when.last && *n < PARTS_MAX; ++*n) {
        struct cell *p = &part[*n];
        if (!period_of(e, c, freq, index++, p) || p->when.first != day)
            return NULL;
        evidence_find_alone(e, p);
        day = p->when.last + 1;
    }
    return day == c->when.last + 1 ? part : NULL;
}

/* ---- rows that are made */

/* Writes the amount of a row into its cells. */
static void
set_amount(const struct evidence *e, const struct book *b, struct book_row *row)
{
    const struct amount *a = &row->amount;
    double x[] = {a->value, a->lo, a->hi};
    static const enum table_column at[] = {TABLE_VALUE, TABLE_LO, TABLE_HI};
    char text[NUM_MAX];
    for (int i = 0; i < 3; i++)
        if (b->tab.at[at[i]] >= 0)
            row->cell[b->tab.at[at[i]]] = mem_copy(
                e->m, a->known == !i && isfinite(x[i]) ? num_text(x[i], text) : "");
    if (b->tab.at[TABLE_INTERVAL] >= 0)
        row->cell[b->tab.at[TABLE_INTERVAL]] = mem_copy(e->m, a->known ? "" : "range");
}

void
parts_row(const struct evidence *e, struct cell *c, struct amount amount)
{
    const struct cell *from = c->part;
    const struct book *b = from->book;
    struct book_row *row = mem_get(e->m, sizeof *row);
    char *source = mem_copy(e->m, "");
    const char *status = amount.known ? "" : "O";
    *row = *from->row;
    row->amount = amount;
    row->period = c->when;
    row->cell = mem_array(e->m, (size_t)b->tab.n, sizeof *row->cell);
    memcpy(row->cell, from->row->cell, (size_t)b->tab.n * sizeof *row->cell);
    for (size_t i = 0; i < c->parts; i++) {
        status = table_status(e->m, status,
                              book_cell(from[i].book, from[i].row, TABLE_STATUS));
        source = table_sources(e->m, source, evidence_source(e, &from[i]));
    }
    if (amount.known)
        status = table_status_less(e->m, table_status_less(e->m, status, 'O'), 'Q');
    set_amount(e, b, row);
    row->cell[b->tab.key - 1] = mem_copy(e->m, c->period);
    row->cell[b->tab.at[TABLE_STATUS]] = mem_copy(e->m, *status ? status : "A");
    row->cell[b->tab.at[TABLE_SOURCE]] = source;
    c->row = row;
    c->book = b;
    c->source = source;
    c->held = HELD;
}

/* ---- a whole from its parts */

/* The parts that are held, in front; they are counts in one unit that add up. */
static size_t
held_parts(const struct evidence *e, struct cell *part, size_t n)
{
    size_t held = 0;
    for (size_t i = 0; i < n; i++) {
        if (part[i].held != HELD)
            continue;
        part[held++] = part[i];
        if (!is_plain(&part[held - 1]) || !parts_add(e, &part[held - 1]) ||
            strcmp(book_cell(part[held - 1].book, part[held - 1].row, TABLE_UNIT),
                   book_cell(part->book, part->row, TABLE_UNIT)))
            return 0;
    }
    return held;
}

static struct amount
sum_of(const struct cell *part, size_t n)
{
    struct amount sum = {0, 0, 0, NAN, NAN, true};
    for (size_t i = 0; i < n; i++) {
        const struct amount *a = &part[i].row->amount;
        sum.known = sum.known && a->known;
        sum.value += a->known ? a->value : 0;
        sum.lo += a->known ? a->value : a->lo;
        sum.hi += a->known ? a->value : a->hi;
    }
    return sum;
}

/* The sum of all parts, or what some of them come to at least. */
static bool
from_parts(const struct evidence *e, struct cell *c, bool all)
{
    for (const char *freq = "QM"; *freq; freq++) {
        size_t n = 0;
        struct cell *part = c->when.freq == *freq || c->when.freq == 'M'
                                ? NULL
                                : parts_of(e, c, *freq, &n);
        size_t held = part ? held_parts(e, part, n) : 0;
        if (!held || (all && held < n))
            continue;
        struct amount sum = sum_of(part, held);
        if (held < n) {
            struct cell *gap = mem_get(e->m, sizeof *gap);
            *gap = *c;
            c->gap = gap;
            sum.known = false;
            sum.hi = INFINITY;
        }
        c->part = part;
        c->parts = held;
        parts_row(e, c, sum);
        return true;
    }
    return false;
}

/* ---- a part within its whole */

/* The wholes that a period may lie in: its quarter, its year. */
static bool
whole_of(const struct evidence *e, const struct cell *c, char freq, struct cell *whole)
{
    if (c->when.freq == freq || c->when.freq == 'A' || c->when.freq == 'D' ||
        !period_of(e, c, freq, parts_index(freq, c->when.first), whole) ||
        whole->when.last < c->when.last)
        return false;
    evidence_find_alone(e, whole);
    return whole->held == HELD && is_plain(whole) && parts_add(e, whole) &&
           isfinite(whole->row->amount.hi);
}

/* What the whole's own edition states of the rest of it, behind the whole in part[]. Sets
 * *all when that is all of the rest. */
static size_t
siblings(const struct evidence *e, const struct cell *c, struct cell *part, bool *all)
{
    struct evidence of = *e;
    size_t n = 0, held = 1;
    const char freq = c->when.freq == 'I' ? 'Q' : c->when.freq;
    *all = false;
    if (!e->statements || !evidence_edition(e, part->source, &of.pinned))
        return held;
    struct cell *all_parts = parts_of(&of, part, freq, &n);
    *all = all_parts != NULL;
    for (size_t i = 0; all_parts && i < n; i++) {
        const struct cell *p = &all_parts[i];
        if (p->when.first >= c->when.first && p->when.last <= c->when.last)
            continue;
        if (p->held == HELD && is_plain(p))
            part[held++] = *p;
        else
            *all = false;
    }
    return held;
}

/* Between nothing and the whole, less what the rest of it comes to. */
static bool
within(const struct evidence *e, struct cell *c, char freq)
{
    struct cell *part = mem_array(e->m, PARTS_MAX, sizeof *part);
    bool all;
    if (!whole_of(e, c, freq, part))
        return false;
    size_t n = siblings(e, c, part, &all);
    struct amount rest = sum_of(part + 1, n - 1), whole = sum_of(part, 1);
    struct amount a = {NAN, 0, whole.hi - rest.lo, NAN, NAN, false};
    if (all)
        a.lo = fmax(0, whole.lo - rest.hi);
    if (a.hi < a.lo) { /* an edition that does not add up says the whole alone */
        a = (struct amount){NAN, 0, whole.hi, NAN, NAN, false};
        n = 1;
    }
    struct cell *gap = mem_get(e->m, sizeof *gap);
    *gap = *c;
    c->gap = gap;
    c->whole = part;
    c->part = part;
    c->parts = n;
    parts_row(e, c, a);
    return true;
}

void
parts_find(const struct evidence *e, struct cell *c)
{
    if (from_parts(e, c, true) || within(e, c, 'Q') || within(e, c, 'A'))
        return;
    from_parts(e, c, false);
}
