/*
 * rule_judge - whether the rules hold among the statements of a store.
 *
 * Cost: each rule looks at every statement once; a figure is found by hashing. Rules about
 * series sort each series once.
 */
#ifndef RULE_JUDGE_H
#define RULE_JUDGE_H

#include "dataset/statements.h"
#include "integrity/findings.h"
#include "integrity/rule.h"

/* Whether the description of the set knows a code of a column: a list of codes has it or
 * lacks it, or there is no list for that column. */
enum rule_code { CODE_LISTED, CODE_NOT_LISTED, CODE_NO_LIST };
typedef enum rule_code rule_codes(const char *column, const char *code);

/* Judges all rules; findings go to the report. A rule that names a code which neither the
 * store nor a list has is a finding, since with `?` or in a condition the code would pass
 * for what was never stated. Ends with 65 at a line that names a column which is not there. */
void rule_judge_all(struct rules *rules, struct statements *s, rule_codes *codes,
                    struct findings *r);

#endif
