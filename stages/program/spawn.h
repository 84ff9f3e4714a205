/*
 * spawn - runs a program that is found on PATH and waits for it.
 */
#ifndef SPAWN_H
#define SPAWN_H

#include "program/mem.h"

/*
 * Standard input, output and error are files: `in` is /dev/null when NULL, `out` and `err`
 * are written anew; without `err` its messages are ours. Returns its exit code, 128 + N for signal N, or -1 when there is no
 * such program. Interrupted itself, it ends with the signal's usual code, by exit().
 */
int spawn(char *const argv[], const char *in, const char *out, const char *err);

/* A folder of its own under $TMPDIR or /tmp, removed with all files in it at exit();
 * the same one at every call. */
const char *spawn_folder(void);

#endif
