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
 * Tables of sums (of money, hours, years) are attacked in the same way. Whether what is left open
 * is enough depends on who contributes, which is not published: --against=FILE, once for each
 * table, is the table before `protect`, with the columns largest1 and on, and --dominance or
 * --percent the rule (see `protect --help`). Sums that it calls unsafe are then `narrow` when
 * the range reaches less far above or below than leaves them safe, and one that was published
 * has a row, `computed`. The rule is not written, as it narrows what can be guessed; such
 * a run is for who makes the release.
 *
 * What whoever reads the tables knows: counts are whole and from 0 up, withheld ones lie
 * within the bounds that are published, and in every column with a row of the total (code
 * _T, or --total) the rows of the other codes add up to it. A table without a column of
 * another has its total there: so tables are linked by the cells that they share. Rows that
 * are not there count as 0; with --at-most they are not known, and the others add up to the
 * total at most. A row that is missing (status O) is not known either, within its bounds. --over names
 * the columns in which sums hold; without it, all.
 *
 * Where codes are parts of others (regions of a country, which stands there too), a code list with
 * a column `parent` says so: --parents=geo=FILE. Each code then adds to the nearest one above it
 * that has a row, and those without one to the total; a part of another code that no row has
 * anywhere is not known. Without it all codes of a column stand side by side. Where no sum that
 * is published whole shows that, and a code is nevertheless the sum of others by all figures that
 * are published, the run ends with 65: --parents=geo= says that it is chance.
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

#include "disclosure/needs.h"
#include "disclosure/ranges.h"
#include "program/stage.h"
#include "table/table.h"

static const char *total = "_T", *periods = "add", *fail = "narrow", *dominance,
                  *percent;
