#include "provenance/story.h"

#include <stdlib.h>
#include <string.h>

#include "dataset/data_package.h"
#include "document/display.h"
#include "program/spawn.h"

/* EXACT: more digits after the point than a number has. The others: how much is told
 * without --all. */
enum { EXACT = 400, LIST_TOLD = 8, STEP_ROWS_TOLD = 4 };

void
story_open(struct story *y, struct mem *m, const struct lineage *line,
           const char *codes)
{
    *y = (struct story){
        .m = m, .line = line, .level = 3, .digits = DISPLAY_DIGITS, .letters = ""};
    labels_open(&y->labels, m, codes);
    y->mark = mem_array(m, line->rows, sizeof *y->mark);
}

void
story_about(struct story *y, const size_t row[], size_t n)
{
    memset(y->mark, 0, y->line->rows * sizeof *y->mark);
    for (size_t i = 0; i < n; i++)
        lineage_mark(y->line, row[i], y->mark);
    y->n_said = 0;
    y->said = NULL;
}

/* ---- words */

static const char *
cell_named(const struct story *y, size_t row, const char *column)
{
    const struct line_row *r = &y->line->row[row];
    int at = table_find(&y->line->table[r->table].tab, column);
    return at < 0 ? "" : r->cell[at];
}

static const char *
join(const struct story *y, const char *a, const char *between, const char *b)
{
    return mem_print(y->m, "%s%s%s", a, *a && *b ? between : "", b);
}

const char *
story_key(struct story *y, size_t row, size_t beside)
{
    const struct table *t = &y->line->table[y->line->row[row].table].tab;
    const char *out = "";
    for (int c = 0; c < t->key; c++) {
        const char *code = y->line->row[row].cell[c], *name = t->column[c];
        if (c == t->at[TABLE_PERIOD])
            continue;
        if (beside == LINE_NONE ? !strcmp(code, "_T")
                                : !strcmp(code, cell_named(y, beside, name)))
            continue;
        const char *label = labels_get(&y->labels, name, code);
        if (!strcmp(code, "_T"))
            label = mem_print(y->m, "%s: all", name);
        else if (!strcmp(name, "citizenship"))
            label = mem_print(y->m, "citizens of %s", label);
        else if (!strncmp(name, "list_", 5))
            label = strcmp(code, "1") ? "" : mem_print(y->m, "on list %s", name + 5);
        out = join(y, out, ", ", label);
    }
    return join(y, out, ", ",
                display_period(y->m, lineage_cell(y->line, row, TABLE_PERIOD)));
}

static const char *
status_words(const struct story *y, const char *status)
{
    const char *out = "";
    unsigned marks = display_marks(status, "");
    for (char c = 'a'; c <= 'z'; c++)
        if (marks & DISPLAY_MARK(c))
            out = join(y, out, "; ", display_meaning(c));
    return out;
}

/* "fewer than in 2016, as in 2019" */
static const char *
compare_words(const struct story *y, const char *compare)
{
    const char *out = "", *before = "";
    for (size_t n; *compare; compare += n + (compare[n] == ' ')) {
        n = strcspn(compare, " ");
        const char *than = *compare == '<'   ? "less than in "
                           : *compare == '>' ? "more than in "
                                             : "as in ";
        const char *period = display_period(y->m, mem_text(y->m, compare + 1, n - 1));
        out =
            join(y, out, ", ", join(y, !strcmp(than, before) ? "" : than, "", period));
        before = than;
    }
    return out;
}

/* Value and bounds of a row, with so many digits after the point; *rounded as of display.h. */
static const char *
number_words(const struct story *y, size_t row, long digits, bool group, bool *rounded)
{
    const struct lineage *l = y->line;
    const char *value = lineage_cell(l, row, TABLE_VALUE), *out = value;
    const char *interval = lineage_cell(l, row, TABLE_INTERVAL);
    const char *bounds = display_bounds(y->m, lineage_cell(l, row, TABLE_LO),
                                        lineage_cell(l, row, TABLE_HI), interval,
                                        digits, group, rounded);
    if (*value)
        out = display_number(y->m, value, digits, group, rounded);
    if (!strcmp(interval, "approx"))
        out = mem_print(y->m, "about %s", out);
    return *value && *bounds ? mem_print(y->m, "%s (%s)", out, bounds)
                             : join(y, out, "", bounds);
}

