/*
 * certify - every reference value under tests/reference, beside what the kernels make of the
 * same data: a line each with the digits that agree (-log10 of the relative error) and those
 * wanted. Writes out/certificate.csv, out/certificate-cases.csv and out/certificate.md; exit 1
 * when a line fails, or when a reference value has neither a kernel nor a reason why there is none.
 *
 * Digits wanted are under 13 where the reference itself has no more; why is said with each.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "solver/linear_program.h"
#include "stat/acf.h"
#include "stat/adjust.h"
#include "stat/armitage.h"
#include "stat/bca.h"
#include "stat/chain_ladder.h"
#include "stat/change.h"
#include "stat/chapman.h"
#include "stat/concentration.h"
#include "stat/ets.h"
#include "stat/exact.h"
#include "stat/hac.h"
#include "stat/joinpoint.h"
#include "stat/kendall_partial.h"
#include "stat/kendall_serial.h"
#include "stat/limits.h"
#include "stat/lsq.h"
#include "stat/moments.h"
#include "stat/mse_average.h"
#include "stat/mse_choice.h"
#include "stat/mse_limits.h"
#include "stat/mse_urn.h"
#include "stat/negbin.h"
#include "stat/parallel.h"
#include "stat/poisson.h"
#include "stat/score.h"
#include "stat/seasonal.h"
#include "stat/segment.h"
#include "stat/segmented.h"
#include "stat/sen.h"
#include "stat/stl.h"
#include "unit/ref.h"
#include "unit/room.h"

enum { ROWS = 4000, TEXT = 64, MAX = 6000, WORK = 1 << 18 };

struct row {
    char test[TEXT], quantity[TEXT];
    double reference, ours, digits, wanted, within;
    const char *why; /* of the wanted digits, or of no result */
    bool computed;
    int of; /* which case */
};

static const struct {
    const char *name, *source;
} cases[] = {
    {"binomial_intervals", "R 4.2.2"},
    {"chain_ladder", "Mack 1993, as printed"},
    {"changepoint_pettitt_buishand_snht", "R 4.2.2, trend 1.1.6"},
    {"cochran_armitage", "R 4.2.2, coin 1.4.2"},
    {"concentration", "Hundepool et al. 2012, as printed"},
    {"exact_poisson_rates", "R 4.2.2"},
    {"fisher_chi2", "R 4.2.2"},
    {"holt_winters_ets", "R 4.2.2, forecast 8.20"},
    {"joinpoint_nci", "Joinpoint 4.9.0.0 (NCI); search over all joints"},
    {"ljung_box", "R 4.2.2"},
    {"mann_kendall_sen_r", "R 4.2.2, trend 1.1.6, Kendall 2.2.1"},
    {"modified_mk_hamed_rao_yue_wang", "R 4.2.2, modifiedmk 1.6"},
    {"mse", "R 4.2, SparseMSE"},
    {"mse_successor", "MultipleSystemsEstimation 1.1.0, as printed"},
    {"negative_binomial_regression", "R 4.2.2, MASS 7.3"},
    {"newey_west_hac", "R 4.2.2, sandwich 3.0.2, lmtest 0.9.40"},
    {"nist", "NIST StRD"},
    {"p_adjust", "R 4.2.2"},
    {"parallel_lines", "R 4.2.2"},
    {"partial_kendall", "R 4.2.2"},
    {"poisson_regression", "R 4.2.2"},
    {"regional_kendall", "R 4.2.2"},
    {"seasonal_counts", "R 4.2.2"},
    {"seasonal_kendall", "R 4.2.2, trend 1.1.6, Kendall 2.2.1"},
    {"segmented_regression", "R 4.2.2, segmented 1.6.2; search over a grid"},
    {"stl_quarterly", "R 4.2.2"},
    {"structural_breaks_nile", "R 4.2.2, strucchange 1.5.3"},
    {"two_lists", "Sadinle 2009, as printed"},
    {"two_proportions", "Newcombe 1998; Koopman 1984, as printed"},
};
enum { CASES = sizeof cases / sizeof *cases };

static struct row row[ROWS];
static int rows, now; /* now: the case at hand */
static double x[MAX], y[MAX], t[MAX], work[WORK];
static struct dd work_dd[20000];

/* Why no kernel gives it: the first that fits; a text is fitted from its beginning. */
static const struct {
    const char *name, *test, *quantity, *why;
} absent[] = {
    {"binomial_intervals", "", "p", "went in: the share"},
    {"binomial_intervals", "", "wald",
     "covers too seldom (Brown, Cai and DasGupta 2001): not offered"},
    {"exact_poisson_rates", "", "stat", "went in: the count"},
    {"exact_poisson_rates", "one_3", "ci_hi", "open side of a one-sided interval"},
    {"fisher_chi2", "Job", "", "tables of more than two groups are not contrasts"},
    {"fisher_chi2", "ucb_cmh", "",
     "groups are compared in each stratum, not over them"},
    {"fisher_chi2", "", "or_sample", "cross product; the conditional ratio is given"},
    {"holt_winters_ets", "", "par_", "went in: the likelihood is held at these"},
    {"holt_winters_ets", "", "alpha", "went in"},
    {"holt_winters_ets", "", "beta", "went in"},
    {"holt_winters_ets", "", "gamma", "went in"},
    {"holt_winters_ets", "ukgas_ets_auto", "fc",
     "after a year: mean of the paths there, the path without errors here"},
    {"modified_mk_hamed_rao_yue_wang", "", "Sen_s_Slope", "of the whitened series"},
    {"negative_binomial_regression", "", "null_deviance",
     "of the constant alone with the full model's theta held: no such fit is offered"},
    {"negative_binomial_regression", "", "iter", "steps of the other program"},
    {"newey_west_hac", "investment_ols", "",
     "another test of the errors: Ljung-Box is the one made here"},
    {"p_adjust", "bh1995_none", "", "went in"},
    {"segmented_regression", "down_2bp", "", "of a fit with a higher deviance"},
    {"segmented_regression", "", "logLik", "the deviance is held instead"},
    {"segmented_regression", "nile_davies", "",
     "whether there is a joint is tested by permutation (joinpoint)"},
    {"segmented_regression", "nile_pscore", "",
     "whether there is a joint is tested by permutation (joinpoint)"},
    {"segmented_regression", "nile_1bp", "se_", "of a fit beside the kink"},
    {"structural_breaks_nile", "", "min_segment", "went in"},
};

static void
need(enum st_status s, const char *what)
{
    if (s == ST_OK)
        return;
    fprintf(stderr, "certify: %s: %s refused: %s\n", cases[now].name, what,
            st_reason(s));
    exit(1);
}

static struct row *
add(const char *test, const char *quantity, double reference)
{
    if (rows == ROWS) {
        fprintf(stderr, "certify: more than %d reference values\n", ROWS);
        exit(1);
    }
    struct row *r = &row[rows++];
    snprintf(r->test, TEXT, "%s", test);
    snprintf(r->quantity, TEXT, "%s", quantity);
    r->reference = reference;
    r->of = now;
    return r;
}

static void
read_expected(void)
{
    char path[160], line[512];
    snprintf(path, sizeof path, "tests/reference/%s/expected.csv", cases[now].name);
    FILE *f = fopen(path, "r");
    if (!f)
        return; /* stl and mse have tables of another form */
    for (bool head = true; fgets(line, sizeof line, f); head = false) {
        char *cell[3], *p = line;
        for (int i = 0; i < 3; i++) {
            cell[i] = p;
            p += strcspn(p, i < 2 ? "," : "\n");
            *p++ = '\0';
        }
        if (!head)
            add(cell[0], cell[1], strtod(cell[2], NULL));
    }
    fclose(f);
}

static struct row *
find(const char *test, const char *quantity)
{
    for (int i = rows; i-- > 0 && row[i].of == now;)
        if (!strcmp(row[i].test, test) && !strcmp(row[i].quantity, quantity))
            return &row[i];
    return NULL;
}

static double
given(const char *test, const char *quantity)
{
    return ref_value(cases[now].name, test, quantity);
}

static void
settle(struct row *r, double ours, double wanted, double within, const char *why)
{
    r->computed = true;
    r->ours = ours;
    r->wanted = wanted;
    r->within = within;
    r->why = why;
    r->digits = ref_digits(ours, r->reference);
}

static int
rising(const void *a, const void *b)
{
    const double *p = a, *q = b;
    return (*p > *q) - (*p < *q);
}

/* Ours beside the reference of that name: digits wanted, or an absolute difference that
 * will do as well. */
static void
hold_near(const char *test, const char *quantity, double ours, double wanted,
          double within, const char *why)
{
    struct row *r = find(test, quantity);
    if (!r) {
        fprintf(stderr, "certify: %s has no %s %s\n", cases[now].name, test, quantity);
        exit(1);
    }
    settle(r, ours, wanted, within, why);
}

static void
hold(const char *test, const char *quantity, double ours, double wanted)
{
    hold_near(test, quantity, ours, wanted, 0, "");
}

/* The same for quantity number k, counted from 1: hold_k(test, "coef_B%zu", 1, ...). */
static const char *
numbered(const char *format, size_t k)
{
    static char text[TEXT];
    const char *percent = strchr(format, '%');
    snprintf(text, sizeof text, "%.*s%zu%s", (int)(percent - format), format, k,
             percent + 1);
    return text;
}

static size_t
column(const char *file, const char *name, double out[])
{
    return ref_column(cases[now].name, file, name, out, MAX);
}

static void
binomial(void)
{
    int last = rows;
    for (int i = 0; i < last; i++) {
        double of[2], level = 0.95;
        char *end;
        if (row[i].of != now)
            continue;
        of[0] = strtod(row[i].test, &end);
        of[1] = strtod(end + strlen("_of_"), &end);
        if (*end)
            level = strtod(end + 1, NULL) / 100;
        struct st_limits l;
        const char *q = row[i].quantity;
        if (*q == 'p' || !strncmp(q, "wald", 4) || row[i].test[0] == 't')
            continue;
        enum st_status (*method)(double, double, double, struct st_limits *) =
            !strncmp(q, "wilson_cc", 9) ? st_wilson_corrected
            : *q == 'w'                 ? st_wilson
            : *q == 'a'                 ? st_agresti_coull
            : *q == 'c'                 ? st_clopper_pearson
                                        : st_jeffreys;
        need(method(of[0], of[1], level, &l), row[i].test);
        settle(&row[i], strstr(q, "_lo") ? l.lo : l.hi, 13, 0, "");
    }
    const char *two = "two_props_9of10_3of10";
    struct st_score s;
    double lo, hi;
    need(st_score(ST_DIFFERENCE, 9, 10, 3, 10, 0.95, 1, &s), two);
    need(st_newcombe(9, 10, 3, 10, 0.95, &lo, &hi), two);
    hold(two, "diff", s.estimate, 15);
    hold(two, "newcombe_lo", lo, 13);
    hold(two, "newcombe_hi", hi, 13);
    hold(two, "chi2", s.z * s.z, 13);
    hold(two, "p", s.p, 13);
    need(st_yates(9, 10, 3, 10, &lo, &hi), two);
    hold(two, "chi2_cc", lo, 13);
    hold(two, "p_cc", hi, 13);
}

