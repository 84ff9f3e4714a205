#include "publication/ledger.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "document/display.h"
#include "program/folder.h"
#include "program/msg.h"

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

const char *
ledger_words(struct ledger *l, struct mem *m, const struct said *a)
{
    const char *out = "";
    for (int c = 0; c < l->tab.key; c++) {
        const char *code = a->cell[c];
        if (c == l->tab.at[TABLE_PERIOD] || !*code || !strcmp(code, "_T"))
            continue;
        const char *label = labels_get(&l->labels, l->tab.column[c], code);
        if (!strcmp(l->tab.column[c], "citizenship"))
            label = mem_print(m, "citizens of %s", label);
        out = mem_print(m, "%s%s%s", out, *out ? ", " : "", label);
    }
    return out;
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

static bool
is_out(const struct site *s, const struct source *source)
{
    long day, then;
    if (!*s->recipe->asof)
        return true;
    return source && period_published(source->published, &day) &&
           period_published(s->recipe->asof, &then) && day <= then;
}

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
        if (!is_out(s, a.source))
            continue;
        a.cell = table_keep(&t, l->m, &row).cell;
        l->said = mem_more(l->m, l->said, l->n, sizeof *l->said);
        l->said[l->n++] = a;
    }
    table_close(&t);
    l->tab = t;
    for (size_t i = first; i < l->n; i++)
        l->said[i].amount = site_series(l->m, &t, l->said[i].cell, (size_t)t.rows);
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

/* While they are read, a statement's amount is the page of its series. */
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
        s->page = s->page ? s->page : a->amount;
    }
    for (size_t i = 0; i < l->n; i++)
        l->said[i].amount = amount_of(l, &l->said[i]);
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
    for (size_t i = 0; i < files; i++)
        read_file(l, s, file[i]);
    sorted = l;
    if (l->n)
        qsort(l->said, l->n, sizeof *l->said, by_key);
    part_series(l);
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
