#include "microdata/header_names.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>

#include "program/texts.h"

#define GROWTH 3 /* a letter is at most so many times as long as its folded form */

struct header_names {
    struct texts folded;
    size_t longest;   /* bytes of the names together, and a '+' each */
    bool begins[256]; /* a name begins with this byte, folded */
};

static char *
fold(struct mem *m, const char *text)
{
    text += strspn(text, " \t");
    size_t n = strlen(text), folded;
    while (n && (text[n - 1] == ' ' || text[n - 1] == '\t'))
        n--;
    char *out = mem_text(m, text, n);
    bool ascii = true;
    for (char *p = out; *p; p++) {
        ascii = ascii && (unsigned char)*p < 0x80;
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
    }
    if (ascii)
        return out;
    uint8_t *all = u8_casefold((const uint8_t *)text, n, NULL, NULL, NULL, &folded);
    if (all)
        out = mem_text(m, (const char *)all, folded);
    free(all);
    return out;
}

struct header_names *
header_names_new(struct mem *run, const struct csv_row *header)
{
    struct header_names *h = mem_get(run, sizeof *h);
    for (size_t i = 0; i < header->n; i++) {
        char *name = fold(run, header->cell[i]);
        h->longest += strlen(name) + 1;
        h->begins[(unsigned char)*name] = true;
        texts_add(run, &h->folded, name);
    }
    return h;
}

/* The text folded, or NULL when it is too long to be a name. */
static const char *
short_fold(const struct header_names *h, struct mem *now, const char *text)
{
    return h && strlen(text) <= GROWTH * h->longest ? fold(now, text) : NULL;
}

/* Two texts that begin with letters of ASCII, and with others: most are told so. */
static bool
begin_apart(const char *a, const char *b)
{
    unsigned char x = (unsigned char)*a, y = (unsigned char)*b;
    return x < 0x80 && y < 0x80 && tolower(x) != tolower(y);
}

bool
header_names_has(const struct header_names *h, struct mem *now, const char *text)
{
    const char *folded = short_fold(h, now, text);
    return folded && *folded && texts_has(&h->folded, folded);
}

bool
header_names_is(const struct header_names *h, struct mem *now, const char *text,
                const char *name)
{
    if (begin_apart(text + strspn(text, " \t"), name + strspn(name, " \t")))
        return false;
    const char *folded = short_fold(h, now, text);
    return folded && *folded && !strcmp(folded, fold(now, name));
}

/* Most texts begin with another letter or are longer, and are not folded. */
static bool
has_span(const struct header_names *h, const struct csv_span *cell)
{
    size_t blanks = 0;
    while (blanks < cell->n &&
           (cell->text[blanks] == ' ' || cell->text[blanks] == '\t'))
        blanks++;
    if (blanks == cell->n || cell->n > GROWTH * h->longest)
        return false;
    unsigned char first = (unsigned char)cell->text[blanks];
    if (first < 0x80 && !h->begins[tolower(first)])
        return false;
    struct mem now = {0};
    bool has = header_names_has(h, &now, mem_text(&now, cell->text, cell->n));
    mem_release(&now);
    return has;
}

bool
header_names_all(const struct header_names *h, const struct csv_span *cell, size_t step,
                 size_t n)
{
    size_t i = 0;
    while (i < n && has_span(h, &cell[i * step]))
        i++;
    return n && i == n;
}
