/*
 * spd - Cholesky's factor of a small symmetric positive definite matrix, p by p, row by
 * row. Only the lower triangle is read.
 */
#ifndef STAT_SPD_H
#define STAT_SPD_H

#include <stdbool.h>
#include <stddef.h>

/* Replaces a by its factor. False when the columns are dependent to working precision: a
 * pivot not above p * 1e-14 of its diagonal element (or not a number). */
bool st_spd_factor(double a[], size_t p);

/* Solves for one right-hand side, in place. */
void st_spd_solve(const double factor[], size_t p, double b[]);

/* The inverse of the matrix that was factored, all of it. */
void st_spd_inverse(const double factor[], size_t p, double inverse[]);

#endif
