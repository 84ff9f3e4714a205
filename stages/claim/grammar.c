/*
 * A recursive descent parser without a scanner: each rule looks at the bytes in front of
 * it. Nesting is limited, so that no text can exhaust the stack.
 */
#include <ctype.h>
#include <string.h>

#include "claim/function.h"
#include "claim/reader.h"
#include "program/msg.h"
#include "program/num.h"

#define DEPTH_MAX 64
#define CHAIN_MAX 1000

/* ---- the tree */

struct node *
new_node(struct parser *p, enum node_kind kind, enum node_type type, struct spot at)
{
    struct node *n = mem_get(p->m, sizeof *n);
    *n = (struct node){.kind = kind, .type = type, .at = at};
    return n;
}

struct node *
join(struct parser *p, enum node_kind kind, enum node_type type, struct spot at,
     struct node *a, struct node *b)
{
    struct node *n = new_node(p, kind, type, at);
    n->arg[0] = a;
    n->arg[1] = b;
    n->n = b ? 2 : 1;
    n->depth = 1 + (b && b->depth > a->depth ? b->depth : a->depth);
    if (n->depth > CHAIN_MAX)
        fail(p, at, "the expression has more than %d operations in a row", CHAIN_MAX);
    return n;
}

struct node *
constant(struct parser *p, struct spot at, double x, const char *unit)
{
    struct node *n = new_node(p, NODE_NUMBER, TYPE_NUMBER, at);
    n->number = x;
    n->unit = unit;
    return n;
}

struct node *
want(struct parser *p, struct node *n, enum node_type type, const char *what)
{
    static const char *const is[] = {[TYPE_NUMBER] = "a number",
                                     [TYPE_SET] = "a set of numbers",
                                     [TYPE_KEY] = "a period or code",
                                     [TYPE_TRUTH] =
                                         "a statement that is true or false"};
    if (type == TYPE_NUMBER && p->spread.mode && is_periods(n))
        return spread_span(p, n);
    if (n->type == TYPE_SET && type == TYPE_NUMBER)
        what = mem_print(
            p->m,
            "a number, as each, any, min, max, sum, first, last, count or rank makes "
            "of it%s",
            is_periods(n) ? "; a share and the like of each of several periods "
                            "stands in always(), ever(), rose() or fell(), or "
                            "behind each or any"
                          : "");
    if (n->type != type)
        fail(p, n->at, "this is %s, expected %s", is[n->type], what);
    return n;
}

/* ---- numbers */

static void
deeper(struct parser *p)
{
    if (++p->depth > DEPTH_MAX)
        fail(p, here(p),
             "the expression is nested more than %d deep, expected a simpler one",
             DEPTH_MAX);
}

/* Where a word begins an item on a line of its own, the fault is above, where a number is
 * missing. */
static void
check_unfinished(struct parser *p, const char *name)
{
    const char *text = p->claims->faults->text, *end = p->line_start;
    size_t item = 0;
    while (recovery_items[item] && strcmp(recovery_items[item], name))
        item++;
    if (!recovery_items[item] || strspn(end, " \t") != (size_t)(p->at - end))
        return;
    while (end > text && strchr(" \t\n", end[-1]))
        p->line -= *--end == '\n';
    for (p->line_start = p->at = end;
         p->line_start > text && p->line_start[-1] != '\n';)
        p->line_start--;
    fail(p, here(p),
         "the line ends where a number, a series or a function is expected");
}

_Noreturn static void
unknown_name(struct parser *p)
{
    const char *name = mem_text(p->m, p->at, word_length(p));
    check_unfinished(p, name);
    size_t series = p->claims->n_series, n = 0, functions = 0;
    while (claim_functions[functions])
        functions++;
    const char **names = mem_array(p->m, series + functions + 1, sizeof *names);
    for (size_t i = 0; i < series; i++)
        names[n++] = p->claims->series[i].name;
    for (size_t i = 0; i < functions; i++)
        names[n++] = claim_functions[i]->name;
    const char *near = msg_nearest(name, names);
    fail(p, here(p), "%s is neither a series nor a function%s%s", msg_quote(name),
         near ? "; the nearest is " : "", near ? msg_quote(near) : "");
}

/* The series named here; one with a function's name only before "[". */
static const struct series_name *
series_here(const struct parser *p)
{
    size_t n = word_length(p);
    const char *q = p->at + n;
    while (q < p->end && (*q == ' ' || *q == '\t'))
        q++;
    bool bracket = q < p->end && *q == '[';
    if (!bracket && function_named(mem_text(p->m, p->at, n)))
        return NULL;
    return series_named(p, p->at, n);
}

