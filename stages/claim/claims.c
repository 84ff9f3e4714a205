/*
 * A recursive descent parser without a scanner: each rule looks at the bytes in front of
 * it. The first fault jumps back to claims_parse(); everything is in the arena, so there
 * is nothing to undo. Nesting is limited, so that no text can exhaust the stack.
 */
#include "claim/claims.h"

#include <ctype.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistr.h>

#include "program/msg.h"
#include "program/num.h"

#define DEPTH_MAX 64
#define CHAIN_MAX 1000
#define FILE_MAX ((size_t)1 << 22)

struct parser {
    struct mem *m;
    const char *at, *end, *line_start;
    long line;
    int depth;
    struct claims *claims;
    const struct paths *from; /* of the claim at hand */
    struct claims_fault *fault;
    jmp_buf out;
};

static struct node *truth(struct parser *p);

static struct spot
here(const struct parser *p)
{
    return (struct spot){p->line, p->at - p->line_start + 1};
}

_Noreturn static void __attribute__((format(printf, 3, 4)))
fail(struct parser *p, struct spot at, const char *format, ...)
{
    char text[512];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    *p->fault = (struct claims_fault){at, mem_copy(p->m, text)};
    longjmp(p->out, 1);
}

/* ---- bytes and words */

static void
skip(struct parser *p)
{
    while (p->at < p->end) {
        if (*p->at == '#') {
            while (p->at < p->end && *p->at != '\n')
                p->at++;
        } else if (*p->at == '\n') {
            p->line++;
            p->line_start = ++p->at;
        } else if (*p->at == ' ' || *p->at == '\t') {
            p->at++;
        } else {
            return;
        }
    }
}

static bool
is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static size_t
word_length(const struct parser *p)
{
    const char *q = p->at;
    while (q < p->end && is_word(*q))
        q++;
    return (size_t)(q - p->at);
}

/* What stands here, for "found ...". */
static const char *
found(struct parser *p)
{
    skip(p);
    if (p->at == p->end)
        return "the end of the file";
    size_t n = word_length(p);
    if (!n)
        n = (size_t)u8_mblen((const uint8_t *)p->at, (size_t)(p->end - p->at));
    return msg_quote_n(p->at, n);
}

_Noreturn static void
expected(struct parser *p, const char *what)
{
    const char *text = found(p);
    fail(p, here(p), "found %s, expected %s", text, what);
}

static bool
is_next(struct parser *p, const char *word)
{
    skip(p);
    size_t n = strlen(word);
    return word_length(p) == n && !strncmp(p->at, word, n);
}

static bool
take(struct parser *p, const char *word)
{
    if (!is_next(p, word))
        return false;
    p->at += strlen(word);
    return true;
}

static bool
take_sign(struct parser *p, const char *sign)
{
    skip(p);
    size_t n = strlen(sign);
    if ((size_t)(p->end - p->at) < n || strncmp(p->at, sign, n))
        return false;
    p->at += n;
    return true;
}

static void
need_sign(struct parser *p, const char *sign)
{
    if (!take_sign(p, sign))
        expected(p, msg_quote(sign));
}

static const char *
quoted(struct parser *p, const char *what)
{
    skip(p);
    struct spot at = here(p);
    if (!take_sign(p, "\""))
        expected(p, what);
    const char *start = p->at;
    while (p->at < p->end && *p->at != '"' && *p->at != '\n')
        p->at++;
    if (p->at == p->end || *p->at == '\n')
        fail(p, at, "the quote is not closed on its line");
    p->at++;
    return mem_text(p->m, start, (size_t)(p->at - 1 - start));
}

/* The bytes up to one that is not a word's nor in more. */
static const char *
text_of(struct parser *p, const char *more, const char *what)
{
    skip(p);
    const char *start = p->at;
    while (p->at < p->end && *p->at && (is_word(*p->at) || strchr(more, *p->at)))
        p->at++;
    if (p->at == start)
        expected(p, what);
    return mem_text(p->m, start, (size_t)(p->at - start));
}

static const char *
identity(struct parser *p, const char *what)
{
    return text_of(p, "-.", what);
}

/* ---- lists in the arena */

static void *
grown(struct mem *m, const void *old, size_t n, size_t size)
{
    /* Room doubles at powers of two, so that no list needs a capacity. */
    if (n & (n - 1))
        return NULL;
    return mem_grow(m, old, n * size, (n ? 2 * n : 1) * size);
}

