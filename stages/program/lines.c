#include "program/lines.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "program/characters.h"
#include "program/file.h"

#define BYTES_MAX ((size_t)1 << 16)

void
lines_open(struct lines *in, const char *path)
{
    *in = (struct lines){file_open(path), {path, 0, NULL}, NULL, 0};
}

char *
lines_next(struct lines *in)
{
    ssize_t n = getline(&in->line, &in->size, in->f);
    if (n < 0 && ferror(in->f))
        die(EX_IOERR, "%s: cannot be read: %s", msg_path(in->at.file), strerror(errno));
    if (n < 0)
        return NULL;
    in->at.line++;
    if (in->line[n - 1] == '\n')
        in->line[--n] = '\0';
    if (n && in->line[n - 1] == '\r')
        die_at(EX_DATAERR, in->at, "the line ends in CR LF, expected LF");
    if ((size_t)n > BYTES_MAX)
        die_at(EX_DATAERR, in->at, "a line of more than %zu bytes", BYTES_MAX);
    size_t column;
    const char *what = characters_fault(in->line, (size_t)n, &column);
    if (what)
        die_at(EX_DATAERR, in->at, "byte %zu: %s", column, what);
    return in->line;
}

void
lines_close(struct lines *in)
{
    free(in->line);
    fclose(in->f);
}
