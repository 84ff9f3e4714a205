/*
 * A number with how it comes about, and comparisons of numbers, in words.
 */
#include <string.h>

#include "claim/function.h"
#include "claim/words.h"

/* ---- numbers */

/* "A joint B", said in that order: which words are said depends on it. */
char *
words_pair(struct words *w, char *(*say)(struct words *, const struct node *),
           const struct node *n, const char *joint)
{
    char *a = say(w, n->arg[0]);
    return mem_print(w->m, "%s%s%s", a, joint, say(w, n->arg[1]));
}

static int
binds(const struct node *n)
{
    switch ((int)n->kind) {
    case NODE_ADD:
    case NODE_SUBTRACT:
        return 1;
    case NODE_MULTIPLY:
    case NODE_DIVIDE:
        return 2;
    case NODE_NUMBER:
    case NODE_REF:
        return 4;
    default:
        return 3;
    }
}

/* An operand, in parentheses where the words alone would be read otherwise; a sum of a set and
 * the like with its result, as its members alone would be read as members. */
static char *
operand(struct words *w, const struct node *n, bool closer)
{
    if (n->kind == NODE_CALL && n->function->result && n->type == TYPE_NUMBER)
        return words_phrase(w, n);
    const char *open = closer ? "(" : "", *close = closer ? ")" : "";
    return mem_print(w->m, "%s%s%s", open, words_inside(w, n), close);
}

static char *
operation(struct words *w, const struct node *n, const char *joint)
{
    char *a = operand(w, n->arg[0], binds(n->arg[0]) < binds(n));
    return mem_print(w->m, "%s %s %s", a, joint,
                     operand(w, n->arg[1], binds(n->arg[1]) < 4));
}

static char *
stated_number(struct words *w, const struct node *n)
{
    bool percent = n->unit && !strcmp(n->unit, "percent");
    return mem_print(w->m, "%s%s", words_number(w, n->number),
                     percent   ? " percent"
                     : n->unit ? " percentage points"
                               : "");
}

char *
words_operand(struct words *w, const struct node *n)
{
    return operand(w, n, binds(n) < 3);
}

/* The inside of a composite: without its own result. */
char *
words_inside(struct words *w, const struct node *n)
{
    const struct node *a = n->arg[0];
    switch ((int)n->kind) {
    case NODE_NUMBER:
        return stated_number(w, n);
    case NODE_REF:
        return words_members(w, n, false, TRUTH_UNKNOWN);
    case NODE_NEGATIVE:
        return mem_print(w->m, "minus %s", operand(w, a, binds(a) < 4));
    case NODE_ADD:
        return operation(w, n, "plus");
    case NODE_SUBTRACT:
        return operation(w, n, "minus");
    case NODE_MULTIPLY:
        return operation(w, n, "times");
    case NODE_DIVIDE:
        return operation(w, n, "divided by");
    case NODE_CALL:
        return n->function->inside ? n->function->inside(w, n) : words_inside(w, a);
    default:
        return words_inside(w, a);
    }
}

/* A number with how it comes about. */
char *
words_phrase(struct words *w, const struct node *n)
{
    bool call = n->kind == NODE_CALL;
    if (n->kind == NODE_NUMBER || n->kind == NODE_REF)
        return words_inside(w, n);
    if (call && n->function->say)
        return n->function->say(w, n);
    char *inside = words_inside(w, n), *result = words_figure(w, &n->judged->number);
    if (words_unstated(result))
        return inside;
    return mem_print(w->m, "%s%s (%s)",
                     call && n->function->result ? n->function->result : "", result,
                     inside);
}
