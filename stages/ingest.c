/*
 * ingest - brings a published table into the table, as a layout file says
 *
 * Reads FILE or standard input (CSV, plain or gzip, or a sheet of an .xlsx or .ods
 * workbook) and writes the table, sorted by key bytewise and then by source; it is held in
 * memory for that. The layout is a file of directives, one a line. Words that hold blanks
 * or # stand in double quotes (a quote inside is doubled); # opens a comment. In a TEMPLATE
 * {Header} is the cell of the source column of that name, {#3} of the third; {{ is a brace.
 * Where texts are taken apart, {_} stands for any text, which is thrown away. A new
 * publisher's table needs a layout, no program.
 *
 * How the file is written:
 *   sheet NAME, sheet N    the source is a workbook, and this its sheet, by name or number
 *                          (a name of digits stands in quotes). A name may have slots,
 *                          "Table {_}", "Q{quarter} {year}"; these, and {sheet}, the name
 *                          itself, can be used as columns. Numbers come as stored, those
 *                          shown as percent as 87.2%, dates as far as they are shown
 *                          (2017-05-17, 2017-05 of May 2017), errors as #N/A, digits above
 *                          or below the line (footnote marks) as such, a number whose
 *                          format shows words alone as these words ([c]), or #NOT-SHOWN,
 *                          and with words beside it or in it as it is shown (<5, "50 p",
 *                          2019/20), and so dates ("year to 2020-02", "2020-02 as mmm-Mar
 *                          yyyy"). What is struck out is no number, nor what is shown with
 *                          another sign: "7 (stored -7)". Hidden rows, columns and sheets,
 *                          text in the colour of its ground, thousands and a 0 that is shown
 *                          as nothing are read, and said; text under a merged cell is said,
 *                          and not read
 *   range A3:M200          what to read of the sheet; A3:M is to its end, A3 all behind it.
 *                          Text below and beside it is counted and said
 *   file PATTERN           how the file is named, "nrm_{year}_q{quarter}.csv": its slots can
 *                          be used as columns
 *   encoding NAME          what its bytes are, if not UTF-8: utf-16, utf-16le, utf-16be,
 *                          cp1250 to cp1254, iso-8859-1, iso-8859-2, iso-8859-15
 *   delimiter C            the separator of cells: one character, or tab (a comma)
 *   allow WORD...          what may differ from the strict form: bom, crlf, newline (in
 *                          quoted cells), blank (lines without text, passed over)
 *   skip N, skip to TEXT   rows above the header: N of them, or those above the first row
 *                          whose first cell is TEXT. They are lines, which need not be
 *                          CSV or UTF-8
 *   header N               rows of the header (1). Names of several rows are joined by
 *                          " / "; a blank cell of an upper row repeats the one on its left.
 *                          Without a header (0) columns are named by their place: A, B, C
 *                          of a range, 1, 2, 3 of a CSV file
 *   footer TEXT            the table ends above the first row whose first cell begins with
 *                          TEXT; such a row must come. It and all below it are lines,
 *                          as with skip
 *   fill COLUMN...         a blank cell takes the text of the cell above
 *   merged COLUMN...       a cell of a sheet that is merged over rows has its text in each of
 *                          them; without it the first row alone has it, which is said
 *   split COLUMN PATTERN   takes a cell apart: the slots are columns like others
 *                          ("{freq},{unit},{geo}"). A cell that does not fit is a bad row
 *
 * What becomes of it:
 *   output COLUMN...       the columns of the result, when they are not those of NOTES.md
 *   set COLUMN[,COLUMN...] TEMPLATE
 *                          what stands in columns of the result: a constant, a cell, both
 *   same COLUMN...         source columns that have the name of the result's
 *   across TEMPLATE [COLUMN=TEXT...]
 *                          each source column whose name fits the template, and which no
 *                          set uses, holds values: one row of the result for each. Slots
 *                          are columns of the result, filled from the name ("{period}",
 *                          "{age} - {indicator}"); COLUMN=TEXT fills others. The first
 *                          across that fits a name is taken
 *   ignore COLUMN...       source columns that are not wanted, all of that name. One that no
 *                          directive mentions is an error, so that nothing is lost in
 *                          silence
 *   only COLUMN = TEXT...  rows whose cell is none of the texts are left out; {_} in a text
 *                          is any text
 *   leave COLUMN = TEXT... [and COLUMN = TEXT...]
 *                          rows that meet all of it are left out. Either may have != for =
 *
 * What the texts in cells mean: the rules of `clean` (number, mark, symbol, period, map,
 * lookup, codes, repeats), applied to each row of the result; see `clean --help`. The
 * folder of code lists is ../codes beside the layout unless `codes` says otherwise.
 *
 * Source headers are compared without blanks at their ends and with each run of white
 * space as one blank; so are cells with the texts of only, leave, map and lookup. Cells
 * that pass through are unchanged but for newlines, which become blanks.
 *
 * A directive, or a text of one, that met nothing in the source is said.
 *
 * --guess FILE writes a first layout for a table that has none: where its header is, which
 * column or which headers are periods, columns that are code lists, symbols, totals beside
 * their parts; what is counted, in words of the code lists; register, place and unit as
 * the ledger has them of that. What it could not tell is a remark in it.
 *
 * The first bad row ends the run with 65. With --rejects FILE bad rows are put aside there
 * (line,column,code,raw,reason) and the run goes on. At the end the count is printed:
 * rows in = out + left out + rejects, where one row with N value columns counts N.
 */
