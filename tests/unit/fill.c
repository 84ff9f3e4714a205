#include "fill.h"

#include <math.h>
#include <stdint.h>

int
any_of(int n)
{
    static uint64_t state = 88172645463325252u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (int)((state >> 11) % (uint64_t)n);
}

static bool
sums_hold(const struct fill *s, size_t filled)
{
    for (size_t i = 0; i < s->r->sums; i++) {
        const struct release_sum *sum = &s->r->sum[i];
        if (s->last[i] != filled)
            continue;
        double left = -s->value[sum->part[0]];
        for (size_t k = 1; k < sum->n; k++)
            left += s->value[sum->part[k]];
        if (left != 0)
            return false;
    }
    return true;
}

static void
fill_from(struct fill *s, size_t i)
{
    if (i == s->n) {
        for (size_t k = 0; k < s->n; k++) {
            size_t c = s->open[k];
            s->lo[c] = fmin(s->lo[c], s->value[c]);
            s->hi[c] = fmax(s->hi[c], s->value[c]);
        }
        return;
    }
    const struct release_cell *c = &s->r->cell[s->open[i]];
    for (double v = c->lo; v <= fmin(c->hi, s->most); v++) {
        s->value[s->open[i]] = v;
        if (sums_hold(s, i))
            fill_from(s, i + 1);
    }
}

void
fill_all(struct fill *s, const struct release *r, double most)
{
    *s = (struct fill){.r = r, .most = most};
    for (size_t i = 0; i < r->cells; i++) {
        s->lo[i] = INFINITY;
        s->hi[i] = -INFINITY;
        s->value[i] = r->cell[i].value;
        if (r->cell[i].withheld)
            s->open[s->n++] = i;
    }
    for (size_t i = 0; i < r->sums; i++) {
        s->last[i] = FILL_CELLS;
        for (size_t k = 0; k < r->sum[i].n; k++)
            for (size_t o = 0; o < s->n; o++)
                if (s->open[o] == r->sum[i].part[k] &&
                    (s->last[i] == FILL_CELLS || o > s->last[i]))
                    s->last[i] = o;
    }
    fill_from(s, 0);
}
