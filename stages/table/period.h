/*
 * period - the time a figure is about, and dates of publication.
 *
 * Written as `2017`, `2017-Q3`, `2017-05`, `2017-05-17` or an interval of two of these
 * with a slash, `2009-04-01/2009-12-31`, `2010/2019`. Gregorian calendar, years 1000-2999.
 */
#ifndef PERIOD_H
#define PERIOD_H

#include <stdbool.h>
#include <stddef.h>

#define PERIOD_MAX 32

struct period {
    char freq;        /* SDMX: A year, Q quarter, M month, D day; I an interval */
    long first, last; /* days since 1970-01-01, both inside the period */
    long index;       /* consecutive periods of one freq (not I) differ by 1 */
};

/* False for anything else, or an interval whose end is before its start. */
bool period_parse(const char *text, struct period *out);

/* Decimal year of the middle: 2017 gives 2017.5. For axes and intervals. */
double period_middle(const struct period *p);

#define PERIOD_DAYS_A_YEAR 365.2425

/* How many periods of this length a year has (365 days): 1 for years, and for intervals above
 * three quarters of one. */
size_t period_seasons(const struct period *p);

/* The year that it begins in, with the part that is over: 2017-Q3 gives 2017.5. */
double period_year(const struct period *p);

/* Which of so many seasons of the year a point of time of period_year() lies in, from 0; an
 * interval may begin a quarter of a season early. And the year that goes with it. */
size_t period_season(double year, size_t seasons);
long period_season_year(double year, size_t seasons);

/* Days from the civil calendar (proleptic Gregorian). */
long period_day(long year, long month, long day);
void period_civil(long day, long *year, long *month, long *mday);

/* How many periods as long as these lie between the two, a before b. Of intervals of one length
 * those that fit into the days between, a quarter of one less being close enough, as half years
 * differ and a school year has its holidays. */
size_t period_skipped(const struct period *a, const struct period *b);

/* The text of the period of this freq with this index ("2017-Q3"). freq A, Q, M or D. */
void period_text(char freq, long index, char out[PERIOD_MAX]);

/*
 * A date of publication that may be partial: its last possible day, so that nothing
 * counts as published before it surely was. False when text is not a date.
 */
bool period_published(const char *text, long *day);

#endif