static struct node *
factor(struct parser *p)
{
    skip(p);
    struct spot at = here(p);
    struct node *n = NULL;
    deeper(p);
    if (take_sign(p, "-")) {
        n = want(p, factor(p), TYPE_NUMBER, "a number");
        if (n->kind == NODE_NUMBER)
            n->number = -n->number;
        else
            n = join(p, NODE_NEGATIVE, TYPE_NUMBER, at, n, NULL);
    } else if (take_sign(p, "(")) {
        n = truth(p);
        need_sign(p, ")");
    } else if (p->at < p->end && *p->at == '[') {
        n = reference(p, bracket(p));
    } else if (p->at < p->end && isdigit((unsigned char)*p->at)) {
        n = decimal(p);
    } else {
        const struct series_name *s = series_here(p);
        n = s ? reference(p, from_series(p, s)) : call(p);
        if (!n)
            n = number_in_words(p, at);
        if (!n && word_length(p))
            unknown_name(p);
        if (!n)
            expected(p, "a number, a reference or a function");
    }
    p->depth--;
    return n;
}

static struct node *
product(struct parser *p)
{
    struct node *a = factor(p);
    for (;;) {
        skip(p);
        struct spot at = here(p);
        enum node_kind kind;
        if (take_sign(p, "*"))
            kind = NODE_MULTIPLY;
        else if (take_sign(p, "/"))
            kind = NODE_DIVIDE;
        else
            return a;
        a = want(p, a, TYPE_NUMBER, "a number");
        a = join(p, kind, TYPE_NUMBER, at, a,
                 want(p, factor(p), TYPE_NUMBER, "a number"));
    }
}

struct node *
number_of(struct parser *p)
{
    struct node *a = product(p);
    for (;;) {
        skip(p);
        struct spot at = here(p);
        enum node_kind kind;
        if (take_sign(p, "+"))
            kind = NODE_ADD;
        else if (take_sign(p, "-"))
            kind = NODE_SUBTRACT;
        else
            return a;
        a = want(p, a, TYPE_NUMBER, "a number");
        a = join(p, kind, TYPE_NUMBER, at, a,
                 want(p, product(p), TYPE_NUMBER, "a number"));
    }
}

/* ---- comparisons */

/* What stands behind each or any: a set, or what is computed of each of several periods. */
static struct node *
number_of_each(struct parser *p, enum node_kind kind)
{
    if (p->spread.mode)
        return number_of(p);
    p->spread = (struct spread){.mode = SPREAD_LOOKS};
    struct node *n = number_of(p);
    if (!p->spread.periods)
        p->spread.mode = SPREAD_NONE;
    else
        p->spread.quantifier = (int)kind;
    return n;
}

static struct node *
side(struct parser *p)
{
    skip(p);
    struct spot at = here(p);
    enum node_kind kind = NODE_EACH;
    if (take(p, "any"))
        kind = NODE_ANY;
    else if (!take(p, "each"))
        return number_of(p);
    struct node *set = number_of_each(p, kind);
    if (set->type == TYPE_NUMBER && p->spread.quantifier)
        return set;
    want(p, set, TYPE_SET, "a set such as [... 2014..2017]");
    return join(p, kind, TYPE_NUMBER, at, set, NULL);
}

static bool
is_quantified(const struct node *n)
{
    return n->kind == NODE_EACH || n->kind == NODE_ANY;
}

static struct node *
not_quantified(struct parser *p, struct node *n)
{
    if (is_quantified(n))
        fail(p, n->at, "each and any belong to one side of <, <=, =, >=, > or !=");
    return want(p, n, TYPE_NUMBER, "a number");
}

/* "<2015 <2016": as in the column compare. */
static void
check_said(struct parser *p, struct spot at, const char *text)
{
    do {
        size_t n = strcspn(text, " ");
        struct period q;
        if (n < 2 || !strchr("<>=", *text) ||
            !period_parse(mem_text(p->m, text + 1, n - 1), &q))
            fail(p, at,
                 "%s is not a comparison, expected <, > or = and a period, several "
                 "parted by one blank",
                 msg_quote_n(text, n));
        text += n;
    } while (*text && *text++);
}

