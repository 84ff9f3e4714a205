#include <math.h>
#include <string.h>

#include "contrasts/measures.h"
#include "contrasts/p_values.h"
#include "table/reason.h"

#define SMALL 16

struct contrasts contrasts;

bool
contrasts_few(const struct pair *p)
{
    return (p->a.hi - p->a.lo + 1) * (p->b.hi - p->b.lo + 1) <=
           (double)contrasts.completions;
}

bool
contrasts_silent(const struct pair *p, enum st_status s)
{
    return p->bounded && (s == ST_ALL_ZERO || s == ST_ALL_TIED);
}

void
contrasts_put(struct pair *p, const char *statistic, const char *unit,
              const char *method, struct limits l, const char *interval,
              const char *reason)
{
    struct result_row *r = &p->row;
    r->statistic = statistic;
    r->unit = unit;
    r->method = method;
    r->value = l.estimate;
    r->lo = l.lo;
    r->hi = l.hi;
    r->interval = interval;
    r->reason = reason;
    result_add(contrasts.result, p->key, r);
}

static const char *
first_statistic(void)
{
    return contrasts.kind == SHARES ? "odds-ratio" : "rate-ratio";
}

void
contrasts_put_reason(struct pair *p, const char *statistic, const char *reason)
{
    const char *why = strcmp(reason, st_reason(ST_ALL_TIED))
                          ? reason_words(contrasts.m, reason)
                          : "both counts are all of their totals";
    if (!strcmp(statistic, first_statistic()))
        p->row.sentence =
            mem_print(contrasts.m, "%s: not compared: %s.", p->label, why);
    contrasts_put(p, statistic, "", "", (struct limits){NAN, NAN, NAN}, "", reason);
    p->row.sentence = NULL;
}

static void
compare_shares(struct pair *p)
{
    const char *total = contrasts.total_name;
    const char *fisher =
        mem_print(contrasts.m, "Fisher exact conditional, total %s", total);
    const char *score = mem_print(
        contrasts.m, "score limits (Miettinen and Nurminen 1985), total %s", total);
    bool corners = !p->bounded;
    measure_put(p, "odds-ratio", fisher, measure_exact, true, 1, true);
    measure_put(p, "odds-ratio-mid-p",
                mem_print(contrasts.m, "%s, mid-p limits", fisher), measure_exact_mid,
                true, 1, false);
    measure_put(p, "risk-ratio", score, measure_risk_ratio, corners, 1, true);
    measure_put(p, "risk-difference", score, measure_risk_difference, corners, 0, true);
    measure_put(
        p, "risk-difference-newcombe",
        mem_print(contrasts.m, "two Wilson intervals (Newcombe 1998), total %s", total),
        measure_newcombe, corners, 0, true);
    p_values_put(p, fisher);
    p_values_put_share(p, "p-score", "score test (Miettinen and Nurminen 1985)",
                       share_p_score);
    if (!contrasts.chi2)
        return;
    p_values_put_share(p, "p-chi2", "Pearson's chi-square, 1 df", share_p_chi2);
    p_values_put_share(p, "p-yates",
                       "Pearson's chi-square, 1 df, corrected (Yates 1934)",
                       share_p_yates);
}

static void
compare_counts(struct pair *p)
{
    bool rates = contrasts.kind == RATES;
    const char *poisson = mem_print(contrasts.m, "exact conditional Poisson, %s%s",
                                    rates ? "exposure " : "",
                                    rates ? contrasts.exposure_name : "equal exposure");
    measure_put(p, "rate-ratio", poisson, measure_exact, true, 1, true);
    measure_put(p, "rate-ratio-mid-p",
                mem_print(contrasts.m, "%s, mid-p limits", poisson), measure_exact_mid,
                true, 1, false);
    p_values_put(p, poisson);
}

/* The key of the result, left of period, and its period. */
static void
name_pair(struct pair *p, const struct table_row *a, const struct table_row *b)
{
    int period = contrasts.table->key - 1;
    p->key = mem_array(contrasts.m, (size_t)contrasts.table->key, sizeof *p->key);
    for (int i = 0; i < period; i++)
        p->key[i] = a->cell[i];
    p->row.period = a->cell[period];
    if (contrasts.by_at == period)
        p->row.period = result_span(contrasts.m, contrasts.first, contrasts.second);
    else
        p->key[contrasts.by_at] =
            mem_print(contrasts.m, "%s:%s", contrasts.first, contrasts.second);
    p->label = mem_print(contrasts.m, "%s %s against %s", contrasts.column,
                         contrasts.first, contrasts.second);
    p->row.status =
        table_status(contrasts.m, table_cell(contrasts.table, a, TABLE_STATUS),
                     table_cell(contrasts.table, b, TABLE_STATUS));
    p->row.source =
        table_sources(contrasts.m, table_cell(contrasts.table, a, TABLE_SOURCE),
                      table_cell(contrasts.table, b, TABLE_SOURCE));
}

static bool
equal_length(const struct table_row *a, const struct table_row *b)
{
    struct period x = table_period(contrasts.table, a),
                  y = table_period(contrasts.table, b);
    return x.freq == y.freq && (x.freq != 'I' || x.last - x.first == y.last - y.first);
}

void
contrasts_compare(const struct table_row *a, const struct table_row *b)
{
    struct pair p = {.a = contrasts_side(a), .b = contrasts_side(b)};
    name_pair(&p, a, b);
    if (strcmp(table_cell(contrasts.table, a, TABLE_UNIT),
               table_cell(contrasts.table, b, TABLE_UNIT)))
        table_die(contrasts.table, b, "unit",
                  "%s, but %s in the row it is compared with (line %ld)",
                  msg_quote(table_cell(contrasts.table, b, TABLE_UNIT)),
                  msg_quote(table_cell(contrasts.table, a, TABLE_UNIT)), a->line);
    const char *why = p.a.why ? p.a.why : p.b.why;
    if (!why && contrasts.kind == COUNTS && !equal_length(a, b))
        why = "unequal-exposure";
    if (why) {
        contrasts_put_reason(&p, first_statistic(), why);
        return;
    }
    p.bounded = p.a.lo < p.a.hi || p.b.lo < p.b.hi;
    if (p.a.lo < SMALL || p.b.lo < SMALL)
        p.row.status = table_status(contrasts.m, p.row.status, "U");
    (contrasts.kind == SHARES ? compare_shares : compare_counts)(&p);
}

void
contrasts_lone(const struct table_row *row)
{
    struct pair p = {.bounded = false};
    name_pair(&p, row, row);
    contrasts_put_reason(&p, first_statistic(), "no-partner");
}
