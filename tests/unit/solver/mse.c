/*
 * Multiple systems estimation against results that others computed, with the linear
 * programme from lib/ (tests/reference/mse/SOURCE.md says what each file is). Reference
 * fits stopped at R's tolerance of 1e-8, which is what their digits are worth: sizes are
 * held to 2.5e-8.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ref.h"
#include "solver/linear_program.h"
#include "stat/bca.h"
#include "stat/mse_average.h"
#include "stat/mse_choice.h"
#include "stat/mse_limits.h"
#include "stat/mse_urn.h"

#define DIR "tests/reference/mse/"
#define DIGITS 7.6 /* -log10 of 2.5e-8 */
/* The reference's standard errors have the weights of the round before the last (with them
 * all of its digits come back): good for these digits, fewer where a count is 1. */
#define SE_DIGITS 4.4
#define SMALL_SE_DIGITS 3.5
#define CELLS 64
#define LINE 1024

/* A reference file, a row at a time. */
struct sheet {
    FILE *f;
    char head[LINE], line[LINE], *name[CELLS], *cell[CELLS];
    int n;
};

static int
cut(char *line, char *cell[CELLS])
{
    int n = 0;
    line[strcspn(line, "\n")] = '\0';
    for (char *p = line; p && n < CELLS; n++) {
        cell[n] = p;
        p = strchr(p, ',');
        if (p)
            *p++ = '\0';
    }
    return n;
}

static void
sheet_open(struct sheet *s, const char *name, const char *suffix)
{
    char path[128];
    snprintf(path, sizeof path, DIR "%s%s.csv", name, suffix);
    s->f = fopen(path, "r");
    if (!s->f || !fgets(s->head, LINE, s->f)) {
        fprintf(stderr, "%s: cannot be read; run from the top of the project\n", path);
        exit(2);
    }
    s->n = cut(s->head, s->name);
}

static bool
sheet_next(struct sheet *s)
{
    if (!fgets(s->line, LINE, s->f)) {
        fclose(s->f);
        return false;
    }
    assert_int_equal(cut(s->line, s->cell), s->n);
    return true;
}

static const char *
at(const struct sheet *s, const char *column)
{
    for (int i = 0; i < s->n; i++)
        if (!strcmp(s->name[i], column))
            return s->cell[i];
    fprintf(stderr, "no reference column %s\n", column);
    exit(2);
}

static double
number(const struct sheet *s, const char *column)
{
    return strtod(at(s, column), NULL);
}

/* "101" is the set of the first and third list. */
static unsigned
history(const char *text)
{
    unsigned w = 0;
    for (int i = 0; text[i]; i++)
        if (text[i] == '1')
            w |= 1u << i;
    return w;
}

static void
read_table(const char *name, struct loglin_table *t)
{
    struct sheet s;
    *t = (struct loglin_table){0};
    sheet_open(&s, name, "");
    while (sheet_next(&s)) {
        t->lists = (int)strlen(s.cell[0]);
        t->count[history(s.cell[0])] = number(&s, "count");
    }
    assert_int_equal(st_loglin_margins(t), ST_OK);
}

/* "13 45": the terms, in order; "0" is the intercept. Returns how many. */
static int
read_terms(const char *text, unsigned char out[LOGLIN_CELLS])
{
    int n = 0;
    while (*text) {
        unsigned s = 0;
        for (; *text && *text != ' '; text++)
            if (*text > '0')
                s |= 1u << (*text - '1');
        out[n++] = (unsigned char)s;
        text += *text == ' ';
    }
    return n;
}

/* A model from its generators. */
static struct loglin_set
read_model(const char *text, int lists)
{
    struct loglin_set set = st_loglin_main(lists);
    unsigned char term[LOGLIN_CELLS];
    int n = read_terms(text, term);
    for (int k = 0; k < n; k++)
        for (unsigned s = term[k]; s; s = (s - 1) & term[k])
            st_loglin_add(&set, s);
    return set;
}

static struct mse_memo memo[1 << 12];
static struct mse_oracle oracle = {lp_slack, NULL, memo, 1 << 12, 0};

/* The same pairs entered in the same order; the reference names those at minus infinity
 * after the others. */
