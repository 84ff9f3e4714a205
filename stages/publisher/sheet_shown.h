/* sheet_shown - what an OpenDocument cell shows of its number or day. */
#ifndef SHEET_SHOWN_H
#define SHEET_SHOWN_H

#include "publisher/sheet.h"

/* As much of a day as is shown, where no format says so: numbers are the year, the month, or else
 * the day; a word is a month's name. Other words stand behind it ("2020-02 as year to Feb 2020"). */
const char *sheet_shown_day(struct mem *m, const char *shown, const char *day);

/* Whether fewer digits are shown than the whole number has: thousands. */
bool sheet_shown_scaled(const char *shown, const char *number);

/* A number as it stands there: itself, with words beside it that say more than a currency ("<5"),
 * words alone ("[c]"), or sheet_not_shown; with what is stored behind it when it has another
 * sign. Of an amount of money only what stands in its place is taken. */
const char *sheet_shown_number(struct mem *m, const char *shown, const char *number,
                               bool money);

/* Whether a number stands there as a hundred times as much, and "%". */
bool sheet_shown_percent(const char *shown, const char *number);

#endif
