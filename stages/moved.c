/*
 * moved - the figures that moved most from one edition to the next, with bounds
 *
 * Reads what `vintage --revisions` writes: key columns vintage and period, sorted. A figure
 * is a key without its vintage. From each edition to the next that says anything in the
 * same unit, it moved at least by what lies between the bounds of the two (a number bounds
 * itself): from "fewer than 5" to 32,022 by 32,018. Writes all editions of the --most N
 * figures that have the greatest such step, unchanged, and of figures that share the last
 * place; at the right the column least_step, how far it moved at least since the edition
 * before, with its sign, 0 when the bounds meet, empty where there is none before.
 *
 * Editions without a date and figures published as "about" do not count; how many figures
 * were compared, and how many moved, is said on standard error.
 */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"
#include "program/stage.h"
#include "table/table.h"
#include "vintages/read.h"

static long most = 5;
static const struct opt opts[] = {
    {"most", 'n', OPT_COUNT, &most, "N", "how many figures (5)"},
    {0},
};
static const char *const need[] = {"vintage",  "period", "value",  "lo",     "hi",
                                   "interval", "unit",   "status", "source", NULL};
static const char *const make[] = {"least_step", NULL};

/* An edition of a figure. */
struct edition {
    struct table_row row;
    struct amount amount;
    const char *step; /* in words, "" for none */
    long day;         /* LONG_MIN: not to be compared */
};

struct figure {
    struct edition *edition;
    size_t n;
    double greatest;
};

static int vintage_at;
static struct figure *figure;
static size_t figures;
static const struct table *sorting;

static int
by_period_and_day(const void *va, const void *vb)
{
    const struct edition *a = va, *b = vb;
    return vintage_compare(sorting, &a->row, a->day, &b->row, b->day);
}

static int
by_greatest(const void *va, const void *vb)
{
    const struct figure *a = va, *b = vb;
    return (a->greatest < b->greatest) - (a->greatest > b->greatest);
}

static int
by_key(const void *va, const void *vb)
{
    const struct edition *a = *(struct edition *const *)va;
    const struct edition *b = *(struct edition *const *)vb;
    return table_compare(a->row.cell, b->row.cell, sorting->key);
}

static struct edition
read_edition(const struct table *t, const struct table_row *row, struct mem *run)
{
    struct edition e = {table_keep(t, run, row), table_amount(t, row), "", LONG_MIN};
    bool about = !strcmp(table_cell(t, row, TABLE_INTERVAL), "approx");
    vintage_day(t, row, vintage_at, &e.day);
    if (about || (isinf(e.amount.lo) && isinf(e.amount.hi)))
        e.day = LONG_MIN;
    return e;
}

/* How far b is from a at least, with its sign. */
static double
least_step(const struct amount *a, const struct amount *b)
{
    return b->lo > a->hi ? b->lo - a->hi : b->hi < a->lo ? b->hi - a->lo : 0;
}

/* Fills in the steps of a figure; 0 editions to compare is no step. */
static void
compare(const struct table *t, struct figure *f, struct mem *run)
{
    const struct edition *before = NULL;
    char text[NUM_MAX];
    for (size_t i = 0; i < f->n; i++) {
        struct edition *e = &f->edition[i];
        if (e->day == LONG_MIN)
            continue;
        if (before && !strcmp(table_cell(t, &before->row, TABLE_UNIT),
                              table_cell(t, &e->row, TABLE_UNIT))) {
            double step = least_step(&before->amount, &e->amount);
            if (!isfinite(step))
                table_die(
                    t, &e->row, "value",
                    "the step from the edition before is larger than a number can "
                    "be (1.8e308)");
            e->step = mem_copy(run, num_text(step, text));
            f->greatest = fmax(f->greatest, fabs(step));
        }
        before = e;
    }
}

static void
add_figure(const struct table *t, struct edition *e, size_t n, struct mem *run)
{
    figure = mem_more(run, figure, figures, sizeof *figure);
    figure[figures] = (struct figure){e, n, 0};
    compare(t, &figure[figures++], run);
}

static void
read_series(const struct table *t, const struct table_series *series, struct mem *run)
{
    struct edition *e = mem_array(run, series->n, sizeof *e);
    for (size_t i = 0; i < series->n; i++)
        e[i] = read_edition(t, &series->row[i], run);
    qsort(e, series->n, sizeof *e, by_period_and_day);
    for (size_t i = 0, k; i < series->n; i += k) {
        for (k = 1;
             i + k < series->n && !strcmp(table_cell(t, &e[i].row, TABLE_PERIOD),
                                          table_cell(t, &e[i + k].row, TABLE_PERIOD));)
            k++;
        add_figure(t, &e[i], k, run);
    }
}

/* Writes the editions of figure[0..n) in the order of their keys. */
static void
write_figures(const struct table *t, size_t n, struct mem *run)
{
    size_t rows = 0;
    for (size_t i = 0; i < n; i++)
        rows += figure[i].n;
    struct edition **e = mem_array(run, rows + 1, sizeof *e);
    rows = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < figure[i].n; k++)
            e[rows++] = &figure[i].edition[k];
    if (rows)
        qsort(e, rows, sizeof *e, by_key);
    char **cell = mem_array(run, (size_t)t->n + 1, sizeof *cell);
    for (size_t i = 0; i < rows; i++) {
        memcpy(cell, e[i]->row.cell, (size_t)t->n * sizeof *cell);
        cell[t->n] = mem_copy(run, e[i]->step);
        table_write(cell, t->n + 1);
    }
}

static int
run(struct mem *run, int n, char **operand)
{
    struct table t;
    struct table_series series;
    table_open(&t, run, n ? operand[0] : NULL, need, TABLE_UNIQUE);
    sorting = &t;
    vintage_at = vintage_column(&t);
    char **header = mem_array(run, (size_t)t.n + 1, sizeof *header);
    memcpy(header, t.column, (size_t)t.n * sizeof *header);
    header[t.n] = mem_copy(run, "least_step");
    table_write(header, t.n + 1);
    while (table_series_next(&t, 2, &series))
        read_series(&t, &series, run);
    table_close(&t);
    if (figures)
        qsort(figure, figures, sizeof *figure, by_greatest);
    size_t moving = 0, taken = 0;
    while (moving < figures && figure[moving].greatest > 0)
        moving++;
    while (taken < moving && (taken < (size_t)most ||
                              figure[taken].greatest == figure[taken - 1].greatest))
        taken++;
    write_figures(&t, taken, run);
    note("%zu figures, %zu of them moved, %zu written", figures, moving, taken);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[FILE]", 0,  1,
                                       opts,       need,        make,     run};
    return stage_main(&stage, argc, argv);
}
