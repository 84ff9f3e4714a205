/*
 * forecast - the next periods of a series, or a refusal
 *
 * Reads a table (key unique, sorted) and writes for every series the forecasts of its next
 * --ahead periods with 95 % prediction intervals, and how well the method did on the
 * series' own past. A method that was no better there than repeating the last season makes
 * no forecast: the row then has no value and the reason no-better-than-naive.
 *
 * The series is what follows its last known break: a point with B in its status, or a row of
 * --breaks FILE; --across goes back further and adds D to the status.
 *
 * --model auto   exponential smoothing in state space form (Hyndman, Koehler, Snyder and
 *                Grose 2002): the model with the least AICc among errors A, M, trends N, A,
 *                Ad and seasons N, A, M, without additive errors beside a multiplicative
 *                season, as R's forecast::ets, and the additive ones of logarithms;
 *                multiplicative parts and logarithms need values above 0
 * --model AAdM   that one: error A or M; trend N, A or Ad (damped); season N, A or M
 * --model stl    the season taken out by loess (Cleveland et al. 1990, window 7, R's stl),
 *                of the logarithms when all values are above 0; the rest by the best of
 *                ANN, AAN and AAdN; the season of the last year comes back
 * Seasons have 4 quarters, 12 months or 7 days; years and intervals have none.
 *
 * Rows (statistic, period):
 *   forecast            one row a future period: mean (of logarithms: median), lo and hi
 *                       from --draws simulated paths with normal errors, those of counts at
 *                       least as wide as Poisson counts vary, and stopped at 0. The limits are
 *                       then made wider, for parameters and model were taken from the values
 *                       (99 series simulated from the model are fitted anew and forecast), and
 *                       so that at most 1 in 20 values of the backtest lies outside. interval
 *                       is pi95; limits of counts are whole
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
 * In series simulated flat, growing, seasonal (12 to 40 values, Poisson and negative binomial
 * counts; 40 series a kind) the limits held about 80 to 100 of 100 values one to four
 * periods ahead, as the sentence says.
 *
 * Reasons: no-better-than-naive, too-few-points (also for the backtest), gap (a period is
 * missing), bounded (a value is known within bounds only), approximate, published-interval,
 * too-large (more than 1,000 values), all-tied, outside-domain,
 * no-next-period (periods that have no successor's name), no-season (the model has one, the
 * series none), below-zero (a count whose mean would be), and those of the kernels.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sort_double.h>

#include "dataset/series_breaks.h"
#include "program/stage.h"
#include "stat/acf.h"
#include "stat/ets.h"
#include "stat/stl.h"
#include "table/result.h"

#define AHEAD_MAX 60
#define STL_WINDOW 7
#define LEAST_ORIGINS 4
#define BACKTEST_DRAWS 999
#define SIMULATED_RATE "about 80 to 100 of 100"
#define REFITS 99
#define MOST_VALUES 1000
#define DIGITS 10
#define SMALL 16

static const char *model_name = "auto", *breaks_path;
static long ahead, origins = 8, draws = 9999, seed = 1;
static bool across;
static const struct opt opts[] = {
    {"model", 'm', OPT_TEXT, &model_name, "NAME",
     "auto, stl, or a model like AAdM: error, trend, season (auto)"},
    {"ahead", 'a', OPT_COUNT, &ahead, "N",
     "periods ahead (default: one season; 3 without)"},
    {"origins", 0, OPT_COUNT, &origins, "N",
     "last points from which the backtest forecasts, 4 or more (8)"},
    {"draws", 0, OPT_COUNT, &draws, "N", "simulated paths (9999)"},
    {"seed", 's', OPT_COUNT, &seed, "N", "of the generator " RNG_NAME " (1)"},
    {"breaks", 'b', OPT_TEXT, &breaks_path, "FILE",
     "known breaks (register,indicator,date,label): begin after the last"},
    {"across", 0, OPT_FLAG, &across, NULL,
     "go through known breaks, and add D to status"},
    {0},
};

/* What is known of a series. */
struct series {
    struct table_series rows; /* those used */
    double *y;
    size_t n, season, ahead;
    char freq;
    long last; /* index of its last period */
    bool counts;
    size_t known, missing, zeros, suppressed, bounded, provisional, small;
    const char *span, *status, *source, *unit;
};

