/*
 * ruling - whether the rules hold among the statements of a store.
 *
 * Cost: each rule looks at every statement once; a figure is found by hashing. Rules about
 * series sort each series once.
 */
#ifndef RULING_H
#define RULING_H

#include "report.h"
#include "rule.h"
#include "store.h"

/* Judges all rules; findings go to the report. Ends with 65 at the line of a rule that
 * names a column which the store does not have. */
void ruling_all(struct rules *rules, struct store *s, struct report *r);

#endif
