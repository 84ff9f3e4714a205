/* The tables alone, as CSV: what a spreadsheet or a script reads. Several are parted by a
 * blank line. */
#include "document/render.h"
#include "program/stage.h"
#include "table/table.h"

static void
put_table(const struct document *d, const struct doc_table *t, FILE *out)
{
    size_t n = (size_t)t->n;
    char **cell = mem_array(d->m, n, sizeof *cell);
    for (size_t i = 0; i < (t->rows + 1) * n; i++) {
        const char *text = i < n ? t->column[i].head : t->cell[i - n].text;
        cell[i % n] = render_text_of(d->m, text, "");
        if (i % n == n - 1)
            table_write_on(out, cell, t->n);
    }
}

static size_t
put_tables(const struct document *d, const struct doc_node *parent, size_t before,
           FILE *out)
{
    for (const struct doc_node *n = parent->child; n; n = n->next) {
        if (n->table) {
            if (before++)
                putc('\n', out);
            put_table(d, n->table, out);
        }
        before = put_tables(d, n, before, out);
    }
    return before;
}

void
render_csv(const struct document *d, FILE *out)
{
    if (!put_tables(d, &d->body, 0, out))
        usage("--format=csv writes tables alone, and there is none in this");
}
