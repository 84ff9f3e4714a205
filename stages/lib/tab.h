/*
 * tab - the table, the one contract between filters (NOTES.md, "The table").
 *
 * Everything left of `value` is the key, `period` its last column; `value` and everything
 * right of it describe it. Columns that a stage does not know ride along.
 */
#ifndef TAB_H
#define TAB_H

#include <stdbool.h>
#include <stdio.h>

#include "csv_in.h"
#include "mem.h"
#include "period.h"

/* Columns with a meaning of their own; tab.at[] says where they stand, -1 when absent. */
enum tab_column {
    TAB_PERIOD,
    TAB_VALUE,
    TAB_LO,
    TAB_HI,
    TAB_INTERVAL,
    TAB_COMPARE,
    TAB_UNIT,
    TAB_STATUS,
    TAB_SOURCE,
    TAB_COLUMNS
};
extern const char *const tab_name[TAB_COLUMNS];

/* The columns every table has. */
extern const char *const tab_contract[];

enum tab_order {
    TAB_ANY,    /* order is not looked at */
    TAB_SORTED, /* by key, bytewise, equal keys allowed (statements) */
    TAB_UNIQUE  /* by key, bytewise, no key twice */
};

struct tab {
    struct csv_in in;
    struct mem *run;
    char **column; /* names, n of them */
    int n;
    int key; /* number of key columns: all left of `value` */
    int at[TAB_COLUMNS];
    enum tab_order order;
    char **previous; /* key of the row before, for the order check */
    struct mem order_mem[2];
    unsigned turn;
    long rows;
};

struct tab_row {
    char **cell;
    long line;
};

/*
 * What a row says about its quantity. lo and hi bound the truth: published or derived
 * bounds (interval `range`), the value itself, or -inf/+inf (0 below for a unit that is
 * counted). est_lo and est_hi are the limits of a confidence, credible or prediction
 * interval (`ci95`, `cri95`, `pi95`), NAN when there are none. value is NAN when empty.
 */
struct amount {
    double value, lo, hi, est_lo, est_hi;
    bool known; /* a value, so lo == hi */
};

/*
 * Opens a table and checks its header: every column of need[] (NULL at the end) present,
 * no name twice or empty, `period` just left of `value`. All missing columns are named at
 * once; ends with 65. need == NULL: tab_contract.
 */
void tab_open(struct tab *t, struct mem *run, const char *path,
              const char *const need[], enum tab_order order);

/* Index of a column or -1. */
int tab_find(const struct tab *t, const char *name);

/* The next row; cells live until the next call. Ragged rows, faults of the CSV and rows
 * out of order end with 65 at their line. */
bool tab_next(struct tab *t, struct tab_row *row);

/* Checks that the input ended whole. */
void tab_close(struct tab *t);

/* A copy of the row that lives in m. */
struct tab_row tab_keep(const struct tab *t, struct mem *m, const struct tab_row *row);

/* strcmp over the first n cells. */
int tab_compare(char *const a[], char *const b[], int n);

/* A run of rows equal in all key columns but the last n_right (1: a series). */
struct tab_series {
    struct tab_row *row;
    size_t n;
};

/* The next run of rows; they live in m, which is reset first. False at the end. A caller
 * begins with *pending zeroed and hands the same one to each call. */
struct tab_pending {
    struct mem mem;
    struct tab_row row;
    bool any;
};
bool tab_series_next(struct tab *t, struct mem *m, int n_right,
                     struct tab_pending *pending, struct tab_series *out);

/*
 * Reads value, lo, hi, interval, unit and status of a row and checks their rules: plain
 * decimals, lo <= value <= hi, a known interval word, value empty if and only if O or Q is
 * in status, status letters known and sorted. Ends with 65 at the line.
 */
struct amount tab_amount(const struct tab *t, const struct tab_row *row);

/* The same without an end: false and what is wrong, for a program that goes on. */
struct tab_fault {
    const char *column;
    char text[512];
};
bool tab_amount_try(const struct tab *t, const struct tab_row *row, struct amount *out,
                    struct tab_fault *fault);

/* The period of a row; ends with 65 at the line when it is none. */
struct period tab_period(const struct tab *t, const struct tab_row *row);

/* A cell by column, "" when the table has no such column. */
const char *tab_cell(const struct tab *t, const struct tab_row *row, enum tab_column c);

/* Ends with 65 at the row's line, naming the column. */
_Noreturn void tab_die(const struct tab *t, const struct tab_row *row,
                       const char *column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Writes one line of CSV, on standard output (ends with 74 when that fails) or elsewhere,
 * quoting what must be quoted. */
void tab_write(char *const cell[], int n);
void tab_write_on(FILE *out, char *const cell[], int n);

/* True for units that are whole numbers from 0 up (person, case, ...); false for percent,
 * rank, currencies, years, rates, shares, indices and changes. */
bool tab_counted(const char *unit);

/* Union of two sorted sets: status letters, or sources joined by '+'. */
char *tab_status(struct mem *m, const char *a, const char *b);
char *tab_sources(struct mem *m, const char *a, const char *b);

/* status with one letter taken out. */
char *tab_status_less(struct mem *m, const char *status, char letter);

#endif
