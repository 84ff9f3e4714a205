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

/* Whether the next line feed outside quotes is in the index, which goes on up to it; the
 * chunk, filled as far as can be, may end before it. */
static bool
find_record(struct csv_in *in)
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
    return true;
}

/* Whether the bytes of a record that are no plain ASCII are text all the same. */
static bool
regular_bytes(const char *text, size_t n)
{
    return !memchr(text, '\r', n) && !memchr(text, '\0', n) &&
           !u8_check((const uint8_t *)text, n) && !csv_inner_bom(text, n, 0);
}

/* Whether the quotes between two offsets stand where RFC 4180 lets them. */
static bool
regular_quotes(const struct csv_state *s, size_t from, size_t to)
{
    const struct csv_index *x = s->index;
    const char *t = x->origin;
    bool open = false, second = false; /* of a pair that stands for one quote */
    for (size_t w = from / 64; w <= to / 64; w++)
        for (uint64_t bits = csv_index_part(x->quote, w, from, to); bits;
             bits &= bits - 1) {
            size_t at = 64 * w + (size_t)__builtin_ctzll(bits);
            if (second) {
                second = false;
            } else if (!open) {
                if (at != from && t[at - 1] != s->delimiter)
                    return false;
                open = true;
            } else if (at + 1 < to && t[at + 1] == '"') {
                second = true;
            } else {
                if (at + 1 != to && t[at + 1] != s->delimiter)
                    return false;
                open = false;
            }
        }
    return !open;
}

/* A record by offsets as of the index: of its text, of its first and last cell among the ends
 * of cells; lines: line feeds in it. */
struct record {
    size_t from, to, first, last;
    bool quotes;
    long lines;
};

/* The record that ends with the k-th line feed; false when it is not regular. */
static inline bool
look_at(const struct csv_state *s, size_t k, size_t from, size_t first,
        struct record *r)
{
    const struct csv_index *x = s->index;
    *r = (struct record){from, x->end[x->last[k]], first, x->last[k], false, 0};
    if ((s->allow & CSV_ALLOW_CRLF) && r->to > from && x->origin[r->to - 1] == '\r')
        r->to--;
    if (r->to == from || r->last - first >= CSV_CELLS_MAX)
        return false;
    if (!csv_index_any(x->quote, x->odd, from, r->to))
        return true;
    if (csv_index_any(x->odd, x->odd, from, r->to) &&
        !regular_bytes(x->origin + from, r->to - from))
        return false;
    r->quotes = csv_index_any(x->quote, x->quote, from, r->to);
    if (!r->quotes)
        return true;
    r->lines = csv_lines_in(x->origin + from, r->to - from);
    return regular_quotes(s, from, r->to) &&
           (!r->lines || (s->allow & CSV_ALLOW_NEWLINE));
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

/* Cells of the record, copied, those that are wanted closed with a NUL. */
static void
take_cells(struct csv_state *s, const struct record *r)
{
    const struct csv_index *x = s->index;
    s->text = csv_room(s->text, &s->text_size, r->to - r->from + 1 + CSV_SLACK);
    memcpy(s->text, x->origin + r->from, r->to - r->from);
    s->n = r->last - r->first + 1;
    for (size_t k = 0; k < (s->wanted ? s->wanted_n : s->n); k++) {
        size_t i = s->wanted ? s->wanted[k] : k;
        if (i >= s->n)
            break;
        char *at = s->text + (i ? x->end[r->first + i - 1] + 1 - r->from : 0);
        char *end =
            s->text + ((i + 1 == s->n ? r->to : x->end[r->first + i]) - r->from);
        char *closed = r->quotes && *at == '"' && end != at ? unquote(at, end) : end;
        *closed = '\0';
        s->cell[i] = at;
        s->len[i] = (size_t)(closed - at);
    }
}

void
csv_take(struct csv_in *in, size_t n)
{
    struct csv_state *s = in->state;
    if (!n)
        return;
    s->line += (long)n;
    s->records += n;
    s->taken = s->index->last[s->records - 1] + 1;
    s->chunk_at =
        (size_t)(s->index->origin - s->chunk) + s->index->end[s->taken - 1] + 1;
}

/* Whether the next record may be told by the index, and ends there. */
static bool
is_indexed(struct csv_in *in)
{
    struct csv_state *s = in->state;
    return s->fast && s->line != 0 && !s->endless && find_record(in);
}

bool
csv_next_regular(struct csv_in *in, struct csv_row *row)
{
    struct csv_state *s = in->state;
    struct record r;
    if (!is_indexed(in) ||
        !look_at(s, s->records, (size_t)(s->chunk + s->chunk_at - s->index->origin),
                 s->taken, &r))
        return false;
    take_cells(s, &r);
    *row = (struct csv_row){
        s->cell, s->len, s->n, s->line + 1, s->index->origin + r.from, r.to - r.from};
    s->line += r.lines;
    csv_take(in, 1);
    return true;
}

/* The wanted cells of a record of so many cells, out of their quotes, into column k of each.
 * False when one has quotes inside, which would have to go. */
static inline bool
wanted_cells(const struct csv_state *s, const struct record *r, struct csv_span *out,
             size_t step)
{
    const struct csv_index *x = s->index;
    for (size_t k = 0; k < s->wanted_n; k++, out += step) {
        size_t i = r->first + s->wanted[k];
        size_t from = i == r->first ? r->from : x->end[i - 1] + 1;
        size_t to = i == r->last ? r->to : x->end[i];
        if (r->quotes && from != to && x->origin[from] == '"') {
            from++, to--;
            if (memchr(x->origin + from, '"', to - from))
                return false;
        }
        *out = (struct csv_span){x->origin + from, to - from};
    }
    return true;
}

size_t
csv_ahead(struct csv_in *in, size_t cells, struct csv_span *cell, size_t step)
{
    struct csv_state *s = in->state;
    const struct csv_index *x = s->index;
    struct record r;
    size_t n = 0;
    if (!is_indexed(in))
        return 0;
    size_t first = s->taken;
    size_t from = (size_t)(s->chunk + s->chunk_at - x->origin);
    size_t max = x->records - s->records < step ? x->records - s->records : step;
    for (; n < max; n++) {
        if (!look_at(s, s->records + n, from, first, &r) ||
            r.last - r.first + 1 != cells || r.lines ||
            !wanted_cells(s, &r, cell + n, step))
            break;
        from = x->end[r.last] + 1;
        first = r.last + 1;
    }
    return n;
}
