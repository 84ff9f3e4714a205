/*
 * sentence - a judged reading in plain words: the numbers, their periods, and why.
 */
#ifndef SENTENCE_H
#define SENTENCE_H

#include "claim/timeline.h"
#include "dataset/labels.h"

/*
 * The sentence for a reading whose test, show and beside are judged, with its verdict and
 * timeline. alone: what the test
 * gives without the comparisons of the sources that the article repeats, NULL when that is
 * not known.
 */
char *sentence(const struct evidence *e, struct labels *labels, const struct reading *r,
               const enum truth *alone, enum verdict verdict,
               const struct timeline *timeline);

/* The same for a card: the comparison that decides, or the first of what is missing, and no
 * more; it begins small and has no full stop. Adds the cells whose numbers it tells. */
char *sentence_brief(const struct evidence *e, struct labels *labels,
                     const struct reading *r, enum verdict verdict,
                     struct cell_list *told);

#endif
