#include "claim/by_reading.h"

#include <ctype.h>
#include <string.h>

#include "claim/clause.h"

/* A whole number that is told, with its publishers, is no longer than this; a short one,
 * where it can be without how it comes about. */
enum { NUMBER_MAX = 210, SHORT_MAX = 200 };

/* So much longer than the room may be what names each reading that alone has its verdict. */
enum { MUST_MORE = 80 };

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

/* Readings of one verdict by the same figures, or those that nothing tests, or those about
 * what a document says; and how much is told of them. */
struct part {
    enum view view;
    enum verdict verdict;
    bool untested; /* they have no verdict */
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

/* A list goes on with another number: ", 947 in 2018", ") and rank 2". */
static bool
is_another(const char *p)
{
    static const char *const before[] = {" ", "and ", "rank "};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        p += strncmp(p, before[i], strlen(before[i])) ? 0 : strlen(before[i]);
    return isdigit((unsigned char)*p);
}

/* "5 in 2018, less than each of 4" without what it is compared with, "the median, 4 (...)"
 * whole; of several numbers the first, "among others". */
const char *
fact_in_short(struct mem *m, const char *text)
{
    int depth = 0;
    bool number = false, quoted = false;
    for (const char *p = text; *p; p++) {
        quoted ^= *p == '"';
        number = number || isdigit((unsigned char)*p);
        depth += (*p == '(') - (*p == ')');
        bool next = *p == ')' && !strncmp(p + 1, " and ", 5);
        bool end = (*p == ';' || *p == ',') && p[1] == ' ';
        if (!depth && !quoted && number && (next || end))
            return mem_print(m, "%.*s%s", (int)(p - text) + next, text,
                             *p != ';' && is_another(p + 1) ? ", among others" : "");
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

/* "not more: from 10,606 to 10,582" without what "does not hold" has said before it. */
static const char *
unsaid(const char *text)
{
    const char *colon = strstr(text, ": ");
    bool no = colon && !strncmp(text, "not ", 4) &&
              text + strcspn(text, "0123456789(,;") > colon;
    return no ? colon + 2 : text;
}

/* The number of what was decided, and its publishers, whole and short; "" when the whole is
 * long. */
static void
set_number(const struct telling *t, const struct ruling *by, struct part *p)
{
    static const char revised[] = "revised";
    struct mem *m = t->m;
    p->whole = p->number = p->undated = "";
    if (by->verdict >= UNDETERMINED)
        return;
    const char *what = unsaid(clause_brief(m, by));
    const char *of = p->undated = clause_undated(m, t->cite, by);
    if (*of) /* its period tells but the days between which it was made */
        what = unspanned(m, own_against(what));
    else
        of = clause_publishers(m, t->cite, by);
    if (by->verdict == SUPERSEDED && !strncmp(what, revised, strlen(revised))) {
        p->whole = p->number = mem_print(m, "%s%s", what + strlen(revised), of);
        return;
    }
    if (strlen(what) + strlen(of) <= NUMBER_MAX)
        p->whole = mem_print(m, ": %s%s", what, of);
    p->number = mem_print(m, ": %s%s", fact_in_short(m, what), of);
}

/* The reading is the first that is told of these, with its number. */
static void
tell_first(const struct telling *t, size_t i, struct part *p)
{
    p->main = &t->c->reading[i];
    set_number(t, seen(&t->r[i], p->view), p);
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
add_part(const struct telling *t, enum view view, enum verdict v, struct parts *out)
{
    struct part part = {.view = view, .verdict = v, .told = v != NOT_A_FIGURE};
    for (size_t i = 0; i < t->c->n; i++) {
        if (!is_in(t->c, t->r, i, v, view))
            continue;
        struct part one = part;
        tell_first(t, i, &one);
        one.n++;
        part.n++;
        if (part.n == 1 || is_better(one.number, part.number))
            part = one;
    }
    if (part.n)
        out->item[out->n++] = part;
}

static void
add_untested(const struct telling *t, struct parts *out)
{
    struct part part = {
        .view = VIEWS, .untested = true, .told = true, .number = "", .whole = ""};
    part.undated = "";
    for (size_t i = 0; i < t->c->n; i++)
        if (is_untested(&t->c->reading[i]) && !part.n++)
            part.main = &t->c->reading[i];
    if (part.n)
        out->item[out->n++] = part;
}

/* By the figures of then, by the latest alone, by later ones; then what no figure tests. What
 * was open then and still is, is not told twice. */
static struct parts
parts_of(const struct telling *t)
{
    struct parts out = {mem_array(t->m, (size_t)VIEWS * SAYINGS + 2, sizeof *out.item),
                        0};
    enum view from = t->later ? ALONE : THEN;
    for (enum view view = from; view < VIEWS; view++)
        for (size_t i = 0; i < SAYINGS; i++)
            if (view != LATER || t->later || says[i].verdict < UNDETERMINED)
                add_part(t, view, says[i].verdict, &out);
    add_untested(t, &out);
    add_part(t, from, NOT_A_FIGURE, &out);
    return out;
}

/* Of what is told together, the reading counts. */
static bool
is_of(const struct telling *t, size_t i, const struct part *p)
{
    return p->untested ? is_untested(&t->c->reading[i])
                       : is_in(t->c, t->r, i, p->verdict, p->view);
}

/* "by the US reports; by UNODC"; with why they are not tested, "a, as no one counts". */
static char *
questions(const struct telling *t, const struct part *p, bool why)
{
    char *out = mem_copy(t->m, why ? "" : p->main->question);
    for (size_t i = 0; i < t->c->n; i++) {
        const struct reading *r = &t->c->reading[i];
        if ((p->main == r && !why) || !is_of(t, i, p))
            continue;
        const char *one =
            why ? mem_print(t->m, "%s, as %s", r->question, r->because) : r->question;
        out = clause_joined(t->m, out, "; ", one);
    }
    return out;
}

/* "two", "two readings" */
static const char *
counted(const struct telling *t, const struct part *p)
{
    const char *n = clause_number(t->m, p->n);
    return p->noun
               ? mem_print(t->m, "%s %s%s", n, clause_noun(t->c), p->n > 1 ? "s" : "")
               : n;
}

static const char *
verb(const struct part *p)
{
    size_t i = 0;
    if (p->untested)
        return p->n == 1 ? "is not tested" : "are not tested";
    while (says[i].verdict != p->verdict)
        i++;
    return p->n == 1 ? says[i].one : says[i].many;
}

/* "two (by the US reports; by UNODC) hold"; when there is no room for all "three hold (one of
 * them: by the US reports)", and then "three hold". */
static char *
which_do(const struct telling *t, const struct part *p)
{
    const char *n = counted(t, p), *do_it = verb(p);
    if (!p->named)
        return mem_print(t->m, "%s %s", n, do_it);
    if (p->n > 1 && p->reason)
        return mem_print(t->m, "%s %s (%s)", n, do_it, questions(t, p, true));
    if (p->n == 1 || p->all)
        return mem_print(t->m, "%s (%s) %s%s%s", n, questions(t, p, false), do_it,
                         p->reason ? ", as " : "", p->reason ? p->main->because : "");
    return mem_print(t->m, "%s %s (one of them: %s)", n, do_it, p->main->question);
}

/* It has a sentence of its own: no figure speaks of it. */
static bool
is_apart(const struct part *p)
{
    return p->verdict == NOT_A_FIGURE && !p->untested;
}

static const char *
told(const struct telling *t, const struct part *p)
{
    if (is_apart(p))
        return clause_of_documents(t->m, t->c);
    const char *which = which_do(t, p);
    const char *of = !p->numbered             ? (p->entire ? p->undated : "")
                     : p->entire && *p->whole ? p->whole
                                              : p->number;
    bool first = p->numbered && p->all && p->n > 1 && !strncmp(of, ": ", 2);
    return first ? mem_print(t->m, "%s, the first by %s", which, of + 2)
                 : mem_print(t->m, "%s%s", which, of);
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
all_lasting(const struct telling *t, const struct parts *parts)
{
    for (size_t i = 0; i < t->c->n; i++)
        if (!is_lasting(t->c, t->r, i))
            return false;
    for (size_t i = 0; i < parts->n; i++)
        if (parts->item[i].view != THEN && !parts->item[i].untested)
            return false;
    return true;
}

/* What the words before it say is not said in the brackets of the publishers. */
static const char *
without_undated(struct mem *m, const char *text)
{
    static const char undated[] = ", undated)";
    const char *at = strstr(text, undated);
    return at ? mem_print(m, "%.*s)%s", (int)(at - text), text, at + sizeof undated - 1)
              : text;
}

/* By which figures is said where that changes; of what was not decided then it was said. */
static char *
composed(const struct telling *t, const struct parts *parts)
{
    static const char *const by[] = {"at the time ", "now ",
                                     "by an undated statement "};
    char *out = mem_copy(t->m, "");
    size_t told_by = SIZE_MAX;
    bool silent = t->later || !t->all->published || all_lasting(t, parts);
    for (size_t i = 0; i < parts->n; i++) {
        const struct part *p = &parts->item[i];
        if (!p->told)
            continue;
        size_t now = p->view == THEN ? 0 : *p->undated ? 2 : 1;
        bool same = silent || p->untested || is_apart(p) || now == told_by;
        told_by = same ? told_by : now;
        const char *text = told(t, p);
        if (told_by == 2 && now == 2)
            text = without_undated(t->m, text);
        out = clause_joined(t->m, out, is_apart(p) ? ". " : "; ",
                            mem_print(t->m, "%s%s", same ? "" : by[now], text));
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

/* A number that may be told: of this reading. */
struct candidate {
    struct part *part;
    size_t reading;
};

/* So many are tried. */
enum { CANDIDATES = 8 };

/* The one that is told when all fit, then those of what fails, then of what holds. */
static size_t
candidates(const struct telling *t, struct parts *parts, struct part *main,
           struct candidate list[])
{
    size_t n = 0;
    list[n++] = (struct candidate){main, (size_t)(main->main - t->c->reading)};
    for (size_t s = SAYINGS; s-- > 0;)
        for (size_t k = 0; k < parts->n; k++)
            for (size_t i = 0; i < t->c->n && n < CANDIDATES; i++) {
                struct part *p = &parts->item[k];
                bool same = p == main && main->main == &t->c->reading[i];
                if (*p->number && p->verdict == says[s].verdict && !same &&
                    is_of(t, i, p))
                    list[n++] = (struct candidate){p, i};
            }
    return n;
}

/* Sets what must be told: this number, in words the reading that has it, and each that alone
 * has its verdict; open: the undecided too. */
static void
tell_least(const struct telling *t, struct parts *parts, const struct candidate *it,
           bool open)
{
    for (size_t i = 0; i < parts->n; i++) {
        struct part *p = &parts->item[i];
        bool decided = !p->untested && p->verdict < UNDETERMINED;
        p->numbered = it && p == it->part;
        p->named = p->numbered || (p->n == 1 && !is_apart(p) && (open || decided));
    }
    if (it)
        tell_first(t, it->reading, it->part);
}

/* The first number with which what must be told fits; false: none does, the shortest. */
static bool
choose(const struct telling *t, struct parts *parts, const struct candidate list[],
       size_t n, bool open, size_t room)
{
    size_t shortest = SIZE_MAX, best = 0;
    for (size_t i = 0; i < n; i++) {
        tell_least(t, parts, &list[i], open);
        size_t now = strlen(composed(t, parts));
        if (now <= room)
            return true;
        best = now < shortest ? i : best;
        shortest = now < shortest ? now : shortest;
    }
    tell_least(t, parts, n ? &list[best] : NULL, open);
    return !n && strlen(composed(t, parts)) <= room;
}

/* What is told when there is room, the most needed first. */
static bool *
further(struct part *p, int round)
{
    bool open = p->untested || p->verdict >= UNDETERMINED;
    switch (round) {
    case 0:
        return open ? NULL : &p->named;
    case 1:
        return p->numbered ? &p->entire : NULL;
    case 2:
        return is_apart(p) ? &p->told : &p->named;
    case 3:
        return is_apart(p) ? NULL : &p->all;
    case 4:
        return p->untested && p->named ? &p->reason : NULL;
    case 5:
        return p->named && *p->whole ? &p->numbered : NULL;
    case 6:
        return &p->entire;
    default:
        return &p->told;
    }
}

char *
by_reading(const struct telling *t)
{
    enum { ROUNDS = 8 };
    struct parts parts = parts_of(t);
    struct part *main = main_part(&parts, t->c->parts);
    struct candidate list[CANDIDATES];
    size_t n = main ? candidates(t, &parts, main, list) : 0;
    if (parts.n)
        parts.item[0].noun = true;
    if (!choose(t, &parts, list, n, true, t->room) &&
        !choose(t, &parts, list, n, true, t->room + MUST_MORE))
        choose(t, &parts, list, n, false, t->room);
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < parts.n; i++) {
            bool *more = further(&parts.item[i], round);
            if (!more || *more)
                continue;
            *more = true;
            *more = strlen(composed(t, &parts)) <= t->room;
        }
    return composed(t, &parts);
}
