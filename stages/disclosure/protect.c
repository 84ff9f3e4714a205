#include "disclosure/protect.h"

#include <math.h>
#include <stdlib.h>

#include "disclosure/ranges.h"
#include "disclosure/sets.h"
#include "program/msg.h"
#include "solver/linear.h"

#define MOVED 1e-7  /* as the solver ends */
#define SHARE 1e-14 /* the same of large sums */

/* How values may move with all sums intact: by up[i] - down[i], columns 2 i and 2 i + 1. */
struct moves {
    struct release *r;
    struct linear *lp;
    const struct need *need;
    size_t *times; /* a cell stands so often in the release, under other codes */
};

/* What the parts that are known leave of the total. */
static double
rest_of(const struct release *r, const struct release_sum *s)
{
    double rest = r->cell[s->part[0]].value;
    for (size_t k = 1; k < s->n; k++)
        rest -= r->cell[s->part[k]].value;
    return rest;
}

/* The rest of a sum of parts that are not all known moves at no cost, by columns `at` and the
 * next. */
static void
free_rest(struct linear *lp, size_t at, double rest)
{
    linear_bounds(lp, at, 0, INFINITY);
    linear_bounds(lp, at + 1, 0, rest);
}

static struct linear *
new_programme(const struct release *r)
{
    struct mem m = {0};
    size_t rests = 0, rest = 2 * r->cells;
    for (size_t i = 0; i < r->sums; i++)
        rests += r->sum[i].at_most;
    struct linear *lp = linear_new(r->sums, 2 * (r->cells + rests));
    for (size_t i = 0; i < r->sums; i++) {
        const struct release_sum *s = &r->sum[i];
        size_t *at = mem_array(&m, 2 * s->n + 2, sizeof *at), n = 2 * s->n;
        double *by = mem_array(&m, 2 * s->n + 2, sizeof *by);
        for (size_t k = 0; k < s->n; k++) {
            at[2 * k] = 2 * s->part[k];
            at[2 * k + 1] = 2 * s->part[k] + 1;
            by[2 * k] = k ? 1 : -1;
            by[2 * k + 1] = k ? -1 : 1;
        }
        if (s->at_most) {
            free_rest(lp, rest, rest_of(r, s));
            at[n] = rest++, by[n++] = 1;
            at[n] = rest++, by[n++] = -1;
        }
        linear_row(lp, i, n, at, by, 0);
        mem_reset(&m);
    }
    mem_release(&m);
    return lp;
}

/* A total of one part is that part: a loss once. */
static void
count_same(struct moves *m)
{
    const struct release *r = m->r;
    struct mem scratch = {0};
    size_t *parent = mem_array(&scratch, r->cells + 1, sizeof *parent);
    size_t *n = mem_array(&scratch, r->cells + 1, sizeof *n);
    m->times = mem_array(r->run, r->cells + 1, sizeof *m->times);
    sets_open(parent, r->cells);
    for (size_t i = 0; i < r->sums; i++)
        if (r->sum[i].n == 2 && !r->sum[i].at_most)
            sets_join(parent, r->sum[i].part[0], r->sum[i].part[1]);
    for (size_t i = 0; i < r->cells; i++)
        n[sets_root(parent, i)]++;
    for (size_t i = 0; i < r->cells; i++)
        m->times[i] = n[sets_root(parent, i)];
    mem_release(&scratch);
}

/* What it costs to move a cell by one: nothing when it is withheld, else by the digits of its
 * value, so that few cells and small ones are lost. Zeros do not move. */
static void
set_cost(const struct moves *m, size_t cell)
{
    const struct release_cell *c = &m->r->cell[cell];
    double cost =
        c->withheld ? 1e-4 : (1 + log2(1 + c->value)) / (double)m->times[cell];
    bool fixed = c->value <= 0;
    linear_bounds(m->lp, 2 * cell, 0, fixed ? 0 : INFINITY);
    linear_bounds(m->lp, 2 * cell + 1, 0, c->value);
    linear_cost(m->lp, 2 * cell, cost);
    linear_cost(m->lp, 2 * cell + 1, cost);
}

static void
withhold(const struct moves *m, size_t cell)
{
    struct release_cell *c = &m->r->cell[cell];
    c->withheld = true;
    c->lo = 0;
    c->hi = INFINITY;
    set_cost(m, cell);
}

/* A cell that moves by more is withheld. */
static double
moved(const struct release *r, size_t cell)
{
    return MOVED + (r->sums_up ? SHARE * r->cell[cell].value : 0);
}

