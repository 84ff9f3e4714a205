/*
 * A number is said with what is counted, its period and what narrows it down: "103 victims
 * identified in 2019 for women and girls". What is counted is not said twice in a row.
 */
#include "claim/sentence.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/history.h"
#include "document/display.h"
#include "program/num.h"

#define DIGITS 2

static const char unstated[] = "an unstated number";
#define LISTED_MAX 8

struct words {
    const struct evidence *e;
    struct mem *m;
    struct labels *labels;
    const char *said; /* the subject of the mention before */
};

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
    {NODE_SAME, "the same statement as", "not the same statement as",
     "which may or may not be the same statement as"},
};

static char *phrase(struct words *w, const struct node *n);
static char *working(struct words *w, const struct node *n);

/* ---- joining */

/* Adds part to text with the joint between them. */
static char *
add(struct words *w, char *text, const char *joint, const char *part)
{
    return *text ? mem_print(w->m, "%s%s%s", text, joint, part) : mem_copy(w->m, part);
}

static char *
listed(struct words *w, char *const part[], size_t n)
{
    char *text = mem_copy(w->m, "");
    size_t shown = n > LISTED_MAX + 1 ? LISTED_MAX : n;
    for (size_t i = 0; i < shown; i++)
        text = add(w, text, i + 1 == n ? " and " : ", ", part[i]);
    if (shown < n)
        text = mem_print(w->m, "%s and %zu more", text, n - shown);
    return text;
}

/* A label inside a sentence: "Persons convicted" begins small, "NRM referrals" does not. */
static const char *
inside(struct words *w, const char *label)
{
    if (!isupper((unsigned char)label[0]) || !islower((unsigned char)label[1]))
        return label;
    char *text = mem_copy(w->m, label);
    text[0] = (char)tolower((unsigned char)text[0]);
    return text;
}

/* ---- what the numbers are about */

