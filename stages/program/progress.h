/*
 * progress - how far a run is, on one line of the terminal that is wiped away again. It is shown
 * with --progress alone, from the second second on, and only when standard error is a terminal:
 * no file ever has it.
 *
 * What is read counts by itself (table/bytes_in). A stage that takes its time over something else
 * says so with progress_begin(). Threads may call these at the same time.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

/* What --progress asks for. Nothing is done without it. */
void progress_on(void);

/* A file that will be read, and n bytes of it that were. Shown unless standard output is a
 * terminal, where rows appear instead, or progress_hold() was called: there will be no row
 * before progress_end(). */
void progress_file(int fd);
void progress_bytes(size_t n);
void progress_hold(void);

/* From now on so many of `what` ("resamples") are counted, 0: not known how many; and n more of
 * them are done. */
void progress_begin(const char *what, double total);
void progress_add(double n);

/* Wipes the line away: until more is done; and for good. */
void progress_wipe(void);
void progress_end(void);

#endif
