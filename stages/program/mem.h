/*
 * mem - arenas. A stage has two: one for the run, one for the series at hand.
 * Nothing is freed alone; an arena is emptied whole. Running out of memory ends
 * the program with EX_OSERR (71) and a message, so callers never see NULL.
 */
#ifndef MEM_H
#define MEM_H

#include <stddef.h>

/* 1 under the address sanitizer: what outlives its memory is found there. Some packages of
 * clang have the sanitizer without the header that this takes. */
#if defined(__SANITIZE_ADDRESS__)
#define MEM_WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) && __has_include(<sanitizer/asan_interface.h>)
#define MEM_WATCHED 1
#endif
#endif
#ifndef MEM_WATCHED
#define MEM_WATCHED 0
#endif

struct mem {
    struct mem_block *head;
};

/* Zeroed, suitably aligned room for n bytes. */
void *mem_get(struct mem *m, size_t n);

/* Room for count items of size bytes each; refuses a product that overflows. */
void *mem_array(struct mem *m, size_t count, size_t size);

/* A larger copy of old, which is not to be used any more. */
void *mem_grow(struct mem *m, const void *old, size_t old_bytes, size_t new_bytes);

/* Room for item n of a list of items of size bytes: the list itself, or twice its room when
 * n items fill it. No list needs a capacity, and n pushes copy less than 2 n items. */
void *mem_more(struct mem *m, const void *list, size_t n, size_t size);

/* n bytes of any content, at any place: for text, which so stands close together. */
char *mem_bytes(struct mem *m, size_t n);

/* A copy of n bytes of text, closed with a NUL. */
char *mem_text(struct mem *m, const char *text, size_t n);

/* A copy of a NUL-terminated text. */
char *mem_copy(struct mem *m, const char *text);

/* printf into the arena. */
char *mem_print(struct mem *m, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Forgets everything but keeps one block for the next use. */
void mem_reset(struct mem *m);

/* Gives everything back. */
void mem_release(struct mem *m);

#endif
