/*
 * publications - the sources of statements, as --sources lists them.
 */
#ifndef VINTAGES_PUBLICATIONS_H
#define VINTAGES_PUBLICATIONS_H

#include "vintages/vintages.h"

/* Reads --sources (sources_open_dated). */
void publications_read(struct mem *run);

/* The source of a row; ends with 65 when the table of sources lacks it. */
const struct source *publication_of(const struct table *t, const struct table_row *row,
                                    struct mem *m);

/* Ends with 64 for an id of --mute that is not there. */
void publications_check_mute(void);
bool publication_is_mute(const char *id);

#endif
