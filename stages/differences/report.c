#include "differences/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"
#include "table/result.h"

/* Relative to what is added up. */
#define ROUNDING 1e-13

static struct list {
    struct listed {
        const char *line;
        double size;
        size_t place;
    } * item;
    size_t n;
} list[CHANGES];

/* A cell for reading: a number as it is, a text in quotes. */
static const char *
shown(const char *cell, struct mem *m)
{
    double x;
    if (!*cell)
        return "nothing";
    return num_parse(cell, &x) ? cell : mem_copy(m, msg_quote(cell));
}

/* What a row says that has nothing to be compared with, or is the same. */
static char *
say_alone(int which, const struct table_row *row, struct mem *m)
{
    const struct table *t = &differences.side[which].tab;
    const char *value = table_cell(t, row, TABLE_VALUE);
    const char *lo = table_cell(t, row, TABLE_LO), *hi = table_cell(t, row, TABLE_HI);
    const char *text = *value       ? mem_print(m, "value %s", value)
                       : *lo || *hi ? mem_print(m, "%s..%s", lo, hi)
                                    : mem_print(m, "no value, status %s",
                                                table_cell(t, row, TABLE_STATUS));
    return mem_print(m, "%s (%s)", text, table_cell(t, row, TABLE_SOURCE));
}

static char *
say_changes(const struct difference *r, struct mem *m)
{
    char *text = mem_copy(m, "");
    for (int i = 0; i < differences.n_compared; i++) {
        const struct compared *c = &differences.compared[i];
        const char *old = r->of[OLD]->cell[c->at[OLD]];
        const char *new = r->of[NEW]->cell[c->at[NEW]];
        if (differences_cells(c, old, new) == SAME)
            continue;
        text = mem_print(m, "%s%s%s %s -> %s", text, *text ? "; " : "", c->name,
                         shown(old, m), shown(new, m));
        if (c->change == REVISED && *r->revision)
            text = mem_print(m, "%s (%s%s%s%s%s)", text, r->difference > 0 ? "+" : "",
                             r->revision, *r->percent ? ", " : "",
                             *r->percent ? result_round(m, strtod(r->percent, NULL), 3)
                                         : "",
                             *r->percent ? " %" : "");
    }
    return text;
}

/* How much a row matters in a list by size: its revision, or the one number that it has. */
static double
size_of(const struct difference *r)
{
    double x = 0;
    if (r->change == REVISED)
        return fabs(r->difference);
    for (int s = 0; s < 2; s++)
        if (r->of[s])
            num_parse(table_cell(&differences.side[s].tab, r->of[s], TABLE_VALUE), &x);
    return fabs(x);
}

void
changes_list(const struct difference *r, struct mem *m, struct mem *run)
{
    struct list *l = &list[r->change];
    if (differences.limit && !differences.largest && l->n == (size_t)differences.limit)
        return;
    int from = r->of[NEW] ? NEW : OLD;
    bool alone = r->change >= REMOVED;
    const char *line =
        mem_print(run, "%-8s  %s: %s", change_name[r->change],
                  differences_key_text(from, r->of[from], m),
                  alone ? say_alone(from, r->of[from], m) : say_changes(r, m));
    l->item = mem_more(run, l->item, l->n, sizeof *l->item);
    l->item[l->n] = (struct listed){line, size_of(r), l->n};
    l->n++;
}

static int
by_size(const void *va, const void *vb)
{
    const struct listed *a = va, *b = vb;
    if (a->size != b->size)
        return a->size < b->size ? 1 : -1;
    return (a->place > b->place) - (a->place < b->place);
}

static void
write_list(enum change change)
{
    const struct list *l = &list[change];
    size_t n = differences.limit && (size_t)differences.limit < l->n
                   ? (size_t)differences.limit
                   : l->n;
    if (!l->n)
        return;
    if (differences.largest)
        qsort(l->item, l->n, sizeof *l->item, by_size);
    putchar('\n');
    for (size_t i = 0; i < n; i++)
        puts(l->item[i].line);
    if ((long)n < differences.count[change])
        printf("and %ld more %s; --limit=0 lists all\n",
               differences.count[change] - (long)n, change_name[change]);
}

/* What adding up left over of revisions that cancel out is 0. */
static double
mean_revision(const struct difference_tally *t)
{
    return fabs(t->sum) <= ROUNDING * t->sum_size ? 0 : t->sum / (double)t->n;
}

void
changes_report(struct mem *run)
{
    long n = differences_changed(),
         other[2] = {differences.count[REMOVED], differences.count[ADDED]};
    for (int s = 0; s < 2; s++)
        printf("%s: %ld rows = %ld the same + %ld changed + %ld %s\n",
               differences.side[s].tab.in.file, differences.side[s].tab.rows,
               differences.count[SAME], n, other[s],
               change_name[s == OLD ? REMOVED : ADDED]);
    const char *sep = "changed: ";
    for (int c = UNIT; c < REMOVED; c++)
        if (differences.count[c]) {
            printf("%s%ld %s", sep, differences.count[c], change_name[c]);
            sep = ", ";
        }
    if (n)
        putchar('\n');
    for (struct difference_tally *t = differences.tally; t; t = t->next)
        if (t->up || t->down)
            printf("%s: numbers in both %ld, revised up %ld, down %ld; mean revision "
                   "%s, mean absolute %s, greatest %s%s (%s)\n",
                   t->unit, t->n, t->up, t->down,
                   result_round(run, mean_revision(t), 3),
                   result_round(run, t->sum_size / (double)t->n, 3),
                   t->greatest > 0 ? "+" : "", result_round(run, t->greatest, 15),
                   t->greatest_key);
    for (int c = 0; c < CHANGES; c++)
        write_list((enum change)c);
}
