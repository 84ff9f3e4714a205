/*
 * moving sums of 15 % of the values (Chu, Hornik and Kuan 1995), as R's strucchange::efp; p
 * from --draws; -from is at the first value of its window
 */
#include "breakpoints/level_tests.h"

const struct breaks_method breaks_mosum = {
    .name = "mosum",
    .row = "mosum",
    .make = level_test,
    .title = "OLS-MOSUM (Chu, Hornik and Kuan 1995), window 15 %",
    .kind = ST_MOSUM};
