/*
 * normalise - rates, shares, indices, differences and growth, with their bounds
 *
 * Reads a table with unique keys, sorted, and writes the same rows with values of another
 * kind, the columns numerator and denominator (rate and share: what was divided, where it
 * is known) and reason. The operation is the first operand:
 *
 *   rate        value * --per / the value in --population FILE; unit UNIT_per_PER. --on and
 *               --year say which row of FILE, as in `pair`; the rate of a quarter is that
 *               of the quarter, not of a year
 *   share       100 * value / the value of the whole in the same table, the row whose key
 *               has the codes in --of, as in --of=sex=_T,age=_T; unit percent. Status D when
 *               no source of the two is of one day: they may be of different editions
 *   index       100 * value / the value in period --base of the series; unit index
 *   difference  value - the value --lag periods before (1); unit change
 *   growth      100 * (value / the value --lag periods before - 1); unit percent
 *
 * Bounds are computed by interval arithmetic, so that a range in gives a range out; a share
 * is no more than 100 unless the published numbers say so, and a bounded base is 100 of
 * itself. With an `approx` operand the result is `approx`, and bounds nothing. The
 * limits of an estimate (ci95, cri95) are kept by a rate over a known population and left
 * out by the other operations. Status and source are the unions of the operands'.
 *
 * The result is of another kind than the row's indicator: --suffix makes that code from it
 * (and the rows are sorted anew, since a longer code can stand elsewhere).
 *
 * A row that has no result keeps its place with empty value, status O and a reason:
 *   missing            it has neither value nor bounds, or what it is compared with
 *   no-denominator     no row of FILE matches, or the whole is not in the table
 *   zero-denominator   division by zero
 *   too-large          a number cannot hold it (1.8e308)
 *   no-base            the series has no row for --base
 *   no-previous        the series has no row for the period before
 *   break              status B says that the series breaks in between; --across goes
 *                      over breaks, with status D
 */
#include <string.h>

#include "derivation/derivation.h"
#include "program/stage.h"

static const struct opt opts[] = {
    {"population", 'p', OPT_TEXT, &derivation.population, "FILE",
     "rate: the table with the denominators, one row for each"},
    {"per", 0, OPT_NUMBER, &derivation.per, "N", "rate: events per N (100000)"},
    {"on", 'o', OPT_TEXT, &derivation.on, "COLUMNS",
     "rate: key columns that must be equal, parted by commas; THIS=THAT where names "
     "differ (geo,period)"},
    {"year", 'y', OPT_FLAG, &derivation.year, NULL,
     "rate: divide quarters, months and days by the population of their year"},
    {"of", 0, OPT_TEXT, &derivation.of, "COLUMN=CODE[,...]",
     "share: the key of the whole"},
    {"base", 'b', OPT_TEXT, &derivation.base, "PERIOD",
     "index: the period that is 100"},
    {"lag", 'l', OPT_COUNT, &derivation.lag, "N",
     "difference, growth: how many periods before (1); 4 compares quarters of two "
     "years"},
    {"suffix", 0, OPT_TEXT, &derivation.suffix, "TEXT",
     "put this behind the code of the indicator (_per_100 for example)"},
    {"across", 0, OPT_FLAG, &derivation.across, NULL,
     "index, difference, growth: go over breaks in the series, with status D"},
    {0},
};
static const char *const make[] = {"value",       "lo",     "hi",     "interval",
                                   "unit",        "status", "source", "numerator",
                                   "denominator", "reason", NULL};

static const struct operation operations[] = {
    {"rate", NULL, true, derivation_run_rate},
    {"share", "percent", true, derivation_run_share},
    {"index", "index", false, derivation_run_index},
    {"difference", "change", false, derivation_run_difference},
    {"growth", "percent", false, derivation_run_growth}};

static int
run(struct mem *run, int n, char **operand)
{
    (void)n;
    struct table t;
    size_t i = 0, all = sizeof operations / sizeof *operations;
    while (i < all && strcmp(operations[i].name, operand[0]))
        i++;
    if (i == all)
        usage("%s is no operation, expected rate, share, index, difference or growth",
              msg_quote(operand[0]));
    derivation.operation = &operations[i];
    if (derivation.base && strcmp(derivation.operation->name, "index"))
        usage("--base belongs to index, not to %s", derivation.operation->name);
    if (derivation.lag < 1)
        usage("--lag: at least one period before, expected 1 or more");
    usage_unless_text("--suffix", derivation.suffix);
    table_open(&t, run, NULL, NULL, TABLE_UNIQUE);
    derivation.operation->run(&t, run);
    table_close(&t);
    derivation_close(&t);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT,    "OPERATION", 1,  1,
                                       opts,       table_contract, make,        run};
    return stage_main(&stage, argc, argv);
}
