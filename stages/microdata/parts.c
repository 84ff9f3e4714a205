#include "microdata/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "program/checksum.h"
#include "table/csv_index.h"

#define PIECE ((size_t)1 << 18)

/* The file that is cut. */
struct whole {
    const char *path;
    int fd;
    size_t size;
};

/* What one thread counts: read piece by piece, so that the file is not held in memory. */
struct span {
    int fd;
    size_t from, n;
    struct checksum *sum; /* of the bytes too, or NULL */
    struct csv_counts counts;
    int trouble; /* errno, or SHORTER */
};
#define SHORTER (-1)

/* Up to n bytes at `at`, one at least; 0 with *trouble set when there are none. */
static size_t
read_at(int fd, char *to, size_t n, size_t at, int *trouble)
{
    ssize_t got;
    do
        got = pread(fd, to, n, (off_t)at);
    while (got < 0 && errno == EINTR);
    if (got <= 0)
        *trouble = got ? errno : SHORTER;
    return got > 0 ? (size_t)got : 0;
}

static void
die_of(const struct whole *w, int trouble)
{
    if (trouble)
        die(EX_IOERR, "%s: cannot be read: %s", w->path,
            trouble == SHORTER ? "it became shorter" : strerror(trouble));
}

static void *
count_span(void *data)
{
    static _Thread_local char piece[PIECE];
    struct span *s = data;
    for (size_t at = 0; at < s->n && !s->trouble;) {
        size_t want = s->n - at < PIECE ? s->n - at : PIECE;
        size_t got = read_at(s->fd, piece, want, s->from + at, &s->trouble);
        struct csv_counts c = csv_index_counts(piece, got);
        s->counts.quotes += c.quotes;
        s->counts.lines += c.lines;
        if (s->sum)
            checksum_add(s->sum, piece, got);
        at += got;
    }
    return NULL;
}

static void
count_all(struct mem *run, const struct whole *w, struct span *span, size_t n)
{
    pthread_t *thread = mem_array(run, n, sizeof *thread);
    size_t started = 0;
    while (started + 1 < n &&
           !pthread_create(&thread[started], NULL, count_span, &span[started]))
        started++;
    for (size_t i = started; i < n; i++)
        count_span(&span[i]);
    for (size_t i = 0; i < started; i++)
        pthread_join(thread[i], NULL);
    for (size_t i = 0; i < n; i++)
        die_of(w, span[i].trouble);
}

/* The first byte behind a record's end from `at` on; lines counts the line feeds on the
 * way. inside: byte `at` stands inside quotes. */
static size_t
next_record(const struct whole *w, size_t at, bool inside, long *lines)
{
    char piece[4096];
    int trouble = 0;
    while (at < w->size) {
        size_t want = w->size - at < sizeof piece ? w->size - at : sizeof piece;
        size_t got = read_at(w->fd, piece, want, at, &trouble);
        die_of(w, trouble);
        for (size_t i = 0; i < got; i++) {
            inside ^= piece[i] == '"';
            if (piece[i] != '\n')
                continue;
            ++*lines;
            if (!inside)
                return at + i + 1;
        }
        at += got;
    }
    return w->size;
}

/* Where the parts begin and end. */
static void
cut(struct mem *run, const struct whole *w, size_t from, long line, size_t n,
    struct parts *p)
{
    struct span *span = mem_array(run, n, sizeof *span);
    size_t step = (w->size - from) / n, begins = from;
    for (size_t i = 0; i < n; i++) {
        size_t at = from + i * step;
        span[i] = (struct span){
            .fd = w->fd, .from = at, .n = i + 1 < n ? step : w->size - at};
    }
    count_all(run, w, span, n);
    long begins_line = line;
    bool inside = false;
    for (size_t i = 0; i < n; i++) {
        inside ^= span[i].counts.quotes & 1;
        line += span[i].counts.lines;
        size_t at = span[i].from + span[i].n;
        long ends_line = line;
        if (at < begins)
            continue;
        size_t end = i + 1 < n ? next_record(w, at, inside, &ends_line) : w->size;
        if (end > begins)
            p->part[p->n++] =
                (struct csv_part){(long long)begins, (long long)end, begins_line};
        begins = end;
        begins_line = ends_line;
    }
    if (!p->n)
        p->part[p->n++] = (struct csv_part){(long long)from, (long long)w->size, line};
}

/* The checksum of each part, of bytes of which each part holds whole records and as many lines
 * as were counted: whatever changed meanwhile, the words tell of what was read here. */
