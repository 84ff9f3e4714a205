#include "microdata/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "table/csv_index.h"

/* What one thread counts. */
struct span {
    const char *text;
    size_t n;
    struct csv_counts counts;
};

static void *
count_span(void *data)
{
    struct span *s = data;
    s->counts = csv_index_counts(s->text, s->n);
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

static struct parts
cut(struct mem *run, const char *text, size_t size, size_t from, long line, size_t n)
{
    struct parts p = {mem_array(run, n, sizeof *p.part), 0};
    struct span *span = mem_array(run, n, sizeof *span);
    size_t step = (size - from) / n, begins = from;
    for (size_t i = 0; i < n; i++) {
        size_t at = from + i * step;
        span[i] = (struct span){text + at, i + 1 < n ? step : size - at, {0, 0}};
    }
    count_all(run, span, n);
    long begins_line = line;
    bool inside = false;
    for (size_t i = 0; i < n; i++) {
        inside ^= span[i].counts.quotes & 1;
        line += span[i].counts.lines;
        size_t at = (size_t)(span[i].text - text) + span[i].n;
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
    return p;
}

struct parts
parts_of(struct mem *run, const char *path, long long from, long line, size_t n)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st))
        die(EX_NOINPUT, "%s: cannot be opened: %s", path, strerror(errno));
    size_t size = (size_t)st.st_size;
    if ((long long)size <= from) {
        close(fd);
        return (struct parts){NULL, 0};
    }
    char *text = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (text == MAP_FAILED)
        die(EX_IOERR, "%s: cannot be read: %s", path, strerror(errno));
    struct parts p = cut(run, text, size, (size_t)from, line, n);
    munmap(text, size);
    close(fd);
    return p;
}
