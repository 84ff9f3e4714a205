/*
 * explain - who said so, where, and what was done to it: the story of a printed number
 *
 * WHAT is a table (its file, or its name, f01-convictions or f01) or a claim (C05). PERIOD
 * and conditions as of `keep` choose rows of the table; for a PERIOD that no row has, the
 * rows within it are taken. Of a few rows everything is told: the value as it stands and as
 * the table prints it, each statement behind it with publisher, title, date, place and
 * address, the statements that were not taken and why, the stages with their options and
 * the row after each, the files with their SHA-256, the revision, and the command that
 * makes the table again. Of many, one line each; --all tells everything of all of them.
 *
 * Nothing is looked up in a store of its own. `make -s recipe` says which stages make the
 * table. They are run once more, here, with numbered rows, and what they cite tells which
 * row was made of which. What comes out must be the table as it lies there; if it is not,
 * the run ends with 65 and the first difference.
 *
 * --format=json writes PROV-JSON: rows, statements, sources and files are entities, stages
 * are activities, publishers are agents. The row of a stage is named by the file that it
 * is for, the number of the stage in the pipe, and its line.
 *
 * --check says only whether every row leads back to statements, and that their sources are
 * the row's own; exit 1 and each row that does not.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cite.h"
#include "lib/datapack.h"
#include "lib/frame.h"
#include "lib/labels.h"
#include "lib/lineage.h"
#include "lib/prose.h"
#include "lib/show.h"
#include "lib/spawn.h"

static const char *format = "text", *asof = "", *recipe_file, *sources = CITE_FILE,
                  *codes = LABELS_DIR;
static bool all, check;
static const struct opt opts[] = {
    {"all", 'a', OPT_FLAG, &all, NULL, "tell everything of every row, whole lists"},
    {"asof", 0, OPT_TEXT, &asof, "DATE", "the tables as of this date (make ASOF=DATE)"},
    {"check", 0, OPT_FLAG, &check, NULL,
     "say only whether every row leads back to statements"},
    {"format", 'f', OPT_TEXT, &format, "FORMAT",
     "text (the default), markdown or json"},
    {"recipe", 0, OPT_TEXT, &recipe_file, "FILE",
     "what `make -s recipe` prints, in place of asking make"},
    {"sources", 's', OPT_TEXT, &sources, "FILE",
     "the table of sources (" CITE_FILE ")"},
    {"codes", 0, OPT_TEXT, &codes, "DIR",
     "the lists of codes (" LABELS_DIR "); empty: codes as they are"},
    {0},
};

/* EXACT: more digits after the point than a number has. */
enum { EXACT = 400, ROWS_TOLD = 8, LIST_TOLD = 8, STEP_ROWS_TOLD = 4 };

struct explain {
    struct mem *m;
    struct recipe recipe;
    struct lineage line;
    struct labels labels;
    const struct recipe_table *about;
    int table;
    long digits;
    size_t *row; /* the rows asked for */
    size_t n;
    bool *mark;          /* the rows behind the one at hand */
    const char *letters; /* of status, in what was told of this row */
    const char **said;   /* stages whose purpose was told */
    size_t n_said;
    bool markdown;
};

/* ---- what is asked for */

/* "f01" and "f01-trend" for a name f01-convictions-trend: the number, and whether it is
 * the trend. */
static bool
is_short_for(const char *word, const char *name)
{
    static const char trend[] = "-trend";
    size_t w = strcspn(word, "-"), n = strcspn(name, "-"), t = sizeof trend - 1;
    size_t length = strlen(name);
    bool is_trend = length > t && !strcmp(name + length - t, trend);
    return w == n && !strncmp(word, name, n) &&
           !strcmp(word + w, is_trend ? trend : "");
}

/* The last part of a path without its ending; a name as it is. */
static const char *
stem_of(struct mem *m, const char *what)
{
    const char *slash = strrchr(what, '/');
    const char *name = slash ? slash + 1 : what;
    const char *dot = strrchr(name, '.');
    return dot ? mem_text(m, name, (size_t)(dot - name)) : name;
}

static bool
is_path(const char *what)
{
    return strchr(what, '/') || strchr(what, '.');
}

static const struct recipe_table *
find_table(const struct explain *e, const char *what)
{
    const struct recipe *r = &e->recipe;
    const char *stem = stem_of(e->m, what), *several = "";
    const struct recipe_table *found = NULL;
    for (size_t i = 0; i < r->tables; i++)
        if (!strcmp(stem, r->table[i].name))
            return &r->table[i];
    for (size_t i = 0; i < r->tables && !is_path(what); i++)
        if (is_short_for(stem, r->table[i].name)) {
            several =
                mem_print(e->m, "%s%s%s", several, found ? ", " : "", r->table[i].name);
            found = found ? &r->table[r->tables] : &r->table[i];
        }
    if (found == &r->table[r->tables])
        usage("%s stands for several tables: %s", msg_quote(what), several);
    return found;
}

