/*
 * lists - capture histories of a known number of cases: kind, series, list_A ..., period,
 * value, lo, hi, interval, unit, status, source. True of a kind: kind, lists, cases, bond,
 * mixed.
 *
 * A case is on list i with probability p[i], apart from the others; being on the first list
 * adds `bond` to the log odds of the second, and half of the cases have `mixed` more in all log
 * odds, half as much less. Lists that a kind does not have are marked by 0.
 */
#include <math.h>
#include <stdio.h>

#include "calibrate/simulate.h"

enum { LISTS = 5, HISTORIES = 1 << LISTS };

static const struct kind {
    const char *name;
    int lists, cases;
    double bond, mixed, p[LISTS];
} kinds[] = {
    {"bond-three-n0600", 3, 600, 1.5, 0, {0.3, 0.25, 0.25}},
    {"bond-four-n0600", 4, 600, 1.5, 0, {0.3, 0.25, 0.2, 0.2}},
    {"mixed-four-n0600", 4, 600, 0, 1, {0.3, 0.25, 0.2, 0.2}},
    {"mixed-three-n0100", 3, 100, 0, 1, {0.4, 0.35, 0.3}},
    {"mixed-three-n0600", 3, 600, 0, 1, {0.3, 0.25, 0.25}},
    {"mixed-two-n0300", 2, 300, 0, 1, {0.3, 0.3}},
    {"free-five-n0600", 5, 600, 0, 0, {0.25, 0.2, 0.15, 0.1, 0.1}},
    {"free-four-n0300", 4, 300, 0, 0, {0.3, 0.25, 0.2, 0.15}},
    {"free-four-n1000", 4, 1000, 0, 0, {0.2, 0.15, 0.15, 0.1}},
    {"free-three-n0100", 3, 100, 0, 0, {0.4, 0.35, 0.3}},
    {"free-three-n0300", 3, 300, 0, 0, {0.3, 0.3, 0.2}},
    {"free-three-n1000", 3, 1000, 0, 0, {0.3, 0.2, 0.15}},
    {"free-two-n0100", 2, 100, 0, 0, {0.4, 0.4}},
    {"free-two-n0300", 2, 300, 0, 0, {0.3, 0.3}},
    {"free-two-n1000", 2, 1000, 0, 0, {0.3, 0.2}},
};

static const char *
name(size_t kind)
{
    return kinds[kind].name;
}

static void
truth(size_t kind)
{
    const struct kind *k = &kinds[kind];
    printf("%s,%d,%d,%g,%g\n", k->name, k->lists, k->cases, k->bond, k->mixed);
}

static int
history(const struct kind *k, gsl_rng *r)
{
    double more = gsl_rng_uniform(r) < 0.5 ? k->mixed : -k->mixed;
    int found = 0;
    for (int i = 0; i < k->lists; i++) {
        double odds = log(k->p[i] / (1 - k->p[i])) + more;
        if (i == 1 && found & 1)
            odds += k->bond;
        if (gsl_rng_uniform(r) < 1 / (1 + exp(-odds)))
            found |= 1 << i;
    }
    return found;
}

static void
series(size_t kind, long series, gsl_rng *r)
{
    const struct kind *k = &kinds[kind];
    int count[HISTORIES] = {0};
    for (int i = 0; i < k->cases; i++)
        count[history(k, r)]++;
    for (int line = 1; line < HISTORIES; line++) {
        int h = 0; /* lines are sorted by the first list, then the second */
        for (int i = 0; i < LISTS; i++)
            h |= (line >> (LISTS - 1 - i) & 1) << i;
        if (!count[h])
            continue;
        printf("%s,%06ld,", k->name, series);
        for (int i = 0; i < LISTS; i++)
            printf("%d,", h >> i & 1);
        printf("2020,%d,,,,person,A,S@2020\n", count[h]);
    }
}

const struct simulated simulated = {
    .header =
        "kind,series,list_A,list_B,list_C,list_D,list_E,period,value,lo,hi,interval,"
        "unit,status,source",
    .truth_header = "kind,lists,cases,bond,mixed",
    .kinds = sizeof kinds / sizeof *kinds,
    .name = name,
    .truth = truth,
    .series = series};
