/*
 * hidden - how many there are in all, from overlapping lists of some of them
 *
 * Reads a capture-history table: a column `list_NAME` for each list (2 to 8), left of period,
 * with 1 for the lists that a case was on and 0 for the others; `value` is the number of cases
 * with this history. Histories that do not occur may be left out. The other key columns and
 * period tell tables apart; each is estimated for itself.
 *
 * Writes for each table rows with the key columns `variant` and `statistic` before period:
 *   estimate          cases in all, with limits (ci95, or of --level)
 *   recorded          cases counted
 *   unrecorded        the difference
 *   aic, bic          of the chosen model
 *   terms             pairs (or triples) of lists in it
 *   lo_error, hi_error
 *                     Monte Carlo errors of the limits: how far other resamples would move them
 *   estimate_limits   with suppressed counts: the outermost limits (ci95)
 *   resamples_failed  bootstrap resamples without a model that has a maximum; they count as
 *                     estimates without bound
 * `model` names the chosen terms, in order of entry for the forward choices; (-inf) marks a
 * pair of lists that share nobody. Variant `main` is what the options ask for; --sensitivity
 * adds estimate and recorded of other choices (with 1,000 resamples at most), and the verdict `robust` when all of these lie
 * inside the limits of main, else `sensitive`; `not-testable` when none of them can be had.
 *
 * Two lists leave no choice, and cannot show whether being on one depends on being on the
 * other: the verdict is `not-testable`, with --sensitivity and without. The variant `chapman`
 * then has Chapman's estimate (1951) with the limits of Sadinle (2009, Communications in
 * Statistics - Simulation and Computation 38, 1909); of two that share nobody only the lower
 * one. A list that nobody is on is left out, and lists that hold the same cases are one, which
 * the sentence says.
 *
 * Methods: Poisson log-linear models, the unseen cell exp(intercept) (Cormack 1989,
 * Biometrics 45, 395); pairs of lists that never overlap as parameters at minus infinity, a
 * model only where its maximum exists and is identifiable (Fienberg and Rinaldo 2012, Annals
 * of Statistics 40, 996). What --method can be is described below.
 * Limits of all but older are bias-corrected and accelerated bootstrap limits (Efron 1987,
 * same journal 82, 171): every resample and every jackknife table makes the choice of model
 * again. With --replicates=0 they are Wald limits on the log scale, the model taken as given.
 * How often 95 % limits held the truth in simulation (100 to 1,000 cases; lists apart from one
 * another, or one pair not; `make calibrate`), of 100 tables: stepwise 90 to 97 by the bootstrap,
 * 89 to 95 by Wald, whose limits do not know that the model was chosen; bic 90 to 100 and 88 to
 * 95, aic 87 to 100 and 83 to 95, older 91 to 96, the average 93 to 96, Chapman's of two lists 95
 * to 98. Where half of the cases are found much more easily than the others, which no choice
 * of terms here allows for, mostly in far fewer: in 0 to 20 by the usual choice.
 *
 * --average adds the variant `average`: the mean of the estimates of all hierarchical models
 * that have a maximum, each weighing exp(-BIC/2), with limits (cri95) of the mixture (Raftery
 * 1995, Sociological Methodology 25, 111; Madigan and York 1997, Biometrika 84, 19).
 *
 * Suppressed counts with bounds, up to 10,000 ways to complete them: estimate and unrecorded
 * are the range of the estimate over all of these, and estimate_limits holds the outermost of
 * the Wald limits (older: profile limits) of all of them.
 *
 * What cannot be estimated is a row with empty value, status O and a reason: one-list,
 * suppressed-count, all-zero, no-maximum (for example lists that never overlap),
 * rank-deficient (more parameters than cells), too-large, no-convergence (as with counts of 10^15). Beside an estimate, `reason` says
 * why limits are missing: level-beyond-resamples (more --replicates may help), no-upper-limit, jackknife-without-maximum (the estimate hangs on one
 * case), resamples-without-maximum, outside-domain (no or every resample below the estimate). A negative or fractional count, or a history on no list, ends the run with 65.
 */
#include <unistd.h>

#include "capture/study.h"
#include "program/stage.h"
#include "stat/rng.h"

enum { OPTS = 24 };

static const char *method_name;
static long level = 95;
static const struct opt own[] = {
    {"method", 'm', OPT_TEXT, &method_name, "NAME",
     "how the model is chosen, one of the methods below (stepwise)"},
    {"order", 0, OPT_COUNT, &capture.order, "N",
     "aic, bic: lists in a term, 2 or 3 (2)"},
    {"sensitivity", 's', OPT_FLAG, &capture.sensitivity, NULL,
     "add nine thresholds, the other methods, each list left out, each two lists "
     "merged"},
    {"average", 0, OPT_FLAG, &capture.average, NULL,
     "add the average over all models up to --order lists a term, by BIC weights"},
    {"level", 0, OPT_COUNT, &level, "PERCENT", LEVEL_HELP},
    {"replicates", 'r', OPT_COUNT, &capture.replicates, "N",
     "bootstrap resamples: 0 (Wald limits) or at least 100 (4000)"},
    {"seed", 0, OPT_COUNT, &capture.seed, "N", "of the generator " RNG_NAME " (1)"},
    {"threads", 0, OPT_COUNT, &capture.threads, "N",
     "threads, 1 to 64; results do not depend on it (one for each processor)"},
    {0},
};
static const char *const need[] = {"period", "value",  "lo",     "hi", "interval",
                                   "unit",   "status", "source", NULL};
static const char *const make[] = {
    "variant", "statistic", "value",   "lo",     "hi",       "interval", "status",
    "model",   "method",    "verdict", "reason", "sentence", NULL};

static long
processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > CAPTURE_THREADS_MAX ? CAPTURE_THREADS_MAX : n;
}

static void
check_options(void)
{
    capture.level = level_of(level);
    capture.method = capture_method(method_name);
    if (!capture.method)
        usage("--method: %s is none of %s", msg_quote(method_name), capture_names());
    for (size_t i = 0; capture_methods[i]; i++)
        if (capture_methods[i]->check)
            capture_methods[i]->check();
    if (capture.order != 2 && capture.order != 3)
        usage("--order: expected 2 or 3");
    if (capture.replicates && capture.replicates < CAPTURE_LEAST_RESAMPLES)
        usage("--replicates: expected 0 or at least %d", CAPTURE_LEAST_RESAMPLES);
    if (capture.threads < 0)
        capture.threads = processors();
    if (capture.threads < 1 || capture.threads > CAPTURE_THREADS_MAX)
        usage("--threads: expected 1 to %d", CAPTURE_THREADS_MAX);
}

static int
run(struct mem *run, int n, char **operand)
{
    struct table t;
    struct histories h;
    capture.m = run;
    check_options();
    capture_open();
    table_open(&t, run, n ? operand[0] : NULL, need, TABLE_UNIQUE);
    histories_read(&h, &t, run);
    results_open(&h);
    for (size_t i = 0; i < h.n; i++)
        capture_study(&h.problem[i]);
    results_write();
    table_close(&t);
    capture_close();
    return 0;
}

int
main(int argc, char **argv)
{
    static struct opt opts[OPTS];
    static struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[FILE]", 0,  1,
                                 opts,       need,        make,     run};
    size_t n = opt_join(opts, 0, OPTS, own);
    for (size_t i = 0; capture_methods[i]; i++)
        n = opt_join(opts, n, OPTS, capture_methods[i]->opts);
    capture.replicates = 4000;
    capture.seed = 1;
    capture.threads = -1;
    capture.order = 2;
    return stage_main(&stage, argc, argv);
}
