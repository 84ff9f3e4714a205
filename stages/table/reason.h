/* reason - why a statistic cannot be had, in words. The codes stand in the column `reason`. */
#ifndef REASON_H
#define REASON_H

#include "program/mem.h"

/* The words of a code, as a sentence goes on after a colon; of one that is not known its own,
 * parted by blanks, in m. */
const char *reason_words(struct mem *m, const char *reason);

#endif
