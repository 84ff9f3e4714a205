/*
 * num - the only way numbers are read from and written to a table.
 */
#ifndef NUM_H
#define NUM_H

#include <stdbool.h>

#define NUM_MAX 400

/*
 * Reads a plain decimal: digits, at most one point with digits on both sides, an
 * optional leading minus. No blanks, exponent, sign plus, nan, inf, separators.
 * False and *out untouched for anything else, or for a magnitude beyond double.
 */
bool num_parse(const char *text, double *out);

/*
 * Writes x as a plain decimal of at most 15 significant digits, the shortest one that
 * reads back to the same 15 digits. Minus zero becomes 0. x must be finite: a NaN or
 * infinity in a result is a fault of the program and ends it with EX_SOFTWARE.
 * Returns out.
 */
char *num_text(double x, char out[NUM_MAX]);

/* Whether x, read as shown, stands on the side of a mark on which it is; of the mark itself it
 * does, however it is shown. */
bool num_on_side(double shown, double x, double mark);

#endif
