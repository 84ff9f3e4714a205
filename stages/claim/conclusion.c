#include "claim/conclusion.h"

#include <ctype.h>
#include <string.h>

#include "claim/by_reading.h"
#include "claim/clause.h"
#include "document/display.h"

const char *const standing_name[STANDINGS + 1] = {
    "holds",
    "held when it was printed",
    "held in an older edition",
    "does not hold",
    "depends on the reading",
    "holds in part",
    "holds as far as it can be decided",
    "holds by the latest figures, undecided by those held from then",
    "does not hold by the latest figures, undecided by those held from then",
    "depends on the reading by the latest figures, undecided by those held from then",
    "holds in part by the latest figures, undecided by those held from then",
    ("holds by the latest figures as far as it can be decided, undecided by those "
     "held from then"),
    "decided by undated statements alone",
    "cannot be decided",
    "not a matter of figures"};

/* How many readings have which verdict; of those that are asked as of the article's day how
 * many, and how many of these are open, and the verdicts by the latest figures. */
struct tally {
    size_t of[VERDICTS], n;
    size_t now[VERDICTS], now_n;
    size_t then, open;
    size_t dated; /* by the latest decided, and not by a statement without a date */
    size_t lasting, revised; /* supported then; by the latest still, or no longer */
};

static struct tally
count(const struct claim *c, const struct rulings *r)
{
    struct tally t = {0};
    for (size_t i = 0; i < c->n; i++) {
        enum verdict v = reading_counting(&r[i])->verdict;
        const struct ruling *then = &r[i].of[0], *now = &r[i].of[1];
        t.of[v]++;
        if (v == NOT_A_FIGURE)
            continue;
        t.n++;
        t.then += then->why != NULL;
        t.open += then->why && reading_is_open(then->verdict);
        t.now[now->verdict] += now->why != NULL;
        t.now_n += now->why != NULL;
        t.dated +=
            now->why && !reading_is_open(now->verdict) && !clause_rests_on_undated(now);
        t.revised += reading_is_revised(&r[i]);
        t.lasting += v == SUPPORTED && (!now->why || now->verdict == SUPPORTED);
    }
    return t;
}

/* How a mixture stands: as readings, as parts of which some hold in part, so far, and when
 * none holds. */
struct mixture {
    enum standing readings, some, so_far, fails;
};

static enum standing
mixed(const struct mixture *as, bool parts, const size_t of[])
{
    if (!parts)
        return as->readings;
    if (of[CONTRADICTED] && !of[SUPPORTED] && !of[SUPERSEDED])
        return as->fails;
    return of[CONTRADICTED] || of[SUPERSEDED] ? as->some : as->so_far;
}

/* Nothing was decided as of the article's day. */
static enum standing
by_latest_figures(const struct tally *t, bool parts)
{
    static const struct mixture as = {STANDING_LATER_DEPENDS, STANDING_LATER_PART,
                                      STANDING_LATER_SO_FAR, STANDING_LATER_FAILS};
    if (!(t->now[SUPPORTED] + t->now[SUPERSEDED] + t->now[CONTRADICTED]))
        return STANDING_UNDECIDED;
    if (!t->dated)
        return STANDING_UNDATED;
    return t->now[SUPPORTED] == t->now_n      ? STANDING_LATER
           : t->now[CONTRADICTED] == t->now_n ? STANDING_LATER_FAILS
                                              : mixed(&as, parts, t->now);
}

static enum standing
standing_of(const struct tally *t, bool parts)
{
    static const struct mixture as = {STANDING_DEPENDS, STANDING_PART, STANDING_SO_FAR,
                                      STANDING_FAILS};
    if (!t->n)
        return STANDING_WORDS;
    if (t->then && t->open == t->then)
        return by_latest_figures(t, parts);
    if (t->of[SUPPORTED] == t->n)
        return t->lasting && !t->revised ? STANDING_HOLDS : STANDING_HELD;
    if (t->of[SUPERSEDED] == t->n)
        return STANDING_OLDER;
    if (t->of[CONTRADICTED] == t->n)
        return STANDING_FAILS;
    if (t->of[UNDETERMINED] + t->of[UNSOURCED] == t->n)
        return STANDING_UNDECIDED;
    if (parts && !t->of[CONTRADICTED] && t->now_n && t->now[SUPPORTED] == t->now_n)
        return STANDING_LATER;
    return mixed(&as, parts, t->of);
}

/* ---- in words */

/* The first reading that the standing rests on: of parts one that fails, or that was not
 * decided then. */