/* A method fitted to the first n values. */
struct method {
    struct st_ets_model m;
    struct st_ets_param p;
    struct st_ets_state first; /* before the first value */
    struct st_ets_state after; /* of the last value */
    double sd, aicc;
    bool stl, log;
    double figure[ST_ETS_PERIOD_MAX]; /* stl: of the next season */
    double *error;                    /* one step ahead */
};

static struct table tab;
static struct result result;
static struct series_breaks cuts;
static struct mem arena; /* of the series */

static double *
doubles(size_t n)
{
    return mem_array(&arena, n ? n : 1, sizeof(double));
}

static char *
words(double x)
{
    return result_round(&arena, x, 4);
}

/* "AAdM" in letters. False when it is no such name. */
static bool
read_model(const char *name, size_t season, struct st_ets_model *m)
{
    *m = (struct st_ets_model){.error = name[0], .period = season};
    if (!strchr("AM", name[0]) || !name[0] || !strchr("NA", name[1]) || !name[1])
        return false;
    m->trend = name[1];
    m->damped = name[2] == 'd';
    m->season = name[2 + m->damped];
    if (m->season == 'N')
        m->period = 1;
    return m->season && strchr("NAM", m->season) && !name[3 + m->damped] &&
           !(m->damped && m->trend == 'N');
}

static const char *
model_text(const struct method *f)
{
    const struct st_ets_model *m = &f->m;
    return mem_print(&arena, "%sETS(%c,%c%s,%c)%s", f->stl ? "stl + " : "", m->error,
                     m->trend, m->damped ? "d" : "", m->season,
                     f->log ? " of logarithms" : "");
}

static enum st_status
fit_one(const struct st_ets_model *m, const double y[], size_t n, struct method *f)
{
    struct st_ets_fit got;
    struct st_ets_state first;
    f->m = *m;
    enum st_status e =
        st_ets_fit(m, y, n, doubles(st_ets_fit_work(m)), &f->p, &first, &got);
    if (e)
        return e;
    f->first = f->after = first;
    f->error = doubles(n);
    e = st_ets_run(m, &f->p, y, n, &f->after, f->error, &got);
    for (size_t i = 0; i < n; i++)
        f->error[i] = (y[i] - f->error[i]) / (m->error == 'M' ? f->error[i] : 1);
    f->sd = sqrt(got.error_ss / (double)(n + 1 - st_ets_count(m)));
    f->aicc = st_ets_aicc(m, got.loglik, n);
    return e;
}

/* The best by AICc of names[]; the reason of the first when none can be had. */
static enum st_status
fit_best(const char *const names[], size_t season, const double y[], size_t n,
         struct method *f)
{
    enum st_status first = ST_OK;
    struct method best = {.aicc = INFINITY};
    for (size_t i = 0; names[i]; i++) {
        struct st_ets_model m;
        struct method now = *f;
        if (!read_model(names[i], season, &m) || (m.season != 'N' && season < 2))
            continue;
        enum st_status e = fit_one(&m, y, n, &now);
        if (!i)
            first = e;
        if (!e && now.aicc < best.aicc)
            best = now;
    }
    if (!isfinite(best.aicc))
        return first ? first : ST_TOO_FEW;
    *f = best;
    return ST_OK;
}

static enum st_status
fit_stl(const double y[], size_t n, size_t season, struct method *f)
{
    static const char *const names[] = {"ANN", "AAN", "AAdN", NULL};
    struct st_stl how = st_stl_default(season, STL_WINDOW, 0);
    double *v = doubles(n), *figure = doubles(n), *trend = doubles(n), *w = doubles(n);
    f->stl = f->log = true;
    for (size_t i = 0; i < n; i++)
        f->log = f->log && y[i] > 0;
    for (size_t i = 0; i < n; i++)
        v[i] = f->log ? st_steady_log(y[i]) : y[i];
    enum st_status e =
        st_stl(&how, v, n, doubles(st_stl_work(n, season)), figure, trend, w);
    if (e)
        return e;
    for (size_t i = 0; i < n; i++)
        v[i] -= figure[i];
    for (size_t i = 0; i < season; i++)
        f->figure[i] = figure[n - season + i];
    return fit_best(names, 1, v, n, f);
}

/* Additive models of the logarithms take the place of f where their AICc, that of the values
 * themselves (the Jacobian of the logarithm is in it), is less. */
