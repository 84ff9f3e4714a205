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
    struct slopes b;
    const char *no = incomplete(s, LEAST_SERIAL);
    size_t n_work = st_serial_work(s->n);
    double *work = mem_array(&trend.arena, n_work + 1, sizeof *work);
    slopes(s, &b);
    if (!no)
        no = b.reason;
    if (!no)
        no = because(st_tfpw(s->lo, s->n, b.slope, work, n_work, &t));
    const struct item item[] = {{"tfpw-s", "index", t.s},
                                {"tfpw-p", "probability", t.p}};
    say_items(s, "Mann-Kendall; trend-free prewhitening", no, item, 2);
}

const struct trend_method method_tfpw = {.name = "tfpw", .run = run};
