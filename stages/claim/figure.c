/*
 * A number in words, and a set of them: "103 victims identified in 2019 (women and girls)".
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/ranks.h"
#include "claim/words.h"
#include "document/display.h"
#include "program/num.h"

#define DIGITS 2
#define DIGITS_MOST 12

static const char unstated[] = "an unstated number";

/* As shown, without the commas between thousands. */
static double
shown(const char *text)
{
    char plain[NUM_MAX];
    size_t n = 0;
    for (; *text && n < sizeof plain - 1; text++)
        if (*text != ',')
            plain[n++] = *text;
    plain[n] = 0;
    return strtod(plain, NULL);
}

/* In more digits where it would read as the number that it is compared with, and is not, or as
 * beyond it. */
char *
words_number(struct words *w, double x)
{
    char text[NUM_MAX];
    const char *whole = num_text(x, text);
    for (long digits = DIGITS;; digits++) {
        bool rounded = false;
        char *out = display_number(w->m, whole, digits, true, &rounded);
        if (!rounded || !w->than || digits > DIGITS_MOST ||
            num_on_side(shown(out), x, w->than->number))
            return out;
    }
}

static char *
limit(struct words *w, double x)
{
    return isfinite(x) ? words_number(w, x) : mem_copy(w->m, "unlimited");
}

static const char *
level(const char *interval)
{
    const char *kind = table_estimate(interval);
    return kind ? kind : "CI";
}

char *
words_figure(struct words *w, const struct number *x)
{
    bool percent = x->unit && !strcmp(x->unit, "percent");
    bool natural = x->unit && (percent || table_counted(x->unit));
    bool points = x->unit && !strcmp(x->unit, "percentage_point");
    const char *unit = percent ? " percent" : points ? " percentage points" : "";
    const char *rank = x->unit && !strcmp(x->unit, "rank") ? "rank " : "";
    bool floor = isfinite(x->lo) && !(x->lo == 0 && natural);
    if (x->clash)
        return mem_copy(w->m, "two descriptions that contradict one another");
    if (x->known && x->estimate && x->lo < x->hi)
        return mem_print(w->m, "%s%s (95 %% %s %s to %s)", words_number(w, x->value),
                         unit, level(x->estimate), limit(w, x->lo), limit(w, x->hi));
    if (x->known)
        return mem_print(w->m, "%s%s%s%s", x->about ? "about " : "", rank,
                         words_number(w, x->value), unit);
    if (floor && isfinite(x->hi))
        return mem_print(w->m, "%s%s to %s%s", rank, words_number(w, x->lo),
                         words_number(w, x->hi), unit);
    if (floor)
        return *rank ? mem_print(w->m, "rank %s or lower", words_number(w, x->lo))
                     : mem_print(w->m, "at least %s%s", words_number(w, x->lo), unit);
    if (isfinite(x->hi))
        return *rank ? mem_print(w->m, "rank %s or higher", words_number(w, x->hi))
                     : mem_print(w->m, "at most %s%s", words_number(w, x->hi), unit);
    return mem_copy(w->m, unstated);
}

bool
words_unstated(const char *figure)
{
    return !strcmp(figure, unstated);
}

bool
words_says_nothing(const struct number *x)
{
    return !x->known && !x->clash && x->lo <= 0 && !isfinite(x->hi);
}

/* " (16,990 by A, in 2024, and 17,004 by B, in March 2024, and neither is surely newer)" */
static const char *
either(struct words *w, const struct cell *c)
{
    char **part = mem_array(w->m, c->parts, sizeof *part);
    for (size_t i = 0; i < c->parts; i++) {
        size_t n;
        const struct source *s = sources_next(&w->e->cite, c->part[i].source, &n);
        part[i] = mem_print(w->m, "%s by %s, %s",
                            words_number(w, c->part[i].row->amount.value),
                            sources_credit(w->m, s), display_date(w->m, s->published));
    }
    return mem_print(w->m, " (%s%s)", words_listed(w, part, c->parts),
                     c->every ? "" : "; which is newer is not known");
}

/* ", the sum of its quarters"; of a bound " (all of 2009)". */
static const char *
follows(struct words *w, const struct cell *c)
{
    if (c->rivals)
        return either(w, c);
    if (!c->parts)
        return "";
    if (c->whole) {
        struct number x = number_of_cell(c->whole);
        const char *year = words_period(w, c->whole->period);
        return c->parts == 1 ? mem_print(w->m, " (all of %s)", year)
                             : mem_print(w->m,
                                         " (%s in all of %s, less what is stated of "
                                         "the rest)",
                                         words_figure(w, &x), year);
    }
    const char *what = c->part->when.freq == 'Q' ? "quarters" : "months";
    if (c->parts == 1 && c->gap)
        return mem_print(w->m, ", which one of its %s has alone", what);
    return c->gap ? mem_print(w->m, ", the sum of %zu of its %s", c->parts, what)
                  : mem_print(w->m, ", the sum of its %s", what);
}

