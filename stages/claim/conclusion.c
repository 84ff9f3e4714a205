#include "claim/conclusion.h"

#include <ctype.h>
#include <string.h>

#include "document/display.h"

const char *const standing_name[STANDINGS + 1] = {
    "holds",
    "held when it was printed",
    "held in an older edition",
    "does not hold",
    "depends on the reading",
    "holds by later figures",
    "does not hold by later figures",
    "depends on the reading by later figures",
    "cannot be decided",
    "not a matter of figures"};

/* How a reading counts. */
static const struct ruling *
counting(const struct rulings *r)
{
    return r->of[0].why ? &r->of[0] : &r->of[1];
}

/* How many readings have which verdict; of those that are asked as of the article's day how
 * many, and how many of these are open, and the verdicts by the latest figures. */
struct tally {
    size_t of[VERDICTS], n;
    size_t now[VERDICTS], now_n;
    size_t then, open;
    size_t lasting, revised; /* supported then; by the latest still, or no longer */
};

static bool
is_open(enum verdict v)
{
    return v == UNDETERMINED || v == UNSOURCED;
}

/* What the latest figures take back of a reading that held when it was printed. */
static bool
is_revised(const struct rulings *r)
{
    return r->of[0].why && r->of[1].why && r->of[0].verdict == SUPPORTED &&
           (r->of[1].verdict == SUPERSEDED || r->of[1].verdict == CONTRADICTED);
}

static struct tally
count(const struct claim *c, const struct rulings *r)
{
    struct tally t = {0};
    for (size_t i = 0; i < c->n; i++) {
        enum verdict v = counting(&r[i])->verdict;
        const struct ruling *then = &r[i].of[0], *now = &r[i].of[1];
        t.of[v]++;
        if (v == NOT_A_FIGURE)
            continue;
        t.n++;
        t.then += then->why != NULL;
        t.open += then->why && is_open(then->verdict);
        t.now[now->verdict] += now->why != NULL;
        t.now_n += now->why != NULL;
        t.revised += is_revised(&r[i]);
        t.lasting += v == SUPPORTED && (!now->why || now->verdict == SUPPORTED);
    }
    return t;
}

/* Nothing was decided as of the article's day. */
static enum standing
by_later_figures(const struct tally *t)
{
    size_t decided = t->now[SUPPORTED] + t->now[SUPERSEDED] + t->now[CONTRADICTED];
    if (!decided)
        return STANDING_UNDECIDED;
    return t->now[SUPPORTED] == t->now_n      ? STANDING_LATER
           : t->now[CONTRADICTED] == t->now_n ? STANDING_LATER_FAILS
                                              : STANDING_LATER_DEPENDS;
}

static enum standing
standing_of(const struct tally *t)
{
    if (!t->n)
        return STANDING_WORDS;
    if (t->then && t->open == t->then)
        return by_later_figures(t);
    if (t->of[SUPPORTED] == t->n)
        return t->lasting && !t->revised ? STANDING_HOLDS : STANDING_HELD;
    if (t->of[SUPERSEDED] == t->n)
        return STANDING_OLDER;
    if (t->of[CONTRADICTED] == t->n)
        return STANDING_FAILS;
    return t->of[UNDETERMINED] + t->of[UNSOURCED] == t->n ? STANDING_UNDECIDED
                                                          : STANDING_DEPENDS;
}

/* ---- in words */

static char *
joined(struct mem *m, char *text, const char *joint, const char *part)
{
    return *text ? mem_print(m, "%s%s%s", text, joint, part) : mem_copy(m, part);
}

/* The first reading that the standing rests on. */
static const struct rulings *
decisive(const struct claim *c, const struct rulings *r)
{
    for (size_t i = 0; i < c->n; i++) {
        enum verdict v = counting(&r[i])->verdict;
        if (v != NOT_A_FIGURE)
            return &r[i];
    }
    return r;
}

/* So many publishers are named; of more, how many. */
enum { NAMED = 3 };

/* The publishers of the numbers that are told, each once: " (Home Office)". */
static const char *
publishers(struct mem *m, const struct sources *cite, const struct ruling *by)
{
    const char *source = by->shown ? by->shown : by->source, *who[NAMED];
    char *out = mem_copy(m, ""), *seen = mem_copy(m, "\n");
    size_t n, all = 0;
    for (; *source; source += strcspn(source, "+"), source += *source == '+') {
        const struct source *s = sources_next(cite, source, &n);
        const char *one = s ? sources_credit(m, s) : mem_text(m, source, n);
        if (strstr(seen, mem_print(m, "\n%s\n", one)))
            continue;
        seen = mem_print(m, "%s%s\n", seen, one);
        if (all < NAMED)
            who[all] = one;
        all++;
    }
    for (size_t i = 0; i < all && i < NAMED; i++)
        out = joined(m, out, "; ", who[i]);
    if (all > NAMED)
        out = mem_print(m, "%s and %zu other%s", out, all - NAMED,
                        all == NAMED + 1 ? "" : "s");
    return *out ? mem_print(m, " (%s)", out) : "";
}

