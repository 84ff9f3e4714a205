#include "nowcasting/backtest.h"

#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* A day that is looked back to, and what was known then and is now. */
struct look {
    long day;
    const double *then, *now;
};

/* One figure as it would have been estimated by a day; done[]: periods that had it. */
static void
look_back(struct result *out, const struct triangle *x, const struct edition *e,
          const struct look *at, struct held *h, bool done[])
{
    struct st_ladder l;
    size_t final = triangle_final_age(x, at->then);
    double truth = at->now[e->place * x->ages + final];
    char text[PERIOD_MAX];
    if (done[e->place] || e->age >= final || isnan(truth) ||
        triangle_fit(x, at->then, final, &l))
        return;
    struct estimate r = triangle_estimate(x, &l, e, at->then);
    if (r.reason)
        return;
    bool inside = truth >= r.lo && truth <= r.hi;
    struct result_row row = rows_of_period(x, "nowcast-then", e, &r);
    period_text('D', at->day, text);
    row.verdict = inside ? "held" : "missed";
    row.sentence = mem_print(
        x->m,
        "%s: by what was published on %s it was expected at %s (%s to %s); %s came.",
        row.period, text, rows_estimate(x, r.value), rows_limit(x, r.lo),
        rows_limit(x, r.hi), rows_number(x, truth));
    rows_put(out, x, row);
    done[e->place] = true;
    h->n++;
    h->inside += inside;
}

static int
by_day(const void *a, const void *b)
{
    const long *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

struct held
backtest(struct result *out, const struct triangle *x)
{
    struct held h = {0, 0};
    const double *now = triangle_known(x, LONG_MAX, SIZE_MAX);
    bool *done = mem_array(x->m, x->periods, sizeof *done);
    long *day = mem_array(x->m, x->n, sizeof *day);
    for (size_t i = 0; i < x->n; i++)
        day[i] = x->e[i].day;
    qsort(day, x->n, sizeof *day, by_day);
    for (size_t d = 0; d < x->n; d++) {
        if (d + 1 < x->n && day[d + 1] == day[d])
            continue;
        struct look at = {day[d], triangle_known(x, day[d], SIZE_MAX), now};
        for (size_t i = 0; i < x->n; i++) {
            bool last = triangle_is_newest(x, i) || x->e[i + 1].day > day[d];
            if (x->e[i].day <= day[d] && last)
                look_back(out, x, &x->e[i], &at, &h, done);
        }
    }
    return h;
}

struct held
backtest_leaving_out(const struct triangle *x, size_t final)
{
    struct held h = {0, 0};
    const double *now = triangle_known(x, LONG_MAX, SIZE_MAX);
    size_t tried = SIZE_MAX;
    for (size_t i = 0; i < x->n; i++) {
        const struct edition *e = &x->e[i];
        struct st_ladder l;
        double truth = now[e->place * x->ages + final];
        if (e->why || e->age || e->place == tried || isnan(truth))
            continue;
        tried = e->place;
        const double *others = triangle_known(x, LONG_MAX, e->place);
        if (triangle_final_age(x, others) < final || triangle_fit(x, others, final, &l))
            continue;
        struct estimate r = triangle_estimate(x, &l, e, now);
        if (r.reason)
            continue;
        h.n++;
        h.inside += truth >= r.lo && truth <= r.hi;
    }
    return h;
}
