/*
 * ingest - brings a published table into the table, as a layout file says
 *
 * Reads FILE or standard input (CSV, plain or gzip, or a sheet of an .xlsx or .ods
 * workbook) and writes the table, sorted by key bytewise and then by source; it is held in
 * memory for that. The layout is a file of directives, one a line. Words that hold blanks
 * or # stand in double quotes (a quote inside is doubled); # opens a comment. In a TEMPLATE
 * {Header} is the cell of the source column of that name; {{ is a brace. A new publisher's
 * table needs a layout, no program.
 *
 * How the file is written:
 *   sheet NAME, sheet N    the source is a workbook, and this its sheet, by name or number
 *                          (a name of digits stands in quotes). Numbers come as stored,
 *                          dates as 2017-05-17, errors as #N/A
 *   range A3:M200          what to read of the sheet; A3:M is to its end, A3 all behind it
 *   delimiter C            the separator of cells: one character, or tab (a comma)
 *   allow WORD...          what may differ from the strict form: bom, crlf, newline (in
 *                          quoted cells), blank (lines without text, passed over)
 *   skip N, skip to TEXT   rows above the header: N of them, or those above the first row
 *                          whose first cell is TEXT
 *   header N               rows of the header (1). Names of several rows are joined by
 *                          " / "; a blank cell of an upper row repeats the one on its left
 *   footer TEXT            the table ends above the first row whose first cell begins with
 *                          TEXT; such a row must come
 *   fill COLUMN...         a blank cell takes the text of the cell above
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
 *   ignore COLUMN...       source columns that are not wanted. One that no directive
 *                          mentions is an error, so that nothing is lost in silence
 *   only COLUMN = TEXT...  rows whose cell is none of the texts are left out
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
 * The first bad row ends the run with 65. With --rejects FILE bad rows are put aside there
 * (line,column,code,raw,reason) and the run goes on. At the end the count is printed:
 * rows in = out + left out + rejects, where one row with N value columns counts N.
 */
#include <string.h>

#include "program/pattern.h"
#include "program/stage.h"
#include "publisher/cells.h"
#include "publisher/directives.h"
#include "publisher/sheet_in.h"
#include "publisher/zip_parts.h"
#include "table/rejects.h"
#include "table/rows.h"
#include "table/table.h"

#define OUTPUT_MAX 64

static const char *rejects_path;
static struct opt_list sets;
static bool raw, count;
static const struct opt opts[] = {
    {"set", 's', OPT_LIST, &sets, "COLUMN=TEMPLATE",
     "fill a column of the result, in place of what the layout says; may be repeated"},
    {"rejects", 'r', OPT_TEXT, &rejects_path, "FILE",
     "put bad rows aside in FILE, each with line, column, code, raw text and reason"},
    {"count", 'c', OPT_FLAG, &count, NULL,
     "say how many rows each only and leave left out, and how many were passed over"},
    {"raw", 0, OPT_FLAG, &raw, NULL,
     "leave the texts of cells as they are, for `clean` to treat"},
    {0},
};
static const char *const contract[] = {"indicator", "geo",    "citizenship", "sex",
                                       "age",       "form",   "register",    "period",
                                       "value",     "lo",     "hi",          "interval",
                                       "unit",      "status", "source",      NULL};

/* In the order of the flags CSV_ALLOW_. */
static const char *const allow_word[] = {"bom", "crlf", "newline", "blank", NULL};

/* A template and where it was written; at.file NULL: the column is not filled. */
struct fill {
    struct pattern pattern;
    int slot[PATTERN_SLOTS]; /* source columns */
    struct place at;
};

struct bind {
    const char *column, *text;
    int to;
};

struct across {
    struct pattern pattern;
    int slot[PATTERN_SLOTS]; /* columns of the result */
    struct bind *bind;
    int binds;
    struct place at;
};

struct condition {
    const char *column;
    int from;
    bool negate;
    const char **text;
    int texts;
};

struct filter {
    bool only;
    struct condition *condition;
    int conditions;
    struct place at;
    long left;
};

struct name {
    const char *name;
    struct place at;
};

/* A growing list of things of one size. */
struct list {
    void *item;
    int n;
};

