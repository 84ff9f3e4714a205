#include "nowcasting/rows.h"

#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "nowcasting/backtest.h"

char *
rows_number(const struct triangle *x, double number)
{
    return result_words(x->m, number, 6);
}

char *
rows_estimate(const struct triangle *x, double estimate)
{
    double tenths = rint(estimate * 10) / 10;
    return triangle_counts(x) && tenths > 0 ? rows_number(x, tenths)
                                            : result_words(x->m, estimate, 4);
}

char *
rows_limit(const struct triangle *x, double limit)
{
    return triangle_counts(x) ? rows_number(x, limit) : result_words(x->m, limit, 4);
}

void
rows_put(struct result *out, const struct triangle *x, struct result_row r)
{
    int keys = x->by->table->key - 1;
    char **key = mem_array(x->m, (size_t)keys, sizeof *key);
    for (int i = 0; i < keys; i++)
        key[i] = x->e[0].row->cell[i];
    key[x->by->vintage] = mem_copy(x->m, x->newest);
    result_add(out, key, &r);
}

static const char *
period_of(const struct triangle *x, const struct edition *e)
{
    return table_cell(x->by->table, e->row, TABLE_PERIOD);
}

struct result_row
rows_about(const struct triangle *x, const char *statistic, double value,
           const char *unit)
{
    return (struct result_row){
        .statistic = statistic,
        .period =
            result_span(x->m, period_of(x, &x->e[0]), period_of(x, &x->e[x->n - 1])),
        .value = value,
        .lo = NAN,
        .hi = NAN,
        .unit = unit,
        .status = "E",
        .source = triangle_sources(x),
        .method =
            mem_print(x->m, "chain ladder, ages in steps of %ld days", x->by->step)};
}

struct result_row
rows_of_period(const struct triangle *x, const char *statistic, const struct edition *e,
               const struct estimate *r)
{
    struct result_row row = rows_about(x, statistic, r->value,
                                       table_cell(x->by->table, e->row, TABLE_UNIT));
    row.period = period_of(x, e);
    row.lo = r->lo;
    row.hi = r->hi;
    row.interval = x->by->level->prediction;
    return row;
}

/* What a newest edition says. */
static const char *
says(const struct triangle *x, const struct edition *e)
{
    const struct amount *a = &e->amount;
    const char *what = e->why ? e->why : "";
    if (!strcmp(what, "approximate"))
        return mem_print(x->m, "about %s", rows_number(x, a->value));
    if (a->known)
        return rows_number(x, a->value);
    what = !strcmp(what, "suppressed") ? "withheld" : "without a number";
    if (isfinite(a->lo) && isfinite(a->hi))
        return mem_print(x->m, "%s (%s to %s)", what, rows_number(x, a->lo),
                         rows_number(x, a->hi));
    if (isfinite(a->hi))
        return mem_print(x->m, "%s (%s at most)", what, rows_number(x, a->hi));
    return isfinite(a->lo) && a->lo != 0
               ? mem_print(x->m, "%s (%s at least)", what, rows_number(x, a->lo))
               : what;
}

