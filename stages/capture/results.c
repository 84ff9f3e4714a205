#include "capture/results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"
#include "stat/rng.h"
#include "table/reason.h"

static struct result result;

void
results_open(const struct histories *h)
{
    char **key = mem_array(capture.m, (size_t)h->others + 1, sizeof *key);
    for (int i = 0; i < h->others; i++)
        key[i] = h->tab->column[h->other[i]];
    key[h->others] = mem_copy(capture.m, "variant");
    result_open_as(&result, capture.m, key, h->others + 1, "model");
}

void
results_write(void)
{
    result_flush(&result);
    mem_release(&result.mem);
}

struct result_row
results_about(const struct problem *p, const char *statistic)
{
    return (struct result_row){.statistic = statistic,
                               .period = p->period,
                               .value = NAN,
                               .lo = NAN,
                               .hi = NAN,
                               .unit = p->unit,
                               .status = table_status(capture.m, p->status, "E"),
                               .status_stands = true,
                               .source = p->source};
}

void
results_add(const struct problem *p, const char *variant, const struct result_row *r)
{
    p->key[p->keys] = mem_copy(capture.m, variant);
    result_add(&result, p->key, r);
}

void
results_decline(const struct problem *p, struct result_row *r, const char *reason)
{
    r->status = table_status(capture.m, p->status, "O");
    r->reason = reason;
}

const char *
results_refusal(const char *reason)
{
    return mem_print(capture.m, "No estimate: %s.", reason_words(capture.m, reason));
}

double
results_digits(double x)
{
    char text[32];
    snprintf(text, sizeof text, "%.12g", x);
    return strtod(text, NULL);
}

const char *
results_spoken(double x)
{
    char plain[NUM_MAX];
    const char *from = num_text(round(x), plain);
    char *text = mem_get(capture.m, 2 * strlen(from) + 1), *to = text;
    for (size_t left = strlen(from); left; left--) {
        *to++ = *from++;
        if (left > 1 && left % 3 == 1)
            *to++ = ',';
    }
    return text;
}

static const char *
term_text(const struct problem *p, const char *before, unsigned s, bool infinite)
{
    const char *text = before, *part = *before ? " " : "";
    for (int i = 0; i < p->table.lists; i++)
        if (s >> i & 1) {
            text = mem_print(capture.m, "%s%s%s", text, part, p->list[i]);
            part = ":";
        }
    return infinite ? mem_print(capture.m, "%s(-inf)", text) : text;
}

/* Whether no set of the model holds s and more, a pair at least. */
static bool
is_largest(const struct loglin_set *model, unsigned s, int lists)
{
    bool largest = (s & (s - 1)) && st_loglin_has(model, s);
    for (int i = 0; i < lists && largest; i++)
        largest = s >> i & 1 || !st_loglin_has(model, s | 1u << i);
    return largest;
}

const char *
results_model(const struct problem *p, const struct mse_choice *c, int *terms)
{
    const char *text = "";
    const struct loglin_set *model = &c->fit.model;
    *terms = 0;
    for (int k = 0; k < c->pairs; k++, ++*terms)
        text = term_text(p, text, c->pair[k], isinf(c->fit.beta[c->pair[k]]));
    for (unsigned s = 1; s < 1u << p->table.lists && !c->pairs; s++) {
        *terms += (s & (s - 1)) && st_loglin_has(model, s);
        if (is_largest(model, s, p->table.lists))
            text = term_text(p, text, s, isinf(c->fit.beta[s]));
    }
    return *text ? text : "main effects";
}

static const char *
method_text(const struct plan *plan)
{
    const char *choice = plan->method->words(plan);
    if (plan->method->limits)
        return mem_print(capture.m, "%s; %s", choice, plan->method->limits_source);
    if (!capture.replicates)
        return mem_print(capture.m, "%s; Wald limits, model as given", choice);
    return mem_print(capture.m,
                     "%s; BCa limits (Efron 1987), %ld resamples, " RNG_NAME
                     " seed %ld, model chosen again in each",
                     choice, capture.replicates, capture.seed);
}

static void
fill(struct result_row *r, const struct answer *a, double less)
{
    r->value = results_digits(a->choice.estimate - less);
    r->reason = a->no_limits;
    if (a->no_limits)
        return;
    r->lo = results_digits(fmax(a->lo - less, 0));
    r->hi = results_digits(a->hi - less);
    r->reason = isfinite(a->hi) ? NULL : "no-upper-limit";
    r->interval = capture.level->interval;
}

struct result_row
results_estimate(const struct problem *p, const char *statistic,
                 const struct plan *plan, const struct answer *a, double less)
{
    struct result_row r = results_about(p, statistic);
    int terms;
    r.method = method_text(plan);
    if (a->reason) {
        results_decline(p, &r, a->reason);
        return r;
    }
    fill(&r, a, less);
    r.more = results_model(p, &a->choice, &terms);
    return r;
}

void
results_add_recorded(const struct problem *p, const char *variant)
{
    struct result_row r = results_about(p, "recorded");
    r.status = p->status;
    if (p->gaps) {
        r.lo = p->lo;
        r.hi = p->hi;
        r.interval = "range";
        r.reason = p->reason;
    } else {
        r.value = histories_total(&p->table);
    }
    results_add(p, variant, &r);
}

void
results_add_plain(const struct problem *p, const struct plan *plan,
                  const struct answer *a, const char *statistic, const char *unit,
                  double x)
{
    struct result_row r = results_about(p, statistic);
    int terms;
    r.unit = unit;
    r.method = method_text(plan);
    if (a->reason) {
        results_decline(p, &r, a->reason);
    } else {
        r.value = results_digits(x);
        r.more = results_model(p, &a->choice, &terms);
    }
    results_add(p, "main", &r);
}