static enum st_status
fit_logarithms(const struct series *s, size_t n, struct method *f)
{
    static const char *const names[] = {"ANN", "AAN",  "AAdN", "ANA",
                                        "AAA", "AAdA", NULL};
    struct method of_logs = {.log = true};
    double *v = doubles(n), sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(s->y[i] > 0))
            return ST_OK;
        v[i] = st_steady_log(s->y[i]);
        sum += v[i];
    }
    if (fit_best(names, s->season, v, n, &of_logs))
        return ST_OK;
    of_logs.aicc += 2 * sum;
    if (of_logs.aicc < f->aicc)
        *f = of_logs;
    return ST_OK;
}

/* Fits what was asked for to the first n values. */
static enum st_status
fit(const struct series *s, size_t n, struct method *f)
{
    static const char *const all[] = {"ANN", "AAN", "AAdN", "MNN", "MAN", "MAdN",
                                      "ANA", "AAA", "AAdA", "MNA", "MAA", "MAdA",
                                      "MNM", "MAM", "MAdM", NULL};
    struct st_ets_model m;
    *f = (struct method){.sd = 0};
    if (!strcmp(model_name, "stl"))
        return fit_stl(s->y, n, s->season, f);
    if (!strcmp(model_name, "auto")) {
        enum st_status e = fit_best(all, s->season, s->y, n, f);
        return e ? e : fit_logarithms(s, n, f);
    }
    read_model(model_name, s->season, &m);
    return fit_one(&m, s->y, n, f);
}

/* The model fitted to a simulated series: chosen anew where there is no season. */
static enum st_status
refit(const struct series *s, const struct method *f, struct method *now)
{
    static const char *const additive[] = {"ANN", "AAN", "AAdN", NULL};
    static const char *const both[] = {"ANN", "AAN",  "AAdN", "MNN",
                                       "MAN", "MAdN", NULL};
    *now = (struct method){.sd = 0};
    if (f->stl)
        return fit_best(additive, 1, s->y, s->n, now);
    if (!strcmp(model_name, "auto") && s->season < 2)
        return fit_best(f->m.error == 'M' ? both : additive, 1, s->y, s->n, now);
    return fit_one(&f->m, s->y, s->n, now);
}

/* From the scale of the model to that of the values. */
static double
give_back(const struct series *s, const struct method *f, size_t i, double x)
{
    if (f->stl)
        x += f->figure[i % s->season];
    return f->log ? exp(x) : x;
}

static void
points(const struct series *s, const struct method *f, size_t h, double out[])
{
    st_ets_forecast(&f->m, &f->p, &f->after, h, out);
    for (size_t i = 0; i < h; i++)
        out[i] = give_back(s, f, i, out[i]);
}

/* Quantile of sorted values by the line between neighbours (R's type 7). */
static double
quantile(const double sorted[], size_t n, double share)
{
    double at = share * (double)(n - 1);
    size_t below = (size_t)at, above = below + 1 < n ? below + 1 : below;
    return sorted[below] + (at - (double)below) * (sorted[above] - sorted[below]);
}

/* Standard deviation of one step: of a count at least that of a Poisson count. */
static double
one_step(const struct series *s, const struct method *f)
{
    double next[2];
    if (!s->counts)
        return f->sd;
    points(s, f, 1, next);
    double poisson = sqrt(fmax(next[0], 0));
    if (f->log || f->m.error == 'M')
        poisson = poisson > 0 ? 1 / poisson : 0;
    return fmax(f->sd, poisson);
}

/* Limits of each of h periods from simulated paths. False when they are not finite. */
static bool
limits(const struct series *s, const struct method *f, size_t h, size_t paths,
       const double factor[], double lo[], double hi[])
{
    struct rng r;
    double *x = doubles(paths * h), *path = doubles(h);
    bool good = true;
    double sd = one_step(s, f);
    rng_seed(&r, (uint64_t)seed);
    for (size_t k = 0; k < paths; k++) {
        st_ets_simulate(&f->m, &f->p, &f->after, sd, h, &r, path);
        for (size_t i = 0; i < h; i++) {
            double y = give_back(s, f, i, path[i]);
            x[i * paths + k] = s->counts ? fmax(0, y) : y;
            good = good && isfinite(x[i * paths + k]);
        }
    }
    for (size_t i = 0; good && i < h; i++) {
        gsl_sort(x + i * paths, 1, paths);
        double middle = quantile(x + i * paths, paths, 0.5);
        lo[i] = middle - factor[i] * (middle - quantile(x + i * paths, paths, 0.025));
        hi[i] = middle + factor[i] * (quantile(x + i * paths, paths, 0.975) - middle);
        lo[i] = s->counts ? floor(fmax(0, lo[i])) : lo[i];
        hi[i] = s->counts ? ceil(hi[i]) : hi[i];
        good = good && isfinite(lo[i]) && isfinite(hi[i]);
    }
    return good;
}

