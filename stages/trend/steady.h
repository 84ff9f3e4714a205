/*
 * steady - whether a trend is more than one change of level.
 *
 * A level that changes once makes a line rise or fall. Two questions are put to a series whose
 * limits show a trend:
 *
 * 1. Does the trend remain beside one change of level, wherever that is? p is the greatest over
 *    all places with two points on either side: an intersection-union test keeps its level
 *    (Berger 1982, Technometrics 24:295). Above 50 places so many of them are tried.
 * 2. If not: do two levels explain the values better than a line, against series simulated from
 *    the line, with the dispersion, season and autocorrelation of this one
 *    (stat/level_or_line.h)? Of points within bounds the least and the greatest values must say
 *    the same.
 */
#ifndef TREND_STEADY_H
#define TREND_STEADY_H

#include "trend/method.h"

/* Whether the trend stays the verdict. Where it does not, b and r say that the level changed;
 * r is the deciding row. Returns a remark for the sentence, NULL where the trend is steady.
 * sign: of the trend. Writes rows steady-p and level-shift-p. */
const char *steady(const struct segment *s, double sign, struct basis *b,
                   struct result_row *r);

/* The same where no trend is shown: NULL, or that the level changed. Writes level-shift-p. */
const char *one_level(const struct segment *s, struct basis *b, struct result_row *r);

#endif
