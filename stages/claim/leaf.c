/*
 * A comparison in words: its sides and how they stand to one another.
 */
#include <math.h>
#include <string.h>

#include "claim/function.h"
#include "claim/members.h"
#include "claim/words.h"
#include "document/display.h"

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
    {NODE_ALMOST, "at most %s below", "not within %s below",
     "which may or may not be within %s below"},
    {NODE_JUST_OVER, "at most %s above", "not within %s above",
     "which may or may not be within %s above"},
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

/* So many members of a set are named; of more, the one that comes next. */
#define NAMED_MAX 6
#define NAMED_BRIEFLY 2

/* Under top(), where a list is not cut: what is named has to be in it. */
#define NAMED_IN_ORDER 3

static size_t
named_most(const struct words *w)
{
    return w->brief ? NAMED_BRIEFLY : NAMED_MAX;
}

char *
words_how_many(struct words *w, const struct node *set, size_t n, const char *what)
{
    const struct judged *j = set->judged;
    if (!set->ref->span)
        return mem_print(w->m, "the %zu%s that are held", n, what);
    char *first = words_period(w, j->cell[0].period);
    return mem_print(w->m, "the %zu from %s to %s", n, first,
                     words_period(w, j->cell[j->n - 1].period));
}

/* Under each: all members, by their number and the one that comes next. */
static char *
each_of_many(struct words *w, const struct node *set, bool largest, bool others)
{
    const struct judged *j = set->judged;
    char *all = words_how_many(w, set, j->n, others ? " others" : "");
    size_t next = members_extreme(j, largest, NULL, 0);
    const char *rest = j->open && isfinite(j->rest)
                           ? mem_print(w->m, "; all others have at most %s together",
                                       words_number(w, j->rest))
                           : "";
    if (w->brief && others && next < j->n)
        return mem_print(
            w->m, "each of %s (the %s %s%s)", all, largest ? "largest" : "smallest",
            words_marked(w, words_figure(w, &j->member[next]), &j->cell[next]), rest);
    return mem_print(w->m, "each of %s, of which the %s is %s%s", all,
                     largest ? "largest" : "smallest", words_member(w, j, next), rest);
}

/* A side of a comparison: of each or any, the members that decide. */
static char *
side(struct words *w, const struct node *of, int i)
{
    const struct node *n = of->arg[i];
    enum truth truth = of->judged->truth;
    if (n->kind != NODE_EACH && n->kind != NODE_ANY)
        return words_phrase(w, n);
    const struct judged *set = n->arg[0]->judged;
    bool each = n->kind == NODE_EACH;
    bool up = of->kind == NODE_MORE || of->kind == NODE_AT_LEAST;
    bool down = of->kind == NODE_LESS || of->kind == NODE_AT_MOST;
    if (each && truth == TRUTH_YES && (up || down) && set->n > named_most(w))
        return each_of_many(w, n->arg[0], i == 1 ? up : down,
                            of->arg[!i]->kind != NODE_NUMBER);
    const char *of_them = "";
    if (set->n > 1 && truth == TRUTH_YES && each)
        of_them = "each of ";
    if (truth == TRUTH_NO && !each)
        of_them = set->n > 1 ? "none of " : "not ";
    return mem_print(w->m, "%s%s", of_them, words_members(w, n->arg[0], true, truth));
}

static bool
says_none(const struct node *n)
{
    for (int i = 0; i < n->n; i++)
        if (n->arg[i]->kind == NODE_ANY)
            return n->judged->truth == TRUTH_NO;
    return false;
}

/* "More than" or "less than" fails, and not because the numbers are equal. */
static bool
strictly(const struct node *n)
{
    bool more = n->kind == NODE_MORE;
    if (!more && n->kind != NODE_LESS)
        return false;
    const struct node *left = n->arg[0], *right = n->arg[1];
    if (left->kind == NODE_EACH || left->kind == NODE_ANY || right->kind == NODE_ANY)
        return false;
    const struct number *a = &left->judged->number, *b = &right->judged->number;
    if (right->kind != NODE_EACH)
        return truth_less(more ? a : b, more ? b : a) == TRUTH_YES;
    const struct judged *set = right->arg[0]->judged;
    for (size_t i = 0; i < set->n; i++) {
        b = &set->member[i];
        if (set->holds[i] == TRUTH_NO &&
            truth_less(more ? a : b, more ? b : a) != TRUTH_YES)
            return false;
    }
    return true;
}

/* "Almost" or "just over" fails, since the number is not on that side at all. */
static bool
wrong_side(const struct node *n)
{
    const struct number *a = &n->arg[0]->judged->number;
    const struct number *b = &n->arg[1]->judged->number;
    return n->kind == NODE_ALMOST      ? truth_less(a, b) == TRUTH_NO
           : n->kind == NODE_JUST_OVER ? truth_less(b, a) == TRUTH_NO
                                       : false;
}

