/*
 * tally - counts a file of single cases into tables
 *
 * Reads records (CSV or TSV, plain or gzip, a file or standard input) and writes the table,
 * sorted by key: how many records there are of each combination of codes, as a declaration
 * says. It is a file of directives, one a line; words that hold blanks or # stand in double
 * quotes; # opens a comment.
 *
 * How the records are written, above the first table:
 *   delimiter C            the separator of cells: one character, or tab (a comma)
 *   allow WORD...          bom, crlf, newline (in quoted cells)
 *   codes FOLDER           the folder of code lists (../codes beside the declaration)
 *
 * What is counted. Directives above the first table hold for all of them; a file without
 * `table` declares one. Columns stand in the order in which they are declared, the period last:
 *   table NAME             begins a table
 *   set COLUMN CODE        a column with the same code in every row; period too
 *   by COLUMN = FIELD [+ FIELD]... [lookup LIST] [aliases LIST] [total CODE]
 *                          a column with a code for each text of the records' field: the
 *                          text itself, or what it stands for in a code list. Texts of
 *                          several fields are joined by +. total: rows of all codes
 *                          together, under this code
 *   period = FIELD as year|quarter|month|day
 *                          the field holds years, quarters, months or days (2017-05-17)
 *   map COLUMN TEXT = CODE, map COLUMN TEXT leave
 *                          what a text stands for; leave: its records are not counted
 *   band COLUMN LOW..HIGH = CODE
 *                          numbers from LOW to HIGH, either may be left out
 *   where FIELD = TEXT..., where FIELD != TEXT...
 *                          only records whose field is one of the texts, or none
 *   count                  how many records (when nothing else is said)
 *   sum FIELD              the sum of a field: plain decimals, exact
 *   largest N [by FIELD]   of a sum, the N largest contributions too (columns largest1 and
 *                          on): of single records, or of all with one text in FIELD
 *   distinct FIELD         how many different texts, each once; exact
 *   unit CODE, status LETTERS, source ID@DATE
 *                          of every row (status A)
 *
 * A text without a code, an empty cell that no `map` names, a record with more or fewer
 * cells than the header ends the run with 65; with --rejects FILE such records are put
 * aside there (line,column,code,raw,reason). At the end the account is printed: records
 * read = counted + left out + rejected, for each table.
 *
 * Memory does not grow with the records. Groups that outgrow --memory go to temporary files
 * as sorted runs. Threads change nothing of what comes out.
 *
 * --suppress withholds small counts alone: what is left may still give them away. `protect`
 * withholds what is needed beside them, `attack` shows what can be computed.
 *
 * Of sums, --dominance=N,K and --percent=P withhold those that say too much of the largest
 * contribution (the rules of Hundepool et al. 2012, Statistical Disclosure Control, chapter 4),
 * without bounds. They need a `largest` of N, or of 2, and contributions from 0 up. Without
 * them the largest contributions stand in the table: it is for `protect`, not to be published.
 *
 * On many machines: --blocks=N prints N parts of a plain file, cut where records end, as
 * FROM-TO:LINE:IofN:SET:SUM. --part takes one such word and counts that part. --partial=NAME writes
 * counts that can be added up, --merge reads any number of those and gives the table, or with
 * --partial the same lines in one file. What comes twice under its name counts once. These end
 * with 65: a part whose bytes, or header, are not those that were cut (SUM), a part of N that did
 * not come (--incomplete adds up what there is), one that came under two names, a line missing or
 * changed, another declaration.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "microdata/partial.h"
#include "microdata/parts.h"
#include "microdata/tally_rows.h"
#include "program/progress.h"
#include "program/stage.h"
#include "stat/concentration.h"

#define MEMORY 256.0 /* MiB */
#define THREADS_MAX 64

