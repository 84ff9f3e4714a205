/*
 * pw-s pw-p               Mann-Kendall after prewhitening: x[i] - r1 x[i-1] (von Storch 1995;
 *                         R: pwmk); from 10 points on
 */
#include <math.h>

#include "stat/kendall_serial.h"
#include "trend/method.h"

static void
run(struct segment *s)
{
    struct st_serial t = {0};
    const char *no = incomplete(s, LEAST_SERIAL);
    size_t n_work = st_serial_work(s->n);
    double *work = mem_array(&trend.arena, n_work + 1, sizeof *work);
    if (!no)
        no = because(st_prewhitened(s->lo, s->n, work, n_work, &t));
    const struct item item[] = {{"pw-s", "index", t.s}, {"pw-p", "probability", t.p}};
    say_items(s, "Mann-Kendall; prewhitening", no, item, 2);
}

const struct trend_method method_prewhitened = {.name = "prewhitened", .run = run};
