#include "stat/kendall_range.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#define POINTS_MAX 10000

/* With 20 bounded points of two values or more the patterns are above the limit. */
#define BOUNDED_MAX 19

/* What one set of ties was seen with. used: 0 or 1. */
struct seen {
    double used, key, least, most;
};

/* The search over completions. Ranks are levels: positions in the ordered list of known
 * values, bounds and representatives. */
struct search {
    size_t n, bounded;
    size_t which[BOUNDED_MAX];
    double first[BOUNDED_MAX], last[BOUNDED_MAX], step[BOUNDED_MAX];
    double *rank, *count; /* by point; by level: points on it */
    double weight[ST_KENDALL_EXACT + 2];
    double s, tied, key;
    double less; /* correction for continuity */
    bool exact_p, mid;
    struct seen *seen;
    size_t slots;
    double s_lo, s_hi, q_lo, q_hi, z2_lo, z2_hi;
};

/* Number of partitions of n, n <= ST_KENDALL_EXACT. */
static size_t
partitions(size_t n)
{
    size_t ways[ST_KENDALL_EXACT + 1] = {1};
    for (size_t part = 1; part <= n; part++)
        for (size_t sum = part; sum <= n; sum++)
            ways[sum] += ways[sum - part];
    return ways[n];
}

static size_t
slots_for(size_t n, enum st_kendall_p how)
{
    size_t slots = 2;
    if (n > ST_KENDALL_EXACT || (how != ST_KENDALL_AUTO && how != ST_KENDALL_MID))
        return 0;
    while (slots < 2 * partitions(n))
        slots *= 2;
    return slots;
}

static size_t
levels_for(size_t n)
{
    return 2 * n + (2 * n + 1) * BOUNDED_MAX;
}

size_t
st_kendall_range_work(size_t n, enum st_kendall_p how)
{
    return 7 * n + levels_for(n) +
           slots_for(n, how) * (sizeof(struct seen) / sizeof(double));
}

static int
by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Copies the bounds, for whole numbers drawn in to whole numbers where they are bounds of
 * a point that is not known. */
static enum st_status
read_bounds(const double lo[], const double hi[], size_t n, bool whole, double *l,
            double *h, size_t *bounded)
{
    *bounded = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(lo[i]) || isnan(hi[i]))
            return ST_NOT_A_NUMBER;
        l[i] = lo[i];
        h[i] = hi[i];
        if (whole && lo[i] < hi[i]) {
            l[i] = ceil(lo[i]);
            h[i] = floor(hi[i]);
        }
        if (whole && isfinite(l[i]) && l[i] > floor(l[i]))
            return ST_DOMAIN;
        if (l[i] > h[i] || (isinf(l[i]) && l[i] > 0) || (isinf(h[i]) && h[i] < 0))
            return ST_CONTRADICTION;
        *bounded += l[i] < h[i];
    }
    return ST_OK;
}

/* How many values of point (l, h) lie strictly between a and b: 0, or a whole number, or
 * infinity. */
static double
values_between(double a, double b, double l, double h, bool whole)
{
    if (!whole)
        return l < b && h > a && a < b ? INFINITY : 0;
    double least = fmax(l, floor(a) + 1), most = fmin(h, ceil(b) - 1);
    return least > most ? 0 : most - least + 1;
}

/* Representatives in the open cell between two neighbouring cuts: no point has a bound
 * inside it, so a point that reaches into it has all of it. */
static double
cell_levels(const double *l, const double *h, size_t n, double a, double b, bool whole)
{
    double reach = 0, room = 0;
    for (size_t i = 0; i < n; i++)
        if (l[i] < h[i]) {
            double v = values_between(a, b, l[i], h[i], whole);
            reach += v > 0;
            room = fmax(room, v);
        }
    return fmin(reach, room);
}

/* Gives each cut its level in level[]. Returns the number of levels. */
static double
lay_levels(const double *l, const double *h, size_t n, bool whole, const double *cut,
           size_t cuts, double *level)
{
    double at = cell_levels(l, h, n, -INFINITY, cuts ? cut[0] : INFINITY, whole);
    for (size_t c = 0; c < cuts; c++) {
        level[c] = at++;
        at += cell_levels(l, h, n, cut[c], c + 1 < cuts ? cut[c + 1] : INFINITY, whole);
    }
    return at;
}

static double
level_of(double value, const double *cut, size_t cuts, const double *level)
{
    const double *c = bsearch(&value, cut, cuts, sizeof *cut, by_value);
    return level[c - cut];
}