const char *
story_amount(struct story *y, size_t row, size_t beside)
{
    const struct lineage *l = y->line;
    bool rounded;
    const char *unit = lineage_cell(l, row, TABLE_UNIT);
    const char *status = lineage_cell(l, row, TABLE_STATUS);
    const char *compare = compare_words(y, lineage_cell(l, row, TABLE_COMPARE));
    const char *out = number_words(y, row, EXACT, false, &rounded);
    if (!*out && !*compare)
        out = strchr(status, 'Q') ? "withheld" : "no number";
    out = join(y, out, ", ", compare);
    if (beside == LINE_NONE || strcmp(unit, lineage_cell(l, beside, TABLE_UNIT)))
        out =
            mem_print(y->m, "%s; unit: %s", out, labels_get(&y->labels, "unit", unit));
    y->letters = table_status(y->m, y->letters, status);
    return !strcmp(status, "A") ? out : mem_print(y->m, "%s [%s]", out, status);
}

const char *
story_place(const struct story *y, size_t row)
{
    const struct line_row *r = &y->line->row[row];
    const struct line_table *t = &y->line->table[r->table];
    const struct line_step *s = t->step < 0 ? NULL : y->line->step[t->step];
    if (s && !s->inputs && s->files)
        return mem_print(y->m, "%s, read by %s", s->file[s->files - 1],
                         s->stage.word[0]);
    return mem_print(y->m, "%s line %ld", t->file, r->line);
}

/* ---- sources */

/* "US Department of State, 2020 report, June 2020; read in a copy" */
void
story_source(const struct story *y, struct doc_node *item, const char *source)
{
    size_t n;
    const struct source *s = sources_next(&y->line->cite, source, &n);
    if (!s) {
        doc_text(item, mem_text(y->m, source, n));
        return;
    }
    doc_text(item, mem_print(y->m, "%s, ", sources_credit(y->m, s)));
    if (*s->url)
        doc_link(item, s->title, s->url);
    else
        doc_text(item, s->title);
    doc_text(item, mem_print(y->m, ", %s; %s", display_date(y->m, s->published),
                             sources_grade(s->grade)));
}

/* True when it was passed over for one that the story rests on, or that has its key. */
static bool
concerns(const struct story *y, const struct line_passed *p)
{
    const struct lineage *l = y->line;
    const struct line_table *out = &l->table[l->step[p->step]->output];
    const struct table *in = &l->table[l->row[p->row].table].tab;
    for (size_t i = out->first; i < out->first + out->n; i++) {
        bool same = y->mark[i];
        for (int c = 0; same && c < in->key; c++)
            same = !strcmp(l->row[p->row].cell[c], cell_named(y, i, in->column[c]));
        bool taken = p->instead == LINE_NONE;
        for (size_t k = 0; same && k < l->row[i].n && !taken; k++)
            taken = l->row[i].from[k] == p->instead;
        if (same && taken)
            return true;
    }
    return false;
}

static const struct line_passed *
passed_of(const struct story *y, size_t row)
{
    for (size_t i = 0; i < y->line->passed_n; i++)
        if (y->line->passed[i].row == row && concerns(y, &y->line->passed[i]))
            return &y->line->passed[i];
    return NULL;
}

/* What a dataset's row says, and where it stands; with what is said of that, if any. */
static void
put_statement(struct story *y, struct doc_node *list, size_t row, size_t beside,
              const char *remark)
{
    const char *locator = cell_named(y, row, "locator");
    const char *note = cell_named(y, row, "note");
    const char *out = mem_print(y->m, "%s: %s", story_key(y, row, beside),
                                story_amount(y, row, beside));
    out = join(y, out, "; at: ", locator);
    out = join(y, out, "; note: ", note);
    struct doc_node *item = doc_item(
        list, mem_print(y->m, "%s (%s, %s)", out,
                        lineage_cell(y->line, row, TABLE_SOURCE), story_place(y, row)));
    if (*remark)
        doc_item(doc_list(item, NULL, false), remark);
}

/* True when two rows have one source: equal ids. */
static bool
same_source(const struct story *y, size_t a, size_t b)
{
    const char *one = lineage_cell(y->line, a, TABLE_SOURCE);
    const char *other = lineage_cell(y->line, b, TABLE_SOURCE);
    size_t n = strcspn(one, "@+");
    return n == strcspn(other, "@+") && !strncmp(one, other, n);
}

/* Announces what a list leaves out. */
static void
put_more(const struct story *y, struct doc_node *list, size_t more, const char *what)
{
    if (more)
        doc_item(list, mem_print(y->m, "and %zu more %s (--all)", more, what));
}

