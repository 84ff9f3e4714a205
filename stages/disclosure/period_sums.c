#include "disclosure/period_sums.h"

#include <stdlib.h>
#include <string.h>

#include "program/msg.h"
#include "table/period.h"

/* The periods of the release, each once, sorted; and those of the cells in order. */
struct periods {
    struct release *r;
    const char **text;
    size_t n;
    const size_t *order;
    struct period *of; /* by place in order; freq 0: a total */
};

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *
text_of(const struct release *r, size_t cell)
{
    return r->cell[cell].code[r->columns - 1];
}

static void
collect(struct periods *p)
{
    struct release *r = p->r;
    bool spans = false, others = false;
    p->text = mem_array(r->run, r->cells + 1, sizeof *p->text);
    p->of = mem_array(r->run, r->cells + 1, sizeof *p->of);
    for (size_t i = 0; i < r->cells; i++) {
        const char *text = text_of(r, p->order[i]);
        if (!period_parse(text, &p->of[i]))
            continue;
        spans = spans || p->of[i].freq == 'I';
        others = others || p->of[i].freq != 'I';
        p->text[p->n++] = text;
    }
    if (p->n)
        qsort(p->text, p->n, sizeof *p->text, by_text);
    if (spans && others)
        note("periods with a slash stand beside others: what they give away of one "
             "another "
             "is not looked at");
}

/* Whether every period of this length within another is that of some cell. */
static bool
all_occur(const struct periods *p, const struct period *within, char freq)
{
    struct period part;
    char text[PERIOD_MAX];
    long year, month, day;
    for (long at = within->first; at <= within->last; at = part.last + 1) {
        period_civil(at, &year, &month, &day);
        long index = freq == 'Q'   ? 4 * year + (month - 1) / 3
                     : freq == 'M' ? 12 * year + month - 1
                                   : at;
        period_text(freq, index, text);
        period_parse(text, &part);
        const char *key = text;
        if (!bsearch(&key, p->text, p->n, sizeof *p->text, by_text))
            return false;
    }
    return true;
}

/* The sum of one longer period, at place i, over the shorter ones at [from, to). */
static void
add(const struct periods *p, size_t i, size_t from, size_t to, char freq)
{
    const struct period *whole = &p->of[i];
    size_t *part = mem_array(p->r->run, to - from + 1, sizeof *part), n = 1;
    part[0] = p->order[i];
    for (size_t k = from; k < to; k++)
        if (p->of[k].freq == freq && p->of[k].first >= whole->first &&
            p->of[k].last <= whole->last)
            part[n++] = p->order[k];
    if (n > 1)
        release_sum_add(p->r, part, n, "period", !all_occur(p, whole, freq));
}

/* Cells alike in all else, at places [from, to): those of a year stand together, since its
 * text begins theirs. */
static void
add_series(const struct periods *p, size_t from, size_t to)
{
    static const char shorter[] = "AQMD";
    for (size_t i = from, year = from; i < to; i++) {
        const char *text = text_of(p->r, p->order[i]);
        if (strncmp(text, text_of(p->r, p->order[year]), 4) != 0)
            year = i;
        const char *freq = p->of[i].freq ? strchr(shorter, p->of[i].freq) : NULL;
        size_t end = i + 1;
        while (end < to && !strncmp(text, text_of(p->r, p->order[end]), 4))
            end++;
        while (freq && *++freq)
            add(p, i, year, end, *freq);
    }
}

void
period_sums(struct release *r)
{
    size_t column = r->columns - 1;
    struct periods p = {.r = r, .order = release_order_without(r, column)};
    collect(&p);
    for (size_t i = 0, end; i < r->cells; i = end) {
        end = i + 1;
        while (end < r->cells && release_alike_but(r, p.order[i], p.order[end], column))
            end++;
        add_series(&p, i, end);
    }
}
