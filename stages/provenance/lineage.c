#include "provenance/lineage.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "program/spawn.h"

/* A number as the source of a row: behind the id of a statement, so that a choice by id
 * stays what it was ('!' sorts before all that ids are made of), alone elsewhere. It is that
 * of the table and of the row in it, so that rows of one table do not number another's. */
enum { TABLE_ROWS = 100000000 };
#define NUMBER_MARK '!'
#define NUMBER_FORMAT "!%012zu"

const char *
lineage_cell(const struct lineage *l, size_t row, enum table_column c)
{
    const struct line_row *r = &l->row[row];
    int at = l->table[r->table].tab.at[c];
    return at < 0 ? "" : r->cell[at];
}

bool
lineage_is_origin(const struct lineage *l, size_t row)
{
    int step = l->table[l->row[row].table].step;
    return step < 0 || !l->step[step]->inputs;
}

bool
lineage_is_statement(const struct lineage *l, size_t row)
{
    const char *source = lineage_cell(l, row, TABLE_SOURCE);
    return *source && !strchr(source, '@');
}

void
lineage_open(struct lineage *l, struct mem *run, const struct recipe *recipe,
             const char *sources)
{
    *l = (struct lineage){.run = run, .recipe = recipe};
    sources_open(&l->cite, run, sources);
}

/* ---- tables */

static int
new_table(struct lineage *l, const char *file, int step)
{
    l->table = mem_more(l->run, l->table, (size_t)l->tables, sizeof *l->table);
    l->table[l->tables] =
        (struct line_table){.file = file, .first = l->rows, .step = step};
    return l->tables++;
}

static size_t
new_row(struct lineage *l, struct line_row row)
{
    l->row = mem_more(l->run, l->row, l->rows, sizeof *l->row);
    l->row[l->rows] = row;
    l->table[row.table].n++;
    return l->rows++;
}

static int
read_table(struct lineage *l, const char *path, const char *file, int step)
{
    int table = new_table(l, file, step);
    struct table t;
    struct table_row row;
    table_open(&t, l->run, path, NULL, TABLE_ANY);
    while (table_next(&t, &row)) {
        struct table_row kept = table_keep(&t, l->run, &row);
        new_row(l,
                (struct line_row){.table = table, .line = row.line, .cell = kept.cell});
    }
    table_close(&t);
    l->table[table].tab = t;
    return table;
}

/* ---- numbers in place of sources */

static char *
number_of(const struct lineage *l, size_t row)
{
    const char *source = lineage_cell(l, row, TABLE_SOURCE);
    int table = l->row[row].table;
    size_t number = (size_t)table * TABLE_ROWS + row - l->table[table].first;
    return lineage_is_statement(l, row)
               ? mem_print(l->run, "%s" NUMBER_FORMAT, source, number)
               : mem_print(l->run, NUMBER_FORMAT "@undated", number);
}

static FILE *
create(const char *path)
{
    FILE *f = fopen(path, "w");
    if (!f)
        die(EX_CANTCREAT, "%s: cannot be written: %s", path, strerror(errno));
    return f;
}

static void
finish(FILE *f, const char *path)
{
    bool bad = ferror(f) != 0;
    if (fclose(f) || bad)
        die(EX_IOERR, "%s: cannot be written: %s", path, strerror(errno));
}

/* A copy of the table with numbers for sources; returns its path. */
static const char *
write_numbered(struct lineage *l, int table)
{
    const struct line_table *t = &l->table[table];
    const char *path = spawn_file(l->run, mem_print(l->run, "%d.csv", table));
    int source = t->tab.at[TABLE_SOURCE];
    if (!access(path, F_OK))
        return path;
    FILE *f = create(path);
    table_write_on(f, t->tab.column, t->tab.n);
    char **cell = mem_array(l->run, (size_t)t->tab.n, sizeof *cell);
    for (size_t i = t->first; i < t->first + t->n; i++) {
        memcpy(cell, l->row[i].cell, (size_t)t->tab.n * sizeof *cell);
        cell[source] = number_of(l, i);
        table_write_on(f, cell, t->tab.n);
    }
    finish(f, path);
    return path;
}

/* The number of the statement that row i repeats: one of the same key, by the source that
 * s repeats, or by what that one repeats. */
