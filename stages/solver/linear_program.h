/*
 * linear_program - the greatest slack of a system of equations, by GLPK.
 */
#ifndef LP_H
#define LP_H

/*
 * The largest s for which some x has A x = t and x >= s in every place, s >= 0. a holds
 * A by rows, entries 0 or 1. Negative when the solver failed. self is not looked at
 * (the signature is that of a kernel's oracle). Threads may call it at the same time.
 */
double lp_slack(void *self, int rows, int columns, const signed char a[],
                const double t[]);

/* Gives back what GLPK holds for the calling thread. */
void lp_release(void);

#endif