static long rule;
static bool at_most, leave_broken;
static struct opt_list over, parents, against;
static const struct opt opts[] = {
    {"rule", 'r', OPT_COUNT, &rule, "N",
     "counts from 1 up to N - 1 were to be withheld, and nothing more to be known of "
     "them"},
    {"against", 'a', OPT_LIST, &against, "FILE",
     "a table of sums as it is not published, with the largest contributions"},
    {"dominance", 'd', OPT_TEXT, &dominance, "N,K",
     "with --against: the N largest contributions were to be at most K %"},
    {"percent", 'P', OPT_TEXT, &percent, "P",
     "with --against: the largest was not to be told within P %"},
    {"periods", 'p', OPT_TEXT, &periods, "WHAT",
     "quarters add up to their year, and so on (add), or need not (apart)"},
    {"total", 't', OPT_TEXT, &total, "CODE", "the code of totals (_T)"},
    {"parents", 0, OPT_LIST, &parents, "COLUMN=FILE",
     "codes of this column are parts of others, as the column parent of a code list "
     "says"},
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
verdict_of(const struct range_of *g, const struct need *need)
{
    if (g->lo == g->hi)
        return "computed";
    if (!needs_met(need, g))
        return "narrow";
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
           const struct range_of *g, const struct need *need, struct mem *m)
{
    bool one = g->lo == g->hi;
    char **cell = mem_array(m, r->columns + RIGHT, sizeof *cell);
    memcpy(cell, c->code, r->columns * sizeof *cell);
    char **right = cell + r->columns;
    right[0] = one ? release_text(r, m, g->lo) : NULL;
    right[1] = one ? NULL : release_text(r, m, g->lo);
    right[2] = one || isinf(g->hi) ? NULL : release_text(r, m, g->hi);
    right[3] = one ? NULL : mem_copy(m, "range");
    right[4] = mem_copy(m, c->unit);
    right[5] = mem_copy(m, one ? "A" : "Q");
    right[6] = mem_copy(m, c->source);
    right[7] = mem_copy(m, verdict_of(g, need));
    right[8] = rule ? mem_print(m, "1/%ld", rule - 1) : NULL;
    table_write(cell, (int)r->columns + RIGHT);
}

static void
check_options(void)
{
    struct st_concentration c;
    bool rules = dominance || percent;
    if (rule == 1 || rule == 2)
        usage("--rule=%ld: expected 3 or more", rule);
    if (strcmp(fail, "narrow") != 0 && strcmp(fail, "never") != 0)
        usage("--fail=%s: expected narrow or never", fail);
    if (strcmp(periods, "add") != 0 && strcmp(periods, "apart") != 0)
        usage("--periods=%s: expected add or apart", periods);
    if (rules != (against.n > 0))
        usage("--against goes with --dominance or --percent: the table that tells who "
              "contributes, and the rule");
    if (rules && !st_concentration_read(dominance, percent, &c))
        usage(
            "--dominance=N,K: expected N from 1 to %d and a percentage below 100, such "
            "as 2,85; --percent=P: a percentage such as 10; at most 3 places",
            ST_CONCENTRATION_N);
    if (rules && rule)
        usage(
            "--rule is of counts, --dominance and --percent are of sums: expected one");
}

/* What each cell of the release needs, told by the tables that are not published. Returns
 * the decimal places of these. */
static int
read_needs(struct mem *run, struct release *inside, const struct release_options *o,
           struct need **need)
{
    struct st_concentration c;
    char **path = mem_array(run, against.n + 1, sizeof *path);
    for (size_t i = 0; i < against.n; i++)
        path[i] = mem_copy(run, against.item[i]);
    st_concentration_read(dominance, percent, &c);
    release_read(inside, run, path, against.n, o);
    *need = mem_array(run, inside->cells + 1, sizeof **need);
    needs_of_sums(inside, &c, *need);
    return inside->places;
}

/* The needs by the cells of what is published, in its steps. */
static struct need *
needs_here(struct mem *run, const struct release *r, const struct release *inside,
           const struct need *need)
{
    struct need *here = mem_array(run, r->cells + 1, sizeof *here);
    double steps = pow(10, r->places - inside->places);
    struct mem m = {0};
    for (size_t i = 0; i < r->cells && need; i++) {
        const struct release_cell *c = release_same(inside, &m, r, &r->cell[i]);
        if (c) {
            here[i] = need[c - inside->cell];
            here[i].lo *= steps;
            here[i].hi *= steps;
        }
        mem_reset(&m);
    }
    mem_release(&m);
    return here;
}

/* Writes the certificate; returns how many cells are not as promised. */
static long
write_all(const struct release *r, const struct range_of range[],
          const struct need need[], long *withheld)
{
    struct mem m = {0};
    long bad = 0;
    write_header(r, &m);
    for (size_t i = 0; i < r->cells; i++) {
        if (!r->cell[i].withheld && !need[i].sensitive)
            continue;
        *withheld += r->cell[i].withheld;
        bad += strcmp(verdict_of(&range[i], &need[i]), "covered") != 0;
        write_cell(r, &r->cell[i], &range[i], &need[i], &m);
        mem_reset(&m);
    }
    mem_release(&m);
    return bad;
}

static int
run(struct mem *run, int n, char **operand)
{
    static char standard[] = "-";
    static char *none[] = {standard};
    check_options();
    struct release r, inside = {0};
    struct need *need = NULL;
    struct release_options o = {.total = total,
                                .over = over.item,
                                .n_over = over.n,
                                .parents = parents.item,
                                .n_parents = parents.n,
                                .at_most = at_most,
                                .apart = !strcmp(periods, "apart"),
                                .leave_broken = leave_broken};
    if (against.n)
        o.places = read_needs(run, &inside, &o, &need);
    release_read(&r, run, n ? operand : none, n ? (size_t)n : 1, &o);
    if (!r.sums)
        die(EX_DATAERR,
            "no totals were found among %zu cells: no row with the code %s in a column "
            "has "
            "others beside it, so nothing was attacked (--total, --over)",
            r.cells, msg_quote(total));
    if (r.sums_up && rule)
        usage("--rule=%ld is of counts, and %s is not counted: --against", rule,
              msg_quote(r.cell[0].unit));
    struct range_of *range = mem_array(run, r.cells + 1, sizeof *range);
    size_t unfit = ranges_find(&r, range);
    long withheld = 0;
    long bad = write_all(&r, range, needs_here(run, &r, &inside, need), &withheld);
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