/* A path must be that of the table, or of what is made of it beside it. */
static void
check_path(const struct explain *e, const char *what)
{
    size_t n = strlen(what);
    struct stat a, b;
    if (n < 4 || strcmp(what + n - 4, ".csv") || !is_path(what))
        return;
    if (!stat(what, &a) && !stat(e->about->file, &b) &&
        (a.st_dev != b.st_dev || a.st_ino != b.st_ino))
        die(EX_NOINPUT, "%s: no recipe makes it; %s is made", what, e->about->file);
}

static _Noreturn void
die_unknown(const struct explain *e, const char *what)
{
    const char **names = mem_array(e->m, e->recipe.tables + 1, sizeof *names);
    for (size_t i = 0; i < e->recipe.tables; i++)
        names[i] = e->recipe.table[i].name;
    const char *near = msg_nearest(stem_of(e->m, what), names);
    die(EX_NOINPUT, "%s: there is no such table or claim%s%s", msg_quote(what),
        near ? "; the nearest is " : "", near ? near : "");
}

/* out/as-of-2021-06-17/... says what --asof says. */
static void
asof_from(struct mem *m, const char *what)
{
    const char *at = strstr(what, "/as-of-");
    if (at && !*asof)
        asof = mem_text(m, at + 7, strcspn(at + 7, "/"));
    long day;
    if (*asof && !period_published(asof, &day))
        usage("--asof: %s is not a date, expected one like 2021-06-17",
              msg_quote(asof));
}

/* --digits of the options that `table` has for this table. */
static void
read_digits(struct explain *e)
{
    size_t n;
    struct recipe_pipe style = {e->about->file, "",
                                mem_print(e->m, "table %s", e->about->options)};
    const struct recipe_stage *s = recipe_stages(e->m, &style, &n);
    e->digits = SHOW_DIGITS;
    for (size_t i = 0; i < s->n; i++) {
        if (!strncmp(s->word[i], "--digits=", 9))
            e->digits = strtol(s->word[i] + 9, NULL, 10);
        else if (!strcmp(s->word[i], "--digits") && i + 1 < s->n)
            e->digits = strtol(s->word[i + 1], NULL, 10);
    }
}

/* ---- which rows */

static void
add_row(struct explain *e, size_t row)
{
    e->row[e->n++] = row;
}

/* The rows that `keep` keeps under the conditions. */
static void
keep_rows(struct explain *e, char **condition, int n)
{
    const struct line_table *t = &e->line.table[e->table];
    const char *out = mem_print(e->m, "%s/kept", spawn_folder(e->m));
    char **argv = mem_array(e->m, (size_t)n + 3, sizeof *argv);
    argv[0] = mem_copy(e->m, "keep");
    for (int i = 0; i < n; i++)
        argv[i + 1] = condition[i];
    argv[n + 1] = mem_copy(e->m, e->about->file);
    int code = spawn(argv, NULL, out, NULL);
    if (code)
        exit(code < 0 ? EX_NOINPUT : code);
    struct tab kept;
    struct tab_row row;
    size_t i = t->first;
    tab_open(&kept, e->m, out, NULL, TAB_ANY);
    e->n = 0;
    while (tab_next(&kept, &row)) {
        while (tab_compare(e->line.row[i].cell, row.cell, t->tab.key))
            i++;
        add_row(e, i++);
    }
    tab_close(&kept);
}

/* The condition that a code alone stands for: the key column in which it occurs. */
static char *
code_condition(const struct explain *e, const char *code)
{
    const struct line_table *t = &e->line.table[e->table];
    const char **codes_there =
        mem_array(e->m, t->n * (size_t)t->tab.key + 1, sizeof *codes_there);
    size_t n = 0;
    for (int c = 0; c < t->tab.key; c++)
        for (size_t i = t->first; i < t->first + t->n; i++) {
            if (!strcmp(e->line.row[i].cell[c], code))
                return mem_print(e->m, "%s=%s", t->tab.column[c], code);
            codes_there[n++] = e->line.row[i].cell[c];
        }
    const char *near = msg_nearest(code, codes_there);
    usage("%s is no period, no condition, and no code in the key of %s%s%s",
          msg_quote(code), e->about->file, near ? "; the nearest is " : "",
          near ? near : "");
}

