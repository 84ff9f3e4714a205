#include "stat/armitage.h"

#include <math.h>

#include "stat/limits.h"

enum st_status
st_cochran_armitage(const double d[], const double x[], const double n[], size_t groups,
                    bool permutation, struct st_armitage *out)
{
    double events = 0, all = 0, mean = 0, spread = 0, moment = 0;
    for (size_t i = 0; i < groups; i++) {
        if (!isfinite(d[i]) || !isfinite(x[i]) || !isfinite(n[i]))
            return ST_NOT_A_NUMBER;
        if (x[i] < 0 || x[i] > n[i])
            return ST_DOMAIN;
        events += x[i];
        all += n[i];
        mean += n[i] * d[i];
    }
    if (groups < 2)
        return ST_TOO_FEW;
    if (!(events > 0))
        return ST_ALL_ZERO;
    if (!(events < all))
        return ST_ALL_TIED;
    double share = events / all;
    mean /= all;
    for (size_t i = 0; i < groups; i++) {
        spread += n[i] * (d[i] - mean) * (d[i] - mean);
        moment += (d[i] - mean) * x[i];
    }
    if (!(spread > 0))
        return ST_RANK;
    out->z = moment / sqrt(share * (1 - share) * spread);
    if (permutation)
        out->z *= sqrt((all - 1) / all);
    out->p = st_normal_p(out->z);
    return ST_OK;
}
