/*
 * sums of recursive residuals about a mean (Brown, Durbin and Evans 1975), as R's
 * strucchange::efp; it has its -from after the change
 */
#include "breakpoints/level_tests.h"

const struct breaks_method breaks_cusum_recursive = {
    .name = "cusum-recursive",
    .row = "cusum-recursive",
    .make = level_test,
    .standard = true,
    .title = "recursive CUSUM (Brown, Durbin and Evans 1975), asymptotic p",
    .kind = ST_CUSUM_RECURSIVE};
