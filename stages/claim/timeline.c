#include "claim/timeline.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/closing.h"
#include "claim/edition.h"
#include "claim/parts.h"
#include "claim/ranks.h"
#include "document/display.h"

const char *const verdict_name[VERDICTS + 1] = {"supported",    "superseded",
                                                "contradicted", "undetermined",
                                                "unsourced",    "not-a-figure"};

/* ---- days */

struct days {
    struct dated {
        long day;
        const char *vague; /* as published when that is no single day, else NULL */
        bool relay;        /* another's figures, which may have been out before */
    } * item;
    size_t n;
};

static void
push(struct mem *m, struct days *d, long day, const char *published, bool relay)
{
    struct period p;
    bool vague = period_parse(published, &p) && p.first < p.last;
    d->item = mem_more(m, d->item, d->n, sizeof *d->item);
    d->item[d->n++] = (struct dated){day, vague ? mem_copy(m, published) : NULL, relay};
}

static int
by_value(const void *a, const void *b)
{
    const struct dated *x = a, *y = b;
    if (x->day != y->day)
        return (x->day > y->day) - (x->day < y->day);
    return x->relay != y->relay ? x->relay - y->relay /* the owner speaks for himself */
                                : !x->vague - !y->vague; /* the least that is known */
}

/* The days on which something was stated on a cell. */
static void
days_of_statements(const struct evidence *e, const struct cell *c, struct mem *m,
                   struct days *out)
{
    size_t i, end;
    if (!e->statements)
        return;
    struct edition of;
    evidence_statements(e, c, &i, &end);
    for (; i < end; i++) {
        const char *source =
            book_cell(e->statements, &e->statements->row[i], TABLE_SOURCE);
        size_t n;
        if (!evidence_edition(e, source, &of))
            continue;
        const struct source *s = sources_next(&e->cite, source, &n);
        push(m, out, of.day, s->published, *s->of && !c->ref->by);
    }
}

/* The days of the year that a shorter period lies in and is bounded by. */
static void
days_of_year(const struct evidence *e, const struct cell *c, struct mem *m,
             struct days *out)
{
    struct cell year = *c;
    char text[PERIOD_MAX];
    if (c->ref->by || c->ref->by_any || !strchr("QMI", c->when.freq))
        return;
    period_text('A', parts_index('A', c->when.first), text);
    year.period = text;
    days_of_statements(e, &year, m, out);
}

/* The days on which what is held on a cell changed, or on which it was stated. */
static void
days_of_cell(const struct evidence *e, const struct cell *c, struct mem *m,
             struct days *out)
{
    size_t i, end;
    for (i = 0; i < c->parts; i++)
        days_of_cell(e, &c->part[i], m, out);
    days_of_year(e, c, m, out);
    evidence_days(e, c, &i, &end);
    const struct book *b = evidence_table(e, c->ref);
    const char *before = "";
    for (; i < end; i++) {
        const struct book_row *row = &b->row[i];
        struct period day;
        const char *now = book_cell(b, row, TABLE_SOURCE);
        if (strcmp(row->cell[b->tab.key - 1], c->period) || !strcmp(now, before))
            continue;
        before = now;
        push(m, out, period_parse(row->cell[b->vintage], &day) ? day.first : LONG_MAX,
             row->cell[b->vintage], e->statements != NULL);
    }
    days_of_statements(e, c, m, out);
}

static void
days_of_ref(const struct evidence *e, const struct ref *ref, struct mem *m,
            struct days *out)
{
    size_t cells;
    bool open;
    struct cell *c = evidence_cells(e, ref, &cells, &open);
    for (size_t i = 0; i < cells; i++)
        days_of_cell(e, &c[i], m, out);
}

/* Sets of a year may be closed by those of its quarters. */
static void
days_of_quarters(const struct evidence *e, const struct ref *ref, struct mem *m,
                 struct days *out)
{
    const struct ref *quarter;
    for (long k = 0; (quarter = closing_quarter(e, ref, k)); k++)
        days_of_ref(e, quarter, m, out);
}

