#include <stdlib.h>
#include <string.h>

#include "document/display.h"
#include "program/num.h"
#include "tabulation/printed.h"

void
printed_read_sources(struct printed *t, const struct entry *e, const char *text,
                     const char *column, struct places *cited)
{
    size_t n;
    for (; *text; text += n + (text[n] == '+')) {
        const struct source *s = sources_next(&t->cite, text, &n);
        char *id = mem_text(t->m, text, n);
        if (!s && *t->cite.path)
            table_die(&t->tab, &e->row, column, "%s is not in the list of sources %s",
                      msg_quote(mem_text(t->m, id, strcspn(id, "@"))), t->cite.path);
        printed_cite(t, cited, texts_add(t->m, &t->source, id));
    }
}

static void
read_bounds(struct printed *t, struct entry *e)
{
    const char *lo = printed_cell(t, e, TABLE_LO), *hi = printed_cell(t, e, TABLE_HI);
    const char *interval = printed_cell(t, e, TABLE_INTERVAL);
    /* That a count is not negative needs no saying. */
    if (!strcmp(lo, "0") && !*hi && table_counted(printed_cell(t, e, TABLE_UNIT)))
        lo = "";
    e->bounds = display_bounds(t->m, lo, hi, interval, t->how->digits, t->how->page,
                               &t->rounded);
    if (display_has_mark(e->bounds, 'k'))
        t->used |= DISPLAY_MARK('k');
    t->ci |= *e->bounds && !strncmp(interval, "ci", 2);
    t->cri |= *e->bounds && !strncmp(interval, "cri", 3);
    t->pi |= *e->bounds && !strncmp(interval, "pi", 2);
}

static void
read_entry(struct printed *t, struct entry *e)
{
    struct amount a = table_amount(&t->tab, &e->row);
    const char *interval = printed_cell(t, e, TABLE_INTERVAL);
    const char *method = printed_named(t, e, "method");
    e->marks = display_marks(printed_cell(t, e, TABLE_STATUS), interval);
    read_bounds(t, e);
    e->value = a.known ? display_number(t->m, printed_cell(t, e, TABLE_VALUE),
                                        t->how->digits, t->how->page, &t->rounded)
                       : display_set(t->m, e->marks & DISPLAY_ABSENT);
    if (a.known && display_is_mark(e->value, 'k'))
        e->marks |= DISPLAY_MARK('k');
    e->unit = labels_get(&t->labels, "unit", printed_cell(t, e, TABLE_UNIT));
    t->ranges |= !a.known && *e->bounds && !strcmp(interval, "range");
    t->used |= e->marks;
    if (*method)
        texts_add(t->m, &t->method, method);
    printed_read_sources(t, e, printed_cell(t, e, TABLE_SOURCE), "source", &e->cited);
}

static void
look_at_column(struct printed *t, int c)
{
    t->constant[c] = t->n > 0 && c != t->tab.at[TABLE_PERIOD];
    t->numeric[c] = c > t->tab.at[TABLE_SOURCE];
    for (size_t i = 0; i < t->n; i++) {
        const char *text = t->entry[i].row.cell[c];
        double number;
        if (strcmp(text, t->entry[0].row.cell[c]))
            t->constant[c] = false;
        if (*text && !num_parse(text, &number))
            t->numeric[c] = false;
    }
}

/* A row on its way to its place; name: of each key column, NULL but of areas. */
struct placed {
    struct entry entry;
    const char **name;
    int key;
};

/* The order of the table, but areas by the names that are shown. */
static int
by_name(const void *va, const void *vb)
{
    const struct placed *a = va, *b = vb;
    for (int c = 0; c < a->key; c++) {
        if (!strcmp(a->entry.row.cell[c], b->entry.row.cell[c]))
            continue;
        if (!a->name[c])
            break;
        int d = strcmp(a->name[c], b->name[c]);
        if (d)
            return d;
    }
    return (a->entry.at > b->entry.at) - (a->entry.at < b->entry.at);
}

static void
order(struct printed *t)
{
    size_t key = (size_t)t->tab.key;
    struct placed *row = mem_array(t->m, t->n + 1, sizeof *row);
    const char **name = mem_array(t->m, t->n * key + 1, sizeof *name);
    for (size_t i = 0; i < t->n; i++) {
        row[i] = (struct placed){t->entry[i], name + i * key, t->tab.key};
        for (size_t c = 0; c < key; c++)
            if (labels_are_areas(t->tab.column[c]))
                row[i].name[c] =
                    labels_get(&t->labels, t->tab.column[c], t->entry[i].row.cell[c]);
    }
    qsort(row, t->n, sizeof *row, by_name);
    for (size_t i = 0; i < t->n; i++)
        t->entry[i] = row[i].entry;
}

void
printed_read(struct printed *t)
{
    size_t size = 0;
    struct table_row row;
    table_open(&t->tab, t->m, t->how->file, table_contract, TABLE_ANY);
    while (table_next(&t->tab, &row)) {
        table_period(&t->tab, &row);
        if (t->n == size) {
            size_t more = size ? 2 * size : 64;
            t->entry = mem_grow(t->m, t->entry, size * sizeof *t->entry,
                                more * sizeof *t->entry);
            size = more;
        }
        t->entry[t->n] =
            (struct entry){.row = table_keep(&t->tab, t->m, &row), .at = t->n};
        t->n++;
    }
    table_close(&t->tab);
    size_t columns = (size_t)t->tab.n;
    if (!t->how->across || !*t->how->across)
        order(t);
    for (size_t i = 0; i < t->n; i++)
        read_entry(t, &t->entry[i]);
    t->constant = mem_array(t->m, columns, sizeof *t->constant);
    t->apart = mem_array(t->m, columns, sizeof *t->apart);
    t->numeric = mem_array(t->m, columns, sizeof *t->numeric);
    for (int c = 0; c < t->tab.n; c++)
        look_at_column(t, c);
}
