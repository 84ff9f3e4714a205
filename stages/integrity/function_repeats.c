/*
 * repeats N                    no period repeats N figures or more of the one before, and nine
 *                              tenths of those that both have
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "integrity/function.h"
#include "program/num.h"

#define MOST 1000000000

static void
read(struct rule_reader *in, struct rule *r, const char *rest)
{
    double x;
    if (!num_parse(rest, &x) || x < 1 || x > MOST || x > floor(x))
        rule_wrong(in, "%s is no number of cells, expected a whole one from 1 to %d",
                   msg_quote(rest), MOST);
    r->least = (long)x;
}

/* qsort has no room for it */
static const struct statements *sorting;

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
judge(const struct judge *j)
{
    const struct statements *s = j->s;
    int *list = mem_array(j->r->run, (size_t)s->statements + 1, sizeof *list), n = 0;
    for (int i = 0; i < s->statements; i++)
        if (s->statement[i].period.freq != 'I' && rule_concerns(j, &s->statement[i]))
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
            rule_judged(j);
            if (cells >= j->rule->least)
                rule_finding(
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

const struct rule_function rule_repeats = {
    .name = "repeats", .read = read, .judge = judge};
