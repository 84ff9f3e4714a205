/*
 * simulate [--seed N] [--series N] [KIND...] - series whose truth is known, for make calibrate
 *
 * Writes one table: kind, series, period, value, lo, hi, interval, unit, status, source.
 * With --truth it writes what is true of each kind instead: kind, n, frequency, mean, law,
 * rho, growth, season, shift, holes, of_shift. Without KIND all kinds are written; a KIND is
 * the beginning of a name. Series i of a kind depends on the seed, the name and i alone.
 *
 * A kind is a row of `kinds` below. Its counts have the mean
 *
 *     mean (1 + growth)^years (1 + season cos(2 pi year)) shift^(period > n/2) exp(u - s^2/2)
 *
 * where u is an AR(1) series of standard deviation s = `latent` and correlation rho; the law
 * is Poisson, or negative binomial with the size theta. holes: one point in ten is missing
 * and one that is below 10 is withheld, 0 to 9 ("suppressed"); open: the last point is known
 * as "at least" the whole tenth below it.
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "calibrate/kinds.h"

#define PI 3.14159265358979323846
#define MOST 200

enum { KINDS = sizeof kinds / sizeof *kinds };

/* FNV-1a, so that a kind keeps its series when others come or go. */
static unsigned long
seed_of(const char *name, long seed, long series)
{
    char text[128];
    uint32_t h = 2166136261u;
    snprintf(text, sizeof text, "%s/%ld/%ld", name, seed, series);
    for (const char *p = text; *p; p++)
        h = (h ^ (unsigned char)*p) * 16777619u;
    return h ? h : 1;
}

/* means of the counts, before their law. */
static void
means(const struct kind *k, gsl_rng *r, double *mu)
{
    double s = k->latent, keep = k->rho, u = gsl_ran_gaussian(r, s);
    for (int i = 0; i < k->n; i++) {
        double year = (double)i / k->per_year;
        mu[i] =
            k->mean * pow(1 + k->growth, year) * (1 + k->season * cos(2 * PI * year));
        if (2 * i >= k->n)
            mu[i] *= k->shift;
        mu[i] *= exp(u - s * s / 2);
        u = keep * u + gsl_ran_gaussian(r, s * sqrt(1 - keep * keep));
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

static void
write_series(const struct kind *k, long seed, long series, gsl_rng *r)
{
    double mu[MOST];
    char text[32];
    gsl_rng_set(r, seed_of(k->name, seed, series));
    means(k, r, mu);
    for (int i = 0; i < k->n; i++) {
        period(k, i, text);
        printf("%s,%06ld,%s,", k->name, series, text);
        write_point(k, r, i, draw(k, r, mu[i]));
    }
}

static void
write_truth(const struct kind *k)
{
    static const char *const holes[] = {"whole", "holes", "open"};
    printf("%s,%d,%d,%g,%s,%g,%g,%g,%g,%s\n", k->name, k->n, k->per_year, k->mean,
           k->theta > 0 ? "negative-binomial" : "poisson", k->rho, k->growth, k->season,
           k->shift, holes[k->holes]);
}

static bool
asked(const struct kind *k, int n, char **name)
{
    for (int i = 0; i < n; i++)
        if (!strncmp(k->name, name[i], strlen(name[i])))
            return true;
    return n == 0;
}

int
main(int argc, char **argv)
{
    long seed = 1, series = 100, from = 0;
    bool truth = false;
    int at = 1;
    for (; at < argc && argv[at][0] == '-'; at++) {
        if (!strcmp(argv[at], "--truth"))
            truth = true;
        else if (!strcmp(argv[at], "--seed") && at + 1 < argc)
            seed = strtol(argv[++at], NULL, 10);
        else if (!strcmp(argv[at], "--series") && at + 1 < argc)
            series = strtol(argv[++at], NULL, 10);
        else if (!strcmp(argv[at], "--from") && at + 1 < argc)
            from = strtol(argv[++at], NULL, 10);
        else {
            fprintf(stderr,
                    "simulate: %s: expected --truth, --seed N, --series N, "
                    "--from N, KIND\n",
                    argv[at]);
            return 64;
        }
    }
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    puts(truth ? "kind,n,per_year,mean,law,rho,growth,season,shift,holes"
               : "kind,series,period,value,lo,hi,interval,unit,status,source");
    for (int i = 0; i < KINDS; i++) {
        if (!asked(&kinds[i], argc - at, argv + at))
            continue;
        if (truth)
            write_truth(&kinds[i]);
        for (long s = from; !truth && s < from + series; s++)
            write_series(&kinds[i], seed, s, r);
    }
    gsl_rng_free(r);
    return ferror(stdout) || fflush(stdout) ? 74 : 0;
}