/*
 * How much wider limits must be because the parameters, and without a season the model, were
 * taken from the values: series simulated from the model are fitted anew and forecast; the
 * 90 % quantile of their errors over that of the paths of the model itself, 1 at least
 * (parametric bootstrap, Efron and Tibshirani 1993, chapter 6).
 */
static void
widen(const struct series *s, const struct method *f, size_t h, double factor[])
{
    struct rng r;
    struct series t = *s;
    double *path = doubles(s->n + h), *known = doubles(h * REFITS),
           *own = doubles(h * REFITS);
    double sd = one_step(s, f), mean[AHEAD_MAX], model[AHEAD_MAX];
    size_t n = 0;
    struct method now;
    t.y = path;
    rng_seed(&r, (uint64_t)seed);
    st_ets_forecast(&f->m, &f->p, &f->after, h, model);
    for (size_t k = 0; k < REFITS; k++) {
        double *ahead_of = path + s->n;
        st_ets_simulate(&f->m, &f->p, &f->first, sd, s->n + h, &r, path);
        for (size_t i = 0; i < s->n + h; i++)
            path[i] =
                f->m.error == 'M' || f->m.season == 'M' ? fmax(path[i], 0.5) : path[i];
        if (refit(&t, f, &now))
            continue;
        st_ets_forecast(&now.m, &now.p, &now.after, h, mean);
        for (size_t i = 0; i < h; i++)
            known[i * REFITS + n] = fabs(ahead_of[i] - mean[i]);
        st_ets_simulate(&f->m, &f->p, &f->after, sd, h, &r, path);
        for (size_t i = 0; i < h; i++)
            own[i * REFITS + n] = fabs(path[i] - model[i]);
        n++;
    }
    for (size_t i = 0; i < h; i++) {
        gsl_sort(known + i * REFITS, 1, n);
        gsl_sort(own + i * REFITS, 1, n);
        factor[i] = n < REFITS / 2 ? INFINITY
                                   : fmax(1, quantile(known + i * REFITS, n, 0.9) /
                                                 quantile(own + i * REFITS, n, 0.9));
    }
}

/* Errors of the past. */
struct backtest {
    double mae, naive, inside,
        widened;     /* shares inside the limits, and inside wider ones */
    double widening; /* of the limits, to hold 95 % of the values */
    size_t points, origins;
};

/* How far y lies from the middle of its limits, in their own width: inside up to 1. */
static double
distance(double y, double mean, double lo, double hi)
{
    if (y >= lo && y <= hi)
        return 1;
    double half = y < lo ? mean - lo : hi - mean;
    return half > 0 ? fabs(y - mean) / half : INFINITY;
}

/* The least widening that leaves at most 5 % of the values outside. */
static void
settle_widening(struct backtest *b, double far[])
{
    size_t out = b->points / 20, held = 0;
    gsl_sort(far, 1, b->points);
    b->widening = far[b->points - 1 - out];
    for (size_t i = 0; i < b->points; i++)
        held += far[i] <= b->widening;
    b->widened = (double)held / (double)b->points;
}

static enum st_status
look_back(const struct series *s, const double factor[], struct backtest *b)
{
    size_t count = (size_t)origins, least = 2 * s->season + 4;
    double lo[AHEAD_MAX], hi[AHEAD_MAX], mean[AHEAD_MAX];
    double *far = doubles(count * AHEAD_MAX);
    *b = (struct backtest){.points = 0};
    for (size_t n = s->n > count ? s->n - count : 1; n < s->n; n++) {
        struct method f;
        size_t h = s->ahead < s->n - n ? s->ahead : s->n - n;
        if (n < least || n < s->season || fit(s, n, &f))
            continue;
        points(s, &f, h, mean);
        if (!limits(s, &f, h, BACKTEST_DRAWS, factor, lo, hi))
            continue;
        b->origins++;
        for (size_t i = 0; i < h; i++) {
            double y = s->y[n + i], naive = s->y[n - s->season + i % s->season];
            b->mae += fabs(y - mean[i]);
            b->naive += fabs(y - naive);
            b->inside += y >= lo[i] && y <= hi[i];
            far[b->points++] = distance(y, mean[i], lo[i], hi[i]);
        }
    }
    if (b->origins < LEAST_ORIGINS)
        return ST_TOO_FEW;
    b->mae /= (double)b->points;
    b->naive /= (double)b->points;
    b->inside /= (double)b->points;
    settle_widening(b, far);
    return ST_OK;
}

