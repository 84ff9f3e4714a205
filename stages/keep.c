/*
 * keep - chooses rows by their cells, and merges tables that are sorted
 *
 * Reads one or more tables with the same columns, each sorted by key (statements may share
 * a key), and writes the rows that meet every condition, in key order. Without a FILE it
 * reads standard input. Cells pass through unchanged.
 *
 * A condition is one of
 *   COLUMN=A,B        the cell is A or B
 *   COLUMN!=A,B       the cell is neither
 *   COLUMN=           the cell is empty
 *   COLUMN=@FILE      the cell is a line of FILE; so with !=
 *   period=A..B       the period lies within A to B; either end may be left out
 *   freq=A,Q,M,D,I    the period is a year, quarter, month, day or interval
 *
 * --drop takes columns away that stand right of value and are not of the contract, such as
 * numerator, so that tables of different stages can be merged. A column that is not there
 * is no fault then.
 *
 * --key and --add give a table the columns of the one that it is merged with: a key column
 * just left of period with the same code in every row, and empty columns at the right end.
 * A table that has such a column already ends the run with 65. Conditions see what was read.
 *
 * A column that is not in the header ends the run with 65. Rows left out are not an error;
 * with --count the numbers read, kept and left out are printed at the end, and which codes of
 * the conditions no row has: one that is spelt wrong loses rows, after != it keeps them. When
 * there are rows and none is kept, standard error says which condition none meets.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "program/stage.h"
#include "table/table.h"

static bool count, quiet;
static struct opt_list drop, key, add;
static const struct opt opts[] = {
    {"count", 'c', OPT_FLAG, &count, NULL,
     "say on standard error how many rows were read, kept and left out, and which "
     "codes no row has"},
    {"quiet", 'q', OPT_FLAG, &quiet, NULL, "do not say that no row is kept"},
    {"drop", 'd', OPT_LIST, &drop, "COLUMN", "leave out this column"},
    {"key", 'k', OPT_LIST, &key, "COLUMN=CODE",
     "add this key column, the code in every row"},
    {"add", 'a', OPT_LIST, &add, "COLUMN", "add this column, empty in every row"},
    {0},
};
static const char *const need[] = {"period", "value", NULL};

/* One condition. n values of one cell, sorted, or the two ends of a span of periods. */
struct condition {
    const char *text; /* as it was given */
    char *column;
    char **value;
    bool *found; /* of each value: a row has it; NULL: not asked */
    int n;
    bool negate, span, freq;
    long first, last;
    int at;   /* of the column in this table */
    bool met; /* by a row that meets those before it */
};

struct source {
    struct table tab;
    int *out, n; /* the columns that are written; from tab.n up: those that are added */
    struct table_row row;
    bool any;
};

/* The columns that are added, those of the key first. */
static char **added, **added_cell;
static int n_added;

static struct condition *condition;
static int conditions;

static bool
is_condition(const char *operand)
{
    size_t equals = strcspn(operand, "=");
    return operand[equals] && strcspn(operand, "/") > equals;
}

