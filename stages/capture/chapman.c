#include "stat/chapman.h"

#include <math.h>
#include <string.h>

#include "capture/study.h"

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

/* Adds the row of the limits, and fills that of the estimate. */
static void
within_bounds(const struct problem *p, struct result_row *r)
{
    struct st_chapman least, most;
    enum st_status e = outermost(p, &least, &most);
    if (e || isinf(least.estimate)) {
        decline(p, r, e ? st_reason(e) : "no-upper-limit");
        return;
    }
    study_add_limits(p, "chapman", least.lo, most.hi, SOURCE "; outermost");
    study_fill_range(p, r, least.estimate, most.estimate, SOURCE);
    r->reason = "suppressed-count";
    r->verdict = "not-testable";
    const char *limits = mem_print(capture.m, "%ld %% limits with sampling error %s %s",
                                   capture.level->percent, results_spoken(least.lo),
                                   study_up_to(most.hi));
    r->sentence = mem_print(capture.m, "%s " CAPTURE_TWO_LISTS,
                            study_range_words(r, limits, capture_held(HELD, true)));
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
