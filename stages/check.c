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
 * and one of
 *   holds     LEFT = RIGHT, or <=, >=; both are sums, products and quotients of numbers
 *             and figures. A figure is `this`, an indicator, or `earlier` (the statement
 *             before this one about the same thing), with [COLUMN=CELL,...] where another
 *             cell than that of the row at hand is meant: [register=GLOTIP],
 *             [period=previous], [period=year-before]. sum(...) of a figure with
 *             [COLUMN=*] adds all other cells of the column that there are, with
 *             [period=quarters], [period=months] or [period=years] the parts of the
 *             period. A figure that is not there makes the rule silent about this row;
 *             with ? behind it counts as 0. A code that no row and no list of codes has is
 *             a fault, also in `for`. After = may stand `within 0.5`, `within 2 %`,
 *             `within factor 3`, and `or 5` for a difference that is always let pass
 *   contiguous  no period is missing between the first and the last of a series
 *   repeats N   no period repeats N figures or more of the one before, and nine tenths of
 *               those that both have
 *   comparisons  published comparisons with other periods agree with the figures
 *   published   after start | after end: of the period that it is about
 *   graded A,B  some statement of each key comes from a source of these grades
 *   marked V | unmarked V  the status of each row has this letter, or has it not
 *   same COLUMN the rows of a series, whoever states them, have this cell alike
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
 * It must stay true itself.
 *
 * Ends with 0 when there is no finding of severity error, else with 1. A description,
 * rule or list of exceptions that cannot be understood is 65, one that is not there 66; so
 * is a ledger without any rule.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "dataset/data_package.h"
#include "dataset/statements.h"
#include "document/formats.h"
#include "integrity/findings.h"
#include "integrity/rule.h"
#include "integrity/rule_judge.h"
#include "program/characters.h"
#include "program/folder.h"
#include "program/num.h"
#include "program/stage.h"

#define BLANKS " \t"

static const char *format = "text", *rules_folder;
static long limit = 20;
static bool known;
static const struct opt opts[] = {
    {"format", 'f', OPT_TEXT, &format, "FORMAT",
     FINDINGS_FORMATS_HELP "; or, for people, one of" DOC_FORMATS_LIST
                           "; text is the default, json has Frictionless's names"},
    {"limit", 'n', OPT_COUNT, &limit, "N",
     "list at most N findings of a kind (20; 0: all); the counts are always exact"},
    {"known", 'k', OPT_FLAG, &known, NULL, "list what exceptions cover as well"},
    {"rules", 'r', OPT_TEXT, &rules_folder, "FOLDER",
     "the folder of rules and exceptions (rules/ beside the description)"},
    {0},
};

/* A file that was read: rows live in the arena of the run. */
struct resource_rows {
    struct resource *resource;
    int number; /* in the report */
    bool sound; /* its header is as described, so cells can be trusted */
    bool whole; /* and no row was lost */
    struct table_row *row;
    bool *faulty; /* a finding about a cell of this row */
    long rows, room;
};

/* A set of texts, each with the line where it first stood. */
struct set {
    const char **slot;
    long *line;
    size_t slots, n;
};

static struct findings report;
static struct data_package package;
static struct resource_rows *table;
static struct mem *arena;
static const struct resource *ledger; /* the first table of statements, or NULL */

static size_t
set_slot(const struct set *s, const char *text)
{
    size_t h = 5381;
    for (const char *p = text; *p; p++)
        h = h * 33 + (unsigned char)*p;
    size_t i = h & (s->slots - 1);
    while (s->slot[i] && strcmp(s->slot[i], text))
        i = (i + 1) & (s->slots - 1);
    return i;
}

static bool
set_has(const struct set *s, const char *text)
{
    return s->n && s->slot[set_slot(s, text)];
}

static void
set_grow(struct set *s)
{
    struct set old = *s;
    s->slots = old.slots ? 2 * old.slots : 256;
    s->slot = mem_array(arena, s->slots, sizeof *s->slot);
    s->line = mem_array(arena, s->slots, sizeof *s->line);
    for (size_t i = 0; i < old.slots; i++)
        if (old.slot[i]) {
            size_t at = set_slot(s, old.slot[i]);
            s->slot[at] = old.slot[i];
            s->line[at] = old.line[i];
        }
}

