/*
 * diff - what changed from one edition of a table to the next, key by key
 *
 * Reads two tables sorted by key and writes one row per key that is not the same in both.
 * It is itself a table: the key, what NEW says (a removed row is missing there: status O),
 * and right of source
 *   change            the first of these that fits:
 *     removed, added  the key is in OLD, in NEW alone
 *     unit            another unit, so that the numbers cannot be compared
 *     revised         another number
 *     withheld        a number in OLD and none in NEW
 *     released        a number in NEW and none in OLD
 *     bounds          other bounds, or another comparison
 *     status          other status letters
 *     text            the same number written otherwise (5, 5.0), or another column
 *     source          another source, and nothing else
 *   columns           which columns differ, parted by blanks
 *   old_value ... old_source   what OLD says
 *   revision, revision_percent   NEW less OLD, and in percent of the size of OLD's number
 *                     (empty when that is 0); of revised rows alone
 *
 * Rows that share a key (statements) belong together by their source, so in the ledger the
 * source is part of the key; rows of one key and source, in the order in which they stand.
 * When each table has one row of a key the two are compared whatever their sources.
 *
 * Columns may differ. A column right of value that one table lacks is not compared. A key
 * column that one table lacks counts as _T (all) there. Both are noted and make a
 * difference. The key columns that both have must stand in the same order.
 *
 * --format=text writes a report instead: the counts, which add up to the rows of each
 * table; for each unit how many numbers were revised up and down, and by how much over all
 * numbers that both tables have, totals and parts alike; and the rows, by kind of change.
 *
 * Exit code 0: no difference, 1: differences.
 */
#include <string.h>

#include "differences/changes.h"
#include "differences/report.h"

static const char *format = "csv";
static const struct opt opts[] = {
    {"format", 'f', OPT_TEXT, &format, "FORMAT", "csv (the default) or text, a report"},
    {"tolerance", 't', OPT_NUMBER, &differences.tolerance, "SHARE",
     "numbers that differ by no more than this share of OLD's are the same (0)"},
    {"ignore", 'i', OPT_LIST, &differences.ignore, "COLUMN",
     "do not compare this column, such as source when editions are compared; may be "
     "given several times; one that is not there is no fault"},
    {"all", 'a', OPT_FLAG, &differences.all, NULL,
     "write the rows that are the same as well"},
    {"largest", 'l', OPT_FLAG, &differences.largest, NULL,
     "list the rows of a report by the size of the revision, or of the number where "
     "only "
     "one table has it, the largest first"},
    {"limit", 'n', OPT_COUNT, &differences.limit, "N",
     "list at most so many rows of a kind in a report (20; 0: all); the counts are "
     "exact"},
    {0},
};
static const char *const need[] = {"period", "value",  "lo",     "hi", "interval",
                                   "unit",   "status", "source", NULL};

static bool
check_options(char **operand)
{
    bool report = !strcmp(format, "text");
    if (!report && strcmp(format, "csv"))
        usage("--format: %s is unknown, expected csv or text", msg_quote(format));
    if (differences.tolerance < 0)
        usage("--tolerance: expected a share from 0 up");
    if (!strcmp(operand[OLD], "-") && !strcmp(operand[NEW], "-"))
        usage("standard input can be one of the two tables, not both");
    return report;
}

static int
run(struct mem *run, int n, char **operand)
{
    (void)n;
    bool report = check_options(operand);
    struct side *side = differences.side;
    for (int s = 0; s < 2; s++)
        table_open(&side[s].tab, run, operand[s], need, TABLE_SORTED);
    differences_open(run);
    if (!report)
        changes_open(run);
    differences_find(report ? changes_list : changes_write, run);
    for (int s = 0; s < 2; s++)
        table_close(&side[s].tab);
    if (report)
        changes_report(run);
    const long *count = differences.count;
    return differences.columns_differ || count[REMOVED] || count[ADDED] ||
           differences_changed();
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "OLD NEW",    2,  2,
                                       opts,       need,        changes_make, run};
    differences.limit = 20;
    return stage_main(&stage, argc, argv);
}
