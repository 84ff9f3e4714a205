/*
 * rules - the rules of a folder, judged over the ledger.
 */
#ifndef INSPECTION_RULES_H
#define INSPECTION_RULES_H

#include "inspection/inspection.h"

/* The files *.rule of the folder, its name ending with /. Ends with 66 where there is none
 * though there is a ledger, or the folder was asked for. */
void inspect_rules(const char *folder, bool asked_for);

#endif