static const char *
label(struct words *w, const char *column, const char *code)
{
    static const struct {
        const char *column, *code, *label;
    } known[] = {
        {"sex", "F", "women and girls"}, {"sex", "M", "men and boys"},
        {"age", "CHILD", "children"},    {"age", "ADULT", "adults"},
        {"sex", "_T", "both sexes"},     {"age", "_T", "all ages"},
        {"form", "_T", "all forms"},     {"citizenship", "_T", "all citizenships"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(known[i].column, column) && !strcmp(known[i].code, code))
            return known[i].label;
    const char *text = labels_get(w->labels, column, code);
    bool country = !strcmp(column, "geo") || !strcmp(column, "citizenship");
    if (!strcmp(column, "citizenship") && *code != '_')
        return mem_print(w->m, "citizens of %s", text);
    if (strcmp(text, code))
        return country && *code != '_' ? text : inside(w, text);
    char *plain = mem_copy(w->m, code);
    for (char *p = plain; *p && !strcmp(column, "indicator"); p++)
        if (*p == '_')
            *p = ' ';
    return plain;
}

/* What is counted: the words of the series, or "persons convicted, Albania (TIP)". */
static const char *
subject(struct words *w, const struct cell *c)
{
    if (c->ref->words)
        return c->ref->words;
    const char *geo = evidence_code(c, "geo"), *by = evidence_code(c, "register");
    return mem_print(
        w->m, "%s%s%s%s%s%s", label(w, "indicator", evidence_code(c, "indicator")),
        strcmp(geo, "_T") ? ", " : "", strcmp(geo, "_T") ? label(w, "geo", geo) : "",
        strcmp(by, "_T") ? " (" : "",
        strcmp(by, "_T") ? labels_get(w->labels, "register", by) : "",
        strcmp(by, "_T") ? ")" : "");
}

/* What narrows it down here: "citizens of Albania, women and girls". */
static const char *
narrowed(struct words *w, const struct cell *c)
{
    char *text = mem_copy(w->m, "");
    for (size_t i = 0; i < c->ref->n; i++) {
        const struct ref_dim *d = &c->ref->dim[i];
        bool told = d->named || (!c->ref->words && (!strcmp(d->column, "indicator") ||
                                                    !strcmp(d->column, "geo") ||
                                                    !strcmp(d->column, "register")));
        if (!told)
            text = add(w, text, ", ", label(w, d->column, c->code[i]));
    }
    return text;
}

/* The day, YYYY-MM-DD, is the last of its month. */
static bool
ends_month(struct words *w, const char *text)
{
    struct period day, month;
    return period_parse(text, &day) && day.freq == 'D' &&
           period_parse(mem_text(w->m, text, 7), &month) && day.last == month.last;
}

/* "2017", "2014 to 2018", "January to September 2016", "1 April 2009 to 18 March 2019". */
static char *
period(struct words *w, const char *text)
{
    const char *end = strchr(text, '/');
    size_t n = strlen(text);
    if (!end || n != 21 || strncmp(text + 7, "-01/", 4) || !ends_month(w, end + 1))
        return display_period(w->m, text);
    if (!strncmp(text + 4, "-01-", 4) && !strncmp(end + 5, "-12-", 4))
        return mem_print(w->m, "%.4s to %.4s", text, end + 1);
    char *first = display_period(w->m, mem_text(w->m, text, 7));
    char *last = display_period(w->m, mem_text(w->m, end + 1, 7));
    if (!strncmp(text, end + 1, 4))
        first[strcspn(first, " ")] = '\0';
    return mem_print(w->m, "%s to %s", first, last);
}

static const char *
preposition(const char *text)
{
    return strchr(text, '/') ? "over" : "in";
}

/* What a mention says beyond the one before it: words are not said twice in a row. */
static const char *
named(struct words *w, const struct cell *c)
{
    const char *now = subject(w, c);
    bool again = w->said && !strcmp(w->said, now);
    w->said = now;
    return again ? "" : now;
}

static const char *
according(struct words *w, const struct cell *c)
{
    if (!c->ref->by && !c->ref->by_any)
        return "";
    bool one = c->ref->by_ids.n == 1 || !c->source;
    return mem_print(w->m, " according to %s", one ? c->ref->by : c->source);
}

/* "convictions in Albania in 2018 (women and girls)" */
static char *
where(struct words *w, const struct cell *c)
{
    const char *what = named(w, c), *apart = narrowed(w, c);
    /* Words made to follow a percentage or a rank. */
    if (!strncmp(what, "of ", 3) || !strncmp(what, "for ", 4))
        what = mem_print(w->m, "the figure %s", what);
    return mem_print(w->m, "%s%s%s%s%s%s%s", what, *what ? " " : "",
                     *what ? preposition(c->period) : "", *what ? " " : "",
                     period(w, c->period),
                     *apart ? mem_print(w->m, " (%s)", apart) : "", according(w, c));
}

/* ---- numbers */

/* Persons and cases in whole numbers. */
static char *
counted(struct words *w, double x)
{
    char text[NUM_MAX];
    bool rounded = false;
    return display_number(w->m, num_text(x, text), 0, true, &rounded);
}

static char *
one_number(struct words *w, double x)
{
    char text[NUM_MAX];
    bool rounded = false;
    return display_number(w->m, num_text(x, text), DIGITS, true, &rounded);
}

static char *
limit(struct words *w, double x)
{
    return isfinite(x) ? one_number(w, x) : mem_copy(w->m, "unlimited");
}

static const char *
level(const char *interval)
{
    const char *kind = table_estimate(interval, NULL);
    return kind ? kind : "CI";
}

static char *
figure(struct words *w, const struct number *x)
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
        return mem_print(w->m, "%s%s (95 %% %s %s to %s)", one_number(w, x->value),
                         unit, level(x->estimate), limit(w, x->lo), limit(w, x->hi));
    if (x->known)
        return mem_print(w->m, "%s%s%s%s", x->about ? "about " : "", rank,
                         x->unit && table_counted(x->unit) ? counted(w, x->value)
                                                           : one_number(w, x->value),
                         unit);
    if (floor && isfinite(x->hi))
        return mem_print(w->m, "%s%s to %s%s", rank, one_number(w, x->lo),
                         one_number(w, x->hi), unit);
    if (floor)
        return mem_print(w->m, "at least %s%s%s", rank, one_number(w, x->lo), unit);
    if (isfinite(x->hi))
        return mem_print(w->m, "at most %s%s%s", rank, one_number(w, x->hi), unit);
    return mem_copy(w->m, unstated);
}