static double
rounded(double x)
{
    return isfinite(x) ? strtod(result_round(&arena, x, DIGITS), NULL) : x;
}

static struct result_row
about(const struct series *s, const char *statistic, double value, const char *unit,
      const char *method)
{
    return (struct result_row){.statistic = statistic,
                               .period = s->span,
                               .value = rounded(value),
                               .lo = NAN,
                               .hi = NAN,
                               .unit = unit,
                               .status = s->status,
                               .source = s->source,
                               .method = method};
}

static void
put(const struct series *s, struct result_row r)
{
    result_add(&result, s->rows.row[0].cell, &r);
}

static void
put_value(const struct series *s, const char *statistic, double value, const char *unit,
          const char *method)
{
    put(s, about(s, statistic, value, unit, method));
}

/* A row for each future period; mean NULL: the reason alone. */
static void
put_forecasts(const struct series *s, const char *method, const struct backtest *b,
              const double mean[], const double lo[], const double hi[],
              const char *reason)
{
    for (size_t i = 0; i < s->ahead; i++) {
        char period[PERIOD_MAX];
        struct result_row r = about(s, "forecast", NAN, s->unit, method);
        period_text(s->freq, s->last + (long)i + 1, period);
        r.period = mem_copy(&arena, period);
        r.reason = mean && s->counts && mean[i] < 0 ? "below-zero" : reason;
        if (!r.reason) {
            r.value = rounded(mean[i]);
            r.lo = rounded(lo[i]);
            r.hi = rounded(hi[i]);
            r.interval = "pi95";
            r.status = table_status(&arena, s->status, "E");
            r.sentence = mem_print(
                &arena,
                "%s is expected at %s, between %s and %s, if the past goes on; "
                "such limits held %.0f of %zu values of its own past, and in "
                "simulated series " SIMULATED_RATE ".",
                r.period, words(mean[i]), words(lo[i]), words(hi[i]),
                b->widened * (double)b->points, b->points);
        }
        put(s, r);
    }
}

static void
facts(const struct series *s)
{
    const struct {
        const char *statistic;
        size_t count;
    } fact[] = {{"n", s->known},         {"missing", s->missing},
                {"zeros", s->zeros},     {"suppressed", s->suppressed},
                {"bounded", s->bounded}, {"provisional", s->provisional},
                {"below-16", s->small}};
    size_t n = sizeof fact / sizeof *fact - !s->counts;
    for (size_t i = 0; i < n; i++)
        put_value(s, fact[i].statistic, (double)fact[i].count, "point", "count");
}

/* Whether the errors of the model one step ahead depend on one another. */
static void
put_errors(const struct series *s, const struct method *f, const char *model)
{
    size_t lags = s->n / 5 < 10 ? s->n / 5 : 10;
    double *r = doubles(lags);
    struct st_portmanteau t;
    struct result_row row =
        about(s, "ljung-box-p", NAN, "probability",
              mem_print(&arena, "Ljung-Box; errors of %s, lags to %zu", model, lags));
    enum st_status e = st_acf(f->error, s->n, lags, r);
    if (!e)
        e = st_ljung_box(r, s->n, lags, 0, &t);
    if (e)
        row.reason = st_reason(e);
    else
        row.value = rounded(t.p);
    put(s, row);
}

/* The first forecast without the last value. */
static void
put_without_last(const struct series *s)
{
    char period[PERIOD_MAX];
    double two[2] = {0, NAN};
    struct method f;
    const char *last = table_cell(&tab, &s->rows.row[s->n - 1], TABLE_PERIOD);
    enum st_status e = fit(s, s->n - 1, &f);
    if (!e)
        points(s, &f, 2, two);
    struct result_row r = about(
        s, "forecast-without-last", two[1], s->unit,
        mem_print(&arena, "%s without %s", e ? model_name : model_text(&f), last));
    period_text(s->freq, s->last + 1, period);
    r.period = mem_copy(&arena, period);
    r.reason = e ? st_reason(e) : NULL;
    if (!e)
        r.status = table_status(&arena, s->status, "E");
    put(s, r);
}

