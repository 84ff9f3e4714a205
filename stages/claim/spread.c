/*
 * Expressions over the periods of spans, period by period: share(A[2014..2017], B[2014..2017])
 * is no number, and one for each year. It is read once to see how many periods its spans have,
 * then once for each, with the period in place of the span.
 */
#include "claim/function.h"
#include "claim/reader.h"
#include "program/msg.h"

#define PERIODS_MAX 200

struct resume
resume_here(const struct parser *p)
{
    return (struct resume){p->at, p->line_start, p->line, p->claims->refs,
                           p->claims->keys};
}

void
resume_at(struct parser *p, const struct resume *place)
{
    p->at = place->at;
    p->line_start = place->line_start;
    p->line = place->line;
    p->claims->refs = place->refs;
    p->claims->keys = place->keys;
}

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

struct node *
spread_read(struct parser *p, const struct resume *place, enum node_kind kind,
            struct node *(*part)(struct parser *p))
{
    struct node *all = NULL;
    size_t periods = p->spread.periods;
    struct resume begin = *place;
    for (size_t i = 0; i < periods; i++) {
        /* what the periods before it have added stays */
        begin.refs = i ? p->claims->refs : begin.refs;
        begin.keys = i ? p->claims->keys : begin.keys;
        resume_at(p, &begin);
        p->spread.mode = SPREAD_READS;
        p->spread.at = i;
        struct node *one = part(p);
        all = all ? join(p, kind, TYPE_TRUTH, one->at, all, one) : one;
    }
    p->spread = (struct spread){.mode = SPREAD_NONE};
    return all;
}

static struct node *
whole_truth(struct parser *p)
{
    return logical(p, truth(p));
}

/* The expression of a period and of the one before. */
static struct node *
moved(struct parser *p, enum node_kind kind, struct resume begin)
{
    struct node *all = NULL;
    size_t periods = p->spread.periods;
    for (size_t i = 1; i < periods; i++) {
        struct node *of[2];
        for (size_t k = 0; k < 2; k++) {
            begin.refs = i + k > 1 ? p->claims->refs : begin.refs;
            begin.keys = i + k > 1 ? p->claims->keys : begin.keys;
            resume_at(p, &begin);
            p->spread.mode = SPREAD_READS;
            p->spread.at = i - k;
            of[k] = want(p, number_of(p), TYPE_NUMBER, "a number");
        }
        struct node *one = join(p, kind, TYPE_TRUTH, of[0]->at, of[0], of[1]);
        all = all ? join(p, NODE_AND, TYPE_TRUTH, one->at, all, one) : one;
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
    struct spot at = n->at;
    if (!p->spread.periods) {
        resume_at(p, &begin);
        p->spread = outer;
        return NULL;
    }
    if (f->moves && p->spread.periods < 2)
        fail(p, at, "the span has one period, expected two or more");
    n = f->moves ? moved(p, f->moves, begin)
                 : spread_read(p, &begin, f->spreads, whole_truth);
    p->spread = outer;
    return n;
}
