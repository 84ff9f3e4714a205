/*
 * acf - autocorrelation of a series, and the tests of Ljung-Box and Box-Pierce.
 */
#ifndef STAT_ACF_H
#define STAT_ACF_H

#include <stddef.h>

#include "stat/status.h"

/*
 * r[k - 1] for k = 1..lags: sum (x[i] - m)(x[i+k] - m) / sum (x[i] - m)^2, with n in both
 * denominators (Box and Jenkins; R's acf). ST_NOT_A_NUMBER; ST_TOO_FEW unless lags < n;
 * ST_ALL_TIED. Cost O(n lags). Certified by tests/unit/stat/acf.c on ljung_box.
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

/* Box and Pierce 1970, JASA 65:1509: Q = n sum r[k]^2, R's Box.test by default. Its p is too
 * large in short series, which is what Ljung and Box mend. */
enum st_status st_box_pierce(const double r[], size_t n, size_t lags, size_t fitted,
                             struct st_portmanteau *out);

/*
 * Partial autocorrelations from r by the recursion of Durbin (1960, Revue de l'Institut
 * International de Statistique 28:233), R's pacf: the last coefficient of the
 * autoregression of order k, k = 1..lags. work: 2 lags. ST_RANK where r leaves nothing
 * to explain. Cost O(lags^2).
 */
enum st_status st_pacf(const double r[], size_t lags, double work[], size_t n_work,
                       double partial[]);

#endif