static char *
number_copied(const struct lineage *l, const struct line_table *t, size_t i,
              const struct source *s)
{
    size_t n;
    for (size_t steps = 0; *s->copies && steps < l->cite.n; steps++) {
        for (size_t k = t->first; k < t->first + t->n; k++)
            if (!strcmp(lineage_cell(l, k, TABLE_SOURCE), s->copies) &&
                !table_compare(l->row[k].cell, l->row[i].cell, t->tab.key))
                return number_of(l, k);
        s = sources_next(&l->cite, s->copies, &n);
        if (!s)
            break;
    }
    return mem_copy(l->run, "");
}

/* What `vintage` has to know of the numbered statements: publisher, date, grade and
 * what it copies. */
static const char *
write_sources(struct lineage *l, int table)
{
    const struct line_table *t = &l->table[table];
    const char *path = spawn_file(l->run, "sources");
    FILE *f = create(path);
    fputs("source,publisher,of,published,copies,grade\n", f);
    for (size_t i = t->first; i < t->first + t->n; i++) {
        size_t n;
        const struct source *s =
            sources_next(&l->cite, lineage_cell(l, i, TABLE_SOURCE), &n);
        if (!s)
            continue;
        char *cell[] = {number_of(l, i),           mem_copy(l->run, s->publisher),
                        mem_copy(l->run, s->of),   mem_copy(l->run, s->published),
                        number_copied(l, t, i, s), mem_copy(l->run, s->grade)};
        table_write_on(f, cell, 6);
    }
    finish(f, path);
    return path;
}

/* Reads the number at the end of an entry of n bytes up to '@' or '+'. */
static bool
read_number(const struct lineage *l, const char *entry, size_t n, size_t *row)
{
    while (n && entry[n - 1] != NUMBER_MARK)
        n--;
    if (!n)
        return false;
    char *end;
    size_t number = strtoul(entry + n, &end, 10);
    size_t table = number / TABLE_ROWS, at = number % TABLE_ROWS;
    if (end == entry + n || !strchr("@+", *end) || table >= (size_t)l->tables ||
        at >= l->table[table].n)
        return false;
    *row = l->table[table].first + at;
    return true;
}

/* The sources that the numbers in a cell stand for; adds the rows to r->from. */
static char *
read_numbers(struct lineage *l, struct line_row *r, const char *cell,
             const struct line_step *step)
{
    char *source = mem_copy(l->run, "");
    for (const char *p = cell; *p; p += strcspn(p, "+"), p += *p == '+') {
        size_t row, n = strcspn(p, "+@");
        if (!read_number(l, p, n, &row) || row >= l->table[r->table].first)
            die(EX_SOFTWARE,
                "stage %zu of %s (%s) writes the source %s, which is none of the rows "
                "it read; it cannot be followed",
                step->number, step->pipe->file, step->stage.text,
                msg_quote_n(p, strcspn(p, "+")));
        const char *own = lineage_cell(l, row, TABLE_SOURCE);
        if (p[n] == '@' && lineage_is_statement(l, row))
            own = mem_print(l->run, "%s%.*s", own, (int)(strcspn(p, "+") - n), p + n);
        source = table_sources(l->run, source, own);
        r->from[r->n++] = row;
    }
    return source;
}

/* Turns the rows that a stage wrote back: numbers into rows and sources. Besides source
 * these are the columns that `pair` makes, NAME_source. */
static void
resolve(struct lineage *l, const struct line_step *step)
{
    const struct line_table *t = &l->table[step->output];
    for (size_t i = t->first; i < t->first + t->n; i++) {
        struct line_row *r = &l->row[i];
        size_t room = 0;
        for (int c = 0; c < t->tab.n; c++)
            for (const char *p = r->cell[c]; *p; p++)
                room += *p == NUMBER_MARK;
        r->from = mem_array(l->run, room, sizeof *r->from);
        for (int c = t->tab.at[TABLE_SOURCE]; c < t->tab.n; c++) {
            const char *name = t->tab.column[c];
            size_t n = strlen(name);
            bool more = n > 7 && !strcmp(name + n - 7, "_source") &&
                        strchr(r->cell[c], NUMBER_MARK);
            if (c == t->tab.at[TABLE_SOURCE] || more)
                r->cell[c] = read_numbers(l, r, r->cell[c], step);
        }
    }
}

