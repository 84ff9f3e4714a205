/*
 * ca-z ca-p               Cochran-Armitage test of --of COLUMN out of --per COLUMN against
 *                         time (Cochran 1954, Armitage 1955; R: prop.trend.test)
 */
#include <math.h>
#include <string.h>

#include "stat/armitage.h"
#include "trend/method.h"

static const char *of, *per, *variance = "N";
static const struct opt opts[] = {
    {"of", 0, OPT_TEXT, &of, "COLUMN", "for cochran-armitage: events"},
    {"per", 0, OPT_TEXT, &per, "COLUMN", "for cochran-armitage: out of so many"},
    {"ca-variance", 0, OPT_TEXT, &variance, "N|N-1",
     "for cochran-armitage: as R's prop.trend.test, or as its coin"},
    {0},
};
static const struct extra extra[] = {{&of, "--of", true}, {&per, "--per", false}, {0}};

static void
check(bool chosen)
{
    option_word("--ca-variance", variance, "N N-1");
    if (!of != !per)
        usage("--of and --per go together: events and what they are out of");
    if (chosen && !of)
        usage("--method cochran-armitage needs --of COLUMN and --per COLUMN");
}

static void
run(struct segment *s)
{
    struct st_armitage a = {0};
    const double *events = segment_other(s, &of), *all = segment_other(s, &per);
    const char *no = s->n < LEAST_POINTS ? st_reason(ST_TOO_FEW) : NULL;
    for (size_t i = 0; i < s->n && !no; i++)
        if (isnan(events[i]) || isnan(all[i]))
            no = "incomplete";
    if (!no)
        no = because(
            st_cochran_armitage(s->t, events, all, s->n, variance[1] != '\0', &a));
    const struct item item[] = {{"ca-z", "ratio", a.z}, {"ca-p", "probability", a.p}};
    say_items(s,
              mem_print(&trend.arena,
                        "Cochran-Armitage; %s out of %s, normal, %s in the variance",
                        of, per, variance),
              no, item, 2);
}

const struct trend_method method_cochran_armitage = {.name = "cochran-armitage",
                                                     .opts = opts,
                                                     .extra = extra,
                                                     .check = check,
                                                     .run = run};
