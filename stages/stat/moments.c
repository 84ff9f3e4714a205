#include "stat/moments.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "stat/dd.h"

enum st_status
st_moments(const double x[], size_t n, struct st_moments *out)
{
    struct dd sum = {0}, squares = {0}, lagged = {0}, before = {0};
    if (n < 2)
        return ST_TOO_FEW;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i]))
            return ST_NOT_A_NUMBER;
        sum = dd_add(sum, dd_of(x[i]));
    }
    struct dd mean = dd_div(sum, dd_of((double)n));
    for (size_t i = 0; i < n; i++) {
        struct dd d = dd_sub(dd_of(x[i]), mean);
        squares = dd_add(squares, dd_mul(d, d));
        if (i)
            lagged = dd_add(lagged, dd_mul(d, before));
        before = d;
    }
    if (!isfinite(squares.hi))
        return ST_TOO_LARGE;
    if (!(squares.hi > 0))
        return ST_ALL_TIED;
    *out = (struct st_moments){
        dd_round(mean),
        dd_round(dd_sqrt(dd_div(squares, dd_of((double)(n - 1))))),
        dd_round(dd_div(lagged, squares)),
    };
    return ST_OK;
}

/* Sums of x, group by group and over all (at [groups]), into hi[] and lo[]. */
static void
put(double hi[], double lo[], size_t at, struct dd x)
{
    struct dd s = dd_add((struct dd){hi[at], lo[at]}, x);
    hi[at] = s.hi;
    lo[at] = s.lo;
}

enum st_status
st_anova(const double x[], const size_t group[], size_t n, size_t groups, double work[],
         size_t n_work, struct st_anova *out)
{
    if (n_work < 3 * groups)
        return ST_NO_ROOM;
    double *hi = work, *lo = work + groups, *count = work + 2 * groups;
    struct dd all = {0}, between = {0}, within = {0};
    if (groups < 2 || n <= groups)
        return ST_TOO_FEW;
    for (size_t g = 0; g < 3 * groups; g++)
        work[g] = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i]))
            return ST_NOT_A_NUMBER;
        if (group[i] >= groups)
            return ST_DOMAIN;
        count[group[i]]++;
        put(hi, lo, group[i], dd_of(x[i]));
        all = dd_add(all, dd_of(x[i]));
    }
    all = dd_div(all, dd_of((double)n));
    for (size_t g = 0; g < groups; g++) {
        if (!(count[g] > 0))
            return ST_TOO_FEW;
        struct dd mean = dd_div((struct dd){hi[g], lo[g]}, dd_of(count[g]));
        struct dd d = dd_sub(mean, all);
        between = dd_add(between, dd_mul(dd_of(count[g]), dd_mul(d, d)));
        hi[g] = mean.hi;
        lo[g] = mean.lo;
    }
    for (size_t i = 0; i < n; i++) {
        struct dd d = dd_sub(dd_of(x[i]), (struct dd){hi[group[i]], lo[group[i]]});
        within = dd_add(within, dd_mul(d, d));
    }
    if (!isfinite(within.hi) || !isfinite(between.hi))
        return ST_TOO_LARGE;
    if (!(within.hi > 0))
        return ST_ALL_TIED;
    double k = (double)(groups - 1), rest = (double)(n - groups);
    struct dd msb = dd_div(between, dd_of(k)), msw = dd_div(within, dd_of(rest));
    *out = (struct st_anova){
        .df_between = groups - 1,
        .df_within = n - groups,
        .ss_between = dd_round(between),
        .ss_within = dd_round(within),
        .ms_between = dd_round(msb),
        .ms_within = dd_round(msw),
        .f = dd_round(dd_div(msb, msw)),
        .p = gsl_cdf_fdist_Q(dd_round(dd_div(msb, msw)), k, rest),
        .r2 = dd_round(dd_div(between, dd_add(between, within))),
        .sd_within = dd_round(dd_sqrt(msw)),
    };
    return ST_OK;
}
