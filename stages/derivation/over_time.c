/*
 * over_time - a row against another period of its series: index, difference, growth; breaks that
 * lie in between.
 */
#include <string.h>

#include "derivation/derivation.h"
#include "program/stage.h"

/* A series with its periods read, and the first days of the rows of status B. */
struct run_of_rows {
    const struct table *tab;
    struct table_series s;
    struct period *period;
    long *break_at;
    size_t breaks;
    const struct table_row *base; /* with --base; NULL: the series has none */
};

static const struct table_row *
find_base(const struct run_of_rows *r)
{
    struct period wanted;
    if (!period_parse(derivation.base, &wanted))
        usage("--base: %s is not a period", msg_quote(derivation.base));
    for (size_t i = 0; i < r->s.n; i++)
        if (r->period[i].freq == wanted.freq && r->period[i].first == wanted.first &&
            r->period[i].last == wanted.last)
            return &r->s.row[i];
    return NULL;
}

static void
read_periods(struct run_of_rows *r, struct mem *m)
{
    r->period = mem_array(m, r->s.n, sizeof *r->period);
    r->break_at = mem_array(m, r->s.n, sizeof *r->break_at);
    r->breaks = 0;
    for (size_t i = 0; i < r->s.n; i++) {
        r->period[i] = table_period(r->tab, &r->s.row[i]);
        if (strchr(table_cell(r->tab, &r->s.row[i], TABLE_STATUS), 'B'))
            r->break_at[r->breaks++] = r->period[i].first;
    }
    r->base = derivation.base ? find_base(r) : NULL;
}

/* The row that row i is compared with: the base, or the one --lag before. Rows of one
 * frequency stand in order of time, so the search back ends at the first one too early. */
static const struct table_row *
compared_with(const struct run_of_rows *r, size_t i)
{
    const struct period *mine = &r->period[i];
    if (derivation.base)
        return r->base && r->period[r->base - r->s.row].freq == mine->freq ? r->base
                                                                           : NULL;
    for (size_t k = i; k-- > 0 && mine->freq != 'I';) {
        const struct period *p = &r->period[k];
        if (p->freq == mine->freq && p->index <= mine->index - derivation.lag)
            return p->index == mine->index - derivation.lag ? &r->s.row[k] : NULL;
    }
    return NULL;
}

/* A break begins after the first day of the one and not after that of the other. */
static bool
broken(const struct run_of_rows *r, long one, long other)
{
    long from = one < other ? one : other, to = one < other ? other : one;
    for (size_t i = 0; i < r->breaks; i++)
        if (r->break_at[i] > from && r->break_at[i] <= to)
            return true;
    return false;
}

static void
run_series(struct table *t,
           struct derived (*compute)(const struct operand *, const struct operand *),
           const char *none, struct mem *run)
{
    struct run_of_rows r = {.tab = t};
    derivation_open(t, run);
    while (table_series_next(t, 1, &r.s)) {
        read_periods(&r, r.s.m);
        for (size_t i = 0; i < r.s.n; i++) {
            struct operand a = derivation_operand(t, &r.s.row[i]), b;
            const struct table_row *other = compared_with(&r, i);
            if (!other) {
                derivation_write(&a, NULL, derivation_none(none), "", r.s.m);
                continue;
            }
            b = derivation_operand(t, other);
            derivation_same_unit(&a, &b);
            bool over = broken(&r, r.period[i].first, r.period[other - r.s.row].first);
            if (over && !derivation.across)
                derivation_write(&a, &b, derivation_none("break"), "", r.s.m);
            else
                derivation_write(&a, &b, compute(&a, &b), over ? "D" : "", r.s.m);
        }
    }
}

void
derivation_run_index(struct table *t, struct mem *run)
{
    if (!derivation.base)
        usage("index needs --base=PERIOD");
    run_series(t, derivation_index, "no-base", run);
}

void
derivation_run_difference(struct table *t, struct mem *run)
{
    run_series(t, derivation_difference, "no-previous", run);
}

void
derivation_run_growth(struct table *t, struct mem *run)
{
    run_series(t, derivation_growth, "no-previous", run);
}
