/*
 * rule_reader - the text of a rule, a line at a time.
 */
#ifndef INTEGRITY_RULE_READER_H
#define INTEGRITY_RULE_READER_H

#include <stdbool.h>

#include "program/mem.h"

struct rule_reader {
    struct mem *run;
    const char *file;
    long line;
    const char *at; /* in a formula */
};

/* Ends with 65 at the line. */
_Noreturn void rule_wrong(const struct rule_reader *in, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

void rule_blanks(struct rule_reader *in);

/* Takes the token if it stands next, a word only whole; or ends with 65. */
bool rule_accept(struct rule_reader *in, const char *token);
void rule_expect(struct rule_reader *in, const char *token);

double rule_read_number(struct rule_reader *in);

/* Letters, digits and those of `more`; ends with 65 when there are none. what: for the
 * message. */
char *rule_read_text(struct rule_reader *in, const char *more, const char *what);

#endif
