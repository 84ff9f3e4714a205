#include "integrity/exceptions.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "program/msg.h"
#include "program/num.h"
#include "table/table.h"

/* What decides between two findings: rule, key, source and difference. */
static int
compare_known(const void *a, const void *b)
{
    const struct known_finding *x = a, *y = b;
    int c = strcmp(x->rule, y->rule);
    c = c ? c : strcmp(x->key, y->key);
    c = c ? c : strcmp(x->source, y->source);
    c = c ? c : x->differs - y->differs;
    return c ? c : (x->difference > y->difference) - (x->difference < y->difference);
}

static struct known_finding
as_known(const struct findings *r, const struct finding *f)
{
    return (struct known_finding){.rule = r->rule[f->rule].name,
                                  .key = f->key,
                                  .source = f->source ? f->source : "",
                                  .differs = f->differs,
                                  .difference = f->difference};
}

/* The finding's row in the list, which it then has met; false without one. */
static bool
meets(const struct findings *r, const struct finding *f, struct known_list *list)
{
    struct known_finding wanted = as_known(r, f);
    struct known_finding *row = list->n ? bsearch(&wanted, list->row, (size_t)list->n,
                                                  sizeof *list->row, compare_known)
                                        : NULL;
    if (!row || row->met)
        return false;
    row->met = true;
    return true;
}

static bool
covers(const struct exception *e, const struct finding *f)
{
    return !f->known && f->key && !fnmatch(e->key, f->key, 0) &&
           !fnmatch(e->source, f->source ? f->source : "", 0) &&
           (e->bounded == f->differs || !e->findings) &&
           (!e->bounded || (f->difference >= e->least && f->difference <= e->most));
}

/* What an exception covers. */
struct covered {
    long n;
    double least, most;
};

static struct covered
cover(struct findings *r, const struct exception *e, int rule, struct known_list *list)
{
    struct covered c = {0};
    for (long i = 0; i < r->findings; i++) {
        struct finding *f = &r->finding[i];
        if (f->rule != rule || !covers(e, f) ||
            (e->listed && list && !meets(r, f, list)))
            continue;
        f->known = true;
        f->listed = e->listed;
        c.least = c.n == 0 || f->difference < c.least ? f->difference : c.least;
        c.most = c.n == 0 || f->difference > c.most ? f->difference : c.most;
        c.n++;
    }
    return c;
}

/* What is no longer true of the exception, or NULL. */
static const char *
untrue(const struct findings *r, const struct exception *e, const struct covered *c)
{
    char a[NUM_MAX], b[NUM_MAX];
    if (c->n == 0 || (e->findings && c->n != e->findings))
        return mem_print(
            r->run, "covers %ld finding%s of the rule %s, expected %s as it states",
            c->n, c->n == 1 ? "" : "s", e->rule,
            e->findings ? num_text((double)e->findings, a) : "some");
    if (e->bounded && (c->least != e->least || c->most != e->most))
        return mem_print(r->run,
                         "the differences that it covers lie in %s..%s, expected these "
                         "bounds and no wider ones",
                         num_text(c->least, a), num_text(c->most, b));
    return NULL;
}

static int
rule_named(const struct findings *r, const char *name)
{
    int rule = 0;
    while (rule < r->rules && strcmp(r->rule[rule].name, name))
        rule++;
    return rule;
}

static void
add_fault(struct findings *r, int table, long line, const char *rule, const char *text)
{
    findings_add(r, (struct finding){.table = table,
                                     .rule = -1,
                                     .type = "exception",
                                     .line = line,
                                     .field = 1,
                                     .column = "rule",
                                     .cell = rule,
                                     .text = text});
}

static void
apply_one(struct findings *r, const struct exception *e, int table,
          struct known_list *list)
{
    int rule = rule_named(r, e->rule);
    if (rule == r->rules) {
        add_fault(r, table, e->line, e->rule,
                  mem_print(r->run, "%s is not a rule", msg_quote(e->rule)));
        return;
    }
    struct covered c = cover(r, e, rule, list);
    const char *text = untrue(r, e, &c);
    if (text)
        add_fault(r, table, e->line, e->rule, text);
}

void
exceptions_apply(struct findings *r, const struct exception e[], int n, int table,
                 struct known_list *list)
{
    if (list && list->n)
        qsort(list->row, (size_t)list->n, sizeof *list->row, compare_known);
    /* Those that state a number first, so that they have their own. */
    for (int any = 0; any < 2; any++)
        for (int i = 0; i < n; i++)
            if ((e[i].findings == 0) == any)
                apply_one(r, &e[i], table, list);
}

static const char *
difference_text(const struct known_finding *k, char out[NUM_MAX])
{
    return k->differs ? num_text(k->difference, out) : "";
}

/* What else the rule finds about the same key, for the message. */
static const char *
instead(const struct findings *r, const struct known_finding *k)
{
    char d[NUM_MAX];
    for (long i = 0; i < r->findings; i++) {
        const struct finding *f = &r->finding[i];
        if (f->known || f->rule < 0 || !f->key ||
            strcmp(r->rule[f->rule].name, k->rule) || strcmp(f->key, k->key) ||
            strcmp(f->source ? f->source : "", k->source))
            continue;
        struct known_finding now = as_known(r, f);
        return mem_print(r->run, "it is %s now", difference_text(&now, d));
    }
    return "the rule finds nothing there now";
}

void
exceptions_unmet(struct findings *r, const struct known_list *list)
{
    char d[NUM_MAX];
    for (long i = 0; i < list->n; i++) {
        const struct known_finding *k = &list->row[i];
        if (!k->met)
            add_fault(r, list->table, k->line, k->rule,
                      mem_print(r->run, "expected a finding [%s, %s]%s%s: %s", k->key,
                                k->source, k->differs ? " with the difference " : "",
                                difference_text(k, d), instead(r, k)));
    }
}

void
exceptions_print(const struct findings *r)
{
    char *header[] = {"rule", "key", "source", "difference"};
    struct known_finding *row = mem_array(r->run, (size_t)r->findings + 1, sizeof *row);
    long n = 0;
    for (long i = 0; i < r->findings; i++)
        if (r->finding[i].listed)
            row[n++] = as_known(r, &r->finding[i]);
    if (n)
        qsort(row, (size_t)n, sizeof *row, compare_known);
    table_write(header, 4);
    for (long i = 0; i < n; i++) {
        char d[NUM_MAX];
        char *cell[] = {mem_copy(r->run, row[i].rule), mem_copy(r->run, row[i].key),
                        mem_copy(r->run, row[i].source),
                        mem_copy(r->run, difference_text(&row[i], d))};
        table_write(cell, 4);
    }
}
