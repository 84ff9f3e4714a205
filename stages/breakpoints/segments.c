/* segments - division into levels or lines (Bai and Perron 2003). */
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

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
put_level(const struct stretch *s, const double y[], size_t i, size_t j, bool poisson,
          double dispersion, const char *method)
{
    struct stretch part = *s;
    double n = (double)(j - i), lo = NAN, hi = NAN, value;
    part.span = result_span(s->run->arena, period_at(s, i), period_at(s, j - 1));
    if (poisson) {
        double time = 0, sum = 0;
        for (size_t k = i; k < j; k++) {
            sum += s->y[k];
            time += s->exposure ? s->exposure[k] : 1;
        }
        value = sum / time;
        /* Counts that vary more than Poisson ones count for less. */
        double phi = fmax(1, dispersion);
        struct st_limits l;
        if (st_poisson_limits(floor(sum / phi), LEVEL, &l) == ST_OK) {
            lo = fmin(value, l.lo * phi / time);
            hi = fmax(value, l.hi * phi / time);
        }
    } else {
        struct st_moments m;
        value = mean_of(y + i, j - i);
        if (st_moments(y + i, j - i, &m) == ST_OK) {
            double half = gsl_cdf_tdist_Qinv((1 - LEVEL) / 2, n - 1) * m.sd / sqrt(n);
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

static void
put_break(const struct stretch *s, const double y[], const size_t edge[], size_t b,
          bool interval, const char *method)
{
    size_t at = edge[b], before = at - edge[b - 1], after = edge[b + 1] - at;
    double reach[2], lo = NAN, hi = NAN;
    if (interval && !st_break_interval(regime(y + edge[b - 1], before),
                                       regime(y + at, after), LEVEL, reach)) {
        double first = fmax(0, (double)at - reach[0]);
        double last = fmin((double)s->n - 1, (double)at + reach[1]);
        lo = s->start[(size_t)first];
        hi = s->start[(size_t)last];
    }
    put_limits(s, mem_print(s->run->arena, "segments-from-%zu", b), s->start[at], lo,
               hi, "year", method, NULL, NULL);
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

static void
segments(const struct stretch *s, const struct breaks_method *self)
{
    (void)self;
    const char *wanted = *s->run->opt->model ? s->run->opt->model
                         : s->counts         ? "poisson"
                                             : "mean";
    enum st_segment_kind kind = !strcmp(wanted, "poisson") ? ST_SEGMENT_POISSON
                                : !strcmp(wanted, "line")  ? ST_SEGMENT_LINE
                                                           : ST_SEGMENT_MEAN;
    size_t n = s->n, part = (size_t)ceil(0.15 * (double)n);
    size_t h = s->run->opt->shortest ? (size_t)s->run->opt->shortest
               : part < 3            ? 3
                                     : part;
    size_t count = n / h ? n / h - 1 : 0;
    count = count < (size_t)s->run->opt->most ? count : (size_t)s->run->opt->most;
    const char *method =
        mem_print(s->run->arena,
                  "Bai and Perron (2003), %s, at least %zu values, at most %zu "
                  "breaks, %sBIC",
                  kind == ST_SEGMENT_POISSON ? "Poisson deviance"
                  : kind == ST_SEGMENT_LINE  ? "lines"
                                             : "means",
                  h, count, s->run->opt->weighted ? "weighted " : "");
    bool poisson = kind == ST_SEGMENT_POISSON;
    const double *y = levels(s), *cost_of = poisson ? s->y : y;
    const char *why = segment_reason(s, kind);
    if (!why && n > ST_SEGMENT_MAX)
        why = st_reason(ST_TOO_LARGE);
    if (why) {
        put_reason(s, "segments-breaks", "", method, why);
        return;
    }
    double *cost = doubles(s, st_segment_cells(n)), *work = doubles(s, (count + 1) * n);
    double *total = doubles(s, count + 1);
    size_t *back = mem_array(s->run->arena, (count + 1) * n, sizeof *back);
    size_t *last = mem_array(s->run->arena, (count + 1) * (count + 1), sizeof *last);
    enum st_status e = st_segment_cost(kind, cost_of, s->exposure, n, cost);
    if (!e)
        e = st_segment(cost, n, h, count, work, back, total, last);
    if (e) {
        put_reason(s, "segments-breaks", "", method, st_reason(e));
        return;
    }
    double phi = 1;
    if (poisson && n > count + 1) {
        phi = total[count] / (double)(n - count - 1);
        put_value(s, "segments-dispersion", phi, "ratio",
                  mem_print(s->run->arena,
                            "deviance over degrees of freedom with %zu breaks", count));
        phi = fmax(1, phi);
    }
    size_t m = choose_breaks(s, y, cost, total, last, count, kind, phi, method);
    size_t *edge = mem_array(s->run->arena, m + 2, sizeof *edge);
    for (size_t b = 0; b < m; b++)
        edge[b + 1] = last[m * count + b];
    edge[m + 1] = n;
    const char *where = "";
    for (size_t b = 1; b <= m; b++) {
        put_break(s, y, edge, b, kind != ST_SEGMENT_LINE,
                  kind == ST_SEGMENT_LINE
                      ? method
                      : mem_print(s->run->arena, "%s; interval by Bai (1997)", method));
        where = mem_print(s->run->arena, "%s%s%s", where, b == 1 ? "" : ", ",
                          period_at(s, edge[b]));
    }
    for (size_t b = 0; kind != ST_SEGMENT_LINE && b <= m; b++)
        put_level(s, y, edge[b], edge[b + 1], poisson, phi, method);
    struct result_row r = about(s, "segments-breaks", (double)m, "", method);
    r.verdict = m ? "change" : "no-change";
    r.sentence = m ? mem_print(s->run->arena, "A new level begins with %s.", where)
                   : "No change of level is shown.";
    put(s, r);
}

const struct breaks_method breaks_segments = {
    "segments", "segments-breaks", segments, false, true, NULL, ST_PETTITT};
