/*
 * since - how far each later edition is from the first, by the days in between
 *
 * Reads what `vintage --revisions` writes: key columns vintage and period, sorted. For each
 * key without its vintage, the first number is that of the earliest dated vintage that has
 * one; it is the base. Writes a row for that and each later dated vintage: the key column
 * days in place of vintage (days from the publication of the base, four digits), as value
 * how far the number is from the base in percent of its size, unit percent, status and
 * source of both, and at the right base_value, later_value and reason. A date that is not
 * whole counts as its last day, as in `vintage`. From or to a number published as about the
 * change is `approx`. Limits of estimates, compare and the columns that --revisions adds are
 * left out.
 *
 * No number comes of a vintage without one (reason suppressed, missing), in another unit than
 * the base (other-unit), when the base is 0 (zero-base), or when a number cannot hold it
 * (too-large): value is empty, status O, or Q of what is suppressed; where the figure has
 * bounds, so has the change. A key of which no dated vintage has a number is measured from its
 * first one, so that it stays. Left out, and counted in a note, are vintages without a date and
 * those before the base. Two vintages of one key on one day end the run with 65.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"
#include "program/stage.h"
#include "table/table.h"
#include "vintages/read.h"

#define DAYS_MAX 9999

static const struct opt opts[] = {{0}};
static const char *const need[] = {"vintage",  "period", "value",  "lo",     "hi",
                                   "interval", "unit",   "status", "source", NULL};
static const char *const make[] = {"days",        "value",  "unit",
                                   "status",      "source", "base_value",
                                   "later_value", "reason", NULL};
/* What stands right of the key. */
static const char *const written[] = {"value",       "lo",     "hi",     "interval",
                                      "unit",        "status", "source", "base_value",
                                      "later_value", "reason"};
enum { WRITTEN = sizeof written / sizeof *written };

struct edition {
    struct table_row row;
    struct amount amount;
    long day;
};

/* What is written of one edition. */
struct row {
    char **cell;
};

static int vintage_at, n_out;
static long undated, before;
static const struct table *sorting; /* qsort has no room for it */

static int
by_period_and_day(const void *va, const void *vb)
{
    const struct edition *a = va, *b = vb;
    return vintage_compare(sorting, &a->row, a->day, &b->row, b->day);
}

static int
by_key(const void *va, const void *vb)
{
    const struct row *a = va, *b = vb;
    return table_compare(a->cell, b->cell, sorting->key);
}

/* Why the later number cannot be set against the base; "" when it can. */
static const char *
why_not(const struct table *t, const struct edition *base, const struct edition *e,
        double percent)
{
    if (!e->amount.known)
        return strchr(table_cell(t, &e->row, TABLE_STATUS), 'Q') ? "suppressed"
                                                                 : "missing";
    if (strcmp(table_cell(t, &base->row, TABLE_UNIT),
               table_cell(t, &e->row, TABLE_UNIT)))
        return "other-unit";
    if (base->amount.value == 0)
        return "zero-base";
    return isfinite(percent) ? "" : "too-large";
}

/* A number in percent of the size of the base, or empty. */
static char *
against(const struct edition *base, double number, struct mem *m)
{
    char text[NUM_MAX];
    double percent = 100 * (number - base->amount.value) / fabs(base->amount.value);
    return mem_copy(m, isfinite(percent) ? num_text(percent, text) : "");
}

static bool
about(const struct table *t, const struct edition *e)
{
    return !strcmp(table_cell(t, &e->row, TABLE_INTERVAL), "approx");
}

/* The later number, or its bounds, against the base. */
static void
compare(const struct table *t, const struct edition *base, const struct edition *e,
        struct row *r, struct mem *m)
{
    char **cell = r->cell + t->key;
    double percent =
        100 * (e->amount.value - base->amount.value) / fabs(base->amount.value);
    const char *reason = why_not(t, base, e, percent);
    const char *status = table_status(m, table_cell(t, &base->row, TABLE_STATUS),
                                      table_cell(t, &e->row, TABLE_STATUS));
    bool same_unit = !strcmp(table_cell(t, &base->row, TABLE_UNIT),
                             table_cell(t, &e->row, TABLE_UNIT));
    for (int i = 0; i < WRITTEN; i++)
        cell[i] = mem_copy(m, "");
    if (!*reason) {
        cell[0] = against(base, e->amount.value, m);
        cell[3] = mem_copy(m, about(t, base) || about(t, e) ? "approx" : "");
    } else if (!e->amount.known && base->amount.known && same_unit && !about(t, base)) {
        cell[1] = against(base, e->amount.lo, m);
        cell[2] = against(base, e->amount.hi, m);
        cell[3] = mem_copy(m, *cell[1] || *cell[2] ? "range" : "");
    }
    if (*reason && !strpbrk(status, "OQ"))
        status = table_status(m, status, "O");
    cell[4] = mem_copy(m, "percent");
    cell[5] = mem_copy(m, status);
    cell[6] = table_sources(m, table_cell(t, &base->row, TABLE_SOURCE),
                            table_cell(t, &e->row, TABLE_SOURCE));
    cell[7] = mem_copy(m, table_cell(t, &base->row, TABLE_VALUE));
    cell[8] = mem_copy(m, table_cell(t, &e->row, TABLE_VALUE));
    cell[9] = mem_copy(m, reason);
}

