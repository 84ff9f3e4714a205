#include "claim/by_reading.h"

#include <ctype.h>
#include <string.h>

#include "claim/clause.h"

/* A whole number that is told, with its publishers, is no longer than this; a short one,
 * where it can be without how it comes about. */
enum { NUMBER_MAX = 210, SHORT_MAX = 200 };

/* Which verdicts are told: those by the figures out then, those of readings that are asked
 * by the latest figures alone, and what later figures decide or take back. */
enum view { THEN, ALONE, LATER, VIEWS };

const struct ruling *
reading_counting(const struct rulings *r)
{
    return r->of[0].why ? &r->of[0] : &r->of[1];
}

bool
reading_is_open(enum verdict v)
{
    return v == UNDETERMINED || v == UNSOURCED;
}

bool
reading_is_revised(const struct rulings *r)
{
    return r->of[0].why && r->of[1].why && r->of[0].verdict == SUPPORTED &&
           (r->of[1].verdict == SUPERSEDED || r->of[1].verdict == CONTRADICTED);
}

static const struct ruling *
seen(const struct rulings *r, enum view view)
{
    const struct ruling *then = &r->of[0], *now = &r->of[1];
    if (view == THEN)
        return then->why ? then : NULL;
    if (view == ALONE)
        return then->why ? NULL : now;
    bool changed = then->why && now->why &&
                   (reading_is_open(then->verdict) || reading_is_revised(r));
    return changed ? now : NULL;
}

/* Nothing is tested, and the file says why: no other reading stands for this one. */
static bool
is_untested(const struct reading *r)
{
    return r->kind == READING_SHOW && r->because;
}

/* Another reading with the same question got a verdict by the latest figures alone, and
 * one that is not v. */
static bool
is_decided_later(const struct claim *c, const struct rulings *r, size_t i,
                 enum verdict v)
{
    for (size_t k = 0; k < c->n; k++)
        if (k != i && !r[k].of[0].why &&
            reading_counting(&r[k])->verdict < UNDETERMINED && v >= UNDETERMINED &&
            !strcmp(c->reading[k].question, c->reading[i].question))
            return true;
    return false;
}

/* The reading counts here: this verdict, by these figures, and none before it has the same
 * question and verdict. One that later figures decide was open before. */
static bool
is_in(const struct claim *c, const struct rulings *r, size_t i, enum verdict v,
      enum view view)
{
    const struct ruling *it = seen(&r[i], view), *now = seen(&r[i], LATER);
    bool decided =
        view == THEN && v >= UNDETERMINED && now && !reading_is_open(now->verdict);
    if (!it || it->verdict != v || decided || is_untested(&c->reading[i]) ||
        is_decided_later(c, r, i, v))
        return false;
    for (size_t k = 0; k < c->n; k++) {
        const struct ruling *then = view == ALONE && k != i ? seen(&r[k], THEN) : NULL;
        const struct ruling *same = k < i ? seen(&r[k], view) : NULL;
        bool twice = (then && then->verdict == v) || (same && same->verdict == v);
        if (twice && !strcmp(c->reading[k].question, c->reading[i].question))
            return false;
    }
    return true;
}

/* Readings of one verdict by the same figures, or one that nothing tests, or those about what
 * a document says; and how much is told of them. */
struct part {
    enum view view;
    enum verdict verdict;
    const struct reading *untested; /* NULL: they have a verdict */
    size_t n;
    const struct reading *main; /* the one whose words and number are told first */
    const char *number,
        *whole;          /* short, and all of it; with its publishers; "": none */
    const char *undated; /* whose statement without a date decides; "" */
    bool noun, told, named, all, numbered, entire, reason;
};

struct parts {
    struct part *item;
    size_t n;
};

static const struct {
    enum verdict verdict;
    const char *one, *many;
} says[] = {
    {SUPPORTED, "holds", "hold"},
    {SUPERSEDED, "held in an edition since revised", "held in editions since revised"},
    {CONTRADICTED, "does not hold", "do not hold"},
    {UNDETERMINED, "is undecided", "are undecided"},
    {UNSOURCED, "is unsourced", "are unsourced"},
};
enum { SAYINGS = sizeof says / sizeof *says };

