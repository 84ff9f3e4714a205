#include "publisher/sheet.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/msg.h"
#include "program/num.h"
#include "program/pattern.h"

#define CELL_MAX ((size_t)1 << 20)
#define TOTAL_MAX 50000000

const char sheet_uncalculated[] = "#NEVER-CALCULATED";
const char sheet_not_shown[] = "#NOT-SHOWN";

void
sheet_die(const struct sheet *s, const char *format, ...)
{
    char text[1024];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    die(EX_DATAERR, "%s: %s", s->package.file, text);
}

static char *
names_listed(struct mem *run, char *const name[], int n)
{
    char *list = mem_copy(run, "");
    for (int i = 0; i < n && i < 20; i++)
        list = mem_print(run, "%s%s%s", list, i ? ", " : "", msg_quote(name[i]));
    return n > 20 ? mem_print(run, "%s and %d more", list, n - 20) : list;
}

/* Those whose names fit: how many, and the first. */
static int
fitting(struct sheet *s, char *const there[], int n, int *first)
{
    char *piece[PATTERN_SLOTS];
    int fit = 0;
    for (int i = 0; i < n; i++)
        if (pattern_match(&s->choice->name, s->run, pattern_squeeze(s->run, there[i]),
                          piece) &&
            !fit++)
            *first = i;
    return fit;
}

int
sheet_choose(struct sheet *s, char *const there[], int n)
{
    const struct sheet_choice *c = s->choice;
    s->there = there;
    s->sheets = n;
    if (!c)
        return -1;
    const char *list = names_listed(s->run, there, n);
    int i = (int)c->number - 1, fit = 1;
    if (c->number && (i < 0 || i >= n))
        sheet_die(s, "no sheet number %ld, there %s %d: %s", c->number,
                  n == 1 ? "is" : "are", n, list);
    if (!c->number)
        fit = fitting(s, there, n, &i);
    if (!fit)
        sheet_die(s, "no sheet %s, there %s %s",
                  msg_quote(pattern_text(&c->name, s->run)), n == 1 ? "is" : "are",
                  list);
    if (fit > 1)
        sheet_die(s, "%d sheets are %s, expected one (--sheet chooses): %s", fit,
                  msg_quote(pattern_text(&c->name, s->run)), list);
    s->name = there[i];
    return i;
}

static void *
grow(void *old, size_t *size, size_t want, size_t item)
{
    if (want <= *size)
        return old;
    size_t more = *size ? *size : 64;
    while (more < want)
        more *= 2;
    void *p = realloc(old, more * item);
    if (!p)
        die(EX_OSERR, "out of memory: %zu bytes wanted for a sheet", more * item);
    *size = more;
    return p;
}

void
sheet_text_clear(struct sheet *s)
{
    s->cell.n = 0;
    mem_reset(&s->cell_mem);
    sheet_text_add(s, "", 0);
}

void
sheet_text_add(struct sheet *s, const char *text, size_t n)
{
    struct sheet_text *t = &s->cell;
    if (t->n + n > CELL_MAX)
        sheet_die(s, "row %ld: a cell of more than 1 MiB", s->reading);
    t->text = grow(t->text, &t->size, t->n + n + 1, 1);
    memcpy(t->text + t->n, text, n);
    t->n += n;
    t->text[t->n] = '\0';
}

void
sheet_text_look(struct sheet *s, enum sheet_look look, const char *text, size_t n)
{
    static const char *const digit[][10] = {
        {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074", "\u2075", "\u2076", "\u2077",
         "\u2078", "\u2079"},
        {"\u2080", "\u2081", "\u2082", "\u2083", "\u2084", "\u2085", "\u2086", "\u2087",
         "\u2088", "\u2089"}};
    for (size_t i = 0; look != LOOK_PLAIN && i < n; i++) {
        bool last = i + 1 == n || ((unsigned char)text[i + 1] & 0xc0) != 0x80;
        if (look != LOOK_STRUCK && text[i] >= '0' && text[i] <= '9') {
            const char *d = digit[look == LOOK_LOWERED][text[i] - '0'];
            sheet_text_add(s, d, strlen(d));
        } else {
            sheet_text_add(s, text + i, 1);
        }
        if (look == LOOK_STRUCK && last)
            sheet_text_add(s, "\u0336", strlen("\u0336"));
    }
    if (look == LOOK_PLAIN)
        sheet_text_add(s, text, n);
}

