/*
 * table - a table for people: text, Markdown, HTML, LaTeX, rounded CSV and more
 *
 * Reads a table (FILE, or standard input) and writes it with labels, thousands parted by
 * commas, bounds in words ("10 to 17", "at least 11", "95 % CI 3.1 to 8.2"), bracketed
 * shorthand for what a number alone does not say, and the sources in full below. Columns
 * that are the same in every row are said once, above. So is shorthand that holds for
 * every number. Shorthand stands in place of a number that is missing, and in a column of
 * its own beside one that is there; only what is used is explained.
 *
 * Only digits after the point are rounded, so a count never is: to --digits digits, and a
 * number under 1 to two significant digits, at most four after the point. Ties go away
 * from zero, decided on the decimal digits as written.
 *
 * With --across the values of one or more columns (register, sex, indicator) become
 * columns; a cell without a row reads [x]. Two rows for one cell end the run with 65.
 *
 * Of the columns right of source, `method` becomes a list below and `sentence` the text
 * above; the others are shown when they are not empty, numbers rounded like values.
 */
#include "table/table.h"
#include "dataset/labels.h"
#include "dataset/sources.h"
#include "document/display.h"
#include "document/formats.h"
#include "program/stage.h"
#include "tabulation/tabulation.h"

static const char *format = "markdown", *codes = LABELS_DIR, *sources = SOURCES_FILE;
static const char *title, *subtitle, *across, *as_of;
static struct opt_list names;
static long digits = DISPLAY_DIGITS;
static const struct opt opts[] = {
    {"format", 'f', OPT_TEXT, &format, "FORMAT",
     DOC_FORMATS_HELP "; markdown is the default"},
    {"title", 't', OPT_TEXT, &title, "TEXT", "what the table shows"},
    {"subtitle", 's', OPT_TEXT, &subtitle, "TEXT", "statistic, place and period"},
    {"across", 'a', OPT_TEXT, &across, "COLUMN[,COLUMN]",
     "set the values of these key columns side by side"},
    {"name", 'n', OPT_LIST, &names, "CODE=TEXT",
     "what to call a column set across; CODE is what varies in its key, joined by "
     "commas"},
    {"digits", 'd', OPT_COUNT, &digits, "N", "digits after the point; 1 by default"},
    {"as-of", 0, OPT_TEXT, &as_of, "DATE",
     "the table has what was published by DATE: a --name of what it lacks is no fault"},
    {"codes", 0, OPT_TEXT, &codes, "DIR",
     "folder of the code lists, " LABELS_DIR " by default; empty: codes as they are"},
    {"sources", 0, OPT_TEXT, &sources, "FILE",
     "list of sources, " SOURCES_FILE " by default; empty: ids as they are"},
    {0},
};

static int
run(struct mem *run, int n, char **operand)
{
    const struct doc_format *f = document_format(format, NULL);
    struct document d;
    const struct tabulation how = {.file = n ? operand[0] : NULL,
                                   .codes = codes,
                                   .sources = sources,
                                   .across = across,
                                   .name = names.item,
                                   .names = names.n,
                                   .as_of = as_of,
                                   .digits = digits,
                                   .page = f->page};
    document_open(&d, run, title, subtitle);
    tabulate(&d, &how);
    f->write(&d, stdout);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT,    "[FILE]", 0,  1,
                                       opts,       table_contract, NULL,     run};
    return stage_main(&stage, argc, argv);
}