static struct layout {
    const char *path;
    char delimiter;
    unsigned allow;
    bool sheet; /* a workbook, not CSV */
    const char *sheet_name, *range;
    long sheet_number;
    long skip;
    const char *skip_to, *footer;
    int headers;
    char *column[OUTPUT_MAX + 1];
    int columns, value;
    struct place output_at;
    struct fill fill[OUTPUT_MAX];
    struct list across, filter, ignore, down, set; /* set: directives not yet placed */
    struct cells *rules;
} layout;

/* One set directive, kept until the columns of the result are known. */
struct setting {
    char *column, *text;
    struct place at;
};

/* The header of the source and what is done with each of its columns. */
static struct layout_source {
    const char *file;
    struct csv_in in;      /* CSV */
    struct sheet_in sheet; /* a workbook, if the layout says so */
    char **name;
    bool *used;
    int *down; /* columns that `fill` names */
    char **above;
    int n;
    long line;     /* of the last row of the header */
    struct value { /* the columns that hold values */
        int from;
        const struct across *across;
        char **piece;
    } * value;
    int values;
} source;

static struct rejects rejects;
static long above, footer_rows, blanks, lost; /* lost: rows of the result not made */

static void *
grow(struct mem *run, struct list *l, size_t size)
{
    l->item = mem_grow(run, l->item, (size_t)l->n * size, (size_t)(l->n + 1) * size);
    return (char *)l->item + (size_t)l->n++ * size;
}

static int
output_column(const char *name, struct place at)
{
    for (int i = 0; i < layout.columns; i++)
        if (!strcmp(layout.column[i], name))
            return i;
    const char *near =
        msg_nearest(name, (const char *const *)(const void *)layout.column);
    die_at(EX_DATAERR, at, "no column %s in the result%s%s", msg_quote(name),
           near ? "; nearest: " : "", near ? msg_quote(near) : "");
}

static long
whole(const struct directive *w, int i, long least, long most)
{
    long n = 0;
    const char *p = w->word[i];
    for (; *p >= '0' && *p <= '9' && n <= most; p++)
        n = 10 * n + (*p - '0');
    if (p == w->word[i] || *p || n < least || n > most)
        directive_die(w, "%s, expected a number from %ld to %ld", msg_quote(w->word[i]),
                      least, most);
    return n;
}

static void
need_words(const struct directive *w, int least, int most, const char *form)
{
    if (w->n < least || (most && w->n > most))
        directive_die(w, "expected: %s", form);
}

static void
read_delimiter(struct mem *run, const struct directive *w)
{
    (void)run;
    need_words(w, 2, 2, "delimiter C");
    bool tab = directive_is(w, 1, "tab");
    if (!tab && (strlen(w->word[1]) != 1 || *w->word[1] == '"'))
        directive_die(w, "%s, expected one character, or tab", msg_quote(w->word[1]));
    layout.delimiter = tab ? '\t' : *w->word[1];
}

/* sheet 2 is a number, sheet "2" a name. */
static void
read_sheet(struct mem *run, const struct directive *w)
{
    (void)run;
    need_words(w, 2, 2, "sheet NAME, or sheet NUMBER");
    layout.sheet = true;
    const char *text = w->word[1];
    if (w->bare[1] && !text[strspn(text, "0123456789")])
        layout.sheet_number = whole(w, 1, 1, 10000);
    else
        layout.sheet_name = text;
}

static void
read_range(struct mem *run, const struct directive *w)
{
    (void)run;
    need_words(w, 2, 2, "range A3, range A3:M or range A3:M200");
    const char *wrong = sheet_range_fault(w->word[1]);
    if (wrong)
        directive_die(w, "%s: %s", msg_quote(w->word[1]), wrong);
    layout.range = w->word[1];
}

static void
read_allow(struct mem *run, const struct directive *w)
{
    (void)run;
    need_words(w, 2, 0, "allow WORD...");
    for (int i = 1; i < w->n; i++) {
        int k = 0;
        while (allow_word[k] && strcmp(allow_word[k], w->word[i]) != 0)
            k++;
        if (!allow_word[k])
            directive_die(w, "%s, expected bom, crlf, newline or blank",
                          msg_quote(w->word[i]));
        layout.allow |= 1U << k;
    }
}

