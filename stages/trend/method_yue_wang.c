/*
 * yw-factor yw-p          Mann-Kendall with the variance of Yue and Wang 2004, first order (R:
 *                         mmky1lag), or --yue-wang; from 10 points on
 */
#include <math.h>
#include <string.h>

#include "stat/kendall_serial.h"
#include "trend/method.h"

static const char *sum = "mmky1lag";
static const struct opt opts[] = {
    {"yue-wang", 0, OPT_TEXT, &sum, "SUM",
     "for yue-wang: mmky1lag (R), ar1 (the paper's sum) or mmky (all sample lags)"},
    {0},
};

static void
check(bool chosen)
{
    (void)chosen;
    option_word("--yue-wang", sum, "mmky1lag ar1 mmky");
}

static enum st_yue_wang_sum
which(void)
{
    return !strcmp(sum, "ar1")    ? ST_YUE_WANG_AR1
           : !strcmp(sum, "mmky") ? ST_YUE_WANG_ALL
                                  : ST_YUE_WANG_MMKY1LAG;
}

static void
run(struct segment *s)
{
    struct st_serial y = {0};
    double slope, *work;
    size_t n_work;
    const char *no = serial_begin(s, &slope, &work, &n_work);
    if (!no)
        no = because(st_yue_wang(s->lo, s->n, slope, which(), work, n_work, &y));
    const struct item item[] = {{"yw-factor", "ratio", y.factor},
                                {"yw-p", "probability", y.p}};
    say_items(s, mem_print(&trend.arena, "Mann-Kendall, Yue-Wang; %s", sum), no, item,
              2);
}

const struct trend_method method_yue_wang = {
    .name = "yue-wang", .opts = opts, .check = check, .run = run};
