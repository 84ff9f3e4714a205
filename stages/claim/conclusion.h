/*
 * conclusion - one sentence on a claim that stands alone on a card or in a search result,
 * made from the verdicts on its readings by these rules.
 *
 * A reading counts by its verdict as of the article's day, or by the latest figures when it
 * is asked for these alone. One that is shown but not tested counts as undetermined.
 *
 *   every reading is about what a document says    not a matter of figures
 *   none that is asked as of the article's day was
 *   decided then; by the latest figures            ..., undecided by those held from then
 *     all are supported                            holds by the latest figures, ...
 *     all are contradicted                         does not hold by the latest figures, ...
 *     some are decided                             depends on the reading by the latest figures, ...
 *     those that are rest on statements without a
 *     date                                         decided by undated statements alone
 *     none is                                      cannot be decided
 *   all supported                                  holds
 *     and the latest figures took one back,
 *     or support none                              held when it was printed
 *   all superseded                                 held in an older edition
 *   all contradicted                               does not hold
 *   none of these three verdicts                   cannot be decided
 *   any other mixture                              depends on the reading
 *
 * The readings of a claim that says `parts` are its parts, and for a mixture stands
 *
 *   some supported then, the others later, if not contradicted then
 *                                                  holds by the latest figures, undecided by ...
 *   some contradicted, none held                   does not hold
 *   some contradicted or superseded, others held   holds in part
 *   some supported, no other decided               holds as far as it can be decided
 *   the same by the latest figures alone           holds in part by the latest figures, ...
 *
 * Readings about what a document says are left out when there are others. The text names
 * who made the claim, gives it in our words (so without quotation marks), then the standing,
 * by which figures, the number (the `brief` of the first reading that the standing rests
 * on; of parts that all hold, of each, or that it holds in all), and of the numbers that are
 * told, of no others, the publishers and the days of their editions. What cannot be decided
 * is told by what is held now. When readings differ, by_reading.h says what is told of which.
 * All else is told by the readings.
 */
#ifndef CONCLUSION_H
#define CONCLUSION_H

#include "claim/timeline.h"
#include "dataset/sources.h"

enum standing {
    STANDING_HOLDS,
    STANDING_HELD,
    STANDING_OLDER,
    STANDING_FAILS,
    STANDING_DEPENDS,
    STANDING_PART,
    STANDING_SO_FAR,
    STANDING_LATER,
    STANDING_LATER_FAILS,
    STANDING_LATER_DEPENDS,
    STANDING_LATER_PART,
    STANDING_LATER_SO_FAR,
    STANDING_UNDATED,
    STANDING_UNDECIDED,
    STANDING_WORDS,
    STANDINGS
};
extern const char *const standing_name[STANDINGS + 1]; /* NULL at the end */

/* One verdict on a reading; why NULL: none by this basis. */
struct ruling {
    enum verdict verdict;
    const char *why, *source;
    const char *brief; /* why in one clause; "" or NULL: the first sentence of why */
    const char *shown; /* the sources of the numbers in brief; NULL: not told, those of
                        * the whole verdict */
};

/* The verdicts on one reading, by basis: 0 published, 1 latest. */
struct rulings {
    const struct reading *reading;
    struct ruling of[2];
};

struct conclusion {
    enum standing standing;
    const char *text;
    const char *said; /* the same without who made the claim and the claim */
};

struct conclusion conclude(struct mem *m, const struct claims *all,
                           const struct claim *claim, const struct rulings *r,
                           const struct sources *cite);

#endif
