/*
 * guess_in - what the parts of guess share: a table's columns and what they seem to hold.
 * guess_book and guess_table read, guess_columns, guess_codes and guess_periods find,
 * guess_say writes.
 */
#ifndef GUESS_IN_H
#define GUESS_IN_H

#include "program/texts.h"
#include "publisher/guess_table.h"
#include "publisher/lookup.h"
#include "publisher/notation.h"
#include "publisher/period_form.h"

#define GUESS_DISTINCT 600 /* texts of a column that are kept */
#define GUESS_KNOWN 6

/* What a column seems to hold. */
enum role { UNKNOWN, PERIOD, CODED, VALUE, IGNORED };

struct column {
    const char *name;
    enum role role;
    const char *to;             /* the column of the result, when it is coded */
    const char *list, *aliases; /* aliases: the codes of others, or NULL */
    struct texts texts;
    size_t filled, numbers;
    bool across; /* its name is a code or a period, and it holds values */
};

/* Columns of the result that have a code list, by words of the header that go with them. */
struct guess_known {
    const char *to, *list, *words;
};
extern const struct guess_known guess_known[GUESS_KNOWN];

struct guess {
    struct mem *run;
    struct guess_table table;
    const char *codes;
    bool has_codes;
    struct column *column;
    struct notation number;
    struct lookup list[GUESS_KNOWN];
    bool loaded[GUESS_KNOWN];
    const char *published, *others; /* a remark; names of other sheets; or NULL */

    /* Periods: the form of headers across, or the columns that hold them; or NULL. */
    const char *form, *whole_form;
    struct column *year, *part, *whole;
};

/* Whether one of the words, parted by blanks, is a word of the name. */
bool guess_names_one(const char *name, const char *words);
bool guess_is_number(const struct guess *g, const char *text);
bool guess_is_below(const char *text);
bool guess_all_in(const struct column *c,
                  const char *const text[]); /* NULL at the end */
bool guess_holds(const struct column *c, const char *text);

/* Reads the texts of column i. */
void guess_read_column(struct guess *g, size_t i);

/* Columns of numbers among those without a role hold values, how many; the rest is ignored. */
size_t guess_values(struct guess *g);

/* The list of guess_known[k], read when first asked for. */
const struct lookup *guess_list(struct guess *g, size_t k);
size_t guess_known_index(const char *to);

/* A code that a text stands for in any list ("Total" is _T), or in list k, or NULL. */
const char *guess_usual_code(const char *text);
const char *guess_code(struct guess *g, const struct column *c, size_t k,
                       const char *text);

/* Finds the columns of codes. Whether one goes to this column of the result. Which column of
 * the result the headers of values are codes of, or NULL. */
void guess_codes(struct guess *g);
bool guess_taken(const struct guess *g, const char *to);
const char *guess_list_across(struct guess *g);

/* A form of periods as a layout has it. Finds headers that are periods, then columns. */
struct period_form guess_form(struct guess *g, const char *text);
void guess_periods_across(struct guess *g);
void guess_periods(struct guess *g);

/* Chooses the sheet, the first with many numbers, and which others look like tables. */
void guess_read_workbook(struct guess *g, const char *path, const char *wanted);

void guess_say(struct guess *g);

#endif
