/* sheet_shown - what an OpenDocument cell shows of its number or day. */
#ifndef SHEET_SHOWN_H
#define SHEET_SHOWN_H

#include "publisher/sheet.h"

/* How much of a day is shown, as a length of its text: 4 the year, 7 the month, 10 all. Numbers in
 * what is shown are the year, the month, or else the day; a word is a month's name. */
size_t sheet_shown_of_day(const char *shown, const char *day);

/* A number as it stands there: itself, with words beside it that say more than a currency ("<5"),
 * words alone ("[c]"), or sheet_not_shown. Fewer digits than it has show thousands ("12k"): it is
 * then all there is. Of an amount of money only what stands in its place is taken. */
const char *sheet_shown_number(struct mem *m, const char *shown, const char *number,
                               bool money);

/* Whether a number stands there as a hundred times as much, and "%". */
bool sheet_shown_percent(const char *shown, const char *number);

#endif
