/*
 * series - the values of one series without a break in it.
 */
#ifndef FORECASTING_SERIES_H
#define FORECASTING_SERIES_H

#include "forecasting/method.h"

/* Takes n rows. ahead: periods to forecast; 0: one season, 3 without. Returns why the values
 * cannot be forecast, or NULL. */
const char *series_take(struct series *s, const struct table_row row[], size_t n,
                        size_t ahead);

#endif