/* "The Guardian, 4 May 2023" */
static const char *
claimant(struct mem *m, const struct claims *all)
{
    const char *day = all->published ? display_date(m, all->published) : "";
    return mem_print(m, "%s%s%s", all->publisher ? all->publisher : "The article",
                     *day ? ", " : "", day);
}

/* Without the full stop at the end, which follows the publishers. */
static const char *
unstopped(struct mem *m, const char *text)
{
    size_t n = strlen(text);
    return n && text[n - 1] == '.' ? mem_text(m, text, n - 1) : text;
}

/* As it goes on inside a sentence: "The first" begins small, "Albanians" does not. */
static const char *
inside(struct mem *m, const char *text)
{
    static const char *const words[] = {"The ",  "No ",   "Only ", "At ",
                                        "Rank ", "Tier ", "From ", "Nothing ",
                                        "What ", "Not ",  "A ",    "It "};
    char *out = mem_copy(m, text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strncmp(out, words[i], strlen(words[i])))
            out[0] = (char)tolower((unsigned char)out[0]);
    return out;
}

/* Up to the first full stop that ends a sentence. */
static const char *
first_sentence(struct mem *m, const char *text)
{
    const char *p = text;
    while ((p = strstr(p, ". ")) &&
           !((isupper((unsigned char)p[2]) || isdigit((unsigned char)p[2])) &&
             p > text && !isupper((unsigned char)p[-1])))
        p++;
    return p ? mem_text(m, text, (size_t)(p - text)) : unstopped(m, text);
}

/* What decides, in one clause. */
static const char *
brief(struct mem *m, const struct ruling *by)
{
    return inside(m, by->brief && *by->brief ? by->brief : first_sentence(m, by->why));
}

/* ---- a claim that depends on the reading */

/* What is said behind the claim's own words is no longer than this, where it can be told in
 * so few; a number that is told, than that. */
enum { SAID_MAX = 240, NUMBER_MAX = 190 };

/* Which verdicts are told: those by the figures out then, those of readings that are asked
 * by the latest figures alone, and what later figures decide or take back. */
enum view { THEN, ALONE, LATER, VIEWS };

static const struct ruling *
seen(const struct rulings *r, enum view view)
{
    const struct ruling *then = &r->of[0], *now = &r->of[1];
    if (view == THEN)
        return then->why ? then : NULL;
    if (view == ALONE)
        return then->why ? NULL : now;
    bool changed = then->why && now->why && (is_open(then->verdict) || is_revised(r));
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
        if (k != i && !r[k].of[0].why && counting(&r[k])->verdict < UNDETERMINED &&
            v >= UNDETERMINED &&
            !strcmp(c->reading[k].question, c->reading[i].question))
            return true;
    return false;
}

/* The reading counts here: this verdict, by these figures, and none before it has the same
 * question and verdict. */