static void
same_order(const struct mse_choice *c, const char *pairs)
{
    unsigned char reference[LOGLIN_CELLS], ours[LOGLIN_CELLS];
    int n = 0;
    for (int infinite = 0; infinite < 2; infinite++)
        for (int k = 0; k < c->pairs; k++)
            if (!isinf(c->fit.beta[c->pair[k]]) == !infinite)
                ours[n++] = c->pair[k];
    assert_int_equal(n, read_terms(pairs, reference));
    assert_memory_equal(ours, reference, (size_t)n);
}

static void
existence(void **state)
{
    (void)state;
    struct loglin_table t;
    static const struct {
        const char *model;
        int code;
    } known[] = {{"12", 1}, {"12 13 23", 2}, {"13 23", 0}, {"", 0}};
    read_table("artificial3", &t);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct loglin_set m = read_model(known[i].model, 3);
        struct loglin_fit fit;
        int code = -1;
        static const enum st_status ends[] = {ST_OK, ST_NO_MAXIMUM, ST_RANK, ST_RANK};
        assert_int_equal(st_mse_existence(&t, &m, &oracle, &code), ST_OK);
        assert_int_equal(code, known[i].code);
        assert_int_equal(st_mse_fit(&t, &m, NULL, &oracle, &fit), ends[code]);
    }
}

/* Columns that elimination finds independent. The design has entries 0 and 1. */
static int
rank_of(const struct loglin_table *t, const struct loglin_set *m, int *columns)
{
    double a[32][32];
    int rows = 0, p = 0, rank = 0;
    for (unsigned w = 1; w < 1u << t->lists; w++) {
        bool live = true;
        int at = 0;
        for (unsigned s = 1; s < 1u << t->lists; s++)
            live = live && ((s & w) != s || !st_loglin_has(m, s) || t->margin[s] > 0);
        for (unsigned s = 0; s < 1u << t->lists; s++)
            if (st_loglin_has(m, s) && t->margin[s] > 0)
                a[rows][at++] = (s & w) == s;
        p = at;
        rows += live;
    }
    for (int c = 0; c < p; c++) {
        int best = rank;
        for (int r = rank; r < rows; r++)
            if (fabs(a[r][c]) > fabs(a[best][c]))
                best = r;
        if (rank == rows || fabs(a[best][c]) < 1e-9)
            continue;
        for (int k = 0; k < p; k++) {
            double x = a[best][k];
            a[best][k] = a[rank][k];
            a[rank][k] = x;
        }
        for (int r = rank + 1; r < rows; r++) {
            double by = a[r][c] / a[rank][c];
            for (int k = c; k < p; k++)
                a[r][k] -= by * a[rank][k];
        }
        rank++;
    }
    *columns = p;
    return rank;
}

/* The short proof of existence, fitted means, against the programme, and the exact test of
 * rank against elimination, for every model of up to three lists. */
static void
proofs_agree(void **state)
{
    (void)state;
    static const char *const name[] = {"artificial3", "uk4", "uk5", "kosovo"};
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        struct loglin_table t;
        struct mse_models models;
        struct loglin_set m;
        read_table(name[i], &t);
        st_mse_models_start(&models, t.lists, t.lists < 5 ? 3 : 2);
        while (st_mse_models_next(&models, &m)) {
            struct loglin_fit fit;
            int code = -1, columns, rank = rank_of(&t, &m, &columns);
            assert_int_equal(st_loglin_identifiable(&t, &m), rank == columns);
            assert_int_equal(st_mse_existence(&t, &m, &oracle, &code), ST_OK);
            enum st_status got = st_mse_fit(&t, &m, NULL, &oracle, &fit);
            assert_int_equal(got == ST_OK, code == MSE_EXISTS);
        }
    }
}

