/*
 * groups - amounts by key: added up in memory, sorted by key at the end, and written to
 * temporary files as sorted runs whenever they outgrow the memory that they were given.
 *
 * A key is bytes, compared as memcmp does. An amount is a whole number of 128 bits, so that
 * sums are exact and do not hang on the order of the records. Keys are hashed with XXH3
 * under a secret drawn anew for each run: who writes the file cannot choose keys that
 * collide. Nothing of the hash shows in what comes out.
 */
#ifndef GROUPS_H
#define GROUPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

__extension__ typedef __int128 amount128;

struct groups;

/* limit: bytes to be held in memory, roughly, but 1 MiB at least. Ends with 71 when there is no memory. */
struct groups *groups_new(size_t limit);

void groups_add(struct groups *g, const char *key, size_t n, amount128 amount);

/* The number of a key's group, which groups_bump() takes until groups_runs() changes: a way
 * past the hash for who knows that two keys are the same. */
uint32_t groups_number(struct groups *g, const char *key, size_t n);
void groups_bump(struct groups *g, uint32_t number, amount128 amount);

/* Where the amounts by number stand, as they do now: to be added to in place. */
amount128 *const *groups_amounts(const struct groups *g);

/* No more is added; then groups_next gives each key once, in order. The key lives until the
 * next call. False at the end. Ends with 74 when a temporary file fails. */
void groups_finish(struct groups *g);
bool groups_next(struct groups *g, const char **key, size_t *n, amount128 *amount);

/* How many sorted runs were written to temporary files. */
size_t groups_runs(const struct groups *g);

void groups_free(struct groups *g);

#endif