static void
put_model(const struct series *s, const struct method *f, const char *method)
{
    put_value(s, "model-aicc", f->aicc, "", method);
    put_value(s, "model-alpha", f->p.alpha, "", method);
    if (f->m.trend != 'N')
        put_value(s, "model-beta", f->p.beta, "", method);
    if (f->m.season != 'N')
        put_value(s, "model-gamma", f->p.gamma, "", method);
    if (f->m.damped)
        put_value(s, "model-phi", f->p.phi, "", method);
    put_value(s, "model-sigma", f->sd, "", method);
}

/* Writes how the past went. True when the method beat the naive forecast. */
static bool
put_backtest(const struct series *s, const struct backtest *b)
{
    const char *method = mem_print(
        &arena,
        "%s fitted anew at %zu origins, up to %zu ahead, %zu errors; naive: %s; "
        "coverage from %d paths, " RNG_NAME " seed %ld",
        model_name, b->origins, s->ahead, b->points,
        s->season > 1 ? "last year's value" : "last value", BACKTEST_DRAWS, seed);
    bool better = b->mae < b->naive;
    put_value(s, "backtest-mae", b->mae, s->unit, method);
    put_value(s, "backtest-mae-naive", b->naive, s->unit, method);
    put_value(s, "backtest-coverage", b->widened, "share", method);
    put_value(s, "backtest-coverage-unwidened", b->inside, "share", method);
    put_value(s, "limits-widening", b->widening, "ratio", method);
    struct result_row r = about(s, "backtest-ratio", NAN, "ratio", method);
    if (b->naive > 0)
        r.value = rounded(b->mae / b->naive);
    else
        r.reason = "naive-exact";
    r.verdict = better ? "better" : "not-better";
    r.sentence = mem_print(
        &arena,
        "On the series' own past the mean error was %s, that of the naive "
        "forecast %s%s.",
        words(b->mae), words(b->naive), better ? "" : ": no forecast is made");
    put(s, r);
    return better;
}

static void
forecast(const struct series *s)
{
    struct backtest b;
    struct method f;
    double mean[AHEAD_MAX], lo[AHEAD_MAX], hi[AHEAD_MAX], factor[AHEAD_MAX];
    enum st_status e = s->n > MOST_VALUES ? ST_TOO_LARGE : fit(s, s->n, &f);
    if (!e) {
        widen(s, &f, s->ahead, factor);
        e = look_back(s, factor, &b);
    }
    if (e) {
        put_forecasts(s, model_name, NULL, NULL, NULL, NULL, st_reason(e));
        return;
    }
    const char *method =
        mem_print(&arena,
                  "%s, %ld paths, " RNG_NAME
                  " seed %ld; limits wider for what was fitted (%d series "
                  "simulated and fitted anew) and to hold 95 %% of the backtest",
                  model_text(&f), draws, seed, REFITS);
    put_model(s, &f, model_text(&f));
    put_errors(s, &f, model_text(&f));
    put_without_last(s);
    if (!put_backtest(s, &b)) {
        put_forecasts(s, method, NULL, NULL, NULL, NULL, "no-better-than-naive");
        return;
    }
    points(s, &f, s->ahead, mean);
    for (size_t i = 0; i < s->ahead; i++)
        factor[i] *= b.widening;
    bool good = limits(s, &f, s->ahead, (size_t)draws, factor, lo, hi);
    put_forecasts(s, method, &b, good ? mean : NULL, lo, hi,
                  good ? NULL : st_reason(ST_TOO_LARGE));
}

static size_t
season_of(char freq)
{
    return freq == 'Q' ? 4 : freq == 'M' ? 12 : freq == 'D' ? 7 : 1;
}

static bool
wants_season(void)
{
    struct st_ets_model m;
    return !strcmp(model_name, "stl") ||
           (strcmp(model_name, "auto") && read_model(model_name, 4, &m) &&
            m.season != 'N');
}