const char *
words_verb(struct words *w, const struct node *n)
{
    enum truth t = says_none(n) ? TRUTH_YES : n->judged->truth;
    const char *text = t == TRUTH_NO && strictly(n)
                           ? n->kind == NODE_MORE ? "less than" : "more than"
                           : words_how(n->kind, t);
    const char *gap = strstr(text, "%s");
    if (!gap)
        return text;
    if (t == TRUTH_NO && wrong_side(n))
        return n->kind == NODE_ALMOST ? "not below" : "not above";
    return mem_print(w->m, "%.*s%s%s", (int)(gap - text), text,
                     words_phrase(w, n->arg[2]), gap + 2);
}

/* The column of the codes on the right of argmax() and top(), NULL of periods. */
static const char *
key_column(const struct node *n)
{
    const struct judged *set = n->arg[0]->arg[0]->judged;
    const struct node *key = n->arg[1];
    const char *column = NULL;
    struct period p;
    for (size_t k = 0; k < key->ref->n && !period_parse(key->text, &p); k++)
        for (size_t i = 0; i <= set->n && ref_runs(&key->ref->dim[k]); i++)
            if (i == set->n ? !column : !strcmp(set->cell[i].code[k], key->text))
                column = key->ref->dim[k].column;
    return column;
}

static char *
key_words(struct words *w, const struct node *key, const char *column)
{
    char **part = mem_array(w->m, key->codes, sizeof *part);
    for (size_t i = 0; i < key->codes; i++)
        part[i] = column ? mem_copy(w->m, words_code(w, column, key->code[i]))
                         : words_period(w, key->code[i]);
    return words_listed(w, part, key->codes);
}

/* "are", where codes of the column are said as persons; else "is". */
static bool
is_plural(const char *column)
{
    return column && (!strcmp(column, "citizenship") || !strcmp(column, "sex") ||
                      !strcmp(column, "age"));
}

/* Of the members that a code names the one that counts. */
static const struct number *
foremost(const struct judged *set, const char *key, bool largest)
{
    const struct number *best = NULL;
    for (size_t i = 0; i < set->n; i++) {
        const struct number *x = &set->member[i];
        bool better = !best || (largest ? x->hi > best->hi : x->lo < best->lo);
        if (members_is(set, i, key) && better)
            best = x;
    }
    return best;
}

/* The members that are named, and what comes next. */
static char *
ranking(struct words *w, const struct node *n, bool largest)
{
    const struct judged *set = n->arg[0]->arg[0]->judged;
    const struct node *key = n->arg[1];
    const struct number **it = mem_array(w->m, set->n + key->codes, sizeof *it);
    char **part = mem_array(w->m, key->codes, sizeof *part);
    size_t named = 0;
    for (size_t k = 0; k < key->codes; k++) {
        const struct number *x = foremost(set, key->code[k], largest);
        part[k] = x ? words_member(w, set, (size_t)(x - set->member))
                    : mem_copy(w->m, "not stated");
        for (size_t i = 0; i < set->n; i++)
            if (members_is(set, i, key->code[k]))
                it[named++] = &set->member[i];
    }
    size_t next = members_extreme(set, largest, it, named);
    char *text = words_listed(w, part, key->codes);
    if (next < set->n)
        text = mem_print(w->m, "%s; the %s of the others is %s", text,
                         largest ? "largest" : "smallest", words_member(w, set, next));
    return set->open && isfinite(set->rest)
               ? mem_print(w->m, "%s; those that are not held have at most %s together",
                           text, words_number(w, set->rest))
               : text;
}

char *
words_equals(struct words *w, const struct judged *set, const struct number *x)
{
    char **part = mem_array(w->m, set->n, sizeof *part);
    size_t n = 0;
    for (size_t i = 0; i < set->n; i++)
        if (members_equal(x, &set->member[i]))
            part[n++] = words_member(w, set, i);
    return n ? words_listed(w, part, n) : NULL;
}

/* The other members that share the place, when what is named is the extreme; else NULL. */
static char *
sharing(struct words *w, const struct node *n, bool largest)
{
    const struct judged *set = n->arg[0]->arg[0]->judged;
    const struct number *x = foremost(set, n->arg[1]->text, largest);
    for (size_t i = 0; x && i < set->n; i++)
        if (truth_compare(largest ? NODE_AT_LEAST : NODE_AT_MOST, x, &set->member[i]) !=
            TRUTH_YES)
            return NULL;
    return x && n->arg[1]->codes == 1 ? words_equals(w, set, x) : NULL;
}

static const char place_held[] = "a published rank is held: ";

