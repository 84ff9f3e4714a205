/*
 * claims_report - an article's claims with the verdicts on them, as a document.
 */
#ifndef CLAIMS_REPORT_H
#define CLAIMS_REPORT_H

#include "claim/conclusion.h"
#include "document/document.h"

/* Columns that a table of verdicts must have. */
extern const char *const claims_report_need[];

/* The claims with all verdicts on them. */
struct claims_report {
    struct mem *m;
    const struct claims *claims;
    struct sources cite;
    struct report_pair **pair;     /* [claim][reading] */
    struct conclusion *conclusion; /* [claim] */
};

/* claims: the file of claims; verdicts: the table of verdicts, "-" is standard input;
 * sources: the list of sources, "" for none. Ends with 65 when a verdict has no reading or
 * a reading no verdict. */
struct claims_report claims_report_read(struct mem *m, const char *claims,
                                        const char *verdicts, const char *sources);

/* Opens d and fills it. */
void claims_report_say(const struct claims_report *r, struct document *d);

#endif
