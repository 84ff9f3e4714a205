/*
 * story - what is known of a row, told as a document: who said so, what else was said,
 * what was done to it, from which files.
 */
#ifndef STORY_H
#define STORY_H

#include <stdbool.h>

#include "dataset/labels.h"
#include "document/document.h"
#include "provenance/lineage.h"

struct story {
    struct mem *m;
    const struct lineage *line;
    struct labels labels;
    struct doc_node *body; /* where parts are put */
    bool all;              /* no list is cut short */
    int level;             /* of the headings of parts, 3 unless it is set */
    long digits;           /* after the point, where the row is printed */
    const char *also; /* a file that was read besides those of the stages, or NULL */

    bool *mark;          /* the rows that are told of */
    const char *letters; /* of status, that were named */
    const char **said;   /* stages whose purpose was told */
    size_t n_said;
    struct story_purpose {
        const char *stage, *text;
    } * purpose; /* what stages said of themselves when asked, each once */
    size_t purposes;
};

void story_open(struct story *y, struct mem *m, const struct lineage *line,
                const char *codes);

/* From here on the story is about these rows and all that is behind them. */
void story_about(struct story *y, const size_t row[], size_t n);

/* ---- words */

/* The key in words, without codes that stand for "all"; beside another row's key (not
 * LINE_NONE) only where it differs. The period is always said. */
const char *story_key(struct story *y, size_t row, size_t beside);

/* The key in words, and what kind of number it is where that is not a count as published: "share
 * of asylum applicants, 2017, percent", "referrals, 2022 Q3, estimate". */
const char *story_title(struct story *y, size_t row);

/* Value and bounds with `digits` after the point; *rounded as of display.h. */
const char *story_printed(const struct story *y, size_t row, bool *rounded);

/* The same with all digits, and what the letters of its status mean. */
const char *story_exact(const struct story *y, size_t row);
const char *story_status(const struct story *y, size_t row);

/* What a row says, exactly, with its comparisons; its unit when it is not that of the row
 * beside it; its status when there is anything to say. */
const char *story_amount(struct story *y, size_t row, size_t beside);

/* "datasets/ledger/convictions.csv line 27" */
const char *story_place(const struct story *y, size_t row);

/* ---- parts */

/* Adds to an item a source, `id@published` or an id alone, with its address. */
void story_source(const struct story *y, struct doc_node *item, const char *source);

/* What a stage is for, in its own words: "chooses rows by their cells"; "" when it says none. */
const char *story_purpose(struct story *y, const char *stage);

/* The parts of a story, each with its heading; `row` is what other rows are told beside. */
void story_number(struct story *y, size_t row);
void story_sources(struct story *y, size_t row);
void story_rivals(struct story *y, size_t row);
void story_around(struct story *y, size_t row);
void story_steps(struct story *y, size_t row);
void story_letters(struct story *y, size_t row);
void story_files(struct story *y, const char *command);

/* Version and revision of the code: "attest 0.1, revision 3ad8c3 (modified)". */
const char *story_code(struct mem *m);

/* The dataset rows that the story rests on; returns how many. leaf: room for all rows. */
size_t story_leaves(const struct story *y, size_t leaf[]);

/* The files that the stages read for it, each once, NULL at the end. */
const char **story_read(const struct story *y);

/* True when the statement was not taken, in place of one that the story rests on. */
bool story_is_rival(const struct story *y, const struct line_passed *p);

/* ---- what the parts share */

/* A cell by the name of its column, "" when its table has no such column. */
const char *story_cell(const struct story *y, size_t row, const char *column);

/* a and b with between between them, unless one is empty. */
const char *story_join(const struct story *y, const char *a, const char *between,
                       const char *b);

/* Announces what a list leaves out; nothing when more is 0. */
void story_put_more(const struct story *y, struct doc_node *list, size_t more,
                    const char *what);

/* True when a row of the table is told of. */
bool story_told_of(const struct story *y, int table);

#endif
