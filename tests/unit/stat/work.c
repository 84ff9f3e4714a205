/*
 * No kernel writes beyond the room that it asks for, and with one element less it writes
 * nothing: each at the sizes where what it does changes, in room of just that size with
 * guards around, and under SAN=1 with the sanitizer's own.
 *
 * A kernel is a line of kernels[]: what it needs for n points, a call, and the most points
 * that are quick.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "stat/acf.h"
#include "stat/adjust.h"
#include "stat/ar1.h"
#include "stat/change.h"
#include "stat/ets.h"
#include "stat/hac.h"
#include "stat/joinpoint.h"
#include "stat/jump.h"
#include "stat/kendall.h"
#include "stat/kendall_range.h"
#include "stat/kendall_serial.h"
#include "stat/level_or_line.h"
#include "stat/lsq.h"
#include "stat/moments.h"
#include "stat/negbin.h"
#include "stat/parallel.h"
#include "stat/pettitt_range.h"
#include "stat/poisson.h"
#include "stat/poisson_range.h"
#include "stat/propagate.h"
#include "stat/season_range.h"
#include "stat/seasonal.h"
#include "stat/segment.h"
#include "stat/segmented.h"
#include "stat/sen.h"
#include "stat/shape.h"
#include "stat/stl.h"

#define MOST 2001
#define GUARD -8.25
#define COLUMNS 5
#define SEGMENTS 101 /* values whose divisions have their costs laid out here */

static double t[MOST], x[MOST], y[MOST], share[MOST], lo[MOST], hi[MOST];
static double columns[COLUMNS * MOST], rows[COLUMNS * MOST], unit[COLUMNS * COLUMNS];
static double out[2 * MOST], other[MOST], beta[MOST], cov[MOST];
static double cost[SEGMENTS * (SEGMENTS + 1) / 2];
static size_t group[MOST], index_room[8 * MOST];
static double ample[1000000];
static struct dd ample_dd[100000];
static struct st_less less[2 * MOST];
static struct st_quantity quantity[MOST];

/* How the call at hand is made. */
static struct {
    int kind;
    size_t p, each; /* parameters, joints or seasons; every `each`th point is bounded */
} now;

static const size_t sizes[] = {
    1,  2,  3,  4,   5,   6,   7,   8,   9,   10,  11,  12,  16,  24,   27,
    28, 29, 30, 31,  32,  33,  48,  49,  50,  51,  56,  57,  58,  60,   61,
    78, 80, 99, 100, 101, 120, 300, 399, 400, 401, 402, 500, 501, 1000, 2000};

static double *
room(size_t n)
{
    double *p = malloc((n + 2) * sizeof *p);
    assert_non_null(p);
    for (size_t i = 0; i < n + 2; i++)
        p[i] = GUARD;
    return p + 1;
}

static bool
untouched(double v)
{
    return v >= GUARD && v <= GUARD;
}

static void
give_back(double *p, size_t n)
{
    assert_true(untouched(p[-1]));
    assert_true(untouched(p[n]));
    free(p - 1);
}

/* Whole numbers with ties, and shares of them; rows and columns of powers of time. */
static void
fill(void)
{
    for (size_t i = 0; i < MOST; i++) {
        t[i] = (double)i;
        x[i] = lo[i] = hi[i] = (double)(5 + i * 7 % 11 + i / 40);
        y[i] = (double)(3 + i * 13 % 17);
        share[i] = (double)(i + 1) / (double)(MOST + 1);
        if (now.each && i % now.each == 1) {
            lo[i] = 0;
            hi[i] = 4;
        }
    }
}

static void
fill_design(size_t n, size_t p)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < p; k++)
            rows[i * p + k] = columns[k * n + i] =
                pow((double)(i + 1) / (double)n, (double)k);
    for (size_t k = 0; k < p * p; k++)
        unit[k] = k % (p + 1) == 0;
}

/* What the kernels need and how they are called; *work has n_work elements. */

static enum st_status
kendall(size_t n, double *work, size_t n_work)
{
    struct st_kendall k;
    return st_kendall(x, n, (enum st_kendall_p)now.kind, work, n_work, &k);
}

static enum st_status
sen(size_t n, double *work, size_t n_work)
{
    struct st_sen s;
    return st_sen(t, x, n, (double)n, 0.95, work, n_work, &s);
}