/* ---- running a stage */

/* True when the list, parted by commas, has the text. */
static bool
is_listed(const char *list, const char *text)
{
    size_t n;
    for (; *list; list += n + (list[n] == ',')) {
        n = strcspn(list, ",");
        if (strlen(text) == n && !strncmp(list, text, n))
            return true;
    }
    return false;
}

/* The rows of the inputs whose source the list has; returns how many. */
static size_t
listed_rows(struct lineage *l, const struct line_step *s, const char *list,
            size_t **row)
{
    size_t room = 0, n = 0;
    for (size_t k = 0; k < s->inputs; k++)
        room += l->table[s->input[k]].n;
    *row = mem_array(l->run, room, sizeof **row);
    for (size_t k = 0; k < s->inputs; k++) {
        const struct line_table *t = &l->table[s->input[k]];
        for (size_t i = t->first; i < t->first + t->n; i++)
            if (is_listed(list, lineage_cell(l, i, TABLE_SOURCE)))
                (*row)[n++] = i;
    }
    return n;
}

/* A condition on source, with the numbers of these rows for its list. */
static char *
number_condition(struct lineage *l, const char *word, const size_t row[], size_t n)
{
    static int conditions;
    const char *path =
        spawn_file(l->run, mem_print(l->run, "condition-%d", conditions++));
    FILE *f = create(path);
    for (size_t i = 0; i < n; i++)
        fprintf(f, "%s\n", number_of(l, row[i]));
    finish(f, path);
    return mem_print(l->run, "%.*s=@%s", (int)strcspn(word, "="), word, path);
}

static bool
begins(const char *text, const char *with)
{
    return !strncmp(text, with, strlen(with));
}

static void
add_input(struct lineage *l, struct line_step *s, int table)
{
    s->input = mem_more(l->run, s->input, s->inputs, sizeof *s->input);
    s->input[s->inputs++] = table;
}

/* True for a file with all columns that a table has. */
static bool
has_contract(struct lineage *l, const char *file)
{
    struct csv_in in;
    struct csv_row row;
    bool all = true;
    csv_open(&in, l->run, file, ',', 0);
    bool any = csv_next(&in, &row) == CSV_ROW;
    for (int c = 0; any && all && table_contract[c]; c++) {
        size_t i = 0;
        while (i < row.n && strcmp(row.cell[i], table_contract[c]))
            i++;
        all = i < row.n;
    }
    csv_close(&in);
    return any && all;
}

/* The table of a file: made by a pipe, or a dataset with the columns of the contract, or
 * -1. */
static int
table_of(struct lineage *l, const char *file)
{
    if (recipe_pipe(l->recipe, file))
        return lineage_make(l, file);
    for (int i = 0; i < l->tables; i++)
        if (l->table[i].file && !strcmp(l->table[i].file, file))
            return i;
    return has_contract(l, file) ? read_table(l, file, file, -1) : -1;
}

/* The path that a word names, or the one behind --option=. */
static const char *
path_in(const struct lineage *l, const char *word)
{
    const char *path = word;
    struct stat st;
    if (*word == '-' && strchr(word, '='))
        path = strchr(word, '=') + 1;
    if (recipe_pipe(l->recipe, path))
        return path;
    return !stat(path, &st) && S_ISREG(st.st_mode) ? path : NULL;
}

/* The files that the words name; the numbered copies take their places. */
static void
find_inputs(struct lineage *l, struct line_step *s, char **word)
{
    s->file = mem_array(l->run, s->stage.n, sizeof *s->file);
    for (size_t i = 1; i < s->stage.n; i++) {
        const char *path = path_in(l, s->stage.word[i]);
        if (!path)
            continue;
        int table = table_of(l, path);
        if (table < 0) {
            s->file[s->files++] = path;
            continue;
        }
        add_input(l, s, table);
        word[i] = mem_print(l->run, "%.*s%s", (int)(path - s->stage.word[i]),
                            s->stage.word[i], write_numbered(l, table));
    }
}

