#include "publisher/symbols.h"

#include <math.h>
#include <string.h>

#include "program/num.h"
#include "table/table.h"

static const char *
status_letters(const struct directive *w, const char *text)
{
    for (const char *p = text; *p; p++)
        if (!strchr(TABLE_STATUS_LETTERS, *p) || (p > text && p[-1] >= *p))
            directive_die(w, "status %s, expected letters of %s, sorted, none twice",
                          msg_quote(text), TABLE_STATUS_LETTERS);
    if (!*text)
        directive_die(w, "status= is empty, expected letters of %s",
                      TABLE_STATUS_LETTERS);
    return text;
}

struct mark *
symbols_mark(struct symbols *y, struct mem *run, const struct directive *w)
{
    char *name, *text;
    struct mark m = {.status = ""};
    if (w->n < 2 || w->n > 3 || !*w->word[1])
        directive_die(w, "expected: mark TEXT [status=LETTERS]");
    m.text = w->word[1];
    m.n = strlen(m.text);
    if (w->n == 3) {
        if (!directive_pair(run, w->word[2], &name, &text) || strcmp(name, "status"))
            directive_die(w, "%s, expected status=LETTERS", msg_quote(w->word[2]));
        m.status = status_letters(w, text);
        if (strpbrk(m.status, "OQ"))
            directive_die(w,
                          "a mark stands beside a number, which is neither missing (O) "
                          "nor suppressed (Q); expected a symbol directive");
    }
    y->mark = mem_more(run, y->mark, y->marks, sizeof m);
    y->mark[y->marks] = m;
    return &y->mark[y->marks++];
}

static struct symbol_part
read_part(const struct directive *w, const struct pattern *p, const char *text)
{
    static const char *const name[] = {"n", "below", "above", "m"};
    static const enum symbol_from from[] = {FROM_N, FROM_BELOW, FROM_ABOVE, FROM_M};
    double x;
    for (int i = 0; i < 4; i++)
        if (!strcmp(text, name[i])) {
            const char *slot = from[i] == FROM_M ? "m" : "n";
            if (pattern_slot(p, slot, 0) < 0)
                directive_die(w, "%s needs a {%s} in the symbol's text",
                              msg_quote(text), slot);
            return (struct symbol_part){from[i], NULL};
        }
    if (!num_parse(text, &x))
        directive_die(w, "%s, expected a plain number, n, below or above",
                      msg_quote(text));
    return (struct symbol_part){FROM_TEXT, text};
}

static void
read_symbol_words(struct mem *run, const struct directive *w, struct symbol *s)
{
    char *name, *text;
    for (int i = 2; i < w->n; i++) {
        if (!directive_pair(run, w->word[i], &name, &text))
            directive_die(w, "%s, expected NAME=TEXT, or leave alone",
                          msg_quote(w->word[i]));
        if (!strcmp(name, "value"))
            s->value = read_part(w, &s->pattern, text);
        else if (!strcmp(name, "lo"))
            s->lo = read_part(w, &s->pattern, text);
        else if (!strcmp(name, "hi"))
            s->hi = read_part(w, &s->pattern, text);
        else if (!strcmp(name, "status"))
            s->status = status_letters(w, text);
        else if (!strcmp(name, "interval") && !strcmp(text, "approx"))
            s->interval = text;
        else
            directive_die(w,
                          "%s, expected value=, lo=, hi=, status=LETTERS or "
                          "interval=approx",
                          msg_quote(w->word[i]));
    }
}

