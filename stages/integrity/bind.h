/*
 * bind - numbers for the names of columns, indicators and codes in a rule.
 */
#ifndef INTEGRITY_BIND_H
#define INTEGRITY_BIND_H

#include "integrity/rule_judge.h"

/* False when the rule names what is not there; that is a finding then. Ends with 65 for a
 * column. */
bool rule_bind(struct rule *r, const struct statements *s, rule_codes *codes,
               struct findings *report);

#endif
