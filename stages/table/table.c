#include "table/table.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "program/num.h"
#include "table/cell_fault.h"

const char *const table_name[TABLE_COLUMNS] = {
    "period", "value", "lo", "hi", "interval", "compare", "unit", "status", "source",
};

const char *const table_contract[] = {
    "period", "value", "lo", "hi", "interval", "unit", "status", "source", NULL,
};

int
table_find(const struct table *t, const char *name)
{
    for (int i = 0; i < t->n; i++)
        if (!strcmp(t->column[i], name))
            return i;
    return -1;
}

int
table_find_named(const struct table *t, const char *name, const char *option)
{
    int at = table_find(t, name);
    if (at < 0) {
        const char *near = msg_nearest(name, (const char *const *)t->column);
        die_at(EX_DATAERR, (struct place){t->in.file, 1, NULL},
               "no column %s as in %s%s%s", msg_quote(name), option,
               near ? "; the nearest name in the header is " : "",
               near ? msg_quote(near) : "");
    }
    return at;
}

static void
check_header(struct table *t, const struct csv_row *row, const char *const need[])
{
    struct place at = {t->in.file, 1, NULL};
    const char *one_cell = cell_fault_header(t->run, row);
    if (one_cell)
        die_at(EX_DATAERR, at, "%s", one_cell);
    for (int i = 0; i < t->n; i++) {
        if (!*t->column[i])
            die_at(EX_DATAERR, at, "column %d has no name", i + 1);
        if (table_find(t, t->column[i]) < i)
            die_at(EX_DATAERR, at, "column %s stands twice in the header",
                   msg_quote(t->column[i]));
    }
    char *missing = NULL;
    const char *near = NULL;
    for (int i = 0; need[i]; i++)
        if (table_find(t, need[i]) < 0) {
            missing = missing ? mem_print(t->run, "%s, %s", missing, need[i])
                              : mem_copy(t->run, need[i]);
            if (!near)
                near = msg_nearest(need[i], (const char *const *)t->column);
        }
    if (missing)
        die_at(EX_DATAERR, at, "missing column%s: %s%s%s",
               strchr(missing, ',') ? "s" : "", missing,
               near ? "; the nearest name in the header is " : "",
               near ? msg_quote(near) : "");
    for (int c = 0; c < TABLE_COLUMNS; c++)
        t->at[c] = table_find(t, table_name[c]);
    t->key = t->at[TABLE_VALUE] >= 0 ? t->at[TABLE_VALUE] : t->n;
    if (t->at[TABLE_VALUE] >= 0 && t->at[TABLE_PERIOD] >= 0 &&
        t->at[TABLE_PERIOD] != t->at[TABLE_VALUE] - 1)
        die_at(
            EX_DATAERR, at,
            "column period is number %d, expected it just left of value (number %d), "
            "as the last column of the key",
            t->at[TABLE_PERIOD] + 1, t->at[TABLE_VALUE] + 1);
}

void
table_open(struct table *t, struct mem *run, const char *path, const char *const need[],
           enum table_order order)
{
    *t = (struct table){.run = run, .order = order};
    csv_open(&t->in, run, path, ',', 0);
    struct csv_row row;
    enum csv_got got = csv_next(&t->in, &row);
    if (got == CSV_BAD)
        csv_die(&t->in);
    if (got == CSV_END)
        die(EX_DATAERR, "%s: is empty, expected a header line", t->in.file);
    t->n = (int)row.n;
    t->column = mem_array(run, row.n + 1, sizeof *t->column);
    for (int i = 0; i < t->n; i++)
        t->column[i] = mem_copy(run, row.cell[i]);
    check_header(t, &row, need ? need : table_contract);
}

/* A key is its cells, each closed with a NUL: bytes that memcmp puts in the order of the cells.
 * They mostly stand so in the row already. */
static const char *
key_of(struct table *t, const struct csv_row *row, size_t *n)
{
    const char *from = t->key ? row->cell[0] : "";
    bool together = true;
    *n = 0;
    for (int i = 0; i < t->key; i++) {
        together = together && row->cell[i] == from + *n;
        *n += row->len[i] + 1;
    }
    if (together)
        return from;
    mem_reset(&t->apart);
    char *copy = mem_bytes(&t->apart, *n), *to = copy;
    for (int i = 0; i < t->key; i++, to += strlen(to) + 1)
        memcpy(to, row->cell[i], row->len[i] + 1);
    return copy;
}

