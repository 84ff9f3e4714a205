#include "stat/poisson_range.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "stat/limits.h"

/* Where exp(b t) stays finite for centred times. */
#define REACH 600.0

/* A box of completions is bounded in 2^SPLITS parts. */
#define SPLITS 10

struct box {
    const double *offset;
    size_t n;
    double *t, *lo, *hi, *y, *share, *share_lo, *share_hi; /* t is centred */
    double z, student;
};

size_t
st_poisson_range_work(size_t n)
{
    return 7 * n;
}

/* Mean and variance of t under the weights exp(offset + b t), and the shares of the
 * points. */
static void
tilt(const struct box *x, double b, double *mean, double *var)
{
    double top = -INFINITY, sum = 0, first = 0, second = 0;
    for (size_t i = 0; i < x->n; i++) {
        x->share[i] = (x->offset ? x->offset[i] : 0) + b * x->t[i];
        top = fmax(top, x->share[i]);
    }
    for (size_t i = 0; i < x->n; i++) {
        x->share[i] = exp(x->share[i] - top);
        sum += x->share[i];
    }
    for (size_t i = 0; i < x->n; i++) {
        x->share[i] /= sum;
        first += x->share[i] * x->t[i];
    }
    for (size_t i = 0; i < x->n; i++)
        second += x->share[i] * (x->t[i] - first) * (x->t[i] - first);
    *mean = first;
    *var = second;
}

/* The b with mean m, by Newton's method in a bracket; infinite when m is at an end. Leaves
 * the shares at b. */
static double
slope_at(const struct box *x, double m, double b, double *var)
{
    double first = x->t[0], last = x->t[x->n - 1], most = REACH / fmax(-first, last);
    double below = -most, above = most;
    if (m <= first || m >= last)
        return m <= first ? -INFINITY : INFINITY;
    for (int round = 0; round < 200; round++) {
        double mean;
        tilt(x, b, &mean, var);
        double step = (m - mean) / *var, next = b + step;
        if (mean < m)
            below = b;
        else
            above = b;
        if (fabs(step) * (last - first) <= 1e-13 * (1 + fabs(b) * (last - first)))
            return b;
        if (!(next > below && next < above))
            next = (below + above) / 2;
        b = next;
    }
    return b;
}

/* The level at which the limits of a slope above 0 reach 0. outer: they are the wider ones of
 * normal and t. */
static double
level_of(const struct box *x, double slope, double phi, double se, bool outer)
{
    double z = 2 * gsl_cdf_ugaussian_Q(slope / se);
    if (!(phi > 1))
        return z;
    double t = 2 * gsl_cdf_tdist_Q(slope / (sqrt(phi) * se), (double)(x->n - 2));
    return outer ? fmax(z, t) : t;
}

static void
put_levels(const struct box *x, double phi, double se, bool outer,
           struct st_poisson_range *r, double lo, double hi)
{
    if (r->p_rise < 1)
        r->p_rise = fmax(r->p_rise, lo > 0 ? level_of(x, lo, phi, se, outer) : 1);
    if (r->p_fall < 1)
        r->p_fall = fmax(r->p_fall, hi < 0 ? level_of(x, -hi, phi, se, outer) : 1);
}

static void
without_limits(struct st_poisson_range *r)
{
    r->slope_lo = r->lo = -INFINITY;
    r->slope_hi = r->hi = INFINITY;
    r->p_rise = r->p_fall = 1;
}

/* Widens the range by one completion, y. */
static void
fit_one(const struct box *x, double *b, struct st_poisson_range *r)
{
    double total = 0, moment = 0, var, pearson = 0;
    for (size_t i = 0; i < x->n; i++) {
        total += x->y[i];
        moment += x->y[i] * x->t[i];
    }
    double slope = total > 0 ? slope_at(x, moment / total, *b, &var) : NAN;
    if (!isfinite(slope)) {
        without_limits(r);
        return;
    }
    for (size_t i = 0; i < x->n; i++) {
        double mu = total * x->share[i], e = x->y[i] - mu;
        pearson += e * e / mu;
    }
    double phi = pearson / (double)(x->n - 2), se = 1 / sqrt(total * var);
    double half = phi > 1 ? x->student * sqrt(phi) * se : x->z * se;
    *b = slope;
    r->slope_lo = fmin(r->slope_lo, slope);
    r->slope_hi = fmax(r->slope_hi, slope);
    r->lo = fmin(r->lo, slope - half);
    r->hi = fmax(r->hi, slope + half);
    put_levels(x, phi, se, false, r, slope, slope);
}

