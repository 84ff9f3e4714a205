#include "integrity/rule_judge.h"

#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"
#include "program/texts.h"
#include "stat/propagate.h"

#define TERMS_SHOWN 8
#define CHAIN_SHOWN 16

struct judge {
    const struct statements *s;
    struct findings *r;
    struct rule *rule;
    struct rings *rings;
};

static const struct statement *
statement(const struct judge *j, int i)
{
    return &j->s->statement[i];
}

static bool
cell_among(const struct rule_condition *c, const char *cell)
{
    for (int i = 0; i < c->n; i++)
        if (c->patterns ? !fnmatch(c->value[i], cell, 0) : !strcmp(c->value[i], cell))
            return true;
    return false;
}

static bool
meets(const struct statements *s, const struct statement *st,
      const struct rule_condition *c)
{
    char freq[2] = {st->period.freq, '\0'};
    switch (c->on) {
    case ON_SPAN:
        return (st->period.first >= c->first && st->period.last <= c->last) !=
               c->negate;
    case ON_FREQ:
        return cell_among(c, freq) != c->negate;
    case ON_GRADE:
        return cell_among(c, st->source->grade) != c->negate;
    case ON_KEY:
        return cell_among(c, statements_text(s, c->at, s->key[st->key].part[c->at])) !=
               c->negate;
    case ON_CELL:
        break;
    }
    return cell_among(c, st->row.cell[c->at]) != c->negate;
}

static bool
concerns(const struct judge *j, const struct statement *st)
{
    for (int i = 0; i < j->rule->conditions; i++)
        if (!meets(j->s, st, &j->rule->condition[i]))
            return false;
    return true;
}

static void
add_finding(const struct judge *j, const struct statement *st, const char *column,
            bool differs, double difference, const char *text)
{
    const struct statements *s = j->s;
    int at = table_find(&s->tab, column);
    findings_add(j->r, (struct finding){.table = st->table,
                                        .rule = j->rule->number,
                                        .type = "row-constraint",
                                        .line = st->row.line,
                                        .field = at + 1,
                                        .column = column,
                                        .cell = st->row.cell[at],
                                        .key = statements_key_text(s, st->key),
                                        .source = st->source->id,
                                        .differs = differs,
                                        /* As exceptions state it. */
                                        .difference = round(difference * 1000) / 1000,
                                        .text = text});
}

/* A figure or what was computed from figures: an interval, and for messages its unit and
 * what went into it. */
struct amount_of {
    double lo, hi;
    const char *unit; /* NULL: none or mixed by a product */
};

struct evaluation {
    const struct judge *j;
    const struct statement *at;
    bool silent;       /* a figure is not there */
    bool sum;          /* parts are added, and what is there of them bounds the sum */
    int present;       /* figures that are there, but for the row at hand */
    const char *lacks; /* in a sum, the first part that is not there */
    const char *units; /* two units that were added */
    bool show;         /* put what is added into words, for a finding */
    char *terms;
    int shown;
    const struct statement *against; /* the other statement, when there is one */
};

static const char *
amount_text(struct mem *m, double lo, double hi)
{
    char a[NUM_MAX], b[NUM_MAX];
    if (lo == hi)
        return mem_copy(m, num_text(lo, a));
    return mem_print(m, "%s..%s", isfinite(lo) ? num_text(lo, a) : "",
                     isfinite(hi) ? num_text(hi, b) : "");
}

static void
show_term(struct evaluation *e, const char *label, const struct amount_of *a)
{
    struct mem *m = e->j->r->run;
    if (!e->show || e->shown++ >= TERMS_SHOWN)
        return;
    e->terms = mem_print(m, "%s%s%s %s", e->terms ? e->terms : "", e->terms ? ", " : "",
                         label, amount_text(m, a->lo, a->hi));
}

static long
step(enum rule_part part, char freq)
{
    if (part == PART_PREVIOUS || freq == 'A')
        return 1;
    return freq == 'Q' ? 4 : freq == 'M' ? 12 : 365;
}

/* The key that a figure means for the row at hand, or -1. `part` is filled. */
static int
key_of(const struct evaluation *e, const struct rule_node *f, int part[],
       const char **label)
{
    const struct statements *s = e->j->s;
    const struct statements_key *k = &s->key[e->at->key];
    memcpy(part, k->part, sizeof k->part);
    bool found = true;
    if (f->indicator) {
        int d = statements_dim(s, "indicator");
        part[d] = statements_part(s, d, f->indicator);
        found = part[d] >= 0;
        *label = f->indicator;
    }
    for (int i = 0; i < f->overrides; i++) {
        const struct rule_override *o = &f->override[i];
        char text[PERIOD_MAX];
        const char *cell = o->text;
        if (o->part >= PART_OTHERS)
            continue;
        if (o->part != PART_CELL) {
            if (k->period.freq == 'I')
                return -1;
            period_text(k->period.freq, k->period.index - step(o->part, k->period.freq),
                        text);
            cell = text;
        }
        part[o->dim] = statements_part(s, o->dim, cell);
        found = found && part[o->dim] >= 0;
        *label = part[o->dim] >= 0 ? statements_text(s, o->dim, part[o->dim]) : o->text;
    }
    return found ? statements_key(s, part) : -1;
}

