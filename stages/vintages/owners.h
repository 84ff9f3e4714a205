/*
 * owners - whose figures a register has, and who passes on those of another (relays).
 */
#ifndef VINTAGES_OWNERS_H
#define VINTAGES_OWNERS_H

#include "vintages/publications.h"

/* The registers that someone owns, from --registers. The usual file need not be there. */
void owners_read(struct mem *run);

/* The publishers of a row's register, parted by "; "; "" when it is no one's. */
const char *owners_of(const struct table_row *row);

bool is_relay(const struct source *s, const char *owners);

#endif
