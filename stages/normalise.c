/*
 * normalise - rates, shares, indices, differences and growth, with their bounds
 *
 * Reads a table with unique keys, sorted, and writes the same rows with values of another
 * kind, the columns numerator and denominator (rate and share: what was divided, where it
 * is known) and reason. The operation is the first operand:
 *
 *   rate        value * --per / the value in --population FILE; unit UNIT_per_PER. --on and
 *               --year say which row of FILE, as in `pair`; the rate of a quarter is that
 *               of the quarter, not of a year
 *   share       100 * value / the value of the whole in the same table, the row whose key
 *               has the codes in --of, as in --of=sex=_T,age=_T; unit percent. Status D when
 *               no source of the two is of one day: they may be of different editions
 *   index       100 * value / the value in period --base of the series; unit index
 *   difference  value - the value --lag periods before (1); unit change
 *   growth      100 * (value / the value --lag periods before - 1); unit percent
 *
 * Bounds are computed by interval arithmetic, so that a range in gives a range out; a share
 * is no more than 100 unless the published numbers say so, and a bounded base is 100 of
 * itself. With an `approx` operand the result is `approx`, and bounds nothing. The
 * limits of an estimate (ci95, cri95) are kept by a rate over a known population and left
 * out by the other operations. Status and source are the unions of the operands'.
 *
 * The result is of another kind than the row's indicator: --suffix makes that code from it
 * (and the rows are sorted anew, since a longer code can stand elsewhere).
 *
 * A row that has no result keeps its place with empty value, status O and a reason:
 *   missing            it has neither value nor bounds, or what it is compared with
 *   no-denominator     no row of FILE matches, or the whole is not in the table
 *   zero-denominator   division by zero
 *   too-large          a number cannot hold it (1.8e308)
 *   no-base            the series has no row for --base
 *   no-previous        the series has no row for the period before
 *   break              status B says that the series breaks in between; --across goes
 *                      over breaks, with status D
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"
#include "program/stage.h"
#include "stat/range.h"
#include "table/join.h"
#include "table/table.h"

static const char *suffix = "", *population, *on = "geo,period", *of, *base;
static double per = 100000;
static long lag = 1;
static bool year, across;
static const struct opt opts[] = {
    {"population", 'p', OPT_TEXT, &population, "FILE",
     "rate: the table with the denominators, one row for each"},
    {"per", 0, OPT_NUMBER, &per, "N", "rate: events per N (100000)"},
    {"on", 'o', OPT_TEXT, &on, "COLUMNS",
     "rate: key columns that must be equal, parted by commas; THIS=THAT where names "
     "differ (geo,period)"},
    {"year", 'y', OPT_FLAG, &year, NULL,
     "rate: divide quarters, months and days by the population of their year"},
    {"of", 0, OPT_TEXT, &of, "COLUMN=CODE[,...]", "share: the key of the whole"},
    {"base", 'b', OPT_TEXT, &base, "PERIOD", "index: the period that is 100"},
    {"lag", 'l', OPT_COUNT, &lag, "N",
     "difference, growth: how many periods before (1); 4 compares quarters of two "
     "years"},
    {"suffix", 0, OPT_TEXT, &suffix, "TEXT",
     "put this behind the code of the indicator (_per_100 for example)"},
    {"across", 0, OPT_FLAG, &across, NULL,
     "index, difference, growth: go over breaks in the series, with status D"},
    {0},
};
static const char *const make[] = {"value",       "lo",     "hi",     "interval",
                                   "unit",        "status", "source", "numerator",
                                   "denominator", "reason", NULL};
enum { NUMERATOR, DENOMINATOR, REASON, MADE };

/* One side of an operation. */
struct operand {
    const struct table *tab;
    const struct table_row *row;
    struct amount amount;
    bool approx;
};

/* What becomes of a row. */
struct result {
    double value; /* NAN: none */
    struct st_range range;
    double est_lo, est_hi;
    bool approx;
    const char *reason; /* "" unless there is neither value nor bound */
};

static const struct operation {
    const char *name, *unit; /* NULL: a rate's, from the row's own */
    bool quotient;           /* has numerator and denominator */
    void (*run)(struct table *t, struct mem *run);
} * operation;
static int made_at[MADE], columns; /* of the output */
/* With --suffix rows are held until all are there to be sorted. */
static struct mem held_mem;
static char ***held;
static size_t n_held, held_room;
static int indicator_at;