static enum st_status
sen_range(size_t n, double *work, size_t n_work)
{
    struct st_sen_range s;
    return st_sen_range(t, lo, hi, n, (double)n, 0.95, work, n_work, &s);
}

static size_t
kendall_range_need(size_t n)
{
    return st_kendall_range_work(n, (enum st_kendall_p)now.kind);
}

/* From 20 bounded points on the range is outer, and quick. */
static enum st_status
kendall_range(size_t n, double *work, size_t n_work)
{
    if (now.each && n / now.each > 2 && n / now.each <= 20)
        return ST_TOO_FEW;
    struct st_kendall_range k;
    return st_kendall_range(lo, hi, n, true, (enum st_kendall_p)now.kind, work, n_work,
                            &k);
}

static enum st_status
serial(size_t n, double *work, size_t n_work)
{
    struct st_serial s;
    switch (now.kind) {
    case 0:
        return st_hamed_rao(x, n, 0.01, n - 1, work, n_work, &s);
    case 1:
        return st_tfpw(x, n, 0.01, work, n_work, &s);
    case 2:
        return st_prewhitened(x, n, work, n_work, &s);
    case 3:
        return st_yue_wang(x, n, 0.01, ST_YUE_WANG_ALL, work, n_work, &s);
    default:
        return st_yue_wang(x, n, 0.01, ST_YUE_WANG_AR1, work, n_work, &s);
    }
}

static void
in_cycles(size_t n)
{
    for (size_t i = 0; i < n; i++) {
        group[i] = i % now.p;
        other[i] = (double)(i / now.p);
    }
}

static enum st_status
seasonal(size_t n, double *work, size_t n_work)
{
    struct st_seasonal s;
    in_cycles(n);
    return st_seasonal_kendall(x, other, group, n, now.p, ST_KENDALL_AUTO, work, n_work,
                               &s);
}

static enum st_status
seasonal_range(size_t n, double *work, size_t n_work)
{
    struct st_seasonal_range s;
    in_cycles(n);
    return st_seasonal_range(lo, hi, other, group, n, now.p, true, ST_KENDALL_AUTO,
                             work, n_work, &s);
}

static enum st_status
adjust(size_t n, double *work, size_t n_work)
{
    return st_adjust((enum st_adjust)now.kind, share, n, work, n_work, out);
}

static size_t
stl_need(size_t n)
{
    return st_stl_work(n, now.p);
}

static enum st_status
stl(size_t n, double *work, size_t n_work)
{
    struct st_stl how = st_stl_default(now.p, 7, 1);
    return st_stl(&how, x, n, work, n_work, out, out + n, other);
}

static size_t
pacf_need(size_t lags)
{
    return 2 * lags;
}

static enum st_status
pacf(size_t lags, double *work, size_t n_work)
{
    for (size_t k = 0; k < lags; k++)
        other[k] = 0.5 / (double)(k + 1);
    return st_pacf(other, lags, work, n_work, out);
}

static size_t
ar1_need(size_t n)
{
    return st_ar1_work(n, now.p);
}

static enum st_status
ar1(size_t n, double *work, size_t n_work)
{
    struct st_ar1 a;
    fill_design(n, now.p);
    struct st_ar1_data d = {x, rows, t, n, now.p, 0};
    return st_ar1(&d, 0, 0.95, work, n_work, &a);
}

static size_t
same(size_t n)
{
    return n;
}

static size_t
threefold(size_t n)
{
    return 3 * n;
}

static enum st_status
change(size_t n, double *work, size_t n_work)
{
    struct st_change c;
    return st_change((enum st_change_kind)now.kind, x, n, work, n_work, &c);
}

static size_t
change_p_need(size_t n)
{
    return st_change_p_work((enum st_change_kind)now.kind, n);
}

static enum st_status
change_p(size_t n, double *work, size_t n_work)
{
    struct rng r;
    double p;
    rng_seed(&r, 1);
    return st_change_p((enum st_change_kind)now.kind, 1, n, 3, &r, work, n_work, &p);
}

static enum st_status
lanzante(size_t n, double *work, size_t n_work)
{
    struct st_change c;
    double p;
    return st_lanzante(x, n, work, n_work, &c, &p);
}

