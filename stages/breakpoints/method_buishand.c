/*
 * Buishand's range (1982), as R's trend::br.test; p from --draws simulated series
 */
#include "breakpoints/level_tests.h"

const struct breaks_method breaks_buishand = {.name = "buishand",
                                              .row = "buishand",
                                              .make = level_test,
                                              .standard = true,
                                              .title = "Buishand range (1982)",
                                              .kind = ST_BUISHAND_RANGE};