static void
days_of_ranks(const struct evidence *e, const struct ref *ref, struct mem *m,
              struct days *out)
{
    size_t cells;
    struct cell *c = ranks_cells(e, ref, &cells);
    for (size_t i = 0; i < cells; i++)
        days_of_cell(e, &c[i], m, out);
}

static void
days_of_node(const struct evidence *e, const struct node *n, struct mem *m,
             struct days *out)
{
    for (int i = 0; i < n->n; i++)
        days_of_node(e, n->arg[i], m, out);
    if (n->kind != NODE_REF || n->ref->article || n->ref->from)
        return;
    days_of_ref(e, n->ref, m, out);
    if (edition_can_close(n->ref))
        days_of_quarters(e, n->ref, m, out);
    size_t others;
    const struct ref *beyond = ranks_left_out(e, n->ref, &others);
    days_of_ranks(e, n->ref, m, out);
    if (others)
        days_of_ranks(e, beyond, m, out);
}

struct timeline
timeline_of(const struct evidence *e, struct node *test)
{
    struct timeline t = {0};
    struct days d = {0};
    struct mem m = {0};
    struct evidence then = *e;
    if (e->table.vintage < 0)
        return t;
    then.m = &m;
    then.day = LONG_MAX;
    days_of_node(&then, test, e->m, &d);
    if (d.n)
        qsort(d.item, d.n, sizeof *d.item, by_value);
    t.item = mem_array(e->m, d.n, sizeof *t.item);
    for (size_t i = 0; i < d.n; i++) {
        if (i && d.item[i].day == d.item[i - 1].day)
            continue;
        mem_reset(&m);
        then.day = d.item[i].day;
        judge(&then, test);
        t.item[t.n++] = (struct timeline_day){d.item[i].day, d.item[i].vague,
                                              d.item[i].relay, test->judged->truth};
    }
    mem_release(&m);
    return t;
}

static const char *
iso(struct mem *m, const struct timeline_day *d, long less)
{
    char text[PERIOD_MAX];
    if (d->day == LONG_MAX)
        return "undated";
    period_text('D', d->day - less, text);
    return mem_print(m, "%s%s", d->relay ? TIMELINE_BY : "",
                     d->vague ? d->vague : text);
}

const char *
timeline_end(struct mem *m, const char *end)
{
    bool by = !strncmp(end, TIMELINE_BY, strlen(TIMELINE_BY));
    end += by ? strlen(TIMELINE_BY) : 0;
    return mem_print(m, "%s%s%s", strlen(end) < 10 ? "some day of " : "",
                     display_date(m, end), by ? " at the latest" : "");
}

const char *
timeline_span(struct mem *m, const char *from, const char *to)
{
    if (!strcmp(from, "undated"))
        return "by sources without a date";
    bool lasts = !strcmp(to, "..");
    return mem_print(m, "%s%s%s%s", lasts ? "since " : "from ", timeline_end(m, from),
                     lasts ? "" : " to ", lasts ? "" : timeline_end(m, to));
}

const char *
timeline_held(struct mem *m, const struct timeline *t)
{
    const char *out = "";
    for (size_t i = 0; i < t->n; i++) {
        size_t from = i;
        if (t->item[i].truth != TRUTH_YES)
            continue;
        while (i + 1 < t->n && t->item[i + 1].truth == TRUTH_YES)
            i++;
        bool lasts = i + 1 == t->n || t->item[i + 1].day == LONG_MAX;
        out = mem_print(m, "%s%s%s/%s", out, *out ? " " : "", iso(m, &t->item[from], 0),
                        lasts ? ".." : iso(m, &t->item[i + 1], 1));
    }
    return out;
}

/* ---- statements of exactly the number */

/* The reference and the number of "REFERENCE = NUMBER" or near, else false. */
static bool
is_quoted(const struct node *n, const struct node **ref, double *x)
{
    if ((n->kind != NODE_EQUAL && n->kind != NODE_NEAR) || n->n < 2)
        return false;
    const struct node *a = n->arg[0], *b = n->arg[1];
    if (a->kind == NODE_NUMBER) {
        a = n->arg[1];
        b = n->arg[0];
    }
    *ref = a;
    *x = b->number;
    return b->kind == NODE_NUMBER && a->kind == NODE_REF && !a->ref->set &&
           !a->ref->article && !a->ref->by && !a->ref->from;
}