static enum st_status
chow(size_t n, double *work, size_t n_work)
{
    double f, p;
    return st_chow(x, n, n / 2, work, n_work, &f, &p);
}

static size_t
hac_need(size_t n)
{
    return now.kind < 0   ? st_newey_west_work(n, now.p)
           : now.kind < 4 ? st_white_work(n, now.p)
                          : st_newey_west_auto_work(n, now.p);
}

/* -1: Newey and West, 0 to 3: White, 4 and 5: the lag from the data. */
static enum st_status
hac(size_t n, double *work, size_t n_work)
{
    double width;
    fill_design(n, now.p);
    if (now.kind < 0)
        return st_newey_west(columns, x, n, now.p, unit, n / 3, true, work, n_work,
                             cov);
    if (now.kind > 3)
        return st_newey_west_auto(columns, x, n, now.p, unit, now.kind > 4, true, work,
                                  n_work, cov, &width);
    for (size_t k = 0; k < now.p * now.p; k++)
        unit[k] /= 1000 * (double)n;
    return st_white((enum st_white)now.kind, columns, x, n, now.p, unit, work, n_work,
                    cov);
}

/* Numbers of twice the precision are two of work's elements. */
static struct dd *
twice(double *work)
{
    return (struct dd *)(void *)work;
}

static size_t
lsq_need(size_t n)
{
    return 2 * st_lsq_work(n, now.p);
}

static enum st_status
lsq(size_t n, double *work, size_t n_work)
{
    struct st_lsq f;
    fill_design(n, now.p);
    return now.kind ? st_lsq_polynomial(t, x, NULL, n, now.p - 1, twice(work),
                                        n_work / 2, beta, cov, &f)
                    : st_lsq(columns, x, NULL, n, now.p, 1, twice(work), n_work / 2,
                             beta, cov, &f);
}

static size_t
anova_need(size_t n)
{
    return 3 * (n / 2);
}

static enum st_status
anova(size_t n, double *work, size_t n_work)
{
    struct st_anova a;
    for (size_t i = 0; i < n; i++)
        group[i] = n > 1 ? i % (n / 2) : 0;
    return st_anova(x, group, n, n / 2, work, n_work, &a);
}

static size_t
poisson_need(size_t n)
{
    return st_poisson_work(n, now.p);
}

static enum st_status
poisson(size_t n, double *work, size_t n_work)
{
    struct st_poisson r;
    fill_design(n, now.p);
    struct st_poisson_data d = {lo, hi, NULL, rows, n, now.p};
    return st_poisson(&d, work, n_work, beta, cov, &r);
}

static size_t
negbin_need(size_t n)
{
    return st_negbin_work(n, now.p);
}

static enum st_status
negbin(size_t n, double *work, size_t n_work)
{
    struct st_negbin r;
    fill_design(n, now.p);
    for (size_t i = 0; i < n; i++)
        other[i] = x[i] * (double)(i % 5);
    struct st_negbin_data d = {other, NULL, rows, n, now.p};
    return st_negbin(&d, work, n_work, beta, cov, &r);
}

/* Time n^2 in 1,024 parts of the box, or n a completion. */
static enum st_status
poisson_range(size_t n, double *work, size_t n_work)
{
    if (now.each && n > 60 && n / now.each > 2)
        return ST_TOO_FEW;
    struct st_poisson_range r;
    return st_poisson_range(t, lo, hi, NULL, n, 0.95, work, n_work, &r);
}

static enum st_status
pettitt_range(size_t n, double *work, size_t n_work)
{
    double least, most;
    return st_pettitt_range(lo, hi, n, work, n_work, &least, &most);
}

/* A chain, and with kind 1 every third quantity said to be equal to the next. */
static size_t
comparisons(size_t n)
{
    return n - 1 + (now.kind ? (n - 1) / 3 : 0);
}

static size_t
propagate_need(size_t n)
{
    return st_propagate_work(n, comparisons(n));
}