/* The line of the text in the set; 0 when it was not there, and is now. */
static long
set_add(struct set *s, const char *text, long line)
{
    if (s->n * 2 >= s->slots)
        set_grow(s);
    size_t at = set_slot(s, text);
    if (s->slot[at])
        return s->line[at];
    s->slot[at] = text;
    s->line[at] = line;
    s->n++;
    return 0;
}

/* Copies cell and text: a finding outlives the row that it is about. */
static void
find_fault(const struct resource_rows *t, const char *type, long line, int field,
           const char *cell, const char *text)
{
    struct finding f = {.table = t ? t->number : -1,
                        .rule = -1,
                        .type = type,
                        .line = line,
                        .field = field,
                        .cell = cell ? mem_copy(arena, cell) : NULL,
                        .text = mem_copy(arena, text)};
    if (field > 0 && t && field <= t->resource->fields)
        f.column = t->resource->field[field - 1].name;
    findings_add(&report, f);
}

/* The cells of some columns in one text, for keys. */
static const char *
join_cells(const struct field_set *set, char *const cell[])
{
    size_t length = 1;
    if (set->n == 1)
        return cell[set->at[0]];
    for (int i = 0; i < set->n; i++)
        length += strlen(cell[set->at[i]]) + 1;
    char *text = mem_array(arena, length, 1), *end = text;
    for (int i = 0; i < set->n; i++)
        end += sprintf(end, "%s%s", i ? "\x1f" : "", cell[set->at[i]]);
    return text;
}

static const char *
readable(const char *key)
{
    char *text = mem_copy(arena, key);
    for (char *p = text; (p = strchr(p, '\x1f'));)
        *p = '|';
    return msg_quote(text);
}

/* The header against the schema; true when they are equal. */
static bool
check_header(struct resource_rows *t, const struct csv_row *row)
{
    const struct resource *r = t->resource;
    long before = report.findings;
    for (size_t i = 0; i < row->n; i++) {
        const char *label = row->cell[i];
        int field = (int)i + 1, at = 0;
        for (size_t k = 0; k < i && *label; k++)
            if (!strcmp(row->cell[k], label))
                find_fault(t, "duplicate-label", 1, field, label,
                           mem_print(arena, "column %d is %s, as column %zu is already",
                                     field, msg_quote(label), k + 1));
        while (at < r->fields && strcmp(r->field[at].name, label))
            at++;
        if (!*label)
            find_fault(t, "blank-label", 1, field, label,
                       mem_print(arena, "column %d has no name", field));
        else if (at == r->fields)
            find_fault(t, "extra-label", 1, field, label,
                       mem_print(arena, "column %d, %s, is not described", field,
                                 msg_quote(label)));
    }
    for (int k = 0; k < r->fields; k++) {
        size_t at = 0;
        while (at < row->n && strcmp(row->cell[at], r->field[k].name))
            at++;
        if (at == row->n)
            find_fault(
                t, "missing-label", 1, k + 1, NULL,
                mem_print(arena, "there is no column %s", msg_quote(r->field[k].name)));
        else if (at != (size_t)k && report.findings == before)
            find_fault(t, "incorrect-label", 1, k + 1, row->cell[k],
                       mem_print(arena, "column %d is %s, expected %s", k + 1,
                                 msg_quote(row->cell[k]), msg_quote(r->field[k].name)));
    }
    return report.findings == before;
}

static bool
is_missing(const struct resource *r, const char *cell)
{
    for (int i = 0; r->missing[i]; i++)
        if (!strcmp(r->missing[i], cell))
            return true;
    return false;
}

static bool
has_type(const struct field *f, const char *cell, double *x)
{
    struct period p;
    switch (f->type) {
    case FIELD_NUMBER:
        return num_parse(cell, x);
    case FIELD_INTEGER:
        return num_parse(cell, x) && !strchr(cell, '.');
    case FIELD_DATE:
        return strlen(cell) == 10 && period_parse(cell, &p);
    case FIELD_STRING:
    case FIELD_ANY:
        break;
    }
    return true;
}

