/*
 * sets - the sorted sets in a cell: letters of status, sources joined by +. Unions of two and of
 * many, and a set less a letter.
 */
#include <string.h>

#include "table/table.h"

/* The letters of a status, each by its place among all of them. */
static unsigned
letters_of(const char *status)
{
    unsigned set = 0;
    for (; *status; status++) {
        const char *at = strchr(TABLE_STATUS_LETTERS, *status);
        set |= at ? 1u << (at - TABLE_STATUS_LETTERS) : 0;
    }
    return set;
}

char *
table_status(struct mem *m, const char *a, const char *b)
{
    char *out = mem_get(m, sizeof TABLE_STATUS_LETTERS), *o = out;
    unsigned set = letters_of(a) | letters_of(b);
    for (const char *p = TABLE_STATUS_LETTERS; set; p++, set >>= 1)
        if (set & 1)
            *o++ = *p;
    /* A says that nothing is to be said; it gives way to any other letter. */
    if (out[0] == 'A' && out[1])
        memmove(out, out + 1, strlen(out));
    return out;
}

char *
table_status_less(struct mem *m, const char *status, char letter)
{
    char *out = mem_copy(m, status), *o = out;
    for (const char *p = status; *p; p++)
        if (*p != letter)
            *o++ = *p;
    *o = '\0';
    return out;
}

char *
table_sources(struct mem *m, const char *a, const char *b)
{
    if (!strcmp(a, b))
        return mem_copy(m, a);
    char *out = mem_get(m, strlen(a) + strlen(b) + 2), *o = out;
    while (*a || *b) {
        size_t na = strcspn(a, "+"), nb = strcspn(b, "+");
        size_t least = na < nb ? na : nb;
        int c = !*a ? 1 : !*b ? -1 : strncmp(a, b, least);
        if (c == 0)
            c = (na > nb) - (na < nb);
        const char *take = c <= 0 ? a : b;
        size_t n = c <= 0 ? na : nb;
        if (o > out)
            *o++ = '+';
        memcpy(o, take, n);
        o += n;
        if (c <= 0)
            a += na + (a[na] == '+');
        if (c >= 0)
            b += nb + (b[nb] == '+');
    }
    *o = '\0';
    return out;
}

void
table_union_add(struct mem *m, struct table_union *u, const char *sources)
{
    const char *carry = mem_copy(m, sources);
    size_t i = 0;
    for (; u->digit[i]; i++) {
        carry = table_sources(m, u->digit[i], carry);
        u->digit[i] = NULL;
    }
    u->digit[i] = carry;
}

char *
table_union_text(struct mem *m, const struct table_union *u)
{
    char *all = mem_copy(m, "");
    for (size_t i = 0; i < sizeof u->digit / sizeof *u->digit; i++)
        if (u->digit[i])
            all = table_sources(m, all, u->digit[i]);
    return all;
}
