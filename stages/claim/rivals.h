/*
 * rivals - statements that say another number than the one that a table took, and are not
 * certainly older: both speak with the same right, the register's owners both or neither of
 * them, and their dates overlap. Which of the two is newer is not known.
 */
#ifndef RIVALS_H
#define RIVALS_H

#include "claim/evidence.h"

/* With e->every_edition older ones count too. Of a cell that the table holds: when there are rivals its row becomes the range of all
 * their numbers, and part[] the statements, the one that the table took first. */
void rivals_find(const struct evidence *e, struct cell *c);

#endif
