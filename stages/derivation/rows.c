/*
 * rows - the rows that are written: the header, a result in its row with status and sources of
 * both operands, and with a suffix all rows once more in order.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "derivation/derivation.h"
#include "program/num.h"
#include "program/stage.h"

struct derivation derivation = {
    .suffix = "", .on = "geo,period", .per = 100000, .lag = 1};

enum { NUMERATOR, DENOMINATOR, REASON, MADE };

static int made_at[MADE], columns; /* of the output */
/* With --suffix rows are held until all are there to be sorted. */
static struct mem held_mem;
static char ***held;
static size_t n_held, held_room;
static int indicator_at;

static char *
text_of(double x, struct mem *m)
{
    char text[NUM_MAX];
    return mem_copy(m, isfinite(x) ? num_text(x, text) : "");
}

static char *
value_text(const struct operand *o, struct mem *m)
{
    return mem_copy(m, o ? table_cell(o->tab, o->row, TABLE_VALUE) : "");
}

/* Fills value and bounds; a result without either is missing. */
static void
fill_numbers(const struct table *t, struct table_row *row, struct derived *r,
             struct mem *m)
{
    const char *interval = "";
    double lo = NAN, hi = NAN;
    if (isinf(r->value))
        *r = derivation_none("too-large");
    bool bounded = isfinite(r->range.lo) || isfinite(r->range.hi);
    if (!isnan(r->value)) {
        if (!isnan(r->est_lo)) {
            interval = table_cell(t, row, TABLE_INTERVAL);
            lo = r->est_lo;
            hi = r->est_hi;
        } else if (r->approx) {
            interval = "approx";
        }
    } else if (bounded && !*r->reason) {
        interval = "range";
        lo = r->range.lo;
        hi = r->range.hi;
    } else if (!*r->reason) {
        r->reason = "missing";
    }
    row->cell[t->at[TABLE_INTERVAL]] = mem_copy(m, interval);
    row->cell[t->at[TABLE_VALUE]] = text_of(r->value, m);
    row->cell[t->at[TABLE_LO]] = text_of(lo, m);
    row->cell[t->at[TABLE_HI]] = text_of(hi, m);
}

static void
hold(char *const cell[])
{
    if (n_held == held_room) {
        size_t more = held_room ? 2 * held_room : 256;
        held = mem_grow(&held_mem, held, held_room * sizeof *held, more * sizeof *held);
        held_room = more;
    }
    char **kept = mem_array(&held_mem, (size_t)columns, sizeof *kept);
    for (int i = 0; i < columns; i++)
        kept[i] = i == indicator_at
                      ? mem_print(&held_mem, "%s%s", cell[i], derivation.suffix)
                      : mem_copy(&held_mem, cell[i]);
    held[n_held++] = kept;
}

static const struct table *sorted; /* qsort() passes no state on */

static int
by_cells(const void *a, const void *b)
{
    return table_compare(*(char **const *)a, *(char **const *)b, sorted->key);
}

void
derivation_close(const struct table *t)
{
    sorted = t;
    if (n_held)
        qsort(held, n_held, sizeof *held, by_cells);
    for (size_t i = 0; i < n_held; i++)
        table_write(held[i], columns);
    mem_release(&held_mem);
}

/* Writes what became of a; b is NULL when there was nothing to compare it with. */
void
derivation_write(const struct operand *a, const struct operand *b, struct derived r,
                 const char *letters, struct mem *m)
{
    const struct table *t = a->tab;
    struct table_row row = {mem_array(m, (size_t)columns, sizeof *row.cell),
                            a->row->line};
    memcpy(row.cell, a->row->cell, (size_t)t->n * sizeof *row.cell);
    const char *unit = derivation.operation->unit;
    char *status = table_status(m, table_cell(t, a->row, TABLE_STATUS), letters);
    char *cited = mem_copy(m, table_cell(t, a->row, TABLE_SOURCE)), text[NUM_MAX];
    if (b) {
        const char *other = table_cell(b->tab, b->row, TABLE_STATUS);
        /* B is of a point in time, and the denominator alone is of the same. */
        status = table_status(
            m, status,
            derivation.operation->quotient ? other : table_status_less(m, other, 'B'));
        cited = table_sources(m, cited, table_cell(b->tab, b->row, TABLE_SOURCE));
    }
    fill_numbers(t, &row, &r, m);
    if (isnan(r.value) && !strpbrk(status, "OQ"))
        status = table_status(m, status, "O");
    row.cell[t->at[TABLE_STATUS]] = status;
    row.cell[t->at[TABLE_SOURCE]] = cited;
    row.cell[t->at[TABLE_UNIT]] =
        unit ? mem_copy(m, unit)
             : mem_print(m, "%s_per_%s", table_cell(t, a->row, TABLE_UNIT),
                         num_text(derivation.per, text));
    if (derivation.operation->quotient) {
        row.cell[made_at[NUMERATOR]] = value_text(a, m);
        row.cell[made_at[DENOMINATOR]] = value_text(b, m);
    }
    row.cell[made_at[REASON]] = mem_copy(m, r.reason);
    if (*derivation.suffix)
        hold(row.cell);
    else
        table_write(row.cell, columns);
}

void
derivation_open(const struct table *t, struct mem *run)
{
    static const char *const name[] = {"numerator", "denominator", "reason"};
    char **header = mem_array(run, (size_t)t->n + MADE, sizeof *header);
    memcpy(header, t->column, (size_t)t->n * sizeof *header);
    columns = t->n;
    indicator_at = table_find(t, "indicator");
    if (*derivation.suffix && (indicator_at < 0 || indicator_at >= t->key))
        die_at(EX_DATAERR, (struct place){t->in.file, 1, NULL},
               "--suffix needs the column indicator in the key");
    for (int i = derivation.operation->quotient ? NUMERATOR : REASON; i < MADE; i++) {
        made_at[i] = table_find(t, name[i]);
        if (made_at[i] < 0)
            made_at[i] = columns++;
        header[made_at[i]] = mem_copy(run, name[i]);
    }
    table_write(header, columns);
}

void
derivation_same_unit(const struct operand *a, const struct operand *b)
{
    const char *x = table_cell(a->tab, a->row, TABLE_UNIT);
    const char *y = table_cell(b->tab, b->row, TABLE_UNIT);
    if (strcmp(x, y))
        table_die(a->tab, a->row, "unit",
                  "%s is compared with %s (line %ld), expected one "
                  "unit",
                  msg_quote(x), msg_quote(y), b->row->line);
}
