/*
 * tfpw-s tfpw-p           Mann-Kendall after trend-free prewhitening, Yue and others 2002 (R:
 *                         tfpwmk); from 10 points on
 */
#include <math.h>

#include "stat/kendall_serial.h"
#include "trend/method.h"

static void
run(struct segment *s)
{
    struct st_serial t = {0};
    double slope, *work;
    size_t n_work;
    const char *no = serial_begin(s, &slope, &work, &n_work);
    if (!no)
        no = because(st_tfpw(s->lo, s->n, slope, work, n_work, &t));
    const struct item item[] = {{"tfpw-s", "index", t.s},
                                {"tfpw-p", "probability", t.p}};
    say_items(s, "Mann-Kendall; trend-free prewhitening", no, item, 2);
}

const struct trend_method method_tfpw = {.name = "tfpw", .run = run};