/* "86 (81 plus 5), less than 103" without how the number comes about. */
static const char *
result_alone(struct mem *m, const char *text)
{
    const char *open = strstr(text, " (");
    const char *p = open ? clause_bracket_end(open + 1) : "";
    return *p && p[1] == ',' ? mem_print(m, "%.*s%s", (int)(open - text), text, p + 1)
                             : text;
}

/* "5 in 2018, less than each of 4" without what it is compared with, "the median, 4 (...)"
 * whole. */
const char *
fact_in_short(struct mem *m, const char *text)
{
    int depth = 0;
    bool number = false;
    for (const char *p = text; *p; p++) {
        number = number || isdigit((unsigned char)*p);
        depth += (*p == '(') - (*p == ')');
        bool next = *p == ')' && !strncmp(p + 1, " and ", 5);
        bool end = (*p == ';' || *p == ',') && p[1] == ' ';
        if (!depth && number && (next || end))
            return mem_text(m, text, (size_t)(p - text) + next);
    }
    return text;
}

/* "the article's about 50 percent of women, compatible with at least 50 percent of women over
 * ..." is told by what it is held against: the claim says the article's own. */
static const char *
own_against(const char *text)
{
    static const char *const with[] = {", compatible with ", ", not compatible with ",
                                       ", the same statement as ",
                                       ", not the same statement as "};
    for (size_t i = 0; i < sizeof with / sizeof *with; i++) {
        const char *at = strstr(text, with[i]);
        if (at && !strncmp(text, "the article's", strlen("the article's")))
            return at + strlen(with[i]);
    }
    return text;
}

static const char *
unspanned(struct mem *m, const char *text)
{
    const char *over = strstr(text, " over ");
    return over ? mem_text(m, text, (size_t)(over - text)) : text;
}

static const char *
fitting(struct mem *m, const char *what, const char *of)
{
    return strlen(what) + strlen(of) > NUMBER_MAX ? ""
                                                  : mem_print(m, ": %s%s", what, of);
}

/* The number of what was decided, and its publishers, whole and short; "" when that is
 * long. */
static void
set_number(struct mem *m, const struct ruling *by, const struct sources *cite,
           struct part *p)
{
    static const char revised[] = "revised";
    p->whole = p->number = "";
    if (by->verdict >= UNDETERMINED)
        return;
    const char *what = clause_brief(m, by), *of = clause_undated(m, cite, by);
    if (*of) /* its period tells but the days between which it was made */
        what = unspanned(m, own_against(what));
    else
        of = clause_publishers(m, cite, by);
    if (by->verdict == SUPERSEDED && !strncmp(what, revised, strlen(revised))) {
        p->whole = p->number = mem_print(m, "%s%s", what + strlen(revised), of);
        return;
    }
    p->whole = fitting(m, what, of);
    if (!*p->whole)
        p->whole = fitting(m, result_alone(m, what), of);
    const char *fact = fact_in_short(m, what);
    if (strlen(fact) + strlen(of) > SHORT_MAX)
        fact = fact_in_short(m, result_alone(m, what));
    p->number = mem_print(m, ": %s%s", fact, of);
}

/* Of readings with one verdict the first is told whose number is short, else the shortest. */
static bool
is_better(const char *number, const char *so_far)
{
    if (!*number || !*so_far)
        return *number != '\0';
    return strlen(so_far) > SHORT_MAX && strlen(number) < strlen(so_far);
}

