/*
 * holdings - the statements that fit a question, as a document: those of one number, or the
 * series that they belong to.
 */
#ifndef HOLDINGS_H
#define HOLDINGS_H

#include "dataset/sources.h"
#include "document/display.h"
#include "document/document.h"
#include "holdings/words.h"

enum { HOLDINGS_SHOWN = 30 };

struct hit {
    char **cell;
    struct period period;
    uint32_t words; /* bit i: word i fits */
    uint32_t named; /* bit k: key column k is named by a word */
    int loose;      /* words that only a definition has */
};

struct search {
    struct mem *m;
    struct table t;
    struct sources cite;
    struct labels labels;
    struct word *word;
    int words;
    bool by_number, all;
    struct hit *hit;
    size_t n;
    uint32_t together; /* the words that hits fit: all, or as many as do at once */
};

/* The columns that statements have. */
extern const char *const holdings_need[];

/* Reads the statements of a file, sorted; keeps those that all words fit, or, when none does,
 * those that the most words fit. Ends with 65 on a faulty table. */
void holdings_read(struct search *s, const char *path);

/* "[nrm_referrals geo=GBR register=NRM 2018]": what a reading would say. */
const char *holdings_reference(struct mem *m, const struct table *t, char *const cell[],
                               const char *period);

/* Statements of a number: who said it, of what, when. The number of them. */
size_t holdings_said(const struct search *s, struct document *d);

/* Series, those named best and least broken down first: how to refer to them, their newest
 * figure, how many periods and sources, gaps. The number of them. */
size_t holdings_series(struct search *s, struct document *d);

#endif
