#include "vintages/series.h"

#include <stdlib.h>

#include "vintages/admit.h"
#include "vintages/choose.h"
#include "vintages/edition.h"

static int
by_day(const void *a, const void *b)
{
    const struct source *x = *(const struct source *const *)a;
    const struct source *y = *(const struct source *const *)b;
    return (x->day > y->day) - (x->day < y->day);
}

/* The days on which something of the series was published, the first of each day. */
static size_t
days_of(struct statement *s, size_t n, const struct source **by, struct mem *m)
{
    const struct source **all = mem_array(m, n, sizeof *all);
    size_t days = 0;
    for (size_t i = 0; i < n; i++)
        all[i] = s[i].source;
    if (n)
        qsort(all, n, sizeof *all, by_day);
    for (size_t i = 0; i < n; i++)
        if (!days || by[days - 1]->day != all[i]->day)
            by[days++] = all[i];
    return days;
}

static const char *
day_text(const struct source *s, struct mem *m)
{
    char text[PERIOD_MAX];
    if (!s->dated)
        return "undated";
    period_text('D', s->day, text);
    return mem_copy(m, text);
}

/* One vintage: s[] are all statements of the series, in key order. */
static void
write_vintage(const struct table *t, const struct statement *s, size_t n,
              const struct source *by, struct mem *m)
{
    struct statement *out_by_then = mem_array(m, n, sizeof *out_by_then);
    for (size_t i = 0, end; i < n; i = end) {
        size_t got = 0;
        for (end = i; end < n && !table_compare(s[i].row.cell, s[end].row.cell, t->key);
             end++)
            if (s[end].source->day <= by->day)
                out_by_then[got++] = s[end];
        got = admit_without_copies(t, out_by_then, got, m);
        if (!got)
            continue;
        struct edition e = {
            choose(t, out_by_then, got, m), day_text(by, m), "", "", "", 0};
        edition_write(&e, m);
    }
}

void
series_write_held(const struct table *t, const struct table_series *series,
                  struct mem *m)
{
    struct statement *s = mem_array(m, series->n, sizeof *s);
    const struct source **by = mem_array(m, series->n, sizeof *by);
    size_t got = 0;
    for (size_t i = 0, k; i < series->n; i += k) {
        k = series_same_key(t, &series->row[i], series->n - i);
        got += admit(t, &series->row[i], k, &s[got], true, m);
    }
    size_t days = days_of(s, got, by, m);
    for (size_t d = 0; d < days; d++) {
        struct mem scratch = {0};
        vintages.quiet = d + 1 < days;
        write_vintage(t, s, got, by[d], &scratch);
        mem_release(&scratch);
    }
    vintages.quiet = false;
}
