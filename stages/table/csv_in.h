/*
 * csv_in - RFC 4180 records from a file, standard input or gzip, each with the line on
 * which it began. Its files alone know libcsv (csv_state.h); bytes_in.h unpacks.
 *
 * A table between filters is strict: UTF-8, no BOM, LF, no blank line, no newline inside
 * a cell. `ingest` reads what publishers publish and may allow more.
 */
#ifndef CSV_IN_H
#define CSV_IN_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"
#include "program/msg.h"
#include "table/bytes_in.h"

enum {
    CSV_ALLOW_BOM = 1,     /* a byte order mark before the first cell is dropped */
    CSV_ALLOW_CRLF = 2,    /* lines may end in CR LF */
    CSV_ALLOW_NEWLINE = 4, /* quoted cells may hold newlines */
    CSV_ALLOW_BLANK = 8    /* blank lines are rows of one empty cell */
};

enum csv_got { CSV_ROW, CSV_END, CSV_BAD };

/* Bytes behind the end of a cell that may be read, whatever they hold. */
#define CSV_SLACK 16

/* One record. cell[i] is NUL-terminated, len[i] bytes long, and lives until the next call. raw is the
 * record's text as read, without its line end. */
struct csv_row {
    char **cell;
    const size_t *len;
    size_t n;
    long line;
    const char *raw;
    size_t raw_len;
};

/* Why a record could not be read. code uses Frictionless's names; fatal faults leave
 * nothing more to read. column counts bytes from 1, 0 when it is the whole line. */
struct csv_fault {
    const char *code;
    long line;
    size_t column;
    const char *what;
    int fatal;
    unsigned allow; /* the CSV_ALLOW_ flag that would admit it, or 0 */
};

struct csv_in {
    const char *file; /* as shown in messages: "standard input" for "-" */
    struct csv_fault fault;
    struct csv_state *state;
};

/* Opens path ("-" or NULL: standard input); plain or gzip is told by the content. Ends
 * with 66 when it cannot be opened. */
void csv_open(struct csv_in *in, struct mem *run, const char *path, char delimiter,
              unsigned allow);

/*
 * The same of a part of a plain file, from a byte at which a record begins up to another
 * (-1: the end); the first line of the part has this number. Any number of threads may read
 * parts of one file. Ends with 66 when it cannot be opened.
 */
struct csv_part {
    long long from, to;
    long line;
};
void csv_open_part(struct csv_in *in, struct mem *run, const char *path, char delimiter,
                   unsigned allow, struct csv_part part);

/*
 * The same of texts in memory, one after the other, each of whole records, the first on this
 * line. A text lives until the next, and CSV_SLACK bytes behind it may be read; the file is one
 * to be named.
 */
void csv_open_text(struct csv_in *in, struct mem *run, const char *file, char delimiter,
                   unsigned allow);
void csv_text(struct csv_in *in, char *text, size_t n, long line);

/* What follows the records so far, as bytes, up to n of them: as bytes_read() gives them. No
 * record can be read after it. */
enum bytes_got csv_bytes(struct csv_in *in, char *to, size_t n, size_t *got);

/* Up to n bytes of the file as they stand in it, packed or not, from byte `at` on; changes nothing
 * of what comes next. False with errno when they cannot be read. */
bool csv_file_bytes(struct csv_in *in, void *to, size_t n, long long at, size_t *got);

/* To be called when all was read by csv_bytes() or csv_file_bytes(): says, once, that a packed
 * file may have been cut short between two members; cut: whoever read it saw so. Whoever reads
 * records need not. */
void csv_ended(struct csv_in *in, bool cut);

/* What is read of a part from now on is added to this checksum. */
void csv_sum(struct csv_in *in, struct checksum *sum);

/* How many bytes a file has now, packed or not; -1 when that is not known. */
long long csv_size(const struct csv_in *in);

/* How many bytes (of the text, when the file is packed) the records so far took. */
long long csv_offset(const struct csv_in *in);

/* The number of the line that follows these. */
long csv_line_number(const struct csv_in *in);

/* True when the file is plain and can be read from any place. */
bool csv_can_part(const struct csv_in *in);

/* True when it is a file, plain or packed, that can be opened again and is the same. */
bool csv_can_again(const struct csv_in *in);

/* What follows is in this encoding (encoding.h); to be called before anything is read. */
void csv_encoding(struct csv_in *in, struct mem *run, const char *name);

/* From now on only these cells of a record need be there, by their place in rising order; the
 * others are not to be looked at. The list lives as long as the reader. */
void csv_want(struct csv_in *in, const size_t *cell, size_t n);

/* A cell's text, not closed with a NUL. */
struct csv_span {
    const char *text;
    size_t n;
};

/*
 * The wanted cells (csv_want) of records that come next, as long as these are plainly regular,
 * have so many cells and need no change to their text: up to `step` of them, fewer than there
 * are as it suits the reader, 0 when the next is another. The k-th wanted cell of the i-th
 * is cell[k * step + i]. Texts live until the next call of any other function but csv_take(),
 * which takes the first n of what was seen; what is not taken comes again.
 */
size_t csv_ahead(struct csv_in *in, size_t cells, struct csv_span *cell, size_t step);
void csv_take(struct csv_in *in, size_t n);

/* The next record. CSV_BAD fills in->fault (and row->line, raw); reading may go on
 * unless the fault is fatal. */
enum csv_got csv_next(struct csv_in *in, struct csv_row *row);

/* The next line as it stands, not taken, without its line end; at most 64 KiB of it. It
 * need not be CSV or UTF-8. NULL at the end of the input. To be called between records. */
const char *csv_line(struct csv_in *in, size_t *n);

/* Passes over the next line, whatever it holds. False at the end. */
bool csv_pass(struct csv_in *in);

/* Ends with 65 and the message for in->fault. */
_Noreturn void csv_die(const struct csv_in *in);

/* Reads so many bytes at a time from now on, at most 64 KiB; 0: as ever. For tests. */
void csv_force_chunk(size_t n);

/* Gives back what reading took. */
void csv_close(struct csv_in *in);

#endif