static void
every_completion(const struct box *x, struct st_poisson_range *r)
{
    double b = 0;
    for (size_t i = 0; i < x->n; i++)
        x->y[i] = x->lo[i];
    for (;;) {
        size_t i = 0;
        fit_one(x, &b, r);
        while (i < x->n && x->y[i] >= x->hi[i]) {
            x->y[i] = x->lo[i];
            i++;
        }
        if (i == x->n)
            return;
        x->y[i]++;
    }
}

/* The extremes of sum y t / sum y: hi after (or up to) some time, lo on its other side. */
static void
mean_times(const struct box *x, double *least, double *most)
{
    *least = INFINITY;
    *most = -INFINITY;
    for (size_t cut = 0; cut <= x->n; cut++) {
        double total[2] = {0}, moment[2] = {0};
        for (size_t i = 0; i < x->n; i++) {
            double late = i < cut ? x->lo[i] : x->hi[i];
            double early = i < cut ? x->hi[i] : x->lo[i];
            total[0] += early;
            total[1] += late;
            moment[0] += early * x->t[i];
            moment[1] += late * x->t[i];
        }
        if (total[0] > 0)
            *least = fmin(*least, moment[0] / total[0]);
        if (total[1] > 0)
            *most = fmax(*most, moment[1] / total[1]);
    }
}

/* The greatest (y - mu)^2/mu over a box of y and mu: it is convex in both, so at a corner. */
static double
worst_residual(double lo, double hi, double mu_lo, double mu_hi)
{
    double worst = 0;
    for (int corner = 0; corner < 4; corner++) {
        double mu = corner & 1 ? mu_hi : mu_lo, e = (corner & 2 ? hi : lo) - mu;
        worst = fmax(worst, e * e / mu);
    }
    return worst;
}

/* The least and greatest shares of the points over the slopes of r, which have mean times
 * from least to most: at an end, or where the mean time is the point's own. */
static void
share_range(const struct box *x, double least, double most,
            const struct st_poisson_range *r)
{
    double mean, var;
    tilt(x, r->slope_lo, &mean, &var);
    for (size_t i = 0; i < x->n; i++)
        x->share_lo[i] = x->share_hi[i] = x->share[i];
    tilt(x, r->slope_hi, &mean, &var);
    for (size_t i = 0; i < x->n; i++) {
        x->share_lo[i] = fmin(x->share_lo[i], x->share[i]);
        x->share_hi[i] = fmax(x->share_hi[i], x->share[i]);
    }
    for (size_t i = 0; i < x->n; i++)
        if (x->t[i] > least && x->t[i] < most) {
            slope_at(x, x->t[i], r->slope_lo, &var);
            x->share_hi[i] = fmax(x->share_hi[i], x->share[i]);
        }
}

/* Outer bounds for one box. False when there are none. */
static bool
bound_box(const struct box *x, struct st_poisson_range *r)
{
    double least, most, var, total_lo = 0, total_hi = 0;
    double mass = 0, first = 0, second = 0, pearson = 0;
    for (size_t i = 0; i < x->n; i++) {
        total_lo += x->lo[i];
        total_hi += x->hi[i];
    }
    mean_times(x, &least, &most);
    if (!(total_lo > 0) || least <= x->t[0] || most >= x->t[x->n - 1])
        return false;
    r->slope_lo = slope_at(x, least, 0, &var);
    r->slope_hi = slope_at(x, most, r->slope_lo, &var);
    share_range(x, least, most, r);
    for (size_t i = 0; i < x->n; i++) {
        double s = x->share_lo[i];
        mass += s;
        first += s * x->t[i];
        second += s * x->t[i] * x->t[i];
        pearson +=
            worst_residual(x->lo[i], x->hi[i], total_lo * s, total_hi * x->share_hi[i]);
    }
    double phi = pearson / (double)(x->n - 2);
    double spread = total_lo * (second - first * first / mass);
    if (!(spread > 0) || !isfinite(phi))
        return false;
    double half = (phi > 1 ? fmax(x->z, x->student * sqrt(phi)) : x->z) / sqrt(spread);
    r->lo = r->slope_lo - half;
    r->hi = r->slope_hi + half;
    put_levels(x, phi, 1 / sqrt(spread), true, r, r->slope_lo, r->slope_hi);
    return true;
}

