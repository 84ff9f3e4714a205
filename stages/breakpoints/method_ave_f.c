/*
 * mean of the F tests over the middle 70 % of the dates (Andrews and Ploberger 1994), as R's
 * strucchange::Fstats; p from --draws
 */
#include "breakpoints/level_tests.h"

const struct breaks_method breaks_ave_f = {
    .name = "ave-f",
    .row = "ave-f",
    .make = level_test,
    .title = "ave F (Andrews and Ploberger 1994), middle 70 %",
    .kind = ST_AVE_F};
