/*
 * the best by AIC (Akaike 1974) of all hierarchical models up to --order lists a term, at most
 * 40,000 models; resamples choose again among the twenty best
 */
#include "capture/ranked.h"

const struct capture_method capture_aic = {.name = "aic",
                                           .begin = ranked_begin,
                                           .choose = ranked_choose,
                                           .held = "83 to 95",
                                           .held_resampled = "87 to 100",
                                           .words = ranked_words,
                                           .criterion = CAPTURE_AIC};
