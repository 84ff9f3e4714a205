#include "microdata/tally_rows.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "microdata/decimal.h"
#include "microdata/largest.h"
#include "program/mem.h"
#include "table/table.h"

#define RIGHT 7 /* columns of the contract from value on */

/* The texts of a key, parted by NULs; `rest` is what stands behind the columns. */
static size_t
split(const char *key, size_t n, const char *part[], size_t parts)
{
    size_t at = 0;
    for (size_t i = 0; i < parts; i++) {
        part[i] = key + at;
        at += strlen(key + at) + 1;
    }
    return n - at;
}

/* One key of a margin: those columns that bit i of `all` names have the code of the total. */
static void
add_margin(const struct tally_table *t, struct groups *to, const char *const part[],
           const char *rest, size_t rest_n, unsigned long all, amount128 amount)
{
    char *key = NULL;
    size_t n = 0, bit = 0;
    FILE *text = open_memstream(&key, &n);
    if (!text)
        die(EX_OSERR, "out of memory while adding up margins");
    for (size_t i = 0; i < t->columns; i++) {
        bool total = t->column[i].total && (all >> bit & 1);
        bit += t->column[i].total != NULL;
        const char *code = total ? t->column[i].total : part[i];
        fwrite(code, 1, strlen(code) + 1, text);
    }
    fwrite(rest, 1, rest_n, text);
    bool whole = !ferror(text);
    if (fclose(text) || !whole)
        die(EX_OSERR, "out of memory while adding up margins");
    groups_add(to, key, n, amount);
    free(key);
}

/* The groups with those of all margins: new ones, or these when there are none. */
static struct groups *
with_margins(const struct tally_rows *r, struct groups *g, const char *part[])
{
    const struct tally_table *t = r->table;
    unsigned totals = 0;
    for (size_t i = 0; i < t->columns; i++)
        totals += t->column[i].total != NULL;
    if (!totals)
        return g;
    struct groups *to = groups_new(r->memory);
    const char *key;
    size_t n;
    amount128 amount;
    groups_finish(g);
    while (groups_next(g, &key, &n, &amount)) {
        size_t rest_n = split(key, n, part, t->columns);
        for (unsigned long all = 0; all < 1ul << totals; all++)
            add_margin(t, to, part, key + n - rest_n, rest_n, all, amount);
    }
    return to;
}

struct writer {
    const struct tally_rows *r;
    FILE *out;
    char **cell;
    size_t columns, largest; /* all of them, and those of the largest contributions */
    struct mem mem;
    long withheld;
};

static void
write_header(struct writer *w)
{
    const struct tally_table *t = w->r->table;
    static const char *const right[RIGHT] = {"value", "lo",     "hi",    "interval",
                                             "unit",  "status", "source"};
    for (size_t i = 0; i < t->columns; i++)
        w->cell[i] = mem_copy(&w->mem, t->column[i].name);
    for (size_t i = 0; i < RIGHT; i++)
        w->cell[t->columns + i] = mem_copy(&w->mem, right[i]);
    for (size_t i = 0; i < w->largest; i++)
        w->cell[t->columns + RIGHT + i] = mem_print(&w->mem, "largest%zu", i + 1);
    table_write_on(w->out, w->cell, (int)w->columns);
    mem_reset(&w->mem);
}

/* Whether the rules call the sum unsafe. */
static bool
unsafe(const struct writer *w, const char *const part[], const struct largest *l)
{
    const struct tally_table *t = w->r->table;
    st_amount above = 0;
    if (l->negative)
        die(EX_DATAERR,
            "%s %s, period %s: a contribution below 0, of which `largest` and its "
            "rules "
            "can say nothing",
            t->column[0].name, msg_quote(part[0]), part[t->columns - 1]);
    if (w->r->rule && st_concentration(w->r->rule, l->total, l->of, &above))
        die(EX_DATAERR, "%s %s, period %s: a sum of more than 10^21", t->column[0].name,
            msg_quote(part[0]), part[t->columns - 1]);
    return above > 0;
}

