/*
 * joined straight lines in log value (Lerman 1980, Kim et al. 2000). Weights are the counts
 * (variance of a log count), else 1; the season is in its test alone. It takes at least --end
 * values outside and --between values between joints, and as many joints as 2 end + (joints - 1)
 * between + joints values allow. Their number is chosen by --choose wbic (default), bic, bic3 or
 * permutation, each test at 0.05 (or 1 - --level) / (most - joints of the null)
 *
 *   joinpoint-joints        their number
 *   joinpoint-bic-K, -bic3-K, -wbic-K, joinpoint-p-K-L
 *                           the criteria of K joints; p of the permutation tests
 *   joinpoint-from-1...     first period after each joint; joinpoint-from-B-of-M as of segments
 *   joinpoint-apc           one row a segment, percent a year; joinpoint-aapc, mean over the
 *                           whole span; limits from t with n - 2 joints - 2 degrees of
 *                           freedom, conditional on the joints and for independent points: no
 *                           verdict, which is `trend`'s
 */
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "breakpoints/chance.h"
#include "breakpoints/method.h"
#include "stat/joinpoint.h"

/* Joinpoint regression. */

struct joint_fit {
    struct st_joinpoint_data d;
    struct st_joinpoint fit[ST_JOINS_MAX + 1];
    size_t count; /* most joints tried */
    size_t n_work, n_work_dd;
    double *work;
    struct dd *work_dd;
    const char *method;
};

static const char *
joint_data(const struct stretch *s, struct st_joinpoint_data *d)
{
    if (s->bounded)
        return "bounded";
    double *y = doubles(s, s->n), *w = doubles(s, s->n);
    bool tied = true;
    for (size_t i = 0; i < s->n; i++) {
        if (!(s->y[i] > 0))
            return s->y[i] < 0 ? st_reason(ST_DOMAIN) : "zero-value";
        y[i] = log(s->exposure ? s->y[i] / s->exposure[i] : s->y[i]);
        w[i] = s->counts ? s->y[i] : 1;
        tied = tied && !(y[i] < y[0]) && !(y[i] > y[0]);
    }
    if (tied && s->n > 1)
        return st_reason(ST_ALL_TIED);
    *d = (struct st_joinpoint_data){
        s->middle,
        y,
        w,
        s->n,
        {(size_t)s->run->opt->end, (size_t)s->run->opt->between}};
    return NULL;
}

/* True when k joints leave nothing to explain. */
static bool
is_exact(const struct joint_fit *f, size_t k)
{
    return !(f->fit[k].sse > exact_below(f->d.y, f->d.weight, f->d.n));
}

static size_t
choose_by_criterion(const struct stretch *s, const struct joint_fit *f)
{
    size_t best = 0;
    double least = INFINITY;
    for (size_t k = 0; k <= f->count; k++) {
        double sse = f->fit[k].sse;
        if (is_exact(f, k)) {
            put_reason(s, mem_print(s->run->arena, "joinpoint-bic-%zu", k), "",
                       f->method, "exact-fit");
            return k;
        }
        double bic = st_joinpoint_bic(sse, s->n, k),
               bic3 = st_joinpoint_bic3(sse, s->n, k);
        double wbic = st_joinpoint_wbic(&f->d, &f->fit[k]);
        put_value(s, mem_print(s->run->arena, "joinpoint-bic-%zu", k), bic, "",
                  f->method);
        put_value(s, mem_print(s->run->arena, "joinpoint-bic3-%zu", k), bic3, "",
                  f->method);
        put_value(s, mem_print(s->run->arena, "joinpoint-wbic-%zu", k), wbic, "",
                  f->method);
        double c = !strcmp(s->run->opt->choose, "bic")    ? bic
                   : !strcmp(s->run->opt->choose, "bic3") ? bic3
                                                          : wbic;
        if (c < least) {
            least = c;
            best = k;
        }
    }
    return best;
}

static size_t
choose_by_permutation(const struct stretch *s, const struct joint_fit *f)
{
    size_t null = 0, other = f->count;
    while (null < other) {
        double p;
        const char *name = mem_print(s->run->arena, "joinpoint-p-%zu-%zu", null, other);
        rng_seed(&s->run->rng, (uint64_t)s->run->opt->seed);
        enum st_status e = st_joinpoint_permute(
            &f->d, null, other, (size_t)s->run->opt->permutations, &s->run->rng,
            f->work, f->n_work, f->work_dd, f->n_work_dd, &p);
        if (e) {
            put_reason(s, name, "", f->method,
                       e == ST_ALL_TIED ? "exact-fit" : st_reason(e));
            return null;
        }
        put_value(s, name, p, "probability", f->method);
        if (p < alpha(s) / (double)(f->count - null))
            null++;
        else
            other--;
    }
    return null;
}

