/*
 * level_tests - tests for one change of level; stat/change.h has their papers. Each is a file
 * method_x.c, which says what it is called and of which kind.
 */
#ifndef BREAKPOINTS_LEVEL_TESTS_H
#define BREAKPOINTS_LEVEL_TESTS_H

#include "breakpoints/method.h"

/* Rows NAME, NAME-p, NAME-p-simulated and NAME-from of the test t->kind. */
void level_test(const struct stretch *s, const struct breaks_method *t);

/* The same of Wilcoxon's test at Pettitt's place. */
void level_test_lanzante(const struct stretch *s, const struct breaks_method *t);

#endif
