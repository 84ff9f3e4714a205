#include "dataset/habits.h"

#include <string.h>

#include "program/folder.h"
#include "table/table.h"

#define COLUMNS 4
static const char *const name[COLUMNS + 1] = {"indicator", "register", "geo", "unit",
                                              NULL};

struct habit {
    const char *cell[COLUMNS];
    size_t rows;
};

static bool
same(const struct habit *h, char *const cell[], const int at[])
{
    for (int i = 0; i < COLUMNS; i++)
        if (strcmp(h->cell[i], cell[at[i]]) != 0)
            return false;
    return true;
}

/* Counts a row; one that follows another mostly says the same. */
static void
count(struct habits *h, struct mem *run, char *const cell[], const int at[])
{
    for (size_t i = h->n; i-- > 0;)
        if (same(&h->item[i], cell, at)) {
            h->item[i].rows++;
            return;
        }
    h->item = mem_more(run, h->item, h->n, sizeof *h->item);
    struct habit *one = &h->item[h->n++];
    one->rows = 1;
    for (int i = 0; i < COLUMNS; i++)
        one->cell[i] = mem_copy(run, cell[at[i]]);
}

void
habits_read(struct habits *h, struct mem *run, const char *folder)
{
    size_t n;
    char **file = folder_files(run, folder, "*.csv", &n);
    *h = (struct habits){0};
    for (size_t f = 0; f < n; f++) {
        struct table t;
        struct table_row row;
        int at[COLUMNS];
        table_open(&t, run, file[f], name, TABLE_ANY);
        for (int i = 0; i < COLUMNS; i++)
            at[i] = table_find(&t, name[i]);
        while (table_next(&t, &row))
            count(h, run, row.cell, at);
        table_close(&t);
    }
}

static int
place(const char *column)
{
    int i = 0;
    while (strcmp(name[i], column) != 0)
        i++;
    return i;
}

const char *
habits_common(const struct habits *h, const char *column, const char *code,
              const char *of)
{
    int by = place(column), want = place(of);
    const char *most = NULL;
    size_t all = 0, best = 0;
    for (size_t i = 0; i < h->n; i++) {
        if (strcmp(h->item[i].cell[by], code) != 0)
            continue;
        size_t rows = 0;
        for (size_t k = 0; k < h->n; k++)
            if (!strcmp(h->item[k].cell[by], code) &&
                !strcmp(h->item[k].cell[want], h->item[i].cell[want]))
                rows += h->item[k].rows;
        all += h->item[i].rows;
        if (rows > best) {
            best = rows;
            most = h->item[i].cell[want];
        }
    }
    return 4 * best >= 3 * all ? most : NULL;
}
