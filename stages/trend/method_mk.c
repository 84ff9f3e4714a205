/*
 * mk-s mk-tau mk-p        Mann-Kendall: S, tau-b, two-sided p (Mann 1945, Kendall 1975); with
 *                         --details mk-z and mk-var
 */
#include <math.h>
#include <string.h>

#include "stat/kendall_range.h"
#include "trend/method.h"

static const char *const statistic[] = {"mk-s", "mk-tau"};
static const char *const unit[] = {"index", "ratio"};

/* Rows of S, tau and p without values. */
static void
rows(const struct segment *s, const char *method, const char *reason,
     struct result_row *row[3])
{
    for (int i = 0; i < 2; i++) {
        row[i] = add(s, statistic[i], unit[i], method);
        row[i]->reason = reason;
    }
    row[2] = add(s, "mk-p", "probability", method);
    row[2]->reason = reason;
    if (reason)
        adjust_later(s, "mk-p", row[2], NAN, NAN, NULL);
}

static void
bounded(const struct segment *s)
{
    struct result_row *row[3];
    struct st_kendall_range k;
    size_t n_work = st_kendall_range_work(s->n, trend.how);
    double *work = mem_array(&trend.arena, n_work, sizeof *work);
    enum st_status e =
        st_kendall_range(s->lo, s->hi, s->n, s->whole, trend.how, work, n_work, &k);
    if (e != ST_OK) {
        rows(s, "Mann-Kendall over completions", st_reason(e), row);
        return;
    }
    rows(s,
         mem_print(&trend.arena, "Mann-Kendall over completions; %s; p %s",
                   k.exact ? mem_print(&trend.arena, "exact, %.0f orders", k.patterns)
                           : "outer bounds",
                   p_words(k.exact_p)),
         NULL, row);
    say_range(row[0], k.s_lo, k.s_hi);
    say_range(row[1], k.tau_lo, k.tau_hi);
    say_range(row[2], k.p_lo, k.p_hi);
    adjust_later(s, "mk-p", row[2], k.p_lo, k.p_hi, NULL);
}

static void
run(struct segment *s)
{
    struct result_row *row[3];
    const struct ranks *r = ranks(s);
    if (!r->reason && s->bounded) {
        bounded(s);
        return;
    }
    const char *method =
        r->reason ? "Mann-Kendall"
                  : mem_print(&trend.arena, "Mann-Kendall; p %s", p_words(r->k.exact));
    rows(s, method, r->reason, row);
    if (trend.details)
        say_items(s, method, r->reason,
                  (const struct item[]){{"mk-z", "index", r->k.z},
                                        {"mk-var", "index", r->k.var}},
                  2);
    if (r->reason)
        return;
    row[0]->value = r->k.s;
    row[1]->value = r->k.tau;
    row[2]->value = r->k.p;
    adjust_later(s, "mk-p", row[2], r->k.p, r->k.p, NULL);
}

const struct trend_method method_mk = {.name = "mk", .usual = true, .run = run};
