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

/* The order of two rows: that of the table, but areas by the names that are shown. */
static int
by_name(struct printed *t, const struct entry *a, const struct entry *b)
{
    for (int c = 0; c < t->tab.key; c++) {
        const char *column = t->tab.column[c];
        if (!strcmp(a->row.cell[c], b->row.cell[c]))
            continue;
        if (strcmp(column, "geo") != 0 && strcmp(column, "citizenship") != 0)
            break;
        int d = strcmp(printed_label(t, a, c), printed_label(t, b, c));
        if (d)
            return d;
    }
    return (a->at > b->at) - (a->at < b->at);
}

static void
order(struct printed *t)
{
    for (size_t i = 1; i < t->n; i++) {
        struct entry e = t->entry[i];
        size_t k = i;
        for (; k && by_name(t, &t->entry[k - 1], &e) > 0; k--)
            t->entry[k] = t->entry[k - 1];
        t->entry[k] = e;
    }
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
    t->numeric = mem_array(t->m, columns, sizeof *t->numeric);
    if (!t->how->across || !*t->how->across)
        order(t);
    for (size_t i = 0; i < t->n; i++)
        read_entry(t, &t->entry[i]);
    t->constant = mem_array(t->m, columns, sizeof *t->constant);
    t->apart = mem_array(t->m, columns, sizeof *t->apart);
    for (int c = 0; c < t->tab.n; c++)
        look_at_column(t, c);
}
