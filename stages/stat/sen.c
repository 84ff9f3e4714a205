#include "stat/sen.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "stat/dd.h"
#include "stat/limits.h"

/* Doubles a point that hold pairs, ranks and places while searching. */
#define ROOM 5
#define ROUNDS_MAX 64
#define SAMPLE 15
#define SHORT 8

size_t
st_sen_work(size_t n)
{
    return n > ST_SEN_DIRECT ? (8 + ROOM) * n : n * n / 2;
}

size_t
st_sen_range_work(size_t n)
{
    return n * n / 2;
}

/* A value that is near rank k of v[from..to): that of a few, at the same share of them. */
static double
pivot_for(const double *v, size_t from, size_t to, size_t k)
{
    double few[SAMPLE];
    size_t n = to - from, step = n / SAMPLE;
    if (!step)
        return v[k];
    for (size_t i = 0; i < SAMPLE; i++) {
        double x = v[from + i * step + step / 2];
        size_t j = i;
        for (; j > 0 && few[j - 1] > x; j--)
            few[j] = few[j - 1];
        few[j] = x;
    }
    return few[(k - from) * SAMPLE / n];
}

/* Puts the values below the pivot, or those up to it, first. Returns where they end. No
 * branch depends on a value. */
static size_t
part_at(double *v, size_t from, size_t to, double pivot, bool with)
{
    size_t end = from;
    for (size_t i = from; i < to; i++) {
        double x = v[i];
        v[i] = v[end];
        v[end] = x;
        end += with ? x <= pivot : x < pivot;
    }
    return end;
}

/* The value of rank k (from 0) within v[from..to), which comes to stand at v[k], smaller
 * ones before and larger ones after it (after Hoare's FIND). */
static double
rank_between(double *v, size_t from, size_t to, size_t k)
{
    for (;;) {
        double pivot = pivot_for(v, from, to, k);
        size_t end = part_at(v, from, to, pivot, false);
        if (k < end) {
            to = end;
            continue;
        }
        from = part_at(v, end, to, pivot, true);
        if (k < from)
            return pivot;
    }
}

static double
rank_value(double *v, size_t n, size_t k)
{
    return rank_between(v, 0, n, k);
}

static double
median(double *v, size_t n)
{
    double upper = rank_value(v, n, n / 2), lower;
    if (n % 2)
        return upper;
    lower = v[0];
    for (size_t i = 1; i < n / 2; i++)
        lower = v[i] > lower ? v[i] : lower;
    return (lower + upper) / 2;
}

/* A rank when the median stands in the middle. */
static double
beside_median(double *v, size_t n, size_t k)
{
    return k < n / 2 ? rank_between(v, 0, n / 2, k) : rank_between(v, n / 2, n, k);
}

/* The ranks of Gilbert's limits, from 1; beyond 1..n where there is none. */
static void
limit_ranks(double n, double var, double level, double *lower, double *upper)
{
    double c = st_normal_quantile(level) * sqrt(var);
    *lower = rint((n - c) / 2);
    *upper = rint((n + c) / 2 + 1);
}

static enum st_status
check(const double t[], const double lo[], const double hi[], size_t n, double var,
      double level)
{
    if (n < 2)
        return ST_TOO_FEW;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(t[i]) || isnan(lo[i]) || isnan(hi[i]))
            return ST_NOT_A_NUMBER;
        if (lo[i] > hi[i])
            return ST_CONTRADICTION;
        if (i && !(t[i] > t[i - 1]))
            return ST_DOMAIN;
    }
    return var >= 0 && level > 0 && level < 1 ? ST_OK : ST_DOMAIN;
}

/* (to[j] - from[i]) / (t[j] - t[i]) of all i < j. Returns how many. */
static size_t
slopes(const double t[], const double from[], const double to[], size_t n,
       double *slope)
{
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            slope[m++] = (to[j] - from[i]) / (t[j] - t[i]);
    return m;
}

/* One point at a candidate slope: x dt - dx t, in order as x - (dx/dt) t. */
struct key {
    struct dd v;
    double at;
};

/* Where a point stands in the order at the upper slope. */
struct stand {
    double place, at;
};

/* A pair of points with its slope. */
struct pair {
    double slope, i, j;
};

/* The search for one rank among the slopes of all pairs. Open between two slopes: below
 * counts the slopes up to the lower one, upto those under the upper one. */
struct hunt {
    const double *t, *x;
    size_t n;
    struct key *key, *spare;
    double *low_order, *high_order; /* points by x - slope t at both slopes */
    double *room;                   /* ROOM n slopes, or n pairs and n ranks */
    double below, upto;
    bool whole; /* nothing is cut off yet */
    uint64_t seed;
};

