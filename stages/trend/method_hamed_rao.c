/*
 * hr-factor hr-p          Mann-Kendall with the variance of Hamed and Rao 1998, over all lags
 *                         (R: mmkh), or --lags; from 10 points on
 */
#include <math.h>

#include "stat/kendall_serial.h"
#include "trend/method.h"

static long lags;
static const struct opt opts[] = {
    {"lags", 0, OPT_COUNT, &lags, "N",
     "for hamed-rao: lags looked at (default 0: all; R's mmkh3lag: 3)"},
    {0},
};

static void
run(struct segment *s)
{
    struct st_serial h = {0};
    double slope, *work;
    size_t n_work;
    const char *no = serial_begin(s, &slope, &work, &n_work);
    if (!no)
        no = because(st_hamed_rao(s->lo, s->n, slope, (size_t)lags, work, n_work, &h));
    const char *method =
        mem_print(&trend.arena, "Mann-Kendall, Hamed-Rao; %s",
                  lags ? mem_print(&trend.arena, "%ld lags", lags) : "all lags");
    const struct item item[] = {{"hr-factor", "ratio", h.factor},
                                {"hr-p", "probability", h.p}};
    say_items(s, method, no, item, 2);
}

const struct trend_method method_hamed_rao = {
    .name = "hamed-rao", .opts = opts, .run = run};
