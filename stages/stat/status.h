/*
 * status - how a kernel ended. Anything but ST_OK leaves the results untouched; a stage
 * turns it into a result row with an empty value, status O and the reason code.
 *
 * A function that needs room takes it as work[] and n_work, how many elements that has; what
 * it needs is told by its ..._work() or stands with it. With less it writes nothing and gives
 * ST_NO_ROOM.
 */
#ifndef STAT_STATUS_H
#define STAT_STATUS_H

enum st_status {
    ST_OK,
    ST_NOT_A_NUMBER,   /* a NaN or infinity came in */
    ST_TOO_FEW,        /* fewer points than the method needs */
    ST_ALL_TIED,       /* every value is the same */
    ST_ALL_ZERO,       /* every count is zero */
    ST_DOMAIN,         /* an argument outside the method's domain (a negative count) */
    ST_RANK,           /* the design is rank-deficient: not identifiable */
    ST_NO_MAXIMUM,     /* the likelihood has no maximum at finite parameters */
    ST_NO_CONVERGENCE, /* the iteration limit was reached */
    ST_NEGATIVE_VARIANCE, /* a variance correction came out at or below zero */
    ST_CONTRADICTION,     /* bounds that no completion meets */
    ST_TOO_LARGE,         /* beyond a stated limit of the method */
    ST_NO_ROOM            /* the work array is too small: a fault of the caller */
};

/* The reason code as written in tables: "too-few-points", "all-tied", ... Static text. */
const char *st_reason(enum st_status s);

#endif
