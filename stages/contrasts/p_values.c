#include "contrasts/p_values.h"

#include <math.h>

#include "stat/exact.h"
#include "stat/score.h"

static enum st_status
p_at(const struct pair *p, double a, double b, struct st_exact_p *out)
{
    if (isinf(a) || isinf(b)) {
        double less = isinf(a) ? 1 : 0;
        *out = (struct st_exact_p){less, 1 - less, 0, 0, 0};
        return ST_OK;
    }
    enum st_status s = contrasts.kind == SHARES
                           ? st_fisher_p(a, p->a.size, b, p->b.size, 1, out)
                           : st_poisson_ratio_p(a, p->a.size, b, p->b.size, 1, out);
    if (!contrasts_silent(p, s))
        return s;
    *out = (struct st_exact_p){1, 1, 1, 1, 1};
    return ST_OK;
}

/* Least and greatest p of three kinds, in the order two, mid, central. */
struct p_span {
    double least[3], most[3];
};

static enum st_status
p_over_all(const struct pair *p, struct p_span *out)
{
    *out = (struct p_span){{1, 1, 1}, {0, 0, 0}};
    for (double a = p->a.lo; a <= p->a.hi; a++)
        for (double b = p->b.lo; b <= p->b.hi; b++) {
            struct st_exact_p x;
            enum st_status s = p_at(p, a, b, &x);
            if (s)
                return s;
            const double got[3] = {x.two, x.mid, x.central};
            for (int i = 0; i < 3; i++) {
                out->least[i] = fmin(out->least[i], got[i]);
                out->most[i] = fmax(out->most[i], got[i]);
            }
        }
    return ST_OK;
}

/* From the tails at the corners: P(X <= a) rises with a and falls with b, P(X >= a) the
 * other way. p-exact holds at least the smaller tail, p-mid at least half of it. */
static enum st_status
p_bounds(const struct pair *p, struct p_span *out)
{
    struct st_exact_p low, high;
    enum st_status s = p_at(p, p->a.lo, p->b.hi, &low);
    if (!s)
        s = p_at(p, p->a.hi, p->b.lo, &high);
    if (s)
        return s;
    double tail = fmin(low.less, high.greater);
    *out = (struct p_span){{tail, tail / 2, fmin(1, 2 * tail)},
                           {1, 1, fmin(1, 2 * fmin(high.less, low.greater))}};
    return ST_OK;
}

void
p_values_put(struct pair *p, const char *exact_name)
{
    static const char *const name[3] = {"p-exact", "p-mid", "p-central"};
    struct p_span s;
    bool all = contrasts_few(p);
    enum st_status status = all ? p_over_all(p, &s) : p_bounds(p, &s);
    for (int i = 0; i < 3; i++) {
        const char *method =
            mem_print(contrasts.m, "%s, two-sided (%s)%s", exact_name,
                      i == 0   ? "probabilities not above that of the data"
                      : i == 1 ? "the same less half that of the data"
                               : "twice the smaller tail",
                      !p->bounded ? ""
                      : all       ? "; every completion"
                                  : "; outer bounds");
        if (status)
            contrasts_put_reason(p, name[i], st_reason(status));
        else if (p->bounded)
            contrasts_put(p, name[i], "probability", method,
                          (struct limits){NAN, s.least[i], s.most[i]}, "range",
                          "bounded");
        else
            contrasts_put(p, name[i], "probability", method,
                          (struct limits){s.least[i], NAN, NAN}, "", "");
    }
}

static enum st_status
p_of_score(double x1, double n1, double x2, double n2, int plain, double *p)
{
    struct st_score e;
    enum st_status s =
        st_score(ST_DIFFERENCE, x1, n1, x2, n2, contrasts.level->share, plain, &e);
    if (!s)
        *p = e.p;
    return s;
}

enum st_status
share_p_score(double x1, double n1, double x2, double n2, double *p)
{
    return p_of_score(x1, n1, x2, n2, 0, p);
}

enum st_status
share_p_chi2(double x1, double n1, double x2, double n2, double *p)
{
    return p_of_score(x1, n1, x2, n2, 1, p);
}

enum st_status
share_p_yates(double x1, double n1, double x2, double n2, double *p)
{
    double unused;
    return st_yates(x1, n1, x2, n2, &unused, p);
}

void
p_values_put_share(struct pair *p, const char *statistic, const char *method,
                   share_p *at)
{
    double least = 1, most = 0;
    enum st_status s = contrasts_few(p) ? ST_OK : ST_TOO_LARGE;
    for (double a = p->a.lo; !s && a <= p->a.hi; a++)
        for (double b = p->b.lo; !s && b <= p->b.hi; b++) {
            double got = 1;
            s = at(a, p->a.size, b, p->b.size, &got);
            if (contrasts_silent(p, s)) {
                s = ST_OK;
                got = 1;
            }
            least = fmin(least, got);
            most = fmax(most, got);
        }
    if (s)
        contrasts_put_reason(p, statistic, st_reason(s));
    else if (p->bounded)
        contrasts_put(p, statistic, "probability", method,
                      (struct limits){NAN, least, most}, "range", "bounded");
    else
        contrasts_put(p, statistic, "probability", method,
                      (struct limits){least, NAN, NAN}, "", "");
}
