/*
 * rule - what must hold among the statements of a ledger, written as data.
 * The language stands at the head of check.c, where its user reads it.
 */
#ifndef RULE_H
#define RULE_H

#include <stdbool.h>

#include "integrity/findings.h"
#include "program/mem.h"

#define RULE_OVERRIDES 8

struct rule_function; /* function.h */

enum rule_from { FROM_ONE_SOURCE, FROM_LATEST, FROM_EACH };

/* What a condition looks at; `at` is the column's number once the ledger is known. */
enum rule_on { ON_KEY, ON_CELL, ON_FREQ, ON_SPAN, ON_GRADE };

struct rule_condition {
    long line;
    const char *name;
    enum rule_on on;
    int at;
    bool negate;
    char **value;
    int n;
    bool patterns;    /* some of them hold * ? or [ */
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
    long line;
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
    const struct rule_function *function; /* what must hold */
    enum rule_from from;
    struct rule_condition *condition;
    int conditions;
    const char *argument; /* what stands behind the function */
    bool says_given;
    bool idle; /* it may find nothing to judge */
    int at;    /* the column that is its argument, once the ledger is known */
    /* holds: left = right, or < for <=, > for >= */
    struct rule_node *left, *right;
    char compare;
    double slack, relative, factor, pass;
    long least; /* repeats */
    int number; /* in the report */
};

struct rules {
    struct rule *first, *last;
};

/* Reads a file of rules and adds them to `rules` (NULL: the first file). Ends with 65 at
 * the line, or with 66. */
struct rules *rules_load(struct mem *run, struct rules *rules, const char *file);

#endif