/* The rank test at Pettitt's place. */
static void
lanzante(const char *series, const char *file)
{
    struct st_change c;
    double p;
    need(st_lanzante(x, column(file, "value", x), ROOM(work), &c, &p), "Lanzante");
    hold(series, "lanzante_W", c.statistic, 16);
    hold(series, "lanzante_tau", (double)c.last, 16);
    hold(series, "lanzante_p", p, 12);
}

static void
changes(void)
{
    static const char *const series[] = {"nile", "maxau_s"};
    static const struct {
        enum st_change_kind kind;
        const char *statistic, *tau, *p;
    } c[] = {{ST_PETTITT, "pettitt_K", "pettitt_tau", "pettitt_p"},
             {ST_BUISHAND_RANGE, "buishand_range_R_over_sqrt_n", "buishand_range_tau",
              "buishand_range_p_MC20000"},
             {ST_BUISHAND_U, "buishand_U", "buishand_U_tau", "buishand_U_p_MC20000"},
             {ST_SNHT, "snht_T", "snht_tau", "snht_p_MC20000"}};
    lanzante("nile", "nile.csv");
    lanzante("maxau_s", "maxau_s.csv");
    for (int s = 0; s < 2; s++)
        for (int i = 0; i < 4; i++) {
            char file[TEXT];
            struct st_change out;
            struct rng r;
            double p;
            snprintf(file, sizeof file, "%s.csv", series[s]);
            size_t n = column(file, "value", x);
            rng_seed(&r, 1);
            need(st_change(c[i].kind, x, n, ROOM(work), &out), c[i].statistic);
            need(st_change_p(c[i].kind, out.statistic, n, 20000, &r, ROOM(work), &p),
                 c[i].p);
            hold(series[s], c[i].statistic, out.statistic, 13);
            hold(series[s], c[i].tau, (double)out.last, 16);
            if (i)
                hold_near(series[s], c[i].p, p, 13, 0.005,
                          "both simulated, 20,000 draws");
            else
                hold(series[s], c[i].p, p, 12);
        }
}

static void
armitage(void)
{
    static const char *const set[] = {"smokers", "dose"};
    static const double other[] = {0, 0, 0, 1};
    double d[8], e[8], n[8];
    struct st_armitage a;
    column("input.csv", "score", d);
    column("input.csv", "x", e);
    column("input.csv", "n", n);
    for (int i = 0; i < 2; i++) {
        const double *m = n + 4 * i;
        need(st_cochran_armitage(d + 4 * i, e + 4 * i, m, 4, false, &a), set[i]);
        hold(set[i], "chi2", a.z * a.z, 14);
        hold(set[i], "p", a.p, 13);
        hold(set[i], "z_N", a.z, 14);
        hold(set[i], "p_two", a.p, 13);
        need(st_cochran_armitage(d + 4 * i, e + 4 * i, m, 4, true, &a), set[i]);
        hold(set[i], "z_Nminus1", a.z, 14);
        if (i)
            hold(set[i], "p_coin_asymptotic_Nminus1", a.p, 12);
    }
    need(st_cochran_armitage(other, e, n, 4, false, &a), "smokers");
    hold("smokers_scores0001", "chi2", a.z * a.z, 13);
    hold("smokers_scores0001", "p", a.p, 12);
}

static void
exact_rate(const char *test, const struct st_exact *e, double p)
{
    hold(test, "estimate", e->estimate, 13);
    hold(test, "p", p, 12);
    hold(test, "ci_lo", e->lo, 12);
}

static void
exact_rates(void)
{
    static const double count[] = {1, 3, 10, 50, 137, 1000};
    const char *root = "the other program's root finder stops at about 1e-12";
    struct st_exact e;
    struct st_limits l;
    for (int i = 0; i < 2; i++) {
        need(st_byar(i ? 50 : 5, 0.95, &l), "Byar");
        hold(i ? "byar_x50" : "byar_x5", "lo", l.lo, 13);
        hold(i ? "byar_x50" : "byar_x5", "hi", l.hi, 13);
    }
    need(st_poisson_rate(137, 24.19893, 1, 0.95, &e), "rate");
    exact_rate("one_137_24.19893", &e, e.p.two);
    hold("one_137_24.19893", "ci_hi", e.hi, 12);
    need(st_poisson_rate(0, 10, 0.2, 0.95, &e), "rate");
    exact_rate("one_0_T10", &e, e.p.two);
    hold("one_0_T10", "ci_hi", e.hi, 12);
    /* A one-sided 95 % limit is the lower of the two at 90 %. */
    need(st_poisson_rate(3, 100, 0.01, 0.9, &e), "rate");
    exact_rate("one_3_T100_greater", &e, e.p.greater);
    need(st_poisson_ratio(0, 100, 7, 120, 1, 0.95, &e), "ratio");
    exact_rate("two_0v7", &e, e.p.two);
    hold("two_0v7", "ci_hi", e.hi, 12);
    for (int i = 0; i < 6; i++) {
        const char *test = numbered("garwood_x%", (size_t)count[i]);
        char name[TEXT];
        snprintf(name, sizeof name, "%s", test);
        need(st_poisson_limits(count[i], 0.95, &l), name);
        hold(name, "ci95_lo", l.lo, 14);
        hold(name, "ci95_hi", l.hi, 14);
        need(st_poisson_limits(count[i], 0.99, &l), name);
        hold(name, "ci99_lo", l.lo, 14);
        hold(name, "ci99_hi", l.hi, 14);
        need(st_poisson_rate(count[i], 1, 1, 0.95, &e), name);
        hold_near(name, "midp95_lo", e.mid_lo, 10, 0, root);
        hold_near(name, "midp95_hi", e.mid_hi, 10, 0, root);
    }
}

/* R searches an odds ratio, or its reciprocal when above 1, to 2^-13. */
static void
hold_odds(const char *test, const char *quantity, double ours)
{
    double r = given(test, quantity), within = 0x1p-13;
    if (r > 1) /* 1/ours within 2^-13 of 1/r */
        within = fabs(1 / ours - 1 / r) <= within ? fabs(ours - r) : 0;
    hold_near(test, quantity, ours, 13, within,
              "the other program's search stops at 2^-13 of the ratio or its inverse");
}

static void
fisher(void)
{
    static const struct {
        const char *test;
        double x1, n1, x2, n2;
    } c[] = {{"TeaTasting_two", 3, 4, 1, 4},
             {"Convictions", 2, 17, 10, 13},
             {"zero_cell", 0, 7, 5, 17},
             {"big", 120, 215, 880, 1785}};
    struct st_exact e;
    for (int i = 0; i < 4; i++) {
        struct st_score s;
        double chi2, p;
        need(st_fisher(c[i].x1, c[i].n1, c[i].x2, c[i].n2, 1, 0.95, &e), c[i].test);
        hold(c[i].test, "p", e.p.two, 11);
        hold_odds(c[i].test, "or_cmle", e.estimate);
        hold_odds(c[i].test, "ci_lo", e.lo);
        hold_odds(c[i].test, "ci_hi", e.hi);
        need(st_score(ST_DIFFERENCE, c[i].x1, c[i].n1, c[i].x2, c[i].n2, 0.95, 1, &s),
             c[i].test);
        hold(c[i].test, "chi2_nocc", s.z * s.z, 12);
        hold(c[i].test, "p_chi2_nocc", s.p, 11);
        need(st_yates(c[i].x1, c[i].n1, c[i].x2, c[i].n2, &chi2, &p), c[i].test);
        hold(c[i].test, "chi2_yates", chi2, 12);
        hold(c[i].test, "p_yates", p, 11);
    }
    need(st_fisher(3, 4, 1, 4, 1, 0.95, &e), "tea");
    hold("TeaTasting_greater", "p", e.p.greater, 12);
    need(st_fisher(2, 17, 10, 13, 1, 0.9, &e), "convictions");
    hold("Convictions_less", "p", e.p.less, 12);
    hold_odds("Convictions_less", "ci_hi", e.hi);
}

static void
ets_fixed(const char *test, char season, double beta, double gamma, size_t n)
{
    struct st_ets_model m = {'A', season == 'N' ? 'N' : 'A', season, 0,
                             1,   season == 'N' ? 1 : 4};
    double alpha = given(test, "alpha"), ahead[8];
    struct st_ets_param p = {alpha, alpha * beta, gamma, 1};
    struct st_ets_state s = {.level = y[0]};
    struct st_ets_fit f;
    size_t skip = m.period;
    if (season != 'N')
        need(st_ets_start(&m, y, n, &s), test);
    need(st_ets_run(&m, &p, y + skip, n - skip, &s, NULL, &f), test);
    hold(test, "SSE", f.sse, 11);
    hold(test, "coef_a", s.level, 11);
    if (season != 'N')
        hold(test, "coef_b", s.slope, 9);
    for (size_t i = 0; i < 4 && season != 'N'; i++)
        hold(test, numbered("coef_s%", i + 1), s.season[i], 9);
    st_ets_forecast(&m, &p, &s, 8, ahead);
    for (size_t i = 0; i < 8; i++)
        hold(test, numbered("fc%", i + 1), ahead[i], 10);
}

/* Limits of simulated paths beside those of a formula that takes the end of a path as
 * normal: 20,000 draws come within a twentieth of the interval's half. Multiplicative paths
 * are skew, so that the formula is further off after a year. */
static void
ets_limits(const char *test, const struct st_ets_model *m, const struct st_ets_param *p,
           const struct st_ets_state *s, double sd)
{
    enum { PATHS = 20000, AHEAD = 8 };
    static double path[AHEAD], end[AHEAD][PATHS];
    struct rng r;
    rng_seed(&r, 1);
    for (size_t i = 0; i < PATHS; i++) {
        st_ets_simulate(m, p, s, sd, AHEAD, &r, path);
        for (size_t h = 0; h < AHEAD; h++)
            end[h][i] = path[h];
    }
    for (size_t h = 0; h < AHEAD; h++) {
        char lo[TEXT], hi[TEXT];
        snprintf(lo, sizeof lo, "lo95_%zu", h + 1);
        snprintf(hi, sizeof hi, "hi95_%zu", h + 1);
        double within = (given(test, hi) - given(test, lo)) / 2 /
                        (m->error == 'M' && h >= m->period ? 10 : 20);
        qsort(end[h], PATHS, sizeof(double), rising);
        hold_near(test, lo, end[h][PATHS / 40], 13, within, "simulated here");
        hold_near(test, hi, end[h][PATHS - PATHS / 40], 13, within, "simulated here");
    }
}