/* The statement of a key that counts here, or NULL. */
static const struct statement *
chosen(const struct evaluation *e, int key)
{
    if (key < 0)
        return NULL;
    if (e->j->rule->from == FROM_EACH && key == e->at->key)
        return e->at;
    if (e->j->rule->from != FROM_ONE_SOURCE)
        return statement(e->j, e->j->s->key[key].best);
    int i = statements_from(e->j->s, key, e->at->source);
    return i < 0 ? NULL : statement(e->j, i);
}

static struct amount_of
amount_from(const struct evaluation *e, const struct statement *st)
{
    const char *unit = table_cell(&e->j->s->tab, &st->row, TABLE_UNIT);
    double least = table_counted(unit) ? 0 : -INFINITY;
    if (st->approx)
        return (struct amount_of){least, INFINITY, unit};
    return (struct amount_of){st->amount.lo, st->amount.hi, unit};
}

static void
add_to(struct evaluation *e, struct amount_of *sum, const struct amount_of *a)
{
    if (sum->unit && a->unit && strcmp(sum->unit, a->unit))
        e->units = mem_print(e->j->r->run, "%s and %s", sum->unit, a->unit);
    if (!sum->unit)
        sum->unit = a->unit;
    sum->lo += a->lo;
    sum->hi += a->hi;
}

/*
 * Sums over rings of keys. A rule that is about each of n keys and sums the others would add n
 * squared amounts, so in a long ring all are added once, and the key's own is taken off again.
 * That is done where it is exact: with whole numbers of one unit.
 */
enum { LONG_RING = 64 };

struct ring_sum {
    const char *unit;
    double lo, hi;           /* of those that have such a bound */
    int n, lo_open, hi_open; /* all; those without */
    bool exact;
};

struct rings {
    int *first[STORE_DIMS], *size[STORE_DIMS]; /* of the ring of each key */
    int *place;           /* of each period in the series at hand: place_periods() */
    struct texts named;   /* first key and source of ... */
    struct ring_sum *sum; /* ... those summed for this rule */
};

static void
find_rings(const struct judge *j, int dim)
{
    const struct statements *s = j->s;
    int *first = mem_array(j->r->run, (size_t)s->keys + 1, sizeof *first);
    int *size = mem_array(j->r->run, (size_t)s->keys + 1, sizeof *size);
    for (int k = 0; k < s->keys; k++) {
        if (size[k])
            continue;
        int n = 1;
        for (int o = statements_other(s, k, dim); o != k;
             o = statements_other(s, o, dim))
            n++;
        int o = k;
        do {
            first[o] = k;
            size[o] = n;
            o = statements_other(s, o, dim);
        } while (o != k);
    }
    j->rings->first[dim] = first;
    j->rings->size[dim] = size;
}

/* Adds (sign 1) or takes off (-1) an amount. */
static void
put_in_ring(struct ring_sum *t, const struct amount_of *a, int sign)
{
    const double most =
        9007199254740992; /* 2^53: whole numbers below it add up exactly */
    double lo = isinf(a->lo) ? 0 : a->lo, hi = isinf(a->hi) ? 0 : a->hi;
    t->exact = t->exact && (!t->unit || !strcmp(t->unit, a->unit)) && lo == rint(lo) &&
               hi == rint(hi) && a->lo < INFINITY && a->hi > -INFINITY;
    t->unit = a->unit;
    t->n += sign;
    t->lo_open += isinf(a->lo) ? sign : 0;
    t->hi_open += isinf(a->hi) ? sign : 0;
    t->lo += sign * lo;
    t->hi += sign * hi;
    t->exact = t->exact && fabs(t->lo) < most && fabs(t->hi) < most;
}

/* The sum over the whole ring of a key, for the source of the row at hand. */
static struct ring_sum
ring_total(const struct evaluation *e, int key, int dim)
{
    const struct statements *s = e->j->s;
    struct rings *r = e->j->rings;
    struct mem *m = e->j->r->run;
    bool one = e->j->rule->from == FROM_ONE_SOURCE;
    size_t n = r->named.n;
    size_t at = texts_add(m, &r->named,
                          mem_print(m, "%d %d %s", dim, r->first[dim][key],
                                    one ? e->at->source->id : ""));
    if (at < n)
        return r->sum[at];
    struct ring_sum t = {.exact = true};
    int k = key;
    do {
        const struct statement *st = chosen(e, k);
        if (st) {
            struct amount_of a = amount_from(e, st);
            put_in_ring(&t, &a, 1);
        }
        k = statements_other(s, k, dim);
    } while (k != key);
    r->sum = mem_more(m, r->sum, at, sizeof *r->sum);
    return r->sum[at] = t;
}

/* Puts the first of `left` others into words and counts the rest. */
static void
show_ring(struct evaluation *e, int key, int dim, int left)
{
    const struct statements *s = e->j->s;
    for (int k = statements_other(s, key, dim); k != key && e->shown < TERMS_SHOWN;
         k = statements_other(s, k, dim)) {
        const struct statement *st = chosen(e, k);
        if (!st)
            continue;
        struct amount_of a = amount_from(e, st);
        show_term(e, statements_text(s, dim, s->key[k].part[dim]), &a);
        left--;
    }
    e->shown += left;
}

