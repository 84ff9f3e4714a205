/*
 * timeline - since when a reading holds, and until when: its test judged as of every day on
 * which a statement that it rests on was published, all figures as of the same day.
 */
#ifndef TIMELINE_H
#define TIMELINE_H

#include "claim/judge.h"

enum verdict {
    SUPPORTED,
    SUPERSEDED,
    CONTRADICTED,
    UNDETERMINED,
    UNSOURCED,
    NOT_A_FIGURE,
    VERDICTS
};
extern const char *const verdict_name[VERDICTS + 1]; /* NULL at the end */

struct timeline {
    struct timeline_day {
        long day;          /* LONG_MAX: with the sources that bear no date */
        const char *vague; /* the date as published when it is no single day, of which
                            * day is the last; else NULL */
        bool relay;        /* only who passes on another's figures spoke on that day */
        enum truth truth;
    } * item; /* from the first day on, each as it was from then until the next */
    size_t n;
};

/* The days of a test; none when the table does not say what was held when. */
struct timeline timeline_of(const struct evidence *e, struct node *test);

/* The first and last day of the time, or times, in which it held, as ISO 8601 intervals
 * parted by blanks: "2023-05-04/2024-03-06", "2024-03-07/.." when it still does; "2022/.."
 * from some day of 2022 on: no more is known of when a source of that year was out;
 * "..2023-05-04/.." from that day at the latest: a relay of that day is held, and not what it
 * passes on. */
#define TIMELINE_BY ".."
const char *timeline_held(struct mem *m, const struct timeline *t);

/* One end of such an interval in words: "4 May 2023", "some day of 2022", "4 May 2023 at the
 * latest". */
const char *timeline_end(struct mem *m, const char *end);

/* The interval in words: "from 4 May 2023 to 6 March 2024", "since some day of 2022". */
const char *timeline_span(struct mem *m, const char *from, const char *to);

/* A statement that gives exactly the number which a reading says, for a comparison by =
 * or near between one reference and a number. */
struct exact {
    const struct node *leaf;
    const struct book_row *row;
    const struct source *source;
    bool out;   /* surely out by the day of the evidence */
    bool older; /* surely older than the statement that was taken in its place */
};

/* The first such statement of a comparison, those that were surely out before others;
 * row NULL when none is held. The article's own do not count. */
struct exact timeline_exact(const struct evidence *e, const struct node *leaf);

/*
 * The verdict on a judged test by the evidence's day.
 *   supported      it holds by the newest statements
 *   superseded     it does not, but it did by statements that were out before
 *   contradicted   it does not, no edition out by then says so, and none that came later
 *   undetermined   else
 */
enum verdict timeline_verdict(const struct evidence *e, struct node *test,
                              const struct timeline *t);

#endif
