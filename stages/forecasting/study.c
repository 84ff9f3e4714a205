#include "forecasting/study.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecasting/backtest.h"
#include "forecasting/limits.h"
#include "stat/acf.h"
#include "stat/rng.h"
#include "table/reason.h"

/* How many of 100 simulated values the limits held, by kind of series (make calibrate; kinds on
 * which nothing was chosen among them): of short series, others. */
#define SHORT 32
#define RATE_SHORT "85 to 99 of 100"
#define RATE_LONG "93 to 99 of 100"
enum { DIGITS = 10, MOST_VALUES = 1000 };

static struct result result;

void
forecast_open(struct mem *run)
{
    result_open(&result, run, forecasting.table);
}

static double
rounded(double x)
{
    return isfinite(x) ? strtod(result_round(&forecasting.arena, x, DIGITS), NULL) : x;
}

static char *
words(double x)
{
    return result_words(&forecasting.arena, rounded(x), 4);
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
    result_add(&result, s->row[0].cell, &r);
}

static void
put_value(const struct series *s, const char *statistic, double value, const char *unit,
          const char *method)
{
    put(s, about(s, statistic, value, unit, method));
}

static const char *
refusal(const char *reason, const char *period)
{
    return mem_print(&forecasting.arena, "No forecast of %s: %s.", period,
                     reason_words(&forecasting.arena, reason));
}

/* Which limits these are, where they are not the usual ones. */
static const char *
level_words(void)
{
    long percent = forecasting.level->percent;
    return percent == 95 ? ""
                         : mem_print(&forecasting.arena, " (%ld %% limits)", percent);
}

/* How often such limits hold. */
static const char *
rate(const struct series *s)
{
    if (forecasting.level->percent != 95)
        return LEVEL_NO_RATE;
    return s->n < SHORT ? "of simulated series of this length " RATE_SHORT
                        : "of simulated series of this length " RATE_LONG;
}

/* What is to be said of percentages beyond 0 and 100 where the known ones are not: whether they
 * are shares the unit does not say. */
static const char *
share_words(const struct series *s, double point, double lo, double hi)
{
    double least = fmin(point, lo), most = fmax(point, hi);
    bool shares = !strcmp(s->unit, "percent");
    for (size_t i = 0; shares && i < s->n; i++)
        shares = s->y[i] >= 0 && s->y[i] <= 100;
    if (!shares || (least >= 0 && most <= 100))
        return "";
    return mem_print(&forecasting.arena, "; a share cannot be %s",
                     least >= 0    ? "above 100"
                     : most <= 100 ? "below 0"
                                   : "below 0 or above 100");
}

