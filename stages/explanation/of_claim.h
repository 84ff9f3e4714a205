/*
 * of_claim - what is told of a claim: its readings, the verdicts and the numbers behind them.
 */
#ifndef EXPLANATION_OF_CLAIM_H
#define EXPLANATION_OF_CLAIM_H

#include "explanation/verdicts.h"

/* Judges it again and writes, in the format of the run. */
void of_claim_write(struct explanation *e, struct verdicts *v);

#endif
