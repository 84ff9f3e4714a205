/*
 * libcsv is the authority on what a record is. Most records need no authority: every quote
 * in them stands where RFC 4180 lets it, and their bytes are text. They are told by the
 * index of the chunk and taken whole (next_regular). Any other record goes to libcsv from
 * its first byte, and with it every fault and its message, so that the two ways cannot
 * differ in what they refuse. ATTEST_CSV_READER=libcsv in the environment takes the
 * second way for all records.
 *
 * libcsv is fed one physical line at a time. That gives line numbers, which it does not
 * have, lets blank lines be seen, which it skips, and bounds what its callbacks can do,
 * which cannot stop it. Its blank-trimming is turned off, and a lone CR is not a line end.
 */
#include "table/csv_in.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <unistr.h>

#include "table/bytes_in.h"
#include "table/csv_index.h"
#include "table/encoding.h"

#define CELL_MAX ((size_t)1 << 20)
#define RECORD_MAX ((size_t)1 << 24)
#define CELLS_MAX 4096
#define BOM "\xef\xbb\xbf"

struct csv_state {
    struct csv_parser parser;
    struct bytes_in bytes;
    long long offset;          /* of the end of the chunk, in the text */
    struct encoding *encoding; /* NULL: UTF-8 */
    bool parser_open, eof;
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
    size_t start[CELLS_MAX];
    char *cell[CELLS_MAX];
    size_t len[CELLS_MAX];
    size_t n;
    const size_t
        *wanted; /* cells that are taken of records that the index tells, or NULL */
    size_t wanted_n;
    bool done, too_many, too_long;
    size_t endless; /* byte at which a cell began in which the line was left, or 0 */
};

static size_t chunk_size = CSV_INDEX_MAX;

void
csv_force_chunk(size_t n)
{
    chunk_size = n ? n : CSV_INDEX_MAX;
}

static int
is_space(unsigned char c)
{
    (void)c;
    return 0;
}

static int
is_term(unsigned char c)
{
    return c == '\n';
}

static void *
room(void *old, size_t *size, size_t want)
{
    if (want <= *size)
        return old;
    size_t more = *size ? *size : 4096;
    while (more < want)
        more *= 2;
    void *p = realloc(old, more);
    if (!p)
        die(EX_OSERR, "out of memory: %zu bytes wanted for one record", more);
    *size = more;
    return p;
}

static void
on_cell(void *cell, size_t len, void *data)
{
    struct csv_state *s = data;
    if (s->n == CELLS_MAX) {
        s->too_many = true;
        return;
    }
    if (len > CELL_MAX) {
        s->too_long = true;
        len = 0;
    }
    s->text = room(s->text, &s->text_size, s->text_len + len + 1);
    s->start[s->n++] = s->text_len;
    if (len)
        memcpy(s->text + s->text_len, cell, len);
    s->text_len += len;
    s->text[s->text_len++] = '\0';
}

static void
on_record(int end, void *data)
{
    (void)end;
    struct csv_state *s = data;
    s->done = true;
}

static void
parser_start(struct csv_state *s)
{
    if (s->parser_open)
        csv_free(&s->parser);
    if (csv_init(&s->parser, CSV_STRICT | CSV_STRICT_FINI))
        die(EX_SOFTWARE, "internal: the CSV parser could not be set up");
    csv_set_delim(&s->parser, (unsigned char)s->delimiter);
    csv_set_space_func(&s->parser, is_space);
    csv_set_term_func(&s->parser, is_term);
    csv_set_blk_size(&s->parser, 4096);
    s->parser_open = true;
}

/* Everything but where the bytes come from. */
static void
start(struct csv_in *in, struct mem *run, char delimiter, unsigned allow)
{
    struct csv_state *s = mem_get(run, sizeof *s);
    in->state = s;
    s->index = malloc(sizeof *s->index);
    if (!s->index)
        die(EX_OSERR, "out of memory: %zu bytes wanted to read records",
            sizeof *s->index);
    const char *reader = getenv("ATTEST_CSV_READER");
    s->fast = !reader || strcmp(reader, "libcsv") != 0;
    s->delimiter = delimiter;
    s->allow = allow;
    parser_start(s);
}