/* Known values and finite bounds in order, each once. */
static size_t
make_cuts(const double *l, const double *h, size_t n, double *cut)
{
    size_t m = 0, cuts = 0;
    for (size_t i = 0; i < n; i++) {
        if (isfinite(l[i]))
            cut[m++] = l[i];
        if (isfinite(h[i]) && h[i] > l[i])
            cut[m++] = h[i];
    }
    qsort(cut, m, sizeof *cut, by_value);
    for (size_t i = 0; i < m; i++)
        if (!cuts || cut[i] > cut[cuts - 1])
            cut[cuts++] = cut[i];
    return cuts;
}

/* Ranks of all points, the bounded ones at their lowest. Returns the number of patterns. */
static double
prepare(struct search *x, const double *l, const double *h, bool whole, double *cut,
        double *level)
{
    size_t cuts = make_cuts(l, h, x->n, cut);
    double levels = lay_levels(l, h, x->n, whole, cut, cuts, level), patterns = 1;
    size_t k = 0;
    for (size_t i = 0; i < x->n; i++) {
        double first = isfinite(l[i]) ? level_of(l[i], cut, cuts, level) : 0;
        x->rank[i] = first;
        if (l[i] < h[i]) {
            x->which[k] = i;
            x->first[k] = first;
            x->last[k] = isfinite(h[i]) ? level_of(h[i], cut, cuts, level) : levels - 1;
            x->step[k] = 1;
            patterns *= x->last[k] - first + 1;
            k++;
        }
    }
    for (size_t v = 0; v < (size_t)levels; v++)
        x->count[v] = 0;
    for (size_t i = 0; i < x->n; i++)
        x->count[(size_t)x->rank[i]]++;
    return patterns;
}

/* What a group of t ties adds to the key. Up to ST_KENDALL_EXACT points the key tells the
 * number of groups of each size, as digits of a mixed radix; beyond it is the sum that the
 * variance needs. */
static double
tie_weight(const struct search *x, double t)
{
    return x->exact_p ? x->weight[(size_t)t] : t * (t - 1) * (2 * t + 5);
}

static void
start(struct search *x)
{
    double radix = 1;
    for (size_t t = 2; x->exact_p && t <= x->n; t++) {
        x->weight[t] = radix;
        radix *= (double)(x->n / t + 1);
    }
    for (size_t i = 0; i < x->n; i++)
        for (size_t j = i + 1; j < x->n; j++)
            x->s += (x->rank[j] > x->rank[i]) - (x->rank[j] < x->rank[i]);
    for (size_t i = 0; i < x->n; i++) {
        double t = x->count[(size_t)x->rank[i]];
        x->tied += (t - 1) / 2;
        x->key += tie_weight(x, t) / t;
    }
    x->key = round(x->key);
    x->s_lo = x->q_lo = x->z2_lo = INFINITY;
    x->s_hi = x->q_hi = x->z2_hi = -INFINITY;
    for (size_t i = 0; i < x->slots; i++)
        x->seen[i].used = 0;
}

static void
record_ties(struct search *x)
{
    size_t at = (size_t)((uint64_t)x->key * 0x9E3779B97F4A7C15u >> 20) & (x->slots - 1);
    while (x->seen[at].used > 0 && fabs(x->seen[at].key - x->key) > 0)
        at = (at + 1) & (x->slots - 1);
    struct seen *e = &x->seen[at];
    double s = fabs(x->s);
    if (!(e->used > 0))
        *e = (struct seen){1, x->key, s, s};
    e->least = fmin(e->least, s);
    e->most = fmax(e->most, s);
}

static void
record(struct search *x)
{
    double m = (double)x->n, untied = m * (m - 1) / 2 - x->tied, s = x->s;
    double q = untied > 0 ? s * fabs(s) / untied : 0;
    x->s_lo = fmin(x->s_lo, s);
    x->s_hi = fmax(x->s_hi, s);
    x->q_lo = fmin(x->q_lo, q);
    x->q_hi = fmax(x->q_hi, q);
    if (x->exact_p) {
        record_ties(x);
        return;
    }
    double var = (m * (m - 1) * (2 * m + 5) - x->key) / 18;
    double z = var > 0 ? fmax(fabs(s) - x->less, 0) : 0;
    double z2 = var > 0 ? z * z / var : 0;
    x->z2_lo = fmin(x->z2_lo, z2);
    x->z2_hi = fmax(x->z2_hi, z2);
}

