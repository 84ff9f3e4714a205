/*
 * the best division into constant rates or means, or lines, by dynamic programming (Bai and
 * Perron 2003), number of breaks by BIC or, with --weighted, by weighted BIC (after Kim et al.
 * 2022), intervals of their dates (Bai 1997, variances differing, as R's strucchange).
 * --model poisson (counts; deviance, divided by the dispersion of the largest model when that is
 * above 1), mean or line (least squares); default poisson for counts, else mean, the season
 * taken out
 *
 *   segments-breaks         number of breaks: as many as were tested, at most what BIC chooses
 *   segments-bic-M, segments-wbic-M
 *                           the criteria of M breaks
 *   segments-p-M            p of more than M breaks; segments-p-trend, of levels against a line
 *   segments-from-1...      start of the first period after each break with its limits;
 *                           segments-from-B-of-M, where break B lies when there are M
 *   segments-level          one row a segment: mean or rate (the period is the segment's)
 *   segments-dispersion     of the largest model
 */
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "breakpoints/chance.h"
#include "breakpoints/method.h"
#include "stat/limits.h"
#include "stat/moments.h"
#include "stat/segment.h"

/* Division into segments. */

static const char *
segment_reason(const struct stretch *s, enum st_segment_kind kind)
{
    if (s->bounded)
        return "bounded";
    if (kind != ST_SEGMENT_POISSON)
        return NULL;
    return s->counts ? NULL : "not-a-count";
}

/* Level of values i..j-1 with limits: exact for a count, t for a mean. */
static void
put_level(const struct stretch *s, const double y[], const double exposure[], size_t i,
          size_t j, bool poisson, double dispersion, const char *method)
{
    struct stretch part = *s;
    double n = (double)(j - i), lo = NAN, hi = NAN, value;
    part.span = result_span(s->run->arena, period_at(s, i), period_at(s, j - 1));
    if (poisson) {
        double time = 0, sum = 0;
        for (size_t k = i; k < j; k++) {
            sum += s->y[k];
            time += exposure ? exposure[k] : 1;
        }
        value = sum / time;
        /* Counts that vary more than Poisson ones count for less. */
        double phi = fmax(1, dispersion);
        struct st_limits l;
        if (st_poisson_limits(floor(sum / phi), coverage(s), &l) == ST_OK) {
            lo = fmin(value, l.lo * phi / time);
            hi = fmax(value, l.hi * phi / time);
        }
    } else {
        struct st_moments m;
        value = mean_of(y + i, j - i);
        if (st_moments(y + i, j - i, &m) == ST_OK) {
            double half =
                gsl_cdf_tdist_Qinv((1 - coverage(s)) / 2, n - 1) * m.sd / sqrt(n);
            lo = value - half;
            hi = value + half;
        }
    }
    const char *unit = s->exposure ? mem_print(s->run->arena, "%s_per_%s", s->unit,
                                               s->run->opt->exposure_name)
                                   : s->unit;
    put_limits(&part, "segments-level", value, lo, hi, unit, method, NULL, NULL);
}

static struct st_regime
regime(const double y[], size_t n)
{
    struct st_regime r = {mean_of(y, n), 0};
    for (size_t i = 0; i < n; i++)
        r.variance += (y[i] - r.mean) * (y[i] - r.mean) / (double)n;
    return r;
}

/* The row of a break. Returns when it is, in words. */
static const char *
put_break(const struct stretch *s, const double y[], const size_t edge[], size_t b,
          bool interval, const char *method)
{
    const char *when = period_words(s, edge[b]);
    size_t at = edge[b], before = at - edge[b - 1], after = edge[b + 1] - at;
    double reach[2], lo = NAN, hi = NAN;
    if (interval && !st_break_interval(regime(y + edge[b - 1], before),
                                       regime(y + at, after), coverage(s), reach)) {
        double first = fmax(0, (double)at - reach[0]);
        double last = fmin((double)s->n - 1, (double)at + reach[1]);
        lo = s->start[(size_t)first];
        hi = s->start[(size_t)last];
        const char *from = period_at(s, (size_t)first),
                   *to = period_at(s, (size_t)last);
        const char *limits =
            strchr(from, '/')
                ? result_span_words(s->run->arena, result_span(s->run->arena, from, to))
                : mem_print(s->run->arena, "%s to %s", from, to);
        when = mem_print(s->run->arena, "%s (%ld %% limits %s)", when,
                         s->run->opt->level->percent, limits);
    }
    put_limits(s, mem_print(s->run->arena, "segments-from-%zu", b), s->start[at], lo,
               hi, "year", method, NULL, NULL);
    return when;
}