/* Why nothing can be estimated from a newest edition. */
static const char *
refusal(const char *reason)
{
    static const char *const said[][2] = {
        {"suppressed", "no older edition stands in for it"},
        {"missing", "no older edition stands in for it"},
        {"approximate", "how much an inexact figure grew is not known"},
        {"published-interval", "how much an estimate grew is not known"},
        {"undated", "without the day of its publication its age is not known"},
        {"other-unit", "the newest edition of the series is in another unit"},
        {"zero-base", "factors of growth say nothing of 0"},
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (!strcmp(reason, said[i][0]))
            return said[i][1];
    return "factors of growth say nothing of a negative figure";
}

static const char *
sentence_of(const struct triangle *x, const struct edition *e, const struct estimate *r,
            size_t final, struct held then)
{
    bool dated = e->day != LONG_MIN;
    const char *head =
        mem_print(x->m, "%s: %s in %s%s", period_of(x, e), says(x, e),
                  dated ? "the edition of " : "an edition without a date",
                  dated ? e->row->cell[x->by->vintage] : "");
    if (isnan(r->value))
        return mem_print(x->m, "%s; %s, and no final figure is estimated.", head,
                         refusal(r->reason));
    if (r->reason && !strcmp(r->reason, "perfect-fit"))
        return mem_print(
            x->m,
            "%s; all of %zu or more earlier figures changed by the same factor, which "
            "makes it %s; of how much factors vary nothing is known, so that no limits "
            "can be given.",
            head, r->pairs, rows_estimate(x, r->value));
    if (r->reason)
        return mem_print(
            x->m,
            "%s; none of %zu earlier figures of this age was revised, so that no "
            "limits can be given.",
            head, r->pairs);
    const char *past =
        then.n ? mem_print(x->m,
                           "; such limits would have held %zu of the %zu later "
                           "figure%s that can be tried",
                           then.inside, then.n, then.n == 1 ? "" : "s")
               : "; whether such limits hold cannot be tried on the editions held";
    return mem_print(
        x->m,
        "%s; %zu step%s of %ld days after its period it is expected at %s "
        "(%ld %% limits "
        "%s to %s), if it is revised as %zu or more earlier figures were%s%s.",
        head, final, final == 1 ? "" : "s", x->by->step, rows_estimate(x, r->value),
        x->by->level->percent, rows_limit(x, r->lo), rows_limit(x, r->hi), r->pairs,
        past,
        x->by->level->percent == 99
            ? "; in simulation such limits held 95 to 100 of 100"
            : "");
}

static void
put_nowcast(struct result *out, const struct triangle *x, const struct edition *e,
            const struct st_ladder *l, struct held then)
{
    const struct table *t = x->by->table;
    struct estimate r =
        triangle_estimate(x, l, e, triangle_known(x, LONG_MAX, SIZE_MAX));
    struct result_row row = rows_of_period(x, "nowcast", e, &r);
    row.status = table_status(x->m, table_cell(t, e->row, TABLE_STATUS), "E");
    row.reason = r.reason;
    row.sentence = sentence_of(x, e, &r, l->ages - 1, then);
    if (isnan(r.value)) {
        row.status = table_cell(t, e->row, TABLE_STATUS);
        row.source =
            table_sources(x->m, row.source, table_cell(t, e->row, TABLE_SOURCE));
    } else {
        row.method = mem_print(x->m, "%s; limits of Mack (1993), t with %zu df",
                               row.method, r.pairs - 1);
    }
    row.verdict = r.reason                 ? NULL
                  : e->amount.value > r.hi ? "revised-down"
                  : e->amount.value < r.lo ? "revised-up"
                                           : "may-stay";
    rows_put(out, x, row);
}

static void
put_factors(struct result *out, const struct triangle *x, const struct st_ladder *l)
{
    for (size_t j = 0; j + 1 < l->ages; j++) {
        rows_put(
            out, x,
            rows_about(x, mem_print(x->m, "factor-%zu", j), l->factor[j], "ratio"));
        rows_put(out, x,
                 rows_about(x, mem_print(x->m, "editions-%zu", j), (double)l->pairs[j],
                            "period"));
    }
}

static void
put_held(struct result *out, const struct triangle *x, const char *name, struct held h)
{
    rows_put(out, x,
             rows_about(x, mem_print(x->m, "%s-n", name), (double)h.n, "figure"));
    rows_put(
        out, x,
        rows_about(x, mem_print(x->m, "%s-inside", name), (double)h.inside, "figure"));
}

/* A series without a single step that can be used. */
static void
put_refusal(struct result *out, const struct triangle *x, size_t final,
            enum st_status e)
{
    struct result_row r = rows_about(x, "nowcast", NAN,
                                     table_cell(x->by->table, x->e[0].row, TABLE_UNIT));
    bool negative = false;
    for (size_t i = 0; i < x->n; i++)
        negative |= !x->e[i].why && x->e[i].amount.value < 0;
    if (!final) {
        r.reason = "too-few-editions";
        r.sentence = mem_print(
            x->m,
            "How figures are revised in the first %ld days was seen in fewer than %ld "
            "periods, so that no final figure can be estimated.",
            x->by->step, x->by->least);
    } else if (e == ST_DOMAIN && !negative) {
        r.reason = "zero-base";
        r.sentence =
            "Figures that grew from 0 or all fell to 0 have no factor of growth, "
            "so that no final figure can be estimated.";
    } else {
        r.reason = st_reason(e);
        r.sentence = e == ST_DOMAIN
                         ? "Figures below 0 have no factor of growth, so that "
                           "no final figure can be estimated."
                         : NULL;
    }
    rows_put(out, x, r);
}

void
rows_of_series(struct result *out, const struct triangle *x, size_t final,
               enum st_status e, const struct st_ladder *l)
{
    if (e || !final) {
        put_refusal(out, x, final, e);
        return;
    }
    struct held then = backtest(out, x);
    for (size_t i = 0; i < x->n; i++)
        if (triangle_is_newest(x, i) && x->e[i].age < final)
            put_nowcast(out, x, &x->e[i], l, then);
    put_factors(out, x, l);
    put_held(out, x, "backtest", then);
    put_held(out, x, "left-out", backtest_leaving_out(x, final));
}
