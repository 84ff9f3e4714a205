#include "disclosure/needs.h"

#include <math.h>

#include "program/msg.h"

void
needs_of_counts(const struct release *r, long below, struct need need[])
{
    for (size_t i = 0; i < r->cells; i++) {
        double v = r->cell[i].value;
        need[i] = (struct need){v >= 1 && v < (double)below, 1, (double)below - 1};
    }
}

void
needs_of_sums(const struct release *r, const struct st_concentration *rule,
              struct need need[])
{
    for (size_t i = 0; i < r->cells; i++) {
        const struct release_cell *c = &r->cell[i];
        struct place at = {c->file, c->line, NULL};
        st_amount largest[ST_CONCENTRATION_N] = {0}, above;
        need[i] = (struct need){false, 0, 0};
        if (c->missing)
            continue;
        if (c->withheld)
            die_at(EX_DATAERR, at, "is withheld: what it needs cannot be told");
        if (!c->largest || r->largest < st_concentration_of(rule))
            die_at(EX_DATAERR, at,
                   "expected the columns largest1 to largest%zu, as `tally` makes them",
                   st_concentration_of(rule));
        for (size_t k = 0; k < r->largest; k++)
            largest[k] = (st_amount)c->largest[k];
        if (st_concentration(rule, (st_amount)c->value, largest, &above))
            die_at(EX_DATAERR, at,
                   "expected the largest contributions in falling order, none below 0, "
                   "in sum no more than the value");
        need[i] = (struct need){above > 0, fmax(c->value - (double)above, 0),
                                c->value + (double)above};
    }
}

bool
needs_met(const struct need *need, const struct range_of *range)
{
    return !need->sensitive || (range->lo <= need->lo && range->hi >= need->hi);
}