/* The number of breaks with the least criterion; an exact fit is not bettered. */
static size_t
choose_breaks(const struct stretch *s, const double y[], const double cost[],
              const double total[], const size_t last[], size_t count,
              enum st_segment_kind kind, double phi, const char *method)
{
    size_t best = 0;
    double least = INFINITY, noise = exact_below(y, NULL, s->n);
    bool exact = false;
    for (size_t m = 0; m <= count; m++) {
        const char *name = mem_print(s->run->arena, "segments-bic-%zu", m);
        double bic;
        if (kind == ST_SEGMENT_POISSON) {
            bic = st_segment_bic_poisson(total[m] / phi, s->n, m);
        } else if (!(total[m] > noise)) {
            put_reason(s, name, "", method, "exact-fit");
            best = exact ? best : m;
            exact = true;
            continue;
        } else {
            bic = st_segment_bic(total[m], s->n, m, kind == ST_SEGMENT_LINE ? 2 : 1);
        }
        double share = st_segment_share(cost, s->n, &last[m * count], m);
        double wbic = bic + log((double)s->n) * share * (double)m;
        put_value(s, name, bic, "", method);
        put_value(s, mem_print(s->run->arena, "segments-wbic-%zu", m), wbic, "",
                  method);
        if (!exact && (s->run->opt->weighted ? wbic : bic) < least) {
            least = s->run->opt->weighted ? wbic : bic;
            best = m;
        }
    }
    return best;
}

/* All divisions of a stretch up to `count` breaks. */
struct division {
    enum st_segment_kind kind;
    size_t shortest, count, from; /* from: breaks under test */
    size_t n_work;
    double *cost, *work, *total;
    size_t *back, *last;
    const double *time; /* exposure, the season in it for counts */
};

static enum st_status
divide(const struct stretch *s, const double y[], struct division *d)
{
    enum st_status e = st_segment_cost(d->kind, y, d->time, s->n, d->cost);
    return e ? e
             : st_segment(d->cost, s->n, d->shortest, d->count, d->work, d->n_work,
                          d->back, d->total, d->last);
}

static void
open_division(const struct stretch *s, struct division *d)
{
    const char *model = s->run->opt->model;
    const char *wanted = *model ? model : s->counts ? "poisson" : "mean";
    size_t n = s->n, part = (size_t)ceil(0.15 * (double)n);
    long most = number_is_fixed(s) ? s->run->opt->number : s->run->opt->most;
    d->kind = !strcmp(wanted, "poisson") ? ST_SEGMENT_POISSON
              : !strcmp(wanted, "line")  ? ST_SEGMENT_LINE
                                         : ST_SEGMENT_MEAN;
    d->shortest = s->run->opt->shortest ? (size_t)s->run->opt->shortest
                  : part < 3            ? 3
                                        : part;
    d->count = n / d->shortest ? n / d->shortest - 1 : 0;
    d->count = d->count < (size_t)most ? d->count : (size_t)most;
    if (n > ST_SEGMENT_MAX)
        return;
    d->cost = doubles(s, st_segment_cells(n));
    d->n_work = (d->count + 1) * n;
    d->work = doubles(s, d->n_work);
    d->total = doubles(s, d->count + 1);
    d->back = mem_array(s->run->arena, d->n_work, sizeof *d->back);
    d->last =
        mem_array(s->run->arena, (d->count + 1) * (d->count + 1), sizeof *d->last);
}

/* The season goes into the exposure of counts and out of other values. */
static const double *
without_season(const struct stretch *s, struct division *d)
{
    bool poisson = d->kind == ST_SEGMENT_POISSON;
    const double *y = poisson ? s->y : levels(s), *effect = s->chance->as.effect;
    d->time = s->exposure;
    if (s->chance->reason || s->chance->as.shape.seasons < 2 || (s->counts && !poisson))
        return y;
    double *x = doubles(s, s->n);
    for (size_t i = 0; i < s->n; i++)
        x[i] =
            poisson ? effect[i] * (s->exposure ? s->exposure[i] : 1) : y[i] - effect[i];
    if (!poisson)
        return x;
    d->time = x;
    return y;
}

/* How much better the best of more than `from` breaks fits, in the manner of a BIC. */
static double
gain(const struct stretch *s, const struct division *d)
{
    double most = 0, n = (double)s->n, null = d->total[d->from];
    for (size_t k = d->from + 1; k <= d->count; k++) {
        double by = d->total[k] > 0 ? n * log(null / d->total[k]) : HUGE_VAL;
        most = fmax(most, null > 0 ? by - 2 * (double)(k - d->from) * log(n) : 0);
    }
    return most;
}