static void
ets_likelihood(const char *test, struct st_ets_model m, size_t n)
{
    struct st_ets_param p = {given(test, "par_alpha"), 0, 0, 1};
    struct st_ets_state s = {.level = given(test, "par_l")};
    struct st_ets_fit f;
    double sum = 0, k = (double)st_ets_count(&m), ahead[8];
    if (m.season != 'N') {
        p.beta = given(test, "par_beta");
        p.gamma = given(test, "par_gamma");
        s.slope = given(test, "par_b");
        /* s0 is of the value before the first, s1 of the one before that. */
        for (size_t i = 0; i < 3; i++)
            sum += s.season[3 - i] = given(test, numbered("par_s%", i));
        s.season[0] = (m.season == 'M' ? 4 : 0) - sum;
    }
    need(st_ets_run(&m, &p, y, n, &s, NULL, &f), test);
    hold(test, "loglik", f.loglik, 12);
    hold(test, "aic", 2 * k - 2 * f.loglik, 12);
    hold(test, "aicc", st_ets_aicc(&m, f.loglik, n), 12);
    hold(test, "bic", k * log((double)n) - 2 * f.loglik, 12);
    hold(test, "mse", f.sse / (double)n, 12);
    hold(test, "sigma2", f.error_ss / ((double)n - k + 1), 11);
    ets_limits(test, &m, &p, &s, sqrt(f.error_ss / ((double)n - k + 1)));
    st_ets_forecast(&m, &p, &s, 8, ahead);
    for (size_t i = 0; i < (m.error == 'M' ? m.period : 8); i++)
        hold(test, numbered("fc%", i + 1), ahead[i], 10);
}

static void
ets(void)
{
    size_t n = column("nile.csv", "value", y);
    ets_fixed("nile_fixed_ses_.25", 'N', 0, 0, n);
    ets_fixed("nile_ses", 'N', 0, 0, n);
    n = column("jj.csv", "value", y);
    ets_fixed("jj_hw_mult", 'M', given("jj_hw_mult", "beta"),
              given("jj_hw_mult", "gamma"), n);
    n = column("nile.csv", "value", y);
    ets_likelihood("nile_ets_ANN", (struct st_ets_model){'A', 'N', 'N', 0, 0, 1}, n);
    for (int logarithm = 0; logarithm < 2; logarithm++) {
        const char *const test[] = {logarithm ? "log_ukgas_fixed_add_.3_.1_.2"
                                              : "ukgas_fixed_mult_.3_.1_.2",
                                    logarithm ? "log_ukgas_hw_add" : "ukgas_hw_mult"};
        char season = logarithm ? 'A' : 'M';
        n = column("ukgas.csv", "value", y);
        for (size_t i = 0; logarithm && i < n; i++)
            y[i] = log(y[i]);
        for (int i = 0; i < 2; i++)
            ets_fixed(test[i], season, given(test[i], "beta"), given(test[i], "gamma"),
                      n);
        ets_likelihood(
            logarithm ? "log_ukgas_ets_AAA" : "ukgas_ets_auto",
            (struct st_ets_model){logarithm ? 'A' : 'M', 'A', season, 0, 0, 4}, n);
    }
}

static void
joins(const struct st_joinpoint_data *d, const char *series, size_t k)
{
    char test[TEXT];
    struct st_joinpoint f;
    double df = (double)(d->n - k - 2), slope, error;
    snprintf(test, sizeof test, "%s_%zu", series, k);
    need(st_joinpoint(d, k, ROOM(work), ROOM(work_dd), &f), test);
    hold(test, "wsse", f.sse, 10);
    hold(test, "BIC", st_joinpoint_bic(f.sse, d->n, k), 10);
    for (size_t j = 0; j < k; j++)
        hold(test, numbered("joinpoint%", j + 1), d->x[f.at[j]], 16);
    for (size_t j = 0; j <= k; j++) {
        double apc = 100 * expm1(f.slope[j]);
        hold(test, numbered("slope%", j + 1), f.slope[j], 10);
        hold_near(test, numbered("se_slope%", j + 1),
                  sqrt(f.cov[j * (k + 2)] * f.sse / df), 8, 0,
                  "the reference inverted X'WX in doubles");
        hold(test, numbered("APC%", j + 1), apc, 10);
        if (k == 3)
            hold_near(test, numbered("APC%_published", j + 1), apc, 13, 0.005,
                      "two decimals are printed");
    }
    need(st_joinpoint_mean_slope(d, &f, d->x[0], d->x[d->n - 1], df, &slope, &error),
         test);
    hold(test, "AAPC", 100 * expm1(slope), 10);
}

static void
joinpoint(void)
{
    static const char *const series[] = {"both", "male", "female"};
    static double se[MAX], weight[MAX];
    for (int i = 0; i < 3; i++) {
        char file[TEXT];
        snprintf(file, sizeof file, "%s.csv", series[i]);
        struct st_joinpoint_data d = {t, y, weight, column(file, "year", t), {2, 2}};
        column(file, "rate", y);
        column(file, "se", se);
        for (size_t j = 0; j < d.n; j++) {
            weight[j] = y[j] / se[j] * (y[j] / se[j]);
            y[j] = log(y[j]);
        }
        for (size_t k = 0; k <= 3; k++)
            joins(&d, series[i], k);
    }
}

static void
box(const char *test, size_t n, size_t lags, size_t fitted)
{
    double r[16];
    need(st_acf(x, n, lags, r), test);
    for (int pierce = 0; pierce < 2; pierce++) {
        const char *kind = pierce ? "BP" : "LB", *end = fitted ? "_fitdf2" : "";
        struct st_portmanteau out;
        char q[TEXT];
        need((pierce ? st_box_pierce : st_ljung_box)(r, n, lags, fitted, &out), test);
        snprintf(q, sizeof q, "%s_Q_lag%zu%s", kind, lags, end);
        hold(test, q, out.q, 13);
        snprintf(q, sizeof q, "df_lag%zu%s", lags, end);
        hold(test, q, out.df, 16);
        snprintf(q, sizeof q, "%s_p_lag%zu%s", kind, lags, end);
        hold_near(test, q, out.p, 10, 2.3e-16,
                  "the other program takes 1 less the lower tail");
    }
}

static void
ljung_box(void)
{
    double r[12];
    size_t n = column("nile.csv", "value", x);
    need(st_acf(x, n, 12, r), "nile");
    for (size_t k = 0; k < 12; k++)
        hold("nile", numbered("acf%", k + 1), r[k], 13);
    need(st_pacf(r, 8, ROOM(work), t), "nile");
    for (size_t k = 0; k < 8; k++)
        hold("nile", numbered("pacf%", k + 1), t[k], 12.5);
    box("nile", n, 1, 0);
    box("nile", n, 4, 0);
    box("nile", n, 10, 0);
    box("nile", n, 10, 2);
    n = column("ukgas_dlog4.csv", "value", x);
    box("ukgas_dlog4", n, 4, 0);
    box("ukgas_dlog4", n, 8, 0);
}

static void
mann_kendall(void)
{
    static const char *const test[] = {"maxau_s", "nile", "ties15"};
    for (int i = 0; i < 3; i++) {
        char file[TEXT];
        struct st_kendall k;
        struct st_sen s;
        snprintf(file, sizeof file, "%s.csv", test[i]);
        size_t n = column(file, "value", x);
        column(file, "t", t);
        need(st_kendall(x, n, ST_KENDALL_NORMAL, ROOM(work), &k), test[i]);
        need(st_sen(t, x, n, k.var, 0.95, ROOM(work), &s), test[i]);
        hold(test[i], "n", (double)n, 16);
        hold(test[i], "S", k.s, 16);
        hold(test[i], "varS", k.var, 15);
        hold(test[i], "tau_trend", k.tau, 14);
        hold_near(test[i], "tau_b_Kendall_pkg", k.tau, 6, 0, "single precision there");
        hold_near(test[i], "D_Kendall_pkg", k.s / k.tau, 6, 0,
                  "single precision there");
        hold_near(test[i], "p_Kendall_pkg", k.p, 3, 0,
                  "single precision there, and less in the tail");
        hold(test[i], "z_continuity", k.z, 14);
        hold(test[i], "p_continuity", k.p, 13);
        hold(test[i], "sen_slope", s.slope, 14);
        hold(test[i], "sen_ci95_lo", s.lo, 14);
        hold(test[i], "sen_ci95_hi", s.hi, 14);
        need(st_kendall(x, n, ST_KENDALL_PLAIN, ROOM(work), &k), test[i]);
        hold(test[i], "z_nocontinuity", k.z, 14);
        hold(test[i], "p_nocontinuity", k.p, 13);
    }
}

/* Kendall's tau without regard to ties, as modifiedmk gives it. */
static double
tau_a(double s, size_t n)
{
    return s / ((double)n * (double)(n - 1) / 2);
}

static void
serial_kendall(void)
{
    static const char *const test[] = {"nile_mmkh", "nile_mmkh3lag", "nile_mmky1lag",
                                       "nile_mmky"};
    size_t n = column("nile.csv", "value", x);
    struct st_kendall k;
    struct st_sen s;
    struct st_serial r;
    for (size_t i = 0; i < n; i++)
        t[i] = (double)(i + 1);
    need(st_kendall(x, n, ST_KENDALL_NORMAL, ROOM(work), &k), "nile");
    need(st_sen(t, x, n, k.var, 0.95, ROOM(work), &s), "nile");
    for (int i = 0; i < 4; i++) {
        need(i < 2 ? st_hamed_rao(x, n, s.slope, i ? 3 : 0, ROOM(work), &r)
                   : st_yue_wang(x, n, s.slope,
                                 i == 2 ? ST_YUE_WANG_MMKY1LAG : ST_YUE_WANG_ALL,
                                 ROOM(work), &r),
             test[i]);
        hold(test[i], "Corrected_Zc", r.z, 13);
        hold(test[i], "new_P-value", r.p, 12);
        hold(test[i], "N_N_", r.factor, 13);
        hold(test[i], "new_variance", r.var, 13);
        hold(test[i], "Sen_s_slope", s.slope, 15);
        hold(test[i], "Original_Z", k.z, 14);
        hold(test[i], "Tau", tau_a(k.s, n), 14);
        hold(test[i], "old_P_value", k.p, 13);
        hold(test[i], "old_variance", k.var, 15);
    }
    for (int i = 0; i < 2; i++) {
        const char *name = i ? "nile_pwmk" : "nile_tfpwmk";
        need(i ? st_prewhitened(x, n, ROOM(work), &r)
               : st_tfpw(x, n, s.slope, ROOM(work), &r),
             name);
        hold(name, "Z-Value", r.z, 13);
        hold(name, "P-value", r.p, 12);
        hold(name, "S", r.s, 16);
        hold(name, "Tau", tau_a(r.s, n - 1), 14);
        hold(name, "Var_S_", r.var, 13);
        hold(name, i ? "old_Sen_s_Slope" : "Old_Sen_s_Slope", s.slope, 15);
    }
}

