/*
 * sum(SET), average(SET)          sum(X[2014..2020]) is cumulative
 */
#include <math.h>

#include "claim/function.h"
#include "table/table.h"

static struct number
sum(const struct judged *set, const char *unit)
{
    struct number x = number_exactly(0);
    for (size_t i = 0; i < set->n; i++)
        x = number_within(x.lo + set->member[i].lo, x.hi + set->member[i].hi);
    if (!set->open)
        return x;
    return number_within(unit && table_counted(unit) ? x.lo : -INFINITY,
                         x.hi + set->rest);
}

static struct number
average(const struct judged *set)
{
    if (set->open || !set->n)
        return number_unknown;
    struct number x = sum(set, NULL);
    return number_within(x.lo / (double)set->n, x.hi / (double)set->n);
}

static void
judge_sum(const struct evidence *e, struct node *n)
{
    (void)e;
    n->judged->number =
        number_like(sum(n->arg[0]->judged, n->arg[0]->judged->number.unit),
                    &n->arg[0]->judged->number);
}

static void
judge_average(const struct evidence *e, struct node *n)
{
    (void)e;
    n->judged->number =
        number_like(average(n->arg[0]->judged), &n->arg[0]->judged->number);
}

const struct claim_function claim_sum = {.name = "sum",
                                         .usage = "sum(SET)",
                                         .takes = "s",
                                         .gives = TYPE_NUMBER,
                                         .together = true,
                                         .judge = judge_sum,
                                         .result = "the sum, "};

const struct claim_function claim_average = {.name = "average",
                                             .usage = "average(SET)",
                                             .takes = "s",
                                             .gives = TYPE_NUMBER,
                                             .judge = judge_average,
                                             .result = "the average, "};
