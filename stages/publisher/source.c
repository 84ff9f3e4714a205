#include "publisher/source.h"

#include <string.h>

#include "program/folder.h"
#include "publisher/zip_parts.h"
#include "table/cell_fault.h"

/* A fault that a word of `allow` would admit says so, and a workbook that came as CSV. */
static enum csv_got
next_row(struct source *s, struct mem *run, struct csv_row *row)
{
    if (s->is_sheet)
        return sheet_next(&s->book, row);
    enum csv_got got = csv_next(&s->csv, row);
    struct csv_fault *f = &s->csv.fault;
    for (int i = 0; got == CSV_BAD && layout_allow[i]; i++)
        if (f->allow == 1U << i)
            f->what = mem_print(run, "%s; the layout may say: allow %s", f->what,
                                layout_allow[i]);
    if (got == CSV_BAD && !s->layout->encoding && !f->allow &&
        !strcmp(f->code, "encoding-error") && strstr(f->what, "UTF-"))
        f->what =
            mem_print(run, "%s; the layout may say which: encoding %s, for example",
                      f->what, strstr(f->what, "UTF-16") ? "utf-16" : "cp1252");
    if (got == CSV_BAD && row->line == 1 && zip_parts_begins(row->raw, row->raw_len)) {
        f->column = 0;
        f->what =
            "a workbook, and the layout has no sheet directive, expected sheet 1, for "
            "example";
    }
    return got;
}

static bool
next_or_end(struct source *s, struct mem *run, struct csv_row *row)
{
    enum csv_got got = next_row(s, run, row);
    if (got == CSV_BAD)
        csv_die(&s->csv);
    return got == CSV_ROW;
}

/* The first cell of a line that need not be CSV, squeezed. */
static char *
first_cell(struct mem *m, const char *line, size_t n, char delimiter)
{
    if (n >= 3 && !memcmp(line, "\xef\xbb\xbf", 3)) {
        line += 3;
        n -= 3;
    }
    bool quoted = n && *line == '"';
    const char *end =
        quoted ? memchr(line + 1, '"', n - 1) : memchr(line, delimiter, n);
    size_t from = quoted ? 1 : 0, to = end ? (size_t)(end - line) : n;
    return pattern_squeeze(m, mem_text(m, line + from, to - from));
}

/* Passes over lines above the header, which need not be CSV; false when they do not end. */
static bool
pass_lines(struct source *s, struct mem *m)
{
    const struct layout *l = s->layout;
    const char *line;
    size_t n;
    for (; s->above < l->skip && csv_pass(&s->csv); s->above++)
        ;
    if (!l->skip_to)
        return true;
    while ((line = csv_line(&s->csv, &n))) {
        if (!strcmp(first_cell(m, line, n, l->delimiter), l->skip_to))
            return true;
        csv_pass(&s->csv);
        s->above++;
    }
    return false;
}

/* The same of a sheet; row is the first of the header. */
static bool
pass_rows(struct source *s, struct mem *run, struct csv_row *row)
{
    const struct layout *l = s->layout;
    bool any = next_or_end(s, run, row);
    for (; any && s->above < l->skip; s->above++)
        any = next_or_end(s, run, row);
    while (any && l->skip_to &&
           strcmp(pattern_squeeze(run, row->cell[0]), l->skip_to) != 0) {
        s->above++;
        any = next_or_end(s, run, row);
    }
    return any;
}

static char **
blank_names(struct mem *run, int n)
{
    char **name = mem_array(run, (size_t)n + 1, sizeof *name);
    for (int i = 0; i < n; i++)
        name[i] = mem_copy(run, "");
    return name;
}

/* Rows of a sheet end with their last text, so a lower row of the header may be longer; the
 * last name above it reaches over it. */
static void
widen_header(struct source *s, struct mem *run, int n)
{
    char **name = blank_names(run, n);
    for (int i = 0; i < n; i++)
        name[i] = s->name[i < s->read ? i : s->read - 1];
    s->name = name;
    s->read = n;
}

/* Joins the rows of the header; a blank in an upper row repeats the name on its left. */
static void
join_header(struct source *s, struct mem *run, const struct csv_row *row, bool last)
{
    char *left = mem_copy(run, "");
    for (int i = 0; i < s->read; i++) {
        char *text =
            i < (int)row->n ? pattern_squeeze(run, row->cell[i]) : mem_copy(run, "");
        if (!*text && !last)
            text = left;
        left = text;
        if (!*s->name[i])
            s->name[i] = text;
        else if (*text)
            s->name[i] = mem_print(run, "%s / %s", s->name[i], text);
    }
}

