/*
 * Expressions over the periods of spans, period by period: share(A[2014..2017], B[2014..2017])
 * is no number, and one for each year. It is read once to see how many periods its spans have,
 * then once for each, with the period in place of the span.
 */
#include "claim/function.h"
#include "claim/reader.h"
#include "program/msg.h"

#define PERIODS_MAX 200

struct node *
spread_span(struct parser *p, struct node *n)
{
    struct period a, b;
    char text[PERIOD_MAX];
    const struct ref *of = n->ref;
    if (!of->first || !of->last)
        fail(p, n->at, "the span has no %s, expected one, as in 2014..2017",
             of->first ? "end" : "beginning");
    period_parse(of->first, &a);
    period_parse(of->last, &b);
    size_t periods = (size_t)(b.index - a.index) + 1;
    if (periods > PERIODS_MAX)
        fail(p, n->at, "the span has %zu periods, expected %d at most", periods,
             PERIODS_MAX);
    if (p->spread.periods && p->spread.periods != periods)
        fail(p, n->at,
             "the span has %zu periods and one before it %zu, expected as many in each",
             periods, p->spread.periods);
    p->spread.periods = periods;
    if (p->spread.mode == SPREAD_LOOKS)
        return n;
    struct ref *ref = mem_get(p->m, sizeof *ref);
    *ref = *of;
    ref->first = ref->last = NULL;
    ref->span = ref->set = false;
    period_text(a.freq, a.index + (long)p->spread.at, text);
    ref->period = mem_copy(p->m, text);
    return reference(p, ref);
}

/* What `part` makes of the expression at begin in the period at this place. */
static struct node *
in_period(struct parser *p, const struct resume *begin, size_t at,
          struct node *(*part)(struct parser *p))
{
    resume_at(p, begin);
    p->spread.mode = SPREAD_READS;
    p->spread.at = at;
    return part(p);
}

static struct node *
joined(struct parser *p, enum node_kind kind, struct node *all, struct node *one)
{
    return all ? join(p, kind, TYPE_TRUTH, one->at, all, one) : one;
}

struct node *
spread_read(struct parser *p, const struct resume *begin, enum node_kind kind,
            struct node *(*part)(struct parser *p))
{
    struct node *all = NULL;
    size_t periods = p->spread.periods;
    resume_afresh(p, begin);
    for (size_t i = 0; i < periods; i++)
        all = joined(p, kind, all, in_period(p, begin, i, part));
    p->spread = (struct spread){.mode = SPREAD_NONE};
    return all;
}

static struct node *
whole_truth(struct parser *p)
{
    return logical(p, truth(p));
}

static struct node *
whole_number(struct parser *p)
{
    return want(p, number_of(p), TYPE_NUMBER, "a number");
}

/* The expression of each period against that of the one before. */
static struct node *
moved(struct parser *p, enum node_kind kind, const struct resume *begin)
{
    struct node *all = NULL;
    size_t periods = p->spread.periods;
    resume_afresh(p, begin);
    for (size_t i = 1; i < periods; i++) {
        struct node *is = in_period(p, begin, i, whole_number);
        struct node *was = in_period(p, begin, i - 1, whole_number);
        all = joined(p, NODE_AND, all, join(p, kind, TYPE_TRUTH, is->at, is, was));
    }
    p->spread = (struct spread){.mode = SPREAD_NONE};
    return all;
}

struct node *
spread_call(struct parser *p, const struct claim_function *f)
{
    if (!f->spreads || p->spread.mode)
        return NULL;
    struct resume begin = resume_here(p);
    struct spread outer = p->spread;
    p->spread = (struct spread){.mode = SPREAD_LOOKS};
    struct node *n = f->moves ? number_of(p) : truth(p);
    if (!p->spread.periods) {
        resume_afresh(p, &begin);
        p->spread = outer;
        return NULL;
    }
    if (f->moves && p->spread.periods < 2)
        fail(p, n->at, "the span has one period, expected two or more");
    n = f->moves ? moved(p, f->moves, &begin)
                 : spread_read(p, &begin, f->spreads, whole_truth);
    p->spread = outer;
    return n;
}
