/*
 * roll - adds up over dimensions, or quarters and months to years
 *
 * Reads a table with unique keys, sorted, and writes one row for all rows that differ only
 * in the named columns; those get the code `_T` (--to names another). With --period the
 * rows of one year (or quarter) become one instead.
 *
 * The sum has a value when every part has one. A part without a value makes the sum
 * missing: value empty, lo and hi the sums of the parts' bounds where they are finite (a
 * count is 0 or more, so that what is known is a lower bound), interval `range`. A part
 * is missing too when its row is absent although the same series has that code in another
 * period of the same frequency; --absent=zero says that absent means none. Status and
 * source are the unions of the parts'. The limits of estimates (ci95, cri95) do not add
 * up and are left out; a sum with an `approx` part is `approx`. Other columns right of
 * value stay where all parts agree, else they are empty.
 *
 * A sum that is larger than a number can be is refused with 65.
 *
 * What would count twice is refused with 65: codes of more than a part, which are those
 * that begin with `_` but `_U` (not known) and `_O` (the others), and in geo and
 * citizenship all that are neither a country (three letters) nor dual (ALB_GBR, ALB_U);
 * --leave-totals leaves these rows out and says how many. Two units are refused, and so
 * are comparisons (`bound` comes first). Registers and indicators are not parts of a
 * whole and cannot be rolled.
 *
 * With --period rows must be finer than the result and of one frequency. Years that are
 * not complete are left out, with a note; --partial writes them as missing.
 */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"
#include "program/stage.h"
#include "table/table.h"

static const char *to = "_T", *absent = "missing", *to_period;
static bool leave_totals, partial;
static const struct opt opts[] = {
    {"to", 't', OPT_TEXT, &to, "CODE", "the code of the sum (_T)"},
    {"absent", 0, OPT_TEXT, &absent, "missing|zero",
     "what an absent row means: a part that is missing (the default), or none"},
    {"leave-totals", 0, OPT_FLAG, &leave_totals, NULL,
     "leave out totals that stand beside parts, instead of refusing them"},
    {"period", 'p', OPT_TEXT, &to_period, "year|quarter",
     "add the quarters or months of each series up to years, or months to quarters"},
    {"partial", 0, OPT_FLAG, &partial, NULL,
     "with --period: write incomplete years and quarters, as missing"},
    {0},
};
static const char *const need[] = {"period", "value",  "lo",     "hi", "interval",
                                   "unit",   "status", "source", NULL};
static const char *const make[] = {"value",  "lo",     "hi", "interval",
                                   "status", "source", NULL};

struct part {
    struct table_row row;
    struct amount amount;
    char freq;
    const char *period; /* of the sum */
};

/* The rolled columns; with --period none, and the period is what is rolled. */
static int *rolled, n_rolled;
static int *compared, n_compared; /* columns in which the rows of two sums may differ */
static bool zero;                 /* an absent row means none */
static char freq;                 /* of the result, with --period */
static struct part *part;
static size_t parts;
static long totals, incomplete;
static int key; /* number of key columns */

static bool
is_country(const char *code, size_t n)
{
    return n == 3 && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") >= 3;
}

static bool
is_total(const char *column, const char *code)
{
    if (*code == '_')
        return strcmp(code, "_U") && strcmp(code, "_O");
    if (strcmp(column, "geo") && strcmp(column, "citizenship"))
        return false;
    size_t n = strcspn(code, "_");
    if (!is_country(code, n))
        return true;
    return code[n] && strcmp(code + n, "_U") &&
           !is_country(code + n + 1, strlen(code + n + 1));
}

static bool
is_rolled(int column)
{
    for (int i = 0; i < n_rolled; i++)
        if (rolled[i] == column)
            return true;
    return false;
}

/* By the key of the sum's series, then frequency, then the sum's period. */
static int
by_sum(const void *va, const void *vb)
{
    const struct part *a = va, *b = vb;
    for (int i = 0; i < n_compared; i++) {
        int c = strcmp(a->row.cell[compared[i]], b->row.cell[compared[i]]);
        if (c)
            return c;
    }
    return strcmp(a->period, b->period);
}