static void
choose_rows(struct explain *e, char **operand, int n)
{
    const struct line_table *t = &e->line.table[e->table];
    char **condition = mem_array(e->m, (size_t)n + 1, sizeof *condition);
    struct period p;
    int period = -1;
    for (int i = 0; i < n; i++) {
        condition[i] = operand[i];
        if (strchr(operand[i], '='))
            continue;
        if (!period_parse(operand[i], &p) && !strstr(operand[i], "..")) {
            condition[i] = code_condition(e, operand[i]);
            continue;
        }
        if (period >= 0)
            usage("%s and %s are two periods, expected one", msg_quote(operand[period]),
                  msg_quote(operand[i]));
        period = i;
        condition[i] = mem_print(e->m, "period=%s", operand[i]);
    }
    e->row = mem_array(e->m, t->n, sizeof *e->row);
    keep_rows(e, condition, n);
    if (e->n || period < 0 || !period_parse(operand[period], &p))
        return;
    condition[period] =
        mem_print(e->m, "period=%s..%s", operand[period], operand[period]);
    keep_rows(e, condition, n);
}

static _Noreturn void
die_no_row(const struct explain *e)
{
    const struct line_table *t = &e->line.table[e->table];
    const char *first = NULL, *last = NULL;
    for (size_t i = t->first; i < t->first + t->n; i++) {
        const char *p = lineage_cell(&e->line, i, TAB_PERIOD);
        first = !first || strcmp(p, first) < 0 ? p : first;
        last = !last || strcmp(p, last) > 0 ? p : last;
    }
    die(1, "%s: no row meets this; it has %zu row%s%s%s%s%s", e->about->file, t->n,
        t->n == 1 ? "" : "s", first ? ", periods from " : "", first ? first : "",
        first ? " to " : "", first ? last : "");
}

/* ---- words for rows */

static const char *
cell_named(const struct explain *e, size_t row, const char *column)
{
    const struct line_row *r = &e->line.row[row];
    int at = tab_find(&e->line.table[r->table].tab, column);
    return at < 0 ? "" : r->cell[at];
}

static const char *
join(const struct explain *e, const char *a, const char *between, const char *b)
{
    return mem_print(e->m, "%s%s%s", a, *a && *b ? between : "", b);
}

/* The key in words, without codes that stand for "all"; beside another row's key only
 * where it differs. The period is always said. */
static const char *
key_words(struct explain *e, size_t row, size_t beside)
{
    const struct tab *t = &e->line.table[e->line.row[row].table].tab;
    const char *out = "";
    for (int c = 0; c < t->key; c++) {
        const char *code = e->line.row[row].cell[c], *name = t->column[c];
        if (c == t->at[TAB_PERIOD])
            continue;
        if (beside == LINE_NONE ? !strcmp(code, "_T")
                                : !strcmp(code, cell_named(e, beside, name)))
            continue;
        const char *label = labels_get(&e->labels, name, code);
        if (!strcmp(code, "_T"))
            label = mem_print(e->m, "%s: all", name);
        else if (!strcmp(name, "citizenship"))
            label = mem_print(e->m, "citizens of %s", label);
        else if (!strncmp(name, "list_", 5))
            label = strcmp(code, "1") ? "" : mem_print(e->m, "on list %s", name + 5);
        out = join(e, out, ", ", label);
    }
    return join(e, out, ", ",
                show_period(e->m, lineage_cell(&e->line, row, TAB_PERIOD)));
}

static const char *
status_words(const struct explain *e, const char *status)
{
    const char *out = "";
    unsigned marks = show_marks(status, "");
    for (char c = 'a'; c <= 'z'; c++)
        if (marks & SHOW_MARK(c))
            out = join(e, out, "; ", show_meaning(c));
    return out;
}

/* "fewer than in 2016, as in 2019" */
static const char *
compare_words(const struct explain *e, const char *compare)
{
    const char *out = "", *before = "";
    for (size_t n; *compare; compare += n + (compare[n] == ' ')) {
        n = strcspn(compare, " ");
        const char *than = *compare == '<'   ? "less than in "
                           : *compare == '>' ? "more than in "
                                             : "as in ";
        const char *period = show_period(e->m, mem_text(e->m, compare + 1, n - 1));
        out =
            join(e, out, ", ", join(e, !strcmp(than, before) ? "" : than, "", period));
        before = than;
    }
    return out;
}

/* Value and bounds of a row, with so many digits after the point; *rounded as of show.h. */
static const char *
number_words(const struct explain *e, size_t row, long digits, bool group,
             bool *rounded)
{
    const struct lineage *l = &e->line;
    const char *value = lineage_cell(l, row, TAB_VALUE), *out = value;
    const char *interval = lineage_cell(l, row, TAB_INTERVAL);
    const char *bounds =
        show_bounds(e->m, lineage_cell(l, row, TAB_LO), lineage_cell(l, row, TAB_HI),
                    interval, digits, group, rounded);
    if (*value)
        out = show_number(e->m, value, digits, group, rounded);
    if (!strcmp(interval, "approx"))
        out = mem_print(e->m, "about %s", out);
    return *value && *bounds ? mem_print(e->m, "%s (%s)", out, bounds)
                             : join(e, out, "", bounds);
}