/* Takes the values of s->rows. Returns why that cannot be, or NULL. */
static const char *
take(struct series *s)
{
    long before = 0;
    const char *why = NULL;
    s->status = s->source = "";
    struct table_union cited = {0};
    for (size_t i = 0; i < s->n; i++) {
        const struct table_row *row = &s->rows.row[i];
        struct amount a = table_amount(&tab, row);
        struct period p = table_period(&tab, row);
        s->status =
            table_status(&arena, s->status, table_cell(&tab, row, TABLE_STATUS));
        table_union_add(&arena, &cited, table_cell(&tab, row, TABLE_SOURCE));
        s->y[i] = a.value;
        bool nothing = isinf(a.hi) && (isinf(a.lo) || (s->counts && a.lo <= 0));
        s->known += a.known;
        s->missing +=
            nothing + (i && p.freq != 'I' ? (size_t)(p.index - before - 1) : 0);
        s->zeros += a.known && !(fabs(a.value) > 0);
        s->suppressed += strchr(table_cell(&tab, row, TABLE_STATUS), 'Q') != NULL;
        s->bounded += !a.known && !nothing;
        s->provisional += strchr(table_cell(&tab, row, TABLE_STATUS), 'P') != NULL;
        s->small += !nothing && a.lo < SMALL;
        if (!why)
            why = table_inexact(&tab, row, &a);
        if (!a.known && !why)
            why = nothing ? "gap" : "bounded";
        if (i && p.freq != 'I' && p.index != before + 1 && !why)
            why = "gap";
        before = p.index;
        if (s->counts && a.known && a.value < 0 && !why)
            why = st_reason(ST_DOMAIN);
    }
    s->source = table_union_text(&arena, &cited);
    s->last = before;
    return why;
}

static void
one_series(const struct table_series *all)
{
    size_t start = 0;
    bool through = false;
    series_breaks_check(&tab, all);
    for (size_t i = 1; i < all->n; i++)
        if (series_breaks_between(&cuts, &tab, &arena, &all->row[i - 1],
                                  &all->row[i])) {
            through = across;
            start = across ? 0 : i;
        }
    struct series s = {.rows = {all->row + start, all->n - start}, .n = all->n - start};
    const char *last = table_cell(&tab, &all->row[all->n - 1], TABLE_PERIOD);
    s.freq = table_period(&tab, &s.rows.row[0]).freq;
    s.season = season_of(s.freq);
    s.ahead = ahead ? (size_t)ahead : s.season > 1 ? s.season : 3;
    s.unit = table_cell(&tab, &s.rows.row[0], TABLE_UNIT);
    s.counts = table_counted(s.unit);
    s.y = doubles(s.n);
    s.span = result_span(&arena, table_cell(&tab, &s.rows.row[0], TABLE_PERIOD), last);
    const char *why = take(&s);
    if (!why && s.season < 2 && wants_season())
        why = "no-season";
    if (through)
        s.status = table_status(&arena, s.status, "D");
    if (s.freq == 'I') {
        struct result_row r = about(&s, "forecast", NAN, s.unit, model_name);
        r.reason = "no-next-period";
        put(&s, r);
    } else if (why) {
        facts(&s);
        put_forecasts(&s, model_name, NULL, NULL, NULL, NULL, why);
    } else {
        facts(&s);
        forecast(&s);
    }
    result_flush(&result);
}

static void
check_options(void)
{
    struct st_ets_model m;
    if (strcmp(model_name, "auto") && strcmp(model_name, "stl") &&
        !read_model(model_name, 4, &m))
        usage("--model %s is unknown, expected auto, stl or one like AAdM",
              msg_quote(model_name));
    if (ahead > AHEAD_MAX)
        usage("--ahead %ld is too many, expected at most %d", ahead, AHEAD_MAX);
    if (origins < LEAST_ORIGINS)
        usage("--origins %ld is too few, expected at least %d", origins, LEAST_ORIGINS);
    if (draws < 999)
        usage("--draws %ld is too few, expected at least 999", draws);
}

static int
run(struct mem *run, int n, char **operand)
{
    struct table_pending pending = {0};
    struct table_series series;
    struct mem rows = {0};
    gsl_set_error_handler_off();
    check_options();
    series_breaks_read(&cuts, run, breaks_path);
    table_open(&tab, run, n ? operand[0] : NULL, NULL, TABLE_UNIQUE);
    result_open(&result, run, &tab);
    while (table_series_next(&tab, &rows, 1, &pending, &series)) {
        one_series(&series);
        mem_reset(&arena);
    }
    table_close(&tab);
    mem_release(&arena);
    mem_release(&rows);
    mem_release(&pending.mem);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT,    "[FILE]",    0,  1,
                                       opts,       table_contract, result_make, run};
    return stage_main(&stage, argc, argv);
}
