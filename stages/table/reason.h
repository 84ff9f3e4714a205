/*
 * reason - the codes for which a statistic has no value, in words.
 */
#ifndef REASON_H
#define REASON_H

/* "there are too few values" of too-few-points: what can stand behind a colon. Of a code that has
 * no words here, the code. Static text. */
const char *reason_words(const char *reason);

#endif