/* Halves the widest side `splits` times and puts the bounds of all parts together. */
static bool
outer(const struct box *x, int splits, struct st_poisson_range *r)
{
    size_t widest = 0;
    for (size_t i = 0; i < x->n; i++)
        if (x->hi[i] - x->lo[i] > x->hi[widest] - x->lo[widest])
            widest = i;
    double lo = x->lo[widest], hi = x->hi[widest], mid = floor(lo + (hi - lo) / 2);
    if (splits == 0 || !(lo < hi)) {
        struct st_poisson_range part = {0};
        if (!bound_box(x, &part))
            return false;
        r->slope_lo = fmin(r->slope_lo, part.slope_lo);
        r->slope_hi = fmax(r->slope_hi, part.slope_hi);
        r->lo = fmin(r->lo, part.lo);
        r->hi = fmax(r->hi, part.hi);
        r->p_rise = fmax(r->p_rise, part.p_rise);
        r->p_fall = fmax(r->p_fall, part.p_fall);
        return true;
    }
    x->hi[widest] = mid;
    bool bounded = outer(x, splits - 1, r);
    x->hi[widest] = hi;
    x->lo[widest] = mid + 1;
    bounded = bounded && outer(x, splits - 1, r);
    x->lo[widest] = lo;
    return bounded;
}

static enum st_status
read_points(const double t[], const double lo[], const double hi[], struct box *x,
            double *completions)
{
    double mean = 0;
    *completions = 1;
    for (size_t i = 0; i < x->n; i++) {
        if (!isfinite(t[i]) || isnan(lo[i]) || isnan(hi[i]) ||
            (x->offset && !isfinite(x->offset[i])))
            return ST_NOT_A_NUMBER;
        if (hi[i] < 0 || (i && !(t[i] > t[i - 1])))
            return ST_DOMAIN;
        bool known = !(lo[i] < hi[i]);
        x->lo[i] = known ? lo[i] : ceil(fmax(lo[i], 0));
        x->hi[i] = known ? hi[i] : floor(hi[i]);
        if (x->lo[i] > x->hi[i] || isinf(x->lo[i]))
            return ST_CONTRADICTION;
        *completions *= x->hi[i] - x->lo[i] + 1;
        mean += (t[i] - mean) / (double)(i + 1);
    }
    for (size_t i = 0; i < x->n; i++)
        x->t[i] = t[i] - mean;
    return ST_OK;
}

enum st_status
st_poisson_range(const double t[], const double lo[], const double hi[],
                 const double offset[], size_t n, double level, double work[],
                 size_t n_work, struct st_poisson_range *out)
{
    if (n_work < st_poisson_range_work(n))
        return ST_NO_ROOM;
    struct box x = {.offset = offset, .n = n, .t = work, .lo = work + n};
    x.hi = x.lo + n;
    x.y = x.hi + n;
    x.share = x.y + n;
    x.share_lo = x.share + n;
    x.share_hi = x.share_lo + n;
    struct st_poisson_range r = {
        .slope_lo = INFINITY, .slope_hi = -INFINITY, .lo = INFINITY, .hi = -INFINITY};
    double completions;
    enum st_status s = read_points(t, lo, hi, &x, &completions);
    if (s != ST_OK)
        return s;
    if (n < 3)
        return ST_TOO_FEW;
    if (!(level > 0 && level < 1))
        return ST_DOMAIN;
    x.z = st_normal_quantile(level);
    x.student = gsl_cdf_tdist_Qinv((1 - level) / 2, (double)(n - 2));
    if (completions <= ST_POISSON_COMPLETIONS) {
        r.exact = true;
        r.completions = completions;
        every_completion(&x, &r);
    } else if (isinf(completions) || !outer(&x, SPLITS, &r)) {
        without_limits(&r);
    }
    *out = r;
    return ST_OK;
}