#include "dataset/habits.h"
#include "program/stage.h"
#include "publisher/guess.h"
#include "publisher/reshape.h"

static const char *rejects_path, *sheet;
static struct opt_list sets;
static bool raw, count, statements, guess;
static const struct opt opts[] = {
    {"set", 's', OPT_LIST, &sets, "COLUMN=TEMPLATE",
     "fill a column of the result, in place of what the layout says; may be repeated"},
    {"sheet", 0, OPT_TEXT, &sheet, "SHEET",
     "the sheet to be read, by number, name or pattern, in place of the layout's"},
    {"statements", 0, OPT_FLAG, &statements, NULL,
     "write a ledger: with the columns compare, locator (where each figure stands in "
     "the "
     "file, unless the layout sets it) and note"},
    {"rejects", 'r', OPT_TEXT, &rejects_path, "FILE",
     "put bad rows aside in FILE, each with line, column, code, raw text and reason"},
    {"count", 'c', OPT_FLAG, &count, NULL,
     "say how many rows each only and leave left out, and how many were passed over"},
    {"guess", 0, OPT_FLAG, &guess, NULL,
     "write a first layout for FILE, the only operand; what it could not tell is a "
     "remark"},
    {"raw", 0, OPT_FLAG, &raw, NULL,
     "leave the texts of cells as they are, for `clean` to treat"},
    {0},
};
static const char *const make[] = {"indicator", "geo",    "citizenship", "sex",
                                   "age",       "form",   "register",    "period",
                                   "value",     "lo",     "hi",          "interval",
                                   "unit",      "status", "source",      NULL};

static struct layout layout;
static struct source source;

static void
say_outside(long rows, const char *where)
{
    if (rows)
        note("%s: outside of range %s, not read: text in %ld row%s %s it", source.file,
             layout.range, rows, rows == 1 ? "" : "s", where);
}

static void
say_cells(const struct sheet_cells *cells, const char *what, const char *how)
{
    if (cells->n)
        note("%s: sheet %s: %s in %ld cell%s, the first %s, %s", source.file,
             source.book.name, what, cells->n, cells->n == 1 ? "" : "s", cells->first,
             how);
}

