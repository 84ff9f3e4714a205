/*
 * rate - a row over the row of a table of denominators that matches it.
 */
#include "derivation/derivation.h"
#include "program/stage.h"
#include "table/join.h"

void
derivation_run_rate(struct table *t, struct mem *run)
{
    struct join j;
    struct mem m = {0};
    struct table_row row;
    if (!derivation.population)
        usage("rate needs --population=FILE");
    if (derivation.per <= 0)
        usage("--per: a rate is per more than 0");
    join_open(&j, run, t, derivation.population, derivation.on, derivation.year);
    derivation_open(t, run);
    while (table_next(t, &row)) {
        mem_reset(&m);
        struct operand a = derivation_operand(t, &row);
        const struct join_row *match = join_find(&j, &row, &m);
        if (!match) {
            derivation_write(&a, NULL, derivation_none("no-denominator"), "", &m);
            continue;
        }
        struct operand b = derivation_operand(&j.tab, &match->row);
        derivation_write(&a, &b, derivation_rate(&a, &b), "", &m);
    }
    mem_release(&m);
}
