#include "claim/conclusion.h"

#include <ctype.h>
#include <string.h>

#include "document/display.h"

const char *const standing_name[STANDINGS + 1] = {"holds",
                                                  "held when it was printed",
                                                  "held in an older edition",
                                                  "does not hold",
                                                  "depends on the reading",
                                                  "holds by later figures",
                                                  "does not hold by later figures",
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
    size_t lasting, later; /* supported by both, by the latest alone */
    size_t failing;        /* contradicted by the latest alone */
};

static struct tally
count(const struct claim *c, const struct rulings *r)
{
    struct tally t = {0};
    for (size_t i = 0; i < c->n; i++) {
        enum verdict v = counting(&r[i])->verdict;
        t.of[v]++;
        t.n++;
        bool now = r[i].of[1].why && r[i].of[1].verdict == SUPPORTED;
        bool open = v == UNDETERMINED || v == UNSOURCED;
        t.later += open && now;
        t.failing += open && r[i].of[1].why && r[i].of[1].verdict == CONTRADICTED;
        t.lasting +=
            v == SUPPORTED && (!r[i].of[1].why || r[i].of[1].verdict == SUPPORTED);
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
        return t->lasting ? STANDING_HOLDS : STANDING_HELD;
    if (t->of[SUPERSEDED] == n)
        return STANDING_OLDER;
    if (t->of[CONTRADICTED] == n)
        return STANDING_FAILS;
    if (t->of[UNDETERMINED] + t->of[UNSOURCED] == n)
        return t->later == n     ? STANDING_LATER
               : t->failing == n ? STANDING_LATER_FAILS
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

/* Publishers of the sources, each once, three at most: " (Home Office)". */
static const char *
publishers(struct mem *m, const struct sources *cite, const char *source)
{
    char *out = mem_copy(m, "");
    size_t n, said = 0;
    for (; *source; source += strcspn(source, "+"), source += *source == '+') {
        const struct source *s = sources_next(cite, source, &n);
        const char *who = s ? sources_credit(m, s) : mem_text(m, source, n);
        bool relays = s && *s->of && strstr(out, s->of); /* whose owner is named */
        if (relays || strstr(out, who) || said == 3)
            continue;
        out = joined(m, out, "; ", who);
        said++;
    }
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
enum { NUMBER_MAX = 160, ROOM = 280 };

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
      bool latest)
{
    if (counting(&r[i])->verdict != v || !r[i].of[0].why != latest ||
        is_untested(&c->reading[i]) || is_decided_later(c, r, i, v))
        return false;
    for (size_t k = 0; k < c->n; k++)
        if (k != i && !strcmp(c->reading[k].question, c->reading[i].question) &&
            counting(&r[k])->verdict == v && (k < i || latest) &&
            (!latest || r[k].of[0].why || k < i))
            return false;
    return true;
}

/* The first such question, and of more how many. *first is its number, *n how many. */
static char *
questions(struct mem *m, const struct claim *c, const struct rulings *r, enum verdict v,
          bool latest, size_t *first, size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < c->n; i++)
        if (is_in(c, r, i, v, latest)) {
            *first = *n ? *first : i;
            ++*n;
        }
    if (!*n)
        return mem_copy(m, "");
    const char *which = mem_print(m, "\"%s\"", c->reading[*first].question);
    return *n == 1   ? mem_copy(m, which)
           : *n == 2 ? mem_print(m, "%s and one other", which)
                     : mem_print(m, "%s and %zu others", which, *n - 1);
}

/* What no figure tests, with the reason: a cause, a threshold that no one gave. */
static char *
untested(struct mem *m, const struct claim *c)
{
    char *out = mem_copy(m, "");
    for (size_t i = 0; i < c->n; i++)
        if (is_untested(&c->reading[i]))
            out = joined(m, out, "; ",
                         mem_print(m, "\"%s\" is not tested, as %s",
                                   c->reading[i].question, c->reading[i].because));
    return out;
}

/* The number and its publishers, of the first such reading, where there is room. */
static const char *
number_of(struct mem *m, const struct ruling *by, size_t said,
          const struct sources *cite)
{
    const char *text =
        mem_print(m, ": %s%s", brief(m, by), publishers(m, cite, by->source));
    size_t n = strlen(text);
    return n <= NUMBER_MAX && said + n <= ROOM ? text : "";
}

/* Which readings have which verdict, by one kind of figures. */
static char *
by_verdict(struct mem *m, const struct claim *c, const struct rulings *r, bool latest,
           size_t said, const struct sources *cite)
{
    static const struct {
        enum verdict verdict;
        const char *one, *many;
    } says[] = {
        {SUPPORTED, "holds", "hold"},
        {SUPERSEDED, "held in an older edition", "held in an older edition"},
        {CONTRADICTED, "does not hold", "do not hold"},
        {UNDETERMINED, "cannot be decided", "cannot be decided"},
        {UNSOURCED, "has no source but the article", "have no source but the article"},
    };
    char *out = mem_copy(m, "");
    for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
        size_t first = 0, n;
        char *which = questions(m, c, r, says[i].verdict, latest, &first, &n);
        if (!n)
            continue;
        char *text = mem_print(m, "%s %s", which, n == 1 ? says[i].one : says[i].many);
        const char *number = says[i].verdict < UNDETERMINED
                                 ? number_of(m, counting(&r[first]),
                                             said + strlen(out) + strlen(text), cite)
                                 : "";
        out = joined(m, out, "; ", mem_print(m, "%s%s", text, number));
    }
    return out;
}

