/*
 * pattern - texts with named slots: "{age} - {decision}", "Q{quarter} {year}", "<{n}".
 * Used to take a text apart and to put one together. {{ is a brace.
 */
#ifndef PATTERN_H
#define PATTERN_H

#include <stdbool.h>

#include "program/mem.h"

#define PATTERN_SLOTS 16
#define PATTERN_ANY \
    "_" /* a slot whose text is thrown away; it may stand several times */

/* literal[0] slot[0] literal[1] slot[1] ... literal[n]. */
struct pattern {
    char *literal[PATTERN_SLOTS + 1];
    char *slot[PATTERN_SLOTS];
    int width[PATTERN_SLOTS]; /* bytes a slot takes; 0: up to the literal after it */
    int n;
};

/* Reads a pattern; returns NULL or what is wrong with it. */
const char *pattern_read(struct pattern *p, struct mem *run, const char *text);

/* Gives every slot of this name a fixed width. */
void pattern_width(struct pattern *p, const char *slot, int width);

/* True when no slot without a width stands right before another slot, so that a text can
 * be taken apart in one way. */
bool pattern_splits(const struct pattern *p);

/* Index of the slot of this name from slot `from` on, or -1. */
int pattern_slot(const struct pattern *p, const char *name, int from);

/* Takes text apart; piece[i], copied into m, is what stands in slot i, never empty. A slot
 * ends at the first place where the literal after it stands. */
bool pattern_match(const struct pattern *p, struct mem *m, const char *text,
                   char *piece[PATTERN_SLOTS]);

/* Puts a text together from the pieces. */
char *pattern_fill(const struct pattern *p, struct mem *m, char *const piece[]);

/* The pattern as it is written, but for doubled braces. */
char *pattern_text(const struct pattern *p, struct mem *m);

/* True when text holds nothing but white space. */
bool pattern_is_blank(const char *text);

/* A copy without blanks at its ends and with each run of white space (no-break spaces
 * too) inside as one blank: how texts are compared with those of rules. */
char *pattern_squeeze(struct mem *m, const char *text);

#endif
