#include "disclosure/rounding.h"

#include <math.h>

#include "solver/linear.h"

#define NEAR 1e-6 /* of a whole number */

/* parts, in steps of the base, less the total: those that are sure on the right. at_most: a
 * rest at `rest` takes what parts that are not known may hold. */
static void
put_sum(const struct release *r, struct linear *lp, size_t row, long base, size_t rest)
{
    const struct release_sum *s = &r->sum[row];
    struct mem m = {0};
    size_t *at = mem_array(&m, s->n + 1, sizeof *at), n = 0;
    double *by = mem_array(&m, s->n + 1, sizeof *by), right = 0;
    for (size_t k = 0; k < s->n; k++) {
        double sign = k ? 1 : -1;
        at[n] = s->part[k];
        by[n++] = sign;
        right -= sign * floor(r->cell[s->part[k]].value / (double)base);
    }
    if (s->at_most) {
        linear_bounds(lp, rest, 0, INFINITY);
        at[n] = rest;
        by[n++] = 1;
    }
    linear_row(lp, row, n, at, by, right);
    mem_release(&m);
}

bool
rounding_find(const struct release *r, long base, double rounded[])
{
    size_t rests = 0, rest = r->cells;
    for (size_t i = 0; i < r->sums; i++)
        rests += r->sum[i].at_most;
    struct linear *lp = linear_new(r->sums, r->cells + rests);
    for (size_t i = 0; i < r->cells; i++) {
        double over = fmod(r->cell[i].value, (double)base);
        linear_bounds(lp, i, 0, over > 0);
        linear_cost(lp, i, (double)base - 2 * over);
    }
    for (size_t i = 0; i < r->sums; i++) {
        put_sum(r, lp, i, base, rest);
        rest += r->sum[i].at_most;
    }
    double cost;
    bool found = linear_solve(lp, false, &cost) == LINEAR_FOUND;
    for (size_t i = 0; i < r->cells && found; i++) {
        double up = linear_at(lp, i), whole = round(up);
        found = fabs(up - whole) < NEAR;
        rounded[i] = (double)base * (floor(r->cell[i].value / (double)base) + whole);
    }
    linear_free(lp);
    return found;
}