/* Adds the readings of one verdict by one kind of figures, if there are any. */
static void
add_part(struct mem *m, const struct claim *c, const struct rulings *r,
         struct part part, const struct sources *cite, struct parts *out)
{
    part.number = part.whole = part.undated = "";
    for (size_t i = 0; i < c->n; i++) {
        if (!is_in(c, r, i, part.verdict, part.view))
            continue;
        const struct ruling *by = seen(&r[i], part.view);
        struct part one = part;
        set_number(m, by, cite, &one);
        if (!part.n || is_better(one.number, part.number)) {
            part.main = &c->reading[i];
            part.number = one.number;
            part.whole = one.whole;
            part.undated =
                part.verdict < UNDETERMINED ? clause_undated(m, cite, by) : "";
        }
        part.n++;
    }
    part.told = part.verdict != NOT_A_FIGURE;
    if (part.n)
        out->item[out->n++] = part;
}

/* By the figures of then, by the latest alone, by later ones; then what no figure tests. What
 * was open then and still is, is not told twice. */
static struct parts
parts_of(struct mem *m, const struct claim *c, const struct rulings *r, enum view from,
         const struct sources *cite)
{
    struct parts out = {mem_array(m, VIEWS * SAYINGS + c->n, sizeof *out.item), 0};
    for (enum view view = from; view < VIEWS; view++)
        for (size_t i = 0; i < SAYINGS; i++) {
            enum verdict v = says[i].verdict;
            bool again = view == LATER && from == THEN && v >= UNDETERMINED;
            if (!again && v != NOT_A_FIGURE)
                add_part(m, c, r, (struct part){.view = view, .verdict = v}, cite,
                         &out);
        }
    for (size_t i = 0; i < c->n; i++)
        if (is_untested(&c->reading[i]))
            out.item[out.n++] = (struct part){.view = VIEWS,
                                              .untested = &c->reading[i],
                                              .n = 1,
                                              .main = &c->reading[i],
                                              .number = "",
                                              .whole = "",
                                              .undated = ""};
    add_part(m, c, r, (struct part){.view = from, .verdict = NOT_A_FIGURE}, cite, &out);
    return out;
}

/* "by the US reports; by UNODC" */
static char *
questions(struct mem *m, const struct claim *c, const struct rulings *r,
          const struct part *p)
{
    char *out = mem_copy(m, p->main->question);
    for (size_t i = 0; i < c->n && !p->untested; i++)
        if (p->main != &c->reading[i] && is_in(c, r, i, p->verdict, p->view))
            out = clause_joined(m, out, "; ", c->reading[i].question);
    return out;
}

/* "two", "two readings" */
static const char *
counted(struct mem *m, const struct claim *c, const struct part *p)
{
    const char *n = clause_number(m, p->n);
    return p->noun ? mem_print(m, "%s %s%s", n, clause_noun(c), p->n > 1 ? "s" : "")
                   : n;
}

/* "two (by the US reports; by UNODC) hold"; when there is no room for all "three hold (one of
 * them: by the US reports)", and then "three hold". */
static char *
which_do(struct mem *m, const struct claim *c, const struct rulings *r,
         const struct part *p)
{
    size_t i = 0;
    while (says[i].verdict != p->verdict)
        i++;
    const char *n = counted(m, c, p);
    const char *do_it = p->n == 1 ? says[i].one : says[i].many;
    if (!p->named)
        return mem_print(m, "%s %s", n, do_it);
    if (p->n == 1 || p->all)
        return mem_print(m, "%s (%s) %s", n, questions(m, c, r, p), do_it);
    return mem_print(m, "%s %s (one of them: %s)", n, do_it, p->main->question);
}

/* It has a sentence of its own: no figure speaks of it. */
static bool
is_apart(const struct part *p)
{
    return p->untested || p->verdict == NOT_A_FIGURE;
}

static const char *
told(struct mem *m, const struct claim *c, const struct rulings *r,
     const struct part *p)
{
    if (p->untested)
        return mem_print(m, "One %s (%s) is not tested%s%s", clause_noun(c),
                         p->main->question, p->reason ? ", as " : "",
                         p->reason ? p->untested->because : "");
    if (is_apart(p))
        return clause_of_documents(m, c);
    const char *which = which_do(m, c, r, p);
    const char *of = !p->numbered             ? (p->entire ? p->undated : "")
                     : p->entire && *p->whole ? p->whole
                                              : p->number;
    bool unnamed = p->numbered && !p->named && p->n > 1 && !strncmp(of, ": ", 2);
    return unnamed ? mem_print(m, "%s, one by %s", which, of + 2)
                   : mem_print(m, "%s%s", which, of);
}

