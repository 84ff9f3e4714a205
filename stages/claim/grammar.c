/*
 * A recursive descent parser without a scanner: each rule looks at the bytes in front of
 * it. Nesting is limited, so that no text can exhaust the stack.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/reader.h"
#include "program/msg.h"
#include "program/num.h"

#define DEPTH_MAX 64
#define CHAIN_MAX 1000

/* ---- references */

/* "2024-H1" and "2023/24", the year from April to March, as intervals of days. */
static const char *
spelt_out(struct mem *m, const char *text)
{
    size_t n = strlen(text), digits = strspn(text, "0123456789");
    long year = strtol(text, NULL, 10);
    if (n == 7 && digits == 4 && !strncmp(text + 4, "-H", 2) && strchr("12", text[6]))
        return mem_print(m,
                         text[6] == '1' ? "%ld-01-01/%ld-06-30" : "%ld-07-01/%ld-12-31",
                         year, year);
    if (n == 7 && digits == 4 && text[4] == '/' &&
        strspn(text + 5, "0123456789") == 2 &&
        strtol(text + 5, NULL, 10) == (year + 1) % 100)
        return mem_print(m, "%ld-04-01/%ld-03-31", year, year + 1);
    return text;
}

static const char *
a_period(struct parser *p, struct spot at, const char *text)
{
    struct period q;
    const char *plain = spelt_out(p->m, text);
    if (!period_parse(plain, &q))
        fail(p, at,
             "%s is not a period, expected one like 2017, 2017-Q3, 2017-05, 2017-H1, "
             "2017/18 (April to March) or 2017-01-01/2018-12-31",
             msg_quote(text));
    return plain;
}

/* "FIRST..LAST", either may be missing. */
static void
read_span(struct parser *p, struct spot at, const char *text, struct ref *ref)
{
    struct period a, b;
    const char *dots = strstr(text, "..");
    ref->span = true;
    if (dots > text)
        ref->first = a_period(p, at, mem_text(p->m, text, (size_t)(dots - text)));
    if (dots[2])
        ref->last = a_period(p, at, dots + 2);
    if (!ref->first && !ref->last)
        fail(p, at, "\"..\" has no end, expected at least one, as in ..2021");
    if (ref->first && ref->last && period_parse(ref->first, &a) &&
        period_parse(ref->last, &b) &&
        (a.freq != b.freq || a.freq == 'I' || b.index < a.index))
        fail(p, at, "%s does not run from one period to a later one of the same length",
             msg_quote(text));
}

static void
read_period(struct parser *p, struct ref *ref)
{
    struct spot at = here(p);
    if (ref->period || ref->span)
        fail(p, at, "a second period, expected one");
    const char *text = text_of(p, "-/.", "a period");
    if (strstr(text, ".."))
        read_span(p, at, text, ref);
    else
        ref->period = a_period(p, at, text);
}

/* A code, or a name in its place, which has quotes where it has blanks. */
static const char *
code_or_name(struct parser *p)
{
    skip(p);
    return p->at < p->end && *p->at == '"' ? quoted(p, "a code or a name")
                                           : identity(p, "a code or a name");
}

static void
read_codes(struct parser *p, struct ref_dim *dim)
{
    if (take_sign(p, "*")) {
        dim->all = true;
        return;
    }
    dim->but = take_sign(p, "!");
    do {
        skip(p);
        struct spot at = here(p);
        const char *code = code_or_name(p);
        size_t n = dim->n;
        PUSH(p->m, dim->spot, n, at);
        PUSH(p->m, dim->code, dim->n, code);
    } while (take_sign(p, ","));
}

static struct ref_dim *
dim_named(struct parser *p, struct ref *ref, const char *column)
{
    for (size_t i = 0; i < ref->n; i++)
        if (!strcmp(ref->dim[i].column, column))
            return &ref->dim[i];
    struct ref_dim dim = {.column = column};
    PUSH(p->m, ref->dim, ref->n, dim);
    return &ref->dim[ref->n - 1];
}

