/*
 * table - the table, the one contract between filters (NOTES.md, "The table").
 *
 * Everything left of `value` is the key, `period` its last column; `value` and everything
 * right of it describe it. Columns that a stage does not know ride along. Reading is table.c,
 * what a row says amount.c, units unit.c, status and source sets.c, writing csv_out.c.
 */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "program/mem.h"
#include "table/csv_in.h"
#include "table/period.h"

/* Letters of the column status, in their order. */
#define TABLE_STATUS_LETTERS "ABDEOPQUV"

/* Columns with a meaning of their own; tab.at[] says where they stand, -1 when absent. */
enum table_column {
    TABLE_PERIOD,
    TABLE_VALUE,
    TABLE_LO,
    TABLE_HI,
    TABLE_INTERVAL,
    TABLE_COMPARE,
    TABLE_UNIT,
    TABLE_STATUS,
    TABLE_SOURCE,
    TABLE_COLUMNS
};
extern const char *const table_name[TABLE_COLUMNS];

/* The columns every table has. */
extern const char *const table_contract[];

enum table_order {
    TABLE_ANY,    /* order is not looked at */
    TABLE_SORTED, /* by key, bytewise, equal keys allowed (statements) */
    TABLE_UNIQUE  /* by key, bytewise, no key twice */
};

struct table_row {
    char **cell;
    long line;
};

struct table {
    struct csv_in in;
    struct mem *run;
    char **column; /* names, n of them */
    int n;
    int key; /* number of key columns: all left of `value` */
    int at[TABLE_COLUMNS];
    enum table_order order;
    char *previous; /* key of the row before, for the order check */
    size_t previous_n, previous_room;
    long previous_line;
    const char *read; /* the cells of the row that was read last, as one text */
    size_t read_n;
    struct mem apart; /* a key whose cells do not stand together */
    long rows;
    struct mem now; /* of the row at hand, where that is watched (MEM_WATCHED) */
    struct mem series, ahead; /* of the rows of a series, of the first of the next */
    struct table_row next;    /* the first of the next series, its cells NULL if none */
};

/*
 * What a row says about its quantity. lo and hi bound the truth: published or derived
 * bounds (interval `range`), the value itself, or -inf/+inf (0 below for a unit that is
 * counted). est_lo and est_hi are the limits of a confidence, credible or prediction
 * interval (`ci95`, `cri95`, `pi95`; or 90, 99), NAN when there are none. value is NAN when
 * empty.
 */
struct amount {
    double value, lo, hi, est_lo, est_hi;
    bool known; /* a value, so lo == hi */
};

/*
 * Opens a table and checks its header: every column of need[] (NULL at the end) present,
 * no name twice or empty, `period` just left of `value`. All missing columns are named at
 * once; ends with 65. need == NULL: table_contract.
 */
void table_open(struct table *t, struct mem *run, const char *path,
                const char *const need[], enum table_order order);

/* Index of a column or -1. */
int table_find(const struct table *t, const char *name);

/* The same of a column that an option names, as "--by"; ends with 65 when there is none. */
int table_find_named(const struct table *t, const char *name, const char *option);

/* The next row; cells live until the next call. Ragged rows, faults of the CSV and rows
 * out of order end with 65 at their line. */
bool table_next(struct table *t, struct table_row *row);

/* Checks that the input ended whole. */
void table_close(struct table *t);

/* A copy of the row that lives in m. */
struct table_row table_keep(const struct table *t, struct mem *m,
                            const struct table_row *row);

/* The row with a list of cells of its own, in m, to be changed; their texts are those of the row
 * and live as long as these. */
struct table_row table_alias(const struct table *t, struct mem *m,
                             const struct table_row *row);

/* strcmp over the first n cells. */
int table_compare(char *const a[], char *const b[], int n);

/* A run of rows equal in all key columns but the last n_right (1: a series). */
struct table_series {
    struct table_row *row;
    size_t n;
    struct mem *m; /* of the rows: for what is needed as long as they are */
};

