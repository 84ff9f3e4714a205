#include "capture/study.h"

#include <math.h>

#include "table/reason.h"

#define NO_OTHER "No other choice of model or lists can be had to compare it with."

static const char *
limits_text(const struct answer *a)
{
    long percent = capture.level->percent;
    if (a->no_limits)
        return mem_print(capture.m, "no %ld %% interval: %s", percent,
                         reason_words(capture.m, a->no_limits));
    if (isfinite(a->hi))
        return mem_print(capture.m, "%ld %% interval %s to %s", percent,
                         results_spoken(a->lo), results_spoken(a->hi));
    return mem_print(capture.m, "%ld %% interval from %s, no upper limit", percent,
                     results_spoken(a->lo));
}

/* How often limits of this kind held the truth in simulation; "" where there are none. */
static const char *
rate_text(const struct plan *plan, const struct answer *a)
{
    return a->no_limits ? "" : capture_held_by(plan, capture.replicates > 0, false);
}

static void
say(struct result_row *r, const struct problem *p, const struct plan *plan,
    const struct answer *a, const struct sensitivity *s)
{
    const char *text =
        mem_print(capture.m, "An estimated %s (%s) in all, of whom %s were recorded.%s",
                  results_spoken(a->choice.estimate), limits_text(a),
                  results_spoken(histories_total(&p->table)), rate_text(plan, a));
    if (*p->lists_said)
        text = mem_print(capture.m, "%s %s", p->lists_said, text);
    if (p->table.lists == 2 || (capture.sensitivity && !s->others)) {
        r->verdict = "not-testable";
        text = mem_print(capture.m, "%s %s", text,
                         p->table.lists == 2 ? CAPTURE_TWO_LISTS : NO_OTHER);
    } else if (capture.sensitivity && !a->no_limits) {
        r->verdict = s->outside ? "sensitive" : "robust";
        text = mem_print(capture.m,
                         "%s Of %d other choices of model or lists %d %s outside the "
                         "interval.",
                         text, s->others, s->outside, s->outside == 1 ? "lies" : "lie");
    }
    r->sentence = text;
}

/* The Monte Carlo error of a limit. */
static void
add_error(const struct problem *p, const struct plan *plan, const struct answer *a,
          const char *statistic, double x)
{
    struct answer b = *a;
    b.reason = a->reason ? a->reason : a->no_limits;
    b.reason = b.reason || isfinite(x) ? b.reason : "no-upper-limit";
    results_add_plain(p, plan, &b, statistic, p->unit, x);
}

static void
add_model(const struct problem *p, const struct plan *plan, const struct answer *a)
{
    struct loglin_table t = p->table;
    struct loglin_criteria k = {0};
    int terms = 0;
    if (!a->reason && st_loglin_margins(&t) == ST_OK) {
        st_loglin_criteria(&t, &a->choice.fit, &k);
        results_model(p, &a->choice, &terms);
    }
    results_add_plain(p, plan, a, "aic", "index", k.aic);
    results_add_plain(p, plan, a, "bic", "index", k.bic);
    results_add_plain(p, plan, a, "terms", "term", terms);
    if (!capture.replicates || plan->method->limits)
        return;
    results_add_plain(p, plan, a, "resamples_failed", "resample", (double)a->failed);
    add_error(p, plan, a, "lo_error", a->lo_error);
    add_error(p, plan, a, "hi_error", a->hi_error);
}

void
capture_study(const struct problem *p)
{
    struct plan plan = capture_plan(capture.method);
    struct answer a = {.reason = p->reason};
    struct sensitivity s = {0, 0};
    if (!p->reason)
        capture_solve(&plan, &p->table, &a);
    struct result_row estimate = results_estimate(p, "estimate", &plan, &a, 0);
    struct result_row unrecorded =
        results_estimate(p, "unrecorded", &plan, &a, histories_total(&p->table));
    results_add_recorded(p, "main");
    add_model(p, &plan, &a);
    if (p->gaps && p->table.lists > 1)
        study_completions(p, &plan, &estimate, &unrecorded);
    if (capture.sensitivity && !p->reason)
        study_sensitivity(p, &a, &s);
    if (!a.reason)
        say(&estimate, p, &plan, &a, &s);
    else
        estimate.sentence = mem_print(
            capture.m, "%s%s%s", p->lists_said, *p->lists_said ? " " : "",
            estimate.sentence ? estimate.sentence : results_refusal(a.reason));
    results_add(p, "main", &estimate);
    results_add(p, "main", &unrecorded);
    if (capture.average)
        study_average(p);
    if (p->table.lists == 2)
        study_chapman(p);
}
