#include "claim/clause.h"

#include <ctype.h>
#include <string.h>

#include "document/display.h"

char *
clause_joined(struct mem *m, char *text, const char *joint, const char *part)
{
    return *text ? mem_print(m, "%s%s%s", text, joint, part) : mem_copy(m, part);
}

static bool
is_undated(const char *source, size_t n)
{
    static const char end[] = "@undated";
    return n >= sizeof end - 1 &&
           !memcmp(source + n - (sizeof end - 1), end, sizeof end - 1);
}

bool
clause_rests_on_undated(const struct ruling *by)
{
    size_t n;
    for (const char *p = by->source; *p; p += n, p += *p == '+') {
        n = strcspn(p, "+");
        if (is_undated(p, n))
            return true;
    }
    return false;
}

/* So many publishers are named, so many editions of each, so many relays; of more publishers,
 * how many; of more editions the first and the last; of more relays none. */
enum { NAMED = 3, DATED = 2, RELAYS = 2 };

struct editions {
    const struct source **item; /* oldest first, no day twice */
    size_t n;
};

/* Whose figures, its own editions, and those of who passes them on; of an unknown source its
 * text alone. */
struct credit {
    const char *who;
    struct editions own, passed;
    struct relay {
        const char *who;
        struct editions passed;
    } via[RELAYS];
    size_t relays; /* perhaps more than are named */
};

static void
add_edition(struct mem *m, struct editions *c, const struct source *s)
{
    size_t at = c->n;
    for (size_t i = 0; i < c->n; i++)
        if (!strcmp(c->item[i]->published, s->published))
            return;
    c->item = mem_more(m, c->item, c->n, sizeof *c->item);
    for (; at > 0 && c->item[at - 1]->day > s->day; at--)
        c->item[at] = c->item[at - 1];
    c->item[at] = s;
    c->n++;
}

static void
add_source(struct mem *m, struct credit *c, const struct source *s)
{
    if (!strcmp(c->who, s->publisher)) {
        add_edition(m, &c->own, s);
        return;
    }
    size_t i = 0;
    while (i < c->relays && i < RELAYS && strcmp(c->via[i].who, s->publisher))
        i++;
    if (i < RELAYS) {
        c->via[i].who = s->publisher;
        add_edition(m, &c->via[i].passed, s);
    }
    c->relays = i < c->relays ? c->relays : i + 1;
    add_edition(m, &c->passed, s);
}

/* ", 7 March 2024", ", March 2018 and 20 March 2019" */
static char *
days(struct mem *m, const struct editions *c)
{
    char *out = mem_copy(m, "");
    for (size_t i = 0; i < c->n; i++) {
        bool last = i + 1 == c->n;
        const char *joint = !i ? ", " : c->n > DATED ? " to " : " and ";
        if (!i || last || c->n <= DATED)
            out = mem_print(m, "%s%s%s", out, joint,
                            display_date(m, c->item[i]->published));
    }
    return out;
}

/* "Home Office, 7 March 2024", "Home Office, via Unseen, 2020, and a charity, 2021"; where the
 * owner speaks too, or many pass it on, these are not named: "Home Office, 7 March 2024, and via
 * others, 2020" */
static const char *
credit_text(struct mem *m, const struct credit *c)
{
    const char *own = c->own.n ? mem_print(m, "%s, and", days(m, &c->own)) : ",";
    if (!c->relays)
        return mem_print(m, "%s%s", c->who, days(m, &c->own));
    if (c->own.n || c->relays > RELAYS)
        return mem_print(m, "%s%s via %s%s", c->who, own,
                         c->relays > 1 ? "others" : "another", days(m, &c->passed));
    char *out = mem_copy(m, c->who);
    for (size_t i = 0; i < c->relays; i++)
        out = mem_print(m, "%s%s%s%s", out, i ? ", and " : ", via ", c->via[i].who,
                        days(m, &c->via[i].passed));
    return out;
}