/* Moves bounded point b one level. Only pairs with points on the two levels change. */
static void
move(struct search *x, size_t b)
{
    size_t i = x->which[b];
    double from = x->rank[i], to = from + x->step[b], change = 0;
    for (size_t j = 0; j < i; j++)
        change += !(fabs(x->rank[j] - from) > 0) + !(fabs(x->rank[j] - to) > 0);
    for (size_t j = i + 1; j < x->n; j++)
        change -= !(fabs(x->rank[j] - from) > 0) + !(fabs(x->rank[j] - to) > 0);
    x->s += x->step[b] * change;
    x->rank[i] = to;
    double *a = &x->count[(size_t)from], *z = &x->count[(size_t)to];
    x->tied += *z - (*a - 1);
    x->key += tie_weight(x, *a - 1) - tie_weight(x, *a);
    x->key += tie_weight(x, *z + 1) - tie_weight(x, *z);
    --*a;
    ++*z;
}

/* Visits all combinations; each differs from the one before by one step of one point. */
static void
visit(struct search *x)
{
    for (;;) {
        size_t b = 0;
        record(x);
        for (; b < x->bounded; b++) {
            double next = x->rank[x->which[b]] + x->step[b];
            if (next >= x->first[b] && next <= x->last[b])
                break;
            x->step[b] = -x->step[b];
        }
        if (b == x->bounded)
            return;
        move(x, b);
    }
}

/* p over the sets of ties that were seen. */
static void
exact_p(const struct search *x, struct st_kendall_range *out)
{
    double (*p_of)(double, size_t, const size_t[], size_t) =
        x->mid ? st_kendall_mid : st_kendall_exact;
    out->p_lo = INFINITY;
    out->p_hi = -INFINITY;
    for (size_t i = 0; i < x->slots; i++) {
        if (!(x->seen[i].used > 0))
            continue;
        size_t group[ST_KENDALL_EXACT], groups = 0;
        double key = x->seen[i].key;
        for (size_t t = x->n; t >= 2; t--)
            for (; key >= x->weight[t]; key -= x->weight[t])
                group[groups++] = t;
        out->p_lo = fmin(out->p_lo, p_of(x->seen[i].most, x->n, group, groups));
        out->p_hi = fmax(out->p_hi, p_of(x->seen[i].least, x->n, group, groups));
    }
}

static double
signed_root(double q, double pairs)
{
    return copysign(sqrt(fabs(q) / pairs), q);
}

static void
exact_range(struct search *x, struct st_kendall_range *out)
{
    double m = (double)x->n, pairs = m * (m - 1) / 2;
    visit(x);
    out->s_lo = x->s_lo;
    out->s_hi = x->s_hi;
    out->tau_lo = signed_root(x->q_lo, pairs);
    out->tau_hi = signed_root(x->q_hi, pairs);
    if (x->exact_p) {
        exact_p(x, out);
        return;
    }
    out->p_lo = erfc(sqrt(x->z2_hi / 2));
    out->p_hi = erfc(sqrt(x->z2_lo / 2));
}

/* A known point: value and place in time. */
struct known {
    double value, at;
};

/* Least and greatest of g_i: what point i, at value v, adds to S with the known points. */
static void
own_range(const struct known *y, size_t m, double i, double l, double h, bool whole,
          double *least, double *most)
{
    double total = 0, below = 0;
    *least = INFINITY;
    *most = -INFINITY;
    for (size_t a = 0; a < m; a++)
        total += y[a].at < i ? 1 : -1;
    for (size_t a = 0, b; a <= m; a = b) {
        double from = a ? y[a - 1].value : -INFINITY, equal = 0;
        double to = a < m ? y[a].value : INFINITY;
        if (values_between(from, to, l, h, whole) > 0) {
            *least = fmin(*least, 2 * below - total);
            *most = fmax(*most, 2 * below - total);
        }
        for (b = a; b < m && y[b].value <= to; b++)
            equal += y[b].at < i ? 1 : -1;
        if (a < m && to >= l && to <= h && (!whole || !(floor(to) < to))) {
            *least = fmin(*least, 2 * below + equal - total);
            *most = fmax(*most, 2 * below + equal - total);
        }
        below += equal;
        b += a == m;
    }
}

/* Adds the pairs of bounded points, each at its least and greatest. */
static void
pair_range(const double *l, const double *h, size_t n, double *lo, double *hi)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n && l[i] < h[i]; j++)
            if (l[j] < h[j]) {
                *hi += (h[j] > l[i]) - (h[j] < l[i]);
                *lo += (l[j] > h[i]) - (l[j] < h[i]);
            }
}

static double
known_s(const struct known *y, size_t m)
{
    double s = 0;
    for (size_t a = 0; a < m; a++)
        for (size_t b = a + 1; b < m && m > 1; b++)
            if (y[b].value > y[a].value)
                s += y[b].at > y[a].at ? 1 : -1;
    return s;
}

