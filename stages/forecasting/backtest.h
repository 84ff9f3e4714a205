/*
 * backtest - how well the method forecasts the series' own past: it is chosen and fitted anew
 * at each of the last --origins points.
 */
#ifndef FORECASTING_BACKTEST_H
#define FORECASTING_BACKTEST_H

#include "forecasting/method.h"

enum { BACKTEST_DRAWS = 999, BACKTEST_LEAST_ORIGINS = 4 };

struct backtest {
    double mae,
        naive; /* mean absolute errors, ours and of the seasonal naive forecast */
    double inside, widened; /* shares inside the limits, and inside wider ones */
    double widening; /* of the limits, to hold as many values as the level says */
    size_t points, origins;
};

/* factor[]: of limits_widen(). ST_TOO_FEW where too few origins can be had. */
enum st_status backtest(const struct series *s, const double factor[],
                        struct backtest *b);

#endif
