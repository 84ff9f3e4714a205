#include <stdlib.h>
#include <string.h>

#include "exchange/sdmx.h"
#include "program/msg.h"
#include "table/cell_fault.h"
#include "table/table.h"

/* Columns of the message that say what it is, not what is in it. */
static const char *const about[] = {"STRUCTURE",  "STRUCTURE_ID", "STRUCTURE_NAME",
                                    "DATAFLOW",   "LAST UPDATE",  "ACTION",
                                    "SERIES_KEY", "OBS_KEY",      "FREQ"};

struct column {
    const char *name; /* of ours */
    int from;         /* in the message; -1: filled */
    const char *fill;
};

struct row {
    char **cell;
    int n;
};

struct reader {
    struct mem *run;
    struct csv_in in;
    char **id;      /* of the message's columns, bare */
    bool *labelled; /* cells are "CODE: label" */
    int n;
    char *first;      /* the first column's, with all that stands there */
    char part;        /* between parts of a cell; 0: none are several */
    const char *flow; /* what the first row is of */
    struct column *column;
    int columns, key;
    struct table table; /* that is made: its columns */
    struct row *row;
    size_t rows;
};

static _Noreturn void
die_cell(const struct reader *r, long line, const char *id, const char *text,
         const char *expected)
{
    die_at(EX_DATAERR, (struct place){r->in.file, line, id}, "%s, expected %s",
           msg_quote(text), expected);
}

/* The id without its label (": ...") and its brackets. */
static void
read_id(struct reader *r, int i, const char *text)
{
    const char *label = strstr(text, ": ");
    size_t n = label ? (size_t)(label - text) : strlen(text);
    const char *bracket = memchr(text, '[', n);
    r->labelled[i] = label != NULL;
    r->id[i] = mem_text(r->run, text, bracket ? (size_t)(bracket - text) : n);
    if (!strcmp(r->id[i], "STRUCTURE") && bracket && bracket[1] && bracket[1] != ']')
        r->part = bracket[1];
}

static int
find(const struct reader *r, const char *id)
{
    for (int i = 0; i < r->n; i++)
        if (!strcmp(r->id[i], id))
            return i;
    return -1;
}

static bool
is_about(const char *id)
{
    for (size_t i = 0; i < sizeof about / sizeof *about; i++)
        if (!strcmp(id, about[i]))
            return true;
    return !strcmp(id, "freq");
}

static void
add(struct reader *r, const char *name, int from, const char *const fill[], int fills)
{
    struct column c = {name, from, NULL};
    for (int i = 0; i < fills; i++) {
        size_t n = strcspn(fill[i], "=");
        if (fill[i][n] && !strncmp(name, fill[i], n) && !name[n]) {
            c.fill = fill[i] + n + 1;
            c.from = -1;
        }
    }
    r->column[r->columns++] = c;
}

/* Where a column of the contract stands in the message. */
static int
place_of(const struct reader *r, const char *name)
{
    for (int i = 0; i < r->n; i++)
        if (!strcmp(sdmx_column(r->run, r->id[i]), name))
            return i;
    return -1;
}

static bool
is_contract(const char *name)
{
    for (int i = 0; i < TABLE_COLUMNS; i++)
        if (!strcmp(name, table_name[i]))
            return true;
    return false;
}

/* What parts the columns when it is not what was said: the sign behind the name that the first
 * column must have, and the brackets after it, in which a comma may have parted them. 0: it is
 * what was said. */
static char
other_delimiter(const struct reader *r)
{
    const char *text = r->first, *end = !strncmp(text, "DATAFLOW", 8)    ? text + 8
                                        : !strncmp(text, "STRUCTURE", 9) ? text + 9
                                                                         : "";
    if (!strcmp(end, "[") && r->n > 1)
        end = r->id[1];
    end += *end == '[' ? strcspn(end, "]") : 0;
    end += *end == ']';
    return *end && strchr(",;\t|", *end) ? *end : '\0';
}

static void
check_header(const struct reader *r, int value)
{
    const char *why = NULL;
    int period = find(r, "TIME_PERIOD");
    bool labels = false;
    for (int i = 0; i < r->n; i++)
        labels |= r->labelled[i];
    if (value < 0 || period < 0) {
        char other = other_delimiter(r);
        why = other ? mem_print(r->run,
                                "its columns are parted by %s, expected --delimiter "
                                "with it",
                                other == '\t' ? "tabs" : (char[]){other, '\0'})
                    : "no columns TIME_PERIOD and OBS_VALUE: not an SDMX-CSV data "
                      "message";
    } else if (period > value)
        why = "OBS_VALUE stands left of TIME_PERIOD, so that dimensions cannot be told "
              "from attributes; expected all dimensions left of OBS_VALUE";
    else if (find(r, "STRUCTURE_NAME") >= 0 && !labels)
        why =
            "names stand in columns of their own (labels=name), expected labels=id or "
            "labels=both";
    if (why)
        die_at(EX_DATAERR, (struct place){r->in.file, 1, NULL}, "%s", why);
}

