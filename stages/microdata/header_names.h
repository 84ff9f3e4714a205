/*
 * header_names - texts of records that are the names of fields: where files were put one behind
 * the other, a header stands in the middle. Letter case and blanks around a name do not count.
 */
#ifndef HEADER_NAMES_H
#define HEADER_NAMES_H

#include <stdbool.h>

#include "table/csv_in.h"

struct header_names;

/* The names of this header; lives as long as the run. */
struct header_names *header_names_new(struct mem *run, const struct csv_row *header);

/* Whether a text is one of them; whether it is this one, or several joined by '+'. NULL for h:
 * false. What it takes of `now` is the caller's to give back. */
bool header_names_has(const struct header_names *h, struct mem *now, const char *text);
bool header_names_is(const struct header_names *h, struct mem *now, const char *text,
                     const char *name);

/* Whether each of n texts is one of them: text i is cell[i * step]. False for no text. */
bool header_names_all(const struct header_names *h, const struct csv_span *cell,
                      size_t step, size_t n);

#endif
