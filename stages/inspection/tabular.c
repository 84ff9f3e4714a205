#include "inspection/tabular.h"

#include <string.h>

#include "program/characters.h"
#include "program/num.h"
#include "table/cell_fault.h"

#define BLANKS " \t"

/* The header against the schema; true when they are equal. */
static bool
check_header(struct inspected *t, const struct csv_row *row)
{
    const struct resource *r = t->resource;
    long before = inspection.report.findings;
    const char *one_cell = r->fields > 1 ? cell_fault_header(inspection.m, row) : NULL;
    if (one_cell) {
        inspection_fault(t, "missing-label", 1, 0, row->cell[0], one_cell);
        return false;
    }
    for (size_t i = 0; i < row->n; i++) {
        const char *label = row->cell[i];
        int field = (int)i + 1, at = 0;
        for (size_t k = 0; k < i && *label; k++)
            if (!strcmp(row->cell[k], label))
                inspection_fault(t, "duplicate-label", 1, field, label,
                                 mem_print(inspection.m,
                                           "column %d is %s, as column %zu is already",
                                           field, msg_quote(label), k + 1));
        while (at < r->fields && strcmp(r->field[at].name, label))
            at++;
        if (!*label)
            inspection_fault(t, "blank-label", 1, field, label,
                             mem_print(inspection.m, "column %d has no name", field));
        else if (at == r->fields)
            inspection_fault(t, "extra-label", 1, field, label,
                             mem_print(inspection.m, "column %d, %s, is not described",
                                       field, msg_quote(label)));
    }
    for (int k = 0; k < r->fields; k++) {
        size_t at = 0;
        while (at < row->n && strcmp(row->cell[at], r->field[k].name))
            at++;
        if (at == row->n)
            inspection_fault(t, "missing-label", 1, k + 1, NULL,
                             mem_print(inspection.m, "there is no column %s",
                                       msg_quote(r->field[k].name)));
        else if (at != (size_t)k && inspection.report.findings == before)
            inspection_fault(t, "incorrect-label", 1, k + 1, row->cell[k],
                             mem_print(inspection.m, "column %d is %s, expected %s",
                                       k + 1, msg_quote(row->cell[k]),
                                       msg_quote(r->field[k].name)));
    }
    return inspection.report.findings == before;
}

static bool
has_type(const struct field *f, const char *cell, double *x)
{
    struct period p;
    switch (f->type) {
    case FIELD_NUMBER:
        return num_parse(cell, x);
    case FIELD_INTEGER:
        return num_parse(cell, x) && !strchr(cell, '.');
    case FIELD_DATE:
        return strlen(cell) == 10 && period_parse(cell, &p);
    case FIELD_STRING:
    case FIELD_ANY:
        break;
    }
    return true;
}

static const char *
choices(const struct field *f)
{
    char *text = mem_copy(inspection.m, f->choice[0]);
    for (size_t i = 1; i < f->choices; i++)
        text = mem_print(inspection.m, "%s, %s", text, f->choice[i]);
    return text;
}

/* Where the column is one of the table's contract, what is wrong in its words; or NULL. */
static const char *
fault_of_contract(const char *column, const char *cell)
{
    struct mem *m = inspection.m;
    return !strcmp(column, "period")     ? cell_fault_period(m, cell)
           : !strcmp(column, "status")   ? cell_fault_status(m, cell, true)
           : !strcmp(column, "interval") ? cell_fault_interval(m, cell)
           : !strcmp(column, "compare")  ? cell_fault_compare(m, cell)
                                         : NULL;
}

/* What is wrong with a cell that is not of the type of its field. */
static const char *
fault_of_type(const struct field *f, const char *cell)
{
    const char *number =
        f->type == FIELD_NUMBER ? cell_fault_number(inspection.m, cell) : NULL;
    const char *expected = f->type == FIELD_DATE      ? ", expected one like 2017-05-17"
                           : f->type == FIELD_INTEGER ? ", expected one like 1234"
                                                      : "";
    return number ? number
                  : mem_print(inspection.m, "%s is no %s%s", msg_quote(cell),
                              f->type_name, expected);
}

/* What constraint a cell breaks, or NULL. */
static const char *
broken_constraint(const struct field *f, const char *cell, double x)
{
    size_t i = 0, length = strlen(cell);
    char number[NUM_MAX];
    if (f->choice) {
        while (i < f->choices && strcmp(f->choice[i], cell))
            i++;
        if (i == f->choices)
            return mem_print(
                inspection.m,
                "%s is none of %s, which alone are described for this file",
                msg_quote(cell), choices(f));
    }
    if (f->pattern && regexec(&f->regex, cell, 0, NULL, 0)) {
        const char *known = fault_of_contract(f->name, cell);
        return known ? known
                     : mem_print(inspection.m, "%s does not match %s", msg_quote(cell),
                                 f->pattern);
    }
    if (f->has_minimum && x < f->minimum)
        return mem_print(inspection.m, "%s is below %s", msg_quote(cell),
                         num_text(f->minimum, number));
    if (f->has_maximum && x > f->maximum)
        return mem_print(inspection.m, "%s is above %s", msg_quote(cell),
                         num_text(f->maximum, number));
    if (f->min_length >= 0 && length < (size_t)f->min_length)
        return mem_print(inspection.m, "%s is shorter than %ld", msg_quote(cell),
                         f->min_length);
    if (f->max_length >= 0 && length > (size_t)f->max_length)
        return mem_print(inspection.m, "%s is longer than %ld", msg_quote(cell),
                         f->max_length);
    return NULL;
}

