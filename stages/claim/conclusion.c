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

struct tally {
    size_t of[VERDICTS], n;
    size_t lasting, revised; /* supported then; by the latest still, or no longer */
    size_t later;            /* open then, supported by the latest */
    size_t failing;          /* open then, contradicted by the latest */
    size_t decided;          /* open then, any of these verdicts by the latest */
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
        const struct ruling *now = r[i].of[1].why ? &r[i].of[1] : NULL;
        t.of[v]++;
        t.n++;
        t.later += is_open(v) && now && now->verdict == SUPPORTED;
        t.failing += is_open(v) && now && now->verdict == CONTRADICTED;
        t.decided += is_open(v) && now && now->verdict < UNDETERMINED;
        t.revised += is_revised(&r[i]);
        t.lasting += v == SUPPORTED && (!now || now->verdict == SUPPORTED);
    }
    return t;
}

static enum standing
standing_of(const struct tally *t)
{
    size_t n = t->n - t->of[NOT_A_FIGURE];
    if (!n)
        return STANDING_WORDS;
    if (t->of[SUPPORTED] == n)
        return t->lasting && !t->revised ? STANDING_HOLDS : STANDING_HELD;
    if (t->of[SUPERSEDED] == n)
        return STANDING_OLDER;
    if (t->of[CONTRADICTED] == n)
        return STANDING_FAILS;
    if (t->of[UNDETERMINED] + t->of[UNSOURCED] == n)
        return t->later == n     ? STANDING_LATER
               : t->failing == n ? STANDING_LATER_FAILS
               : t->decided      ? STANDING_LATER_DEPENDS
                                 : STANDING_UNDECIDED;
    return STANDING_DEPENDS;
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

/* A number is told when it is no longer than this, and the sentence with it, behind the
 * claim's own words, no longer than that. */
enum { NUMBER_MAX = 160, ROOM = 340 };

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

/* "reading a (by the US reports)", "readings a (by the US reports), b and c". *first is its
 * number, *n how many; of those told before the question is not said again. */
static char *
readings(struct mem *m, const struct claim *c, const struct rulings *r, enum verdict v,
         enum view view, bool again, size_t *first, size_t *n)
{
    char *out = mem_copy(m, "");
    size_t all = 0;
    for (size_t i = 0; i < c->n; i++)
        all += is_in(c, r, i, v, view);
    *n = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct reading *it = &c->reading[i];
        if (!is_in(c, r, i, v, view))
            continue;
        *first = *n ? *first : i;
        const char *question = again ? "" : mem_print(m, " (%s)", it->question);
        out = !(*n)++
                  ? mem_print(m, "reading%s %s%s", all > 1 ? "s" : "", it->id, question)
                  : mem_print(m, "%s%s%s", out, *n == all ? " and " : ", ", it->id);
    }
    return out;
}

/* What no figure tests, with the reason: a cause, a threshold that no one gave. */
static char *
untested(struct mem *m, const struct claim *c)
{
    char *out = mem_copy(m, "");
    for (size_t i = 0; i < c->n; i++)
        if (is_untested(&c->reading[i]))
            out = joined(m, out, "; ",
                         mem_print(m, "reading %s (%s) is not tested, as %s",
                                   c->reading[i].id, c->reading[i].question,
                                   c->reading[i].because));
    return out;
}

/* The number and its publishers, of the first such reading, where there is room. */
static const char *
number_of(struct mem *m, const struct ruling *by, size_t said,
          const struct sources *cite)
{
    static const char revised[] = "revised";
    const char *what = brief(m, by);
    bool again = by->verdict == SUPERSEDED && !strncmp(what, revised, strlen(revised));
    const char *text =
        mem_print(m, "%s%s%s", again ? "" : ": ", again ? what + strlen(revised) : what,
                  publishers(m, cite, by));
    size_t n = strlen(text);
    return n <= NUMBER_MAX && said + n <= ROOM ? text : "";
}

/* Which readings have which verdict, by one kind of figures. */
static char *
by_verdict(struct mem *m, const struct claim *c, const struct rulings *r,
           enum view view, bool again, size_t said, const struct sources *cite)
{
    static const struct {
        enum verdict verdict;
        const char *one, *many;
    } says[] = {
        {SUPPORTED, "holds", "hold"},
        {SUPERSEDED, "held in an edition since revised",
         "held in an edition since revised"},
        {CONTRADICTED, "does not hold", "do not hold"},
        {UNDETERMINED, "cannot be decided by the statements held",
         "cannot be decided by the statements held"},
        {UNSOURCED, "has no source but the article", "have no source but the article"},
    };
    char *out = mem_copy(m, "");
    for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
        size_t first = 0, n;
        char *which = readings(m, c, r, says[i].verdict, view, again, &first, &n);
        if (!n)
            continue;
        char *text = mem_print(m, "%s %s", which, n == 1 ? says[i].one : says[i].many);
        const char *number = says[i].verdict < UNDETERMINED
                                 ? number_of(m, seen(&r[first], view),
                                             said + strlen(out) + strlen(text), cite)
                                 : "";
        out = joined(m, out, "; ", mem_print(m, "%s%s", text, number));
    }
    return out;
}

/* What later figures decide, or leave as it was, is told last. */
static bool
is_changed(const struct claim *c, const struct rulings *r)
{
    for (size_t i = 0; i < c->n; i++) {
        const struct ruling *now = seen(&r[i], LATER);
        if (now && now->verdict < UNDETERMINED)
            return true;
    }
    return false;
}

static char *
by_reading(struct mem *m, const struct claims *all, const struct claim *c,
           const struct rulings *r, enum view from, const struct sources *cite)
{
    static const char *const by[] = {"by the figures out then ",
                                     "by the latest figures alone ",
                                     "by later figures "};
    char *out = untested(m, c);
    for (enum view view = from; view < VIEWS; view++) {
        if (view == LATER && !is_changed(c, r))
            continue;
        char *part =
            by_verdict(m, c, r, view, view == LATER && from == THEN, strlen(out), cite);
        if (*part)
            out = joined(m, out, "; ",
                         mem_print(m, "%s%s", all->published ? by[view] : "", part));
    }
    return out;
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
        m, "%s%s: %s%s",
        by_latest[standing] ? by_latest[standing] : standing_name[standing],
        open ? by_what_is_held(all, claim, r, by) : by_which(all, claim, r, by),
        brief(m, by), open ? "" : publishers(m, cite, by));
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
        return mem_print(m, "could not be decided then: %s",
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
    struct conclusion out = {standing_of(&t), NULL};
    char *text = said(m, all, claim, r, out.standing, cite);
    *text = (char)toupper((unsigned char)*text);
    out.text = mem_print(m, "%s, in our words: %s. %s.", claimant(m, all),
                         unstopped(m, claim->paraphrase), text);
    return out;
}
