#define _GNU_SOURCE
#define FUZZ_ITSELF
#include "fuzz.h"
#include "kept.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static jmp_buf out;

void
fuzz_exit(int code)
{
    /* 70 says that the program is wrong, whatever the text. */
    if (code == 70)
        abort();
    longjmp(out, 1);
}

/* What the rooms hold of the heap: every pointer once, in a table of open addresses. */
static struct {
    void **p;
    size_t size, n;
    pthread_mutex_t lock; /* readers with threads are tried too */
} held = {.lock = PTHREAD_MUTEX_INITIALIZER};

static size_t
slot_of(const void *p)
{
    size_t i = ((uintptr_t)p >> 4) * 0x9E3779B97F4A7C15u & (held.size - 1);
    while (held.p[i] && held.p[i] != p)
        i = (i + 1) & (held.size - 1);
    return i;
}

static void *
hold(void *p)
{
    pthread_mutex_lock(&held.lock);
    if (2 * (held.n + 1) > held.size) {
        void **old = held.p;
        size_t n = held.size;
        held.size = n ? 2 * n : 1024;
        held.p = calloc(held.size, sizeof *held.p);
        for (size_t i = 0; i < n; i++)
            if (old[i])
                held.p[slot_of(old[i])] = old[i];
        free(old);
    }
    if (p) {
        held.p[slot_of(p)] = p;
        held.n++;
    }
    pthread_mutex_unlock(&held.lock);
    return p;
}

static void
drop(void *p)
{
    if (!p || !held.size)
        return;
    pthread_mutex_lock(&held.lock);
    size_t i = slot_of(p);
    /* What is not there is a library's. */
    if (held.p[i]) {
        held.p[i] = NULL;
        held.n--;
        for (i = (i + 1) & (held.size - 1); held.p[i]; i = (i + 1) & (held.size - 1)) {
            void *moved = held.p[i];
            held.p[i] = NULL;
            held.p[slot_of(moved)] = moved;
        }
    }
    pthread_mutex_unlock(&held.lock);
}

void *
fuzz_malloc(size_t n)
{
    return hold(malloc(n));
}

void *
fuzz_calloc(size_t n, size_t size)
{
    return hold(calloc(n, size));
}

void *
fuzz_realloc(void *old, size_t n)
{
    drop(old);
    return hold(realloc(old, n));
}

void
fuzz_free(void *p)
{
    drop(p);
    free(p);
}

void
fuzz_moved(void *old, void *p)
{
    if (old == p)
        return;
    drop(old);
    hold(p);
}

static void
free_held(void)
{
    for (size_t i = 0; i < held.size; i++) {
        free(held.p[i]);
        held.p[i] = NULL;
    }
    held.n = 0;
}

/* Files that a parser had open when it gave up. */
static void
close_from(int fd)
{
    for (int i = fd; i < fd + 16; i++)
        close(i);
}

void
fuzz_file(const uint8_t *data, size_t n, void parse(struct mem *m, const char *path))
{
    static struct mem m;
    static bool begun;
    char path[32];
    if (!begun)
        kept_open();
    begun = true;
    int fd = memfd_create("text", 0);
    if (fd < 0 || write(fd, data, n) != (ssize_t)n)
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (!setjmp(out))
        parse(&m, path);
    mem_release(&m);
    kept_close();
    free_held();
    close_from(fd);
}
