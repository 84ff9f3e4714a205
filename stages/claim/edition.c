#include "claim/edition.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#define TOTAL "_T"
#define UNKNOWN "_U"

struct cells {
    const struct cell **item;
    size_t n;
    bool fixed; /* all references are to statements or other tables, or open in time */
    bool open;
};

static void
push(struct mem *m, struct cells *out, const struct cell *c)
{
    out->item = mem_more(m, out->item, out->n, sizeof *out->item);
    out->item[out->n++] = c;
}

/* The same reference with one code in place of each open set of codes. */
static struct cell *
instead(struct mem *m, const struct ref *ref, const char *code)
{
    struct cell *c = mem_get(m, sizeof *c);
    c->ref = ref;
    c->code = mem_array(m, ref->n, sizeof *c->code);
    c->period = ref->period;
    c->held = HELD_NOT;
    for (size_t k = 0; k < ref->n; k++)
        c->code[k] = ref->dim[k].all || ref->dim[k].but ? code : ref->dim[k].code[0];
    return c;
}

bool
edition_can_close(const struct ref *ref)
{
    size_t open = 0;
    for (size_t k = 0; k < ref->n; k++) {
        bool listless = ref->dim[k].all || ref->dim[k].but;
        open += listless;
        if (!listless && ref_runs(&ref->dim[k]))
            return false;
    }
    return open == 1 && !ref->span;
}

/* The cells that an edition must have; of an open set its total. */
static void
needed(const struct evidence *e, const struct node *n, struct cells *out)
{
    for (int i = 0; i < n->n; i++)
        needed(e, n->arg[i], out);
    if (n->kind != NODE_REF)
        return;
    const struct judged *j = n->judged;
    if (n->ref->by || n->ref->by_any || n->ref->article || n->ref->from ||
        (j->open && !edition_can_close(n->ref)))
        out->fixed = true;
    else if (j->open) {
        out->open = true;
        push(e->m, out, instead(e->m, n->ref, TOTAL));
    } else
        for (size_t i = 0; i < j->n; i++)
            if (j->cell[i].parts && !j->cell[i].gap && !j->cell[i].rivals)
                for (size_t k = 0; k < j->cell[i].parts; k++)
                    push(e->m, out, &j->cell[i].part[k]);
            else
                push(e->m, out, &j->cell[i]);
}

/* A number, or bounds on both sides, as of a suppressed cell. */
static bool
says_something(const struct book_row *row)
{
    return row->amount.known || (isfinite(row->amount.lo) && isfinite(row->amount.hi));
}

static bool
edition_has(const struct evidence *e, const struct cell *c, const struct edition *want)
{
    size_t i, end;
    evidence_statements(e, c, &i, &end);
    for (; i < end; i++) {
        const struct book_row *row = &e->statements->row[i];
        if (says_something(row) &&
            evidence_is_of(e, book_cell(e->statements, row, TABLE_SOURCE), want) &&
            evidence_admits(e, row))
            return true;
    }
    return false;
}

static bool
has_all(const struct evidence *e, const struct cells *cells, const struct edition *want)
{
    for (size_t i = 1; i < cells->n; i++)
        if (!edition_has(e, cells->item[i], want))
            return false;
    return true;
}

/* The held cells are all of one edition, which is one of the first's, or of one document;
 * which. */
static bool
of_one(const struct evidence *e, const struct cells *cells, bool document,
       struct edition *which)
{
    const struct cell *first = cells->item[0];
    if (first->held != HELD)
        return false;
    for (const char *s = first->source; *s; s += strcspn(s, "+"), s += *s == '+') {
        bool all = evidence_edition(e, s, which);
        if (document)
            which->document = mem_text(e->m, s, strcspn(s, "@+"));
        for (size_t i = 1; i < cells->n && all; i++)
            all = cells->item[i]->held == HELD &&
                  evidence_is_of(e, cells->item[i]->source, which);
        if (all)
            return true;
    }
    return false;
}

static bool
is_relay(const struct evidence *e, const char *source)
{
    size_t n;
    const struct source *s = sources_next(&e->cite, source, &n);
    return s && *s->of;
}

/* How well an edition fills the open sets: how many of their members, and of the
 * codes that they leave out, it states. */