static struct row
row_of(const struct table *t, const struct edition *base, const struct edition *e,
       struct mem *m)
{
    struct row r = {mem_array(m, (size_t)n_out, sizeof *r.cell)};
    long days = e->day - base->day;
    if (days > DAYS_MAX)
        table_die(t, &e->row, "vintage",
                  "%ld days after the first, expected %d at most", days, DAYS_MAX);
    for (int i = 0; i < t->key; i++)
        r.cell[i] = e->row.cell[i];
    r.cell[vintage_at] = mem_print(m, "%04ld", days);
    compare(t, base, e, &r, m);
    return r;
}

/* The dated rows of a run, their amounts checked; returns how many. */
static size_t
read_editions(const struct table *t, const struct table_series *series,
              struct edition *e)
{
    size_t n = 0;
    for (size_t i = 0; i < series->n; i++) {
        const struct table_row *row = &series->row[i];
        e[n] = (struct edition){*row, table_amount(t, row), 0};
        if (vintage_day(t, row, vintage_at, &e[n].day))
            n++;
        else
            undated++;
    }
    sorting = t;
    if (n)
        qsort(e, n, sizeof *e, by_period_and_day);
    return n;
}

static bool
same_period(const struct table *t, const struct edition *a, const struct edition *b)
{
    return !strcmp(table_cell(t, &a->row, TABLE_PERIOD),
                   table_cell(t, &b->row, TABLE_PERIOD));
}

/* The first edition of a period that has a number; the first of all when none has. */
static const struct edition *
base_of(const struct table *t, const struct edition *e, size_t n)
{
    for (size_t i = 0; i < n && same_period(t, e, &e[i]); i++)
        if (e[i].amount.known)
            return &e[i];
    return e;
}

static void
write_series(const struct table *t, const struct table_series *series, struct mem *m)
{
    struct edition *e = mem_array(m, series->n, sizeof *e);
    struct row *row = mem_array(m, series->n, sizeof *row);
    size_t n = read_editions(t, series, e), rows = 0;
    const struct edition *base = NULL;
    for (size_t i = 0; i < n; i++) {
        bool same = i && same_period(t, &e[i - 1], &e[i]);
        if (same && e[i - 1].day == e[i].day)
            table_die(t, &e[i].row, "vintage",
                      "%s is the day of %s too (line %ld), expected one vintage a day",
                      e[i].row.cell[vintage_at], e[i - 1].row.cell[vintage_at],
                      e[i - 1].row.line);
        if (!same)
            base = base_of(t, &e[i], n - i);
        if (base <= &e[i])
            row[rows++] = row_of(t, base, &e[i], m);
        else
            before++;
    }
    if (rows)
        qsort(row, rows, sizeof *row, by_key);
    for (size_t i = 0; i < rows; i++)
        table_write(row[i].cell, n_out);
}

static void
write_header(const struct table *t, struct mem *run)
{
    char **header = mem_array(run, (size_t)n_out, sizeof *header);
    for (int i = 0; i < t->key; i++) {
        header[i] = i == vintage_at ? mem_copy(run, "days") : t->column[i];
        for (int k = 0; k < WRITTEN; k++)
            if (!strcmp(t->column[i], written[k]) || !strcmp(t->column[i], "days"))
                die_at(EX_DATAERR, (struct place){t->in.file, 1, t->column[i]},
                       "this column is made here, expected it not to be in the key");
    }
    for (int i = 0; i < WRITTEN; i++)
        header[t->key + i] = mem_copy(run, written[i]);
    table_write(header, n_out);
}

static int
run(struct mem *run, int n, char **operand)
{
    struct table t;
    struct table_series series;
    table_open(&t, run, n ? operand[0] : NULL, need, TABLE_UNIQUE);
    vintage_at = vintage_column(&t);
    n_out = t.key + WRITTEN;
    write_header(&t, run);
    while (table_series_next(&t, 2, &series))
        write_series(&t, &series, series.m);
    table_close(&t);
    if (undated || before)
        note("left out: vintages without a date %ld, before the first number %ld",
             undated, before);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[FILE]", 0,  1,
                                       opts,       need,        make,     run};
    return stage_main(&stage, argc, argv);
}