static _Noreturn void
die_unsorted(const struct table *t, const struct csv_row *row)
{
    const char *before = t->previous;
    int column = 0;
    for (; !strcmp(before, row->cell[column]); column++)
        before += strlen(before) + 1;
    struct place at = {t->in.file, row->line, t->column[column]};
    const char *none = column == t->at[TABLE_PERIOD]
                           ? cell_fault_period(t->run, row->cell[column])
                           : NULL;
    if (none)
        die_at(EX_DATAERR, at, "%s", none);
    die_at(EX_DATAERR, at,
           "%s after %s: rows are not sorted by key; sort them bytewise "
           "(LC_ALL=C) by the columns left of value",
           msg_quote(row->cell[column]), msg_quote(before));
}

static void
check_order(struct table *t, const struct csv_row *row)
{
    size_t n, least;
    const char *key = key_of(t, row, &n);
    if (t->previous) {
        least = n < t->previous_n ? n : t->previous_n;
        int c = memcmp(t->previous, key, least);
        if (c > 0)
            die_unsorted(t, row);
        if (c == 0 && t->order == TABLE_UNIQUE)
            die_at(
                EX_DATAERR, (struct place){t->in.file, row->line, NULL},
                "%s; expected one row a key: `vintage` chooses one statement of each",
                cell_fault_twice(t->run, (const char *const *)t->column, row->cell,
                                 (size_t)t->key, t->previous_line));
    }
    if (n > t->previous_room || !t->previous) {
        t->previous_room = 2 * n;
        t->previous = mem_bytes(t->run, 2 * n + 1);
    }
    memcpy(t->previous, key, n);
    t->previous_n = n;
    t->previous_line = row->line;
}

bool
table_next(struct table *t, struct table_row *out)
{
    struct csv_row row;
    switch (csv_next(&t->in, &row)) {
    case CSV_END:
        return false;
    case CSV_BAD:
        csv_die(&t->in);
    case CSV_ROW:
        break;
    }
    if ((int)row.n != t->n)
        die_at(EX_DATAERR, (struct place){t->in.file, row.line, NULL}, "%s",
               cell_fault_width(t->run, &row, t->column, (size_t)t->n));
    if (t->order != TABLE_ANY)
        check_order(t, &row);
    t->rows++;
    t->read = row.cell[0];
    t->read_n = (size_t)(row.cell[row.n - 1] - t->read) + row.len[row.n - 1] + 1;
    *out = (struct table_row){row.cell, row.line};
    if (MEM_WATCHED) {
        mem_release(&t->now);
        *out = table_keep(t, &t->now, out);
        t->read = out->cell[0];
    }
    return true;
}

void
table_close(struct table *t)
{
    mem_release(&t->now);
    csv_close(&t->in);
    mem_release(&t->apart);
    mem_release(&t->series);
    mem_release(&t->ahead);
}

/* Whether the cells stand in the text of the row that was read last. */
static bool
is_as_read(const struct table *t, const struct table_row *row)
{
    uintptr_t from = (uintptr_t)t->read, n = t->read_n;
    bool within = n > 0;
    for (int i = 0; i < t->n; i++)
        within = within && (uintptr_t)row->cell[i] - from < n;
    return within;
}

struct table_row
table_keep(const struct table *t, struct mem *m, const struct table_row *row)
{
    struct table_row kept = {mem_array(m, (size_t)t->n, sizeof *kept.cell), row->line};
    if (is_as_read(t, row)) {
        char *text = memcpy(mem_bytes(m, t->read_n), t->read, t->read_n);
        for (int i = 0; i < t->n; i++)
            kept.cell[i] = text + (row->cell[i] - t->read);
        return kept;
    }
    for (int i = 0; i < t->n; i++)
        kept.cell[i] = mem_copy(m, row->cell[i]);
    return kept;
}

struct table_row
table_alias(const struct table *t, struct mem *m, const struct table_row *row)
{
    struct table_row alias = {mem_array(m, (size_t)t->n, sizeof *alias.cell),
                              row->line};
    memcpy(alias.cell, row->cell, (size_t)t->n * sizeof *alias.cell);
    return alias;
}

int
table_compare(char *const a[], char *const b[], int n)
{
    for (int i = 0; i < n; i++) {
        int c = strcmp(a[i], b[i]);
        if (c)
            return c;
    }
    return 0;
}

