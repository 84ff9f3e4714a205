/*
 * rule - what must hold among the statements of a ledger, written as data.
 *
 *     rule age-parts
 *         says      adults, children and those of unknown age add up to all
 *         severity  error
 *         for       indicator=nrm_referrals register=NRM age=_T
 *         from      one-source
 *         holds     this[age=ADULT] + this[age=CHILD] + this[age=_U]? = this
 *
 * A line that begins with `rule` begins one; the indented lines below say what it is, a
 * word and the rest of the line. `#` at the beginning of a line: a remark.
 *
 * says      one sentence, shown with every finding
 * severity  error or warning
 * for       which rows it is about: COLUMN=A,B or COLUMN!=A,B, * and ? as in file names;
 *           period=A..B, freq=A,Q,M,D,I, grade=...; several `for` lines add up
 * from      where the numbers of one judgement come from:
 *           one-source  all from the edition of the row at hand (the usual)
 *           latest      from the statement of each key that `vintage` would take
 *           each        the row at hand; what it is compared with is the latest
 * and one of
 * holds     LEFT = RIGHT, or <=, >=; both are sums, products and quotients of numbers
 *           and figures. A figure is `this`, an indicator, or `earlier` (the statement
 *           before this one about the same thing), with [COLUMN=CELL,...] where another
 *           cell than that of the row at hand is meant: [register=GLOTIP],
 *           [period=previous], [period=year-before]. sum(...) of a figure with [COLUMN=*] adds all other cells
 *           of the column that there are, with [period=quarters], [period=months] or
 *           [period=years] the parts of the period. A figure that is not there makes the
 *           rule silent about this row; with ? behind it counts as 0. After = may stand
 *           `within 0.5`, `within 2 %`, `within factor 3`, and `or 5` for a
 *           difference that is always let pass.
 * contiguous  no period is missing between the first and the last of a series
 * repeats N   no period repeats N figures or more of the one before, and nine tenths of
 *           those that both have
 * comparisons published comparisons with other periods agree with the figures
 * published   after start | after end: of the period that it is about
 * graded A,B  some statement of each key comes from a source of these grades
 *
 * Figures are intervals. A rule is broken when it cannot hold for any values within the
 * bounds; what is published as "about" bounds nothing, nor does a part that is missing.
 */
#ifndef RULE_H
#define RULE_H

#include <stdbool.h>

#include "mem.h"
#include "report.h"

#define RULE_OVERRIDES 8

enum rule_kind {
    RULE_HOLDS,
    RULE_CONTIGUOUS,
    RULE_REPEATS,
    RULE_COMPARISONS,
    RULE_PUBLISHED,
    RULE_GRADED
};
enum rule_from { FROM_ONE_SOURCE, FROM_LATEST, FROM_EACH };

/* What a condition looks at; `at` is the column's number once the ledger is known. */
enum rule_on { ON_KEY, ON_CELL, ON_FREQ, ON_SPAN, ON_GRADE };

struct rule_condition {
    const char *name;
    enum rule_on on;
    int at;
    bool negate;
    char **value;
    int n;
    long first, last; /* ON_SPAN: days */
};

/* What [COLUMN=CELL] stands for; from PART_OTHERS on for many figures. */
enum rule_part {
    PART_CELL,
    PART_PREVIOUS,
    PART_YEAR_BEFORE,
    PART_OTHERS,
    PART_QUARTERS,
    PART_MONTHS,
    PART_YEARS
};

struct rule_override {
    const char *column, *text;
    enum rule_part part;
    int dim; /* once the ledger is known */
};

enum rule_node_kind {
    NODE_NUMBER,
    NODE_FIGURE,
    NODE_ADD,
    NODE_SUBTRACT,
    NODE_MULTIPLY,
    NODE_DIVIDE
};

struct rule_node {
    enum rule_node_kind kind;
    double number;
    struct rule_node *left, *right;
    /* of a figure */
    const char *indicator; /* NULL: that of the row at hand */
    struct rule_override override[RULE_OVERRIDES];
    int overrides;
    bool sum, optional, earlier;
};

struct rule {
    struct rule *next;
    const char *name, *says, *file;
    long line;
    enum severity severity;
    enum rule_kind kind;
    enum rule_from from;
    struct rule_condition *condition;
    int conditions;
    const char *argument; /* what stands behind the kind */
    bool kind_given, says_given;
    /* RULE_HOLDS: left = right, or < for <=, > for >= */
    struct rule_node *left, *right;
    char compare;
    double slack, relative, factor, pass;
    long least; /* RULE_REPEATS */
    int number; /* in the report */
};

struct rules {
    struct rule *first, *last;
};

/* Reads a file of rules and adds them to `rules` (NULL: the first file). Ends with 65 at
 * the line, or with 66. */
struct rules *rules_load(struct mem *run, struct rules *rules, const char *file);

#endif
