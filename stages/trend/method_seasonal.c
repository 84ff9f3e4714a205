/*
 * sk-s sk-p sk-slope sk-homogeneity-p
 *                         seasonal Kendall of quarters, months and other parts of a year
 *                         (Hirsch and others 1982), homogeneity by van Belle and Hughes 1984;
 *                         gaps and bounded points are allowed; with --details sk-z and sk-var
 */
#include <math.h>

#include "stat/seasonal.h"
#include "trend/method.h"

/* The year and season of each point. */
static void
place(const struct segment *s, double *year, size_t *season)
{
    for (size_t i = 0; i < s->n; i++) {
        season[i] = segment_season(s, i);
        year[i] = (double)period_season_year(s->first_year + s->t[i] / s->per_year,
                                             s->seasons);
    }
}

static void
bounded(const struct segment *s, const double *year, const size_t *season)
{
    struct st_seasonal_range g = {0};
    size_t n_work = st_seasonal_range_work(s->n);
    double *work = mem_array(&trend.arena, n_work, sizeof *work);
    const char *no =
        because(st_seasonal_range(s->lo, s->hi, year, season, s->n, s->seasons,
                                  s->whole, trend.how, work, n_work, &g));
    const char *method =
        mem_print(&trend.arena, "seasonal Kendall over completions; outer bounds; p %s",
                  p_words(false));
    struct result_row *r[] = {add(s, "sk-s", "index", method),
                              add(s, "sk-p", "probability", method),
                              add(s, "sk-slope", slope_unit(s), method),
                              add(s, "sk-homogeneity-p", "probability", method)};
    for (int i = 0; i < 4; i++)
        r[i]->reason = no ? no : "incomplete";
    if (no)
        return;
    say_range(r[0], g.s_lo, g.s_hi);
    say_range(r[1], g.p_lo, g.p_hi);
    say_range(r[2], g.slope_lo, g.slope_hi);
}

static void
run(struct segment *s)
{
    double *year = mem_array(&trend.arena, s->n + 1, sizeof *year);
    size_t *season = mem_array(&trend.arena, s->n + 1, sizeof *season);
    struct st_seasonal k = {0};
    const char *no = s->seasons < 2 || s->seasons > 12 ? "not-seasonal" : s->unusable;
    if (!no)
        place(s, year, season);
    if (!no && s->bounded) {
        bounded(s, year, season);
        return;
    }
    size_t n_work = st_seasonal_work(s->n);
    double *work = mem_array(&trend.arena, n_work + 1, sizeof *work);
    if (!no)
        no = because(st_seasonal_kendall(s->lo, year, season, s->n, s->seasons,
                                         trend.how, work, n_work, &k));
    const struct item item[] = {{"sk-s", "index", k.s},
                                {"sk-p", "probability", k.p},
                                {"sk-slope", slope_unit(s), k.slope},
                                {"sk-homogeneity-p", "probability", k.homogeneity_p},
                                {"sk-z", "index", k.z},
                                {"sk-var", "index", k.var}};
    say_items(s,
              mem_print(&trend.arena,
                        "seasonal Kendall; p %s; homogeneity by van Belle and Hughes",
                        p_words(false)),
              no, item, trend.details ? 6 : 4);
}

const struct trend_method method_seasonal = {.name = "seasonal", .run = run};