static char *
by_reading(struct mem *m, const struct claims *all, const struct claim *c,
           const struct rulings *r, const struct sources *cite)
{
    char *out = untested(m, c);
    for (int latest = 0; latest < 2; latest++) {
        char *part = by_verdict(m, c, r, latest, strlen(out), cite);
        const char *by = !all->published ? ""
                         : latest        ? "by the latest figures alone "
                                         : "by the figures out then ";
        if (*part)
            out = joined(m, out, "; ", mem_print(m, "%s%s", by, part));
    }
    return out;
}

/* ---- a claim whose readings agree */

/* What an edition after the article's day took back of a claim that holds. */
static const char *
revised(struct mem *m, const struct claim *c, const struct rulings *r)
{
    for (size_t i = 0; i < c->n; i++)
        if (r[i].of[0].why && r[i].of[1].why && r[i].of[0].verdict == SUPPORTED &&
            r[i].of[1].verdict == SUPERSEDED)
            return mem_print(m, "; since revised: %s", brief(m, &r[i].of[1]));
    return "";
}

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

/* How it stands, by which figures, whose, and the number. */
static char *
one_way(struct mem *m, const struct claims *all, const struct claim *claim,
        const struct rulings *r, enum standing standing, const struct sources *cite)
{
    static const char *const by_latest[STANDINGS] = {
        [STANDING_HELD] = "held when it was printed and no longer does",
        [STANDING_LATER] = "could not be shown then and holds",
        [STANDING_LATER_FAILS] = "could not be decided then and does not hold"};
    const struct rulings *first = decisive(claim, r);
    const struct ruling *by = by_latest[standing] ? &first->of[1] : counting(first);
    bool open = standing == STANDING_UNDECIDED;
    return mem_print(m, "%s%s: %s%s%s",
                     by_latest[standing] ? by_latest[standing]
                                         : standing_name[standing],
                     by_which(all, claim, r, by), brief(m, by),
                     open ? "" : publishers(m, cite, by->source),
                     standing == STANDING_HOLDS ? revised(m, claim, r) : "");
}

struct conclusion
conclude(struct mem *m, const struct claims *all, const struct claim *claim,
         const struct rulings *r, const struct sources *cite)
{
    struct tally t = count(claim, r);
    struct conclusion out = {standing_of(&t), NULL};
    const char *what =
        mem_print(m, "\"%s\" (%s)", unstopped(m, claim->paraphrase), claimant(m, all));
    if (out.standing == STANDING_WORDS) {
        out.text = mem_print(m,
                             "%s is not a matter of figures: it is about what a "
                             "document says.",
                             what);
        return out;
    }
    if (out.standing == STANDING_DEPENDS) {
        out.text = mem_print(m, "%s depends on the reading: %s.", what,
                             by_reading(m, all, claim, r, cite));
        return out;
    }
    out.text =
        mem_print(m, "%s %s.", what, one_way(m, all, claim, r, out.standing, cite));
    return out;
}
