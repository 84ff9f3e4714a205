/*
 * contrast - compares two groups: counts, rates or proportions
 *
 * Reads a table and sets the rows whose cell in a key column is A against those with B and
 * all other key cells equal. --by sex=F,M compares women with men in every series and
 * period, --by period=2018,2017 two years of every series. Rows with other cells are left
 * out; --count says how many, and how many had no partner. In the result the cell reads
 * "F:M"; for periods the period is their span.
 *
 * A value is a count. What it is compared as depends on the options:
 *   (none)        two Poisson counts over the same time and population. Two periods of
 *                 different length are refused, reason unequal-exposure
 *   --exposure C  two rates; column C holds the exposure (person-years, population)
 *   --total C     two proportions; column C holds what the count is out of
 *
 * Statistics:
 *   rate-ratio    A over B; limits of the exact conditional test (Przyborowski and Wilenski
 *                 1940; Clopper and Pearson 1934); rate-ratio-mid-p: its mid-p limits
 *   odds-ratio    conditional maximum likelihood, exact limits (Fisher 1935; Cornfield
 *                 1956); odds-ratio-mid-p: its mid-p limits
 *   risk-ratio, risk-difference
 *                 score limits (Miettinen and Nurminen 1985)
 *   risk-difference-newcombe
 *                 limits from two Wilson intervals (Newcombe 1998, method 10)
 *   p-exact       two-sided, adding all probabilities not above that of the data, as R's
 *                 poisson.test and fisher.test do; p-exact can disagree with the limits,
 *                 p-central (twice the smaller tail) never does
 *   p-mid         p-exact less half the probability of the data (Lancaster 1961)
 *   p-score       of the score test, proportions only
 *   p-chi2, p-yates
 *                 with --chi2, proportions: Pearson's chi-square without and with Yates's
 *                 correction (1934), as R's prop.test(correct = FALSE) and prop.test
 * A p below 1e-300 is given as 1e-300 and means "at most".
 *
 * Bounded values (lo, hi) are not dropped, and one that is published as about, or with the
 * limits of an estimate, is anything within its bounds or limits. The estimates, limits and p are then ranges over
 * every completion, interval `range`, value empty, reason bounded. Estimates, exact limits
 * and one-sided tails rise with the first count and fall with the second, so their ranges
 * come from the corners and are tight; p-exact, p-mid, p-score, and score limits try every
 * completion when there are at most --completions, otherwise p-exact and p-mid are bounded
 * from the tails (outer bounds, said in method) and the score results get the reason
 * too-large. The row rate-ratio then holds the range of the estimate and the row
 * rate-ratio-limits the outermost limits (ci95); so for the other measures.
 *
 * Verdict higher or lower (A than B), not-different (none is shown), by the limits alone (not
 * the mid-p ones), which take counts to vary as Poisson's, cases not to depend on one another:
 * two figures cannot show otherwise. It is undetermined when completions differ. Status gets U when a count is below 16 (its
 * percentages are unstable). Reasons: bounded, missing, suppressed (no bounds at all),
 * not-a-count (unit, or a fraction), approximate (published as "about", without bounds),
 * published-interval (limits open on a side), no-partner, no-exposure, no-total, unequal-exposure, all-zero,
 * all-tied, outside-domain, too-large, infinite-estimate (the second count is 0).
 */
#include <stdlib.h>
#include <string.h>

#include "contrasts/contrasts.h"
#include "program/stage.h"

static const char *by;
static bool say_count;
static long level = 95;
static const struct opt opts[] = {
    {"by", 'b', OPT_TEXT, &by, "COLUMN=A,B",
     "the key column and the two cells that are compared, A against B"},
    {"exposure", 'e', OPT_TEXT, &contrasts.exposure_name, "COLUMN",
     "compare rates; the column with the exposure"},
    {"total", 't', OPT_TEXT, &contrasts.total_name, "COLUMN",
     "compare proportions; the column with what the count is out of"},
    {"completions", 0, OPT_COUNT, &contrasts.completions, "N",
     "for bounded values: try every completion when there are at most N (10000)"},
    {"chi2", 0, OPT_FLAG, &contrasts.chi2, NULL,
     "for proportions: chi-square tests besides"},
    {"level", 0, OPT_COUNT, &level, "PERCENT", LEVEL_HELP},
    {"count", 'c', OPT_FLAG, &say_count, NULL,
     "say on standard error how many rows were compared and left out"},
    {0},
};
static const char *const need[] = {"period", "value",  "lo",     "hi", "interval",
                                   "unit",   "status", "source", NULL};

