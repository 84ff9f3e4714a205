#include "microdata/record_blocks.h"

#include <stdlib.h>
#include <string.h>

#include "program/progress.h"
#include "table/csv_index.h"

#define LONGEST ((size_t)1 << 25) /* no record that is read is as long as this */

static char *
grown(char *old, size_t *room, size_t n)
{
    if (n <= *room)
        return old;
    char *more = realloc(old, n + CSV_SLACK);
    if (!more)
        die(EX_OSERR, "out of memory: %zu bytes wanted for a block of records", n);
    *room = n;
    return more;
}

void
record_blocks_open(struct record_blocks *b, struct csv_in *in, long line, size_t bytes)
{
    unsigned char first[64];
    size_t got;
    *b = (struct record_blocks){
        .in = in, .bytes = bytes, .line = line, .size = csv_size(in)};
    b->pieces = csv_can_again(in) && csv_can_part(in);
    b->members = !b->pieces && csv_can_again(in) &&
                 csv_file_bytes(in, first, sizeof first, 0, &got) &&
                 gzip_member_size(first, got);
    *(b->pieces ? &b->at : &b->skip) = csv_offset(in);
    b->rest = grown(NULL, &b->rest_room, 1);
    pthread_mutex_init(&b->lock, NULL);
    pthread_cond_init(&b->turn, NULL);
}

/* An empty text behind so many free bytes. */
static void
begin_text(struct record_block *out, size_t free_bytes)
{
    out->buffer = grown(out->buffer, &out->room, free_bytes + 1);
    out->text = out->buffer + free_bytes;
    out->n = 0;
}

/* Room for a text of n bytes where it begins. */
static void
make_room(struct record_block *out, size_t n)
{
    size_t at = (size_t)(out->text - out->buffer);
    out->buffer = grown(out->buffer, &out->room, at + n);
    out->text = out->buffer + at;
}

/* As many bytes more as a block has. False when nothing more can be had. */
static bool
read_more(struct record_blocks *b, struct record_block *out)
{
    size_t want = out->n + b->bytes;
    make_room(out, want);
    while (out->n < want) {
        size_t got = 0;
        enum bytes_got code = csv_bytes(b->in, out->text + out->n, want - out->n, &got);
        out->n += got;
        b->ended = code == BYTES_END;
        b->trouble = code == BYTES_DAMAGED || code == BYTES_FAILED;
        if (code != BYTES_OK)
            return false;
    }
    return true;
}

/* Behind the last line feed outside quotes; 0 without one. inside: of the end. */
static size_t
last_end(const char *text, size_t n, bool inside)
{
    for (; n; n--) {
        if (text[n - 1] == '\n' && !inside)
            return n;
        inside ^= text[n - 1] == '"';
    }
    return 0;
}

/* The block ends at `cut`; what stands behind it, of so many lines in all, is kept. */
static void
keep_rest(struct record_blocks *b, struct record_block *out, size_t cut,
          long long lines)
{
    b->rest_n = out->n - cut;
    b->rest = grown(b->rest, &b->rest_room, b->rest_n + 1);
    if (b->rest_n)
        memcpy(b->rest, out->text + cut, b->rest_n);
    b->line += (long)(lines - csv_index_counts(b->rest, b->rest_n).lines);
    out->n = cut;
}

static void
fill(struct record_blocks *b, struct record_block *out)
{
    struct csv_counts all = {0, 0};
    size_t cut = 0, counted = 0;
    begin_text(out, 0);
    make_room(out, b->rest_n + 1);
    if (b->rest_n)
        memcpy(out->text, b->rest, b->rest_n);
    out->n = b->rest_n;
    out->line = b->line;
    while (!cut && !b->ended && !b->trouble) {
        read_more(b, out);
        struct csv_counts more =
            csv_index_counts(out->text + counted, out->n - counted);
        all.quotes += more.quotes;
        all.lines += more.lines;
        size_t end = last_end(out->text + counted, out->n - counted, all.quotes & 1);
        cut = b->ended ? out->n : end ? counted + end : 0;
        counted = out->n;
        b->trouble |= !cut && out->n > LONGEST;
    }
    keep_rest(b, out, cut, all.lines);
}

#define UNPACKED \
    ((size_t)1 << 19) /* bytes of text that are taken at once, or little more */
#define HEAD \
    ((size_t)4096) /* bytes kept free before a text, for what the one before leaves */
#define PACKED (2 * GZIP_MEMBER_MAX)

/* The text behind n bytes more. */
static void
put_before(struct record_block *out, const char *more, size_t n)
{
    size_t free = (size_t)(out->text - out->buffer);
    if (n > free) {
        make_room(out, n + out->n + 1);
        memmove(out->buffer + n, out->text, out->n);
        out->text = out->buffer + n;
    }
    out->text -= n;
    if (n)
        memcpy(out->text, more, n);
    out->n += n;
}

