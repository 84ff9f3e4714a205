/*
 * linear - linear programmes: the least or greatest value of a sum of costs over what rows
 * and bounds allow. Solved by GLPK's simplex; a programme that is solved again with other
 * bounds or costs begins where it ended.
 */
#ifndef LINEAR_H
#define LINEAR_H

#include <stdbool.h>
#include <stddef.h>

struct linear;

enum linear_found { LINEAR_FOUND, LINEAR_UNBOUNDED, LINEAR_NONE, LINEAR_FAILED };

/* All costs 0, all columns 0 and up, all rows equal to 0. */
struct linear *linear_new(size_t rows, size_t columns);

/* A row: the sum of coefficient[k] times column[k], for k below n, is equal to sum. */
void linear_row(struct linear *p, size_t row, size_t n, const size_t column[],
                const double coefficient[], double sum);

/* Bounds of a column; infinite ones are none. */
void linear_bounds(struct linear *p, size_t column, double low, double high);
void linear_cost(struct linear *p, size_t column, double cost);

/* The value of the best solution; linear_at says where it lies. LINEAR_NONE: nothing fits. */
enum linear_found linear_solve(struct linear *p, bool greatest, double *value);
double linear_at(const struct linear *p, size_t column);

void linear_free(struct linear *p);

#endif
