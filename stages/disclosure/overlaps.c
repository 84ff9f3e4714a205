#include "disclosure/overlaps.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "program/msg.h"
#include "program/texts.h"

#define GROUPS ((size_t)64) /* that are looked at */
#define CHANCE 5.0          /* bits that are wanted beyond what could have been tried */
#define NAMES 10.0          /* bits that codes count which begin as another does */

struct range {
    double lo, hi;
};

/* The codes of a column but the total; of each group of cells alike in all else what is
 * published of each code: of[group * code.n + code]. */
struct overlaps {
    const struct release *r;
    struct mem m;
    struct texts code;
    struct range *of;
    size_t groups;
};

/* One code as the sum of others. */
struct guess {
    size_t whole, *part, n;
};

static void
collect(struct overlaps *o, size_t column)
{
    const struct release *r = o->r;
    const size_t *order = release_order_without(r, column);
    for (size_t i = 0; i < r->cells; i++)
        if (strcmp(r->cell[i].code[column], r->total) != 0)
            texts_add(&o->m, &o->code, r->cell[i].code[column]);
    o->of = mem_array(&o->m, GROUPS * o->code.n + 1, sizeof *o->of);
    for (size_t i = 0; i < r->cells; i++) {
        const struct release_cell *c = &r->cell[order[i]];
        if (!i || !release_alike_but(r, order[i - 1], order[i], column))
            o->groups++;
        if (o->groups > GROUPS)
            break;
        if (!strcmp(c->code[column], r->total))
            continue;
        size_t at = texts_add(&o->m, &o->code, c->code[column]);
        o->of[(o->groups - 1) * o->code.n + at] = (struct range){c->lo, c->hi};
    }
    o->groups = o->groups < GROUPS ? o->groups : GROUPS;
}

/* How many bits speak for the guess: those of the sums that are published whole, each part of
 * which says something in one of them. Below 0 when it is wrong. */
static double
evidence(const struct overlaps *o, const struct guess *s, size_t *times)
{
    double bits = 0;
    uint64_t says = 0, wanted = 0;
    *times = 0;
    for (size_t g = 0; g < o->groups; g++) {
        const struct range *row = o->of + g * o->code.n, *whole = &row[s->whole];
        struct range sum = {0, 0};
        uint64_t here = 0;
        for (size_t k = 0; k < s->n; k++) {
            sum.lo += row[s->part[k]].lo;
            sum.hi += row[s->part[k]].hi;
            here |= (uint64_t)(row[s->part[k]].lo > 0) << k % 64;
            wanted |= (uint64_t)1 << k % 64;
        }
        if (sum.lo > whole->hi || sum.hi < whole->lo)
            return -1;
        if (sum.lo == sum.hi && whole->lo == whole->hi && sum.lo > 0) {
            bits += log2(1 + sum.lo);
            says |= here;
            ++*times;
        }
    }
    return says == wanted ? bits : 0;
}

static const char *
said(struct overlaps *o, const struct guess *s)
{
    const char **name = mem_array(&o->m, s->n + 1, sizeof *name);
    for (size_t k = 0; k < s->n; k++)
        name[k] = o->code.item[s->part[k]];
    return texts_join(&o->m, name, s->n, " + ");
}

/* A guess for which so many bits are enough is told of, and ends the run. */
static void
judge(struct overlaps *o, size_t column, const struct guess *s, double enough)
{
    size_t times;
    if (s->n < 2 || evidence(o, s, &times) < enough)
        return;
    const char *name = o->r->column[column], *whole = o->code.item[s->whole];
    const char *seen =
        times ? mem_print(&o->m, "is %s where all are published, %zu times", said(o, s),
                          times)
              : mem_print(&o->m, "could be %s by its name and the figures", said(o, s));
    if (o->r->leave_broken)
        note("%s: %s %s: if it is their sum, --parents is to say so", name, whole,
             seen);
    else
        die(EX_DATAERR,
            "%s: %s %s: --parents=%s=FILE says which codes are parts of others, "
            "--parents=%s= that none is",
            name, whole, seen, name, name);
}

/* Whether b begins as a does, and no code between them does. */
static bool
is_below(const struct overlaps *o, size_t a, size_t b)
{
    const char *whole = o->code.item[a], *part = o->code.item[b];
    size_t n = strlen(whole);
    bool below = a != b && strlen(part) > n && !strncmp(part, whole, n);
    for (size_t i = 0; i < o->code.n && below; i++) {
        size_t between = strlen(o->code.item[i]);
        below = between <= n || between >= strlen(part) ||
                strncmp(part, o->code.item[i], between) != 0;
    }
    return below;
}

/* N1 or UK-1 as parts of N and UK; not C10 of C1. */
static bool
is_numbered(const char *whole, const char *part)
{
    size_t n = strlen(whole);
    return !strchr("0123456789", whole[n - 1]) && strchr("0123456789_.-", part[n]);
}

static void
try_names(struct overlaps *o, size_t column)
{
    struct guess s = {0, mem_array(&o->m, o->code.n + 1, sizeof *s.part), 0};
    for (; s.whole < o->code.n; s.whole++) {
        const char *whole = o->code.item[s.whole];
        bool numbered = *whole;
        s.n = 0;
        for (size_t i = 0; i < o->code.n; i++)
            if (is_below(o, s.whole, i)) {
                s.part[s.n++] = i;
                numbered = numbered && is_numbered(whole, o->code.item[i]);
            }
        double chance = fmax(log2((double)o->code.n) + CHANCE - NAMES, 1);
        judge(o, column, &s, numbered ? 0 : chance);
    }
}

static void
try_all(struct overlaps *o, size_t column)
{
    size_t part[OVERLAPS_CODES];
    struct guess s = {0, part, 0};
    for (; s.whole < o->code.n; s.whole++)
        for (unsigned in = 0; in < 1u << o->code.n; in++) {
            s.n = 0;
            for (size_t i = 0; i < o->code.n; i++)
                if (in >> i & 1)
                    part[s.n++] = i;
            if (!(in >> s.whole & 1))
                judge(o, column, &s,
                      log2((double)o->code.n) + (double)o->code.n - 1 + CHANCE);
        }
}

void
overlaps_check(const struct release *r, size_t column)
{
    struct overlaps o = {.r = r};
    collect(&o, column);
    if (o.code.n > 2) {
        try_names(&o, column);
        if (o.code.n <= OVERLAPS_CODES)
            try_all(&o, column);
        note("no sum over %s is published whole: that none of its codes is a part of "
             "another is taken as given (--parents)",
             r->column[column]);
    }
    mem_release(&o.m);
}
