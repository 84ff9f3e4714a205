#include "contrasts/measures.h"

#include <math.h>
#include <string.h>

#include "stat/exact.h"
#include "stat/score.h"

static enum st_status
exact_at(const struct pair *p, double a, double b, bool mid, struct limits *out)
{
    struct st_exact e;
    if (isinf(a) || isinf(b)) {
        double end = isinf(a) ? INFINITY : 0;
        *out = (struct limits){end, end, end};
        return ST_OK;
    }
    enum st_status s =
        contrasts.kind == SHARES
            ? st_fisher(a, p->a.size, b, p->b.size, 1, contrasts.level->share, &e)
            : st_poisson_ratio(a, p->a.size, b, p->b.size, 1, contrasts.level->share,
                               &e);
    if (s)
        return s;
    *out = (struct limits){e.estimate, mid ? e.mid_lo : e.lo, mid ? e.mid_hi : e.hi};
    return ST_OK;
}

enum st_status
measure_exact(const struct pair *p, double a, double b, struct limits *out)
{
    return exact_at(p, a, b, false, out);
}

enum st_status
measure_exact_mid(const struct pair *p, double a, double b, struct limits *out)
{
    return exact_at(p, a, b, true, out);
}

static enum st_status
score_at(enum st_score_kind what, const struct pair *p, double a, double b,
         struct limits *out)
{
    struct st_score e;
    enum st_status s =
        st_score(what, a, p->a.size, b, p->b.size, contrasts.level->share, 0, &e);
    if (!s)
        *out = (struct limits){e.estimate, e.lo, e.hi};
    return s;
}

enum st_status
measure_risk_ratio(const struct pair *p, double a, double b, struct limits *out)
{
    return score_at(ST_RATIO, p, a, b, out);
}

enum st_status
measure_risk_difference(const struct pair *p, double a, double b, struct limits *out)
{
    return score_at(ST_DIFFERENCE, p, a, b, out);
}

enum st_status
measure_newcombe(const struct pair *p, double a, double b, struct limits *out)
{
    out->estimate = a / p->a.size - b / p->b.size;
    return st_newcombe(a, p->a.size, b, p->b.size, contrasts.level->share, &out->lo,
                       &out->hi);
}

static enum st_status
measured(const struct pair *p, measure *at, double a, double b, struct limits *out)
{
    enum st_status s = at(p, a, b, out);
    if (!contrasts_silent(p, s))
        return s;
    *out = (struct limits){NAN, 0, INFINITY};
    return ST_OK;
}

/* Least and greatest of a measure's estimate and limits. */
struct span {
    struct limits least, most;
};

static void
widen(struct span *s, const struct limits *l)
{
    s->least.estimate = fmin(s->least.estimate, l->estimate);
    s->least.lo = fmin(s->least.lo, l->lo);
    s->least.hi = fmin(s->least.hi, l->hi);
    s->most.estimate = fmax(s->most.estimate, l->estimate);
    s->most.lo = fmax(s->most.lo, l->lo);
    s->most.hi = fmax(s->most.hi, l->hi);
}

static const struct span no_span = {{INFINITY, INFINITY, INFINITY},
                                    {-INFINITY, -INFINITY, -INFINITY}};

/* Over the two extreme completions, for a measure that rises with a and falls with b. */
static enum st_status
over_corners(const struct pair *p, measure *at, struct span *out)
{
    struct limits l;
    *out = no_span;
    enum st_status s = measured(p, at, p->a.lo, p->b.hi, &l);
    if (s)
        return s;
    widen(out, &l);
    s = measured(p, at, p->a.hi, p->b.lo, &l);
    widen(out, &l);
    return s;
}

static enum st_status
over_all(const struct pair *p, measure *at, struct span *out)
{
    if (!contrasts_few(p))
        return ST_TOO_LARGE;
    *out = no_span;
    for (double a = p->a.lo; a <= p->a.hi; a++)
        for (double b = p->b.lo; b <= p->b.hi; b++) {
            struct limits l;
            enum st_status s = measured(p, at, a, b, &l);
            if (s)
                return s;
            widen(out, &l);
        }
    return ST_OK;
}

static const char *
words(double x, double none)
{
    return result_apart(contrasts.m, x, 3, none);
}

/* By the limits alone; s holds those of every completion. given: what the limits take it that
 * holds. */
static void
judge(struct pair *p, const char *what, const char *given, const struct span *s,
      double none)
{
    struct result_row *r = &p->row;
    r->verdict = s->least.lo > none                          ? "higher"
                 : s->most.hi < none                         ? "lower"
                 : s->most.lo <= none && s->least.hi >= none ? "not-different"
                                                             : "undetermined";
    const char *so = r->verdict[0] == 'h'   ? "the first is higher"
                     : r->verdict[0] == 'l' ? "the first is lower"
                     : r->verdict[0] == 'n' ? "no difference is shown"
                                            : "the figures not known decide";
    const char *estimate = words(s->least.estimate, none);
    if (p->bounded)
        estimate = isinf(s->least.estimate)
                       ? "not bounded"
                       : mem_print(contrasts.m, "between %s and %s", estimate,
                                   words(s->most.estimate, none));
    r->sentence =
        mem_print(contrasts.m, "%s: %s %s, %ld %% limits %s to %s if %s; %s%s.",
                  p->label, what, estimate, contrasts.level->percent,
                  words(s->least.lo, none), words(s->most.hi, none), given, so,
                  p->a.inexact || p->b.inexact
                      ? "; what is estimated or published as about is taken "
                        "as anything within its limits"
                      : "");
}

void
measure_put(struct pair *p, const char *statistic, const char *method, measure *at,
            bool corners, double none, bool judged)
{
    struct span s;
    const char *unit = none > 0 ? "ratio" : "share";
    enum st_status status = corners ? over_corners(p, at, &s) : over_all(p, at, &s);
    if (status) {
        contrasts_put_reason(p, statistic, st_reason(status));
        return;
    }
    if (judged)
        judge(p, none > 0 ? "ratio" : "difference",
              strcmp(statistic, "rate-ratio") ? "cases do not depend on one another"
                                              : "counts vary as Poisson's",
              &s, none);
    struct limits outer = {s.least.estimate, s.least.lo, s.most.hi};
    if (!p->bounded) {
        contrasts_put(p, statistic, unit, method, outer, contrasts.level->interval,
                      isinf(outer.estimate) ? "infinite-estimate" : "");
    } else {
        outer.estimate = NAN;
        contrasts_put(p, mem_print(contrasts.m, "%s-limits", statistic), unit, method,
                      outer, contrasts.level->interval, "bounded");
        contrasts_put(p, statistic, unit, method,
                      (struct limits){NAN, s.least.estimate, s.most.estimate}, "range",
                      "bounded");
    }
    p->row.verdict = p->row.sentence = NULL;
}