static struct table tab;
static struct result result;

static void
read_options(struct mem *m)
{
    contrasts.level = level_of(level);
    if (!by)
        usage("no --by, expected --by COLUMN=A,B");
    size_t equals = strcspn(by, "=");
    const char *comma = by[equals] ? strchr(by + equals, ',') : NULL;
    if (!equals || !comma || comma == by + equals + 1 || !comma[1] ||
        strchr(comma + 1, ','))
        usage("--by %s: expected COLUMN=A,B", msg_quote(by));
    contrasts.column = mem_text(m, by, equals);
    contrasts.first = mem_text(m, by + equals + 1, (size_t)(comma - by) - equals - 1);
    contrasts.second = mem_copy(m, comma + 1);
    if (!strcmp(contrasts.first, contrasts.second))
        usage("--by %s: A and B are the same", msg_quote(by));
    struct period a, b;
    if (!strcmp(contrasts.column, "period") &&
        (!period_parse(contrasts.first, &a) || !period_parse(contrasts.second, &b)))
        usage("--by %s: A and B must be periods", msg_quote(by));
    if (contrasts.exposure_name && contrasts.total_name)
        usage("--exposure and --total exclude each other");
    contrasts.kind = contrasts.exposure_name ? RATES
                     : contrasts.total_name  ? SHARES
                                             : COUNTS;
}

/* The columns that the options name. */
static void
open_columns(void)
{
    contrasts.by_at = table_find_named(&tab, contrasts.column, "--by");
    if (contrasts.by_at >= tab.key)
        die_at(EX_DATAERR, (struct place){tab.in.file, 1, contrasts.column},
               "is not a key column, expected one left of value as in --by");
    contrasts.size_at = -1;
    if (contrasts.kind != COUNTS)
        contrasts.size_at =
            contrasts.kind == RATES
                ? table_find_named(&tab, contrasts.exposure_name, "--exposure")
                : table_find_named(&tab, contrasts.total_name, "--total");
}

/* By all key cells but the compared one. */
static int
compare_others(char *const a[], char *const b[])
{
    int at = contrasts.by_at, c = table_compare(a, b, at);
    return c ? c : table_compare(a + at + 1, b + at + 1, tab.key - at - 1);
}

/* So, then A before B. */
static int
by_partner(const void *x, const void *y)
{
    char *const *a = ((const struct table_row *)x)->cell;
    char *const *b = ((const struct table_row *)y)->cell;
    int c = compare_others(a, b), at = contrasts.by_at;
    return c ? c : !strcmp(a[at], contrasts.second) - !strcmp(b[at], contrasts.second);
}

/* The rows of the two groups, partners side by side. */
static struct table_row *
read_groups(struct mem *run, size_t *n)
{
    struct table_row row, *kept = NULL;
    *n = 0;
    while (table_next(&tab, &row)) {
        const char *cell = row.cell[contrasts.by_at];
        if (strcmp(cell, contrasts.first) && strcmp(cell, contrasts.second))
            continue;
        kept = mem_more(run, kept, *n, sizeof *kept);
        kept[(*n)++] = table_keep(&tab, run, &row);
    }
    if (*n)
        qsort(kept, *n, sizeof *kept, by_partner);
    return kept;
}

static int
run(struct mem *run, int n, char **operand)
{
    size_t rows, pairs = 0;
    read_options(run);
    contrasts.m = run;
    contrasts.table = &tab;
    contrasts.result = &result;
    table_open(&tab, run, n ? operand[0] : NULL, need, TABLE_UNIQUE);
    open_columns();
    result_open(&result, run, &tab);
    const struct table_row *kept = read_groups(run, &rows);
    for (size_t i = 0; i < rows; i++) {
        if (i + 1 < rows && !compare_others(kept[i].cell, kept[i + 1].cell)) {
            contrasts_compare(&kept[i], &kept[i + 1]);
            pairs++;
            i++;
        } else {
            contrasts_lone(&kept[i]);
        }
    }
    result_flush(&result);
    if (say_count)
        note("%ld rows read: %zu compared, %zu without a partner, %ld left out",
             tab.rows, 2 * pairs, rows - 2 * pairs, tab.rows - (long)rows);
    table_close(&tab);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[FILE]",    0,  1,
                                       opts,       need,        result_make, run};
    contrasts.completions = 10000;
    return stage_main(&stage, argc, argv);
}