static void
read_skip(struct mem *run, const struct directive *w)
{
    need_words(w, 2, 3, "skip N, or skip to TEXT");
    if (w->n == 3 && directive_is(w, 1, "to"))
        layout.skip_to = pattern_squeeze(run, w->word[2]);
    else if (w->n == 2)
        layout.skip = whole(w, 1, 0, 100000);
    else
        directive_die(w, "expected: skip N, or skip to TEXT");
}

static void
read_header(struct mem *run, const struct directive *w)
{
    (void)run;
    need_words(w, 2, 2, "header N");
    layout.headers = (int)whole(w, 1, 1, 10);
}

static void
read_footer(struct mem *run, const struct directive *w)
{
    need_words(w, 2, 2, "footer TEXT");
    layout.footer = pattern_squeeze(run, w->word[1]);
    if (!*layout.footer)
        directive_die(w, "footer is blank, expected how the row's first cell begins");
}

static void
read_names(struct mem *run, const struct directive *w, struct list *l, const char *form)
{
    need_words(w, 2, 0, form);
    for (int i = 1; i < w->n; i++)
        *(struct name *)grow(run, l, sizeof(struct name)) =
            (struct name){pattern_squeeze(run, w->word[i]), w->at};
}

static void
read_fill(struct mem *run, const struct directive *w)
{
    read_names(run, w, &layout.down, "fill COLUMN...");
}

static void
read_ignore(struct mem *run, const struct directive *w)
{
    read_names(run, w, &layout.ignore, "ignore COLUMN...");
}

static void
read_output(struct mem *run, const struct directive *w)
{
    need_words(w, 2, OUTPUT_MAX + 1, "output COLUMN...");
    if (layout.output_at.file)
        directive_die(w, "a second output directive, expected one");
    (void)run;
    layout.output_at = w->at;
    for (layout.columns = 0; layout.columns < w->n - 1; layout.columns++)
        layout.column[layout.columns] = w->word[layout.columns + 1];
    layout.column[layout.columns] = NULL;
}

static void
add_setting(struct mem *run, const char *columns, char *text, struct place at)
{
    while (*columns) {
        size_t n = strcspn(columns, ",");
        *(struct setting *)grow(run, &layout.set, sizeof(struct setting)) =
            (struct setting){mem_text(run, columns, n), text, at};
        columns += n + (columns[n] == ',');
    }
}

static void
read_set(struct mem *run, const struct directive *w)
{
    need_words(w, 3, 3, "set COLUMN[,COLUMN...] TEMPLATE");
    add_setting(run, w->word[1], w->word[2], w->at);
}

static void
read_same(struct mem *run, const struct directive *w)
{
    need_words(w, 2, 0, "same COLUMN...");
    for (int i = 1; i < w->n; i++)
        add_setting(run, w->word[i], mem_print(run, "{%s}", w->word[i]), w->at);
}

static void
read_across(struct mem *run, const struct directive *w)
{
    need_words(w, 2, 0, "across TEMPLATE [COLUMN=TEXT...]");
    struct across *a = grow(run, &layout.across, sizeof *a);
    *a = (struct across){.at = w->at};
    const char *wrong =
        pattern_read(&a->pattern, run, pattern_squeeze(run, w->word[1]));
    if (wrong)
        directive_die(w, "%s: %s", msg_quote(w->word[1]), wrong);
    if (!pattern_splits(&a->pattern))
        directive_die(w, "%s: two slots with nothing between them",
                      msg_quote(w->word[1]));
    a->bind = mem_array(run, (size_t)w->n, sizeof *a->bind);
    for (int i = 2; i < w->n; i++) {
        char *column, *text;
        if (!directive_pair(run, w->word[i], &column, &text))
            directive_die(w, "%s, expected COLUMN=TEXT", msg_quote(w->word[i]));
        a->bind[a->binds++] = (struct bind){column, text, -1};
    }
}

