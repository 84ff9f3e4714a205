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

static void
say_fault(FILE *out, const struct csv_in *in, const struct csv_row *row)
{
    const struct csv_fault *f = &in->fault;
    fprintf(out, "fault %s, line %ld, byte %zu, %s, %d, %u, raw %zu: ", f->code,
            f->line, f->column, f->what, f->fatal, f->allow, row->raw_len);
    fwrite(row->raw, 1, row->raw_len, out);
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
        good = false;
        say_fault(out, in, &row);
        if (in->fault.fatal)
            break;
    }
    return good;
}

#define AHEAD 5
#define CELLS 16

/* Every second cell of the records that can be seen ahead; sometimes one fewer is taken. */
static void
say_ahead(struct csv_in *in, FILE *out, size_t cells, const size_t *want, size_t n)
{
    struct csv_span cell[(CELLS / 2 + 1) * AHEAD];
    static unsigned turn;
    size_t seen = csv_ahead(in, cells, cell, AHEAD);
    if (seen > 1 && turn++ % 2)
        seen--;
    for (size_t i = 0; i < seen; i++) {
        fprintf(out, "%zu cells:", cells);
        for (size_t k = 0; k < n; k++) {
            const struct csv_span *s = &cell[k * AHEAD + i];
            fprintf(out, "\n  %zu %zu: %.*s", want[k], s->n, (int)s->n, s->text);
        }
        putc('\n', out);
    }
    csv_take(in, seen);
}

static void
say_wanted(const struct csv_row *row, FILE *out, const size_t *want, size_t n)
{
    fprintf(out, "%zu cells:", row->n);
    for (size_t k = 0; k < n && want[k] < row->n; k++)
        fprintf(out, "\n  %zu %zu: %.*s", want[k], row->len[want[k]],
                (int)row->len[want[k]], row->cell[want[k]]);
    putc('\n', out);
}

/* Some cells of the records behind the first, which says how many they have. */
static bool
say_some(struct csv_in *in, FILE *out)
{
    struct csv_row row;
    size_t want[CELLS / 2 + 1], n = 0, cells;
    bool good = csv_next(in, &row) == CSV_ROW;
    if (!good || row.n > CELLS)
        return good;
    cells = row.n;
    for (size_t i = (cells + 1) % 2; i < cells; i += 2)
        want[n++] = i;
    csv_want(in, want, n);
    for (;;) {
        say_ahead(in, out, cells, want, n);
        enum csv_got got = csv_next(in, &row);
        if (got == CSV_END)
            break;
        if (got == CSV_ROW)
            say_wanted(&row, out, want, n);
        else
            say_fault(out, in, &row);
        if (got == CSV_BAD)
            fprintf(out, "up to byte %lld\n", csv_offset(in));
        if (got == CSV_BAD && in->fault.fatal)
            break;
        good = good && got == CSV_ROW;
    }
    return good;
}

struct csv_said
csv_said_of(const char *path, const char *reader, char delimiter, unsigned allow,
            bool say(struct csv_in *, FILE *))
{
    struct csv_said s = {NULL, 0, false};
    FILE *out = open_memstream(&s.text, &s.n);
    struct mem run = {0};
    struct csv_in in;
    setenv("ATTEST_CSV_READER", reader, 1);
    csv_open(&in, &run, path, delimiter, allow);
    s.good = say(&in, out);
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
is_same(const struct csv_said *libcsv, struct csv_said said, const char *which)
{
    bool same = csv_same(libcsv, &said, which);
    free(said.text);
    return same;
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
    struct csv_said all = csv_said_of(path, "libcsv", delimiter, allow, csv_say),
                    some = csv_said_of(path, "libcsv", delimiter, allow, say_some);
    csv_force_chunk(chunk);
    bool alike =
        is_same(&all, csv_said_of(path, "", delimiter, allow, csv_say), "the index") &&
        is_same(&some, csv_said_of(path, "", delimiter, allow, say_some),
                "looking ahead");
    csv_index_force(CSV_INDEX_AVX2);
    alike = alike && is_same(&all, csv_said_of(path, "", delimiter, allow, csv_say),
                             "the index of AVX2");
    csv_index_force(CSV_INDEX_PLAIN);
    alike = alike && is_same(&all, csv_said_of(path, "", delimiter, allow, csv_say),
                             "the plain index");
    csv_index_force(CSV_INDEX_BEST);
    csv_force_chunk(0);
    free(all.text);
    free(some.text);
    return alike;
}
