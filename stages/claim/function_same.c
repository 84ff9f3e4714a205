/*
 * same(A, B)                      two statements are put alike, a comparison
 */
#include <string.h>

#include "claim/function.h"

static enum truth
same_statement(const struct cell *a, const struct cell *b)
{
    static const enum table_column said[] = {TABLE_VALUE, TABLE_LO, TABLE_HI,
                                             TABLE_INTERVAL, TABLE_UNIT};
    if (a->held != HELD || b->held != HELD)
        return TRUTH_UNKNOWN;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (strcmp(book_cell(a->book, a->row, said[i]),
                   book_cell(b->book, b->row, said[i])))
            return TRUTH_NO;
    return TRUTH_YES;
}

static void
judge_same(const struct evidence *e, struct node *n)
{
    (void)e;
    n->judged->truth = same_statement(n->arg[0]->judged->cell, n->arg[1]->judged->cell);
}

static char *
say(struct words *w, const struct node *n)
{
    static const char *const how[] = {"not the same statement as",
                                      "which may or may not be the same statement as",
                                      "the same statement as"};
    char *a = words_phrase(w, n->arg[0]);
    return mem_print(w->m, "%s, %s %s", a, how[n->judged->truth],
                     words_phrase(w, n->arg[1]));
}

const struct claim_function claim_same = {.name = "same",
                                          .usage = "same(A, B)",
                                          .takes = "rr",
                                          .gives = TYPE_TRUTH,
                                          .judge = judge_same,
                                          .say = say};
