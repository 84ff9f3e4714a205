#include "stat/chapman.h"

#include "capture/study.h"

void
study_chapman(const struct problem *p)
{
    struct st_chapman c;
    const double *n = p->table.count;
    struct result_row r = results_about(p, "estimate");
    const char *why = p->reason;
    r.method = "Chapman (1951); limits of Sadinle (2009)";
    enum st_status e =
        why ? ST_OK : st_chapman(n[3], n[1], n[2], capture.level->share, &c);
    if (why || e) {
        results_decline(p, &r, why ? why : st_reason(e));
        r.sentence = results_refusal(r.reason);
    } else if (!(n[3] > 0)) {
        results_decline(p, &r, "no-upper-limit");
        r.lo = results_digits(c.lo);
        r.interval = capture.level->interval;
        r.verdict = "not-testable";
        r.sentence = mem_print(capture.m,
                               "The two lists share nobody, so that no estimate and no "
                               "upper limit can be had: at least %s in all (lower end "
                               "of a %ld %% interval). " CAPTURE_TWO_LISTS,
                               results_spoken(c.lo), capture.level->percent);
    } else {
        r.value = results_digits(c.estimate);
        r.lo = results_digits(c.lo);
        r.hi = results_digits(c.hi);
        r.interval = capture.level->interval;
        r.verdict = "not-testable";
        r.sentence = mem_print(
            capture.m,
            "An estimated %s (%ld %% interval %s to %s) in all.%s " CAPTURE_TWO_LISTS,
            results_spoken(c.estimate), capture.level->percent, results_spoken(c.lo),
            results_spoken(c.hi), capture_held("95 to 98"));
    }
    results_add(p, "chapman", &r);
}