/* "by=ID", "by=ID,ID" or "by=*", any source. */
static void
read_by(struct parser *p, struct ref *ref, struct spot at)
{
    if (ref->by || ref->by_any)
        fail(p, at, "a second by=, expected one");
    ref->by_any = take_sign(p, "*");
    if (ref->by_any)
        return;
    do {
        skip(p);
        struct name name = {NULL, NULL, here(p)};
        name.text = identity(p, "the id of a source, or * for any");
        PUSH(p->m, ref->by_ids.item, ref->by_ids.n, name);
    } while (take_sign(p, ","));
    ref->by = ref->by_ids.item[0].text;
}

/* What stands between the brackets after the indicator or after the name of a series. */
static void
read_inside(struct parser *p, struct ref *ref)
{
    for (;;) {
        skip(p);
        struct spot at = here(p);
        if (take_sign(p, "]"))
            return;
        size_t n = word_length(p);
        const char *q = p->at + n;
        while (q < p->end && (*q == ' ' || *q == '\t'))
            q++;
        if (!n || q == p->end || *q != '=') {
            if (n && isdigit((unsigned char)*p->at))
                read_period(p, ref);
            else if (p->at < p->end && *p->at == '.')
                read_period(p, ref);
            else
                expected(p, "a period, COLUMN=CODE or \"]\"");
            continue;
        }
        const char *column = mem_text(p->m, p->at, n);
        p->at = q + 1;
        if (!strcmp(column, "by")) {
            read_by(p, ref, at);
            continue;
        }
        if (!strcmp(column, "indicator") || !strcmp(column, "period"))
            fail(p, at, "the %s is written without its name", column);
        struct ref_dim *dim = dim_named(p, ref, column);
        *dim = (struct ref_dim){.column = column};
        read_codes(p, dim);
    }
}

static void
finish_ref(struct parser *p, struct ref *ref)
{
    bool of_one = true;
    ref->set = ref->span || ref->by_any || ref->by_ids.n > 1;
    for (size_t i = 0; i < ref->n; i++)
        if (ref->dim[i].all || ref->dim[i].but || ref->dim[i].n > 1)
            of_one = false;
    if (ref->set && (ref->by_any || ref->by_ids.n > 1) && (ref->span || !of_one))
        fail(p, ref->at,
             "by= names several sources, expected one period and one code a "
             "column beside it");
    ref->set = ref->set || !of_one;
    if (!ref->period && !ref->span)
        fail(p, ref->at, "the reference has no period, expected one before \"]\"");
}

struct ref *
bracket(struct parser *p)
{
    struct ref *ref = mem_get(p->m, sizeof *ref);
    ref->at = here(p);
    need_sign(p, "[");
    struct ref_dim *dim = dim_named(p, ref, "indicator");
    skip(p);
    struct spot at = here(p);
    const char *indicator = identity(p, "an indicator");
    size_t n = dim->n;
    PUSH(p->m, dim->spot, n, at);
    PUSH(p->m, dim->code, dim->n, indicator);
    read_inside(p, ref);
    return ref;
}

struct series_name *
series_named(const struct parser *p, const char *name, size_t n)
{
    size_t at;
    return directory_find(&p->claims->series_ids, name, n, &at) ? &p->claims->series[at]
                                                                : NULL;
}

/* NAME "[" ... "]": the series with what is given here in place of or beside its own. */
static struct ref *
from_series(struct parser *p, const struct series_name *s)
{
    if (!s->ref) /* its own line is at fault, and said so */
        longjmp(p->out, 1);
    struct ref *ref = mem_get(p->m, sizeof *ref);
    *ref = *s->ref;
    ref->at = here(p);
    ref->dim = NULL;
    ref->n = 0;
    for (size_t i = 0; i < s->ref->n; i++)
        PUSH(p->m, ref->dim, ref->n, s->ref->dim[i]);
    p->at += strlen(s->name);
    need_sign(p, "[");
    read_inside(p, ref);
    return ref;
}

