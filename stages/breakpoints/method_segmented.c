/*
 * joined lines whose joints may lie between values, in the Poisson model for counts, else by
 * least squares (Muggeo 2003), as R's segmented; at most 3 joints, their number by BIC
 *
 *   segmented-joints        their number; segmented-bic-K, deviance (over the dispersion of the
 *                           largest model when that is above 1, for counts; log of the
 *                           residual variance otherwise) and parameters
 *   segmented-from-1...     joints in decimal years with limits
 *   segmented-apc           one row a segment; segmented-slope for what is no count
 */
#include <math.h>
#include <stdlib.h>

#include "breakpoints/chance.h"
#include "breakpoints/method.h"
#include "stat/limits.h"
#include "stat/segmented.h"

/* Broken lines whose joints lie anywhere. */

struct broken {
    struct st_segmented_data d;
    struct st_segmented fit[ST_SEGMENTED_MAX + 1];
    size_t count; /* most joints */
    const char *method;
};

/* Fits up to the most joints; why not even none, or NULL. */
static const char *
break_lines(const struct stretch *s, struct broken *b)
{
    size_t most_joints = (size_t)s->run->opt->most < ST_SEGMENTED_MAX
                             ? (size_t)s->run->opt->most
                             : ST_SEGMENTED_MAX;
    double *x = doubles(s, s->n);
    for (size_t i = 0; i < s->n; i++)
        x[i] = s->middle[i] - s->middle[0];
    b->d = (struct st_segmented_data){s->counts ? ST_COUNT : ST_NORMAL, x,
                                      s->counts ? s->y : levels(s),
                                      s->counts ? s->exposure : NULL, s->n};
    size_t n_work = st_segmented_work(s->n, most_joints);
    size_t n_work_dd = st_segmented_work_dd(s->n, most_joints);
    double *work = doubles(s, n_work);
    struct dd *work_dd = mem_array(s->run->arena, n_work_dd, sizeof *work_dd);
    enum st_status e = s->bounded ? ST_OK : ST_TOO_FEW;
    for (size_t k = 0; !s->bounded && k <= most_joints; k++) {
        e = st_segmented(&b->d, k, work, n_work, work_dd, n_work_dd, &b->fit[k]);
        if (e)
            break;
        b->count = k + 1;
    }
    return s->bounded ? "bounded" : b->count ? NULL : st_reason(e);
}

/* The search stops within some 1e-8 of the joint: seven digits, and no trend below them. */
static double
seven(const struct stretch *s, double x)
{
    return isfinite(x) ? strtod(words(s, fabs(x) < 1e-12 ? 0 : x, 7), NULL) : x;
}

/* spread: of the errors, NAN for a line without any. */
static void
put_lines(const struct stretch *s, const struct broken *b, size_t k, double spread)
{
    const struct st_segmented *f = &b->fit[k];
    double z = st_normal_quantile(coverage(s));
    const char *where = "";
    size_t beyond = s->n;
    for (size_t a = 0; a <= k; a++) {
        struct stretch part = *s;
        size_t from = 0, to = s->n - 1;
        while (a && from < s->n - 1 && b->d.x[from] < f->psi[a - 1])
            from++;
        while (a < k && to > 0 && b->d.x[to] > f->psi[a])
            to--;
        part.span = result_span(s->run->arena, period_at(s, from), period_at(s, to));
        double half = z * f->slope_se[a] * spread;
        if (s->counts)
            put_limits(&part, "segmented-apc", seven(s, 100 * expm1(f->slope[a])),
                       seven(s, 100 * expm1(f->slope[a] - half)),
                       seven(s, 100 * expm1(f->slope[a] + half)), "percent", b->method,
                       NULL, NULL);
        else
            put_limits(&part, "segmented-slope", seven(s, f->slope[a]),
                       seven(s, f->slope[a] - half), seven(s, f->slope[a] + half),
                       table_per_year(s->run->arena, s->unit), b->method, NULL, NULL);
        if (!a)
            continue;
        double at = s->middle[0] + f->psi[a - 1], error = z * f->psi_se[a - 1] * spread;
        put_limits(s, mem_print(s->run->arena, "segmented-from-%zu", a), seven(s, at),
                   seven(s, at - error), seven(s, at + error), "year", b->method, NULL,
                   NULL);
        where = mem_print(s->run->arena, "%s%s%s", where, a == 1 ? "" : ", ",
                          period_words(s, from));
        size_t side = a == 1 ? from : beyond;
        beyond = s->n - from < side ? s->n - from : side;
    }
    say_joints(s, "segmented", k, "before", where, beyond, b->method);
}

static void
segmented(const struct stretch *s, const struct breaks_method *self)
{
    (void)self;
    struct broken b = {.method = s->counts
                                     ? "broken line, log link, Poisson (Muggeo 2003), "
                                       "limits normal, dispersion when above 1, BIC"
                                     : "broken line, least squares (Muggeo 2003), "
                                       "limits normal, BIC"};
    const char *why = under_two_cycles(s);
    why = why ? why : break_lines(s, &b);
    if (why) {
        put_refusal(s, "segmented-joints", "", b.method, why);
        return;
    }
    size_t best = 0, top = b.count - 1;
    double n = (double)s->n, least = INFINITY, phi = 1,
           noise = exact_below(b.d.y, NULL, s->n);
    if (s->counts)
        phi = fmax(1, b.fit[top].deviance / (n - 2 * (double)top - 2));
    for (size_t k = 0; k < b.count; k++) {
        const char *name = mem_print(s->run->arena, "segmented-bic-%zu", k);
        double deviance = b.fit[k].deviance, parameters = 2 * (double)k + 2;
        if (!(deviance > noise)) {
            put_reason(s, name, "", b.method, "exact-fit");
            best = k;
            break;
        }
        double bic =
            (s->counts ? deviance / phi : n * log(deviance / n)) + log(n) * parameters;
        put_value(s, name, seven(s, bic), "", b.method);
        if (bic < least) {
            least = bic;
            best = k;
        }
    }
    best = chance_joints(s, "segmented", best, top);
    for (size_t j = 1; j <= top; j++)
        for (size_t a = 0; a < j; a++)
            put_value(s,
                      mem_print(s->run->arena, "segmented-from-%zu-of-%zu", a + 1, j),
                      seven(s, s->middle[0] + b.fit[j].psi[a]), "year", b.method);
    put_lines(s, &b, best, b.fit[best].deviance > noise ? sqrt(phi) : NAN);
}

const struct breaks_method breaks_segmented = {
    .name = "segmented", .row = "segmented-joints", .make = segmented};
