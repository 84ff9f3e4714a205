/*
 * ref - reference values for unit tests: plain CSV under tests/reference/<case>/,
 * without quoted cells. `expected.csv` has the columns test,statistic,value. A file or
 * value that is not there ends the test program with a message: a reference that is
 * missing is a fault, not a pass. Programs run from the top of the project.
 */
#ifndef REF_H
#define REF_H

#include <stddef.h>

/* The value of test and statistic in tests/reference/<name>/expected.csv. */
double ref_value(const char *name, const char *test, const char *statistic);

/* The numbers of one column of tests/reference/<name>/<file>; at most max of them (more
 * is a fault). Returns how many. "NA" and empty cells are NaN. */
size_t ref_column(const char *name, const char *file, const char *column, double out[],
                  size_t max);

/* -log10 of the relative error (absolute when reference is 0), 16 when equal. */
double ref_digits(double ours, double reference);

/* Fails the running cmocka test with both numbers when fewer than digits agree. */
#define ref_close(ours, reference, digits) \
    ref_close_at(ours, reference, digits, #ours, __FILE__, __LINE__)
void ref_close_at(double ours, double reference, double digits, const char *what,
                  const char *file, int line);

#endif
