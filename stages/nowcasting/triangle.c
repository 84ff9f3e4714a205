#include "nowcasting/triangle.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "vintages/read.h"

/* Relative to an estimate, what rounding leaves of errors that are none. */
#define ROUNDING 1e-9

static int
by_period_and_day(const void *va, const void *vb)
{
    const struct edition *a = va, *b = vb;
    if (a->period.first != b->period.first)
        return a->period.first < b->period.first ? -1 : 1;
    return (a->day > b->day) - (a->day < b->day);
}

/* Steps from the end of the period to the day, rounded; 0 before the first half. */
static size_t
age_of(const struct edition *e, long step)
{
    double steps = (double)(e->day - e->period.last) / (double)step;
    return steps < 0.5 ? 0 : (size_t)fmin(floor(steps + 0.5), ST_LADDER_AGES - 1);
}

static struct edition
read_edition(const struct nowcasting *by, const struct table_row *row)
{
    const struct table *t = by->table;
    struct edition e = {.row = row,
                        .period = table_period(t, row),
                        .amount = table_amount(t, row),
                        .day = LONG_MIN};
    bool dated = vintage_day(t, row, by->vintage, &e.day);
    e.why = !dated           ? "undated"
            : e.amount.known ? table_inexact(t, row, &e.amount)
            : strchr(table_cell(t, row, TABLE_STATUS), 'Q') ? "suppressed"
                                                            : "missing";
    if (dated)
        e.age = age_of(&e, by->step);
    return e;
}

/* Numbers in another unit than the newest edition count in nothing. */
static void
drop_other_units(struct triangle *x, const char *unit)
{
    for (size_t i = 0; i < x->n; i++) {
        struct edition *e = &x->e[i];
        if (!e->why && strcmp(table_cell(x->by->table, e->row, TABLE_UNIT), unit))
            e->why = "other-unit";
        x->unused += e->why != NULL;
    }
}

bool
triangle_counts(const struct triangle *x)
{
    return table_counted(x->unit);
}

struct triangle
triangle_read(const struct nowcasting *by, const struct table_series *s, struct mem *m)
{
    struct triangle x = {
        .by = by, .m = m, .e = mem_array(m, s->n, sizeof *x.e), .n = s->n, .ages = 1};
    const char *unit = "";
    long newest = LONG_MIN;
    for (size_t i = 0; i < s->n; i++) {
        struct edition *e = &x.e[i];
        *e = read_edition(by, &s->row[i]);
        x.ages = e->age + 1 > x.ages ? e->age + 1 : x.ages;
        if (i && e->day <= newest)
            continue;
        newest = e->day;
        x.newest = e->row->cell[by->vintage];
        unit = table_cell(by->table, e->row, TABLE_UNIT);
    }
    x.unit = unit;
    drop_other_units(&x, unit);
    qsort(x.e, x.n, sizeof *x.e, by_period_and_day);
    for (size_t i = 0; i < x.n; i++) {
        x.periods += !i || x.e[i].period.first != x.e[i - 1].period.first;
        x.e[i].place = x.periods - 1;
    }
    return x;
}

bool
triangle_is_newest(const struct triangle *x, size_t i)
{
    return i + 1 == x->n || x->e[i + 1].place != x->e[i].place;
}

double *
triangle_known(const struct triangle *x, long day, size_t without)
{
    double *value = mem_array(x->m, x->periods * x->ages + 1, sizeof *value);
    for (size_t i = 0; i < x->periods * x->ages; i++)
        value[i] = NAN;
    for (size_t i = 0; i < x->n; i++) {
        const struct edition *e = &x->e[i];
        double *cell = &value[e->place * x->ages + e->age];
        bool counts = e->day != LONG_MIN && e->day <= day && e->place != without;
        if (counts && (e->age || isnan(*cell)))
            *cell = e->why ? NAN : e->amount.value;
    }
    return value;
}

size_t
triangle_final_age(const struct triangle *x, const double value[])
{
    size_t age = 0;
    for (; age + 1 < x->ages; age++) {
        long pairs = 0;
        for (size_t i = 0; i < x->periods; i++) {
            double a = value[i * x->ages + age], b = value[i * x->ages + age + 1];
            pairs += isfinite(a) && isfinite(b) && (a != 0 || b != 0);
        }
        if (pairs < x->by->least)
            break;
    }
    return age;
}

enum st_status
triangle_fit(const struct triangle *x, const double value[], size_t final,
             struct st_ladder *l)
{
    size_t ages = final + 1;
    double *part = mem_array(x->m, x->periods * ages, sizeof *part);
    for (size_t i = 0; i < x->periods; i++)
        for (size_t j = 0; j < ages; j++)
            part[i * ages + j] = value[i * x->ages + j];
    return st_ladder(part, x->periods, ages, l);
}

struct estimate
triangle_estimate(const struct triangle *x, const struct st_ladder *l,
                  const struct edition *e, const double value[])
{
    struct estimate r = {NAN, NAN, NAN, e->why, l->pairs[e->age]};
    double from = value[e->place * x->ages + e->age], error;
    bool counts = table_counted(table_cell(x->by->table, e->row, TABLE_UNIT));
    for (size_t j = e->age; j + 1 < l->ages; j++)
        r.pairs = l->pairs[j] < r.pairs ? l->pairs[j] : r.pairs;
    if (!r.reason && !(from > 0))
        r.reason = from < 0 ? st_reason(ST_DOMAIN) : "zero-base";
    if (r.reason)
        return r;
    st_ladder_final(l, from, e->age, &r.value, &error);
    if (!(error > ROUNDING * r.value)) {
        bool stayed = fabs(r.value - from) <= ROUNDING * from;
        r.reason = stayed ? "no-revision-seen" : "perfect-fit";
        return r;
    }
    double tail = (1 - x->by->level->share) / 2,
           half = gsl_cdf_tdist_Qinv(tail, (double)r.pairs - 1) * error;
    r.lo = counts ? fmax(0, floor(r.value - half)) : r.value - half;
    r.hi = counts ? ceil(r.value + half) : r.value + half;
    return r;
}

const char *
triangle_sources(const struct triangle *x)
{
    struct table_union all = {0};
    for (size_t i = 0; i < x->n; i++)
        if (!x->e[i].why || x->unused == x->n)
            table_union_add(x->m, &all,
                            table_cell(x->by->table, x->e[i].row, TABLE_SOURCE));
    return table_union_text(x->m, &all);
}
