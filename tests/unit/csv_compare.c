#include "csv_compare.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "table/csv_in.h"
#include "table/csv_index.h"

/* What a reader said of a text: one line an event. */
struct said {
    char *text;
    size_t n;
};

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

static struct said
read_all(const char *path, const char *reader, char delimiter, unsigned allow)
{
    struct said s = {NULL, 0};
    FILE *out = open_memstream(&s.text, &s.n);
    struct mem run = {0};
    struct csv_in in;
    struct csv_row row;
    setenv("ATTEST_CSV_READER", reader, 1);
    csv_open(&in, &run, path, delimiter, allow);
    for (enum csv_got got; (got = csv_next(&in, &row)) != CSV_END;) {
        if (got == CSV_ROW) {
            say_row(out, &row);
            continue;
        }
        const struct csv_fault *f = &in.fault;
        fprintf(out, "fault %s, line %ld, byte %zu, %s, %d, %u, raw %zu: ", f->code,
                f->line, f->column, f->what, f->fatal, f->allow, row.raw_len);
        fwrite(row.raw, 1, row.raw_len, out);
        putc('\n', out);
        if (f->fatal)
            break;
    }
    csv_close(&in);
    fclose(out);
    mem_release(&run);
    return s;
}

static bool
same(const struct said *a, const struct said *b, const char *which)
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

bool
csv_compare(const char *text, size_t n, char delimiter, unsigned allow)
{
    char path[] = "/tmp/csv_compare.XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0)
        abort();
    close(fd);
    write_whole(path, text, n);
    struct said libcsv = read_all(path, "libcsv", delimiter, allow);
    struct said fast = read_all(path, "", delimiter, allow);
    csv_index_force_plain(true);
    struct said plain = read_all(path, "", delimiter, allow);
    csv_index_force_plain(false);
    unlink(path);
    bool alike =
        same(&libcsv, &fast, "the index") && same(&libcsv, &plain, "the plain index");
    free(libcsv.text);
    free(fast.text);
    free(plain.text);
    return alike;
}
