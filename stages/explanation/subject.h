/*
 * subject - which table WHAT means.
 */
#ifndef EXPLANATION_SUBJECT_H
#define EXPLANATION_SUBJECT_H

#include "explanation/explanation.h"

/* The table of that file or name, f01 too; NULL when there is none. Ends with 64 when it stands
 * for several. */
const struct recipe_table *subject_table(const struct explanation *e, const char *what);

/* Ends with 66 when a path is not that of the table, or of what is made of it beside it. */
void subject_check_path(const struct explanation *e, const char *what);

/* Ends with 66: neither a table nor a claim. */
_Noreturn void subject_die_unknown(const struct explanation *e, const char *what);

/* The date of --asof, or of out/as-of-2021-06-17/...; ends with 64 when it is none. */
const char *subject_asof(struct mem *m, const char *what, const char *asof);

#endif
