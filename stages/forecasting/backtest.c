#include "forecasting/backtest.h"

#include <math.h>

#include <gsl/gsl_sort_double.h>

#include "forecasting/limits.h"

/* How far y lies from the middle of its limits, in their own width: inside up to 1. */
static double
distance(double y, double mean, double lo, double hi)
{
    if (y >= lo && y <= hi)
        return 1;
    double half = y < lo ? mean - lo : hi - mean;
    return half > 0 ? fabs(y - mean) / half : INFINITY;
}

/* The least widening that leaves no more values outside than the level says. */
static void
settle_widening(struct backtest *b, double far[])
{
    size_t out = b->points * (size_t)(100 - forecasting.level->percent) / 100, held = 0;
    gsl_sort(far, 1, b->points);
    b->widening = far[b->points - 1 - out];
    for (size_t i = 0; i < b->points; i++)
        held += far[i] <= b->widening;
    b->widened = (double)held / (double)b->points;
}

enum st_status
backtest(const struct series *s, const double factor[], struct backtest *b)
{
    size_t count = (size_t)forecasting.origins, least = 2 * s->season + 4;
    double lo[AHEAD_MAX], hi[AHEAD_MAX], mean[AHEAD_MAX];
    double *far = forecast_doubles(count * AHEAD_MAX);
    *b = (struct backtest){.points = 0};
    for (size_t n = s->n > count ? s->n - count : 1; n < s->n; n++) {
        struct fitted f;
        size_t h = s->ahead < s->n - n ? s->ahead : s->n - n;
        if (n < least || n < s->season || forecast_fit(s, n, &f))
            continue;
        limits_points(s, &f, h, mean);
        if (!limits(s, &f, h, BACKTEST_DRAWS, factor, lo, hi))
            continue;
        b->origins++;
        for (size_t i = 0; i < h; i++) {
            double y = s->y[n + i], naive = s->y[n - s->season + i % s->season];
            b->mae += fabs(y - mean[i]);
            b->naive += fabs(y - naive);
            b->inside += y >= lo[i] && y <= hi[i];
            far[b->points++] = distance(y, mean[i], lo[i], hi[i]);
        }
    }
    if (b->origins < BACKTEST_LEAST_ORIGINS)
        return ST_TOO_FEW;
    b->mae /= (double)b->points;
    b->naive /= (double)b->points;
    b->inside /= (double)b->points;
    settle_widening(b, far);
    return isfinite(b->widening) ? ST_OK : ST_TOO_LARGE;
}
