#include "trend/verdict.h"

#include <string.h>

#include <gsl/gsl_errno.h>

#include "trend/segment.h"

extern const struct trend_method method_ar1;

/* The state of a run with the usual options. The key names no one: who asks knows. */
static void
as_usual(const struct table *t)
{
    static char none[] = "";
    gsl_set_error_handler_off();
    trend.level = level_of(95);
    trend.margin = 5;
    trend.how = ST_KENDALL_AUTO;
    trend.table = t;
    trend.key = mem_array(&trend.arena, (size_t)t->key, sizeof *trend.key);
    for (int i = 0; i < t->key; i++)
        trend.key[i] = none;
    segment_open(NULL, 0, false);
}

static const char *
kept(struct mem *m, const char *text)
{
    return text ? mem_copy(m, text) : NULL;
}

struct trend_verdict
trend_verdict(struct mem *m, const struct table *t, const struct table_row row[],
              size_t n)
{
    struct segment s = {0};
    struct trend_verdict out = {0};
    as_usual(t);
    for (size_t i = 0; i < n; i++) {
        struct period p = table_period(t, &row[i]);
        if (!i)
            segment_begin(&s, &p, &row[i], NULL);
        segment_take(&s, &row[i], &p);
    }
    segment_end(&s, table_cell(t, &row[n - 1], TABLE_PERIOD), false);
    method_ar1.run(&s);
    const char *about = "";
    const struct result_row *r = statistics_decided(&about, &out.beyond);
    if (r)
        out = (struct trend_verdict){kept(m, r->verdict), kept(m, r->reason),
                                     kept(m, about), out.beyond};
    mem_reset(&trend.arena);
    return out;
}
