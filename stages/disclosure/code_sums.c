#include "disclosure/code_sums.h"

#include <stdlib.h>
#include <string.h>

#include "program/msg.h"

/* Cells alike in all but one column, in the order of its codes. */
struct group {
    struct release *r;
    const size_t *cell;
    size_t n, column;
};

static const char *
code_at(const struct group *g, size_t i)
{
    return g->r->cell[g->cell[i]].code[g->column];
}

/* The place of a code in the group; g->n when it is not there. */
static size_t
place_of(const struct group *g, const char *code)
{
    size_t low = 0;
    for (size_t high = g->n; low < high;) {
        size_t middle = (low + high) / 2;
        if (strcmp(code_at(g, middle), code) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < g->n && !strcmp(code_at(g, low), code) ? low : g->n;
}

static bool
is_there(const void *data, const char *code)
{
    const struct group *g = data;
    return place_of(g, code) < g->n;
}

static void
check_same_unit(const struct release *r, size_t total, size_t part)
{
    const struct release_cell *c = &r->cell[part], *of = &r->cell[total];
    if (strcmp(c->unit, of->unit) != 0)
        die_at(EX_DATAERR, (struct place){c->file, c->line, "unit"},
               "%s is not the unit of the total in %s:%ld, %s", msg_quote(c->unit),
               of->file, of->line, msg_quote(of->unit));
}

/* The place of what the i-th cell is a part of: the nearest code above that is there, or the
 * total; g->n when there is none. */
static size_t
whole_of(const struct group *g, const struct parents *p, size_t i)
{
    const char *code = code_at(g, i);
    if (!strcmp(code, g->r->total))
        return g->n;
    while (p && (code = parents_of(p, code))) {
        size_t at = place_of(g, code);
        if (at < g->n)
            return at;
    }
    return place_of(g, g->r->total);
}

/* The sum whose total is at this place, over all cells whose whole it is. */
static void
add_sum(const struct group *g, const size_t whole[], size_t total,
        const struct parents *p, bool at_most)
{
    struct release *r = g->r;
    size_t *part = mem_array(r->run, g->n, sizeof *part), n = 1;
    part[0] = g->cell[total];
    for (size_t i = 0; i < g->n; i++)
        if (whole[i] == total) {
            check_same_unit(r, part[0], g->cell[i]);
            part[n++] = g->cell[i];
        }
    const char *code = code_at(g, total);
    if (p && !at_most)
        at_most = !parents_complete(p, strcmp(code, r->total) != 0 ? code : NULL,
                                    is_there, g);
    release_sum_add(r, part, n, r->column[g->column], at_most);
}

static void
add_sums(const struct group *g, const struct parents *p, bool at_most)
{
    struct mem m = {0};
    size_t *whole = mem_array(&m, g->n, sizeof *whole);
    bool *has_parts = mem_array(&m, g->n + 1, sizeof *has_parts);
    for (size_t i = 0; i < g->n; i++)
        has_parts[whole[i] = whole_of(g, p, i)] = true;
    for (size_t i = 0; i < g->n; i++)
        if (has_parts[i])
            add_sum(g, whole, i, p, at_most);
    mem_release(&m);
}

void
code_sums(struct release *r, size_t column, struct parents *p, bool at_most)
{
    const size_t *order = release_order_without(r, column);
    for (size_t i = 0; p && i < r->cells; i++) {
        struct parent_code *c = parents_find(p, r->cell[i].code[column]);
        if (c)
            c->occurs = true;
    }
    for (size_t i = 0, end; i < r->cells; i = end) {
        for (end = i + 1;
             end < r->cells && release_alike_but(r, order[i], order[end], column);)
            end++;
        add_sums(&(struct group){r, order + i, end - i, column}, p, at_most);
    }
}
