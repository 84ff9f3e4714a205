/*
 * acf - autocorrelation of a series and the Ljung-Box test.
 */
#ifndef STAT_ACF_H
#define STAT_ACF_H

#include <stddef.h>

#include "status.h"

/*
 * r[k - 1] for k = 1..lags: sum (x[i] - m)(x[i+k] - m) / sum (x[i] - m)^2, with n in both
 * denominators (Box and Jenkins; R's acf). ST_NOT_A_NUMBER; ST_TOO_FEW unless lags < n;
 * ST_ALL_TIED. Cost O(n lags). Certified by tests/unit/acf.c on ljung_box.
 */
enum st_status st_acf(const double x[], size_t n, size_t lags, double r[]);

struct st_portmanteau {
    double q, df, p;
};

/*
 * Q = n (n + 2) sum r[k]^2 / (n - k) against chi-square with lags - fitted degrees of
 * freedom (Ljung and Box 1978, Biometrika 65:297). ST_TOO_FEW unless fitted < lags < n.
 */
enum st_status st_ljung_box(const double r[], size_t n, size_t lags, size_t fitted,
                            struct st_portmanteau *out);

#endif
