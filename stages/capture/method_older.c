/*
 * forward by AIC until a new term's Wald p is over 0.05 (Silverman 2014), with the limits of
 * the multinomial profile likelihood (Cormack 1992, Biometrics 48, 567)
 */
#include "capture/method.h"
#include "program/num.h"

#define ENTERS 0.05

static double
threshold(void)
{
    return ENTERS;
}

static enum st_status
choose(const struct plan *plan, const struct loglin_table *t, struct mse_oracle *oracle,
       struct mse_choice *c)
{
    return st_mse_aic(t, plan->threshold, oracle, c);
}

static enum st_status
limits(const struct loglin_table *t, struct mse_choice *c, double *lo, double *hi)
{
    struct mse_profile p;
    enum st_status status = st_mse_profile(t, &c->fit, capture.level->share, &p);
    if (status != ST_OK)
        return status;
    c->estimate = p.estimate;
    *lo = p.lo;
    *hi = p.hi;
    return ST_OK;
}

static const char *
words(const struct plan *plan)
{
    char p[NUM_MAX];
    return mem_print(capture.m,
                     "forward choice of pairs by AIC, Wald p <= %s (Silverman 2014)",
                     num_text(plan->threshold, p));
}

const struct capture_method capture_older = {
    .name = "older",
    .threshold = threshold,
    .choose = choose,
    .limits = limits,
    .limits_name = "profile",
    .limits_source = "profile likelihood limits (Cormack 1992)",
    .held = "91 to 96",
    .tried = ENTERS,
    .words = words};