/* The first leaf's source with all leaves that are of it. */
static void
put_leaves(struct story *y, struct doc_node *list, const size_t leaf[], size_t n,
           size_t row)
{
    size_t told = 0, more = 0;
    struct doc_node *item = doc_item(list, NULL);
    story_source(y, item, lineage_cell(y->line, leaf[0], TABLE_SOURCE));
    struct doc_node *within = doc_list(item, NULL, false);
    for (size_t i = 0; i < n; i++) {
        if (!same_source(y, leaf[0], leaf[i]))
            continue;
        if (told == LIST_TOLD && !y->all) {
            more++;
            continue;
        }
        const struct line_passed *p = passed_of(y, leaf[i]);
        put_statement(
            y, within, leaf[i], row,
            p ? join(y, "its comparison counts; not what else it says", ": ", p->why)
              : "");
        told++;
    }
    put_more(y, within, more, "of this source");
}

size_t
story_leaves(const struct story *y, size_t leaf[])
{
    size_t n = 0;
    for (size_t i = 0; i < y->line->rows; i++)
        if (y->mark[i] && lineage_is_origin(y->line, i))
            leaf[n++] = i;
    return n;
}

void
story_sources(struct story *y, size_t row)
{
    size_t *leaf = mem_array(y->m, y->line->rows, sizeof *leaf),
           n = story_leaves(y, leaf);
    doc_heading(y->body, y->level, "Who said so");
    struct doc_node *list = doc_list(y->body, NULL, n > 0);
    for (size_t i = 0; i < n; i++) {
        bool told = false;
        for (size_t k = 0; k < i && !told; k++)
            told = same_source(y, leaf[k], leaf[i]);
        if (!told)
            put_leaves(y, list, leaf + i, n - i, row);
    }
    if (!n)
        doc_item(list, "no statement: the row names no source");
}

bool
story_is_rival(const struct story *y, const struct line_passed *p)
{
    return !y->mark[p->row] && concerns(y, p);
}

void
story_rivals(struct story *y, size_t row)
{
    size_t told = 0, more = 0;
    struct doc_node *list = NULL;
    for (size_t i = 0; i < y->line->passed_n; i++) {
        const struct line_passed *p = &y->line->passed[i];
        if (!story_is_rival(y, p))
            continue;
        if (!told) {
            doc_heading(y->body, y->level, "What else was said, and not taken");
            list = doc_list(y->body, NULL, true);
        }
        if (told == LIST_TOLD && !y->all) {
            more++;
            continue;
        }
        told++;
        struct doc_node *item = doc_item(list, NULL);
        story_source(y, item, lineage_cell(y->line, p->row, TABLE_SOURCE));
        put_statement(y, doc_list(item, NULL, false), p->row, row,
                      mem_print(y->m, "not taken: %s", p->why));
    }
    if (more)
        put_more(y, doc_list(y->body, NULL, false), more, "statements");
}

/* ---- the stages */

/* "chooses rows by their cells", from the stage's own help. */
static const char *
ask_purpose(struct mem *m, const char *stage)
{
    char help[] = "--help", line[512] = "";
    const char *out = mem_print(m, "%s/help", spawn_folder());
    char *argv[] = {mem_copy(m, stage), help, NULL};
    size_t n = strlen(stage);
    if (spawn_stage(argv, NULL, out, NULL))
        return "";
    FILE *f = fopen(out, "r");
    while (f && fgets(line, sizeof line, f))
        if (!strncmp(line, stage, n) && !strncmp(line + n, " - ", 3))
            break;
    if (f)
        fclose(f);
    line[strcspn(line, "\n")] = '\0';
    return strlen(line) > n + 3 ? mem_copy(m, line + n + 3) : "";
}

static const char *
purpose(struct story *y, const char *stage)
{
    struct mem *run = y->line->run;
    for (size_t i = 0; i < y->purposes; i++)
        if (!strcmp(y->purpose[i].stage, stage))
            return y->purpose[i].text;
    y->purpose = mem_more(run, y->purpose, y->purposes, sizeof *y->purpose);
    y->purpose[y->purposes] = (struct story_purpose){stage, ask_purpose(run, stage)};
    return y->purpose[y->purposes++].text;
}

/* True when the row is what the one row before it was, but for columns that came or
 * went. */