#define PUSH(m, list, count, value)                                \
    do {                                                           \
        void *more_ = grown((m), (list), (count), sizeof *(list)); \
        if (more_)                                                 \
            (list) = more_;                                        \
        (list)[(count)++] = (value);                               \
    } while (0)

/* ---- references */

static void
check_period(struct parser *p, struct spot at, const char *text)
{
    struct period q;
    if (!period_parse(text, &q))
        fail(p, at,
             "%s is not a period, expected one like 2017, 2017-Q3, 2017-05 or "
             "2017-01-01/2018-12-31",
             msg_quote(text));
}

static void
read_period(struct parser *p, struct ref *ref)
{
    struct spot at = here(p);
    if (ref->period || ref->span)
        fail(p, at, "a second period, expected one");
    const char *text = text_of(p, "-/.", "a period"), *dots = strstr(text, "..");
    if (!dots) {
        check_period(p, at, text);
        ref->period = text;
        return;
    }
    ref->span = true;
    if (dots > text) {
        ref->first = mem_text(p->m, text, (size_t)(dots - text));
        check_period(p, at, ref->first);
    }
    if (dots[2]) {
        ref->last = mem_copy(p->m, dots + 2);
        check_period(p, at, ref->last);
    }
    struct period a, b;
    if (!ref->first && !ref->last)
        fail(p, at, "\"..\" has no end, expected at least one, as in ..2021");
    if (ref->first && ref->last && period_parse(ref->first, &a) &&
        period_parse(ref->last, &b) &&
        (a.freq != b.freq || a.freq == 'I' || b.index < a.index))
        fail(p, at, "%s does not run from one period to a later one of the same length",
             msg_quote(text));
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
        const char *code = identity(p, "a code");
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
            if (ref->by)
                fail(p, at, "a second by=, expected one source");
            ref->by = identity(p, "the id of a source");
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
    ref->set = ref->span;
    for (size_t i = 0; i < ref->n; i++)
        if (ref->dim[i].all || ref->dim[i].but || ref->dim[i].n > 1)
            ref->set = true;
    if (!ref->period && !ref->span)
        fail(p, ref->at, "the reference has no period, expected one before \"]\"");
}

static struct ref *
bracket(struct parser *p)
{
    struct ref *ref = mem_get(p->m, sizeof *ref);
    ref->at = here(p);
    need_sign(p, "[");
    struct ref_dim *dim = dim_named(p, ref, "indicator");
    const char *indicator = identity(p, "an indicator");
    PUSH(p->m, dim->code, dim->n, indicator);
    read_inside(p, ref);
    return ref;
}

static const struct series_name *
series_named(const struct parser *p, const char *name, size_t n)
{
    for (size_t i = 0; i < p->claims->n_series; i++) {
        const struct series_name *s = &p->claims->series[i];
        if (strlen(s->name) == n && !strncmp(s->name, name, n))
            return s;
    }
    return NULL;
}

