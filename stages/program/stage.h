/*
 * stage - what every stage's main() hands itself to. It owns the options, `--help`,
 * `--version`, `--describe`, `--progress`, the checks of standard output and the exit codes.
 *
 * A stage file stands in this order: head comment, options, need[] and make[], state,
 * statics, run(), main(). The head comment is the stage's documentation: the build turns
 * it into STAGE_ABOUT, so that `--help` and the man page say what the source says. Its
 * first line reads `name - what it does in one line`.
 */
#ifndef STAGE_H
#define STAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "program/mem.h"
#include "program/msg.h"

enum opt_kind {
    OPT_FLAG,   /* to: bool */
    OPT_TEXT,   /* to: const char * */
    OPT_MAYBE,  /* to: const char *; --name alone sets it to "" */
    OPT_NUMBER, /* to: double; a plain decimal */
    OPT_COUNT,  /* to: long; a whole number from 0 up */
    OPT_LIST    /* to: struct opt_list; may be given several times */
};

/* One option. The table ends with a row of zeros; it is what --help prints. */
struct opt {
    const char *name; /* long name without dashes */
    char letter;      /* or 0 */
    enum opt_kind kind;
    void *to;
    const char *arg;  /* what --help calls the argument; NULL for a flag */
    const char *help; /* one or two sentences without a full stop at the end */
};

/* Appends more[], up to its row of zeros (NULL: none), to the n options of to[], which has room
 * for size of them with a row of zeros. Returns how many there are then. */
size_t opt_join(struct opt *to, size_t n, size_t size, const struct opt *more);

struct opt_list {
    const char **item;
    size_t n;
};

struct stage {
    const char *name;         /* STAGE_NAME */
    const char *const *about; /* STAGE_ABOUT: lines, NULL at the end */
    const char *operands;     /* "[FILE]", "CONDITION... [FILE...]" */
    int least, most;          /* number of operands; most -1: no limit */
    const struct opt *opts;
    const char *const *need; /* columns that must be in the input, NULL at the end */
    const char *const *make; /* columns that are made or changed, NULL at the end */
    /* Returns the exit code. The arena is for the run. */
    int (*run)(struct mem *run, int n, char **operand);
};

/* Runs a stage: reads the options, calls run(), flushes and checks standard output (a
 * full disk is 74). Wrong options end with 64 and the way to --help. */
int stage_main(const struct stage *s, int argc, char **argv);

/*
 * A second output (`--rejects FILE`, `--revisions FILE`), written aside as FILE.part and
 * renamed by stage_main() when run() returned 0 or 1; removed when the stage dies.
 * "-" is refused with 64. Ends with 73 when it cannot be made, or would replace a device.
 */
FILE *stage_output(const char *path);

/* Has last() called when run() returned, before standard output is finished; not when the stage
 * dies. One function a program. */
void stage_at_end(void (*last)(void));

/* For 64: the message, and how to get help. */
_Noreturn void usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* usage() unless the text, given as what, may stand in a table: no control character, no
 * newline, nothing else that is not seen. */
void usage_unless_text(const char *what, const char *text);

#endif
