/*
 * Buishand's U (1982), as R's trend::bu.test; p from --draws
 */
#include "breakpoints/level_tests.h"

const struct breaks_method breaks_buishand_u = {.name = "buishand-u",
                                                .row = "buishand-u",
                                                .make = level_test,
                                                .standard = true,
                                                .title = "Buishand U (1982)",
                                                .kind = ST_BUISHAND_U};