static double
simulated_gain(const struct stretch *s, const double y[], void *more)
{
    struct division d = *(struct division *)more;
    const double *x = y;
    if (d.kind != ST_SEGMENT_POISSON) {
        double *rate = s->chance->as.room;
        for (size_t i = 0; i < s->n; i++) {
            double season = s->chance->as.shape.seasons > 1 && !s->counts
                                ? s->chance->as.effect[i]
                                : 0;
            rate[i] = (s->exposure ? y[i] / s->exposure[i] : y[i]) - season;
        }
        x = rate;
    }
    return divide(s, x, &d) ? NAN : gain(s, &d);
}

/* How much better levels, as many as suit best, fit than a line with its season; each break
 * costs two parameters as in BIC. */
static double
gain_over_line(const struct stretch *s, const double y[], void *more)
{
    struct division d = *(struct division *)more;
    struct st_shape shape = s->chance->as.shape;
    double line, *mean = s->chance->as.room, *effect = mean + s->n,
                 *time = effect + s->n;
    shape.y = y;
    if (st_shape_fit(&shape, true, mean, effect, &line))
        return NAN;
    for (size_t i = 0; i < s->n; i++) {
        time[i] = effect[i] * (s->exposure ? s->exposure[i] : 1);
        mean[i] = y[i] - effect[i];
    }
    bool poisson = d.kind == ST_SEGMENT_POISSON;
    d.time = poisson ? time : NULL;
    if (divide(s, poisson ? y : mean, &d))
        return NAN;
    double best = -INFINITY, size = (double)s->n;
    for (size_t m = 1; m <= d.count; m++)
        best = fmax(best, log(line / d.total[m]) - 2 * (double)m * log(size) / size);
    return best;
}

/* Means of the division into so many levels, and what it leaves. */
static struct st_null
levels_null(const struct stretch *s, const struct division *d, size_t m)
{
    struct st_null null = s->chance->as.level;
    double *mean = doubles(s, s->n);
    size_t from = 0;
    for (size_t b = 0; b <= m; b++) {
        size_t to = b < m ? d->last[m * d->count + b] : s->n;
        double sum = 0, time = 0;
        for (size_t i = from; i < to; i++) {
            sum += s->counts ? s->y[i] : s->y[i] - s->chance->as.effect[i];
            time += s->counts ? null.mean[i] : 1;
        }
        for (size_t i = from; i < to; i++)
            mean[i] = s->counts ? sum / time * null.mean[i]
                                : sum / time + s->chance->as.effect[i];
        from = to;
    }
    return st_null_of(null.counts, null.n, mean, null.spread, null.rho,
                      doubles(s, 3 * s->n));
}

/* One break after another, until a further one is no more than chance gives. */
static size_t
test_breaks(const struct stretch *s, const struct division *d)
{
    struct division t = *d;
    t.work = doubles(s, d->n_work);
    t.cost = doubles(s, st_segment_cells(s->n));
    t.total = doubles(s, d->count + 1);
    t.back = mem_array(s->run->arena, d->n_work, sizeof *t.back);
    t.last = mem_array(s->run->arena, (d->count + 1) * (d->count + 1), sizeof *t.last);
    for (size_t m = 0; m < d->count; m++) {
        struct division now = *d;
        struct st_null null = m ? levels_null(s, d, m) : s->chance->as.level;
        now.from = t.from = m;
        double observed = gain(s, &now);
        double p = observed > 0 ? chance_p(s, &null, simulated_gain, &t, observed) : 1;
        put_value(s, mem_print(s->run->arena, "segments-p-%zu", m), p, "probability",
                  mem_print(s->run->arena, "more than %zu breaks; %s", m,
                            chance_text(s, &null)));
        if (!(p < alpha(s)))
            return m;
    }
    return d->count;
}

/* The verdict on so many breaks. */
static void
say_breaks(const struct stretch *s, struct division *d, size_t m, size_t wanted,
           const char *where, const char *method)
{
    struct chance *c = s->chance;
    struct result_row r = about(s, "segments-breaks", (double)m, "", method);
    double p = 1;
    if (number_is_fixed(s)) {
        r.sentence =
            m ? mem_print(s->run->arena,
                          "The number of breaks is given, not tested: a new level "
                          "begins with %s.",
                          where)
              : NULL;
        put(s, r);
        return;
    }
    r.verdict = m ? "change" : "no-change";
    r.sentence = m ? mem_print(s->run->arena, "A new level begins with %s%s.", where,
                               chance_season(s))
                   : mem_print(s->run->arena, "No change of level is shown%s.",
                               chance_season(s));
    if ((c->reason && wanted) || chance_untold(c) || !d->count) {
        r.verdict = "undetermined";
        r.reason = c->reason ? c->reason : st_reason(ST_TOO_FEW);
        r.sentence = mem_print(s->run->arena, "%s.", untold(s, "level", r.reason));
    } else if (m && d->kind != ST_SEGMENT_LINE) {
        d->from = m;
        p = s->counts && d->kind == ST_SEGMENT_MEAN
                ? chance_step(s, c)
                : chance_p(s, &c->as.line, gain_over_line, d,
                           gain_over_line(s, s->y, d));
        put_value(s, "segments-p-trend", p, "probability",
                  mem_print(s->run->arena, "levels against a line; %s",
                            chance_text(s, &c->as.line)));
    }
    if (!c->reason && m && d->kind != ST_SEGMENT_LINE &&
        !(p < alpha_fifths(s, SHAPES_FIFTHS))) {
        r.verdict = "undetermined";
        r.reason = "trend";
        r.sentence = mem_print(s->run->arena, "%s.", chance_trend_words(s, p));
    }
    put(s, r);
}