/* Puts the parts in order, which they may have; only columns that vary are looked at. */
static void
sort_parts(struct mem *run)
{
    bool *varies = mem_array(run, (size_t)key, sizeof *varies), sorted = true;
    compared = mem_array(run, (size_t)key, sizeof *compared);
    for (size_t k = 1; k < parts; k++)
        for (int i = 0; i < key - 1; i++)
            varies[i] = varies[i] || strcmp(part[0].row.cell[i], part[k].row.cell[i]);
    for (int i = 0; i < key - 1; i++)
        if (varies[i] && !is_rolled(i))
            compared[n_compared++] = i;
    for (size_t k = 1; k < parts && sorted; k++)
        sorted = by_sum(&part[k - 1], &part[k]) <= 0;
    if (!sorted)
        qsort(part, parts, sizeof *part, by_sum);
}

/* By frequency and rolled cells: equal for two periods of one part. */
static int
by_code(const void *va, const void *vb)
{
    const struct part *a = *(const struct part *const *)va;
    const struct part *b = *(const struct part *const *)vb;
    if (a->freq != b->freq)
        return a->freq < b->freq ? -1 : 1;
    for (int i = 0; i < n_rolled; i++) {
        int c = strcmp(a->row.cell[rolled[i]], b->row.cell[rolled[i]]);
        if (c)
            return c;
    }
    return 0;
}

static void
read_options(void)
{
    if (!strcmp(absent, "zero"))
        zero = true;
    else if (strcmp(absent, "missing"))
        usage("--absent: %s is unknown, expected missing or zero", msg_quote(absent));
    if (!to_period)
        return;
    if (!strcmp(to_period, "year"))
        freq = 'A';
    else if (!strcmp(to_period, "quarter"))
        freq = 'Q';
    else
        usage("--period: %s is unknown, expected year or quarter",
              msg_quote(to_period));
}

static void
find_columns(const struct table *t, int n, char **name, struct mem *run)
{
    struct place at = {t->in.file, 1, NULL};
    key = t->key;
    rolled = mem_array(run, (size_t)n + 1, sizeof *rolled);
    for (int i = 0; i < n; i++) {
        if (!strcmp(name[i], "register") || !strcmp(name[i], "indicator"))
            usage("%s cannot be rolled: its codes are not parts of a whole", name[i]);
        if (!strcmp(name[i], "period"))
            usage("period is rolled by --period=year or --period=quarter");
        int c = table_find(t, name[i]);
        if (c < 0 || c >= t->key) {
            const char *near =
                c < 0 ? msg_nearest(name[i], (const char *const *)t->column) : NULL;
            die_at(EX_DATAERR, at, "%s is no column of the key%s%s", msg_quote(name[i]),
                   near ? "; the nearest name in the header is " : "",
                   near ? msg_quote(near) : "");
        }
        rolled[n_rolled++] = c;
    }
}

/* The period of the sum that a row goes into. */
static const char *
sum_period(const struct table *t, const struct table_row *row, struct period p,
           struct mem *run)
{
    char text[PERIOD_MAX];
    long year, month, day;
    if (!freq)
        return table_cell(t, row, TABLE_PERIOD);
    if (p.freq == 'I')
        table_die(
            t, row, "period",
            "%s is a period of its own (half a year, a financial year), expected %s",
            msg_quote(table_cell(t, row, TABLE_PERIOD)),
            freq == 'A' ? "quarters or months" : "months");
    if (p.freq != 'M' && !(p.freq == 'Q' && freq == 'A'))
        table_die(
            t, row, "period",
            "%s is not finer than a %s; `keep freq=%s` chooses what can be added up",
            msg_quote(table_cell(t, row, TABLE_PERIOD)), to_period,
            freq == 'A' ? "Q" : "M");
    period_civil(p.first, &year, &month, &day);
    period_text(freq, freq == 'A' ? year : year * 4 + (month - 1) / 3, text);
    return mem_copy(run, text);
}

/* True when the row is a total that is left out. */
static bool
left_out(const struct table *t, const struct table_row *row)
{
    for (int i = 0; i < n_rolled; i++) {
        const char *name = t->column[rolled[i]], *code = row->cell[rolled[i]];
        if (!is_total(name, code))
            continue;
        if (!leave_totals)
            table_die(
                t, row, name,
                "%s is more than a part and would count twice; --leave-totals leaves "
                "such rows out",
                msg_quote(code));
        totals++;
        return true;
    }
    return false;
}