static void
say_hidden(struct sheet_cut cut)
{
    if (cut.hidden)
        note("%s: sheet %s is hidden, and read", source.file, source.book.name);
    if (cut.hidden_rows + cut.hidden_columns)
        note("%s: sheet %s: hidden, and read: %ld row%s, %ld column%s", source.file,
             source.book.name, cut.hidden_rows, cut.hidden_rows == 1 ? "" : "s",
             cut.hidden_columns, cut.hidden_columns == 1 ? "" : "s");
    say_cells(&cut.covered, "text", "stands under merged ones, and is not read");
    say_cells(&cut.unseen, "text",
              "is not seen (it has the colour of its ground, or its format hides it), "
              "and is read");
    say_cells(&cut.zeros, "0", "is shown as nothing, and is read as 0");
    say_cells(
        &cut.scaled, "a number",
        "is shown in thousands, millions or powers of ten, and is read as stored");
    if (cut.conditional)
        note("%s: sheet %s: a format that depends on what stands in %s may hide it; "
             "all is "
             "read",
             source.file, source.book.name, cut.conditional);
    if (cut.long_numbers)
        note("%s: sheet %s: %ld number%s of more than 15 digits, the first in row %ld: "
             "a "
             "workbook holds such numbers only nearly",
             source.file, source.book.name, cut.long_numbers,
             cut.long_numbers == 1 ? "" : "s", cut.long_row);
    if (cut.merged.n)
        note(
            "%s: sheet %s: %ld merged cell%s over several rows, the first %s: only the "
            "first of these rows has what stands there",
            source.file, source.book.name, cut.merged.n, cut.merged.n == 1 ? "" : "s",
            cut.merged.first);
}

/* What the range cut off: rows above it are its title, the rest is always said. */
static void
say_cut(void)
{
    if (!source.is_sheet)
        return;
    struct sheet_cut cut = sheet_cut(&source.book);
    say_hidden(cut);
    if (!layout.range)
        return;
    say_outside(count ? cut.above : 0, "above");
    say_outside(cut.below, "below");
    say_outside(cut.beside, "beside");
}

static void
say_counts(const struct reshape_counts *n, long out, long added, long rejected)
{
    if (count && source.above + source.footer + source.blank)
        note("%s: passed over: %ld above the header, %ld in the footer, %ld blank",
             source.file, source.above, source.footer, source.blank);
    for (size_t i = 0; count && i < layout.filters; i++)
        note_at(layout.filter[i].at, "%ld left out", layout.filter[i].left);
    char times[64] = "", sums[64] = "";
    if (layout.acrosses)
        snprintf(times, sizeof times, " (%ld x %ld values)", n->in, n->values);
    if (cells_repeats(layout.rules) && !raw)
        snprintf(sums, sizeof sums, " + added to another %ld", added);
    note("%s: rows in %ld%s = out %ld%s + left out %ld + rejects %ld", source.file,
         n->in * n->values, times, out, sums, n->left, rejected + n->lost);
}

static const char *
common(const void *ledger, const char *column, const char *code, const char *of)
{
    return habits_common(ledger, column, code, of);
}

static int
run(struct mem *run, int n, char **operand)
{
    struct rows rows;
    struct rejects rejects;
    if (guess) {
        if (n > 1)
            usage("--guess: two operands, expected FILE alone");
        struct habits habits;
        habits_read(&habits, run, "datasets/ledger/");
        struct guess_ledger ledger = {&habits, common};
        guess_layout(run, operand[0], sheet, "datasets/codes", &ledger);
        return 0;
    }
    struct layout_command command = {sets.item, sets.n, sheet, statements};
    layout_read(&layout, run, operand[0], &command);
    struct tally *repeats = cells_repeats(layout.rules);
    source_open(&source, run, &layout, n > 1 ? operand[1] : NULL);
    rejects_open(&rejects, rejects_path);
    rows_open(&rows, run, layout.column, layout.columns);
    if (raw)
        rows.repeats = ROWS_KEEP;
    else if (repeats)
        rows.repeats = ROWS_ADD;
    struct reshape_counts counts = reshape(run, &layout, &source, &rows, &rejects, raw);
    source_close(&source);
    cells_end(layout.rules, source.file);
    long added = rows_write(&rows, &rejects, source.file);
    if (repeats)
        repeats->met += added;
    say_cut();
    if (counts.in && !raw)
        tally_say(&layout.tallies, source.file);
    say_counts(&counts, (long)rows.rows, added, rejects.n);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {
        STAGE_NAME, STAGE_ABOUT, "LAYOUT [FILE]", 1, 2, opts, NULL, make, run};
    return stage_main(&stage, argc, argv);
}
