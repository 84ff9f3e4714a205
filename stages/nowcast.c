/*
 * nowcast - what the newest figures will be when they are no longer revised
 *
 * Reads what `vintage --revisions` writes: key columns vintage and period, sorted. Editions of
 * a figure are placed by age, the days from the end of its period to their publication in
 * steps of --step (a year), rounded; of age 0 the first edition counts, of any other the last.
 * A date that is not whole counts as its last day. Figures count as final at the greatest age
 * up to which each step was seen in --least periods (3) or more.
 *
 * For each period that is younger than that in its newest edition, the final figure is
 * estimated by the chain ladder: the figure of its age times the mean growth of earlier ones from
 * that age on, with prediction limits of --level (pi95) from Mack's standard error (1993, ASTIN
 * Bulletin 23, 213) and Student's t, with one degree of freedom less than the fewest periods
 * that showed a step. Limits of counts are whole and not below 0. It is taken that figures are
 * revised as they were: a change of how a publisher revises is not foreseen. In simulation (6 to
 * 20 periods, counts reported late, grown by a factor, or seldom revised) the 95 % limits held 93
 * to 98 of 100 figures, those of 90 % 90 to 96, those of 99 % 95 to 100; where the way of revising
 * changed they held the next figures too, as they had grown wide, but not those before (77 of
 * 100; `make calibrate`).
 *
 * Rows (statistic, period; the key column vintage is the newest edition of the series):
 *   nowcast        one row a period; verdict `revised-down` or `revised-up` when the limits
 *                  leave out the newest figure, else `may-stay`
 *   factor-K       mean growth from age K to K + 1; editions-K, in how many periods it was seen
 *   nowcast-then   one row a figure of which a later edition is held: the estimate on the first
 *                  day on which there was enough, from what had been published by then, for
 *                  the age that was final then; verdict held or missed
 *   backtest-n, backtest-inside
 *                  how many of these there are, and how many lie inside their limits
 *   left-out-n, left-out-inside
 *                  the same from the editions of all other periods, whenever published
 *
 * --series writes the series instead, without vintage: the newest edition of each period, and
 * the estimate with its limits (status E) in the place of one that is not final, for `trend`
 * and `plot`; the column newest_value has the figure that the estimate stands for. Where nothing
 * can be estimated it holds what the newest edition says: one that withholds a figure stays
 * withheld, whatever an older one said.
 *
 * Reasons: too-few-editions (no step was seen often enough), no-revision-seen (all earlier
 * figures stayed as they were: an estimate without limits), perfect-fit (all changed by one
 * factor: the same), zero-base (0 has no growth; figures that stayed 0 count in no factor), of
 * a newest edition without an exact number suppressed, missing, approximate or
 * published-interval, undated (no edition has a date), other-unit (than the newest of the
 * series), and those of the kernels. Such vintages count in no estimate, and are counted in a
 * note.
 */
#include <limits.h>
#include <math.h>
#include <stdint.h>

#include <gsl/gsl_errno.h>

#include "nowcasting/rows.h"
#include "program/num.h"
#include "program/stage.h"
#include "vintages/read.h"

static struct table tab;
static struct nowcasting by = {&tab, 0, 365, 3, NULL};
static long level = 95;
static bool as_series;
static const struct opt opts[] = {
    {"step", 0, OPT_COUNT, &by.step, "DAYS", "days of one step of age (365)"},
    {"least", 0, OPT_COUNT, &by.least, "N",
     "periods that must show a step, 3 or more (3)"},
    {"level", 0, OPT_COUNT, &level, "PERCENT", LEVEL_HELP},
    {"series", 0, OPT_FLAG, &as_series, NULL,
     "write the series with its estimates in place of statistics"},
    {0},
};
static const char *const need[] = {"vintage",  "period", "value",  "lo",     "hi",
                                   "interval", "unit",   "status", "source", NULL};
/* What --series writes right of the key. */
static const char *const written[] = {"value", "lo",     "hi",     "interval",
                                      "unit",  "status", "source", "newest_value"};