static double
slope_of(const struct hunt *h, double i, double j)
{
    size_t a = (size_t)i, b = (size_t)j;
    return (h->x[b] - h->x[a]) / (h->t[b] - h->t[a]);
}

/* splitmix64 (Steele, Lea and Flood 2014); what it draws moves the time taken and never
 * the result. */
static double
uniform(struct hunt *h)
{
    uint64_t z = h->seed += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return (double)((z ^ z >> 31) >> 11) * 0x1p-53;
}

static bool
above(const struct dd *a, const struct dd *b)
{
    return a->hi > b->hi || (a->hi >= b->hi && a->lo > b->lo);
}

/* Merges two runs; returns the falling pairs. */
static double
merge_keys(const struct key *from, size_t left, size_t n, struct key *to)
{
    size_t i = 0, j = left;
    double falling = 0;
    if (left == n || !above(&from[left - 1].v, &from[left].v)) {
        memcpy(to, from, n * sizeof *to);
        return 0;
    }
    for (size_t k = 0; k < n; k++) {
        if (j == n || (i < left && !above(&from[i].v, &from[j].v))) {
            to[k] = from[i++];
        } else {
            falling += (double)(left - i);
            to[k] = from[j++];
        }
    }
    return falling;
}

/* Puts runs of SHORT in order by insertion; returns the falling pairs. */
static double
short_runs(struct key *key, size_t n)
{
    double falling = 0;
    for (size_t i = 0; i < n; i++) {
        struct key k = key[i];
        size_t j = i;
        for (; j % SHORT && above(&key[j - 1].v, &k.v); j--)
            key[j] = key[j - 1];
        key[j] = k;
        falling += (double)(i - j);
    }
    return falling;
}

/* Orders the points by x - slope t, ties by time, and counts the slopes under that of the
 * pair and those equal to it: those under it are below, or cross between the order at the
 * lower end and this one. Products of two doubles are exact here, so that the order is that
 * of the exact slopes up to some 1e-32 of the size of x. */
static void
order_at(struct hunt *h, const struct pair *p, double *under, double *equal)
{
    size_t a = (size_t)p->i, b = (size_t)p->j, n = h->n;
    struct dd dx = dd_sum(h->x[b], -h->x[a]);
    double dt = h->t[b] - h->t[a];
    struct key *from = h->key, *to = h->spare;
    *under = h->below;
    *equal = 0;
    for (size_t r = 0; r < n; r++) {
        size_t i = (size_t)h->low_order[r];
        struct dd v = dd_sub(dd_product(h->x[i], dt), dd_mul(dx, dd_of(h->t[i])));
        from[r] = (struct key){v, (double)i};
    }
    *under += short_runs(from, n);
    for (size_t width = SHORT; width < n; width *= 2) {
        for (size_t at = 0; at < n; at += 2 * width) {
            size_t left = n - at < width ? n - at : width;
            size_t both = n - at < 2 * width ? n - at : 2 * width;
            *under += merge_keys(from + at, left, both, to + at);
        }
        struct key *swap = from;
        from = to;
        to = swap;
    }
    h->key = from;
    h->spare = to;
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && !above(&from[j].v, &from[i].v); j++)
            ;
        *equal += (double)(j - i) * (double)(j - i - 1) / 2;
    }
}

/* Takes the order just made as the lower (ties the later point first, so that equal slopes
 * are cut off) or the upper end. */
static void
take_order(struct hunt *h, bool lower)
{
    double *order = lower ? h->low_order : h->high_order;
    for (size_t i = 0, j; i < h->n; i = j) {
        for (j = i + 1; j < h->n && !above(&h->key[j].v, &h->key[i].v); j++)
            ;
        for (size_t k = i; k < j; k++)
            order[k] = h->key[lower ? i + j - 1 - k : k].at;
    }
    h->whole = false;
}

/* Merges two runs of stands and hands over the pairs that cross, numbered from *number on:
 * those with the numbers in rank[*next..], or all when rank is NULL. */
static void
merge_stands(const struct stand *from, size_t left, size_t n, struct stand *to,
             const double *rank, size_t ranks, size_t *next, double *number,
             struct pair *out)
{
    size_t i = 0, j = left;
    for (size_t k = 0; k < n; k++) {
        if (j == n || (i < left && from[i].place <= from[j].place)) {
            to[k] = from[i++];
            continue;
        }
        double end = *number + (double)(left - i);
        for (; *next < ranks && rank[*next] < end; ++*next) {
            size_t a = i + (size_t)(rank[*next] - *number);
            out[*next] = (struct pair){0, from[a].at, from[j].at};
        }
        *number = end;
        to[k] = from[j++];
    }
}