/* Dimensions, the contract's columns, the other attributes, in this order. */
static void
choose_columns(struct reader *r, const char *const fill[], int fills)
{
    int value = find(r, "OBS_VALUE");
    r->column = mem_array(r->run, (size_t)r->n + (size_t)fills + TABLE_COLUMNS,
                          sizeof *r->column);
    check_header(r, value);
    for (int i = 0; i < value; i++) {
        const char *name = sdmx_column(r->run, r->id[i]);
        if (!is_about(r->id[i]) && !is_contract(name))
            add(r, name, i, fill, fills);
    }
    for (int i = 0; i < fills; i++) {
        const char *name = mem_text(r->run, fill[i], strcspn(fill[i], "="));
        if (!is_contract(name) && place_of(r, name) < 0)
            add(r, name, -1, fill, fills);
    }
    add(r, "period", find(r, "TIME_PERIOD"), fill, fills);
    r->key = r->columns;
    for (int i = TABLE_VALUE; i < TABLE_COLUMNS; i++)
        if (i != TABLE_COMPARE || place_of(r, table_name[i]) >= 0)
            add(r, table_name[i], place_of(r, table_name[i]), fill, fills);
    for (int i = value + 1; i < r->n; i++) {
        const char *name = sdmx_column(r->run, r->id[i]);
        if (!is_about(r->id[i]) && !is_contract(name))
            add(r, name, i, fill, fills);
    }
}

/* The columns of what is made, so that its rules are the table's. */
static void
name_columns(struct reader *r)
{
    struct table *t = &r->table;
    t->n = r->columns;
    t->key = r->key;
    t->run = r->run;
    t->column = mem_array(r->run, (size_t)t->n + 1, sizeof *t->column);
    for (int c = 0; c < t->n; c++)
        t->column[c] = mem_copy(r->run, r->column[c].name);
    for (int i = 0; i < TABLE_COLUMNS; i++)
        t->at[i] = table_find(t, table_name[i]);
}

static void
check_columns(const struct reader *r)
{
    static const char *const need[] = {"unit", "source"};
    for (int i = 0; i < r->columns; i++)
        for (int k = 0; k < 2; k++)
            if (!strcmp(r->column[i].name, need[k]) && r->column[i].from < 0 &&
                !r->column[i].fill)
                die_at(EX_DATAERR, (struct place){r->in.file, 1, NULL},
                       "no column %s, expected one, or --set %s=TEXT",
                       sdmx_id(r->run, need[k]), need[k]);
}

/* Our letters, in order, each once; O when there is no value and nothing says why. */
static char *
read_status(const struct reader *r, const struct csv_row *row, const char *id,
            const char *text, bool missing)
{
    const char *out = "";
    for (; *text; text++) {
        char one[2] = {sdmx_status_read(*text), '\0'};
        if (*text == r->part || *text == ' ')
            continue;
        if (!*one)
            die_cell(r, row->line, id, text,
                     "a status of CL_OBS_STATUS that the table has");
        out = table_status(r->run, out, one);
    }
    if (missing && !strpbrk(out, "OQ"))
        out = table_status(r->run, out, "O");
    return mem_copy(r->run, *out ? out : "A");
}

/* "E: Estimated;P: Provisional" without its labels. A part that has none and cannot be a code is
 * the rest of the label before it. */