/* ---- expressions */

static struct node *
node(struct parser *p, enum node_kind kind, enum node_type type, struct spot at)
{
    struct node *n = mem_get(p->m, sizeof *n);
    *n = (struct node){.kind = kind, .type = type, .at = at};
    return n;
}

static struct node *
join(struct parser *p, enum node_kind kind, enum node_type type, struct spot at,
     struct node *a, struct node *b)
{
    struct node *n = node(p, kind, type, at);
    n->arg[0] = a;
    n->arg[1] = b;
    n->n = b ? 2 : 1;
    n->depth = 1 + (b && b->depth > a->depth ? b->depth : a->depth);
    if (n->depth > CHAIN_MAX)
        fail(p, at, "the expression has more than %d operations in a row", CHAIN_MAX);
    return n;
}

static struct node *
constant(struct parser *p, struct spot at, double x, const char *unit)
{
    struct node *n = node(p, NODE_NUMBER, TYPE_NUMBER, at);
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
    if (n->type == TYPE_SET && type == TYPE_NUMBER)
        what =
            "a number, as each, any, min, max, sum, first, last, count or rank makes "
            "of it";
    if (n->type != type)
        fail(p, n->at, "this is %s, expected %s", is[n->type], what);
    return n;
}

static struct node *
reference(struct parser *p, struct ref *ref)
{
    finish_ref(p, ref);
    ref->from = p->from;
    struct node *n = node(p, NODE_REF, ref->set ? TYPE_SET : TYPE_NUMBER, ref->at);
    n->ref = ref;
    PUSH(p->m, p->claims->ref, p->claims->refs, ref);
    return n;
}

/* takes: n number, s set, p the periods of one series, r one reference, c set or comparison
 * of one, m movement: rose() or fell(), or a comparison of the periods of one series with a
 * number or another series. */
static const struct function {
    const char *name;
    enum node_kind kind;
    const char *takes;
    enum node_type gives;
    const char *usage;
} functions[] = {
    {"min", NODE_MIN, "s", TYPE_NUMBER, "min(SET)"},
    {"max", NODE_MAX, "s", TYPE_NUMBER, "max(SET)"},
    {"sum", NODE_SUM, "s", TYPE_NUMBER, "sum(SET)"},
    {"median", NODE_MEDIAN, "s", TYPE_NUMBER, "median(SET)"},
    {"average", NODE_AVERAGE, "s", TYPE_NUMBER, "average(SET)"},
    {"first", NODE_FIRST, "s", TYPE_NUMBER, "first(SET)"},
    {"last", NODE_LAST, "s", TYPE_NUMBER, "last(SET)"},
    {"count", NODE_COUNT, "c", TYPE_NUMBER, "count(SET > NUMBER)"},
    {"argmax", NODE_ARGMAX, "s", TYPE_KEY, "argmax(SET)"},
    {"argmin", NODE_ARGMIN, "s", TYPE_KEY, "argmin(SET)"},
    {"top", NODE_TOP, "s", TYPE_KEY, "top(SET)"},
    {"rank", NODE_RANK, "ns", TYPE_NUMBER, "rank(NUMBER, SET)"},
    {"share", NODE_SHARE, "nn", TYPE_NUMBER, "share(PART, WHOLE)"},
    {"majority", NODE_SHARE, "nn", TYPE_TRUTH, "majority(PART, WHOLE)"},
    {"change", NODE_CHANGE, "nn", TYPE_NUMBER, "change(FROM, TO)"},
    {"times", NODE_TIMES, "nn", TYPE_NUMBER, "times(NUMBER, BASE)"},
    {"per", NODE_PER, "nnn", TYPE_NUMBER, "per(NUMBER, POPULATION, HEADS)"},
    {"both", NODE_BOTH, "nn", TYPE_NUMBER, "both(A, B)"},
    {"part", NODE_PART, "n", TYPE_NUMBER, "part(WHOLE)"},
    {"observed", NODE_OBSERVED, "n", TYPE_NUMBER, "observed(ESTIMATE)"},
    {"rose", NODE_ROSE, "p", TYPE_TRUTH, "rose(SPAN)"},
    {"fell", NODE_FELL, "p", TYPE_TRUTH, "fell(SPAN)"},
    {"always", NODE_ALWAYS, "m", TYPE_TRUTH, "always(SPAN > SPAN)"},
    {"streak", NODE_STREAK, "m", TYPE_NUMBER, "streak(SPAN > SPAN)"},
    {"record_high", NODE_RECORD_HIGH, "p", TYPE_TRUTH, "record_high(SPAN)"},
    {"record_low", NODE_RECORD_LOW, "p", TYPE_TRUTH, "record_low(SPAN)"},
    {"same", NODE_SAME, "rr", TYPE_TRUTH, "same(A, B)"},
    {"article", NODE_REF, "r", TYPE_NUMBER, "article(REFERENCE)"},
};
enum { N_FUNCTIONS = sizeof functions / sizeof *functions };

