/*
 * claim_review - conclusions as schema.org ClaimReview (JSON-LD), for search engines and
 * aggregators of fact-checks, to be set into a page. The rating is in words, without a number.
 */
#ifndef CLAIM_REVIEW_H
#define CLAIM_REVIEW_H

#include <stdio.h>

#include "claim/claims_report.h"

struct review {
    const char *author, *address; /* who reviews, and the page of the review */
    const char *date;             /* of the review, ISO 8601, or NULL */
    const char *claim;            /* only this one; NULL: all, as an array */
};

/* Writes it. A page has one claim: with several, each has the address and "#ID". Ends with
 * 64 when there is no such claim. */
void claim_review_write(FILE *out, struct mem *m, const struct claims_report *r,
                        const struct review *review);

#endif