static char *
cell_phrase(struct words *w, const struct cell *c, const struct number *x)
{
    if (c->held != HELD)
        return mem_print(w->m, "nothing on %s", where(w, c));
    const char *what = named(w, c), *apart = narrowed(w, c), *text = figure(w, x);
    bool none = !strcmp(text, unstated);
    return mem_print(
        w->m, "%s%s%s%s %s %s%s%s%s", c->ref->article ? "the article's " : "", text,
        *what ? none ? " of " : " " : "", what, preposition(c->period),
        period(w, c->period), *apart ? mem_print(w->m, " (%s)", apart) : "",
        !c->parts                   ? ""
        : c->part->when.freq == 'Q' ? ", the sum of its quarters"
                                    : ", the sum of its months",
        according(w, c));
}

static char *
members(struct words *w, const struct node *set, bool deciding, enum truth truth)
{
    const struct judged *j = set->judged;
    char **part = mem_array(w->m, j->n + 1, sizeof *part);
    size_t n = 0;
    for (size_t i = 0; i < j->n; i++)
        if (!deciding || judge_decides(set, truth, i))
            part[n++] = cell_phrase(w, &j->cell[i], &j->member[i]);
    if (j->open && isfinite(j->rest))
        part[n] = mem_print(w->m, "%s, at most %s together",
                            n ? "all others" : "any other", one_number(w, j->rest));
    n += j->open && isfinite(j->rest);
    return n ? listed(w, part, n) : mem_copy(w->m, "a set with no member stated");
}

