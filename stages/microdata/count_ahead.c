/*
 * Records whose texts were all seen before are counted many at once, column by column: the
 * processor then looks up one while it waits for another. At the first that needs more than
 * a look this stops, and counter_take() has it.
 */
#include <string.h>

#include "microdata/counter.h"
#include "microdata/decimal.h"

static size_t
place_of(const size_t *field, size_t n, size_t which)
{
    size_t i = 0;
    while (i < n && field[i] != which)
        i++;
    return i;
}

static bool
can_ahead(const struct counted *t)
{
    bool can = t->cacheable && !t->table->contributor;
    for (size_t i = 0; i < t->table->columns; i++)
        can = can && t->table->column[i].fields <= 1;
    return can;
}

void
counter_fit_ahead(struct counter *c, struct mem *run, size_t cells, const size_t *field,
                  size_t n)
{
    c->cells = cells;
    for (size_t i = 0; i < c->tables; i++) {
        struct counted *t = &c->table[i];
        const struct tally_table *table = t->table;
        if (!can_ahead(t))
            c->cells = 0;
        t->ahead.code = mem_array(run, table->columns + 1, sizeof *t->ahead.code);
        t->ahead.where = mem_array(run, table->wheres + 1, sizeof *t->ahead.where);
        for (size_t k = 0; k < table->columns; k++)
            if (t->recode[k])
                t->ahead.code[k] = place_of(field, n, t->field[k][0]);
        for (size_t k = 0; k < table->wheres; k++)
            t->ahead.where[k] = place_of(field, n, t->where[k]);
        t->ahead.measured = table->field ? place_of(field, n, t->measured) : 0;
    }
    if (c->cells)
        c->cell = mem_array(run, n * COUNT_AHEAD + 1, sizeof *c->cell);
}

#define OUT 4 /* a `where` leaves it out */

/* Marks of n records by what was found for them; returns how many stand before the first that
 * must be looked at by itself. */
static size_t
settled(const unsigned char *mark, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((mark[i] & (OUT | RECODE_UNKNOWN)) == RECODE_UNKNOWN)
            return i;
    return n;
}

/* What the table makes of n records; returns for how many it knows. */
static size_t
look_ahead(struct counted *t, const struct csv_span *cell, size_t n)
{
    struct counted_ahead *a = &t->ahead;
    memset(a->id, 0, n * sizeof *a->id);
    memset(a->mark, 0, n);
    for (size_t k = 0; k < t->table->wheres; k++)
        for (size_t i = 0; i < n; i++) {
            const struct csv_span *s = &cell[a->where[k] * COUNT_AHEAD + i];
            if (!where_meets(&t->table->where[k], s->text, s->n))
                a->mark[i] = OUT;
        }
    for (size_t k = 0; k < t->table->columns; k++)
        if (t->recode[k])
            recode_ids(t->recode[k], cell + a->code[k] * COUNT_AHEAD, n, a->id,
                       a->mark);
    for (size_t i = 0; i < n && t->table->measure == MEASURE_SUM; i++) {
        const struct csv_span *s = &cell[a->measured * COUNT_AHEAD + i];
        if (!a->mark[i] && !decimal_read(s->text, s->n, &a->amount[i]))
            a->mark[i] = RECODE_UNKNOWN;
    }
    return settled(a->mark, n);
}

/* The record at hand is the i-th, of a group that the cache does not know. */
static void
add_unknown(struct counted *t, size_t i)
{
    uint64_t id = t->id = t->ahead.id[i];
    for (size_t k = t->table->columns; k-- > 0;)
        if (t->recode[k]) {
            t->code[k] = recode_of(t->recode[k], (uint32_t)(id % RECODE_IDS));
            id /= RECODE_IDS;
        }
    t->amount = t->table->measure == MEASURE_SUM ? t->ahead.amount[i] : 1;
    counted_add(t, NULL);
}

static void
add_ahead(struct counted *t, size_t n)
{
    struct counted_ahead *a = &t->ahead;
    bool sum = t->table->measure == MEASURE_SUM;
    size_t left_out = 0;
    for (size_t i = 0; i < n; i++) {
        if (a->mark[i]) {
            left_out++;
            continue;
        }
        uint32_t known = *group_cache_at(&t->cache, a->id[i]);
        if (known)
            (*t->amounts)[known - 1] += sum ? a->amount[i] : 1;
        else
            add_unknown(t, i);
    }
    t->account.counted += (long long)(n - left_out);
    t->account.left_out += (long long)left_out;
}

/* How many of n records stand before one that could be a header. */
static size_t
before_header(const struct counter *c, size_t n)
{
    size_t i = 0;
    while (i < n && !header_names_all(c->guard, c->cell + i, COUNT_AHEAD, c->wanteds))
        i++;
    return i;
}

long long
counter_take_ahead(struct counter *c, struct csv_in *in)
{
    long long taken = 0;
    if (!c->cells || (c->pause && c->pause--))
        return 0;
    for (size_t n, found = 1; found;) {
        n = found = csv_ahead(in, c->cells, c->cell, COUNT_AHEAD);
        if (c->guard)
            n = before_header(c, n);
        for (size_t i = 0; i < c->tables && n; i++)
            n = look_ahead(&c->table[i], c->cell, n);
        for (size_t i = 0; i < c->tables && n; i++)
            add_ahead(&c->table[i], n);
        csv_take(in, n);
        taken += (long long)n;
        found = n == found ? found : 0;
    }
    /* Where each record must be looked at by itself this only costs. */
    c->pauses = taken ? 0 : c->pauses < COUNT_AHEAD ? 2 * c->pauses + 1 : c->pauses;
    c->pause = c->pauses;
    return taken;
}