/* The pairs that change order between both ends, which are those whose slopes lie between:
 * the ones with the given ranks in the order of their finding, ranks increasing. */
static void
crossing_pairs(struct hunt *h, const double *rank, size_t ranks, struct pair *out)
{
    struct stand *from = (struct stand *)(void *)h->key;
    struct stand *to = (struct stand *)(void *)h->spare;
    double *place = h->room + (ROOM - 1) * h->n, number = 0;
    size_t next = 0, n = h->n;
    for (size_t i = 0; i < n; i++)
        place[(size_t)h->high_order[i]] = (double)i;
    for (size_t i = 0; i < n; i++)
        from[i] = (struct stand){place[(size_t)h->low_order[i]], h->low_order[i]};
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t at = 0; at < n; at += 2 * width) {
            size_t left = n - at < width ? n - at : width;
            size_t both = n - at < 2 * width ? n - at : 2 * width;
            merge_stands(from + at, left, both, to + at, rank, ranks, &next, &number,
                         out);
        }
        struct stand *swap = from;
        from = to;
        to = swap;
    }
}

/* Cuts off what lies on the far side of the pair's slope. ST_OK when ranks k and last both
 * are that slope, ST_TOO_FEW when the search must go on, ST_NO_CONVERGENCE when the slope
 * parts them. */
static enum st_status
cut_at(struct hunt *h, const struct pair *p, double k, double last)
{
    double under, equal;
    order_at(h, p, &under, &equal);
    if (k >= under && last < under + equal)
        return ST_OK;
    if (last < under) {
        if (under < h->upto) {
            h->upto = under;
            take_order(h, false);
        }
        return ST_TOO_FEW;
    }
    if (k < under + equal)
        return ST_NO_CONVERGENCE;
    if (under + equal > h->below) {
        h->below = under + equal;
        take_order(h, true);
    }
    return ST_TOO_FEW;
}

/* n pairs of slopes between both ends, one from each n-th part of the order of finding. */
static void
draw_pairs(struct hunt *h, struct pair *pair)
{
    double *rank = h->room + (ROOM - 2) * h->n, m = (double)h->n;
    for (size_t r = 0; r < h->n && h->whole; r++) {
        double i = floor(uniform(h) * m), j = floor(uniform(h) * (m - 1));
        j += j >= i;
        pair[r] = (struct pair){0, fmin(i, j), fmax(i, j)};
    }
    if (h->whole)
        return;
    for (size_t r = 0; r < h->n; r++)
        rank[r] = floor(((double)r + uniform(h)) / m * (h->upto - h->below));
    crossing_pairs(h, rank, h->n, pair);
}

/* The mean of the slopes of ranks k and last when no more than n slopes are left. */
static double
last_ranks(struct hunt *h, double k, double last)
{
    struct pair *pair = (struct pair *)(void *)h->room;
    double *rank = h->room + (ROOM - 2) * h->n;
    size_t left = (size_t)(h->upto - h->below);
    for (size_t r = 0; r < left; r++)
        rank[r] = (double)r;
    crossing_pairs(h, rank, left, pair);
    for (size_t r = 0; r < left; r++)
        rank[r] = slope_of(h, pair[r].i, pair[r].j);
    double a = rank_value(rank, left, (size_t)(k - h->below));
    return (a + rank_value(rank, left, (size_t)(last - h->below))) / 2;
}

/* A pair of the sample that has the slope of rank k in it. */
static struct pair
pair_of_rank(struct hunt *h, const struct pair *pair, double k)
{
    double *slope = h->room + (ROOM - 2) * h->n;
    for (size_t r = 0; r < h->n; r++)
        slope[r] = pair[r].slope;
    double v = rank_value(slope, h->n, (size_t)k);
    size_t r = 0;
    while (pair[r].slope < v || pair[r].slope > v)
        r++;
    return pair[r];
}

/*
 * The mean of the slopes of ranks k and last (k or k + 1, from 0) of all n(n-1)/2, in
 * O(n log n) expected time and O(n) room: a sample of the slopes that are left gives two
 * that hold the ranks between them most of the time, counting inversions tells for sure,
 * and what lies outside is cut off; each round leaves some 8/sqrt(n) of the slopes (after
 * Matousek 1991, Information Processing Letters 39:183, and Dillencourt, Mount and
 * Netanyahu 1992). ST_NO_CONVERGENCE also when a slope that was tried parts the two ranks.
 */