static void
check_cells(const struct inspected *t, const struct csv_row *row)
{
    const struct resource *r = t->resource;
    for (int i = 0; i < r->fields; i++) {
        const struct field *f = &r->field[i];
        const char *cell = row->cell[i], *text = NULL;
        double x = 0;
        size_t column;
        text = characters_fault(cell, strlen(cell), &column);
        if (text || strchr(cell, '\t'))
            inspection_fault(t, "constraint-error", row->line, i + 1, cell,
                             text ? text : "a tab in a cell");
        size_t n = strlen(cell);
        if (n && (strchr(BLANKS, cell[0]) || strchr(BLANKS, cell[n - 1]))) {
            inspection_fault(t, "constraint-error", row->line, i + 1,
                             mem_copy(inspection.m, cell),
                             mem_print(inspection.m, "%s begins or ends with a blank",
                                       msg_quote(cell)));
            continue;
        }
        if (inspected_is_missing(r, cell)) {
            if (f->required)
                inspection_fault(t, "constraint-error", row->line, i + 1, cell,
                                 "the cell is empty, expected a value");
            continue;
        }
        if (!has_type(f, cell, &x))
            inspection_fault(t, "type-error", row->line, i + 1, cell,
                             fault_of_type(f, cell));
        else if ((text = broken_constraint(f, cell, x)))
            inspection_fault(t, "constraint-error", row->line, i + 1, cell, text);
    }
}

static const char *
fault_of_width(const struct resource *r, const struct csv_row *row)
{
    size_t n = (size_t)r->fields;
    char **name = mem_array(inspection.m, n, sizeof *name);
    for (size_t i = 0; i < n; i++)
        name[i] = mem_copy(inspection.m, r->field[i].name);
    return cell_fault_width(inspection.m, row, name, n);
}

/* Takes the row, whole or not; cells that are not there are empty. */
static void
take_row(struct inspected *t, const struct csv_row *row)
{
    const struct resource *r = t->resource;
    if (t->sound && row->n != (size_t)r->fields)
        inspection_fault(t, row->n < (size_t)r->fields ? "missing-cell" : "extra-cell",
                         row->line, 0, NULL, fault_of_width(r, row));
    if (!t->sound || row->n != (size_t)r->fields) {
        t->whole = false;
        return;
    }
    long before = inspection.report.findings;
    check_cells(t, row);
    size_t rows = (size_t)t->rows;
    t->row = mem_more(inspection.m, t->row, rows, sizeof *t->row);
    t->faulty = mem_more(inspection.m, t->faulty, rows, sizeof *t->faulty);
    t->faulty[t->rows] = inspection.report.findings > before;
    struct table_row *kept = &t->row[t->rows++];
    *kept = (struct table_row){mem_array(inspection.m, row->n, sizeof *kept->cell),
                               row->line};
    for (size_t i = 0; i < row->n; i++)
        kept->cell[i] = mem_copy(inspection.m, row->cell[i]);
}

void
inspect_table(struct inspected *t)
{
    struct csv_in in;
    struct csv_row row;
    long rows = 0;
    csv_open(&in, inspection.m, t->resource->file, ',', 0);
    bool header = true, fatal = false;
    for (enum csv_got got; !fatal && (got = csv_next(&in, &row)) != CSV_END;) {
        if (got == CSV_BAD) {
            inspection_fault(t, in.fault.code, in.fault.line, 0, NULL,
                             in.fault.column ? mem_print(inspection.m, "byte %zu: %s",
                                                         in.fault.column, in.fault.what)
                                             : mem_copy(inspection.m, in.fault.what));
            fatal = in.fault.fatal;
            t->whole = false;
        } else if (header) {
            t->sound = t->whole = check_header(t, &row);
        } else {
            take_row(t, &row);
        }
        rows += !header;
        header = false;
    }
    csv_close(&in);
    if (header)
        inspection_fault(t, "source-error", 0, 0, NULL,
                         "is empty, expected a header line");
    inspection.report.table[t->number].rows = rows;
    if (t->resource->rows >= 0 && t->resource->rows != rows)
        inspection_fault(t, "row-count", 0, 0, NULL,
                         mem_print(inspection.m, "has %ld row%s, described are %ld",
                                   rows, rows == 1 ? "" : "s", t->resource->rows));
}
