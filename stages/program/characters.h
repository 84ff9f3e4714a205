/*
 * characters - which characters a text may hold that people read, and the order of such texts.
 */
#ifndef CHARACTERS_H
#define CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "program/mem.h"

/* What is wrong with the first byte that is no such text (a NUL, no UTF-8, an unseen
 * character) and its column from 1; NULL when all is well. */
const char *characters_fault(const char *text, size_t n, size_t *column);

/* Room for one character written out, and its NUL. */
enum { CHARACTERS_ROOM = 12 };

/* Writes the character at text, of which n bytes are there, into out, written out when it
 * is unseen or no UTF-8; returns how many bytes of text that are. */
size_t characters_put(const char *text, size_t n, char out[CHARACTERS_ROOM]);

/* The same for a text that is quoted in a message: characters without width are written
 * out too, since "French" and "French\u200b" look alike. */
size_t characters_quote(const char *text, size_t n, char out[CHARACTERS_ROOM]);

/* The text with all such bytes and characters written out, as \x1b or \u202e. */
char *characters_shown(struct mem *m, const char *text);

/* Which of two texts stands first in a list that people read: by letters without case and
 * accents, then by bytes. Less than 0, 0 or more than 0, as strcmp(). */
int characters_order(const char *a, const char *b);

#endif
