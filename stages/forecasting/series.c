#include "forecasting/series.h"

#include <math.h>
#include <string.h>

#include "table/result.h"

/* Counts below this are told apart, as the US Centers for Disease Control and Prevention
 * hold back rates of fewer cases. */
enum { SMALL = 16 };

static size_t
season_of(char freq)
{
    return freq == 'Q' ? 4 : freq == 'M' ? 12 : freq == 'D' ? 7 : 1;
}

/* Counts one row. */
static void
count(struct series *s, const struct amount *a, const char *status, size_t skipped,
      bool nothing)
{
    s->known += a->known;
    s->missing += nothing + skipped;
    s->zeros += a->known && !(fabs(a->value) > 0);
    s->suppressed += strchr(status, 'Q') != NULL;
    s->bounded += !a->known && !nothing;
    s->provisional += strchr(status, 'P') != NULL;
    s->small += !nothing && a->lo < SMALL;
}

/* Why no forecast can rest on this row, or NULL. */
static const char *
unusable(const struct series *s, const struct table_row *row, const struct amount *a,
         size_t skipped, bool nothing)
{
    const char *why = table_inexact(forecasting.table, row, a);
    if (why)
        return why;
    if (!a->known)
        return nothing ? "gap" : "bounded";
    if (skipped)
        return "gap";
    if (s->from_zero && a->value < 0)
        return st_reason(ST_DOMAIN);
    return s->counts && a->value > floor(a->value) ? "not-a-count" : NULL;
}

/* The rows, one after the other. */
static const char *
take_rows(struct series *s)
{
    const struct table *t = forecasting.table;
    struct mem *m = &forecasting.arena;
    struct table_union cited = {0};
    struct period before = {0};
    const char *why = NULL;
    s->status = "";
    for (size_t i = 0; i < s->n; i++) {
        const struct table_row *row = &s->row[i];
        const char *status = table_cell(t, row, TABLE_STATUS);
        struct amount a = table_amount(t, row);
        struct period p = table_period(t, row);
        bool nothing = isinf(a.hi) && (isinf(a.lo) || (s->counts && a.lo <= 0));
        size_t skipped = i ? period_skipped(&before, &p) : 0;
        s->status = table_status(m, s->status, status);
        table_union_add(m, &cited, table_cell(t, row, TABLE_SOURCE));
        s->y[i] = a.value;
        count(s, &a, status, skipped, nothing);
        if (!why)
            why = unusable(s, row, &a, skipped, nothing);
        before = p;
    }
    s->last = before.index;
    s->source = table_union_text(m, &cited);
    return why;
}

const char *
series_take(struct series *s, const struct table_row row[], size_t n, size_t ahead)
{
    const struct table *t = forecasting.table;
    *s = (struct series){.row = row, .n = n};
    s->freq = table_period(t, &row[0]).freq;
    s->season = season_of(s->freq);
    s->ahead = ahead ? ahead : s->season > 1 ? s->season : 3;
    s->unit = table_cell(t, &row[0], TABLE_UNIT);
    s->counts = table_counted(s->unit);
    s->from_zero = table_never_negative(s->unit);
    s->y = forecast_doubles(n);
    s->span = result_span(&forecasting.arena, table_cell(t, &row[0], TABLE_PERIOD),
                          table_cell(t, &row[n - 1], TABLE_PERIOD));
    const char *why = take_rows(s);
    bool wants = forecasting.method->wants_season && forecasting.method->wants_season();
    if (!why && !strcmp(s->unit, "rank"))
        why = "ordinal";
    return !why && s->season < 2 && wants ? "no-season" : why;
}
