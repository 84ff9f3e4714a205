/*
 * kendall - the Mann-Kendall test for a monotonic trend in a series.
 *
 *     S = sum over i < j of sign(x[j] - x[i])
 *
 * Mann 1945, Econometrica 13:245; Kendall, Rank Correlation Methods (1975).
 */
#ifndef STAT_KENDALL_H
#define STAT_KENDALL_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/status.h"

/* Up to this many points the null distribution of S is exact, tied or not. */
#define ST_KENDALL_EXACT 30

enum st_kendall_p {
    ST_KENDALL_AUTO,   /* exact up to ST_KENDALL_EXACT points, normal beyond */
    ST_KENDALL_MID,    /* mid-p of the exact, plain normal beyond */
    ST_KENDALL_NORMAL, /* always normal, as R's trend::mk.test */
    ST_KENDALL_PLAIN   /* without correction: z is S/sd, as its continuity = FALSE */
};

struct st_kendall {
    double s;
    double var; /* (n(n-1)(2n+5) - sum t(t-1)(2t+5)) / 18, t over groups of ties */
    double
        z; /* (S - 1)/sd when S > 0, (S + 1)/sd when S < 0, 0 when S is 0; or plain */
    double tau; /* tau-b: S / sqrt(N (N - T)), N = n(n-1)/2, T = sum t(t-1)/2 */
    double p;   /* two-sided */
    bool exact; /* p is exact; otherwise from z */
};

/* Doubles of workspace. */
size_t st_kendall_work(size_t n);

/*
 * S by Knight's merge sort (1966, JASA 61:436), then its moments and p. Points are equally
 * spaced or not: only their order in time counts. ST_NOT_A_NUMBER; ST_TOO_FEW below 2
 * points; ST_ALL_TIED when all are the same. Cost O(n log n). Certified by
 * tests/unit/stat/kendall.c: mann_kendall_sen_r, the exact distribution by enumeration.
 */
enum st_status st_kendall(const double x[], size_t n, enum st_kendall_p how,
                          double work[], size_t n_work, struct st_kendall *out);

/*
 * P(|S| >= |s|) when all orders of n values are equally likely, of which group[g], g <
 * groups, are tied (groups of 1 may be left out). n <= ST_KENDALL_EXACT.
 *
 * The number of discordant pairs over the distinct orders of a multiset has the generating
 * function [n]!_q / prod [t_g]!_q (MacMahon), and S = untied pairs - 2 discordant pairs.
 * Cost O(n^3).
 */
double st_kendall_exact(double s, size_t n, const size_t group[], size_t groups);

/* Its mid-p, P(|S| > |s|) + P(|S| = |s|)/2 (Lancaster 1961, JASA 56:223). */
double st_kendall_mid(double s, size_t n, const size_t group[], size_t groups);

#endif
