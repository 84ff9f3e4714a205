/*
 * Which figures a reference names: of a set those that it lists, or those that someone
 * stated.
 */
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "claim/evidence.h"
#include "claim/parts.h"
#include "dataset/labels.h"

#define TOTAL "_T"
static char TOTAL_TEXT[] = TOTAL;
#define MEMBERS_MAX ((size_t)10000)

struct cell_set {
    struct cell *item;
    size_t n;
};

static void
push(const struct evidence *e, struct cell_set *cells, struct cell c)
{
    if (cells->n == MEMBERS_MAX)
        evidence_die(e, c.ref->at, "the set has more than %zu members", MEMBERS_MAX);
    cells->item = mem_more(e->m, cells->item, cells->n, sizeof c);
    cells->item[cells->n++] = c;
}

static void
add(const struct evidence *e, struct cell_set *cells, struct cell c)
{
    evidence_find(e, &c);
    push(e, cells, c);
}

/* "*" and "!" mean single countries or forms, never totals and groups of them. */
bool
evidence_single(const char *column, const char *code)
{
    if (!labels_are_areas(column))
        return *code != '_';
    return strlen(code) == 3 && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static bool
in_codes(const struct ref_dim *d, const char *code)
{
    bool listed = ref_writes(d, code);
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
        if (d && ref_runs(d))
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
        *held = evidence_vintage(e, b, key);
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
        evidence_find(e, &cells->item[i]);
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