/* Where the breaks of every number lie. */
static void
put_dates(const struct stretch *s, const struct division *d, const char *method)
{
    for (size_t m = 1; m <= d->count; m++)
        for (size_t b = 0; b < m; b++)
            put_value(s, mem_print(s->run->arena, "segments-from-%zu-of-%zu", b + 1, m),
                      s->start[d->last[m * d->count + b]], "year", method);
}

/* The rows of the breaks and levels; in words, where new levels begin. */
static const char *
put_division(const struct stretch *s, const double y[], const struct division *d,
             size_t m, double phi, const char *method)
{
    size_t *edge = mem_array(s->run->arena, m + 2, sizeof *edge);
    const char *where = "",
               *dated = mem_print(s->run->arena, "%s; interval by Bai (1997)", method);
    bool line = d->kind == ST_SEGMENT_LINE;
    for (size_t b = 0; b < m; b++)
        edge[b + 1] = d->last[m * d->count + b];
    edge[m + 1] = s->n;
    for (size_t b = 1; b <= m; b++) {
        where = mem_print(s->run->arena, "%s%s%s", where, b == 1 ? "" : ", ",
                          put_break(s, y, edge, b, !line, line ? method : dated));
    }
    for (size_t b = 0; !line && b <= m; b++)
        put_level(s, y, d->time, edge[b], edge[b + 1], d->kind == ST_SEGMENT_POISSON,
                  phi, method);
    return where;
}

static const char *
method_of(const struct stretch *s, const struct division *d)
{
    bool season = !s->chance->reason && s->chance->as.shape.seasons > 1;
    return mem_print(
        s->run->arena,
        "Bai and Perron (2003), %s%s, at least %zu values, at most %zu breaks, "
        "%sBIC",
        d->kind == ST_SEGMENT_POISSON ? "Poisson deviance"
        : d->kind == ST_SEGMENT_LINE  ? "lines"
                                      : "means",
        season ? ", season taken out" : "", d->shortest, d->count,
        s->run->opt->weighted ? "weighted " : "");
}

/* Deviance over degrees of freedom, at least 1. */
static double
dispersion(const struct stretch *s, const struct division *d)
{
    if (d->kind != ST_SEGMENT_POISSON || s->n <= d->count + 1)
        return 1;
    double phi = d->total[d->count] / (double)(s->n - d->count - 1);
    put_value(s, "segments-dispersion", phi, "ratio",
              mem_print(s->run->arena,
                        "deviance over degrees of freedom with %zu breaks", d->count));
    return fmax(1, phi);
}

static void
segments(const struct stretch *s, const struct breaks_method *self)
{
    struct division d = {.from = 0};
    open_division(s, &d);
    const char *why = segment_reason(s, d.kind);
    if (!why && s->n > ST_SEGMENT_MAX)
        why = st_reason(ST_TOO_LARGE);
    const char *method = why ? self->title : method_of(s, &d);
    const double *y = why ? NULL : without_season(s, &d);
    enum st_status e = why ? ST_OK : divide(s, y, &d);
    if (why || e) {
        put_refusal(s, "segments-breaks", "", method, why ? why : st_reason(e));
        return;
    }
    double phi = dispersion(s, &d);
    const double *shown = d.kind == ST_SEGMENT_POISSON ? levels(s) : y;
    size_t m =
        choose_breaks(s, shown, d.cost, d.total, d.last, d.count, d.kind, phi, method);
    size_t wanted = m;
    if (number_is_fixed(s))
        m = fixed_number(s, d.count);
    else if (m && !s->chance->reason) {
        size_t tested = test_breaks(s, &d);
        m = tested < m ? tested : m;
    } else {
        m = 0;
    }
    put_dates(s, &d, method);
    say_breaks(s, &d, m, wanted, put_division(s, shown, &d, m, phi, method), method);
}

const struct breaks_method breaks_segments = {.name = "segments",
                                              .row = "segments-breaks",
                                              .make = segments,
                                              .standard = true,
                                              .title = "Bai and Perron (2003)"};
