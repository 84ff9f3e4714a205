/*
 * median(SET)                     the middle one, or the mean of the two
 */
#include <stdlib.h>

#include "claim/function.h"

static int
by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Middle of the values in order, of lower and upper ends apart: both are monotone. */
static double
middle(struct mem *m, const struct judged *set, bool upper)
{
    double *x = mem_array(m, set->n, sizeof *x);
    for (size_t i = 0; i < set->n; i++)
        x[i] = upper ? set->member[i].hi : set->member[i].lo;
    qsort(x, set->n, sizeof *x, by_size);
    size_t k = set->n / 2;
    return set->n % 2 ? x[k] : x[k - 1] / 2 + x[k] / 2;
}

static struct number
median(struct mem *m, const struct judged *set)
{
    if (set->open || !set->n)
        return number_unknown;
    return number_within(middle(m, set, false), middle(m, set, true));
}

static void
judge_median(const struct evidence *e, struct node *n)
{

    n->judged->number =
        number_like(median(e->m, n->arg[0]->judged), &n->arg[0]->judged->number);
}

const struct claim_function claim_median = {.name = "median",
                                            .usage = "median(SET)",
                                            .takes = "s",
                                            .gives = TYPE_NUMBER,
                                            .judge = judge_median,
                                            .result = "the median, "};
