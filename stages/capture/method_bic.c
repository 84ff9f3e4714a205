/*
 * as aic, by BIC (Schwarz 1978)
 */
#include "capture/ranked.h"

const struct capture_method capture_bic = {.name = "bic",
                                           .begin = ranked_begin,
                                           .choose = ranked_choose,
                                           .words = ranked_words,
                                           .criterion = CAPTURE_BIC};