/* All, or those whose statement bears no date; each once, in the order of the cell. */
static size_t
credits_of(struct mem *m, const struct sources *cite, const char *source, bool undated,
           struct credit **list)
{
    size_t all = 0, length;
    *list = NULL;
    for (; *source; source += strcspn(source, "+"), source += *source == '+') {
        const struct source *s = sources_next(cite, source, &length);
        if (undated && !is_undated(source, length))
            continue;
        const char *who = !s       ? mem_text(m, source, length)
                          : *s->of ? s->of
                                   : s->publisher;
        size_t i = 0;
        while (i < all && strcmp((*list)[i].who, who))
            i++;
        if (i == all) {
            *list = mem_more(m, *list, all++, sizeof **list);
            (*list)[i] = (struct credit){.who = who};
        }
        if (s)
            add_source(m, &(*list)[i], s);
    }
    return all;
}

static const char *
credits(struct mem *m, const struct sources *cite, const char *source, bool undated)
{
    struct credit *list;
    size_t all = credits_of(m, cite, source, undated, &list);
    char *out = mem_copy(m, "");
    for (size_t i = 0; i < all && i < NAMED; i++)
        out = clause_joined(m, out, "; ", credit_text(m, &list[i]));
    if (all > NAMED)
        out = mem_print(m, "%s and %zu other%s", out, all - NAMED,
                        all == NAMED + 1 ? "" : "s");
    return *out ? mem_print(m, " (%s)", out) : "";
}

const char *
clause_credits(struct mem *m, const struct sources *cite, const char *source)
{
    return credits(m, cite, source, false);
}

static const char *
told_by(const struct ruling *by)
{
    return by->shown ? by->shown : by->source;
}

const char *
clause_publishers(struct mem *m, const struct sources *cite, const struct ruling *by)
{
    return credits(m, cite, told_by(by), false);
}

const char *
clause_undated(struct mem *m, const struct sources *cite, const struct ruling *by)
{
    return credits(m, cite, told_by(by), true);
}

const char *
clause_noun(const struct claim *c)
{
    return c->parts ? "part" : "reading";
}

const char *
clause_number(struct mem *m, size_t n)
{
    static const char *const word[] = {"no",   "one", "two",   "three", "four",
                                       "five", "six", "seven", "eight", "nine"};
    return n < sizeof word / sizeof *word ? word[n] : mem_print(m, "%zu", n);
}

const char *
clause_of_documents(struct mem *m, const struct claim *c)
{
    char *which = mem_copy(m, "");
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        if (c->reading[i].kind == READING_WORDS) {
            which = clause_joined(m, which, "; ", c->reading[i].question);
            n++;
        }
    char *text =
        mem_print(m, "%s %s%s (%s) %s about what a document says", clause_number(m, n),
                  clause_noun(c), n == 1 ? "" : "s", which, n == 1 ? "is" : "are");
    *text = (char)toupper((unsigned char)*text);
    return n ? text : "";
}

const char *
clause_unstopped(struct mem *m, const char *text)
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
    return p ? mem_text(m, text, (size_t)(p - text)) : clause_unstopped(m, text);
}

const char *
clause_bracket_end(const char *open)
{
    int depth = 0;
    const char *p = open;
    for (; *p; p++) {
        depth += (*p == '(') - (*p == ')');
        if (!depth)
            break;
    }
    return p;
}

/* "418 (114 refugees plus 304 others)" as "114 refugees plus 304 others, together 418": no number
 * without its noun. */
static const char *
sum_behind(struct mem *m, const char *text)
{
    size_t number = strspn(text, "0123456789,.");
    const char *open = text + number, *plus = strstr(text, " plus ");
    if (!number || strncmp(open, " (", 2) != 0)
        return text;
    const char *p = clause_bracket_end(open + 1);
    return *p && plus && plus < p
               ? mem_print(m, "%.*s, together %.*s%s", (int)(p - open - 2), open + 2,
                           (int)number, text, p + 1)
               : text;
}

const char *
clause_brief(struct mem *m, const struct ruling *by)
{
    const char *text = by->brief && *by->brief ? by->brief : first_sentence(m, by->why);
    return inside(m, sum_behind(m, text));
}
