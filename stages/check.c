/*
 * check - says whether files are sound: structure, schema, keys, sums, rules
 *
 * Reads the description of the set (a Data Package, datasets/datapackage.json when no
 * other is named; a folder stands for the one in it) and each of its files, and prints
 * what is wrong, with file and line.
 *
 * Structure: UTF-8 without BOM, NUL and characters that no one sees, LF, no blank line, no newline in a cell, every
 * row as long as the header, the header as described, rows sorted bytewise by primary key.
 * Schema: types, constraints, unique and primary keys, foreign keys, no blank at either
 * end of a cell, and for tables of statements that value, bounds and status fit together,
 * that what is counted is whole, that no key has one source in two tables, and that no
 * source was published after today (SOURCE_DATE_EPOCH, where that is set). Files: bytes, SHA-256 and rows as
 * described; no file in the folder that is not described. Rules: those of the folder
 * rules/ beside the description, about the first table of statements and all that have
 * its columns. A rule that is never judged is an error as well, unless it says `may find
 * nothing`.
 *
 * A rule begins with a line `rule NAME`; the indented lines below it are a word and the
 * rest of the line (a line that begins with # is a remark):
 *   says      one sentence, shown with every finding
 *   severity  error or warning
 *   for       which rows it is about: COLUMN=A,B or COLUMN!=A,B, * and ? as in file names;
 *             period=A..B, freq=A,Q,M,D,I, grade=...; several `for` lines add up
 *   from      where the numbers of one judgement come from:
 *             one-source  all from the edition of the row at hand (the usual)
 *             latest      from the statement of each key that `vintage` would take
 *             each        the row at hand; what it is compared with is the latest
 * and one of the functions that stand below.
 *
 * For example:
 *   rule age-parts
 *       says      adults, children and those of unknown age add up to all
 *       severity  error
 *       for       age=_T unit!=percent,rank
 *       holds     this[age=ADULT] + this[age=CHILD] + this[age=_U]? = this
 *
 * Figures are intervals. A rule is broken when it cannot hold for any values within the
 * bounds; what is published as "about" bounds nothing, nor does a part that is missing.
 *
 * rules/exceptions.csv lists what is known and left as it is: which findings of a rule,
 * how many (nothing: any number, of any difference), the least and the greatest difference.
 * Where it says `listed` in place of how many, it covers those findings alone that
 * rules/known.csv lists, each with its key, source and difference: another difference, a
 * finding more or one less is said. Both must stay true themselves. --accept prints what
 * the list should hold, for when a change was looked at and is right:
 *   attest check --accept >known.part; mv known.part datasets/rules/known.csv
 *
 * Ends with 0 when there is no finding of severity error, else with 1. A description,
 * rule or list of exceptions that cannot be understood is 65, one that is not there 66; so
 * is a ledger without any rule.
 */
#include "document/formats.h"
#include "inspection/files.h"
#include "inspection/keys.h"
#include "inspection/known.h"
#include "inspection/ledger.h"
#include "inspection/rules.h"
#include "integrity/exceptions.h"
#include "program/stage.h"

static const char *format = "text", *rules_folder;
static long limit = 20;
static bool known, accept;
static const struct opt opts[] = {
    {"format", 'f', OPT_TEXT, &format, "FORMAT",
     FINDINGS_FORMATS_HELP "; or, for people, one of" DOC_FORMATS_LIST
                           "; text is the default, json has Frictionless's names"},
    {"limit", 'n', OPT_COUNT, &limit, "N",
     "list at most N findings of a kind (20; 0: all, and in text each row for itself); "
     "the "
     "counts are always exact"},
    {"known", 'k', OPT_FLAG, &known, NULL, "list what exceptions cover as well"},
    {"accept", 0, OPT_FLAG, &accept, NULL,
     "print rules/known.csv as it should be, and nothing else"},
    {"rules", 'r', OPT_TEXT, &rules_folder, "FOLDER",
     "the folder of rules and exceptions (rules/ beside the description)"},
    {0},
};

static int
run(struct mem *run, int n, char **operand)
{
    document_format(format, findings_formats);
    inspect_set_now();
    inspection_open(run, n ? operand[0] : "datasets/datapackage.json");
    const char *folder = rules_folder
                             ? mem_print(run, "%s/", rules_folder)
                             : mem_print(run, "%srules/", inspection.package.folder);
    inspect_files();
    inspect_references();
    inspect_rules(folder, rules_folder != NULL);
    inspect_exceptions(folder, accept);
    if (accept) {
        exceptions_print(&inspection.report);
        inspection_close();
        return 0;
    }
    findings_print(&inspection.report, format, limit, known);
    inspection_close();
    return inspection.report.errors > 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {
        STAGE_NAME, STAGE_ABOUT, "[DATAPACKAGE | FOLDER]", 0, 1, opts, NULL, NULL, run};
    return stage_main(&stage, argc, argv);
}
