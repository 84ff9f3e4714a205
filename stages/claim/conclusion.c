#include "claim/conclusion.h"

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

/* The readings with this verdict, in quotes. */
static char *
questions(struct mem *m, const struct claim *c, const struct rulings *r, enum verdict v)
{
    char *out = mem_copy(m, "");
    for (size_t i = 0; i < c->n; i++)
        if (counting(&r[i])->verdict == v)
            out =
                joined(m, out, " or ", mem_print(m, "\"%s\"", c->reading[i].question));
    return out;
}

static char *
by_reading(struct mem *m, const struct claim *c, const struct rulings *r)
{
    static const struct {
        enum verdict verdict;
        const char *words;
    } says[] = {
        {SUPPORTED, "holds if read as"},
        {SUPERSEDED, "held in an older edition if read as"},
        {CONTRADICTED, "does not hold if read as"},
        {UNDETERMINED, "cannot be decided if read as"},
        {UNSOURCED, "has no source but the article if read as"},
    };
    char *out = mem_copy(m, "");
    for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
        char *which = questions(m, c, r, says[i].verdict);
        if (*which)
            out = joined(m, out, ", ", mem_print(m, "%s %s", says[i].words, which));
    }
    return out;
}

/* The first reading that the standing rests on. */
static const struct rulings *
decisive(const struct claim *c, const struct rulings *r, enum standing s)
{
    for (size_t i = 0; i < c->n; i++) {
        enum verdict v = counting(&r[i])->verdict;
        if (s == STANDING_DEPENDS
                ? v == SUPPORTED || v == SUPERSEDED || v == CONTRADICTED
                : v != NOT_A_FIGURE)
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
        if (strstr(out, who) || said == 3)
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
    const struct rulings *first = decisive(claim, r, out.standing);
    const struct ruling *by = counting(first);
    bool now = out.standing == STANDING_HELD || out.standing == STANDING_LATER ||
               out.standing == STANDING_LATER_FAILS;
    if (now)
        by = &first->of[1];
    const char *day = by == &first->of[1] || !all->published
                          ? "by the latest figures held"
                          : mem_print(m, "as of %s", display_date(m, all->published));
    const char *stands =
        out.standing == STANDING_DEPENDS ? by_reading(m, claim, r)
        : out.standing == STANDING_HELD  ? "held when it was printed and no longer does"
        : out.standing == STANDING_LATER ? "could not be shown then and holds"
        : out.standing == STANDING_LATER_FAILS
            ? "could not be decided then and does not hold"
            : standing_name[out.standing];
    out.text = mem_print(m, "%s %s, %s%s: %s.", what, stands, day,
                         publishers(m, cite, by->source), unstopped(m, by->why));
    return out;
}
