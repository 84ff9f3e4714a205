/*
 * Pettitt (1979); p = 2 exp(-6 K^2 / (n^3 + n^2)), at most 1, as R's trend::pettitt.test. Of
 * bounded values a sound range of K and p. Row besides: pettitt-p-without-last, its p when the
 * last value is left out
 */
#include "breakpoints/level_tests.h"

const struct breaks_method breaks_pettitt = {.name = "pettitt",
                                             .row = "pettitt",
                                             .make = level_test,
                                             .standard = true,
                                             .title = "Pettitt (1979), asymptotic p",
                                             .kind = ST_PETTITT};
