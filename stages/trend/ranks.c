/* What ranks say of a segment: Mann-Kendall and Theil-Sen, made once. */
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "stat/ar1.h"
#include "stat/kendall_range.h"
#include "stat/kendall_serial.h"
#include "stat/limits.h"
#include "stat/sen.h"
#include "trend/method.h"

const struct ranks *
ranks(struct segment *s)
{
    if (s->ranks)
        return s->ranks;
    struct ranks *r = mem_get(&trend.arena, sizeof *r);
    double n = (double)s->n;
    s->ranks = r;
    r->var = n * (n - 1) * (2 * n + 5) / 18;
    r->reason = s->unusable           ? s->unusable
                : s->n < LEAST_POINTS ? st_reason(ST_TOO_FEW)
                                      : NULL;
    if (r->reason || s->bounded)
        return r;
    size_t n_work = st_kendall_work(s->n);
    double *work = mem_array(&trend.arena, n_work + 1, sizeof *work);
    r->reason = because(st_kendall(s->lo, s->n, trend.how, work, n_work, &r->k));
    if (!r->reason)
        r->var = r->k.var;
    return r;
}

void
slopes(struct segment *s, double share, struct slopes *out)
{
    const struct ranks *r = ranks(s);
    struct st_sen b;
    struct st_sen_range g;
    size_t n_work = s->bounded ? st_sen_range_work(s->n) : st_sen_work(s->n);
    *out = (struct slopes){.reason = r->reason, .slope = NAN};
    if (!out->reason && !strcmp(s->unit, "rank"))
        out->reason = "ordinal";
    if (out->reason)
        return;
    double *work = mem_array(&trend.arena, n_work + 1, sizeof *work);
    out->reason = because(
        s->bounded
            ? st_sen_range(s->t, s->lo, s->hi, s->n, r->var, share, work, n_work, &g)
            : st_sen(s->t, s->lo, s->n, r->var, share, work, n_work, &b));
    if (out->reason)
        return;
    out->slope = s->bounded ? NAN : b.slope;
    out->lo = s->bounded ? g.lo : b.lo;
    out->hi = s->bounded ? g.hi : b.hi;
}

const char *
serial_begin(struct segment *s, double *slope, double **work, size_t *n_work)
{
    struct slopes b;
    const char *no = incomplete(s, LEAST_SERIAL);
    *n_work = st_serial_work(s->n);
    *work = mem_array(&trend.arena, *n_work + 1, sizeof **work);
    slopes(s, trend.level->share, &b);
    *slope = b.slope;
    return no ? no : b.reason;
}

double
rank_p(const struct segment *s, const double weight[], double *s_lo, double *s_hi)
{
    struct st_kendall_range k;
    double p = 0;
    if (!s->bounded || s->n > ST_AR1_S_MAX || s->seasons > 1)
        return 1;
    size_t n_work = st_kendall_range_work(s->n, ST_KENDALL_AUTO);
    double *work = mem_array(&trend.arena, n_work, sizeof *work);
    if (st_kendall_range(s->lo, s->hi, s->n, s->whole, ST_KENDALL_AUTO, work, n_work,
                         &k) != ST_OK ||
        k.s_lo * k.s_hi <= 0)
        return 1;
    *s_lo = k.s_lo;
    *s_hi = k.s_hi;
    double z = gsl_cdf_ugaussian_Qinv(k.p_hi / 2);
    for (size_t i = 0; i < ST_AR1_NODES; i++)
        p += (weight ? weight[i] : 1.0 / ST_AR1_NODES) *
             st_normal_p(z / sqrt(st_ar1_s_factor(s->n, st_ar1_rho(i))));
    return p;
}