/* "A joint B", said in that order: which words are said depends on it. */
static char *
pair(struct words *w, char *(*say)(struct words *, const struct node *),
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

/* An operand, in parentheses where the words alone would be read otherwise. */
static char *
operand(struct words *w, const struct node *n, bool closer)
{
    const char *open = closer ? "(" : "", *close = closer ? ")" : "";
    return mem_print(w->m, "%s%s%s", open, working(w, n), close);
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
    return mem_print(w->m, "%s%s", one_number(w, n->number),
                     percent   ? " percent"
                     : n->unit ? " percentage points"
                               : "");
}

/* "A in each of ..., more than B": what a streak is of. */
static char *
streak_words(struct words *w, const struct node *of)
{
    if (of->kind == NODE_ROSE || of->kind == NODE_FELL)
        return mem_print(w->m, "%s", working(w, of->arg[0]));
    size_t i = 0;
    while (verbs[i].kind != of->kind)
        i++;
    char *a = working(w, of->arg[0]);
    return mem_print(w->m, "%s, %s %s", a, verbs[i].yes, working(w, of->arg[1]));
}

/* The inside of a composite: without its own result. */
static char *
working(struct words *w, const struct node *n)
{
    const struct node *a = n->arg[0];
    switch ((int)n->kind) {
    case NODE_NUMBER:
        return stated_number(w, n);
    case NODE_TIMES:
        return pair(w, working, n, " against ");
    case NODE_PER:
        return pair(w, working, n, " for ");
    case NODE_STREAK:
        return streak_words(w, a);
    case NODE_REF:
        return members(w, n, false, TRUTH_UNKNOWN);
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
    case NODE_SHARE:
        return pair(w, working, n, " as a share of ");
    case NODE_CHANGE:
        return mem_print(w->m, "from %s", pair(w, working, n, " to "));
    case NODE_BOTH:
        return pair(w, phrase, n, ", and also ");
    case NODE_PART:
        return mem_print(w->m, "a part of %s", phrase(w, a));
    case NODE_OBSERVED:
        if (a->kind == NODE_REF)
            return cell_phrase(w, a->judged->cell, &n->judged->number);
        return mem_print(w->m, "%s as observed", phrase(w, a));
    case NODE_RANK:
        return pair(w, working, n, " among ");
    case NODE_COUNT:
        if (a->kind != NODE_REF)
            return mem_print(w->m, "of %s", working(w, a->arg[0]));
        return working(w, a);
    default:
        return working(w, a);
    }
}

static const char *
function_name(enum node_kind kind)
{
    switch ((int)kind) {
    case NODE_MIN:
        return "the smallest, ";
    case NODE_MAX:
        return "the largest, ";
    case NODE_SUM:
        return "the sum, ";
    case NODE_COUNT:
        return "the count, ";
    case NODE_MEDIAN:
        return "the median, ";
    case NODE_AVERAGE:
        return "the average, ";
    default:
        return "";
    }
}

/* A number with how it comes about. */
static char *
phrase(struct words *w, const struct node *n)
{
    if (n->kind == NODE_NUMBER || n->kind == NODE_REF || n->kind == NODE_OBSERVED)
        return working(w, n);
    if (n->kind == NODE_FIRST || n->kind == NODE_LAST)
        return mem_print(w->m, "%s, the %s held",
                         members(w, n->arg[0], true, TRUTH_YES),
                         n->kind == NODE_LAST ? "latest" : "earliest");
    char *inside_it = working(w, n), *result = figure(w, &n->judged->number);
    if (n->kind == NODE_PART || !strcmp(result, unstated))
        return inside_it;
    if (n->kind == NODE_TIMES)
        return mem_print(w->m, "%s times as many (%s)", result, inside_it);
    if (n->kind == NODE_PER)
        return mem_print(w->m, "%s per %s (%s)", result, phrase(w, n->arg[2]),
                         inside_it);
    if (n->kind == NODE_STREAK)
        return mem_print(w->m, "%s in a row (%s)", result, inside_it);
    return mem_print(w->m, "%s%s (%s)", function_name(n->kind), result, inside_it);
}

/* ---- comparisons */

/* One side: of each or any, the members that decide. */
static char *
side(struct words *w, const struct node *n, enum truth truth)
{
    if (n->kind != NODE_EACH && n->kind != NODE_ANY)
        return phrase(w, n);
    const struct judged *set = n->arg[0]->judged;
    bool each = n->kind == NODE_EACH;
    const char *of = "";
    if (set->n > 1 && truth == TRUTH_YES && each)
        of = "each of ";
    if (truth == TRUTH_NO && !each)
        of = set->n > 1 ? "none of " : "not ";
    return mem_print(w->m, "%s%s", of, members(w, n->arg[0], true, truth));
}

static bool
says_none(const struct node *n)
{
    for (int i = 0; i < n->n; i++)
        if (n->arg[i]->kind == NODE_ANY)
            return n->judged->truth == TRUTH_NO;
    return false;
}

static const char *
verb(struct words *w, const struct node *n)
{
    size_t i = 0;
    while (verbs[i].kind != n->kind)
        i++;
    enum truth t = says_none(n) ? TRUTH_YES : n->judged->truth;
    const char *text = t == TRUTH_YES  ? verbs[i].yes
                       : t == TRUTH_NO ? verbs[i].no
                                       : verbs[i].maybe;
    const char *gap = strstr(text, "%s");
    if (!gap)
        return text;
    return mem_print(w->m, "%.*s%s%s", (int)(gap - text), text, phrase(w, n->arg[2]),
                     gap + 2);
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
                      ? period(w, key->code[i])
                      : mem_copy(w->m, labels_get(w->labels, column, key->code[i]));
    return listed(w, part, key->codes);
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
    const char *what = of->kind == NODE_ARGMIN ? "smallest" : "largest";
    char *named = key_words(w, n->arg[1]);
    return mem_print(w->m, "%s %s the %s%s of %s", named, (many ? are : is)[t], what,
                     many ? ", in this order," : "",
                     members(w, of->arg[0], false, TRUTH_UNKNOWN));
}

/* ---- over the periods of a series */

static char *
one_member(struct words *w, const struct judged *set, size_t i)
{
    return cell_phrase(w, &set->cell[i], &set->member[i]);
}

/* "from 10 in 2015 to 9 in 2016, from ...": the steps of this truth. */
static char *
steps(struct words *w, const struct judged *set, enum truth truth)
{
    char **part = mem_array(w->m, set->n + 1, sizeof *part);
    size_t n = 0;
    for (size_t i = 1; i < set->n; i++)
        if (set->holds[i] == truth) {
            char *from = one_member(w, set, i - 1);
            part[n++] = mem_print(w->m, "from %s to %s", from, one_member(w, set, i));
        }
    return listed(w, part, n);
}

static char *
moved(struct words *w, const struct node *n)
{
    const struct judged *set = n->arg[0]->judged;
    const char *how = n->kind == NODE_ROSE ? "more" : "less";
    if (n->judged->truth == TRUTH_YES)
        return mem_print(w->m, "%s: each %s than the one before",
                         members(w, n->arg[0], false, TRUTH_UNKNOWN), how);
    return mem_print(w->m, "%s %s: %s",
                     n->judged->truth == TRUTH_NO ? "not" : "it may or may not be", how,
                     steps(w, set, n->judged->truth));
}

/* The member next to the record: the runner-up. */
static size_t
runner_up(const struct judged *set, bool high)
{
    size_t best = 0;
    for (size_t i = 0; i + 1 < set->n; i++) {
        const struct number *x = &set->member[i], *y = &set->member[best];
        if (high ? x->hi > y->hi : x->lo < y->lo)
            best = i;
    }
    return best;
}

static char *
record(struct words *w, const struct node *n)
{
    const struct judged *set = n->arg[0]->judged;
    bool high = n->kind == NODE_RECORD_HIGH;
    if (set->n < 2)
        return mem_copy(w->m, "no other period is held");
    char *last = one_member(w, set, set->n - 1);
    if (n->judged->truth == TRUTH_YES)
        return mem_print(w->m, "%s, the %s of %zu since %s; next comes %s", last,
                         high ? "highest" : "lowest", set->n,
                         period(w, set->cell[0].period),
                         one_member(w, set, runner_up(set, high)));
    return mem_print(w->m, "%s, %s the %s: %s", last,
                     n->judged->truth == TRUTH_NO ? "not" : "which may or may not be",
                     high ? "highest" : "lowest",
                     members(w, n->arg[0], true, n->judged->truth));
}

/* Two series, or a series and a number, period by period. */
static char *
always(struct words *w, const struct node *n)
{
    const struct node *of = n->arg[0];
    if (of->kind == NODE_ROSE || of->kind == NODE_FELL)
        return moved(w, of);
    struct judged *a = of->arg[0]->judged;
    const struct judged *b = of->arg[1]->judged;
    enum truth truth = n->judged->truth;
    size_t i = 0, said = 0;
    while (verbs[i].kind != of->kind)
        i++;
    const char *how = truth == TRUTH_YES  ? verbs[i].yes
                      : truth == TRUTH_NO ? verbs[i].no
                                          : verbs[i].maybe;
    bool pairs = of->arg[1]->type == TYPE_SET;
    char **part = mem_array(w->m, a->n + 1, sizeof *part);
    for (size_t k = 0, other = 0; k < a->n; k++) {
        while (other < b->n && b->cell[other].when.first < a->cell[k].when.first)
            other++;
        if (a->holds[k] != truth)
            continue;
        char *left = one_member(w, a, k);
        bool there = pairs && other < b->n;
        part[said++] =
            there ? mem_print(w->m, "%s, %s %s", left, how, one_member(w, b, other))
                  : left;
    }
    char *text = listed(w, part, said);
    return pairs ? text
                 : mem_print(w->m, "%s, each %s %s", text, how, phrase(w, of->arg[1]));
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
            part[n++] = period(w, mem_text(w->m, text + 1, len - 1));
            text += len;
            text += strspn(text, " ");
        }
        out = add(w, out, ", ", mem_print(w->m, "%s%s", how, listed(w, part, n)));
    }
    return out;
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
        return mem_print(w->m, "%s, a period that %s %s", phrase(w, n->arg[0]),
                         covers[truth], period(w, n->text));
    if (n->kind == NODE_SAYS)
        return mem_print(w->m, "%s, %s %s", phrase(w, n->arg[0]), stated[truth],
                         comparisons(w, n->text));
    if (n->kind == NODE_ROSE || n->kind == NODE_FELL)
        return moved(w, n);
    if (n->kind == NODE_ALWAYS)
        return always(w, n);
    if (n->kind == NODE_RECORD_HIGH || n->kind == NODE_RECORD_LOW)
        return record(w, n);
    if (n->arg[1]->kind == NODE_KEY)
        return extreme(w, n);
    if (n->kind == NODE_BETWEEN) {
        char *x = phrase(w, n->arg[0]);
        const char *how = verb(w, n);
        char *low = phrase(w, n->arg[1]);
        return mem_print(w->m, "%s, %s %s and %s", x, how, low, phrase(w, n->arg[2]));
    }
    char *left = side(w, n->arg[0], truth);
    const char *is = verb(w, n);
    char *text = mem_print(w->m, "%s, %s %s", left, is, side(w, n->arg[1], truth));
    if (n->kind != NODE_ALMOST && n->kind != NODE_JUST_OVER)
        return text;
    return mem_print(w->m, "%s by at most %s", text, phrase(w, n->arg[2]));
}