static const char *
choices(const struct field *f)
{
    char *text = mem_copy(arena, f->choice[0]);
    for (size_t i = 1; i < f->choices; i++)
        text = mem_print(arena, "%s, %s", text, f->choice[i]);
    return text;
}

/* What constraint a cell breaks, or NULL. */
static const char *
broken_constraint(const struct field *f, const char *cell, double x)
{
    size_t i = 0, length = strlen(cell);
    char number[NUM_MAX];
    if (f->choice) {
        while (i < f->choices && strcmp(f->choice[i], cell))
            i++;
        if (i == f->choices)
            return mem_print(arena, "%s is none of %s", msg_quote(cell), choices(f));
    }
    if (f->pattern && regexec(&f->regex, cell, 0, NULL, 0))
        return mem_print(arena, "%s does not match %s", msg_quote(cell), f->pattern);
    if (f->has_minimum && x < f->minimum)
        return mem_print(arena, "%s is below %s", msg_quote(cell),
                         num_text(f->minimum, number));
    if (f->has_maximum && x > f->maximum)
        return mem_print(arena, "%s is above %s", msg_quote(cell),
                         num_text(f->maximum, number));
    if (f->min_length >= 0 && length < (size_t)f->min_length)
        return mem_print(arena, "%s is shorter than %ld", msg_quote(cell),
                         f->min_length);
    if (f->max_length >= 0 && length > (size_t)f->max_length)
        return mem_print(arena, "%s is longer than %ld", msg_quote(cell),
                         f->max_length);
    return NULL;
}

static void
check_cells(const struct resource_rows *t, const struct csv_row *row)
{
    const struct resource *r = t->resource;
    for (int i = 0; i < r->fields; i++) {
        const struct field *f = &r->field[i];
        const char *cell = row->cell[i], *text = NULL;
        double x = 0;
        size_t column;
        text = characters_fault(cell, strlen(cell), &column);
        if (text || strchr(cell, '\t'))
            find_fault(t, "constraint-error", row->line, i + 1, cell,
                       text ? text : "a tab in a cell");
        size_t n = strlen(cell);
        if (n && (strchr(BLANKS, cell[0]) || strchr(BLANKS, cell[n - 1])))
            find_fault(
                t, "constraint-error", row->line, i + 1, mem_copy(arena, cell),
                mem_print(arena, "%s begins or ends with a blank", msg_quote(cell)));
        if (is_missing(r, cell)) {
            if (f->required)
                find_fault(t, "constraint-error", row->line, i + 1, cell,
                           "the cell is empty, expected a value");
            continue;
        }
        if (!has_type(f, cell, &x))
            find_fault(t, "type-error", row->line, i + 1, cell,
                       mem_print(arena, "%s is no %s", msg_quote(cell), f->type_name));
        else if ((text = broken_constraint(f, cell, x)))
            find_fault(t, "constraint-error", row->line, i + 1, cell, text);
    }
}

/* Takes the row, whole or not; cells that are not there are empty. */
static void
take_row(struct resource_rows *t, const struct csv_row *row)
{
    const struct resource *r = t->resource;
    if (row->n != (size_t)r->fields)
        find_fault(t, row->n < (size_t)r->fields ? "missing-cell" : "extra-cell",
                   row->line, 0, NULL,
                   mem_print(arena, "the row has %zu cell%s, expected %d as described",
                             row->n, row->n == 1 ? "" : "s", r->fields));
    if (!t->sound || row->n != (size_t)r->fields) {
        t->whole = false;
        return;
    }
    long before = report.findings;
    check_cells(t, row);
    if (t->rows == t->room) {
        long more = t->room ? 2 * t->room : 256;
        t->row = mem_grow(arena, t->row, (size_t)t->rows * sizeof *t->row,
                          (size_t)more * sizeof *t->row);
        t->faulty = mem_grow(arena, t->faulty, (size_t)t->rows, (size_t)more);
        t->room = more;
    }
    t->faulty[t->rows] = report.findings > before;
    struct table_row *kept = &t->row[t->rows++];
    *kept = (struct table_row){mem_array(arena, row->n, sizeof *kept->cell), row->line};
    for (size_t i = 0; i < row->n; i++)
        kept->cell[i] = mem_copy(arena, row->cell[i]);
}

