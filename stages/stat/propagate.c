#include "stat/propagate.h"

#include <math.h>

#define NONE ((size_t)-1)

/* All of it lives in the caller's work[]. */
struct graph {
    const struct st_less *less;
    size_t n, m;
    size_t *start, *out;   /* comparisons by their lower side */
    size_t *ends, *into;   /* ... and by their upper side */
    size_t *order, *group; /* quantities in order of components; component of each */
    size_t *number, *low, *next, *stack, *path;
};

size_t
st_propagate_work(size_t n, size_t m)
{
    return 9 * n + 2 * (m + 1);
}

/* The comparisons by one of their sides: those of quantity v are list[start[v]..start[v + 1]). */
static void
sort_by_side(const struct graph *g, bool upper, size_t start[], size_t list[])
{
    for (size_t i = 0; i <= g->n; i++)
        start[i] = 0;
    for (size_t e = 0; e < g->m; e++)
        start[(upper ? g->less[e].above : g->less[e].below) + 1]++;
    for (size_t i = 0; i < g->n; i++) {
        start[i + 1] += start[i];
        g->next[i] = start[i];
    }
    for (size_t e = 0; e < g->m; e++)
        list[g->next[upper ? g->less[e].above : g->less[e].below]++] = e;
}

static void
lay_out(struct graph *g, size_t work[])
{
    size_t n = g->n;
    size_t **part[] = {&g->order, &g->group, &g->number, &g->low,
                       &g->next,  &g->stack, &g->path};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        *part[i] = work + i * n;
    g->start = work + 7 * n;
    g->ends = g->start + n + 1;
    g->out = g->ends + n + 1;
    g->into = g->out + g->m;
    sort_by_side(g, false, g->start, g->out);
    sort_by_side(g, true, g->ends, g->into);
}

/* Takes one finished component off the stack. */
static size_t
pop_component(struct graph *g, size_t root, size_t *depth, size_t done)
{
    size_t v;
    do {
        v = g->stack[--*depth];
        g->group[v] = root;
        g->order[done++] = v;
    } while (v != root);
    return done;
}

/*
 * Tarjan's strongly connected components without recursion; a component is named by its
 * root. What is above comes first in order[].
 */
static void
components(struct graph *g)
{
    size_t clock = 0, done = 0, depth = 0;
    for (size_t i = 0; i < g->n; i++) {
        g->number[i] = g->group[i] = NONE;
        g->next[i] = g->start[i];
    }
    for (size_t root = 0; root < g->n; root++) {
        if (g->number[root] != NONE)
            continue;
        size_t v = root;
        g->path[v] = NONE;
        g->number[v] = g->low[v] = clock++;
        g->stack[depth++] = v;
        while (v != NONE) {
            if (g->next[v] < g->start[v + 1]) {
                size_t w = g->less[g->out[g->next[v]++]].above;
                if (g->number[w] == NONE) {
                    g->path[w] = v;
                    g->number[w] = g->low[w] = clock++;
                    g->stack[depth++] = w;
                    v = w;
                } else if (g->group[w] == NONE && g->number[w] < g->low[v]) {
                    g->low[v] = g->number[w];
                }
                continue;
            }
            if (g->low[v] == g->number[v])
                done = pop_component(g, v, &depth, done);
            size_t from = g->path[v];
            if (from != NONE && g->low[v] < g->low[from])
                g->low[from] = g->low[v];
            v = from;
        }
    }
}

/*
 * The shortest circle through comparison e, both sides of which are in one component:
 * breadth first from its upper side back to its lower. The circle is left in path[].
 */
