/*
 * explain - who said a printed number, where, and what was done to it
 *
 * WHAT is a table (its file, or its name, f01-convictions or f01) or a claim (C05). PERIOD
 * and conditions as of `keep` choose rows of the table; for a PERIOD that no row has, the
 * rows within it are taken. Of a few rows everything is told: the value as it stands and as
 * the table prints it, each statement behind it with publisher, title, date, place and
 * address, the statements that were not taken and why, the stages with their options and
 * the row after each, the files with their SHA-256, the revision, and the command that
 * makes the table again. Of many, one line each; --all tells everything of all of them.
 * A word alone that is no period is a code: explain f02 victims_official 2016. When no row
 * meets what was asked, the exit code is 1.
 *
 * Nothing is looked up in a store of its own. `make -s recipe` says which stages make the
 * table. They are run once more, here, with numbered rows, and what they cite tells which
 * row was made of which. What comes out must be the table as it lies there; if it is not,
 * the run ends with 65 and the first difference. Only stages that lie beside this one are
 * run, and they make no file but in a folder of the run's own.
 *
 * --format=json writes PROV-JSON: rows, statements, sources and files are entities, stages
 * are activities, publishers are agents. The row of a stage is named by the file that it
 * is for, the number of the stage in the pipe, and its line.
 *
 * --check says only whether every row leads back to statements, and that their sources are
 * the row's own; exit 1 and each row that does not. Without WHAT it does so for all tables.
 */
#include "dataset/labels.h"
#include "dataset/sources.h"
#include "explanation/of_claim.h"
#include "explanation/of_table.h"
#include "explanation/rows.h"
#include "explanation/subject.h"
#include "program/stage.h"

static const char *format = "text", *asof = "", *article = "", *recipe_file,
                  *sources = SOURCES_FILE, *codes = LABELS_DIR;
static bool all, check;
static const struct opt opts[] = {
    {"all", 'a', OPT_FLAG, &all, NULL, "tell everything of every row, whole lists"},
    {"article", 0, OPT_TEXT, &article, "NAME",
     "the article whose claim it is, where several have one of that id"},
    {"asof", 0, OPT_TEXT, &asof, "DATE", "the tables as of this date (make ASOF=DATE)"},
    {"check", 0, OPT_FLAG, &check, NULL,
     "say only whether every row leads back to statements"},
    {"format", 'f', OPT_TEXT, &format, "FORMAT",
     DOC_FORMATS_HELP "; text is the default, json is PROV-JSON"},
    {"recipe", 0, OPT_TEXT, &recipe_file, "FILE",
     "what `make -s recipe` prints, in place of asking make"},
    {"sources", 's', OPT_TEXT, &sources, "FILE",
     "the table of sources (" SOURCES_FILE ")"},
    {"codes", 0, OPT_TEXT, &codes, "DIR",
     "the lists of codes (" LABELS_DIR "); empty: codes as they are"},
    {0},
};

/* --check of every table that the recipe has. */
static int
check_all(struct explanation *e)
{
    int bad = 0;
    for (size_t i = 0; i < e->recipe.tables; i++) {
        e->about = &e->recipe.table[i];
        of_table_open(e);
        rows_all(e);
        bad |= of_table_check(e);
    }
    return bad;
}

static int
explain_table(struct explanation *e, const char *what, char **condition, int n)
{
    subject_check_path(e, what);
    of_table_open(e);
    rows_chosen(e, condition, n);
    if (check)
        return of_table_check(e);
    of_table_write(e);
    return 0;
}

static void
explain_claim(struct explanation *e, char **operand, int n)
{
    struct verdicts v = {0};
    if (!verdicts_find(e, operand[0], article, &v))
        subject_die_unknown(e, operand[0]);
    if (n > 1)
        usage("%s is one operand too many: a claim is told whole",
              msg_quote(operand[1]));
    of_claim_write(e, &v);
}

static int
run(struct mem *run, int n, char **operand)
{
    static const char *const also[] = {"json", NULL};
    struct explanation e = {.m = run, .codes = codes, .all = all};
    e.format = document_format(format, also);
    document_open(&e.document, run, NULL, NULL);
    if (!n && !check)
        usage("no operand given, expected WHAT [PERIOD] [CONDITION...]");
    recipe_read(&e.recipe, run, recipe_file,
                subject_asof(run, n ? operand[0] : "", asof));
    lineage_open(&e.line, run, &e.recipe, sources);
    if (!n)
        return check_all(&e);
    e.about = subject_table(&e, operand[0]);
    if (e.about)
        return explain_table(&e, operand[0], operand + 1, n - 1);
    explain_claim(&e, operand, n);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {
        STAGE_NAME, STAGE_ABOUT, "WHAT [PERIOD] [CONDITION...]", 0, -1, opts, NULL,
        NULL,       run};
    return stage_main(&stage, argc, argv);
}
