/*
 * standard normal homogeneity test (Alexandersson 1986), as R's trend::snh.test; p from --draws
 */
#include "breakpoints/level_tests.h"

const struct breaks_method breaks_snht = {.name = "snht",
                                          .row = "snht",
                                          .make = level_test,
                                          .standard = true,
                                          .title = "SNHT (Alexandersson 1986)",
                                          .kind = ST_SNHT};
