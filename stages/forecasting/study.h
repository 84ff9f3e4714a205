/*
 * study - all that is said of one series, as rows of results.
 */
#ifndef FORECASTING_STUDY_H
#define FORECASTING_STUDY_H

#include "forecasting/method.h"
#include "table/result.h"

void forecast_open(struct mem *run);

/* The rows of a series; why: of series_take(). */
void forecast_study(const struct series *s, const char *why);

#endif