static bool
is_unchanged(const struct story *y, size_t row)
{
    const struct line_row *r = &y->line->row[row];
    const struct table *t = &y->line->table[r->table].tab;
    if (r->n != 1)
        return false;
    const struct line_row *before = &y->line->row[r->from[0]];
    const struct table *b = &y->line->table[before->table].tab;
    for (int c = 0; c < t->n; c++) {
        int at = table_find(b, t->column[c]);
        if (at >= 0 && c != t->at[TABLE_SOURCE] && strcmp(before->cell[at], r->cell[c]))
            return false;
    }
    return true;
}

/* What the stage is for, when it was not said of this row yet. */
static const char *
purpose_once(struct story *y, const char *stage)
{
    for (size_t i = 0; i < y->n_said; i++)
        if (!strcmp(y->said[i], stage))
            return "";
    y->said = mem_more(y->m, y->said, y->n_said, sizeof *y->said);
    y->said[y->n_said++] = stage;
    return purpose(y, stage);
}

/* The item of a stage: its words, what is remarked, what it is for. */
static struct doc_node *
put_stage(struct story *y, struct doc_node *list, const struct line_step *s,
          const char *remark)
{
    const char *why = purpose_once(y, s->stage.word[0]);
    struct doc_node *item = doc_item(list, NULL);
    doc_mono(item, s->stage.text);
    doc_text(item, remark);
    doc_text(item, *why ? mem_print(y->m, " (%s)", why) : "");
    return item;
}

static void
put_step(struct story *y, struct doc_node *list, const struct line_step *s, size_t row)
{
    const struct line_table *t = &y->line->table[s->output];
    size_t told = 0, more = 0, same = 0, marked = 0;
    for (size_t i = t->first; i < t->first + t->n; i++) {
        marked += y->mark[i];
        same += y->mark[i] && is_unchanged(y, i);
    }
    if (same == marked && s->number > 1) {
        put_stage(y, list, s, " - unchanged");
        return;
    }
    struct doc_node *within = doc_list(put_stage(y, list, s, ""), NULL, false);
    for (size_t i = t->first; i < t->first + t->n; i++) {
        if (!y->mark[i])
            continue;
        if (told == STEP_ROWS_TOLD && !y->all) {
            more++;
            continue;
        }
        told++;
        doc_item(within, mem_print(y->m, "%s: %s", story_key(y, i, row),
                                   story_amount(y, i, row)));
    }
    put_more(y, within, more, "rows");
}

static bool
any_marked(const struct story *y, int table)
{
    const struct line_table *t = &y->line->table[table];
    for (size_t i = t->first; i < t->first + t->n; i++)
        if (y->mark[i])
            return true;
    return false;
}

/* The stages of one pipe that the row went through. */
static void
put_pipe(struct story *y, const struct recipe_pipe *pipe, size_t row)
{
    struct doc_node *list = doc_list(y->body, NULL, true);
    for (int i = 0; i < y->line->steps; i++)
        if (y->line->step[i]->pipe == pipe && any_marked(y, y->line->step[i]->output))
            put_step(y, list, y->line->step[i], row);
}

/* Files come before those that are made of them, as they were made. */
void
story_steps(struct story *y, size_t row)
{
    doc_heading(y->body, y->level, "What was done to it");
    for (int i = 0; i < y->line->tables; i++) {
        const struct line_table *t = &y->line->table[i];
        if (t->step < 0 || !t->file || !any_marked(y, i))
            continue;
        doc_lead(y->body, mem_print(y->m, "For %s:", t->file));
        put_pipe(y, y->line->step[t->step]->pipe, row);
    }
}

/* ---- files and code */

static size_t
add_file(const char *file[], size_t n, const char *path)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(file[i], path))
            return n;
    file[n] = path;
    return n + 1;
}

const char **
story_read(const struct story *y)
{
    const struct lineage *l = y->line;
    size_t room = 3, n = 0;
    for (int i = 0; i < l->steps; i++)
        room += l->step[i]->inputs + l->step[i]->files;
    const char **file = mem_array(y->m, room, sizeof *file);
    for (int i = 0; i < l->steps; i++) {
        const struct line_step *s = l->step[i];
        if (!any_marked(y, s->output))
            continue;
        for (size_t k = 0; k < s->inputs; k++)
            if (l->table[s->input[k]].step < 0)
                n = add_file(file, n, l->table[s->input[k]].file);
        for (size_t k = 0; k < s->files; k++)
            n = add_file(file, n, s->file[k]);
    }
    if (*l->cite.path)
        n = add_file(file, n, l->cite.path);
    if (y->also)
        add_file(file, n, y->also);
    return file;
}