/* The next members as they stand in the file, whole ones; n: bytes of them, 0 at the end. */
static void
take_members(struct record_blocks *b, struct record_block *out, size_t *n)
{
    size_t got, text = 0;
    *n = 0;
    if (!out->packed && !(out->packed = malloc(PACKED)))
        die(EX_OSERR, "out of memory: %zu bytes wanted", PACKED);
    if (!csv_file_bytes(b->in, out->packed, PACKED, b->at, &got)) {
        b->trouble = true;
        return;
    }
    while (*n < got && text < UNPACKED) {
        size_t size = gzip_member_size(out->packed + *n, got - *n);
        if (size > got - *n)
            break;
        if (!size) {
            b->trouble = got - *n >= GZIP_MEMBER_MAX || got < PACKED;
            break;
        }
        size_t holds = gzip_member_text(out->packed + *n, size);
        b->cut = holds > 0;
        text += holds;
        *n += size;
    }
    b->trouble |= !*n && (got || b->at < b->size);
    b->at += (long long)*n;
    progress_bytes(*n);
}

/* False when one of them is not as its header says. */
static bool
unpack_members(struct record_block *out, size_t n)
{
    if (!out->unpacker)
        out->unpacker = gzip_unpacker_new();
    for (size_t at = 0, got; at < n; out->n += got) {
        size_t size = gzip_member_size(out->packed + at, n - at);
        make_room(out, out->n + GZIP_MEMBER_MAX);
        if (!gzip_member_unpack(out->unpacker, out->packed + at, size,
                                out->text + out->n, &got))
            return false;
        at += size;
    }
    return true;
}

/* What stands in the file from `at` on. False when it cannot be read. */
static bool
read_piece(struct record_blocks *b, struct record_block *out, long long at)
{
    make_room(out, b->bytes);
    bool good = csv_file_bytes(b->in, out->text, b->bytes, at, &out->n);
    progress_bytes(out->n);
    return good;
}

/* What was read, or unpacked, behind what was left over, cut where the last record ends. counts:
 * of what was read. last: nothing was, as the file has ended. */
static void
cut_in_turn(struct record_blocks *b, struct record_block *out, struct csv_counts counts,
            bool last)
{
    size_t drop = (long long)out->n < b->skip ? out->n : (size_t)b->skip;
    if (drop) {
        out->n -= drop;
        b->skip -= (long long)drop;
        out->text += drop;
        counts = csv_index_counts(out->text, out->n);
    }
    struct csv_counts before = csv_index_counts(b->rest, b->rest_n);
    bool inside = (before.quotes + counts.quotes) & 1;
    size_t end = last_end(out->text, out->n, inside), n = b->rest_n;
    put_before(out, b->rest, n);
    out->line = b->line;
    keep_rest(b, out, last ? out->n : end ? n + end : 0, before.lines + counts.lines);
    b->trouble |= b->rest_n > LONGEST;
}

/* A piece ends the file when it is short; what comes behind it nevertheless came later. */
static void
see_end(struct record_blocks *b, long long at, size_t n)
{
    b->trouble |= (b->ended && n) || (n < b->bytes && at + (long long)n < b->size);
    b->ended = n < b->bytes;
}

/* One piece, or group of members, in its turn. False when there is none, or there was trouble. */
static bool
next_group(struct record_blocks *b, struct record_block *out)
{
    size_t n = 0;
    begin_text(out, b->bytes < HEAD ? b->bytes : HEAD);
    pthread_mutex_lock(&b->lock);
    size_t turn = b->given++;
    long long at = b->at;
    if (b->pieces)
        b->at += (long long)b->bytes;
    else
        take_members(b, out, &n);
    pthread_mutex_unlock(&b->lock);
    bool good = b->pieces ? read_piece(b, out, at) : unpack_members(out, n);
    n = b->pieces ? out->n : n;
    struct csv_counts counts = csv_index_counts(out->text, out->n);
    pthread_mutex_lock(&b->lock);
    while (b->done != turn && !b->trouble)
        pthread_cond_wait(&b->turn, &b->lock);
    b->trouble |= !good;
    if (b->pieces)
        see_end(b, at, n);
    if (!b->trouble)
        cut_in_turn(b, out, counts, !n);
    b->done++;
    pthread_cond_broadcast(&b->turn);
    good = !b->trouble && (n || out->n);
    pthread_mutex_unlock(&b->lock);
    return good;
}

static bool
next_in_turn(struct record_blocks *b, struct record_block *out)
{
    bool any = next_group(b, out);
    while (any && !out->n)
        any = next_group(b, out);
    return any;
}

bool
record_blocks_next(struct record_blocks *b, struct record_block *out)
{
    if (b->pieces || b->members)
        return next_in_turn(b, out);
    pthread_mutex_lock(&b->lock);
    bool any = !b->ended && !b->trouble;
    if (any)
        fill(b, out);
    any = any && !b->trouble && out->n;
    pthread_mutex_unlock(&b->lock);
    return any;
}

void
record_blocks_trouble(struct record_blocks *b)
{
    pthread_mutex_lock(&b->lock);
    b->trouble = true;
    pthread_cond_broadcast(&b->turn);
    pthread_mutex_unlock(&b->lock);
}

void
record_block_free(struct record_block *block)
{
    free(block->buffer);
    free(block->packed);
    if (block->unpacker)
        gzip_unpacker_free(block->unpacker);
}

void
record_blocks_close(struct record_blocks *b)
{
    pthread_mutex_destroy(&b->lock);
    pthread_cond_destroy(&b->turn);
    free(b->rest);
}