static size_t
members_of(const struct evidence *e, const struct node *n, const struct edition *want)
{
    size_t stated = 0;
    for (int i = 0; i < n->n; i++)
        stated += members_of(e, n->arg[i], want);
    if (n->kind != NODE_REF || !n->judged->open)
        return stated;
    for (size_t i = 0; i < n->judged->n; i++)
        stated += edition_has(e, &n->judged->cell[i], want);
    for (size_t k = 0; k < n->ref->n; k++)
        for (size_t i = 0; n->ref->dim[k].but && i < n->ref->dim[k].n; i++)
            stated +=
                edition_has(e, instead(e->m, n->ref, n->ref->dim[k].code[i]), want);
    return stated;
}

struct candidate {
    struct edition of;
    bool relay;
    size_t members;
};

static bool
is_better(const struct candidate *a, const struct candidate *b)
{
    if (!b->of.publisher || a->relay != b->relay)
        return !b->of.publisher || b->relay;
    if (a->members != b->members)
        return a->members > b->members;
    if (a->of.day != b->of.day)
        return a->of.day > b->of.day;
    return a->of.document && !b->of.document;
}

/* The edition of a statement, or its one document, when it has all. */
static void
consider(const struct evidence *e, const struct node *n, const struct cells *cells,
         const struct book_row *row, bool alone, struct candidate *best)
{
    const char *source = book_cell(e->statements, row, TABLE_SOURCE);
    struct candidate now = {.relay = is_relay(e, source)};
    if (!says_something(row) || !evidence_admits(e, row) ||
        !evidence_edition(e, source, &now.of))
        return;
    if (alone)
        now.of.document = mem_text(e->m, source, strcspn(source, "@+"));
    if (!has_all(e, cells, &now.of))
        return;
    if (cells->open)
        now.members = members_of(e, n, &now.of);
    if ((now.members || !cells->open) && is_better(&now, best))
        *best = now;
}

static bool
of_series(const struct cell *a, const struct cell *b)
{
    bool same = a->ref->n == b->ref->n;
    for (size_t k = 0; k < b->ref->n && same; k++)
        same = !strcmp(evidence_code(a, b->ref->dim[k].column), b->code[k]);
    return same;
}

/* The period of cell i meets none before it. */
static bool
is_apart(const struct cells *cells, size_t i)
{
    const struct period *p = &cells->item[i]->when;
    for (size_t k = i; k-- > 0;) {
        const struct period *q = &cells->item[k]->when;
        if (p->first <= q->last && q->first <= p->last)
            return false;
    }
    return true;
}

/* Periods of one series, none in another: each has its newest figure, as it has alone. */
static bool
over_periods(const struct cells *cells)
{
    long last = LONG_MIN;
    for (size_t i = 0; i < cells->n; i++) {
        const struct cell *c = cells->item[i];
        if (!of_series(c, cells->item[0]) ||
            (c->when.first <= last && !is_apart(cells, i)))
            return false;
        last = c->when.last > last ? c->when.last : last;
    }
    return !cells->open;
}

/* Takes out the cells that are suppressed without bounds, which no edition can have. */
static bool
without_blank(struct cells *cells)
{
    size_t n = 0, all = cells->n;
    for (size_t i = 0; i < all; i++) {
        const struct cell *c = cells->item[i];
        if (c->held != HELD || c->parts || says_something(c->row) ||
            c->row->amount.lo > 0)
            cells->item[n++] = c;
    }
    cells->n = n;
    return n && n < all;
}

static struct candidate
best_for(const struct evidence *e, const struct node *n, const struct cells *cells)
{
    struct candidate best = {0};
    size_t i, end;
    evidence_statements(e, cells->item[0], &i, &end);
    for (; i < end; i++) {
        consider(e, n, cells, &e->statements->row[i], false, &best);
        consider(e, n, cells, &e->statements->row[i], true, &best);
    }
    return best;
}