/* COLUMN = TEXT... from word i on, up to `and`. Returns the word behind it. */
static int
read_condition(struct mem *run, const struct directive *w, int i, struct condition *c)
{
    bool equal = directive_is(w, i + 1, "="), unequal = directive_is(w, i + 1, "!=");
    if (!equal && !unequal)
        directive_die(w, "expected COLUMN = TEXT... or COLUMN != TEXT...");
    *c = (struct condition){.column = pattern_squeeze(run, w->word[i]),
                            .negate = unequal};
    c->text = mem_array(run, (size_t)w->n, sizeof *c->text);
    for (i += 2; i < w->n && !directive_is(w, i, "and"); i++)
        c->text[c->texts++] = pattern_squeeze(run, w->word[i]);
    if (!c->texts)
        directive_die(w, "no text behind the %s", unequal ? "!=" : "=");
    return i;
}

static void
read_filter(struct mem *run, const struct directive *w)
{
    struct filter *f = grow(run, &layout.filter, sizeof *f);
    *f = (struct filter){.only = !strcmp(w->word[0], "only"), .at = w->at};
    f->condition = mem_array(run, (size_t)w->n, sizeof *f->condition);
    for (int i = 1;; i++) {
        if (i >= w->n)
            directive_die(w, "expected COLUMN = TEXT... or COLUMN != TEXT...");
        i = read_condition(run, w, i, &f->condition[f->conditions++]);
        if (i == w->n)
            return;
    }
}

static const struct {
    const char *name;
    void (*read)(struct mem *run, const struct directive *w);
} directive[] = {
    {"sheet", read_sheet},   {"range", read_range}, {"delimiter", read_delimiter},
    {"allow", read_allow},   {"skip", read_skip},   {"header", read_header},
    {"footer", read_footer}, {"fill", read_fill},   {"output", read_output},
    {"set", read_set},       {"same", read_same},   {"across", read_across},
    {"ignore", read_ignore}, {"only", read_filter}, {"leave", read_filter}};
#define DIRECTIVES (sizeof directive / sizeof *directive)

static void
read_directive(struct mem *run, const struct directive *w)
{
    const char *names[DIRECTIVES + 16] = {NULL};
    size_t n = 0;
    if (cells_knows(w)) {
        cells_add(layout.rules, w);
        return;
    }
    for (; n < DIRECTIVES; n++) {
        if (!strcmp(w->word[0], directive[n].name)) {
            directive[n].read(run, w);
            return;
        }
        names[n] = directive[n].name;
    }
    for (int i = 0; cells_directive[i]; i++)
        names[n++] = cells_directive[i];
    const char *near = msg_nearest(w->word[0], names);
    directive_die(w, "unknown directive %s%s%s", msg_quote(w->word[0]),
                  near ? "; nearest: " : "", near ? near : "");
}

static void
check_output(void)
{
    struct place at = layout.output_at;
    if (!at.file)
        at = (struct place){layout.path, 0, NULL};
    for (int i = 0; table_contract[i]; i++)
        output_column(table_contract[i], at);
    layout.value = output_column("value", at);
    for (int i = 0; i < layout.columns; i++)
        if (output_column(layout.column[i], at) != i)
            die_at(EX_DATAERR, at, "column %s stands twice",
                   msg_quote(layout.column[i]));
    if (output_column("period", at) != layout.value - 1)
        die_at(EX_DATAERR, at, "expected period just left of value");
}

static void
place_settings(struct mem *run)
{
    const struct setting *s = layout.set.item;
    for (int i = 0; i < layout.set.n; i++, s++) {
        struct fill *f = &layout.fill[output_column(s->column, s->at)];
        if (f->at.file && strcmp(s->at.file, "--set") != 0)
            die_at(EX_DATAERR, s->at,
                   "column %s is filled a second time (before: line %ld)",
                   msg_quote(s->column), f->at.line);
        const char *wrong = pattern_read(&f->pattern, run, s->text);
        if (wrong)
            die_at(EX_DATAERR, s->at, "%s: %s", msg_quote(s->text), wrong);
        f->at = s->at;
    }
}

static bool
bound_by_across(const char *column)
{
    const struct across *a = layout.across.item;
    for (int i = 0; i < layout.across.n; i++, a++) {
        bool bound = pattern_slot(&a->pattern, column, 0) >= 0;
        for (int k = 0; k < a->binds; k++)
            bound = bound || !strcmp(a->bind[k].column, column);
        if (!bound)
            return false;
    }
    return layout.across.n > 0;
}

