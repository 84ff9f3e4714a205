/*
 * sets - cells joined into disjoint sets (union-find, with paths halved).
 */
#ifndef DISCLOSURE_SETS_H
#define DISCLOSURE_SETS_H

#include <stddef.h>

/* n sets of one each. */
void sets_open(size_t parent[], size_t n);

/* The member that stands for the set of i. */
size_t sets_root(size_t parent[], size_t i);

void sets_join(size_t parent[], size_t a, size_t b);

#endif