static size_t
circle(struct graph *g, size_t e)
{
    size_t *queue = g->stack, *came = g->low, *seen = g->number;
    size_t head = 0, tail = 0, goal = g->less[e].below;
    for (size_t i = 0; i < g->n; i++)
        seen[i] = NONE;
    queue[tail++] = g->less[e].above;
    seen[g->less[e].above] = 0;
    while (seen[goal] == NONE) {
        size_t v = queue[head++];
        for (size_t k = g->start[v]; k < g->start[v + 1]; k++) {
            size_t w = g->less[g->out[k]].above;
            if (seen[w] != NONE || g->group[w] != g->group[v])
                continue;
            seen[w] = seen[v] + 1;
            came[w] = g->out[k];
            queue[tail++] = w;
        }
    }
    size_t n = seen[goal] + 1, v = goal;
    g->path[0] = e;
    for (size_t i = n; i-- > 1; v = g->less[came[v]].below)
        g->path[i] = came[v];
    return n;
}

/* s becomes at when that is tighter, or as tight over fewer links. sign 1: an upper
 * bound, -1: a lower. */
static bool
tighten(struct st_side *s, double sign, struct st_side to)
{
    if (sign * to.at > sign * s->at || (to.at == s->at && s->open && !to.open))
        return false;
    if (to.at == s->at && to.open == s->open &&
        (to.links > s->links || (to.links == s->links && to.by >= s->by)))
        return false;
    *s = to;
    return true;
}

/*
 * Only < rounds to whole numbers. <= passes the bound on as it is, so that equal quantities
 * hold one bound: rounding on the way round a circle would tighten a published fraction by
 * itself, and its chain would have no end.
 */
static bool
lower_hi(struct st_quantity x[], const struct st_less *c, size_t e)
{
    const struct st_side *above = &x[c->above].hi;
    if (isinf(above->at))
        return false;
    struct st_side to = {above->at, above->open || c->strict, above->links + 1, e};
    if (x[c->below].whole) {
        to.at = c->strict ? ceil(above->at) - 1 : above->at;
        to.open = false;
    }
    return tighten(&x[c->below].hi, 1, to);
}

static bool
raise_lo(struct st_quantity x[], const struct st_less *c, size_t e)
{
    const struct st_side *below = &x[c->below].lo;
    if (isinf(below->at))
        return false;
    struct st_side to = {below->at, below->open || c->strict, below->links + 1, e};
    if (x[c->above].whole) {
        to.at = c->strict ? floor(below->at) + 1 : below->at;
        to.open = false;
    }
    return tighten(&x[c->above].lo, -1, to);
}

/* Moves bounds along the comparisons that begin in quantities order[from..to) and lead out
 * of the component: upper bounds down or lower bounds up. */
static void
pass_on(const struct graph *g, struct st_quantity x[], size_t from, size_t to, bool up)
{
    for (size_t i = from; i < to; i++) {
        size_t v = g->order[i];
        for (size_t k = g->start[v]; k < g->start[v + 1]; k++) {
            size_t e = g->out[k];
            const struct st_less *c = &g->less[e];
            if (g->group[c->above] == g->group[v])
                continue;
            if (up)
                raise_lo(x, c, e);
            else
                lower_hi(x, c, e);
        }
    }
}

static struct st_side *
side(struct st_quantity *q, bool up)
{
    return up ? &q->lo : &q->hi;
}

static bool
as_tight(const struct st_side *a, const struct st_side *b)
{
    return a->at == b->at && a->open == b->open;
}

/* Moves the bound of v, which is final, to its equals, and puts those that it reached first
 * behind the queue. */
static size_t
reach(const struct graph *g, struct st_quantity x[], size_t v, bool up, size_t tail)
{
    const size_t *start = up ? g->start : g->ends, *list = up ? g->out : g->into;
    for (size_t k = start[v]; k < start[v + 1]; k++) {
        const struct st_less *c = &g->less[list[k]];
        size_t w = up ? c->above : c->below;
        if (g->group[w] != g->group[v])
            continue;
        const struct st_side before = *side(&x[w], up);
        if (!(up ? raise_lo(x, c, list[k]) : lower_hi(x, c, list[k])))
            continue;
        const struct st_side *now = side(&x[w], up);
        if (now->links != before.links || !as_tight(now, &before))
            g->stack[tail++] = w;
    }
    return tail;
}

