#include "csv_compare.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "table/csv_index.h"

static void
write_whole(const char *path, const char *text, size_t n)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(text, 1, n, f) != n || fclose(f))
        abort();
}

static void
say_row(FILE *out, const struct csv_row *row)
{
    fprintf(out, "row %ld, %zu cells, raw %zu: ", row->line, row->n, row->raw_len);
    fwrite(row->raw, 1, row->raw_len, out);
    for (size_t i = 0; i < row->n; i++)
        fprintf(out, "\n  %zu %zu: %s", row->len[i], strlen(row->cell[i]),
                row->cell[i]);
    putc('\n', out);
}

bool
csv_say(struct csv_in *in, FILE *out)
{
    struct csv_row row;
    bool good = true;
    for (enum csv_got got; (got = csv_next(in, &row)) != CSV_END;) {
        if (got == CSV_ROW) {
            say_row(out, &row);
            continue;
        }
        const struct csv_fault *f = &in->fault;
        good = false;
        fprintf(out, "fault %s, line %ld, byte %zu, %s, %d, %u, raw %zu: ", f->code,
                f->line, f->column, f->what, f->fatal, f->allow, row.raw_len);
        fwrite(row.raw, 1, row.raw_len, out);
        putc('\n', out);
        if (f->fatal)
            break;
    }
    return good;
}

struct csv_said
csv_said_of(const char *path, const char *reader, char delimiter, unsigned allow)
{
    struct csv_said s = {NULL, 0, false};
    FILE *out = open_memstream(&s.text, &s.n);
    struct mem run = {0};
    struct csv_in in;
    setenv("ATTEST_CSV_READER", reader, 1);
    csv_open(&in, &run, path, delimiter, allow);
    s.good = csv_say(&in, out);
    csv_close(&in);
    fclose(out);
    mem_release(&run);
    return s;
}

bool
csv_same(const struct csv_said *a, const struct csv_said *b, const char *which)
{
    if (a->n == b->n && !memcmp(a->text, b->text, a->n))
        return true;
    size_t i = 0;
    while (i < a->n && i < b->n && a->text[i] == b->text[i])
        i++;
    size_t from = i > 200 ? i - 200 : 0;
    fprintf(stderr,
            "%s differs from libcsv at byte %zu:\n--- libcsv\n%.400s\n--- %s\n%.400s\n",
            which, i, a->text + from, which, b->text + from);
    return false;
}

static bool
compare_chunk(const struct csv_said *libcsv, const char *path, char delimiter,
              unsigned allow, size_t chunk)
{
    csv_force_chunk(chunk);
    struct csv_said fast = csv_said_of(path, "", delimiter, allow);
    csv_index_force(CSV_INDEX_AVX2);
    struct csv_said avx2 = csv_said_of(path, "", delimiter, allow);
    csv_index_force(CSV_INDEX_PLAIN);
    struct csv_said plain = csv_said_of(path, "", delimiter, allow);
    csv_index_force(CSV_INDEX_BEST);
    csv_force_chunk(0);
    bool alike = csv_same(libcsv, &fast, "the index") &&
                 csv_same(libcsv, &avx2, "the index of AVX2") &&
                 csv_same(libcsv, &plain, "the plain index");
    free(fast.text);
    free(avx2.text);
    free(plain.text);
    return alike;
}

bool
csv_compare(const char *text, size_t n, char delimiter, unsigned allow)
{
    char path[] = "/tmp/csv_compare.XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0)
        abort();
    close(fd);
    write_whole(path, text, n);
    bool alike = csv_compare_file(path, delimiter, allow, 0) &&
                 (n > 10000 || csv_compare_file(path, delimiter, allow, 128));
    unlink(path);
    return alike;
}

bool
csv_compare_file(const char *path, char delimiter, unsigned allow, size_t chunk)
{
    struct csv_said libcsv = csv_said_of(path, "libcsv", delimiter, allow);
    bool alike = compare_chunk(&libcsv, path, delimiter, allow, chunk);
    free(libcsv.text);
    return alike;
}
