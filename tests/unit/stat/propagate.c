/* propagate against enumeration of every solution of small systems, against passes over all
 * comparisons until nothing moves, and by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "room.h"
#include "stat/propagate.h"

#define TOP 5 /* quantities are 0..TOP */
#define QUANTITIES 4
#define COMPARISONS 6
/* st_propagate_work() as a constant. */
#define WORK(n, m) (9 * (n) + 2 * ((m) + 1))

static uint32_t seed = 20210617;

static size_t
draw(size_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 16) % below;
}

static struct st_quantity
between(double lo, double hi, bool whole)
{
    return (struct st_quantity){whole, {lo, false, 0, ST_OWN}, {hi, false, 0, ST_OWN}};
}

static bool
solves(const double v[], const struct st_quantity x[], size_t n,
       const struct st_less less[], size_t m)
{
    for (size_t i = 0; i < n; i++)
        if (v[i] < x[i].lo.at || v[i] > x[i].hi.at)
            return false;
    for (size_t e = 0; e < m; e++)
        if (less[e].strict ? v[less[e].below] >= v[less[e].above]
                           : v[less[e].below] > v[less[e].above])
            return false;
    return true;
}

/* Smallest and largest value of every quantity over all solutions; false: none. */
static bool
enumerate(const struct st_quantity x[], size_t n, const struct st_less less[], size_t m,
          double lo[], double hi[])
{
    size_t all = 1;
    bool any = false;
    for (size_t i = 0; i < n; i++)
        all *= TOP + 1;
    for (size_t code = 0; code < all; code++) {
        double v[QUANTITIES];
        size_t rest = code;
        for (size_t i = 0; i < n; i++, rest /= TOP + 1)
            v[i] = (double)(rest % (TOP + 1));
        if (!solves(v, x, n, less, m))
            continue;
        for (size_t i = 0; i < n; i++) {
            lo[i] = any ? fmin(lo[i], v[i]) : v[i];
            hi[i] = any ? fmax(hi[i], v[i]) : v[i];
        }
        any = true;
    }
    return any;
}

/* Following a bound's chain leads to an own bound in as many links as it says. */
static void
assert_chain(const struct st_quantity x[], const struct st_less less[], size_t i,
             bool up)
{
    size_t links = up ? x[i].hi.links : x[i].lo.links;
    for (; links > 0; links--) {
        size_t by = up ? x[i].hi.by : x[i].lo.by;
        assert_true(by != ST_OWN);
        i = up ? less[by].above : less[by].below;
    }
    assert_true((up ? x[i].hi.by : x[i].lo.by) == ST_OWN);
}

/* A circle closes, and has a strict link. */
static void
assert_circle(const struct st_conflict *c, const struct st_less less[])
{
    bool strict = false;
    for (size_t i = 0; i < c->n; i++) {
        strict |= less[c->circle[i]].strict;
        assert_int_equal(less[c->circle[i]].above,
                         less[c->circle[(i + 1) % c->n]].below);
    }
    assert_true(strict);
}

static void
agrees_with_enumeration(void **state)
{
    (void)state;
    size_t solved = 0, crossed = 0, circles = 0;
    for (int round = 0; round < 4000; round++) {
        struct st_quantity x[QUANTITIES];
        struct st_less less[COMPARISONS];
        double lo[QUANTITIES], hi[QUANTITIES];
        size_t work[WORK(QUANTITIES, COMPARISONS)];
        size_t n = 1 + draw(QUANTITIES), m = draw(COMPARISONS + 1);
        struct st_conflict conflict = {0};
        for (size_t i = 0; i < n; i++) {
            double a = (double)draw(TOP + 1), b = (double)draw(TOP + 1);
            x[i] =
                draw(2) ? between(0, TOP, true) : between(fmin(a, b), fmax(a, b), true);
        }
        for (size_t e = 0; e < m; e++) {
            size_t a = draw(n), b = draw(n);
            if (a > b && draw(8)) /* mostly upwards, or nearly all would be circles */
                less[e] = (struct st_less){b, a, draw(2)};
            else
                less[e] = (struct st_less){a, b, a != b && draw(2)};
        }
        bool any = enumerate(x, n, less, m, lo, hi);
        enum st_status s = st_propagate(x, n, less, m, ROOM(work), &conflict);
        assert_int_equal(s, any ? ST_OK : ST_CONTRADICTION);
        if (!any && conflict.quantity == ST_OWN) {
            circles++;
            assert_circle(&conflict, less);
            continue;
        }
        for (size_t i = 0; i < n; i++) {
            if (any)
                assert_true(x[i].lo.at == lo[i] && x[i].hi.at == hi[i]);
            assert_chain(x, less, i, false);
            assert_chain(x, less, i, true);
        }
        crossed += !any;
        solved += any;
    }
    assert_true(solved > 1000 && crossed > 100 && circles > 100);
}