/* A file; returns the open descriptor. */
static int
start_file(struct csv_in *in, struct mem *run, const char *path, char delimiter,
           unsigned allow)
{
    bool standard = !path || !strcmp(path, "-");
    *in = (struct csv_in){.file = standard ? "standard input"
                                           : mem_copy(run, msg_path(path))};
    int fd = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st))
        die(EX_NOINPUT, "%s: cannot be opened: %s", in->file, strerror(errno));
    if (S_ISDIR(st.st_mode))
        die(EX_NOINPUT, "%s: is a folder, expected a file", in->file);
    start(in, run, delimiter, allow);
    in->state->chunk = mem_bytes(run, chunk_size);
    return fd;
}

void
csv_open(struct csv_in *in, struct mem *run, const char *path, char delimiter,
         unsigned allow)
{
    int fd = start_file(in, run, path, delimiter, allow);
    bytes_open(&in->state->bytes, fd);
}

void
csv_open_part(struct csv_in *in, struct mem *run, const char *path, char delimiter,
              unsigned allow, struct csv_part part)
{
    int fd = start_file(in, run, path, delimiter, allow);
    struct csv_state *s = in->state;
    if (lseek(fd, (off_t)part.from, SEEK_SET) < 0)
        die(EX_NOINPUT, "%s: cannot be read from byte %lld: %s", in->file, part.from,
            strerror(errno));
    bytes_open_part(&s->bytes, fd, part.to < 0 ? -1 : part.to - part.from);
    s->offset = part.from;
    s->line = part.line - 1;
}

void
csv_open_text(struct csv_in *in, struct mem *run, const char *file, char delimiter,
              unsigned allow)
{
    static char nothing[1];
    *in = (struct csv_in){.file = file};
    start(in, run, delimiter, allow);
    csv_text(in, nothing, 0, 1);
}

void
csv_text(struct csv_in *in, char *text, size_t n, long line)
{
    struct csv_state *s = in->state;
    s->chunk = text;
    s->text_end = text + n;
    s->chunk_at = 0;
    s->chunk_len = n < chunk_size ? n : chunk_size;
    s->offset = (long long)s->chunk_len;
    s->line = line - 1;
    s->eof = s->indexed = false;
    s->endless = 0;
}

enum bytes_got
csv_bytes(struct csv_in *in, char *to, size_t n, size_t *got)
{
    struct csv_state *s = in->state;
    size_t left = s->chunk_len - s->chunk_at;
    s->indexed = false;
    if (!left)
        return bytes_read(&s->bytes, to, n, got);
    *got = left < n ? left : n;
    memcpy(to, s->chunk + s->chunk_at, *got);
    s->chunk_at += *got;
    return BYTES_OK;
}

long long
csv_offset(const struct csv_in *in)
{
    const struct csv_state *s = in->state;
    return s->offset - (long long)(s->chunk_len - s->chunk_at);
}

bool
csv_can_part(const struct csv_in *in)
{
    return bytes_can_part(&in->state->bytes);
}

bool
csv_can_again(const struct csv_in *in)
{
    struct stat st;
    return strcmp(in->file, "standard input") != 0 &&
           !fstat(in->state->bytes.fd, &st) && S_ISREG(st.st_mode);
}

void
csv_encoding(struct csv_in *in, struct mem *run, const char *name)
{
    in->state->encoding = encoding_open(run, name);
}

void
csv_want(struct csv_in *in, const size_t *cell, size_t n)
{
    in->state->wanted = cell;
    in->state->wanted_n = n;
}

static long
count_lines(const char *text, size_t n)
{
    long lines = 0;
    for (const char *p = text; (p = memchr(p, '\n', n - (size_t)(p - text))); p++)
        lines++;
    return lines;
}

/* The chunk moves on in the text that it is a part of. False at its end. */
static bool
slide(struct csv_state *s)
{
    size_t had = s->chunk_len - s->chunk_at;
    s->chunk += s->chunk_at;
    size_t left = (size_t)(s->text_end - s->chunk);
    s->chunk_at = 0;
    s->chunk_len = left < chunk_size ? left : chunk_size;
    s->offset += (long long)(s->chunk_len - had);
    s->indexed = false;
    s->eof = s->chunk_len == had;
    return !s->eof;
}

