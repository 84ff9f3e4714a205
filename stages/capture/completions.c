#include <math.h>
#include <string.h>

#include "capture/study.h"
#include "program/num.h"

enum { WORK_MAX = 200000 /* fits of single models */ };

/* What the suppressed counts leave open: estimates, estimates less the total, and limits. */
struct span {
    double lo, hi, lo_unseen, hi_unseen, lo_limit, hi_limit;
};

double
study_ways(const struct problem *p)
{
    double n = 1;
    for (int k = 0; k < p->gaps; k++)
        n *= p->most[p->gap[k]] - p->table.count[p->gap[k]] + 1;
    return n;
}

bool
study_next_way(const struct problem *p, double count[])
{
    for (int k = 0; k < p->gaps; k++) {
        unsigned w = p->gap[k];
        if (count[w] < p->most[w]) {
            count[w] += 1;
            return true;
        }
        count[w] = p->table.count[w];
    }
    return false;
}

/* One completion; without a maximum the span has no end. */
static void
take_completion(struct span *s, struct plan *plan, struct loglin_table *t)
{
    struct mse_choice c = {.estimate = 0};
    enum st_status status = capture_settle(plan, t, &c);
    double lo = t->margin[0], hi = INFINITY;
    if (status == ST_OK)
        status = capture_given_limits(plan, t, &c, &lo, &hi);
    s->lo_limit = fmin(s->lo_limit, lo);
    s->hi_limit = fmax(s->hi_limit, hi);
    if (status != ST_OK) {
        s->hi = s->hi_unseen = INFINITY;
        return;
    }
    s->lo = fmin(s->lo, c.estimate);
    s->hi = fmax(s->hi, c.estimate);
    s->lo_unseen = fmin(s->lo_unseen, c.estimate - t->margin[0]);
    s->hi_unseen = fmax(s->hi_unseen, c.estimate - t->margin[0]);
}

static struct span
span_of(const struct problem *p, struct plan *plan)
{
    struct span s = {INFINITY, 0, INFINITY, 0, INFINITY, 0};
    double count[LOGLIN_CELLS];
    memcpy(count, p->table.count, sizeof count);
    do {
        struct loglin_table t = {.lists = p->table.lists};
        memcpy(t.count, count, sizeof count);
        take_completion(&s, plan, &t);
    } while (study_next_way(p, count));
    plan->of = 0; /* differs between completions */
    return s;
}

void
study_fill_range(const struct problem *p, struct result_row *r, double lo, double hi,
                 const char *how)
{
    char ways[NUM_MAX];
    r->lo = results_digits(lo);
    r->hi = results_digits(hi);
    r->interval = "range";
    r->method = mem_print(
        capture.m,
        "%s; range over all %s completions of the counts known within bounds, "
        "sampling error in estimate_limits",
        how, num_text(study_ways(p), ways));
}

const char *
study_up_to(double x)
{
    return isfinite(x) ? mem_print(capture.m, "to %s", results_spoken(x)) : "upwards";
}

const char *
study_range_words(const struct result_row *r, const char *limits, const char *rate)
{
    return mem_print(
        capture.m,
        "The estimate is %s %s, depending on the counts known within bounds; %s.%s",
        results_spoken(r->lo), study_up_to(r->hi), limits, rate);
}

void
study_add_limits(const struct problem *p, const char *variant, double lo, double hi,
                 const char *how)
{
    struct result_row r = results_about(p, "estimate_limits");
    results_decline(p, &r, "suppressed-count");
    r.lo = results_digits(lo);
    r.hi = results_digits(hi);
    r.interval = capture.level->interval;
    r.method = mem_print(capture.m, "%s limits over all completions", how);
    results_add(p, variant, &r);
}

static const char *
sentence(const struct result_row *r, const struct span *s, const struct plan *plan,
         int lists)
{
    bool limits = isfinite(s->hi_limit);
    const char *text = study_range_words(
        r,
        limits ? mem_print(capture.m, "%ld %% limits with sampling error %s to %s",
                           capture.level->percent, results_spoken(s->lo_limit),
                           results_spoken(s->hi_limit))
               : "sampling error comes on top",
        limits ? capture_held_by(plan, false, true) : "");
    return lists == 2 ? mem_print(capture.m, "%s " CAPTURE_TWO_LISTS, text) : text;
}

void
study_completions(const struct problem *p, struct plan *plan,
                  struct result_row *estimate, struct result_row *unrecorded)
{
    double n = study_ways(p), models = 1;
    if (plan->method->criterion)
        models = (double)capture_models(p->table.lists);
    if (!(n <= STUDY_WAYS_MAX && n * models <= WORK_MAX))
        return;
    struct span s = span_of(p, plan);
    if (!isfinite(s.lo))
        return;
    const char *words = plan->method->words(plan);
    study_fill_range(p, estimate, s.lo, s.hi, words);
    study_fill_range(p, unrecorded, s.lo_unseen, s.hi_unseen, words);
    estimate->status = unrecorded->status = table_status(capture.m, p->status, "E");
    estimate->sentence = sentence(estimate, &s, plan, p->table.lists);
    estimate->verdict = p->table.lists == 2 ? "not-testable" : NULL;
    study_add_limits(
        p, "main", s.lo_limit, s.hi_limit,
        mem_print(capture.m, "%s; outermost %s", words,
                  plan->method->limits ? plan->method->limits_name : "Wald"));
}
