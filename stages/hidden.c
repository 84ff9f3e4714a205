/*
 * hidden - how many there are in all, from overlapping lists of some of them
 *
 * Reads a capture-history table: a column `list_NAME` for each list (2 to 8), left of period,
 * with 1 for the lists that a case was on and 0 for the others; `value` is the number of cases
 * with this history. Histories that do not occur may be left out. The other key columns and
 * period tell tables apart; each is estimated for itself.
 *
 * Writes for each table rows with the key columns `variant` and `statistic` before period:
 *   estimate          cases in all, with 95 % limits (ci95)
 *   recorded          cases counted
 *   unrecorded        the difference
 *   aic, bic          of the chosen model
 *   terms             pairs (or triples) of lists in it
 *   lo_error, hi_error
 *                     Monte Carlo errors of the limits: how far other resamples would move them
 *   estimate_limits   with suppressed counts: the outermost 95 % limits (ci95)
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
 * Statistics - Simulation and Computation 38, 1909).
 *
 * Methods: Poisson log-linear models, the unseen cell exp(intercept) (Cormack 1989,
 * Biometrics 45, 395); pairs of lists that never overlap as parameters at minus infinity, a
 * model only where its maximum exists and is identifiable (Fienberg and Rinaldo 2012, Annals
 * of Statistics 40, 996).
 *   stepwise  forward choice of pairs by p-value threshold (Chan, Silverman and Vincent 2021,
 *             Journal of the American Statistical Association 116, 1297)
 *   aic, bic  the best of all hierarchical models up to --order lists a term, at most 40,000
 *             models; resamples choose again among the twenty best
 *   older     forward by AIC until a new term's Wald p is over 0.05 (Silverman 2014), with the
 *             limits of the multinomial profile likelihood (Cormack 1992, Biometrics 48, 567)
 * Limits of the first three are bias-corrected and accelerated bootstrap limits (Efron 1987,
 * same journal 82, 171): every resample and every jackknife table makes the choice of model
 * again. With --replicates=0 they are Wald limits on the log scale, the model taken as given.
 * In simulation (independent lists, 100 to 1,000 cases) 95 % limits held the truth in 94 to 97
 * of 100 tables by Wald, 90 to 94 by the bootstrap, 95 to 98 by Chapman's of two lists.
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
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "program/num.h"
#include "program/stage.h"
#include "solver/linear_program.h"
#include "stat/bca.h"
#include "stat/chapman.h"
#include "stat/mse.h"
#include "stat/rng.h"
#include "table/table.h"

#define LEVEL 0.95
#define OLDER_P 0.05
#define PREFIX "list_"
enum {
    BEST = 20,
    MODELS_MAX = 40000,
    MEMOS = 1 << 12,
    THREADS_MAX = 64,
    LEAST_RESAMPLES = 100,
    VARIANT_RESAMPLES = 1000, /* of other choices, at most */
    COMPLETIONS_MAX = 10000,
    WORK_MAX = 200000 /* fits of single models */
};

static double threshold = 0.02;
static long replicates = 4000, seed = 1, threads = -1, order = 2;
static bool sensitivity, average;
static const char *method_name = "stepwise";
static const struct opt opts[] = {
    {"method", 'm', OPT_TEXT, &method_name, "NAME",
     "stepwise, aic, bic or older (stepwise)"},
    {"threshold", 't', OPT_NUMBER, &threshold, "P",
     "stepwise: a pair enters while its p is under P; 0 is main effects alone, 1 all "
     "pairs "
     "where that has a maximum (0.02)"},
    {"order", 0, OPT_COUNT, &order, "N", "aic, bic: lists in a term, 2 or 3 (2)"},
    {"sensitivity", 's', OPT_FLAG, &sensitivity, NULL,
     "add nine thresholds, the other methods, each list left out, each two lists "
     "merged"},
    {"average", 0, OPT_FLAG, &average, NULL,
     "add the average over all models up to --order lists a term, by BIC weights"},
    {"replicates", 'r', OPT_COUNT, &replicates, "N",
     "bootstrap resamples: 0 (Wald limits) or at least 100 (4000)"},
    {"seed", 0, OPT_COUNT, &seed, "N", "of the generator " RNG_NAME " (1)"},
    {"threads", 0, OPT_COUNT, &threads, "N",
     "threads, 1 to 64; results do not depend on it (one for each processor)"},
    {0},
};
static const char *const need[] = {"period", "value",  "lo",     "hi", "interval",
                                   "unit",   "status", "source", NULL};
static const char *const make[] = {
    "variant", "statistic", "value",   "lo",     "hi",       "interval", "status",
    "model",   "method",    "verdict", "reason", "sentence", NULL};
static const double thresholds[] = {0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 1};

/* Columns right of period in the output. */
enum {
    VALUE,
    LO,
    HI,
    INTERVAL,
    UNIT,
    STATUS,
    SOURCE,
    MODEL,
    METHOD,
    VERDICT,
    REASON,
    SENTENCE,
    RIGHT
};
static const char *const right[RIGHT] = {"value",  "lo",      "hi",     "interval",
                                         "unit",   "status",  "source", "model",
                                         "method", "verdict", "reason", "sentence"};

enum how { STEPWISE, AIC, BIC, OLDER };
static const char *const how_name[] = {"stepwise", "aic", "bic", "older", NULL};