static void
check_filled(void)
{
    static const char *const free_column[] = {"lo",      "hi",   "interval", "compare",
                                              "locator", "note", NULL};
    struct place at = {layout.path, 0, NULL};
    if (layout.across.n && layout.fill[layout.value].at.file)
        die_at(EX_DATAERR, layout.fill[layout.value].at,
               "value is set although columns across hold the values");
    for (int i = 0; i < layout.columns; i++) {
        const char *name = layout.column[i];
        int k = 0;
        while (free_column[k] && strcmp(free_column[k], name) != 0)
            k++;
        if (!free_column[k] && !layout.fill[i].at.file && !bound_by_across(name) &&
            !(i == layout.value && layout.across.n))
            die_at(EX_DATAERR, at,
                   "nothing fills column %s, expected set %s ... in the layout or "
                   "--set %s=...",
                   name, name, name);
    }
}

static void
place_across(void)
{
    struct across *a = layout.across.item;
    for (int i = 0; i < layout.across.n; i++, a++) {
        for (int k = 0; k < a->pattern.n; k++)
            a->slot[k] = output_column(a->pattern.slot[k], a->at);
        for (int k = 0; k < a->binds; k++)
            a->bind[k].to = output_column(a->bind[k].column, a->at);
    }
}

static void
read_layout(struct mem *run, const char *path)
{
    struct directive_in in;
    struct directive w;
    const char *slash = strrchr(path, '/');
    layout = (struct layout){.path = path, .delimiter = ',', .headers = 1};
    for (; contract[layout.columns]; layout.columns++)
        layout.column[layout.columns] = mem_copy(run, contract[layout.columns]);
    layout.rules = cells_new(
        run, slash ? mem_print(run, "%.*s/../codes", (int)(slash - path), path)
                   : "../codes");
    directives_open(&in, run, path);
    while (directives_next(&in, &w))
        read_directive(run, &w);
    directives_close(&in);
    for (size_t i = 0; i < sets.n; i++) {
        char *column, *text;
        if (!directive_pair(run, sets.item[i], &column, &text))
            usage("--set %s: expected COLUMN=TEMPLATE", msg_quote(sets.item[i]));
        add_setting(run, column, text, (struct place){"--set", (long)i + 1, NULL});
    }
    check_output();
    place_settings(run);
    place_across();
    check_filled();
    cells_fit(layout.rules, layout.column, layout.columns);
}

/* Index of a source column by its name; ends with 65 when it is not there. */
static int
source_column(const char *name, struct place at)
{
    for (int i = 0; i < source.n; i++)
        if (!strcmp(source.name[i], name))
            return i;
    const char *near = msg_nearest(name, (const char *const *)source.name);
    die_at(EX_DATAERR, at, "column %s is not in the header of %s%s%s", msg_quote(name),
           source.file, near ? "; nearest: " : "", near ? msg_quote(near) : "");
}

static void
open_source(struct mem *run, const char *path)
{
    if (layout.sheet) {
        sheet_open(&source.sheet, run, path, layout.sheet_name, layout.sheet_number,
                   layout.range);
        source.file = source.sheet.file;
    } else {
        if (zip_parts_is(path))
            die(EX_DATAERR,
                "%s: is a workbook, and %s has no sheet directive, expected sheet 1, "
                "for "
                "example",
                path, layout.path);
        csv_open(&source.in, run, path, layout.delimiter, layout.allow);
        source.file = source.in.file;
    }
}

/* A fault that a word of `allow` would admit says so. */
static enum csv_got
next_row(struct mem *run, struct csv_row *row)
{
    if (layout.sheet)
        return sheet_next(&source.sheet, row);
    enum csv_got got = csv_next(&source.in, row);
    struct csv_fault *f = &source.in.fault;
    for (int i = 0; got == CSV_BAD && allow_word[i]; i++)
        if (f->allow == 1U << i)
            f->what = mem_print(run, "%s; the layout may say: allow %s", f->what,
                                allow_word[i]);
    return got;
}

static bool
next_or_end(struct mem *run, struct csv_row *row)
{
    enum csv_got got = next_row(run, row);
    if (got == CSV_BAD)
        csv_die(&source.in);
    return got == CSV_ROW;
}

