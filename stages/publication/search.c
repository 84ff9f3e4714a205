/* What the search finds: figures and articles by their titles, numbers by their value. A script
 * that sets one variable, since a page from a file system may not fetch. */
#include <jansson.h>
#include <string.h>

#include "dataset/labels.h"
#include "program/msg.h"
#include "publication/site.h"
#include "table/table.h"

static void
add(json_t *all, const char *text, const char *page)
{
    if (json_array_append_new(all, json_pack("[ss]", text, page)))
        die(EX_OSERR, "out of memory for the index of the search");
}

/* "4,746: " and the words of its key. */
static const char *
words_of(struct labels *labels, struct mem *m, const struct table *t,
         const struct table_row *row)
{
    const char *text = row->cell[t->at[TABLE_VALUE]];
    for (int i = 0; i < t->key; i++)
        if (strcmp(row->cell[i], "_T") != 0 && *row->cell[i])
            text = mem_print(m, "%s%s %s", text, i ? "," : "",
                             i == t->at[TABLE_PERIOD]
                                 ? row->cell[i]
                                 : labels_get(labels, t->column[i], row->cell[i]));
    return text;
}

static void
add_table(struct labels *labels, json_t *all, const struct recipe_table *r)
{
    struct mem m = {0}, file = {0};
    struct table t;
    struct table_row row;
    const char *page = mem_print(&file, "figures/%s.html", r->name);
    add(all, r->title, page);
    table_open(&t, &file, r->file, table_contract, TABLE_ANY);
    while (table_next(&t, &row)) {
        if (*row.cell[t.at[TABLE_VALUE]])
            add(all, words_of(labels, &m, &t, &row),
                site_number(&m, r->name, row.cell, t.key));
        mem_reset(&m);
    }
    table_close(&t);
    mem_release(&m);
    mem_release(&file);
}

void
site_search(const struct site *s)
{
    json_t *all = json_array();
    struct labels labels;
    if (!all)
        die(EX_OSERR, "out of memory for the index of the search");
    labels_open(&labels, s->run, s->codes);
    for (size_t i = 0; i < s->recipe->articles; i++) {
        const struct recipe_claims *a = &s->recipe->claims[i];
        add(all, site_article(s->run, a),
            mem_print(s->run, "articles/%s.html", a->name));
    }
    for (size_t i = 0; i < s->recipe->tables; i++)
        if (!site_is_trend(&s->recipe->table[i]))
            add_table(&labels, all, &s->recipe->table[i]);
    FILE *out = site_file(s, s->run, "numbers.js");
    fputs("var numbers = ", out);
    json_dumpf(all, out, JSON_ENSURE_ASCII | JSON_COMPACT);
    fputs(";\n", out);
    site_close(s, s->run, "numbers.js", out);
    json_decref(all);
}
