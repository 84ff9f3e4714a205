/*
 * guess_in - what the parts of guess share: a table's columns and what they seem to hold.
 * guess_book and guess_table read, guess_columns, guess_codes, guess_periods,
 * guess_constants and guess_totals find, guess_say and guess_say_codes write.
 */
#ifndef GUESS_IN_H
#define GUESS_IN_H

#include "program/texts.h"
#include "publisher/guess.h"
#include "publisher/guess_table.h"
#include "publisher/lookup.h"
#include "publisher/notation.h"
#include "publisher/period_form.h"

#define GUESS_DISTINCT 600 /* texts of a column that are kept */
#define GUESS_KNOWN 8

/* What a column seems to hold. */
enum role { UNKNOWN, PERIOD, CODED, COUNTED, VALUE, IGNORED };

struct column {
    const char *name;
    enum role role;
    const char *to;             /* the column of the result, when it is coded */
    const char *list, *aliases; /* aliases: the codes of others, or NULL */
    struct texts texts;
    size_t filled, numbers, symbols;
    bool across;         /* its name is a code or a period, and it holds values */
    struct texts totals; /* of an ignored column: "Police total" beside its parts */
};

/* Columns of the result that have a code list, by words of the header that go with them. */
struct guess_known {
    const char *to, *list, *words;
};
extern const struct guess_known guess_known[GUESS_KNOWN];

/* An indicator, and the words of its label and of its code. */
struct guess_indicator {
    const char *code;
    struct texts label, parts;
};

struct guess {
    struct mem *run;
    struct guess_table table;
    const char *codes;
    bool has_codes;
    struct column *column;
    size_t values; /* columns that hold values */
    struct notation number;
    struct lookup list[GUESS_KNOWN];
    bool loaded[GUESS_KNOWN];
    const char *published, *others; /* a remark; names of other sheets; or NULL */

    /* Periods: the form of headers across, or the columns that hold them; or NULL. */
    const char *form, *whole_form;
    struct column *year, *part, *whole;
    struct texts unfinished; /* years with a total and without all their quarters */

    /* What is counted: codes, or NULL; the column whose texts say it, or NULL. */
    const struct guess_ledger *ledger;
    struct guess_indicator *indicators;
    size_t n_indicators;
    struct texts about, units; /* words of file, sheet and title; of units */
    const char *indicator, *in_register, *geo, *unit;
    struct column *counted;
    bool added; /* rows that are alike in all that is kept: parts of one figure */
    bool alike; /* nothing is kept that tells rows apart */
};

/* Whether one of the words, parted by blanks, is a word of the name. */
bool guess_names_one(const char *name, const char *words);
bool guess_is_number(const struct guess *g, const char *text);
bool guess_is_below(const char *text);
bool guess_all_in(const struct column *c,
                  const char *const text[]); /* NULL at the end */

/* Reads the texts of column i. */
void guess_read_column(struct guess *g, size_t i);

/* Columns of numbers among those without a role hold values; the rest is ignored. */
void guess_values(struct guess *g);

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

/* The words of a text that part it from others, each by its first four letters, how many. Whether
 * two texts have the same ones. */
size_t guess_stems(struct mem *m, const char *text, struct texts *out);
bool guess_same_stems(struct mem *m, const char *a, const char *b);

/* Finds what is counted, by whom, where and in what unit, as far as words of the file, its title and
 * its columns are those of the codes, and the ledger has one answer. */
void guess_constants(struct guess *g);

/* The indicator that a text stands for, or NULL. */
const char *guess_indicator(struct guess *g, const struct column *c, const char *text);

/* Finds totals beside their parts, years that are not over, and whether rows are to be
 * added. */
void guess_totals(struct guess *g);

/* Chooses the sheet, the first with many numbers, and which others look like tables. */
void guess_read_workbook(struct guess *g, const char *path, const char *wanted);

/* A word of a layout, in quotes where it needs them; the same of the cell of a column. */
const char *guess_word(struct mem *m, const char *text);
const char *guess_slot(struct mem *m, const char *name);

/* Whether the names of columns with values are made of two: "{age} - {indicator}". */
bool guess_in_parts(struct guess *g);

/* Writes the layout; of it, what texts mean. across: the column of the result that the
 * headers of values are codes of, or NULL. */
void guess_say(struct guess *g);
void guess_say_codes(struct guess *g, const char *across);

#endif