/* A symbol's text, and which of its slots are numbers. */
static void
read_symbol_text(struct mem *run, const struct directive *w, struct symbol *s)
{
    const char *wrong = pattern_read(&s->pattern, run, w->word[1]);
    if (wrong)
        directive_die(w, "%s: %s", msg_quote(w->word[1]), wrong);
    s->n = pattern_slot(&s->pattern, "n", 0);
    s->m = pattern_slot(&s->pattern, "m", 0);
    for (int i = 0; i < s->pattern.n; i++)
        if (i != s->n && i != s->m && strcmp(s->pattern.slot[i], PATTERN_ANY) != 0)
            directive_die(
                w,
                "%s: the slots of a symbol are {n} and {m}, numbers, and {_}, "
                "any text, the first two once",
                msg_quote(w->word[1]));
    if (!pattern_splits(&s->pattern))
        directive_die(w, "%s: two slots with nothing between them",
                      msg_quote(w->word[1]));
}

struct symbol *
symbols_symbol(struct symbols *y, struct mem *run, const struct directive *w)
{
    struct symbol s = {.status = "", .interval = ""};
    if (w->n < 3)
        directive_die(w,
                      "expected: symbol TEXT leave, or symbol TEXT with value=, lo=, "
                      "hi=, status=");
    read_symbol_text(run, w, &s);
    s.leave = w->n == 3 && directive_is(w, 2, "leave");
    if (!s.leave) {
        read_symbol_words(run, w, &s);
        bool missing = strpbrk(s.status, "OQ") != NULL;
        if ((s.value.from == FROM_NOTHING) != missing)
            directive_die(w, missing ? "a value together with status O (missing) or Q "
                                       "(suppressed)"
                                     : "no value, which takes status O (missing) or Q "
                                       "(suppressed)");
        s.bounded = s.lo.from != FROM_NOTHING || s.hi.from != FROM_NOTHING;
        if (s.bounded && *s.interval)
            directive_die(w, "bounds together with interval=approx");
        if (s.bounded)
            s.interval = "range";
    }
    y->symbol = mem_more(run, y->symbol, y->symbols, sizeof s);
    y->symbol[y->symbols] = s;
    return &y->symbol[y->symbols++];
}

static bool
part_text(const struct notation *n, struct mem *m, const struct symbol_part *part,
          const char *number, const char *second, char **out)
{
    char text[NUM_MAX];
    double x = 0;
    switch (part->from) {
    case FROM_NOTHING:
        *out = mem_copy(m, "");
        return true;
    case FROM_TEXT:
        *out = mem_copy(m, part->text);
        return true;
    case FROM_N:
    case FROM_M:
    case FROM_BELOW:
    case FROM_ABOVE:
        break;
    }
    char *plain = notation_number(n, m, part->from == FROM_M ? second : number);
    if (!plain || !num_parse(plain, &x))
        return false;
    if (part->from == FROM_N || part->from == FROM_M) {
        *out = plain;
        return true;
    }
    if (x != floor(x) || fabs(x) > 1e15)
        return false;
    *out = mem_copy(m, num_text(part->from == FROM_BELOW ? x - 1 : x + 1, text));
    return true;
}

const struct symbol *
symbols_find(const struct symbols *y, const struct notation *number, struct mem *m,
             const char *text, char *part[3])
{
    for (size_t i = 0; i < y->symbols; i++) {
        const struct symbol *s = &y->symbol[i];
        char *piece[PATTERN_SLOTS];
        if (!pattern_match(&s->pattern, m, text, piece))
            continue;
        const char *n = s->n < 0 ? NULL : piece[s->n],
                   *k = s->m < 0 ? NULL : piece[s->m];
        if ((!n || notation_number(number, m, n)) &&
            (!k || notation_number(number, m, k)) &&
            part_text(number, m, &s->value, n, k, &part[0]) &&
            part_text(number, m, &s->lo, n, k, &part[1]) &&
            part_text(number, m, &s->hi, n, k, &part[2]))
            return s;
    }
    return NULL;
}

const struct mark *
symbols_find_mark(const struct symbols *y, const char *text)
{
    const struct mark *best = NULL;
    size_t n = strlen(text);
    for (size_t i = 0; i < y->marks; i++) {
        const struct mark *k = &y->mark[i];
        if (n > k->n && !strcmp(text + n - k->n, k->text) && (!best || k->n > best->n))
            best = k;
    }
    return best;
}
