/*
 * book - a table in memory, in key order, and looking things up in it.
 */
#ifndef BOOK_H
#define BOOK_H

#include "table/table.h"

struct book_row {
    char **cell;
    long line;
    struct amount amount;
    struct period period;
};

/* With the key column `vintage` just left of period (`vintage --editions`) it says what
 * was held on each day. */
struct book {
    struct table tab;
    struct book_row *row;
    size_t n;
    int vintage; /* the column, -1 for none */
};

void book_read(struct book *b, struct mem *m, const char *path, enum table_order order);

/* Takes the key column `vintage` for the day, when the table is one of every day. */
void book_of_every_day(struct book *b);

/* The cell of a column that tab.at[] knows, "" when the table has none. */
const char *book_cell(const struct book *b, const struct book_row *row,
                      enum table_column c);

/* The first row whose first n cells are not before those of key. */
size_t book_lower(const struct book *b, char *const key[], int n);

/* The first n cells of row i, if there is one, are those of key. */
bool book_has(const struct book *b, size_t i, char *const key[], int n);

/* The rows that begin with these n cells: from *first up to the one before *end. */
void book_range(const struct book *b, char *const key[], int n, size_t *first,
                size_t *end);

#endif
