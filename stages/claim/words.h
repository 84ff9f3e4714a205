/*
 * words - numbers, what they are about, and comparisons, in plain words: "103 victims
 * identified in 2019 (women and girls)". Texts live in words.m. The order of calls matters:
 * what is counted is not said twice in a row.
 */
#ifndef WORDS_H
#define WORDS_H

#include "claim/judge.h"

/* So many periods of a span are named on a card; of more, the first and the last. */
enum { SPAN_BRIEFLY = 3 };

struct words {
    const struct evidence *e;
    struct mem *m;
    struct labels *labels;
    const char *said; /* the subject of the mention before */
    const char *by;   /* the source of the mention before that named one */
    bool brief;       /* for a card: of long lists and spans only the ends */
    const char
        *apart; /* brief: what narrowed the mention before, and is not said twice */
    const char *when; /* brief: its period, which is not said twice of another group */
    bool unsaid;      /* brief: it was left out once, so that "all" has to be said */
    struct cell_list told;   /* brief: what marks.c has marked */
    const struct node *than; /* the number that others are compared with, or NULL */
};

/* ---- marks.c: which cells a text for a card tells */

/* The text of a mention with a mark for its cell; not brief, or nothing held: the text. */
char *words_marked(struct words *w, char *text, const struct cell *c);

/* How long it is without marks. */
size_t words_width(const char *text);

/* The text without marks; adds the cells of those that it had to told. */
char *words_unmarked(struct words *w, const char *text, struct cell_list *told);

/* ---- mention.c: what a number is about */

/* Adds part to text with the joint between them. */
char *words_add(struct words *w, char *text, const char *joint, const char *part);

/* "a, b and c"; of many the first ones and how many more. */
char *words_listed(struct words *w, char *const part[], size_t n);

/* What is counted: the words of the series, or "persons convicted, Albania (TIP)". */
const char *words_subject(struct words *w, const struct cell *c);

/* The same, empty when the mention before had it. */
const char *words_named(struct words *w, const struct cell *c);

/* What is counted, of one: "victim identified", or as it is when that is not plain. */
const char *words_one(struct words *w, const char *what);

/* A code of the column inside a sentence: "citizens of Albania", "children". */
const char *words_code(struct words *w, const char *column, const char *code);

/* What narrows it down here: "citizens of Albania, women and girls". */
char *words_narrowed(struct words *w, const struct cell *c);

/* "2017", "2014 to 2018", "January to September 2016", "1 April 2009 to 18 March 2019". */
char *words_period(struct words *w, const char *text);

/* "in" or "over". */
const char *words_preposition(const char *period);

/* " according to ID" of a reference with by=, else empty. */
const char *words_according(struct words *w, const struct cell *c);

/* "convictions in Albania in 2018 (women and girls)" */
char *words_where(struct words *w, const struct cell *c);

/* ---- figure.c: how much */

char *words_number(struct words *w, double x);
char *words_figure(struct words *w, const struct number *x);

/* The figure says that no number is stated. */
bool words_unstated(const char *figure);

/* The quotient of two counts is open from 0 up. */
bool words_says_nothing(const struct number *quotient);

/* A figure with what it is about; of a cell that is not held that nothing is. */
char *words_cell(struct words *w, const struct cell *c, const struct number *x);
char *words_member(struct words *w, const struct judged *set, size_t i);

/* The members of a set, when deciding only those that decide on truth. */
char *words_members(struct words *w, const struct node *set, bool deciding,
                    enum truth truth);

/* ---- phrase.c, leaf.c */

/* The inside of a composite: without its own result. */
char *words_inside(struct words *w, const struct node *n);

/* The same in parentheses when it is a sum or the like. */
char *words_operand(struct words *w, const struct node *n);

/* A number with how it comes about. */
char *words_phrase(struct words *w, const struct node *n);

/* "A joint B" of the first two arguments, said in that order. */
char *words_pair(struct words *w, char *(*say)(struct words *, const struct node *),
                 const struct node *n, const char *joint);

/* Of so many members of a set "the 55 from 2009 Q2 to 2022 Q4", "the 201 others that are
 * held". */
char *words_how_many(struct words *w, const struct node *set, size_t n,
                     const char *what);

/* "less than", "not less than", "which may or may not be less than" */
const char *words_how(enum node_kind kind, enum truth t);

/* The same of a judged comparison, with how far "about" reaches. */
const char *words_verb(struct words *w, const struct node *n);

/* The other members that surely are as large as x; NULL for none. */
char *words_equals(struct words *w, const struct judged *set, const struct number *x);

/* The number on a side of < and the like, that the other must not be rounded to; or NULL. */
const struct node *words_than(const struct node *n);

/* A comparison. */
char *words_leaf(struct words *w, const struct node *n);

/* "a published rank is held: place 1 by NRM rank in 2022 (citizens of Albania), Home Office,
 * 2 March 2023", of those that the verdict rests on; else empty. */
const char *words_places(struct words *w, const struct judged *set);

/* ---- gaps.c: what is missing */

/* Adds one clause for each reason, with all that it holds for. */
char *words_missing(struct words *w, char *text, const struct cell_list *cells);
bool words_lack(const struct cell_list *cells);

/* Adds the cells of comparisons that are held although others are lacking. */
char *words_still_held(struct words *w, char *text, const struct cell_list *cells);

#endif
