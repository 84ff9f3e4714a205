#include "dataset/series_alike.h"

#include <string.h>

#include "program/stage.h"

int
series_alike_column(const struct table *t, const char *by)
{
    int at = table_find_named(t, by, "--by");
    if (at >= t->key - 1)
        die_at(EX_DATAERR, (struct place){t->in.file, 1, by},
               "is no column left of period, expected one as in --by");
    return at;
}

/* First row after the last break of a series. */
static size_t
after_breaks(const struct table *t, const struct series_breaks *cuts,
             const struct table_series *s)
{
    size_t from = 0;
    for (size_t i = 1; i < s->n; i++)
        if (series_breaks_between(cuts, t, s->m, &s->row[i - 1], &s->row[i]))
            from = i;
    return from;
}

static struct series_held
copy(const struct table *t, struct mem *run, const struct table_series *s)
{
    struct series_held o = {mem_array(run, s->n, sizeof *o.row), s->n, 0};
    for (size_t i = 0; i < s->n; i++) {
        o.row[i] = s->row[i];
        o.row[i].cell = mem_array(run, (size_t)t->n, sizeof *o.row[i].cell);
        for (int k = 0; k < t->n; k++)
            o.row[i].cell[k] = mem_copy(run, s->row[i].cell[k]);
    }
    return o;
}

struct series_held *
series_alike_read(struct table *t, const struct series_breaks *cuts, struct mem *run,
                  size_t *count)
{
    struct table_series series;
    struct series_held *all = mem_array(run, SERIES_ALIKE_MAX, sizeof *all);
    *count = 0;
    while (table_series_next(t, 1, &series)) {
        series_breaks_check(t, &series);
        if (*count == SERIES_ALIKE_MAX)
            die(EX_DATAERR, "more than %d series, keep fewer", SERIES_ALIKE_MAX);
        all[*count] = copy(t, run, &series);
        all[(*count)++].from = after_breaks(t, cuts, &series);
    }
    return all;
}

bool
series_alike(const struct table *t, const struct series_held *x,
             const struct series_held *y, int by)
{
    for (int i = 0; i < t->key - 1; i++)
        if (i != by && strcmp(x->row[0].cell[i], y->row[0].cell[i]))
            return false;
    return true;
}
