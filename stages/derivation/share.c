/*
 * share - a row over the whole that it is a part of, another row of the same table; whether the
 * two can be of one edition.
 */
#include <stdlib.h>
#include <string.h>

#include "derivation/derivation.h"
#include "program/stage.h"

static const struct table *sorted; /* qsort() and bsearch() pass no state on */

/* The codes of the whole, by column of the key; NULL: the row's own. */
static char **
read_whole(const struct table *t, struct mem *run)
{
    if (!derivation.of)
        usage("share needs --of=COLUMN=CODE, the key of the whole");
    char **code = mem_array(run, (size_t)t->key, sizeof *code);
    for (char *name = mem_copy(run, derivation.of); name;) {
        char *next = strchr(name, ','), *value = strchr(name, '=');
        if (next)
            *next++ = '\0';
        if (!value || (next && value > next))
            usage("--of: %s has no code, expected COLUMN=CODE", msg_quote(name));
        *value++ = '\0';
        int c = table_find(t, name);
        if (c < 0 || c >= t->key)
            die_at(EX_DATAERR, (struct place){t->in.file, 1, NULL},
                   "%s is no column of the key", msg_quote(name));
        code[c] = value;
        name = next;
    }
    return code;
}

static int
by_key(const void *a, const void *b)
{
    return table_compare(((const struct table_row *)a)->cell,
                         ((const struct table_row *)b)->cell, sorted->key);
}

/* No source of the one was published on the day of one of the other: part and whole are not
 * of one edition. What has no date, or no source, says nothing. */
static bool
of_two_editions(const struct operand *part, const struct operand *whole)
{
    bool dated = false;
    const char *a = table_cell(part->tab, part->row, TABLE_SOURCE);
    if (part->row == whole->row ||
        !strcmp(a, table_cell(whole->tab, whole->row, TABLE_SOURCE)))
        return false;
    for (; *a; a += strcspn(a, "+"), a += *a == '+') {
        const char *day = memchr(a, '@', strcspn(a, "+"));
        if (!day || !strncmp(day, "@undated", 8))
            return false;
        size_t n = strcspn(day, "+");
        const char *b = table_cell(whole->tab, whole->row, TABLE_SOURCE);
        for (; *b; b += strcspn(b, "+"), b += *b == '+') {
            const char *other = memchr(b, '@', strcspn(b, "+"));
            if (!other || !strncmp(other, "@undated", 8) ||
                (strcspn(other, "+") == n && !strncmp(day, other, n)))
                return false;
            dated = true;
        }
    }
    return dated;
}

/* The row of this key among sorted ones, or NULL. The whole of the next part mostly comes next:
 * behind *last, where the one before was found. n is at least 1. */
static const struct table_row *
find_key(const struct table_row *key, const struct table_row all[], size_t n,
         size_t *last)
{
    const struct table_row *next = &all[*last + 1 < n ? *last + 1 : *last];
    const struct table_row *found =
        !by_key(key, next) ? next : bsearch(key, all, n, sizeof *all, by_key);
    if (found)
        *last = (size_t)(found - all);
    return found;
}

void
derivation_run_share(struct table *t, struct mem *run)
{
    size_t mixed = 0;
    struct table_row row, *all = NULL;
    size_t n = 0, room = 0, last = 0;
    struct mem m = {0};
    char **code = read_whole(t, run);
    derivation_open(t, run);
    while (table_next(t, &row)) {
        if (n == room) {
            size_t more = room ? 2 * room : 256;
            all = mem_grow(run, all, room * sizeof *all, more * sizeof *all);
            room = more;
        }
        table_amount(t, &row);
        all[n++] = table_keep(t, run, &row);
    }
    sorted = t;
    for (size_t i = 0; i < n; i++) {
        mem_reset(&m);
        struct table_row key = table_alias(t, &m, &all[i]);
        for (int c = 0; c < t->key; c++)
            if (code[c])
                key.cell[c] = code[c];
        const struct table_row *whole = find_key(&key, all, n, &last);
        struct operand a = derivation_operand(t, &all[i]);
        if (!whole) {
            derivation_write(&a, NULL, derivation_none("no-denominator"), "", &m);
            continue;
        }
        struct operand b = derivation_operand(t, whole);
        derivation_same_unit(&a, &b);
        bool two = of_two_editions(&a, &b);
        mixed += two;
        derivation_write(&a, &b, derivation_share(&a, &b), two ? "D" : "", &m);
    }
    if (mixed)
        note("%zu share%s of a part and a whole that were published on different days, "
             "which may be of different editions; status has D",
             mixed, mixed == 1 ? " is" : "s are");
    mem_release(&m);
}