static bool
is_in(const struct claim *c, const struct rulings *r, size_t i, enum verdict v,
      enum view view)
{
    const struct ruling *it = seen(&r[i], view);
    if (!it || it->verdict != v || is_untested(&c->reading[i]) ||
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
    const struct reading *main; /* the one whose question and number are told */
    const char *number;         /* with its publishers; "": none that is short */
    bool first;                 /* it is the first of them */
    bool told, question, numbered, reason;
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
    {UNDETERMINED, "cannot be decided", "cannot be decided"},
    {UNSOURCED, "has no source but the article", "have no source but the article"},
    {NOT_A_FIGURE, "is about what a document says", "are about what a document says"},
};
enum { SAYINGS = sizeof says / sizeof *says };

/* "86 (81 plus 5), less than 103" without how the number comes about. */
static const char *
result_alone(struct mem *m, const char *text)
{
    const char *open = strstr(text, " ("), *p = open;
    int depth = 0;
    for (; p && *p; p++) {
        depth += (*p == '(') - (*p == ')');
        if (*p == ')' && !depth)
            break;
    }
    return p && p[0] && p[1] == ','
               ? mem_print(m, "%.*s%s", (int)(open - text), text, p + 1)
               : text;
}

/* The number of what was decided, and its publishers; "" when that is long. */
static const char *
number_of(struct mem *m, const struct ruling *by, const struct sources *cite)
{
    static const char revised[] = "revised";
    if (by->verdict >= UNDETERMINED)
        return "";
    const char *what = brief(m, by), *of = publishers(m, cite, by);
    bool again = by->verdict == SUPERSEDED && !strncmp(what, revised, strlen(revised));
    const char *text = mem_print(m, "%s%s%s", again ? "" : ": ",
                                 again ? what + strlen(revised) : what, of);
    if (strlen(text) > NUMBER_MAX)
        text = mem_print(m, ": %s%s", result_alone(m, what), of);
    return strlen(text) > NUMBER_MAX ? "" : text;
}

/* Adds the readings of one verdict by one kind of figures, if there are any. */
static void
add_part(struct mem *m, const struct claim *c, const struct rulings *r,
         struct part part, const struct sources *cite, struct parts *out)
{
    part.number = "";
    for (size_t i = 0; i < c->n; i++) {
        if (!is_in(c, r, i, part.verdict, part.view))
            continue;
        const char *number =
            *part.number ? "" : number_of(m, seen(&r[i], part.view), cite);
        if (!part.n || *number) {
            part.main = &c->reading[i];
            part.first = !part.n;
        }
        part.n++;
        if (*number)
            part.number = number;
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
            if (!again && (v != NOT_A_FIGURE || view == from))
                add_part(m, c, r, (struct part){.view = view, .verdict = v}, cite,
                         &out);
        }
    for (size_t i = 0; i < c->n; i++)
        if (is_untested(&c->reading[i]))
            out.item[out.n++] = (struct part){.view = VIEWS,
                                              .untested = &c->reading[i],
                                              .main = &c->reading[i],
                                              .number = "",
                                              .told = true};
    return out;
}

/* "a (by the US reports), b and c" */
static char *
readings(struct mem *m, const struct claim *c, const struct rulings *r,
         const struct part *p)
{
    char *out = mem_copy(m, "");
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct reading *it = &c->reading[i];
        if (p->untested ? p->untested != it : !is_in(c, r, i, p->verdict, p->view))
            continue;
        const char *joint = !n ? "" : n + 1 == p->n ? " and " : ", ";
        const char *question =
            p->question && p->main == it ? mem_print(m, " (%s)", it->question) : "";
        out = mem_print(m, "%s%s%s%s", out, joint, it->id, question);
        n++;
    }
    return out;
}

static char *
told(struct mem *m, const struct claim *c, const struct rulings *r,
     const struct part *p)
{
    const char *which = readings(m, c, r, p);
    if (p->untested)
        return mem_print(m, "%s is not tested%s%s", which, p->reason ? ", as " : "",
                         p->reason ? p->untested->because : "");
    size_t i = 0;
    while (says[i].verdict != p->verdict)
        i++;
    return mem_print(m, "%s %s%s", which, p->n == 1 ? says[i].one : says[i].many,
                     p->numbered ? p->number : "");
}

/* By which figures is said where that changes; of what was not decided then it was said. */
static char *
composed(struct mem *m, const struct claims *all, const struct claim *c,
         const struct rulings *r, const struct parts *parts, enum view from)
{
    static const char *const by[] = {"then ", "by the latest figures ",
                                     "by later figures "};
    char *out = mem_copy(m, "");
    enum view view = VIEWS;
    for (size_t i = 0; i < parts->n; i++) {
        const struct part *p = &parts->item[i];
        if (!p->told)
            continue;
        bool same =
            p->view == view || p->view == VIEWS || from != THEN || !all->published;
        out = joined(m, out, "; ",
                     mem_print(m, "%s%s", same ? "" : by[p->view], told(m, c, r, p)));
        view = p->view == VIEWS ? view : p->view;
    }
    return out;
}

/* Which verdict in which reading, with one number; of all else, in this order, what there is
 * room for: that reading in words, the others, why nothing is tested, the other numbers,
 * readings about what a document says. */
static char *
by_reading(struct mem *m, const struct claims *all, const struct claim *c,
           const struct rulings *r, enum view from, const struct sources *cite)
{
    struct parts parts = parts_of(m, c, r, from, cite);
    struct part *main = NULL;
    for (size_t i = parts.n; i-- > 0;)
        if (*parts.item[i].number && (parts.item[i].first || !main || !main->first))
            main = &parts.item[i];
    if (main)
        main->numbered = true;
    for (int round = 0; round < 5; round++)
        for (size_t i = 0; i < parts.n; i++) {
            struct part *p = &parts.item[i];
            bool *more = round == 0   ? (p == main ? &p->question : NULL)
                         : round == 1 ? &p->question
                         : round == 2 ? &p->reason
                         : round == 3 ? &p->numbered
                                      : &p->told;
            if (!more || *more)
                continue;
            *more = true;
            *more = strlen(composed(m, all, c, r, &parts, from)) <= SAID_MAX;
        }
    return composed(m, all, c, r, &parts, from);
}

/* ---- a claim whose readings agree */

