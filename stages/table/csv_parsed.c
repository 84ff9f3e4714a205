/*
 * Records as libcsv tells them, which is fed one physical line at a time. That gives line
 * numbers, which it does not have, lets blank lines be seen, which it skips, and bounds what
 * its callbacks can do, which cannot stop it. Its blank-trimming is turned off, and a lone CR
 * is not a line end.
 */
#include <stdint.h>
#include <string.h>

#include "table/csv_state.h"

#define CELL_MAX ((size_t)1 << 20)
#define RECORD_MAX ((size_t)1 << 24)

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

static void
on_cell(void *cell, size_t len, void *data)
{
    struct csv_state *s = data;
    if (s->n == CSV_CELLS_MAX) {
        s->too_many = true;
        return;
    }
    if (len > CELL_MAX) {
        s->too_long = true;
        len = 0;
    }
    s->text = csv_room(s->text, &s->text_size, s->text_len + len + 1 + CSV_SLACK);
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

void
csv_parser_start(struct csv_state *s)
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

/* Bytes since the last separator, n more of them, of which `before` stood there already. */
static size_t
unseparated(const char *from, size_t n, char delimiter, size_t before)
{
    size_t k = n;
    while (k && from[k - 1] != delimiter)
        k--;
    return k ? n - k : before + n;
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
        if (s->chunk_at == s->chunk_len && !csv_refill(in))
            break;
        any = true;
        char *from = s->chunk + s->chunk_at;
        size_t left = s->chunk_len - s->chunk_at;
        char *lf = memchr(from, '\n', left);
        size_t n = lf ? (size_t)(lf - from) + 1 : left;
        s->raw = csv_room(s->raw, &s->raw_size, s->raw_len + n + 1);
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
    csv_parser_start(s);
    return CSV_BAD;
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
    const char *what =
        csv_text_fault(s, s->raw + l->at, l->n, cr, &column, &code, &allow);
    if (what)
        return bad_unless(in, row, code, s->line, column, what, allow);
    l->mark = s->line == 1 && csv_begins_with_bom(s->raw, l->n) ? 3 : 0;
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
csv_next_parsed(struct csv_in *in, struct csv_row *row)
{
    struct csv_state *s = in->state;
    s->indexed = false;
    s->raw_len = s->text_len = s->n = 0;
    s->done = s->too_many = s->too_long = false;
    if (s->endless)
        csv_skip_rest(in);
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