static void
read_parts(struct table *t, struct mem *run)
{
    struct table_row row;
    size_t room = 0;
    while (table_next(t, &row)) {
        struct amount amount = table_amount(t, &row);
        struct period p = table_period(t, &row);
        if (*table_cell(t, &row, TABLE_COMPARE))
            table_die(
                t, &row, "compare",
                "%s is a comparison, which does not add up; `bound` turns it into lo "
                "and hi",
                msg_quote(table_cell(t, &row, TABLE_COMPARE)));
        if (left_out(t, &row))
            continue;
        if (parts == room) {
            size_t more = room ? 2 * room : 256;
            part = mem_grow(run, part, room * sizeof *part, more * sizeof *part);
            room = more;
        }
        row = table_keep(t, run, &row);
        part[parts++] = (struct part){row, amount, p.freq, sum_period(t, &row, p, run)};
    }
    sort_parts(run);
}

/* Compensated summation (Neumaier 1974); infinite once a term is. */
struct sum {
    double sum, lost;
};

static void
add(struct sum *s, double x)
{
    double next = s->sum + x;
    if (isfinite(next))
        s->lost += fabs(s->sum) >= fabs(x) ? (s->sum - next) + x : (x - next) + s->sum;
    s->sum = next;
}

static double
total(const struct sum *s)
{
    return isfinite(s->sum) ? s->sum + s->lost : s->sum;
}

/* A value, or a bound that holds something, is never left out because it is too large. */
static void
need_finite(const struct table *t, const struct part *p, size_t n, double x)
{
    if (!isfinite(x))
        table_die(
            t, &p->row, "value",
            "the sum of %zu rows, of which this is the first, is larger than a number "
            "can be (1.8e308)",
            n);
}

static char *
number(double x, struct mem *m)
{
    char text[NUM_MAX];
    return mem_copy(m, isfinite(x) ? num_text(x, text) : "");
}

/* What n parts say alike, and what they add up to; `expected` of them make a whole. */
static void
write_sum(const struct table *t, const struct part *p, size_t n, size_t expected,
          struct mem *m)
{
    struct table_row row = table_keep(t, m, &p->row);
    bool known = n == expected || zero, approx = false;
    double least = table_counted(table_cell(t, &p->row, TABLE_UNIT)) ? 0 : -INFINITY;
    struct sum value = {0}, lo = {0}, hi = {0};
    char *status = mem_copy(m, "");
    struct table_union cited = {0};
    for (size_t i = 0; i < n; i++) {
        const char *unit = table_cell(t, &p[i].row, TABLE_UNIT);
        if (strcmp(unit, table_cell(t, &p->row, TABLE_UNIT)))
            table_die(t, &p[i].row, "unit", "%s cannot be added to %s (line %ld)",
                      msg_quote(unit), msg_quote(table_cell(t, &p->row, TABLE_UNIT)),
                      p->row.line);
        bool about = !strcmp(table_cell(t, &p[i].row, TABLE_INTERVAL), "approx");
        /* What is about, or estimated, is no bound of a sum that is not known. */
        bool inexact = about || !isnan(p[i].amount.est_lo);
        known &= p[i].amount.known;
        approx |= about;
        add(&value, p[i].amount.known ? p[i].amount.value : 0);
        add(&lo, inexact ? least : p[i].amount.lo);
        add(&hi, inexact ? INFINITY : p[i].amount.hi);
        status = table_status(m, status, table_cell(t, &p[i].row, TABLE_STATUS));
        table_union_add(m, &cited, table_cell(t, &p[i].row, TABLE_SOURCE));
        for (int c = t->key; c < t->n; c++)
            if (strcmp(row.cell[c], p[i].row.cell[c]))
                row.cell[c] = mem_copy(m, "");
    }
    if (n < expected && !zero) {
        add(&lo, least);
        add(&hi, INFINITY);
    }
    bool range = !known && (isfinite(total(&hi)) || total(&lo) > least);
    if (known)
        need_finite(t, p, n, total(&value));
    else if (total(&lo) > 0 || total(&hi) < 0)
        need_finite(t, p, n, total(&lo) > 0 ? total(&lo) : total(&hi));
    for (int i = 0; i < n_rolled; i++)
        row.cell[rolled[i]] = mem_copy(m, to);
    row.cell[t->at[TABLE_PERIOD]] = mem_copy(m, p->period);
    row.cell[t->at[TABLE_VALUE]] = known ? number(total(&value), m) : mem_copy(m, "");
    row.cell[t->at[TABLE_LO]] = range ? number(total(&lo), m) : mem_copy(m, "");
    row.cell[t->at[TABLE_HI]] = range ? number(total(&hi), m) : mem_copy(m, "");
    row.cell[t->at[TABLE_INTERVAL]] = mem_copy(m, range             ? "range"
                                                  : known && approx ? "approx"
                                                                    : "");
    if (!known && !strpbrk(status, "OQ"))
        status = table_status(m, status, "O");
    row.cell[t->at[TABLE_UNIT]] = mem_copy(m, table_cell(t, &p->row, TABLE_UNIT));
    row.cell[t->at[TABLE_STATUS]] = status;
    row.cell[t->at[TABLE_SOURCE]] = table_union_text(m, &cited);
    table_write(row.cell, t->n);
}

