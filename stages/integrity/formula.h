/*
 * formula - what `holds` says: two sums of products of figures, and how far they may differ.
 * The language stands at the head of check.c, where its user reads it.
 */
#ifndef INTEGRITY_FORMULA_H
#define INTEGRITY_FORMULA_H

#include "integrity/rule.h"
#include "integrity/rule_reader.h"

void formula_read(struct rule_reader *in, struct rule *r);

#endif
