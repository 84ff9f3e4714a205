#include "bounds/contradiction.h"

#include "program/num.h"

/* The chain behind one bound of x[i], nearest first. Returns its length. */
static size_t
chain(const struct system *s, size_t i, bool up, struct link link[])
{
    size_t n = 0;
    for (;;) {
        const struct st_side *side = up ? &s->x[i].hi : &s->x[i].lo;
        if (side->by == ST_OWN)
            break;
        const struct node *said = &s->node[s->word[side->by].at];
        link[n++] = (struct link){said->row, said->period, s->word[side->by].text};
        i = up ? s->less[side->by].above : s->less[side->by].below;
    }
    const struct node *q = &s->node[i];
    link[n++] = (struct link){up ? q->hi_by : q->lo_by, q->period, NULL};
    return n;
}

/* A chain in words: `2017 "<2016" by A (line 7), 2016 = 18 by B (line 9)`. */
static const char *
chain_text(const struct table *t, const struct link *link, size_t n, struct mem *m)
{
    const char **part = mem_array(m, n, sizeof *part);
    for (size_t i = 0; i < n; i++) {
        const struct table_row *row = link[i].row;
        const char *says = "a count is 0 or more";
        if (row && link[i].word)
            says = mem_print(m, "\"%s\"", link[i].word);
        else if (row && *table_cell(t, row, TABLE_VALUE))
            says = mem_print(m, "= %s", table_cell(t, row, TABLE_VALUE));
        else if (row)
            says = mem_print(m, "in %s..%s", table_cell(t, row, TABLE_LO),
                             table_cell(t, row, TABLE_HI));
        if (row)
            says = mem_print(m, "%s %s by %s (line %ld)", link[i].period, says,
                             table_cell(t, row, TABLE_SOURCE), row->line);
        part[i] = says;
    }
    return texts_join(m, part, n, ", ");
}

struct link *
contradiction(const struct table *t, const struct system *s,
              const struct st_conflict *conflict, size_t *n, struct mem *m)
{
    struct link *link = mem_array(m, 2 * s->m + s->n + 2, sizeof *link);
    const char *text;
    char lo[NUM_MAX], hi[NUM_MAX];
    if (conflict->quantity == ST_OWN) {
        *n = conflict->n;
        for (size_t i = 0; i < *n; i++) {
            const struct word *w = &s->word[conflict->circle[i]];
            link[i] = (struct link){s->node[w->at].row, s->node[w->at].period, w->text};
        }
        text = mem_print(m, "the comparisons go round in a circle: %s",
                         chain_text(t, link, *n, m));
    } else {
        const struct st_quantity *x = &s->x[conflict->quantity];
        const char *period = s->node[conflict->quantity].period;
        size_t lower = chain(s, conflict->quantity, false, link);
        size_t upper = chain(s, conflict->quantity, true, link + lower);
        *n = lower + upper;
        text = mem_print(
            m, "%s is %s %s (%s) and %s %s (%s): not all of it can be true", period,
            x->lo.open ? "more than" : "at least", num_text(x->lo.at, lo),
            chain_text(t, link, lower, m), x->hi.open ? "less than" : "at most",
            num_text(x->hi.at, hi), chain_text(t, link + lower, upper, m));
    }
    struct place at = {t->in.file, 0, "compare"};
    for (size_t i = 0; i < *n && !at.line; i++)
        if (link[i].row)
            at.line = link[i].row->line;
    if (!bounds.keep)
        die_at(EX_DATAERR, at, "%s", text);
    note_at(at, "%s; the series is written as published", text);
    bounds.contradicted = true;
    return link;
}