static void
forward_choice(void **state)
{
    (void)state;
    struct sheet s;
    sheet_open(&s, "forward", "");
    while (sheet_next(&s)) {
        struct loglin_table t;
        struct mse_choice c;
        struct loglin_criteria k;
        double lo, hi, variance, threshold = number(&s, "threshold");
        read_table(at(&s, "table"), &t);
        assert_int_equal(st_mse_forward(&t, threshold, &oracle, &c), ST_OK);
        struct loglin_set finite = read_model(at(&s, "finite"), t.lists);
        struct loglin_set infinite = read_model(at(&s, "infinite"), t.lists);
        for (unsigned w = 0; w < 1u << t.lists; w++) {
            assert_int_equal(st_loglin_has(&c.fit.model, w),
                             st_loglin_has(&finite, w) || st_loglin_has(&infinite, w));
            assert_int_equal(isinf(c.fit.beta[w]) != 0,
                             st_loglin_has(&infinite, w) && !st_loglin_has(&finite, w));
        }
        if (!*at(&s, "infinite") && threshold < 1)
            same_order(&c, at(&s, "finite"));
        st_loglin_criteria(&t, &c.fit, &k);
        ref_close(c.estimate, number(&s, "estimate"), DIGITS);
        ref_close(c.fit.beta[0], number(&s, "intercept"), DIGITS);
        assert_int_equal(st_loglin_variance(&c.fit, 0, &variance), ST_OK);
        ref_close(sqrt(variance), number(&s, "se"), SE_DIGITS);
        assert_true(fabs(k.deviance - number(&s, "deviance")) < 1e-7);
        ref_close(k.aic, number(&s, "aic"), 9);
        ref_close(k.bic, number(&s, "bic"), 9);
        ref_close(k.df, number(&s, "df"), 16);
        ref_close(k.cells, number(&s, "cells"), 16);
        assert_int_equal(st_mse_wald(&t, &c.fit, 0.95, &lo, &hi), ST_OK);
        ref_close(lo, number(&s, "lo95"), SE_DIGITS);
        ref_close(hi, number(&s, "hi95"), SE_DIGITS);
        assert_int_equal(st_mse_wald(&t, &c.fit, 0.8, &lo, &hi), ST_OK);
        ref_close(lo, number(&s, "lo80"), SE_DIGITS);
        ref_close(hi, number(&s, "hi80"), SE_DIGITS);
    }
}

static void
coefficients(void **state)
{
    (void)state;
    struct sheet s;
    sheet_open(&s, "coefficients", "");
    while (sheet_next(&s)) {
        struct loglin_table t;
        struct mse_choice c;
        unsigned char term[LOGLIN_CELLS];
        double variance;
        read_table(at(&s, "table"), &t);
        read_terms(at(&s, "term"), term);
        assert_int_equal(st_mse_forward(&t, number(&s, "threshold"), &oracle, &c),
                         ST_OK);
        ref_close(c.fit.beta[*term], number(&s, "estimate"), 6.5);
        assert_int_equal(st_loglin_variance(&c.fit, *term, &variance), ST_OK);
        ref_close(sqrt(variance), number(&s, "se"), SMALL_SE_DIGITS);
    }
}

static void
ranking(void **state)
{
    (void)state;
    enum { TOP = 200 };
    struct mse_ranked aic[TOP], best[TOP];
    struct sheet s;
    size_t found = 0, admissible = 0;
    sheet_open(&s, "ranking", "");
    while (sheet_next(&s)) {
        struct loglin_table t;
        size_t rank = (size_t)number(&s, "rank");
        read_table(at(&s, "table"), &t);
        if (rank == 1)
            assert_int_equal(st_mse_rank(&t, (int)number(&s, "order"), &oracle, TOP,
                                         aic, best, &found, &admissible),
                             ST_OK);
        assert_int_equal(admissible, (size_t)number(&s, "admissible"));
        assert_true(rank >= 1 && rank <= found);
        struct loglin_set m = read_model(at(&s, "model"), t.lists);
        assert_memory_equal(&m, &best[rank - 1].model, sizeof m);
        ref_close(best[rank - 1].criterion, number(&s, "bic"), 9);
        ref_close(best[rank - 1].estimate, number(&s, "estimate"), DIGITS);
    }
}

