#include "stat/chapman.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

static enum st_status
check(const double x[3])
{
    for (int i = 0; i < 3; i++) {
        if (!isfinite(x[i]))
            return ST_NOT_A_NUMBER;
        if (x[i] < 0 || floor(x[i]) < x[i])
            return ST_DOMAIN;
        if (x[i] > 1e9)
            return ST_TOO_LARGE;
    }
    return x[0] + x[1] + x[2] > 0 ? ST_OK : ST_ALL_ZERO;
}

enum st_status
st_chapman(double both, double first, double second, double level,
           struct st_chapman *out)
{
    const double count[] = {both, first, second};
    enum st_status e = check(count);
    if (e)
        return e;
    if (!(level > 0 && level < 1))
        return ST_DOMAIN;
    double m = both, n1 = both + first, n2 = both + second, seen = n1 + second;
    out->estimate = (n1 + 1) * (n2 + 1) / (m + 1) - 1;
    out->se = sqrt((n1 + 1) * (n2 + 1) * first * second / (m + 2)) / (m + 1);
    double a = m + 0.5, b = first + 0.5, c = second + 0.5;
    double sd = sqrt(1 / a + 1 / b + 1 / c + a / (b * c));
    double width = exp(gsl_cdf_ugaussian_Pinv((1 + level) / 2) * sd);
    out->lo = fmax(seen, seen - 0.5 + b * c / a / width);
    out->hi = seen - 0.5 + b * c / a * width;
    return ST_OK;
}
