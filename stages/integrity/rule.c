#include "integrity/rule.h"

#include <string.h>

#include "integrity/function.h"
#include "integrity/rule_reader.h"
#include "program/lines.h"
#include "program/msg.h"
#include "program/num.h"
#include "table/period.h"
#include "table/table.h"

static const char *const from_name[] = {"one-source", "latest", "each", NULL};

static void
read_span(struct rule_reader *in, struct rule_condition *c, const char *text)
{
    const char *dots = strstr(text, "..");
    char *from = mem_text(in->run, text, (size_t)(dots - text));
    struct period p;
    c->on = ON_SPAN;
    c->first = -1000000;
    c->last = 1000000;
    if ((*from && !period_parse(from, &p)) || (!*from && !dots[2]))
        rule_wrong(in, "%s is not a span of periods, like 2014..2023", msg_quote(text));
    if (*from)
        c->first = p.first;
    if (dots[2]) {
        if (!period_parse(dots + 2, &p))
            rule_wrong(in, "%s is not a span of periods, like 2014..2023",
                       msg_quote(text));
        c->last = p.last;
    }
}

static void
read_condition(struct rule_reader *in, struct rule *r, char *text)
{
    size_t equals = strcspn(text, "=");
    if (!text[equals] || equals == 0)
        rule_wrong(in, "%s is not a condition, expected COLUMN=CELL", msg_quote(text));
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
one_of(const struct rule_reader *in, const char *text, const char *const names[],
       const char *what)
{
    for (int i = 0; names[i]; i++)
        if (!strcmp(text, names[i]))
            return i;
    const char *near = msg_nearest(text, names);
    rule_wrong(in, "%s is no %s%s%s", msg_quote(text), what,
               near ? "; the nearest is " : "", near ? near : "");
}

static void
read_function(struct rule_reader *in, struct rule *r, const struct rule_function *f,
              const char *rest)
{
    if (r->function)
        rule_wrong(in, "a second kind of rule, the first was %s", r->function->name);
    r->function = f;
    r->argument = rest;
    in->at = rest;
    if (f->read)
        f->read(in, r, rest);
    else if (*rest)
        rule_wrong(in, "%s after %s, expected nothing", msg_quote(rest), f->name);
}

static void
read_says(struct rule_reader *in, struct rule *r, char *rest)
{
    (void)in;
    r->says = rest;
    r->says_given = *rest != '\0';
}

static void
read_severity(struct rule_reader *in, struct rule *r, char *rest)
{
    static const char *const severities[] = {"error", "warning", NULL};
    r->severity = (enum severity)one_of(in, rest, severities, "severity");
}

static void
read_for(struct rule_reader *in, struct rule *r, char *rest)
{
    for (char *save, *t = strtok_r(rest, " \t", &save); t;
         t = strtok_r(NULL, " \t", &save))
        read_condition(in, r, t);
}

static void
read_from(struct rule_reader *in, struct rule *r, char *rest)
{
    r->from = (enum rule_from)one_of(in, rest, from_name, "choice of statements");
}

static void
read_may(struct rule_reader *in, struct rule *r, char *rest)
{
    if (strcmp(rest, "find nothing"))
        rule_wrong(in, "%s after may, expected find nothing", msg_quote(rest));
    r->idle = true;
}

static const struct {
    const char *name;
    void (*read)(struct rule_reader *in, struct rule *r, char *rest);
} property[] = {{"says", read_says},
                {"severity", read_severity},
                {"for", read_for},
                {"from", read_from},
                {"may", read_may}};
enum { PROPERTIES = sizeof property / sizeof *property };

/* A property, or the function that must hold. */
static void
read_property(struct rule_reader *in, struct rule *r, char *word, char *rest)
{
    size_t n = 0;
    while (rule_functions[n])
        n++;
    const char **words = mem_array(in->run, PROPERTIES + n + 1, sizeof *words);
    for (size_t i = 0; i < PROPERTIES; i++)
        words[i] = property[i].name;
    for (size_t i = 0; i < n; i++)
        words[PROPERTIES + i] = rule_functions[i]->name;
    int at = one_of(in, word, words, "property of a rule");
    if (at < PROPERTIES)
        property[at].read(in, r, rest);
    else
        read_function(in, r, rule_functions[at - PROPERTIES], rest);
}

static void
check_whole(const struct rule_reader *in, const struct rule *r)
{
    struct rule_reader at = {.file = in->file, .line = r->line};
    if (!r->function)
        rule_wrong(&at, "rule %s says nothing that must hold", r->name);
    if (!r->says_given)
        rule_wrong(&at, "rule %s has no `says`", r->name);
}

static struct rule *
new_rule(struct rule_reader *in, struct rules *rules, char *name)
{
    if (!*name || name[strcspn(name, " \t")])
        rule_wrong(in, "%s is no name of a rule, expected one word", msg_quote(name));
    for (struct rule *r = rules->first; r; r = r->next)
        if (!strcmp(r->name, name))
            rule_wrong(in, "rule %s stands already at %s:%ld", name, r->file, r->line);
    struct rule *r = mem_get(in->run, sizeof *r);
    *r = (struct rule){.name = name, .file = in->file, .line = in->line};
    *(rules->last ? &rules->last->next : &rules->first) = r;
    rules->last = r;
    return r;
}

/* One line, of which the reader knows the number. */
static struct rule *
read_line(struct rule_reader *in, struct rules *rules, struct rule *r, const char *text)
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
            rule_wrong(in, "%s before the first `rule NAME`", msg_quote(word));
        read_property(in, r, word, rest);
        return r;
    }
    if (strcmp(word, "rule"))
        rule_wrong(in, "%s, expected `rule NAME` or an indented line", msg_quote(word));
    if (r)
        check_whole(in, r);
    return new_rule(in, rules, rest);
}

struct rules *
rules_load(struct mem *run, struct rules *rules, const char *file)
{
    struct rule_reader in = {.run = run, .file = mem_copy(run, file)};
    struct lines lines;
    struct rule *r = NULL;
    if (!rules)
        rules = mem_get(run, sizeof *rules);
    const struct rule *before = rules->last;
    lines_open(&lines, in.file);
    for (char *line; (line = lines_next(&lines));) {
        in.line = lines.at.line;
        r = read_line(&in, rules, r, line);
    }
    lines_close(&lines);
    if (r)
        check_whole(&in, r);
    if (rules->last == before)
        die(EX_DATAERR, "%s: holds no rule, expected one", in.file);
    return rules;
}
