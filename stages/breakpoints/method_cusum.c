/*
 * sums of least-squares residuals about a mean (Ploberger and Kraemer 1992), as R's
 * strucchange::efp
 */
#include "breakpoints/level_tests.h"

const struct breaks_method breaks_cusum = {
    .name = "cusum",
    .row = "cusum",
    .make = level_test,
    .standard = true,
    .title = "OLS-CUSUM (Ploberger and Kraemer 1992), asymptotic p",
    .kind = ST_CUSUM_OLS};