/* A row for each future period; point NULL: the reason alone. median: it is one. */
static void
put_forecasts(const struct series *s, const char *method, const struct backtest *b,
              const double point[], bool median, const double lo[], const double hi[],
              const char *reason)
{
    for (size_t i = 0; i < s->ahead; i++) {
        char period[PERIOD_MAX];
        struct result_row r = about(s, "forecast", NAN, s->unit, method);
        period_text(s->freq, s->last + (long)i + 1, period);
        r.period = mem_copy(&forecasting.arena, period);
        r.reason = point && s->from_zero && point[i] < 0 ? "below-zero" : reason;
        if (r.reason) {
            r.sentence = refusal(r.reason, r.period);
        } else {
            r.value = rounded(point[i]);
            r.lo = rounded(lo[i]);
            r.hi = rounded(hi[i]);
            r.interval = forecasting.level->prediction;
            r.status = table_status(&forecasting.arena, s->status, "E");
            r.sentence = mem_print(
                &forecasting.arena,
                "%s is expected at %s%s, between %s and %s%s, if the past goes on; "
                "such limits held %.0f of %zu values of its own past, and %s%s.",
                r.period, words(point[i]), median ? " (median)" : "", words(lo[i]),
                words(hi[i]), level_words(), b->widened * (double)b->points, b->points,
                rate(s), share_words(s, point[i], lo[i], hi[i]));
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
put_errors(const struct series *s, const struct fitted *f, const char *model)
{
    size_t lags = s->n / 5 < 10 ? s->n / 5 : 10;
    double *r = forecast_doubles(lags);
    struct st_portmanteau t;
    struct result_row row =
        about(s, "ljung-box-p", NAN, "probability",
              mem_print(&forecasting.arena, "Ljung-Box; errors of %s, lags to %zu",
                        model, lags));
    enum st_status e = st_acf(f->error, s->n, lags, r);
    if (!e)
        e = st_ljung_box(r, s->n, lags, 0, &t);
    if (limits_none_left(s, f))
        row.reason = "perfect-fit";
    else if (e)
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
    struct fitted f;
    const char *last = table_cell(forecasting.table, &s->row[s->n - 1], TABLE_PERIOD);
    enum st_status e = forecast_fit(s, s->n - 1, &f);
    if (!e)
        limits_points(s, &f, 2, two);
    struct result_row r =
        about(s, "forecast-without-last", two[1], s->unit,
              mem_print(&forecasting.arena, "%s without %s",
                        e ? forecasting.model : smoothing_text(&f), last));
    period_text(s->freq, s->last + 1, period);
    r.period = mem_copy(&forecasting.arena, period);
    r.reason = e ? st_reason(e) : NULL;
    if (!e)
        r.status = table_status(&forecasting.arena, s->status, "E");
    put(s, r);
}

/* What was fitted, unless nothing is left over, which any parameters do. */
static void
put_model(const struct series *s, const struct fitted *f, const char *method)
{
    const struct {
        const char *statistic;
        bool has;
        double value;
    } of[] = {
        {"model-aicc", true, f->aicc},
        {"model-alpha", true, f->p.alpha},
        {"model-beta", f->m.trend != 'N', f->p.beta},
        {"model-gamma", f->m.season != 'N', f->p.gamma},
        {"model-phi", f->m.damped, f->p.phi},
        {"model-sigma", true, f->sd},
    };
    bool none = limits_none_left(s, f);
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        if (!of[i].has)
            continue;
        struct result_row r =
            about(s, of[i].statistic, none ? NAN : of[i].value, "", method);
        r.reason = none ? "perfect-fit" : NULL;
        put(s, r);
    }
}

/* Writes how the past went. True when the method beat the naive forecast. */
static bool
put_backtest(const struct series *s, const struct backtest *b)
{
    const char *method = mem_print(
        &forecasting.arena,
        "%s fitted anew at %zu origins, up to %zu ahead, %zu errors; naive: %s; "
        "coverage from %d paths, " RNG_NAME " seed %ld",
        forecasting.model, b->origins, s->ahead, b->points,
        s->season > 1 ? "last year's value" : "last value", BACKTEST_DRAWS,
        forecasting.seed);
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
        &forecasting.arena,
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
    struct fitted f;
    double point[AHEAD_MAX], lo[AHEAD_MAX], hi[AHEAD_MAX], factor[AHEAD_MAX];
    enum st_status e = s->n > MOST_VALUES ? ST_TOO_LARGE : forecast_fit(s, s->n, &f);
    if (!e && !limits_known(s, &f)) {
        put_forecasts(s, smoothing_text(&f), NULL, NULL, false, NULL, NULL,
                      "perfect-fit");
        return;
    }
    if (!e) {
        limits_widen(s, &f, s->ahead, factor);
        e = backtest(s, factor, &b);
    }
    if (e) {
        put_forecasts(s, forecasting.model, NULL, NULL, false, NULL, NULL,
                      st_reason(e));
        return;
    }
    const char *method =
        mem_print(&forecasting.arena,
                  "%s, %ld paths, " RNG_NAME
                  " seed %ld; limits wider for what was fitted (%d series "
                  "simulated and fitted anew) and to hold %ld %% of the backtest",
                  smoothing_text(&f), forecasting.draws, forecasting.seed, REFITS,
                  forecasting.level->percent);
    put_model(s, &f, smoothing_text(&f));
    put_errors(s, &f, smoothing_text(&f));
    put_without_last(s);
    if (!put_backtest(s, &b)) {
        put_forecasts(s, method, NULL, NULL, false, NULL, NULL, "no-better-than-naive");
        return;
    }
    limits_points(s, &f, s->ahead, point);
    for (size_t i = 0; i < s->ahead; i++)
        factor[i] *= b.widening;
    bool good = limits(s, &f, s->ahead, (size_t)forecasting.draws, factor, lo, hi);
    put_forecasts(s, method, &b, good ? point : NULL, f.log, lo, hi,
                  good ? NULL : st_reason(ST_TOO_LARGE));
}

void
forecast_study(const struct series *s, const char *why)
{
    if (s->freq == 'I') {
        struct result_row r = about(s, "forecast", NAN, s->unit, forecasting.model);
        r.reason = "no-next-period";
        r.sentence = refusal(r.reason, "what follows");
        put(s, r);
    } else {
        facts(s);
        if (why)
            put_forecasts(s, forecasting.model, NULL, NULL, false, NULL, NULL, why);
        else
            forecast(s);
    }
    result_flush(&result);
}
