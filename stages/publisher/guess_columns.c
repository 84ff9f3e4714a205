/* What the columns of a table hold, as far as their texts and names say. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "publisher/guess_in.h"

/* Whether one of the words, parted by blanks, is a word of the name. */
bool
guess_names_one(const char *name, const char *words)
{
    for (const char *p = name; *p;) {
        size_t n = 0;
        while (isalnum((unsigned char)p[n]) &&
               !(n && islower((unsigned char)p[n - 1]) && isupper((unsigned char)p[n])))
            n++;
        for (const char *w = words; n && *w;) {
            size_t m = strcspn(w, " ");
            /* A footnote's number may stand behind a name. */
            if (m <= n && !strncasecmp(w, p, m) && strspn(p + m, "0123456789") >= n - m)
                return true;
            w += m + (w[m] == ' ');
        }
        p += n ? n : 1;
    }
    return false;
}

bool
guess_is_number(const struct guess *g, const char *text)
{
    return notation_number(&g->number, g->run, text) != NULL;
}

/* "<5": a number that is not shown. */
bool
guess_is_below(const char *text)
{
    return *text == '<' && text[1] && !text[1 + strspn(text + 1, "0123456789")];
}

/* "[c]", "..", "-", "n/a": what stands where no number is shown. */
static bool
is_symbol(const char *text)
{
    size_t n = strlen(text);
    return (*text == '[' && text[n - 1] == ']') || !strcasecmp(text, "n/a") ||
           !text[strspn(text, ":.-~*")];
}

void
guess_read_column(struct guess *g, size_t i)
{
    struct column *c = &g->column[i];
    const struct guess_table *t = &g->table;
    c->name = t->row[t->header].cell[i];
    for (size_t r = t->first; r < t->end; r++) {
        const char *text = i < t->row[r].n ? t->row[r].cell[i] : "";
        if (c->texts.n < GUESS_DISTINCT)
            texts_add(g->run, &c->texts, text);
        c->filled += *text != '\0';
        c->numbers += *text && (guess_is_number(g, text) || guess_is_below(text));
        c->symbols += *text && is_symbol(text);
    }
}

bool
guess_all_in(const struct column *c, const char *const text[])
{
    for (size_t i = 0; i < c->texts.n; i++) {
        size_t k = 0;
        while (text[k] && strcasecmp(text[k], c->texts.item[i]) != 0)
            k++;
        if (!text[k])
            return false;
    }
    return c->texts.n > 0;
}

void
guess_values(struct guess *g)
{
    for (size_t i = 0; i < g->table.columns; i++) {
        struct column *c = &g->column[i];
        bool values = c->numbers && 2 * (c->numbers + c->symbols) > c->filled;
        if (c->role == UNKNOWN && values && *c->name && !c->aliases)
            c->role = VALUE;
        else if (c->role == UNKNOWN)
            c->role = IGNORED;
        g->values += c->role == VALUE;
    }
}