/* ---- what is missing */

static bool
same_reason(const struct cell *a, const struct cell *b)
{
    if (a->held != b->held)
        return false;
    return a->held == HELD_NOT || a->held == HELD_LEFT_OUT ||
           !strcmp(a->source, b->source);
}

static char *
reason(struct words *w, const struct cell *c, const char *what)
{
    const struct claims *claims = w->e->claims;
    size_t n = c->source ? strcspn(c->source, "@+") : 0;
    const char *day = claims->published ? display_date(w->m, claims->published) : "";
    switch (c->held) {
    case HELD_NOT:
        return mem_print(w->m, "no statement is held on %s", what);
    case HELD_LEFT_OUT:
        return mem_print(w->m, "the statements held on %s were left out of the table",
                         what);
    case HELD_PERHAPS:
        return mem_print(w->m,
                         "the first dated statement held on %s is of %s (%.*s), which "
                         "may be later than the article of %s",
                         what, display_date(w->m, c->published), (int)n, c->source,
                         day);
    case HELD_LATER:
        return mem_print(w->m,
                         "the first dated statement held on %s is of %s (%.*s), later "
                         "than the article of %s",
                         what, display_date(w->m, c->published), (int)n, c->source,
                         day);
    case HELD_UNDATED:
        return mem_print(w->m,
                         "what is held on %s bears no date (%.*s), so it cannot be "
                         "shown to have been public by %s",
                         what, (int)n, c->source, day);
    case HELD_OWN:
        return mem_print(w->m,
                         "only the article itself (%.*s) gives %s; no other "
                         "statement of it is held",
                         (int)n, c->source, what);
    case HELD:
        break;
    }
    return mem_copy(w->m, "");
}

