/*
 * Calls of functions in a claims file: which, and whether the arguments are what it takes.
 */
#include <string.h>

#include "claim/function.h"
#include "claim/reader.h"

bool
is_comparison(const struct node *n)
{
    return n->kind >= NODE_LESS && n->kind <= NODE_DIFFERENT;
}

bool
is_periods(const struct node *n)
{
    if (n->kind != NODE_REF || !n->ref->span)
        return false;
    for (size_t i = 0; i < n->ref->n; i++)
        if (ref_runs(&n->ref->dim[i]))
            return false;
    return true;
}

static struct node *
periods(struct parser *p, struct node *n)
{
    if (!is_periods(n))
        fail(p, n->at, "expected the periods of one series, such as [... 2014..2017]");
    return n;
}

static struct node *
movement(struct parser *p, struct node *n)
{
    if (n->kind == NODE_CALL && n->function->step)
        return n;
    if (!is_comparison(n) || !is_periods(n->arg[0]) ||
        (n->arg[1]->type == TYPE_SET && !is_periods(n->arg[1])))
        fail(p, n->at,
             "expected rose() or fell(), or the periods of one series compared "
             "with a number or with those of another, as in A[2014..2017] > "
             "B[2014..2017]");
    return n;
}

static struct node *
argument(struct parser *p, char takes)
{
    struct node *n = truth(p);
    switch (takes) {
    case 's':
        return want(p, n, TYPE_SET, "a set such as [... 2014..2017]");
    case 'n':
        return want(p, n, TYPE_NUMBER, "a number");
    case 'p':
        return periods(p, n);
    case 'm':
        return movement(p, n);
    case 'r':
        if (n->kind != NODE_REF || n->ref->set)
            fail(p, n->at, "expected a reference to one number, such as [... 2018]");
        return n;
    case 'a':
        return n;
    default:
        if (n->type == TYPE_SET || (is_comparison(n) && n->arg[0]->type == TYPE_SET))
            return n;
        fail(p, n->at, "expected a set, or a comparison whose left side is one");
    }
}

/* The first or the last period of a span, for change() and times() over it. */
static struct node *
end_of(struct parser *p, const struct node *span, bool last)
{
    struct ref *ref = mem_get(p->m, sizeof *ref);
    *ref = *span->ref;
    ref->period = last ? span->ref->last : span->ref->first;
    if (!ref->period)
        fail(p, span->at, "the span has no %s, expected one, as in 2014..2017",
             last ? "end" : "beginning");
    ref->span = ref->set = false;
    return reference(p, ref);
}

/* The arguments after the parenthesis; one span stands for its ends. */
static void
arguments(struct parser *p, const struct claim_function *f, struct node *out)
{
    for (const char *t = f->takes; *t; t++) {
        skip(p);
        if (t > f->takes && !take_sign(p, ","))
            fail(p, here(p), "found %s, expected a comma, as in %s", found(p),
                 f->usage);
        bool over = t == f->takes && f->ends;
        struct node *n = argument(p, over ? 'a' : *t);
        if (over && is_periods(n)) {
            out->arg[out->n++] = end_of(p, n, f->ends[0] == 'l');
            out->arg[out->n++] = end_of(p, n, f->ends[1] == 'l');
            return;
        }
        out->arg[out->n++] = over ? want(p, n, TYPE_NUMBER, "a number") : n;
    }
}

static const struct claim_function *
function_of(const char *name, size_t n)
{
    size_t i = 0;
    while (claim_functions[i] && (strlen(claim_functions[i]->name) != n ||
                                  strncmp(name, claim_functions[i]->name, n) != 0))
        i++;
    return claim_functions[i];
}

const struct claim_function *
function_named(const char *name)
{
    return function_of(name, strlen(name));
}

/* NULL when no function's name and parenthesis stand here. */
struct node *
call(struct parser *p)
{
    struct spot at = here(p);
    size_t n = word_length(p);
    const struct claim_function *f = function_of(p->at, n);
    if (!f)
        return NULL;
    p->at += n;
    need_sign(p, "(");
    struct node *out = new_node(p, NODE_CALL, f->gives, at);
    out->function = f;
    struct node *spread = spread_call(p, f);
    if (!spread)
        arguments(p, f, out);
    if (!take_sign(p, ")"))
        fail(p, here(p), "found %s, expected \")\", as in %s", found(p), f->usage);
    return spread ? spread : f->becomes ? f->becomes(p, out) : out;
}
