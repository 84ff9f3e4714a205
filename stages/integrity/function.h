/*
 * function - what a rule can ask of a ledger: holds, contiguous, same ...
 *
 * Each is a `const struct rule_function` in a file function_x.c, found by name
 * (scripts/methods). Its head comment is part of `check --help`.
 */
#ifndef INTEGRITY_FUNCTION_H
#define INTEGRITY_FUNCTION_H

#include "dataset/statements.h"
#include "integrity/findings.h"
#include "integrity/rings.h"
#include "integrity/rule.h"
#include "integrity/rule_reader.h"

struct judge {
    const struct statements *s;
    struct findings *r;
    struct rule *rule;
    struct rings *rings;
};

struct rule_function {
    const char *name;
    bool names_column; /* its argument is a column of the ledger, rule.at */
    /* Reads what stands behind the name; ends with 65. NULL: nothing may stand there. */
    void (*read)(struct rule_reader *in, struct rule *r, const char *rest);
    void (*judge)(const struct judge *j);
};

/* All of them by name; the last is NULL. */
extern const struct rule_function *const rule_functions[];

const struct statement *rule_statement(const struct judge *j, int i);

/* Whether the statement meets all conditions of the rule. */
bool rule_concerns(const struct judge *j, const struct statement *st);

/* One more judgement was made. */
void rule_judged(const struct judge *j);

void rule_finding(const struct judge *j, const struct statement *st, const char *column,
                  bool differs, double difference, const char *text);

/* Each statement that the rule concerns; of `from latest` those that `vintage` would take. */
void rule_each(const struct judge *j,
               void (*judge)(const struct judge *j, const struct statement *st));

/* The keys of a series that the rule concerns, in the order of time: those of the ring of
 * periods through key k, none when an earlier key has shown it already. */
struct rule_series {
    int *key, n;
};
struct rule_series rule_series_of(const struct judge *j, int k);

#endif
