#include "claim/clause.h"

#include <ctype.h>
#include <string.h>

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

/* So many publishers are named; of more, how many. */
enum { NAMED = 3 };

/* All, or those whose statement bears no date. */
static const char *
credits(struct mem *m, const struct sources *cite, const struct ruling *by,
        bool undated)
{
    const char *source = by->shown ? by->shown : by->source, *who[NAMED];
    char *out = mem_copy(m, ""), *seen = mem_copy(m, "\n");
    size_t n, all = 0;
    for (; *source; source += strcspn(source, "+"), source += *source == '+') {
        const struct source *s = sources_next(cite, source, &n);
        const char *one = s ? sources_credit(m, s) : mem_text(m, source, n);
        if (!undated && is_undated(source, n))
            one = mem_print(m, "%s, undated", one);
        if ((undated && !is_undated(source, n)) ||
            strstr(seen, mem_print(m, "\n%s\n", one)))
            continue;
        seen = mem_print(m, "%s%s\n", seen, one);
        if (all < NAMED)
            who[all] = one;
        all++;
    }
    for (size_t i = 0; i < all && i < NAMED; i++)
        out = clause_joined(m, out, "; ", who[i]);
    if (all > NAMED)
        out = mem_print(m, "%s and %zu other%s", out, all - NAMED,
                        all == NAMED + 1 ? "" : "s");
    return *out ? mem_print(m, " (%s)", out) : "";
}

const char *
clause_publishers(struct mem *m, const struct sources *cite, const struct ruling *by)
{
    return credits(m, cite, by, false);
}

const char *
clause_undated(struct mem *m, const struct sources *cite, const struct ruling *by)
{
    return credits(m, cite, by, true);
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
clause_brief(struct mem *m, const struct ruling *by)
{
    return inside(m, by->brief && *by->brief ? by->brief : first_sentence(m, by->why));
}
