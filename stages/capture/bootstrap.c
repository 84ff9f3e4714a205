#include "capture/solve.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "program/progress.h"
#include "solver/linear_program.h"
#include "stat/bca.h"
#include "stat/rng.h"

enum { MEMOS = 1 << 12 };

/* A share of the work of one interval: tasks first, first + threads, ... Resamples come
 * first, then jackknife tables. */
struct share {
    const struct plan *plan;
    const struct loglin_table *table;
    const struct mse_urn *urn;
    struct mse_oracle *oracle;
    double *value;
    size_t first, tasks;
    size_t varied; /* thresholds, each with its values; 0: that of the plan */
};

/* The estimates of one table. */
static void
estimate(const struct share *s, const struct loglin_table *t, size_t i)
{
    struct mse_choice c;
    double with[CAPTURE_VARIED_MAX];
    if (s->varied) {
        s->plan->method->choose_varied(t, s->oracle, with);
        for (size_t k = 0; k < s->varied; k++)
            s->value[k * s->tasks + i] = with[k];
    } else {
        bool made = s->plan->method->choose(s->plan, t, s->oracle, &c) == ST_OK;
        s->value[i] = made ? c.estimate : INFINITY;
    }
}

static void *
work(void *arg)
{
    struct share *s = arg;
    for (size_t i = s->first; i < s->tasks; i += (size_t)capture.threads) {
        struct loglin_table t;
        if (i < (size_t)capture.replicates) {
            st_mse_draw(s->urn, s->table->lists, (uint64_t)capture.seed, i, &t);
        } else {
            t = *s->table;
            t.count[s->urn->kind[i - (size_t)capture.replicates]] -= 1;
            st_loglin_margins(&t);
        }
        estimate(s, &t, i);
        progress_add(1);
    }
    return NULL;
}

static void *
work_apart(void *arg)
{
    work(arg);
    lp_release();
    return NULL;
}

/* Estimates of all resamples and jackknife tables. */
static void
spread(const struct plan *plan, const struct loglin_table *t, const struct mse_urn *urn,
       size_t varied, double value[])
{
    pthread_t thread[CAPTURE_THREADS_MAX] = {0};
    struct share share[CAPTURE_THREADS_MAX];
    progress_begin("resamples", (double)(capture.replicates + urn->kinds));
    for (long k = 0; k < capture.threads; k++) {
        share[k] = (struct share){plan,
                                  t,
                                  urn,
                                  &capture.oracle[k],
                                  value,
                                  (size_t)k,
                                  (size_t)capture.replicates + (size_t)urn->kinds,
                                  varied};
        if (k && pthread_create(&thread[k], NULL, work_apart, &share[k]))
            die(EX_OSERR, "thread %ld of %ld cannot be started", k + 1,
                capture.threads);
    }
    work(&share[0]);
    for (long k = 1; k < capture.threads; k++)
        pthread_join(thread[k], NULL);
}

static int
rising(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* A limit is between two resamples; a level beyond the first or last of them has none. */
static const char *
one_limit(const struct st_bca *b, double alpha, const double sorted[], size_t n,
          double *limit, double *error)
{
    double level;
    enum st_status e = st_bca_level(b, alpha, &level);
    if (e)
        return st_reason(e);
    if (level * (double)(n + 1) < 1 || level * (double)(n + 1) > (double)n)
        return "level-beyond-resamples";
    *limit = st_quantile8(sorted, n, level);
    *error = st_quantile8_error(sorted, n, level);
    return NULL;
}

const char *
capture_bootstrap(const struct plan *plan, const struct loglin_table *t,
                  struct answer *a)
{
    struct mse_urn urn;
    struct st_bca b;
    enum st_status status = st_mse_urn(t, &urn);
    if (status != ST_OK)
        return st_reason(status);
    size_t n = (size_t)capture.replicates, kinds = (size_t)urn.kinds;
    double *value = plan->drawn, weight[LOGLIN_CELLS];
    if (!value) {
        value = mem_array(capture.m, n + kinds, sizeof *value);
        spread(plan, t, &urn, 0, value);
    }
    for (size_t i = 0; i < n; i++)
        a->failed += isfinite(value[i]) ? 0 : 1;
    for (size_t k = 0; k < kinds; k++) {
        weight[k] = t->count[urn.kind[k]];
        if (!isfinite(value[n + k]))
            return "jackknife-without-maximum";
    }
    status = st_bca(a->choice.estimate, value, n, value + n, weight, kinds, &b);
    qsort(value, n, sizeof *value, rising);
    const char *why = status == ST_OK ? NULL : st_reason(status);
    if (!why)
        why = one_limit(&b, (1 - capture.level->share) / 2, value, n, &a->lo,
                        &a->lo_error);
    if (!why)
        why = one_limit(&b, (1 + capture.level->share) / 2, value, n, &a->hi,
                        &a->hi_error);
    if (why)
        return why;
    return isfinite(a->lo) ? NULL : "resamples-without-maximum";
}

double *
capture_draw_varied(const struct capture_method *m, const struct loglin_table *given,
                    size_t n, size_t *each)
{
    struct plan plan = {.method = m};
    struct loglin_table t = *given;
    struct mse_urn urn;
    if (!capture.replicates || st_loglin_margins(&t) != ST_OK ||
        st_mse_urn(&t, &urn) != ST_OK)
        return NULL;
    *each = (size_t)capture.replicates + (size_t)urn.kinds;
    double *value = mem_array(capture.m, n * *each, sizeof *value);
    spread(&plan, &t, &urn, n, value);
    return value;
}

void
capture_open(void)
{
    for (long k = 0; k < capture.threads; k++)
        capture.oracle[k] = (struct mse_oracle){
            lp_slack, NULL, mem_array(capture.m, MEMOS, sizeof(struct mse_memo)), MEMOS,
            0};
}

void
capture_close(void)
{
    lp_release();
}