/* How a model is chosen; best[] are the candidates of aic and bic. */
struct plan {
    enum how how;
    double threshold;
    struct mse_ranked best[BEST];
    size_t n_best, of;
};

/* One table: counts and what its rows share. */
struct problem {
    struct loglin_table table;
    const char *list[LOGLIN_LISTS];
    char **key; /* other key columns */
    const char *period, *unit, *status, *source;
    const char *reason; /* why nothing can be estimated, or NULL */
    /* Histories whose count is suppressed: table has the least it can be, most the most.
     * lo and hi bound the total. */
    int gaps;
    unsigned char gap[LOGLIN_CELLS];
    double most[LOGLIN_CELLS], lo, hi;
};

struct answer {
    struct mse_choice choice;
    double lo, hi;
    double lo_error, hi_error; /* of the limits, for there being so many resamples */
    const char *reason;        /* no estimate, when not NULL */
    const char *no_limits;     /* no limits, when not NULL */
    size_t failed;
};

/* A share of the work of one interval: tasks first, first + threads, ... Resamples come
 * first, then jackknife tables. */
struct share {
    const struct plan *plan;
    const struct loglin_table *table;
    const struct mse_urn *urn;
    struct mse_oracle oracle;
    double *value;
    size_t first, tasks;
};

static struct mem *mem;
static enum how method;
static struct share share[THREADS_MAX];
static int n_key, n_other; /* output key columns; other key columns of the input */
static char ***out;
static size_t n_out, room_out;

/* The best of the plan's candidates for this table. */
static enum st_status
choose_best(const struct plan *plan, const struct loglin_table *t,
            struct mse_oracle *oracle, struct mse_choice *c)
{
    double least = INFINITY;
    for (size_t i = 0; i < plan->n_best; i++) {
        struct loglin_criteria k;
        struct loglin_fit fit;
        enum st_status status = st_mse_fit(t, &plan->best[i].model, NULL, oracle, &fit);
        if (status == ST_NO_MAXIMUM || status == ST_RANK)
            continue;
        if (status != ST_OK)
            return status;
        st_loglin_criteria(t, &fit, &k);
        double x = plan->how == AIC ? k.aic : k.bic;
        if (x < least) {
            least = x;
            c->fit = fit;
        }
    }
    c->pairs = 0;
    c->estimate = t->margin[0] + c->fit.mu[0];
    return isfinite(least) ? ST_OK : ST_NO_MAXIMUM;
}

static enum st_status
choose(const struct plan *plan, const struct loglin_table *t, struct mse_oracle *oracle,
       struct mse_choice *c)
{
    switch (plan->how) {
    case STEPWISE:
        return st_mse_forward(t, plan->threshold, oracle, c);
    case OLDER:
        return st_mse_aic(t, plan->threshold, oracle, c);
    case AIC:
    case BIC:
        break;
    }
    return choose_best(plan, t, oracle, c);
}

static void *
work(void *arg)
{
    struct share *s = arg;
    for (size_t i = s->first; i < s->tasks; i += (size_t)threads) {
        struct loglin_table t;
        struct mse_choice c;
        if (i < (size_t)replicates) {
            st_mse_draw(s->urn, s->table->lists, (uint64_t)seed, i, &t);
        } else {
            t = *s->table;
            t.count[s->urn->kind[i - (size_t)replicates]] -= 1;
            st_loglin_margins(&t);
        }
        s->value[i] =
            choose(s->plan, &t, &s->oracle, &c) == ST_OK ? c.estimate : INFINITY;
    }
    return NULL;
}

static void *
work_apart(void *arg)
{
    work(arg);
    lp_release();
    return NULL;
}

/* Estimates of all resamples and jackknife tables. */
static void
spread(const struct plan *plan, const struct loglin_table *t, const struct mse_urn *urn,
       double value[])
{
    pthread_t thread[THREADS_MAX] = {0};
    for (long k = 0; k < threads; k++) {
        share[k].plan = plan;
        share[k].table = t;
        share[k].urn = urn;
        share[k].value = value;
        share[k].first = (size_t)k;
        share[k].tasks = (size_t)replicates + (size_t)urn->kinds;
        if (k && pthread_create(&thread[k], NULL, work_apart, &share[k]))
            die(EX_OSERR, "thread %ld of %ld cannot be started", k + 1, threads);
    }
    work(&share[0]);
    for (long k = 1; k < threads; k++)
        pthread_join(thread[k], NULL);
}

