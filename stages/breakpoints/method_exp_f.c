/*
 * exponential mean of the F tests over the middle 70 % of the dates (Andrews and Ploberger
 * 1994), as R's strucchange::Fstats; p from --draws
 */
#include "breakpoints/level_tests.h"

const struct breaks_method breaks_exp_f = {
    .name = "exp-f",
    .row = "exp-f",
    .make = level_test,
    .title = "exp F (Andrews and Ploberger 1994), middle 70 %",
    .kind = ST_EXP_F};
