/*
 * decimal - plain decimals as whole numbers of 10^-9, so that sums of many are exact.
 */
#ifndef DECIMAL_H
#define DECIMAL_H

#include <stdbool.h>
#include <stddef.h>

#include "microdata/groups.h"

#define DECIMAL_PLACES 9
#define DECIMAL_MAX 64 /* room for the text of any amount */

/* Digits, at most one point with digits on both sides, an optional leading minus; at most
 * 15 digits before the point and 9 behind it. False for anything else. */
bool decimal_read(const char *text, size_t n, amount128 *out);

/* The shortest text of the number; without a point when whole. */
void decimal_text(amount128 amount, char out[DECIMAL_MAX]);

/* The text of a whole number. */
void decimal_whole(amount128 n, char out[DECIMAL_MAX]);

/* That number again; other texts are the caller's fault. */
amount128 decimal_whole_read(const char *text);

#endif
