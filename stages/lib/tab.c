#include "tab.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "num.h"

#define STATUS_LETTERS "ABDEOPQUV"

const char *const tab_name[TAB_COLUMNS] = {
    "period", "value", "lo", "hi", "interval", "compare", "unit", "status", "source",
};

const char *const tab_contract[] = {
    "period", "value", "lo", "hi", "interval", "unit", "status", "source", NULL,
};

int
tab_find(const struct tab *t, const char *name)
{
    for (int i = 0; i < t->n; i++)
        if (!strcmp(t->column[i], name))
            return i;
    return -1;
}

static void
check_header(struct tab *t, const char *const need[])
{
    struct place at = {t->in.file, 1, NULL};
    for (int i = 0; i < t->n; i++) {
        if (!*t->column[i])
            die_at(EX_DATAERR, at, "column %d has no name", i + 1);
        if (tab_find(t, t->column[i]) < i)
            die_at(EX_DATAERR, at, "column %s stands twice in the header",
                   msg_quote(t->column[i]));
    }
    char *missing = NULL;
    const char *near = NULL;
    for (int i = 0; need[i]; i++)
        if (tab_find(t, need[i]) < 0) {
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
    for (int c = 0; c < TAB_COLUMNS; c++)
        t->at[c] = tab_find(t, tab_name[c]);
    t->key = t->at[TAB_VALUE] >= 0 ? t->at[TAB_VALUE] : t->n;
    if (t->at[TAB_VALUE] >= 0 && t->at[TAB_PERIOD] >= 0 &&
        t->at[TAB_PERIOD] != t->at[TAB_VALUE] - 1)
        die_at(
            EX_DATAERR, at,
            "column period is number %d, expected it just left of value (number %d), "
            "as the last column of the key",
            t->at[TAB_PERIOD] + 1, t->at[TAB_VALUE] + 1);
}

void
tab_open(struct tab *t, struct mem *run, const char *path, const char *const need[],
         enum tab_order order)
{
    *t = (struct tab){.run = run, .order = order};
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
    check_header(t, need ? need : tab_contract);
    t->previous = NULL;
}

static void
check_order(struct tab *t, const struct csv_row *row, struct mem *m)
{
    struct place at = {t->in.file, row->line, NULL};
    if (t->previous) {
        int c = tab_compare(t->previous, row->cell, t->key);
        for (int i = 0; c > 0 && i < t->key; i++) {
            int d = strcmp(t->previous[i], row->cell[i]);
            if (d > 0) {
                at.column = t->column[i];
                die_at(EX_DATAERR, at,
                       "%s after %s: rows are not sorted by key; sort them bytewise "
                       "(LC_ALL=C) by the columns left of value",
                       msg_quote(row->cell[i]), msg_quote(t->previous[i]));
            }
        }
        if (c == 0 && t->order == TAB_UNIQUE)
            die_at(
                EX_DATAERR, at,
                "the same key as the row before, expected one row per key; `vintage` "
                "chooses one statement per key");
    }
    mem_reset(m);
    t->previous = mem_array(m, (size_t)t->key, sizeof *t->previous);
    for (int i = 0; i < t->key; i++)
        t->previous[i] = mem_copy(m, row->cell[i]);
}

bool
tab_next(struct tab *t, struct tab_row *out)
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
    struct place at = {t->in.file, row.line, NULL};
    if ((int)row.n != t->n)
        die_at(EX_DATAERR, at, "the row has %zu cell%s, expected %d as in the header",
               row.n, row.n == 1 ? "" : "s", t->n);
    if (t->order != TAB_ANY)
        check_order(t, &row, &t->order_mem[t->turn++ % 2]);
    t->rows++;
    *out = (struct tab_row){row.cell, row.line};
    return true;
}

void
tab_close(struct tab *t)
{
    csv_close(&t->in);
    mem_release(&t->order_mem[0]);
    mem_release(&t->order_mem[1]);
    t->previous = NULL;
}