/* NAME "[" ... "]": the series with what is given here in place of or beside its own. */
static struct ref *
from_series(struct parser *p, const struct series_name *s)
{
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

static const struct function {
    const char *name;
    enum node_kind kind;
    const char
        *takes; /* n number, s set, r one reference, c set or comparison of one */
    enum node_type gives;
} functions[] = {
    {"min", NODE_MIN, "s", TYPE_NUMBER},
    {"max", NODE_MAX, "s", TYPE_NUMBER},
    {"sum", NODE_SUM, "s", TYPE_NUMBER},
    {"first", NODE_FIRST, "s", TYPE_NUMBER},
    {"last", NODE_LAST, "s", TYPE_NUMBER},
    {"count", NODE_COUNT, "c", TYPE_NUMBER},
    {"argmax", NODE_ARGMAX, "s", TYPE_KEY},
    {"argmin", NODE_ARGMIN, "s", TYPE_KEY},
    {"rank", NODE_RANK, "ns", TYPE_NUMBER},
    {"share", NODE_SHARE, "nn", TYPE_NUMBER},
    {"change", NODE_CHANGE, "nn", TYPE_NUMBER},
    {"both", NODE_BOTH, "nn", TYPE_NUMBER},
    {"part", NODE_PART, "n", TYPE_NUMBER},
    {"observed", NODE_OBSERVED, "n", TYPE_NUMBER},
    {"same", NODE_SAME, "rr", TYPE_TRUTH},
    {"article", NODE_REF, "r", TYPE_NUMBER},
};
enum { N_FUNCTIONS = sizeof functions / sizeof *functions };

static bool
is_comparison(const struct node *n)
{
    return n->kind >= NODE_LESS && n->kind <= NODE_DIFFERENT;
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
    case 'r':
        if (n->kind != NODE_REF || n->ref->set)
            fail(p, n->at, "expected a reference to one number, such as [... 2018]");
        return n;
    default:
        if (n->type == TYPE_SET || (is_comparison(n) && n->arg[0]->type == TYPE_SET))
            return n;
        fail(p, n->at, "expected a set, or a comparison whose left side is one");
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
    for (const char *t = f->takes; *t; t++) {
        if (t > f->takes)
            need_sign(p, ",");
        out->arg[out->n++] = argument(p, *t);
    }
    need_sign(p, ")");
    if (f->kind != NODE_REF)
        return out;
    out->arg[0]->ref->article = true;
    return out->arg[0];
}

static struct node *
decimal(struct parser *p)
{
    struct spot at = here(p);
    const char *text = text_of(p, ".", "a number");
    struct node *n = node(p, NODE_NUMBER, TYPE_NUMBER, at);
    if (!num_parse(text, &n->number))
        fail(p, at, "%s is not a plain decimal number", msg_quote(text));
    n->text = text;
    return n;
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
        const struct series_name *s = series_named(p, p->at, word_length(p));
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

static struct node *
total(struct parser *p)
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
        return total(p);
    struct node *set = want(p, total(p), TYPE_SET, "a set such as [... 2014..2017]");
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
        check_period(p, from, n->text);
    } else {
        skip(p);
        struct spot from = here(p);
        n->text = quoted(p, "a comparison in quotes, as in \"<2016\"");
        check_said(p, from, n->text);
    }
    return n;
}

static const struct {
    const char *sign;
    enum node_kind kind;
} signs[] = {
    {"<=", NODE_AT_MOST}, {">=", NODE_AT_LEAST}, {"!=", NODE_DIFFERENT},
    {"<", NODE_LESS},     {">", NODE_MORE},      {"=", NODE_EQUAL},
};
enum { N_SIGNS = sizeof signs / sizeof *signs };

/* "argmax(...) = 2016": the right side is a period or a code. */
static struct node *
key_comparison(struct parser *p, struct node *a, enum node_kind kind, struct spot at)
{
    if (kind != NODE_EQUAL && kind != NODE_DIFFERENT)
        fail(p, at, "a period or code can only be compared by = or !=");
    skip(p);
    struct node *key = node(p, NODE_KEY, TYPE_KEY, here(p));
    key->text = text_of(p, "-/", "a period or a code");
    return join(p, kind, TYPE_TRUTH, at, a, key);
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
    if (take(p, "near")) {
        n = join(p, NODE_NEAR, TYPE_TRUTH, at, not_quantified(p, a),
                 want(p, total(p), TYPE_NUMBER, "a number"));
        if (!take(p, "within"))
            expected(p, "\"within\" and how far apart is still near");
        n->arg[n->n++] = want(p, total(p), TYPE_NUMBER, "a number");
        return n;
    }
    if (take(p, "overlaps"))
        return join(p, NODE_OVERLAPS, TYPE_TRUTH, at, not_quantified(p, a),
                    not_quantified(p, side(p)));
    for (size_t i = 0; i < N_SIGNS; i++) {
        if (!take_sign(p, signs[i].sign))
            continue;
        if (a->type == TYPE_KEY)
            return key_comparison(p, a, signs[i].kind, at);
        if (a->type != TYPE_SET) /* only count() takes one */
            want(p, a, TYPE_NUMBER, "a number");
        struct node *b = want(p, side(p), TYPE_NUMBER, "a number");
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
             "a set is compared, expected each or any before it, or count() around the "
             "comparison");
}

static struct node *
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

static struct node *
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

/* ---- the file */

static const char *const keywords[] = {"article", "publisher", "url",    "published",
                                       "own",     "repeats",   "absent", "series",
                                       "claim",   "reading",   NULL};

static void
numbers(struct parser *p, struct node_list *list)
{
    do {
        struct node *n = total(p);
        if (n->type != TYPE_SET)
            want(p, n, TYPE_NUMBER, "a number or a set");
        PUSH(p->m, list->item, list->n, n);
    } while (take_sign(p, ","));
}