static void
read_rows(struct resource_rows *t)
{
    struct csv_in in;
    struct csv_row row;
    long rows = 0;
    csv_open(&in, arena, t->resource->file, ',', 0);
    bool header = true, fatal = false;
    for (enum csv_got got; !fatal && (got = csv_next(&in, &row)) != CSV_END;) {
        if (got == CSV_BAD) {
            find_fault(t, in.fault.code, in.fault.line, 0, NULL,
                       in.fault.column ? mem_print(arena, "byte %zu: %s",
                                                   in.fault.column, in.fault.what)
                                       : mem_copy(arena, in.fault.what));
            fatal = in.fault.fatal;
            t->whole = false;
        } else if (header) {
            t->sound = t->whole = check_header(t, &row);
        } else {
            take_row(t, &row);
        }
        rows += !header;
        header = false;
    }
    csv_close(&in);
    if (header)
        find_fault(t, "source-error", 0, 0, NULL, "is empty, expected a header line");
    report.table[t->number].rows = rows;
    if (t->resource->rows >= 0 && t->resource->rows != rows)
        find_fault(t, "row-count", 0, 0, NULL,
                   mem_print(arena, "has %ld row%s, described are %ld", rows,
                             rows == 1 ? "" : "s", t->resource->rows));
}

/* How row i stands to the one before it by the primary key: below 0, it should stand
 * above; *at is the column that decides. */
static int
order_of(const struct resource_rows *t, long i, int *at)
{
    const struct field_set *primary = &t->resource->primary;
    int c = 1;
    *at = primary->at[0];
    for (int k = 0; k < primary->n && i > 0; k++) {
        *at = primary->at[k];
        c = strcmp(t->row[i].cell[*at], t->row[i - 1].cell[*at]);
        if (c)
            break;
    }
    return c;
}

/* No two rows have these cells alike. */
static void
check_once(const struct resource_rows *t, const struct field_set *set, const char *type)
{
    struct set seen = {0};
    for (long i = 0; i < t->rows; i++) {
        const char *key = join_cells(set, t->row[i].cell);
        long first = set_add(&seen, key, t->row[i].line);
        if (first)
            find_fault(t, type, t->row[i].line, set->at[0] + 1, NULL,
                       mem_print(arena, "%s stands in line %ld already", readable(key),
                                 first));
    }
}

static void
check_keys(const struct resource_rows *t)
{
    const struct resource *r = t->resource;
    bool ascends = true;
    for (long i = 0; i < t->rows && r->primary.n; i++) {
        int at, c = order_of(t, i, &at);
        ascends = ascends && c > 0;
        if (c < 0)
            find_fault(t, "row-order", t->row[i].line, at + 1, t->row[i].cell[at],
                       mem_print(arena, "%s after %s, expected rows sorted bytewise",
                                 msg_quote(t->row[i].cell[at]),
                                 msg_quote(t->row[i - 1].cell[at])));
    }
    if (!ascends)
        check_once(t, &r->primary, "primary-key");
    for (int u = 0; u < r->uniques; u++)
        check_once(t, &r->unique[u], "unique-error");
    for (int field = 0; field < r->fields; field++)
        if (r->field[field].unique)
            check_once(t, &(struct field_set){&field, 1}, "unique-error");
}

static struct resource_rows *
table_of(const struct resource *r)
{
    return &table[r - package.resource];
}

/* Every key of t is in the table that it refers to. `used` gets those that are. A table
 * that lost rows has its own finding and is not asked. */
