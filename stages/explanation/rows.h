/*
 * rows - which rows of the table are asked for.
 */
#ifndef EXPLANATION_ROWS_H
#define EXPLANATION_ROWS_H

#include "explanation/explanation.h"

/* Those that meet PERIOD, codes and conditions as of `keep`; ends with 1 when none does. */
void rows_chosen(struct explanation *e, char **operand, int n);

/* All of them. */
void rows_all(struct explanation *e);

#endif