/* The sum of all others of a long ring; false where they must be added one by one. */
static bool
sum_of_ring(struct evaluation *e, int key, int dim, struct amount_of *sum)
{
    struct rings *r = e->j->rings;
    if (!r->first[dim])
        find_rings(e->j, dim);
    if (e->j->rule->from == FROM_EACH || r->size[dim][key] < LONG_RING)
        return false;
    struct ring_sum t = ring_total(e, key, dim);
    const struct statement *own = chosen(e, key);
    if (!t.exact)
        return false;
    if (own) {
        struct amount_of a = amount_from(e, own);
        put_in_ring(&t, &a, -1);
    }
    *sum = (struct amount_of){t.lo_open ? -INFINITY : t.lo, t.hi_open ? INFINITY : t.hi,
                              t.unit};
    e->silent = e->silent || t.n == 0;
    if (e->show)
        show_ring(e, key, dim, t.n);
    return true;
}

/* All other cells of a column that there are. */
static struct amount_of
sum_others(struct evaluation *e, const struct rule_node *f, int dim)
{
    const struct statements *s = e->j->s;
    int part[STORE_DIMS];
    const char *label = NULL;
    struct amount_of sum = {0, 0, NULL};
    int n = 0, key = key_of(e, f, part, &label);
    if (key < 0) {
        e->silent = true;
        return sum;
    }
    if (sum_of_ring(e, key, dim, &sum))
        return sum;
    for (int k = statements_other(s, key, dim); k != key;
         k = statements_other(s, k, dim)) {
        const struct statement *st = chosen(e, k);
        if (!st)
            continue;
        struct amount_of a = amount_from(e, st);
        add_to(e, &sum, &a);
        show_term(e, statements_text(s, dim, s->key[k].part[dim]), &a);
        n++;
    }
    e->silent = e->silent || n == 0;
    return sum;
}

/* The first quarter, month or year of a period; false when it does not begin with one. */
static bool
first_part(enum rule_part part, const struct period *whole, struct period *out)
{
    long year, month, day;
    char text[PERIOD_MAX];
    period_civil(whole->first, &year, &month, &day);
    if (part == PART_QUARTERS)
        snprintf(text, sizeof text, "%04ld-Q%ld", year, (month - 1) / 3 + 1);
    else if (part == PART_MONTHS)
        snprintf(text, sizeof text, "%04ld-%02ld", year, month);
    else
        snprintf(text, sizeof text, "%04ld", year);
    return period_parse(text, out) && out->first == whole->first &&
           out->freq != whole->freq;
}

/* The series of a key has periods of this frequency. */
static bool
has_freq(const struct statements *s, int key, int dim, char freq)
{
    int k = key;
    do {
        if (s->key[k].period.freq == freq)
            return true;
        k = statements_other(s, k, dim);
    } while (k != key);
    return false;
}

/* The parts that a period is made of; a part without statement can be anything. */
static struct amount_of
sum_parts(struct evaluation *e, const struct rule_node *f, enum rule_part parts)
{
    const struct statements *s = e->j->s;
    const struct period *whole = &e->at->period;
    int part[STORE_DIMS], present = 0, dim = s->dims - 1;
    const char *label = NULL, *unit = table_cell(&s->tab, &e->at->row, TABLE_UNIT);
    struct amount_of sum = {0, 0, NULL};
    struct period p;
    bool tiled = first_part(parts, whole, &p);
    int key = key_of(e, f, part, &label);
    if (!tiled || (key >= 0 && !has_freq(s, key, dim, p.freq))) {
        e->silent = true;
        return sum;
    }
    while (tiled) {
        char text[PERIOD_MAX];
        period_text(p.freq, p.index, text);
        part[dim] = statements_part(s, dim, text);
        const struct statement *st =
            part[dim] < 0 ? NULL : chosen(e, statements_key(s, part));
        struct amount_of a = {table_counted(unit) ? 0 : -INFINITY, INFINITY, NULL};
        if (st)
            a = amount_from(e, st);
        present += st != NULL;
        add_to(e, &sum, &a);
        show_term(e, text, &a);
        if (p.last >= whole->last)
            break;
        period_text(p.freq, p.index + 1, text);
        tiled = period_parse(text, &p);
    }
    e->silent = e->silent || !tiled || p.last != whole->last || !present;
    return sum;
}

/* The statement before this one about the same thing, by another source or edition. */
static const struct statement *
earlier(const struct evaluation *e)
{
    const struct statements_key *k = &e->j->s->key[e->at->key];
    int i = (int)(e->at - e->j->s->statement);
    return i > k->first ? statement(e->j, i - 1) : NULL;
}

/* What in a message stands for a figure: age=CHILD, or an indicator. */
static const char *
part_text(struct mem *m, const struct rule_node *f)
{
    const char *text = f->indicator ? f->indicator : "";
    for (int i = 0; i < f->overrides; i++)
        text = mem_print(m, "%s%s%s=%s", text, *text ? " " : "", f->override[i].column,
                         f->override[i].text);
    return text;
}

/* A figure that is not there: nothing when it need not be, in a sum any amount. */
static struct amount_of
absent(struct evaluation *e, const struct rule_node *f)
{
    if (f->optional)
        return (struct amount_of){0, 0, NULL};
    if (!e->sum || f->earlier) {
        e->silent = true;
        return (struct amount_of){0, 0, NULL};
    }
    bool counted = table_counted(table_cell(&e->j->s->tab, &e->at->row, TABLE_UNIT));
    if (!e->lacks)
        e->lacks = part_text(e->j->r->run, f);
    return (struct amount_of){counted ? 0 : -INFINITY, INFINITY, NULL};
}