static enum st_status
propagate(size_t n, double *work, size_t n_work)
{
    struct st_conflict c;
    for (size_t i = 0; i < n; i++) {
        quantity[i] =
            (struct st_quantity){true, {0, false, 0, ST_OWN}, {5000, false, 0, ST_OWN}};
        less[i] = (struct st_less){i, i + 1, false};
    }
    for (size_t i = n - 1; i < comparisons(n); i++) {
        size_t at = 3 * (i - (n - 1));
        less[i] = (struct st_less){at + 1, at, false};
    }
    return st_propagate(quantity, n, less, comparisons(n), (size_t *)(void *)work,
                        n_work, &c);
}

/* Seasons of the points in turn; now.p of them. */
static unsigned char turns[MOST];

static void
fill_turns(size_t n)
{
    for (size_t i = 0; i < n; i++)
        turns[i] = (unsigned char)(i % now.p);
}

static enum st_status
level_or_line(size_t n, double *work, size_t n_work)
{
    fill_turns(n);
    struct st_level_or_line d = {.shape = {now.kind, t, x, NULL, n, turns, now.p}};
    return st_level_or_line(&d, work, n_work);
}

static enum st_status
shape_rho(size_t n, double *work, size_t n_work)
{
    fill_turns(n);
    struct st_shape d = {now.kind, t, x, NULL, n, turns, now.p};
    const struct st_rho_model model[] = {{{NULL}, 0}, {{t}, 0}, {{t, y}, 1}};
    struct st_null_rho rho;
    return st_shape_rho(&d, x, 2, model, 3, work, n_work, &rho);
}

static enum st_status
season_range(size_t n, double *work, size_t n_work)
{
    fill_turns(n);
    struct st_season_range_data d = {t, lo, hi, NULL, turns, n, now.p};
    struct st_poisson_range r;
    return st_season_range(&d, 0.95, work, n_work, &r);
}

static enum st_status
parallel(size_t n, double *work, size_t n_work)
{
    struct st_parallel p;
    return st_parallel(now.kind, t, x, y, n, 0.95, work, n_work, &p);
}

static enum st_status
parallel_ar1(size_t n, double *work, size_t n_work)
{
    struct st_parallel p;
    return st_parallel_ar1(now.kind, t, x, y, n, 0.95, work, n_work, &p);
}

static enum st_status
shape_joint(size_t n, double *work, size_t n_work)
{
    size_t at;
    static unsigned char season[MOST];
    double statistic;
    for (size_t i = 0; i < n; i++)
        season[i] = (unsigned char)(i % now.p);
    struct st_shape d = {now.kind, t, x, NULL, n, season, now.p};
    return st_shape_joint(&d, work, n_work, out, other, &statistic, &at);
}

static size_t
jump_need(size_t n)
{
    return st_jump_work(n, now.p, now.p);
}

static enum st_status
jump(size_t n, double *work, size_t n_work)
{
    size_t from[ST_JUMPS_MAX];
    static unsigned char season[MOST];
    struct st_jump j;
    for (size_t i = 0; i < n; i++)
        season[i] = (unsigned char)(i % now.p);
    for (size_t k = 0; k < now.p; k++)
        from[k] = (k + 1) * n / (now.p + 1);
    struct st_jump_data d = {t, x, x, NULL, n, from, now.p, season, now.p};
    return st_jump(&d, work, n_work, &j);
}

static size_t
segment_need(size_t n)
{
    return (now.p + 1) * n;
}

static enum st_status
segment(size_t n, double *work, size_t n_work)
{
    enum st_status e = st_segment_cost(ST_SEGMENT_POISSON, x, NULL, n, cost);
    return e ? e : st_segment(cost, n, 2, now.p, work, n_work, index_room, out, group);
}

static struct st_joinpoint_data
joinpoint_data(size_t n)
{
    return (struct st_joinpoint_data){t, x, NULL, n, {2, 1}};
}

static size_t
joinpoint_need(size_t n)
{
    return st_joinpoint_work(n, now.p);
}

/* 0: search, 1: with the fit, 2: permutations in more than one block. */
static enum st_status
joinpoint(size_t n, double *work, size_t n_work)
{
    struct st_joinpoint_data d = joinpoint_data(n);
    struct st_joinpoint f;
    struct rng r;
    size_t at[ST_JOINS_MAX];
    double got;
    rng_seed(&r, 1);
    return now.kind == 0 ? st_joinpoint_search(&d, now.p, work, n_work, at, &got)
           : now.kind == 1
               ? st_joinpoint(&d, now.p, work, n_work, ample_dd,
                              sizeof ample_dd / sizeof *ample_dd, &f)
               : st_joinpoint_permute(&d, 0, now.p, 40, &r, work, n_work, ample_dd,
                                      sizeof ample_dd / sizeof *ample_dd, &got);
}

