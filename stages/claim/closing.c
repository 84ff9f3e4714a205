#include "claim/closing.h"

#include <math.h>
#include <string.h>

#include "claim/edition.h"
#include "claim/parts.h"

enum { QUARTERS_MAX = 40 };

struct ref *
closing_quarter(const struct evidence *e, const struct ref *ref, long k)
{
    struct period whole, part;
    char text[PERIOD_MAX];
    if (ref->span || !ref->period || !period_parse(ref->period, &whole) ||
        !strchr("AI", whole.freq) || k >= QUARTERS_MAX)
        return NULL;
    long first = parts_index('Q', whole.first);
    period_text('Q', first, text);
    if (!period_parse(text, &part) || part.first != whole.first)
        return NULL;
    period_text('Q', first + k, text);
    if (!period_parse(text, &part) || part.last > whole.last)
        return NULL;
    struct ref *out = mem_get(e->m, sizeof *out);
    *out = *ref;
    out->period = mem_copy(e->m, text);
    return out;
}

static bool
same_member(const struct cell *a, const struct cell *b)
{
    bool same = true;
    for (size_t k = 0; k < a->ref->n && same; k++)
        same = !strcmp(a->code[k], b->code[k]);
    return same;
}

/* The number of the member, set->n for none. */
static size_t
find(const struct judged *set, const struct cell *like)
{
    size_t i = 0;
    while (i < set->n && !same_member(&set->cell[i], like))
        i++;
    return i;
}

/* Each member is as wide as editions differ on it. */
static void
widen(struct judged *set, const struct judged *all)
{
    for (size_t i = 0; i < set->n; i++) {
        struct number *x = &set->member[i];
        size_t at = find(all, &set->cell[i]);
        if (at == all->n)
            continue;
        const struct number *any = &all->member[at];
        *x = number_like(number_within(fmin(x->lo, any->lo), fmax(x->hi, any->hi)), x);
    }
}

/* The set of one quarter, from one edition that has its total. */
static struct judged *
set_of_quarter(const struct evidence *e, const struct node *n, struct ref *ref)
{
    struct evidence *free_of = mem_get(e->m, sizeof *free_of);
    struct evidence *pinned = mem_get(e->m, sizeof *pinned);
    struct node *q = mem_get(e->m, sizeof *q);
    *q = *n;
    q->ref = ref;
    *free_of = *e;
    free_of->pinned = (struct edition){0};
    free_of->quarters = false;
    judge(free_of, q);
    struct judged *all = q->judged;
    *pinned = *free_of;
    pinned->pinned = edition_for(free_of, q);
    if (!pinned->pinned.publisher)
        return NULL;
    judge(pinned, q);
    if (e->every_edition)
        widen(q->judged, all);
    bool adds = q->judged->n && (!q->judged->open || isfinite(q->judged->rest));
    for (size_t i = 0; i < q->judged->n && adds; i++)
        adds = parts_add(e, &q->judged->cell[i]);
    return adds ? q->judged : NULL;
}

static double
rest_of(const struct judged *set)
{
    return set->open ? set->rest : 0;
}

/* What the quarters come to for one member; those that do not list it leave it their rest. */
static struct cell
summed(const struct evidence *e, const struct node *n, struct judged *const set[],
       size_t quarters, const struct cell *like)
{
    struct cell c = *like, *part = mem_array(e->m, quarters, sizeof *part);
    double lo = 0, hi = 0;
    size_t parts = 0;
    for (size_t q = 0; q < quarters; q++) {
        size_t at = find(set[q], like);
        if (at < set[q]->n) {
            lo += set[q]->member[at].lo;
            hi += set[q]->member[at].hi;
            part[parts++] = set[q]->cell[at];
        } else {
            hi += rest_of(set[q]);
        }
    }
    c.ref = n->ref;
    c.whole = c.gap = NULL;
    c.rivals = false;
    c.period = n->ref->period;
    period_parse(c.period, &c.when);
    c.part = part;
    c.parts = parts;
    bool known = lo == hi;
    parts_row(e, &c, (struct amount){known ? lo : NAN, lo, hi, NAN, NAN, known});
    return c;
}

/* Room for so many members more. */
static void
make_room(const struct evidence *e, struct judged *j, size_t more)
{
    struct cell *cell = mem_array(e->m, j->n + more, sizeof *cell);
    struct number *member = mem_array(e->m, j->n + more, sizeof *member);
    if (j->n) {
        memcpy(cell, j->cell, j->n * sizeof *cell);
        memcpy(member, j->member, j->n * sizeof *member);
    }
    j->cell = cell;
    j->member = member;
    j->holds = mem_array(e->m, j->n + more, sizeof *j->holds);
}

/* Puts the member at i, or as the last; one that is stated of the year stays, and one whose
 * parts are all stated. */
static void
put(const struct evidence *e, struct judged *j, size_t i, struct cell c)
{
    bool there = i < j->n && !j->cell[i].gap;
    if (there && (!j->cell[i].parts || j->member[i].known))
        return;
    j->cell[i] = c;
    j->member[i] = number_of_cell(&c);
    j->number.status = table_status(e->m, j->number.status, j->member[i].status);
    j->n += i == j->n;
}

bool
closing_by_quarters(const struct evidence *e, struct node *n)
{
    struct judged *set[QUARTERS_MAX], *j = n->judged;
    struct ref *ref;
    size_t quarters = 0, more = 0;
    double rest = 0;
    while ((ref = closing_quarter(e, n->ref, (long)quarters))) {
        set[quarters] = set_of_quarter(e, n, ref);
        if (!set[quarters])
            return false;
        more += set[quarters]->n;
        rest += rest_of(set[quarters++]);
    }
    if (!quarters)
        return false;
    make_room(e, j, more);
    for (size_t q = 0; q < quarters; q++)
        for (size_t i = 0; i < set[q]->n; i++)
            put(e, j, find(j, &set[q]->cell[i]),
                summed(e, n, set, quarters, &set[q]->cell[i]));
    j->rest = fmin(j->rest, rest);
    j->open = j->rest > 0;
    return true;
}