/* The words with numbers where they name sources: conditions of `keep`, --mute. */
static struct recipe_stage
number_words(struct lineage *l, const struct line_step *s, char **word)
{
    struct recipe_stage out = {.word = mem_array(l->run, s->stage.n + 3, sizeof *word)};
    size_t room = s->stage.n + 3;
    for (size_t i = 0; i < s->stage.n; i++) {
        size_t *row, n;
        bool mute = begins(word[i], "--mute=");
        if (!mute && !begins(word[i], "source=") && !begins(word[i], "source!=")) {
            out.word[out.n++] = word[i];
            continue;
        }
        n = listed_rows(l, s, strchr(word[i], '=') + 1, &row);
        if (!mute) {
            /* Without a row the ids stay: they choose none, or shut none out. */
            out.word[out.n++] = n ? number_condition(l, word[i], row, n) : word[i];
            continue;
        }
        out.word =
            mem_grow(l->run, out.word, room * sizeof *word, (room + n) * sizeof *word);
        room += n;
        for (size_t k = 0; k < n; k++)
            out.word[out.n++] = mem_print(l->run, "--mute=%s", number_of(l, row[k]));
    }
    return out;
}

/* The dataset's row that a statement is, whatever `keep` it went through. */
static size_t
origin(const struct lineage *l, size_t row)
{
    while (!lineage_is_origin(l, row) && l->row[row].n == 1)
        row = l->row[row].from[0];
    return row;
}

static void
read_passed(struct lineage *l, const char *path, int step)
{
    struct table t;
    struct table_row row;
    table_open(&t, l->run, path, NULL, TABLE_ANY);
    int instead = table_find(&t, "instead"), why = table_find(&t, "why");
    while (table_next(&t, &row)) {
        l->passed = mem_more(l->run, l->passed, l->passed_n, sizeof *l->passed);
        struct line_passed p = {LINE_NONE, LINE_NONE, mem_copy(l->run, row.cell[why]),
                                step};
        const char *source = table_cell(&t, &row, TABLE_SOURCE);
        if (read_number(l, source, strlen(source), &p.row))
            p.row = origin(l, p.row);
        read_number(l, row.cell[instead], strlen(row.cell[instead]), &p.instead);
        l->passed[l->passed_n++] = p;
    }
    table_close(&t);
}

/* What takes longer is worth keeping. */
#define LONG 0.1

static double
seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Runs one stage on numbered rows; its output is a table between stages. */
static void
run_step(struct lineage *l, int number, int standard)
{
    struct line_step *s = l->step[number];
    const char *out = spawn_file(l->run, "out"), *err = spawn_file(l->run, "err"),
               *passed = NULL;
    char **word = mem_array(l->run, s->stage.n, sizeof *word);
    memcpy(word, s->stage.word, s->stage.n * sizeof *word);
    find_inputs(l, s, word);
    if (standard >= 0)
        add_input(l, s, standard);
    struct recipe_stage run = number_words(l, s, word);
    if (!strcmp(word[0], "vintage") && s->inputs) {
        passed = spawn_file(l->run, "passed");
        run.word[run.n++] =
            mem_print(l->run, "--sources=%s", write_sources(l, s->input[0]));
        run.word[run.n++] = mem_print(l->run, "--passed-over=%s", passed);
    }
    if (!strcmp(word[0], msg_stage()))
        die(EX_DATAERR,
            "the pipe of %s runs %s again, expected stages that make tables",
            s->pipe->file, word[0]);
    const char *in = standard < 0 ? NULL : write_numbered(l, standard), *known = NULL;
    if (l->memo && !passed)
        known = memo_find(l->memo, l->run, run.word, in);
    double began = seconds();
    int code = known ? 0 : spawn_stage(run.word, in, out, err);
    if (l->memo && !passed && !known && !code && seconds() - began > LONG)
        memo_keep(l->memo, l->run, run.word, in, out);
    if (code < 0)
        die(EX_NOINPUT, "there is no stage %s, as in the pipe of %s",
            msg_quote(word[0]), s->pipe->file);
    /* 1 is an answer, as of `bound --contradictions=keep`. */
    if (code > 1)
        die(EX_DATAERR, "%s fails in the pipe of %s, as make will say", word[0],
            s->pipe->file);
    s->output = read_table(l, known ? known : out, NULL, number);
    if (s->inputs)
        resolve(l, s);
    if (passed)
        read_passed(l, passed, number);
}

