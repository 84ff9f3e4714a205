/*
 * tested - which claims of the articles are judged by a series, for its page.
 */
#ifndef TESTED_H
#define TESTED_H

#include "publication/ledger.h"

/* The claims of all articles of the recipe with how they stand, and what their readings refer
 * to. Ends as claims_report_read() does. */
struct tested *tested_read(const struct site *s);

/* A list of the claims that are judged by the series of a, each with a link to its card; nothing
 * where there is none. */
void tested_put(const struct tested *t, struct ledger *l, struct document *d,
                const struct said *a);

#endif
