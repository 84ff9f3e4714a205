#include "program/mem.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "program/msg.h"

#define BLOCK_BYTES ((size_t)1 << 16)
#define ALIGN _Alignof(max_align_t)

/* Under the address sanitizer (MEM_WATCHED) room that was not asked for may not be touched: what
 * lies between two pieces of an arena, the old room of a list that has grown, and all of an arena
 * once it is reset. */
#if MEM_WATCHED
#include <sanitizer/asan_interface.h>
enum { GAP = 32 };
#define forbid(from, n) ASAN_POISON_MEMORY_REGION(from, n)
#define permit(from, n) ASAN_UNPOISON_MEMORY_REGION(from, n)
#else
enum { GAP = 0 };
#define forbid(from, n) ((void)(from), (void)(n))
#define permit(from, n) ((void)(from), (void)(n))
#endif

struct mem_block {
    struct mem_block *next;
    size_t used, size;
    _Alignas(max_align_t) unsigned char room[];
};

/* align: a power of two, that of any object where it is watched. */
static inline void *
take(struct mem *m, size_t n, size_t align)
{
    if (n > SIZE_MAX / 2)
        die(EX_OSERR, "out of memory: %zu bytes wanted", n);
    if (MEM_WATCHED)
        align = ALIGN;
    struct mem_block *b = m->head;
    size_t from = b ? (b->used + align - 1) & ~(align - 1) : 0;
    if (!b || from > b->size || b->size - from < n + GAP) {
        size_t size = n + GAP > BLOCK_BYTES ? n + GAP : BLOCK_BYTES;
        b = malloc(sizeof *b + size);
        if (!b)
            die(EX_OSERR, "out of memory: %zu bytes wanted", n);
        b->next = m->head;
        b->size = size;
        m->head = b;
        from = 0;
        forbid(b->room, size);
    }
    b->used = from + n + GAP;
    permit(b->room + from, n);
    return b->room + from;
}

void *
mem_get(struct mem *m, size_t n)
{
    return memset(take(m, n, ALIGN), 0, n);
}

char *
mem_bytes(struct mem *m, size_t n)
{
    return take(m, n, 1);
}

void *
mem_array(struct mem *m, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        die(EX_OSERR, "out of memory: %zu items of %zu bytes wanted", count, size);
    return mem_get(m, count * size);
}

/* Whether p is room of this arena. */
static bool
is_room(const struct mem *m, const void *p)
{
    for (const struct mem_block *b = m->head; b; b = b->next)
        if ((uintptr_t)p >= (uintptr_t)b->room &&
            (uintptr_t)p < (uintptr_t)b->room + b->used)
            return true;
    return false;
}

void *
mem_grow(struct mem *m, const void *old, size_t old_bytes, size_t new_bytes)
{
    void *p = mem_get(m, new_bytes);
    if (old_bytes)
        memcpy(p, old, old_bytes);
    if (MEM_WATCHED && old_bytes && is_room(m, old))
        forbid(old, old_bytes);
    return p;
}

void *
mem_more(struct mem *m, const void *list, size_t n, size_t size)
{
    union {
        const void *fixed;
        void *list;
    } as = {list};
    if (n & (n - 1))
        return as.list;
    if (n > SIZE_MAX / 4 / size)
        die(EX_OSERR, "out of memory: %zu items of %zu bytes wanted", 2 * n, size);
    return mem_grow(m, list, n * size, (n ? 2 * n : 1) * size);
}

char *
mem_text(struct mem *m, const char *text, size_t n)
{
    char *p = mem_bytes(m, n + 1);
    if (n)
        memcpy(p, text, n);
    p[n] = '\0';
    return p;
}

char *
mem_copy(struct mem *m, const char *text)
{
    return mem_text(m, text, strlen(text));
}

char *
mem_print(struct mem *m, const char *format, ...)
{
    char text[256];
    va_list ap, again;
    va_start(ap, format);
    va_copy(again, ap);
    int n = vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    if (n < 0)
        die(EX_SOFTWARE, "a text could not be formatted");
    char *p = mem_bytes(m, (size_t)n + 1);
    if ((size_t)n < sizeof text)
        memcpy(p, text, (size_t)n + 1);
    else
        vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return p;
}

void
mem_reset(struct mem *m)
{
    struct mem_block *keep = m->head;
    if (MEM_WATCHED)
        mem_release(m);
    if (MEM_WATCHED || !keep)
        return;
    struct mem rest = {keep->next};
    mem_release(&rest);
    keep->next = NULL;
    keep->used = 0;
}

void
mem_release(struct mem *m)
{
    while (m->head) {
        struct mem_block *next = m->head->next;
        permit(m->head->room, m->head->size);
        free(m->head);
        m->head = next;
    }
}
