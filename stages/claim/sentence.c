#include "claim/sentence.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "claim/clause.h"
#include "claim/function.h"
#include "claim/history.h"
#include "claim/stating.h"
#include "claim/words.h"

static bool
is_open(const struct node *n)
{
    if (n->kind == NODE_REF)
        return n->judged->open;
    for (int i = 0; i < n->n; i++)
        if (is_open(n->arg[i]))
            return true;
    return false;
}

static bool
is_about(const struct node *n)
{
    for (int i = 0; i < n->n; i++)
        if (is_about(n->arg[i]))
            return true;
    return n->judged->number.about;
}

/* What is below a comparison and divides by 0, or perhaps, and by what; else NULL. */
static const struct node *
of_zero(const struct node *n, const struct number **base)
{
    const struct node *found = NULL;
    bool call = n->kind == NODE_CALL && n->function->of_zero;
    if (call || n->kind == NODE_DIVIDE) {
        *base = &n->arg[call ? n->function->base : 1]->judged->number;
        if (!(*base)->about && (*base)->lo <= 0 && isfinite((*base)->hi))
            return n;
    }
    for (int i = 0; i < n->n && !found; i++)
        found = of_zero(n->arg[i], base);
    return found;
}

/* A comparison that stays open although all its numbers are held. */
static char *
undecided(struct words *w, const struct node *n)
{
    const struct number *base;
    const struct node *by = of_zero(n, &base);
    if (by)
        return mem_print(w->m, "%s: %s%s", words_phrase(w, by),
                         base->hi > 0 ? "that may be 0, and " : "",
                         by->kind == NODE_CALL ? by->function->of_zero
                                               : "by 0 nothing is divided");
    return mem_print(w->m, "%s%s%s", words_leaf(w, n),
                     is_open(n) ? ", as not every member of the set is stated" : "",
                     is_about(n) ? ", as an approximate figure is not exact" : "");
}

static bool
is_plain(const struct node *n)
{
    return n->n == 2 && n->arg[1]->kind == NODE_NUMBER &&
           n->arg[0]->kind != NODE_EACH && n->arg[0]->kind != NODE_ANY;
}

/* Leaves that say the same of several numbers: "> 0" twice, or each as the reading says. */
static bool
alike(const struct node *a, const struct node *b)
{
    bool as_said = a->kind == NODE_EQUAL && a->judged->truth == TRUTH_YES;
    return a->kind == b->kind && a->judged->truth == b->judged->truth && is_plain(a) &&
           is_plain(b) && (as_said || a->arg[1]->number == b->arg[1]->number);
}

/* n leaves that are alike, in one clause. "= 5" is what the reading says. */
static char *
clause(struct words *w, struct node *const leaves[], size_t n)
{
    const struct node *first = leaves[0];
    if (!is_plain(first) || (n == 1 && first->kind != NODE_EQUAL))
        return words_leaf(w, first);
    char **part = mem_array(w->m, n, sizeof *part);
    w->than = words_than(first);
    for (size_t i = 0; i < n; i++)
        part[i] = words_phrase(w, leaves[i]->arg[0]);
    w->than = NULL;
    char *text = words_listed(w, part, n);
    if (first->kind != NODE_EQUAL)
        return mem_print(w->m, "%s, each %s%s %s", text,
                         first->judged->truth == TRUTH_UNKNOWN ? "of " : "",
                         words_verb(w, first), words_phrase(w, first->arg[1]));
    if (first->judged->truth == TRUTH_YES)
        return w->brief ? text : mem_print(w->m, "%s, as the reading says", text);
    return mem_print(w->m, "%s, %s %s", text,
                     w->brief ? "not" : "where the reading says",
                     words_phrase(w, first->arg[1]));
}

static char *
tested(struct words *w, const struct reading *r)
{
    struct node_list leaves = judge_leaves(w->m, r->test);
    struct cell_list lacking = {0};
    char *text = mem_copy(w->m, "");
    for (size_t i = 0, n; i < leaves.n; i += n) {
        struct node *const *first = &leaves.item[i];
        struct cell_list cells = {0};
        n = 1;
        judge_cells(w->m, *first, &cells);
        if ((*first)->judged->truth == TRUTH_UNKNOWN) {
            if (words_lack(&cells))
                judge_cells(w->m, *first, &lacking);
            else
                text = words_add(w, text, "; ", undecided(w, *first));
            continue;
        }
        while (i + n < leaves.n && alike(*first, first[n]))
            n++;
        text = words_add(w, text, "; ", clause(w, first, n));
    }
    if (lacking.n)
        text = words_still_held(w, words_missing(w, text, &lacking), &lacking);
    return text;
}

/* Numbers that are held, in a row; with_missing also tells which are not. */
static char *
shown(struct words *w, const struct node_list *list, bool with_missing)
{
    char **part = mem_array(w->m, list->n, sizeof *part);
    char *text = mem_copy(w->m, "");
    struct cell_list gaps = {0};
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        struct cell_list cells = {0};
        judge_cells(w->m, list->item[i], &cells);
        if (words_lack(&cells))
            judge_cells(w->m, list->item[i], &gaps);
        else
            part[n++] = words_phrase(w, list->item[i]);
    }
    if (n)
        text = words_listed(w, part, n);
    return with_missing ? words_missing(w, text, &gaps) : text;
}

/* Whether bounds that follow from comparisons in a repeated sentence are behind this. */
static bool
uses_repeats(const struct evidence *e, struct node *test)
{
    struct node_list leaves = judge_leaves(e->m, test);
    struct cell_list cells = {0};
    for (size_t i = 0; i < leaves.n; i++)
        judge_cells(e->m, leaves.item[i], &cells);
    for (size_t i = 0; i < cells.n; i++) {
        const struct cell *c = cells.item[i];
        if (c->held != HELD || c->row->amount.known)
            continue;
        const char *source = book_cell(c->book, c->row, TABLE_SOURCE);
        for (; *source; source += strcspn(source, "+"), source += *source == '+')
            if (evidence_names(&e->claims->repeats, source))
                return true;
    }
    return false;
}