const char *
sheet_looking(struct sheet *s, enum sheet_look look, const char *text)
{
    const char *copy = mem_copy(&s->cell_mem, text);
    s->cell.n = 0;
    sheet_text_look(s, look, copy, strlen(copy));
    return s->cell.text;
}

const char *
sheet_apart(struct mem *m, const char *shown, const char *number)
{
    return shown[strspn(shown, "0123456789., ")]
               ? shown
               : mem_print(m, "%s (stored %s)", shown, number);
}

static void
put(struct sheet *s, const char *text)
{
    size_t n = strlen(text) + 1;
    s->text = grow(s->text, &s->text_size, s->text_len + n, 1);
    s->start = grow(s->start, &s->start_size, (size_t)s->cells + 1, sizeof *s->start);
    s->start[s->cells++] = s->text_len;
    memcpy(s->text + s->text_len, text, n);
    s->text_len += n;
}

void
sheet_cell(struct sheet *s, int column, const char *text)
{
    if (!*text)
        return;
    if (column < s->first_column || column > s->last_column) {
        s->outside = s->outside || !pattern_is_blank(text);
        return;
    }
    struct sheet_merge *merge = s->merges ? sheet_merge_over(s, column) : NULL;
    if (merge && (column > merge->column || s->reading > merge->first)) {
        sheet_covered(s, column, text);
        return;
    }
    if (merge)
        merge->text = mem_copy(s->run, text);
    if (s->column_hidden[column] == 1 && !pattern_is_blank(text)) {
        s->column_hidden[column] = 2;
        s->cut.hidden_columns++;
    }
    while (s->cells < column - s->first_column)
        put(s, "");
    put(s, text);
}

void
sheet_hide_columns(struct sheet *s, int first, int last)
{
    for (int i = first < 1 ? 1 : first; i <= last && i <= SHEET_COLUMNS; i++)
        s->column_hidden[i] = 1;
}

/* Counts the rows of the range that have text beside it, and those above and below. */
static void
count_cut(struct sheet *s, long number, long last)
{
    bool inside = false;
    for (int i = 0; i < s->cells && !inside; i++)
        inside = !pattern_is_blank(s->text + s->start[i]);
    long above = s->first_row - number, below = last - s->last_row,
         n = last - number + 1;
    above = above < 0 ? 0 : above > n ? n : above;
    below = below < 0 ? 0 : below > n ? n : below;
    if (inside || s->outside) {
        s->cut.above += above;
        s->cut.below += below;
    }
    if (s->outside)
        s->cut.beside += n - above - below;
    if (s->row_hidden && inside)
        s->cut.hidden_rows += n - above - below;
    s->outside = s->row_hidden = false;
}

void
sheet_row(struct sheet *s, long number, long times)
{
    int n = s->cells;
    long last = number + times - 1;
    count_cut(s, number, last);
    s->cells = 0;
    size_t len = s->text_len;
    s->text_len = 0;
    if (number < s->first_row)
        number = s->first_row;
    if (last > s->last_row)
        last = s->last_row;
    if (!n || number > last)
        return;
    s->total += (size_t)n * (size_t)(last - number + 1);
    if (s->total > TOTAL_MAX)
        sheet_die(s, "row %ld: more than 50 million cells so far", number);
    s->row = grow(s->row, &s->row_size, s->tail + 1, sizeof *s->row);
    struct sheet_row *r = &s->row[s->tail++];
    char *text = mem_get(&s->rows_mem, len);
    memcpy(text, s->text, len);
    *r = (struct sheet_row){.number = number,
                            .times = last - number + 1,
                            .cell = mem_array(&s->rows_mem, (size_t)n, sizeof *r->cell),
                            .n = n};
    r->span = sheet_spans(s, number, &r->spans);
    for (int i = 0; i < n; i++)
        r->cell[i] = text + s->start[i];
}

