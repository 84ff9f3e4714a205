#include "publication/ledger.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "document/display.h"
#include "program/characters.h"
#include "program/folder.h"
#include "program/msg.h"
#include "program/spawn.h"

const char *
ledger_cell(const struct ledger *l, const struct said *a, enum table_column c)
{
    return l->tab.at[c] < 0 ? "" : a->cell[l->tab.at[c]];
}

const char *
ledger_named(const struct ledger *l, const struct said *a, const char *column)
{
    int at = table_find(&l->tab, column);
    return at < 0 ? "" : a->cell[at];
}

static const char *
words_without(struct ledger *l, struct mem *m, const struct said *a, const char *column)
{
    const char *out = "";
    for (int c = 0; c < l->tab.key; c++) {
        const char *code = a->cell[c];
        if (c == l->tab.at[TABLE_PERIOD] || !*code || !strcmp(code, "_T") ||
            !strcmp(l->tab.column[c], column))
            continue;
        out = mem_print(m, "%s%s%s", out, *out ? ", " : "",
                        labels_in_key(&l->labels, m, l->tab.column[c], code));
    }
    return out;
}

const char *
ledger_words(struct ledger *l, struct mem *m, const struct said *a)
{
    return words_without(l, m, a, "");
}

const char *
ledger_words_of_area(struct ledger *l, struct mem *m, const struct said *a)
{
    return words_without(l, m, a, "indicator");
}

static bool
is_breakdown(const struct table *t, char *const cell[], const char *const column[])
{
    for (; *column; column++) {
        int at = table_find(t, *column);
        if (at >= 0 && strcmp(cell[at], "_T"))
            return true;
    }
    return false;
}

bool
ledger_is_whole(const struct ledger *l, const struct said *a)
{
    static const char *const column[] = {"sex", "age", "form", "citizenship", NULL};
    return !is_breakdown(&l->tab, a->cell, column);
}

const char *
site_series(struct mem *m, const struct table *t, char *const cell[], size_t rows)
{
    /* Breakdowns of a ledger of this size are told on the pages of countries. */
    enum { LARGE = 10000 };
    static const char *const column[] = {"sex", "age", "form", NULL};
    if (rows > LARGE && is_breakdown(t, cell, column))
        return NULL;
    return mem_print(m, "series/%s.html", site_key(m, cell, t->key - 1));
}

/* ---- words */

/* "less than in 2016, as in 2019" */
static const char *
compared(struct mem *m, const char *text)
{
    const char *out = "";
    for (size_t n; *text; text += n + (text[n] == ' ')) {
        n = strcspn(text, " ");
        out = mem_print(m, "%s%s%s in %s", out, *out ? ", " : "",
                        *text == '<'   ? "less than"
                        : *text == '>' ? "more than"
                                       : "as",
                        display_period(m, mem_text(m, text + 1, n - 1)));
    }
    return out;
}

static const char *
amount_of(const struct ledger *l, const struct said *a)
{
    struct mem *m = l->m;
    bool rounded;
    const char *value = ledger_cell(l, a, TABLE_VALUE);
    const char *interval = ledger_cell(l, a, TABLE_INTERVAL);
    const char *out = value;
    const char *bounds =
        display_bounds(m, ledger_cell(l, a, TABLE_LO), ledger_cell(l, a, TABLE_HI),
                       interval, 2, true, &rounded);
    const char *compare = compared(m, ledger_cell(l, a, TABLE_COMPARE));
    unsigned marks = display_marks(ledger_cell(l, a, TABLE_STATUS), "");
    if (*value)
        out = mem_print(m, "%s%s", strcmp(interval, "approx") ? "" : "about ",
                        display_number(m, value, 2, true, &rounded));
    else if (!*compare || marks & DISPLAY_MARK('c'))
        out = display_set(m, marks & DISPLAY_ABSENT);
    if (*bounds)
        out = mem_print(m, *value ? "%s (%s)" : *out ? "%s %s" : "%s%s", out, bounds);
    return *compare ? mem_print(m, "%s%s%s", out, *out ? ", " : "", compare) : out;
}

/* ---- reading */