/* Joins the rows of the header; a blank in an upper row repeats the name on its left. */
static void
join_header(struct mem *run, const struct csv_row *row, bool last)
{
    char *left = mem_copy(run, "");
    for (int i = 0; i < source.n; i++) {
        char *text =
            i < (int)row->n ? pattern_squeeze(run, row->cell[i]) : mem_copy(run, "");
        if (!*text && !last)
            text = left;
        left = text;
        if (!*source.name[i])
            source.name[i] = text;
        else if (*text)
            source.name[i] = mem_print(run, "%s / %s", source.name[i], text);
    }
}

static char **
blank_names(struct mem *run, int n)
{
    char **name = mem_array(run, (size_t)n + 1, sizeof *name);
    for (int i = 0; i < n; i++)
        name[i] = mem_copy(run, "");
    return name;
}

/* Rows of a sheet end with their last text, so a lower row of the header may be longer; the
 * last name above it reaches over it. */
static void
widen_header(struct mem *run, int n)
{
    char **name = blank_names(run, n);
    for (int i = 0; i < n; i++)
        name[i] = source.name[i < source.n ? i : source.n - 1];
    source.name = name;
    source.n = n;
}

static void
read_source_header(struct mem *run)
{
    struct csv_row row;
    bool any = next_or_end(run, &row);
    for (; any && above < layout.skip; above++)
        any = next_or_end(run, &row);
    while (any && layout.skip_to &&
           strcmp(pattern_squeeze(run, row.cell[0]), layout.skip_to) != 0) {
        above++;
        any = next_or_end(run, &row);
    }
    if (!any && layout.skip_to)
        die(EX_DATAERR, "%s: no row begins with %s, where the header should be",
            source.file, msg_quote(layout.skip_to));
    for (int i = 0; any && i < layout.headers; i++) {
        if (!source.name)
            source.n = (int)row.n;
        else if (layout.sheet && (int)row.n > source.n)
            widen_header(run, (int)row.n);
        else if ((int)row.n != source.n && !layout.sheet)
            die_at(EX_DATAERR, (struct place){source.file, row.line, NULL},
                   "the header has %zu cell%s here and %d above", row.n,
                   row.n == 1 ? "" : "s", source.n);
        if (!source.name)
            source.name = blank_names(run, source.n);
        join_header(run, &row, i + 1 == layout.headers);
        if (i + 1 < layout.headers)
            any = next_or_end(run, &row);
    }
    if (any && layout.sheet)
        sheet_width(&source.sheet, source.n);
    if (!any)
        die(EX_DATAERR, "%s: is empty or ends before its header, expected a header row",
            source.file);
    source.line = row.line;
    for (int i = 0; i < source.n; i++)
        for (int k = 0; k < i; k++)
            if (*source.name[i] && !strcmp(source.name[i], source.name[k]))
                die_at(EX_DATAERR, (struct place){source.file, row.line, NULL},
                       "column %s stands twice in the header",
                       msg_quote(source.name[i]));
}

/* Ties the layout's names to the columns of the source. */
static void
use_columns(void)
{
    for (int i = 0; i < layout.columns; i++) {
        struct fill *f = &layout.fill[i];
        for (int k = 0; f->at.file && k < f->pattern.n; k++) {
            f->slot[k] = source_column(f->pattern.slot[k], f->at);
            source.used[f->slot[k]] = true;
        }
    }
    struct filter *f = layout.filter.item;
    for (int i = 0; i < layout.filter.n; i++, f++)
        for (int k = 0; k < f->conditions; k++) {
            struct condition *c = &f->condition[k];
            c->from = source_column(c->column, f->at);
            source.used[c->from] = true;
        }
    const struct name *down = layout.down.item;
    for (int i = 0; i < layout.down.n; i++)
        source.down[i] = source_column(down[i].name, down[i].at);
    const struct name *ignore = layout.ignore.item;
    for (int i = 0; i < layout.ignore.n; i++)
        for (int k = source_column(ignore[i].name, ignore[i].at); k < source.n; k++)
            if (!strcmp(source.name[k], ignore[i].name))
                source.used[k] = true;
}