/* "2014..2023", an end may be missing. */
static void
read_span(struct condition *c, const char *text, const char *operand, struct mem *run)
{
    const char *dots = strstr(text, "..");
    struct period p;
    c->span = true;
    c->first = -1000000;
    c->last = 1000000;
    char *from = mem_text(run, text, (size_t)(dots - text));
    if (*from) {
        if (!period_parse(from, &p))
            usage("%s: %s is not a period", msg_quote(operand), msg_quote(from));
        c->first = p.first;
    }
    if (dots[2]) {
        if (!period_parse(dots + 2, &p))
            usage("%s: %s is not a period", msg_quote(operand), msg_quote(dots + 2));
        c->last = p.last;
    }
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines of a file as the values of a condition. */
static void
read_lines(struct condition *c, const char *path, struct mem *run)
{
    FILE *f = fopen(path, "r");
    char *line = NULL;
    size_t size = 0;
    int room = 0;
    if (!f)
        die(EX_NOINPUT, "%s: cannot be opened: %s", path, strerror(errno));
    for (ssize_t n; (n = getline(&line, &size, f)) >= 0;) {
        if (c->n == room) {
            int more = room ? 2 * room : 64;
            c->value = mem_grow(run, c->value, (size_t)room * sizeof *c->value,
                                (size_t)more * sizeof *c->value);
            room = more;
        }
        c->value[c->n++] = mem_text(run, line, strcspn(line, "\n"));
    }
    free(line);
    if (ferror(f) || fclose(f))
        die(EX_IOERR, "%s: cannot be read: %s", path, strerror(errno));
}

static struct condition
read_condition(const char *operand, struct mem *run)
{
    struct condition c = {.text = operand};
    size_t equals = strcspn(operand, "=");
    c.negate = equals > 0 && operand[equals - 1] == '!';
    c.column = mem_text(run, operand, equals - c.negate);
    const char *text = operand + equals + 1;
    if (!*c.column)
        usage("%s: no column before =", msg_quote(operand));
    c.freq = !strcmp(c.column, "freq");
    if (c.freq || !strcmp(c.column, "period"))
        c.column = mem_copy(run, "period");
    if (!c.freq && !strcmp(c.column, "period") && strstr(text, "..")) {
        read_span(&c, text, operand, run);
        return c;
    }
    if (*text == '@' && text[1]) {
        read_lines(&c, text + 1, run);
    } else {
        c.value = mem_array(run, strlen(text) + 1, sizeof *c.value);
        c.found = mem_array(run, strlen(text) + 1, sizeof *c.found);
        for (size_t n; c.n == 0 || *text++; text += n) {
            n = strcspn(text, ",");
            c.value[c.n++] = mem_text(run, text, n);
        }
    }
    if (c.n)
        qsort(c.value, (size_t)c.n, sizeof *c.value, by_text);
    return c;
}

static bool
meets(const struct table *t, const struct table_row *row, const struct condition *c)
{
    const char *cell = row->cell[c->at];
    char freq[2] = "";
    if (c->span || c->freq) {
        struct period p = table_period(t, row);
        if (c->span)
            return (p.first >= c->first && p.last <= c->last) != c->negate;
        freq[0] = p.freq;
        cell = freq;
    }
    char **found =
        c->n ? bsearch(&cell, c->value, (size_t)c->n, sizeof cell, by_text) : NULL;
    if (found && c->found)
        c->found[found - c->value] = true;
    return (found != NULL) != c->negate;
}

/* The next row of one table that meets every condition. */
static bool
advance(struct source *s)
{
    while (table_next(&s->tab, &s->row)) {
        bool all = true;
        for (int i = 0; i < conditions && all; i++) {
            all = meets(&s->tab, &s->row, &condition[i]);
            condition[i].met = condition[i].met || all;
        }
        if (all)
            return true;
    }
    return false;
}

static bool
is_dropped(const struct table *t, int column)
{
    for (size_t i = 0; i < drop.n; i++)
        if (!strcmp(drop.item[i], t->column[column]))
            return true;
    return false;
}

static void
read_added(struct mem *run)
{
    static char nothing[] = "";
    added = mem_array(run, key.n + add.n + 1, sizeof *added);
    added_cell = mem_array(run, key.n + add.n + 1, sizeof *added_cell);
    for (size_t i = 0; i < key.n; i++) {
        size_t equals = strcspn(key.item[i], "=");
        if (!equals || !key.item[i][equals] || !key.item[i][equals + 1])
            usage("--key=%s: expected COLUMN=CODE", key.item[i]);
        added[n_added] = mem_text(run, key.item[i], equals);
        added_cell[n_added++] = mem_copy(run, key.item[i] + equals + 1);
    }
    for (size_t i = 0; i < add.n; i++) {
        if (!*add.item[i])
            usage("--add: expected the name of a column");
        added[n_added] = mem_copy(run, add.item[i]);
        added_cell[n_added++] = nothing;
    }
    for (int i = 0; i < n_added; i++) {
        usage_unless_text(i < (int)key.n ? "--key" : "--add", added[i]);
        usage_unless_text("--key", added_cell[i]);
    }
    for (int i = 0; i < n_added; i++)
        for (int j = 0; j < i; j++)
            if (!strcmp(added[i], added[j]))
                usage("column %s is added twice", msg_quote(added[i]));
}

static const char *
written_name(const struct source *s, int i)
{
    int column = s->out[i];
    return column < s->tab.n ? s->tab.column[column] : added[column - s->tab.n];
}

static void
add_columns(struct source *s, int from, int to)
{
    for (int i = from; i < to; i++) {
        if (table_find(&s->tab, added[i]) >= 0)
            die_at(EX_DATAERR, (struct place){s->tab.in.file, 1, NULL},
                   "column %s cannot be added: it is there", msg_quote(added[i]));
        s->out[s->n++] = s->tab.n + i;
    }
}

static void
choose_columns(struct source *s, struct mem *run)
{
    const struct table *t = &s->tab;
    s->out = mem_array(run, (size_t)(t->n + n_added), sizeof *s->out);
    for (int i = 0; i < t->n; i++) {
        if (i == t->at[TABLE_PERIOD])
            add_columns(s, 0, (int)key.n);
        if (!is_dropped(t, i)) {
            s->out[s->n++] = i;
            continue;
        }
        bool contract = i <= t->key;
        for (int c = 0; table_contract[c]; c++)
            contract = contract || !strcmp(table_contract[c], t->column[i]);
        if (contract)
            usage("--drop=%s: this column is part of every table", t->column[i]);
    }
    add_columns(s, (int)key.n, n_added);
}

static void
write_row(const struct source *s, char *const cell[], char *const more[],
          struct mem *run)
{
    char **out = mem_array(run, (size_t)s->n, sizeof *out);
    for (int i = 0; i < s->n; i++)
        out[i] = s->out[i] < s->tab.n ? cell[s->out[i]] : more[s->out[i] - s->tab.n];
    table_write(out, s->n);
}

static bool
same_columns(const struct source *a, const struct source *b)
{
    for (int i = 0; i < a->n && i < b->n; i++)
        if (strcmp(written_name(a, i), written_name(b, i)) != 0)
            return false;
    return a->n == b->n && a->tab.key == b->tab.key;
}

static void
open_source(struct source *s, const struct source *first, struct mem *run,
            const char *path)
{
    table_open(&s->tab, run, path, need, TABLE_SORTED);
    struct place at = {s->tab.in.file, 1, NULL};
    choose_columns(s, run);
    if (!same_columns(first, s))
        die_at(EX_DATAERR, at, "the columns differ from those of %s",
               first->tab.in.file);
    for (int i = 0; i < conditions; i++) {
        condition[i].at = table_find(&s->tab, condition[i].column);
        if (condition[i].at < 0) {
            const char *near =
                msg_nearest(condition[i].column, (const char *const *)s->tab.column);
            die_at(EX_DATAERR, at, "no column %s as in the condition%s%s",
                   msg_quote(condition[i].column),
                   near ? "; the nearest name in the header is " : "",
                   near ? msg_quote(near) : "");
        }
    }
}

/* An empty table is no error, but a code that is written wrong looks the same. */
static void
say_none_kept(long read)
{
    int i = 0;
    while (i < conditions - 1 && condition[i].met)
        i++;
    note("none of %ld rows kept: none%s meets %s", read,
         i ? " that meets the conditions before it" : "", msg_quote(condition[i].text));
}

/* Codes that no row has, which may be spelt wrong; a file's lines may be for other tables. */
static void
say_not_found(void)
{
    for (int i = 0; i < conditions; i++) {
        const struct condition *c = &condition[i];
        for (int k = 0; c->found && k < c->n; k++)
            if (!c->found[k] && *c->value[k])
                note("no row%s has %s=%s, as in %s",
                     i ? " that meets the conditions before it" : "",
                     c->freq ? "freq" : c->column, msg_path(c->value[k]),
                     msg_quote(c->text));
    }
}

static int
run(struct mem *run, int n, char **operand)
{
    static char standard[] = "-";
    char **file = mem_array(run, (size_t)n + 1, sizeof *file);
    int files = 0;
    condition = mem_array(run, (size_t)n + 1, sizeof *condition);
    for (int i = 0; i < n; i++) {
        if (is_condition(operand[i]))
            condition[conditions++] = read_condition(operand[i], run);
        else
            file[files++] = operand[i];
    }
    if (!files)
        file[files++] = standard;
    read_added(run);
    struct source *s = mem_array(run, (size_t)files, sizeof *s);
    for (int i = 0; i < files; i++)
        open_source(&s[i], s, run, file[i]);
    struct mem row = {0};
    write_row(s, s->tab.column, added, &row);
    for (int i = 0; i < files; i++)
        s[i].any = advance(&s[i]);
    long kept = 0, read = 0;
    for (;;) {
        struct source *least = NULL;
        for (int i = 0; i < files; i++)
            if (s[i].any && (!least || table_compare(s[i].row.cell, least->row.cell,
                                                     s->tab.key) < 0))
                least = &s[i];
        if (!least)
            break;
        mem_reset(&row);
        write_row(least, least->row.cell, added_cell, &row);
        kept++;
        least->any = advance(least);
    }
    for (int i = 0; i < files; i++) {
        read += s[i].tab.rows;
        table_close(&s[i].tab);
    }
    mem_release(&row);
    if (count)
        note("%ld rows read, %ld kept, %ld left out", read, kept, read - kept);
    if (count && kept)
        say_not_found();
    if (read && !kept && !quiet)
        say_none_kept(read);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {
        STAGE_NAME, STAGE_ABOUT, "[CONDITION...] [FILE...]", 0, -1, opts, need,
        NULL,       run};
    return stage_main(&stage, argc, argv);
}
