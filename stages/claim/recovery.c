/*
 * Where the parser of claims files goes on behind a fault: in the same reading at the next
 * "and", "or", "beside", "because" or "note" that stands for itself, else with the next
 * line that begins an item. So one run tells all faults, and none that only follows from
 * another.
 */
#include <string.h>

#include "claim/reader.h"

const char *const recovery_items[] = {"article", "publisher", "url",    "published",
                                      "own",     "repeats",   "absent", "series",
                                      "claim",   "reading",   NULL};
static const char *const joints[] = {"and", "or", "beside", "because", "note", NULL};

static bool
is(const struct parser *p, const char *word)
{
    size_t n = word_length(p);
    return n == strlen(word) && !strncmp(p->at, word, n);
}

static bool
begins(const struct parser *p, const char *const words[])
{
    for (size_t i = 0; words[i]; i++)
        if (is(p, words[i]))
            return true;
    return false;
}

static void
next_line(struct parser *p)
{
    const char *next = memchr(p->at, '\n', (size_t)(p->end - p->at));
    p->at = next ? next + 1 : p->end;
    p->line += next != NULL;
    p->line_start = p->at;
    while (p->at < p->end && (*p->at == ' ' || *p->at == '\t'))
        p->at++;
}

/* Over a text in quotes, a comment, brackets, a word or one byte; false where a line begins
 * an item, at the end, and in quotes that nothing closes. */
static bool
pass(struct parser *p)
{
    size_t word = word_length(p);
    if (*p->at == '#' || *p->at == '\n') {
        next_line(p);
        return p->at < p->end && !begins(p, recovery_items);
    }
    if (*p->at == '"') {
        size_t left = (size_t)(p->end - p->at - 1);
        const char *line = memchr(p->at + 1, '\n', left);
        const char *end = memchr(p->at + 1, '"', left);
        if (!end || (line && line < end))
            return false;
        p->at = end + 1;
    } else {
        p->at += word ? word : 1;
    }
    return p->at < p->end;
}

/* The "and" of a "between" belongs to it. */
static bool
go_on(struct parser *p, bool between)
{
    while (p->at < p->end) {
        bool joint = begins(p, joints), its = between && is(p, "and");
        if (joint && !its)
            return true;
        between = (between && !its) || is(p, "between");
        if (!pass(p))
            return false;
    }
    return false;
}

/* The fault is in a "between" whose "and" is still to come. */
static bool
in_between(const struct parser *fault)
{
    struct parser p = *fault;
    bool between = false;
    for (p.at = fault->item; p.at < fault->at && pass(&p);)
        between = begins(&p, joints) ? false : between || is(&p, "between");
    return between;
}

void
recovery(struct parser *p)
{
    bool first = (size_t)(p->at - p->line_start) == strspn(p->line_start, " \t");
    bool begun = first && p->at != p->item && begins(p, recovery_items);
    struct parser rest = *p;
    p->depth = 0;
    p->inside = false;
    if (begun)
        return;
    if (p->test && go_on(&rest, in_between(p))) {
        p->at = rest.at;
        p->line = rest.line;
        p->line_start = rest.line_start;
        p->inside = true;
        return;
    }
    while (p->at < p->end) {
        next_line(p);
        if (begins(p, recovery_items))
            return;
    }
}
