/*
 * protect - withholds small counts and unsafe sums, and what would give them away
 *
 * Reads tables of counts that are published together, each with one row a key, and writes
 * them with small counts (1 up to N - 1 of --below=N) withheld: status Q, no value, no bounds,
 * so that nothing tells them from the further cells that are withheld beside them. Sums hold
 * in every column that has rows of the total (code _T, or --total) and over all tables
 * together: a table without a column of another has its total there. --over names the
 * columns in which sums hold; rows that are not there count as 0. Codes that are parts of others
 * are declared by --parents (see `attack --help`). Quarters, months and days
 * add up to the longer periods that hold them (a period that no row has is not known), unless
 * --periods=apart says that they need not: where persons count once a year, say. Tables
 * without a single sum end the run with 65.
 *
 * What it promises: whoever knows all that is left, and that counts are from 0 up, finds for
 * every small count a range that holds 1 to N - 1. `attack --rule=N` looks, and `protect`
 * itself has looked before it writes. Few and small cells are withheld: each time the
 * cheapest by a linear programme, and those that are not needed at last are published again.
 * It is no proof that fewer would not do. Zeros are always published.
 *
 * Of sums (of money, hours, years) --dominance=N,K and --percent=P withhold those that the rules
 * of Hundepool et al. (2012, Statistical Disclosure Control, chapter 4) call unsafe: the N largest
 * contributions are more than K % of the sum; the sum less the two largest is less than P % of
 * the largest, so that the second could tell the first within P %. The tables have the columns
 * largest1 and on of `tally`, which are not written. The promise is that of the rules: what can
 * be computed of such a sum reaches as far above it, and below, as leaves it safe by the same rule.
 * `attack --against` looks. N, K and P are to be kept: they narrow what can be guessed. One who
 * alone makes up a withheld cell knows it, which can narrow others in its row: not looked at.
 *
 * --round=BASE rounds every count up or down to a multiple of BASE instead, so that all sums hold
 * (controlled rounding): the truth is less than BASE away, and interval is `approx`. It is
 * found for any one table of two ways, else not always; what sums of rounded counts say of the
 * truth is not looked at.
 *
 * One table is written on standard output; several into --output FOLDER under their names.
 * The number of cells withheld, and the counts lost beside the small ones, are printed. When a small
 * count cannot be covered by any means (it alone makes up all its totals, say), the run ends with 65
 * and nothing is written.
 */
#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "disclosure/protect.h"
#include "disclosure/rounding.h"
#include "program/folder.h"
#include "program/num.h"
#include "program/stage.h"
#include "table/table.h"

static const char *total = "_T", *periods = "add", *folder, *dominance, *percent;
static struct st_concentration rule;
static long below, base;
static struct opt_list over, parents;
static const struct opt opts[] = {
    {"below", 'b', OPT_COUNT, &below, "N", "withhold counts from 1 up to N - 1"},
    {"dominance", 'd', OPT_TEXT, &dominance, "N,K",
     "withhold sums of which the N largest contributions are more than K %"},
    {"percent", 'P', OPT_TEXT, &percent, "P",
     "withhold sums that tell the largest contribution within P %"},
    {"round", 'r', OPT_COUNT, &base, "BASE",
     "round every count to a multiple of BASE instead, so that sums hold"},
    {"periods", 'p', OPT_TEXT, &periods, "WHAT",
     "quarters add up to their year, and so on (add), or need not (apart)"},
    {"total", 't', OPT_TEXT, &total, "CODE", "the code of totals (_T)"},
    {"parents", 0, OPT_LIST, &parents, "COLUMN=FILE",
     "codes of this column are parts of others, as the column parent of a code list "
     "says"},
    {"over", 'c', OPT_LIST, &over, "COLUMN", "sums hold in this column (all)"},
    {"output", 'o', OPT_TEXT, &folder, "FOLDER",
     "write each table here, under its name; needed for more than one"},
    {0},
};
static const char *const make[] = {"value", "lo", "hi", "interval", "status", NULL};

static FILE *
output_for(const char *path, struct mem *run)
{
    if (!folder)
        return stdout;
    if (mkdir(folder, 0777) && errno != EEXIST)
        die(EX_CANTCREAT, "%s: cannot be made: %s", folder, strerror(errno));
    return stage_output(mem_print(run, "%s/%s", folder, path_name(path)));
}

