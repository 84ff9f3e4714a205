/*
 * csv_index - where the cells and records of RFC 4180 text end, 64 bytes at a time.
 *
 * A byte is inside a quoted cell when an odd number of quotes stands before it. The running
 * parity of 64 quotes is one carry-less multiplication (Langdale and Lemire 2019,
 * doi:10.1007/s00778-019-00578-5), so that nothing is guessed and no byte is looked at
 * twice. It is right wherever quotes stand where RFC 4180 lets them; whether they do is for
 * the reader to see, from the same bits (csv_regular.c).
 *
 * AVX-512 (with VBMI2, which packs the places of bits) or AVX2 is used where the processor has
 * it, else what the compiler makes of plain C. All give the same bits.
 */
#ifndef CSV_INDEX_H
#define CSV_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifndef CSV_INDEX_MAX                   /* small ones have more edges, for the fuzzer */
#define CSV_INDEX_MAX ((size_t)1 << 16) /* bytes that one index holds */
#endif
#define CSV_INDEX_STEP ((size_t)4096) /* bytes indexed by one call */
#define CSV_INDEX_SPARE 16            /* places that are written to and not used */

/*
 * Offsets count from origin, a place in the text. end: delimiters and line feeds outside
 * quotes, in order; last: which of them are line feeds. quote: bytes that are quotes; odd: carriage returns, NUL and bytes from
 * 0x80 up; bit k of word w is byte 64 w + k.
 */
struct csv_index {
    const char *origin;
    size_t to;       /* so many bytes from origin are indexed */
    size_t ends;     /* of end[] that are filled */
    size_t records;  /* of last[] */
    uint64_t inside; /* all ones when byte `to` is inside quotes, else 0 */
    uint64_t quote[CSV_INDEX_MAX / 64 + 1], odd[CSV_INDEX_MAX / 64 + 1];
    uint32_t last[CSV_INDEX_MAX + 1], end[CSV_INDEX_MAX + CSV_INDEX_SPARE];
};

/* Begins at text, the first byte of a record. */
void csv_index_start(struct csv_index *x, const char *text);

/*
 * Indexes the next step; the text has n bytes from origin on (at most CSV_INDEX_MAX). A last
 * part of fewer than 64 bytes is only indexed when it is the last of the input (last).
 * False when nothing was added.
 */
bool csv_index_more(struct csv_index *x, size_t n, char delimiter, bool last);

/* The bits of word w of a mask that lie between two offsets, the second not included. */
static inline uint64_t
csv_index_part(const uint64_t *mask, size_t w, size_t from, size_t to)
{
    uint64_t bits = mask[w];
    if (w == from / 64)
        bits &= ~(uint64_t)0 << from % 64;
    if (w == to / 64)
        bits &= ((uint64_t)1 << to % 64) - 1;
    return bits;
}

/* Whether one of two masks has a bit between two offsets. */
static inline bool
csv_index_any(const uint64_t *a, const uint64_t *b, size_t from, size_t to)
{
    size_t w = from / 64, last = to / 64;
    uint64_t any = ~(uint64_t)0 << from % 64, end = ((uint64_t)1 << to % 64) - 1;
    if (w == last)
        return (a[w] | b[w]) & any & end;
    any &= a[w] | b[w];
    while (++w < last)
        any |= a[w] | b[w];
    return any | ((a[w] | b[w]) & end);
}

/* How many quotes and line feeds stand in n bytes, inside quotes or not. */
struct csv_counts {
    long long quotes, lines;
};
struct csv_counts csv_index_counts(const char *text, size_t n);

/* Takes this way from now on, where the processor has it; for tests. */
enum csv_index_way { CSV_INDEX_BEST, CSV_INDEX_AVX2, CSV_INDEX_PLAIN };
void csv_index_force(enum csv_index_way way);

#endif
