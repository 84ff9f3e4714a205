#include "microdata/record_blocks.h"

#include <stdlib.h>
#include <string.h>

#include "table/csv_index.h"

#define LONGEST ((size_t)1 << 25) /* no record that is read is as long as this */

void
record_blocks_open(struct record_blocks *b, struct csv_in *in, long line, size_t bytes)
{
    *b = (struct record_blocks){.in = in, .bytes = bytes, .line = line};
    pthread_mutex_init(&b->lock, NULL);
}

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

/* As many bytes more as a block has. False when nothing more can be had. */
static bool
read_more(struct record_blocks *b, struct record_block *out)
{
    size_t want = out->n + b->bytes;
    out->text = grown(out->text, &out->room, want);
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

static void
fill(struct record_blocks *b, struct record_block *out)
{
    struct csv_counts all = {0, 0};
    size_t cut = 0, counted = 0;
    out->text = grown(out->text, &out->room, b->rest_n + 1);
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
    b->rest_n = out->n - cut;
    b->rest = grown(b->rest, &b->rest_room, b->rest_n + 1);
    if (b->rest_n)
        memcpy(b->rest, out->text + cut, b->rest_n);
    b->line += all.lines - csv_index_counts(b->rest, b->rest_n).lines;
    out->n = cut;
}

bool
record_blocks_next(struct record_blocks *b, struct record_block *out)
{
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
    pthread_mutex_unlock(&b->lock);
}

void
record_blocks_close(struct record_blocks *b)
{
    pthread_mutex_destroy(&b->lock);
    free(b->rest);
}