/* A number of more than 15 digits as it is stored: rounded to 15 it would be another. */
static const char *
whole(struct sheet *s, const char *text, double x)
{
    char *stored = pattern_squeeze(&s->cell_mem, text);
    const char *digits = stored + (*stored == '-');
    return digits[strspn(digits, "0123456789")] ? mem_print(&s->cell_mem, "%.0f", x)
                                                : stored;
}

const char *
sheet_number(struct sheet *s, const char *text, int places)
{
    static const char blank[] = " \t\r\n";
    char plain[NUM_MAX], *end;
    double x = strtod(text + strspn(text, blank), &end);
    end += strspn(end, blank);
    if (end == text || *end || !isfinite(x) ||
        text[strspn(text, "0123456789+-.eE \t\r\n")])
        sheet_die(s, "row %ld: %s is stored as a number, expected one like 1234.5",
                  s->reading, msg_quote(text));
    num_text(x, plain);
    if (fabs(x) >= 1e15 && !places) {
        if (!s->cut.long_numbers++)
            s->cut.long_row = s->reading;
        return whole(s, text, x);
    }
    if (places)
        num_text(strtod(mem_print(&s->cell_mem, "%se%d", plain, places), NULL), plain);
    return mem_copy(&s->cell_mem, plain);
}

const char *
sheet_percent(struct sheet *s, const char *text)
{
    return mem_print(&s->cell_mem, "%s%%", sheet_number(s, text, 2));
}

bool
sheet_is_error(const char *text)
{
    static const char *const name[] = {"#DIV/0!", "#N/A",  "#NAME?", "#NULL!",
                                       "#NUM!",   "#REF!", "#VALUE!"};
    for (size_t i = 0; i < sizeof name / sizeof *name; i++)
        if (!strcmp(text, name[i]))
            return true;
    return !strncmp(text, "Err:", 4) && text[4] &&
           !text[4 + strspn(text + 4, "0123456789")];
}

/* Letters of a column, digits of a row; returns what is behind, row 0 without digits. */
static const char *
reference(const char *p, int *column, long *row)
{
    *column = 0;
    *row = 0;
    for (; *p >= 'A' && *p <= 'Z' && *column <= SHEET_COLUMNS; p++)
        *column = 26 * *column + (*p - 'A' + 1);
    for (; *p >= '0' && *p <= '9' && *row <= SHEET_ROWS; p++)
        *row = 10 * *row + (*p - '0');
    return p;
}

const char *
sheet_range_fault(const char *range)
{
    int column;
    long row;
    const char *p = reference(range, &column, &row);
    if (!column || !row || column > SHEET_COLUMNS || row > SHEET_ROWS)
        return "expected a first cell like A3";
    if (!*p)
        return NULL;
    int last_column;
    long last_row;
    if (*p != ':' || *reference(p + 1, &last_column, &last_row) || !last_column)
        return "expected a range like A3:M or A3:M200";
    if (last_column < column || last_column > SHEET_COLUMNS ||
        (last_row && last_row < row) || last_row > SHEET_ROWS)
        return "its last cell lies before the first, or outside of any sheet";
    return NULL;
}

size_t
sheet_range_width(const char *range)
{
    int first, last;
    long row;
    const char *p = range ? reference(range, &first, &row) : "";
    if (!*p)
        return 0;
    reference(p + 1, &last, &row);
    return (size_t)(last - first + 1);
}

static void
open_book(struct sheet *s, const char *path)
{
    zip_parts_open(&s->package, s->run, path);
    if (zip_parts_has(&s->package, "[Content_Types].xml"))
        xlsx_open(s);
    else if (zip_parts_has(&s->package, "content.xml"))
        ods_open(s);
    else
        sheet_die(s, "is a zip file and no workbook (.xlsx or .ods)");
}