/* What follows a side that is one reference and is judged as published. */
static struct node *
about_statement(struct parser *p, struct node *a, struct spot at)
{
    bool covers = take(p, "covers");
    if (!covers && !take(p, "says"))
        return NULL;
    if (a->kind != NODE_REF || a->ref->set)
        fail(p, a->at, "expected one reference before %s", covers ? "covers" : "says");
    if (!covers && !a->ref->by)
        fail(p, a->at,
             "expected by=ID in the reference before says: it is a statement "
             "that says");
    struct node *n = join(p, covers ? NODE_COVERS : NODE_SAYS, TYPE_TRUTH, at, a, NULL);
    if (covers) {
        skip(p);
        struct spot from = here(p);
        n->text = text_of(p, "-/", "a period");
        n->text = a_period(p, from, n->text);
    } else {
        skip(p);
        struct spot from = here(p);
        n->text = quoted(p, "a comparison in quotes, as in \"<2016\"");
        check_said(p, from, n->text);
    }
    return n;
}

static const struct {
    const char *sign, *word, *next; /* "<=", or "at most" */
    enum node_kind kind;
} signs[] = {
    {"<=", "at", "most", NODE_AT_MOST},  {">=", "at", "least", NODE_AT_LEAST},
    {"!=", NULL, NULL, NODE_DIFFERENT},  {"<", "less", "than", NODE_LESS},
    {"<", "fewer", "than", NODE_LESS},   {"<", "lower", "than", NODE_LESS},
    {">", "more", "than", NODE_MORE},    {">", "higher", "than", NODE_MORE},
    {">", "greater", "than", NODE_MORE}, {">", "over", NULL, NODE_MORE},
    {">", "above", NULL, NODE_MORE},     {">", "exceeds", NULL, NODE_MORE},
    {"<", "under", NULL, NODE_LESS},     {"<", "below", NULL, NODE_LESS},
    {"=", NULL, NULL, NODE_EQUAL},
};
enum { N_SIGNS = sizeof signs / sizeof *signs };

/* The i-th of signs; "is" before it, or alone for "=", was read. */
static bool
take_comparison(struct parser *p, size_t i, bool is)
{
    if (take_sign(p, signs[i].sign))
        return true;
    struct resume start = resume_here(p);
    if (signs[i].word && take(p, signs[i].word) &&
        (!signs[i].next || take(p, signs[i].next)))
        return true;
    resume_at(p, &start);
    return is && signs[i].kind == NODE_EQUAL;
}

/* `=` is exact, and a number that is written round is not. */
static void
check_exact(struct parser *p, enum node_kind kind, const struct node *n)
{
    char far[NUM_MAX], all[NUM_MAX];
    if (n->kind != NODE_NUMBER || n->rounded <= 0 ||
        (kind != NODE_EQUAL && kind != NODE_DIFFERENT))
        return;
    const char *digits =
        n->unit ? "" : mem_print(p->m, ", or = %s", num_text(n->number, all));
    fail(p, n->at,
         "%s is a rounded number, and = is exact: expected about %s, or near %s within "
         "%s%s%s",
         msg_quote(n->text), n->text, n->text, num_text(n->rounded, far),
         n->unit ? " point" : "", digits);
}

/* A word of a list, parted by blanks. */
static const char *
one_of(struct parser *p, const char *words)
{
    skip(p);
    for (const char *q = words; *q; q += strspn(q, " ")) {
        size_t n = strcspn(q, " ");
        const char *word = mem_text(p->m, q, n);
        if (take(p, word))
            return word;
        q += n;
    }
    expected(p, mem_print(p->m, "one of: %s", words));
}

/* "argmax(...) = 2016": the right side is a period or a code. */
static struct node *
key_comparison(struct parser *p, struct node *a, enum node_kind kind, struct spot at)
{
    if (kind != NODE_EQUAL && kind != NODE_DIFFERENT)
        fail(p, at, "%s() can only be compared by = or !=, as in %s", a->function->name,
             a->function->usage);
    struct node *key = new_node(p, NODE_KEY, TYPE_KEY, (skip(p), here(p)));
    if (a->function->words) {
        key->text = one_of(p, a->function->words);
        return join(p, kind, TYPE_TRUTH, at, a, key);
    }
    do {
        skip(p);
        bool digit = p->at < p->end && isdigit((unsigned char)*p->at);
        const char *text =
            digit ? text_of(p, "-/", "a period or a code") : code_or_name(p);
        PUSH(p->m, key->code, key->codes, text);
    } while (a->function->many && take_sign(p, ","));
    key->text = key->code[0];
    key->ref = a->arg[0]->ref;
    PUSH(p->m, p->claims->key, p->claims->keys, key);
    return join(p, kind, TYPE_TRUTH, at, a, key);
}

