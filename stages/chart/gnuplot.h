/*
 * gnuplot - runs gnuplot on a script, without a shell and without temporary names.
 *
 * Text goes into a script only through gnuplot_quote(); everything else that is written
 * there must be numbers or the project's own words.
 */
#ifndef GNUPLOT_H
#define GNUPLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "program/mem.h"

/* A file for the script; gnuplot_run() closes it. Ends with 74 when there is none. */
FILE *gnuplot_script(void);

/*
 * text as a string of gnuplot's. Every byte but letters and blanks is written as
 * an octal escape, so that no quote, backtick, @ or backslash of it ever stands in the
 * script. (Single quotes with inner ones doubled are not enough: gnuplot 5.4 ends a string
 * that begins with a doubled quote at once and reads on in the text.) Control characters
 * become blanks.
 */
char *gnuplot_quote(struct mem *m, const char *text);

/*
 * Runs the script and returns what it drew on standard output, *n bytes: SVG or PNG, or signs,
 * of which none says that they are all. When
 * gnuplot ends with an error or draws nothing the program ends with 65 and gnuplot's own
 * words, blaming `what` (the template); with 69 when gnuplot is not there or cannot be
 * started, 71 when it was killed, 74 when the picture is cut short, and 75 when it takes
 * longer than so many seconds.
 */
char *gnuplot_run(struct mem *m, FILE *script, const char *what, long seconds,
                  bool signs, size_t *n);

#endif
