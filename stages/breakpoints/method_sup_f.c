/*
 * greatest of the F tests over the middle 70 % of the dates (Andrews 1993), as R's
 * strucchange::Fstats; p from --draws
 */
#include "breakpoints/level_tests.h"

const struct breaks_method breaks_sup_f = {.name = "sup-f",
                                           .row = "sup-f",
                                           .make = level_test,
                                           .title = "sup F (Andrews 1993), middle 70 %",
                                           .kind = ST_SUP_F};