static struct operand
operand_of(const struct table *t, const struct table_row *row)
{
    return (struct operand){t, row, table_amount(t, row),
                            !strcmp(table_cell(t, row, TABLE_INTERVAL), "approx")};
}

/* The interval that the truth lies in, against another number; an approximate value says
 * little, and so does an estimate once the result is bounds alone. */
static struct st_range
range_of(const struct operand *o, const struct operand *other)
{
    if (o->approx || (!isnan(o->amount.est_lo) && !other->amount.known))
        return (struct st_range){
            table_counted(table_cell(o->tab, o->row, TABLE_UNIT)) ? 0 : -INFINITY,
            INFINITY};
    return (struct st_range){o->amount.lo, o->amount.hi};
}

/* Nothing is known of it. */
static bool
is_missing(const struct operand *o)
{
    if (o->amount.known || isfinite(o->amount.hi))
        return false;
    bool counted = table_counted(table_cell(o->tab, o->row, TABLE_UNIT));
    return o->amount.lo <= (counted ? 0 : -INFINITY);
}

static struct result
no_result(const char *reason)
{
    return (struct result){NAN, {-INFINITY, INFINITY}, NAN, NAN, false, reason};
}

/* a / b * by. */
static struct result
quotient(const struct operand *a, const struct operand *b, double by)
{
    struct result r = no_result("");
    struct st_range den = range_of(b, a);
    if (is_missing(a) || is_missing(b))
        return no_result("missing");
    if (b->amount.known && b->amount.value == 0)
        return no_result("zero-denominator");
    if (st_range_divide(st_range_scale(range_of(a, b), by), den, &r.range) != ST_OK)
        return no_result("zero-denominator");
    r.approx = a->approx || b->approx;
    if (a->amount.known && b->amount.known)
        r.value = a->amount.value * by / b->amount.value;
    return r;
}

static struct result
rate(const struct operand *a, const struct operand *b)
{
    struct result r = quotient(a, b, per);
    if (!*r.reason && !isnan(a->amount.est_lo) && b->amount.known && !b->approx &&
        b->amount.value > 0) {
        r.est_lo = a->amount.est_lo * per / b->amount.value;
        r.est_hi = a->amount.est_hi * per / b->amount.value;
    }
    return r;
}

static struct result
share(const struct operand *a, const struct operand *b)
{
    struct result r = quotient(a, b, 100);
    /* A part is no more than its whole, unless what is published says that it is. */
    if (isnan(r.value) && range_of(a, b).lo >= 0 && range_of(b, a).lo >= 0 &&
        r.range.lo <= 100)
        r.range.hi = fmin(r.range.hi, 100);
    if (a->row == b->row && !*r.reason && isnan(r.value))
        r.range = (struct st_range){100, 100};
    return r;
}

static struct result
indexed(const struct operand *a, const struct operand *b)
{
    struct result r = quotient(a, b, 100);
    if (a->row == b->row && !*r.reason && isnan(r.value))
        r.range = (struct st_range){100, 100};
    return r;
}

static struct result
difference(const struct operand *a, const struct operand *b)
{
    struct result r = no_result("");
    if (is_missing(a) || is_missing(b))
        return no_result("missing");
    r.range = st_range_subtract(range_of(a, b), range_of(b, a));
    r.approx = a->approx || b->approx;
    if (a->amount.known && b->amount.known)
        r.value = a->amount.value - b->amount.value;
    return r;
}

static struct result
growth(const struct operand *a, const struct operand *b)
{
    struct result r = quotient(a, b, 100);
    r.range.lo -= 100;
    r.range.hi -= 100;
    if (!isnan(r.value)) /* not value - 100, which cancels */
        r.value = 100 * (a->amount.value - b->amount.value) / b->amount.value;
    return r;
}

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
fill_numbers(const struct table *t, struct table_row *row, struct result *r,
             struct mem *m)
{
    const char *interval = "";
    double lo = NAN, hi = NAN;
    if (isinf(r->value))
        *r = no_result("too-large");
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
        kept[i] = i == indicator_at ? mem_print(&held_mem, "%s%s", cell[i], suffix)
                                    : mem_copy(&held_mem, cell[i]);
    held[n_held++] = kept;
}

