#include "integrity/evaluate.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "program/num.h"

const char *
evaluation_amount(struct mem *m, double lo, double hi)
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
                         label, evaluation_amount(m, a->lo, a->hi));
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
        return rule_statement(e->j, e->j->s->key[key].best);
    int i = statements_from(e->j->s, key, e->at->source);
    return i < 0 ? NULL : rule_statement(e->j, i);
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
    rings_find(r, e->j->r->run, e->j->s, dim);
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
    return i > k->first ? rule_statement(e->j, i - 1) : NULL;
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

struct amount_of
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