/* What a row says, exactly, with its comparisons; its unit when it is not that of the row
 * beside it; its status when there is anything to say. */
static const char *
amount_words(struct explain *e, size_t row, size_t beside)
{
    const struct lineage *l = &e->line;
    bool rounded;
    const char *unit = lineage_cell(l, row, TAB_UNIT);
    const char *status = lineage_cell(l, row, TAB_STATUS);
    const char *compare = compare_words(e, lineage_cell(l, row, TAB_COMPARE));
    const char *out = number_words(e, row, EXACT, false, &rounded);
    if (!*out && !*compare)
        out = strchr(status, 'Q') ? "withheld" : "no number";
    out = join(e, out, ", ", compare);
    if (strcmp(unit, lineage_cell(l, beside, TAB_UNIT)))
        out =
            mem_print(e->m, "%s; unit: %s", out, labels_get(&e->labels, "unit", unit));
    e->letters = tab_status(e->m, e->letters, status);
    return !strcmp(status, "A") ? out : mem_print(e->m, "%s [%s]", out, status);
}

static const char *
place_of(const struct explain *e, size_t row)
{
    const struct line_row *r = &e->line.row[row];
    return mem_print(e->m, "%s line %ld", e->line.table[r->table].file, r->line);
}

/* ---- text and Markdown */

static const char *
safe(const struct explain *e, const char *text)
{
    return e->markdown ? prose_safe(e->m, text) : text;
}

static void
put_title(const struct explain *e, const char *text)
{
    if (e->markdown)
        printf("# %s\n\n", safe(e, text));
    else
        prose_wrap(text, 0, 0);
}

static void
put_heading(const struct explain *e, int level, const char *text)
{
    if (e->markdown)
        printf("\n%.*s %s\n\n", level, "####", safe(e, text));
    else
        printf("\n"), prose_wrap(text, 0, 0);
}

/* An item of a list, at this depth from 0; number 0: not numbered. The text is marked up
 * by the caller. */
static void
put_item(const struct explain *e, int depth, size_t number, const char *text)
{
    const char *mark = number ? mem_print(e->m, "%zu. ", number) : "- ";
    int column = 2 + 3 * depth + (int)strlen(mark);
    printf("%*s%s", 3 * depth + (e->markdown ? 0 : 2), "", mark);
    if (e->markdown)
        puts(text);
    else
        prose_wrap(text, column, column);
}