/* Moves one cell up or down by this much, and withholds whatever moves with it. */
static bool
cover(const struct moves *m, size_t cell, bool up, double by)
{
    if (by <= 0 || !m->r->cell[cell].in)
        return true;
    double cost;
    size_t to = 2 * cell + !up, from = 2 * cell + up;
    linear_bounds(m->lp, to, by, by);
    linear_bounds(m->lp, from, 0, 0);
    bool found = linear_solve(m->lp, false, &cost) == LINEAR_FOUND;
    for (size_t i = 0; i < m->r->cells && found; i++)
        if (!m->r->cell[i].withheld &&
            fabs(linear_at(m->lp, 2 * i) - linear_at(m->lp, 2 * i + 1)) >
                moved(m->r, i))
            withhold(m, i);
    set_cost(m, cell);
    return found;
}

/* The first sensitive cell whose range is narrower than it needs; r->cells when there is none. */
static size_t
find_uncovered(const struct moves *m, struct range_of range[])
{
    size_t i = 0;
    ranges_find(m->r, range);
    while (i < m->r->cells && needs_met(&m->need[i], &range[i]))
        i++;
    return i;
}

/* Covers the sensitive cells that the others do not cover already; more withheld cells make no
 * range narrower, so each is looked at once. False at one that cannot be covered. */
static bool
cover_all(const struct moves *m, const size_t sensitive[], size_t n, size_t *uncovered)
{
    struct range_of *range = mem_array(m->r->run, m->r->cells + 1, sizeof *range);
    ranges_find(m->r, range);
    for (size_t i = 0; i < n; i++) {
        size_t cell = *uncovered = sensitive[i];
        const struct need *need = &m->need[cell];
        double value = m->r->cell[cell].value;
        if (needs_met(need, &range[cell]))
            continue;
        if (!cover(m, cell, true, need->hi - value) ||
            !cover(m, cell, false, value - need->lo))
            return false;
    }
    return true;
}

static void
publish(struct release_cell *c)
{
    c->withheld = false;
    c->lo = c->hi = c->value;
}

static const struct release *ordered;

static int
greatest_first(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    double v = ordered->cell[x].value, w = ordered->cell[y].value;
    return v < w ? 1 : v > w ? -1 : (x > y) - (x < y);
}

/* Publishes again what can be, the greatest first; first what can be computed anyway. */
static void
publish_again(const struct moves *m, size_t most)
{
    struct release *r = m->r;
    struct range_of *range = mem_array(r->run, r->cells + 1, sizeof *range);
    size_t *further = mem_array(r->run, r->cells + 1, sizeof *further), n = 0;
    ranges_find(r, range);
    for (size_t i = 0; i < r->cells; i++) {
        if (!r->cell[i].withheld || m->need[i].sensitive)
            continue;
        if (range[i].lo == range[i].hi)
            publish(&r->cell[i]);
        else
            further[n++] = i;
    }
    ordered = r;
    qsort(further, n, sizeof *further, greatest_first);
    for (size_t i = 0; i < n && n <= most; i++) {
        struct release_cell *c = &r->cell[further[i]], before = *c;
        publish(c);
        if (find_uncovered(m, range) < r->cells)
            *c = before;
    }
}

/* The sensitive cells, the greatest first. */
static size_t
list_sensitive(const struct moves *m, size_t sensitive[])
{
    size_t n = 0;
    for (size_t i = 0; i < m->r->cells; i++)
        if (m->need[i].sensitive)
            sensitive[n++] = i;
    ordered = m->r;
    qsort(sensitive, n, sizeof *sensitive, greatest_first);
    return n;
}

#define AGAIN_MOST 300 /* further cells that are tried one by one */

bool
protect(struct release *r, const struct need need[], struct protect_result *result,
        size_t *uncovered)
{
    struct moves m = {r, new_programme(r), need, NULL};
    size_t *sensitive = mem_array(r->run, r->cells + 1, sizeof *sensitive);
    struct range_of *range = mem_array(r->run, r->cells + 1, sizeof *range);
    *result = (struct protect_result){list_sensitive(&m, sensitive), 0, 0};
    count_same(&m);
    for (size_t i = 0; i < r->cells; i++)
        set_cost(&m, i);
    for (size_t i = 0; i < result->sensitive; i++)
        withhold(&m, sensitive[i]);
    bool done = cover_all(&m, sensitive, result->sensitive, uncovered);
    linear_free(m.lp);
    if (!done)
        return false;
    publish_again(&m, AGAIN_MOST);
    *uncovered = find_uncovered(&m, range);
    if (*uncovered < r->cells)
        return false;
    for (size_t i = 0; i < r->cells; i++)
        if (r->cell[i].withheld && !need[i].sensitive) {
            result->further++;
            result->lost += r->cell[i].value;
        }
    return true;
}