static void
check_foreign(const struct resource_rows *t, const struct foreign *f, struct set *used)
{
    const struct resource_rows *to = table_of(f->resource);
    struct set have = {0};
    if (!to->whole)
        return;
    const char **names = mem_array(arena, (size_t)to->rows + 1, sizeof *names);
    for (long i = 0; i < to->rows; i++) {
        names[i] = join_cells(&f->to, to->row[i].cell);
        set_add(&have, names[i], to->row[i].line);
    }
    const char *last = NULL; /* the key of a row above, known to be there */
    for (long i = 0; i < t->rows; i++) {
        const char *key = join_cells(&f->from, t->row[i].cell);
        if ((last && !strcmp(key, last)) ||
            (f->from.n == 1 && is_missing(t->resource, key)))
            continue;
        if (set_has(&have, key)) {
            set_add(&used[f->resource - package.resource], key, t->row[i].line);
            last = key;
            continue;
        }
        const char *near = msg_nearest(key, names);
        find_fault(t, "foreign-key", t->row[i].line, f->from.at[0] + 1, key,
                   mem_print(arena, "%s is not in %s%s%s", readable(key),
                             f->resource->file, near ? "; the nearest there is " : "",
                             near ? msg_quote(near) : ""));
    }
}

/* Sources that nothing refers to: each is a row of a table with grades. */
static void
check_used(struct set used[])
{
    int rule = -1;
    for (int i = 0; i < package.n; i++) {
        const struct resource_rows *t = &table[i];
        const struct resource *r = t->resource;
        int grade = 0;
        while (grade < r->fields && strcmp(r->field[grade].name, "grade"))
            grade++;
        if (!t->sound || grade == r->fields || r->primary.n != 1)
            continue;
        if (rule < 0)
            rule = findings_rule(&report, "source-used", "some row cites each source",
                                 SEVERITY_WARNING, package.file, 0);
        for (long k = 0; k < t->rows; k++) {
            const char *id = t->row[k].cell[r->primary.at[0]];
            report.rule[rule].judged++;
            if (set_has(&used[i], id))
                continue;
            findings_add(&report,
                         (struct finding){.table = t->number,
                                          .rule = rule,
                                          .type = "row-constraint",
                                          .line = t->row[k].line,
                                          .field = r->primary.at[0] + 1,
                                          .column = r->field[r->primary.at[0]].name,
                                          .cell = id,
                                          .key = id,
                                          .source = id,
                                          .text = mem_print(arena, "no row cites %s",
                                                            msg_quote(id))});
        }
    }
}

/* A file without a schema that is described as UTF-8: a rule, a layout, a published table. */
static void
check_text(const struct resource_rows *t)
{
    size_t size = 0, column;
    FILE *f = fopen(t->resource->file, "r");
    char *line = NULL;
    ssize_t n = 0;
    for (long number = 1; f && (n = getline(&line, &size, f)) > 0; number++) {
        while (n && strchr("\r\n", line[n - 1]))
            n--;
        const char *what = characters_fault(line, (size_t)n, &column);
        if (what)
            find_fault(t, "encoding-error", number, 0, NULL,
                       mem_print(arena, "byte %zu: %s", column, what));
    }
    if (!f || ferror(f))
        find_fault(t, "source-error", 0, 0, NULL, "cannot be read");
    free(line);
    if (f)
        fclose(f);
}

static void
check_file(struct resource_rows *t)
{
    struct resource *r = t->resource;
    struct stat st;
    char hex[DIGEST_HEX];
    long bytes;
    if (stat(r->file, &st) || !S_ISREG(st.st_mode) ||
        !data_package_digest(r->file, &bytes, hex)) {
        find_fault(t, "source-error", 0, 0, NULL,
                   mem_print(arena, "cannot be read: %s",
                             errno ? strerror(errno) : "not a file"));
        return;
    }
    struct findings_table *rt = &report.table[t->number];
    rt->bytes = bytes;
    rt->hash = mem_copy(arena, hex);
    rt->fields = r->fields;
    const char *hint = "run make describe if the change is meant";
    report.unsummed += !r->hash;
    if (r->bytes >= 0 && r->bytes != bytes)
        find_fault(t, "byte-count", 0, 0, NULL,
                   mem_print(arena, "has %ld bytes, described are %ld; %s", bytes,
                             r->bytes, hint));
    if (r->hash && strcmp(r->hash, hex))
        find_fault(t, "hash-count", 0, 0, NULL,
                   mem_print(arena, "has SHA-256 %.12s..., described is %.12s...; %s",
                             hex, r->hash, hint));
    if (r->tabular)
        read_rows(t);
    else if (r->utf8)
        check_text(t);
    if (t->sound)
        check_keys(t);
}