bool
table_series_next(struct table *t, int n_right, struct table_series *out)
{
    size_t size = 0;
    mem_reset(&t->series);
    *out = (struct table_series){.m = &t->series};
    struct table_row row;
    for (;;) {
        if (t->next.cell) {
            /* The row stays where it is: the arenas change places. */
            struct mem emptied = t->series;
            t->series = t->ahead;
            t->ahead = emptied;
            row = t->next;
            t->next.cell = NULL;
        } else {
            if (!table_next(t, &row))
                break;
            if (out->n && table_compare(out->row[0].cell, row.cell, t->key - n_right)) {
                mem_reset(&t->ahead);
                t->next = table_keep(t, &t->ahead, &row);
                break;
            }
            row = table_keep(t, &t->series, &row);
        }
        if (out->n == size) {
            size_t more = size ? 2 * size : 16;
            out->row =
                mem_grow(&t->series, out->row, size * sizeof row, more * sizeof row);
            size = more;
        }
        out->row[out->n++] = row;
    }
    return out->n > 0;
}

void
table_die(const struct table *t, const struct table_row *row, const char *column,
          const char *format, ...)
{
    char text[1024];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    die_at(EX_DATAERR, (struct place){t->in.file, row->line, column}, "%s", text);
}

const char *
table_cell(const struct table *t, const struct table_row *row, enum table_column c)
{
    return t->at[c] < 0 ? "" : row->cell[t->at[c]];
}

