#include "capture/ranked.h"

#include <math.h>
#include <string.h>

/* What was found for the last table serves the other criterion too. */
enum st_status
ranked_begin(struct plan *plan, const struct loglin_table *t, struct mse_oracle *oracle)
{
    static struct {
        struct loglin_table table;
        enum st_status status;
        struct mse_ranked aic[CAPTURE_BEST], bic[CAPTURE_BEST];
        size_t n_best, of;
    } last;
    if (capture_models(t->lists) > CAPTURE_MODELS_MAX)
        return ST_TOO_LARGE;
    if (last.table.lists != t->lists ||
        memcmp(last.table.count, t->count, sizeof t->count) != 0) {
        last.table = *t;
        last.status = st_mse_rank(t, (int)capture.order, oracle, CAPTURE_BEST, last.aic,
                                  last.bic, &last.n_best, &last.of);
    }
    memcpy(plan->best, plan->method->criterion == CAPTURE_AIC ? last.aic : last.bic,
           sizeof plan->best);
    plan->n_best = last.n_best;
    plan->of = last.of;
    return last.status;
}

enum st_status
ranked_choose(const struct plan *plan, const struct loglin_table *t,
              struct mse_oracle *oracle, struct mse_choice *c)
{
    double least = INFINITY;
    for (size_t i = 0; i < plan->n_best; i++) {
        struct loglin_criteria k;
        struct loglin_fit fit;
        enum st_status status = st_mse_fit(t, &plan->best[i].model, NULL, oracle, &fit);
        if (status == ST_NO_MAXIMUM || status == ST_RANK)
            continue;
        if (status != ST_OK)
            return status;
        st_loglin_criteria(t, &fit, &k);
        double x = plan->method->criterion == CAPTURE_AIC ? k.aic : k.bic;
        if (x < least) {
            least = x;
            c->fit = fit;
        }
    }
    c->pairs = 0;
    c->estimate = t->margin[0] + c->fit.mu[0];
    return isfinite(least) ? ST_OK : ST_NO_MAXIMUM;
}

const char *
ranked_words(const struct plan *plan)
{
    const char *text = mem_print(
        capture.m, "best %s of the hierarchical models up to %ld lists a term",
        plan->method->criterion == CAPTURE_AIC ? "AIC" : "BIC", capture.order);
    return plan->of
               ? mem_print(capture.m, "%s, %zu of which have a maximum", text, plan->of)
               : text;
}