/* Reads on behind what is left of the chunk, which moves to its beginning. */
static bool
refill(struct csv_in *in)
{
    struct csv_state *s = in->state;
    if (s->eof)
        return false;
    if (s->text_end)
        return slide(s);
    size_t kept = s->chunk_len - s->chunk_at;
    memmove(s->chunk, s->chunk + s->chunk_at, kept);
    s->chunk_at = 0;
    s->chunk_len = kept;
    s->indexed = false;
    size_t got;
    char *to = s->chunk + kept;
    enum bytes_got code =
        s->encoding ? encoding_read(s->encoding, &s->bytes, to, chunk_size - kept, &got)
                    : bytes_read(&s->bytes, to, chunk_size - kept, &got);
    if (code == BYTES_FAILED)
        die(EX_IOERR, "%s: cannot be read: %s", in->file, strerror(errno));
    if (code == BYTES_DAMAGED)
        die(EX_DATAERR, "%s:%ld: %s", in->file,
            s->line + 1 + count_lines(s->chunk, kept + got), s->bytes.why);
    s->chunk_len += got;
    s->offset += (long long)got;
    s->eof = code == BYTES_END;
    return !s->eof;
}

/* Bytes since the last separator, n more of them, of which `before` stood there already. */
static size_t
unseparated(const char *from, size_t n, char delimiter, size_t before)
{
    size_t k = n;
    while (k && from[k - 1] != delimiter)
        k--;
    return k ? n - k : before + n;
}

/* Leaves out what is left of a line that was not read to its end. */
static void
skip_rest(struct csv_in *in)
{
    struct csv_state *s = in->state;
    char *lf = NULL;
    while (!lf && (s->chunk_at < s->chunk_len || refill(in))) {
        lf = memchr(s->chunk + s->chunk_at, '\n', s->chunk_len - s->chunk_at);
        s->chunk_at = lf ? (size_t)(lf - s->chunk) + 1 : s->chunk_len;
    }
    s->endless = 0;
}

/* Appends the next physical line, with its LF if it has one, to raw; its offset is
 * returned through at. A cell that is too long even if all of it is doubled quotes is
 * not read to its end. False at the end of the input. */
static bool
take_line(struct csv_in *in, size_t *at)
{
    struct csv_state *s = in->state;
    *at = s->raw_len;
    bool any = false;
    size_t cell = 0;
    while (!s->endless) {
        if (s->chunk_at == s->chunk_len && !refill(in))
            break;
        any = true;
        char *from = s->chunk + s->chunk_at;
        size_t left = s->chunk_len - s->chunk_at;
        char *lf = memchr(from, '\n', left);
        size_t n = lf ? (size_t)(lf - from) + 1 : left;
        s->raw = room(s->raw, &s->raw_size, s->raw_len + n + 1);
        memcpy(s->raw + s->raw_len, from, n);
        s->raw_len += n;
        s->chunk_at += n;
        cell = unseparated(from, n, s->delimiter, cell);
        if (lf || s->raw_len > RECORD_MAX)
            break;
        if (cell > 2 * CELL_MAX + 2)
            s->endless = s->raw_len - *at - cell + 1;
    }
    if (any)
        s->line++;
    return any;
}

static enum csv_got
bad(struct csv_in *in, struct csv_row *row, const char *code, long line, size_t column,
    const char *what, int fatal)
{
    struct csv_state *s = in->state;
    in->fault = (struct csv_fault){code, line, column, what, fatal, 0};
    while (s->raw_len && strchr("\r\n", s->raw[s->raw_len - 1]))
        s->raw_len--;
    *row = (struct csv_row){.line = line, .raw = s->raw, .raw_len = s->raw_len};
    parser_start(s);
    return CSV_BAD;
}

static bool
begins_with_bom(const char *line, size_t n)
{
    return n >= 3 && !memcmp(line, BOM, 3);
}

/* The byte column of a byte order mark from `from` on, 0 without one. */
static size_t
inner_bom(const char *line, size_t n, size_t from)
{
    for (size_t i = from; i + 3 <= n; i++) {
        const char *lead = memchr(line + i, 0xef, n - i);
        if (!lead)
            return 0;
        i = (size_t)(lead - line);
        if (begins_with_bom(lead, n - i))
            return i + 1;
    }
    return 0;
}