/* Whether the layout ignores columns without a name. */
static bool
ignores_blank(const struct layout *l)
{
    for (size_t i = 0; i < l->ignores; i++)
        if (!*l->ignore[i].text)
            return true;
    return false;
}

/* Keeps a row for the next call of source_next. */
static void
hold_row(struct source *s, struct mem *run, const struct csv_row *row)
{
    s->held = *row;
    s->held.raw = mem_text(run, row->raw, row->raw_len);
    s->held.n = row->n < (size_t)s->read ? (size_t)s->read : row->n;
    s->held.cell = mem_array(run, s->held.n, sizeof *row->cell);
    for (size_t i = 0; i < s->held.n; i++)
        s->held.cell[i] = mem_copy(run, i < row->n ? row->cell[i] : "");
    s->holds = true;
}

/* Passes over what stands above the table; row is the first behind it. */
static bool
first_row(struct source *s, struct mem *run, struct csv_row *row)
{
    bool found = s->is_sheet ? pass_rows(s, run, row) : pass_lines(s, run);
    if (!found && s->layout->skip_to)
        die(EX_DATAERR, "%s: no row begins with %s, where the %s should be", s->file,
            msg_quote(s->layout->skip_to), s->layout->headers ? "header" : "table");
    return s->is_sheet ? found : next_or_end(s, run, row);
}

/* Without a header the columns are A, B, C of a range, or 1, 2, 3 of a CSV file that is as
 * wide as its first row. */
static void
name_by_place(struct source *s, struct mem *run)
{
    struct csv_row row = {0};
    if (!first_row(s, run, &row))
        die(EX_DATAERR, "%s: is empty, expected rows", s->file);
    size_t n = s->is_sheet ? sheet_range_width(s->layout->range) : row.n;
    if (!n)
        die_at(EX_DATAERR, s->layout->sheet.at,
               "a sheet without a header, expected a range that says its last column");
    s->name = blank_names(run, s->read = (int)n);
    for (size_t i = 0; i < n; i++) {
        char *name = s->is_sheet ? sheet_cell_name(&s->book, run, i, 0)
                                 : mem_print(run, "%zu", i + 1);
        s->name[i] = s->is_sheet ? mem_text(run, name, strlen(name) - 1) : name;
    }
    if (s->is_sheet)
        sheet_width(&s->book, s->read);
    hold_row(s, run, &row);
}

static void
read_header(struct source *s, struct mem *run)
{
    const struct layout *l = s->layout;
    struct csv_row row = {0};
    bool found = s->is_sheet ? pass_rows(s, run, &row) : pass_lines(s, run);
    if (!found && l->skip_to)
        die(EX_DATAERR, "%s: no row begins with %s, where the header should be",
            s->file, msg_quote(l->skip_to));
    bool any = s->is_sheet ? found : next_or_end(s, run, &row);
    for (int i = 0; any && i < l->headers; i++) {
        if (!s->name)
            s->name = blank_names(run, s->read = (int)row.n);
        else if (s->is_sheet && (int)row.n > s->read)
            widen_header(s, run, (int)row.n);
        else if ((int)row.n != s->read && !s->is_sheet)
            die_at(EX_DATAERR, (struct place){s->file, row.line, NULL},
                   "the header has %zu cell%s here and %d above", row.n,
                   row.n == 1 ? "" : "s", s->read);
        join_header(s, run, &row, i + 1 == l->headers);
        if (i + 1 < l->headers)
            any = next_or_end(s, run, &row);
    }
    if (!any)
        die(EX_DATAERR, "%s: is empty or ends before its header, expected a header row",
            s->file);
    s->line = row.line;
    while (s->is_sheet && !ignores_blank(l) && s->read && !*s->name[s->read - 1])
        s->read--;
    if (s->is_sheet)
        sheet_width(&s->book, s->read);
}

