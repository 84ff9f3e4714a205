/*
 * chapman - how many there are in all, from two lists.
 */
#ifndef STAT_CHAPMAN_H
#define STAT_CHAPMAN_H

#include "stat/status.h"

struct st_chapman {
    double estimate, se, lo, hi;
};

/*
 * both, first, second: cases on both lists, on the first alone, on the second alone; whole
 * numbers from 0 to 1e9. estimate: (n1 + 1)(n2 + 1) / (both + 1) - 1 (Chapman 1951,
 * University of California Publications in Statistics 1:131), finite also when the lists
 * share nobody; se of Seber (1970, Biometrika 57:313). Limits: the transformed logit ones of
 * Sadinle (2009, Communications in Statistics - Simulation and Computation 38:1909), half a
 * case added to each cell, with 0 < level < 1; never below the cases seen. All of it holds
 * when to be on one list says nothing of being on the other, which two lists cannot show.
 * Errors: ST_NOT_A_NUMBER, ST_DOMAIN, ST_TOO_LARGE, ST_ALL_ZERO.
 */
enum st_status st_chapman(double both, double first, double second, double level,
                          struct st_chapman *out);

#endif