static int
rising(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* A limit is between two resamples; a level beyond the first or last of them has none. */
static const char *
one_limit(const struct st_bca *b, double alpha, const double sorted[], size_t n,
          double *limit, double *error)
{
    double level;
    enum st_status e = st_bca_level(b, alpha, &level);
    if (e)
        return st_reason(e);
    if (level * (double)(n + 1) < 1 || level * (double)(n + 1) > (double)n)
        return "level-beyond-resamples";
    *limit = st_quantile8(sorted, n, level);
    *error = st_quantile8_error(sorted, n, level);
    return NULL;
}

/* Limits from resamples and jackknife; the reason when there are none. */
static const char *
bootstrap(const struct plan *plan, const struct loglin_table *t, struct answer *a)
{
    struct mse_urn urn;
    struct st_bca b;
    enum st_status status = st_mse_urn(t, &urn);
    if (status != ST_OK)
        return st_reason(status);
    size_t n = (size_t)replicates, kinds = (size_t)urn.kinds;
    double *value = mem_array(mem, n + kinds, sizeof *value), weight[LOGLIN_CELLS];
    spread(plan, t, &urn, value);
    for (size_t i = 0; i < n; i++)
        a->failed += isfinite(value[i]) ? 0 : 1;
    for (size_t k = 0; k < kinds; k++) {
        weight[k] = t->count[urn.kind[k]];
        if (!isfinite(value[n + k]))
            return "jackknife-without-maximum";
    }
    status = st_bca(a->choice.estimate, value, n, value + n, weight, kinds, &b);
    qsort(value, n, sizeof *value, rising);
    const char *why = status == ST_OK ? NULL : st_reason(status);
    if (!why)
        why = one_limit(&b, (1 - LEVEL) / 2, value, n, &a->lo, &a->lo_error);
    if (!why)
        why = one_limit(&b, (1 + LEVEL) / 2, value, n, &a->hi, &a->hi_error);
    if (why)
        return why;
    return isfinite(a->lo) ? NULL : "resamples-without-maximum";
}

static const char *
limits(const struct plan *plan, const struct loglin_table *t, struct answer *a)
{
    enum st_status status;
    if (plan->how == OLDER) {
        struct mse_profile p;
        status = st_mse_profile(t, &a->choice.fit, LEVEL, &p);
        if (status == ST_OK) {
            a->choice.estimate = p.estimate;
            a->lo = p.lo;
            a->hi = p.hi;
        }
    } else if (!replicates) {
        status = st_mse_wald(t, &a->choice.fit, LEVEL, &a->lo, &a->hi);
    } else {
        return bootstrap(plan, t, a);
    }
    return status == ST_OK ? NULL : st_reason(status);
}

/* The candidates of aic and bic; what was found for the last table serves the other too. */
static enum st_status
rank(struct plan *plan, const struct loglin_table *t, struct mse_oracle *oracle)
{
    static struct {
        struct loglin_table table;
        enum st_status status;
        struct mse_ranked aic[BEST], bic[BEST];
        size_t n_best, of;
    } last;
    if (st_mse_models_count(t->lists, (int)order, MODELS_MAX) > MODELS_MAX)
        return ST_TOO_LARGE;
    if (last.table.lists != t->lists ||
        memcmp(last.table.count, t->count, sizeof t->count) != 0) {
        last.table = *t;
        last.status = st_mse_rank(t, (int)order, oracle, BEST, last.aic, last.bic,
                                  &last.n_best, &last.of);
    }
    memcpy(plan->best, plan->how == AIC ? last.aic : last.bic, sizeof plan->best);
    plan->n_best = last.n_best;
    plan->of = last.of;
    return last.status;
}

/* Choice and fit without limits. */
static enum st_status
settle(struct plan *plan, struct loglin_table *t, struct mse_choice *c)
{
    struct mse_oracle *oracle = &share[0].oracle;
    enum st_status status = st_loglin_margins(t);
    if (status == ST_OK && (plan->how == AIC || plan->how == BIC))
        status = rank(plan, t, oracle);
    return status == ST_OK ? choose(plan, t, oracle, c) : status;
}

static void
solve(struct plan *plan, const struct loglin_table *given, struct answer *a)
{
    struct loglin_table t = *given;
    *a = (struct answer){.failed = 0};
    enum st_status status = settle(plan, &t, &a->choice);
    if (status != ST_OK)
        a->reason = st_reason(status);
    else
        a->no_limits = limits(plan, &t, a);
}

static char *
number(double x)
{
    char text[NUM_MAX];
    return mem_copy(mem, num_text(x, text));
}

/* An estimate has no more than 12 digits: fits stop a little after that. */
static char *
estimated(double x)
{
    char text[32];
    snprintf(text, sizeof text, "%.12g", x);
    return number(strtod(text, NULL));
}

/* Rounded to whole cases, thousands parted by commas: for sentences. */
static char *
spoken(double x)
{
    char *plain = number(round(x)), *text = mem_get(mem, 2 * strlen(plain) + 1),
         *to = text;
    for (size_t left = strlen(plain); left; left--) {
        *to++ = *plain++;
        if (left > 1 && left % 3 == 1)
            *to++ = ',';
    }
    return text;
}

static char **
add_row(const struct problem *p, const char *variant, const char *statistic)
{
    if (n_out == room_out) {
        size_t more = room_out ? 2 * room_out : 64;
        out = mem_grow(mem, out, n_out * sizeof *out, more * sizeof *out);
        room_out = more;
    }
    char **row = mem_array(mem, (size_t)(n_key + RIGHT), sizeof *row);
    for (int i = 0; i < n_other; i++)
        row[i] = p->key[i];
    row[n_other] = mem_copy(mem, variant);
    row[n_other + 1] = mem_copy(mem, statistic);
    row[n_other + 2] = mem_copy(mem, p->period);
    out[n_out++] = row;
    row += n_key;
    for (int i = 0; i < RIGHT; i++)
        row[i] = mem_copy(mem, "");
    row[UNIT] = mem_copy(mem, p->unit);
    row[SOURCE] = mem_copy(mem, p->source);
    row[STATUS] = table_status(mem, p->status, "E");
    return row;
}

static char *
term_text(const struct problem *p, const char *before, unsigned s, bool infinite)
{
    char *text = mem_copy(mem, before);
    const char *part = *before ? " " : "";
    for (int i = 0; i < p->table.lists; i++)
        if (s >> i & 1) {
            text = mem_print(mem, "%s%s%s", text, part, p->list[i]);
            part = ":";
        }
    return infinite ? mem_print(mem, "%s(-inf)", text) : text;
}

/* The terms: pairs in order of entry, or the largest sets. */
static char *
model_text(const struct problem *p, const struct mse_choice *c, int *terms)
{
    char *text = mem_copy(mem, "");
    const struct loglin_set *model = &c->fit.model;
    *terms = 0;
    for (int k = 0; k < c->pairs; k++, ++*terms)
        text = term_text(p, text, c->pair[k], isinf(c->fit.beta[c->pair[k]]));
    for (unsigned s = 1; s < 1u << p->table.lists && !c->pairs; s++) {
        bool largest = (s & (s - 1)) && st_loglin_has(model, s);
        if (largest)
            ++*terms;
        for (int i = 0; i < p->table.lists && largest; i++)
            largest = s >> i & 1 || !st_loglin_has(model, s | 1u << i);
        if (largest)
            text = term_text(p, text, s, isinf(c->fit.beta[s]));
    }
    return *text ? text : mem_copy(mem, "main effects");
}

static char *
choice_text(const struct plan *plan)
{
    char *choice = NULL, p[NUM_MAX];
    switch (plan->how) {
    case STEPWISE:
        if (plan->threshold > 0 && plan->threshold < 1)
            choice = mem_print(mem,
                               "forward choice of pairs, p < %s (Chan, Silverman and "
                               "Vincent 2021)",
                               num_text(plan->threshold, p));
        else
            choice =
                mem_copy(mem, plan->threshold > 0
                                  ? "all pairs, forward choice of pairs if that has "
                                    "no maximum (Chan, Silverman and Vincent 2021)"
                                  : "main effects alone");
        break;
    case OLDER:
        choice = mem_print(mem,
                           "forward choice of pairs by AIC, Wald p <= %s (Silverman "
                           "2014)",
                           num_text(OLDER_P, p));
        break;
    case AIC:
    case BIC:
        choice =
            mem_print(mem, "best %s of the hierarchical models up to %ld lists a term",
                      plan->how == AIC ? "AIC" : "BIC", order);
        if (plan->of)
            choice =
                mem_print(mem, "%s, %zu of which have a maximum", choice, plan->of);
        break;
    }
    return choice;
}

static char *
method_text(const struct plan *plan)
{
    const char *choice = choice_text(plan);
    if (plan->how == OLDER)
        return mem_print(mem, "%s; profile likelihood limits (Cormack 1992)", choice);
    if (!replicates)
        return mem_print(mem, "%s; Wald limits, model as given", choice);
    return mem_print(mem,
                     "%s; BCa limits (Efron 1987), %ld resamples, " RNG_NAME
                     " seed %ld, model chosen again in each",
                     choice, replicates, seed);
}

/* value with limits, less a number that is known. */
static void
fill(char **row, const struct answer *a, double less)
{
    row[VALUE] = estimated(a->choice.estimate - less);
    if (a->no_limits) {
        row[REASON] = mem_copy(mem, a->no_limits);
        return;
    }
    row[LO] = estimated(fmax(a->lo - less, 0));
    if (isfinite(a->hi))
        row[HI] = estimated(a->hi - less);
    else
        row[REASON] = mem_copy(mem, "no-upper-limit");
    row[INTERVAL] = mem_copy(mem, "ci95");
}

/* An estimate of one kind; empty with its reason when there is none. */
static char **
add_estimate(const struct problem *p, const char *variant, const char *statistic,
             const struct plan *plan, const struct answer *a, double less)
{
    char **row = add_row(p, variant, statistic);
    int terms;
    row[METHOD] = method_text(plan);
    if (a->reason) {
        row[STATUS] = table_status(mem, p->status, "O");
        row[REASON] = mem_copy(mem, a->reason);
    } else {
        fill(row, a, less);
        row[MODEL] = model_text(p, &a->choice, &terms);
    }
    return row;
}

static double
total(const struct loglin_table *t)
{
    double n = 0;
    for (unsigned w = 1; w < 1u << t->lists; w++)
        n += t->count[w];
    return n;
}

static void
add_recorded(const struct problem *p, const char *variant)
{
    char **row = add_row(p, variant, "recorded");
    row[STATUS] = mem_copy(mem, p->status);
    if (!p->gaps) {
        row[VALUE] = number(total(&p->table));
        return;
    }
    row[INTERVAL] = mem_copy(mem, "range");
    row[LO] = number(p->lo);
    if (isfinite(p->hi))
        row[HI] = number(p->hi);
    row[REASON] = mem_copy(mem, p->reason);
}

static void
add_plain(const struct problem *p, const struct plan *plan, const struct answer *a,
          const char *statistic, const char *unit, double x)
{
    char **row = add_row(p, "main", statistic);
    int terms;
    row[UNIT] = mem_copy(mem, unit);
    row[METHOD] = method_text(plan);
    if (a->reason) {
        row[STATUS] = table_status(mem, p->status, "O");
        row[REASON] = mem_copy(mem, a->reason);
        return;
    }
    row[VALUE] = estimated(x);
    row[MODEL] = model_text(p, &a->choice, &terms);
}

/* The Monte Carlo error of a limit. */
static void
add_error(const struct problem *p, const struct plan *plan, const struct answer *a,
          const char *statistic, double x)
{
    struct answer b = *a;
    b.reason = a->reason ? a->reason : a->no_limits;
    b.reason = b.reason || isfinite(x) ? b.reason : "no-upper-limit";
    add_plain(p, plan, &b, statistic, p->unit, x);
}

/* What the other choices of a table come to, seen from the limits of main. */
struct spreading {
    const struct answer *main;
    int others, outside;
};

static void
add_variant(const struct problem *p, const char *variant, struct plan *plan,
            struct spreading *s)
{
    struct answer a;
    solve(plan, &p->table, &a);
    add_estimate(p, variant, "estimate", plan, &a, 0);
    add_recorded(p, variant);
    if (a.reason)
        return;
    s->others++;
    s->outside += a.choice.estimate < s->main->lo || a.choice.estimate > s->main->hi;
}

static struct plan
plan_of(enum how how)
{
    return (struct plan){.how = how, .threshold = how == OLDER ? OLDER_P : threshold};
}

/* The problem with list i gone, or merged into list i when j is not it. */
static struct problem
fewer_lists(const struct problem *p, int i, int j)
{
    struct problem q = *p;
    int gone = i == j ? i : j, n = p->table.lists;
    q.table = (struct loglin_table){.lists = n - 1};
    for (int k = gone; k + 1 < n; k++)
        q.list[k] = p->list[k + 1];
    if (i != j)
        q.list[i] = mem_print(mem, "%s+%s", p->list[i], p->list[j]);
    for (unsigned w = 1; w < 1u << n; w++) {
        unsigned to = i != j && w >> gone & 1 ? w | 1u << i : w;
        unsigned low = to & ((1u << gone) - 1), high = to >> (gone + 1) << gone;
        q.table.count[low | high] += p->table.count[w];
    }
    q.table.count[0] = 0;
    return q;
}

static void
add_sensitivity(const struct problem *p, struct spreading *s)
{
    char text[NUM_MAX];
    long wanted = replicates;
    replicates = replicates < VARIANT_RESAMPLES ? replicates : VARIANT_RESAMPLES;
    for (size_t i = 0; i < sizeof thresholds / sizeof *thresholds; i++) {
        struct plan plan = {.how = STEPWISE, .threshold = thresholds[i]};
        add_variant(p, mem_print(mem, "threshold=%s", num_text(thresholds[i], text)),
                    &plan, s);
    }
    for (int how = STEPWISE; how_name[how]; how++) {
        struct plan plan = plan_of((enum how)how);
        if (plan.how != method && plan.how != STEPWISE)
            add_variant(p, mem_print(mem, "method=%s", how_name[how]), &plan, s);
    }
    for (int i = 0; i < p->table.lists && p->table.lists > 2; i++)
        for (int j = i; j < p->table.lists; j++) {
            struct problem q = fewer_lists(p, i, j);
            struct plan plan = plan_of(method);
            const char *name = i == j ? mem_print(mem, "without=%s", p->list[i])
                                      : mem_print(mem, "merged=%s", q.list[i]);
            add_variant(&q, name, &plan, s);
        }
    replicates = wanted;
}

#define TWO_LISTS                                                                     \
    "Two lists cannot show whether being on one depends on being on the other; this " \
    "takes it that it does not."
#define NO_OTHER "No other choice of model or lists can be had to compare it with."

static char *
chain(const char *text, const char *more)
{
    return mem_print(mem, "%s %s", text, more);
}

static void
say(char **row, const struct problem *p, const struct answer *a,
    const struct spreading *s)
{
    const char *limit;
    if (a->no_limits)
        limit = mem_print(mem, "no 95 %% interval: %s", a->no_limits);
    else if (isfinite(a->hi))
        limit = mem_print(mem, "95 %% interval %s to %s", spoken(a->lo), spoken(a->hi));
    else
        limit = mem_print(mem, "95 %% interval from %s, no upper limit", spoken(a->lo));
    char *text =
        mem_print(mem, "An estimated %s (%s) in all, of whom %s were recorded.",
                  spoken(a->choice.estimate), limit, spoken(total(&p->table)));
    if (p->table.lists == 2 || (sensitivity && !s->others)) {
        row[VERDICT] = mem_copy(mem, "not-testable");
        text = chain(text, p->table.lists == 2 ? TWO_LISTS : NO_OTHER);
    } else if (sensitivity && !a->no_limits) {
        row[VERDICT] = mem_copy(mem, s->outside ? "sensitive" : "robust");
        text = mem_print(mem,
                         "%s Of %d other choices of model or lists %d %s outside the "
                         "interval.",
                         text, s->others, s->outside, s->outside == 1 ? "lies" : "lie");
    }
    row[SENTENCE] = text;
}

/* What the suppressed counts leave open: estimates, and estimates less the total. */
struct span {
    double lo, hi, lo_unseen, hi_unseen, completions, lo_limit, hi_limit;
};

/* How many ways there are to complete the counts, each weighing its models; infinite when
 * a count has no bound. */
static double
completions(const struct problem *p, double *work)
{
    double n = 1;
    for (int k = 0; k < p->gaps; k++)
        n *= p->most[p->gap[k]] - p->table.count[p->gap[k]] + 1;
    *work = n;
    if (method == AIC || method == BIC)
        *work *= (double)st_mse_models_count(p->table.lists, (int)order, MODELS_MAX);
    return n;
}

/* The next completion of the counts, as an odometer; false after the last. */
static bool
next_completion(const struct problem *p, double count[])
{
    for (int k = 0; k < p->gaps; k++) {
        unsigned w = p->gap[k];
        if (count[w] < p->most[w]) {
            count[w] += 1;
            return true;
        }
        count[w] = p->table.count[w];
    }
    return false;
}

/* Estimates over all completions; one without a maximum leaves them without bound. */
static void
span_completions(const struct problem *p, struct plan *plan, struct span *s)
{
    double count[LOGLIN_CELLS];
    memcpy(count, p->table.count, sizeof count);
    s->lo = s->lo_unseen = s->lo_limit = INFINITY;
    s->hi = s->hi_unseen = s->hi_limit = 0;
    do {
        struct loglin_table t = {.lists = p->table.lists};
        struct mse_choice c = {.estimate = 0};
        struct mse_profile profile;
        memcpy(t.count, count, sizeof count);
        enum st_status status = settle(plan, &t, &c);
        double estimate = c.estimate;
        double lo = t.margin[0], hi = INFINITY;
        if (status == ST_OK && plan->how == OLDER) {
            status = st_mse_profile(&t, &c.fit, LEVEL, &profile);
            estimate = profile.estimate;
            lo = profile.lo;
            hi = profile.hi;
        } else if (status == ST_OK) {
            status = st_mse_wald(&t, &c.fit, LEVEL, &lo, &hi);
        }
        s->lo_limit = fmin(s->lo_limit, lo);
        s->hi_limit = fmax(s->hi_limit, hi);
        if (status != ST_OK) {
            s->hi = s->hi_unseen = INFINITY;
            continue;
        }
        s->lo = fmin(s->lo, estimate);
        s->hi = fmax(s->hi, estimate);
        s->lo_unseen = fmin(s->lo_unseen, estimate - t.margin[0]);
        s->hi_unseen = fmax(s->hi_unseen, estimate - t.margin[0]);
    } while (next_completion(p, count));
    plan->of = 0; /* differs between completions */
}

static void
fill_span(char **row, const struct problem *p, const struct plan *plan, double n,
          double lo, double hi)
{
    row[LO] = estimated(lo);
    if (isfinite(hi))
        row[HI] = estimated(hi);
    row[INTERVAL] = mem_copy(mem, "range");
    row[STATUS] = table_status(mem, p->status, "E");
    row[METHOD] = mem_print(mem,
                            "%s; range over all %s completions of the suppressed "
                            "counts, sampling error in estimate_limits",
                            choice_text(plan), number(n));
}

/* Suppressed counts: the range of the estimate, where there are not too many ways. */
static void
bound_estimate(const struct problem *p, struct plan *plan, char **estimate,
               char **unrecorded)
{
    struct span s;
    double work, n = completions(p, &work);
    if (!(n <= COMPLETIONS_MAX && work <= WORK_MAX))
        return;
    span_completions(p, plan, &s);
    if (!isfinite(s.lo))
        return;
    fill_span(estimate, p, plan, n, s.lo, s.hi);
    fill_span(unrecorded, p, plan, n, s.lo_unseen, s.hi_unseen);
    const char *top =
        isfinite(s.hi) ? mem_print(mem, "to %s", spoken(s.hi)) : "upwards";
    estimate[SENTENCE] = mem_print(
        mem,
        "The estimate is %s %s, depending on the suppressed "
        "counts; %s.",
        spoken(s.lo), top,
        isfinite(s.hi_limit) ? mem_print(mem, "with sampling error %s to %s",
                                         spoken(s.lo_limit), spoken(s.hi_limit))
                             : "sampling error comes on top");
    char **row = add_row(p, "main", "estimate_limits");
    row[LO] = estimated(s.lo_limit);
    if (isfinite(s.hi_limit))
        row[HI] = estimated(s.hi_limit);
    row[INTERVAL] = mem_copy(mem, "ci95");
    row[STATUS] = table_status(mem, p->status, "O");
    row[REASON] = mem_copy(mem, "suppressed-count");
    row[METHOD] = mem_print(mem, "%s; outermost %s limits over all completions",
                            choice_text(plan), plan->how == OLDER ? "profile" : "Wald");
}

/* The average over the models of a table without gaps. */
static void
add_average(const struct problem *p)
{
    struct loglin_table t = p->table;
    struct mse_average a;
    char text[NUM_MAX];
    char **row = add_row(p, "average", "estimate");
    const char *why = p->reason;
    row[METHOD] = mem_print(mem,
                            "average of hierarchical models up to %ld lists a term, "
                            "weights exp(-BIC/2) (Raftery 1995)",
                            order);
    uint64_t models = why ? 0 : st_mse_models_count(t.lists, (int)order, MODELS_MAX);
    if (!why && models > MODELS_MAX)
        why = st_reason(ST_TOO_LARGE);
    if (!why) {
        struct mse_weighed *room = mem_array(mem, models, sizeof *room);
        double *weight = mem_array(mem, models, sizeof *weight);
        enum st_status e = st_loglin_margins(&t);
        if (e == ST_OK)
            e = st_mse_average(&t, (int)order, LEVEL, &share[0].oracle, room, weight,
                               &a);
        why = e == ST_OK ? NULL : st_reason(e);
    }
    if (why) {
        row[STATUS] = table_status(mem, p->status, "O");
        row[REASON] = mem_copy(mem, why);
        return;
    }
    row[VALUE] = estimated(a.estimate);
    row[LO] = estimated(a.lo);
    row[HI] = estimated(a.hi);
    row[INTERVAL] = mem_copy(mem, "cri95");
    row[MODEL] = mem_print(mem, "%zu models", a.models);
    row[SENTENCE] = mem_print(
        mem,
        "Over all models %s (95 %% credible interval %s to %s); %zu of %zu models "
        "have 95 %% of the weight, the best one %s %%.",
        spoken(a.estimate), spoken(a.lo), spoken(a.hi), a.bulk, a.models,
        num_text(rint(1000 * a.best) / 10, text));
}

/* Two lists: Chapman's estimate, which needs no model. */
static void
add_chapman(const struct problem *p)
{
    struct st_chapman c;
    const double *n = p->table.count;
    char **row = add_row(p, "chapman", "estimate");
    const char *why = p->reason;
    row[METHOD] = mem_copy(mem, "Chapman (1951); limits of Sadinle (2009)");
    enum st_status e = why ? ST_OK : st_chapman(n[3], n[1], n[2], LEVEL, &c);
    if (why || e) {
        row[STATUS] = table_status(mem, p->status, "O");
        row[REASON] = mem_copy(mem, why ? why : st_reason(e));
        return;
    }
    row[VALUE] = estimated(c.estimate);
    row[LO] = estimated(c.lo);
    row[HI] = estimated(c.hi);
    row[INTERVAL] = mem_copy(mem, "ci95");
    row[VERDICT] = mem_copy(mem, "not-testable");
    row[SENTENCE] =
        mem_print(mem, "An estimated %s (95 %% interval %s to %s) in all. " TWO_LISTS,
                  spoken(c.estimate), spoken(c.lo), spoken(c.hi));
}

static void
study(struct problem *p)
{
    struct plan plan = plan_of(method);
    struct answer a = {.reason = p->reason};
    struct loglin_criteria k = {0};
    int terms = 0;
    if (!p->reason)
        solve(&plan, &p->table, &a);
    if (!a.reason && st_loglin_margins(&p->table) == ST_OK) {
        st_loglin_criteria(&p->table, &a.choice.fit, &k);
        model_text(p, &a.choice, &terms);
    }
    char **estimate = add_estimate(p, "main", "estimate", &plan, &a, 0);
    char **unrecorded =
        add_estimate(p, "main", "unrecorded", &plan, &a, total(&p->table));
    add_recorded(p, "main");
    add_plain(p, &plan, &a, "aic", "index", k.aic);
    add_plain(p, &plan, &a, "bic", "index", k.bic);
    add_plain(p, &plan, &a, "terms", "term", terms);
    if (replicates && method != OLDER) {
        add_plain(p, &plan, &a, "resamples_failed", "resample", (double)a.failed);
        add_error(p, &plan, &a, "lo_error", a.lo_error);
        add_error(p, &plan, &a, "hi_error", a.hi_error);
    }
    if (p->gaps && p->table.lists > 1)
        bound_estimate(p, &plan, estimate, unrecorded);
    struct spreading s = {&a, 0, 0};
    if (sensitivity && !p->reason)
        add_sensitivity(p, &s);
    if (!a.reason)
        say(estimate, p, &a, &s);
    if (average)
        add_average(p);
    if (p->table.lists == 2)
        add_chapman(p);
}

/* The columns of the input. */
struct columns {
    int list[LOGLIN_LISTS], lists;
    int *other;
};

static void
find_columns(const struct table *t, struct columns *c)
{
    struct place at = {t->in.file, 1, NULL};
    c->other = mem_array(mem, (size_t)t->n, sizeof *c->other);
    for (int i = 0; i < t->key - 1; i++) {
        if (!strcmp(t->column[i], "variant") || !strcmp(t->column[i], "statistic"))
            die_at(EX_DATAERR, at, "column %s is one that this stage makes",
                   msg_quote(t->column[i]));
        if (strncmp(t->column[i], PREFIX, strlen(PREFIX))) {
            c->other[n_other++] = i;
            continue;
        }
        if (c->lists == LOGLIN_LISTS)
            die_at(EX_DATAERR, at, "more than %d columns " PREFIX "NAME left of period",
                   LOGLIN_LISTS);
        c->list[c->lists++] = i;
    }
    if (!c->lists)
        die_at(EX_DATAERR, at,
               "no column " PREFIX "NAME left of period, expected one for "
               "each list with 1 or 0 in it");
    n_key = n_other + 3;
}

static unsigned
history(const struct table *t, const struct table_row *row, const struct columns *c)
{
    unsigned w = 0;
    for (int i = 0; i < c->lists; i++) {
        const char *cell = row->cell[c->list[i]];
        if (strcmp(cell, "0") && strcmp(cell, "1"))
            table_die(t, row, t->column[c->list[i]],
                      "%s, expected 1 for a history on this list, else 0",
                      msg_quote(cell));
        w |= (unsigned)(*cell - '0') << i;
    }
    if (!w)
        table_die(
            t, row, NULL,
            "a history on no list cannot have been counted, expected 1 at least once");
    return w;
}

/* Adds a row to its table. */
static void
add_history(struct problem *p, const struct table *t, const struct table_row *row,
            const struct columns *c)
{
    struct amount a = table_amount(t, row);
    const char *unit = table_cell(t, row, TABLE_UNIT);
    unsigned w = history(t, row, c);
    if (!table_counted(unit))
        table_die(t, row, "unit", "%s is not counted, expected cases (person)",
                  msg_quote(unit));
    if (p->unit && strcmp(p->unit, unit))
        table_die(t, row, "unit", "%s, %s in other rows of this table", msg_quote(unit),
                  msg_quote(p->unit));
    if (a.known && (a.value < 0 || floor(a.value) < a.value))
        table_die(t, row, "value", "%s is not a number of cases, expected 0, 1, 2, ...",
                  msg_quote(table_cell(t, row, TABLE_VALUE)));
    if (!p->unit) {
        p->table.lists = c->lists;
        p->key = mem_array(mem, (size_t)n_other + 1, sizeof *p->key);
        for (int i = 0; i < n_other; i++)
            p->key[i] = mem_copy(mem, row->cell[c->other[i]]);
        for (int i = 0; i < c->lists; i++)
            p->list[i] = t->column[c->list[i]] + strlen(PREFIX);
        p->period = mem_copy(mem, table_cell(t, row, TABLE_PERIOD));
        p->unit = mem_copy(mem, unit);
        p->status = p->source = "";
        p->reason = c->lists < 2 ? "one-list" : NULL;
    }
    p->status = table_status(mem, p->status, table_cell(t, row, TABLE_STATUS));
    p->source = table_sources(mem, p->source, table_cell(t, row, TABLE_SOURCE));
    if (table_inexact(t, row, &a))
        p->reason = table_inexact(t, row, &a);
    p->lo += a.lo;
    p->hi += a.hi;
    if (a.known) {
        p->table.count[w] = a.value;
    } else {
        p->table.count[w] = ceil(a.lo);
        p->most[w] = floor(a.hi);
        p->gap[p->gaps++] = (unsigned char)w;
        p->reason = p->reason ? p->reason : "suppressed-count";
    }
}

/* The table that a row belongs to; a new one has no unit yet. */
static struct problem *
find_problem(struct problem **p, size_t *n, const struct table *t,
             const struct table_row *row, const struct columns *c)
{
    static size_t room;
    for (size_t i = *n; i-- > 0;) {
        bool same = !strcmp((*p)[i].period, table_cell(t, row, TABLE_PERIOD));
        for (int k = 0; k < n_other && same; k++)
            same = !strcmp((*p)[i].key[k], row->cell[c->other[k]]);
        if (same)
            return &(*p)[i];
    }
    if (*n == room) {
        size_t more = room ? 2 * room : 4;
        *p = mem_grow(mem, *p, *n * sizeof **p, more * sizeof **p);
        room = more;
    }
    return &(*p)[(*n)++];
}

static long
processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : n;
}

