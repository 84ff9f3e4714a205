#include "publisher/directives.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistr.h>

#define LINE_MAX_BYTES ((size_t)1 << 16)

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* One word from p into out; p is moved behind it. */
static const char *
take_word(const char *p, char *out, bool *bare, struct place at)
{
    bool quoted = false;
    *bare = true;
    for (; *p && (quoted || !is_blank(*p)); p++) {
        if (*p != '"') {
            *out++ = *p;
        } else if (quoted && p[1] == '"') {
            *out++ = *p++;
        } else {
            quoted = !quoted;
            *bare = false;
        }
    }
    *out = '\0';
    if (quoted)
        die_at(EX_DATAERR, at, "a double quote is never closed");
    return p;
}

bool
directive_split(struct directive *w, struct mem *run, const char *line, struct place at)
{
    size_t most = strlen(line) / 2 + 2;
    char *word =
        mem_get(run, strlen(line) + 1); /* each is no longer than it is written */
    *w = (struct directive){mem_array(run, most, sizeof *w->word),
                            mem_array(run, most, sizeof *w->bare), 0, at};
    for (const char *p = line;;) {
        while (is_blank(*p))
            p++;
        if (!*p || *p == '#')
            return w->n > 0;
        p = take_word(p, word, &w->bare[w->n], at);
        w->word[w->n++] = word;
        word += strlen(word) + 1;
    }
}

void
directives_open(struct directive_in *in, struct mem *run, const char *path)
{
    struct stat st;
    *in = (struct directive_in){fopen(path, "r"), run, {path, 0, NULL}};
    if (!in->f)
        die(EX_NOINPUT, "%s: cannot be opened: %s", path, strerror(errno));
    if (!fstat(fileno(in->f), &st) && S_ISDIR(st.st_mode))
        die(EX_NOINPUT, "%s: is a folder, expected a file", path);
}

bool
directives_next(struct directive_in *in, struct directive *w)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t n;
    bool found = false;
    while (!found && (n = getline(&line, &size, in->f)) >= 0) {
        in->at.line++;
        if (n && line[n - 1] == '\n')
            line[--n] = '\0';
        const uint8_t *odd = u8_check((const uint8_t *)line, (size_t)n);
        if (strlen(line) != (size_t)n)
            die_at(EX_DATAERR, in->at, "a NUL byte at byte %zu, expected text in UTF-8",
                   strlen(line) + 1);
        if (odd)
            die_at(EX_DATAERR, in->at,
                   "bytes that are not UTF-8 after %s, expected text in UTF-8",
                   msg_quote_n(line, (size_t)(odd - (const uint8_t *)line)));
        if (n && line[n - 1] == '\r')
            die_at(EX_DATAERR, in->at, "the line ends in CR LF, expected LF");
        if ((size_t)n > LINE_MAX_BYTES)
            die_at(EX_DATAERR, in->at, "a line of more than %zu bytes", LINE_MAX_BYTES);
        found = directive_split(w, in->run, line, in->at);
    }
    free(line);
    if (ferror(in->f))
        die(EX_IOERR, "%s: cannot be read: %s", in->at.file, strerror(errno));
    return found;
}

void
directives_close(struct directive_in *in)
{
    fclose(in->f);
}

bool
directive_is(const struct directive *w, int i, const char *text)
{
    return i < w->n && w->bare[i] && !strcmp(w->word[i], text);
}

bool
directive_pair(struct mem *run, const char *word, char **name, char **text)
{
    const char *equals = strchr(word, '=');
    if (!equals || equals == word)
        return false;
    *name = mem_text(run, word, (size_t)(equals - word));
    *text = mem_copy(run, equals + 1);
    return true;
}

void
directive_die(const struct directive *w, const char *format, ...)
{
    char text[1024];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    die_at(EX_DATAERR, w->at, "%s", text);
}
