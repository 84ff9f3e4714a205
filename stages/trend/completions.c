#include "trend/completions.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "stat/limits.h"
#include "stat/poisson.h"
#include "stat/season_range.h"

/* So many completions are fitted with their season. */
#define FITS_MOST 2000
/* Levels are tried to two digits, 1 to 0.11, 0.1 to 0.011 and on to so many powers of ten. */
enum { LEVELS_TEN = 90, TENS = 12 };

/* Every completion fitted with the season, when there are at most FITS_MOST. */
static void
every_fit(const struct segment *s, const struct model *m, double share,
          struct st_poisson_range *out)
{
    size_t n = s->n, p = m->design.p;
    double fits = 1, *y = mem_array(&trend.arena, n, sizeof *y);
    double *beta = mem_array(&trend.arena, p + p * p, sizeof *beta);
    size_t n_work = st_poisson_work(n, p);
    double *work = mem_array(&trend.arena, n_work, sizeof *work);
    double z = st_normal_quantile(share);
    double student = gsl_cdf_tdist_Qinv((1 - share) / 2, (double)(n - p));
    struct st_poisson_data d = {y, y, NULL, m->design.x, n, p};
    struct st_poisson_range g = {.lo = INFINITY, .hi = -INFINITY, .exact = true};
    struct st_poisson r;
    for (size_t i = 0; i < n; i++) {
        y[i] = ceil(s->lo[i]);
        fits *= floor(s->hi[i]) - y[i] + 1;
    }
    if (!(fits <= FITS_MOST) || trend.offset)
        return;
    for (size_t i = 0; i < n;) {
        if (st_poisson(&d, work, n_work, beta, beta + p, &r) != ST_OK)
            return;
        double phi = r.scatter / (double)(n - p), se = sqrt(beta[2 * p + 1]);
        double half = fmax(z, student * sqrt(phi)) * se;
        g.lo = fmin(g.lo, beta[1] - half);
        g.hi = fmax(g.hi, beta[1] + half);
        g.completions++;
        for (i = 0; i < n && y[i] + 1 > s->hi[i]; i++)
            y[i] = ceil(s->lo[i]);
        if (i < n)
            y[i]++;
    }
    *out = g;
}

/* The outer limits where the season is a factor. */
static enum st_status
season_outer(const struct segment *s, const double offset[], double share,
             struct st_poisson_range *g)
{
    double *lo = mem_array(&trend.arena, 2 * s->n, sizeof *lo), *hi = lo + s->n;
    size_t n_work = st_season_range_work(s->n);
    double *work = mem_array(&trend.arena, n_work, sizeof *work);
    unsigned char *season = mem_array(&trend.arena, s->n, sizeof *season);
    for (size_t i = 0; i < s->n; i++) {
        lo[i] = ceil(s->lo[i]);
        hi[i] = floor(s->hi[i]);
        season[i] = (unsigned char)segment_season(s, i);
    }
    struct st_season_range_data d = {s->t, lo, hi, offset, season, s->n, s->seasons};
    return st_season_range(&d, share, work, n_work, g);
}

enum st_status
completions_limits(const struct segment *s, const struct model *m, double share,
                   struct st_poisson_range *g)
{
    const double *exposure = segment_other(s, &trend.offset);
    double *offset = mem_array(&trend.arena, s->n, sizeof *offset);
    *g = (struct st_poisson_range){.lo = -INFINITY, .hi = INFINITY};
    for (size_t i = 0; exposure && i < s->n; i++)
        offset[i] = log(exposure[i]);
    if (m->design.p > 2) {
        every_fit(s, m, share, g);
        return g->completions > 0 || !m->design.factor
                   ? ST_OK
                   : season_outer(s, exposure ? offset : NULL, share, g);
    }
    size_t n_work = st_poisson_range_work(s->n);
    double *work = mem_array(&trend.arena, n_work, sizeof *work);
    return st_poisson_range(s->t, s->lo, s->hi, exposure ? offset : NULL, s->n, share,
                            work, n_work, g);
}

/* The level at place i: 1.00, 0.99, ... 0.11, 0.100, 0.099 and on. */
static double
level_at(int i)
{
    char text[32];
    snprintf(text, sizeof text, "%de-%d", 100 - i % LEVELS_TEN, 2 + i / LEVELS_TEN);
    return strtod(text, NULL);
}

double
least_level(bool (*shows)(double share, void *more), void *more)
{
    int yes = 0, no = LEVELS_TEN * TENS;
    /* Most show at no level, and each asking takes its time. */
    if (!shows(1 - level_at(1), more))
        return level_at(0);
    while (no - yes > 1) {
        int middle = (yes + no) / 2;
        if (shows(1 - level_at(middle), more))
            yes = middle;
        else
            no = middle;
    }
    return level_at(yes);
}

struct asked {
    const struct segment *s;
    const struct model *m;
};

static bool
shows(double share, void *more)
{
    const struct asked *a = more;
    struct st_poisson_range g;
    return completions_limits(a->s, a->m, share, &g) == ST_OK && (g.lo > 0 || g.hi < 0);
}

static bool
is_covered(double share, void *p)
{
    return share < 1 - *(double *)p;
}

double
completions_p(const struct segment *s, const struct model *m, enum st_status limited,
              const struct st_poisson_range *g)
{
    struct asked a = {s, m};
    if (m->design.p > 2)
        return least_level(shows, &a);
    double p = limited == ST_OK ? fmin(g->p_rise, g->p_fall) : 1;
    return least_level(is_covered, &p);
}
