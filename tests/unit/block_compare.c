#include "block_compare.h"

#include <stdlib.h>

#include "csv_compare.h"
#include "microdata/record_blocks.h"

struct text {
    const char *path;
    char delimiter;
    unsigned allow;
};

static bool
say_blocks(const struct text *t, struct csv_in *whole, struct mem *run, long line,
           size_t bytes, FILE *out)
{
    struct record_blocks blocks;
    struct record_block block = {0};
    struct csv_in in;
    bool good = true;
    record_blocks_open(&blocks, whole, line, bytes);
    csv_open_text(&in, run, t->path, t->delimiter, t->allow);
    while (record_blocks_next(&blocks, &block)) {
        csv_text(&in, block.text, block.n, block.line);
        good = csv_say(&in, out) && good;
    }
    good = good && !blocks.trouble;
    csv_close(&in);
    record_blocks_close(&blocks);
    record_block_free(&block);
    return good;
}

/* What stands behind the first record; bytes 0: by libcsv alone. False without one. */
static bool
said_behind_first(const struct text *t, size_t bytes, struct csv_said *s)
{
    struct mem run = {0};
    struct csv_in in;
    struct csv_row row;
    setenv("ATTEST_CSV_READER", bytes ? "" : "libcsv", 1);
    csv_open(&in, &run, t->path, t->delimiter, t->allow);
    bool any = csv_next(&in, &row) == CSV_ROW;
    long line = row.line;
    for (size_t i = 0; any && i < row.raw_len; i++)
        line += row.raw[i] == '\n';
    FILE *out = open_memstream(&s->text, &s->n);
    if (any)
        s->good =
            bytes ? say_blocks(t, &in, &run, line + 1, bytes, out) : csv_say(&in, out);
    fclose(out);
    csv_close(&in);
    mem_release(&run);
    return any;
}

bool
block_compare(const char *path, char delimiter, unsigned allow, size_t bytes)
{
    const struct text t = {path, delimiter, allow};
    struct csv_said libcsv = {0}, blocks = {0};
    bool alike = true;
    if (said_behind_first(&t, 0, &libcsv)) {
        said_behind_first(&t, bytes, &blocks);
        if (libcsv.good != blocks.good)
            fprintf(stderr, "libcsv %s a fault, the readers of blocks %s\n",
                    libcsv.good ? "has not" : "has", blocks.good ? "have not" : "have");
        alike = libcsv.good == blocks.good &&
                (!libcsv.good || csv_same(&libcsv, &blocks, "reading in blocks"));
    }
    free(libcsv.text);
    free(blocks.text);
    return alike;
}
