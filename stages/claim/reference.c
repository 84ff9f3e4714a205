/*
 * References of a claims file: periods, codes, sources, series by name.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "claim/reader.h"
#include "program/msg.h"

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

const char *
a_period(struct parser *p, struct spot at, const char *text)
{
    struct period q;
    const char *plain = spelt_out(p->m, text);
    if (strlen(text) == 9 && strspn(text, "0123456789") == 4 && text[4] == '-' &&
        strspn(text + 5, "0123456789") == 4)
        fail(p, at,
             "%s is not a period, expected %.4s..%s for all years from the one "
             "to the other",
             msg_quote(text), text, text + 5);
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
const char *
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

/* A word that is none: perhaps the second of a name, as in geo=Great Britain. */
static void
stray(struct parser *p, const struct ref_dim *before)
{
    static const char what[] = "a period, COLUMN=CODE or \"]\"";
    size_t n = word_length(p);
    if (!n || !before || !before->n || before->spot[before->n - 1].line != here(p).line)
        expected(p, what);
    else
        expected(p,
                 mem_print(p->m,
                           "%s; a name of several words stands in quotation marks, as "
                           "in %s=\"%s %.*s\"",
                           what, before->column, before->code[before->n - 1], (int)n,
                           p->at));
}

/* What stands between the brackets after the indicator or after the name of a series. */
static void
read_inside(struct parser *p, struct ref *ref)
{
    const struct ref_dim *before = NULL;
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
                stray(p, before);
            before = NULL;
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
        before = dim;
    }
}

static void
finish_ref(struct parser *p, struct ref *ref)
{
    bool of_one = true;
    ref->set = ref->span || ref->by_any || ref->by_ids.n > 1;
    for (size_t i = 0; i < ref->n; i++)
        if (ref_runs(&ref->dim[i]))
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
struct ref *
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

struct node *
reference(struct parser *p, struct ref *ref)
{
    finish_ref(p, ref);
    ref->from = p->from;
    struct node *n = new_node(p, NODE_REF, ref->set ? TYPE_SET : TYPE_NUMBER, ref->at);
    n->ref = ref;
    PUSH(p->m, p->claims->ref, p->claims->refs, ref);
    return n;
}