/* The header or a row, without the largest contributions; the cells move up. */
static void
write_cells(FILE *out, const struct table *t, char *cell[])
{
    int n = 0;
    for (int i = 0; i < t->n; i++)
        if (i < t->key || strncmp(t->column[i], "largest", 7) != 0)
            cell[n++] = cell[i];
    table_write_on(out, cell, n);
}

/* About as many: bounds would say more than the rounding leaves. */
static void
write_rounded(FILE *out, const struct table *t, struct table_row *row, double value,
              struct mem *m)
{
    row->cell[t->at[TABLE_VALUE]] = mem_copy(m, num_text(value, (char[NUM_MAX]){0}));
    row->cell[t->at[TABLE_LO]] = row->cell[t->at[TABLE_HI]] = NULL;
    row->cell[t->at[TABLE_INTERVAL]] = mem_copy(m, "approx");
    write_cells(out, t, row->cell);
}

static void
write_row(FILE *out, const struct table *t, struct table_row *row, struct mem *m)
{
    row->cell[t->at[TABLE_VALUE]] = row->cell[t->at[TABLE_LO]] =
        row->cell[t->at[TABLE_HI]] = row->cell[t->at[TABLE_INTERVAL]] = NULL;
    row->cell[t->at[TABLE_STATUS]] =
        table_status(m, table_cell(t, row, TABLE_STATUS), "Q");
    write_cells(out, t, row->cell);
}

static void
write_table(const struct release *r, const double rounded[], const char *path,
            struct mem *run)
{
    struct table t;
    struct table_row row;
    struct mem m = {0};
    FILE *out = output_for(path, run);
    table_open(&t, run, path, NULL, TABLE_UNIQUE);
    write_cells(out, &t, t.column);
    while (table_next(&t, &row)) {
        const struct release_cell *c = release_find(r, &m, &t, &row);
        if (!*table_cell(&t, &row, TABLE_VALUE))
            write_cells(out, &t, row.cell); /* missing */
        else if (rounded)
            write_rounded(out, &t, &row, rounded[c - r->cell], &m);
        else if (c->withheld)
            write_row(out, &t, &row, &m);
        else
            write_cells(out, &t, row.cell);
        mem_reset(&m);
    }
    table_close(&t);
    mem_release(&m);
    if (ferror(stdout))
        die_stdout();
}

/* A missing value that is in no sum gives nothing away, and is none for the programmes. */
static void
check_values(struct release *r)
{
    for (size_t i = 0; i < r->cells; i++) {
        struct release_cell *c = &r->cell[i];
        if (c->withheld || (c->missing && c->in))
            die_at(EX_DATAERR, (struct place){c->file, c->line, "value"},
                   "is %s; what protects %s cannot be told without its value",
                   c->withheld ? "withheld already" : "missing",
                   c->withheld ? "it" : "the others of its sum");
        if (c->missing)
            c->value = c->lo = c->hi = 0;
    }
}

/* Tables are read twice, and none is to be written over one that is read. */
static void
check_files(int n, char **operand, struct mem *run)
{
    struct stat in, out;
    for (int i = 0; i < n; i++) {
        if (!strcmp(operand[i], "-"))
            usage(
                "standard input cannot be read twice, as tables are: expected a file");
        if (stat(operand[i], &in))
            die(EX_NOINPUT, "%s: cannot be opened: %s", operand[i], strerror(errno));
        if (!S_ISREG(in.st_mode))
            usage("%s: expected a plain file, as tables are read twice", operand[i]);
        for (int k = 0; k < i; k++)
            if (!strcmp(path_name(operand[i]), path_name(operand[k])))
                usage("two tables would be written as %s", path_name(operand[i]));
        if (folder &&
            !stat(mem_print(run, "%s/%s", folder, path_name(operand[i])), &out) &&
            in.st_dev == out.st_dev && in.st_ino == out.st_ino)
            usage("--output=%s: %s would be written over itself", folder, operand[i]);
    }
}

