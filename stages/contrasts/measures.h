/*
 * measures - ratios and differences of two groups, with limits over every completion.
 */
#ifndef CONTRASTS_MEASURES_H
#define CONTRASTS_MEASURES_H

#include "contrasts/contrasts.h"

/* A measure at one completion. The count of one side may be infinite. */
typedef enum st_status measure(const struct pair *p, double a, double b,
                               struct limits *out);
measure measure_exact, measure_exact_mid, measure_risk_ratio, measure_risk_difference,
    measure_newcombe;

/* Writes it. corners: it rises with a and falls with b, so that two completions are enough; else
 * all are tried. none: the value that says no difference. judged: it has the verdict. */
void measure_put(struct pair *p, const char *statistic, const char *method, measure *at,
                 bool corners, double none, bool judged);

#endif