static void
measured_bounds_are_open(void **state)
{
    (void)state;
    struct st_quantity x[] = {between(2.5, 2.5, false), between(-INFINITY, 9, false),
                              between(-INFINITY, INFINITY, false)};
    const struct st_less less[] = {{0, 1, true}, {1, 2, false}};
    size_t work[WORK(3, 2)];
    struct st_conflict conflict;
    assert_int_equal(st_propagate(x, 3, less, 2, ROOM(work), &conflict), ST_OK);
    assert_true(x[1].lo.at == 2.5 && x[1].lo.open && x[1].lo.links == 1);
    assert_true(x[2].lo.at == 2.5 && x[2].lo.open && x[2].lo.links == 2);
    assert_true(isinf(x[2].hi.at));
    assert_true(x[1].hi.at == 9 && !x[1].hi.open);
}

/* 5 < x and x <= 5 cannot be, though the closed bounds meet. */
static void
touching_open_bounds_cross(void **state)
{
    (void)state;
    struct st_quantity x[] = {between(5, 5, false), between(-INFINITY, 5, false)};
    const struct st_less less[] = {{0, 1, true}};
    size_t work[WORK(2, 1)];
    struct st_conflict conflict;
    assert_int_equal(st_propagate(x, 2, less, 1, ROOM(work), &conflict),
                     ST_CONTRADICTION);
    assert_int_equal(conflict.quantity, 0);
}

/* A whole number next to a published average: fewer than 2.5 is 2 or less. */
static void
whole_beside_a_fraction(void **state)
{
    (void)state;
    struct st_quantity x[] = {between(2.5, 2.5, true), between(0, INFINITY, true),
                              between(0, INFINITY, true)};
    const struct st_less less[] = {{1, 0, true}, {0, 2, true}};
    size_t work[WORK(3, 2)];
    struct st_conflict conflict;
    assert_int_equal(st_propagate(x, 3, less, 2, ROOM(work), &conflict), ST_OK);
    assert_true(x[1].hi.at == 2 && x[2].lo.at == 3);
}

/* A published average said to equal another quantity bounds it, and not itself. */
static void
equal_to_a_fraction(void **state)
{
    (void)state;
    struct st_quantity x[] = {between(12.5, 12.5, true), between(0, INFINITY, true)};
    const struct st_less less[] = {{0, 1, false}, {1, 0, false}};
    size_t work[WORK(2, 2)];
    struct st_conflict conflict;
    assert_int_equal(st_propagate(x, 2, less, 2, ROOM(work), &conflict), ST_OK);
    assert_true(x[0].lo.links == 0 && x[0].hi.links == 0);
    assert_true(x[1].lo.at == 12.5 && x[1].hi.at == 12.5);
    assert_chain(x, less, 1, false);
    assert_chain(x, less, 1, true);
}

/* Of two chains to the same bound the shorter is the reason. */
static void
shortest_chain_is_kept(void **state)
{
    (void)state;
    struct st_quantity x[] = {between(7, 7, true), between(0, INFINITY, true),
                              between(0, INFINITY, true)};
    const struct st_less less[] = {{0, 1, false}, {1, 2, false}, {0, 2, false}};
    size_t work[WORK(3, 3)];
    struct st_conflict conflict;
    assert_int_equal(st_propagate(x, 3, less, 3, ROOM(work), &conflict), ST_OK);
    assert_true(x[2].lo.at == 7 && x[2].lo.links == 1 && x[2].lo.by == 2);
}

static void
circle_of_equals_shares_bounds(void **state)
{
    (void)state;
    struct st_quantity x[] = {between(0, INFINITY, true), between(3, 8, true),
                              between(0, 6, true)};
    const struct st_less less[] = {{0, 1, false}, {1, 2, false}, {2, 0, false}};
    size_t work[WORK(3, 3)];
    struct st_conflict conflict;
    assert_int_equal(st_propagate(x, 3, less, 3, ROOM(work), &conflict), ST_OK);
    for (int i = 0; i < 3; i++)
        assert_true(x[i].lo.at == 3 && x[i].hi.at == 6);
}

static void
nothing_is_no_contradiction(void **state)
{
    (void)state;
    size_t work[WORK(0, 0)];
    struct st_conflict conflict;
    assert_int_equal(st_propagate(NULL, 0, NULL, 0, ROOM(work), &conflict), ST_OK);
}

static void
nan_is_refused(void **state)
{
    (void)state;
    struct st_quantity x[] = {between(NAN, 1, true)};
    size_t work[WORK(1, 0)];
    struct st_conflict conflict;
    assert_int_equal(st_propagate(x, 1, NULL, 0, ROOM(work), &conflict),
                     ST_NOT_A_NUMBER);
}

/* What one comparison says of a bound replaces it when it is tighter, else over fewer links,
 * else when the comparison comes first. */
static bool
replaces(const struct st_side *now, const struct st_side *to, double sign)
{
    if (now->at != to->at)
        return sign * to->at < sign * now->at;
    return to->links < now->links || (to->links == now->links && to->by < now->by);
}

