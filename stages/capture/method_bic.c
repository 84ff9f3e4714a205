/*
 * as aic, by BIC (Schwarz 1978)
 */
#include "capture/ranked.h"

const struct capture_method capture_bic = {.name = "bic",
                                           .begin = ranked_begin,
                                           .choose = ranked_choose,
                                           .held = "88 to 95",
                                           .held_resampled = "90 to 100",
                                           .words = ranked_words,
                                           .criterion = CAPTURE_BIC};
