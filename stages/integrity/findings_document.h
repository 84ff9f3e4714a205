/*
 * findings_document - findings as a document for people.
 */
#ifndef FINDINGS_DOCUMENT_H
#define FINDINGS_DOCUMENT_H

#include "document/document.h"
#include "integrity/findings_list.h"

/* Opens d and fills it: the counts, a table of findings, what is not listed. */
void findings_document(struct document *d, struct findings *r,
                       struct findings_listing *l);

#endif
