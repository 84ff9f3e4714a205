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
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "claim/claims.h"
#include "document/display.h"
#include "document/formats.h"
#include "program/spawn.h"
#include "program/stage.h"
#include "provenance/lineage.h"
#include "provenance/prov.h"
#include "provenance/story.h"

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

/* More rows than these are told in one line each. */
enum { ROWS_TOLD = 8 };

struct explain {
    struct mem *m;
    struct recipe recipe;
    struct lineage line;
    struct story story;
    const struct doc_format *format; /* NULL: PROV-JSON */
    struct document document;
    const struct recipe_table *about;
    int table;
    size_t *row; /* the rows asked for */
    size_t n;
};

/* Once all rows are there. */
static void
open_story(struct explain *e)
{
    story_open(&e->story, e->m, &e->line, codes);
    e->story.body = &e->document.body;
    e->story.all = all;
}

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
    size_t n = 0;
    for (size_t i = 0; i < r->tables; i++)
        if (!strcmp(stem, r->table[i].name))
            return &r->table[i];
    for (size_t i = 0; i < r->tables && !is_path(what); i++)
        if (is_short_for(stem, r->table[i].name)) {
            several =
                mem_print(e->m, "%s%s%s", several, n++ ? ", " : "", r->table[i].name);
            found = &r->table[i];
        }
    if (n > 1)
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
    die(EX_NOINPUT,
        "%s: there is no such table or claim%s%s; a table is named f01 or f01-title, "
        "as "
        "in out/tables, a claim as in pipeline/claims",
        msg_quote(what), near ? "; the nearest is " : "", near ? near : "");
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
    e->story.digits = DISPLAY_DIGITS;
    for (size_t i = 0; i < s->n; i++) {
        if (!strncmp(s->word[i], "--digits=", 9))
            e->story.digits = strtol(s->word[i] + 9, NULL, 10);
        else if (!strcmp(s->word[i], "--digits") && i + 1 < s->n)
            e->story.digits = strtol(s->word[i + 1], NULL, 10);
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
    const char *out = mem_print(e->m, "%s/kept", spawn_folder());
    char **argv = mem_array(e->m, (size_t)n + 3, sizeof *argv);
    argv[0] = mem_copy(e->m, "keep");
    for (int i = 0; i < n; i++)
        argv[i + 1] = condition[i];
    argv[n + 1] = mem_copy(e->m, e->about->file);
    int code = spawn_stage(argv, NULL, out, NULL);
    if (code)
        exit(code < 0 ? EX_NOINPUT : code);
    struct table kept;
    struct table_row row;
    size_t i = t->first;
    table_open(&kept, e->m, out, NULL, TABLE_ANY);
    e->n = 0;
    while (table_next(&kept, &row)) {
        while (table_compare(e->line.row[i].cell, row.cell, t->tab.key))
            i++;
        add_row(e, i++);
    }
    table_close(&kept);
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
        const char *p = lineage_cell(&e->line, i, TABLE_PERIOD);
        first = !first || strcmp(p, first) < 0 ? p : first;
        last = !last || strcmp(p, last) > 0 ? p : last;
    }
    die(1, "%s: no row meets this; it has %zu row%s%s%s%s%s", e->about->file, t->n,
        t->n == 1 ? "" : "s", first ? ", periods from " : "", first ? first : "",
        first ? " to " : "", first ? last : "");
}

/* ---- a table */

static void
put_overview(struct explain *e)
{
    struct story *y = &e->story;
    struct doc_node *list = doc_list(y->body, NULL, false);
    bool rounded;
    for (size_t i = 0; i < e->n; i++) {
        size_t row = e->row[i];
        doc_item(list, mem_print(e->m, "line %ld: %s: %s; %s", e->line.row[row].line,
                                 story_key(y, row, LINE_NONE),
                                 story_printed(y, row, &rounded),
                                 lineage_cell(&e->line, row, TABLE_SOURCE)));
    }
    doc_paragraph(y->body,
                  mem_print(e->m,
                            "%zu rows, one line each. For the story of one name its "
                            "period or another column, as in: explain %s %s. With "
                            "--all that of every one is told.",
                            e->n, e->about->name,
                            lineage_cell(&e->line, e->row[e->n - 1], TABLE_PERIOD)));
}