/* By which figures: of one day, or of both when the verdict is the same on both. */
static const char *
by_which(const struct claims *all, const struct claim *c, const struct rulings *r,
         const struct ruling *by)
{
    bool same = true;
    for (size_t i = 0; i < c->n; i++)
        same = same && (c->reading[i].kind == READING_WORDS ||
                        (r[i].of[0].why && r[i].of[1].why &&
                         r[i].of[0].verdict == r[i].of[1].verdict));
    if (same && all->published)
        return ", then and by the latest figures";
    for (size_t i = 0; i < c->n; i++)
        if (by == &r[i].of[1])
            return " by the latest figures";
    return all->published ? " by the figures out then" : " by the latest figures";
}

/* The same of what none of the statements held decides. */
static const char *
by_what_is_held(const struct claims *all, const struct claim *c,
                const struct rulings *r, const struct ruling *by)
{
    const char *figures = by_which(all, c, r, by);
    return *figures == ','           ? " by the statements held, of then or later"
           : strstr(figures, "then") ? " by the statements held that were out then"
                                     : " by the statements held";
}

/* "held when it was printed; since revised to 4,742 ..." */
static char *
held(struct mem *m, const struct claim *c, const struct rulings *r,
     const struct sources *cite)
{
    static const char to[] = "revised to ";
    size_t i = 0;
    while (!r[i].of[1].why || !r[i].of[0].why || r[i].of[1].verdict == SUPPORTED ||
           r[i].of[1].verdict == NOT_A_FIGURE)
        i++;
    const struct ruling *now = &r[i].of[1];
    const char *text = brief(m, now);
    const char *one = c->n > 1 ? mem_print(m, "reading %s (%s) ", r[i].reading->id,
                                           r[i].reading->question)
                               : "";
    const char *how =
        now->verdict == SUPERSEDED
            ? strncmp(text, to, sizeof to - 1) ? "since revised: " : "since "
        : now->verdict == CONTRADICTED ? "does not hold by the latest figures: "
                                       : "cannot be decided by what is held now: ";
    return mem_print(m, "%s; %s%s%s%s", standing_name[STANDING_HELD], one, how, text,
                     now->verdict < UNDETERMINED ? publishers(m, cite, now) : "");
}

/* "; reading a (GRETA wrote this) is about what a document says" */
static const char *
about_documents(struct mem *m, const struct claim *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->reading[i].kind == READING_WORDS)
            return mem_print(m, "; reading %s (%s) is about what a document says",
                             c->reading[i].id, c->reading[i].question);
    return "";
}

/* How it stands, by which figures, whose, and the number. */
static char *
one_way(struct mem *m, const struct claims *all, const struct claim *claim,
        const struct rulings *r, enum standing standing, const struct sources *cite)
{
    static const char *const by_latest[STANDINGS] = {
        [STANDING_LATER] = "could not be shown then and holds",
        [STANDING_LATER_FAILS] = "could not be decided then and does not hold"};
    const struct rulings *first = decisive(claim, r);
    const struct ruling *by = by_latest[standing] ? &first->of[1] : counting(first);
    bool open = standing == STANDING_UNDECIDED;
    return mem_print(
        m, "%s%s: %s%s%s",
        by_latest[standing] ? by_latest[standing] : standing_name[standing],
        open ? by_what_is_held(all, claim, r, by) : by_which(all, claim, r, by),
        brief(m, by), open && !(by->shown && *by->shown) ? "" : publishers(m, cite, by),
        open ? about_documents(m, claim) : "");
}

/* What is said of the claim, behind its own words. */
static char *
said(struct mem *m, const struct claims *all, const struct claim *c,
     const struct rulings *r, enum standing standing, const struct sources *cite)
{
    switch ((int)standing) {
    case STANDING_WORDS:
        return mem_copy(m, "not a matter of figures: it is about what a document says");
    case STANDING_DEPENDS:
        return mem_print(m, "depends on the reading: %s",
                         by_reading(m, all, c, r, THEN, cite));
    case STANDING_LATER_DEPENDS:
        return mem_print(
            m,
            "could not be decided then; by later figures it depends on the reading: %s",
            by_reading(m, all, c, r, ALONE, cite));
    case STANDING_HELD:
        return held(m, c, r, cite);
    default:
        return one_way(m, all, c, r, standing, cite);
    }
}

struct conclusion
conclude(struct mem *m, const struct claims *all, const struct claim *claim,
         const struct rulings *r, const struct sources *cite)
{
    struct tally t = count(claim, r);
    struct conclusion out = {standing_of(&t), NULL, NULL};
    char *text = said(m, all, claim, r, out.standing, cite);
    *text = (char)toupper((unsigned char)*text);
    out.said = mem_print(m, "%s.", text);
    out.text = mem_print(m, "%s, in our words: %s. %s", claimant(m, all),
                         unstopped(m, claim->paraphrase), out.said);
    return out;
}