/* The first line of what git says, or NULL when it says no. */
static const char *
ask_git(struct mem *m, const char *what, const char *option)
{
    char git[] = "git", line[256] = "";
    const char *out = mem_print(m, "%s/git", spawn_folder());
    const char *err = mem_print(m, "%s/git.err", spawn_folder());
    char *argv[] = {git, mem_copy(m, what), mem_copy(m, option), NULL};
    if (spawn(argv, NULL, out, err))
        return NULL;
    FILE *f = fopen(out, "r");
    if (f && fgets(line, sizeof line, f))
        line[strcspn(line, "\n")] = '\0';
    if (f)
        fclose(f);
    return mem_copy(m, line);
}

const char *
story_code(struct mem *m)
{
    const char *revision = ask_git(m, "rev-parse", "HEAD");
    if (!revision)
        return "attest " ATTEST_VERSION;
    const char *changed = ask_git(m, "status", "--porcelain");
    return mem_print(m, "attest " ATTEST_VERSION ", revision %s%s", revision,
                     changed && *changed ? " (modified)" : "");
}

void
story_files(struct story *y, const char *command)
{
    char hex[DIGEST_HEX];
    long bytes;
    doc_heading(y->body, 2, "From these files, with this command");
    struct doc_node *list = doc_list(y->body, NULL, false);
    for (const char **file = story_read(y); *file; file++) {
        if (!data_package_digest(*file, &bytes, hex))
            die(EX_NOINPUT, "%s: cannot be read", *file);
        struct doc_node *item = doc_item(list, mem_print(y->m, "%s, SHA-256 ", *file));
        doc_mono(item, mem_copy(y->m, hex));
    }
    doc_item(list, story_code(y->m));
    doc_mono(doc_item(list, NULL), command);
}

/* ---- the row itself */

const char *
story_printed(const struct story *y, size_t row, bool *rounded)
{
    const char *out = number_words(y, row, y->digits, true, rounded);
    const char *status = lineage_cell(y->line, row, TABLE_STATUS);
    return *out ? out : strchr(status, 'Q') ? "withheld" : "no number";
}

const char *
story_exact(const struct story *y, size_t row)
{
    bool rounded;
    return number_words(y, row, EXACT, false, &rounded);
}

const char *
story_status(const struct story *y, size_t row)
{
    const char *status = lineage_cell(y->line, row, TABLE_STATUS);
    const char *words = status_words(y, status);
    return mem_print(y->m, "%s: %s", status, *words ? words : "normal, no remark");
}

/* What stands right of the contract's columns: method, verdict, reason, numerator. */
static void
put_rest(struct story *y, struct doc_node *list, size_t row)
{
    const struct line_row *r = &y->line->row[row];
    const struct table *t = &y->line->table[r->table].tab;
    for (int c = t->key + 1; c < t->n; c++) {
        bool known = false;
        for (int i = 0; i < TABLE_COLUMNS; i++)
            known |= c == t->at[i];
        if (!known && *r->cell[c])
            doc_item(list, mem_print(y->m, "%s: %s", t->column[c], r->cell[c]));
    }
}

void
story_number(struct story *y, size_t row)
{
    bool rounded = false;
    const char *unit = lineage_cell(y->line, row, TABLE_UNIT);
    doc_heading(y->body, 2,
                mem_print(y->m, "%s: %s", story_key(y, row, LINE_NONE),
                          story_printed(y, row, &rounded)));
    struct doc_node *list = doc_list(y->body, NULL, false);
    if (rounded)
        doc_item(list, mem_print(y->m, "exactly %s; above as the table prints it",
                                 story_exact(y, row)));
    doc_item(list, mem_print(y->m, "unit: %s", labels_get(&y->labels, "unit", unit)));
    doc_item(list, mem_print(y->m, "status %s", story_status(y, row)));
    put_rest(y, list, row);
    doc_item(list, story_place(y, row));
}

/* What the letters beside the numbers mean, but for those of the row itself. */
void
story_letters(struct story *y, size_t row)
{
    const char *own = row == LINE_NONE ? "" : lineage_cell(y->line, row, TABLE_STATUS);
    const char *p = y->letters;
    y->letters = "";
    const char *out = "";
    for (; *p; p++) {
        const char *one = mem_text(y->m, p, 1), *words = status_words(y, one);
        if (*words && !strchr(own, *p))
            out = join(y, out, "; ", mem_print(y->m, "[%s] %s", one, words));
    }
    if (*out)
        doc_paragraph(y->body, out);
}