/* 100 (exp(b) - 1) with limits from t; no limits without degrees of freedom. */
static void
put_change(const struct stretch *s, const char *statistic, double b, double se,
           double df, const char *method)
{
    double half = df > 0 ? gsl_cdf_tdist_Qinv((1 - coverage(s)) / 2, df) * se : NAN;
    double value = 100 * expm1(b), lo = 100 * expm1(b - half),
           hi = 100 * expm1(b + half);
    bool limits = isfinite(lo) && isfinite(hi);
    const char *sentence =
        limits
            ? mem_print(s->run->arena,
                        "%s: %s %% a year (%ld %% limits %s to %s if points do not "
                        "depend on their neighbours%s).",
                        result_span_words(s->run->arena, s->span), words(s, value, 3),
                        s->run->opt->level->percent, words(s, lo, 3), words(s, hi, 3),
                        s->seasons > 1 ? "; the season is not in the fit" : "")
            : NULL;
    put_limits(s, statistic, value, lo, hi, "percent", method, NULL, sentence);
}

static void
put_joints(const struct stretch *s, const struct joint_fit *f, size_t k)
{
    const struct st_joinpoint *j = &f->fit[k];
    /* An exact fit has no errors to take limits from. */
    double df = is_exact(f, k) ? 0 : (double)s->n - 2 * (double)k - 2;
    const char *where = "";
    for (size_t a = 0; a <= k; a++) {
        struct stretch part = *s;
        size_t from = a ? j->at[a - 1] : 0, to = a < k ? j->at[a] : s->n - 1;
        part.span = result_span(s->run->arena, period_at(s, from), period_at(s, to));
        put_change(&part, "joinpoint-apc", j->slope[a],
                   df > 0 ? sqrt(j->cov[a * (k + 2)] * j->sse / df) : NAN, df,
                   f->method);
        if (!a)
            continue;
        put_value(s, mem_print(s->run->arena, "joinpoint-from-%zu", a), s->start[from],
                  "year", f->method);
        where = mem_print(s->run->arena, "%s%s%s", where, a == 1 ? "" : ", ",
                          period_words(s, from));
    }
    double slope, se;
    if (!st_joinpoint_mean_slope(&f->d, j, s->middle[0], s->middle[s->n - 1],
                                 df > 0 ? df : 1, &slope, &se))
        put_change(s, "joinpoint-aapc", slope, se, df, f->method);
    size_t last = k ? s->n - 1 - j->at[k - 1] : 0;
    size_t beyond = !k ? s->n : j->at[0] < last ? j->at[0] : last;
    say_joints(s, "joinpoint", k, "at", where, beyond, f->method);
}

static void
joinpoint(const struct stretch *s, const struct breaks_method *self)
{
    (void)self;
    struct joint_fit f = {.count = 0};
    struct st_joinpoint_rule rule = {(size_t)s->run->opt->end,
                                     (size_t)s->run->opt->between};
    while (f.count < (size_t)s->run->opt->most &&
           st_joinpoint_least(rule, f.count + 1) <= s->n)
        f.count++;
    bool permute = !strcmp(s->run->opt->choose, "permutation");
    f.method = mem_print(
        s->run->arena,
        "joinpoint in log %s, weights %s, end %ld, between %ld, at most %zu joints, "
        "%s",
        s->exposure ? "rate" : "value", s->counts ? "the counts" : "1",
        s->run->opt->end, s->run->opt->between, f.count,
        permute ? mem_print(s->run->arena, "%ld permutations, " RNG_NAME " seed %ld",
                            s->run->opt->permutations, s->run->opt->seed)
                : s->run->opt->choose);
    const char *why = under_two_cycles(s);
    why = why ? why : joint_data(s, &f.d);
    enum st_status e = ST_OK;
    if (!why && s->n > ST_JOINPOINT_MAX)
        e = ST_TOO_LARGE;
    if (!why && !e) {
        f.n_work = st_joinpoint_work(s->n, f.count);
        f.n_work_dd = st_joinpoint_work_dd(s->n, f.count);
        f.work = doubles(s, f.n_work);
        f.work_dd = mem_array(s->run->arena, f.n_work_dd, sizeof *f.work_dd);
        for (size_t k = 0; !e && k <= f.count; k++)
            e = st_joinpoint(&f.d, k, f.work, f.n_work, f.work_dd, f.n_work_dd,
                             &f.fit[k]);
    }
    if (why || e) {
        put_refusal(s, "joinpoint-joints", "", f.method, why ? why : st_reason(e));
        return;
    }
    size_t k = permute ? choose_by_permutation(s, &f) : choose_by_criterion(s, &f);
    k = chance_joints(s, "joinpoint", k, f.count);
    for (size_t j = 1; j <= f.count; j++)
        for (size_t a = 0; a < j; a++)
            put_value(s,
                      mem_print(s->run->arena, "joinpoint-from-%zu-of-%zu", a + 1, j),
                      s->start[f.fit[j].at[a]], "year", f.method);
    put_joints(s, &f, k);
}

const struct breaks_method breaks_joinpoint = {.name = "joinpoint",
                                               .row = "joinpoint-joints",
                                               .make = joinpoint,
                                               .standard = true};