static const struct table *sorted; /* qsort() and bsearch() pass no state on */

static int
by_cells(const void *a, const void *b)
{
    return table_compare(*(char **const *)a, *(char **const *)b, sorted->key);
}

static void
write_held(const struct table *t)
{
    sorted = t;
    if (n_held)
        qsort(held, n_held, sizeof *held, by_cells);
    for (size_t i = 0; i < n_held; i++)
        table_write(held[i], columns);
    mem_release(&held_mem);
}

/* Writes what became of a; b is NULL when there was nothing to compare it with. */
static void
write_result(const struct operand *a, const struct operand *b, struct result r,
             const char *letters, struct mem *m)
{
    const struct table *t = a->tab;
    struct table_row row = {mem_array(m, (size_t)columns, sizeof *row.cell),
                            a->row->line};
    memcpy(row.cell, a->row->cell, (size_t)t->n * sizeof *row.cell);
    const char *unit = operation->unit;
    char *status = table_status(m, table_cell(t, a->row, TABLE_STATUS), letters);
    char *cited = mem_copy(m, table_cell(t, a->row, TABLE_SOURCE)), text[NUM_MAX];
    if (b) {
        const char *other = table_cell(b->tab, b->row, TABLE_STATUS);
        /* B is of a point in time, and the denominator alone is of the same. */
        status = table_status(
            m, status, operation->quotient ? other : table_status_less(m, other, 'B'));
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
                         num_text(per, text));
    if (operation->quotient) {
        row.cell[made_at[NUMERATOR]] = value_text(a, m);
        row.cell[made_at[DENOMINATOR]] = value_text(b, m);
    }
    row.cell[made_at[REASON]] = mem_copy(m, r.reason);
    if (*suffix)
        hold(row.cell);
    else
        table_write(row.cell, columns);
}

static void
write_header(const struct table *t, struct mem *run)
{
    static const char *const name[] = {"numerator", "denominator", "reason"};
    char **header = mem_array(run, (size_t)t->n + MADE, sizeof *header);
    memcpy(header, t->column, (size_t)t->n * sizeof *header);
    columns = t->n;
    indicator_at = table_find(t, "indicator");
    if (*suffix && (indicator_at < 0 || indicator_at >= t->key))
        die_at(EX_DATAERR, (struct place){t->in.file, 1, NULL},
               "--suffix needs the column indicator in the key");
    for (int i = operation->quotient ? NUMERATOR : REASON; i < MADE; i++) {
        made_at[i] = table_find(t, name[i]);
        if (made_at[i] < 0)
            made_at[i] = columns++;
        header[made_at[i]] = mem_copy(run, name[i]);
    }
    table_write(header, columns);
}

static void
same_unit(const struct operand *a, const struct operand *b)
{
    const char *x = table_cell(a->tab, a->row, TABLE_UNIT);
    const char *y = table_cell(b->tab, b->row, TABLE_UNIT);
    if (strcmp(x, y))
        table_die(a->tab, a->row, "unit",
                  "%s is compared with %s (line %ld), expected one "
                  "unit",
                  msg_quote(x), msg_quote(y), b->row->line);
}

static void
run_rate(struct table *t, struct mem *run)
{
    struct join j;
    struct mem m = {0};
    struct table_row row;
    if (!population)
        usage("rate needs --population=FILE");
    if (per <= 0)
        usage("--per: a rate is per more than 0");
    join_open(&j, run, t, population, on, year);
    write_header(t, run);
    while (table_next(t, &row)) {
        mem_reset(&m);
        struct operand a = operand_of(t, &row);
        const struct join_row *match = join_find(&j, &row, &m);
        if (!match) {
            write_result(&a, NULL, no_result("no-denominator"), "", &m);
            continue;
        }
        struct operand b = operand_of(&j.tab, &match->row);
        write_result(&a, &b, rate(&a, &b), "", &m);
    }
    mem_release(&m);
}

/* The codes of the whole, by column of the key; NULL: the row's own. */
static char **
read_whole(const struct table *t, struct mem *run)
{
    if (!of)
        usage("share needs --of=COLUMN=CODE, the key of the whole");
    char **code = mem_array(run, (size_t)t->key, sizeof *code);
    for (char *name = mem_copy(run, of); name;) {
        char *next = strchr(name, ','), *value = strchr(name, '=');
        if (next)
            *next++ = '\0';
        if (!value || (next && value > next))
            usage("--of: %s has no code, expected COLUMN=CODE", msg_quote(name));
        *value++ = '\0';
        int c = table_find(t, name);
        if (c < 0 || c >= t->key)
            die_at(EX_DATAERR, (struct place){t->in.file, 1, NULL},
                   "%s is no column of the key", msg_quote(name));
        code[c] = value;
        name = next;
    }
    return code;
}