/* The latest figures say the same of it as those out then, asked here or by a reading with
 * the same question. */
static bool
is_lasting(const struct claim *c, const struct rulings *r, size_t i)
{
    const struct ruling *then = &r[i].of[0], *now = &r[i].of[1];
    if (now->why)
        return !then->why || then->verdict == now->verdict;
    for (size_t k = 0; k < c->n; k++)
        if (!r[k].of[0].why && r[k].of[1].verdict == then->verdict &&
            !strcmp(c->reading[k].question, c->reading[i].question))
            return true;
    return false;
}

/* What is told holds by the figures out then and by the latest alike. */
static bool
all_lasting(const struct claim *c, const struct rulings *r, const struct parts *parts)
{
    for (size_t i = 0; i < c->n; i++)
        if (!is_lasting(c, r, i))
            return false;
    for (size_t i = 0; i < parts->n; i++)
        if (parts->item[i].view != THEN && !parts->item[i].untested)
            return false;
    return true;
}

/* By which figures is said where that changes; of what was not decided then it was said. */
static char *
composed(struct mem *m, const struct claims *all, const struct claim *c,
         const struct rulings *r, const struct parts *parts, bool later)
{
    static const char *const by[] = {"at the time ", "now ",
                                     "by an undated statement "};
    char *out = mem_copy(m, "");
    size_t told_by = SIZE_MAX;
    bool silent = later || !all->published || all_lasting(c, r, parts);
    for (size_t i = 0; i < parts->n; i++) {
        const struct part *p = &parts->item[i];
        if (!p->told)
            continue;
        size_t now = p->view == THEN ? 0 : *p->undated ? 2 : 1;
        bool same = silent || is_apart(p) || now == told_by;
        out =
            clause_joined(m, out, is_apart(p) ? ". " : "; ",
                          mem_print(m, "%s%s", same ? "" : by[now], told(m, c, r, p)));
        told_by = same ? told_by : now;
    }
    return out;
}

/* Whose number is told first: of readings the first that has one; of parts one that fails,
 * or does since a revision. */
static struct part *
main_part(const struct parts *parts, bool of_parts)
{
    struct part *main = NULL;
    for (size_t i = 0; i < parts->n; i++) {
        struct part *p = &parts->item[i];
        bool worse = main && of_parts && p->verdict > main->verdict;
        if (*p->number && (!main || worse))
            main = p;
    }
    return main;
}

/* What is told when there is room, the most needed first. */
static bool *
further(struct part *p, const struct part *main, int round)
{
    bool open = p->verdict >= UNDETERMINED;
    switch (round) {
    case 0:
        return open || p->untested ? NULL : &p->named;
    case 1:
        return p->untested ? &p->told : &p->named;
    case 2:
        return p->verdict == NOT_A_FIGURE ? NULL : &p->all;
    case 3:
        return p->untested ? &p->reason : NULL;
    case 4:
        return p == main || !*p->whole ? &p->entire : &p->numbered;
    default:
        return &p->told;
    }
}

char *
by_reading(struct mem *m, const struct claims *all, const struct claim *c,
           const struct rulings *r, bool later, const struct sources *cite, size_t room)
{
    enum { ROUNDS = 6 };
    struct parts parts = parts_of(m, c, r, later ? ALONE : THEN, cite);
    struct part *main = main_part(&parts, c->parts);
    if (main)
        main->numbered = true;
    if (main && main->n == 1)
        main->named = true;
    if (parts.n)
        parts.item[0].noun = true;
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < parts.n; i++) {
            bool *more = further(&parts.item[i], main, round);
            if (!more || *more)
                continue;
            *more = true;
            *more = strlen(composed(m, all, c, r, &parts, later)) <= room;
        }
    return composed(m, all, c, r, &parts, later);
}