static void
use_values(struct mem *run)
{
    source.value = mem_array(run, (size_t)source.n + 1, sizeof *source.value);
    for (int i = 0; i < source.n; i++) {
        char **piece = mem_array(run, PATTERN_SLOTS, sizeof *piece);
        const struct across *a = layout.across.item;
        int k = 0;
        while (k < layout.across.n && !source.used[i] &&
               !pattern_match(&a[k].pattern, run, source.name[i], piece))
            k++;
        if (source.used[i])
            continue;
        if (k == layout.across.n)
            die_at(EX_DATAERR, (struct place){layout.path, 0, NULL},
                   "column %s of %s:%ld is not mentioned, expected set, across or "
                   "ignore",
                   msg_quote(source.name[i]), source.file, source.line);
        source.value[source.values++] = (struct value){i, &a[k], piece};
    }
    if (layout.across.n && !source.values)
        die_at(EX_DATAERR, ((const struct across *)layout.across.item)->at,
               "no column of %s fits", source.file);
    if (!layout.across.n)
        source.values = 1;
}

static bool
meets(const struct condition *c, struct mem *m, char *const cell[])
{
    const char *text = pattern_squeeze(m, cell[c->from]);
    for (int i = 0; i < c->texts; i++)
        if (!strcmp(text, c->text[i]))
            return !c->negate;
    return c->negate;
}

/* True when a filter leaves the row out; it is counted there. */
static bool
left_out(struct mem *m, char *const cell[])
{
    struct filter *f = layout.filter.item;
    for (int i = 0; i < layout.filter.n; i++, f++) {
        bool all = true;
        for (int k = 0; k < f->conditions && all; k++)
            all = meets(&f->condition[k], m, cell);
        if (all != f->only) {
            f->left += source.values;
            return true;
        }
    }
    return false;
}

static void
fill_down(struct mem *run, struct mem *m, char *cell[])
{
    for (int i = 0; i < layout.down.n; i++) {
        int at = source.down[i];
        if (*pattern_squeeze(m, cell[at]))
            source.above[i] = mem_copy(run, cell[at]);
        else if (source.above[i])
            cell[at] = source.above[i];
    }
}

/* The cells of one row of the result. */
static char **
make_row(struct mem *m, char *const cell[], const struct value *v)
{
    char **out = mem_array(m, (size_t)layout.columns, sizeof *out);
    for (int i = 0; i < layout.columns; i++) {
        const struct fill *f = &layout.fill[i];
        char *piece[PATTERN_SLOTS];
        for (int k = 0; f->at.file && k < f->pattern.n; k++)
            piece[k] = cell[f->slot[k]];
        out[i] = f->at.file ? pattern_fill(&f->pattern, m, piece) : mem_copy(m, "");
    }
    if (!v)
        return out;
    out[layout.value] = mem_copy(m, cell[v->from]);
    for (int k = 0; k < v->across->pattern.n; k++)
        out[v->across->slot[k]] = mem_copy(m, v->piece[k]);
    for (int k = 0; k < v->across->binds; k++)
        out[v->across->bind[k].to] = mem_copy(m, v->across->bind[k].text);
    return out;
}

/* The column of the source that gave this column of the result its text, if the values
 * stand across; otherwise the column of the result. */
static const char *
blame(const struct value *v, const char *column)
{
    bool across = v && (!strcmp(column, "value") ||
                        pattern_slot(&v->across->pattern, column, 0) >= 0);
    return across ? source.name[v->from] : column;
}

static void
take_row(struct rows *rows, struct mem *m, const struct csv_row *row, long *left)
{
    for (int i = 0; i < source.values; i++) {
        const struct value *v = layout.across.n ? &source.value[i] : NULL;
        struct cells_fault fault;
        char **out = make_row(m, row->cell, v);
        enum cells_got got =
            raw ? CELLS_ROW : cells_apply(layout.rules, m, out, &fault);
        switch (got) {
        case CELLS_ROW:
            rows_add(rows, out, row);
            break;
        case CELLS_LEAVE:
            ++*left;
            break;
        case CELLS_BAD:
            reject(&rejects, source.file, row, blame(v, fault.column), fault.code, "%s",
                   fault.reason);
            break;
        }
    }
}

