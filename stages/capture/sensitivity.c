#include "capture/study.h"

enum { VARIANT_RESAMPLES = 1000 }; /* of other choices, at most */

static void
add_variant(const struct problem *p, const char *variant, struct plan *plan,
            const struct answer *main, struct sensitivity *s)
{
    struct answer a;
    capture_solve(plan, &p->table, &a);
    struct result_row r = results_estimate(p, "estimate", plan, &a, 0);
    results_add(p, variant, &r);
    results_add_recorded(p, variant);
    if (a.reason)
        return;
    s->others++;
    s->outside += a.choice.estimate < main->lo || a.choice.estimate > main->hi;
}

/* Other thresholds of a method, or the method itself. */
static void
vary_choice(const struct problem *p, const struct capture_method *m,
            const struct answer *main, struct sensitivity *s)
{
    struct plan plan = capture_plan(m);
    const char *name;
    double *drawn = NULL, other;
    size_t n = 0, each = 0;
    while (m->choose_varied && n < CAPTURE_VARIED_MAX && m->varied(n, &other))
        n++;
    if (n)
        drawn = capture_draw_varied(m, &p->table, n, &each);
    if (!m->varied && m != capture.method)
        add_variant(p, mem_print(capture.m, "method=%s", m->name), &plan, main, s);
    for (size_t i = 0; m->varied && (name = m->varied(i, &plan.threshold)); i++) {
        plan.drawn = drawn && i < n ? drawn + i * each : NULL;
        add_variant(p, name, &plan, main, s);
    }
}

/* Without list i, or with list j merged into it. */
static void
vary_lists(const struct problem *p, int i, int j, const struct answer *main,
           struct sensitivity *s)
{
    struct problem q = histories_fewer(p, i, j, capture.m);
    struct plan plan = capture_plan(capture.method);
    const char *name = i == j ? mem_print(capture.m, "without=%s", p->list[i])
                              : mem_print(capture.m, "merged=%s", q.list[i]);
    add_variant(&q, name, &plan, main, s);
}

void
study_sensitivity(const struct problem *p, const struct answer *main,
                  struct sensitivity *s)
{
    long wanted = capture.replicates;
    if (capture.replicates > VARIANT_RESAMPLES)
        capture.replicates = VARIANT_RESAMPLES;
    for (size_t i = 0; capture_methods[i]; i++)
        vary_choice(p, capture_methods[i], main, s);
    for (int i = 0; i < p->table.lists && p->table.lists > 2; i++)
        for (int j = i; j < p->table.lists; j++)
            vary_lists(p, i, j, main, s);
    capture.replicates = wanted;
}