static bool complain(struct table_fault *f, const char *column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool
complain(struct table_fault *f, const char *column, const char *format, ...)
{
    va_list ap;
    f->column = column;
    va_start(ap, format);
    vsnprintf(f->text, sizeof f->text, format, ap);
    va_end(ap);
    return false;
}

/* Whether there is no fault; one is kept. */
static bool
sound(struct table_fault *f, const char *column, const char *fault)
{
    return !fault || complain(f, column, "%s", fault);
}

static bool
number(const struct table *t, const struct table_row *row, enum table_column c,
       double absent, double *out, struct table_fault *fault)
{
    const char *text = table_cell(t, row, c);
    *out = absent;
    if (*text && !num_parse(text, out))
        return complain(fault, table_name[c],
                        "%s; `clean` turns published notation into value, lo, hi and "
                        "status",
                        cell_fault_number(t->run, text));
    return true;
}

const char *
table_estimate(const char *interval, int *percent)
{
    static const char *const word[][2] = {{"ci", "CI"}, {"cri", "CrI"}, {"pi", "PI"}};
    for (size_t i = 0; i < sizeof word / sizeof *word; i++) {
        size_t n = strlen(word[i][0]);
        const char *level = interval + n;
        if (strncmp(interval, word[i][0], n) ||
            (strcmp(level, "90") && strcmp(level, "95") && strcmp(level, "99")))
            continue;
        if (percent)
            *percent = 10 * (level[0] - '0') + level[1] - '0';
        return word[i][1];
    }
    return NULL;
}

bool
table_amount_try(const struct table *t, const struct table_row *row, struct amount *out,
                 struct table_fault *fault)
{
    const char *status = table_cell(t, row, TABLE_STATUS);
    const char *interval = table_cell(t, row, TABLE_INTERVAL);
    struct amount a = {.est_lo = NAN, .est_hi = NAN};
    if (!number(t, row, TABLE_VALUE, NAN, &a.value, fault) ||
        !number(t, row, TABLE_LO, -INFINITY, &a.lo, fault) ||
        !number(t, row, TABLE_HI, INFINITY, &a.hi, fault) ||
        !sound(fault, "status", cell_fault_status(t->run, status, true)))
        return false;
    a.known = !isnan(a.value);
    if (a.lo > a.hi)
        return complain(fault, "lo", "%s is above hi, %s", table_cell(t, row, TABLE_LO),
                        table_cell(t, row, TABLE_HI));
    if (a.known && (a.value < a.lo || a.value > a.hi))
        return complain(fault, "value", "%s is outside its own bounds %s..%s",
                        table_cell(t, row, TABLE_VALUE), table_cell(t, row, TABLE_LO),
                        table_cell(t, row, TABLE_HI));
    if (!sound(fault, "status",
               cell_fault_missing(t->run, status, table_cell(t, row, TABLE_VALUE))) ||
        !sound(fault, "interval", cell_fault_interval(t->run, interval)))
        return false;
    if (table_estimate(interval, NULL)) {
        a.est_lo = a.lo;
        a.est_hi = a.hi;
        a.lo = -INFINITY;
        a.hi = INFINITY;
    }
    if (!*interval && (a.lo != -INFINITY || a.hi != INFINITY))
        return complain(fault, "interval",
                        "is empty beside bounds, expected range, ci95, cri95 or pi95");
    if (a.known)
        a.lo = a.hi = a.value;
    else if (a.lo < 0 && table_counted(table_cell(t, row, TABLE_UNIT)))
        a.lo = 0;
    *out = a;
    return true;
}

struct amount
table_amount(const struct table *t, const struct table_row *row)
{
    struct amount a;
    struct table_fault fault;
    if (!table_amount_try(t, row, &a, &fault))
        table_die(t, row, fault.column, "%s", fault.text);
    return a;
}

struct period
table_period(const struct table *t, const struct table_row *row)
{
    struct period p;
    const char *text = table_cell(t, row, TABLE_PERIOD);
    if (!period_parse(text, &p))
        table_die(t, row, "period", "%s", cell_fault_period(t->run, text));
    return p;
}

/* A line on its way out, so that a stream is asked once a line and not once a cell. */
struct line {
    FILE *out;
    size_t n;
    char text[4096];
};

static void
flush(struct line *l)
{
    fwrite(l->text, 1, l->n, l->out);
    l->n = 0;
}

static inline void
put_byte(struct line *l, char c)
{
    if (l->n == sizeof l->text)
        flush(l);
    l->text[l->n++] = c;
}

static void
put_quoted(struct line *l, const char *cell)
{
    put_byte(l, '"');
    for (const char *p = cell; *p; p++) {
        if (*p == '"')
            put_byte(l, '"');
        put_byte(l, *p);
    }
    put_byte(l, '"');
}

/* Up to the first byte that ends the cell or wants quotes. False when that is not the end, or
 * the line is full; then nothing is put. */
static inline bool
put_plain(struct line *l, const char *cell)
{
    static const bool stops[256] = {
        [0] = true, [','] = true, ['"'] = true, ['\r'] = true, ['\n'] = true};
    size_t n = l->n;
    for (; !stops[(unsigned char)*cell] && n < sizeof l->text; cell++)
        l->text[n++] = *cell;
    if (*cell)
        return false;
    l->n = n;
    return true;
}

/* A cell that is longer than what is left of the line, or is to be quoted. */
static void
put_other(struct line *l, const char *cell)
{
    if (cell[strcspn(cell, ",\"\r\n")])
        put_quoted(l, cell);
    else
        for (const char *p = cell; *p; p++)
            put_byte(l, *p);
}

void
table_write_on(FILE *out, char *const cell[], int n)
{
    struct line l;
    l.out = out;
    l.n = 0;
    for (int i = 0; i < n; i++) {
        if (i)
            put_byte(&l, ',');
        const char *c = cell[i] ? cell[i] : "";
        /* A lone empty cell is quoted, or its line would be blank. */
        if (n == 1 && !*c)
            put_quoted(&l, c);
        else if (!put_plain(&l, c))
            put_other(&l, c);
    }
    put_byte(&l, '\n');
    flush(&l);
}

void
table_write(char *const cell[], int n)
{
    table_write_on(stdout, cell, n);
    if (ferror(stdout))
        die_stdout();
}

bool
table_counted(const char *unit)
{
    static const char *const measured[] = {
        "percent", "rank",  "year",        "hour",   "ratio",
        "index",   "share", "ALL",         "GBP",    "USD",
        "EUR",     "flag",  "probability", "change", "percentage_point",
        NULL};
    for (int i = 0; measured[i]; i++)
        if (*unit == *measured[i] && !strcmp(unit, measured[i]))
            return false;
    return *unit &&
           (!strchr(unit, '_') || (!strstr(unit, "_per_") && strncmp(unit, "per_", 4)));
}

bool
table_adds(const char *unit)
{
    static const char *const adds[] = {"ALL",  "GBP",  "USD", "EUR",
                                       "hour", "year", NULL};
    for (int i = 0; adds[i]; i++)
        if (!strcmp(unit, adds[i]))
            return true;
    return table_counted(unit);
}

const char *
table_per_year(struct mem *m, const char *unit)
{
    return strcmp(unit, "percent") ? mem_print(m, "%s_per_year", unit)
                                   : "percentage_point_per_year";
}

/* The letters of a status, each by its place among all of them. */
static unsigned
letters_of(const char *status)
{
    unsigned set = 0;
    for (; *status; status++) {
        const char *at = strchr(TABLE_STATUS_LETTERS, *status);
        set |= at ? 1u << (at - TABLE_STATUS_LETTERS) : 0;
    }
    return set;
}

char *
table_status(struct mem *m, const char *a, const char *b)
{
    char *out = mem_get(m, sizeof TABLE_STATUS_LETTERS), *o = out;
    unsigned set = letters_of(a) | letters_of(b);
    for (const char *p = TABLE_STATUS_LETTERS; set; p++, set >>= 1)
        if (set & 1)
            *o++ = *p;
    /* A says that nothing is to be said; it gives way to any other letter. */
    if (out[0] == 'A' && out[1])
        memmove(out, out + 1, strlen(out));
    return out;
}

char *
table_status_less(struct mem *m, const char *status, char letter)
{
    char *out = mem_copy(m, status), *o = out;
    for (const char *p = status; *p; p++)
        if (*p != letter)
            *o++ = *p;
    *o = '\0';
    return out;
}

char *
table_sources(struct mem *m, const char *a, const char *b)
{
    if (!strcmp(a, b))
        return mem_copy(m, a);
    char *out = mem_get(m, strlen(a) + strlen(b) + 2), *o = out;
    while (*a || *b) {
        size_t na = strcspn(a, "+"), nb = strcspn(b, "+");
        size_t least = na < nb ? na : nb;
        int c = !*a ? 1 : !*b ? -1 : strncmp(a, b, least);
        if (c == 0)
            c = (na > nb) - (na < nb);
        const char *take = c <= 0 ? a : b;
        size_t n = c <= 0 ? na : nb;
        if (o > out)
            *o++ = '+';
        memcpy(o, take, n);
        o += n;
        if (c <= 0)
            a += na + (a[na] == '+');
        if (c >= 0)
            b += nb + (b[nb] == '+');
    }
    *o = '\0';
    return out;
}

const char *
table_inexact(const struct table *t, const struct table_row *row,
              const struct amount *a)
{
    if (!isnan(a->est_lo))
        return "published-interval";
    return strcmp(table_cell(t, row, TABLE_INTERVAL), "approx") ? NULL : "approximate";
}

/* The bounds that stand beside a number; false without one on either side. */
static bool
own_bounds(const struct table *t, const struct table_row *row, struct amount *a)
{
    struct table_fault unused;
    bool any = *table_cell(t, row, TABLE_LO) || *table_cell(t, row, TABLE_HI);
    return any && number(t, row, TABLE_LO, -INFINITY, &a->lo, &unused) &&
           number(t, row, TABLE_HI, INFINITY, &a->hi, &unused);
}

bool
table_is_unbounded(const struct amount *a, bool counted)
{
    return isinf(a->hi) && (isinf(a->lo) || (counted && a->lo <= 0));
}

const char *
table_as_range(const struct table *t, const struct table_row *row, struct amount *a,
               bool *inexact)
{
    bool counted = table_counted(table_cell(t, row, TABLE_UNIT));
    const char *why = table_inexact(t, row, a);
    *inexact = why != NULL;
    if (!why)
        return NULL;
    if (!isnan(a->est_lo)) {
        a->lo = a->est_lo;
        a->hi = a->est_hi;
        if (isinf(a->lo) || isinf(a->hi))
            return why;
    } else if (!own_bounds(t, row, a)) {
        return why;
    }
    a->lo = counted ? fmax(0, ceil(a->lo)) : a->lo;
    a->hi = counted ? floor(a->hi) : a->hi;
    a->known = false;
    return a->lo <= a->hi ? NULL : why;
}

void
table_union_add(struct mem *m, struct table_union *u, const char *sources)
{
    const char *carry = mem_copy(m, sources);
    size_t i = 0;
    for (; u->digit[i]; i++) {
        carry = table_sources(m, u->digit[i], carry);
        u->digit[i] = NULL;
    }
    u->digit[i] = carry;
}

char *
table_union_text(struct mem *m, const struct table_union *u)
{
    char *all = mem_copy(m, "");
    for (size_t i = 0; i < sizeof u->digit / sizeof *u->digit; i++)
        if (u->digit[i])
            all = table_sources(m, all, u->digit[i]);
    return all;
}