bool
is_function(const char *name)
{
    for (size_t i = 0; i < N_FUNCTIONS; i++)
        if (!strcmp(functions[i].name, name))
            return true;
    return false;
}

static bool
is_comparison(const struct node *n)
{
    return n->kind >= NODE_LESS && n->kind <= NODE_DIFFERENT;
}

static bool
is_periods(const struct node *n)
{
    if (n->kind != NODE_REF || !n->ref->span)
        return false;
    for (size_t i = 0; i < n->ref->n; i++)
        if (n->ref->dim[i].n != 1 || n->ref->dim[i].but)
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
    if (n->kind == NODE_ROSE || n->kind == NODE_FELL)
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
arguments(struct parser *p, const struct function *f, struct node *out)
{
    for (const char *t = f->takes; *t; t++) {
        skip(p);
        if (t > f->takes && !take_sign(p, ","))
            fail(p, here(p), "found %s, expected a comma, as in %s", found(p),
                 f->usage);
        bool over = t == f->takes && (f->kind == NODE_CHANGE || f->kind == NODE_TIMES);
        struct node *n = argument(p, over ? 'a' : *t);
        if (over && is_periods(n)) {
            out->arg[out->n++] = end_of(p, n, f->kind == NODE_TIMES);
            out->arg[out->n++] = end_of(p, n, f->kind == NODE_CHANGE);
            return;
        }
        out->arg[out->n++] = over ? want(p, n, TYPE_NUMBER, "a number") : n;
    }
}

/* NULL when no function's name and parenthesis stand here. */
static struct node *
call(struct parser *p)
{
    struct spot at = here(p);
    size_t n = word_length(p);
    const struct function *f = functions;
    while (f < functions + N_FUNCTIONS &&
           (strlen(f->name) != n || strncmp(p->at, f->name, n)))
        f++;
    if (f == functions + N_FUNCTIONS)
        return NULL;
    p->at += n;
    need_sign(p, "(");
    struct node *out = node(p, f->kind, f->gives, at);
    arguments(p, f, out);
    if (!take_sign(p, ")"))
        fail(p, here(p), "found %s, expected \")\", as in %s", found(p), f->usage);
    if (f->kind == NODE_SHARE && f->gives == TYPE_TRUTH) {
        out->type = TYPE_NUMBER;
        return join(p, NODE_MORE, TYPE_TRUTH, at, out, constant(p, at, 50, "percent"));
    }
    if (f->kind != NODE_REF)
        return out;
    out->arg[0]->ref->article = true;
    return out->arg[0];
}

/* Digits with or without commas between thousands: "10,627", "0.5". */
static const char *
digits(struct parser *p)
{
    char text[64];
    size_t n = 0;
    const char *q = p->at;
    while (q < p->end && n + 1 < sizeof text) {
        bool comma = *q == ',' && n && p->end - q > 3 && isdigit((unsigned char)q[1]) &&
                     isdigit((unsigned char)q[2]) && isdigit((unsigned char)q[3]) &&
                     (p->end - q == 4 || !isdigit((unsigned char)q[4]));
        if (!comma && !isdigit((unsigned char)*q) && *q != '.')
            break;
        if (!comma)
            text[n++] = *q;
        q++;
    }
    bool odd = p->end - q > 1 && *q == ',' && isdigit((unsigned char)q[1]);
    if (odd || (q < p->end && (isalnum((unsigned char)*q) || *q == '_')))
        return NULL;
    p->at = q;
    return mem_text(p->m, text, n);
}

/* "10,627", "5%", "2 points" (percentage points), "5 percent". */
static struct node *
decimal(struct parser *p)
{
    struct spot at = here(p);
    const char *start = p->at, *text = digits(p);
    double x;
    if (!text || !num_parse(text, &x)) {
        p->at = start;
        fail(p, at, "%s is not a number, expected one like 10627, 10,627, 0.5 or 5%%",
             msg_quote(text_of(p, ".,", "a number")));
    }
    struct node *n = constant(p, at, x, NULL);
    n->text = text;
    if (take_sign(p, "%") || take(p, "percent"))
        n->unit = "percent";
    else if (take(p, "points") || take(p, "point"))
        n->unit = "percentage_point";
    return n;
}

/* "one in 4" is 25 percent. */
static struct node *
one_in(struct parser *p, struct spot at)
{
    if (!take(p, "in"))
        expected(p, "\"in\" and a number after one, as in one in 4");
    skip(p);
    struct node *n = decimal(p);
    if (n->number <= 0)
        fail(p, n->at, "expected a number above 0");
    struct node *out = constant(p, at, 100 / n->number, "percent");
    out->text = mem_print(p->m, "one in %s", n->text);
    return out;
}

static void
deeper(struct parser *p)
{
    if (++p->depth > DEPTH_MAX)
        fail(p, here(p), "the expression is nested more than %d deep", DEPTH_MAX);
}

_Noreturn static void
unknown_name(struct parser *p)
{
    const char *name = mem_text(p->m, p->at, word_length(p));
    size_t series = p->claims->n_series, n = 0;
    const char **names = mem_array(p->m, series + N_FUNCTIONS + 1, sizeof *names);
    for (size_t i = 0; i < series; i++)
        names[n++] = p->claims->series[i].name;
    for (size_t i = 0; i < N_FUNCTIONS; i++)
        names[n++] = functions[i].name;
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
    if (!bracket && is_function(mem_text(p->m, p->at, n)))
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
    } else if (!series_named(p, "one", 3) && take(p, "one")) {
        n = one_in(p, at);
    } else {
        const struct series_name *s = series_here(p);
        n = s ? reference(p, from_series(p, s)) : call(p);
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
        want(p, a, TYPE_NUMBER, "a number");
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
        want(p, a, TYPE_NUMBER, "a number");
        a = join(p, kind, TYPE_NUMBER, at, a,
                 want(p, product(p), TYPE_NUMBER, "a number"));
    }
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
    struct node *set =
        want(p, number_of(p), TYPE_SET, "a set such as [... 2014..2017]");
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
    {"<=", "at", "most", NODE_AT_MOST}, {">=", "at", "least", NODE_AT_LEAST},
    {"!=", NULL, NULL, NODE_DIFFERENT}, {"<", "less", "than", NODE_LESS},
    {"<", "fewer", "than", NODE_LESS},  {">", "more", "than", NODE_MORE},
    {"=", NULL, NULL, NODE_EQUAL},
};
enum { N_SIGNS = sizeof signs / sizeof *signs };