static enum st_status
hunt_ranks(struct hunt *h, double k, double last, double *out)
{
    struct pair *pair = (struct pair *)(void *)h->room;
    double n = (double)h->n;
    h->below = 0;
    h->upto = n * (n - 1) / 2;
    h->whole = true;
    for (size_t i = 0; i < h->n; i++) {
        h->low_order[i] = (double)i;
        h->high_order[i] = n - 1 - (double)i;
    }
    for (int round = 0; round < ROUNDS_MAX; round++) {
        double left = h->upto - h->below, q = (k - h->below) / left;
        if (left <= n) {
            *out = last_ranks(h, k, last);
            return ST_OK;
        }
        draw_pairs(h, pair);
        for (size_t r = 0; r < h->n; r++)
            pair[r].slope = slope_of(h, pair[r].i, pair[r].j);
        double margin = 4 * sqrt(q * (1 - q) * n) + 2;
        const struct pair cut[2] = {pair_of_rank(h, pair, fmax(q * n - margin, 0)),
                                    pair_of_rank(h, pair, fmin(q * n + margin, n - 1))};
        for (int i = 0; i < 2; i++) {
            enum st_status s = cut_at(h, &cut[i], k, last);
            if (s == ST_OK)
                *out = cut[i].slope;
            if (s != ST_TOO_FEW)
                return s;
        }
    }
    return ST_NO_CONVERGENCE;
}

static enum st_status
hunt_all(const double t[], const double x[], size_t n, double lower, double upper,
         double *work, struct st_sen *out)
{
    double pairs = (double)n * ((double)n - 1) / 2, a = 0, b = 0;
    struct hunt h = {.t = t, .x = x, .n = n, .seed = 1};
    h.key = (struct key *)(void *)work;
    h.spare = h.key + n;
    h.low_order = work + 6 * n;
    h.high_order = h.low_order + n;
    h.room = h.high_order + n;
    struct st_sen r = {0, -INFINITY, INFINITY};
    double upper_median = floor(pairs / 2), lower_median = ceil(pairs / 2) - 1;
    enum st_status s = hunt_ranks(&h, lower_median, upper_median, &r.slope);
    if (s == ST_NO_CONVERGENCE) {
        s = hunt_ranks(&h, lower_median, lower_median, &a);
        if (s == ST_OK)
            s = hunt_ranks(&h, upper_median, upper_median, &b);
        r.slope = (a + b) / 2;
    }
    if (s == ST_OK && lower >= 1)
        s = hunt_ranks(&h, lower - 1, lower - 1, &r.lo);
    if (s == ST_OK && upper <= pairs)
        s = hunt_ranks(&h, upper - 1, upper - 1, &r.hi);
    if (s == ST_OK)
        *out = r;
    return s;
}

enum st_status
st_sen(const double t[], const double x[], size_t n, double var, double level,
       double work[], size_t n_work, struct st_sen *out)
{
    if (n_work < st_sen_work(n))
        return ST_NO_ROOM;
    enum st_status s = check(t, x, x, n, var, level);
    for (size_t i = 0; s == ST_OK && i < n; i++)
        if (!isfinite(x[i]))
            return ST_NOT_A_NUMBER;
    if (s != ST_OK)
        return s;
    double lower, upper, pairs = (double)n * ((double)n - 1) / 2;
    limit_ranks(pairs, var, level, &lower, &upper);
    if (n > ST_SEN_DIRECT)
        return hunt_all(t, x, n, lower, upper, work, out);
    size_t m = slopes(t, x, x, n, work);
    out->slope = median(work, m);
    out->lo = lower < 1 ? -INFINITY : beside_median(work, m, (size_t)lower - 1);
    out->hi = upper > (double)m ? INFINITY : beside_median(work, m, (size_t)upper - 1);
    return ST_OK;
}

enum st_status
st_sen_range(const double t[], const double lo[], const double hi[], size_t n,
             double var, double level, double work[], size_t n_work,
             struct st_sen_range *out)
{
    if (n > ST_SEN_RANGE_MAX)
        return ST_TOO_LARGE;
    if (n_work < st_sen_range_work(n))
        return ST_NO_ROOM;
    enum st_status s = check(t, lo, hi, n, var, level);
    if (s != ST_OK)
        return s;
    double lower, upper;
    size_t m = slopes(t, hi, lo, n, work);
    limit_ranks((double)m, var, level, &lower, &upper);
    out->slope_lo = median(work, m);
    out->lo = lower < 1 ? -INFINITY : beside_median(work, m, (size_t)lower - 1);
    slopes(t, lo, hi, n, work);
    out->slope_hi = median(work, m);
    out->hi = upper > (double)m ? INFINITY : beside_median(work, m, (size_t)upper - 1);
    return ST_OK;
}
