/*
 * series - counts by year, quarter or month: kind, series, period, value, lo, hi, interval,
 * unit, status, source. True of a kind: kind, n, frequency, mean, law, rho, growth, season,
 * shift, holes, bend.
 *
 * A kind is a row of `kinds` below. Its counts have the mean
 *
 *     mean (1 + growth)^years (1 + season cos(2 pi year)) shift^(period > n/2) exp(u - s^2/2)
 *
 * times (1 + bend)^years from the middle on,
 * where u is an AR(1) series of standard deviation s = `latent` and correlation rho, with
 * rho 1 a random walk of steps s from 0, which is not divided by its mean; the law
 * is Poisson, or negative binomial with the size theta. holes: one point in ten is missing
 * and one that is below 10 is withheld, 0 to 9 ("suppressed"); open: the last point is known
 * as "at least" the whole tenth below it.
 */
#include <math.h>
#include <stdio.h>

#include <gsl/gsl_randist.h>

#include "calibrate/series/kinds.h"
#include "calibrate/simulate.h"

#define PI 3.14159265358979323846
#define MOST 200

enum { KINDS = sizeof kinds / sizeof *kinds };

/* means of the counts, before their law. */
static void
means(const struct kind *k, gsl_rng *r, double *mu)
{
    double s = k->latent, keep = k->rho;
    double u = keep < 1 ? gsl_ran_gaussian(r, s) : 0, less = keep < 1 ? s * s / 2 : 0;
    double step = keep < 1 ? s * sqrt(1 - keep * keep) : s;
    for (int i = 0; i < k->n; i++) {
        double year = (double)i / k->per_year;
        mu[i] =
            k->mean * pow(1 + k->growth, year) * (1 + k->season * cos(2 * PI * year));
        if (2 * i >= k->n)
            mu[i] *= k->shift;
        if (2 * i > k->n)
            mu[i] *= pow(1 + k->bend, year - 0.5 * k->n / k->per_year);
        mu[i] *= exp(u - less);
        u = keep * u + gsl_ran_gaussian(r, step);
    }
}

static double
draw(const struct kind *k, gsl_rng *r, double mu)
{
    if (k->theta > 0)
        mu = gsl_ran_gamma(r, k->theta, mu / k->theta);
    return (double)gsl_ran_poisson(r, mu);
}

static void
period(const struct kind *k, int i, char text[32])
{
    if (k->per_year == 1)
        snprintf(text, 32, "%d", 1920 + i);
    else if (k->per_year == 4)
        snprintf(text, 32, "%d-Q%d", 1920 + i / 4, i % 4 + 1);
    else
        snprintf(text, 32, "%d-%02d", 1920 + i / 12, i % 12 + 1);
}

static void
write_point(const struct kind *k, gsl_rng *r, int i, double y)
{
    if (k->holes == HOLES && i > 0 && i < k->n - 1 && gsl_rng_uniform(r) < 0.1)
        printf(",,,,person,O,S@2020\n");
    else if (k->holes == HOLES && y < 10)
        printf(",0,9,range,person,Q,S@2020\n");
    else if (k->holes == OPEN && i == k->n - 1)
        printf(",%.0f,,range,person,O,S@2020\n", 10 * floor(y / 10));
    else
        printf("%.0f,,,,person,A,S@2020\n", y);
}

static const char *
name(size_t kind)
{
    return kinds[kind].name;
}

static void
series(size_t kind, long series, gsl_rng *r)
{
    const struct kind *k = &kinds[kind];
    double mu[MOST];
    char text[32];
    means(k, r, mu);
    for (int i = 0; i < k->n; i++) {
        period(k, i, text);
        printf("%s,%06ld,%s,", k->name, series, text);
        write_point(k, r, i, draw(k, r, mu[i]));
    }
}

static void
truth(size_t kind)
{
    static const char *const holes[] = {"whole", "holes", "open"};
    const struct kind *k = &kinds[kind];
    printf("%s,%d,%d,%g,%s,%g,%g,%g,%g,%s,%g\n", k->name, k->n, k->per_year, k->mean,
           k->theta > 0 ? "negative-binomial" : "poisson", k->rho, k->growth, k->season,
           k->shift, holes[k->holes], k->bend);
}

const struct simulated simulated = {
    .header = "kind,series,period,value,lo,hi,interval,unit,status,source",
    .truth_header = "kind,n,per_year,mean,law,rho,growth,season,shift,holes,bend",
    .kinds = KINDS,
    .name = name,
    .truth = truth,
    .series = series};
