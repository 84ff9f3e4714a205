/*
 * pettitt_range - Pettitt's K (1979, Applied Statistics 28:126) for points that are known
 * only to lie in bounds.
 *
 * U_k, the sum of sign(x[i] - x[j]) over i < k <= j, lies between the sums of the least and
 * the greatest signs, so K, the greatest |U_k|, lies between the greatest of the least |U_k|
 * and the greatest of the greatest. Sound, not tight: the signs are bounded one by one.
 */
#ifndef STAT_PETTITT_RANGE_H
#define STAT_PETTITT_RANGE_H

#include <stddef.h>

#include "stat/status.h"

/* Doubles of workspace. */
size_t st_pettitt_range_work(size_t n);

/*
 * lo[i] <= x[i] <= hi[i], infinite for no bound. ST_TOO_FEW below 2 points,
 * ST_NOT_A_NUMBER, ST_CONTRADICTION, ST_TOO_LARGE when n_work is less than
 * st_pettitt_range_work(n). Cost O(n log n): with each k one point changes sides, and what
 * its pairs add is counted in trees of ranks (Fenwick 1994). Certified by
 * tests/unit/stat/pettitt_range.c against all pairs.
 */
enum st_status st_pettitt_range(const double lo[], const double hi[], size_t n,
                                double work[], size_t n_work, double *least,
                                double *most);

#endif