static void
package_fault(const char *file, const char *what)
{
    find_fault(NULL, "package-error", 0, 0, NULL,
               mem_print(arena, "%s %s", msg_path(file), what));
}

/* Files of the package's folder, and of the folders in it, that no resource describes. A
 * link to a folder is not followed: it may lead back. */
static void
check_described(const char *inside)
{
    size_t n, skip = strlen(package.folder);
    char *folder = mem_print(arena, "%s%s", package.folder, inside);
    char **file = folder_files(arena, folder, "*", &n);
    for (size_t i = 0; i < n; i++) {
        const char *path = file[i] + skip;
        struct stat st, target;
        if (lstat(file[i], &st) || !strcmp(file[i], package.file))
            continue;
        bool link = S_ISLNK(st.st_mode) && !stat(file[i], &target);
        if (S_ISDIR(st.st_mode))
            check_described(mem_print(arena, "%s/", path));
        else if (link && S_ISDIR(target.st_mode))
            package_fault(file[i], "is a link to a folder, which is not followed");
        else if (!data_package_find(&package, path))
            package_fault(file[i], "is not described");
    }
}

static int
field_at(const struct resource *r, const char *name)
{
    for (int i = 0; i < r->fields; i++)
        if (!strcmp(r->field[i].name, name))
            return i;
    return -1;
}

/* The day that nothing can have been published after. */
static struct {
    long day;
    char text[PERIOD_MAX];
    const char *which;
} now;

static void
set_now(void)
{
    const char *set = getenv("SOURCE_DATE_EPOCH");
    double seconds = (double)time(NULL);
    if (set && (!num_parse(set, &seconds) || seconds < 0))
        usage("SOURCE_DATE_EPOCH: %s is no number of seconds since 1970",
              msg_quote(set));
    now.which = set ? "the day of SOURCE_DATE_EPOCH" : "today";
    now.day = period_day(1970, 1, 1) + (long)(seconds / 86400);
    period_text('D', now.day, now.text);
}

/* Sources are the rows that statements refer to by their column source. */
static void
take_sources(struct statements *s, const struct resource *r)
{
    int column = field_at(r, "source");
    for (int i = 0; i < r->foreigns; i++) {
        const struct foreign *f = &r->foreign[i];
        if (f->from.n != 1 || f->from.at[0] != column)
            continue;
        const struct resource_rows *t = table_of(f->resource);
        int published = field_at(f->resource, "published");
        int grade = field_at(f->resource, "grade");
        int copies = field_at(f->resource, "copies");
        for (long k = 0; k < t->rows && published >= 0 && grade >= 0; k++) {
            const char *date = t->row[k].cell[published];
            struct period p;
            long day;
            if (!t->faulty[k] && period_parse(date, &p) && p.first > now.day)
                find_fault(t, "row-constraint", t->row[k].line, published + 1, date,
                           mem_print(arena, "%s lies after %s, %s", msg_quote(date),
                                     now.text, now.which));
            if (*date && !t->faulty[k] && !period_published(date, &day))
                find_fault(t, "constraint-error", t->row[k].line, published + 1, NULL,
                           mem_print(arena, "%s is not a date", msg_quote(date)));
            statements_source(s, t->row[k].cell[f->to.at[0]], date,
                              t->row[k].cell[grade],
                              copies < 0 ? "" : t->row[k].cell[copies]);
        }
    }
}

static bool
same_columns(const struct resource *a, const struct resource *b)
{
    if (a->fields != b->fields)
        return false;
    for (int i = 0; i < a->fields; i++)
        if (strcmp(a->field[i].name, b->field[i].name))
            return false;
    return true;
}

/* What is counted is counted in whole ones. */
static void
check_whole(const struct statements *s, const struct resource_rows *t, long k)
{
    static const enum table_column amounts[] = {TABLE_VALUE, TABLE_LO, TABLE_HI};
    const char *unit = table_cell(&s->tab, &t->row[k], TABLE_UNIT);
    for (int i = 0; i < 3 && table_counted(unit); i++) {
        const char *cell = table_cell(&s->tab, &t->row[k], amounts[i]);
        double x;
        if (num_parse(cell, &x) && x != floor(x))
            find_fault(
                t, "row-constraint", t->row[k].line, s->tab.at[amounts[i]] + 1, cell,
                mem_print(arena, "%s %s, which is counted, expected a whole number",
                          cell, unit));
    }
}

