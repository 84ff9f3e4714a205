#include "stat/kendall_partial.h"

#include <math.h>

#include "stat/limits.h"

#define LEAST 4

static double
sign(double x)
{
    return (x > 0) - (x < 0);
}

/* Sum of the signs of x[j] - x[i] over all i: twice the mean rank, less n + 1. */
static double
above(const double x[], size_t n, size_t j)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += sign(x[j] - x[i]);
    return sum;
}

enum st_status
st_partial_kendall(const double x[], const double y[], size_t n, struct st_partial *out)
{
    double m = (double)n, var = m * (m - 1) * (2 * m + 5) / 18;
    double sx = 0, sy = 0, together = 0, ranks = 0;
    if (n < LEAST)
        return ST_TOO_FEW;
    for (size_t j = 0; j < n; j++) {
        if (!isfinite(x[j]) || !isfinite(y[j]))
            return ST_NOT_A_NUMBER;
        for (size_t i = 0; i < j; i++) {
            sx += sign(x[j] - x[i]);
            sy += sign(y[j] - y[i]);
            together += sign(x[j] - x[i]) * sign(y[j] - y[i]);
        }
        ranks += (m + 1 + above(x, n, j)) * (m + 1 + above(y, n, j)) / 4;
    }
    double r = (together + 4 * ranks - m * (m + 1) * (m + 1)) / 3 / var;
    struct st_partial p = {.s = sx - r * sy, .var = (1 - r * r) * var, .r = r};
    if (!(p.var > 1e-12 * var))
        return ST_RANK;
    p.z = p.s / sqrt(p.var);
    p.p = st_normal_p(p.z);
    *out = p;
    return ST_OK;
}
