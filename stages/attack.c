/*
 * attack - what can be computed of the cells that published tables withhold
 *
 * Reads the tables that are published together, each with one row a key, and writes a row for
 * every withheld cell (status Q): the narrowest range that all of them allow. Columns are
 * those of the keys, then value (when the range is one number), lo, hi, interval, unit,
 * status, source, verdict: `computed` (one number is left), `narrow` (surely small, and
 * fewer values are left than --rule promises), `covered`; and promised: what --rule leaves open
 * of a small count, as 1/4. So written it is a certificate that a release can carry: it says
 * nothing that its readers could not compute, and not which cells are the small ones.
 *
 * What whoever reads the tables knows: counts are whole and from 0 up, withheld ones lie
 * within the bounds that are published, and in every column with a row of the total (code
 * _T, or --total) the rows of the other codes add up to it. A table without a column of
 * another has its total there: so tables are linked by the cells that they share. Rows that
 * are not there count as 0; with --at-most they are not known, and the others add up to the
 * total at most. --over names the columns in which sums hold; without it, all.
 *
 * The range is that of linear programmes over all tables, rounded inwards: exact for one
 * table of two ways, elsewhere whole numbers may leave less still, never more.
 *
 * Quarters, months and days add up to the longer periods that hold them (a period that no row
 * has is not known), unless --periods=apart says that they need not: where persons count once
 * a year, say. A cell that one table withholds and another publishes is `computed`. Tables
 * without a single sum end the run with 65, as nothing would have been looked at.
 *
 * Exit 1 when a cell is `computed` or `narrow`; with --fail=never only what went wrong.
 */
#include <math.h>
#include <string.h>

#include "disclosure/ranges.h"
#include "program/num.h"
#include "program/stage.h"
#include "table/table.h"

static const char *total = "_T", *periods = "add", *fail = "narrow";
static long rule;
static bool at_most, leave_broken;
static struct opt_list over;
static const struct opt opts[] = {
    {"rule", 'r', OPT_COUNT, &rule, "N",
     "counts from 1 up to N - 1 were to be withheld, and nothing more to be known of "
     "them"},
    {"periods", 'p', OPT_TEXT, &periods, "WHAT",
     "quarters add up to their year, and so on (add), or need not (apart)"},
    {"total", 't', OPT_TEXT, &total, "CODE", "the code of totals (_T)"},
    {"over", 'o', OPT_LIST, &over, "COLUMN", "sums hold in this column (all)"},
    {"at-most", 'm', OPT_FLAG, &at_most, NULL, "rows that are not there are not known"},
    {"leave-broken", 'b', OPT_FLAG, &leave_broken, NULL,
     "leave out what the published figures contradict, and say how much"},
    {"fail", 'f', OPT_TEXT, &fail, "WHEN",
     "exit 1 when a range is too narrow (narrow), or never"},
    {0},
};
static const char *const make[] = {"value",   "lo",       "hi", "interval",
                                   "verdict", "promised", NULL};

#define RIGHT 9 /* columns right of the key */

static const char *
verdict_of(const struct range_of *g)
{
    if (g->lo == g->hi)
        return "computed";
    bool small = rule && g->hi < (double)rule;
    return small && g->hi - g->lo + 1 < (double)rule - 1 ? "narrow" : "covered";
}

static void
write_header(const struct release *r, struct mem *m)
{
    static const char *const right[] = {"value",    "lo",      "hi",
                                        "interval", "unit",    "status",
                                        "source",   "verdict", "promised"};
    char **cell = mem_array(m, r->columns + RIGHT, sizeof *cell);
    memcpy(cell, r->column, r->columns * sizeof *cell);
    for (size_t i = 0; i < RIGHT; i++)
        cell[r->columns + i] = mem_copy(m, right[i]);
    table_write(cell, (int)r->columns + RIGHT);
}

static void
write_cell(const struct release *r, const struct release_cell *c,
           const struct range_of *g, struct mem *m)
{
    bool one = g->lo == g->hi;
    char **cell = mem_array(m, r->columns + RIGHT, sizeof *cell);
    memcpy(cell, c->code, r->columns * sizeof *cell);
    char **right = cell + r->columns;
    right[0] = one ? mem_copy(m, num_text(g->lo, (char[NUM_MAX]){0})) : NULL;
    right[1] = one ? NULL : mem_copy(m, num_text(g->lo, (char[NUM_MAX]){0}));
    right[2] =
        one || isinf(g->hi) ? NULL : mem_copy(m, num_text(g->hi, (char[NUM_MAX]){0}));
    right[3] = one ? NULL : mem_copy(m, "range");
    right[4] = mem_copy(m, c->unit);
    right[5] = mem_copy(m, one ? "A" : "Q");
    right[6] = mem_copy(m, c->source);
    right[7] = mem_copy(m, verdict_of(g));
    right[8] = rule ? mem_print(m, "1/%ld", rule - 1) : NULL;
    table_write(cell, (int)r->columns + RIGHT);
}

static int
run(struct mem *run, int n, char **operand)
{
    static char standard[] = "-";
    static char *none[] = {standard};
    if (rule == 1 || rule == 2)
        usage("--rule=%ld: expected 3 or more", rule);
    if (strcmp(fail, "narrow") != 0 && strcmp(fail, "never") != 0)
        usage("--fail=%s: expected narrow or never", fail);
    if (strcmp(periods, "add") != 0 && strcmp(periods, "apart") != 0)
        usage("--periods=%s: expected add or apart", periods);
    bool apart = !strcmp(periods, "apart");
    struct release r;
    struct release_options o = {total, over.item, over.n, at_most, apart, leave_broken};
    release_read(&r, run, n ? operand : none, n ? (size_t)n : 1, &o);
    if (!r.sums)
        die(EX_DATAERR,
            "no totals were found among %zu cells: no row with the code %s in a column "
            "has "
            "others beside it, so nothing was attacked (--total, --over)",
            r.cells, msg_quote(total));
    struct range_of *range = mem_array(run, r.cells + 1, sizeof *range);
    size_t unfit = ranges_find(&r, range);
    long withheld = 0, bad = 0;
    struct mem m = {0};
    write_header(&r, run);
    for (size_t i = 0; i < r.cells; i++) {
        if (!r.cell[i].withheld)
            continue;
        withheld++;
        bad += strcmp(verdict_of(&range[i]), "covered") != 0;
        write_cell(&r, &r.cell[i], &range[i], &m);
        mem_reset(&m);
    }
    mem_release(&m);
    note(
        "%zu cells, %ld withheld, %ld of them can be computed or are narrower than the "
        "rule; %zu sums",
        r.cells, withheld, bad, r.sums);
    if (leave_broken)
        note("%zu sums that the published figures contradict were left out, and %zu "
             "sets of "
             "cells that nothing fits",
             r.broken, unfit);
    return bad && !strcmp(fail, "narrow");
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[FILE...]", 0,  -1,
                                       opts,       NULL,        make,        run};
    return stage_main(&stage, argc, argv);
}
