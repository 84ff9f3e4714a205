/*
 * verdict - what `trend` says of one series that is at hand: its usual method (method_ar1.c),
 * limits of 95 %, margin 5, no offset, no breaks.
 */
#ifndef TREND_VERDICT_H
#define TREND_VERDICT_H

#include "table/table.h"

struct trend_verdict {
    const char *verdict; /* rising, falling, stable or undetermined; NULL: none */
    const char *reason;  /* why there is none, or why undetermined; or NULL */
    const char *about;   /* as a sentence goes on after the verdict */
    bool beyond;         /* its limits leave out all that would be stable */
};

/* rows: of one series and frequency, in order, n >= 1, each with a value or a bound; gaps
 * between them count as missing. Texts are in m. */
struct trend_verdict trend_verdict(struct mem *m, const struct table *t,
                                   const struct table_row row[], size_t n);

#endif