int
sheet_names(struct mem *run, const char *path, char ***name)
{
    struct sheet s = {.run = run};
    open_book(&s, path);
    *name = mem_array(run, (size_t)s.sheets + 1, sizeof **name);
    for (int i = 0; i < s.sheets; i++)
        (*name)[i] = mem_copy(run, s.there[i]);
    zip_parts_close(&s.package);
    mem_release(&s.cell_mem);
    free(s.cell.text);
    return s.sheets;
}

void
sheet_open(struct sheet_in *in, struct mem *run, const char *path,
           const struct sheet_choice *choice, const char *range)
{
    struct sheet *s = mem_get(run, sizeof *s);
    *s = (struct sheet){.run = run,
                        .choice = choice,
                        .first_row = 1,
                        .last_row = SHEET_ROWS,
                        .first_column = 1,
                        .last_column = SHEET_COLUMNS};
    if (range) {
        int column;
        long row;
        const char *p = reference(range, &s->first_column, &s->first_row);
        if (*p) {
            reference(p + 1, &column, &row);
            s->last_column = column;
            s->last_row = row ? row : SHEET_ROWS;
        }
    }
    s->given = s->first_row - 1;
    open_book(s, path);
    *in = (struct sheet_in){s->package.file, s->name, s};
}

char *
sheet_cell_name(const struct sheet_in *in, struct mem *m, size_t place, long row)
{
    char name[SHEET_CELL_NAME];
    return mem_copy(m,
                    sheet_cell_at(name, place + (size_t)in->sheet->first_column, row));
}

void
sheet_width(struct sheet_in *in, int n)
{
    in->sheet->width = n;
}

/* The cells as one line of CSV: what a reject shows. */
static char *
raw_line(struct mem *m, char *const cell[], size_t n, size_t *len)
{
    size_t size = 1;
    for (size_t i = 0; i < n; i++)
        size += 2 * strlen(cell[i]) + 3;
    char *out = mem_get(m, size), *o = out;
    for (size_t i = 0; i < n; i++) {
        bool quote = cell[i][strcspn(cell[i], ",\"\r\n")] != '\0';
        if (i)
            *o++ = ',';
        if (quote)
            *o++ = '"';
        for (const char *p = cell[i]; *p; p++) {
            if (*p == '"')
                *o++ = '"';
            *o++ = *p;
        }
        if (quote)
            *o++ = '"';
    }
    *o = '\0';
    *len = (size_t)(o - out);
    return out;
}

enum csv_got
sheet_next(struct sheet_in *in, struct csv_row *row)
{
    static char blank[] = "";
    struct sheet *s = in->sheet;
    bool more = true;
    while (s->head == s->tail && more) {
        mem_reset(&s->rows_mem);
        s->head = s->tail = 0;
        more = part_step(s->part);
    }
    if (s->head == s->tail)
        return CSV_END;
    struct sheet_row *r = &s->row[s->head];
    bool gap = ++s->given < r->number;
    s->at = gap ? NULL : r;
    size_t n = gap ? 1 : (size_t)r->n, width = n;
    if (width < (size_t)s->width)
        width = (size_t)s->width;
    s->out = grow(s->out, &s->out_size, width, sizeof *s->out);
    for (size_t i = 0; i < width; i++)
        s->out[i] = gap || i >= n ? blank : r->cell[i];
    *row = (struct csv_row){.cell = s->out, .n = width, .line = s->given};
    row->raw = raw_line(&s->rows_mem, s->out, width, &row->raw_len);
    if (!gap && s->given == r->number + r->times - 1)
        s->head++;
    return CSV_ROW;
}

void
sheet_close(struct sheet_in *in)
{
    struct sheet *s = in->sheet;
    part_close(s->part);
    zip_parts_close(&s->package);
    mem_release(&s->rows_mem);
    mem_release(&s->cell_mem);
    free(s->cell.text);
    free(s->text);
    free(s->start);
    free(s->row);
    free(s->out);
}