/* The weights are those of the ranked models; with one model alone the limits are Wald's. */
static void
averaged(void **state)
{
    (void)state;
    enum { TOP = 200 };
    static struct mse_ranked aic[TOP], best[TOP];
    static struct mse_weighed room[TOP];
    static double weight[TOP];
    struct loglin_table t, two = {.lists = 2, .count = {0, 30, 40, 12}};
    struct mse_average a;
    size_t found, admissible;
    double all = 0, sum = 0, lo, hi;
    read_table("kosovo", &t);
    assert_int_equal(st_mse_rank(&t, 3, &oracle, TOP, aic, best, &found, &admissible),
                     ST_OK);
    for (size_t i = 1; i < found; i++)
        assert_true(aic[i - 1].criterion <= aic[i].criterion);
    assert_int_equal(st_mse_average(&t, 3, 0.95, &oracle, room, weight, &a), ST_OK);
    assert_int_equal(a.models, admissible);
    for (size_t i = 0; i < found; i++) {
        double w = exp((best[0].criterion - best[i].criterion) / 2);
        all += w;
        sum += w * best[i].estimate;
    }
    ref_close(a.estimate, sum / all, 10);
    ref_close(a.best, 1 / all, 10);
    assert_true(a.lo < a.estimate && a.estimate < a.hi && a.bulk == 3);
    struct loglin_set main = st_loglin_main(2);
    struct loglin_fit fit;
    assert_int_equal(st_loglin_margins(&two), ST_OK);
    assert_int_equal(st_mse_fit(&two, &main, NULL, &oracle, &fit), ST_OK);
    assert_int_equal(st_mse_wald(&two, &fit, 0.95, &lo, &hi), ST_OK);
    assert_int_equal(st_mse_average(&two, 2, 0.95, &oracle, room, weight, &a), ST_OK);
    assert_int_equal(a.models, 1);
    ref_close(a.lo, lo, 9);
    ref_close(a.hi, hi, 9);
    struct loglin_table apart = {.lists = 2, .count = {0, 30, 40, 0}};
    assert_int_equal(st_loglin_margins(&apart), ST_OK);
    assert_int_equal(st_mse_average(&apart, 2, 0.95, &oracle, room, weight, &a),
                     ST_NO_MAXIMUM);
}

static void
older_choice(void **state)
{
    (void)state;
    struct sheet s;
    sheet_open(&s, "aic", "");
    while (sheet_next(&s)) {
        struct loglin_table t;
        struct mse_choice c;
        struct loglin_criteria k;
        struct mse_profile p, q;
        double threshold = number(&s, "threshold"), variance;
        read_table(at(&s, "table"), &t);
        enum st_status status = threshold > 0 ? st_mse_aic(&t, threshold, &oracle, &c)
                                              : st_mse_forward(&t, 0, &oracle, &c);
        assert_int_equal(status, ST_OK);
        same_order(&c, at(&s, "model"));
        st_loglin_criteria(&t, &c.fit, &k);
        ref_close(k.aic, number(&s, "aic"), 9);
        ref_close(k.deviance, number(&s, "deviance"), 9);
        ref_close(k.df, number(&s, "df"), 16);
        ref_close(c.estimate, number(&s, "poisson_estimate"), DIGITS);
        assert_int_equal(st_loglin_variance(&c.fit, 0, &variance), ST_OK);
        /* Of the size: the unseen number varies by its mean, beside the error of that. */
        variance = c.fit.mu[0] + c.fit.mu[0] * c.fit.mu[0] * variance;
        ref_close(sqrt(variance), number(&s, "poisson_se"), SE_DIGITS);
        assert_int_equal(st_mse_profile(&t, &c.fit, 0.95, &p), ST_OK);
        assert_int_equal(st_mse_profile(&t, &c.fit, 0.8, &q), ST_OK);
        ref_close(p.estimate, number(&s, "estimate"), 7);
        ref_close(p.lo, number(&s, "lo95"), 7);
        ref_close(p.hi, number(&s, "hi95"), 7);
        ref_close(q.lo, number(&s, "lo80"), 7);
        ref_close(q.hi, number(&s, "hi80"), 7);
    }
}