static void
add_derived(struct source *s, struct mem *run, const char *name, struct place at,
            struct source_derived d)
{
    char **all = mem_array(run, (size_t)s->n + 2, sizeof *all);
    for (int i = 0; i < s->n; i++) {
        all[i] = s->name[i];
        if (!strcmp(all[i], name))
            die_at(EX_DATAERR, at,
                   "%s is a column of %s already, expected another name",
                   msg_quote(name), s->file);
    }
    all[s->n] = mem_copy(run, name);
    size_t k = (size_t)(s->n++ - s->read);
    s->name = all;
    s->derived = mem_more(run, s->derived, k, sizeof *s->derived);
    s->derived[k] = d;
}

/* The slots of a pattern that the name of the sheet or file fits. */
static void
derive_name(struct source *s, struct mem *run, const struct pattern *p, struct place at,
            const char *text)
{
    char *piece[PATTERN_SLOTS];
    if (!pattern_match(p, run, pattern_squeeze(run, text), piece))
        die_at(EX_DATAERR, at, "the file %s is not named %s", msg_quote(text),
               msg_quote(pattern_text(p, run)));
    for (int i = 0; i < p->n; i++)
        if (strcmp(p->slot[i], PATTERN_ANY) != 0)
            add_derived(s, run, p->slot[i], at,
                        (struct source_derived){piece[i], 0, 0});
}

/* Whether a template of the layout or a condition names this column. */
static bool
is_named(const struct layout *l, const char *name)
{
    for (int i = 0; i < l->columns; i++)
        if (l->fill[i].at.file && pattern_slot(&l->fill[i].pattern, name, 0) >= 0)
            return true;
    return false;
}

static void
derive(struct source *s, struct mem *run, const char *path)
{
    const struct layout *l = s->layout;
    s->n = s->read;
    column_names_sort(&s->names, run, s->name, s->n);
    if (s->is_sheet && is_named(l, "sheet"))
        add_derived(s, run, "sheet", l->sheet.at,
                    (struct source_derived){s->book.name, 0, 0});
    if (s->is_sheet && !l->sheet.number)
        derive_name(s, run, &l->sheet.name, l->sheet.at, s->book.name);
    if (l->file_at.file) {
        derive_name(s, run, &l->file, l->file_at, path ? path_name(path) : s->file);
    }
    s->split_from = mem_array(run, l->splits + 1, sizeof *s->split_from);
    for (size_t i = 0; i < l->splits; i++) {
        const struct layout_split *p = &l->split[i];
        s->split_from[i] = source_column(s, p->column, p->at);
        if (s->split_from[i] >= s->read)
            die_at(EX_DATAERR, p->at, "%s is no column of %s itself",
                   msg_quote(p->column), s->file);
        for (int k = 0; k < p->pattern.n; k++)
            if (strcmp(p->pattern.slot[k], PATTERN_ANY) != 0)
                add_derived(s, run, p->pattern.slot[k], p->at,
                            (struct source_derived){NULL, i, k});
    }
    s->cell = mem_array(run, (size_t)s->n + 1, sizeof *s->cell);
}

void
source_open(struct source *s, struct mem *run, const struct layout *l, const char *path)
{
    *s = (struct source){.layout = l, .is_sheet = l->sheet.any};
    if (s->is_sheet) {
        sheet_open(&s->book, run, path, &l->sheet, l->range);
        s->file = s->book.file;
    } else {
        if (zip_parts_is(path))
            die(EX_DATAERR,
                "%s: is a workbook, and %s has no sheet directive, expected sheet 1, "
                "for "
                "example",
                path, l->path);
        csv_open(&s->csv, run, path, l->delimiter, l->allow);
        if (l->encoding)
            csv_encoding(&s->csv, run, l->encoding);
        s->file = s->csv.file;
    }
    if (l->headers)
        read_header(s, run);
    else
        name_by_place(s, run);
    derive(s, run, path);
}

static bool
is_blank_row(const struct csv_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        if (!pattern_is_blank(row->cell[i]))
            return false;
    return true;
}

static bool
begins_footer(const struct source *s, const char *cell)
{
    return !strncmp(cell, s->layout->footer, strlen(s->layout->footer));
}

/* True at the footer of a CSV file, all of which is passed over then. */
static bool
pass_footer(struct source *s, struct mem *m)
{
    size_t n;
    const char *line = s->layout->footer ? csv_line(&s->csv, &n) : NULL;
    if (!line || !begins_footer(s, first_cell(m, line, n, s->layout->delimiter)))
        return false;
    while (csv_pass(&s->csv))
        s->footer++;
    return true;
}

