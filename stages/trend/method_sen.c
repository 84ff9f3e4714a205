/*
 * sen-slope               Theil-Sen slope a year (Sen 1968), limits by Gilbert (1987)
 */
#include <math.h>

#include "trend/method.h"

static void
run(struct segment *s)
{
    struct slopes b;
    slopes(s, trend.level->share, &b);
    struct result_row *r =
        add(s, "sen-slope", slope_unit(s),
            s->bounded ? mem_print(&trend.arena,
                                   "Theil-Sen; outer range of the %g %% limits over "
                                   "completions, limits by ranks (Gilbert 1987)",
                                   100 * trend.level->share)
                       : "Theil-Sen; limits by ranks (Gilbert 1987)");
    r->reason = b.reason;
    if (b.reason)
        return;
    if (s->bounded) {
        say_range(r, b.lo * s->per_year, b.hi * s->per_year);
        return;
    }
    r->value = b.slope * s->per_year;
    say_limits(r, b.lo * s->per_year, b.hi * s->per_year, trend.level->interval);
}

const struct trend_method method_sen = {.name = "sen", .usual = true, .run = run};
