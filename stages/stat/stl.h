/*
 * stl - seasonal and trend decomposition by loess (Cleveland, Cleveland, McRae and
 * Terpenning 1990, J. Official Statistics 6:3): y = seasonal + trend + remainder.
 * Certified by stl_quarterly, against R's stl().
 */
#ifndef STAT_STL_H
#define STAT_STL_H

#include <stddef.h>

#include "stat/status.h"

/* Loess span, degree (0 or 1) and how many points apart it is computed. */
struct st_loess {
    size_t window, degree, jump;
};

struct st_stl {
    size_t period;
    struct st_loess seasonal, trend, low;
    size_t inner, outer;
    int periodic; /* the seasonal figure is the same in every period: its means */
};

/* R's defaults for a seasonal window (odd, 7 or more; 0: periodic) and robustness. */
struct st_stl st_stl_default(size_t period, size_t window, int robust);

/* Doubles of workspace. */
size_t st_stl_work(size_t n, size_t period);

/* weight: n, the robustness weights of the last loop, all 1 without outer loops. ST_TOO_FEW below two periods,
 * ST_DOMAIN for a period below 2 or an even window. */
enum st_status st_stl(const struct st_stl *how, const double y[], size_t n,
                      double work[], size_t n_work, double seasonal[], double trend[],
                      double weight[]);

#endif