enum { WRITTEN = sizeof written / sizeof *written, NEWEST = WRITTEN - 1 };

static struct result result;
static struct mem arena; /* of the series */
static long unused;

/* The newest figure of a period, or the estimate in its place. */
static void
write_row(const struct triangle *x, const struct edition *e, const struct estimate *r)
{
    char **cell = mem_array(&arena, (size_t)tab.key + WRITTEN, sizeof *cell),
         text[NUM_MAX];
    int n = 0;
    for (int i = 0; i < tab.key; i++)
        if (i != by.vintage)
            cell[n++] = e->row->cell[i];
    for (int i = 0; i < NEWEST; i++)
        cell[n + i] = e->row->cell[table_find(&tab, written[i])];
    cell[n + NEWEST] = mem_copy(&arena, "");
    if (r && !r->reason) {
        bool counts = table_counted(table_cell(&tab, e->row, TABLE_UNIT));
        cell[n + NEWEST] = cell[n];
        cell[n] = mem_copy(&arena, num_text(counts ? rint(r->value) : r->value, text));
        cell[n + 1] = mem_copy(&arena, num_text(r->lo, text));
        cell[n + 2] = mem_copy(&arena, num_text(r->hi, text));
        cell[n + 3] = mem_copy(&arena, by.level->prediction);
        cell[n + 5] = table_status(&arena, cell[n + 5], "E");
        cell[n + 6] = mem_copy(&arena, triangle_sources(x));
    }
    table_write(cell, n + WRITTEN);
}

static void
write_series(const struct triangle *x, const double value[], size_t final,
             enum st_status e, const struct st_ladder *l)
{
    for (size_t i = 0; i < x->n; i++) {
        struct estimate r;
        bool young = !e && x->e[i].age < final;
        if (!triangle_is_newest(x, i))
            continue;
        if (young)
            r = triangle_estimate(x, l, &x->e[i], value);
        write_row(x, &x->e[i], young ? &r : NULL);
    }
}

static void
one_series(const struct table_series *s)
{
    struct triangle x = triangle_read(&by, s, &arena);
    struct st_ladder l = {.ages = 0};
    const double *value = triangle_known(&x, LONG_MAX, SIZE_MAX);
    size_t final = triangle_final_age(&x, value);
    enum st_status e = final ? triangle_fit(&x, value, final, &l) : ST_OK;
    unused += (long)x.unused;
    if (as_series) {
        write_series(&x, value, final, e, &l);
    } else {
        rows_of_series(&result, &x, final, e, &l);
        result_flush(&result);
    }
}

static void
series_header(struct mem *run)
{
    char **cell = mem_array(run, (size_t)tab.key + WRITTEN, sizeof *cell);
    int n = 0;
    for (int i = 0; i < tab.key; i++)
        if (i != by.vintage)
            cell[n++] = tab.column[i];
    for (int i = 0; i < WRITTEN; i++)
        cell[n++] = mem_copy(run, written[i]);
    table_write(cell, n);
}

static int
run(struct mem *run, int n, char **operand)
{
    struct table_series series;
    gsl_set_error_handler_off();
    if (by.least < 3 || by.step < 1)
        usage("--least must be 3 or more, --step 1 or more");
    by.level = level_of(level);
    table_open(&tab, run, n ? operand[0] : NULL, need, TABLE_UNIQUE);
    by.vintage = vintage_column(&tab);
    if (as_series)
        series_header(run);
    else
        result_open(&result, run, &tab);
    while (table_series_next(&tab, 2, &series)) {
        one_series(&series);
        mem_reset(&arena);
    }
    table_close(&tab);
    mem_release(&arena);
    if (unused)
        note("counting in no estimate: vintages without a date or an exact number in "
             "one "
             "unit %ld",
             unused);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[FILE]",    0,  1,
                                       opts,       need,        result_make, run};
    return stage_main(&stage, argc, argv);
}