static void
cut_labels(const struct reader *r, char *text)
{
    static const char id_signs[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        "0123456789_@$-";
    char *to = text;
    for (char *part = text, *next; part; part = next) {
        next = r->part ? strchr(part, r->part) : NULL;
        if (next)
            *next++ = '\0';
        char *label = strstr(part, ": ");
        if (part != text && !label && strspn(part, id_signs) != strlen(part))
            continue;
        size_t n = label ? (size_t)(label - part) : strlen(part);
        if (part != text)
            *to++ = r->part;
        memmove(to, part, n);
        to += n;
    }
    *to = '\0';
}

/* What a cell says: NaN and #N/A say that there is nothing. */
static char *
read_text(const struct reader *r, const struct csv_row *row, int from)
{
    char *text = mem_copy(r->run, row->cell[from]);
    if (r->labelled[from])
        cut_labels(r, text);
    if (!strcmp(text, "NaN") || !strcmp(text, "#N/A"))
        *text = '\0';
    return text;
}

/* A number in the table's notation; a bound that is infinite on its side is none. */
static char *
read_number(const struct reader *r, const struct csv_row *row, const struct column *c,
            char *text)
{
    if ((!strcmp(c->name, "lo") && !strcmp(text, "-INF")) ||
        (!strcmp(c->name, "hi") && !strcmp(text, "INF")))
        return mem_copy(r->run, "");
    if (!strcmp(text, "INF") || !strcmp(text, "-INF"))
        die_cell(r, row->line, c->from < 0 ? c->name : r->id[c->from], text,
                 "a finite number, or NaN where there is none");
    char *plain = sdmx_number_read(r->run, text);
    return plain ? plain : text;
}

static char *
read_cell(const struct reader *r, const struct csv_row *row, const struct column *c)
{
    char *text = c->from < 0 ? mem_copy(r->run, c->fill ? c->fill : "")
                             : read_text(r, row, c->from);
    if (!strcmp(c->name, "period")) {
        char *period = sdmx_period_read(r->run, text);
        if (!period)
            die_cell(r, row->line, "TIME_PERIOD", text, "a period that the table has");
        return period;
    }
    if (!strcmp(c->name, "status"))
        return read_status(r, row, c->from < 0 ? "OBS_STATUS" : r->id[c->from], text,
                           !*read_text(r, row, find(r, "OBS_VALUE")));
    if (!strcmp(c->name, "value") || !strcmp(c->name, "lo") || !strcmp(c->name, "hi"))
        return read_number(r, row, c, text);
    for (char *p = text; !strcmp(c->name, "source") && *p; p++)
        if (r->part && *p == r->part)
            *p = '+';
    return text;
}

/* One table is of one dataflow: keys of two may be the same and mean other things. */
static void
check_flow(struct reader *r, const struct csv_row *row)
{
    int at = find(r, "STRUCTURE_ID");
    at = at < 0 ? find(r, "DATAFLOW") : at;
    if (at < 0)
        return;
    const char *flow = read_text(r, row, at);
    if (!r->flow)
        r->flow = flow;
    if (strcmp(flow, r->flow) != 0)
        die_cell(r, row->line, r->id[at], flow,
                 mem_print(r->run, "%s as above: a table is of one", r->flow));
}

/* Only data that is said; deletions are not. And the frequency must be the period's. */
static void
check_row(const struct reader *r, const struct csv_row *row, const char *period)
{
    int action = find(r, "ACTION"), freq = find(r, "FREQ");
    if (action >= 0 && *row->cell[action] && !strchr("IARM", *row->cell[action]))
        die_cell(r, row->line, "ACTION", row->cell[action], "I, A, M or R");
    freq = freq < 0 ? find(r, "freq") : freq;
    if (freq < 0)
        return;
    const char *text = read_text(r, row, freq), *own = sdmx_freq(r->run, period);
    if (*text && *own != '_' && strcmp(text, own) != 0)
        die_cell(r, row->line, r->id[freq], text,
                 mem_print(r->run, "%s, the frequency of %s", own, period));
}

static void
take(struct reader *r, const struct csv_row *row)
{
    if (row->n != (size_t)r->n)
        die_at(EX_DATAERR, (struct place){r->in.file, row->line, NULL}, "%s",
               cell_fault_width(r->run, row, r->id, (size_t)r->n));
    check_flow(r, row);
    r->row = mem_more(r->run, r->row, r->rows, sizeof *r->row);
    char **cell = mem_array(r->run, (size_t)r->columns, sizeof *cell);
    for (int c = 0; c < r->columns; c++)
        cell[c] = read_cell(r, row, &r->column[c]);
    check_row(r, row, cell[r->key - 1]);
    struct table_fault fault;
    struct amount a;
    if (!table_amount_try(&r->table, &(struct table_row){cell, row->line}, &a, &fault))
        die_at(EX_DATAERR, (struct place){r->in.file, row->line, fault.column}, "%s",
               fault.text);
    r->row[r->rows++] = (struct row){cell, r->columns};
}

static int
by_cells(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    return table_compare(x->cell, y->cell, x->n);
}

static void
write_rows(struct reader *r)
{
    table_write(r->table.column, r->columns);
    if (r->rows)
        qsort(r->row, r->rows, sizeof *r->row, by_cells);
    for (size_t i = 0; i < r->rows; i++)
        table_write(r->row[i].cell, r->columns);
}

void
sdmx_read(struct mem *run, const char *file, char delimiter, const char *const fill[],
          int fills)
{
    struct reader r = {.run = run};
    struct csv_row row;
    enum csv_got got;
    csv_open(&r.in, run, file, delimiter, CSV_ALLOW_BOM | CSV_ALLOW_CRLF);
    if (csv_next(&r.in, &row) != CSV_ROW)
        die(EX_DATAERR, "%s: is empty, expected an SDMX-CSV data message", r.in.file);
    r.n = (int)row.n;
    r.id = mem_array(run, row.n, sizeof *r.id);
    r.labelled = mem_array(run, row.n, sizeof *r.labelled);
    r.first = mem_copy(run, row.cell[0]);
    for (int i = 0; i < r.n; i++)
        read_id(&r, i, row.cell[i]);
    choose_columns(&r, fill, fills);
    check_columns(&r);
    name_columns(&r);
    while ((got = csv_next(&r.in, &row)) == CSV_ROW)
        take(&r, &row);
    if (got == CSV_BAD)
        csv_die(&r.in);
    csv_close(&r.in);
    write_rows(&r);
}