/* largest: of a sum, when it is kept, else NULL. */
static void
write_row(struct writer *w, const char *const part[], amount128 amount,
          const struct largest *largest)
{
    const struct tally_table *t = w->r->table;
    char number[DECIMAL_MAX];
    bool small = w->r->below && t->measure != MEASURE_SUM && amount < w->r->below;
    bool withheld = largest ? unsafe(w, part, largest) : small;
    if (t->measure == MEASURE_SUM)
        decimal_text(amount, number);
    else
        decimal_whole(amount, number);
    for (size_t i = 0; i < t->columns; i++)
        w->cell[i] = mem_copy(&w->mem, part[i]);
    char **right = w->cell + t->columns;
    right[0] = withheld ? NULL : number;
    right[1] = small ? mem_copy(&w->mem, "1") : NULL;
    right[2] = small ? mem_print(&w->mem, "%ld", w->r->below - 1) : NULL;
    right[3] = small ? mem_copy(&w->mem, "range") : NULL;
    right[4] = mem_copy(&w->mem, t->unit);
    right[5] =
        withheld ? table_status(&w->mem, t->status, "Q") : mem_copy(&w->mem, t->status);
    right[6] = mem_copy(&w->mem, t->source);
    for (size_t i = 0; i < w->largest; i++) {
        char text[DECIMAL_MAX];
        decimal_text(largest->of[i], text);
        right[RIGHT + i] = mem_copy(&w->mem, text);
    }
    table_write_on(w->out, w->cell, (int)w->columns);
    mem_reset(&w->mem);
    w->withheld += withheld;
}

/* One key more of a group: a text that is counted once, or a contribution. */
static void
add_member(const struct tally_table *t, struct largest *l, const char *rest,
           amount128 amount)
{
    if (t->measure == MEASURE_DISTINCT)
        l->total++;
    else if (t->contributor)
        largest_add(l, amount, 1);
    else
        largest_add(l, decimal_whole_read(rest), amount);
}

/* What is counted once, or contributes, stands behind the codes of its key: keys of one group
 * come together. */
static void
write_members(struct writer *w, struct groups *g, const char *part[])
{
    const struct tally_table *t = w->r->table;
    char *last = NULL;
    size_t last_n = 0, n;
    const char *key;
    amount128 amount;
    struct largest l = {0};
    for (;;) {
        bool any = groups_next(g, &key, &n, &amount);
        size_t codes = any ? n - split(key, n, part, t->columns) : 0;
        if (last && (!any || codes != last_n || memcmp(key, last, codes) != 0)) {
            split(last, last_n, part, t->columns);
            write_row(w, part, l.total, t->largest ? &l : NULL);
            free(last);
            last = NULL;
            l = (struct largest){0};
        }
        if (!any)
            return;
        if (!last) {
            last = malloc(last_n = codes);
            if (!last)
                die(EX_OSERR, "out of memory: %zu bytes wanted", codes);
            memcpy(last, key, codes);
        }
        add_member(t, &l, key + codes, amount);
    }
}

long
tally_rows_write(const struct tally_rows *r, struct groups *g, FILE *out)
{
    struct mem run = {0};
    struct writer w = {.r = r, .out = out};
    w.largest = r->rule ? 0 : r->table->largest;
    w.columns = r->table->columns + RIGHT + w.largest;
    w.cell = mem_array(&run, w.columns, sizeof *w.cell);
    const char **part = mem_array(&run, r->table->columns + 1, sizeof *part);
    struct groups *all = with_margins(r, g, part);
    write_header(&w);
    const char *key;
    size_t n;
    amount128 amount;
    groups_finish(all);
    if (r->table->measure == MEASURE_DISTINCT || r->table->largest) {
        write_members(&w, all, part);
    } else {
        while (groups_next(all, &key, &n, &amount)) {
            split(key, n, part, r->table->columns);
            write_row(&w, part, amount, NULL);
        }
    }
    if (all != g)
        groups_free(all);
    mem_release(&w.mem);
    mem_release(&run);
    return w.withheld;
}
