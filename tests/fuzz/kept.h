/*
 * kept - what libraries hold for a parser: files of stdio, archives of libzip, lines of getline,
 * the memory of expat, libcsv and jansson. The linker leads these calls here (--wrap, in
 * scripts/fuzz); kept_close gives back what a parser that gave up had left open.
 */
#ifndef KEPT_H
#define KEPT_H

/* Before the first text: jansson takes its memory from fuzz_malloc. */
void kept_open(void);

/* After each text. Closes what is open, the newest first. */
void kept_close(void);

#endif
