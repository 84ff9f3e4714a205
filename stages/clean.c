/*
 * clean - turns the texts of a table into numbers, bounds, periods and codes
 *
 * Reads a table with the contract's columns whose cells still hold what the publisher
 * wrote, as `ingest --raw` makes it, and applies rules. What is a number and what is a
 * symbol is declared by a rule, never guessed: a cell that no rule explains is a bad row.
 * The table is held in memory and written in key order, bytewise, then by source.
 *
 * Rules come from --rules FILE, where directives of a layout that are not rules are passed
 * over, and from --rule TEXT. Texts are compared without blanks at their ends and with
 * each run of white space as one blank. The rules:
 *
 *   number [thousands=C] [decimal=C] [suffix=TEXT] [minus=TEXT] [parentheses=negative]
 *          [times=N] [exponent=E]
 *       How numbers are written in value, lo and hi. Without it: 1234.5, -3, +3; a minus may
 *       be U+2212, and what minus= says, such as an en dash. With a thousands separator (a blank stands for no-break and thin spaces
 *       too) groups have three digits. The suffix (%) may be there or not. times: each
 *       number counts so many (1000 in a table in thousands). exponent=E admits 1.2E+05: a
 *       spreadsheet shows large numbers so when it has rounded them, so say it only when
 *       they are whole.
 *   mark TEXT [status=LETTERS]
 *       A footnote mark behind a number. It is taken off; its letters join status.
 *   symbol TEXT leave
 *       A cell that holds no statement, such as a blank one; the row is left out, but a
 *       cell of lo or hi is only no bound. {_} in
 *       the text of a symbol is any text.
 *   symbol TEXT [value=X] [lo=X] [hi=X] [status=LETTERS] [interval=approx]
 *       What a text that is not a number says. X is a number, or when {n} stands for a
 *       number in the text: n itself, below or above (n-1, n+1: whole numbers strictly
 *       under or over it); with {m} for a second number, m ("{n} to {m}" lo=n hi=m). No value takes status O (missing) or Q (suppressed). Bounds
 *       make the interval a range. "<5" is lo=0 or lo=1 as the publisher says, so it has
 *       to be declared.
 *   period PATTERN [start=MONTH] [end=MONTH] [months=N] [since=YEAR]
 *       How periods are written, with {year} {quarter} (1-4) {month} (English name or its
 *       first three letters) {mm} {dd}, {yy} or {next} (the year after {year}: 20 or
 *       2020 behind 2019), and {_}, any text. The first that fits is taken. A slot that stands
 *       twice makes a span, "{month} {year} - {month} {year}", "{month}-{month} {year}".
 *       {yr} is a year of two digits, the first such from since= on. start: the month of
 *       it in which a year begins; a year that runs into the next needs it. end: the month
 *       of it in which a year ends that began in the one before ("FY{year}" end=9).
 *       months: the N months from the start of the year, which start= says ("H1 {year}"
 *       start=1 months=6), or that end with the month or quarter that is written. `period
 *       iso` admits the table's own notation beside others; without any period rule it is the
 *       only one. Spans that are a calendar month, quarter or year are written as such.
 *   map COLUMN TEXT = TEXT
 *       Text for text; {name} on the left stands for any text, on the right for the same
 *       ("by citizenship: {name}" = {name}). The first that fits is taken. The maps of a
 *       column are closed: a text that fits none is a bad row, unless the column has a
 *       lookup too, which then has the last word on what was mapped as well.
 *   lookup COLUMN LIST [aliases=LIST,...] [pairs]
 *       Texts to codes: codes and labels of LIST.csv, and the texts of alias.csv under the
 *       list's name, or under others; columns of LIST.csv with the codes of others count as
 *       such (area has iso2, m49 and eurostat). pairs: "Albanian Italian" is the pair ALB_ITA, if
 *       the list has it.
 *   codes FOLDER
 *       Where the code lists are, from the folder of the file that says so.
 *   repeats add
 *       Rows with one key and one source are added up: whole values, and bounds where one
 *       is suppressed or missing (3 and "1 to 4" is 4 to 7); all else but status is equal.
 *       Without it, and when they do not add up, they are bad rows: all of them, or all
 *       but the first when nothing differs.
 *
 * The letters of status are a set: A gives way to any other. In the end each row is
 * checked against the contract: key, unit, status and source filled, value empty if and
 * only if status has O or Q, lo <= value <= hi, counted units whole and from 0 up.
 *
 * The first bad row ends the run with 65. With --rejects FILE bad rows are put aside there
 * (line,column,code,raw,reason) and the run goes on. At the end the count is printed:
 * rows in = out + left out + rejects.
 */
