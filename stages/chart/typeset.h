/*
 * typeset - how wide text is in DejaVu Sans, how it breaks into lines, and how labels
 * that would overlap are moved apart.
 */
#ifndef TYPESET_H
#define TYPESET_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"

/* Width in pixels of a line set at size pixels. Characters outside ASCII count as wide
 * as the letter m at most, so the result is never too small by much. */
double typeset_width(const char *text, double size, bool bold);

struct typeset_lines {
    const char **line;
    size_t n;
};

/* Whether the blank at this place of text stands within a number, an interval, a date or a
 * name with its number: "95 %", "-23.6 to 9.6", "7 March 2024", "2023 Q3". */
bool typeset_holds(const char *text, size_t blank);

/* The width of n bytes of text in a font. */
typedef double typeset_measure(const char *text, size_t n, const void *font);

/* Text broken at blanks so that no line is wider than most, one word at least a line; at a blank
 * that typeset_holds() only where a line cannot do without: torn says how often. */
struct typeset_lines typeset_fill(struct mem *m, const char *text,
                                  typeset_measure *width, const void *font, double most,
                                  size_t *torn);

/* The same in DejaVu Sans of size pixels, in lines as few as can be and about equally long. */
struct typeset_lines typeset_wrap(struct mem *m, const char *text, double size,
                                  bool bold, double width);

/* A label that wants its centre at want and takes size along the line. */
struct typeset_place {
    double want, size;
    double at; /* result: the centre */
};

/*
 * Places n labels between least and most so that they do not overlap, keeping their order
 * of want, each as near to it as can be (pool of adjacent violators: the sum of squared
 * moves is least). When all together are too long they are spread evenly.
 */
void typeset_spread(struct mem *m, struct typeset_place place[], size_t n, double least,
                    double most);

#endif