static void
put_rows(struct explain *e)
{
    struct story *y = &e->story;
    const char *subtitle = e->about->subtitle;
    e->document.title = mem_print(e->m, "%s: %s", e->about->name, e->about->title);
    e->document.subtitle = *subtitle ? subtitle : NULL;
    if (e->n > ROWS_TOLD && !all) {
        put_overview(e);
        return;
    }
    for (size_t i = 0; i < e->n; i++) {
        story_about(y, &e->row[i], 1);
        story_number(y, e->row[i]);
        story_sources(y, e->row[i]);
        story_rivals(y, e->row[i]);
        story_steps(y, e->row[i]);
        story_letters(y, e->row[i]);
    }
    story_about(y, e->row, e->n);
    story_files(y, lineage_command(&e->line, e->about->file));
}

static void
write_rows(struct explain *e)
{
    struct prov p;
    bool rounded;
    story_about(&e->story, e->row, e->n);
    prov_open(&p, &e->story, lineage_command(&e->line, e->about->file));
    for (size_t i = 0; i < e->n; i++)
        prov_add(&p, e->row[i], "attest:printed",
                 story_printed(&e->story, e->row[i], &rounded));
    prov_write(&p);
}

/* ---- --check */

/* The source of a dataset's row as tables cite it. */
static const char *
citation(const struct explain *e, size_t row)
{
    const char *source = lineage_cell(&e->line, row, TABLE_SOURCE);
    size_t n;
    const struct source *s = sources_next(&e->line.cite, source, &n);
    if (!lineage_is_statement(&e->line, row))
        return source;
    return mem_print(e->m, "%s@%s", source,
                     s && *s->published ? s->published : "undated");
}

/* True when every source of the row is one of the statements' behind it. */
static bool
is_covered(struct explain *e, size_t row, size_t leaf[], bool *seen)
{
    const char *cited = lineage_cell(&e->line, row, TABLE_SOURCE), *found = "";
    story_about(&e->story, &row, 1);
    size_t n = story_leaves(&e->story, leaf);
    for (size_t i = 0; i < n; i++) {
        seen[leaf[i]] = true;
        found = table_sources(e->m, found, citation(e, leaf[i]));
    }
    return n && !strcmp(found, table_sources(e->m, found, cited));
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
                 story_place(&e->story, e->row[i]));
            bad++;
        }
    for (size_t i = 0; i < e->line.rows; i++)
        statements += seen[i];
    printf("%s: rows %zu, statements behind them %zu, rows not led back %zu\n",
           e->about->file, e->n, statements, bad);
    return bad > 0;
}

/* ---- a claim */

enum { BASES = 2, VERDICT_CELLS = 7 };
static const char *const basis_name[BASES] = {"published", "latest"};
static const char *const verdict_need[] = {"claim",  "reading", "basis",    "verdict",
                                           "source", "why",     "mentions", NULL};
enum { V_CLAIM, V_READING, V_BASIS, V_VERDICT, V_SOURCE, V_WHY, V_MENTIONS };

/* The verdict on one reading by one basis, and the rows that it rests on. */
struct verdict {
    char *cell[VERDICT_CELLS];
    size_t *row, n;
};

struct verdicts {
    const struct recipe_claims *article;
    const struct claims *claims;
    const struct claim *claim;
    struct verdict *item;
    size_t n;
    size_t *number; /* the rows that they rest on, each once */
    size_t numbers;
};

static const struct claim *
claim_named(const struct claims *c, const char *id)
{
    for (size_t i = 0; i < c->n; i++)
        if (!strcmp(c->claim[i].id, id))
            return &c->claim[i];
    return NULL;
}

/* The article that has the claim; false when none has. */
static bool
find_claim(struct explain *e, const char *id, struct verdicts *v)
{
    const struct recipe *r = &e->recipe;
    const char *several = "";
    size_t found = 0;
    for (size_t i = 0; i < r->articles; i++) {
        if (*article && strcmp(article, r->claims[i].name))
            continue;
        const struct claims *c = claims_read(e->m, r->claims[i].claims);
        const struct claim *claim = claim_named(c, id);
        if (!claim)
            continue;
        *v = (struct verdicts){.article = &r->claims[i], .claims = c, .claim = claim};
        several =
            mem_print(e->m, "%s%s%s", several, found++ ? ", " : "", r->claims[i].name);
    }
    if (found > 1)
        usage("claim %s is in several articles, expected --article with one of %s", id,
              several);
    return found == 1;
}