static bool
is_older(const struct evidence *e, const struct source *s, const struct cell *taken)
{
    struct period p, q;
    size_t n;
    const struct source *by =
        taken->held == HELD ? sources_next(&e->cite, taken->source, &n) : NULL;
    return by && period_parse(s->published, &p) && period_parse(by->published, &q) &&
           p.last < q.first;
}

struct exact
timeline_exact(const struct evidence *e, const struct node *leaf)
{
    struct exact best = {.leaf = leaf};
    const struct node *ref;
    double x;
    size_t i, end, n;
    if (!e->statements || !is_quoted(leaf, &ref, &x))
        return best;
    struct evidence any = *e;
    any.day = LONG_MAX;
    evidence_statements(e, ref->judged->cell, &i, &end);
    for (; i < end; i++) {
        const struct book_row *row = &e->statements->row[i];
        if (!row->amount.known || row->amount.value != x || !evidence_admits(&any, row))
            continue;
        struct exact now = {.leaf = leaf, .row = row};
        now.source =
            sources_next(&e->cite, book_cell(e->statements, row, TABLE_SOURCE), &n);
        now.out = *now.source->published && evidence_admits(e, row);
        now.older = is_older(e, now.source, ref->judged->cell);
        bool better = !best.row || (now.out && !best.out) ||
                      (now.out == best.out && *best.source->of && !*now.source->of);
        if (better)
            best = now;
    }
    return best;
}

/* ---- the verdict */

static bool
was_true(const struct timeline *t, long day, bool before)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->item[i].truth == TRUTH_YES && (t->item[i].day <= day) == before)
            return true;
    return false;
}

/* What follows when each comparison that fails is one that some statement makes true. */
static enum verdict
stated_after_all(const struct evidence *e, struct node *test)
{
    enum verdict v = SUPERSEDED;
    struct node_list leaves = judge_leaves(e->m, test);
    for (size_t i = 0; i < leaves.n; i++) {
        struct exact x = timeline_exact(e, leaves.item[i]);
        if (!x.row)
            return CONTRADICTED;
        if (!x.out || !x.older)
            v = UNDETERMINED;
    }
    return v;
}

/* A comparison that needs figures to belong together: it is of parts, a sum or a ranking,
 * or names a number that several figures come to. That one figure is more than another is
 * not: no edition need say both. */
static bool
needs_one_edition(const struct node *leaf)
{
    const struct node *ref;
    double x;
    bool names_number = leaf->kind == NODE_EQUAL || leaf->kind == NODE_NEAR ||
                        leaf->kind == NODE_ABOUT || leaf->kind == NODE_ALMOST ||
                        leaf->kind == NODE_JUST_OVER || leaf->kind == NODE_BETWEEN;
    if (is_quoted(leaf, &ref, &x) && !ref->judged->cell->parts)
        return false;
    return judge_composite(leaf) || (names_number && leaf->arg[0]->kind != NODE_REF);
}

/* Every comparison that fails needs figures to belong together, and they do not fail for
 * all numbers that editions, also later ones, gave of them. */
static bool
may_hold(const struct evidence *e, struct node *test)
{
    struct evidence any = *e;
    struct node_list leaves = judge_leaves(e->m, test);
    any.every_edition = true;
    any.day = LONG_MAX;
    for (size_t i = 0; i < leaves.n; i++)
        if (!needs_one_edition(leaves.item[i]))
            return false;
    judge(&any, test);
    bool may = test->judged->truth != TRUTH_NO;
    judge(e, test);
    return may;
}

enum verdict
timeline_verdict(const struct evidence *e, struct node *test, const struct timeline *t)
{
    enum truth now = test->judged->truth;
    if (now != TRUTH_NO)
        return now == TRUTH_YES ? SUPPORTED : UNDETERMINED;
    if (was_true(t, e->day, true))
        return SUPERSEDED;
    if (was_true(t, e->day, false))
        return UNDETERMINED;
    enum verdict v = stated_after_all(e, test);
    return v == CONTRADICTED && e->statements && may_hold(e, test) ? UNDETERMINED : v;
}
