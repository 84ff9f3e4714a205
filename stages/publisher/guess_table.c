#include "publisher/guess_table.h"

#include <stdio.h>
#include <string.h>

#include "program/pattern.h"
#include "publisher/sheet_in.h"
#include "table/csv_in.h"

#define TOP 40 /* a header stands within so many rows */

static void
keep_row(struct guess_table *t, struct mem *run, const struct csv_row *row)
{
    t->row = mem_more(run, t->row, t->rows, sizeof *t->row);
    struct guess_row *r = &t->row[t->rows++];
    *r = (struct guess_row){mem_array(run, row->n + 1, sizeof *r->cell), 0, 0,
                            row->line};
    for (size_t i = 0; i < row->n; i++) {
        r->cell[i] = pattern_squeeze(run, row->cell[i]);
        if (*r->cell[i]) {
            r->n = i + 1;
            r->text++;
        }
    }
}

/* UTF-16 by its mark; NULL for any other. */
static const char *
find_encoding(const char *path)
{
    FILE *file = fopen(path, "rb");
    int first = file ? getc(file) : EOF, second = file ? getc(file) : EOF;
    if (file)
        fclose(file);
    return (first == 0xff && second == 0xfe) || (first == 0xfe && second == 0xff)
               ? "utf-16"
               : NULL;
}

static void
open_csv(struct csv_in *in, struct mem *run, const char *path,
         const struct guess_table *t)
{
    csv_open(in, run, path, t->delimiter, t->allow);
    if (t->encoding)
        csv_encoding(in, run, t->encoding);
}

/* The separator that stands most often in the first lines. */
static char
find_delimiter(struct mem *run, const char *path, const struct guess_table *t)
{
    static const char candidate[] = ",;\t|";
    size_t count[sizeof candidate] = {0}, n, best = 0;
    struct csv_in in;
    const char *line;
    open_csv(&in, run, path, t);
    for (int k = 0; k < TOP && (line = csv_line(&in, &n)); k++) {
        for (size_t i = 0; i < n; i++) {
            const char *c = memchr(candidate, line[i], sizeof candidate - 1);
            if (c)
                count[c - candidate]++;
        }
        csv_pass(&in);
    }
    csv_close(&in);
    for (size_t i = 1; candidate[i]; i++)
        if (count[i] > count[best])
            best = i;
    return candidate[best];
}

/* Once more with what the file needs. */
static void
again(struct csv_in *in, struct guess_table *t, struct mem *run, const char *path)
{
    csv_close(in);
    t->rows = 0;
    open_csv(in, run, path, t);
}

void
guess_read_csv(struct guess_table *t, struct mem *run, const char *path)
{
    *t = (struct guess_table){.delimiter = ',', .encoding = find_encoding(path)};
    t->delimiter = find_delimiter(run, path, t);
    struct csv_in in;
    struct csv_row row;
    enum csv_got got;
    open_csv(&in, run, path, t);
    t->file = in.file;
    while ((got = csv_next(&in, &row)) != CSV_END && t->rows < GUESS_ROWS) {
        if (got == CSV_ROW)
            keep_row(t, run, &row);
        else if (!t->encoding && !strcmp(in.fault.code, "encoding-error") &&
                 !in.fault.allow) {
            t->encoding = "cp1252";
            again(&in, t, run, path);
        } else if (in.fault.fatal)
            break;
        else if (in.fault.allow) {
            t->allow |= in.fault.allow;
            again(&in, t, run, path);
        }
    }
    csv_close(&in);
}

void
guess_read_sheet(struct guess_table *t, struct mem *run, const char *path, long place,
                 size_t most)
{
    struct sheet_in in;
    struct csv_row row;
    struct sheet_choice choice = {.any = true, .number = place + 1};
    *t = (struct guess_table){.delimiter = ','};
    sheet_open(&in, run, path, &choice, NULL);
    t->file = in.file;
    t->sheet = mem_copy(run, in.name);
    while (t->rows < most && sheet_next(&in, &row) == CSV_ROW)
        keep_row(t, run, &row);
    sheet_close(&in);
}

static bool
is_numeric(const char *text)
{
    text += strspn(text, "-<");
    return *text && !text[strspn(text, "0123456789.,%")];
}

/* Whether a row could head those below it: names in a row, none of them twice, over rows of
 * much the same width of which some cell holds a number. */
static bool
heads(const struct guess_table *t, size_t at)
{
    const struct guess_row *h = &t->row[at];
    size_t below = 0, numbers = 0;
    if (h->text < 2 || h->text + 1 < h->n)
        return false;
    for (size_t i = at + 1; i < t->rows && i <= at + 5; i++) {
        const struct guess_row *r = &t->row[i];
        if (r->n > h->n || 2 * r->text < h->text)
            continue;
        below++;
        for (size_t k = 0; k < r->n; k++)
            numbers += is_numeric(r->cell[k]);
    }
    return numbers && (below >= 2 || below == t->rows - at - 1);
}

bool
guess_is_numeric(const struct guess_table *t)
{
    size_t numbers = 0, texts = 0;
    for (size_t r = t->first; r < t->end && r < t->first + 20; r++) {
        texts += t->row[r].text;
        for (size_t k = 1; k < t->row[r].n; k++)
            numbers += is_numeric(t->row[r].cell[k]);
    }
    return 3 * numbers >= texts;
}

bool
guess_find(struct guess_table *t)
{
    for (t->header = 0; t->header < t->rows && t->header < TOP; t->header++)
        if (heads(t, t->header))
            break;
    if (t->header == t->rows || t->header == TOP)
        return false;
    t->columns = t->row[t->header].n;
    t->first = t->header + 1;
    t->end = t->first;
    /* The table ends with its last row of two cells, or of one where it has one column; a
     * row of one long cell is a note. */
    for (size_t i = t->first; i < t->rows; i++)
        if (t->row[i].text >= 2 && 2 * t->row[i].text >= t->columns &&
            t->row[i].n <= t->columns)
            t->end = i + 1;
    for (size_t i = t->first; i < t->end; i++)
        t->blank += t->row[i].text == 0;
    return t->end > t->first;
}