/* Puts the rows of a table into the store, which must have its columns. */
static void
take_rows(struct statements *s, const struct resource_rows *t)
{
    struct table_fault fault;
    for (long k = 0; k < t->rows; k++)
        if (statements_add(s, t->number, t->row[k], &fault))
            check_whole(s, t, k);
        else if (!t->faulty[k])
            find_fault(t, "row-constraint", t->row[k].line,
                       field_at(t->resource, fault.column) + 1, NULL,
                       mem_copy(arena, fault.text));
}

/* The same key by the same source in two tables of the ledger: of one table, its primary
 * key tells. */
static void
check_across(const struct statements *s)
{
    for (int i = 1; i < s->statements; i++) {
        const struct statement *a = &s->statement[i - 1], *b = &s->statement[i];
        if (a->key != b->key || a->table == b->table ||
            strcmp(a->source->id, b->source->id) != 0)
            continue;
        int at = 0;
        while (table[at].number != b->table)
            at++;
        find_fault(&table[at], "primary-key", b->row.line, 1, NULL,
                   mem_print(arena, "\"%s\" by %s stands in %s:%ld already",
                             statements_key_text(s, b->key), b->source->id,
                             report.table[a->table].file, a->row.line));
    }
}

/* Fills the store with the ledger: the first table that has period just left of value,
 * and all that have the same columns. Of other tables with these two, the amounts are
 * looked at. */
static void
take_statements(struct statements *store)
{
    for (int i = 0; i < package.n; i++) {
        struct resource *r = &package.resource[i];
        struct statements other;
        char **column = mem_array(arena, (size_t)r->fields + 1, sizeof *column);
        for (int k = 0; k < r->fields; k++)
            column[k] = mem_copy(arena, r->field[k].name);
        if (ledger && same_columns(ledger, r)) {
            take_rows(store, &table[i]);
        } else if (statements_init(ledger ? &other : store, arena, column, r->fields)) {
            if (!ledger)
                take_sources(store, r);
            take_rows(ledger ? &other : store, &table[i]);
            ledger = ledger ? ledger : r;
        }
    }
    if (ledger) {
        statements_index(store);
        check_across(store);
    }
}

static bool
rows_lost(void)
{
    for (int i = 0; i < package.n; i++)
        if (package.resource[i].tabular && !table[i].whole)
            return true;
    return false;
}

/* The codes of a column of the ledger: the choices of its field, or the column of another
 * table that it refers to. */
static enum rule_code
listed(const char *column, const char *code)
{
    const struct resource *r = ledger;
    if (rows_lost())
        return CODE_LISTED;
    int at = field_at(r, column);
    const struct field *f = &r->field[at];
    enum rule_code found = f->choice ? CODE_NOT_LISTED : CODE_NO_LIST;
    for (size_t i = 0; f->choice && i < f->choices; i++)
        if (!strcmp(f->choice[i], code))
            return CODE_LISTED;
    for (int i = 0; i < r->foreigns; i++) {
        const struct foreign *key = &r->foreign[i];
        if (key->from.n != 1 || key->from.at[0] != at)
            continue;
        const struct resource_rows *t = table_of(key->resource);
        found = t->whole ? CODE_NOT_LISTED : found;
        for (long k = 0; k < t->rows; k++)
            if (!strcmp(t->row[k].cell[key->to.at[0]], code))
                return CODE_LISTED;
    }
    return found;
}

static void
check_rules(const char *folder)
{
    struct statements *s = mem_get(arena, sizeof *s);
    struct rules *rules = NULL;
    size_t n;
    take_statements(s);
    char **file = folder_files(arena, folder, "*.rule", &n);
    if (!n && (ledger || rules_folder))
        die(EX_NOINPUT, "%s: holds no file *.rule, so nothing would be judged", folder);
    for (size_t i = 0; ledger && i < n; i++)
        rules = rules_load(arena, rules, file[i]);
    if (rules)
        rule_judge_all(rules, s, listed, &report);
}

