/*
 * csv_state - what the parts of the CSV reader (csv_in.h) share: the chunk of the text that
 * is read (csv_chunk.c), records told by its index (csv_regular.c) and by libcsv
 * (csv_parsed.c), faults of the bytes (csv_text_fault.c). For these files alone.
 */
#ifndef CSV_STATE_H
#define CSV_STATE_H

#include <csv.h>

#include "table/csv_in.h"
#include "table/csv_index.h"
#include "table/encoding.h"

#define CSV_CELLS_MAX 4096

struct csv_state {
    struct csv_parser parser;
    struct bytes_in bytes;
    long long offset;          /* of the end of the chunk, in the text */
    struct encoding *encoding; /* NULL: UTF-8 */
    bool parser_open, eof, said_cut;
    const char
        *text_end; /* of a text in memory, of which chunk is a part; NULL: a file */
    char delimiter;
    unsigned allow;
    long line; /* of the physical line last taken */

    char *chunk; /* what was read and was not yet taken */
    size_t chunk_at, chunk_len;

    bool fast, indexed;      /* records are told by an index; it is of this chunk */
    struct csv_index *index; /* of the chunk, from a record's beginning on */
    size_t taken, records;   /* ends of the index and of its records that lie behind */

    char *raw; /* the record's physical lines */
    size_t raw_len, raw_size;

    char *text; /* the record's cells, one after the other, each with a NUL */
    size_t text_len, text_size;
    size_t start[CSV_CELLS_MAX];
    char *cell[CSV_CELLS_MAX];
    size_t len[CSV_CELLS_MAX];
    size_t n;
    const size_t
        *wanted; /* cells that are taken of records that the index tells, or NULL */
    size_t wanted_n;
    bool done, too_many, too_long;
    size_t endless; /* byte at which a cell began in which the line was left, or 0 */
};

/* Bytes of a chunk, at most CSV_INDEX_MAX. */
extern size_t csv_chunk_size;

/* Memory for `want` bytes in place of old, of *size. Ends with 71 when there is none. */
void *csv_room(void *old, size_t *size, size_t want);

/* Reads on behind what is left of the chunk, which moves to its beginning. False at the end
 * of the input. Ends with 74 when reading fails, with 65 when gzip data are damaged. */
bool csv_refill(struct csv_in *in);

/* Leaves out what is left of a line that was not read to its end. */
void csv_skip_rest(struct csv_in *in);

/* Line feeds in n bytes. */
long csv_lines_in(const char *text, size_t n);

/* The next record when it is regular; else nothing is taken. */
bool csv_next_regular(struct csv_in *in, struct csv_row *row);

/* The next record, or its fault, by libcsv. */
enum csv_got csv_next_parsed(struct csv_in *in, struct csv_row *row);

/* Makes libcsv ready for the first byte of a record. */
void csv_parser_start(struct csv_state *s);

/* What is wrong with one physical line, n bytes without its line end (cr: it ends in CR LF),
 * or NULL: at the byte *column, by Frictionless's code, let pass by the CSV_ALLOW_ flag. */
const char *csv_text_fault(struct csv_state *s, const char *line, size_t n, bool cr,
                           size_t *column, const char **code, unsigned *allow);

/* The byte column of a byte order mark from `from` on, 0 without one. */
size_t csv_inner_bom(const char *line, size_t n, size_t from);

bool csv_begins_with_bom(const char *line, size_t n);

#endif
