#include "disclosure/ranges.h"

#include <math.h>
#include <string.h>

#include "disclosure/sets.h"
#include "program/msg.h"
#include "solver/linear.h"

#define NEAR 1e-6   /* of a whole number, as the solver ends */
#define SHARE 1e-14 /* the same of large sums */
#define NONE ((size_t)-1)

/* Cells that are withheld or missing and hang together by sums. */
struct part {
    size_t *cell, cells; /* of the release */
    size_t *sum, sums;
};

static bool
is_open(const struct release_cell *c)
{
    return (c->withheld || c->missing) && c->lo < c->hi;
}

/* The open cells of each sum into one set; first[] is the first open cell of a sum. */
static void
join_sums(const struct release *r, size_t parent[], size_t first[])
{
    sets_open(parent, r->cells);
    for (size_t i = 0; i < r->sums; i++) {
        first[i] = NONE;
        for (size_t k = 0; k < r->sum[i].n; k++) {
            size_t c = r->sum[i].part[k];
            if (!is_open(&r->cell[c]))
                continue;
            if (first[i] == NONE)
                first[i] = c;
            else
                sets_join(parent, c, first[i]);
        }
    }
}

/* Cells or sums grouped by the root of their set: place[root] ends as the end of its run. */
static size_t *
grouped(struct mem *m, const size_t of[], size_t n, size_t sets, size_t place[])
{
    size_t *out = mem_array(m, n + 1, sizeof *out), at = 0;
    memset(place, 0, (sets + 1) * sizeof *place);
    for (size_t i = 0; i < n; i++)
        if (of[i] != NONE)
            place[of[i]]++;
    for (size_t s = 0; s < sets; s++) {
        size_t many = place[s];
        place[s] = at;
        at += many;
    }
    for (size_t i = 0; i < n; i++)
        if (of[i] != NONE)
            out[place[of[i]]++] = i;
    return out;
}

/* One row: the open parts less an open total, on the right what is published. */
static void
put_row(const struct release *r, struct linear *lp, size_t row,
        const struct release_sum *s, const size_t column[], size_t slack, struct mem *m)
{
    size_t *at = mem_array(m, s->n + 1, sizeof *at), n = 0;
    double *by = mem_array(m, s->n + 1, sizeof *by), sum = 0;
    for (size_t k = 0; k < s->n; k++) {
        const struct release_cell *c = &r->cell[s->part[k]];
        double sign = k ? 1 : -1;
        if (is_open(c)) {
            at[n] = column[s->part[k]];
            by[n++] = sign;
        } else {
            sum -= sign * c->lo;
        }
    }
    if (slack != NONE) {
        at[n] = slack;
        by[n++] = 1;
    }
    linear_row(lp, row, n, at, by, sum);
}

/* How near to a whole number the solver ends. */
static double
near(const struct release *r, double v)
{
    return NEAR + (r->sums_up && isfinite(v) ? SHARE * fabs(v) : 0);
}

/* NAN when nothing fits. */
static double
best(struct linear *lp, size_t column, bool greatest, double otherwise)
{
    double value = otherwise;
    linear_cost(lp, column, 1);
    switch (linear_solve(lp, greatest, &value)) {
    case LINEAR_FOUND:
        break;
    case LINEAR_UNBOUNDED:
        value = otherwise;
        break;
    case LINEAR_NONE:
        value = NAN;
        break;
    case LINEAR_FAILED:
        die(EX_SOFTWARE, "internal: the solver of linear programmes failed");
    }
    linear_cost(lp, column, 0);
    return value;
}

/* False when nothing fits. */
static bool
find_part(const struct release *r, const struct part *p, size_t column[],
          struct range_of range[])
{
    struct mem m = {0};
    size_t slacks = 0;
    for (size_t i = 0; i < p->sums; i++)
        slacks += r->sum[p->sum[i]].at_most;
    struct linear *lp = linear_new(p->sums, p->cells + slacks);
    for (size_t i = 0; i < p->cells; i++) {
        column[p->cell[i]] = i;
        linear_bounds(lp, i, r->cell[p->cell[i]].lo, r->cell[p->cell[i]].hi);
    }
    for (size_t i = 0, slack = p->cells; i < p->sums; i++) {
        const struct release_sum *s = &r->sum[p->sum[i]];
        put_row(r, lp, i, s, column, s->at_most ? slack++ : NONE, &m);
        mem_reset(&m);
    }
    bool fits = true;
    for (size_t i = 0; i < p->cells && fits; i++) {
        struct range_of *to = &range[p->cell[i]];
        double lo = best(lp, i, false, to->lo);
        fits = !isnan(lo);
        double hi = fits ? best(lp, i, true, INFINITY) : NAN;
        if (fits)
            *to = (struct range_of){ceil(lo - near(r, lo)), floor(hi + near(r, hi))};
    }
    if (!fits && !r->leave_broken)
        die(EX_DATAERR, "no values of the withheld cells fit the published figures");
    linear_free(lp);
    mem_release(&m);
    return fits;
}

size_t
ranges_find(const struct release *r, struct range_of range[])
{
    struct mem m = {0};
    size_t n = r->cells;
    size_t *parent = mem_array(&m, n + 1, sizeof *parent);
    size_t *first = mem_array(&m, r->sums + 1, sizeof *first);
    size_t *cell_set = mem_array(&m, n + 1, sizeof *cell_set);
    size_t *cell_end = mem_array(&m, n + 2, sizeof *cell_end);
    size_t *sum_end = mem_array(&m, n + 2, sizeof *sum_end);
    size_t *column = mem_array(&m, n + 1, sizeof *column), broken = 0;
    join_sums(r, parent, first);
    for (size_t i = 0; i < n; i++) {
        range[i] = (struct range_of){r->cell[i].lo, r->cell[i].hi};
        cell_set[i] = is_open(&r->cell[i]) ? sets_root(parent, i) : NONE;
    }
    for (size_t i = 0; i < r->sums; i++)
        first[i] = first[i] == NONE ? NONE : sets_root(parent, first[i]);
    size_t *cells = grouped(&m, cell_set, n, n, cell_end);
    size_t *sums = grouped(&m, first, r->sums, n, sum_end);
    for (size_t s = 0, c = 0, e = 0; s < n; s++) {
        struct part p = {cells + c, cell_end[s] - c, sums + e, sum_end[s] - e};
        if (p.cells && p.sums)
            broken += !find_part(r, &p, column, range);
        c = cell_end[s];
        e = sum_end[s];
    }
    mem_release(&m);
    return broken;
}