/* The row on a line of a file that the stages made. */
static size_t
row_at(const struct explain *e, const char *file, const char *line)
{
    const struct lineage *l = &e->line;
    for (int i = 0; i < l->tables; i++)
        for (size_t k = 0;
             l->table[i].file && !strcmp(l->table[i].file, file) && k < l->table[i].n;
             k++)
            if (l->row[l->table[i].first + k].line == strtol(line, NULL, 10))
                return l->table[i].first + k;
    die(EX_SOFTWARE, "a verdict rests on %s line %s, which no stage made", file, line);
}

static void
add_rests(struct explain *e, struct verdict *v, const char *path)
{
    static const char *const need[] = {"claim", "reading", "file", "line", NULL};
    struct table t;
    struct table_row row;
    table_open(&t, e->m, path, need, TABLE_ANY);
    while (table_next(&t, &row)) {
        if (strcmp(row.cell[0], v->cell[V_CLAIM]) ||
            strcmp(row.cell[1], v->cell[V_READING]))
            continue;
        v->row = mem_more(e->m, v->row, v->n, sizeof *v->row);
        v->row[v->n++] = row_at(e, row.cell[2], row.cell[3]);
    }
    table_close(&t);
}

static void
take_verdict(struct explain *e, struct verdicts *v, const struct table *t,
             const struct table_row *row, const char *rests)
{
    struct verdict *new;
    v->item = mem_more(e->m, v->item, v->n, sizeof *v->item);
    new = &v->item[v->n++];
    for (int c = 0; c < VERDICT_CELLS; c++)
        new->cell[c] = mem_copy(e->m, row->cell[table_find(t, verdict_need[c])]);
    add_rests(e, new, rests);
}

/* Length of "--option=" in front of a value. */
static size_t
option_length(const char *word)
{
    const char *equals = strchr(word, '=');
    return *word == '-' && equals ? (size_t)(equals + 1 - word) : 0;
}

/* The verdicts as the file has them must be what the judge says now. */
static void
same_verdict(struct explain *e, const struct verdicts *v, const struct table *t,
             const struct table_row *now, const struct table *filed,
             const struct table_row *then)
{
    for (int c = 0; c < t->n; c++)
        if (t->n != filed->n || strcmp(now->cell[c], then->cell[c]))
            die_at(
                EX_DATAERR, (struct place){v->article->file, then->line, t->column[c]},
                "%s, where the claim is now judged %s; it is out of date: %s",
                msg_quote(c < filed->n ? then->cell[c] : ""), msg_quote(now->cell[c]),
                lineage_command(&e->line, v->article->file));
}

/* Judges the article by one basis, and takes the verdicts on the claim. `filed` goes on
 * to the end of those of this basis. */
static void
judge_again(struct explain *e, struct verdicts *v, const struct recipe_judge *j,
            struct table *filed)
{
    size_t n;
    struct recipe_pipe command = {v->article->file, "", j->command};
    const struct recipe_stage *s = recipe_stages(e->m, &command, &n);
    const char *out = mem_print(e->m, "%s/verdicts", spawn_folder());
    const char *err = mem_print(e->m, "%s/verdicts.err", spawn_folder());
    const char *rests = mem_print(e->m, "%s/rests", spawn_folder());
    char **argv = mem_array(e->m, s->n + 2, sizeof *argv);
    memcpy(argv, s->word, s->n * sizeof *argv);
    argv[s->n] = mem_print(e->m, "--rests-on=%s", rests);
    for (size_t i = 1; i < s->n; i++)
        if (recipe_pipe(&e->recipe, s->word[i] + option_length(s->word[i])))
            lineage_make(&e->line, s->word[i] + option_length(s->word[i]));
    if (spawn_stage(argv, NULL, out, err))
        die(EX_DATAERR, "%s fails, as make %s will say", s->text, v->article->file);
    struct table t;
    struct table_row now, then;
    table_open(&t, e->m, out, verdict_need, TABLE_ANY);
    while (table_next(&t, &now)) {
        if (!table_next(filed, &then))
            die(EX_DATAERR, "%s: has fewer verdicts than the judge now gives: %s",
                v->article->file, lineage_command(&e->line, v->article->file));
        same_verdict(e, v, &t, &now, filed, &then);
        if (!strcmp(now.cell[table_find(&t, "claim")], v->claim->id))
            take_verdict(e, v, &t, &now, rests);
    }
    table_close(&t);
}