static const char *rejects_path, *folder, *part, *partial, *dominance, *percent;
static struct st_concentration rule;
static long suppress, blocks = -1, threads = 1;
static double memory = MEMORY;
static bool merge, incomplete, quiet;
static const struct opt opts[] = {
    {"rejects", 'r', OPT_TEXT, &rejects_path, "FILE",
     "put records that cannot be counted aside in this file"},
    {"output", 'o', OPT_TEXT, &folder, "FOLDER",
     "write each table as FOLDER/NAME.csv, needed for more than one"},
    {"suppress", 's', OPT_COUNT, &suppress, "N",
     "withhold counts from 1 up to N - 1 (N from 3 up): status Q, and bounds"},
    {"dominance", 'd', OPT_TEXT, &dominance, "N,K",
     "withhold sums of which the N largest contributions are more than K %"},
    {"percent", 'c', OPT_TEXT, &percent, "P",
     "withhold sums that tell the largest contribution within P %"},
    {"threads", 't', OPT_COUNT, &threads, "N",
     "count a file, plain or packed, with N threads (1)"},
    {"memory", 'm', OPT_NUMBER, &memory, "MIB",
     "how much memory groups may take before they go to temporary files (256)"},
    {"blocks", 'b', OPT_COUNT, &blocks, "N",
     "print N parts of the file and count nothing"},
    {"part", 'p', OPT_TEXT, &part, "FROM-TO:LINE", "count this part of the file alone"},
    {"partial", 'P', OPT_TEXT, &partial, "NAME",
     "write counts that can be added up; NAME tells this part from all others"},
    {"merge", 'M', OPT_FLAG, &merge, NULL, "the files hold such counts: add them up"},
    {"incomplete", 'i', OPT_FLAG, &incomplete, NULL,
     "with --merge: add up although parts are not there, and say which"},
    {"quiet", 'q', OPT_FLAG, &quiet, NULL, "do not print the account"},
    {0},
};
static const char *const make[] = {"period", "value",  "lo",     "hi", "interval",
                                   "unit",   "status", "source", NULL};

static FILE *
table_file(const struct tally_table *t, struct mem *run)
{
    if (!folder)
        return stdout;
    if (mkdir(folder, 0777) && errno != EEXIST)
        die(EX_CANTCREAT, "%s: cannot be made: %s", folder, strerror(errno));
    return stage_output(
        mem_print(run, "%s/%s.csv", folder, t->name ? t->name : "table"));
}

static void
say_account(const struct tally_table *t, long long records, struct count_account a,
            long long rejected, long withheld)
{
    if (quiet)
        return;
    note("%s%s%lld records = %lld counted + %lld left out + %lld rejected",
         t->name ? t->name : "", t->name ? ": " : "", records, a.counted, a.left_out,
         rejected);
    if (records && !a.counted)
        note("%s%sno record was counted: none met `where`, or all were left out or "
             "rejected",
             t->name ? t->name : "", t->name ? ": " : "");
    if (withheld)
        note("%s%s%ld %s withheld", t->name ? t->name : "", t->name ? ": " : "",
             withheld, t->measure == MEASURE_SUM ? "sums" : "counts");
}

static void
write_table(const struct tally_table *t, struct mem *run, struct groups *g,
            struct count_account a, long long records, long long rejected)
{
    bool by_rule = t->largest && (dominance || percent);
    struct tally_rows rows = {t, suppress, (size_t)(memory * 1048576),
                              by_rule ? &rule : NULL};
    progress_wipe();
    long withheld = tally_rows_write(&rows, g, table_file(t, run));
    if (ferror(stdout))
        die_stdout();
    say_account(t, records, a, rejected, withheld);
}

static int
add_up(struct mem *run, const struct declaration *d, int n, char **file)
{
    struct partial_set *set = partial_new(run, d, (size_t)(memory * 1048576));
    for (int i = 0; i < n; i++)
        partial_read(set, file[i]);
    if (partial) {
        partial_join(set, stdout);
        return 0;
    }
    struct partial_sum sum = partial_add(set, incomplete);
    for (size_t i = 0; i < d->tables; i++) {
        write_table(&d->table[i], run, sum.table[i], sum.account[i], sum.records,
                    sum.rejected);
        groups_free(sum.table[i]);
    }
    return 0;
}

static struct csv_part
read_part(struct mem *run, const char *text, const char *path, struct part_name *name)
{
    struct csv_part p;
    if (!part_read(text, &p, name))
        usage("--part=%s: expected FROM-TO:LINE as --blocks prints it", text);
    if (name->of)
        msg_name(
            mem_print(run, "%s: part %zu of %zu", STAGE_NAME, name->number, name->of));
    part_check(path, &p, name);
    return p;
}

static int
print_blocks(struct mem *run, const struct declaration *d, const char *path)
{
    struct csv_in in;
    struct csv_row header;
    csv_open(&in, run, path, d->delimiter, d->allow);
    enum csv_got got = csv_next(&in, &header);
    if (got == CSV_BAD)
        csv_die(&in);
    if (got == CSV_END)
        die(EX_DATAERR, "%s: is empty, expected a header line", in.file);
    if (!csv_can_part(&in))
        die(EX_USAGE, "%s: only a plain file has blocks", in.file);
    struct parts p = parts_of(run, path, &header, csv_offset(&in), csv_line_number(&in),
                              (size_t)blocks);
    for (size_t i = 0; i < p.n; i++) {
        char text[PART_TEXT];
        part_text(&p, i, text);
        puts(text);
    }
    csv_close(&in);
    return 0;
}

