/*
 * libcsv is the authority on what a record is. Most records need no authority: csv_regular.c
 * takes those that are plainly regular. Any other goes to libcsv from its first byte
 * (csv_parsed.c), and with it every fault and its message, so that the two ways cannot differ
 * in what they refuse. ATTEST_CSV_READER=libcsv in the environment takes the second way for
 * all records.
 */
#include "table/csv_in.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "table/csv_state.h"

void *
csv_room(void *old, size_t *size, size_t want)
{
    if (want <= *size)
        return old;
    size_t more = *size ? *size : 4096;
    while (more < want)
        more *= 2;
    void *p = realloc(old, more);
    if (!p)
        die(EX_OSERR, "out of memory: %zu bytes wanted for one record", more);
    *size = more;
    return p;
}

/* Everything but where the bytes come from. */
static void
start(struct csv_in *in, struct mem *run, char delimiter, unsigned allow)
{
    struct csv_state *s = mem_get(run, sizeof *s);
    in->state = s;
    s->index = malloc(sizeof *s->index);
    if (!s->index)
        die(EX_OSERR, "out of memory: %zu bytes wanted to read records",
            sizeof *s->index);
    const char *reader = getenv("ATTEST_CSV_READER");
    s->fast = !reader || strcmp(reader, "libcsv") != 0;
    s->delimiter = delimiter;
    s->allow = allow;
    csv_parser_start(s);
}

/* A file; returns the open descriptor. */
static int
start_file(struct csv_in *in, struct mem *run, const char *path, char delimiter,
           unsigned allow)
{
    bool standard = !path || !strcmp(path, "-");
    *in = (struct csv_in){.file = standard ? "standard input"
                                           : mem_copy(run, msg_path(path))};
    int fd = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st))
        die(EX_NOINPUT, "%s: cannot be opened: %s", in->file, strerror(errno));
    if (S_ISDIR(st.st_mode))
        die(EX_NOINPUT, "%s: is a folder, expected a file", in->file);
    start(in, run, delimiter, allow);
    in->state->chunk = mem_bytes(run, csv_chunk_size + CSV_SLACK);
    return fd;
}

void
csv_open(struct csv_in *in, struct mem *run, const char *path, char delimiter,
         unsigned allow)
{
    int fd = start_file(in, run, path, delimiter, allow);
    bytes_open(&in->state->bytes, fd);
}

void
csv_open_part(struct csv_in *in, struct mem *run, const char *path, char delimiter,
              unsigned allow, struct csv_part part)
{
    int fd = start_file(in, run, path, delimiter, allow);
    struct csv_state *s = in->state;
    if (lseek(fd, (off_t)part.from, SEEK_SET) < 0)
        die(EX_NOINPUT, "%s: cannot be read from byte %lld: %s", in->file, part.from,
            strerror(errno));
    bytes_open_part(&s->bytes, fd, part.to < 0 ? -1 : part.to - part.from);
    s->offset = part.from;
    s->line = part.line - 1;
}

void
csv_open_text(struct csv_in *in, struct mem *run, const char *file, char delimiter,
              unsigned allow)
{
    static char nothing[CSV_SLACK];
    *in = (struct csv_in){.file = file};
    start(in, run, delimiter, allow);
    csv_text(in, nothing, 0, 1);
}

bool
csv_can_part(const struct csv_in *in)
{
    return bytes_can_part(&in->state->bytes);
}

bool
csv_can_again(const struct csv_in *in)
{
    return strcmp(in->file, "standard input") != 0 && csv_size(in) >= 0;
}

bool
csv_file_bytes(struct csv_in *in, void *to, size_t n, long long at, size_t *got)
{
    *got = 0;
    while (*got < n) {
        ssize_t more = pread(in->state->bytes.fd, (char *)to + *got, n - *got,
                             (off_t)at + (off_t)*got);
        if (more < 0 && errno == EINTR)
            continue;
        if (more <= 0)
            return more == 0;
        *got += (size_t)more;
    }
    return true;
}

void
csv_sum(struct csv_in *in, struct checksum *sum)
{
    in->state->bytes.sum = sum;
}

long long
csv_size(const struct csv_in *in)
{
    struct stat st;
    bool file = !fstat(in->state->bytes.fd, &st) && S_ISREG(st.st_mode);
    return file ? (long long)st.st_size : -1;
}

void
csv_encoding(struct csv_in *in, struct mem *run, const char *name)
{
    in->state->encoding = encoding_open(run, name);
}

void
csv_want(struct csv_in *in, const size_t *cell, size_t n)
{
    in->state->wanted = cell;
    in->state->wanted_n = n;
}

enum csv_got
csv_next(struct csv_in *in, struct csv_row *row)
{
    return csv_next_regular(in, row) ? CSV_ROW : csv_next_parsed(in, row);
}

void
csv_die(const struct csv_in *in)
{
    const struct csv_fault *f = &in->fault;
    struct place at = {in->file, f->line, NULL};
    if (f->column)
        die_at(EX_DATAERR, at, "byte %zu: %s", f->column, f->what);
    die_at(EX_DATAERR, at, "%s", f->what);
}

void
csv_close(struct csv_in *in)
{
    struct csv_state *s = in->state;
    csv_free(&s->parser);
    free(s->raw);
    free(s->text);
    free(s->index);
    if (s->encoding)
        encoding_close(s->encoding);
    if (!s->text_end && !bytes_close(&s->bytes))
        die(EX_IOERR, "%s: cannot be closed: %s", in->file, strerror(errno));
}
