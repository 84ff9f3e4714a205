/*
 * forward choice of pairs by p-value threshold (Chan, Silverman and Vincent 2021, Journal of
 * the American Statistical Association 116, 1297)
 */
#include "capture/method.h"
#include "program/num.h"

static double threshold = 0.02;
static const struct opt opts[] = {
    {"threshold", 't', OPT_NUMBER, &threshold, "P",
     "stepwise: a pair enters while its p is under P; 0 is main effects alone, 1 all "
     "pairs "
     "where that has a maximum (0.02)"},
    {0},
};
static const double thresholds[] = {0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 1};
_Static_assert(sizeof thresholds / sizeof *thresholds <= CAPTURE_VARIED_MAX,
               "thresholds that --sensitivity tries");

static void
check(void)
{
    if (!(threshold >= 0 && threshold <= 1))
        usage("--threshold: expected a number from 0 to 1");
}

static double
asked_for(void)
{
    return threshold;
}

static const char *
varied(size_t i, double *other)
{
    char text[NUM_MAX];
    if (i == sizeof thresholds / sizeof *thresholds)
        return NULL;
    *other = thresholds[i];
    return mem_print(capture.m, "threshold=%s", num_text(thresholds[i], text));
}

static void
choose_varied(const struct loglin_table *t, struct mse_oracle *oracle,
              double estimate[])
{
    st_mse_forward_each(t, thresholds, sizeof thresholds / sizeof *thresholds, oracle,
                        estimate);
}

static enum st_status
choose(const struct plan *plan, const struct loglin_table *t, struct mse_oracle *oracle,
       struct mse_choice *c)
{
    return st_mse_forward(t, plan->threshold, oracle, c);
}

static const char *
words(const struct plan *plan)
{
    char p[NUM_MAX];
    if (plan->threshold > 0 && plan->threshold < 1)
        return mem_print(capture.m,
                         "forward choice of pairs, p < %s (Chan, Silverman and Vincent "
                         "2021)",
                         num_text(plan->threshold, p));
    return plan->threshold > 0
               ? "all pairs, forward choice of pairs if that has no maximum (Chan, "
                 "Silverman and Vincent 2021)"
               : "main effects alone";
}

const struct capture_method capture_stepwise = {.name = "stepwise",
                                                .usual = true,
                                                .opts = opts,
                                                .check = check,
                                                .threshold = asked_for,
                                                .varied = varied,
                                                .choose = choose,
                                                .choose_varied = choose_varied,
                                                .held = "89 to 95",
                                                .held_resampled = "90 to 97",
                                                .tried = 0.02,
                                                .words = words};
