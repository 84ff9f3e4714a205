/*
 * A comparison in words: its sides and how they stand to one another.
 */
#include <string.h>

#include "claim/function.h"
#include "claim/words.h"

static const struct {
    enum node_kind kind;
    const char *yes, *no, *maybe;
} verbs[] = {
    {NODE_LESS, "less than", "not less than", "which may or may not be less than"},
    {NODE_AT_MOST, "at most", "more than", "which may or may not be at most"},
    {NODE_EQUAL, "equal to", "not equal to", "which may or may not equal"},
    {NODE_AT_LEAST, "at least", "less than", "which may or may not be at least"},
    {NODE_MORE, "more than", "not more than", "which may or may not be more than"},
    {NODE_DIFFERENT, "not equal to", "equal to", "which may or may not differ from"},
    {NODE_OVERLAPS, "compatible with", "not compatible with",
     "which may or may not be compatible with"},
    {NODE_NEAR, "within %s of", "not within %s of",
     "which may or may not be within %s of"},
    {NODE_ABOUT, "within %s of", "not within %s of",
     "which may or may not be within %s of"},
    {NODE_ALMOST, "below", "not below", "which may or may not be below"},
    {NODE_JUST_OVER, "above", "not above", "which may or may not be above"},
    {NODE_BETWEEN, "between", "not between", "which may or may not be between"},
};

const char *
words_how(enum node_kind kind, enum truth t)
{
    size_t i = 0;
    while (verbs[i].kind != kind)
        i++;
    return t == TRUTH_YES ? verbs[i].yes : t == TRUTH_NO ? verbs[i].no : verbs[i].maybe;
}

/* One side: of each or any, the members that decide. */
char *
words_side(struct words *w, const struct node *n, enum truth truth)
{
    if (n->kind != NODE_EACH && n->kind != NODE_ANY)
        return words_phrase(w, n);
    const struct judged *set = n->arg[0]->judged;
    bool each = n->kind == NODE_EACH;
    const char *of = "";
    if (set->n > 1 && truth == TRUTH_YES && each)
        of = "each of ";
    if (truth == TRUTH_NO && !each)
        of = set->n > 1 ? "none of " : "not ";
    return mem_print(w->m, "%s%s", of, words_members(w, n->arg[0], true, truth));
}

static bool
says_none(const struct node *n)
{
    for (int i = 0; i < n->n; i++)
        if (n->arg[i]->kind == NODE_ANY)
            return n->judged->truth == TRUTH_NO;
    return false;
}

const char *
words_verb(struct words *w, const struct node *n)
{
    enum truth t = says_none(n) ? TRUTH_YES : n->judged->truth;
    const char *text = words_how(n->kind, t);
    const char *gap = strstr(text, "%s");
    if (!gap)
        return text;
    return mem_print(w->m, "%.*s%s%s", (int)(gap - text), text,
                     words_phrase(w, n->arg[2]), gap + 2);
}

/* The codes on the right of argmax() and top(), in words. */
static char *
key_words(struct words *w, const struct node *key)
{
    const char *column = "period";
    for (size_t k = 0; k < key->ref->n; k++)
        if (key->ref->dim[k].all || key->ref->dim[k].but || key->ref->dim[k].n > 1)
            column = key->ref->dim[k].column;
    char **part = mem_array(w->m, key->codes, sizeof *part);
    struct period p;
    for (size_t i = 0; i < key->codes; i++)
        part[i] = period_parse(key->code[i], &p)
                      ? words_period(w, key->code[i])
                      : mem_copy(w->m, labels_get(w->labels, column, key->code[i]));
    return words_listed(w, part, key->codes);
}

static char *
extreme(struct words *w, const struct node *n)
{
    const struct node *of = n->arg[0];
    static const char *const is[] = {"is not", "may or may not be", "is"};
    static const char *const are[] = {"are not", "may or may not be", "are"};
    enum truth t = n->kind == NODE_EQUAL ? n->judged->truth
                                         : (enum truth)(TRUTH_YES - n->judged->truth);
    bool many = n->arg[1]->codes > 1;
    char *named = key_words(w, n->arg[1]);
    return mem_print(w->m, "%s %s the %s%s of %s", named, (many ? are : is)[t],
                     of->function->result, many ? ", in this order," : "",
                     words_members(w, of->arg[0], false, TRUTH_UNKNOWN));
}

/* "<2015 <2016" in words: "fewer than in 2015 and 2016". */
static char *
comparisons(struct words *w, const char *text)
{
    char *out = mem_copy(w->m, "");
    while (*text) {
        char sign = *text, **part = mem_array(w->m, strlen(text), sizeof *part);
        const char *how = sign == '<'   ? "fewer than in "
                          : sign == '>' ? "more than in "
                                        : "as many as in ";
        size_t n = 0;
        while (*text == sign) {
            size_t len = strcspn(text, " ");
            part[n++] = words_period(w, mem_text(w->m, text + 1, len - 1));
            text += len;
            text += strspn(text, " ");
        }
        out = words_add(w, out, ", ",
                        mem_print(w->m, "%s%s", how, words_listed(w, part, n)));
    }
    return out;
}

char *
words_leaf(struct words *w, const struct node *n)
{
    static const char *const covers[] = {"does not cover", "may or may not cover",
                                         "covers"};
    static const char *const stated[] = {"not stated to be", "perhaps stated to be",
                                         "stated to be"};
    enum truth truth = n->judged->truth;
    if (n->kind == NODE_COVERS)
        return mem_print(w->m, "%s, a period that %s %s", words_phrase(w, n->arg[0]),
                         covers[truth], words_period(w, n->text));
    if (n->kind == NODE_SAYS)
        return mem_print(w->m, "%s, %s %s", words_phrase(w, n->arg[0]), stated[truth],
                         comparisons(w, n->text));
    if (n->kind == NODE_CALL)
        return n->function->say(w, n);
    if (n->arg[1]->kind == NODE_KEY)
        return n->arg[0]->function->say ? n->arg[0]->function->say(w, n)
                                        : extreme(w, n);
    if (n->kind == NODE_BETWEEN) {
        char *x = words_phrase(w, n->arg[0]);
        const char *how = words_verb(w, n);
        char *low = words_phrase(w, n->arg[1]);
        return mem_print(w->m, "%s, %s %s and %s", x, how, low,
                         words_phrase(w, n->arg[2]));
    }
    char *left = words_side(w, n->arg[0], truth);
    const char *is = words_verb(w, n);
    char *text =
        mem_print(w->m, "%s, %s %s", left, is, words_side(w, n->arg[1], truth));
    if (n->kind != NODE_ALMOST && n->kind != NODE_JUST_OVER)
        return text;
    return mem_print(w->m, "%s by at most %s", text, words_phrase(w, n->arg[2]));
}
