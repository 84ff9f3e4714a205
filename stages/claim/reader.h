/*
 * reader - what the parts of the parser of claims files share: the place in the text, words
 * and quotes (scan.c), references (reference.c), numbers (literal.c), calls of functions
 * (call.c), expressions (grammar.c). A fault jumps back to the loop over the
 * file's items (claims.c), which goes on where recovery.c says.
 */
#ifndef READER_H
#define READER_H

#include <setjmp.h>

#include "claim/claims.h"

/* Spans where numbers belong, as in share(A[2014..2017], B[2014..2017]): the expression is read
 * again for each period (spread.c). */
struct spread {
    enum { SPREAD_NONE, SPREAD_LOOKS, SPREAD_READS } mode;
    size_t periods, at; /* of the spans that were met; the one that is read */
    int quantifier;     /* NODE_EACH or NODE_ANY before such an expression, or 0 */
};

struct parser {
    struct mem *m;
    const char *at, *end, *line_start;
    long line;
    int depth;
    const char *item; /* where the item at hand begins */
    bool test;        /* it is a reading, at its test or behind it */
    bool inside;      /* and goes on behind a fault */
    struct claims *claims;
    const struct paths *from; /* of the claim at hand */
    struct spread spread;
    jmp_buf out;
};

#define PUSH(m, list, count, value)                              \
    do {                                                         \
        (list) = mem_more((m), (list), (count), sizeof *(list)); \
        (list)[(count)++] = (value);                             \
    } while (0)

/* ---- scan.c */

struct spot here(const struct parser *p);

/* Where reading may begin anew, and how much was on the lists of the file; resume_at() leaves
 * these, resume_afresh() takes off what was added since. */
struct resume {
    const char *at, *line_start;
    long line;
    size_t refs, keys;
};
struct resume resume_here(const struct parser *p);
void resume_at(struct parser *p, const struct resume *place);
void resume_afresh(struct parser *p, const struct resume *place);

/* Adds a fault; fail() also gives the item up. */
void complain(struct parser *p, struct spot at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
_Noreturn void fail(struct parser *p, struct spot at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* "found X, expected Y" at the place. */
_Noreturn void expected(struct parser *p, const char *what);

/* What stands here, quoted. */
const char *found(struct parser *p);

/* Blanks, lines and comments. */
void skip(struct parser *p);
size_t word_length(const struct parser *p);
bool is_next(struct parser *p, const char *word);
bool take(struct parser *p, const char *word);
bool take_sign(struct parser *p, const char *sign);
void need_sign(struct parser *p, const char *sign);
const char *quoted(struct parser *p, const char *what);

/* The bytes up to one that is not a word's nor in more. */
const char *text_of(struct parser *p, const char *more, const char *what);
const char *identity(struct parser *p, const char *what);

/* ---- reference.c */

const char *a_period(struct parser *p, struct spot at, const char *text);

/* A code, or a name in its place, which has quotes where it has blanks. */
const char *code_or_name(struct parser *p);
struct ref *bracket(struct parser *p);
struct series_name *series_named(const struct parser *p, const char *name, size_t n);

/* NAME "[" ... "]": the series with what is given here in place of or beside its own. */
struct ref *from_series(struct parser *p, const struct series_name *s);
struct node *reference(struct parser *p, struct ref *ref);

/* ---- literal.c */

struct node *decimal(struct parser *p);
struct node *number_in_words(struct parser *p, struct spot at); /* NULL: none is here */

/* ---- call.c */

struct node *call(struct parser *p); /* NULL when no function's name stands here */
const struct claim_function *function_named(const char *name); /* NULL for none */
bool is_comparison(const struct node *n);
bool is_periods(const struct node *n);

/* ---- spread.c */

/* A span where a number belongs, while p->spread looks or reads: the span, or its period. */
struct node *spread_span(struct parser *p, struct node *n);

/* Reads what was looked at from begin on once for each period, parts joined by NODE_AND or
 * NODE_OR. */
struct node *spread_read(struct parser *p, const struct resume *begin,
                         enum node_kind kind, struct node *(*part)(struct parser *p));

/* The argument of always(), ever(), rose() or fell() where it has such spans; else NULL, and
 * nothing is read. */
struct node *spread_call(struct parser *p, const struct claim_function *f);

/* ---- recovery.c */

extern const char
    *const recovery_items[]; /* words that begin an item; NULL at the end */

/* From a fault to where reading can go on: behind it in the same reading (p->inside), else
 * to the next line that begins an item. */
void recovery(struct parser *p);

/* ---- grammar.c */

struct node *truth(struct parser *p);
struct node *number_of(struct parser *p); /* a sum of products; may be a set */
struct node *logical(struct parser *p, struct node *n);
struct node *want(struct parser *p, struct node *n, enum node_type type,
                  const char *what);
struct node *new_node(struct parser *p, enum node_kind kind, enum node_type type,
                      struct spot at);
struct node *join(struct parser *p, enum node_kind kind, enum node_type type,
                  struct spot at, struct node *a, struct node *b);
struct node *constant(struct parser *p, struct spot at, double x, const char *unit);

#endif