static void
read_verdicts(struct explain *e, struct verdicts *v)
{
    struct table filed;
    if (access(v->article->file, R_OK))
        die(EX_NOINPUT, "%s: has not been made: %s", v->article->file,
            lineage_command(&e->line, v->article->file));
    table_open(&filed, e->m, v->article->file, verdict_need, TABLE_ANY);
    for (int b = 0; b < BASES; b++)
        for (size_t i = 0; i < e->recipe.judges; i++) {
            const struct recipe_judge *j = &e->recipe.judge[i];
            if (!strcmp(j->name, v->article->name) && !strcmp(j->basis, basis_name[b]))
                judge_again(e, v, j, &filed);
        }
    struct table_row row;
    if (table_next(&filed, &row))
        die_at(EX_DATAERR, (struct place){v->article->file, row.line, NULL},
               "the judge gives no such verdict; it is out of date: %s",
               lineage_command(&e->line, v->article->file));
    table_close(&filed);
}

/* The two say the same of the same quantity, by the same statements. */
static bool
same_row(const struct explain *e, size_t a, size_t b)
{
    const struct line_row *x = &e->line.row[a], *z = &e->line.row[b];
    const struct table *t = &e->line.table[x->table].tab;
    return t->n == e->line.table[z->table].tab.n &&
           !table_compare(x->cell, z->cell, t->n);
}

/* The place of a row in the list of numbers, from 1. */
static size_t
number_of_row(struct explain *e, struct verdicts *v, size_t row)
{
    for (size_t i = 0; i < v->numbers; i++)
        if (same_row(e, v->number[i], row))
            return i + 1;
    v->number = mem_more(e->m, v->number, v->numbers, sizeof *v->number);
    v->number[v->numbers++] = row;
    return v->numbers;
}

static const char *
basis_words(const struct explain *e, const struct verdicts *v, const char *basis)
{
    return strcmp(basis, "published") || !v->claims->published
               ? basis
               : mem_print(e->m, "as of %s", display_date(e->m, v->claims->published));
}

static void
put_verdict(struct explain *e, struct verdicts *v, struct doc_node *list,
            const struct verdict *d)
{
    const char *rests = "";
    for (size_t i = 0; i < d->n; i++)
        rests = mem_print(e->m, "%s%s%zu", rests, i ? ", " : " Rests on ",
                          number_of_row(e, v, d->row[i]));
    struct doc_node *item = doc_item(
        list, mem_print(e->m, "%s: %s. %s%s%s", basis_words(e, v, d->cell[V_BASIS]),
                        d->cell[V_VERDICT], d->cell[V_WHY], rests, *rests ? "." : ""));
    struct doc_node *within = doc_list(item, NULL, false);
    for (const char *p = d->cell[V_MENTIONS]; *p; p += strcspn(p, "+"), p += *p == '+')
        story_source(&e->story, doc_item(within, "it speaks of "), p);
}

/* How the verdicts were reached. */
static void
put_judges(const struct explain *e, const struct verdicts *v)
{
    doc_heading(e->story.body, 3, "How it was judged");
    struct doc_node *list = doc_list(e->story.body, NULL, false);
    for (size_t i = 0; i < e->recipe.judges; i++) {
        const struct recipe_judge *j = &e->recipe.judge[i];
        if (!strcmp(j->name, v->article->name))
            doc_mono(doc_item(list, NULL), j->command);
    }
}

static void
put_article(const struct explain *e, const struct verdicts *v)
{
    const struct claims *c = v->claims;
    struct doc_node *p = doc_paragraph(
        e->story.body,
        mem_print(e->m, "%s%s%s: %s%s", c->publisher ? c->publisher : "",
                  c->publisher ? ", " : "",
                  display_date(e->m, c->published ? c->published : ""),
                  c->article ? c->article : v->article->name, c->url ? " " : ""));
    if (c->url)
        doc_link(p, NULL, c->url);
}

static void
put_reading(struct explain *e, struct verdicts *v, const struct reading *r)
{
    doc_heading(e->story.body, 2,
                mem_print(e->m, "Reading %s: %s", r->id, r->question));
    struct doc_node *list = doc_list(e->story.body, NULL, false);
    for (size_t i = 0; i < v->n; i++)
        if (!strcmp(v->item[i].cell[V_READING], r->id))
            put_verdict(e, v, list, &v->item[i]);
}

