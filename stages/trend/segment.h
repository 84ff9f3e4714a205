/*
 * segment - points of a series between breaks, read a row at a time. Room is kept from one
 * to the next: a segment is used up before the next begins.
 */
#ifndef TREND_SEGMENT_H
#define TREND_SEGMENT_H

#include "trend/method.h"

/* Finds the extra columns of the methods that run; ends with 65 when one is not there. rows:
 * keep the row of each point. */
void segment_open(const struct extra *const extra[], size_t n, bool rows);

void segment_begin(struct segment *s, const struct period *first,
                   const struct table_row *row, const char *since);
void segment_take(struct segment *s, const struct table_row *row,
                  const struct period *p);

/* last: the text of the last row's period; through: breaks lie within. */
void segment_end(struct segment *s, const char *last, bool through);

#endif