static struct amount_of
figure(struct evaluation *e, const struct rule_node *f)
{
    for (int i = 0; i < f->overrides; i++) {
        if (f->override[i].part == PART_OTHERS)
            return sum_others(e, f, f->override[i].dim);
        if (f->override[i].part >= PART_QUARTERS)
            return sum_parts(e, f, f->override[i].part);
    }
    int part[STORE_DIMS];
    const char *label = NULL;
    const struct statement *st =
        f->earlier ? earlier(e) : chosen(e, key_of(e, f, part, &label));
    if (!st)
        return absent(e, f);
    struct amount_of a = amount_from(e, st);
    if (st != e->at) {
        e->against = st;
        e->present++;
        show_term(e, label ? label : st->source->id, &a);
    }
    return a;
}

static struct amount_of
product(struct amount_of a, struct amount_of b)
{
    /* 0 times unbounded is 0 here: the unbounded side is finite in truth. */
    double p[4] = {a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi};
    struct amount_of out = {INFINITY, -INFINITY, NULL};
    for (int i = 0; i < 4; i++) {
        double x = isnan(p[i]) ? 0 : p[i];
        out.lo = x < out.lo ? x : out.lo;
        out.hi = x > out.hi ? x : out.hi;
    }
    return out;
}

static struct amount_of
evaluate(struct evaluation *e, const struct rule_node *n)
{
    if (n->kind == NODE_NUMBER)
        return (struct amount_of){n->number, n->number, NULL};
    if (n->kind == NODE_FIGURE)
        return figure(e, n);
    struct amount_of a = evaluate(e, n->left), b = evaluate(e, n->right);
    switch (n->kind) {
    case NODE_SUBTRACT:
        b = (struct amount_of){-b.hi, -b.lo, b.unit};
        add_to(e, &a, &b);
        return a;
    case NODE_MULTIPLY:
        return product(a, b);
    case NODE_DIVIDE:
        /* A denominator that may be 0 or less says nothing. */
        if (b.lo <= 0) {
            e->silent = true;
            return a;
        }
        return product(a, (struct amount_of){1 / b.hi, 1 / b.lo, NULL});
    case NODE_ADD:
    case NODE_NUMBER:
    case NODE_FIGURE:
        break;
    }
    add_to(e, &a, &b);
    return a;
}

/* How far LEFT and RIGHT are apart at the least, with sign; 0 when they can agree. */
static double
gap(const struct rule *r, const struct amount_of *a, const struct amount_of *b)
{
    if (a->lo > b->hi && r->compare != '>')
        return a->lo - b->hi;
    if (a->hi < b->lo && r->compare != '<')
        return a->hi - b->lo;
    return 0;
}

static bool
lets_pass(const struct rule *r, const struct amount_of *a, const struct amount_of *b,
          double difference)
{
    double size = fabs(difference);
    double x = fabs(difference > 0 ? a->lo : a->hi);
    double y = fabs(difference > 0 ? b->hi : b->lo);
    double greater = x > y ? x : y, smaller = x > y ? y : x;
    /* What decimal figures cannot show in binary is no difference. */
    double dust = greater * 1e-12;
    return size <= r->slack + dust || size <= r->pass + dust ||
           (r->relative > 0 && size <= r->relative * greater + dust) ||
           (r->factor > 1 && greater <= r->factor * smaller + dust);
}

/* Figures that are added, two or more. */
static bool
is_sum(const struct rule_node *n)
{
    return n->kind == NODE_ADD && (n->left->kind == NODE_FIGURE || is_sum(n->left)) &&
           (n->right->kind == NODE_FIGURE || is_sum(n->right));
}

static void
note_lacking(const struct evaluation *e)
{
    struct findings *r = e->j->r;
    struct findings_rule *rule = &r->rule[e->j->rule->number];
    if (rule->lacking++)
        return;
    rule->first_lacking =
        mem_print(r->run, "%s:%ld: no %s beside [%s, %s]", r->table[e->at->table].file,
                  e->at->row.line, e->lacks, statements_key_text(e->j->s, e->at->key),
                  e->at->source->id);
}

static void
judge_holds(const struct judge *j, const struct statement *st)
{
    const struct rule *r = j->rule;
    struct mem *m = j->r->run;
    struct evaluation e = {.j = j, .at = st, .sum = is_sum(r->left)};
    struct amount_of a = evaluate(&e, r->left), b = evaluate(&e, r->right);
    if (e.silent || (e.lacks && !e.present))
        return;
    if (e.lacks)
        note_lacking(&e);
    j->r->rule[r->number].judged++;
    if (e.units) {
        add_finding(j, st, "unit", false, 0,
                    mem_print(m, "adds %s, which are two units: %s", e.units, r->says));
        return;
    }
    double difference = gap(r, &a, &b);
    if (difference == 0 || lets_pass(r, &a, &b, difference))
        return;
    e = (struct evaluation){.j = j, .at = st, .sum = e.sum, .show = true};
    evaluate(&e, r->left);
    evaluate(&e, r->right);
    char d[NUM_MAX];
    const char *more = e.shown > TERMS_SHOWN
                           ? mem_print(m, " and %d more", e.shown - TERMS_SHOWN)
                           : "";
    add_finding(j, st, "value", true, difference,
                mem_print(m, "%s against %s, a difference of %s%s%s%s%s: %s [%s, %s]",
                          amount_text(m, a.lo, a.hi), amount_text(m, b.lo, b.hi),
                          num_text(difference, d), e.terms ? " (" : "",
                          e.terms ? e.terms : "", more, e.terms ? ")" : "", r->says,
                          statements_key_text(j->s, st->key), st->source->id));
}

