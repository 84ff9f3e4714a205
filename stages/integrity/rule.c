#include "integrity/rule.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "program/lines.h"
#include "program/msg.h"
#include "program/num.h"
#include "table/period.h"
#include "table/table.h"

static const char *const kind_name[] = {
    "holds",  "contiguous", "repeats",  "comparisons", "published",
    "graded", "marked",     "unmarked", "same",        NULL};
static const char *const from_name[] = {"one-source", "latest", "each", NULL};

struct reader {
    struct mem *run;
    const char *file;
    long line;
    const char *at; /* in an expression */
};

_Noreturn static void wrong(const struct reader *in, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

_Noreturn static void
wrong(const struct reader *in, const char *format, ...)
{
    char text[1024];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    die_at(EX_DATAERR, (struct place){in->file, in->line, NULL}, "%s", text);
}

static void
blanks(struct reader *in)
{
    in->at += strspn(in->at, " \t");
}

static bool
accept(struct reader *in, const char *token)
{
    blanks(in);
    size_t n = strlen(token);
    if (strncmp(in->at, token, n))
        return false;
    if (isalpha((unsigned char)*token) &&
        (isalnum((unsigned char)in->at[n]) || in->at[n] == '_'))
        return false;
    in->at += n;
    return true;
}

static void
expect(struct reader *in, const char *token)
{
    if (!accept(in, token))
        wrong(in, "%s where %s is expected",
              *in->at ? msg_quote(in->at) : "the end of the line", msg_quote(token));
}

static double
read_number(struct reader *in)
{
    blanks(in);
    size_t n = strspn(in->at, "0123456789.");
    double x;
    if (!num_parse(mem_text(in->run, in->at, n), &x))
        wrong(in, "%s where a number is expected",
              *in->at ? msg_quote(in->at) : "the end of the line");
    in->at += n;
    return x;
}

/* Letters, digits and `more`; a text that does not begin with them is a fault. */
static char *
read_text(struct reader *in, const char *more, const char *what)
{
    blanks(in);
    size_t n = 0;
    while (in->at[n] && (isalnum((unsigned char)in->at[n]) || strchr(more, in->at[n])))
        n++;
    if (!n)
        wrong(in, "%s where %s is expected",
              *in->at ? msg_quote(in->at) : "the end of the line", what);
    char *word = mem_text(in->run, in->at, n);
    in->at += n;
    return word;
}

/* A column or an indicator; a sign behind it is an operator. */
static char *
read_word(struct reader *in)
{
    return read_text(in, "_", "a name");
}

static void
read_override(struct reader *in, struct rule_node *f)
{
    static const char *const parts[] = {NULL,       "previous", "year-before", "*",
                                        "quarters", "months",   "years"};
    if (f->overrides == RULE_OVERRIDES)
        wrong(in, "more than %d cells in brackets", RULE_OVERRIDES);
    struct rule_override *o = &f->override[f->overrides++];
    o->column = read_word(in);
    expect(in, "=");
    o->text = read_text(in, "_-*/", "a cell");
    o->part = PART_CELL;
    bool period = !strcmp(o->column, "period");
    for (int p = PART_PREVIOUS; p <= PART_YEARS; p++)
        if (!strcmp(o->text, parts[p]) && (p == PART_OTHERS) == !period)
            o->part = (enum rule_part)p;
    bool many = o->part >= PART_OTHERS;
    if (many && !f->sum)
        wrong(in, "[%s=%s] is many figures, expected it within sum(...)", o->column,
              o->text);
    for (int i = 0; i + 1 < f->overrides; i++)
        if (many && f->override[i].part >= PART_OTHERS)
            wrong(in, "two cells in brackets that stand for many, expected one");
}

static bool
is_many(const struct rule_node *f)
{
    for (int i = 0; i < f->overrides; i++)
        if (f->override[i].part >= PART_OTHERS)
            return true;
    return false;
}

static struct rule_node *
read_figure(struct reader *in)
{
    struct rule_node *f = mem_get(in->run, sizeof *f);
    f->kind = NODE_FIGURE;
    f->line = in->line;
    f->sum = accept(in, "sum");
    if (f->sum)
        expect(in, "(");
    char *word = read_word(in);
    f->earlier = !strcmp(word, "earlier");
    f->indicator = f->earlier || !strcmp(word, "this") ? NULL : word;
    if (accept(in, "[")) {
        do
            read_override(in, f);
        while (accept(in, ","));
        expect(in, "]");
    }
    if (f->sum) {
        expect(in, ")");
        if (!is_many(f))
            wrong(in, "sum(...) of one figure, expected * or parts of the period in "
                      "brackets");
    }
    f->optional = accept(in, "?");
    return f;
}

static struct rule_node *read_sum(struct reader *in);

static struct rule_node *
read_primary(struct reader *in)
{
    blanks(in);
    if (accept(in, "(")) {
        struct rule_node *n = read_sum(in);
        expect(in, ")");
        return n;
    }
    if (isdigit((unsigned char)*in->at)) {
        struct rule_node *n = mem_get(in->run, sizeof *n);
        n->kind = NODE_NUMBER;
        n->number = read_number(in);
        return n;
    }
    return read_figure(in);
}

static struct rule_node *
join(struct reader *in, enum rule_node_kind kind, struct rule_node *left,
     struct rule_node *right)
{
    struct rule_node *n = mem_get(in->run, sizeof *n);
    *n = (struct rule_node){.kind = kind, .left = left, .right = right};
    return n;
}

static struct rule_node *
read_product(struct reader *in)
{
    struct rule_node *n = read_primary(in);
    for (;;) {
        if (accept(in, "*"))
            n = join(in, NODE_MULTIPLY, n, read_primary(in));
        else if (accept(in, "/"))
            n = join(in, NODE_DIVIDE, n, read_primary(in));
        else
            return n;
    }
}

static struct rule_node *
read_sum(struct reader *in)
{
    struct rule_node *n = read_product(in);
    for (;;) {
        if (accept(in, "+"))
            n = join(in, NODE_ADD, n, read_product(in));
        else if (accept(in, "-"))
            n = join(in, NODE_SUBTRACT, n, read_product(in));
        else
            return n;
    }
}

static void
read_holds(struct reader *in, struct rule *r)
{
    r->left = read_sum(in);
    r->compare = accept(in, "<=") ? '<' : accept(in, ">=") ? '>' : '=';
    if (r->compare == '=')
        expect(in, "=");
    r->right = read_sum(in);
    r->factor = 1;
    if (accept(in, "within")) {
        if (accept(in, "factor")) {
            r->factor = read_number(in);
        } else {
            r->slack = read_number(in);
            if (accept(in, "%")) {
                r->relative = r->slack / 100;
                r->slack = 0;
            }
        }
        if (accept(in, "or"))
            r->pass = read_number(in);
    }
    blanks(in);
    if (*in->at)
        wrong(in, "%s after the end of the rule", msg_quote(in->at));
}

static void
read_span(struct reader *in, struct rule_condition *c, const char *text)
{
    const char *dots = strstr(text, "..");
    char *from = mem_text(in->run, text, (size_t)(dots - text));
    struct period p;
    c->on = ON_SPAN;
    c->first = -1000000;
    c->last = 1000000;
    if ((*from && !period_parse(from, &p)) || (!*from && !dots[2]))
        wrong(in, "%s is not a span of periods, like 2014..2023", msg_quote(text));
    if (*from)
        c->first = p.first;
    if (dots[2]) {
        if (!period_parse(dots + 2, &p))
            wrong(in, "%s is not a span of periods, like 2014..2023", msg_quote(text));
        c->last = p.last;
    }
}

static void
read_condition(struct reader *in, struct rule *r, char *text)
{
    size_t equals = strcspn(text, "=");
    if (!text[equals] || equals == 0)
        wrong(in, "%s is not a condition, expected COLUMN=CELL", msg_quote(text));
    r->condition =
        mem_more(in->run, r->condition, (size_t)r->conditions, sizeof *r->condition);
    struct rule_condition *c = &r->condition[r->conditions++];
    c->line = in->line;
    c->negate = text[equals - 1] == '!';
    c->name = mem_text(in->run, text, equals - c->negate);
    char *list = text + equals + 1;
    c->on = !strcmp(c->name, "freq")    ? ON_FREQ
            : !strcmp(c->name, "grade") ? ON_GRADE
                                        : ON_CELL;
    if (!strcmp(c->name, "period") && strstr(list, "..")) {
        read_span(in, c, list);
        return;
    }
    c->value = mem_array(in->run, strlen(list) + 1, sizeof *c->value);
    c->patterns = strpbrk(list, "*?[\\") != NULL;
    for (;;) {
        size_t n = strcspn(list, ",");
        c->value[c->n++] = mem_text(in->run, list, n);
        if (!list[n])
            return;
        list += n + 1;
    }
}

static int
one_of(const struct reader *in, const char *text, const char *const names[],
       const char *what)
{
    for (int i = 0; names[i]; i++)
        if (!strcmp(text, names[i]))
            return i;
    const char *near = msg_nearest(text, names);
    wrong(in, "%s is no %s%s%s", msg_quote(text), what, near ? "; the nearest is " : "",
          near ? near : "");
}

static void
read_kind(struct reader *in, struct rule *r, enum rule_kind kind, char *rest)
{
    double x;
    if (r->kind_given)
        wrong(in, "a second kind of rule, the first was %s", kind_name[r->kind]);
    r->kind_given = true;
    r->kind = kind;
    r->argument = rest;
    in->at = rest;
    switch (kind) {
    case RULE_HOLDS:
        read_holds(in, r);
        break;
    case RULE_REPEATS:
        if (!num_parse(rest, &x) || x < 1)
            wrong(in, "%s is no number of cells", msg_quote(rest));
        r->least = (long)x;
        break;
    case RULE_PUBLISHED:
        if (strcmp(rest, "after start") && strcmp(rest, "after end"))
            wrong(in, "%s is unknown, expected after start or after end",
                  msg_quote(rest));
        break;
    case RULE_GRADED:
        if (!*rest)
            wrong(in, "no grades after `graded`");
        break;
    case RULE_SAME:
        if (!*rest || rest[strcspn(rest, " \t")])
            wrong(in, "%s after same, expected the name of one column",
                  msg_quote(rest));
        break;
    case RULE_MARKED:
    case RULE_UNMARKED:
        if (strlen(rest) != 1 || !strchr(TABLE_STATUS_LETTERS, *rest))
            wrong(in, "%s is no letter of status, expected one of %s", msg_quote(rest),
                  TABLE_STATUS_LETTERS);
        break;
    case RULE_CONTIGUOUS:
    case RULE_COMPARISONS:
        if (*rest)
            wrong(in, "%s after %s, expected nothing", msg_quote(rest),
                  kind_name[kind]);
    }
}

static void
read_property(struct reader *in, struct rule *r, char *word, char *rest)
{
    enum { WORD_MAY = 4 };
    static const char *const severities[] = {"error", "warning", NULL};
    static const char *const words[] = {
        "says",   "severity",   "for",      "from",        "may",
        "holds",  "contiguous", "repeats",  "comparisons", "published",
        "graded", "marked",     "unmarked", "same",        NULL};
    switch (one_of(in, word, words, "property of a rule")) {
    case 0:
        r->says = rest;
        r->says_given = *rest != '\0';
        break;
    case 1:
        r->severity = (enum severity)one_of(in, rest, severities, "severity");
        break;
    case 2:
        for (char *save, *t = strtok_r(rest, " \t", &save); t;
             t = strtok_r(NULL, " \t", &save))
            read_condition(in, r, t);
        break;
    case 3:
        r->from = (enum rule_from)one_of(in, rest, from_name, "choice of statements");
        break;
    case WORD_MAY:
        if (strcmp(rest, "find nothing"))
            wrong(in, "%s after may, expected find nothing", msg_quote(rest));
        r->idle = true;
        break;
    default:
        read_kind(in, r, (enum rule_kind)one_of(in, word, kind_name, "kind"), rest);
    }
}

static void
check_whole(const struct reader *in, const struct rule *r)
{
    struct reader at = {.file = in->file, .line = r->line};
    if (!r->kind_given)
        wrong(&at, "rule %s says nothing that must hold", r->name);
    if (!r->says_given)
        wrong(&at, "rule %s has no `says`", r->name);
}

static struct rule *
new_rule(struct reader *in, struct rules *rules, char *name)
{
    if (!*name || name[strcspn(name, " \t")])
        wrong(in, "%s is no name of a rule, expected one word", msg_quote(name));
    for (struct rule *r = rules->first; r; r = r->next)
        if (!strcmp(r->name, name))
            wrong(in, "rule %s stands already at %s:%ld", name, r->file, r->line);
    struct rule *r = mem_get(in->run, sizeof *r);
    *r = (struct rule){.name = name, .file = in->file, .line = in->line};
    *(rules->last ? &rules->last->next : &rules->first) = r;
    rules->last = r;
    return r;
}

/* One line, of which the reader knows the number. */
static struct rule *
read_line(struct reader *in, struct rules *rules, struct rule *r, const char *text)
{
    char *line = mem_copy(in->run, text), *word = line + strspn(line, " \t");
    for (size_t n = strlen(line); n && (line[n - 1] == ' ' || line[n - 1] == '\t');)
        line[--n] = '\0';
    if (!*word || *word == '#')
        return r;
    char *rest = word + strcspn(word, " \t");
    if (*rest)
        *rest++ = '\0';
    rest += strspn(rest, " \t");
    if (word != line) {
        if (!r)
            wrong(in, "%s before the first `rule NAME`", msg_quote(word));
        read_property(in, r, word, rest);
        return r;
    }
    if (strcmp(word, "rule"))
        wrong(in, "%s, expected `rule NAME` or an indented line", msg_quote(word));
    if (r)
        check_whole(in, r);
    return new_rule(in, rules, rest);
}

struct rules *
rules_load(struct mem *run, struct rules *rules, const char *file)
{
    struct reader in = {.run = run, .file = mem_copy(run, file)};
    struct lines lines;
    struct rule *r = NULL;
    if (!rules)
        rules = mem_get(run, sizeof *rules);
    lines_open(&lines, in.file);
    for (char *line; (line = lines_next(&lines));) {
        in.line = lines.at.line;
        r = read_line(&in, rules, r, line);
    }
    lines_close(&lines);
    if (r)
        check_whole(&in, r);
    return rules;
}
