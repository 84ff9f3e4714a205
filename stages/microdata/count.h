/*
 * count - records counted into the groups of a declaration's tables.
 *
 * A counter belongs to one thread. It has an account of every record: counted, left out (by
 * a `where` or a `map ... leave`) or rejected (with the field, the text and what was
 * expected). Counters of parts of a file are added up with count_merge; the result is that
 * of one counter over the whole file, whatever the parts.
 */
#ifndef COUNT_H
#define COUNT_H

#include "microdata/declaration.h"
#include "microdata/groups.h"
#include "publisher/lookup.h"
#include "table/csv_in.h"

/* Of one table; what was rejected is in no table's account. */
struct count_account {
    long long counted, left_out;
};

/* Why a record was rejected; texts live until the next record. */
struct count_fault {
    const struct tally_table *table;
    const char *field, *text, *why;
};

struct counter;

/*
 * header: the names of the records' fields. Ends with 65 at the directive that names a field
 * that is not there. names[i]: of the i-th code list in the order of count_lists().
 * memory: bytes for all groups.
 */
struct counter *counter_new(struct mem *run, const struct declaration *d,
                            const struct csv_row *header, const struct lookup *names,
                            size_t memory);

/* Reads the code lists that the declaration names, one a column, tables in order. */
struct lookup *count_lists(struct mem *run, const struct declaration *d);

/* Counts one record, whose cells are as many as the header's, in every table. False at the
 * first table that cannot take it; the others are not tried, and it counts in none. */
bool counter_take(struct counter *c, const struct csv_row *row,
                  struct count_fault *fault);

/* The reader of the records need only give the fields that counting looks at. */
void counter_want(struct counter *c, struct mem *run, const struct csv_row *header,
                  struct csv_in *in);

/* Counts the records that come next, of a reader that was told by counter_want(), as long as
 * nothing about them is new; returns how many these were. */
long long counter_take_ahead(struct counter *c, struct csv_in *in);

struct count_account counter_account(const struct counter *c, size_t table);
struct groups *counter_groups(const struct counter *c, size_t table);

/* Adds what `from` has counted to `to`; `from` is used up. */
void counter_merge(struct counter *to, struct counter *from);

void counter_free(struct counter *c);

#endif
