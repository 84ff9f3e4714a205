/*
 * pmk-s pmk-r pmk-p       Mann-Kendall after the trend of --covariate COLUMN is taken out,
 *                         and the correlation of the two S (Libiseller and Grimvall 2002; R:
 *                         partial.mk.test)
 */
#include <math.h>

#include "stat/kendall_partial.h"
#include "trend/method.h"

static const char *covariate;
static const struct opt opts[] = {
    {"covariate", 0, OPT_TEXT, &covariate, "COLUMN",
     "for partial: what may explain a trend, a number from 0 up a point"},
    {0},
};
static const struct extra extra[] = {{&covariate, "--covariate", true}, {0}};

static void
check(bool chosen)
{
    if (chosen && !covariate)
        usage("--method partial needs --covariate COLUMN");
}

static void
run(struct segment *s)
{
    struct st_partial k = {0};
    const double *y = segment_other(s, &covariate);
    const char *no = incomplete(s, LEAST_POINTS);
    for (size_t i = 0; i < s->n && !no; i++)
        if (isnan(y[i]))
            no = "incomplete";
    if (!no)
        no = because(st_partial_kendall(s->lo, y, s->n, &k));
    const struct item item[] = {{"pmk-s", "index", k.s},
                                {"pmk-r", "ratio", k.r},
                                {"pmk-p", "probability", k.p}};
    say_items(s,
              mem_print(&trend.arena,
                        "Mann-Kendall, partial; covariate %s; p normal, not corrected",
                        covariate),
              no, item, 3);
}

const struct trend_method method_partial = {
    .name = "partial", .opts = opts, .extra = extra, .check = check, .run = run};