static void
put_claim(struct explain *e, struct verdicts *v)
{
    struct story *y = &e->story;
    e->document.title = mem_print(e->m, "%s: %s", v->claim->id, v->claim->paraphrase);
    put_article(e, v);
    for (size_t k = 0; k < v->claim->n; k++)
        put_reading(e, v, &v->claim->reading[k]);
    for (size_t i = 0; i < v->numbers; i++) {
        size_t row = v->number[i];
        story_about(y, &row, 1);
        doc_heading(y->body, 2,
                    mem_print(e->m, "%zu. %s: %s", i + 1, story_key(y, row, LINE_NONE),
                              story_amount(y, row, LINE_NONE)));
        story_sources(y, row);
        story_rivals(y, row);
    }
    if (!v->numbers)
        return;
    story_about(y, v->number, v->numbers);
    story_steps(y, LINE_NONE);
    put_judges(e, v);
    story_letters(y, LINE_NONE);
    story_files(y, lineage_command(&e->line, v->article->file));
}

static void
write_verdicts(struct explain *e, struct verdicts *v)
{
    struct prov p;
    for (size_t i = 0; i < v->n; i++)
        for (size_t k = 0; k < v->item[i].n; k++)
            number_of_row(e, v, v->item[i].row[k]);
    story_about(&e->story, v->number, v->numbers);
    prov_open(&p, &e->story, lineage_command(&e->line, v->article->file));
    for (size_t i = 0; i < v->n; i++) {
        const struct verdict *d = &v->item[i];
        size_t *row = mem_array(e->m, d->n, sizeof *row);
        for (size_t k = 0; k < d->n; k++)
            row[k] = v->number[number_of_row(e, v, d->row[k]) - 1];
        const char *members[] = {
            "prov:label",     v->claim->paraphrase, "attest:basis",
            d->cell[V_BASIS], "attest:verdict",     d->cell[V_VERDICT],
            "attest:why",     d->cell[V_WHY],       NULL};
        prov_say(&p,
                 mem_print(e->m, "%s/%s/%s/%s", v->article->file, v->claim->id,
                           d->cell[V_READING], d->cell[V_BASIS]),
                 members, row, d->n);
    }
    prov_write(&p);
}

static void
explain_claim(struct explain *e, struct verdicts *v)
{
    read_verdicts(e, v);
    open_story(e);
    e->story.also = v->article->claims;
    if (!e->format) {
        write_verdicts(e, v);
        return;
    }
    put_claim(e, v);
    e->format->write(&e->document, stdout);
}

/* The table of `about`, made again. */
static void
open_table(struct explain *e)
{
    if (access(e->about->file, R_OK))
        die(EX_NOINPUT, "%s: has not been made: %s", e->about->file,
            lineage_command(&e->line, e->about->file));
    e->table = lineage_make(&e->line, e->about->file);
    open_story(e);
}

static int
explain_table(struct explain *e, const char *what, char **condition, int n)
{
    check_path(e, what);
    open_table(e);
    read_digits(e);
    choose_rows(e, condition, n);
    if (!e->n)
        die_no_row(e);
    if (check)
        return check_rows(e);
    if (!e->format) {
        write_rows(e);
        return 0;
    }
    put_rows(e);
    e->format->write(&e->document, stdout);
    return 0;
}

/* --check of every table that the recipe has. */
static int
check_all(struct explain *e)
{
    int bad = 0;
    for (size_t i = 0; i < e->recipe.tables; i++) {
        e->about = &e->recipe.table[i];
        open_table(e);
        const struct line_table *t = &e->line.table[e->table];
        e->row = mem_array(e->m, t->n, sizeof *e->row);
        e->n = 0;
        for (size_t k = 0; k < t->n; k++)
            add_row(e, t->first + k);
        bad |= check_rows(e);
    }
    return bad;
}

static int
run(struct mem *run, int n, char **operand)
{
    struct explain e = {.m = run};
    struct verdicts v = {0};
    static const char *const also[] = {"json", NULL};
    e.format = document_format(format, also);
    document_open(&e.document, run, NULL, NULL);
    if (!n && !check)
        usage("no operand given, expected WHAT [PERIOD] [CONDITION...]");
    asof_from(run, n ? operand[0] : "");
    recipe_read(&e.recipe, run, recipe_file, asof);
    lineage_open(&e.line, run, &e.recipe, sources);
    if (!n)
        return check_all(&e);
    e.about = find_table(&e, operand[0]);
    if (e.about)
        return explain_table(&e, operand[0], operand + 1, n - 1);
    if (!find_claim(&e, operand[0], &v))
        die_unknown(&e, operand[0]);
    if (n > 1)
        usage("%s is one operand too many: a claim is told whole",
              msg_quote(operand[1]));
    explain_claim(&e, &v);
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