static void
withhold_all(struct release *r, struct mem *run, struct protect_result *result)
{
    size_t uncovered = 0;
    struct need *need = mem_array(run, r->cells + 1, sizeof *need);
    if (!r->cells)
        return;
    if (below)
        needs_of_counts(r, below, need);
    else
        needs_of_sums(r, &rule, need);
    if (protect(r, need, result, &uncovered))
        return;
    const struct release_cell *c = &r->cell[uncovered];
    die_at(EX_DATAERR, (struct place){c->file, c->line, NULL},
           "%s that nothing can cover (%s): take its row and the totals "
           "that it alone makes up out of the tables",
           below ? "a small count" : "an unsafe sum", release_name(r, run, uncovered));
}

static double *
round_all(const struct release *r, struct mem *run)
{
    double *rounded = mem_array(run, r->cells + 1, sizeof *rounded), moved = 0;
    if (r->cells && !rounding_find(r, base, rounded))
        die(EX_DATAERR,
            "no rounding to multiples of %ld was found in which all sums hold; fewer "
            "tables together, or --below",
            base);
    for (size_t i = 0; i < r->cells; i++)
        moved += fabs(rounded[i] - r->cell[i].value);
    note("%zu cells rounded to multiples of %ld, by %.15g in all", r->cells, base,
         moved);
    return rounded;
}

static void
check_options(int n)
{
    bool rules = dominance || percent;
    if (base && (base < 3 || below || rules))
        usage("--round=%ld: expected a base from 3 up, and no --below, --dominance or "
              "--percent beside it",
              base);
    if (rules && below)
        usage("--below is of counts, --dominance and --percent are of sums: expected "
              "one");
    if (rules && !st_concentration_read(dominance, percent, &rule))
        usage(
            "--dominance=N,K: expected N from 1 to %d and a percentage below 100, such "
            "as 2,85; --percent=P: a percentage such as 10; at most 3 places",
            ST_CONCENTRATION_N);
    if (below < 3 && !base && !rules)
        usage("--below=N: expected a number from 3 up, for counts from 1 to N - 1");
    if (n > 1 && !folder)
        usage("%d tables: --output FOLDER says where they go", n);
    if (strcmp(periods, "add") != 0 && strcmp(periods, "apart") != 0)
        usage("--periods=%s: expected add or apart", periods);
}

/* Counts for --below and --round, sums for the others. */
static void
check_kind(const struct release *r)
{
    bool sums_wanted = dominance || percent;
    if (r->cells && r->sums_up != sums_wanted)
        die_at(EX_DATAERR, (struct place){r->cell[0].file, r->cell[0].line, "unit"},
               "%s is %s, expected %s", msg_quote(r->cell[0].unit),
               r->sums_up ? "not counted" : "counted",
               sums_wanted ? "sums; --below is of counts"
                           : "counts; --dominance and --percent are of sums");
}

static int
run(struct mem *run, int n, char **operand)
{
    check_options(n);
    check_files(n, operand, run);
    bool apart = !strcmp(periods, "apart");
    struct release r;
    struct release_options o = {.total = total,
                                .over = over.item,
                                .n_over = over.n,
                                .parents = parents.item,
                                .n_parents = parents.n,
                                .apart = apart};
    struct protect_result result = {0, 0, 0};
    release_read(&r, run, operand, (size_t)n, &o);
    check_values(&r);
    check_kind(&r);
    if (r.cells && !r.sums)
        die(EX_DATAERR,
            "no totals were found among %zu cells (code %s): --total, --over; small "
            "counts "
            "of a table that stands alone are withheld by `tally --suppress`",
            r.cells, msg_quote(total));
    double *rounded = NULL;
    if (base)
        rounded = round_all(&r, run);
    else
        withhold_all(&r, run, &result);
    for (int i = 0; i < n; i++)
        write_table(&r, rounded, operand[i], run);
    if (!base)
        note("%zu cells: %zu %s and %zu beside them withheld, which %s %s", r.cells,
             result.sensitive, below ? "small" : "unsafe", result.further,
             below ? "count" : "come to", release_text(&r, run, result.lost));
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "FILE...", 1,  -1,
                                       opts,       NULL,        make,      run};
    return stage_main(&stage, argc, argv);
}