/* Every resample: same counts in, same pairs in the same order and same size out. */
static void
resamples(const char *table, const char *threshold)
{
    struct sheet s;
    char estimate[32], model[32];
    int rows = 0;
    snprintf(estimate, sizeof estimate, "estimate_%s", threshold);
    snprintf(model, sizeof model, "model_%s", threshold);
    sheet_open(&s, table, "");
    while (sheet_next(&s)) {
        struct loglin_table t = {.lists = (int)strlen(s.name[1])};
        struct mse_choice c;
        for (int i = 1; i < s.n && strspn(s.name[i], "01") == strlen(s.name[i]); i++)
            t.count[history(s.name[i])] = strtod(s.cell[i], NULL);
        assert_int_equal(st_loglin_margins(&t), ST_OK);
        assert_int_equal(st_mse_forward(&t, strtod(threshold, NULL), &oracle, &c),
                         ST_OK);
        same_order(&c, at(&s, model));
        ref_close(c.estimate, number(&s, estimate), DIGITS);
        rows++;
    }
    assert_int_equal(rows, 1000);
}

#define RESAMPLES(name, table, threshold)      \
    static void resamples_##name(void **state) \
    {                                          \
        (void)state;                           \
        resamples("boot_" table, threshold);   \
    }
RESAMPLES(uk6_001, "uk6", "0.001")
RESAMPLES(uk6_02, "uk6", "0.02")
RESAMPLES(uk5_02, "uk5", "0.02")
RESAMPLES(uk5_05, "uk5", "0.05")
RESAMPLES(uk4_02, "uk4", "0.02")
RESAMPLES(kosovo_02, "kosovo", "0.02")

static void
jackknife(void **state)
{
    (void)state;
    struct sheet s;
    int rows = 0;
    sheet_open(&s, "jackknife", "");
    while (sheet_next(&s)) {
        struct loglin_table t;
        struct mse_choice c;
        read_table(at(&s, "table"), &t);
        t.count[history(at(&s, "history"))] -= 1;
        assert_int_equal(st_loglin_margins(&t), ST_OK);
        assert_int_equal(st_mse_forward(&t, number(&s, "threshold"), &oracle, &c),
                         ST_OK);
        same_order(&c, at(&s, "model"));
        ref_close(c.estimate, number(&s, "estimate"), DIGITS);
        rows++;
    }
    assert_int_equal(rows, 115);
}