static bool
take_comparison(struct parser *p, size_t i)
{
    if (take_sign(p, signs[i].sign))
        return true;
    const char *start = p->at, *line_start = p->line_start;
    long line = p->line;
    if (signs[i].word && take(p, signs[i].word) && take(p, signs[i].next))
        return true;
    p->at = start;
    p->line_start = line_start;
    p->line = line;
    return false;
}

/* "argmax(...) = 2016": the right side is a period or a code. */
static struct node *
key_comparison(struct parser *p, struct node *a, enum node_kind kind, struct spot at)
{
    if (kind != NODE_EQUAL && kind != NODE_DIFFERENT)
        fail(p, at, "a period or code can only be compared by = or !=");
    struct node *key = node(p, NODE_KEY, TYPE_KEY, (skip(p), here(p)));
    do {
        skip(p);
        bool digit = p->at < p->end && isdigit((unsigned char)*p->at);
        const char *text =
            digit ? text_of(p, "-/", "a period or a code") : code_or_name(p);
        PUSH(p->m, key->code, key->codes, text);
    } while (a->kind == NODE_TOP && take_sign(p, ","));
    key->text = key->code[0];
    key->ref = a->arg[0]->ref;
    PUSH(p->m, p->claims->key, p->claims->keys, key);
    return join(p, kind, TYPE_TRUTH, at, a, key);
}

