/*
 * publications - the sources of statements, with the day on which each was out.
 */
#ifndef VINTAGES_PUBLICATIONS_H
#define VINTAGES_PUBLICATIONS_H

#include "vintages/vintages.h"

struct publication {
    const char *id, *published, *publisher, *of;
    const char *copies; /* the id of another, or "" */
    const struct publication *copied;
    bool dated;
    long first, day; /* first and last possible one; LONG_MAX when not dated */
    enum grade grade;
};

/* Reads --sources; ends with 65 for dates and grades that are none, an id that stands twice,
 * and sources that repeat one another in a circle. */
void publications_read(struct mem *run);

/* The source of a row; ends with 65 when the table of sources lacks it. */
const struct publication *publication_of(const struct table *t,
                                         const struct table_row *row, struct mem *m);

/* Ends with 64 for an id of --mute that is not there. */
void publications_check_mute(void);
bool publication_is_mute(const char *id);

#endif
