#include <math.h>

#include "capture/study.h"
#include "program/num.h"

/* The average; the reason when there is none. */
static const char *
average(const struct problem *p, struct mse_average *a)
{
    struct loglin_table t = p->table;
    if (p->reason)
        return p->reason;
    uint64_t models = capture_models(t.lists);
    if (models > CAPTURE_MODELS_MAX)
        return st_reason(ST_TOO_LARGE);
    struct mse_weighed *room = mem_array(capture.m, models, sizeof *room);
    double *weight = mem_array(capture.m, models, sizeof *weight);
    enum st_status e = st_loglin_margins(&t);
    if (e == ST_OK)
        e = st_mse_average(&t, (int)capture.order, capture.level->share,
                           &capture.oracle[0], room, weight, a);
    return e == ST_OK ? NULL : st_reason(e);
}

void
study_average(const struct problem *p)
{
    struct mse_average a;
    char text[NUM_MAX];
    struct result_row r = results_about(p, "estimate");
    r.method = mem_print(capture.m,
                         "average of hierarchical models up to %ld lists a term, "
                         "weights exp(-BIC/2) (Raftery 1995)",
                         capture.order);
    const char *why = average(p, &a);
    if (why) {
        results_decline(p, &r, why);
        r.sentence = results_refusal(why);
    } else {
        r.value = results_digits(a.estimate);
        r.lo = results_digits(a.lo);
        r.hi = results_digits(a.hi);
        r.interval = capture.level->credible;
        r.more = mem_print(capture.m, "%zu models", a.models);
        r.sentence = mem_print(
            capture.m,
            "Over all models %s (%ld %% credible interval %s to %s); %zu of %zu models "
            "have 95 %% of the weight, the best one %s %%.%s",
            results_spoken(a.estimate), capture.level->percent, results_spoken(a.lo),
            results_spoken(a.hi), a.bulk, a.models,
            num_text(rint(1000 * a.best) / 10, text),
            capture_held(capture.order == 2 ? "93 to 96" : NULL, false));
    }
    results_add(p, "average", &r);
}