static bool
one_pass(struct st_quantity x[], const struct st_less less[], size_t m)
{
    bool any = false;
    for (size_t e = 0; e < m; e++) {
        struct st_quantity *a = &x[less[e].below], *b = &x[less[e].above];
        struct st_side hi = {b->hi.at - less[e].strict, false, b->hi.links + 1, e};
        struct st_side lo = {a->lo.at + less[e].strict, false, a->lo.links + 1, e};
        if (isfinite(hi.at) && replaces(&a->hi, &hi, 1)) {
            a->hi = hi;
            any = true;
        }
        if (isfinite(lo.at) && replaces(&b->lo, &lo, -1)) {
            b->lo = lo;
            any = true;
        }
    }
    return any;
}

static void
assert_same_side(const struct st_side *a, const struct st_side *b)
{
    assert_true(a->at == b->at);
    assert_int_equal(a->links, b->links);
    assert_true(a->by == b->by);
}

/* Circles of equals of many sizes, reached over chains of many lengths. */
static void
agrees_with_passes(void **state)
{
    (void)state;
    enum { N = 24, M = 60 };
    size_t solved = 0;
    for (int round = 0; round < 4000; round++) {
        struct st_quantity x[N], y[N];
        struct st_less less[M];
        size_t work[WORK(N, M)], n = 2 + draw(N - 1), m = draw(M + 1);
        struct st_conflict conflict;
        for (size_t i = 0; i < n; i++) {
            x[i] = between(0, draw(6) ? INFINITY : (double)(20 + draw(9)), true);
            x[i].lo.at = draw(6) ? 0 : (double)draw(9);
            y[i] = x[i];
        }
        for (size_t e = 0; e < m; e++) {
            size_t a = draw(n), b = draw(n);
            bool equals = draw(3) && a / 6 == b / 6; /* within a block, both ways */
            less[e] = a < b || equals ? (struct st_less){a, b, !equals && draw(2)}
                                      : (struct st_less){b, a, a != b && draw(2)};
        }
        if (st_propagate(x, n, less, m, ROOM(work), &conflict) != ST_OK)
            continue;
        solved++;
        while (one_pass(y, less, m))
            continue;
        for (size_t i = 0; i < n; i++) {
            assert_same_side(&x[i].lo, &y[i].lo);
            assert_same_side(&x[i].hi, &y[i].hi);
        }
    }
    assert_true(solved > 400);
}

/* Every bound comes from one end: linear time, and no recursion to overflow. */
static void
long_chain(void **state)
{
    (void)state;
    enum { N = 200000 };
    struct st_quantity *x = calloc(N, sizeof *x);
    struct st_less *less = calloc(N, sizeof *less);
    size_t n_work = st_propagate_work(N, N - 1);
    size_t *work = calloc(n_work, sizeof *work);
    struct st_conflict conflict;
    assert_true(x && less && work);
    for (size_t i = 0; i < N; i++) {
        x[i] = between(0, i == N - 1 ? 1e6 : INFINITY, true);
        less[i] = (struct st_less){i, i + 1, true};
    }
    assert_int_equal(st_propagate(x, N, less, N - 1, work, n_work, &conflict), ST_OK);
    assert_true(x[N - 1].lo.at == N - 1 && x[0].hi.at == 1e6 - (N - 1));
    free(x);
    free(less);
    free(work);
}

/* One value known of a long chain of equals, against the order of the comparisons. */
static void
long_chain_of_equals(void **state)
{
    (void)state;
    enum { N = 200000, M = 2 * (N - 1) };
    struct st_quantity *x = calloc(N, sizeof *x);
    struct st_less *less = calloc(M, sizeof *less);
    size_t n_work = st_propagate_work(N, M);
    size_t *work = calloc(n_work, sizeof *work);
    struct st_conflict conflict;
    assert_true(x && less && work);
    for (size_t i = 0; i < N; i++)
        x[i] = i == N / 3 ? between(7, 7, true) : between(0, INFINITY, true);
    for (size_t i = 0; i + 1 < N; i++) {
        less[2 * i] = (struct st_less){i, i + 1, false};
        less[2 * i + 1] = (struct st_less){i + 1, i, false};
    }
    assert_int_equal(st_propagate(x, N, less, M, work, n_work, &conflict), ST_OK);
    for (size_t i = 0; i < N; i++)
        assert_true(x[i].lo.at == 7 && x[i].hi.at == 7);
    assert_int_equal(x[0].hi.links, N / 3);
    assert_int_equal(x[N - 1].lo.links, N - 1 - N / 3);
    free(x);
    free(less);
    free(work);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_enumeration),
        cmocka_unit_test(agrees_with_passes),
        cmocka_unit_test(measured_bounds_are_open),
        cmocka_unit_test(touching_open_bounds_cross),
        cmocka_unit_test(whole_beside_a_fraction),
        cmocka_unit_test(equal_to_a_fraction),
        cmocka_unit_test(shortest_chain_is_kept),
        cmocka_unit_test(circle_of_equals_shares_bounds),
        cmocka_unit_test(nothing_is_no_contradiction),
        cmocka_unit_test(nan_is_refused),
        cmocka_unit_test(long_chain),
        cmocka_unit_test(long_chain_of_equals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