/* The next run of rows, which live until the next call or table_close. False at the end. */
bool table_series_next(struct table *t, int n_right, struct table_series *out);

/* What an interval word says that lo and hi are: "CI" (confidence), "CrI" (credible), "PI"
 * (prediction), of 90, 95 or 99 %; NULL for any other word. */
const char *table_estimate(const char *interval);

/*
 * Reads value, lo, hi, interval, unit and status of a row and checks their rules: plain
 * decimals, lo <= value <= hi, a known interval word, value empty if and only if O or Q is
 * in status, status letters known and sorted. Ends with 65 at the line.
 */
struct amount table_amount(const struct table *t, const struct table_row *row);

/* The same without an end: false and what is wrong, for a program that goes on. */
struct table_fault {
    const char *column;
    char text[512];
};
bool table_amount_try(const struct table *t, const struct table_row *row,
                      struct amount *out, struct table_fault *fault);

/* The period of a row; ends with 65 at the line when it is none. */
struct period table_period(const struct table *t, const struct table_row *row);

/* A cell by column, "" when the table has no such column. */
const char *table_cell(const struct table *t, const struct table_row *row,
                       enum table_column c);

/* Ends with 65 at the row's line, naming the column. */
_Noreturn void table_die(const struct table *t, const struct table_row *row,
                         const char *column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Writes one line of CSV, on standard output (ends with 74 when that fails) or elsewhere,
 * quoting what must be quoted. The first on standard output, the header, comes out with the
 * second or when run() returned: nothing of a stage that dies before. */
void table_write(char *const cell[], int n);
void table_write_on(FILE *out, char *const cell[], int n);

/* True for units that are whole numbers from 0 up (person, case, ...); false for percent,
 * rank, currencies, years, rates, shares, indices and changes. */
bool table_counted(const char *unit);

/* True for units whose amounts add up: those that are counted, currencies, hours, years. */
bool table_adds(const char *unit);

/* True for units of which there is no amount below 0: what is counted, rates of it, shares of 1. */
bool table_never_negative(const char *unit);

/* The unit of a change a year: of a percentage, percentage points, as percent would be growth. */
const char *table_per_year(struct mem *m, const char *unit);

/* A difference in this unit, as a sentence goes on after its number: " persons", " persons per
 * 100,000", " percentage points", " GBP", after "1" " person"; "" for numbers without a
 * dimension. */
const char *table_unit_words(struct mem *m, const char *unit, const char *number);

/* Union of two sorted sets: status letters, or sources joined by '+'. */
char *table_status(struct mem *m, const char *a, const char *b);
char *table_sources(struct mem *m, const char *a, const char *b);

/* The union of many, in n log n: unions of 1, 2, 4, ... of them, as the digits of how many
 * there are. Zeroed to begin with. */
struct table_union {
    const char *digit[48];
};
void table_union_add(struct mem *m, struct table_union *u, const char *sources);
char *table_union_text(struct mem *m, const struct table_union *u);

/* status with one letter taken out. */
char *table_status_less(struct mem *m, const char *status, char letter);

/* Nothing is known of it: no bound, or of a count only that it is not below 0. */
bool table_is_unbounded(const struct amount *a, bool counted);

/* A number published as about, or the limits of an estimate, as it takes part in statistics:
 * not as the number but as anything within its bounds or limits, whole for counts. *a is
 * changed so. Returns NULL, also for other rows; or why it cannot take part: "approximate"
 * (no bounds beside it), "published-interval" (no limit on a side, or no whole count within).
 * inexact: set to true for such a row. */
const char *table_as_range(const struct table *t, const struct table_row *row,
                           struct amount *a, bool *inexact);

/* Why the value of a row cannot stand in a model as what was observed: "approximate"
 * (published as about), "published-interval" (the limits of an estimate), else NULL. */
const char *table_inexact(const struct table *t, const struct table_row *row,
                          const struct amount *a);

#endif