/* The tightest bound of the quantities order[from..to), over the fewest links. */
static struct st_side
tightest(const struct graph *g, struct st_quantity x[], size_t from, size_t to, bool up)
{
    struct st_side best = *side(&x[g->order[from]], up);
    for (size_t i = from + 1; i < to; i++)
        tighten(&best, up ? -1 : 1, *side(&x[g->order[i]], up));
    return best;
}

/*
 * Quantities said to be equal hold the tightest bound of any, each over the fewest links:
 * breadth first from those that have it, which may be some links from its origin. One with
 * more links than all could be reached over need not be waited for.
 */
static void
share(struct graph *g, struct st_quantity x[], size_t from, size_t to, bool up)
{
    size_t size = to - from, head = 0, tail = 0;
    size_t *bucket = g->number, *next = g->low;
    const struct st_side best = tightest(g, x, from, to, up);
    if (size < 2 || isinf(best.at))
        return;
    for (size_t i = 0; i < size; i++)
        bucket[i] = NONE;
    for (size_t i = from; i < to; i++) {
        size_t v = g->order[i];
        const struct st_side *s = side(&x[v], up);
        if (as_tight(s, &best) && s->links - best.links < size) {
            next[v] = bucket[s->links - best.links];
            bucket[s->links - best.links] = v;
        }
    }
    for (size_t i = 0; i < size; i++) {
        for (size_t v = bucket[i]; v != NONE; v = next[v])
            if (side(&x[v], up)->links == best.links + i)
                tail = reach(g, x, v, up, tail);
        while (head < tail && side(&x[g->stack[head]], up)->links == best.links + i)
            tail = reach(g, x, g->stack[head++], up, tail);
    }
}

static void
propagate(struct graph *g, struct st_quantity x[])
{
    size_t from, to;
    for (from = 0; from < g->n; from = to) {
        for (to = from;
             to < g->n && g->group[g->order[to]] == g->group[g->order[from]];)
            to++;
        pass_on(g, x, from, to, false);
        share(g, x, from, to, false);
    }
    for (to = g->n; to > 0; to = from) {
        for (from = to;
             from > 0 && g->group[g->order[from - 1]] == g->group[g->order[to - 1]];)
            from--;
        share(g, x, from, to, true);
        pass_on(g, x, from, to, true);
    }
}

static bool
crossed(const struct st_quantity *q)
{
    return q->lo.at > q->hi.at || (q->lo.at == q->hi.at && (q->lo.open || q->hi.open));
}

enum st_status
st_propagate(struct st_quantity x[], size_t n, const struct st_less less[], size_t m,
             size_t work[], size_t n_work, struct st_conflict *conflict)
{
    if (n_work < st_propagate_work(n, m))
        return ST_NO_ROOM;
    struct graph g = {.less = less, .n = n, .m = m};
    for (size_t i = 0; i < n; i++)
        if (isnan(x[i].lo.at) || isnan(x[i].hi.at))
            return ST_NOT_A_NUMBER;
    lay_out(&g, work);
    components(&g);
    for (size_t e = 0; e < m; e++)
        if (less[e].strict && g.group[less[e].below] == g.group[less[e].above]) {
            *conflict = (struct st_conflict){ST_OWN, g.path, 0};
            conflict->n = circle(&g, e);
            return ST_CONTRADICTION;
        }
    propagate(&g, x);
    size_t worst = NONE;
    for (size_t i = 0; i < n; i++)
        if (crossed(&x[i]) &&
            (worst == NONE ||
             x[i].lo.links + x[i].hi.links < x[worst].lo.links + x[worst].hi.links))
            worst = i;
    if (worst == NONE)
        return ST_OK;
    *conflict = (struct st_conflict){.quantity = worst};
    return ST_CONTRADICTION;
}