static void
judge_published(const struct judge *j, const struct statement *st)
{
    const struct rule *r = j->rule;
    bool end = !strcmp(r->argument, "after end");
    if (!st->source->dated)
        return;
    j->r->rule[r->number].judged++;
    if (st->source->day >= (end ? st->period.last : st->period.first))
        return;
    add_finding(j, st, "source", false, 0,
                mem_print(j->r->run,
                          "%s was published %s, before the %s of %s: %s [%s]",
                          st->source->id, st->source->published, end ? "end" : "start",
                          st->row.cell[j->s->dims - 1], r->says,
                          statements_key_text(j->s, st->key)));
}

static void
judge_marked(const struct judge *j, const struct statement *st)
{
    const struct rule *r = j->rule;
    const char *status = table_cell(&j->s->tab, &st->row, TABLE_STATUS);
    j->r->rule[r->number].judged++;
    if ((strchr(status, *r->argument) != NULL) == (r->kind == RULE_MARKED))
        return;
    add_finding(j, st, "status", false, 0,
                mem_print(j->r->run, "%s %s %s: %s [%s, %s]", status,
                          r->kind == RULE_MARKED ? "lacks" : "has", r->argument,
                          r->says, statements_key_text(j->s, st->key), st->source->id));
}

static void
judge_statements(const struct judge *j)
{
    const struct statements *s = j->s;
    for (int i = 0; i < s->statements; i++) {
        const struct statement *st = &s->statement[i];
        if (j->rule->from == FROM_LATEST && s->key[st->key].best != i)
            continue;
        if (!concerns(j, st))
            continue;
        if (j->rule->kind == RULE_HOLDS)
            judge_holds(j, st);
        else if (j->rule->kind == RULE_PUBLISHED)
            judge_published(j, st);
        else
            judge_marked(j, st);
    }
}

static bool
grade_listed(const char *list, const char *grade)
{
    size_t n = strlen(grade);
    while (*list) {
        size_t len = strcspn(list, ",");
        if (len == n && !strncmp(list, grade, n))
            return true;
        list += len + (list[len] == ',');
    }
    return false;
}

static void
judge_graded(const struct judge *j)
{
    const struct statements *s = j->s;
    for (int k = 0; k < s->keys; k++) {
        const struct statements_key *key = &s->key[k];
        const struct statement *best = statement(j, key->best);
        bool good = false;
        if (!key->n || !concerns(j, best))
            continue;
        for (int i = key->first; i < key->first + key->n; i++)
            good =
                good || grade_listed(j->rule->argument, statement(j, i)->source->grade);
        j->r->rule[j->rule->number].judged++;
        if (!good)
            add_finding(j, best, "source", false, 0,
                        mem_print(j->r->run, "only %s says it: %s [%s, %s]",
                                  best->source->grade, j->rule->says,
                                  statements_key_text(s, k), best->source->id));
    }
}

/* The keys of a series, in the order of time. */
struct series {
    int *key, n;
};

static const struct statements *sorting; /* for by_time() */

static int
by_time(const void *va, const void *vb)
{
    const struct period *a = &sorting->key[*(const int *)va].period;
    const struct period *b = &sorting->key[*(const int *)vb].period;
    if (a->freq != b->freq)
        return a->freq < b->freq ? -1 : 1;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return (a->last > b->last) - (a->last < b->last);
}

/* The ring of periods through key k, unless an earlier key has shown it already. */
static struct series
series_of(const struct judge *j, int k)
{
    const struct statements *s = j->s;
    struct series out = {0};
    int dim = s->dims - 1;
    if (!j->rings->first[dim])
        find_rings(j, dim);
    if (j->rings->first[dim][k] != k)
        return out;
    out.key = mem_array(j->r->run, (size_t)j->rings->size[dim][k], sizeof *out.key);
    int o = k;
    do {
        if (s->key[o].n && concerns(j, statement(j, s->key[o].best)))
            out.key[out.n++] = o;
        o = statements_other(s, o, dim);
    } while (o != k);
    sorting = s;
    if (out.n)
        qsort(out.key, (size_t)out.n, sizeof *out.key, by_time);
    return out;
}

static void
judge_contiguous(const struct judge *j)
{
    const struct statements *s = j->s;
    for (int k = 0; k < s->keys; k++) {
        struct series series = series_of(j, k);
        for (int i = 1; i < series.n; i++) {
            const struct statements_key *a = &s->key[series.key[i - 1]],
                                        *b = &s->key[series.key[i]];
            if (a->period.freq != b->period.freq || a->period.freq == 'I')
                continue;
            j->r->rule[j->rule->number].judged++;
            if (b->period.index == a->period.index + 1)
                continue;
            char from[PERIOD_MAX];
            period_text(a->period.freq, a->period.index + 1, from);
            add_finding(j, statement(j, b->best), "period", true,
                        (double)(b->period.index - a->period.index - 1),
                        mem_print(j->r->run, "%s is missing after %s%s: %s [%s]", from,
                                  statements_text(s, s->dims - 1, a->part[s->dims - 1]),
                                  b->period.index - a->period.index > 2
                                      ? ", and more before this row"
                                      : "",
                                  j->rule->says,
                                  statements_key_text(s, series.key[i])));
        }
    }
}

