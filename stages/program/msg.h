/*
 * msg - messages on standard error and the ways to end.
 *
 *     stage: file:line: column: what is wrong, what was expected
 *
 * Codes are those of sysexits.h: 64 usage, 65 bad data, 66 no input, 69 a program is not
 * there, 70 internal, 71 memory, 74 I/O, 75 took too long; 1 means that the answer is no.
 */
#ifndef MSG_H
#define MSG_H

#include <stddef.h>
#include <sysexits.h>

/* Where something was found. line 0: not known; column NULL: the whole line. */
struct place {
    const char *file;
    long line;
    const char *column;
};

/* Sets the name that begins every message. */
void msg_name(const char *stage);
const char *msg_stage(void);

_Noreturn void die(int code, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
_Noreturn void die_at(int code, struct place at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Standard output failed, errno says why: ends with 74, and without a word when whoever
 * read it went away, as after `| head`. */
_Noreturn void die_stdout(void);
void note(const char *format, ...) __attribute__((format(printf, 1, 2)));
void note_at(struct place at, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * The text in double quotes with control characters, bytes that are not UTF-8, quotes
 * and backslashes escaped, cut after 60 bytes with the number of bytes left out. The
 * result lives until the eighth call after this one.
 */
const char *msg_quote(const char *text);
const char *msg_quote_n(const char *text, size_t n);

/* A path as it is, or quoted when it would not stay on its line. */
const char *msg_path(const char *path);

/* The entry of names[] (NULL at the end) nearest to word by edit distance, or NULL when
 * none is near: for "column X is missing; nearest: Y". */
const char *msg_nearest(const char *word, const char *const names[]);

#endif