/* How far "about" and its like reach unless "within" says it. */
#define TOLERANCE 5

/* What the tolerance is of a "near", "about", ...: a number, or percent of what is named. */
static struct node *
tolerance(struct parser *p, struct spot at, bool needed)
{
    if (take(p, "within"))
        return want(p, number_of(p), TYPE_NUMBER, "a number");
    if (needed)
        expected(p, "\"within\" and how far apart is still near, as in within 0.5 or "
                    "within 5%");
    return constant(p, at, TOLERANCE, "percent");
}

static struct node *
toward(struct parser *p, enum node_kind kind, struct node *a, struct spot at)
{
    struct node *n = join(p, kind, TYPE_TRUTH, at, not_quantified(p, a),
                          want(p, number_of(p), TYPE_NUMBER, "a number"));
    n->arg[n->n++] = tolerance(p, at, kind == NODE_NEAR);
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

static struct node *
comparison(struct parser *p)
{
    struct node *a = side(p);
    skip(p);
    struct spot at = here(p);
    struct node *n = about_statement(p, a, at);
    if (n)
        return n;
    n = in_words(p, a, at);
    if (n)
        return n;
    if (take(p, "overlaps"))
        return join(p, NODE_OVERLAPS, TYPE_TRUTH, at, not_quantified(p, a),
                    not_quantified(p, side(p)));
    for (size_t i = 0; i < N_SIGNS; i++) {
        if (!take_comparison(p, i))
            continue;
        if (a->type == TYPE_KEY)
            return key_comparison(p, a, signs[i].kind, at);
        if (a->type != TYPE_SET) /* only count() takes one */
            want(p, a, TYPE_NUMBER, "a number");
        struct node *b = side(p);
        if (a->type != TYPE_SET || !is_periods(b)) /* pairs, in always() and streak() */
            want(p, b, TYPE_NUMBER, "a number");
        if (is_quantified(b) && (is_quantified(a) || a->type == TYPE_SET))
            fail(p, b->at, "a set on both sides, expected one side to be a number");
        return join(p, signs[i].kind, TYPE_TRUTH, at, a, b);
    }
    if (is_quantified(a))
        expected(p, "a comparison after each or any");
    return a;
}

/* Inside count() alone may a set stand bare in a comparison. */
static void
no_bare_set(struct parser *p, const struct node *n)
{
    if (is_comparison(n) && n->arg[0]->type == TYPE_SET)
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
