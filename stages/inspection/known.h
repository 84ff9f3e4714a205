/*
 * known - what breaks a rule for a known reason, as the files of the package say.
 */
#ifndef INSPECTION_KNOWN_H
#define INSPECTION_KNOWN_H

#include "inspection/inspection.h"

/* Marks what the folder's exceptions.csv covers, with its known.csv for those that are
 * listed; both are described tables, the folder's name ends with /. anew: without known.csv,
 * as if it held all that the exceptions name. Ends with 65 when a column is not there. */
void inspect_exceptions(const char *folder, bool anew);

#endif