static int
by_period(const void *a, const void *b)
{
    const struct cell *const *x = a, *const *y = b;
    return ((*x)->when.first > (*y)->when.first) -
           ((*x)->when.first < (*y)->when.first);
}

/* Cells of one subject and narrowing, as "2014 to 2019" when they are a run. */
static char *
places(struct words *w, const struct cell **cell, size_t n)
{
    bool alike = true, run = true;
    for (size_t i = 1; i < n; i++)
        alike = alike && !strcmp(subject(w, cell[0]), subject(w, cell[i])) &&
                !strcmp(narrowed(w, cell[0]), narrowed(w, cell[i]));
    if (alike)
        qsort(cell, n, sizeof *cell, by_period);
    for (size_t i = 1; i < n; i++)
        run = run && cell[i]->when.freq == cell[i - 1]->when.freq &&
              cell[i]->when.index == cell[i - 1]->when.index + 1;
    char **part = mem_array(w->m, n, sizeof *part);
    for (size_t i = 0; i < n; i++)
        part[i] = where(w, cell[i]);
    if (alike && run && n > 2)
        return mem_print(w->m, "%s to %s", part[0], part[n - 1]);
    return listed(w, part, n);
}

static bool
same_place(const struct cell *a, const struct cell *b)
{
    bool same = a->ref->n == b->ref->n && !strcmp(a->period, b->period);
    for (size_t i = 0; same && i < a->ref->n; i++)
        same = !strcmp(a->code[i], b->code[i]);
    return same;
}