static const struct rulings *
decisive(const struct claim *c, const struct rulings *r, enum standing s)
{
    const struct rulings *first = NULL;
    for (size_t i = 0; i < c->n; i++) {
        enum verdict v = reading_counting(&r[i])->verdict;
        if (v == NOT_A_FIGURE)
            continue;
        if (!first)
            first = &r[i];
        if (s == STANDING_FAILS         ? v == CONTRADICTED
            : s == STANDING_LATER       ? reading_is_open(v)
            : s == STANDING_LATER_FAILS ? r[i].of[1].verdict == CONTRADICTED
                                        : true)
            return &r[i];
    }
    return first ? first : r;
}

/* "The Guardian, 4 May 2023" */
static const char *
claimant(struct mem *m, const struct claims *all)
{
    const char *day = all->published ? display_date(m, all->published) : "";
    return mem_print(m, "%s%s%s", all->publisher ? all->publisher : "The article",
                     *day ? ", " : "", day);
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
        return ", then and now";
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
    return strstr(figures, "out then") ? " by what was out then" : "";
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
    const char *text = clause_brief(m, now);
    char *which = mem_copy(m, "");
    size_t n = 0;
    for (size_t k = i; k < c->n; k++)
        if (r[k].of[0].why && r[k].of[1].why && r[k].of[1].verdict == now->verdict) {
            which = clause_joined(m, which, "; ", r[k].reading->question);
            n++;
        }
    const char *one = c->n > 1 ? mem_print(m, "%s %s%s (%s) ", clause_number(m, n),
                                           clause_noun(c), n > 1 ? "s" : "", which)
                               : "";
    bool revised = now->verdict == SUPERSEDED && !strncmp(text, to, sizeof to - 1);
    const char *how = now->verdict == SUPERSEDED ? "since revised"
                      : now->verdict == CONTRADICTED
                          ? n > 1 ? "do not hold by the latest figures"
                                  : "does not hold by the latest figures"
                          : "cannot be decided by what is held now";
    how = mem_print(m, "%s%s%s", how, n > 1 ? ", the first" : "",
                    revised ? " to " : ": ");
    text += revised ? sizeof to - 1 : 0;
    return mem_print(m, "%s; %s%s%s%s", standing_name[STANDING_HELD], one, how, text,
                     now->verdict < UNDETERMINED ? clause_publishers(m, cite, now)
                                                 : "");
}

/* How it stands in short, where the words of the standing are not needed or said by what
 * follows; "now": by the latest figures. */
static const char *
leading(enum standing s)
{
    switch ((int)s) {
    case STANDING_LATER_DEPENDS:
    case STANDING_LATER_PART:
    case STANDING_LATER_SO_FAR:
        return "undecided then; now ";
    case STANDING_UNDATED:
        return "by an undated statement ";
    case STANDING_SO_FAR:
        return "holds as far as decided: ";
    case STANDING_PART:
        return "holds in part: ";
    case STANDING_LATER:
        return "undecided then, holds now";
    case STANDING_LATER_FAILS:
        return "undecided then, does not hold now";
    case STANDING_DEPENDS:
        return "";
    default:
        return standing_name[s];
    }
}

/* Nothing else fits: of "...; held: 5 in 2018, 5 in 2019, ..." the first, of "held, not all: ..."
 * too. */
static const char *
first_held(struct mem *m, const char *text)
{
    const char *held = strstr(text, "; held");
    const char *numbers = held ? strstr(held, ": ") : NULL;
    const char *end = numbers ? numbers : "";
    while (*end && strncmp(end, ", ", 2) != 0) {
        end = *end == '(' ? clause_bracket_end(end) : end;
        end += *end != '\0';
    }
    return *end ? mem_print(m, "%.*s; held, among others: %.*s", (int)(held - text),
                            text, (int)(end - numbers - 2), numbers + 2)
                : text;
}

/* The verdicts on all parts as one, told in a row; NULL: of a claim that has none, or of parts
 * that are not told alike. */
static const struct ruling *
all_parts(struct mem *m, const struct claim *claim, const struct rulings *r,
          const struct ruling *first, size_t basis)
{
    struct ruling *all = mem_get(m, sizeof *all);
    char *brief = mem_copy(m, ""), *source = mem_copy(m, "");
    if (!claim->parts)
        return NULL;
    for (size_t i = 0; i < claim->n; i++) {
        const struct ruling *by = &r[i].of[basis];
        const char *shown = by->shown ? by->shown : by->source;
        if (claim->reading[i].kind == READING_WORDS)
            continue;
        if (!by->why || by->verdict != first->verdict)
            return NULL;
        brief = clause_joined(m, brief, "; ", clause_brief(m, by));
        source = table_sources(m, source, shown);
    }
    *all = *first;
    all->brief = brief;
    all->shown = source;
    return all;
}

