#include "stat/chapman.h"

#include <math.h>
#include <string.h>

#include "capture/study.h"
#include "program/num.h"

#define SOURCE "Chapman (1951); limits of Sadinle (2009)"
/* Of 100 limits at 95 %, in simulation. */
#define HELD "95 to 98"

/* Of one completion: no upper limit without a case on both lists. */
static enum st_status
chapman(const double n[], struct st_chapman *c)
{
    enum st_status e = st_chapman(n[3], n[1], n[2], capture.level->share, c);
    if (e == ST_OK && !(n[3] > 0))
        c->estimate = c->hi = INFINITY;
    return e;
}

static void
decline(const struct problem *p, struct result_row *r, const char *reason)
{
    results_decline(p, r, reason);
    r->sentence = results_refusal(reason);
}

static void
known(const struct problem *p, struct result_row *r)
{
    struct st_chapman c;
    enum st_status e = chapman(p->table.count, &c);
    if (e) {
        decline(p, r, st_reason(e));
        return;
    }
    r->lo = results_digits(c.lo);
    r->interval = capture.level->interval;
    r->verdict = "not-testable";
    if (isinf(c.hi)) {
        results_decline(p, r, "no-upper-limit");
        r->sentence =
            mem_print(capture.m,
                      "The two lists share nobody, so that no estimate and no "
                      "upper limit can be had: at least %s in all (lower end "
                      "of a %ld %% interval). " CAPTURE_TWO_LISTS,
                      results_spoken(c.lo), capture.level->percent);
        return;
    }
    r->value = results_digits(c.estimate);
    r->hi = results_digits(c.hi);
    r->sentence = mem_print(
        capture.m,
        "An estimated %s (%ld %% interval %s to %s) in all.%s " CAPTURE_TWO_LISTS,
        results_spoken(c.estimate), capture.level->percent, results_spoken(c.lo),
        results_spoken(c.hi), capture_held(HELD, false));
}

/* The outermost estimates and limits over all completions. */
static enum st_status
outermost(const struct problem *p, struct st_chapman *least, struct st_chapman *most)
{
    double n[LOGLIN_CELLS];
    struct st_chapman c;
    memcpy(n, p->table.count, sizeof n);
    *least = (struct st_chapman){.estimate = INFINITY, .lo = INFINITY};
    *most = (struct st_chapman){.estimate = 0, .hi = 0};
    do {
        enum st_status e = chapman(n, &c);
        if (e)
            return e;
        least->estimate = fmin(least->estimate, c.estimate);
        most->estimate = fmax(most->estimate, c.estimate);
        least->lo = fmin(least->lo, c.lo);
        most->hi = fmax(most->hi, c.hi);
    } while (study_next_way(p, n));
    return ST_OK;
}

static const char *
up_to(double x)
{
    return isfinite(x) ? mem_print(capture.m, "to %s", results_spoken(x)) : "upwards";
}

/* Adds the row of the limits, and fills that of the estimate. */
static void
within_bounds(const struct problem *p, struct result_row *r)
{
    struct st_chapman least, most;
    char ways[NUM_MAX];
    enum st_status e = outermost(p, &least, &most);
    if (e || isinf(least.estimate)) {
        decline(p, r, e ? st_reason(e) : "no-upper-limit");
        return;
    }
    struct result_row limits = results_about(p, "estimate_limits");
    results_decline(p, &limits, "suppressed-count");
    limits.lo = results_digits(least.lo);
    limits.hi = results_digits(most.hi);
    limits.interval = capture.level->interval;
    limits.method = SOURCE "; outermost limits over all completions";
    results_add(p, "chapman", &limits);
    r->lo = results_digits(least.estimate);
    r->hi = results_digits(most.estimate);
    r->interval = "range";
    r->reason = "suppressed-count";
    r->verdict = "not-testable";
    r->method = mem_print(capture.m,
                          SOURCE "; range over all %s completions of the counts known "
                                 "within bounds, sampling error in estimate_limits",
                          num_text(study_ways(p), ways));
    r->sentence = mem_print(
        capture.m,
        "The estimate is %s %s, depending on the counts known within bounds; %ld %% "
        "limits with sampling error %s %s.%s " CAPTURE_TWO_LISTS,
        results_spoken(least.estimate), up_to(most.estimate), capture.level->percent,
        results_spoken(least.lo), up_to(most.hi), capture_held(HELD, true));
}

void
study_chapman(const struct problem *p)
{
    struct result_row r = results_about(p, "estimate");
    r.method = SOURCE;
    if (p->gaps && study_ways(p) <= STUDY_WAYS_MAX)
        within_bounds(p, &r);
    else if (p->reason)
        decline(p, &r, p->reason);
    else
        known(p, &r);
    results_add(p, "chapman", &r);
}