static int
new_step(struct lineage *l, const struct recipe_pipe *pipe, struct recipe_stage stage,
         size_t number)
{
    struct line_step *s = mem_get(l->run, sizeof *s);
    *s = (struct line_step){.stage = stage, .pipe = pipe, .number = number};
    l->step = mem_more(l->run, l->step, (size_t)l->steps, sizeof(struct line_step *));
    l->step[l->steps] = s;
    return l->steps++;
}

/* ---- a product */

char *
lineage_command(const struct lineage *l, const char *file)
{
    const char *asof = l->recipe->asof;
    if (l->recipe->again)
        return l->recipe->again;
    return *asof ? mem_print(l->run, "make ASOF=%s %s", asof, file)
                 : mem_print(l->run, "make %s", file);
}

static _Noreturn void
die_differs(const struct lineage *l, const char *file, long line, const char *column,
            const char *what)
{
    die_at(EX_DATAERR, (struct place){file, line, column},
           "%s; it is out of date or was made by another recipe: %s", what,
           lineage_command(l, file));
}

/* The file must hold what its pipe gives: then its lines are those of the rows. */
static void
compare(struct lineage *l, int table, const char *file)
{
    struct line_table *made = &l->table[table];
    struct table t;
    struct table_row row;
    size_t i = 0;
    table_open(&t, l->run, file, NULL, TABLE_ANY);
    bool same = t.n == made->tab.n;
    for (int c = 0; same && c < t.n; c++)
        same = !strcmp(t.column[c], made->tab.column[c]);
    if (!same)
        die_differs(l, file, 1, NULL, "the columns are not those that its pipe gives");
    for (; table_next(&t, &row); i++) {
        if (i == made->n)
            die_differs(l, file, row.line, NULL, "its pipe gives no such row");
        struct line_row *r = &l->row[made->first + i];
        for (int c = 0; c < t.n; c++)
            if (strcmp(row.cell[c], r->cell[c]))
                die_differs(l, file, row.line, t.column[c],
                            mem_print(l->run, "%s, where its pipe gives %s",
                                      msg_quote(row.cell[c]), msg_quote(r->cell[c])));
        r->line = row.line;
    }
    table_close(&t);
    if (i < made->n)
        die_differs(
            l, file, 0, NULL,
            mem_print(l->run, "has %zu rows, where its pipe gives %zu", i, made->n));
}

static _Noreturn void
die_circle(const struct lineage *l, const char *file)
{
    const char *way = file;
    for (const struct line_making *k = l->making; strcmp(k->file, file); k = k->above)
        way = mem_print(l->run, "%s, which is made of %s", k->file, way);
    die(EX_DATAERR, "the recipe goes in a circle: %s is made of %s", file, way);
}

/* Runs the pipe; returns its table. */
static int
make_table(struct lineage *l, const struct recipe_pipe *pipe)
{
    size_t n;
    int at = *pipe->input ? lineage_make(l, pipe->input) : -1;
    struct recipe_stage *stage = recipe_stages(l->run, pipe, &n);
    for (size_t i = 0; i < n; i++) {
        int step = new_step(l, pipe, stage[i], i + 1);
        run_step(l, step, at);
        at = l->step[step]->output;
    }
    return at;
}

int
lineage_make(struct lineage *l, const char *file)
{
    const struct recipe_pipe *pipe = recipe_pipe(l->recipe, file);
    int depth = 0;
    for (int i = 0; i < l->tables; i++)
        if (l->table[i].file && !strcmp(l->table[i].file, file))
            return i;
    if (!pipe)
        die(EX_NOINPUT, "%s: no recipe makes it", file);
    for (const struct line_making *k = l->making; k; k = k->above, depth++)
        if (!strcmp(k->file, file))
            die_circle(l, file);
    if (depth == LINE_DEPTH)
        die(EX_DATAERR, "%s: more than %d tables are made of one another", file,
            LINE_DEPTH);
    struct line_making this = {file, l->making};
    l->making = &this;
    int at = make_table(l, pipe);
    l->making = this.above;
    if (!access(file, R_OK))
        compare(l, at, file);
    l->table[at].file = file;
    return at;
}

void
lineage_mark(const struct lineage *l, size_t row, bool mark[])
{
    if (mark[row])
        return;
    mark[row] = true;
    for (size_t i = 0; i < l->row[row].n; i++)
        lineage_mark(l, l->row[row].from[i], mark);
}