#include <string.h>

#include "program/stage.h"
#include "publisher/cells.h"
#include "publisher/directives.h"
#include "table/cell_fault.h"
#include "table/rejects.h"
#include "table/rows.h"
#include "table/table.h"

static struct opt_list files, texts;
static const char *rejects_path;
static const char *codes = "datasets/codes";
static const struct opt opts[] = {
    {"rules", 'f', OPT_LIST, &files, "FILE",
     "a file of rules, or a layout; may be repeated"},
    {"rule", 'e', OPT_LIST, &texts, "TEXT", "one rule; may be repeated"},
    {"codes", 0, OPT_TEXT, &codes, "DIR",
     "the folder of code lists (datasets/codes) where no rule names one"},
    {"rejects", 'r', OPT_TEXT, &rejects_path, "FILE",
     "put bad rows aside in FILE, each with line, column, code, raw text and reason"},
    {0},
};
static const char *const make[] = {"period",   "value",  "lo", "hi",
                                   "interval", "status", NULL};

static _Noreturn void
not_a_rule(struct mem *run, const char *text, const struct directive *w)
{
    const char **names = NULL;
    size_t n = 0;
    do {
        names = mem_more(run, names, n, sizeof *names);
        names[n] = cells_directive(n);
    } while (names[n++]);
    const char *near = w->n ? msg_nearest(w->word[0], names) : NULL;
    usage("--rule %s: not a rule%s%s", msg_quote(text), near ? "; nearest: " : "",
          near ? near : "");
}

static struct cells *
read_rules(struct mem *run)
{
    struct tallies *tallies = mem_get(run, sizeof *tallies);
    tallies->run = run;
    struct cells *rules = cells_new(tallies, codes);
    struct directive w;
    for (size_t i = 0; i < files.n; i++) {
        struct directive_in in;
        directives_open(&in, run, files.item[i]);
        while (directives_next(&in, &w))
            cells_add(rules, &w);
        directives_close(&in);
    }
    for (size_t i = 0; i < texts.n; i++) {
        struct place at = {"--rule", (long)i + 1, NULL};
        if (!directive_split(&w, run, texts.item[i], at) || !cells_add(rules, &w))
            not_a_rule(run, texts.item[i], &w);
    }
    return rules;
}

/* Applies the rules to one record; false when it is left out or a reject. */
static bool
take(const struct table *t, struct cells *rules, struct mem *m, struct csv_row *row,
     struct rejects *rejects, long *left)
{
    struct cells_fault fault;
    if ((int)row->n != t->n) {
        reject(rejects, t->in.file, row, "",
               (int)row->n < t->n ? "missing-cell" : "extra-cell", "%s",
               cell_fault_width(m, row, t->column, (size_t)t->n));
        return false;
    }
    enum cells_got got = cells_apply(rules, m, row->cell, &fault);
    if (got == CELLS_LEAVE)
        ++*left;
    if (got == CELLS_BAD)
        reject(rejects, t->in.file, row, fault.column, fault.code, "%s", fault.reason);
    return got == CELLS_ROW;
}

static int
run(struct mem *run, int n, char **operand)
{
    struct table t;
    struct rejects rejects;
    struct rows rows;
    struct cells *rules = read_rules(run);
    struct mem row_mem = {0};
    struct csv_row row;
    enum csv_got got;
    long in = 0, left = 0;
    table_open(&t, run, n ? operand[0] : NULL, NULL, TABLE_ANY);
    cells_fit(rules, t.column, t.n);
    rejects_open(&rejects, rejects_path);
    rows_open(&rows, run, t.column, t.n);
    if (cells_repeats(rules))
        rows.repeats = ROWS_ADD;
    for (; (got = csv_next(&t.in, &row)) != CSV_END; in++) {
        mem_reset(&row_mem);
        if (got == CSV_BAD)
            reject_fault(&rejects, t.in.file, &t.in.fault, &row);
        else if (take(&t, rules, &row_mem, &row, &rejects, &left))
            rows_add(&rows, row.cell, &row);
    }
    table_close(&t);
    cells_end(rules, t.in.file);
    long added = rows_write(&rows, &rejects, t.in.file);
    char sums[64] = "";
    if (rows.repeats == ROWS_ADD)
        snprintf(sums, sizeof sums, " + added to another %ld", added);
    note("%s: rows in %ld = out %zu%s + left out %ld + rejects %ld", t.in.file, in,
         rows.rows, sums, left, rejects.n);
    mem_release(&row_mem);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT,    "[FILE]", 0,  1,
                                       opts,       table_contract, make,     run};
    return stage_main(&stage, argc, argv);
}
