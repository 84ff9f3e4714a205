/*
 * function - what a function of the claims language is.
 *
 * Each is a `const struct claim_function` in a file function_x.c, found by name
 * (scripts/methods): how it is written, what it comes to, how it is said. The head comment
 * of the file is part of `claim --help`.
 */
#ifndef FUNCTION_H
#define FUNCTION_H

#include "claim/words.h"

struct parser; /* reader.h */

struct claim_function {
    const char *name, *usage; /* "share", "share(PART, WHOLE)" */
    /* An argument a letter: n number, s set, p the periods of one series, r one reference,
     * c set or comparison of one, m movement: rose() or fell(), or a comparison of the
     * periods of one series with a number or another series. */
    const char *takes;
    enum node_type gives;
    bool together; /* its figures belong to one edition: parts and whole, one ranking */
    bool marks;    /* its set's holds[] marks the members that it is about */
    bool many;     /* of TYPE_KEY: can be compared with several codes */
    bool chance;   /* a statistical test, which has an error rate */
    /* "fl" or "lf": one span may stand for both numbers, its first and last period. */
    const char *ends;
    /* Of each period of a computed expression, joined by NODE_AND or NODE_OR: 'm' as it stands, 'p'
     * compared with that of the period before by `moves`. */
    enum node_kind spreads, moves;
    /* What stands in the tree for the call, its arguments read; NULL: the call. */
    struct node *(*becomes)(struct parser *p, struct node *call);
    /* Sets number or truth of n->judged; the arguments are judged. */
    void (*judge)(const struct evidence *e, struct node *n);
    /* A number within the bounds of the judged call that it cannot be; NULL: there is none. */
    bool (*cannot)(const struct node *call, double x);
    /* Of a movement: marks in which periods it holds. */
    void (*step)(struct judged *set);
    /* Of TYPE_KEY: the words that it can be, parted by blanks; NULL: periods and codes. */
    const char *words;
    /* Of TYPE_KEY: whether the judged call is what is named. */
    enum truth (*is)(const struct node *call, const struct node *key);
    const char
        *result; /* said before the number: "the sum, ", or of a key: "largest" */
    /* Said when the argument that it divides by is 0; NULL: it divides by none. */
    const char *of_zero;
    int base; /* which that is */
    /* How it comes about; NULL: its first argument. */
    char *(*inside)(struct words *w, const struct node *n);
    /* All of it; NULL: "result number (inside)". A truth has one; of a key n is the
     * comparison. */
    char *(*say)(struct words *w, const struct node *n);
};
extern const struct claim_function *const claim_functions[];

#endif
