#include "dataset/sources.h"

#include <stdlib.h>
#include <string.h>

#include "table/table.h"

static int
by_id(const void *a, const void *b)
{
    const struct source *x = a, *y = b;
    return strcmp(x->id, y->id);
}

void
sources_open(struct sources *c, struct mem *run, const char *path)
{
    static const char *const need[] = {"source", "publisher", "title", "published",
                                       "url",    "grade",     NULL};
    *c = (struct sources){.path = path};
    if (!*path)
        return;
    struct table t;
    struct table_row row;
    int at[6];
    table_open(&t, run, path, need, TABLE_ANY);
    for (int i = 0; i < 6; i++)
        at[i] = table_find(&t, need[i]);
    int copies = table_find(&t, "copies");
    int of = table_find(&t, "of");
    while (table_next(&t, &row)) {
        c->source = mem_more(run, c->source, c->n, sizeof *c->source);
        const char *cell[6];
        for (int i = 0; i < 6; i++)
            cell[i] = mem_copy(run, row.cell[at[i]]);
        c->source[c->n++] =
            (struct source){cell[0],
                            cell[1],
                            cell[2],
                            cell[3],
                            cell[4],
                            cell[5],
                            copies < 0 ? "" : mem_copy(run, row.cell[copies]),
                            of < 0 ? "" : mem_copy(run, row.cell[of])};
    }
    table_close(&t);
    if (c->n)
        qsort(c->source, c->n, sizeof *c->source, by_id);
}

const struct source *
sources_next(const struct sources *c, const char *text, size_t *length)
{
    *length = strcspn(text, "+");
    size_t n = strcspn(text, "@+"), lo = 0, hi = c->n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        const struct source *s = &c->source[mid];
        int d = strncmp(s->id, text, n);
        if (d == 0 && s->id[n])
            d = 1;
        if (d == 0)
            return s;
        if (d < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

const char *
sources_credit(struct mem *m, const struct source *s)
{
    if (!*s->of || !strcmp(s->of, s->publisher))
        return s->publisher;
    return mem_print(m, "%s, via %s", s->of, s->publisher);
}

const char *
sources_grade(const char *grade)
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