/* Faults of the bytes of one physical line, n without its line end. */
static const char *
byte_fault(struct csv_state *s, const char *line, size_t n, bool cr, size_t *column,
           const char **code, unsigned *allow)
{
    *code = "encoding-error";
    *allow = 0;
    if (s->line == 1 && n >= 2 &&
        (!memcmp(line, "\xff\xfe", 2) || !memcmp(line, "\xfe\xff", 2))) {
        *column = 1;
        return "the file is UTF-16, expected UTF-8";
    }
    const char *nul = memchr(line, '\0', n);
    if (nul) {
        *column = (size_t)(nul - line) + 1;
        return "a NUL byte, expected text";
    }
    if (s->line == 1 && begins_with_bom(line, n) && !(s->allow & CSV_ALLOW_BOM)) {
        *column = 1;
        *allow = CSV_ALLOW_BOM;
        return "the file begins with a byte order mark (BOM), expected UTF-8 without "
               "one; `ingest` reads files with a BOM";
    }
    const uint8_t *wrong = u8_check((const uint8_t *)line, n);
    if (wrong) {
        *column = (size_t)(wrong - (const uint8_t *)line) + 1;
        return "bytes that are not UTF-8";
    }
    size_t inner = inner_bom(line, n, s->line == 1 && begins_with_bom(line, n) ? 3 : 0);
    if (inner) {
        *column = inner;
        return "a byte order mark inside the text (files put one after the other?)";
    }
    *code = "dialect-error";
    *column = n + 1;
    if (cr && !(s->allow & CSV_ALLOW_CRLF)) {
        *allow = CSV_ALLOW_CRLF;
        return "the line ends in CR LF, expected LF; `ingest` reads files with CR LF";
    }
    const char *lone = memchr(line, '\r', n);
    if (lone) {
        *column = (size_t)(lone - line) + 1;
        return "a carriage return inside the line, expected LF where lines end (CR "
               "alone, "
               "of old Macs, ends none)";
    }
    return NULL;
}

/* Byte column of the quote that was not closed on a physical line. */
static size_t
last_quote(const char *line, size_t n)
{
    size_t at = 0;
    bool open = false;
    for (size_t i = 0; i < n; i++)
        if (line[i] == '"') {
            if (!open)
                at = i + 1;
            open = !open;
        }
    return at;
}

static void
start_index(struct csv_state *s)
{
    csv_index_start(s->index, s->chunk + s->chunk_at);
    s->taken = s->records = 0;
    s->indexed = true;
}

/* The next line feed outside quotes: its place among the ends, through k. False when the
 * chunk, filled as far as can be, ends before it. */
static bool
find_record(struct csv_in *in, size_t *k)
{
    struct csv_state *s = in->state;
    struct csv_index *x = s->index;
    if (!s->indexed)
        start_index(s);
    while (s->records == x->records) {
        size_t n = s->chunk_len - (size_t)(x->origin - s->chunk);
        if (csv_index_more(x, n, s->delimiter, s->eof))
            continue;
        bool full = s->chunk_at == 0 && s->chunk_len == chunk_size;
        if (s->eof || full)
            return false;
        refill(in);
        start_index(s);
    }
    *k = x->last[s->records];
    return true;
}

/* Whether the quotes of a cell stand where RFC 4180 lets them; offsets as of the index. */
static bool
regular_cell(const struct csv_index *x, size_t from, size_t to, bool newline)
{
    size_t quotes = csv_index_count(x->quote, from, to);
    const char *t = x->origin;
    if (!quotes)
        return true;
    if (to - from < 2 || t[from] != '"' || t[to - 1] != '"')
        return false;
    if (!newline && memchr(t + from, '\n', to - from))
        return false;
    if (quotes == 2)
        return true;
    for (size_t i = from + 1; i < to - 1; i++)
        if (t[i] == '"' && (i + 1 == to - 1 || t[++i] != '"'))
            return false;
    return true;
}

/* Whether the bytes of a record that are no plain ASCII are text all the same. */
static bool
regular_bytes(const char *text, size_t n)
{
    return !memchr(text, '\r', n) && !memchr(text, '\0', n) &&
           !u8_check((const uint8_t *)text, n) && !inner_bom(text, n, 0);
}

static bool
regular_quotes(const struct csv_state *s, size_t from, size_t to, size_t first,
               size_t last)
{
    const struct csv_index *x = s->index;
    for (size_t i = first; i <= last; i++) {
        size_t end = i == last ? to : x->end[i];
        if (!regular_cell(x, from, end, s->allow & CSV_ALLOW_NEWLINE))
            return false;
        from = end + 1;
    }
    return true;
}

/* A quoted cell without its quotes, in place; returns its end. */
static char *
unquote(char *from, char *to)
{
    char *out = from;
    for (char *p = from + 1; p < to - 1; p++) {
        if (*p == '"')
            p++;
        *out++ = *p;
    }
    return out;
}

/* Cells of the record from offset `from` to `to`, copied, those that are wanted closed with a
 * NUL. */