static void
read_basis(struct parser *p, struct reading *r)
{
    if (!take(p, "basis"))
        return;
    if (take(p, "published"))
        r->basis = BASIS_PUBLISHED;
    else if (take(p, "latest"))
        r->basis = BASIS_LATEST;
    else
        expected(p, "\"published\" or \"latest\"");
}

static struct reading
read_reading(struct parser *p, const struct claim *c)
{
    struct reading r = {.at = here(p)};
    r.id = identity(p, "the letter of the reading");
    for (size_t i = 0; i < c->n; i++)
        if (!strcmp(c->reading[i].id, r.id))
            fail(p, r.at, "reading %s of claim %s stands on line %ld too", r.id, c->id,
                 c->reading[i].at.line);
    r.question = quoted(p, "the reading in words, in quotes");
    read_basis(p, &r);
    if (take(p, "test")) {
        r.test = logical(p, truth(p));
    } else if (take(p, "show")) {
        r.kind = READING_SHOW;
        numbers(p, &r.show);
        if (take(p, "because"))
            r.because = quoted(p, "the reason in quotes");
    } else if (take(p, "words")) {
        r.kind = READING_WORDS;
    } else {
        expected(p, "\"test\", \"show\" or \"words\"");
    }
    while (take(p, "beside"))
        numbers(p, &r.beside);
    if (take(p, "note"))
        r.note = quoted(p, "the note in quotes");
    return r;
}

static const struct paths *
read_from(struct parser *p)
{
    if (!take(p, "from"))
        return NULL;
    struct paths *from = mem_get(p->m, sizeof *from);
    do {
        const char *path = quoted(p, "the path of a table, in quotes");
        PUSH(p->m, from->path, from->n, path);
    } while (take_sign(p, ","));
    return from;
}

static void
read_claim(struct parser *p)
{
    struct claims *all = p->claims;
    struct claim c = {0};
    skip(p);
    c.at = here(p);
    c.id = identity(p, "the id of the claim");
    for (size_t i = 0; i < all->n; i++)
        if (!strcmp(all->claim[i].id, c.id))
            fail(p, c.at, "claim %s stands on line %ld too", c.id,
                 all->claim[i].at.line);
    c.paraphrase = quoted(p, "the claim in words, in quotes");
    c.from = p->from = read_from(p);
    while (take(p, "reading")) {
        skip(p);
        struct reading r = read_reading(p, &c);
        PUSH(p->m, c.reading, c.n, r);
    }
    if (!c.n)
        expected(p, "\"reading\"");
    PUSH(p->m, all->claim, all->n, c);
}

static void
read_series(struct parser *p)
{
    struct claims *all = p->claims;
    skip(p);
    struct spot at = here(p);
    size_t n = word_length(p);
    const char *name = text_of(p, "", "the name of the series");
    if (isdigit((unsigned char)*name))
        fail(p, at, "%s begins with a digit, expected a name", msg_quote(name));
    for (size_t i = 0; i < N_FUNCTIONS; i++)
        if (!strcmp(functions[i].name, name))
            fail(p, at, "%s is the name of a function", msg_quote(name));
    if (series_named(p, name, n))
        fail(p, at, "series %s is named twice", name);
    skip(p);
    bool words = p->at < p->end && *p->at == '"';
    const char *text = words ? quoted(p, "the series in words") : NULL;
    need_sign(p, "=");
    skip(p);
    struct series_name s = {name, bracket(p)};
    s.ref->words = text;
    for (size_t i = 0; i < s.ref->n; i++)
        s.ref->dim[i].named = text != NULL;
    PUSH(p->m, all->series, all->n_series, s);
}

static void
read_once(struct parser *p, const char **to, const char *word)
{
    struct spot at = here(p);
    if (*to)
        fail(p, at, "%s is given twice", word);
    *to = quoted(p, "its text in quotes");
}

static void
read_names(struct parser *p, struct names *list, const char *what)
{
    do {
        skip(p);
        struct name n = {NULL, NULL, here(p)};
        n.text = identity(p, what);
        PUSH(p->m, list->item, list->n, n);
    } while (take_sign(p, ","));
}

static void
read_absent(struct parser *p)
{
    skip(p);
    struct name n = {NULL, NULL, here(p)};
    n.column = text_of(p, "", "a column");
    need_sign(p, "=");
    n.text = identity(p, "a code");
    PUSH(p->m, p->claims->absent.item, p->claims->absent.n, n);
}