static size_t
joinpoint_dd_need(size_t n)
{
    return 2 * st_joinpoint_work_dd(n, now.p);
}

static enum st_status
joinpoint_dd(size_t n, double *work, size_t n_work)
{
    struct st_joinpoint_data d = joinpoint_data(n);
    struct st_joinpoint f;
    return st_joinpoint(&d, now.p, ample, sizeof ample / sizeof *ample, twice(work),
                        n_work / 2, &f);
}

static size_t
segmented_need(size_t n)
{
    return st_segmented_work(n, now.p);
}

static enum st_status
segmented(size_t n, double *work, size_t n_work)
{
    struct st_segmented_data d = {(enum st_family)now.kind, t, x, y, n};
    struct st_segmented f;
    for (size_t i = 0; i < n; i++)
        y[i] = 40;
    return st_segmented(&d, now.p, work, n_work, ample_dd,
                        sizeof ample_dd / sizeof *ample_dd, &f);
}

static size_t
segmented_dd_need(size_t n)
{
    return 2 * st_segmented_work_dd(n, now.p);
}

static enum st_status
segmented_dd(size_t n, double *work, size_t n_work)
{
    struct st_segmented_data d = {(enum st_family)now.kind, t, x, y, n};
    struct st_segmented f;
    return st_segmented(&d, now.p, ample, sizeof ample / sizeof *ample, twice(work),
                        n_work / 2, &f);
}

static struct st_ets_model
ets_model(void)
{
    return (struct st_ets_model){
        .error = now.kind & 1 ? 'M' : 'A',
        .trend = now.kind & 2 ? 'A' : 'N',
        .damped = (now.kind & 6) == 6,
        .season = now.p < 2      ? 'N'
                  : now.kind & 1 ? 'M'
                                 : 'A',
        .period = now.p,
    };
}

static size_t
ets_need(size_t n)
{
    (void)n;
    struct st_ets_model m = ets_model();
    return st_ets_fit_work(&m);
}

static enum st_status
ets(size_t n, double *work, size_t n_work)
{
    struct st_ets_model m = ets_model();
    struct st_ets_param p;
    struct st_ets_state s;
    struct st_ets_fit f;
    return st_ets_fit(&m, x, n, work, n_work, &p, &s, &f);
}

