#include <math.h>
#include <string.h>

#include "capture/method.h"

struct capture capture;

const struct capture_method *
capture_method(const char *name)
{
    for (size_t i = 0; capture_methods[i]; i++)
        if (name ? !strcmp(capture_methods[i]->name, name) : capture_methods[i]->usual)
            return capture_methods[i];
    return NULL;
}

const char *
capture_names(void)
{
    const char *usual = "", *others = "";
    for (size_t i = 0; capture_methods[i]; i++)
        if (capture_methods[i]->usual)
            usual = capture_methods[i]->name;
        else
            others = mem_print(capture.m, "%s, %s", others, capture_methods[i]->name);
    return mem_print(capture.m, "%s%s", usual, others);
}

struct plan
capture_plan(const struct capture_method *m)
{
    return (struct plan){.method = m, .threshold = m->threshold ? m->threshold() : 0};
}

uint64_t
capture_models(int lists)
{
    return st_mse_models_count(lists, (int)capture.order, CAPTURE_MODELS_MAX);
}

const char *
capture_held(const char *rate, bool bounded)
{
    if (!rate)
        return " How often such intervals hold the truth was not tried.";
    if (capture.level->percent != 95)
        return " How often such intervals hold the truth is certified at 95 % alone.";
    return mem_print(
        capture.m,
        " In simulation (100 to 1,000 cases%s; lists apart from one another, or one "
        "pair "
        "not) such intervals held the truth in %s of 100 tables; mostly in far fewer "
        "where half "
        "of the cases are found much more easily than the others.",
        bounded ? ", all counts known" : "", rate);
}

const char *
capture_held_by(const struct plan *plan, bool resampled, bool bounded)
{
    const struct capture_method *m = plan->method;
    bool tried = capture.order == 2 && !(fabs(plan->threshold - m->tried) > 1e-12);
    const char *rate = resampled && !m->limits ? m->held_resampled : m->held;
    return capture_held(tried ? rate : NULL, bounded);
}