/* Coefficients, errors and their ratios of a regression, by name. */
static void
hold_coefficients(const char *test, const char *const name[], size_t p,
                  const double beta[], const double cov[], double digits,
                  double se_digits, double p_digits, const char *why)
{
    for (size_t k = 0; k < p; k++) {
        char q[3 * TEXT];
        double se = sqrt(cov[k * p + k]);
        snprintf(q, sizeof q, "coef[%s]", name[k]);
        hold_near(test, q, beta[k], digits, 1e-12, why);
        snprintf(q, sizeof q, "se[%s]", name[k]);
        hold_near(test, q, se, se_digits, 0, why);
        snprintf(q, sizeof q, "stat[%s]", name[k]);
        hold_near(test, q, beta[k] / se, se_digits, 1e-12, why);
        snprintf(q, sizeof q, "p[%s]", name[k]);
        hold_near(test, q, st_normal_p(beta[k] / se), p_digits, 1e-12, why);
    }
}

static void
quine(const char *test, const char *const name[], size_t n, size_t p, const double m[],
      const double days[])
{
    const char *why = "the other program's iteration stops at about nine digits";
    double beta[16], cov[256];
    struct st_negbin_data d = {days, NULL, m, n, p};
    struct st_negbin r;
    need(st_negbin(&d, ROOM(work), beta, cov, &r), test);
    hold_coefficients(test, name, p, beta, cov, 8.5, 8.2, 7, why);
    hold_near(test, "theta", r.theta, 9, 0, why);
    hold_near(test, "se_theta", r.theta_se, 4.5, 0,
              "the information there is that before the last step");
    hold(test, "logLik", r.loglik, 13);
    hold(test, "twologlik", 2 * r.loglik, 13);
    hold(test, "AIC", 2 * (double)(p + 1) - 2 * r.loglik, 13);
    hold(test, "BIC", log((double)n) * (double)(p + 1) - 2 * r.loglik, 13);
    hold_near(test, "deviance", r.deviance, 9.5, 0, why);
    hold_near(test, "pearson_chi2", r.pearson, 9, 0, why);
    hold(test, "df_residual", (double)(n - p), 16);
}

static void
negative_binomial(void)
{
    static const char *const all[] = {
        "(Intercept)", "SexM",       "SexF:AgeF1",      "SexM:AgeF1",     "SexF:AgeF2",
        "SexM:AgeF2",  "SexF:AgeF3", "SexM:AgeF3",      "SexF:EthN",      "SexM:EthN",
        "SexF:LrnSL",  "SexM:LrnSL", "SexF:EthN:LrnSL", "SexM:EthN:LrnSL"};
    static const char *const few[] = {"(Intercept)", "EthN",  "SexM", "AgeF1",
                                      "AgeF2",       "AgeF3", "LrnSL"};
    static double eth[MAX], sex[MAX], f1[MAX], f2[MAX], f3[MAX], sl[MAX], days[MAX],
        m[MAX * 14];
    size_t n = column("quine.csv", "days", days);
    column("quine.csv", "eth_n", eth);
    column("quine.csv", "sex_m", sex);
    column("quine.csv", "age_f1", f1);
    column("quine.csv", "age_f2", f2);
    column("quine.csv", "age_f3", f3);
    column("quine.csv", "lrn_sl", sl);
    for (size_t i = 0; i < n; i++) {
        double v[] = {1, eth[i], sex[i], f1[i], f2[i], f3[i], sl[i]};
        memcpy(m + 7 * i, v, sizeof v);
    }
    quine("quine_main", few, n, 7, m, days);
    double beta[7], cov[49];
    struct st_poisson_data d = {days, days, NULL, m, n, 7};
    struct st_poisson r;
    need(st_poisson(&d, ROOM(work), beta, cov, &r), "quine as Poisson");
    hold("quine_poisson_for_LR", "logLik", r.loglik, 12);
    hold("quine_poisson_for_LR", "deviance", r.deviance, 12);
    hold_near("quine_poisson_for_LR", "pearson_dispersion", r.pearson / (double)(n - 7),
              7, 0, "the other program's iteration stops at about nine digits");
    hold("quine_poisson_for_LR", "LR_overdispersion",
         2 * (find("quine_main", "logLik")->ours - r.loglik), 12);
    for (size_t i = 0; i < n; i++) {
        double a = sex[i], b = 1 - a, both = eth[i] * sl[i];
        double v[] = {1,         a,         b * f1[i], a * f1[i],  b * f2[i],
                      a * f2[i], b * f3[i], a * f3[i], b * eth[i], a * eth[i],
                      b * sl[i], a * sl[i], b * both,  a * both};
        memcpy(m + 14 * i, v, sizeof v);
    }
    quine("quine_nested", all, n, 14, m, days);
}

static void
hold_errors(const char *test, const double cov[])
{
    static const int at[] = {0, 1, 4, 2, 5, 8};
    hold(test, "se[(Intercept)]", sqrt(cov[0]), 10);
    hold(test, "se[RealGNP]", sqrt(cov[4]), 10);
    hold(test, "se[RealInt]", sqrt(cov[8]), 10);
    for (size_t k = 0; k < 6; k++)
        hold(test, numbered("vcov_uptri%", k + 1), cov[at[k]], 10);
}

static void
newey_west(void)
{
    static const size_t lag[] = {1, 3, 4};
    double m[3 * 64], coef[3], inverse[9], cov[9];
    size_t n = column("investment.csv", "RealInv", y) - 1;
    struct st_lsq f;
    column("investment.csv", "RealGNP", x);
    column("investment.csv", "RealInt", t);
    for (size_t i = 0; i < n; i++) {
        m[i] = 1;
        m[n + i] = x[i + 1];
        m[2 * n + i] = t[i + 1];
    }
    need(st_lsq(m, y + 1, NULL, n, 3, 1, ROOM(work_dd), coef, inverse, &f), "fit");
    for (size_t i = 0; i < n; i++)
        x[i] = y[i + 1] - coef[0] - coef[1] * m[n + i] - coef[2] * m[2 * n + i];
    hold("investment_ols", "coef[(Intercept)]", coef[0], 12);
    hold("investment_ols", "coef[RealGNP]", coef[1], 12);
    hold("investment_ols", "coef[RealInt]", coef[2], 12);
    hold("investment_ols", "sigma", sqrt(f.sse / (double)(n - 3)), 12);
    hold("investment_ols", "r2", f.r2, 12);
    for (int i = 0; i < 9; i++)
        cov[i] = inverse[i] * f.sse / (double)(n - 3);
    hold_errors("investment_const", cov);
    for (int k = 0; k < 4; k++) {
        static const char *const white[] = {"investment_HC0", "investment_HC1",
                                            "investment_HC2", "investment_HC3"};
        need(st_white((enum st_white)k, m, x, n, 3, inverse, ROOM(work), cov),
             white[k]);
        hold_errors(white[k], cov);
    }
    for (int k = 0; k < 2; k++) {
        const char *test =
            k ? "investment_NW_auto_prewhiteT" : "investment_NW_auto_prewhiteF";
        double bandwidth;
        need(st_newey_west_auto(m, x, n, 3, inverse, k, false, ROOM(work), cov,
                                &bandwidth),
             test);
        hold(test, "bw", bandwidth, 10);
        hold_errors(test, cov);
    }
    for (int adjust = 0; adjust < 2; adjust++) {
        for (int i = 0; i < 3; i++) {
            char test[TEXT];
            snprintf(test, sizeof test, "investment_NW_lag%zu_prewhiteF_adjust%s",
                     lag[i], adjust ? "TRUE" : "FALSE");
            need(st_newey_west(m, x, n, 3, inverse, lag[i], adjust, ROOM(work), cov),
                 test);
            hold_errors(test, cov);
        }
    }
}

static void
nist_fit(const char *test, size_t n, size_t p, size_t first, const double coef[],
         const double cov[], struct st_lsq f)
{
    double df = (double)(n - p), k = (double)(first ? p : p - 1), ms = f.sse / df;
    const char *why =
        !strcmp(test, "linear_Filip") ? "powers formed in double-double" : "";
    for (size_t j = 0; j < p; j++) {
        hold_near(test, numbered("coef_B%", j + first), coef[j], 13, 0, why);
        hold_near(test, numbered("se_B%", j + first), sqrt(ms * cov[j * p + j]), 13, 0,
                  why);
    }
    hold(test, "residual_sd", sqrt(ms), 13);
    hold(test, "r_squared", f.r2, 13);
    hold(test, "ss_regression", f.ss_model, 13);
    hold(test, "ms_regression", f.ss_model / k, 13);
    hold(test, "ss_residual", f.sse, 13);
    hold(test, "ms_residual", ms, 13);
    hold(test, "df_regression", k, 16);
    hold(test, "df_residual", df, 16);
    if (find(test, "F"))
        hold(test, "F", f.ss_model / k / ms, 13);
}

static void
nist_linear(void)
{
    static const struct {
        const char *test;
        size_t degree; /* 0: through the origin */
    } c[] = {{"linear_Norris", 1},   {"linear_Pontius", 2},  {"linear_Wampler1", 5},
             {"linear_Wampler2", 5}, {"linear_Wampler3", 5}, {"linear_Wampler4", 5},
             {"linear_Wampler5", 5}, {"linear_Filip", 10},   {"linear_NoInt1", 0},
             {"linear_NoInt2", 0}};
    double coef[11], cov[121];
    struct st_lsq f;
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        char file[TEXT];
        size_t d = c[i].degree;
        snprintf(file, sizeof file, "%s.csv", c[i].test);
        size_t n = column(file, "y", y);
        column(file, "x", x);
        need(d ? st_lsq_polynomial(x, y, NULL, n, d, ROOM(work_dd), coef, cov, &f)
               : st_lsq(x, y, NULL, n, 1, 0, ROOM(work_dd), coef, cov, &f),
             c[i].test);
        nist_fit(c[i].test, n, d + 1, !d, coef, cov, f);
    }
    size_t n = column("linear_Longley.csv", "y", y);
    for (size_t i = 0; i < n; i++)
        x[i] = 1;
    for (size_t j = 1; j < 7; j++)
        ref_column(cases[now].name, "linear_Longley.csv", numbered("x%", j), x + j * n,
                   n);
    need(st_lsq(x, y, NULL, n, 7, 1, ROOM(work_dd), coef, cov, &f), "Longley");
    nist_fit("linear_Longley", n, 7, 0, coef, cov, f);
}