struct edition
edition_for(const struct evidence *e, const struct node *n)
{
    struct cells cells = {0};
    struct edition none = {0}, one;
    needed(e, n, &cells);
    if (cells.fixed || !cells.n || over_periods(&cells) ||
        (!cells.open && of_one(e, &cells, true, &one)))
        return none;
    struct candidate best = best_for(e, n, &cells);
    if (!best.of.publisher && cells.open && without_blank(&cells))
        best = best_for(e, n, &cells);
    /* Of one edition already, but perhaps of documents that differ. */
    if (!cells.open && best.of.publisher && of_one(e, &cells, false, &one) &&
        (!best.of.document || best.of.day != one.day ||
         strcmp(best.of.publisher, one.publisher)))
        return none;
    return best.of;
}

bool
edition_mixed(const struct evidence *e, const struct node *n)
{
    struct cells cells = {0}, held = {0};
    needed(e, n, &cells);
    for (size_t i = 0; i < cells.n; i++) {
        if (n->type == TYPE_TRUTH &&
            strcmp(cells.item[i]->period, cells.item[0]->period))
            return false;
        if (cells.item[i]->held == HELD)
            push(e->m, &held, cells.item[i]);
    }
    struct edition one;
    return !cells.fixed && held.n > 1 && !of_one(e, &held, false, &one);
}

/* What the pinned edition says of a cell, 0 when it says nothing; of all editions the most. */
static double
stated(const struct evidence *e, const struct cell *c, bool *any)
{
    size_t i, end;
    double most = 0;
    *any = false;
    evidence_statements(e, c, &i, &end);
    for (; i < end; i++) {
        const struct book_row *row = &e->statements->row[i];
        const char *source = book_cell(e->statements, row, TABLE_SOURCE);
        if (!row->amount.known || !evidence_admits(e, row) ||
            (!e->loose && !evidence_is_of(e, source, &e->pinned)))
            continue;
        most = fmax(most, row->amount.value);
        *any = true;
        if (!e->loose)
            break;
    }
    return most;
}

/* The row is of the set's open column, in a code that is no member: a group, two at once. */
static bool
is_beside(const struct book *b, const struct ref *ref, const struct book_row *row)
{
    bool beside = false;
    for (int i = 0; i + 1 < b->tab.key; i++) {
        const struct ref_dim *d = NULL;
        const char *code = row->cell[i];
        for (size_t k = 0; k < ref->n && !d; k++)
            if (!strcmp(ref->dim[k].column, b->tab.column[i]))
                d = &ref->dim[k];
        if (d && (d->all || d->but))
            beside = *code != '_' && !evidence_single(d->column, code);
        else if (strcmp(code, d ? d->code[0] : TOTAL))
            return false;
    }
    return beside && !strcmp(book_cell(b, row, TABLE_PERIOD), ref->period);
}

/* What the pinned edition states of codes that are no members, such as those of persons with
 * two citizenships. */
static double
stated_beside(const struct evidence *e, const struct ref *ref)
{
    const struct book *b = e->statements;
    char **key = mem_array(e->m, (size_t)b->tab.key, sizeof *key);
    size_t i, end;
    double sum = 0;
    book_range(b, key, evidence_fixed(b, ref, key), &i, &end);
    for (; i < end; i++)
        if (is_beside(b, ref, &b->row[i]) && evidence_admits(e, &b->row[i]) &&
            evidence_is_of(e, book_cell(b, &b->row[i], TABLE_SOURCE), &e->pinned))
            sum += b->row[i].amount.known ? b->row[i].amount.value : NAN;
    return sum;
}

double
edition_rest(const struct evidence *e, const struct ref *ref, const struct judged *set)
{
    bool any;
    if (!edition_can_close(ref))
        return INFINITY;
    double rest = stated(e, instead(e->m, ref, TOTAL), &any);
    if (!any)
        return INFINITY;
    if (!e->loose)
        rest -= stated(e, instead(e->m, ref, UNKNOWN), &any);
    for (size_t i = 0; i < set->n; i++)
        rest -= fmax(0, set->member[i].lo);
    for (size_t k = 0; k < ref->n; k++)
        for (size_t i = 0; !e->loose && ref->dim[k].but && i < ref->dim[k].n; i++)
            rest -= stated(e, instead(e->m, ref, ref->dim[k].code[i]), &any);
    if (rest < 0)
        return INFINITY;
    return rest > 0 && stated_beside(e, ref) == rest ? 0
                                                     : rest; /* all add up: closed */
}
