/*
 * p_values - of two groups being alike, over every completion or bounded from the tails.
 */
#ifndef CONTRASTS_P_VALUES_H
#define CONTRASTS_P_VALUES_H

#include "contrasts/contrasts.h"

/* Writes p-exact, p-mid and p-central. */
void p_values_put(struct pair *p, const char *exact_name);

/* A p of two proportions at one completion. */
typedef enum st_status share_p(double x1, double n1, double x2, double n2, double *p);
share_p share_p_score, share_p_chi2, share_p_yates;

/* Writes it, over every completion when they are few. */
void p_values_put_share(struct pair *p, const char *statistic, const char *method,
                        share_p *at);

#endif
