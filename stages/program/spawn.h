/*
 * spawn - runs a program, one of PATH or a stage, and waits for it.
 */
#ifndef SPAWN_H
#define SPAWN_H

#include <sys/types.h>

#include "program/mem.h"

/* The variable that names the one folder for second outputs (stage_output). */
#define SPAWN_OUTPUTS "ATTEST_OUTPUTS"

/*
 * Standard input, output and error are files: `in` is /dev/null when NULL, `out` and `err`
 * are written anew; without `err` its messages are ours. Returns its exit code, 128 + N for
 * signal N, or -1 when there is no such program. Interrupted itself, it ends with the
 * signal's usual code, by exit().
 */
int spawn(char *const argv[], const char *in, const char *out, const char *err);

/*
 * The same for a stage: the program of this name that lies beside the running one, and no
 * other; -1 also for a name with a slash. The only second outputs that it may make are in
 * spawn_folder(), whatever its options say.
 */
int spawn_stage(char *const argv[], const char *in, const char *out, const char *err);

/* The same in two parts, so that several run at once: what begins it gives what end waits for. */
pid_t spawn_stage_begin(char *const argv[], const char *in, const char *out,
                        const char *err);
int spawn_end(pid_t begun);

/* The path of a stage: it lies beside the running program. */
const char *spawn_stage_file(const char *stage);

/* A folder of its own under $TMPDIR or /tmp, removed with all files in it at exit();
 * the same one at every call. */
const char *spawn_folder(void);

/* The path of a file of this name in it. */
char *spawn_file(struct mem *m, const char *name);

#endif
