#include "microdata/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "microdata/groups.h"
#include "table/csv_index.h"

#define PIECE ((size_t)1 << 18)

/* What one thread counts: read piece by piece, so that the file is not held in memory. */
struct span {
    int fd;
    size_t from, n;
    struct csv_counts counts;
    int trouble; /* errno, or -1 for a file that was cut short meanwhile */
};

static void *
count_span(void *data)
{
    static _Thread_local char piece[PIECE];
    struct span *s = data;
    for (size_t at = 0; at < s->n && !s->trouble;) {
        size_t want = s->n - at < PIECE ? s->n - at : PIECE;
        ssize_t got = pread(s->fd, piece, want, (off_t)(s->from + at));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            s->trouble = got ? errno : -1;
            break;
        }
        struct csv_counts c = csv_index_counts(piece, (size_t)got);
        s->counts.quotes += c.quotes;
        s->counts.lines += c.lines;
        at += (size_t)got;
    }
    return NULL;
}

static void
count_all(struct mem *run, struct span *span, size_t n)
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
}

/* The first byte behind a record's end from `at` on; lines counts the line feeds on the
 * way. inside: byte `at` stands inside quotes. */
static size_t
next_record(const char *text, size_t at, size_t n, bool inside, long *lines)
{
    for (; at < n; at++) {
        inside ^= text[at] == '"';
        if (text[at] != '\n')
            continue;
        ++*lines;
        if (!inside)
            return at + 1;
    }
    return n;
}

/* The file, mapped to look at its places of cut. */
struct whole {
    const char *path, *text;
    size_t size;
    int fd;
};

static struct parts
cut(struct mem *run, const struct whole *w, size_t from, long line, size_t n)
{
    const char *text = w->text;
    size_t size = w->size;
    struct parts p = {mem_array(run, n, sizeof *p.part), 0, 0};
    struct span *span = mem_array(run, n, sizeof *span);
    size_t step = (size - from) / n, begins = from;
    for (size_t i = 0; i < n; i++) {
        size_t at = from + i * step;
        span[i] = (struct span){w->fd, at, i + 1 < n ? step : size - at, {0, 0}, 0};
    }
    count_all(run, span, n);
    for (size_t i = 0; i < n; i++)
        if (span[i].trouble)
            die(EX_IOERR, "%s: cannot be read: %s", w->path,
                span[i].trouble < 0 ? "it became shorter" : strerror(span[i].trouble));
    long begins_line = line;
    bool inside = false;
    for (size_t i = 0; i < n; i++) {
        inside ^= span[i].counts.quotes & 1;
        line += span[i].counts.lines;
        size_t at = span[i].from + span[i].n;
        long ends_line = line;
        if (at < begins)
            continue;
        size_t end = i + 1 < n ? next_record(text, at, size, inside, &ends_line) : size;
        if (end > begins)
            p.part[p.n++] =
                (struct csv_part){(long long)begins, (long long)end, begins_line};
        begins = end;
        begins_line = ends_line;
    }
    if (!p.n)
        p.part[p.n++] = (struct csv_part){(long long)from, (long long)size, line};
    return p;
}

/* Out of the header, the bytes at each cut and the places of the cuts. */
static uint64_t
set_of(const struct parts *p, const char *text, size_t from)
{
    uint64_t set = digest_bytes(text, from);
    for (size_t i = 0; i < p->n; i++) {
        const struct csv_part *part = &p->part[i];
        char place[64];
        int n = snprintf(place, sizeof place, "%lld-%lld:%ld", part->from, part->to,
                         part->line);
        size_t left = (size_t)(part->to - part->from);
        set = 31 * set + digest_bytes(place, (size_t)n);
        set = 31 * set + digest_bytes(text + part->from, left < 4096 ? left : 4096);
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
parts_of(struct mem *run, const char *path, long long from, long line, size_t n)
{
    struct stat st;
    int fd = open_file(path, &st);
    size_t size = (size_t)st.st_size;
    if ((long long)size < from || !size)
        die(EX_IOERR, "%s: cannot be read: it became shorter", path);
    char *text = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (text == MAP_FAILED)
        die(EX_IOERR, "%s: cannot be read: %s", path, strerror(errno));
    struct whole w = {path, text, size, fd};
    struct parts p = cut(run, &w, (size_t)from, line, n);
    p.set = set_of(&p, text, (size_t)from);
    munmap(text, size);
    close(fd);
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
    snprintf(out, PART_TEXT, "%lld-%lld:%ld:%zuof%zu:%016" PRIx64, part->from, part->to,
             part->line, i + 1, p->n, p->set);
}

bool
part_read(const char *text, struct csv_part *part, struct part_name *name)
{
    int end = 0, more = 0;
    *name = (struct part_name){0, 0, 0};
    if (sscanf(text, "%lld-%lld:%ld%n", &part->from, &part->to, &part->line, &end) !=
            3 ||
        part->from < 0 || part->to < part->from || part->line < 1)
        return false;
    if (!text[end])
        return true;
    return sscanf(text + end, ":%zuof%zu:%16" SCNx64 "%n", &name->number, &name->of,
                  &name->set, &more) == 3 &&
           !text[end + more] && name->number && name->number <= name->of;
}
