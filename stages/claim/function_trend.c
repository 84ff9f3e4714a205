/*
 * trend(X[2014..2023]) = rising, falling or stable
 *                                the verdict of `trend` on the span, its bounds included;
 *                                tested at the 5 % level, each by itself, however
 *                                many an article has
 */
#include <string.h>

#include "claim/function.h"
#include "document/display.h"
#include "trend/verdict.h"

/* Rows that say something; *broken: the break between two of them, in words. */
static struct table_row *
points(const struct evidence *e, const struct judged *set, size_t *n,
       const char **broken)
{
    struct table_row *row = mem_array(e->m, set->n + 1, sizeof *row);
    *n = 0;
    *broken = NULL;
    for (size_t i = 0; i < set->n; i++) {
        const struct cell *c = &set->cell[i];
        if (c->held != HELD)
            continue;
        row[*n] = (struct table_row){.cell = c->row->cell, .line = c->row->line};
        if (*n && !*broken)
            *broken = series_breaks_between(&e->breaks, &c->book->tab, e->m,
                                            &row[*n - 1], &row[*n]);
        ++*n;
    }
    return row;
}

static const struct table *
table_of(const struct judged *set)
{
    for (size_t i = 0; i < set->n; i++)
        if (set->cell[i].held == HELD)
            return &set->cell[i].book->tab;
    return NULL;
}

/* "31 July 2015 (a law takes effect)": days as they are said. */
static const char *
with_days(struct mem *m, const char *broken)
{
    char *out = mem_copy(m, "");
    struct period day;
    for (size_t n, blanks; *broken; broken += n + blanks) {
        n = strcspn(broken, " ");
        blanks = strspn(broken + n, " ");
        const char *word = mem_text(m, broken, n);
        if (period_parse(word, &day) && day.freq == 'D')
            word = display_date(m, word);
        out = mem_print(m, "%s%s%.*s", out, word, (int)blanks, broken + n);
    }
    return out;
}

static void
judge_trend(const struct evidence *e, struct node *n)
{
    const struct judged *set = n->arg[0]->judged;
    struct trend_verdict *v = mem_get(e->m, sizeof *v);
    const char *broken;
    size_t count;
    struct table_row *row = points(e, set, &count, &broken);
    if (broken)
        v->about =
            mem_print(e->m, ", as the series breaks: %s", with_days(e->m, broken));
    else if (!count)
        v->about = ", as no period is held";
    else
        *v = trend_verdict(e->m, table_of(set), row, count);
    n->judged->trend = v;
}

/* Limits that hold 0 contradict neither direction, and a slight trend may be called stable. */
static enum truth
is(const struct node *call, const struct node *key)
{
    const struct trend_verdict *t = call->judged->trend;
    if (!t->verdict || !strcmp(t->verdict, "undetermined"))
        return TRUTH_UNKNOWN;
    if (!strcmp(t->verdict, key->text))
        return TRUTH_YES;
    if (!strcmp(key->text, "stable"))
        return t->beyond ? TRUTH_NO : TRUTH_UNKNOWN;
    return strcmp(t->verdict, "stable") ? TRUTH_NO : TRUTH_UNKNOWN;
}

/* All members of a short series, else its ends. */
static char *
series(struct words *w, const struct node *span)
{
    const struct judged *set = span->judged;
    if (set->n <= 5)
        return words_members(w, span, false, TRUTH_UNKNOWN);
    char *first = words_member(w, set, 0);
    return mem_print(w->m, "from %s to %s", first, words_member(w, set, set->n - 1));
}

/* ", 20.2 % a year (95 % limits 18.5 to 22)": without the method and what else there is. */
static char *
briefly(struct words *w, const char *about)
{
    const char *open = strchr(about, '('), *end = open ? strpbrk(open, ",;)") : NULL;
    return end ? mem_print(w->m, "%.*s)", (int)(end - about), about)
               : mem_copy(w->m, about);
}

static char *
say(struct words *w, const struct node *n)
{
    const struct node *call = n->arg[0];
    const struct trend_verdict *v = call->judged->trend;
    char *span = series(w, call->arg[0]);
    const char *about = w->brief ? briefly(w, v->about) : v->about;
    if (!v->verdict)
        return mem_print(w->m, "%s: no trend can be shown or excluded%s", span, about);
    return mem_print(w->m, "%s: %s%s", span,
                     strcmp(v->verdict, "undetermined") ? v->verdict
                                                        : "no trend shown or excluded",
                     about);
}

const struct claim_function claim_trend = {.name = "trend",
                                           .usage = "trend(SPAN) = rising",
                                           .takes = "p",
                                           .gives = TYPE_KEY,
                                           .chance = true,
                                           .words = "rising falling stable",
                                           .judge = judge_trend,
                                           .is = is,
                                           .say = say};