/* "any A[2014..2017] > B[2014..2017]", period by period: what ever() is, and always() of
 * each. */
static struct node *
paired(struct parser *p, struct node *a, struct node *b, enum node_kind kind,
       struct spot at)
{
    struct node *out = new_node(p, NODE_CALL, TYPE_TRUTH, at);
    out->function = function_named(a->kind == NODE_ANY ? "ever" : "always");
    out->arg[out->n++] = join(p, kind, TYPE_TRUTH, at, a->arg[0], b);
    return out;
}

/* How far "about" and its like reach unless "within" says it, in percent of what is named; of
 * "half", "one in 4" further, as nobody says 23 % so otherwise. */
#define TOLERANCE 5
#define OF_FRACTION 10

static bool
is_fraction(const struct node *n)
{
    return n->kind == NODE_NUMBER && n->rounded > 0 && n->unit;
}

/* What the tolerance is of a "near", "about", ...: a number, or percent of what is named. */
static struct node *
tolerance(struct parser *p, struct spot at, bool needed, bool of_fraction)
{
    if (take(p, "within"))
        return want(p, number_of(p), TYPE_NUMBER, "a number");
    if (needed)
        expected(p, "\"within\" and how far apart is still near, as in within 0.5 or "
                    "within 5%");
    return constant(p, at, of_fraction ? OF_FRACTION : TOLERANCE, "percent");
}

static struct node *
toward(struct parser *p, enum node_kind kind, struct node *a, struct spot at)
{
    struct node *b = want(p, number_of(p), TYPE_NUMBER, "a number");
    struct node *n = join(p, kind, TYPE_TRUTH, at, not_quantified(p, a), b);
    n->arg[n->n++] = tolerance(p, at, kind == NODE_NEAR, is_fraction(b));
    return n;
}

static struct node *
between(struct parser *p, struct node *a, struct spot at)
{
    struct node *n = join(p, NODE_BETWEEN, TYPE_TRUTH, at, not_quantified(p, a),
                          want(p, number_of(p), TYPE_NUMBER, "a number"));
    if (!take(p, "and"))
        expected(p, "\"and\" and the upper end, as in between 5 and 10");
    n->arg[n->n++] = want(p, number_of(p), TYPE_NUMBER, "a number");
    return n;
}

/* "X within 5% of Y" is "X near Y within 5%". */
static struct node *
within_of(struct parser *p, struct node *a, struct spot at)
{
    struct node *far = want(p, number_of(p), TYPE_NUMBER, "a number");
    if (!take(p, "of"))
        expected(p, "\"of\" and a number, as in within 5% of 100");
    struct node *n = join(p, NODE_NEAR, TYPE_TRUTH, at, not_quantified(p, a),
                          want(p, number_of(p), TYPE_NUMBER, "a number"));
    n->arg[n->n++] = far;
    return n;
}

/* Comparisons that newspapers write as words; NULL when none stands here. */
static struct node *
in_words(struct parser *p, struct node *a, struct spot at)
{
    if (take(p, "near"))
        return toward(p, NODE_NEAR, a, at);
    if (take(p, "about") || take(p, "around") || take(p, "roughly"))
        return toward(p, NODE_ABOUT, a, at);
    if (take(p, "almost") || take(p, "nearly"))
        return toward(p, NODE_ALMOST, a, at);
    if (take(p, "just")) {
        bool over = take(p, "over");
        if (!over && !take(p, "under"))
            expected(p, "\"over\" or \"under\" after just");
        return toward(p, over ? NODE_JUST_OVER : NODE_ALMOST, a, at);
    }
    if (take(p, "between"))
        return between(p, a, at);
    if (take(p, "within"))
        return within_of(p, a, at);
    return NULL;
}

/* A word that nothing after a number begins with. */
static bool
stray_word(struct parser *p)
{
    static const char *const after[] = {"and", "or", "of", "beside", "because", "note"};
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        if (is_next(p, after[i]))
            return false;
    for (size_t i = 0; recovery_items[i]; i++)
        if (is_next(p, recovery_items[i]))
            return false;
    skip(p);
    return word_length(p) > 0;
}