static void
sum_parts(struct mem *run, const struct whole *w, const struct csv_row *header,
          struct parts *p)
{
    struct span *span = mem_array(run, p->n, sizeof *span);
    for (size_t i = 0; i < p->n; i++) {
        const struct csv_part *part = &p->part[i];
        span[i] = (struct span){.fd = w->fd,
                                .from = (size_t)part->from,
                                .n = (size_t)(part->to - part->from),
                                .sum = checksum_new()};
        checksum_add(span[i].sum, header->raw, header->raw_len);
    }
    count_all(run, w, span, p->n);
    for (size_t i = 0; i < p->n; i++) {
        const struct csv_counts *c = &span[i].counts;
        if (i + 1 < p->n &&
            (c->quotes & 1 || c->lines != p->part[i + 1].line - p->part[i].line))
            die(EX_IOERR, "%s: changed while it was read", w->path);
        p->sum[i] = checksum_value(span[i].sum);
        checksum_free(span[i].sum);
    }
}

/* Out of the places of the cuts and what the parts hold. */
static uint64_t
set_of(const struct parts *p)
{
    uint64_t set = 0;
    for (size_t i = 0; i < p->n; i++) {
        const struct csv_part *part = &p->part[i];
        char place[PART_TEXT];
        int n = snprintf(place, sizeof place, "%lld-%lld:%ld:%016" PRIx64, part->from,
                         part->to, part->line, p->sum[i]);
        set = 31 * set + checksum_of(place, (size_t)n);
    }
    return set;
}

static int
open_file(const char *path, struct stat *st)
{
    bool standard = !strcmp(path, "-");
    int fd = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, st))
        die(EX_NOINPUT, "%s: cannot be opened: %s", path, strerror(errno));
    return fd;
}

struct parts
parts_of(struct mem *run, const char *path, const struct csv_row *header,
         long long from, long line, size_t n)
{
    struct stat st;
    struct whole w = {path, open_file(path, &st), 0};
    w.size = (size_t)st.st_size;
    if (st.st_size < from)
        die_of(&w, SHORTER);
    struct parts p = {.part = mem_array(run, n, sizeof *p.part),
                      .sum = mem_array(run, n, sizeof *p.sum)};
    cut(run, &w, (size_t)from, line, n, &p);
    sum_parts(run, &w, header, &p);
    p.set = set_of(&p);
    close(w.fd);
    return p;
}

/* Whether a part may end, or begin, at this byte of the file. */
static bool
is_cut(int fd, off_t at, off_t size)
{
    char before;
    return at == 0 || at == size ||
           (pread(fd, &before, 1, at - 1) == 1 && before == '\n');
}

void
part_check(const char *path, const struct csv_part *part, const struct part_name *name)
{
    struct stat st;
    int fd = open_file(path, &st);
    const char *why = NULL;
    if (!S_ISREG(st.st_mode))
        die(EX_USAGE, "%s: only a plain file has parts", path);
    if (st.st_size < part->to)
        why = "ends before the part does";
    else if (name->of && name->number == name->of && st.st_size > part->to)
        why = "goes on behind the last part";
    else if (!is_cut(fd, part->from, st.st_size) || !is_cut(fd, part->to, st.st_size))
        why = "has no line that begins, or ends, where the part does";
    if (why)
        die(EX_DATAERR,
            "%s: the file %s (bytes %lld to %lld of %lld): it is not as it was when it "
            "was cut into parts",
            path, why, part->from, part->to, (long long)st.st_size);
    close(fd);
}

void
part_text(const struct parts *p, size_t i, char out[PART_TEXT])
{
    const struct csv_part *part = &p->part[i];
    snprintf(out, PART_TEXT, "%lld-%lld:%ld:%zuof%zu:%016" PRIx64 ":%016" PRIx64,
             part->from, part->to, part->line, i + 1, p->n, p->set, p->sum[i]);
}

bool
part_read(const char *text, struct csv_part *part, struct part_name *name)
{
    int end = 0, more = 0;
    *name = (struct part_name){0, 0, 0, 0};
    if (sscanf(text, "%lld-%lld:%ld%n", &part->from, &part->to, &part->line, &end) !=
            3 ||
        part->from < 0 || part->to < part->from || part->line < 1)
        return false;
    if (!text[end])
        return true;
    return sscanf(text + end, ":%zuof%zu:%16" SCNx64 ":%16" SCNx64 "%n", &name->number,
                  &name->of, &name->set, &name->sum, &more) == 4 &&
           !text[end + more] && name->number && name->number <= name->of;
}
