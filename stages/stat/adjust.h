/*
 * adjust - p-values of several tests together.
 *
 * Both adjusted values rise, or stay, when any p rises: applied to the lower and to the
 * upper bounds of p-values that are known only within bounds, they give bounds.
 */
#ifndef STAT_ADJUST_H
#define STAT_ADJUST_H

#include <stddef.h>

#include "status.h"

/* Doubles of workspace. */
size_t st_adjust_work(size_t n);

/*
 * Holm's step-down procedure (1979, Scandinavian Journal of Statistics 6:65), which holds
 * the chance of any false rejection; R's p.adjust "holm". ST_NOT_A_NUMBER; ST_DOMAIN for a
 * p outside 0..1; ST_TOO_FEW for none. Cost O(n log n). Certified by tests/unit/adjust.c
 * on p_adjust.
 */
enum st_status st_holm(const double p[], size_t n, double work[], double out[]);

/* Benjamini and Hochberg's step-up procedure (1995, JRSS B 57:289), which holds the
 * expected share of false rejections; R's p.adjust "BH" or "fdr". */
enum st_status st_benjamini_hochberg(const double p[], size_t n, double work[],
                                     double out[]);

#endif
