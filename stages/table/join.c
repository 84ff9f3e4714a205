#include "table/join.h"

#include <stdlib.h>
#include <string.h>

#include "program/stage.h"

/* qsort() passes no state on; one table is sorted at a time. */
static const struct join *sorting;

static int
compare(const struct join *j, char *const a[], char *const b[])
{
    for (int i = 0; i < j->n; i++) {
        int c = strcmp(a[j->right_at[i]], b[j->right_at[i]]);
        if (c)
            return c;
    }
    return 0;
}

static int
by_match(const void *va, const void *vb)
{
    const struct join_row *a = va, *b = vb;
    int c = compare(sorting, a->row.cell, b->row.cell);
    return c ? c : (a->row.line > b->row.line) - (a->row.line < b->row.line);
}

static int
column(const struct table *t, const char *name)
{
    int c = table_find(t, name);
    if (c >= 0 && c < t->key)
        return c;
    const char *near = c < 0 ? msg_nearest(name, (const char *const *)t->column) : NULL;
    die_at(EX_DATAERR, (struct place){t->in.file, 1, NULL},
           "%s is no column of the key%s%s", msg_quote(name),
           near ? "; the nearest name in the header is " : "",
           near ? msg_quote(near) : "");
}

static void
read_list(struct join *j, struct mem *run, const char *on, bool year)
{
    char *list = mem_copy(run, on);
    j->left_at = mem_array(run, strlen(on) + 1, sizeof *j->left_at);
    j->right_at = mem_array(run, strlen(on) + 1, sizeof *j->right_at);
    j->left_period = -1;
    for (char *name = list; name;) {
        char *next = strchr(name, ',');
        if (next)
            *next++ = '\0';
        char *right = strchr(name, '=');
        if (right)
            *right++ = '\0';
        else
            right = name;
        if (!*name || !*right)
            usage("--on: %s names no column between commas, expected COLUMN,COLUMN or "
                  "COLUMN=COLUMN",
                  msg_quote(on));
        j->left_at[j->n] = column(j->left, name);
        j->right_at[j->n] = column(&j->tab, right);
        if (year && j->left_at[j->n] == j->left->at[TABLE_PERIOD])
            j->left_period = j->n;
        j->n++;
        name = next;
    }
    if (year && j->left_period < 0)
        usage("--year matches by the year of period, but period is not in --on");
}

static void
check_unique(const struct join *j)
{
    for (size_t i = 1; i < j->rows; i++) {
        const struct table_row *a = &j->row[i - 1].row, *b = &j->row[i].row;
        if (compare(j, a->cell, b->cell))
            continue;
        for (int c = 0; c < j->tab.key; c++)
            if (strcmp(a->cell[c], b->cell[c]))
                table_die(
                    &j->tab, b, j->tab.column[c],
                    "%s here and %s in line %ld match the same rows; `keep` chooses "
                    "one, or name the column in --on",
                    msg_quote(b->cell[c]), msg_quote(a->cell[c]), a->line);
    }
}

void
join_open(struct join *j, struct mem *run, const struct table *left, const char *path,
          const char *on, bool year)
{
    struct table_row row;
    *j = (struct join){.left = left};
    table_open(&j->tab, run, path, NULL, TABLE_UNIQUE);
    read_list(j, run, on, year);
    while (table_next(&j->tab, &row)) {
        j->row = mem_more(run, j->row, j->rows, sizeof *j->row);
        struct join_row *r = &j->row[j->rows++];
        *r = (struct join_row){table_keep(&j->tab, run, &row),
                               table_amount(&j->tab, &row), false};
        table_period(&j->tab, &row);
    }
    table_close(&j->tab);
    sorting = j;
    if (j->rows)
        qsort(j->row, j->rows, sizeof *j->row, by_match);
    check_unique(j);
}

/* The year that a row's period lies in; the period itself when it spans more. */
static char *
year_of(const struct table *t, const struct table_row *row, struct mem *m)
{
    struct period p = table_period(t, row);
    long first, last, month, day;
    char text[PERIOD_MAX];
    period_civil(p.first, &first, &month, &day);
    period_civil(p.last, &last, &month, &day);
    if (first != last)
        return mem_copy(m, table_cell(t, row, TABLE_PERIOD));
    period_text('A', first, text);
    return mem_copy(m, text);
}

struct join_row *
join_find(const struct join *j, const struct table_row *left, struct mem *m)
{
    struct join_row key = {.row.cell =
                               mem_array(m, (size_t)j->tab.n, sizeof *key.row.cell)};
    for (int i = 0; i < j->n; i++)
        key.row.cell[j->right_at[i]] =
            i == j->left_period ? year_of(j->left, left, m) : left->cell[j->left_at[i]];
    size_t from = 0, to = j->rows;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int c = compare(j, j->row[middle].row.cell, key.row.cell);
        if (c == 0) {
            j->row[middle].used = true;
            return &j->row[middle];
        }
        if (c < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}
