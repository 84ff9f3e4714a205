/*
 * Regular records: every quote in them stands where RFC 4180 lets it, and their bytes are
 * text. They are told by the index of the chunk and taken whole.
 */
#include <stdint.h>
#include <string.h>
#include <unistr.h>

#include "table/csv_state.h"

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
        bool full = s->chunk_at == 0 && s->chunk_len == csv_chunk_size;
        if (s->eof || full)
            return false;
        csv_refill(in);
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
           !u8_check((const uint8_t *)text, n) && !csv_inner_bom(text, n, 0);
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
    s->text = csv_room(s->text, &s->text_size, to - from + 1 + CSV_SLACK);
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
bool
csv_next_regular(struct csv_in *in, struct csv_row *row)
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
    if (to == from || last - first >= CSV_CELLS_MAX)
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
        s->line += csv_lines_in(x->origin + from, to - from);
    s->taken = last + 1;
    s->records++;
    s->chunk_at = (size_t)(x->origin - s->chunk) + x->end[last] + 1;
    return true;
}