/* The first statement of the series that has another cell than the first of all. */
static const struct statement *
first_other(const struct judge *j, const struct series *series,
            const struct statement **first)
{
    *first = NULL;
    for (int i = 0; i < series->n; i++) {
        const struct statements_key *key = &j->s->key[series->key[i]];
        for (int a = key->first; a < key->first + key->n; a++) {
            const struct statement *st = statement(j, a);
            if (!*first)
                *first = st;
            else if (strcmp(st->row.cell[j->rule->at], (*first)->row.cell[j->rule->at]))
                return st;
        }
    }
    return NULL;
}

static void
judge_same(const struct judge *j)
{
    const struct rule *r = j->rule;
    for (int k = 0; k < j->s->keys; k++) {
        struct series series = series_of(j, k);
        const struct statement *first, *other = first_other(j, &series, &first);
        j->r->rule[r->number].judged += first != NULL;
        if (other)
            add_finding(j, other, r->argument, false, 0,
                        mem_print(j->r->run, "%s, but %s in %s:%ld: %s [%s, %s]",
                                  other->row.cell[r->at], first->row.cell[r->at],
                                  j->r->table[first->table].file, first->row.line,
                                  r->says, statements_key_text(j->s, other->key),
                                  other->source->id));
    }
}

/* Statements of one source, indicator, geo and register by period, then by key. */
static int
by_parts(const int a[], const int b[], int n)
{
    int i = 0;
    while (i < n && a[i] == b[i])
        i++;
    return i == n ? 0 : a[i] < b[i] ? -1 : 1;
}

static int
by_slice(const void *va, const void *vb)
{
    const struct statement *a = &sorting->statement[*(const int *)va];
    const struct statement *b = &sorting->statement[*(const int *)vb];
    int c = strcmp(a->source->id, b->source->id);
    const int *p = sorting->key[a->key].part, *q = sorting->key[b->key].part;
    int named[3] = {statements_dim(sorting, "indicator"),
                    statements_dim(sorting, "geo"),
                    statements_dim(sorting, "register")};
    for (int i = 0; i < 3 && !c; i++)
        if (named[i] >= 0)
            c = (p[named[i]] > q[named[i]]) - (p[named[i]] < q[named[i]]);
    if (!c)
        c = (a->period.freq > b->period.freq) - (a->period.freq < b->period.freq);
    if (!c)
        c = (a->period.first > b->period.first) - (a->period.first < b->period.first);
    return c ? c : by_parts(p, q, sorting->dims - 1);
}

/* Equal up to the period. */
static bool
same_table(const struct statements *s, const struct statement *a,
           const struct statement *b)
{
    const int *p = s->key[a->key].part, *q = s->key[b->key].part;
    static const char *const named[] = {"indicator", "geo", "register"};
    for (int i = 0; i < 3; i++) {
        int d = statements_dim(s, named[i]);
        if (d >= 0 && p[d] != q[d])
            return false;
    }
    return !strcmp(a->source->id, b->source->id) && a->period.freq == b->period.freq;
}

/* The number of figures that two periods have alike, when these are nine tenths or more
 * of the cells that both have; else 0. Zeros repeat too easily to count. */
static long
repeated(const struct statements *s, const int a[], int n, const int b[], int m)
{
    long common = 0, alike = 0;
    for (int i = 0, k = 0; i < n && k < m;) {
        const struct statement *x = &s->statement[a[i]], *y = &s->statement[b[k]];
        int c = by_parts(s->key[x->key].part, s->key[y->key].part, s->dims - 1);
        if (c == 0 && x->amount.known && y->amount.known && x->amount.value != 0) {
            common++;
            alike += x->amount.value == y->amount.value;
        }
        i += c <= 0;
        k += c >= 0;
    }
    return alike * 10 >= common * 9 ? alike : 0;
}

static void
judge_repeats(const struct judge *j)
{
    const struct statements *s = j->s;
    int *list = mem_array(j->r->run, (size_t)s->statements + 1, sizeof *list), n = 0;
    for (int i = 0; i < s->statements; i++)
        if (s->statement[i].period.freq != 'I' && concerns(j, &s->statement[i]))
            list[n++] = i;
    sorting = s;
    if (n)
        qsort(list, (size_t)n, sizeof *list, by_slice);
    int before = 0, before_n = 0;
    for (int i = 0; i < n;) {
        const struct statement *x = &s->statement[list[i]];
        int k = i;
        while (k < n && same_table(s, x, &s->statement[list[k]]) &&
               s->statement[list[k]].period.index == x->period.index)
            k++;
        const struct statement *y = &s->statement[list[before]];
        if (before_n && same_table(s, y, x) && y->period.index + 1 == x->period.index) {
            long cells = repeated(s, list + before, before_n, list + i, k - i);
            j->r->rule[j->rule->number].judged++;
            if (cells >= j->rule->least)
                add_finding(
                    j, y, "value", true, (double)cells,
                    mem_print(
                        j->r->run,
                        "%ld of the figures of %s stand under %s as well: %s [%s, "
                        "%s]",
                        cells, y->row.cell[s->dims - 1], x->row.cell[s->dims - 1],
                        j->rule->says, statements_key_text(s, y->key), y->source->id));
        }
        before = i;
        before_n = k - i;
        i = k;
    }
}

/* Which statement a comparison comes from. */
struct less_by {
    const struct statement *by;
};