static void
take_cells(struct csv_state *s, size_t from, size_t to, size_t first, size_t last,
           bool quotes)
{
    const struct csv_index *x = s->index;
    s->text = room(s->text, &s->text_size, to - from + 1);
    memcpy(s->text, x->origin + from, to - from);
    s->n = last - first + 1;
    for (size_t k = 0; k < (s->wanted ? s->wanted_n : s->n); k++) {
        size_t i = s->wanted ? s->wanted[k] : k;
        if (i >= s->n)
            break;
        char *at = s->text + (i ? x->end[first + i - 1] + 1 - from : 0);
        char *end = s->text + ((i + 1 == s->n ? to : x->end[first + i]) - from);
        char *closed = quotes && *at == '"' && end != at ? unquote(at, end) : end;
        *closed = '\0';
        s->cell[i] = at;
        s->len[i] = (size_t)(closed - at);
    }
}

/* The next record when it is regular; else nothing is taken. */
static bool
next_regular(struct csv_in *in, struct csv_row *row)
{
    struct csv_state *s = in->state;
    struct csv_index *x = s->index;
    size_t last;
    if (!s->fast || s->line == 0 || s->endless || !find_record(in, &last))
        return false;
    size_t first = s->taken, from = (size_t)(s->chunk + s->chunk_at - x->origin);
    size_t to = x->end[last];
    if ((s->allow & CSV_ALLOW_CRLF) && to > from && x->origin[to - 1] == '\r')
        to--;
    if (to == from || last - first >= CELLS_MAX)
        return false;
    bool quotes = csv_index_any(x->quote, from, to);
    if ((csv_index_any(x->odd, from, to) &&
         !regular_bytes(x->origin + from, to - from)) ||
        (quotes && !regular_quotes(s, from, to, first, last)))
        return false;
    take_cells(s, from, to, first, last, quotes);
    *row = (struct csv_row){s->cell,     s->len,           s->n,
                            s->line + 1, x->origin + from, to - from};
    s->line++;
    if (quotes)
        s->line += count_lines(x->origin + from, to - from);
    s->taken = last + 1;
    s->records++;
    s->chunk_at = (size_t)(x->origin - s->chunk) + x->end[last] + 1;
    return true;
}

/* A fault that a later reader may let pass. */
static enum csv_got
bad_unless(struct csv_in *in, struct csv_row *row, const char *code, long line,
           size_t column, const char *what, unsigned allow)
{
    bad(in, row, code, line, column, what, 0);
    in->fault.allow = allow;
    return CSV_BAD;
}

/* A line of a record, in raw: where it begins, its length without its end. */
struct record_line {
    size_t at, n;
    size_t mark; /* bytes of a byte order mark in front */
};

/* The next line of the record that began on line `first`; quote: the column of a quote that is
 * still open, or 0. */
static enum csv_got
next_line(struct csv_in *in, struct csv_row *row, long first, size_t quote,
          struct record_line *l)
{
    struct csv_state *s = in->state;
    if (!take_line(in, &l->at)) {
        if (s->raw_len == 0)
            return CSV_END;
        return bad(in, row, "quote-error", first, quote,
                   "a quoted cell that begins here is never closed", 1);
    }
    if (s->raw_len > RECORD_MAX)
        return bad(in, row, "record-too-long", first, quote,
                   "a record of more than 16 MiB (an unclosed quote?)", 1);
    if (s->endless)
        return bad(in, row, "cell-too-long", s->line, s->endless,
                   "a cell of more than 1 MiB", 0);
    bool lf = s->raw[s->raw_len - 1] == '\n';
    l->n = s->raw_len - l->at - lf;
    bool cr = lf && l->n && s->raw[l->at + l->n - 1] == '\r';
    l->n -= cr;
    const char *code;
    size_t column;
    unsigned allow;
    const char *what = byte_fault(s, s->raw + l->at, l->n, cr, &column, &code, &allow);
    if (what)
        return bad_unless(in, row, code, s->line, column, what, allow);
    l->mark = s->line == 1 && begins_with_bom(s->raw, l->n) ? 3 : 0;
    return CSV_ROW;
}

/* Gives the line to libcsv. */
static enum csv_got
parse_line(struct csv_in *in, struct csv_row *row, long first,
           const struct record_line *l)
{
    struct csv_state *s = in->state;
    size_t len = l->n - l->mark;
    size_t used =
        csv_parse(&s->parser, s->raw + l->at + l->mark, len, on_cell, on_record, s);
    if (used == len && csv_parse(&s->parser, "\n", 1, on_cell, on_record, s) != 1)
        return bad(in, row, "quote-error", s->line, l->n + 1,
                   "text after a closing quote, expected a separator or the line end",
                   0);
    if (used != len)
        return bad(in, row, "quote-error", s->line, l->mark + used + 1,
                   "a quote inside a cell, expected it doubled in a quoted cell", 0);
    if (s->too_long)
        return bad(in, row, "cell-too-long", first, 0, "a cell of more than 1 MiB", 0);
    if (s->too_many)
        return bad(in, row, "too-many-cells", first, 0, "a row of more than 4096 cells",
                   0);
    return CSV_ROW;
}