const char *
words_places(struct words *w, const struct judged *set)
{
    char **part = mem_array(w->m, set->ranks, sizeof *part);
    size_t n = 0, len;
    for (size_t i = 0; i < set->ranks; i++) {
        const struct ranked *r = &set->rank[i];
        if (!r->told)
            continue;
        const struct source *s =
            sources_next(&w->e->cite, evidence_source(w->e, r->cell), &len);
        struct number place = number_of_cell(r->cell);
        part[n] = words_cell(w, r->cell, &place);
        if (!w->brief && s)
            part[n] = mem_print(w->m, "%s, %s, %s", part[n], sources_credit(w->m, s),
                                display_date(w->m, s->published));
        n++;
    }
    return n ? mem_print(w->m, "%s%s", w->brief ? "" : place_held,
                         words_listed(w, part, n))
             : "";
}

/* Why those that are named are not the largest in this order: two that surely stand the other
 * way round; NULL when no two do. */
static char *
out_of_order(struct words *w, const struct node *n)
{
    const struct judged *set = n->arg[0]->arg[0]->judged;
    const struct node *key = n->arg[1];
    const struct number *before = NULL, *above = NULL;
    const struct number **it = mem_array(w->m, set->n + key->codes, sizeof *it);
    size_t named = 0;
    for (size_t k = 0; k < key->codes && !above; k++) {
        const struct number *x = members_named(set, key->code[k]);
        if (!x)
            return NULL;
        if (before && truth_less(x, before) == TRUTH_NO)
            above = x;
        else
            it[named++] = before = x;
    }
    size_t next = members_extreme(set, true, it, named);
    if (!above && next < set->n && truth_less(&set->member[next], before) == TRUTH_NO)
        above = &set->member[next];
    if (!above || members_equal(above, before))
        return NULL;
    char *text = words_member(w, set, (size_t)(above - set->member));
    return mem_print(w->m, "%s, more than %s", text,
                     words_member(w, set, (size_t)(before - set->member)));
}

static char *
extreme(struct words *w, const struct node *n)
{
    const struct node *of = n->arg[0], *set = of->arg[0];
    static const char *const is[] = {"is not", "may or may not be", "is"};
    static const char *const are[] = {"are not", "may or may not be", "are"};
    enum truth t = n->kind == NODE_EQUAL ? n->judged->truth
                                         : (enum truth)(TRUTH_YES - n->judged->truth);
    bool many = n->arg[1]->codes > 1;
    bool named = set->judged->n <= (many ? NAMED_IN_ORDER : named_most(w));
    bool largest = *of->function->result == 'l';
    const char *column = key_column(n), *result = of->function->result;
    const char *verb = (many || is_plural(column) ? are : is)[t];
    char *what = key_words(w, n->arg[1], column);
    const char *places = words_places(w, set->judged);
    if (*places)
        return mem_print(w->m, "%s %s the %s%s: %s", what, verb, result,
                         many ? ", in this order" : "", places);
    char *other = w->brief && many && t == TRUTH_NO ? out_of_order(w, n) : NULL;
    if (other)
        return other;
    char *with = t == TRUTH_NO ? sharing(w, n, largest) : NULL;
    char *all = named ? words_members(w, set, false, TRUTH_UNKNOWN)
                      : words_how_many(w, set, set->judged->n, "");
    if (with)
        return mem_print(w->m, "%s %s the %s alone, but equal %s with %s, of %s", what,
                         verb, result, result, with, all);
    return mem_print(w->m, "%s %s the %s%s of %s%s%s", what, verb, result,
                     many ? ", in this order," : "", all, named ? "" : ": ",
                     named ? "" : ranking(w, n, largest));
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

/* Two figures that published places compare. */
static char *
by_places(struct words *w, const struct node *n)
{
    const struct judged *a = n->arg[0]->judged, *b = n->arg[1]->judged;
    char *left = words_where(w, a->cell), *right = words_where(w, b->cell);
    char *first = mem_copy(w->m, words_places(w, a)), *text;
    const char *second = words_places(w, b);
    text = mem_print(w->m, "%s, %s %s: %s and %s", left,
                     words_how(n->kind, n->judged->truth), right, first,
                     second + (w->brief ? 0 : strlen(place_held)));
    return text;
}

const struct node *
words_than(const struct node *n)
{
    if (n->kind < NODE_LESS || n->kind > NODE_DIFFERENT)
        return NULL;
    return n->arg[1]->kind == NODE_NUMBER   ? n->arg[1]
           : n->arg[0]->kind == NODE_NUMBER ? n->arg[0]
                                            : NULL;
}

static char *
leaf(struct words *w, const struct node *n)
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
    if (n->arg[0]->kind == NODE_REF && n->arg[0]->judged->ranks &&
        n->arg[0]->judged->rank->told)
        return by_places(w, n);
    char *left = side(w, n, 0);
    const char *is = words_verb(w, n);
    return mem_print(w->m, "%s, %s %s", left, is, side(w, n, 1));
}

char *
words_leaf(struct words *w, const struct node *n)
{
    w->than = words_than(n);
    char *text = leaf(w, n);
    w->than = NULL;
    return text;
}
