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

/* Judges all rules; findings go to the report. Ends with 65 at the line of a rule that
 * names a column which the store does not have. */
void rule_judge_all(struct rules *rules, struct statements *s, struct findings *r);

#endif