/* The lines of one record. */
static enum csv_got
take_record(struct csv_in *in, struct csv_row *row, long first)
{
    struct csv_state *s = in->state;
    size_t quote = 0;
    while (!s->done) {
        struct record_line l = {0};
        enum csv_got got = next_line(in, row, first, quote, &l);
        if (got != CSV_ROW)
            return got;
        if (l.n == l.mark && s->line == first) {
            if (!(s->allow & CSV_ALLOW_BLANK))
                return bad_unless(in, row, "blank-row", first, 0,
                                  "a blank line, expected a row", CSV_ALLOW_BLANK);
            on_cell(NULL, 0, s);
            break;
        }
        if (quote && !(s->allow & CSV_ALLOW_NEWLINE))
            return bad_unless(
                in, row, "newline-in-cell", first, quote,
                "a quoted cell that begins here holds a newline (an unclosed quote?)",
                CSV_ALLOW_NEWLINE);
        got = parse_line(in, row, first, &l);
        if (got != CSV_ROW)
            return got;
        if (!s->done && !quote)
            quote = last_quote(s->raw + l.at, l.n);
    }
    return CSV_ROW;
}

enum csv_got
csv_next(struct csv_in *in, struct csv_row *row)
{
    struct csv_state *s = in->state;
    if (next_regular(in, row))
        return CSV_ROW;
    s->indexed = false;
    s->raw_len = s->text_len = s->n = 0;
    s->done = s->too_many = s->too_long = false;
    if (s->endless)
        skip_rest(in);
    long first = s->line + 1;
    enum csv_got got = take_record(in, row, first);
    if (got != CSV_ROW)
        return got;
    while (s->raw_len && strchr("\r\n", s->raw[s->raw_len - 1]))
        s->raw_len--;
    for (size_t i = 0; i < s->n; i++) {
        s->cell[i] = s->text + s->start[i];
        s->len[i] = (i + 1 < s->n ? s->start[i + 1] : s->text_len) - s->start[i] - 1;
    }
    *row = (struct csv_row){s->cell, s->len, s->n, first, s->raw, s->raw_len};
    return CSV_ROW;
}

/* The line feed that ends the next line, in a chunk filled as far as it need be, or NULL. */
static char *
line_end(struct csv_in *in)
{
    struct csv_state *s = in->state;
    char *lf;
    for (;;) {
        lf = memchr(s->chunk + s->chunk_at, '\n', s->chunk_len - s->chunk_at);
        bool full = s->chunk_at == 0 && s->chunk_len == chunk_size;
        if (lf || full || !refill(in))
            return lf;
    }
}

const char *
csv_line(struct csv_in *in, size_t *n)
{
    struct csv_state *s = in->state;
    if (s->endless)
        skip_rest(in);
    const char *lf = line_end(in), *from = s->chunk + s->chunk_at;
    *n = lf ? (size_t)(lf - from) : s->chunk_len - s->chunk_at;
    if (!lf && *n == 0)
        return NULL;
    if (*n && from[*n - 1] == '\r')
        --*n;
    return from;
}

bool
csv_pass(struct csv_in *in)
{
    struct csv_state *s = in->state;
    size_t n;
    if (!csv_line(in, &n))
        return false;
    skip_rest(in);
    s->indexed = false;
    s->line++;
    return true;
}

void
csv_die(const struct csv_in *in)
{
    const struct csv_fault *f = &in->fault;
    struct place at = {in->file, f->line, NULL};
    if (f->column)
        die_at(EX_DATAERR, at, "byte %zu: %s", f->column, f->what);
    die_at(EX_DATAERR, at, "%s", f->what);
}

void
csv_close(struct csv_in *in)
{
    struct csv_state *s = in->state;
    csv_free(&s->parser);
    free(s->raw);
    free(s->text);
    free(s->index);
    if (s->encoding)
        encoding_close(s->encoding);
    if (!s->text_end && !bytes_close(&s->bytes))
        die(EX_IOERR, "%s: cannot be closed: %s", in->file, strerror(errno));
}