static void
read_file(struct ledger *l, const struct site *s, const char *path)
{
    struct table t;
    struct table_row row;
    table_open(&t, l->m, path, table_contract, TABLE_SORTED);
    for (int c = 0; l->tab.n && (c < t.n || c < l->tab.n); c++)
        if (t.n != l->tab.n || strcmp(t.column[c], l->tab.column[c]))
            die_at(EX_DATAERR, (struct place){path, 1, NULL},
                   "other columns than the ledgers before, expected the same");
    size_t first = l->n;
    while (table_next(&t, &row)) {
        size_t n;
        struct said a = {.file = path, .line = row.line};
        a.source = sources_next(&l->cite, table_cell(&t, &row, TABLE_SOURCE), &n);
        if (!sources_out_by(a.source, s->recipe->asof))
            continue;
        a.cell = table_keep(&t, l->m, &row).cell;
        l->said = mem_more(l->m, l->said, l->n, sizeof *l->said);
        l->said[l->n++] = a;
    }
    table_close(&t);
    l->tab = t;
    for (size_t i = first; i < l->n; i++)
        l->said[i].rows = (size_t)t.rows;
}

static const struct ledger *sorted;

static int
by_key(const void *a, const void *b)
{
    const struct said *x = a, *y = b;
    int c = table_compare(x->cell, y->cell, sorted->tab.key);
    if (!c)
        c = strcmp(x->source ? x->source->published : "",
                   y->source ? y->source->published : "");
    if (!c)
        c = strcmp(x->file, y->file);
    return c ? c : (x->line > y->line) - (x->line < y->line);
}

static void
part_series(struct ledger *l)
{
    for (size_t i = 0; i < l->n; i++) {
        struct said *a = &l->said[i];
        if (!i || table_compare(a[-1].cell, a->cell, l->tab.key - 1)) {
            l->series = mem_more(l->m, l->series, l->n_series, sizeof *l->series);
            l->series[l->n_series++] = (struct said_series){.said = a};
        }
        struct said_series *s = &l->series[l->n_series - 1];
        s->n++;
        if (!s->page)
            s->page = site_series(l->m, &l->tab, a->cell, a->rows);
        a->amount = amount_of(l, a);
    }
}

/* ---- which statements are taken */

/* Two stages that run beside what is read here; what they warn of is said when the tables are
 * made. */
static const char kept[] = "kept", taken[] = "taken";

static char *
says(struct mem *m, const char *out)
{
    return spawn_file(m, mem_print(m, "%s-says", out));
}

/* Ends as a stage did, with its messages. */
static _Noreturn void
end_as(struct mem *m, const char *name, const char *out, int code)
{
    char line[4096];
    if (code < 0)
        die(EX_NOINPUT, "%s cannot be run: expected it beside this program", name);
    FILE *f = fopen(says(m, out), "r");
    while (f && fgets(line, sizeof line, f))
        fputs(line, stderr);
    exit(code);
}

static char **
keep_words(struct mem *m, char **file, size_t files)
{
    char **argv = mem_array(m, files + 3, sizeof *argv);
    argv[0] = mem_copy(m, "keep");
    argv[1] = mem_copy(m, "--quiet");
    memcpy(argv + 2, file, files * sizeof *file);
    return argv;
}

static char **
vintage_words(struct mem *m, const struct site *s, char *file)
{
    const char *asof = s->recipe->asof;
    char **argv = mem_array(m, 5, sizeof *argv);
    argv[0] = mem_copy(m, "vintage");
    argv[1] = mem_print(m, "--sources=%s", s->sources);
    argv[2] = mem_print(m, "--policy=%s%s", *asof ? "asof=" : "latest", asof);
    argv[3] = file;
    return argv;
}

static pid_t
begin_stage(struct mem *m, char **argv, const char *out)
{
    return spawn_stage_begin(argv, NULL, spawn_file(m, out), says(m, out));
}

static void
end_keep(struct mem *m, pid_t begun)
{
    int code = spawn_end(begun);
    if (code)
        end_as(m, "keep", kept, code);
}

/* What it does not take it is given once more, a ledger at a time: its message has the place. */
static void
end_vintage(struct mem *m, const struct site *s, pid_t begun, char **file, size_t files)
{
    int all = spawn_end(begun);
    for (size_t i = 0; all > 0 && i < files; i++) {
        int code = spawn_end(begin_stage(m, vintage_words(m, s, file[i]), taken));
        if (code)
            end_as(m, "vintage", taken, code);
    }
    if (all)
        end_as(m, "vintage", taken, all);
}

/* True when a row that was taken is this statement. */
static bool
is_statement(const struct table *t, const struct table_row *row, const struct ledger *l,
             const struct said *a)
{
    static const enum table_column said[] = {TABLE_VALUE, TABLE_LO, TABLE_HI};
    const char *source = table_cell(t, row, TABLE_SOURCE);
    bool same = a->source && strlen(a->source->id) == strcspn(source, "@+") &&
                !strncmp(source, a->source->id, strlen(a->source->id));
    for (size_t i = 0; same && i < sizeof said / sizeof *said; i++)
        same = !strcmp(table_cell(t, row, said[i]), ledger_cell(l, a, said[i]));
    return same;
}

