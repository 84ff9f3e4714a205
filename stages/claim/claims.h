/*
 * claims - the language of claims files (pipeline/claims/<article>.claims), read into a
 * tree. It knows words and their order, not data; judge.h evaluates the tree.
 *
 *     file     = { "article" TEXT | "publisher" TEXT | "url" TEXT | "published" DATE
 *                | "own" ID {ID} | "repeats" ID {ID} | "absent" COLUMN "=" CODE
 *                | "series" NAME [TEXT] "=" ref | claim }
 *     claim    = "claim" ID TEXT ["parts"] ["from" TEXT {"," TEXT}] reading {reading}
 *     reading  = "reading" ID TEXT ["basis" ("published" | "latest")]
 *                ( "test" truth | "show" number {"," number} ["because" TEXT] | "words" )
 *                {"beside" number {"," number}} ["note" TEXT]
 *     truth    = both {"or" both}        both = denied {"and" denied}
 *     denied   = "not" denied | comparison
 *     comparison = side ["is" | "was" | "were"] [ sign side | "overlaps" side | "covers" PERIOD | "says" TEXT
 *                | ("near" | "about" | "around" | "roughly" | "almost" | "nearly"
 *                  | "just" ("over" | "under")) number ["within" number]
 *                | "within" number "of" number | "between" number "and" number ]
 *     sign     = "<" | "<=" | "=" | ">=" | ">" | "!=" | "at" ("most" | "least")
 *                | ("less" | "fewer" | "lower" | "more" | "higher" | "greater") "than"
 *                | "over" | "above" | "under" | "below"; none after "is" means "="
 *     side     = ["each" | "any"] number
 *     number   = term {("+" | "-") term}  term = factor {("*" | "/") factor}
 *     factor   = "-" factor | figure | "(" truth ")" | ref | function
 *     figure   = (DECIMAL | "five" | "twenty-five" | "double" | "a" | ...) {"dozen" | "hundred"
 *                | "thousand" | "million" | "billion"} ["%" | "percent" | "points"]
 *                | DECIMAL ("k" | "m" | "bn") | "half" | "two" "thirds" | "one" "in" figure
 *     ref      = "[" INDICATOR {COLUMN "=" codes} period ["by=" ids] "]" | NAME "[" ... "]"
 *     codes    = code {"," code} | "*" | "!" code {"," code}    code = CODE | TEXT
 *     ids      = ID {"," ID} | "*"
 *     period   = PERIOD | [PERIOD] ".." [PERIOD]
 *     function = a name of function_*.c, its arguments in parentheses
 *
 * A span where a number belongs, inside always(), ever(), rose() and fell() or behind each and
 * any, stands for each of its periods in turn (spread.c).
 *
 * A comment runs from # to the end of the line. Lines have no other meaning.
 */
#ifndef CLAIMS_H
#define CLAIMS_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "claim/directory.h"
#include "claim/faults.h"
#include "program/mem.h"
#include "table/period.h"

enum node_kind {
    /* numbers */
    NODE_NUMBER,
    NODE_REF, /* a set when ref->set */
    NODE_NEGATIVE,
    NODE_ADD,
    NODE_SUBTRACT,
    NODE_MULTIPLY,
    NODE_DIVIDE,
    NODE_CALL, /* of a function (function.h); a number, a key or a truth */
    NODE_KEY,  /* which period or code */
    /* one side of a comparison, over a set */
    NODE_EACH,
    NODE_ANY,
    /* truths */
    NODE_LESS,
    NODE_AT_MOST,
    NODE_EQUAL,
    NODE_AT_LEAST,
    NODE_MORE,
    NODE_DIFFERENT,
    NODE_OVERLAPS,
    NODE_NEAR,
    NODE_ABOUT,
    NODE_ALMOST,
    NODE_JUST_OVER,
    NODE_BETWEEN,
    NODE_COVERS,
    NODE_SAYS,
    NODE_AND,
    NODE_OR,
    NODE_NOT
};

