/*
 * adjust - p-values of several tests together.
 *
 * An adjusted value rises, or stays, when any p rises: applied to the lower and to the
 * upper bounds of p-values that are known only within bounds, they give bounds.
 */
#ifndef STAT_ADJUST_H
#define STAT_ADJUST_H

#include <stddef.h>

#include "stat/status.h"

/* Doubles of workspace. */
size_t st_adjust_work(size_t n);

/*
 * R's names in p.adjust, r the rank of a p among n from below:
 *   ST_BONFERRONI  n p (Bonferroni 1936), holds the chance of any false rejection
 *   ST_HOLM        step down by (n - r + 1) p (Holm 1979, Scandinavian Journal of Statistics
 *                  6:65), the same for any dependence, never larger than Bonferroni's
 *   ST_HOCHBERG    step up by (n - r + 1) p (Hochberg 1988, Biometrika 75:800), the same for
 *                  independent tests
 *   ST_HOMMEL      the worst of Simes's p, min over j of m p(j) / j, among the sets of m
 *                  tests that hold this one, m = 1..n (Hommel 1988, Biometrika 75:383; as
 *                  Wright 1992, Biometrics 48:1005); cost O(n^2)
 *   ST_BH          step up by n p / r (Benjamini and Hochberg 1995, JRSS B 57:289), holds
 *                  the expected share of false rejections; "fdr" is the same
 *   ST_BY          n p / r (1 + 1/2 + ... + 1/n) (Benjamini and Yekutieli 2001, Annals of
 *                  Statistics 29:1165), the same for any dependence
 */
enum st_adjust { ST_BONFERRONI, ST_HOLM, ST_HOCHBERG, ST_HOMMEL, ST_BH, ST_BY };

/*
 * ST_NOT_A_NUMBER; ST_DOMAIN for a p outside 0..1; ST_TOO_FEW for none. Cost O(n log n)
 * but for Hommel's. Certified by tests/unit/stat/adjust.c on p_adjust.
 */
enum st_status st_adjust(enum st_adjust how, const double p[], size_t n, double work[],
                         size_t n_work, double out[]);

#endif