static bool
is_blank(struct mem *m, const struct csv_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        if (*pattern_squeeze(m, row->cell[i]))
            return false;
    return true;
}

/* True when the row is the table's: not blank, not the footer, with the right width. */
static bool
is_data(struct mem *m, const struct csv_row *row)
{
    if ((layout.allow & CSV_ALLOW_BLANK) && is_blank(m, row)) {
        blanks++;
        return false;
    }
    if (footer_rows ||
        (layout.footer && !strncmp(pattern_squeeze(m, row->cell[0]), layout.footer,
                                   strlen(layout.footer)))) {
        footer_rows++;
        return false;
    }
    return true;
}

static long
read_rows(struct mem *run, struct rows *rows, long *left)
{
    struct mem m = {0};
    struct csv_row row;
    enum csv_got got;
    long in = 0;
    while ((got = next_row(run, &row)) != CSV_END) {
        mem_reset(&m);
        if (got == CSV_ROW && !is_data(&m, &row))
            continue;
        in++;
        if (got == CSV_BAD) {
            reject_fault(&rejects, &source.in, &row);
            lost += source.values - 1;
        } else if (is_blank(&m, &row)) {
            reject(&rejects, source.file, &row, "", "blank-row",
                   "a blank row; the layout may say: allow blank");
            lost += source.values - 1;
        } else if ((int)row.n != source.n) {
            reject(&rejects, source.file, &row, "",
                   (int)row.n < source.n ? "missing-cell" : "extra-cell",
                   "the row has %zu cell%s, expected %d as in the header", row.n,
                   row.n == 1 ? "" : "s", source.n);
            lost += source.values - 1;
        } else {
            fill_down(run, &m, row.cell);
            if (left_out(&m, row.cell))
                *left += source.values;
            else
                take_row(rows, &m, &row, left);
        }
    }
    mem_release(&m);
    if (layout.footer && !footer_rows)
        die(EX_DATAERR, "%s: no row begins with %s, where the table should end",
            source.file, msg_quote(layout.footer));
    return in;
}

static void
say_counts(long in, long out, long added, long left)
{
    if (count && above + footer_rows + blanks)
        note("%s: passed over: %ld above the header, %ld in the footer, %ld blank",
             source.file, above, footer_rows, blanks);
    const struct filter *f = layout.filter.item;
    for (int i = 0; count && i < layout.filter.n; i++)
        note_at(f[i].at, "%ld left out", f[i].left);
    char times[64] = "", sums[64] = "";
    if (layout.across.n)
        snprintf(times, sizeof times, " (%ld x %d values)", in, source.values);
    if (cells_add_repeats(layout.rules) && !raw)
        snprintf(sums, sizeof sums, " + added to another %ld", added);
    note("%s: rows in %ld%s = out %ld%s + left out %ld + rejects %ld", source.file,
         in * source.values, times, out, sums, left, rejects.n + lost);
}

static int
run(struct mem *run, int n, char **operand)
{
    struct rows rows;
    long left = 0;
    read_layout(run, operand[0]);
    open_source(run, n > 1 ? operand[1] : NULL);
    read_source_header(run);
    source.used = mem_array(run, (size_t)source.n + 1, sizeof *source.used);
    source.down = mem_array(run, (size_t)layout.down.n + 1, sizeof *source.down);
    source.above = mem_array(run, (size_t)layout.down.n + 1, sizeof *source.above);
    use_columns();
    use_values(run);
    rejects_open(&rejects, rejects_path);
    rows_open(&rows, run, layout.column, layout.columns);
    if (raw)
        rows.repeats = ROWS_KEEP;
    else if (cells_add_repeats(layout.rules))
        rows.repeats = ROWS_ADD;
    long in = read_rows(run, &rows, &left);
    if (layout.sheet)
        sheet_close(&source.sheet);
    else
        csv_close(&source.in);
    long added = rows_write(&rows, &rejects, source.file);
    say_counts(in, (long)rows.rows, added, left);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "LAYOUT [FILE]", 1,  2,
                                       opts,       NULL,        contract,        run};
    return stage_main(&stage, argc, argv);
}
