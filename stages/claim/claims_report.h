/*
 * claims_report - an article's claims with the verdicts on them, as a document.
 */
#ifndef CLAIMS_REPORT_H
#define CLAIMS_REPORT_H

#include "document/document.h"

/* Columns that a table of verdicts must have. */
extern const char *const claims_report_need[];

/*
 * Opens d and fills it. claims: the file of claims; verdicts: the table of verdicts, "-" is
 * standard input; sources: the list of sources, "" for none. Ends with 65 when a verdict
 * has no reading or a reading no verdict.
 */
void claims_report(struct document *d, struct mem *m, const char *claims,
                   const char *verdicts, const char *sources);

#endif