static void
nist_univariate(void)
{
    static const struct {
        const char *test;
        double sd, autocorrelation;
    } c[] = {{"univariate_Lew", 13, 13},       {"univariate_Lottery", 13, 13},
             {"univariate_Mavro", 12.5, 12.5}, {"univariate_Michelso", 13, 13},
             {"univariate_NumAcc1", 13, 13},   {"univariate_NumAcc2", 13, 13},
             {"univariate_NumAcc3", 9.4, 10},  {"univariate_NumAcc4", 8.2, 8.9},
             {"univariate_PiDigits", 13, 13}};
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        char file[TEXT];
        struct st_moments m;
        snprintf(file, sizeof file, "%s.csv", c[i].test);
        need(st_moments(x, column(file, "y", x), &m), c[i].test);
        const char *why =
            c[i].sd < 13 ? "the decimals lose these digits in becoming doubles" : "";
        hold(c[i].test, "mean", m.mean, 15);
        hold_near(c[i].test, "sd_n_minus_1", m.sd, c[i].sd, 0, why);
        hold_near(c[i].test, "autocorr_lag1", m.autocorrelation, c[i].autocorrelation,
                  0, why);
    }
}

static void
nist_anova(void)
{
    static const struct {
        const char *test;
        double digits;
    } c[] = {{"anova_SiRstv", 13},  {"anova_AtmWtAg", 10}, {"anova_SmLs01", 13.5},
             {"anova_SmLs02", 13},  {"anova_SmLs03", 13},  {"anova_SmLs04", 9.8},
             {"anova_SmLs05", 9.8}, {"anova_SmLs06", 9.8}, {"anova_SmLs07", 3.8},
             {"anova_SmLs08", 3.8}, {"anova_SmLs09", 3.8}};
    static double big[20000], g[20000];
    static size_t group[20000];
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        char file[TEXT];
        const char *test = c[i].test;
        snprintf(file, sizeof file, "%s.csv", test);
        size_t n = ref_column(cases[now].name, file, "y", big, 20000), groups = 0;
        ref_column(cases[now].name, file, "group", g, 20000);
        for (size_t j = 0; j < n; j++) {
            group[j] = (size_t)g[j] - 1;
            groups = group[j] + 1 > groups ? group[j] + 1 : groups;
        }
        struct st_anova a;
        need(st_anova(big, group, n, groups, ROOM(work), &a), test);
        const char *why = c[i].digits < 13
                              ? "the decimals lose these digits in becoming doubles"
                              : "";
        const struct {
            const char *quantity;
            double ours;
        } q[] = {{"ss_between", a.ss_between},
                 {"ss_within", a.ss_within},
                 {"ms_between", a.ms_between},
                 {"ms_within", a.ms_within},
                 {"F", a.f},
                 {"r_squared", a.r2},
                 {"residual_sd", a.sd_within}};
        for (size_t k = 0; k < sizeof q / sizeof *q; k++)
            hold_near(test, q[k].quantity, q[k].ours, c[i].digits, 0, why);
        hold(test, "df_between", (double)a.df_between, 16);
        hold(test, "df_within", (double)a.df_within, 16);
    }
}

static void
nist(void)
{
    nist_univariate();
    nist_linear();
    nist_anova();
}

static void
chain_ladder(void)
{
    enum { N = 10 };
    const char *why = "as printed";
    double value[N * N], last[N], final, se;
    struct st_ladder l;
    size_t n = column("triangle.csv", "value", x), at = 0;
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++)
            value[i * N + j] = j < N - i && at < n ? x[at++] : NAN;
    need(st_ladder(value, N, N, &l), "triangle");
    for (size_t j = 0; j + 1 < N; j++)
        hold_near("factor", numbered("f%", j), l.factor[j], 0, 0.00006, why);
    for (size_t i = 1; i < N; i++) {
        char test[TEXT];
        snprintf(test, sizeof test, "%s", numbered("period%", i));
        last[i] = value[i * N + N - 1 - i];
        st_ladder_final(&l, last[i], N - 1 - i, &final, &se);
        hold_near(test, "reserve", final - last[i], 0, 0.6, why);
        hold_near(test, "se", se, 0, 0.6, why);
    }
}

static const char before_last[] = "weights of the round before the last there";

/* The covariance of the slope under dependent errors, by the scores of the counts. */
static void
hac_of_counts(const char *kind, const double m[], const double mu[], const double cov[],
              size_t n, size_t p)
{
    static const size_t lags[] = {0, 3, 12};
    static double e[MAX], columns[MAX * 14], out[196];
    for (size_t i = 0; i < n; i++) {
        e[i] = y[i] - mu[i];
        for (size_t k = 0; k < p; k++)
            columns[k * n + i] = m[i * p + k];
    }
    for (size_t k = 0; k < 6; k++) {
        char test[TEXT];
        snprintf(test, sizeof test, "%s_hac%zu%s", kind, lags[k / 2],
                 k % 2 ? "_adjust" : "");
        need(st_newey_west(columns, e, n, p, cov, lags[k / 2], k % 2, ROOM(work), out),
             test);
        hold_near(test, "se_slope", sqrt(out[p + 1]), 9.5, 0, before_last);
    }
}

static void
seasonal_counts(void)
{
    static double m[MAX * 14], beta[14], cov[196], mu[MAX];
    size_t n = column("ldeaths.csv", "deaths", y);
    column("ldeaths.csv", "month", t);
    for (int wave = 0; wave < 2; wave++) {
        const char *kind = wave ? "wave" : "factor";
        size_t p = wave ? 4 : 13;
        for (size_t i = 0; i < n; i++) {
            double *at = m + i * p, turn = 2 * acos(-1) * t[i] / 12;
            size_t month = i % 12;
            for (size_t k = 0; k < p; k++)
                at[k] = 0;
            at[0] = 1;
            at[1] = t[i] / 12;
            if (wave) {
                at[2] = cos(turn);
                at[3] = sin(turn);
            } else if (month) {
                at[1 + month] = 1;
            }
        }
        struct st_poisson_data d = {y, y, NULL, m, n, p};
        struct st_poisson r;
        need(st_poisson(&d, ROOM(work), beta, cov, &r), kind);
        hold(kind, "slope", beta[1], 12);
        hold_near(kind, "se_slope", sqrt(cov[p + 1]), 9.5, 0, before_last);
        hold(kind, "deviance", r.deviance, 12);
        hold(kind, "pearson", r.pearson, 12);
        memcpy(mu, work, n * sizeof *mu);
        hac_of_counts(kind, m, mu, cov, n, p);
    }
}

static void
parallel_lines(void)
{
    size_t n = column("deaths.csv", "male", x);
    column("deaths.csv", "female", y);
    column("deaths.csv", "t", t);
    for (int counts = 0; counts < 2; counts++) {
        const char *test = counts ? "counts" : "values";
        struct st_parallel r;
        need(st_parallel(counts, t, x, y, n, 0.95, ROOM(work), &r), test);
        hold(test, "slope", r.difference, 12);
        hold(test, "dispersion", r.dispersion, 12.5);
        hold(test, "rho", r.rho, 12);
        hold(test, "lo", r.lo, 11);
        hold(test, "hi", r.hi, 11);
        hold(test, "parallel_p", r.parallel_p, 11);
        hold(test, "coincident_p", r.coincident_p, 10.5);
    }
}

static void
partial_kendall(void)
{
    struct st_partial r;
    size_t n = column("ozone.csv", "ozone", x);
    column("ozone.csv", "temperature", y);
    need(st_partial_kendall(x, y, n, &r), "ozone");
    hold("ozone", "r", r.r, 13);
    hold("ozone", "s", r.s, 12.5);
    hold("ozone", "var", r.var, 13);
    hold("ozone", "z", r.z, 12.5);
    hold("ozone", "p", r.p, 12.5);
}

static void
regional_kendall(void)
{
    static size_t site[MAX];
    struct st_seasonal r;
    size_t n = column("sites.csv", "value", x);
    column("sites.csv", "year", t);
    column("sites.csv", "site", y);
    for (size_t i = 0; i < n; i++)
        site[i] = (size_t)y[i];
    need(st_seasonal_kendall(x, t, site, n, 5, ST_KENDALL_NORMAL, ROOM(work), &r),
         "sites");
    hold("sites", "s", r.s, 16);
    hold("sites", "var", r.var, 14);
    hold("sites", "z", r.z, 13);
    hold("sites", "p", r.p, 12);
    hold("sites", "homogeneity", r.homogeneity, 13);
    hold("sites", "homogeneity_p", r.homogeneity_p, 12);
    hold("sites", "slope", r.slope, 11);
    n = column("bounds.csv", "lo", x);
    column("bounds.csv", "hi", y);
    column("bounds.csv", "year", t);
    column("bounds.csv", "season", work);
    for (size_t i = 0; i < n; i++)
        site[i] = (size_t)work[i];
    struct st_seasonal_range b;
    need(
        st_seasonal_range(x, y, t, site, n, 4, true, ST_KENDALL_NORMAL, ROOM(work), &b),
        "bounds");
    hold("bounds", "s_lo", b.s_lo, 16);
    hold("bounds", "s_hi", b.s_hi, 16);
    hold("bounds", "slope_lo_at_most", b.slope_lo, 14);
    hold("bounds", "slope_hi_at_least", b.slope_hi, 14);
}

static void
two_lists(void)
{
    struct st_chapman c;
    need(st_chapman(5, 5, 10, 0.95, &c), "turtles");
    hold_near("turtles", "estimate", c.estimate, 0, 0.5, "as printed");
    hold_near("turtles", "lo", c.lo, 0, 0.5, "as printed");
    hold_near("turtles", "hi", c.hi, 0, 0.5, "as printed");
}

/* The greatest percentage, in steps of 0.001, under which a sum is safe by the p % rule. */
static double
safe_percent(st_amount total, st_amount first, st_amount second)
{
    st_amount above = 0;
    struct st_concentration rule = {0, 0, 1};
    for (; !above && rule.p < 100000; rule.p++)
        need(st_concentration(&rule, total, (st_amount[]){first, second}, &above),
             "p %");
    return (double)(rule.p - 2) / 1000;
}