enum node_type { TYPE_NUMBER, TYPE_SET, TYPE_KEY, TYPE_TRUTH };

/* Tables that a claim is judged by in place of the one at hand; a reference takes the
 * first that has its columns. */
struct paths {
    const char **path;
    size_t n;
};

struct name {
    const char *text, *column; /* column for `absent` alone */
    struct spot at;
};

struct names {
    struct name *item;
    size_t n;
};

struct ref_dim {
    const char *column;
    const char **code; /* as written; codes in place of names after evidence_check() */
    struct spot *spot;
    size_t n;
    bool all, but; /* "*"; "!A,B" */
    bool named;    /* the words of the series tell it */
};

/* It stands for several codes. */
static inline bool
ref_runs(const struct ref_dim *d)
{
    return d->all || d->but || d->n > 1;
}

/* The code is one of those that are written. */
static inline bool
ref_writes(const struct ref_dim *d, const char *code)
{
    for (size_t i = 0; i < d->n; i++)
        if (!strcmp(d->code[i], code))
            return true;
    return false;
}

/* A reference to rows of a table. The first dim is the indicator; a key column that is
 * not named is `_T`. */
struct ref {
    struct ref_dim *dim;
    size_t n;
    const char *period;       /* as written when it is one, else NULL */
    const char *first, *last; /* ends of a span, NULL where open */
    bool span, set;
    bool article;        /* what the article itself states: a claim, never evidence */
    const char *by;      /* only the statement of this source, the first of by_ids */
    struct names by_ids; /* several: a set of statements */
    bool by_any;
    const struct paths *from; /* NULL: the table at hand */
    const char
        *words; /* of its series, so that "5 <words> in 2018" reads well; or NULL */
    struct spot at;
};

struct judged;         /* judge.h */
struct claim_function; /* function.h */

struct node {
    enum node_kind kind;
    enum node_type type;
    struct spot at;
    struct node *arg[3];
    int n;
    int depth; /* of the tree below */
    double number;
    const char *unit; /* of a number that is written with one, else NULL */
    double rounded; /* so far a number that only rounding gives may be off; 0: exact */
    const char *text;
    const char **code; /* of NODE_KEY: one, or several after top() */
    size_t codes;
    struct ref *ref;
    const struct claim_function *function; /* of NODE_CALL */
    struct judged *judged;
};

enum basis { BASIS_BOTH, BASIS_PUBLISHED, BASIS_LATEST };
enum reading_kind { READING_TEST, READING_SHOW, READING_WORDS };

struct node_list {
    struct node **item;
    size_t n;
};

struct reading {
    const char *id, *question, *because, *note;
    enum basis basis;
    enum reading_kind kind;
    struct node *test;
    struct node_list show, beside;
    struct spot at;
};

struct claim {
    const char *id, *paraphrase;
    const struct paths *from;
    struct reading *reading;
    size_t n;
    bool parts; /* its readings are its parts: it holds when all do */
    bool begun; /* a line "reading" follows, if perhaps a faulty one */
    struct spot at;
};

struct series_name {
    const char *name;
    struct ref *ref;
};

struct claims {
    const char *article, *publisher, *url, *published; /* NULL when not given */
    struct spot article_at, url_at;
    long day; /* of published, its last day */
    struct names own, repeats, absent;
    struct ref **ref; /* every reference in a reading, in order */
    size_t refs;
    struct node **key; /* every NODE_KEY */
    size_t keys;
    struct series_name *series;
    size_t n_series;
    struct directory series_ids, ids; /* numbers in series[] and claim[] */
    struct faults *faults;
    struct claim *claim;
    size_t n;
};

/* Reads n bytes of text. What is wrong is in faults of the result, which lives in m. */
struct claims *claims_parse(struct mem *m, const char *file, const char *text,
                            size_t n);

/* Reads a file ("-": standard input); ends with 66 when it cannot be read. */
struct claims *claims_try(struct mem *m, const char *path);

/* The same, and ends with 65 and all faults when there are any. */
struct claims *claims_read(struct mem *m, const char *path);

#endif