struct tab_row
tab_keep(const struct tab *t, struct mem *m, const struct tab_row *row)
{
    struct tab_row kept = {mem_array(m, (size_t)t->n, sizeof *kept.cell), row->line};
    for (int i = 0; i < t->n; i++)
        kept.cell[i] = mem_copy(m, row->cell[i]);
    return kept;
}

int
tab_compare(char *const a[], char *const b[], int n)
{
    for (int i = 0; i < n; i++) {
        int c = strcmp(a[i], b[i]);
        if (c)
            return c;
    }
    return 0;
}

bool
tab_series_next(struct tab *t, struct mem *m, int n_right, struct tab_pending *pending,
                struct tab_series *out)
{
    size_t size = 0;
    mem_reset(m);
    *out = (struct tab_series){0};
    struct tab_row row;
    for (;;) {
        if (pending->any) {
            row = tab_keep(t, m, &pending->row);
            pending->any = false;
        } else {
            if (!tab_next(t, &row))
                break;
            if (out->n && tab_compare(out->row[0].cell, row.cell, t->key - n_right)) {
                mem_reset(&pending->mem);
                pending->row = tab_keep(t, &pending->mem, &row);
                pending->any = true;
                break;
            }
            row = tab_keep(t, m, &row);
        }
        if (out->n == size) {
            size_t more = size ? 2 * size : 16;
            out->row = mem_grow(m, out->row, size * sizeof row, more * sizeof row);
            size = more;
        }
        out->row[out->n++] = row;
    }
    return out->n > 0;
}