static void
concentration(void)
{
    st_amount above;
    struct st_concentration rule = {1, 85000, 0};
    need(st_concentration(&rule, 33000, (st_amount[]){30000}, &above), "(1,85)");
    hold_near("example_1", "within_percent", safe_percent(100000, 50000, 49000), 13, 0,
              "");
    hold_near("example_2", "within_percent", safe_percent(110000, 52000, 50000), 0,
              0.05, "as printed");
    hold_near("example_4", "upper_end", 330 + (double)above / 100, 0, 0.011,
              "as printed; ours rounds up to the step");
}

static void
p_adjust(void)
{
    static const struct {
        const char *test;
        enum st_adjust how;
    } c[] = {{"bh1995_bonferroni", ST_BONFERRONI},
             {"bh1995_holm", ST_HOLM},
             {"bh1995_hochberg", ST_HOCHBERG},
             {"bh1995_hommel", ST_HOMMEL},
             {"bh1995_BH", ST_BH},
             {"bh1995_fdr", ST_BH},
             {"bh1995_BY", ST_BY}};
    double out[32];
    size_t n = column("bh1995.csv", "p", x);
    for (size_t k = 0; k < sizeof c / sizeof *c; k++) {
        need(st_adjust(c[k].how, x, n, ROOM(work), out), c[k].test);
        for (size_t i = 0; i < n; i++)
            if (find(c[k].test, numbered("p%", i + 1)))
                hold(c[k].test, numbered("p%", i + 1), out[i], 15);
    }
}

static void
poisson_fit(const char *test, const char *const name[], size_t n, size_t p,
            const double m[], double coef_digits, double digits)
{
    const char *why = "the other program's iteration stops at 1e-8";
    double beta[8], cov[64];
    struct st_poisson_data d = {y, y, NULL, m, n, p};
    struct st_poisson r;
    need(st_poisson(&d, ROOM(work), beta, cov, &r), test);
    hold_coefficients(test, name, p, beta, cov, coef_digits, 7, 5, why);
    hold_near(test, "deviance", r.deviance, digits, 0, why);
    hold_near(test, "logLik", r.loglik, digits, 0, why);
    hold_near(test, "AIC", 2 * (double)p - 2 * r.loglik, digits, 0, why);
    hold_near(test, "BIC", log((double)n) * (double)p - 2 * r.loglik, digits, 0, why);
    hold_near(test, "pearson_chi2", r.pearson, 7, 0, why);
    hold(test, "df_residual", (double)(n - p), 16);
    if (find(test, "se_HC0[(Intercept)]")) {
        static double by_column[MAX], e[MAX];
        double robust[64];
        for (size_t i = 0; i < n; i++) {
            e[i] = y[i] - work[i];
            for (size_t k = 0; k < p; k++)
                by_column[k * n + i] = m[i * p + k];
        }
        need(st_white(ST_HC0, by_column, e, n, p, cov, ROOM(work), robust), test);
        for (size_t k = 0; k < p; k++) {
            char q[TEXT];
            snprintf(q, sizeof q, "se_HC0[%s]", name[k]);
            hold_near(test, q, sqrt(robust[k * p + k]), 7, 0, why);
        }
    }
    for (size_t i = 0; i < n; i++)
        t[i] = 1;
    d = (struct st_poisson_data){y, y, NULL, t, n, 1};
    need(st_poisson(&d, ROOM(work), beta, cov, &r), test);
    hold_near(test, "null_deviance", r.deviance, digits, 0, why);
}

static void
poisson(void)
{
    static const char *const d[] = {"(Intercept)", "outcome2", "outcome3", "treatment2",
                                    "treatment3"};
    static const char *const c[] = {"(Intercept)", "t", "I(t^2)"};
    static double m[MAX];
    size_t n = column("dobson.csv", "counts", y);
    column("dobson.csv", "outcome", x);
    column("dobson.csv", "treatment", t);
    for (size_t i = 0; i < n; i++) {
        double v[] = {1, x[i] == 2, x[i] == 3, t[i] == 2, t[i] == 3};
        memcpy(m + 5 * i, v, sizeof v);
    }
    poisson_fit("dobson", d, n, 5, m, 11, 12);
    n = column("discoveries.csv", "count", y);
    column("discoveries.csv", "t", t);
    for (size_t i = 0; i < n; i++) {
        double v[] = {1, t[i], t[i] * t[i]};
        memcpy(m + 3 * i, v, sizeof v);
    }
    poisson_fit("discoveries", c, n, 3, m, 7, 10);
}

static void
seasonal(void)
{
    static size_t season[MAX];
    static const char *const by = "ukgas_smk_by_season";
    double quarter[256];
    size_t n = column("ukgas.csv", "value", x);
    column("ukgas.csv", "year", t);
    column("ukgas.csv", "quarter", quarter);
    for (size_t i = 0; i < n; i++)
        season[i] = (size_t)quarter[i] - 1;
    struct st_seasonal s;
    double pairs = 0;
    need(st_seasonal_kendall(x, t, season, n, 4, ST_KENDALL_NORMAL, ROOM(work), &s),
         "all seasons");
    hold("ukgas_smk_total", "S", s.s, 16);
    hold("ukgas_smk_total", "varS", s.var, 14);
    hold("ukgas_smk_total", "z", s.z, 14);
    hold("ukgas_smk_total", "p", s.p, 12);
    hold("ukgas_sea_sens_slope", "slope", s.slope, 13);
    for (size_t g = 0; g < 4; g++) {
        struct st_kendall k;
        size_t m = 0;
        for (size_t i = 0; i < n; i++)
            if (season[i] == g)
                y[m++] = x[i];
        need(st_kendall(y, m, ST_KENDALL_NORMAL, ROOM(work), &k), "one season");
        hold(by, numbered("S_season%", g + 1), k.s, 16);
        hold(by, numbered("varS_season%", g + 1), k.var, 14);
        hold(by, numbered("z_season%", g + 1), k.z, 14);
        hold(by, numbered("p_season%", g + 1), k.p, 12);
        hold(by, numbered("tau_season%", g + 1), k.tau, 13);
        pairs += k.s / k.tau;
    }
    const char *kendall = "ukgas_Kendall_pkg", *single = "single precision there";
    hold(kendall, "S", s.s, 16);
    hold(kendall, "varS", s.var, 14);
    hold_near(kendall, "D", pairs, 5.5, 0, single);
    hold_near(kendall, "tau", s.s / pairs, 5.5, 0, single);
    hold_near(kendall, "p", s.p, 13, 1e-15, single);
}

/* The greatest difference of a component, as one line a file and component. */
static void
hold_worst(const char *test, const char *file, const char *component,
           const double ours[])
{
    char q[TEXT];
    static double want[MAX];
    size_t n = column(file, component, want), worst = 0;
    for (size_t i = 0; i < n; i++)
        if (fabs(ours[i] - want[i]) > fabs(ours[worst] - want[worst]))
            worst = i;
    snprintf(q, sizeof q, "%s (worst of %zu)", component, n);
    bool robust = strstr(test, "robust") != NULL;
    settle(add(test, q, want[worst]), ours[worst], 13, robust ? 0.06 : 1e-12,
           robust ? "with 15 outer loops programs differ; the weights do not settle"
                  : "");
}

static void
stl(void)
{
    static double figure[MAX], trend[MAX], weight[MAX];
    static const struct {
        const char *test;
        size_t period, window, inner, outer;
    } c[] = {{"log_ukgas_s7_inner2_outer0", 4, 7, 2, 0},
             {"log_ukgas_s7_inner1_outer1", 4, 7, 1, 1},
             {"log_ukgas_s7_robust", 4, 7, 1, 15},
             {"log_ukgas_periodic", 4, 0, 2, 0},
             {"log_co2_s21", 12, 21, 2, 0}};
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        char file[TEXT];
        struct st_stl how = st_stl_default(c[i].period, c[i].window, 0);
        how.inner = c[i].inner;
        how.outer = c[i].outer;
        snprintf(file, sizeof file, "%s.csv", c[i].test);
        need(st_stl(&how, y, column(file, "value", y), ROOM(work), figure, trend,
                    weight),
             c[i].test);
        hold_worst(c[i].test, file, "seasonal", figure);
        hold_worst(c[i].test, file, "trend", trend);
    }
}

static void
broken_lines(void)
{
    const char *stops = "the other search stops at about 1e-7",
               *lower = "ours is lower: the other search stops short";
    static double size[MAX];
    struct st_segmented f;
    size_t n = column("down.csv", "age", t);
    column("down.csv", "births", size);
    column("down.csv", "cases", y);
    struct st_segmented_data down = {ST_BINOMIAL, t, y, size, n};
    need(st_segmented(&down, 1, ROOM(work), ROOM(work_dd), &f), "down_1bp_logit");
    hold("down_1bp_logit", "deviance", f.deviance, 11);
    hold_near("down_1bp_logit", "psi1", f.psi[0], 7, 0, stops);
    hold_near("down_1bp_logit", "se_psi1", f.psi_se[0], 5.5, 0, stops);
    for (size_t j = 0; j < 2; j++) {
        hold_near("down_1bp_logit", numbered("slope%", j + 1), f.slope[j], 6, 0, stops);
        hold_near("down_1bp_logit", numbered("se_slope%", j + 1), f.slope_se[j], 9, 0,
                  stops);
    }
    hold_near("down_1bp_logit", "coef[(Intercept)]", f.level, 6, 0, stops);
    hold_near("down_1bp_logit", "coef[age]", f.slope[0], 6, 0, stops);
    hold_near("down_1bp_logit", "coef[U1.age]", f.slope[1] - f.slope[0], 6, 0, stops);
    need(st_segmented(&down, 2, ROOM(work), ROOM(work_dd), &f), "down_2bp_logit");
    hold_near("down_2bp_logit", "deviance", f.deviance, 3, 0, lower);
    n = column("nile.csv", "t", t);
    column("nile.csv", "value", y);
    struct st_segmented_data nile = {ST_NORMAL, t, y, NULL, n};
    need(st_segmented(&nile, 1, ROOM(work), ROOM(work_dd), &f), "nile_1bp");
    hold("nile_1bp_exact_grid", "psi_global_min_grid0.01", f.psi[0], 9);
    hold("nile_1bp_exact_grid", "deviance_global_min", f.deviance, 14);
    hold_near("nile_1bp", "deviance", f.deviance, 7, 0, lower);
    hold_near("nile_1bp", "logLik",
              -(double)n / 2 * (log(8 * atan(1) * f.deviance / (double)n) + 1), 8, 0,
              lower);
    hold_near("nile_1bp", "psi1", f.psi[0], 6, 0, lower);
    hold_near("nile_1bp", "slope1", f.slope[0], 6, 0, lower);
    hold_near("nile_1bp", "slope2", f.slope[1], 5, 0, lower);
    hold_near("nile_1bp", "coef[(Intercept)]", f.level, 6, 0, lower);
    hold_near("nile_1bp", "coef[t]", f.slope[0], 6, 0, lower);
    hold_near("nile_1bp", "coef[U1.t]", f.slope[1] - f.slope[0], 6, 0, lower);
}

