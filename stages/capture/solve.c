#include "capture/solve.h"

enum st_status
capture_settle(struct plan *plan, struct loglin_table *t, struct mse_choice *c)
{
    struct mse_oracle *oracle = &capture.oracle[0];
    enum st_status status = st_loglin_margins(t);
    if (status == ST_OK && plan->method->begin)
        status = plan->method->begin(plan, t, oracle);
    return status == ST_OK ? plan->method->choose(plan, t, oracle, c) : status;
}

enum st_status
capture_given_limits(const struct plan *plan, const struct loglin_table *t,
                     struct mse_choice *c, double *lo, double *hi)
{
    return plan->method->limits ? plan->method->limits(t, c, lo, hi)
                                : st_mse_wald(t, &c->fit, capture.level->share, lo, hi);
}

void
capture_solve(struct plan *plan, const struct loglin_table *given, struct answer *a)
{
    struct loglin_table t = *given;
    *a = (struct answer){.failed = 0};
    enum st_status status = capture_settle(plan, &t, &a->choice);
    if (status != ST_OK) {
        a->reason = st_reason(status);
        return;
    }
    if (capture.replicates && !plan->method->limits) {
        a->no_limits = capture_bootstrap(plan, &t, a);
        return;
    }
    status = capture_given_limits(plan, &t, &a->choice, &a->lo, &a->hi);
    a->no_limits = status == ST_OK ? NULL : st_reason(status);
}