static int
by_key(const void *a, const void *b)
{
    return table_compare(((const struct table_row *)a)->cell,
                         ((const struct table_row *)b)->cell, sorted->key);
}

/* No source of the one was published on the day of one of the other: part and whole are not
 * of one edition. What has no date, or no source, says nothing. */
static bool
of_two_editions(const struct operand *part, const struct operand *whole)
{
    bool dated = false;
    const char *a = table_cell(part->tab, part->row, TABLE_SOURCE);
    if (part->row == whole->row ||
        !strcmp(a, table_cell(whole->tab, whole->row, TABLE_SOURCE)))
        return false;
    for (; *a; a += strcspn(a, "+"), a += *a == '+') {
        const char *day = memchr(a, '@', strcspn(a, "+"));
        if (!day || !strncmp(day, "@undated", 8))
            return false;
        size_t n = strcspn(day, "+");
        const char *b = table_cell(whole->tab, whole->row, TABLE_SOURCE);
        for (; *b; b += strcspn(b, "+"), b += *b == '+') {
            const char *other = memchr(b, '@', strcspn(b, "+"));
            if (!other || !strncmp(other, "@undated", 8) ||
                (strcspn(other, "+") == n && !strncmp(day, other, n)))
                return false;
            dated = true;
        }
    }
    return dated;
}

/* The row of this key among sorted ones, or NULL. The whole of the next part mostly comes next:
 * behind *last, where the one before was found. n is at least 1. */
static const struct table_row *
find_key(const struct table_row *key, const struct table_row all[], size_t n,
         size_t *last)
{
    const struct table_row *next = &all[*last + 1 < n ? *last + 1 : *last];
    const struct table_row *found =
        !by_key(key, next) ? next : bsearch(key, all, n, sizeof *all, by_key);
    if (found)
        *last = (size_t)(found - all);
    return found;
}

static void
run_share(struct table *t, struct mem *run)
{
    size_t mixed = 0;
    struct table_row row, *all = NULL;
    size_t n = 0, room = 0, last = 0;
    struct mem m = {0};
    char **code = read_whole(t, run);
    write_header(t, run);
    while (table_next(t, &row)) {
        if (n == room) {
            size_t more = room ? 2 * room : 256;
            all = mem_grow(run, all, room * sizeof *all, more * sizeof *all);
            room = more;
        }
        table_amount(t, &row);
        all[n++] = table_keep(t, run, &row);
    }
    sorted = t;
    for (size_t i = 0; i < n; i++) {
        mem_reset(&m);
        struct table_row key = table_alias(t, &m, &all[i]);
        for (int c = 0; c < t->key; c++)
            if (code[c])
                key.cell[c] = code[c];
        const struct table_row *whole = find_key(&key, all, n, &last);
        struct operand a = operand_of(t, &all[i]);
        if (!whole) {
            write_result(&a, NULL, no_result("no-denominator"), "", &m);
            continue;
        }
        struct operand b = operand_of(t, whole);
        same_unit(&a, &b);
        bool two = of_two_editions(&a, &b);
        mixed += two;
        write_result(&a, &b, share(&a, &b), two ? "D" : "", &m);
    }
    if (mixed)
        note("%zu share%s of a part and a whole that were published on different days, "
             "which may be of different editions; status has D",
             mixed, mixed == 1 ? " is" : "s are");
    mem_release(&m);
}

/* A series with its periods read, and the first days of the rows of status B. */
struct run_of_rows {
    const struct table *tab;
    struct table_series s;
    struct period *period;
    long *break_at;
    size_t breaks;
    const struct table_row *base; /* with --base; NULL: the series has none */
};

static const struct table_row *
find_base(const struct run_of_rows *r)
{
    struct period wanted;
    if (!period_parse(base, &wanted))
        usage("--base: %s is not a period", msg_quote(base));
    for (size_t i = 0; i < r->s.n; i++)
        if (r->period[i].freq == wanted.freq && r->period[i].first == wanted.first &&
            r->period[i].last == wanted.last)
            return &r->s.row[i];
    return NULL;
}