static struct node *
compared(struct parser *p)
{
    struct node *a = side(p);
    skip(p);
    struct spot at = here(p);
    struct node *n = about_statement(p, a, at);
    if (n)
        return n;
    bool is = take(p, "is") || take(p, "was") || take(p, "were");
    skip(p);
    if (is && is_next(p, "not"))
        fail(p, here(p),
             "\"is not\" is no comparison, expected !=, or not before the "
             "whole comparison");
    n = in_words(p, a, at);
    if (n)
        return n;
    if (take(p, "overlaps"))
        return join(p, NODE_OVERLAPS, TYPE_TRUTH, at, not_quantified(p, a),
                    not_quantified(p, side(p)));
    for (size_t i = 0; i < N_SIGNS; i++) {
        if (!take_comparison(p, i, is))
            continue;
        if (a->type == TYPE_KEY)
            return key_comparison(p, a, signs[i].kind, at);
        if (a->type != TYPE_SET ||
            p->spread.mode == SPREAD_READS) /* only count() takes one */
            a = want(p, a, TYPE_NUMBER, "a number");
        struct node *b = side(p);
        check_exact(p, signs[i].kind, a);
        check_exact(p, signs[i].kind, b);
        if (is_quantified(a) && is_periods(a->arg[0]) && is_periods(b))
            return paired(p, a, b, signs[i].kind, at);
        if (is_quantified(a) && (is_quantified(b) || b->type == TYPE_SET))
            fail(p, b->at,
                 "a set on both sides, expected one side to be a number, or the "
                 "periods of one series on both, as in any A[2014..2017] > "
                 "B[2014..2017]");
        if (a->type != TYPE_SET || !is_periods(b)) /* pairs, in always() and streak() */
            b = want(p, b, TYPE_NUMBER, "a number");
        if (is_quantified(b) && a->type == TYPE_SET)
            fail(p, b->at, "a set on both sides, expected one side to be a number");
        return join(p, signs[i].kind, TYPE_TRUTH, at, a, b);
    }
    if (is_quantified(a))
        expected(p, "a comparison after each or any");
    if (a->type == TYPE_NUMBER && stray_word(p))
        expected(p, "a comparison such as =, more than, at most, about or between");
    return a;
}

/* "X > each share(A[2014..2017], B[2014..2017])" is "X > share(A[2014], B[2014]) and ...". */
static struct node *
comparison(struct parser *p)
{
    struct resume begin = resume_here(p);
    if (p->spread.mode)
        return compared(p);
    p->spread.quantifier = 0;
    struct node *n = compared(p);
    if (!p->spread.quantifier)
        return n;
    if (n->arg[0]->type == TYPE_SET)
        fail(p, n->arg[0]->at, "a set on both sides, expected one side to be a number");
    return spread_read(p, &begin, p->spread.quantifier == NODE_ANY ? NODE_OR : NODE_AND,
                       compared);
}

/* Inside count() alone may a set stand bare in a comparison. */
static void
no_bare_set(struct parser *p, const struct node *n)
{
    if (p->spread.mode != SPREAD_LOOKS && is_comparison(n) &&
        n->arg[0]->type == TYPE_SET)
        fail(p, n->arg[0]->at,
             "a set is compared, expected each or any before it, or count(), always() "
             "or "
             "streak() around the comparison");
}

struct node *
logical(struct parser *p, struct node *n)
{
    no_bare_set(p, n);
    return want(p, n, TYPE_TRUTH, "a comparison");
}

static struct node *
denied(struct parser *p)
{
    skip(p);
    struct spot at = here(p);
    if (!take(p, "not"))
        return comparison(p);
    deeper(p);
    struct node *n = join(p, NODE_NOT, TYPE_TRUTH, at, logical(p, denied(p)), NULL);
    p->depth--;
    return n;
}

static struct node *
conjunction(struct parser *p)
{
    struct node *a = denied(p);
    for (;;) {
        skip(p);
        struct spot at = here(p);
        if (!take(p, "and"))
            return a;
        logical(p, a);
        a = join(p, NODE_AND, TYPE_TRUTH, at, a, logical(p, denied(p)));
    }
}

struct node *
truth(struct parser *p)
{
    deeper(p);
    struct node *a = conjunction(p);
    for (;;) {
        skip(p);
        struct spot at = here(p);
        if (!take(p, "or"))
            break;
        logical(p, a);
        a = join(p, NODE_OR, TYPE_TRUTH, at, a, logical(p, conjunction(p)));
    }
    p->depth--;
    return a;
}
