/*
 * rows - what is said of one series, as rows of results.
 */
#ifndef NOWCASTING_ROWS_H
#define NOWCASTING_ROWS_H

#include "nowcasting/triangle.h"
#include "table/result.h"

/* How many figures have been held by their limits, of how many that later editions try. */
struct held {
    size_t n, inside;
};

/* A row of the series, its sentence and limits still to come. */
struct result_row rows_about(const struct triangle *x, const char *statistic,
                             double value, const char *unit);
/* A row of one period, with the limits of an estimate. */
struct result_row rows_of_period(const struct triangle *x, const char *statistic,
                                 const struct edition *e, const struct estimate *r);
void rows_put(struct result *out, const struct triangle *x, struct result_row r);

/* x to six digits; an estimate of a count to a tenth, limits of it whole, of what is no count
 * to four digits. */
char *rows_number(const struct triangle *x, double number);
char *rows_estimate(const struct triangle *x, double estimate);
char *rows_limit(const struct triangle *x, double limit);

/* All rows; final and e: of triangle_final_age() and triangle_fit(). */
void rows_of_series(struct result *out, const struct triangle *x, size_t final,
                    enum st_status e, const struct st_ladder *l);

#endif
