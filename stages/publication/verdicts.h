/*
 * verdicts - the table of verdicts on an article, and when each reading held, as a drawing.
 */
#ifndef VERDICTS_H
#define VERDICTS_H

#include "claim/claims_report.h"
#include "claim/conclusion.h"
#include "publication/site.h"

struct verdict_row {
    const char *claim, *reading, *basis, *verdict, *source, *why, *mentions, *question,
        *held, *notes; /* what the ledger notes on the numbers, parted by `|` */
};

struct verdict_row *verdict_rows(struct mem *m, const char *file, size_t *n);

/* Those on one claim. */
struct verdict_row *verdict_rows_of(struct mem *m, const struct verdict_row all[],
                                    size_t n, const char *claim, size_t *kept);

/* The readings of which it is known when they held, each once. */
struct verdict_timeline {
    struct verdict_line {
        const char *reading, *question, *held;
        const char *words; /* "from 31 March 2021 to 2 March 2022" */
    } * line;
    size_t n;
    size_t spans;  /* times of which the days are known */
    long from, to; /* the first day and the last of them */
};

struct verdict_timeline verdict_timeline(struct mem *m, const struct verdict_row row[],
                                         size_t n);

/* An svg element: a line a reading, filled when it held; the article's day, NULL: not known.
 * id: what the ids in it begin with. */
const char *verdict_drawing(struct mem *m, const struct verdict_timeline *t,
                            const char *published, const char *id);

/* An article's verdicts and conclusions, in words of the site's day. */
struct claims_report verdict_report(const struct site *s, struct mem *m,
                                    const struct recipe_claims *a);

/* How a claim stands: a word for its look, good, bad or open; and in words of the site's day,
 * within a sentence or as a heading. */
const char *standing_look(enum standing how);
const char *standing_words(const struct site *s, struct mem *m, enum standing how);
const char *standing_heading(const struct site *s, struct mem *m, enum standing how);

#endif