static void
check_options(void)
{
    int i = 0;
    while (how_name[i] && strcmp(how_name[i], method_name))
        i++;
    if (!how_name[i])
        usage("--method: %s is none of stepwise, aic, bic, older",
              msg_quote(method_name));
    method = (enum how)i;
    if (!(threshold >= 0 && threshold <= 1))
        usage("--threshold: expected a number from 0 to 1");
    if (order != 2 && order != 3)
        usage("--order: expected 2 or 3");
    if (replicates && replicates < LEAST_RESAMPLES)
        usage("--replicates: expected 0 or at least %d", LEAST_RESAMPLES);
    if (threads < 0)
        threads = processors();
    if (threads < 1 || threads > THREADS_MAX)
        usage("--threads: expected 1 to %d", THREADS_MAX);
}

static int
by_key(const void *a, const void *b)
{
    char **const *x = a, **const *y = b;
    return table_compare(*x, *y, n_key);
}

static void
write_all(const struct table *t, const struct columns *c)
{
    char **head = mem_array(mem, (size_t)(n_key + RIGHT), sizeof *head);
    for (int i = 0; i < n_other; i++)
        head[i] = t->column[c->other[i]];
    head[n_other] = mem_copy(mem, "variant");
    head[n_other + 1] = mem_copy(mem, "statistic");
    head[n_other + 2] = mem_copy(mem, "period");
    for (int i = 0; i < RIGHT; i++)
        head[n_key + i] = mem_copy(mem, right[i]);
    table_write(head, n_key + RIGHT);
    if (n_out)
        qsort(out, n_out, sizeof *out, by_key);
    for (size_t i = 0; i < n_out; i++)
        table_write(out[i], n_key + RIGHT);
}

static int
run(struct mem *run, int n, char **operand)
{
    struct table t;
    struct table_row row;
    struct columns c = {.lists = 0};
    struct problem *problem = NULL;
    size_t problems = 0;
    mem = run;
    check_options();
    for (long k = 0; k < threads; k++)
        share[k].oracle = (struct mse_oracle){
            lp_slack, NULL, mem_array(mem, MEMOS, sizeof(struct mse_memo)), MEMOS, 0};
    table_open(&t, run, n ? operand[0] : NULL, need, TABLE_UNIQUE);
    find_columns(&t, &c);
    while (table_next(&t, &row)) {
        table_period(&t, &row);
        add_history(find_problem(&problem, &problems, &t, &row, &c), &t, &row, &c);
    }
    for (size_t i = 0; i < problems; i++)
        study(&problem[i]);
    write_all(&t, &c);
    table_close(&t);
    lp_release();
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[FILE]", 0,  1,
                                       opts,       need,        make,     run};
    return stage_main(&stage, argc, argv);
}
