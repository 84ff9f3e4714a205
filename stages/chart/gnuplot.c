#include "chart/gnuplot.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "document/render.h"
#include "program/msg.h"

#define NOT_FOUND 127

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

static void
child(FILE *script, FILE *out, FILE *err)
{
    static char name[] = "gnuplot", plain[] = "-d";
    char *args[] = {name, plain, NULL};
    if (dup2(fileno(script), STDIN_FILENO) < 0 ||
        dup2(fileno(out), STDOUT_FILENO) < 0 || dup2(fileno(err), STDERR_FILENO) < 0)
        _exit(NOT_FOUND);
    /* gnuplot warns about UTF-8 in the plain C locale; numbers are the same in this one. */
    setenv("LC_ALL", "C.UTF-8", 1);
    execvp(name, args);
    _exit(NOT_FOUND);
}

char *
gnuplot_run(struct mem *m, FILE *script, const char *what, size_t *n)
{
    FILE *out = scratch(), *err = scratch();
    int status;
    size_t said;
    if (fflush(script) || ferror(script))
        die(EX_IOERR, "the script cannot be written: %s", strerror(errno));
    rewind(script);
    fflush(stdout);
    pid_t pid = fork();
    if (pid < 0)
        die(EX_OSERR, "gnuplot cannot be started: %s", strerror(errno));
    if (pid == 0)
        child(script, out, err);
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            die(EX_OSERR, "gnuplot cannot be waited for: %s", strerror(errno));
    fclose(script);
    char *words = less_noise(slurp(m, err, &said));
    char *drawn = slurp(m, out, n);
    if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND)
        die(EX_SOFTWARE, "gnuplot cannot be started, expected it on PATH");
    if (!WIFEXITED(status) || WEXITSTATUS(status) || *words || !*n) {
        fputs(words, stderr);
        die(EX_DATAERR, "%s: gnuplot %s", what,
            *words ? "refused it, its words are above" : "drew nothing");
    }
    return drawn;
}