static void
segments(enum st_segment_kind kind, const char *test, size_t k, size_t n)
{
    static double total[6];
    static size_t back[6 * MAX], last[6 * 5];
    static double cost[MAX];
    size_t best = 0;
    need(st_segment_cost(kind, y, NULL, n, cost), test);
    need(st_segment(cost, n, 15, 5, ROOM(work), back, total, last), test);
    for (size_t m = 0; m <= 5; m++) {
        double bic = st_segment_bic(total[m], n, m, k);
        if (bic < st_segment_bic(total[best], n, best, k))
            best = m;
        hold(test, numbered("RSS_m%", m), total[m], 12);
        hold(test, numbered("BIC_m%", m), bic, 13);
        for (size_t b = 0; b < m; b++) {
            char q[TEXT];
            snprintf(q, sizeof q, "bp_m%zu_%zu", m, b + 1);
            if (find(test, q))
                hold(test, q, (double)last[m * 5 + b], 16);
        }
    }
    if (find(test, "BIC_optimal_m"))
        hold(test, "BIC_optimal_m", (double)best, 16);
    if (find(test, "n"))
        hold(test, "n", (double)n, 16);
}

static void
breaks(void)
{
    const char *tails = "the other program subtracts probabilities near 1";
    size_t n = column("nile.csv", "value", y);
    segments(ST_SEGMENT_MEAN, "bai_perron_mean", 1, n);
    segments(ST_SEGMENT_LINE, "bai_perron_linear_trend", 2, n);
    struct st_change c;
    struct st_moments a, b;
    double p, reach[2];
    need(st_change(ST_CUSUM_OLS, y, n, ROOM(work), &c), "cusum");
    size_t at = c.last;
    need(st_change_p(ST_CUSUM_OLS, c.statistic, n, 0, NULL, ROOM(work), &p), "cusum");
    hold("ols_cusum", "stat", c.statistic, 13);
    hold_near("ols_cusum", "p.S0", p, 9, 0, tails);
    need(st_change(ST_CUSUM_RECURSIVE, y, n, ROOM(work), &c), "cusum");
    need(st_change_p(ST_CUSUM_RECURSIVE, c.statistic, n, 0, NULL, ROOM(work), &p),
         "cusum");
    hold("rec_cusum", "stat", c.statistic, 13);
    hold_near("rec_cusum", "p.S", p, 8, 0, tails);
    static const struct {
        enum st_change_kind kind;
        const char *test;
    } f[] = {{ST_SUP_F, "supF"},
             {ST_AVE_F, "aveF"},
             {ST_EXP_F, "expF"},
             {ST_MOSUM, "ols_mosum_h0.15"}};
    for (int i = 0; i < 4; i++) {
        struct rng r;
        rng_seed(&r, 1);
        need(st_change(f[i].kind, y, n, ROOM(work), &c), f[i].test);
        need(st_change_p(f[i].kind, c.statistic, n, 20000, &r, ROOM(work), &p),
             f[i].test);
        hold(f[i].test, "stat", c.statistic, 12);
        hold_near(f[i].test, "p", p, 13, i < 3 ? 0.005 : 0.01,
                  i < 3 ? "a fitted surface there, 20,000 draws here"
                        : "a table there that ends at 0.01, 20,000 draws here");
    }
    need(st_change(ST_SUP_F, y, n, ROOM(work), &c), "supF");
    hold("supF", "argmax_index", (double)c.last, 16);
    double chow;
    need(st_chow(y, n, 28, ROOM(work), &chow, &p), "Chow");
    hold("chow_at_28", "F", chow, 12);
    hold_near("chow_at_28", "p.F", p, 11, 2.3e-16,
              "the other program takes 1 less the lower tail");
    need(st_moments(y, at, &a), "before");
    need(st_moments(y + at, n - at, &b), "after");
    hold("segment_means_1break", "mean1", a.mean, 14);
    hold("segment_means_1break", "mean2", b.mean, 14);
    double before = (double)at, after = (double)(n - at);
    struct st_regime r = {a.mean, a.sd * a.sd * (before - 1) / before},
                     s = {b.mean, b.sd * b.sd * (after - 1) / after};
    need(st_break_interval(r, s, 0.95, reach), "interval");
    hold("bai_perron_ci_1break_95", "breakpoint", before, 16);
    hold("bai_perron_ci_1break_95", "lower", before - reach[0], 16);
    hold("bai_perron_ci_1break_95", "upper", before + reach[1], 16);
}

static void
printed(const char *test, const char *name, size_t i, const char *quantity, double ours)
{
    double cell[16];
    column("newcombe.csv", name, cell);
    settle(add(test, quantity, cell[i]), ours, 13, 5e-5, "four decimals are printed");
}

static void
proportions(void)
{
    double x1[16], n1[16], x2[16], n2[16];
    struct st_score s;
    need(st_score(ST_RATIO, 36, 40, 16, 80, 0.95, 1, &s), "Koopman");
    hold_near("koopman", "lo", s.lo, 13, 0.005, "two decimals are printed");
    hold_near("koopman", "hi", s.hi, 13, 0.005, "two decimals are printed");
    size_t n = column("newcombe.csv", "x1", x1);
    column("newcombe.csv", "n1", n1);
    column("newcombe.csv", "x2", x2);
    column("newcombe.csv", "n2", n2);
    for (size_t i = 0; i < n; i++) {
        char test[TEXT];
        double lo, hi;
        snprintf(test, sizeof test, "%g_of_%g_less_%g_of_%g", x1[i], n1[i], x2[i],
                 n2[i]);
        need(st_score(ST_DIFFERENCE, x1[i], n1[i], x2[i], n2[i], 0.95, 1, &s), test);
        printed(test, "mee_lo", i, "mee_lo", s.lo);
        printed(test, "mee_hi", i, "mee_hi", s.hi);
        need(st_score(ST_DIFFERENCE, x1[i], n1[i], x2[i], n2[i], 0.95, 0, &s), test);
        printed(test, "mn_lo", i, "miettinen_nurminen_lo", s.lo);
        printed(test, "mn_hi", i, "miettinen_nurminen_hi", s.hi);
        need(st_newcombe(x1[i], n1[i], x2[i], n2[i], 0.95, &lo, &hi), test);
        printed(test, "wilson_lo", i, "newcombe_lo", lo);
        printed(test, "wilson_hi", i, "newcombe_hi", hi);
    }
}

/* The next line of a file of reference/mse, cut into cells; 0 at its end. */
static int
next_cells(FILE *f, char line[2048], char *cell[64])
{
    int n = 0;
    if (!fgets(line, 2048, f))
        return 0;
    line[strcspn(line, "\n")] = '\0';
    for (char *p = line; p && n < 64; n++) {
        cell[n] = p;
        p = strchr(p, ',');
        if (p)
            *p++ = '\0';
    }
    return n;
}

static FILE *
open_mse(const char *file)
{
    char path[160];
    snprintf(path, sizeof path, "tests/reference/%s/%s.csv", cases[now].name, file);
    FILE *f = fopen(path, "r");
    if (!f) {
        fprintf(stderr, "certify: %s cannot be read\n", path);
        exit(1);
    }
    return f;
}

static void
read_lists(const char *name, struct loglin_table *out)
{
    char line[2048], *cell[64];
    FILE *f = open_mse(name);
    *out = (struct loglin_table){0};
    next_cells(f, line, cell);
    while (next_cells(f, line, cell)) {
        unsigned w = 0;
        for (unsigned i = 0; cell[0][i]; i++)
            w |= (unsigned)(cell[0][i] == '1') << i;
        out->lists = (int)strlen(cell[0]);
        out->count[w] = strtod(cell[1], NULL);
    }
    fclose(f);
    need(st_loglin_margins(out), name);
}

static struct mse_memo memo[1 << 12];
static struct mse_oracle oracle = {lp_slack, NULL, memo, 1 << 12, 0};

static void
forward(void)
{
    const char *why = "fits there stop at 1e-8 of the deviance";
    const char *weights = "weights there are of the round before the last";
    char line[2048], *cell[64];
    FILE *f = open_mse("forward");
    next_cells(f, line, cell);
    while (next_cells(f, line, cell)) {
        struct loglin_table lists;
        struct mse_choice c;
        struct loglin_criteria k;
        char test[TEXT];
        double variance;
        snprintf(test, sizeof test, "%s_p%s", cell[0], cell[1]);
        read_lists(cell[0], &lists);
        need(st_mse_forward(&lists, strtod(cell[1], NULL), &oracle, &c), test);
        need(st_loglin_variance(&c.fit, 0, &variance), test);
        st_loglin_criteria(&lists, &c.fit, &k);
        settle(add(test, "estimate", strtod(cell[5], NULL)), c.estimate, 7.6, 0, why);
        settle(add(test, "intercept", strtod(cell[10], NULL)), c.fit.beta[0], 7.6, 0,
               why);
        settle(add(test, "se", strtod(cell[11], NULL)), sqrt(variance), 4.4, 0,
               weights);
        settle(add(test, "df", strtod(cell[13], NULL)), k.df, 16, 0, "");
        settle(add(test, "aic", strtod(cell[15], NULL)), k.aic, 9, 0, why);
        settle(add(test, "bic", strtod(cell[16], NULL)), k.bic, 9, 0, why);
    }
    fclose(f);
}

/* The choice and the estimate of each table with one case left out. */
static size_t
leave_one_out(const char *table, const char *threshold, double jack[], double weight[])
{
    char line[2048], *cell[64];
    size_t n = 0;
    FILE *f = open_mse("jackknife");
    struct loglin_table all;
    read_lists(table, &all);
    next_cells(f, line, cell);
    while (next_cells(f, line, cell)) {
        if (strcmp(cell[0], table) != 0 || strcmp(cell[1], threshold) != 0)
            continue;
        struct loglin_table lists = all;
        struct mse_choice c;
        unsigned w = 0;
        for (unsigned i = 0; cell[2][i]; i++)
            w |= (unsigned)(cell[2][i] == '1') << i;
        weight[n] = lists.count[w];
        lists.count[w] -= 1;
        need(st_loglin_margins(&lists), table);
        need(st_mse_forward(&lists, strtod(threshold, NULL), &oracle, &c), table);
        jack[n++] = c.estimate;
    }
    fclose(f);
    return n;
}

