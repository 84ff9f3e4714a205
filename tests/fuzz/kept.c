#define _GNU_SOURCE
#define FUZZ_ITSELF
#include "kept.h"

#include <csv.h>
#include <expat.h>
#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <zip.h>

#include "fuzz.h"

enum kind { STREAM, ARCHIVE, PART };

static struct {
    struct {
        enum kind kind;
        void *what;
    } open[64]; /* no parser has near as many at a time */
    size_t n;
    pthread_mutex_t lock;
} kept = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void *
keep(enum kind kind, void *what)
{
    pthread_mutex_lock(&kept.lock);
    if (what) {
        if (kept.n == sizeof kept.open / sizeof *kept.open)
            abort();
        kept.open[kept.n].kind = kind;
        kept.open[kept.n++].what = what;
    }
    pthread_mutex_unlock(&kept.lock);
    return what;
}

static void
forget(const void *what)
{
    pthread_mutex_lock(&kept.lock);
    size_t i = 0;
    while (i < kept.n && kept.open[i].what != what)
        i++;
    /* What is not there was opened by the fuzzer itself. */
    for (; i + 1 < kept.n; i++)
        kept.open[i] = kept.open[i + 1];
    kept.n = i < kept.n ? i : kept.n;
    pthread_mutex_unlock(&kept.lock);
}

/* The linker's names: a call of X comes to __wrap_X, and __real_X is the library's own. */
#define WRAPPED(result, name, ...)     \
    result __real_##name(__VA_ARGS__); \
    result __wrap_##name(__VA_ARGS__)
WRAPPED(FILE *, fopen, const char *path, const char *mode);
WRAPPED(int, fclose, FILE *f);
WRAPPED(ssize_t, getline, char **line, size_t *size, FILE *f);
WRAPPED(zip_t *, zip_open_from_source, zip_source_t *source, int flags, zip_error_t *e);
WRAPPED(void, zip_discard, zip_t *z);
WRAPPED(zip_file_t *, zip_fopen_index, zip_t *z, zip_uint64_t index, zip_flags_t flags);
WRAPPED(int, zip_fclose, zip_file_t *f);
WRAPPED(XML_Parser, XML_ParserCreateNS, const char *encoding, char separator);
WRAPPED(int, csv_init, struct csv_parser *p, unsigned char options);

FILE *
__wrap_fopen(const char *path, const char *mode)
{
    return keep(STREAM, __real_fopen(path, mode));
}

int
__wrap_fclose(FILE *f)
{
    forget(f);
    return __real_fclose(f);
}

ssize_t
__wrap_getline(char **line, size_t *size, FILE *f)
{
    char *held = *line;
    ssize_t n = __real_getline(line, size, f);
    fuzz_moved(held, *line);
    return n;
}

zip_t *
__wrap_zip_open_from_source(zip_source_t *source, int flags, zip_error_t *e)
{
    return keep(ARCHIVE, __real_zip_open_from_source(source, flags, e));
}

void
__wrap_zip_discard(zip_t *z)
{
    forget(z);
    __real_zip_discard(z);
}

zip_file_t *
__wrap_zip_fopen_index(zip_t *z, zip_uint64_t index, zip_flags_t flags)
{
    return keep(PART, __real_zip_fopen_index(z, index, flags));
}

int
__wrap_zip_fclose(zip_file_t *f)
{
    forget(f);
    return __real_zip_fclose(f);
}

XML_Parser
__wrap_XML_ParserCreateNS(const char *encoding, char separator)
{
    static const XML_Memory_Handling_Suite heap = {fuzz_malloc, fuzz_realloc,
                                                   fuzz_free};
    const char between[2] = {separator, '\0'};
    return XML_ParserCreate_MM(encoding, &heap, between);
}

int
__wrap_csv_init(struct csv_parser *p, unsigned char options)
{
    int code = __real_csv_init(p, options);
    csv_set_realloc_func(p, fuzz_realloc);
    csv_set_free_func(p, fuzz_free);
    return code;
}

void
kept_open(void)
{
    json_set_alloc_funcs(fuzz_malloc, fuzz_free);
}

void
kept_close(void)
{
    while (kept.n) {
        void *what = kept.open[--kept.n].what;
        switch (kept.open[kept.n].kind) {
        case STREAM:
            __real_fclose(what);
            break;
        case ARCHIVE:
            __real_zip_discard(what);
            break;
        case PART:
            __real_zip_fclose(what);
            break;
        }
    }
}
