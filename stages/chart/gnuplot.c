#include "chart/gnuplot.h"

#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "document/render.h"
#include "program/msg.h"

extern char **environ;

static FILE *
scratch(void)
{
    FILE *f = tmpfile();
    if (!f)
        die(EX_IOERR, "no temporary file can be made: %s", strerror(errno));
    return f;
}

FILE *
gnuplot_script(void)
{
    return scratch();
}

/* Digits are escaped too: gnuplot takes those after an escape for a part of it. */
char *
gnuplot_quote(struct mem *m, const char *raw)
{
    const char *text = render_text_of(m, raw, "");
    char *out = mem_get(m, 4 * strlen(text) + 3), *o = out;
    *o++ = '"';
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == ' ' || (c < 128 && isalpha(c))) {
            *o++ = (char)c;
            continue;
        }
        *o++ = '\\';
        *o++ = (char)('0' + (c >> 6));
        *o++ = (char)('0' + (c >> 3 & 7));
        *o++ = (char)('0' + (c & 7));
    }
    *o = '"';
    return out;
}

static char *
slurp(struct mem *m, FILE *f, size_t *n)
{
    if (fseek(f, 0, SEEK_END))
        die(EX_IOERR, "a temporary file cannot be read: %s", strerror(errno));
    long size = ftell(f);
    rewind(f);
    char *text = mem_get(m, (size_t)size + 1);
    *n = fread(text, 1, (size_t)size, f);
    if (ferror(f) || *n != (size_t)size)
        die(EX_IOERR, "a temporary file cannot be read: %s", strerror(errno));
    fclose(f);
    return text;
}

/* Elements without a point are no fault: not every series has bounds. */
static char *
less_noise(char *said)
{
    char *o = said, *line = said;
    while (*line) {
        size_t n = strcspn(line, "\n");
        n += line[n] == '\n';
        char *warning = strstr(line, "Skipping data file with no valid points");
        if (!(warning && warning < line + n) && line[strspn(line, " \t\n")] &&
            n > strspn(line, " \t\n")) {
            memmove(o, line, n);
            o += n;
        }
        line += n;
    }
    *o = '\0';
    return said;
}

static pid_t
start(FILE *script, FILE *out, FILE *err, const sigset_t *usual)
{
    static char name[] = "gnuplot", plain[] = "-d";
    char *args[] = {name, plain, NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    pid_t pid;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, fileno(script), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, fileno(out), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, fileno(err), STDERR_FILENO);
    posix_spawnattr_init(&how);
    posix_spawnattr_setsigmask(&how, usual);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
    /* gnuplot warns about UTF-8 in the plain C locale; numbers are the same in this one. */
    setenv("LC_ALL", "C.UTF-8", 1);
    int fault = posix_spawnp(&pid, name, &files, &how, args, environ);
    if (fault == ENOENT)
        die(EX_UNAVAILABLE, "gnuplot is not there, expected it on PATH");
    if (fault)
        die(EX_UNAVAILABLE, "gnuplot cannot be started: %s", strerror(fault));
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    return pid;
}

/* Waits so many seconds for the child; ends it, and the program with 75, when it takes
 * longer. SIGCHLD is blocked. */
static int
wait_for(pid_t pid, const sigset_t *child, long seconds)
{
    struct timespec now, end;
    int status;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += seconds;
    for (;;) {
        pid_t got = waitpid(pid, &status, WNOHANG);
        if (got == pid)
            return status;
        if (got < 0 && errno != EINTR)
            die(EX_OSERR, "gnuplot cannot be waited for: %s", strerror(errno));
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (now.tv_sec >= end.tv_sec) {
            kill(pid, SIGKILL);
            waitpid(pid, &status, 0);
            die(EX_TEMPFAIL, "gnuplot was ended after %ld s without a picture",
                seconds);
        }
        sigtimedwait(child, NULL, &(struct timespec){end.tv_sec - now.tv_sec, 0});
    }
}

/* A picture that was written to its end: SVG closes its element, PNG ends with IEND. */
static bool
is_whole(const char *drawn, size_t n)
{
    static const char svg[] = "</svg>", png[] = "IEND\xae\x42\x60\x82";
    while (n && isspace((unsigned char)drawn[n - 1]))
        n--;
    return (n > 8 && !memcmp(drawn + n - 8, png, 8)) ||
           (n > 6 && !memcmp(drawn + n - 6, svg, 6));
}

char *
gnuplot_run(struct mem *m, FILE *script, const char *what, long seconds, bool signs,
            size_t *n)
{
    FILE *out = scratch(), *err = scratch();
    sigset_t child, usual;
    size_t said;
    if (fflush(script) || ferror(script))
        die(EX_IOERR, "the script cannot be written: %s", strerror(errno));
    rewind(script);
    fflush(stdout);
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &usual);
    int status = wait_for(start(script, out, err, &usual), &child, seconds);
    fclose(script);
    char *words = less_noise(slurp(m, err, &said));
    char *drawn = slurp(m, out, n);
    if (WIFSIGNALED(status))
        die(EX_OSERR,
            "gnuplot was ended by signal %d (%s); are memory and disk enough?",
            WTERMSIG(status), strsignal(WTERMSIG(status)));
    if (WEXITSTATUS(status) || *words || !*n) {
        fputs(words, stderr);
        die(EX_DATAERR, "%s: gnuplot %s", what,
            *words ? "refused it, its words are above" : "drew nothing");
    }
    if (!signs && !is_whole(drawn, *n))
        die(EX_IOERR, "gnuplot ended in the middle of a picture; is the disk full?");
    return drawn;
}
