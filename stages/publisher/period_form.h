/*
 * period_form - how a publisher writes periods: the directive `period`.
 *
 * A form is a pattern with the slots {year} {yr} {yy} {next} {quarter} {month} {mm} {dd}. A
 * slot that stands twice makes a span from the first to the second; slots that stand once
 * belong to both ends.
 */
#ifndef PERIOD_FORM_H
#define PERIOD_FORM_H

#include "program/pattern.h"
#include "publisher/directives.h"
#include "publisher/tally.h"

struct period_form {
    const char *text;
    bool iso; /* the table's own notation */
    struct pattern pattern;
    int start, end, months, since; /* since: the first year of a {yr} */
    struct tally *tally;
};

/* Takes the directive; ends with 65 when it is wrong. */
struct period_form period_form_read(struct mem *run, const struct directive *w);

/* The period that a squeezed text is in this form, or NULL. */
char *period_form_text(const struct period_form *f, struct mem *m, const char *text);

/* Whether a text may be a month in the table's own notation, or a year that runs into the next:
 * 2010-11. */
bool period_form_is_open(const char *text);

#endif
