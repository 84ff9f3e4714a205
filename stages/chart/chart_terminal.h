/*
 * chart_terminal - the same chart in signs, for a terminal: gnuplot's terminal dumb draws the
 * panels, and what stands above and below them is printed as text.
 */
#ifndef CHART_TERMINAL_H
#define CHART_TERMINAL_H

#include "chart/chart.h"

/* The least that is drawn on. */
enum { TERMINAL_COLUMNS = 40, TERMINAL_ROWS = 12 };

struct chart_terminal {
    int columns, rows; /* of the whole; rows that text takes away are not the panels' */
    bool color, ascii; /* ascii: signs beyond it have others in their place */
};

/* The script that draws the panels, lengths in signs. A panel has so many rows at least that
 * it can be read, so that the whole may be longer than rows. After chart_read(). */
FILE *chart_terminal_script(struct chart *p, const struct chart_terminal *t);

/* Title and subtitle, the panels as gnuplot drew them, the footer, on standard output. */
void chart_terminal_print(struct chart *p, const struct chart_terminal *t,
                          const char *drawn);

#endif