/* Tied pairs and the sum of t(t-1)(2t+5): at least (known points) and at most. */
struct tie_range {
    double pairs_lo, pairs_hi, cubic_lo, cubic_hi;
};

static struct tie_range
range_of_ties(const double *l, const double *h, size_t n)
{
    struct tie_range r = {0};
    for (size_t i = 0; i < n; i++) {
        double meet = 0, same = 0;
        for (size_t j = 0; j < n; j++) {
            bool touch = l[j] <= h[i] && l[i] <= h[j];
            meet += touch;
            same += touch && !(l[i] < h[i]) && !(l[j] < h[j]);
        }
        r.pairs_hi += (meet - 1) / 2;
        r.cubic_hi += (meet - 1) * (2 * meet + 5);
        if (same > 0) {
            r.pairs_lo += (same - 1) / 2;
            r.cubic_lo += (same - 1) * (2 * same + 5);
        }
    }
    return r;
}

/* tau of S over the number of untied pairs that lies furthest out. */
static double
outer_tau(double s, double pairs, double untied)
{
    return untied > 0 ? fmax(-1, fmin(1, s / sqrt(pairs * untied)))
                      : copysign(fabs(s) > 0, s);
}

static void
outer_range(const double *l, const double *h, size_t n, bool whole, double less,
            struct known *y, struct st_kendall_range *out)
{
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (!(l[i] < h[i]))
            y[m++] = (struct known){l[i], (double)i};
    qsort(y, m, sizeof *y, by_value);
    double lo = known_s(y, m), hi = lo;
    for (size_t i = 0; i < n; i++)
        if (l[i] < h[i]) {
            double least, most;
            own_range(y, m, (double)i, l[i], h[i], whole, &least, &most);
            lo += least;
            hi += most;
        }
    pair_range(l, h, n, &lo, &hi);
    struct tie_range t = range_of_ties(l, h, n);
    double c = (double)n, pairs = c * (c - 1) / 2, cubic = c * (c - 1) * (2 * c + 5);
    double far = fmax(fabs(lo), fabs(hi));
    double near = lo > 0 ? lo : hi < 0 ? -hi : 0;
    double var_lo = (cubic - t.cubic_hi) / 18, var_hi = (cubic - t.cubic_lo) / 18;
    out->s_lo = lo;
    out->s_hi = hi;
    out->tau_lo = outer_tau(lo, pairs, pairs - (lo < 0 ? t.pairs_hi : t.pairs_lo));
    out->tau_hi = outer_tau(hi, pairs, pairs - (hi > 0 ? t.pairs_hi : t.pairs_lo));
    out->p_lo =
        far > less && var_lo > 0 ? erfc((far - less) / sqrt(2 * var_lo)) : far <= less;
    out->p_hi = near > less ? erfc((near - less) / sqrt(2 * var_hi)) : 1;
}

enum st_status
st_kendall_range(const double lo[], const double hi[], size_t n, bool whole,
                 enum st_kendall_p how, double work[], size_t n_work,
                 struct st_kendall_range *out)
{
    if (n > POINTS_MAX)
        return ST_TOO_LARGE;
    if (n_work < st_kendall_range_work(n, how))
        return ST_NO_ROOM;
    double *l = work, *h = l + n, *cut = h + n, *level = cut + 2 * n;
    struct search x = {.n = n, .rank = level + 2 * n, .slots = slots_for(n, how)};
    enum st_status s = read_bounds(lo, hi, n, whole, l, h, &x.bounded);
    if (s != ST_OK)
        return s;
    if (n < 2)
        return ST_TOO_FEW;
    x.count = x.rank + n;
    x.seen = (struct seen *)(void *)(x.count + levels_for(n));
    x.mid = how == ST_KENDALL_MID;
    x.exact_p = x.slots > 0;
    x.less = how == ST_KENDALL_AUTO || how == ST_KENDALL_NORMAL;
    struct st_kendall_range r = {0};
    if (x.bounded <= BOUNDED_MAX)
        r.patterns = prepare(&x, l, h, whole, cut, level);
    r.exact = r.patterns > 0 && r.patterns <= ST_KENDALL_PATTERNS;
    r.exact_p = r.exact && x.exact_p;
    if (r.exact) {
        start(&x);
        exact_range(&x, &r);
    } else {
        r.patterns = 0;
        outer_range(l, h, n, whole, x.less, (struct known *)(void *)cut, &r);
    }
    *out = r;
    return ST_OK;
}