/* Both stand in the order of the key. */
static void
find_taken(struct ledger *l)
{
    struct table t;
    struct table_row row;
    size_t i = 0;
    table_open(&t, l->m, spawn_file(l->m, taken), table_contract, TABLE_SORTED);
    while (table_next(&t, &row)) {
        while (i < l->n && table_compare(l->said[i].cell, row.cell, l->tab.key) < 0)
            i++;
        for (bool found = false;
             i < l->n && !table_compare(l->said[i].cell, row.cell, l->tab.key); i++)
            if (!found && is_statement(&t, &row, l, &l->said[i]))
                found = l->said[i].taken = true;
    }
    table_close(&t);
}

/* ---- order */

/* A series with the names that it stands in a list by. */
struct named {
    const char *indicator, *area, *words;
    bool whole;
    struct said_series series;
};

static int
by_names(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int c = characters_order(x->indicator, y->indicator);
    c = c ? c : characters_order(x->area, y->area);
    c = c ? c : y->whole - x->whole;
    c = c ? c : characters_order(x->words, y->words);
    return c ? c
             : (x->series.said > y->series.said) - (x->series.said < y->series.said);
}

static void
order_series(struct ledger *l)
{
    struct mem m = {0};
    struct named *all = mem_array(&m, l->n_series + 1, sizeof *all);
    for (size_t i = 0; i < l->n_series; i++) {
        const struct said *a = l->series[i].said;
        all[i] = (struct named){
            labels_get(&l->labels, "indicator", ledger_named(l, a, "indicator")),
            labels_get(&l->labels, "geo", ledger_named(l, a, "geo")),
            ledger_words_of_area(l, &m, a), ledger_is_whole(l, a), l->series[i]};
    }
    qsort(all, l->n_series, sizeof *all, by_names);
    for (size_t i = 0; i < l->n_series; i++)
        l->series[i] = all[i].series;
    mem_release(&m);
}

void
ledger_read(struct ledger *l, const struct site *s)
{
    size_t files;
    *l = (struct ledger){.m = s->run};
    sources_open(&l->cite, s->run, s->sources);
    labels_open(&l->labels, s->run, s->codes);
    if (access(s->ledger, R_OK | X_OK))
        die(EX_NOINPUT, "%s: cannot be opened: %s", s->ledger, strerror(errno));
    char **file =
        folder_to_read(s->run, mem_print(s->run, "%s/", s->ledger), "*.csv", &files);
    if (!files)
        return;
    pid_t stage = begin_stage(s->run, keep_words(s->run, file, files), kept);
    for (size_t i = 0; i < files; i++)
        read_file(l, s, file[i]);
    end_keep(s->run, stage);
    stage =
        begin_stage(s->run, vintage_words(s->run, s, spawn_file(s->run, kept)), taken);
    sorted = l;
    if (l->n)
        qsort(l->said, l->n, sizeof *l->said, by_key);
    part_series(l);
    order_series(l);
    end_vintage(s->run, s, stage, file, files);
    find_taken(l);
}

/* ---- statements on one quantity */

size_t
ledger_same(const struct ledger *l, const struct said_series *s, size_t i)
{
    size_t n = 1;
    while (i + n < s->n &&
           !table_compare(s->said[i].cell, s->said[i + n].cell, l->tab.key))
        n++;
    return n;
}

bool
ledger_ends(const struct ledger *l, const struct said a[], size_t n,
            const struct said **first, const struct said **newest)
{
    *first = *newest = NULL;
    for (size_t i = 0; i < n; i++)
        if (*ledger_cell(l, &a[i], TABLE_VALUE)) {
            *first = *first ? *first : &a[i];
            *newest = &a[i];
        }
    return *first;
}

const struct said *
ledger_taken(const struct said a[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (a[i].taken)
            return &a[i];
    return &a[n - 1];
}

const char *
ledger_span(const struct ledger *l, struct mem *m, const struct said *first,
            const struct said *last)
{
    const char *from = ledger_cell(l, first, TABLE_PERIOD);
    const char *to = ledger_cell(l, last, TABLE_PERIOD), *slash = strchr(to, '/');
    if (!strcmp(from, to))
        return display_period(m, from);
    return display_period(m, mem_print(m, "%.*s/%s", (int)strcspn(from, "/"), from,
                                       slash ? slash + 1 : to));
}