static const char *
grade_words(const char *grade)
{
    static const char *const words[][2] = {
        {"primary", "read at the publisher"},
        {"mirror", "read in a copy"},
        {"derived", "added up from the publisher's table"},
        {"press", "read in the press"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(grade, words[i][0]))
            return words[i][1];
    return grade;
}

/* "US Department of State, 2020 report, June 2020; read in a copy" */
static const char *
source_words(const struct explain *e, const char *source)
{
    size_t n;
    const struct cite_source *s = cite_next(&e->line.cite, source, &n);
    if (!s)
        return safe(e, mem_text(e->m, source, n));
    const char *title = safe(e, s->title);
    if (e->markdown && *s->url)
        title = mem_print(e->m, "[%s](<%s>)", title, prose_target(e->m, s->url));
    return mem_print(e->m, "%s, %s, %s; %s", safe(e, s->publisher), title,
                     show_date(e->m, s->published), grade_words(s->grade));
}

static const struct line_passed *
passed_of(const struct explain *e, size_t row)
{
    for (size_t i = 0; i < e->line.passed_n; i++)
        if (e->line.passed[i].row == row)
            return &e->line.passed[i];
    return NULL;
}

/* What a dataset's row says, and where it stands. */
static void
put_statement(struct explain *e, size_t row, size_t beside)
{
    const char *locator = cell_named(e, row, "locator");
    const char *note = cell_named(e, row, "note");
    const char *out = mem_print(e->m, "%s: %s", key_words(e, row, beside),
                                amount_words(e, row, beside));
    out = join(e, out, "; at: ", locator);
    out = join(e, out, "; note: ", note);
    put_item(
        e, 1, 0,
        safe(e, mem_print(e->m, "%s (%s, %s)", out,
                          lineage_cell(&e->line, row, TAB_SOURCE), place_of(e, row))));
}

/* True when two rows have one source: equal ids. */
static bool
same_source(const struct explain *e, size_t a, size_t b)
{
    const char *x = lineage_cell(&e->line, a, TAB_SOURCE);
    const char *y = lineage_cell(&e->line, b, TAB_SOURCE);
    size_t n = strcspn(x, "@+");
    return n == strcspn(y, "@+") && !strncmp(x, y, n);
}

/* Announces what a list leaves out. */
static void
put_more(const struct explain *e, int depth, size_t more, const char *what)
{
    if (more)
        put_item(e, depth, 0, mem_print(e->m, "and %zu more %s (--all)", more, what));
}

static void
put_source(const struct explain *e, size_t number, size_t row)
{
    size_t n;
    const char *source = lineage_cell(&e->line, row, TAB_SOURCE);
    const struct cite_source *s = cite_next(&e->line.cite, source, &n);
    put_item(e, 0, number, source_words(e, source));
    if (s && *s->url && !e->markdown)
        printf("     %s\n", s->url);
}

/* The first leaf's source with all leaves that are of it. */
static void
put_leaves(struct explain *e, size_t number, const size_t leaf[], size_t n, size_t row)
{
    size_t told = 0, more = 0;
    put_source(e, number, leaf[0]);
    for (size_t i = 0; i < n; i++) {
        if (!same_source(e, leaf[0], leaf[i]))
            continue;
        if (told == LIST_TOLD && !all) {
            more++;
            continue;
        }
        const struct line_passed *p = passed_of(e, leaf[i]);
        put_statement(e, leaf[i], row);
        if (p)
            put_item(e, 2, 0,
                     safe(e, mem_print(e->m,
                                       "its comparison counts; not what else it "
                                       "says: %s",
                                       p->why)));
        told++;
    }
    put_more(e, 1, more, "of this source");
}

/* The rows of datasets behind the one at hand; returns how many. */
static size_t
leaves(const struct explain *e, size_t leaf[])
{
    size_t n = 0;
    for (size_t i = 0; i < e->line.rows; i++)
        if (e->mark[i] && e->line.table[e->line.row[i].table].step < 0)
            leaf[n++] = i;
    return n;
}

static void
put_sources(struct explain *e, size_t row)
{
    size_t *leaf = mem_array(e->m, e->line.rows, sizeof *leaf), n = leaves(e, leaf);
    size_t number = 0;
    put_heading(e, 3, "Who said so");
    for (size_t i = 0; i < n; i++) {
        bool told = false;
        for (size_t k = 0; k < i && !told; k++)
            told = same_source(e, leaf[k], leaf[i]);
        if (!told)
            put_leaves(e, ++number, leaf + i, n - i, row);
    }
    if (!n)
        put_item(e, 0, 0, "no statement: the row names no source");
}

/* True when the statement was passed over for a row behind the one at hand. */
static bool
is_rival(const struct explain *e, const struct line_passed *p)
{
    const struct lineage *l = &e->line;
    const struct line_table *out = &l->table[l->step[p->step]->output];
    const struct tab *in = &l->table[l->row[p->row].table].tab;
    if (e->mark[p->row])
        return false;
    for (size_t i = out->first; i < out->first + out->n; i++) {
        bool same = e->mark[i];
        for (int c = 0; same && c < in->key; c++)
            same = !strcmp(l->row[p->row].cell[c], cell_named(e, i, in->column[c]));
        bool taken = p->instead == LINE_NONE;
        for (size_t k = 0; same && k < l->row[i].n && !taken; k++)
            taken = l->row[i].from[k] == p->instead;
        if (same && taken)
            return true;
    }
    return false;
}

static void
put_rivals(struct explain *e, size_t row)
{
    size_t told = 0, more = 0;
    for (size_t i = 0; i < e->line.passed_n; i++) {
        const struct line_passed *p = &e->line.passed[i];
        if (!is_rival(e, p))
            continue;
        if (!told)
            put_heading(e, 3, "What else was said, and not taken");
        if (told == LIST_TOLD && !all) {
            more++;
            continue;
        }
        put_source(e, ++told, p->row);
        put_statement(e, p->row, row);
        put_item(e, 2, 0, safe(e, mem_print(e->m, "not taken: %s", p->why)));
    }
    put_more(e, 0, more, "statements");
}

/* ---- the stages */

/* "chooses rows by their cells", from the stage's own help. */
static const char *
purpose(const struct explain *e, const char *stage)
{
    char help[] = "--help", line[512] = "";
    const char *out = mem_print(e->m, "%s/help", spawn_folder(e->m));
    char *argv[] = {mem_copy(e->m, stage), help, NULL};
    size_t n = strlen(stage);
    if (spawn(argv, NULL, out, NULL))
        return "";
    FILE *f = fopen(out, "r");
    while (f && fgets(line, sizeof line, f))
        if (!strncmp(line, stage, n) && !strncmp(line + n, " - ", 3))
            break;
    if (f)
        fclose(f);
    line[strcspn(line, "\n")] = '\0';
    return strlen(line) > n + 3 ? mem_copy(e->m, line + n + 3) : "";
}

/* True when the row is what the one row before it was, but for columns that came or
 * went. */
static bool
is_unchanged(const struct explain *e, size_t row)
{
    const struct line_row *r = &e->line.row[row];
    const struct tab *t = &e->line.table[r->table].tab;
    if (r->n != 1)
        return false;
    const struct line_row *before = &e->line.row[r->from[0]];
    const struct tab *b = &e->line.table[before->table].tab;
    for (int c = 0; c < t->n; c++) {
        int at = tab_find(b, t->column[c]);
        if (at >= 0 && c != t->at[TAB_SOURCE] && strcmp(before->cell[at], r->cell[c]))
            return false;
    }
    return true;
}

/* What the stage is for, when it was not said of this row yet. */
static const char *
purpose_once(struct explain *e, const char *stage)
{
    for (size_t i = 0; i < e->n_said; i++)
        if (!strcmp(e->said[i], stage))
            return "";
    e->said = mem_grow(e->m, e->said, e->n_said * sizeof *e->said,
                       (e->n_said + 1) * sizeof *e->said);
    e->said[e->n_said++] = stage;
    return purpose(e, stage);
}

static void
put_stage(struct explain *e, const struct line_step *s, const char *more)
{
    const char *why = purpose_once(e, s->stage.word[0]);
    if (e->markdown) {
        put_item(e, 0, s->number,
                 join(e, mem_print(e->m, "`%s`%s", s->stage.text, more), ": ",
                      safe(e, why)));
        return;
    }
    put_item(e, 0, s->number, mem_print(e->m, "%s%s", s->stage.text, more));
    if (*why) {
        printf("     ");
        prose_wrap(mem_print(e->m, "(%s)", why), 5, 5);
    }
}

static void
put_step(struct explain *e, const struct line_step *s, size_t row)
{
    const struct line_table *t = &e->line.table[s->output];
    size_t told = 0, more = 0, same = 0, marked = 0;
    for (size_t i = t->first; i < t->first + t->n; i++) {
        marked += e->mark[i];
        same += e->mark[i] && is_unchanged(e, i);
    }
    if (same == marked && s->number > 1) {
        put_stage(e, s, " - unchanged");
        return;
    }
    put_stage(e, s, "");
    for (size_t i = t->first; i < t->first + t->n; i++) {
        if (!e->mark[i])
            continue;
        if (told == STEP_ROWS_TOLD && !all) {
            more++;
            continue;
        }
        told++;
        put_item(e, 1, 0,
                 safe(e, mem_print(e->m, "%s: %s", key_words(e, i, row),
                                   amount_words(e, i, row))));
    }
    put_more(e, 1, more, "rows");
}

static bool
any_marked(const struct explain *e, int table)
{
    const struct line_table *t = &e->line.table[table];
    for (size_t i = t->first; i < t->first + t->n; i++)
        if (e->mark[i])
            return true;
    return false;
}

/* The stages of one pipe that the row went through. */
static void
put_pipe(struct explain *e, const struct recipe_pipe *pipe, size_t row)
{
    for (int i = 0; i < e->line.steps; i++)
        if (e->line.step[i]->pipe == pipe && any_marked(e, e->line.step[i]->output))
            put_step(e, e->line.step[i], row);
}

/* Files come before those that are made of them, as they were made. */
static void
put_steps(struct explain *e, size_t row)
{
    put_heading(e, 3, "What was done to it");
    for (int i = 0; i < e->line.tables; i++) {
        const struct line_table *t = &e->line.table[i];
        if (t->step < 0 || !t->file || !any_marked(e, i))
            continue;
        if (e->markdown)
            printf("\nFor %s:\n\n", safe(e, t->file));
        else
            printf("  For %s:\n", t->file);
        put_pipe(e, e->line.step[t->step]->pipe, row);
    }
}

/* ---- files and code */

struct files {
    const char **path;
    size_t n;
};

static void
add_file(const struct explain *e, struct files *f, const char *path)
{
    for (size_t i = 0; i < f->n; i++)
        if (!strcmp(f->path[i], path))
            return;
    f->path =
        mem_grow(e->m, f->path, f->n * sizeof *f->path, (f->n + 1) * sizeof *f->path);
    f->path[f->n++] = path;
}

/* Marks what is behind all rows that were asked for. */
static void
mark_rows(struct explain *e)
{
    memset(e->mark, 0, e->line.rows * sizeof *e->mark);
    for (size_t i = 0; i < e->n; i++)
        lineage_mark(&e->line, e->row[i], e->mark);
}

/* The files that the stages read for the rows at hand. */
static struct files
files_read(const struct explain *e)
{
    struct files f = {0};
    for (int i = 0; i < e->line.steps; i++) {
        const struct line_step *s = e->line.step[i];
        if (!any_marked(e, s->output))
            continue;
        for (size_t k = 0; k < s->inputs; k++)
            if (e->line.table[s->input[k]].step < 0)
                add_file(e, &f, e->line.table[s->input[k]].file);
        for (size_t k = 0; k < s->files; k++)
            add_file(e, &f, s->file[k]);
    }
    if (*sources)
        add_file(e, &f, sources);
    return f;
}

static const char *
digest(const char *path, char hex[DIGEST_HEX])
{
    long bytes;
    if (!datapack_digest(path, &bytes, hex))
        die(EX_NOINPUT, "%s: cannot be read", path);
    return hex;
}

/* The first line of what git says, or NULL when it says no. */
static const char *
ask_git(const struct explain *e, const char *what, const char *option)
{
    char git[] = "git", line[256] = "";
    const char *out = mem_print(e->m, "%s/git", spawn_folder(e->m));
    const char *err = mem_print(e->m, "%s/git.err", spawn_folder(e->m));
    char *argv[] = {git, mem_copy(e->m, what), mem_copy(e->m, option), NULL};
    if (spawn(argv, NULL, out, err))
        return NULL;
    FILE *f = fopen(out, "r");
    if (f && fgets(line, sizeof line, f))
        line[strcspn(line, "\n")] = '\0';
    if (f)
        fclose(f);
    return mem_copy(e->m, line);
}

/* "attest 0.1, revision 3ad8c3 (modified)" */
static const char *
code_words(const struct explain *e)
{
    const char *revision = ask_git(e, "rev-parse", "HEAD");
    if (!revision)
        return "attest " ATTEST_VERSION;
    const char *changed = ask_git(e, "status", "--porcelain");
    return mem_print(e->m, "attest " ATTEST_VERSION ", revision %s%s", revision,
                     changed && *changed ? " (modified)" : "");
}

static void
put_files(struct explain *e)
{
    char hex[DIGEST_HEX];
    mark_rows(e);
    struct files f = files_read(e);
    put_heading(e, 2, "From these files, with this command");
    for (size_t i = 0; i < f.n; i++)
        put_item(e, 0, 0,
                 mem_print(e->m, e->markdown ? "%s, SHA-256 `%s`" : "%s sha256 %s",
                           safe(e, f.path[i]), digest(f.path[i], hex)));
    put_item(e, 0, 0, safe(e, code_words(e)));
    put_item(e, 0, 0,
             mem_print(e->m, e->markdown ? "`%s`" : "%s",
                       lineage_command(&e->line, e->about->file)));
}

/* ---- one row, many rows */

/* A row as the table prints it. */
static const char *
printed_words(const struct explain *e, size_t row, bool *rounded)
{
    const char *out = number_words(e, row, e->digits, true, rounded);
    const char *status = lineage_cell(&e->line, row, TAB_STATUS);
    return *out ? out : strchr(status, 'Q') ? "withheld" : "no number";
}

/* What stands right of the contract's columns: method, verdict, reason, numerator. */
static void
put_rest(struct explain *e, size_t row)
{
    const struct line_row *r = &e->line.row[row];
    const struct tab *t = &e->line.table[r->table].tab;
    for (int c = t->key + 1; c < t->n; c++) {
        bool known = false;
        for (int i = 0; i < TAB_COLUMNS; i++)
            known |= c == t->at[i];
        if (!known && *r->cell[c])
            put_item(e, 0, 0,
                     safe(e, mem_print(e->m, "%s: %s", t->column[c], r->cell[c])));
    }
}

/* The row itself, in words. */
static void
put_number(struct explain *e, size_t row)
{
    bool rounded = false;
    const char *status = lineage_cell(&e->line, row, TAB_STATUS);
    const char *words = status_words(e, status);
    const char *unit = lineage_cell(&e->line, row, TAB_UNIT);
    put_heading(e, 2,
                mem_print(e->m, "%s: %s", key_words(e, row, LINE_NONE),
                          printed_words(e, row, &rounded)));
    if (rounded)
        put_item(e, 0, 0,
                 safe(e, mem_print(e->m, "exactly %s; above as the table prints it",
                                   number_words(e, row, EXACT, false, &rounded))));
    put_item(
        e, 0, 0,
        safe(e, mem_print(e->m, "unit: %s", labels_get(&e->labels, "unit", unit))));
    put_item(e, 0, 0,
             safe(e, mem_print(e->m, "status %s: %s", status,
                               *words ? words : "nothing more is to be said of it")));
    put_rest(e, row);
    put_item(e, 0, 0, safe(e, place_of(e, row)));
}

/* What the letters beside the numbers mean, but for those of the row itself. */
static void
put_letters(struct explain *e, size_t row)
{
    const char *own = lineage_cell(&e->line, row, TAB_STATUS), *p = e->letters;
    const char *out = "";
    for (; *p; p++) {
        const char *one = mem_text(e->m, p, 1), *words = status_words(e, one);
        if (*words && !strchr(own, *p))
            out = join(e, out, "; ", mem_print(e->m, "[%s] %s", one, words));
    }
    if (!*out)
        return;
    putchar('\n');
    if (e->markdown)
        printf("%s\n", safe(e, out));
    else
        prose_wrap(out, 0, 0);
}

static void
put_row(struct explain *e, size_t row)
{
    memset(e->mark, 0, e->line.rows * sizeof *e->mark);
    lineage_mark(&e->line, row, e->mark);
    e->letters = "";
    e->n_said = 0;
    put_number(e, row);
    put_sources(e, row);
    put_rivals(e, row);
    put_steps(e, row);
    put_letters(e, row);
}

static void
put_overview(struct explain *e)
{
    for (size_t i = 0; i < e->n; i++)
        put_item(
            e, 0, 0,
            safe(e, mem_print(e->m, "line %ld: %s: %s; %s", e->line.row[e->row[i]].line,
                              key_words(e, e->row[i], LINE_NONE),
                              amount_words(e, e->row[i], e->row[0]),
                              lineage_cell(&e->line, e->row[i], TAB_SOURCE))));
    printf("\n");
    prose_wrap(mem_print(e->m,
                         "%zu rows, one line each. For the story of one, name its "
                         "period or other columns: explain %s %s; --all tells all.",
                         e->n, e->about->name,
                         lineage_cell(&e->line, e->row[e->n - 1], TAB_PERIOD)),
               0, 0);
}

static void
put_rows(struct explain *e)
{
    put_title(e, mem_print(e->m, "%s: %s", e->about->name, e->about->title));
    if (e->markdown)
        printf("%s\n\n", safe(e, e->about->subtitle));
    else
        prose_wrap(e->about->subtitle, 0, 0);
    if (e->n > ROWS_TOLD && !all) {
        putchar('\n');
        put_overview(e);
        return;
    }
    for (size_t i = 0; i < e->n; i++)
        put_row(e, e->row[i]);
    put_files(e);
}

/* ---- --check */

/* The source of a dataset's row as tables cite it. */
static const char *
citation(const struct explain *e, size_t row)
{
    const char *source = lineage_cell(&e->line, row, TAB_SOURCE);
    size_t n;
    const struct cite_source *s = cite_next(&e->line.cite, source, &n);
    if (!lineage_is_statement(&e->line, row))
        return source;
    return mem_print(e->m, "%s@%s", source,
                     s && *s->published ? s->published : "undated");
}

/* True when every source of the row is one of the statements' behind it. */
static bool
is_covered(struct explain *e, size_t row, size_t leaf[], bool *seen)
{
    const char *cited = lineage_cell(&e->line, row, TAB_SOURCE), *found = "";
    memset(e->mark, 0, e->line.rows * sizeof *e->mark);
    lineage_mark(&e->line, row, e->mark);
    size_t n = leaves(e, leaf);
    for (size_t i = 0; i < n; i++) {
        seen[leaf[i]] = true;
        found = tab_sources(e->m, found, citation(e, leaf[i]));
    }
    return n && !strcmp(found, tab_sources(e->m, found, cited));
}

/* Every row leads to rows of datasets whose sources are those of the row. */
static int
check_rows(struct explain *e)
{
    size_t *leaf = mem_array(e->m, e->line.rows, sizeof *leaf), bad = 0, statements = 0;
    bool *seen = mem_array(e->m, e->line.rows, sizeof *seen);
    for (size_t i = 0; i < e->n; i++)
        if (!is_covered(e, e->row[i], leaf, seen)) {
            note("%s: the statements behind it are not those of its source",
                 place_of(e, e->row[i]));
            bad++;
        }
    for (size_t i = 0; i < e->line.rows; i++)
        statements += seen[i];
    printf("%s: %zu rows, %zu statements behind them, %zu rows not led back\n",
           e->about->file, e->n, statements, bad);
    return bad > 0;
}

static int
run(struct mem *run, int n, char **operand)
{
    struct explain e = {.m = run};
    asof_from(run, operand[0]);
    recipe_read(&e.recipe, run, recipe_file, asof);
    e.about = find_table(&e, operand[0]);
    if (!e.about)
        die_unknown(&e, operand[0]);
    check_path(&e, operand[0]);
    lineage_open(&e.line, run, &e.recipe, sources);
    labels_open(&e.labels, run, codes);
    e.table = lineage_make(&e.line, e.about->file);
    read_digits(&e);
    choose_rows(&e, operand + 1, n - 1);
    if (!e.n)
        die_no_row(&e);
    e.mark = mem_array(run, e.line.rows, sizeof *e.mark);
    if (check)
        return check_rows(&e);
    e.markdown = !strcmp(format, "markdown");
    put_rows(&e);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {
        STAGE_NAME, STAGE_ABOUT, "WHAT [PERIOD] [CONDITION...]", 1, -1, opts, NULL,
        NULL,       run};
    return frame_main(&stage, argc, argv);
}
