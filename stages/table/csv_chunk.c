/* The chunk of the text that is being read: filled, moved on, passed over by lines. */
#include <errno.h>
#include <string.h>

#include "table/csv_state.h"

size_t csv_chunk_size = CSV_INDEX_MAX;

void
csv_force_chunk(size_t n)
{
    csv_chunk_size = n ? n : CSV_INDEX_MAX;
}

void
csv_text(struct csv_in *in, char *text, size_t n, long line)
{
    struct csv_state *s = in->state;
    s->chunk = text;
    s->text_end = text + n;
    s->chunk_at = 0;
    s->chunk_len = n < csv_chunk_size ? n : csv_chunk_size;
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

long
csv_lines_in(const char *text, size_t n)
{
    long lines = 0;
    for (const char *p = text; (p = memchr(p, '\n', n - (size_t)(p - text))); p++)
        lines++;
    return lines;
}

long
csv_line_number(const struct csv_in *in)
{
    return in->state->line + 1;
}

/* The chunk moves on in the text that it is a part of. False at its end. */
static bool
slide(struct csv_state *s)
{
    size_t had = s->chunk_len - s->chunk_at;
    s->chunk += s->chunk_at;
    size_t left = (size_t)(s->text_end - s->chunk);
    s->chunk_at = 0;
    s->chunk_len = left < csv_chunk_size ? left : csv_chunk_size;
    s->offset += (long long)(s->chunk_len - had);
    s->indexed = false;
    s->eof = s->chunk_len == had;
    return !s->eof;
}

void
csv_ended(struct csv_in *in, bool cut)
{
    struct csv_state *s = in->state;
    cut = cut || bytes_cut(&s->bytes);
    if (cut && !s->said_cut)
        note("%s: does not end with the empty member that ends a file of bgzip: it may "
             "have been cut short",
             in->file);
    s->said_cut |= cut;
}

/* Reads on behind what is left of the chunk, which moves to its beginning. */
bool
csv_refill(struct csv_in *in)
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
        s->encoding
            ? encoding_read(s->encoding, &s->bytes, to, csv_chunk_size - kept, &got)
            : bytes_read(&s->bytes, to, csv_chunk_size - kept, &got);
    if (code == BYTES_FAILED)
        die(EX_IOERR, "%s: cannot be read: %s", in->file, strerror(errno));
    if (code == BYTES_DAMAGED)
        die(EX_DATAERR, "%s:%ld: %s", in->file,
            s->line + 1 + csv_lines_in(s->chunk, kept + got), s->bytes.why);
    s->chunk_len += got;
    s->offset += (long long)got;
    s->eof = code == BYTES_END;
    if (s->eof)
        csv_ended(in, false);
    return !s->eof;
}

/* Leaves out what is left of a line that was not read to its end. */
void
csv_skip_rest(struct csv_in *in)
{
    struct csv_state *s = in->state;
    char *lf = NULL;
    while (!lf && (s->chunk_at < s->chunk_len || csv_refill(in))) {
        lf = memchr(s->chunk + s->chunk_at, '\n', s->chunk_len - s->chunk_at);
        s->chunk_at = lf ? (size_t)(lf - s->chunk) + 1 : s->chunk_len;
    }
    s->endless = 0;
}

/* The line feed that ends the next line, in a chunk filled as far as it need be, or NULL. */
static char *
line_end(struct csv_in *in)
{
    struct csv_state *s = in->state;
    char *lf;
    for (;;) {
        lf = memchr(s->chunk + s->chunk_at, '\n', s->chunk_len - s->chunk_at);
        bool full = s->chunk_at == 0 && s->chunk_len == csv_chunk_size;
        if (lf || full || !csv_refill(in))
            return lf;
    }
}

const char *
csv_line(struct csv_in *in, size_t *n)
{
    struct csv_state *s = in->state;
    if (s->endless)
        csv_skip_rest(in);
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
    csv_skip_rest(in);
    s->indexed = false;
    s->line++;
    return true;
}