/* Cells of white space right of a sheet's table are none. */
static void
drop_blank_cells(const struct source *s, struct csv_row *row)
{
    while (s->is_sheet && (int)row->n > s->read &&
           pattern_is_blank(row->cell[row->n - 1]))
        row->n--;
}

static enum csv_got
check_width(const struct source *s, struct mem *m, const struct csv_row *row,
            struct csv_fault *fault)
{
    *fault = (struct csv_fault){.line = row->line};
    fault->code = (int)row->n < s->read ? "missing-cell" : "extra-cell";
    if (is_blank_row(row)) {
        fault->code = "blank-row";
        fault->what = "a blank row; the layout may say: allow blank";
        return CSV_BAD;
    }
    if ((int)row->n == s->read)
        return CSV_ROW;
    fault->what = cell_fault_width(m, row, s->name, (size_t)s->read);
    size_t i = (size_t)s->read;
    while (s->is_sheet && i < row->n && pattern_is_blank(row->cell[i]))
        i++;
    if (s->is_sheet && i < row->n)
        fault->what = mem_print(
            m,
            "cell %s, %s, stands right of the table; the layout may say which part of "
            "the sheet is read: range %s:%.*s",
            sheet_cell_name(&s->book, m, i, row->line), msg_quote(row->cell[i]),
            sheet_cell_name(&s->book, m, 0, s->line),
            (int)strcspn(sheet_cell_name(&s->book, m, i, 1), "0123456789"),
            sheet_cell_name(&s->book, m, (size_t)s->read - 1, 1));
    return CSV_BAD;
}

enum csv_got
source_next(struct source *s, struct mem *m, struct csv_row *row,
            struct csv_fault *fault)
{
    for (;;) {
        if (!s->is_sheet && !s->holds && pass_footer(s, m))
            return CSV_END;
        enum csv_got got = s->holds ? CSV_ROW : next_row(s, m, row);
        if (s->holds)
            *row = s->held;
        s->holds = false;
        if (got == CSV_BAD)
            *fault = s->csv.fault;
        if (got != CSV_ROW)
            return got;
        drop_blank_cells(s, row);
        if ((s->layout->allow & CSV_ALLOW_BLANK) && is_blank_row(row))
            s->blank++;
        else if (s->footer || (s->layout->footer &&
                               begins_footer(s, pattern_squeeze(m, row->cell[0]))))
            s->footer++;
        else
            return check_width(s, m, row, fault);
    }
}

char **
source_cells(struct source *s, struct mem *m, const struct csv_row *row,
             const struct layout_split **fault)
{
    const struct layout *l = s->layout;
    char *(*piece)[PATTERN_SLOTS] = mem_array(m, l->splits + 1, sizeof *piece);
    for (size_t i = 0; i < l->splits; i++) {
        *fault = &l->split[i];
        if (!pattern_match(&l->split[i].pattern, m,
                           pattern_squeeze(m, row->cell[s->split_from[i]]), piece[i]))
            return NULL;
    }
    for (int i = 0; i < s->n; i++) {
        const struct source_derived *d = i < s->read ? NULL : &s->derived[i - s->read];
        s->cell[i] = !d        ? row->cell[i]
                     : d->text ? mem_copy(m, d->text)
                               : piece[d->split][d->slot];
    }
    return s->cell;
}

char *
source_sheet_place(const struct source *s, struct mem *m, int column, long line)
{
    if (column < 0 || column >= s->read)
        return mem_print(m, "sheet %s, row %ld", s->book.name, line);
    return mem_print(m, "sheet %s, cell %s", s->book.name,
                     sheet_cell_name(&s->book, m, (size_t)column, line));
}

char *
source_place(const struct source *s, struct mem *m, int column, long line)
{
    const char *name = path_name(s->file);
    if (!s->is_sheet)
        return mem_print(m, "%s, line %ld", name, line);
    return mem_print(m, "%s, %s", name, source_sheet_place(s, m, column, line));
}

void
source_close(struct source *s)
{
    const char *footer = s->layout->footer;
    if (s->is_sheet)
        sheet_close(&s->book);
    else
        csv_close(&s->csv);
    if (footer && !s->footer)
        die(EX_DATAERR, "%s: no row begins with %s, where the table should end",
            s->file, msg_quote(footer));
}