static void
read_published(struct parser *p)
{
    skip(p);
    struct spot at = here(p);
    if (p->claims->published)
        fail(p, at, "published is given twice");
    p->claims->published = text_of(p, "-", "a date");
    if (!period_published(p->claims->published, &p->claims->day))
        fail(p, at, "%s is not a date, expected one like 2021-06-17",
             msg_quote(p->claims->published));
}

static void
read_item(struct parser *p)
{
    struct claims *c = p->claims;
    if (take(p, "article"))
        read_once(p, &c->article, "article");
    else if (take(p, "publisher"))
        read_once(p, &c->publisher, "publisher");
    else if (take(p, "url"))
        read_once(p, &c->url, "url");
    else if (take(p, "published"))
        read_published(p);
    else if (take(p, "own"))
        read_names(p, &c->own, "the id of a source");
    else if (take(p, "repeats"))
        read_names(p, &c->repeats, "the id of a source");
    else if (take(p, "absent"))
        read_absent(p);
    else if (take(p, "series"))
        read_series(p);
    else if (take(p, "claim"))
        read_claim(p);
    else {
        const char *what = found(p);
        const char *word = mem_text(p->m, p->at, word_length(p));
        const char *near = *word ? msg_nearest(word, keywords) : NULL;
        fail(p, here(p), "found %s, expected %s%s", what,
             near ? "a keyword; the nearest is "
                  : "a claim or a line about the article",
             near ? msg_quote(near) : "");
    }
}

/* Text that a person could not have meant: bytes that no editor shows. */
static void
check_bytes(struct parser *p)
{
    size_t n = (size_t)(p->end - p->at);
    if (n >= 3 && !memcmp(p->at, "\xef\xbb\xbf", 3))
        fail(p, here(p),
             "the file begins with a byte order mark, expected plain UTF-8");
    struct parser q = *p;
    for (; q.at < q.end; q.at++) {
        unsigned char c = (unsigned char)*q.at;
        if (c == '\n') {
            q.line++;
            q.line_start = q.at + 1;
        } else if (c == '\r') {
            fail(p, here(&q), "a carriage return, expected lines that end in LF alone");
        } else if ((c < 0x20 && c != '\t') || c == 0x7f) {
            fail(p, here(&q), "the control character %s, expected text",
                 msg_quote_n(q.at, 1));
        } else if (c >= 0x80) {
            int len = u8_mblen((const uint8_t *)q.at, (size_t)(q.end - q.at));
            if (len < 1)
                fail(p, here(&q), "bytes that are not UTF-8");
            q.at += len - 1;
        }
    }
}

struct claims *
claims_parse(struct mem *m, const char *text, size_t n, struct claims_fault *fault)
{
    struct parser p = {.m = m,
                       .at = text,
                       .end = text + n,
                       .line_start = text,
                       .line = 1,
                       .claims = mem_get(m, sizeof *p.claims),
                       .fault = fault};
    if (setjmp(p.out))
        return NULL;
    check_bytes(&p);
    for (skip(&p); p.at < p.end; skip(&p))
        read_item(&p);
    if (!p.claims->n)
        fail(&p, here(&p), "the file has no claim, expected \"claim\"");
    return p.claims;
}

static char *
slurp(struct mem *m, const char *path, size_t *n)
{
    FILE *f = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    if (!f)
        die(EX_NOINPUT, "%s: cannot be read: %s", path, strerror(errno));
    size_t size = 4096;
    char *text = mem_get(m, size);
    *n = 0;
    for (size_t got; (got = fread(text + *n, 1, size - *n, f)) > 0;) {
        *n += got;
        if (*n > FILE_MAX)
            die(EX_DATAERR, "%s: is longer than %zu bytes, expected a claims file",
                path, FILE_MAX);
        if (*n == size) {
            text = mem_grow(m, text, size, 2 * size);
            size *= 2;
        }
    }
    if (ferror(f))
        die(EX_IOERR, "%s: cannot be read: %s", path, strerror(errno));
    if (f != stdin)
        fclose(f);
    return text;
}

struct claims *
claims_read(struct mem *m, const char *path)
{
    struct claims_fault fault;
    size_t n;
    char *text = slurp(m, path, &n);
    struct claims *c = claims_parse(m, text, n, &fault);
    if (!c)
        die_at(EX_DATAERR,
               (struct place){strcmp(path, "-") ? path : "standard input",
                              fault.at.line,
                              mem_print(m, "column %ld", fault.at.column)},
               "%s", fault.what);
    return c;
}