static int
rising(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The limits from the resamples, all computed here. */
static void
limits(void **state)
{
    (void)state;
    struct sheet s;
    sheet_open(&s, "bca", "");
    while (sheet_next(&s)) {
        static double boot[1000], jack[CELLS], weight[CELLS];
        char file[32], column[32];
        const char *table = at(&s, "table"), *threshold = at(&s, "threshold");
        struct sheet j;
        struct st_bca b;
        size_t n = 0;
        snprintf(file, sizeof file, "boot_%s.csv", table);
        snprintf(column, sizeof column, "estimate_%s", threshold);
        assert_int_equal(ref_column("mse", file, column, boot, 1000), 1000);
        sheet_open(&j, "jackknife", "");
        while (sheet_next(&j))
            if (!strcmp(at(&j, "table"), table) &&
                !strcmp(at(&j, "threshold"), threshold)) {
                weight[n] = number(&j, "count");
                jack[n++] = number(&j, "estimate");
            }
        assert_int_equal(
            st_bca(number(&s, "estimate"), boot, 1000, jack, weight, n, &b), ST_OK);
        ref_close(b.z0, number(&s, "z0"), 10);
        ref_close(b.a, number(&s, "a"), 7);
        qsort(boot, 1000, sizeof *boot, rising);
        for (int i = 5; i < s.n - 1; i++) {
            double limit;
            assert_int_equal(
                st_bca_limit(&b, strtod(s.name[i], NULL), boot, 1000, &limit), ST_OK);
            ref_close(limit, strtod(s.cell[i], NULL), 8);
        }
    }
}

/* Two lists: the estimate is Lincoln and Petersen's and its variance has a formula. */
static void
two_lists(void **state)
{
    (void)state;
    struct loglin_table t = {.lists = 2, .count = {0, 90, 60, 15}};
    struct mse_choice c;
    double variance;
    assert_int_equal(st_loglin_margins(&t), ST_OK);
    assert_int_equal(st_mse_forward(&t, 0.02, &oracle, &c), ST_OK);
    assert_int_equal(c.pairs, 0);
    ref_close(c.estimate, 105.0 * 75 / 15, 14);
    assert_int_equal(st_loglin_variance(&c.fit, 0, &variance), ST_OK);
    ref_close(variance, 1 / 90.0 + 1 / 60.0 + 1 / 15.0, 14);
    assert_int_equal(st_loglin_variance(&c.fit, 3, &variance), ST_DOMAIN);
    /* The pair cannot be told from the unseen: four terms, three cells. */
    struct loglin_set m = read_model("12", 2);
    assert_int_equal(st_mse_fit(&t, &m, NULL, &oracle, &c.fit), ST_RANK);
}

static void
refusals(void **state)
{
    (void)state;
    struct loglin_table apart = {.lists = 3, .count = {0, 5, 6, 0, 7}};
    struct loglin_table one = {.lists = 1, .count = {0, 5}};
    struct loglin_table t = {.lists = 2, .count = {0, 5, 6, -1}};
    struct mse_choice c;
    struct mse_urn urn;
    struct mse_profile p;
    struct mse_ranked best, other;
    size_t found, admissible;
    assert_int_equal(st_loglin_margins(&one), ST_DOMAIN);
    assert_int_equal(st_loglin_margins(&t), ST_DOMAIN);
    t.count[3] = 1.5;
    assert_int_equal(st_loglin_margins(&t), ST_DOMAIN);
    t.count[3] = NAN;
    assert_int_equal(st_loglin_margins(&t), ST_NOT_A_NUMBER);
    memset(t.count, 0, sizeof t.count);
    assert_int_equal(st_loglin_margins(&t), ST_ALL_ZERO);
    /* Lists that never overlap: no size is too large. */
    assert_int_equal(st_loglin_margins(&apart), ST_OK);
    assert_int_equal(st_mse_forward(&apart, 0.02, &oracle, &c), ST_NO_MAXIMUM);
    assert_int_equal(st_mse_aic(&apart, 0.05, &oracle, &c), ST_NO_MAXIMUM);
    /* Two of three lists that share nobody have a model, with that pair at minus infinity
     * or not. */
    apart.count[5] = apart.count[6] = 2;
    assert_int_equal(st_loglin_margins(&apart), ST_OK);
    assert_int_equal(st_mse_forward(&apart, 1, &oracle, &c), ST_OK);
    assert_int_equal(st_mse_profile(&apart, &c.fit, 1, &p), ST_DOMAIN);
    assert_int_equal(
        st_mse_rank(&apart, 2, &oracle, 1, &best, &other, &found, &admissible), ST_OK);
    assert_int_equal(found, 1);
    apart.count[1] = 5e9;
    assert_int_equal(st_loglin_margins(&apart), ST_OK);
    assert_int_equal(st_mse_urn(&apart, &urn), ST_TOO_LARGE);
    assert_int_equal(st_mse_models_count(4, 3, 1000), 113);
    assert_true(st_mse_models_count(8, 3, 1000) > 1000);
}

/* Thresholds tried on one way choose as each alone, to the last digit, also where a fit has no
 * maximum. */
static void
each_threshold(void **state)
{
    (void)state;
    static const double threshold[] = {0, 0.001, 0.02, 0.02, 0.1, 0.9, 1, 1};
    enum { N = sizeof threshold / sizeof *threshold };
    struct loglin_table t, drawn, apart = {.lists = 3, .count = {0, 5, 6, 0, 7}};
    struct mse_choice c;
    struct mse_urn urn;
    double estimate[N];
    read_table("uk6", &t);
    assert_int_equal(st_mse_urn(&t, &urn), ST_OK);
    for (unsigned r = 0; r < 200; r++) {
        st_mse_draw(&urn, t.lists, 1, r, &drawn);
        st_mse_forward_each(&drawn, threshold, N, &oracle, estimate);
        for (int i = 0; i < N; i++) {
            assert_int_equal(st_mse_forward(&drawn, threshold[i], &oracle, &c), ST_OK);
            assert_memory_equal(&estimate[i], &c.estimate, sizeof c.estimate);
        }
    }
    assert_int_equal(st_loglin_margins(&apart), ST_OK);
    st_mse_forward_each(&apart, threshold, N, &oracle, estimate);
    for (int i = 0; i < N; i++)
        assert_true(isinf(estimate[i]));
}

/* A resample has as many cases, on histories that occur; the same number gives the same
 * one, another number or seed another. Over many, shares come back. */
static void
draws(void **state)
{
    (void)state;
    struct loglin_table t, a, b;
    struct mse_urn urn;
    double sum[LOGLIN_CELLS] = {0};
    read_table("uk6", &t);
    assert_int_equal(st_mse_urn(&t, &urn), ST_OK);
    assert_int_equal(urn.n, 2744);
    for (unsigned r = 0; r < 2000; r++) {
        st_mse_draw(&urn, t.lists, 1, r, &a);
        ref_close(a.margin[0], t.margin[0], 16);
        for (unsigned w = 1; w < 64; w++) {
            sum[w] += a.count[w] / 2000;
            assert_true(a.count[w] <= 0 || t.count[w] > 0);
        }
    }
    for (unsigned w = 1; w < 64; w++)
        assert_true(fabs(sum[w] - t.count[w]) <= 5 * sqrt(t.count[w] / 2000));
    st_mse_draw(&urn, t.lists, 1, 1999, &b);
    assert_memory_equal(&a, &b, sizeof a);
    st_mse_draw(&urn, t.lists, 2, 1999, &b);
    assert_memory_not_equal(&a, &b, sizeof a);
    st_mse_draw(&urn, t.lists, 1, 1998, &b);
    assert_memory_not_equal(&a, &b, sizeof a);
}

static void
bca_edges(void **state)
{
    (void)state;
    static const double boot[] = {1, 2, 3, 4, INFINITY}, jack[] = {2, 3},
                        tied[] = {2, 2};
    static const double weight[] = {1, 1}, endless[] = {2, INFINITY};
    struct st_bca b;
    double x;
    assert_int_equal(st_bca(2.5, boot, 0, jack, weight, 2, &b), ST_TOO_FEW);
    assert_int_equal(st_bca(0.5, boot, 5, jack, weight, 2, &b), ST_DOMAIN);
    assert_int_equal(st_bca(2.5, boot, 5, tied, weight, 2, &b), ST_ALL_TIED);
    assert_int_equal(st_bca(2.5, boot, 5, endless, weight, 2, &b), ST_DOMAIN);
    assert_int_equal(st_bca(2.5, boot, 5, jack, weight, 2, &b), ST_OK);
    assert_int_equal(st_bca_limit(&b, 1, boot, 5, &x), ST_DOMAIN);
    assert_int_equal(st_bca_limit(&b, 0.975, boot, 5, &x), ST_OK);
    assert_true(isinf(x));
    /* Type 8: h = (5 + 1/3) q + 1/3. */
    ref_close(st_quantile8(boot, 5, 0.5), 3, 14);
    ref_close(st_quantile8(boot, 5, 0.25), 1 + 2.0 / 3, 14);
    ref_close(st_quantile8(boot, 5, 0.01), 1, 16);
    assert_true(isinf(st_quantile8(boot, 5, 0.8)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(averaged),
        cmocka_unit_test(existence),
        cmocka_unit_test(proofs_agree),
        cmocka_unit_test(forward_choice),
        cmocka_unit_test(coefficients),
        cmocka_unit_test(ranking),
        cmocka_unit_test(older_choice),
        cmocka_unit_test(jackknife),
        cmocka_unit_test(limits),
        cmocka_unit_test(two_lists),
        cmocka_unit_test(refusals),
        cmocka_unit_test(each_threshold),
        cmocka_unit_test(draws),
        cmocka_unit_test(bca_edges),
        cmocka_unit_test(resamples_uk6_001),
        cmocka_unit_test(resamples_uk6_02),
        cmocka_unit_test(resamples_uk5_02),
        cmocka_unit_test(resamples_uk5_05),
        cmocka_unit_test(resamples_uk4_02),
        cmocka_unit_test(resamples_kosovo_02),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    lp_release();
    return failed;
}
