/*
 * armitage - Cochran and Armitage's test for a linear trend in proportions.
 *
 *     z = sum d[i] (x[i] - n[i] P) / sqrt(P (1 - P) (sum n d^2 - (sum n d)^2 / N))
 *
 * with scores d, P = sum x / N, N = sum n (Cochran 1954, Biometrics 10:417; Armitage 1955,
 * Biometrics 11:375). z^2 is R's prop.trend.test. The permutation variance has N - 1 for N,
 * which gives z sqrt((N - 1)/N), R's coin::independence_test.
 */
#ifndef STAT_ARMITAGE_H
#define STAT_ARMITAGE_H

#include <stddef.h>

#include <stdbool.h>

#include "stat/status.h"

struct st_armitage {
    double z,
        p; /* p two-sided, normal; z above 0: the proportion rises with the score */
};

/*
 * x[i] events of n[i] at score d[i]. ST_NOT_A_NUMBER; ST_TOO_FEW below 2 groups; ST_DOMAIN
 * unless 0 <= x <= n; ST_ALL_ZERO without events; ST_ALL_TIED with nothing but events;
 * ST_RANK when all scores are the same. Certified by tests/unit/stat/armitage.c.
 */
enum st_status st_cochran_armitage(const double d[], const double x[], const double n[],
                                   size_t groups, bool permutation,
                                   struct st_armitage *out);

#endif
