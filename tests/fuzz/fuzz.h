/*
 * fuzz - one text or file through a parser. What ends the program in a stage only ends the
 * text at hand here: fuzz.c takes the place of exit() for the rooms (-Dexit=fuzz_exit), and
 * of the heap, so that what a text left behind is freed before the next; what libraries hold
 * is given back by kept.c.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "program/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Calls parse with the path of a file that holds these bytes. */
void fuzz_file(const uint8_t *data, size_t n,
               void parse(struct mem *m, const char *path));

_Noreturn void fuzz_exit(int code);

void *fuzz_malloc(size_t n);
void *fuzz_calloc(size_t n, size_t size);
void *fuzz_realloc(void *old, size_t n);
void fuzz_free(void *p);

/* Says that a library moved a block of the heap that the rooms must free. */
void fuzz_moved(void *old, void *p);

#ifndef FUZZ_ITSELF
#include <stdlib.h>
#define malloc fuzz_malloc
#define calloc fuzz_calloc
#define realloc fuzz_realloc
#define free fuzz_free
#endif

#endif