/* A rule that looks at nothing guards nothing. Where rows are lost, that may be why. */
static void
check_judged(void)
{
    for (int i = 0; i < report.rules && !rows_lost(); i++) {
        struct findings_rule *r = &report.rule[i];
        int t = 0;
        if (r->judged || r->idle)
            continue;
        while (t < package.n && strcmp(package.resource[t].file, r->file))
            t++;
        r->severity = SEVERITY_ERROR;
        findings_add(&report, (struct finding){.table = t < package.n ? t : -1,
                                               .rule = i,
                                               .type = "row-constraint",
                                               .line = r->line,
                                               .text = "finds nothing to judge"});
    }
}

static double
number_in(const struct resource_rows *t, long row, const char *name)
{
    double x = 0;
    num_parse(t->row[row].cell[field_at(t->resource, name)], &x);
    return x;
}

/* The exceptions are a described table whose path ends in exceptions.csv. */
static void
excuse(const char *folder)
{
    char *path = mem_print(arena, "%sexceptions.csv", folder);
    static const char *const columns[] = {"rule",  "key",  "source", "findings",
                                          "least", "most", "why"};
    for (int i = 0; i < package.n; i++) {
        const struct resource_rows *t = &table[i];
        if (strcmp(t->resource->file, path))
            continue;
        for (size_t k = 0; k < sizeof columns / sizeof *columns; k++)
            if (field_at(t->resource, columns[k]) < 0)
                die(EX_DATAERR, "%s: %s: no column %s", package.file, t->resource->name,
                    columns[k]);
        struct exception *e = mem_array(arena, (size_t)t->rows + 1, sizeof *e);
        for (long k = 0; k < t->rows; k++) {
            char **cell = t->row[k].cell;
            e[k] = (struct exception){.rule = cell[field_at(t->resource, "rule")],
                                      .key = cell[field_at(t->resource, "key")],
                                      .source = cell[field_at(t->resource, "source")],
                                      .why = cell[field_at(t->resource, "why")],
                                      .findings = (long)number_in(t, k, "findings"),
                                      .line = t->row[k].line,
                                      .bounded =
                                          *cell[field_at(t->resource, "least")] != '\0',
                                      .least = number_in(t, k, "least"),
                                      .most = number_in(t, k, "most")};
        }
        findings_excuse(&report, e, (int)t->rows, t->number);
    }
}

/* A folder stands for the description in it. */
static const char *
described_by(struct mem *m, const char *path)
{
    struct stat s;
    bool folder = !stat(path, &s) && S_ISDIR(s.st_mode);
    return folder ? mem_print(m, "%s/datapackage.json", path) : path;
}

static int
run(struct mem *run, int n, char **operand)
{
    static char usual[] = "datasets/datapackage.json";
    document_format(format, findings_formats);
    arena = run;
    set_now();
    data_package_load(&package, run, n ? described_by(run, operand[0]) : usual);
    findings_init(&report, run, package.file);
    const char *folder = rules_folder ? mem_print(run, "%s/", rules_folder)
                                      : mem_print(run, "%srules/", package.folder);
    table = mem_array(run, (size_t)package.n, sizeof *table);
    for (int i = 0; i < package.n; i++) {
        struct resource *r = &package.resource[i];
        table[i] = (struct resource_rows){
            .resource = r, .number = findings_table(&report, r->name, r->file)};
        check_file(&table[i]);
    }
    check_described("");
    struct set *used = mem_array(run, (size_t)package.n, sizeof *used);
    for (int i = 0; i < package.n; i++)
        for (int k = 0; k < package.resource[i].foreigns; k++)
            check_foreign(&table[i], &package.resource[i].foreign[k], used);
    check_used(used);
    check_rules(folder);
    check_judged();
    excuse(folder);
    findings_print(&report, format, limit, known);
    data_package_release(&package);
    return report.errors > 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {
        STAGE_NAME, STAGE_ABOUT, "[DATAPACKAGE | FOLDER]", 0, 1, opts, NULL, NULL, run};
    return stage_main(&stage, argc, argv);
}
