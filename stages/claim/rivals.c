#include "claim/rivals.h"

#include <math.h>
#include <string.h>

#include "claim/parts.h"

static const struct source *
source_of(const struct evidence *e, const struct book_row *row)
{
    size_t n;
    return sources_next(&e->cite, book_cell(e->statements, row, TABLE_SOURCE), &n);
}

/* The statement whose number the table has. */
static const struct book_row *
taken(const struct evidence *e, const struct cell *c, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        const struct book_row *row = &e->statements->row[i];
        const struct source *s = source_of(e, row);
        const char *id = s ? strstr(c->source, s->id) : NULL;
        if (row->amount.known && row->amount.value == c->row->amount.value && id &&
            (id == c->source || id[-1] == '+') && id[strlen(s->id)] == '@')
            return row;
    }
    return NULL;
}

/* Neither of two dates is certainly the later one. Of one day the table's makers know which
 * counts: they stand side by side in one edition. */
static bool
overlap(const struct source *a, const struct source *b)
{
    struct period p, q;
    return period_parse(a->published, &p) && period_parse(b->published, &q) &&
           p.first <= q.last && q.first <= p.last && strcmp(a->published, b->published);
}

static bool
is_rival(const struct evidence *e, const struct cell *c, const struct book_row *one,
         const struct book_row *other)
{
    const struct source *a = source_of(e, one), *b = source_of(e, other);
    const char *of = evidence_code(c, "register");
    const struct book *book = e->statements;
    return b && other->amount.known && other->amount.value != one->amount.value &&
           !strcmp(book_cell(book, one, TABLE_UNIT),
                   book_cell(book, other, TABLE_UNIT)) &&
           !*book_cell(book, other, TABLE_INTERVAL) && !*b->copies &&
           evidence_admits(e, other) &&
           (e->every_edition ||
            (overlap(a, b) && registers_relays(&e->registers, of, a) ==
                                  registers_relays(&e->registers, of, b)));
}

void
rivals_find(const struct evidence *e, struct cell *c)
{
    size_t first, end;
    if (!e->statements || !c->row->amount.known ||
        *book_cell(c->book, c->row, TABLE_INTERVAL))
        return;
    evidence_statements(e, c, &first, &end);
    const struct book_row *one = taken(e, c, first, end);
    if (!one)
        return;
    struct cell *part = mem_array(e->m, end - first + 1, sizeof *part);
    size_t n = 1;
    part[0] = *c;
    for (size_t i = first; i < end; i++) {
        const struct book_row *row = &e->statements->row[i];
        if (!is_rival(e, c, one, row))
            continue;
        part[n] = *c;
        part[n].book = e->statements;
        part[n].row = row;
        part[n++].source = book_cell(e->statements, row, TABLE_SOURCE);
    }
    if (n == 1)
        return;
    struct amount a = {NAN, INFINITY, -INFINITY, NAN, NAN, false};
    for (size_t i = 0; i < n; i++) {
        a.lo = fmin(a.lo, part[i].row->amount.value);
        a.hi = fmax(a.hi, part[i].row->amount.value);
    }
    c->part = part;
    c->parts = n;
    c->rivals = true;
    c->every = e->every_edition;
    parts_row(e, c, a);
}