/* How it stands, by which figures, whose, and the number. */
static char *
one_way(struct mem *m, const struct claims *all, const struct claim *claim,
        const struct rulings *r, enum standing standing, const struct sources *cite,
        size_t room)
{
    const struct rulings *first = decisive(claim, r, standing);
    bool later = standing == STANDING_LATER || standing == STANDING_LATER_FAILS;
    bool open = standing == STANDING_UNDECIDED; /* of what is held now, which is more */
    const struct ruling *by =
        later || (open && first->of[1].why) ? &first->of[1] : reading_counting(first);
    const char *figures = later  ? ""
                          : open ? by_what_is_held(all, claim, r, by)
                                 : by_which(all, claim, r, by);
    const char *documents = open ? clause_of_documents(m, claim) : "";
    const char *of =
        open && !(by->shown && *by->shown) ? "" : clause_publishers(m, cite, by);
    const char *brief = clause_brief(m, by);
    const char *how = mem_print(m, "%s%s: ", leading(standing), figures);
    const struct ruling *every = all_parts(m, claim, r, by, by == &first->of[1]);
    if (every && by->verdict < UNDETERMINED) {
        char *told = mem_print(m, "%s%s%s", how, clause_brief(m, every),
                               clause_publishers(m, cite, every));
        if (strlen(told) <= room)
            return told;
        const char *in_all =
            mem_print(m, "%s%s in all parts: ", leading(standing), figures);
        if (strlen(in_all) + strlen(brief) + strlen(of) <= room)
            how = in_all;
    }
    char *text = mem_print(m, "%s%s%s", how, brief, of);
    if (strlen(text) > room)
        text = mem_print(m, "%s%s%s", how,
                         open ? first_held(m, brief) : fact_in_short(m, brief), of);
    return *documents && strlen(text) + strlen(documents) + 2 <= room
               ? mem_print(m, "%s. %s", text, documents)
               : text;
}

/* Of readings that differ; that it is undated may stand with the publishers alone. */
static char *
differing(const struct telling *t, enum standing standing)
{
    const char *lead = leading(standing);
    struct telling rest = *t;
    rest.room -= strlen(lead) < t->room ? strlen(lead) : t->room;
    char *text = mem_print(t->m, "%s%s", lead, by_reading(&rest));
    if (standing != STANDING_UNDATED || strlen(text) <= t->room)
        return text;
    char *alone = by_reading(t);
    return strstr(alone, ", undated)") ? alone : text;
}

/* What is said of the claim, behind its own words. */
static char *
said(struct mem *m, const struct claims *all, const struct claim *c,
     const struct rulings *r, enum standing standing, const struct sources *cite,
     size_t room)
{
    switch ((int)standing) {
    case STANDING_WORDS:
        return mem_copy(m, "not a matter of figures: nothing here verifies it");
    case STANDING_LATER_DEPENDS:
    case STANDING_LATER_PART:
    case STANDING_LATER_SO_FAR:
    case STANDING_UNDATED:
        return differing(&(struct telling){m, all, c, r, cite, true, room}, standing);
    case STANDING_DEPENDS:
    case STANDING_PART:
    case STANDING_SO_FAR:
        return differing(&(struct telling){m, all, c, r, cite, false, room}, standing);
    case STANDING_HELD:
        return held(m, c, r, cite);
    default:
        return one_way(m, all, c, r, standing, cite, room);
    }
}

/* A conclusion is no longer than this where what must be told fits. */
enum { CONCLUSION_MAX = 400 };

struct conclusion
conclude(struct mem *m, const struct claims *all, const struct claim *claim,
         const struct rulings *r, const struct sources *cite)
{
    struct tally t = count(claim, r);
    struct conclusion out = {standing_of(&t, claim->parts), NULL, NULL};
    const char *claimed = mem_print(m, "%s, in our words: %s. ", claimant(m, all),
                                    clause_unstopped(m, claim->paraphrase));
    size_t length = strlen(claimed) + 1; /* and the full stop */
    char *text = said(m, all, claim, r, out.standing, cite,
                      length < CONCLUSION_MAX ? CONCLUSION_MAX - length : 0);
    *text = (char)toupper((unsigned char)*text);
    out.said = mem_print(m, "%s.", text);
    out.text = mem_print(m, "%s%s", claimed, out.said);
    return out;
}