/* BCa limits: our estimate and jackknife, the resamples' estimates as given. */
static void
bca(void)
{
    static double boot[1000], jack[64], weight[64];
    char head[2048], line[2048], *name[64], *cell[64];
    FILE *f = open_mse("bca");
    int n = next_cells(f, head, name);
    while (next_cells(f, line, cell)) {
        struct loglin_table lists;
        struct mse_choice c;
        struct st_bca b;
        char test[TEXT], file[TEXT], estimate[TEXT];
        snprintf(test, sizeof test, "%s_p%s", cell[0], cell[1]);
        snprintf(file, sizeof file, "boot_%s.csv", cell[0]);
        snprintf(estimate, sizeof estimate, "estimate_%s", cell[1]);
        size_t draws = ref_column("mse", file, estimate, boot, 1000);
        size_t left = leave_one_out(cell[0], cell[1], jack, weight);
        read_lists(cell[0], &lists);
        need(st_mse_forward(&lists, strtod(cell[1], NULL), &oracle, &c), test);
        need(st_bca(c.estimate, boot, draws, jack, weight, left, &b), test);
        settle(add(test, "bca_z0", strtod(cell[3], NULL)), b.z0, 10, 0,
               "twelve digits are printed");
        settle(add(test, "bca_a", strtod(cell[4], NULL)), b.a, 7, 0,
               "from fits that stop at 1e-8");
        qsort(boot, draws, sizeof *boot, rising);
        for (int i = 5; i < n - 1; i++) {
            char q[TEXT];
            double limit;
            snprintf(q, sizeof q, "bca_%s", name[i]);
            need(st_bca_limit(&b, strtod(name[i], NULL), boot, draws, &limit), test);
            settle(add(test, q, strtod(cell[i], NULL)), limit, 8, 0,
                   "from fits that stop at 1e-8");
        }
    }
    fclose(f);
}

static void
mse(void)
{
    forward();
    bca();
    lp_release();
}

/* The acceleration of BCa limits when a model is chosen in each jackknife table: by BIC, or main
 * effects. */
static double
acceleration(const struct loglin_table *all, const struct mse_ranked rank[], size_t n)
{
    double jack[8], weight[8], boot[] = {1, 2, 3};
    size_t left = 0;
    struct st_bca b;
    for (unsigned w = 1; w < 1u << all->lists; w++) {
        struct loglin_table left_out = *all;
        double least = INFINITY;
        if (!(left_out.count[w] > 0))
            continue;
        weight[left] = left_out.count[w]--;
        need(st_loglin_margins(&left_out), "jackknife");
        for (size_t i = 0; i < n; i++) {
            struct loglin_fit fit;
            struct loglin_criteria k;
            if (st_mse_fit(&left_out, &rank[i].model, NULL, &oracle, &fit) != ST_OK)
                continue;
            st_loglin_criteria(&left_out, &fit, &k);
            if (k.bic < least)
                jack[left] = left_out.margin[0] + fit.mu[0];
            least = fmin(least, k.bic);
        }
        left++;
    }
    need(st_bca(2, boot, 3, jack, weight, left, &b), "acceleration");
    return b.a;
}

static void
mse_successor(void)
{
    struct loglin_table lists;
    struct mse_choice c;
    struct loglin_criteria k;
    struct mse_ranked aic[10], bic[10];
    size_t found, admissible;
    read_lists("korea", &lists);
    need(st_mse_forward(&lists, 0.02, &oracle, &c), "stepwise");
    st_loglin_criteria(&lists, &c.fit, &k);
    hold("stepwise", "estimate", c.estimate, 6.5);
    hold("stepwise", "intercept", c.fit.beta[0], 6.5);
    hold("stepwise", "deviance", k.deviance, 6.5);
    hold("stepwise", "aic", k.aic, 6.5);
    hold("stepwise", "bic", k.bic, 6.5);
    need(st_mse_rank(&lists, 2, &oracle, 10, aic, bic, &found, &admissible), "bic");
    for (size_t i = 0; i < found; i++) {
        char test[TEXT];
        snprintf(test, sizeof test, "bic_%zu", i + 1);
        hold(test, "estimate", bic[i].estimate, 6);
        hold(test, "bic", bic[i].criterion, 6.5);
    }
    hold("main", "estimate", bic[found - 1].estimate, 7);
    hold("main", "acceleration", acceleration(&lists, &bic[found - 1], 1), 6);
    hold("bic", "acceleration", acceleration(&lists, bic, found), 6);
    lp_release();
}

static const char *
reason(const struct row *r)
{
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        if (!strcmp(absent[i].name, cases[r->of].name) &&
            !strncmp(absent[i].test, r->test, strlen(absent[i].test)) &&
            !strncmp(absent[i].quantity, r->quantity, strlen(absent[i].quantity)))
            return absent[i].why;
    return NULL;
}

enum verdict { PASS, FAIL, NOT_COMPUTED, INPUT };

static enum verdict
judge(struct row *r)
{
    if (!r->computed) {
        r->why = reason(r);
        if (r->why)
            return strncmp(r->why, "went in", 7) ? NOT_COMPUTED : INPUT;
        r->why = "no kernel was held against it and no reason is given";
        return FAIL;
    }
    return r->digits >= r->wanted || fabs(r->ours - r->reference) <= r->within ? PASS
                                                                               : FAIL;
}

static FILE *
create(const char *path)
{
    FILE *f = fopen(path, "w");
    if (!f) {
        fprintf(stderr, "certify: %s cannot be written\n", path);
        exit(1);
    }
    return f;
}

struct tally {
    int n[4], within; /* within: of those that pass, by their difference alone */
    double least;
    const struct row *worst;
};

static void
write_row(FILE *csv, const struct row *r, enum verdict v)
{
    static const char *const word[] = {"pass", "fail", "not computed", "input"};
    fprintf(csv, "%s,\"%s %s\",%.17g,", cases[r->of].name, r->test, r->quantity,
            r->reference);
    if (r->computed)
        fprintf(csv, "%.17g,%.1f,%g,", r->ours, r->digits, r->wanted);
    else
        fputs(",,,", csv);
    if (r->within > 0)
        fprintf(csv, "%.2g", r->within);
    fprintf(csv, ",%s,\"%s\",\"%s\"\n", word[v], r->why ? r->why : "",
            cases[r->of].source);
}

/* The tables; true when nothing failed. */
static bool
report(void)
{
    static struct tally tally[CASES];
    struct tally all = {0};
    FILE *csv = create("out/certificate.csv"), *md = create("out/certificate.md");
    FILE *by_case = create("out/certificate-cases.csv");
    fputs("case,quantity,reference,ours,digits,digits_wanted,or_within,verdict,why,"
          "source\n",
          csv);
    for (int i = 0; i < rows; i++) {
        struct row *r = &row[i];
        enum verdict v = judge(r);
        struct tally *c = &tally[r->of];
        write_row(csv, r, v);
        c->n[v]++;
        all.n[v]++;
        if (v == FAIL)
            fprintf(stderr, "certify: %s %s %s: %.17g, reference %.17g: %s\n",
                    cases[r->of].name, r->test, r->quantity, r->ours, r->reference,
                    r->computed ? "too few digits" : r->why);
        if (v == PASS && r->digits < r->wanted) {
            c->within++;
            all.within++;
        } else if (r->computed && (!c->worst || r->digits < c->least)) {
            c->least = r->digits;
            c->worst = r;
        }
    }
    fprintf(
        md,
        "# Certificate\n\n%d reference values held, %d of them by their difference "
        "alone (printed decimals, simulation,\na coarse search); %d failed, %d not "
        "computed; %d are inputs that the reference lists with its results. Digits\n"
        "are -log10 of the relative error, 16 when equal. Every line is in "
        "certificate.csv, with the reason where fewer than 13\ndigits are asked for or "
        "a value is not computed.\n\n"
        "| case | held | by difference | failed | not computed | inputs | fewest "
        "digits "
        "| where | why | source |\n|---|--:|--:|--:|--:|--:|--:|---|---|---|\n",
        all.n[PASS], all.within, all.n[FAIL], all.n[NOT_COMPUTED], all.n[INPUT]);
    for (int i = 0; i < CASES; i++)
        if (tally[i].worst)
            fprintf(md, "| %s | %d | %d | %d | %d | %d | %.1f | %s %s | %s | %s |\n",
                    cases[i].name, tally[i].n[PASS], tally[i].within, tally[i].n[FAIL],
                    tally[i].n[NOT_COMPUTED], tally[i].n[INPUT], tally[i].least,
                    tally[i].worst->test, tally[i].worst->quantity, tally[i].worst->why,
                    cases[i].source);
    fputs("case,held,failed,not_computed,inputs,source\n", by_case);
    for (int i = 0; i < CASES; i++)
        fprintf(by_case, "%s,%d,%d,%d,%d,\"%s\"\n", cases[i].name, tally[i].n[PASS],
                tally[i].n[FAIL], tally[i].n[NOT_COMPUTED], tally[i].n[INPUT],
                cases[i].source);
    bool written = !ferror(csv) && !ferror(md) && !ferror(by_case);
    written = !fclose(csv) && written;
    written = !fclose(by_case) && written;
    written = !fclose(md) && written;
    printf("certify: %d held, %d failed, %d not computed, %d inputs: "
           "out/certificate.md\n",
           all.n[PASS], all.n[FAIL], all.n[NOT_COMPUTED], all.n[INPUT]);
    return written && !all.n[FAIL];
}

int
main(void)
{
    static void (*const certify[CASES])(void) = {binomial,
                                                 chain_ladder,
                                                 changes,
                                                 armitage,
                                                 concentration,
                                                 exact_rates,
                                                 fisher,
                                                 ets,
                                                 joinpoint,
                                                 ljung_box,
                                                 mann_kendall,
                                                 serial_kendall,
                                                 mse,
                                                 mse_successor,
                                                 negative_binomial,
                                                 newey_west,
                                                 nist,
                                                 p_adjust,
                                                 parallel_lines,
                                                 partial_kendall,
                                                 poisson,
                                                 regional_kendall,
                                                 seasonal_counts,
                                                 seasonal,
                                                 broken_lines,
                                                 stl,
                                                 breaks,
                                                 two_lists,
                                                 proportions};
    for (now = 0; now < CASES; now++) {
        read_expected();
        certify[now]();
    }
    return report() ? 0 : 1;
}