/* Where the periods of a series stand in it, from 1, or that there is no series any more. */
static void
place_periods(const struct judge *j, const struct series *series, bool there)
{
    const struct statements *s = j->s;
    int dim = s->dims - 1;
    if (!j->rings->place)
        j->rings->place =
            mem_array(j->r->run, (size_t)s->names[dim].n + 1, sizeof *j->rings->place);
    for (int i = 0; i < series->n; i++)
        j->rings->place[s->key[series->key[i]].part[dim]] = there ? i + 1 : 0;
}

static bool
find_in(const struct judge *j, const char *text, size_t n, int *at)
{
    const struct statements *s = j->s;
    int part = statements_part(s, s->dims - 1, mem_text(j->r->run, text, n));
    *at = part < 0 ? -1 : j->rings->place[part] - 1;
    return *at >= 0;
}

/* Adds the comparisons of one statement; of <, > one constraint, of = two. */
static size_t
gather(const struct judge *j, int at, const struct statement *st, struct st_less less[],
       struct less_by by[], size_t m)
{
    const char *text = table_cell(&j->s->tab, &st->row, TABLE_COMPARE);
    while (*text) {
        size_t n = strcspn(text, " ");
        int other;
        if (n > 1 && find_in(j, text + 1, n - 1, &other)) {
            size_t a = (size_t)at, b = (size_t)other;
            bool above = *text == '>';
            less[m] = (struct st_less){above ? b : a, above ? a : b, *text != '='};
            by[m++].by = st;
            if (*text == '=') {
                less[m] = (struct st_less){b, a, false};
                by[m++].by = st;
            }
        }
        text += n + (text[n] == ' ');
    }
    return m;
}

static const char *
said(const struct judge *j, const struct statement *st)
{
    const char *compare = table_cell(&j->s->tab, &st->row, TABLE_COMPARE);
    const char *value = table_cell(&j->s->tab, &st->row, TABLE_VALUE);
    return mem_print(
        j->r->run, "%s%s%s%s by %s", st->row.cell[j->s->dims - 1], *value ? " = " : "",
        value, *compare ? mem_print(j->r->run, " (%s)", compare) : "", st->source->id);
}

/* Names the statements of a contradiction, each once. */
static void
report_conflict(const struct judge *j, const struct series *series,
                const struct st_quantity x[], const struct less_by by[],
                const struct st_less less[], const struct st_conflict *c)
{
    struct mem *m = j->r->run;
    const struct statement *named[CHAIN_SHOWN] = {
        statement(j, j->s->key[series->key[0]].best)};
    int n = 0;
    for (size_t i = 0; i < c->n && c->quantity == ST_OWN && n < CHAIN_SHOWN - 1; i++)
        named[n++] = by[c->circle[i]].by;
    for (int side = 0; side < 2 && c->quantity != ST_OWN; side++) {
        size_t q = c->quantity;
        for (;;) {
            const struct st_side *e = side ? &x[q].hi : &x[q].lo;
            if (e->by == ST_OWN || n >= CHAIN_SHOWN - 2)
                break;
            named[n++] = by[e->by].by;
            q = side ? less[e->by].above : less[e->by].below;
        }
        if (n < CHAIN_SHOWN)
            named[n++] = statement(j, j->s->key[series->key[q]].best);
    }
    char *text = NULL;
    for (int i = 0; i < n; i++) {
        bool again = false;
        for (int k = 0; k < i; k++)
            again = again || named[k] == named[i];
        if (!again)
            text = mem_print(m, "%s%s%s", text ? text : "", text ? "; " : "",
                             said(j, named[i]));
    }
    add_finding(j, named[0], "compare", false, 0,
                mem_print(m, "%s, which cannot all be true: %s [%s]", text,
                          j->rule->says, statements_key_text(j->s, named[0]->key)));
}

static void
judge_comparisons(const struct judge *j)
{
    const struct statements *s = j->s;
    for (int k = 0; k < s->keys; k++) {
        struct series series = series_of(j, k);
        size_t room = 0, m = 0, n = (size_t)series.n;
        for (int i = 0; i < series.n; i++) {
            const struct statements_key *key = &s->key[series.key[i]];
            for (int a = key->first; a < key->first + key->n; a++)
                room +=
                    strlen(table_cell(&s->tab, &statement(j, a)->row, TABLE_COMPARE));
        }
        if (!room)
            continue;
        struct st_quantity *x = mem_array(j->r->run, n, sizeof *x);
        struct st_less *less = mem_array(j->r->run, room, sizeof *less);
        struct less_by *by = mem_array(j->r->run, room, sizeof *by);
        place_periods(j, &series, true);
        for (int i = 0; i < series.n; i++) {
            const struct statements_key *key = &s->key[series.key[i]];
            const struct statement *best = statement(j, key->best);
            const struct amount *a = &best->amount;
            x[i] = (struct st_quantity){
                table_counted(table_cell(&s->tab, &best->row, TABLE_UNIT)),
                {best->approx ? -INFINITY : a->lo, false, 0, ST_OWN},
                {best->approx ? INFINITY : a->hi, false, 0, ST_OWN}};
            for (int b = key->first; b < key->first + key->n; b++)
                m = gather(j, i, statement(j, b), less, by, m);
        }
        place_periods(j, &series, false);
        j->r->rule[j->rule->number].judged += (long)m;
        size_t n_work = st_propagate_work(n, m);
        size_t *work = mem_array(j->r->run, n_work, sizeof *work);
        struct st_conflict c;
        if (m && st_propagate(x, n, less, m, work, n_work, &c) == ST_CONTRADICTION)
            report_conflict(j, &series, x, by, less, &c);
    }
}

