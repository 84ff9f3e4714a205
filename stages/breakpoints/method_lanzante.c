/*
 * the rank test of Wilcoxon at Pettitt's place (Lanzante 1996), as R's trend::lanzante.test; the
 * place suits the test, so that p is too small
 */
#include "breakpoints/level_tests.h"

const struct breaks_method breaks_lanzante = {.name = "lanzante",
                                              .row = "lanzante",
                                              .make = level_test_lanzante,
                                              .title = "Lanzante (1996), Wilcoxon's W",
                                              .kind = ST_PETTITT};