/* What narrows it down; on a card not when the mention before had the same. */
static const char *
narrowed(struct words *w, const struct cell *c)
{
    const char *apart = words_narrowed(w, c), *before = w->apart ? w->apart : "";
    w->apart = w->brief ? apart : NULL;
    if (!w->brief || strcmp(apart, before) || !*apart)
        return *apart || !w->unsaid ? apart : "all";
    w->unsaid = true;
    return "";
}

/* "1 victim", "at least 1 victim", not "1 to 4 victims". */
static bool
is_one(const struct number *x)
{
    bool alone = x->known ? !x->estimate : isinf(x->hi) || x->hi == 1;
    return alone &&
           (x->known       ? x->value
            : isinf(x->hi) ? x->lo
                           : x->hi) == 1 &&
           (!x->unit || table_counted(x->unit));
}

/* " in 2018"; on a card not behind "1,625 in 2018 (citizens of the United Kingdom)" of another
 * group in that year: "947 (citizens of Albania)". */
static const char *
in_period(struct words *w, const struct cell *c, const char *what, const char *apart)
{
    bool again = w->when && !strcmp(w->when, c->period) && !*what && *apart;
    w->when = w->brief ? c->period : NULL;
    return again ? ""
                 : mem_print(w->m, " %s %s", words_preposition(c->period),
                             words_period(w, c->period));
}

char *
words_cell(struct words *w, const struct cell *c, const struct number *x)
{
    if (c->held != HELD)
        return mem_print(w->m, "nothing on %s", words_where(w, c));
    const char *what = words_named(w, c), *apart = narrowed(w, c);
    char *text = words_figure(w, x);
    bool rank = !strncmp(text, "rank ", 5);
    if (rank && strstr(evidence_code(c, "indicator"), "_tier"))
        text = mem_print(w->m, "tier %s", text + 5);
    else if (rank && !c->ref->words)
        text = mem_print(w->m, "place %s%s", text + 5, *what ? " by" : "");
    else if (rank && !strncmp(c->ref->words, RANKED_BY, strlen(RANKED_BY)))
        text = mem_print(w->m, "place %s", text + 5);
    if (is_one(x))
        what = words_one(w, what);
    bool none = words_unstated(text);
    text = mem_print(w->m, "%s%s%s%s%s%s%s%s", c->ref->article ? "the article's " : "",
                     text, *what ? none ? " of " : " " : "", what,
                     in_period(w, c, what, apart),
                     *apart ? mem_print(w->m, " (%s)", apart) : "", follows(w, c),
                     words_according(w, c));
    return words_marked(w, text, c);
}

/* "from 3,804 persons referred in 2016 to 6,993 in 2018" */
static char *
ends(struct words *w, const struct judged *j)
{
    char *first = words_member(w, j, 0);
    return mem_print(w->m, "from %s to %s", first, words_member(w, j, j->n - 1));
}

/* A set of which nothing is stated: what it is of. */
static char *
nothing_in(struct words *w, const struct ref *ref)
{
    struct cell c = {.ref = ref, .code = mem_array(w->m, ref->n, sizeof *c.code)};
    for (size_t k = 0; k < ref->n; k++)
        c.code[k] = ref->dim[k].all || ref->dim[k].but ? "*" : ref->dim[k].code[0];
    c.period = ref->period ? ref->period : ref->last ? ref->last : ref->first;
    return mem_print(w->m, "%s, of which no member is stated",
                     c.period ? words_where(w, &c) : words_subject(w, &c));
}

char *
words_members(struct words *w, const struct node *set, bool deciding, enum truth truth)
{
    const struct judged *j = set->judged;
    if (w->brief && !deciding && set->ref->span && !j->open && j->n > SPAN_BRIEFLY)
        return ends(w, j);
    char **part = mem_array(w->m, j->n + 1, sizeof *part);
    size_t n = 0;
    for (size_t i = 0; i < j->n; i++)
        if (!deciding || judge_decides(set, truth, i))
            part[n++] = words_cell(w, &j->cell[i], &j->member[i]);
    if (j->open && isfinite(j->rest))
        part[n] = mem_print(w->m, "%s, at most %s together",
                            n ? "all others" : "any other", words_number(w, j->rest));
    n += j->open && isfinite(j->rest);
    return n ? words_listed(w, part, n) : nothing_in(w, set->ref);
}

char *
words_member(struct words *w, const struct judged *set, size_t i)
{
    return words_cell(w, &set->cell[i], &set->member[i]);
}
