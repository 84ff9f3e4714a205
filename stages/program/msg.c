#include "program/msg.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/characters.h"
#include "program/progress.h"

#define QUOTE_MAX 60
#define QUOTE_SLOTS 8
#define NEAREST_MAX 64

static const char *stage_name = "attest";

void
msg_name(const char *stage)
{
    stage_name = stage;
}

const char *
msg_stage(void)
{
    return stage_name;
}

/* What is written stays on its lines and cannot speak to the terminal, whatever a file holds
 * or is called. */
static void
put_safe(const char *text)
{
    char safe[CHARACTERS_ROOM];
    for (size_t n = strlen(text), i = 0; i < n;) {
        if (text[i] == '\n' || text[i] == '\t') {
            fputc(text[i++], stderr);
            continue;
        }
        i += characters_put(text + i, n - i, safe);
        fputs(safe, stderr);
    }
}

static void say(const struct place *at, const char *format, va_list ap)
    __attribute__((format(printf, 2, 0)));

static void
say(const struct place *at, const char *format, va_list ap)
{
    char few[1024], *all = few;
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(few, sizeof few, format, ap);
    if (n >= (int)sizeof few && (all = malloc((size_t)n + 1)))
        vsnprintf(all, (size_t)n + 1, format, again);
    va_end(again);
    progress_wipe();
    fflush(stdout);
    fprintf(stderr, "%s: ", stage_name);
    if (at && at->file) {
        fprintf(stderr, "%s:", msg_path(at->file));
        if (at->line > 0)
            fprintf(stderr, "%ld:", at->line);
        fputc(' ', stderr);
    }
    if (at && at->column) {
        put_safe(at->column);
        fputs(": ", stderr);
    }
    put_safe(all ? all : few);
    fputc('\n', stderr);
    if (all != few)
        free(all);
}

void
die(int code, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    say(NULL, format, ap);
    va_end(ap);
    exit(code);
}

void
die_at(int code, struct place at, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    say(&at, format, ap);
    va_end(ap);
    exit(code);
}

void
die_stdout(void)
{
    if (errno == EPIPE)
        exit(EX_IOERR);
    die(EX_IOERR, "standard output cannot be written: %s", strerror(errno));
}

void
note(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    say(NULL, format, ap);
    va_end(ap);
}

void
note_at(struct place at, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    say(&at, format, ap);
    va_end(ap);
}

const char *
msg_quote_n(const char *text, size_t n)
{
    static char slot[QUOTE_SLOTS][QUOTE_MAX * 4 + 48 + CHARACTERS_ROOM];
    static unsigned next;
    char *out = slot[next++ % QUOTE_SLOTS];
    size_t o = 0, i = 0;
    out[o++] = '"';
    while (i < n && i < QUOTE_MAX) {
        if (text[i] == '"' || text[i] == '\\')
            out[o++] = '\\';
        if (text[i] == '\t') {
            i++;
            o += (size_t)sprintf(out + o, "\\x09");
            continue;
        }
        i += characters_quote(text + i, n - i, out + o);
        o += strlen(out + o);
    }
    out[o++] = '"';
    out[o] = '\0';
    if (i < n)
        snprintf(out + o, 40, " (and %zu more bytes)", n - i);
    return out;
}

const char *
msg_quote(const char *text)
{
    return msg_quote_n(text, strlen(text));
}

const char *
msg_path(const char *path)
{
    size_t column;
    return strchr(path, '\t') || characters_fault(path, strlen(path), &column)
               ? msg_quote(path)
               : path;
}

/* Edit distance in which two letters that changed places are one step (Damerau 1964), two
 * rows kept. */
static size_t
distance(const char *a, const char *b)
{
    size_t rows[3][NEAREST_MAX + 1], na = strlen(a), nb = strlen(b);
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    if (na > NEAREST_MAX || nb > NEAREST_MAX)
        return SIZE_MAX;
    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t best = above[j - 1] + (a[i - 1] != b[j - 1]);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            row[j] = best;
        }
    }
    return row[nb];
}

const char *
msg_nearest(const char *word, const char *const names[])
{
    const char *best = NULL;
    size_t least = strlen(word) / 2 + 1;
    for (size_t i = 0; names[i]; i++) {
        size_t d = distance(word, names[i]);
        if (d < least) {
            least = d;
            best = names[i];
        }
    }
    return best;
}