static const char *
repeated(const struct evidence *e, const struct reading *r, const enum truth *alone)
{
    static const char *const then[] = {"contradicted", "undetermined", "supported"};
    if (!alone)
        return "";
    if (*alone != r->test->judged->truth)
        return mem_print(e->m,
                         " This rests on comparisons made in the very sentence that "
                         "the article repeats (%s); without them it is %s.",
                         e->claims->repeats.item[0].text, then[*alone]);
    if (uses_repeats(e, r->test))
        return mem_print(e->m,
                         " The verdict is the same without the comparisons in the "
                         "sentence that the article repeats (%s).",
                         e->claims->repeats.item[0].text);
    return "";
}

static char *
capital(char *text)
{
    *text = (char)toupper((unsigned char)*text);
    return text;
}

char *
sentence(const struct evidence *e, struct labels *labels, const struct reading *r,
         const enum truth *alone, enum verdict verdict, const struct timeline *timeline)
{
    struct words w = {.e = e, .m = e->m, .labels = labels};
    char *text = mem_copy(e->m, "");
    switch (r->kind) {
    case READING_WORDS:
        return mem_copy(e->m, "About what a document says, not about a figure: it has "
                              "to be read, and nothing here verifies it.");
    case READING_SHOW:
        text = mem_print(e->m, "%s; %s, so nothing is tested.",
                         capital(shown(&w, &r->show, true)),
                         r->because ? r->because : "no criterion is given");
        break;
    case READING_TEST:
        text = mem_print(e->m, "%s.%s%s", capital(tested(&w, r)),
                         history(e, r->test, verdict, timeline), repeated(e, r, alone));
        break;
    }
    char *beside = shown(&w, &r->beside, false);
    return *beside ? mem_print(e->m, "%s For comparison: %s%s.", text, beside,
                               clause_credits(e->m, &e->cite, stating_beside(e, r)))
                   : text;
}

/* ---- for a card */

/* The first reason why a comparison stays open. */
static char *
open_briefly(struct words *w, const struct node *n)
{
    struct cell_list cells = {0};
    judge_cells(w->m, n, &cells);
    if (!words_lack(&cells))
        return undecided(w, n);
    size_t i = 0;
    while (cells.item[i]->held == HELD && !cells.item[i]->gap)
        i++;
    struct cell_list first = {cells.item + i, cells.n - i};
    char *text = words_missing(w, mem_copy(w->m, ""), &first);
    text[strcspn(text, ";")] = '\0';
    return text;
}

/* A place on a scale says little without what the scale means, which the note tells. */
static bool
needs_note(const struct reading *r, const struct node *n)
{
    const char *unit = n->n ? n->arg[0]->judged->number.unit : NULL;
    return r->note && unit && !strcmp(unit, "rank") && n->kind != NODE_EQUAL;
}

/* "Tier 1 meets" begins small inside a sentence, "UNODC counts" does not. */
static char *
uncapital(char *text)
{
    if (text[0] && islower((unsigned char)text[1]))
        *text = (char)tolower((unsigned char)*text);
    return text;
}

/* "revised to 16,921 persons referred in 2022, from 16,938" of a number that an edition
 * stated, and a newer one no longer does. */
static char *
revised(struct words *w, const struct node *n)
{
    char *now = words_phrase(w, n->arg[0]);
    return mem_print(w->m, "revised to %s, from %s", now, words_phrase(w, n->arg[1]));
}

static char *
briefly(struct words *w, const struct reading *r, enum verdict verdict)
{
    struct node_list leaves = judge_leaves(w->m, r->test);
    struct node *const *first = leaves.item;
    size_t n = 1;
    if (r->test->judged->truth == TRUTH_UNKNOWN) {
        while ((*first)->judged->truth != TRUTH_UNKNOWN)
            first++;
        return open_briefly(w, *first);
    }
    if (needs_note(r, *first))
        return mem_print(w->m, "%s; %s", words_phrase(w, (*first)->arg[0]),
                         uncapital(mem_text(w->m, r->note, strcspn(r->note, "."))));
    if (verdict == SUPERSEDED && is_plain(*first) && (*first)->kind == NODE_EQUAL)
        return revised(w, *first);
    while (n < leaves.n && alike(*first, first[n]))
        n++;
    return clause(w, first, n);
}

/* Of what is shown a number is not held. */
static bool
lacks_one(const struct evidence *e, const struct node_list *list)
{
    struct cell_list cells = {0};
    for (size_t i = 0; i < list->n; i++)
        judge_cells(e->m, list->item[i], &cells);
    return words_lack(&cells);
}

char *
sentence_brief(const struct evidence *e, struct labels *labels, const struct reading *r,
               enum verdict verdict, struct cell_list *told)
{
    struct words w = {.e = e, .m = e->m, .labels = labels, .brief = true};
    if (r->kind == READING_WORDS)
        return mem_copy(e->m, "");
    if (r->kind == READING_SHOW) {
        char *numbers = shown(&w, &r->show, false);
        char *text = mem_print(
            e->m, "%s%s%s", r->because ? r->because : "no criterion is given",
            *numbers ? lacks_one(e, &r->show) ? "; held, not all: " : "; held: " : "",
            numbers);
        return words_unmarked(&w, text, told);
    }
    return words_unmarked(&w, briefly(&w, r, verdict), told);
}