/* How many different parts a series has among its rows of each frequency. */
static void
different(const struct part *p, size_t n, size_t of_freq[UCHAR_MAX + 1], struct mem *m)
{
    const struct part **sorted = mem_array(m, n, sizeof *sorted);
    for (size_t i = 0; i < n; i++)
        sorted[i] = &p[i];
    qsort(sorted, n, sizeof *sorted, by_code);
    memset(of_freq, 0, (UCHAR_MAX + 1) * sizeof *of_freq);
    for (size_t i = 0; i < n; i++)
        of_freq[(unsigned char)sorted[i]->freq] +=
            i == 0 || by_code(&sorted[i - 1], &sorted[i]);
}

/* Writes the sums of one series. */
static void
roll_dimension(const struct table *t, const struct part *p, size_t n, struct mem *m)
{
    size_t of_freq[UCHAR_MAX + 1];
    different(p, n, of_freq, m);
    for (size_t i = 0, k; i < n; i += k) {
        for (k = 1; i + k < n && !strcmp(p[i].period, p[i + k].period);)
            k++;
        write_sum(t, &p[i], k, of_freq[(unsigned char)p[i].freq], m);
    }
}

static void
roll_period(const struct table *t, const struct part *p, size_t n, struct mem *m)
{
    for (size_t i = 0, k; i < n; i += k) {
        for (k = 1; i + k < n && !strcmp(p[i].period, p[i + k].period); k++)
            if (p[i + k].freq != p[i].freq)
                table_die(t, &p[i + k].row, "period",
                          "%s beside %s (line %ld) would count twice; `keep freq=...` "
                          "chooses one of them",
                          msg_quote(table_cell(t, &p[i + k].row, TABLE_PERIOD)),
                          msg_quote(table_cell(t, &p[i].row, TABLE_PERIOD)),
                          p[i].row.line);
        size_t whole = p[i].freq == 'Q' ? 4 : freq == 'A' ? 12 : 3;
        if (k == whole || partial)
            write_sum(t, &p[i], k, whole, m);
        else if (incomplete++ == 0)
            note_at(
                (struct place){t->in.file, p[i].row.line, "period"},
                "%s has %zu of %zu %s and is left out; --partial writes what is not "
                "complete",
                p[i].period, k, whole, p[i].freq == 'Q' ? "quarters" : "months");
    }
}

static bool
same_series(const struct part *a, const struct part *b)
{
    for (int i = 0; i < key - 1; i++)
        if (!is_rolled(i) && strcmp(a->row.cell[i], b->row.cell[i]))
            return false;
    return true;
}

static int
run(struct mem *run, int n, char **operand)
{
    struct table t;
    struct mem m = {0};
    read_options();
    if (!n == !freq)
        usage(n ? "columns and --period together; roll one after the other"
                : "no column to roll, expected COLUMN... or --period");
    table_open(&t, run, NULL, need, TABLE_UNIQUE);
    find_columns(&t, n, operand, run);
    table_write(t.column, t.n);
    read_parts(&t, run);
    for (size_t i = 0, k; i < parts; i += k) {
        for (k = 1; i + k < parts && same_series(&part[i], &part[i + k]);)
            k++;
        mem_reset(&m);
        if (freq)
            roll_period(&t, &part[i], k, &m);
        else
            roll_dimension(&t, &part[i], k, &m);
    }
    table_close(&t);
    mem_release(&m);
    if (incomplete > 1)
        note("%ld incomplete %ss left out in all", incomplete, to_period);
    if (totals)
        note("%ld row%s of more than a part left out", totals, totals == 1 ? "" : "s");
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[COLUMN...]", 0,  -1,
                                       opts,       need,        make,          run};
    return stage_main(&stage, argc, argv);
}