/* One clause for each reason, with all that it holds for. */
static char *
missing(struct words *w, char *text, const struct cell_list *cells)
{
    for (size_t i = 0; i < cells->n; i++) {
        const struct cell *c = cells->item[i];
        bool told = c->held == HELD;
        for (size_t k = 0; k < i && !told; k++)
            told = same_reason(cells->item[k], c);
        if (told)
            continue;
        const struct cell **of = mem_array(w->m, cells->n, sizeof *of);
        size_t n = 0;
        for (size_t k = i; k < cells->n; k++) {
            bool twice = !same_reason(cells->item[k], c);
            for (size_t d = 0; d < n && !twice; d++)
                twice = same_place(of[d], cells->item[k]);
            if (!twice)
                of[n++] = cells->item[k];
        }
        text = add(w, text, "; ", reason(w, c, places(w, of, n)));
    }
    return text;
}

static bool
is_missing(const struct cell_list *cells)
{
    for (size_t i = 0; i < cells->n; i++)
        if (cells->item[i]->held != HELD)
            return true;
    return false;
}

/* The held cells of comparisons that lack others. */
static char *
still_held(struct words *w, char *text, const struct cell_list *cells)
{
    char **part = mem_array(w->m, cells->n + 1, sizeof *part);
    size_t n = 0;
    for (size_t i = 0; i < cells->n; i++) {
        const struct cell *c = cells->item[i];
        bool twice = c->held != HELD;
        for (size_t k = 0; k < i && !twice; k++)
            twice = same_place(cells->item[k], c);
        struct number x = judge_number_of(c);
        if (!twice)
            part[n++] = cell_phrase(w, c, &x);
    }
    return n ? add(w, text, "; held: ", listed(w, part, n)) : text;
}

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

/* A comparison that stays open although all its numbers are held. */
static char *
undecided(struct words *w, const struct node *n)
{
    return mem_print(w->m, "%s%s%s", leaf(w, n),
                     is_open(n) ? ", as not every member of the set is stated" : "",
                     is_about(n) ? ", as an approximate figure is not exact" : "");
}

/* ---- the whole */

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
        return leaf(w, first);
    char **part = mem_array(w->m, n, sizeof *part);
    for (size_t i = 0; i < n; i++)
        part[i] = phrase(w, leaves[i]->arg[0]);
    char *text = listed(w, part, n);
    if (first->kind != NODE_EQUAL)
        return mem_print(w->m, "%s, each %s %s", text, verb(w, first),
                         phrase(w, first->arg[1]));
    if (first->judged->truth == TRUTH_YES)
        return mem_print(w->m, "%s, as the reading says", text);
    return mem_print(w->m, "%s, where the reading says %s", text,
                     phrase(w, first->arg[1]));
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
            if (is_missing(&cells))
                judge_cells(w->m, *first, &lacking);
            else
                text = add(w, text, "; ", undecided(w, *first));
            continue;
        }
        while (i + n < leaves.n && alike(*first, first[n]))
            n++;
        text = add(w, text, "; ", clause(w, first, n));
    }
    if (lacking.n)
        text = still_held(w, missing(w, text, &lacking), &lacking);
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
        if (is_missing(&cells))
            judge_cells(w->m, list->item[i], &gaps);
        else
            part[n++] = phrase(w, list->item[i]);
    }
    if (n)
        text = listed(w, part, n);
    return with_missing ? missing(w, text, &gaps) : text;
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
    return *beside ? mem_print(e->m, "%s For comparison: %s.", text, beside) : text;
}