/* Numbers for the names of columns and indicators. */

struct binding {
    const struct rule *rule;
    const struct statements *s;
    rule_codes *codes;
    struct findings *report;
    int table; /* of the rule's file, or -1 */
    bool sound;
};

static const char *
unknown(const struct binding *b, const char *what, const char *name,
        const char *const there[])
{
    const char *near = msg_nearest(name, there);
    return mem_print(b->s->run, "no %s %s in the ledger%s%s", what, msg_quote(name),
                     near ? "; the nearest is " : "", near ? near : "");
}

static void
need_column(const struct binding *b, long line, int at, const char *name)
{
    if (at < 0)
        die_at(EX_DATAERR, (struct place){b->rule->file, line, NULL}, "rule %s: %s",
               b->rule->name,
               unknown(b, "column", name, (const char *const *)b->s->tab.column));
}

/* The rule is not judged: a name that is nowhere would pass for what was never stated. Only
 * a rule that may find nothing may name what a project has not yet. */
static void
add_unknown(struct binding *b, long line, const char *what, const char *name,
            const char *const there[])
{
    if (b->rule->idle)
        return;
    b->sound = false;
    b->report->rule[b->rule->number].severity = SEVERITY_ERROR;
    findings_add(b->report, (struct finding){.table = b->table,
                                             .rule = b->rule->number,
                                             .type = "row-constraint",
                                             .line = line,
                                             .text = unknown(b, what, name, there)});
}

/* A code of a key column is one that some row has or a list knows. */
static void
need_code(struct binding *b, long line, int dim, const char *code)
{
    const struct statements *s = b->s;
    const struct statements_names *names = &s->names[dim];
    const char *column = s->tab.column[dim];
    struct period p;
    if (statements_part(s, dim, code) >= 0 ||
        (dim == s->dims - 1 ? period_parse(code, &p)
                            : b->codes(column, code) == CODE_LISTED))
        return;
    const char **there = mem_array(s->run, (size_t)names->n + 1, sizeof *there);
    for (int i = 0; i < names->n; i++)
        there[i] = names->text[i];
    add_unknown(b, line, column, code, there);
}

static void
bind_node(struct binding *b, struct rule_node *n)
{
    if (!n)
        return;
    bind_node(b, n->left);
    bind_node(b, n->right);
    for (int i = 0; i < n->overrides; i++) {
        struct rule_override *o = &n->override[i];
        o->dim = statements_dim(b->s, o->column);
        need_column(b, n->line, o->dim, o->column);
        if (o->part == PART_CELL)
            need_code(b, n->line, o->dim, o->text);
    }
    int indicator = n->indicator ? statements_dim(b->s, "indicator") : 0;
    need_column(b, n->line, indicator, "indicator");
    if (n->indicator)
        need_code(b, n->line, indicator, n->indicator);
}

/* Patterns need not meet anything; a code alone is one that there is. */
static void
bind_condition(struct binding *b, struct rule_condition *c)
{
    static const char *const none[] = {NULL};
    if (c->on != ON_KEY && c->on != ON_CELL)
        return;
    c->at = table_find(&b->s->tab, c->name);
    need_column(b, c->line, c->at, c->name);
    c->on = c->at < b->s->dims ? ON_KEY : ON_CELL;
    for (int i = 0; i < c->n; i++) {
        if (c->value[i][strcspn(c->value[i], "*?[\\")])
            continue;
        if (c->on == ON_KEY)
            need_code(b, c->line, c->at, c->value[i]);
        else if (b->codes(c->name, c->value[i]) == CODE_NOT_LISTED)
            add_unknown(b, c->line, c->name, c->value[i], none);
    }
}

/* False when the rule names what is not there. */
static bool
bind(struct binding *b, struct rule *r)
{
    b->table = -1;
    for (int i = 0; i < b->report->tables; i++)
        if (!strcmp(b->report->table[i].file, r->file))
            b->table = i;
    for (int i = 0; i < r->conditions; i++)
        bind_condition(b, &r->condition[i]);
    bind_node(b, r->left);
    bind_node(b, r->right);
    r->at = r->kind == RULE_SAME ? table_find(&b->s->tab, r->argument) : 0;
    need_column(b, r->line, r->at, r->argument);
    return b->sound;
}

void
rule_judge_all(struct rules *rules, struct statements *s, rule_codes *codes,
               struct findings *report)
{
    struct rings rings = {.sum = NULL};
    for (struct rule *r = rules->first; r; r = r->next) {
        struct judge j = {s, report, r, &rings};
        rings.named = (struct texts){0};
        rings.sum = NULL;
        struct binding b = {r, s, codes, report, -1, true};
        r->number =
            findings_rule(report, r->name, r->says, r->severity, r->file, r->line);
        report->rule[r->number].idle = r->idle;
        if (!bind(&b, r)) {
            report->rule[r->number].idle = true;
            continue;
        }
        switch (r->kind) {
        case RULE_CONTIGUOUS:
            judge_contiguous(&j);
            break;
        case RULE_REPEATS:
            judge_repeats(&j);
            break;
        case RULE_COMPARISONS:
            judge_comparisons(&j);
            break;
        case RULE_GRADED:
            judge_graded(&j);
            break;
        case RULE_SAME:
            judge_same(&j);
            break;
        case RULE_HOLDS:
        case RULE_PUBLISHED:
        case RULE_MARKED:
        case RULE_UNMARKED:
            judge_statements(&j);
        }
    }
}
