/*
 * editions - figures that are revised until they are final: kind, series, vintage, period,
 * value, lo, hi, interval, unit, status, source. True of a kind: kind, periods, ages, mean,
 * law, drift.
 *
 * A figure a year, `periods` of them, each published first a month after its year and again a
 * year later, `ages` times in all. The law says how a figure y is revised:
 *
 *     reports   the final figure is a Poisson count of mean `mean`, of which the share `known`
 *               is known at first, and of the rest a part of `rest` each year, the last year all
 *     growth    y known + y^0.5 spread e, e normal (Mack's model), rounded
 *     seldom    with probability 0.3 as growth, else not at all
 *
 * Where `drift` is not 0 the later half of the periods has it added to `known`: publishers who
 * change how they revise.
 */
#include <math.h>
#include <stdio.h>

#include <gsl/gsl_randist.h>

#include "calibrate/simulate.h"

enum law { REPORTS, GROWTH, SELDOM };

static const struct kind {
    const char *name;
    int periods, ages;
    double mean;
    enum law law;
    double known, rest, spread, drift;
} kinds[] = {
    {"drift-n012-m0500", 12, 3, 500, REPORTS, 0.75, 0.7, 0, 0.15},
    {"growth-n006-m0300", 6, 2, 300, GROWTH, 1.06, 0, 1, 0},
    {"growth-n006-m5000", 6, 2, 5000, GROWTH, 0.99, 0, 0.5, 0},
    {"growth-n010-m0300", 10, 3, 300, GROWTH, 1.06, 0, 1, 0},
    {"growth-n020-m0300", 20, 4, 300, GROWTH, 1.06, 0, 1, 0},
    {"reports-n006-m0050", 6, 2, 50, REPORTS, 0.85, 0.7, 0, 0},
    {"reports-n006-m0500", 6, 2, 500, REPORTS, 0.85, 0.7, 0, 0},
    {"reports-n010-m0050", 10, 3, 50, REPORTS, 0.85, 0.7, 0, 0},
    {"reports-n010-m0500", 10, 3, 500, REPORTS, 0.85, 0.7, 0, 0},
    {"reports-n020-m0500", 20, 3, 500, REPORTS, 0.85, 0.7, 0, 0},
    {"seldom-n010-m0500", 10, 3, 500, SELDOM, 0.98, 0, 0.5, 0},
    {"seldom-n020-m0500", 20, 3, 500, SELDOM, 0.98, 0, 0.5, 0},
};

static const char *
name(size_t kind)
{
    return kinds[kind].name;
}

static void
truth(size_t kind)
{
    static const char *const law[] = {"reports", "growth", "seldom"};
    const struct kind *k = &kinds[kind];
    printf("%s,%d,%d,%g,%s,%g\n", k->name, k->periods, k->ages, k->mean, law[k->law],
           k->drift);
}

/* The figure of a period in its editions. */
static void
figures(const struct kind *k, double known, gsl_rng *r, double y[])
{
    double final = gsl_ran_poisson(r, k->mean), left = 0;
    y[0] = final;
    if (k->law == REPORTS) {
        y[0] = gsl_ran_binomial(r, known, (unsigned) final);
        left = final - y[0];
    }
    for (int j = 1; j < k->ages; j++) {
        if (k->law == REPORTS) {
            double more =
                j + 1 == k->ages ? left : gsl_ran_binomial(r, k->rest, (unsigned)left);
            y[j] = y[j - 1] + more;
            left -= more;
        } else if (k->law == SELDOM && gsl_rng_uniform(r) >= 0.3) {
            y[j] = y[j - 1];
        } else {
            double x = y[j - 1];
            y[j] = fmax(0, rint(x * known + sqrt(x) * gsl_ran_gaussian(r, k->spread)));
        }
    }
}

static void
series(size_t kind, long series, gsl_rng *r)
{
    enum { PERIODS = 40, AGES = 8 };
    const struct kind *k = &kinds[kind];
    double y[PERIODS][AGES];
    for (int i = 0; i < k->periods; i++)
        figures(k, k->known + (2 * i >= k->periods ? k->drift : 0), r, y[i]);
    for (int year = 0; year < k->periods + k->ages - 1; year++)
        for (int i = 0; i <= year && i < k->periods; i++)
            if (year - i < k->ages)
                printf("%s,%06ld,%d-01-31,%d,%.0f,,,,person,A,S@%d-01-31\n", k->name,
                       series, 1981 + year, 1980 + i, y[i][year - i], 1981 + year);
}

const struct simulated simulated = {
    .header = "kind,series,vintage,period,value,lo,hi,interval,unit,status,source",
    .truth_header = "kind,periods,ages,mean,law,drift",
    .kinds = sizeof kinds / sizeof *kinds,
    .name = name,
    .truth = truth,
    .series = series};