void
tab_die(const struct tab *t, const struct tab_row *row, const char *column,
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
tab_cell(const struct tab *t, const struct tab_row *row, enum tab_column c)
{
    return t->at[c] < 0 ? "" : row->cell[t->at[c]];
}

static bool complain(struct tab_fault *f, const char *column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool
complain(struct tab_fault *f, const char *column, const char *format, ...)
{
    va_list ap;
    f->column = column;
    va_start(ap, format);
    vsnprintf(f->text, sizeof f->text, format, ap);
    va_end(ap);
    return false;
}

static bool
number(const struct tab *t, const struct tab_row *row, enum tab_column c, double absent,
       double *out, struct tab_fault *fault)
{
    const char *text = tab_cell(t, row, c);
    *out = absent;
    if (*text && !num_parse(text, out))
        return complain(
            fault, tab_name[c],
            "%s is not a plain decimal number; `clean` turns published notation into "
            "value, lo, hi and status",
            msg_quote(text));
    return true;
}

static bool
status_is_sound(const char *status, struct tab_fault *fault)
{
    for (const char *p = status; *p; p++) {
        if (!strchr(STATUS_LETTERS, *p))
            return complain(fault, "status",
                            "%s has the unknown letter %s, expected letters of %s",
                            msg_quote(status), msg_quote_n(p, 1), STATUS_LETTERS);
        if (p > status && p[-1] >= *p)
            return complain(fault, "status", "%s is not sorted or names a letter twice",
                            msg_quote(status));
    }
    return true;
}

bool
tab_amount_try(const struct tab *t, const struct tab_row *row, struct amount *out,
               struct tab_fault *fault)
{
    const char *status = tab_cell(t, row, TAB_STATUS);
    const char *interval = tab_cell(t, row, TAB_INTERVAL);
    double least = tab_counted(tab_cell(t, row, TAB_UNIT)) ? 0 : -INFINITY;
    struct amount a = {.est_lo = NAN, .est_hi = NAN};
    if (!number(t, row, TAB_VALUE, NAN, &a.value, fault) ||
        !number(t, row, TAB_LO, -INFINITY, &a.lo, fault) ||
        !number(t, row, TAB_HI, INFINITY, &a.hi, fault) ||
        !status_is_sound(status, fault))
        return false;
    a.known = !isnan(a.value);
    if (a.lo > a.hi)
        return complain(fault, "lo", "%s is above hi, %s", tab_cell(t, row, TAB_LO),
                        tab_cell(t, row, TAB_HI));
    if (a.known && (a.value < a.lo || a.value > a.hi))
        return complain(fault, "value", "%s is outside its own bounds %s..%s",
                        tab_cell(t, row, TAB_VALUE), tab_cell(t, row, TAB_LO),
                        tab_cell(t, row, TAB_HI));
    if (a.known == (strpbrk(status, "OQ") != NULL))
        return complain(fault, "status",
                        a.known ? "%s says the value is missing (O, Q), yet it is %s"
                                : "%s, yet value is empty, which takes O (missing) or "
                                  "Q (suppressed)%s",
                        msg_quote(status), a.known ? tab_cell(t, row, TAB_VALUE) : "");
    if (!strcmp(interval, "ci95") || !strcmp(interval, "cri95") ||
        !strcmp(interval, "pi95")) {
        a.est_lo = a.lo;
        a.est_hi = a.hi;
        a.lo = -INFINITY;
        a.hi = INFINITY;
    } else if (*interval && strcmp(interval, "range") && strcmp(interval, "approx")) {
        return complain(fault, "interval",
                        "%s is unknown, expected range, approx, ci95, cri95, "
                        "pi95 or nothing",
                        msg_quote(interval));
    }
    if (!*interval && (a.lo != -INFINITY || a.hi != INFINITY))
        return complain(fault, "interval",
                        "is empty beside bounds, expected range, ci95, cri95 or pi95");
    if (a.known)
        a.lo = a.hi = a.value;
    else if (a.lo < least)
        a.lo = least;
    *out = a;
    return true;
}

struct amount
tab_amount(const struct tab *t, const struct tab_row *row)
{
    struct amount a;
    struct tab_fault fault;
    if (!tab_amount_try(t, row, &a, &fault))
        tab_die(t, row, fault.column, "%s", fault.text);
    return a;
}

struct period
tab_period(const struct tab *t, const struct tab_row *row)
{
    struct period p;
    if (!period_parse(tab_cell(t, row, TAB_PERIOD), &p))
        tab_die(
            t, row, "period",
            "%s is not a period, expected one like 2017, 2017-Q3, 2017-05, 2017-05-17 "
            "or 2017-01-01/2018-12-31",
            msg_quote(tab_cell(t, row, TAB_PERIOD)));
    return p;
}

void
tab_write_on(FILE *out, char *const cell[], int n)
{
    for (int i = 0; i < n; i++) {
        if (i)
            putc(',', out);
        const char *c = cell[i] ? cell[i] : "";
        /* A lone empty cell is quoted, or its line would be blank. */
        if (!c[strcspn(c, ",\"\r\n")] && !(n == 1 && !*c)) {
            fputs(c, out);
            continue;
        }
        putc('"', out);
        for (; *c; c++) {
            if (*c == '"')
                putc('"', out);
            putc(*c, out);
        }
        putc('"', out);
    }
    putc('\n', out);
}

void
tab_write(char *const cell[], int n)
{
    tab_write_on(stdout, cell, n);
    if (ferror(stdout))
        die_stdout();
}

bool
tab_counted(const char *unit)
{
    static const char *const measured[] = {
        "percent", "rank", "year", "hour", "ratio",       "index",  "share", "ALL",
        "GBP",     "USD",  "EUR",  "flag", "probability", "change", NULL};
    for (int i = 0; measured[i]; i++)
        if (!strcmp(unit, measured[i]))
            return false;
    return *unit && !strstr(unit, "_per_") && strncmp(unit, "per_", 4);
}

char *
tab_status(struct mem *m, const char *a, const char *b)
{
    char *out = mem_get(m, sizeof STATUS_LETTERS), *o = out;
    for (const char *p = STATUS_LETTERS; *p; p++)
        if (strchr(a, *p) || strchr(b, *p))
            *o++ = *p;
    /* A says that nothing is to be said; it gives way to any other letter. */
    if (out[0] == 'A' && out[1])
        memmove(out, out + 1, strlen(out));
    return out;
}

char *
tab_status_less(struct mem *m, const char *status, char letter)
{
    char *out = mem_copy(m, status), *o = out;
    for (const char *p = status; *p; p++)
        if (*p != letter)
            *o++ = *p;
    *o = '\0';
    return out;
}

char *
tab_sources(struct mem *m, const char *a, const char *b)
{
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
