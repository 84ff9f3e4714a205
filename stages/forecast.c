/*
 * forecast - the next periods of a series, or a refusal
 *
 * Reads a table (key unique, sorted) and writes for every series the forecasts of its next
 * --ahead periods with prediction intervals of --level (95 %), and how well the method did on the
 * series' own past. A method that was no better there than repeating the last season makes
 * no forecast: the row then has no value and the reason no-better-than-naive.
 *
 * The series is what follows its last known break: a point with B in its status, or a row of
 * --breaks FILE; --across goes back further and adds D to the status.
 *
 * --model is auto, stl or the name of one model; what they do is described below.
 * Seasons have 4 quarters, 12 months or 7 days; years and intervals have none.
 *
 * Rows (statistic, period):
 *   forecast            one row a future period: mean (of logarithms: median), lo and hi
 *                       from --draws simulated paths with normal errors, those of counts at
 *                       least as wide as Poisson counts vary; counts and rates of them stop
 *                       at 0, and of percentages, which may be changes, the sentence says what
 *                       a share cannot be. The limits are then made wider, for parameters and
 *                       model were taken from the values (99 series simulated from the model are
 *                       fitted anew and forecast), and so that no more values of the backtest lie
 *                       outside than --level says (1 in 20). interval is pi95 (pi90, pi99);
 *                       limits of counts are whole
 *   n missing zeros suppressed bounded provisional below-16
 *                       known values; periods without one, gaps among them; zeros;
 *                       suppressed cells; values known within bounds; provisional ones;
 *                       counts that are or may be below 16
 *   backtest-mae, backtest-mae-naive, backtest-ratio, backtest-coverage
 *                       the model is chosen and fitted anew at each of the last --origins
 *                       points and forecasts up to --ahead periods that are known: mean
 *                       absolute error, that of the seasonal naive forecast (last year's
 *                       value, for years the last one), their ratio with verdict better or
 *                       not-better, and the share of values inside the intervals as printed
 *   backtest-coverage-unwidened, limits-widening
 *                       the share before the last widening, and how much that was
 *   model-aicc, model-alpha, -beta, -gamma, -phi, model-sigma
 *                       of the model fitted to all values
 *   ljung-box-p         whether its errors one step ahead depend on one another, lags to a
 *                       fifth of the values, 10 at most
 *   forecast-without-last
 *                       the forecast of the first period when the last value is left out
 *
 * All but counts are rounded to ten digits: they come from a search and from simulation. The
 * search calls no function of the math library, so that it ends at the same place everywhere.
 * Of series simulated flat, growing, falling, seasonal and dependent (Poisson and negative
 * binomial counts) the limits held, by kind, 85 to 99 of 100 values one to four periods ahead
 * where fewer than 32 values are known, and 93 to 99 otherwise, as the sentence says (`make
 * calibrate`). The least are of kinds on which nothing of the method was chosen: random walks and
 * rough counts, 85 to 89 in the shortest series that are forecast, 93 to 97 in long ones.
 *
 * Reasons: no-better-than-naive, too-few-points (also for the backtest), gap (a period is
 * missing), bounded (a value is known within bounds only), approximate, published-interval,
 * too-large (more than 1,000 values), all-tied, outside-domain, not-a-count (a fraction of one),
 * ordinal (ranks), perfect-fit (of what is not counted, which leaves nothing to take limits
 * from), no-next-period (periods that have no successor's name), no-season (the model has one,
 * the series none), below-zero (a count or a rate whose mean would be), and those of the
 * kernels.
 */
#include <gsl/gsl_errno.h>

#include "dataset/series_breaks.h"
#include "forecasting/backtest.h"
#include "forecasting/series.h"
#include "forecasting/study.h"
#include "program/stage.h"
#include "stat/rng.h"

static const char *breaks_path;
static long ahead, level = 95;
static bool across;
static const struct opt opts[] = {
    {"model", 'm', OPT_TEXT, &forecasting.model, "NAME",
     "auto, stl, or a model like AAdM: error, trend, season (auto)"},
    {"ahead", 'a', OPT_COUNT, &ahead, "N",
     "periods ahead (default: one season; 3 without)"},
    {"level", 0, OPT_COUNT, &level, "PERCENT", LEVEL_HELP},
    {"origins", 0, OPT_COUNT, &forecasting.origins, "N",
     "last points from which the backtest forecasts, 4 or more (8)"},
    {"draws", 0, OPT_COUNT, &forecasting.draws, "N", "simulated paths (9999)"},
    {"seed", 's', OPT_COUNT, &forecasting.seed, "N",
     "of the generator " RNG_NAME " (1)"},
    {"breaks", 'b', OPT_TEXT, &breaks_path, "FILE",
     "known breaks (register,indicator,date,label): begin after the last"},
    {"across", 0, OPT_FLAG, &across, NULL,
     "go through known breaks, and add D to status"},
    {0},
};

static struct table tab;
static struct series_breaks cuts;

/* What follows the last known break, or with --across all. */
static void
one_series(const struct table_series *all)
{
    struct mem *m = &forecasting.arena;
    struct series s;
    size_t start = 0;
    bool through = false;
    series_breaks_check(&tab, all);
    for (size_t i = 1; i < all->n; i++)
        if (series_breaks_between(&cuts, &tab, m, &all->row[i - 1], &all->row[i])) {
            through = across;
            start = across ? 0 : i;
        }
    const char *why = series_take(&s, all->row + start, all->n - start, (size_t)ahead);
    if (through)
        s.status = table_status(m, s.status, "D");
    forecast_study(&s, why);
    mem_reset(m);
}

static void
check_options(void)
{
    forecasting.level = level_of(level);
    forecasting.method = forecast_method(forecasting.model);
    if (!forecasting.method)
        usage("--model %s is unknown, expected %s", msg_quote(forecasting.model),
              forecast_expected());
    if (ahead > AHEAD_MAX)
        usage("--ahead %ld is too many, expected at most %d", ahead, AHEAD_MAX);
    if (forecasting.origins < BACKTEST_LEAST_ORIGINS)
        usage("--origins %ld is too few, expected at least %d", forecasting.origins,
              BACKTEST_LEAST_ORIGINS);
    if (forecasting.draws < 999)
        usage("--draws %ld is too few, expected at least 999", forecasting.draws);
}

static int
run(struct mem *run, int n, char **operand)
{
    struct table_series series;
    gsl_set_error_handler_off();
    check_options();
    series_breaks_read(&cuts, run, breaks_path);
    table_open(&tab, run, n ? operand[0] : NULL, NULL, TABLE_UNIQUE);
    forecasting.table = &tab;
    forecast_open(run);
    while (table_series_next(&tab, 1, &series))
        one_series(&series);
    table_close(&tab);
    mem_release(&forecasting.arena);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT,    "[FILE]",    0,  1,
                                       opts,       table_contract, result_make, run};
    forecasting.model = "auto";
    forecasting.origins = 8;
    forecasting.draws = 9999;
    forecasting.seed = 1;
    return stage_main(&stage, argc, argv);
}