/* What --suppress, --dominance and --percent want of each table. */
static void
check_rules(const struct declaration *d)
{
    bool any = false, rules = dominance || percent;
    if (rules && !st_concentration_read(dominance, percent, &rule))
        usage(
            "--dominance=N,K: expected N from 1 to %d and a percentage below 100, such "
            "as 2,85; --percent=P: a percentage such as 10; at most 3 places",
            ST_CONCENTRATION_N);
    for (size_t i = 0; i < d->tables; i++) {
        const struct tally_table *t = &d->table[i];
        const char *name = t->name ? t->name : "of the declaration";
        if (t->measure != MEASURE_SUM)
            continue;
        any = true;
        if (suppress && !rules)
            usage("--suppress=%ld: table %s holds sums, of which small counts cannot "
                  "be told; --dominance, --percent",
                  suppress, name);
        if (rules && t->largest < st_concentration_of(&rule))
            usage("--dominance, --percent: table %s needs `largest %zu` or more in its "
                  "declaration",
                  name, st_concentration_of(&rule));
    }
    if (rules && !any)
        usage("--dominance, --percent: no table holds sums");
}

static void
check_options(const struct declaration *d)
{
    check_rules(d);
    if (!threads || threads > THREADS_MAX)
        usage("--threads=%ld: expected a number from 1 to %d", threads, THREADS_MAX);
    if (memory < 1 || memory > 1048576)
        usage("--memory: expected a number of MiB from 1 up");
    if (suppress == 1 || suppress == 2)
        usage("--suppress=%ld would give each withheld count away, expected 3 or more",
              suppress);
    if (d->tables > 1 && !folder && !partial && blocks < 0)
        usage("%zu tables are declared: --output FOLDER says where they go", d->tables);
    if (!blocks)
        usage("--blocks=0: expected 1 or more");
    if (part && (merge || blocks > 0))
        usage("--part counts one part: it does not go with --merge or --blocks");
    if (partial && (!*partial || strpbrk(partial, "\t\n\r")))
        usage("--partial: expected a name without tabs");
}

/* What was counted is what was cut. */
static void
check_sum(const char *file, const struct csv_part *p, uint64_t expected,
          struct checksum *sum)
{
    if (checksum_value(sum) != expected)
        die(EX_DATAERR,
            "%s: the header, or bytes %lld to %lld, are not what they were when the "
            "file was cut into parts",
            file, p->from, p->to);
    checksum_free(sum);
}

static int
count(struct mem *run, const struct declaration *d, const char *path)
{
    struct part_name name = {0, 0, 0, 0};
    struct csv_part p =
        part ? read_part(run, part, path, &name) : (struct csv_part){0, -1, 1};
    struct count_options o = {(size_t)(memory * 1048576), (size_t)threads, rejects_path,
                              part ? &p : NULL, name.of ? checksum_new() : NULL};
    struct count_result r = count_file(run, d, path, &o);
    if (o.sum)
        check_sum(r.file, &p, name.sum, o.sum);
    if (partial)
        partial_write(stdout, d, &r, partial, &name);
    for (size_t i = 0; i < d->tables && !partial; i++)
        write_table(&d->table[i], run, counter_groups(r.counter, i),
                    counter_account(r.counter, i), r.records, r.rejected);
    counter_free(r.counter);
    return 0;
}

static int
run(struct mem *run, int n, char **operand)
{
    static char standard[] = "-";
    static char *none[] = {standard};
    struct declaration d;
    declaration_read(&d, run, operand[0]);
    check_options(&d);
    progress_hold();
    char **file = n > 1 ? operand + 1 : none;
    if (merge)
        return add_up(run, &d, n > 1 ? n - 1 : 1, file);
    if (n > 2)
        usage("one file of records at a time; --partial and --merge add several up");
    return blocks > 0 ? print_blocks(run, &d, file[0]) : count(run, &d, file[0]);
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {
        STAGE_NAME, STAGE_ABOUT, "DECLARATION [FILE...]", 1, -1, opts, NULL, make, run};
    return stage_main(&stage, argc, argv);
}