static void
read_periods(struct run_of_rows *r, struct mem *m)
{
    r->period = mem_array(m, r->s.n, sizeof *r->period);
    r->break_at = mem_array(m, r->s.n, sizeof *r->break_at);
    r->breaks = 0;
    for (size_t i = 0; i < r->s.n; i++) {
        r->period[i] = table_period(r->tab, &r->s.row[i]);
        if (strchr(table_cell(r->tab, &r->s.row[i], TABLE_STATUS), 'B'))
            r->break_at[r->breaks++] = r->period[i].first;
    }
    r->base = base ? find_base(r) : NULL;
}

/* The row that row i is compared with: the base, or the one --lag before. Rows of one
 * frequency stand in order of time, so the search back ends at the first one too early. */
static const struct table_row *
compared_with(const struct run_of_rows *r, size_t i)
{
    const struct period *mine = &r->period[i];
    if (base)
        return r->base && r->period[r->base - r->s.row].freq == mine->freq ? r->base
                                                                           : NULL;
    for (size_t k = i; k-- > 0 && mine->freq != 'I';) {
        const struct period *p = &r->period[k];
        if (p->freq == mine->freq && p->index <= mine->index - lag)
            return p->index == mine->index - lag ? &r->s.row[k] : NULL;
    }
    return NULL;
}

/* A break begins after the first day of the one and not after that of the other. */
static bool
broken(const struct run_of_rows *r, long one, long other)
{
    long from = one < other ? one : other, to = one < other ? other : one;
    for (size_t i = 0; i < r->breaks; i++)
        if (r->break_at[i] > from && r->break_at[i] <= to)
            return true;
    return false;
}

static void
run_series(struct table *t,
           struct result (*compute)(const struct operand *, const struct operand *),
           const char *none, struct mem *run)
{
    struct run_of_rows r = {.tab = t};
    write_header(t, run);
    while (table_series_next(t, 1, &r.s)) {
        read_periods(&r, r.s.m);
        for (size_t i = 0; i < r.s.n; i++) {
            struct operand a = operand_of(t, &r.s.row[i]), b;
            const struct table_row *other = compared_with(&r, i);
            if (!other) {
                write_result(&a, NULL, no_result(none), "", r.s.m);
                continue;
            }
            b = operand_of(t, other);
            same_unit(&a, &b);
            bool over = broken(&r, r.period[i].first, r.period[other - r.s.row].first);
            if (over && !across)
                write_result(&a, &b, no_result("break"), "", r.s.m);
            else
                write_result(&a, &b, compute(&a, &b), over ? "D" : "", r.s.m);
        }
    }
}

static void
run_index(struct table *t, struct mem *run)
{
    if (!base)
        usage("index needs --base=PERIOD");
    run_series(t, indexed, "no-base", run);
}

static void
run_difference(struct table *t, struct mem *run)
{
    run_series(t, difference, "no-previous", run);
}

static void
run_growth(struct table *t, struct mem *run)
{
    run_series(t, growth, "no-previous", run);
}

static const struct operation operations[] = {
    {"rate", NULL, true, run_rate},
    {"share", "percent", true, run_share},
    {"index", "index", false, run_index},
    {"difference", "change", false, run_difference},
    {"growth", "percent", false, run_growth}};

static int
run(struct mem *run, int n, char **operand)
{
    (void)n;
    struct table t;
    size_t i = 0, all = sizeof operations / sizeof *operations;
    while (i < all && strcmp(operations[i].name, operand[0]))
        i++;
    if (i == all)
        usage("%s is no operation, expected rate, share, index, difference or growth",
              msg_quote(operand[0]));
    operation = &operations[i];
    if (base && strcmp(operation->name, "index"))
        usage("--base belongs to index, not to %s", operation->name);
    if (lag < 1)
        usage("--lag: at least one period before, expected 1 or more");
    usage_unless_text("--suffix", suffix);
    table_open(&t, run, NULL, NULL, TABLE_UNIQUE);
    operation->run(&t, run);
    table_close(&t);
    write_held(&t);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT,    "OPERATION", 1,  1,
                                       opts,       table_contract, make,        run};
    return stage_main(&stage, argc, argv);
}
