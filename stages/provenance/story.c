#include "provenance/story.h"

#include <string.h>

#include "document/display.h"

void
story_open(struct story *y, struct mem *m, const struct lineage *line,
           const char *codes)
{
    *y = (struct story){
        .m = m, .line = line, .level = 3, .digits = DISPLAY_DIGITS, .letters = ""};
    labels_open(&y->labels, m, codes);
    y->mark = mem_array(m, line->rows, sizeof *y->mark);
}

void
story_about(struct story *y, const size_t row[], size_t n)
{
    memset(y->mark, 0, y->line->rows * sizeof *y->mark);
    for (size_t i = 0; i < n; i++)
        lineage_mark(y->line, row[i], y->mark);
    y->n_said = 0;
    y->said = NULL;
}

/* What stands right of the contract's columns: method, verdict, reason, numerator. */
static void
put_rest(struct story *y, struct doc_node *list, size_t row)
{
    const struct line_row *r = &y->line->row[row];
    const struct table *t = &y->line->table[r->table].tab;
    for (int c = t->key + 1; c < t->n; c++) {
        bool known = false;
        for (int i = 0; i < TABLE_COLUMNS; i++)
            known |= c == t->at[i];
        if (!known && *r->cell[c])
            doc_item(list, mem_print(y->m, "%s: %s", t->column[c], r->cell[c]));
    }
}

void
story_number(struct story *y, size_t row)
{
    bool rounded = false;
    const char *unit = lineage_cell(y->line, row, TABLE_UNIT);
    doc_heading(y->body, 2,
                mem_print(y->m, "%s: %s", story_title(y, row),
                          story_printed(y, row, &rounded)));
    struct doc_node *list = doc_list(y->body, NULL, false);
    if (rounded)
        doc_item(list, mem_print(y->m, "exactly %s; above as the table prints it",
                                 story_exact(y, row)));
    doc_item(list, mem_print(y->m, "unit: %s", labels_get(&y->labels, "unit", unit)));
    doc_item(list, mem_print(y->m, "status %s", story_status(y, row)));
    put_rest(y, list, row);
    doc_item(list, story_place(y, row));
}
