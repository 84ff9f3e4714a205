/*
 * simulate - what the programs that simulate for make calibrate have in common: SORT/simulate.c
 * says what its data are, simulate.c has the options and main().
 *
 * SORT [--seed N] [--series N] [--from N] [--truth] [KIND...] writes one table, the columns
 * kind and series first; with --truth what is true of each kind. Without KIND all kinds; a KIND
 * is the beginning of a name. Series i of a kind depends on the seed, the name and i alone.
 */
#ifndef CALIBRATE_SIMULATE_H
#define CALIBRATE_SIMULATE_H

#include <stddef.h>

#include <gsl/gsl_rng.h>

struct simulated {
    const char *header, *truth_header;
    size_t kinds;
    const char *(*name)(size_t kind);
    void (*truth)(size_t kind); /* a line */
    void (*series)(size_t kind, long series, gsl_rng *r);
};
extern const struct simulated simulated;

#endif