static const struct kernel {
    const char *name;
    size_t (*need)(size_t n);
    enum st_status (*call)(size_t n, double *work, size_t n_work);
    int kinds[2]; /* the first and the last */
    size_t p[3];  /* 0: no more */
    size_t each[4], most;
} kernels[] = {
    {"kendall", st_kendall_work, kendall, {0, ST_KENDALL_PLAIN}, {1}, {0}, 2000},
    {"sen", st_sen_work, sen, {0, 0}, {1}, {0}, 2000},
    {"sen_range", st_sen_range_work, sen_range, {0, 0}, {1}, {2, 7, 30, 400}, 1000},
    {"kendall_range",
     kendall_range_need,
     kendall_range,
     {0, ST_KENDALL_PLAIN},
     {1},
     {2, 7, 30, 400},
     1000},
    {"serial", st_serial_work, serial, {0, 4}, {1}, {0}, 1000},
    {"seasonal", st_seasonal_work, seasonal, {0, 0}, {2, 4, 12}, {0}, 1000},
    {"seasonal_range",
     st_seasonal_range_work,
     seasonal_range,
     {0, 0},
     {2, 4, 12},
     {7, 30, 400},
     500},
    {"adjust", st_adjust_work, adjust, {0, ST_BY}, {1}, {0}, 500},
    {"stl", stl_need, stl, {0, 0}, {2, 7, 12}, {0}, 500},
    {"pacf", pacf_need, pacf, {0, 0}, {1}, {0}, 500},
    {"level_or_line",
     st_level_or_line_work,
     level_or_line,
     {0, 1},
     {1, 4, 12},
     {0},
     500},
    {"shape_rho", st_shape_rho_work, shape_rho, {0, 1}, {1, 4, 12}, {0}, 500},
    {"season_range", st_season_range_work, season_range, {0, 0}, {2, 4, 12}, {3}, 500},
    {"ar1", ar1_need, ar1, {0, 0}, {1, 2, 3}, {0}, 500},
    {"change", same, change, {0, ST_EXP_F}, {1}, {0}, 2000},
    {"change_p", change_p_need, change_p, {0, ST_EXP_F}, {1}, {0}, 500},
    {"lanzante", same, lanzante, {0, 0}, {1}, {0}, 2000},
    {"chow", same, chow, {0, 0}, {1}, {0}, 2000},
    {"hac", hac_need, hac, {-1, 5}, {1, 2, 3}, {0}, 500},
    {"lsq", lsq_need, lsq, {0, 1}, {1, 2, 4}, {0}, 500},
    {"anova", anova_need, anova, {0, 0}, {1}, {0}, 2000},
    {"poisson", poisson_need, poisson, {0, 0}, {1, 2, 3}, {0, 2, 7, 400}, 1000},
    {"negbin", negbin_need, negbin, {0, 0}, {1, 2, 3}, {0}, 500},
    {"poisson_range",
     st_poisson_range_work,
     poisson_range,
     {0, 0},
     {1},
     {2, 7, 30, 400},
     1000},
    {"pettitt_range",
     st_pettitt_range_work,
     pettitt_range,
     {0, 0},
     {1},
     {2, 7, 30, 400},
     2000},
    {"propagate", propagate_need, propagate, {0, 1}, {1}, {0}, 2000},
    {"parallel", threefold, parallel, {0, 1}, {1}, {0}, 2000},
    {"parallel_ar1", st_parallel_ar1_work, parallel_ar1, {0, 1}, {1}, {0}, 500},
    {"shape_joint", same, shape_joint, {0, 1}, {1, 4, 12}, {0}, 120},
    {"jump", jump_need, jump, {0, 0}, {1, 2, 8}, {0}, 500},
    {"segment", segment_need, segment, {0, 0}, {1, 2, 5}, {0}, SEGMENTS},
    {"joinpoint", joinpoint_need, joinpoint, {0, 2}, {1, 2, 3}, {0}, 33},
    {"joinpoint_dd", joinpoint_dd_need, joinpoint_dd, {0, 0}, {1, 2, 3}, {0}, 33},
    {"segmented", segmented_need, segmented, {0, 0}, {1, 2, 3}, {0}, 28},
    {"segmented_dd", segmented_dd_need, segmented_dd, {0, 0}, {1, 2, 3}, {0}, 12},
    {"ets", ets_need, ets, {0, 7}, {1, 4, 12}, {0}, 27},
};

/* Room of just the size for n points, then one element less. True when it could be done. */
static bool
at_size(const struct kernel *k, size_t n)
{
    size_t need = k->need(n);
    double *work = room(need);
    enum st_status e = k->call(n, work, need);
    assert_int_not_equal(e, ST_NO_ROOM);
    give_back(work, need);
    if (!need || e == ST_TOO_FEW || e == ST_TOO_LARGE || e == ST_DOMAIN)
        return false;
    work = room(need - 1);
    assert_int_equal(k->call(n, work, need - 1), ST_NO_ROOM);
    for (size_t i = 0; i < need - 1; i++)
        assert_true(untouched(work[i]));
    give_back(work, need - 1);
    return e == ST_OK;
}

static size_t
at_all_sizes(const struct kernel *k)
{
    size_t done = 0;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (sizes[i] <= k->most)
            done += at_size(k, sizes[i]);
    return done;
}

static void
every_kernel(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++) {
        const struct kernel *k = &kernels[i];
        size_t done = 0;
        for (now.kind = k->kinds[0]; now.kind <= k->kinds[1]; now.kind++)
            for (size_t p = 0; p < 3 && k->p[p]; p++)
                for (size_t e = 0; e < 4 && (!e || k->each[e]); e++) {
                    now.p = k->p[p];
                    now.each = k->each[e];
                    fill();
                    done += at_all_sizes(k);
                }
        if (!done)
            fail_msg("%s was never done", k->name);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_kernel)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
