#include <stdlib.h>
#include <string.h>

#include "program/stage.h"
#include "tabulation/printed.h"

/* The entry's column when set across, in codes or in words; constant parts are left out
 * unless all are. */
static const char *
parts_of(struct printed *t, const struct entry *e, bool words)
{
    const char *out = NULL;
    for (int pass = 0; pass < 2 && !out; pass++)
        for (int c = 0; c < t->tab.key; c++)
            if (t->apart[c] && (pass || !t->constant[c])) {
                const char *part = words ? printed_label(t, e, c) : e->row.cell[c];
                out =
                    out ? mem_print(t->m, words ? "%s, %s" : "%s,%s", out, part) : part;
            }
    return out;
}

static const char *
column_of(struct printed *t, const struct entry *e)
{
    const char *code = t->how->names ? parts_of(t, e, false) : "";
    size_t n = strlen(code);
    for (size_t i = 0; i < t->how->names; i++)
        if (!strncmp(t->how->name[i], code, n) && t->how->name[i][n] == '=')
            return t->how->name[i] + n + 1;
    return parts_of(t, e, true);
}

/* The entry's line: its key without what is set across. */
static const char *
line_of(struct printed *t, const struct entry *e)
{
    const char *out = "";
    for (int c = 0; c < t->tab.key; c++)
        if (!t->apart[c])
            out = mem_print(t->m, "%s\n%s", out, e->row.cell[c]);
    return out;
}

static void
set_apart(struct printed *t, const char *name)
{
    int c = table_find_named(&t->tab, name, "--across");
    if (c >= t->tab.key)
        die_at(EX_DATAERR, (struct place){t->tab.in.file, 1, NULL},
               "column %s is not left of value: --across takes columns of the key",
               msg_quote(name));
    t->apart[c] = true;
}

static void
check_name(const struct printed *t, const char *name)
{
    const char *text = name + strcspn(name, "=");
    for (size_t c = 0; *text && c < t->column.n; c++)
        if (!strcmp(t->column.item[c], text + 1))
            return;
    if (!t->how->as_of)
        usage("--name: no column set across has the code %s",
              msg_quote_n(name, strcspn(name, "=")));
}

struct keyed {
    const char *line;
    struct entry *entry;
};

static int
by_line(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    return strcmp(x->line, y->line);
}

/* Lines stand in order of their keys, columns in order of appearance. */
void
printed_across(struct printed *t)
{
    for (const char *p = t->how->across; *p;
         p += strcspn(p, ",") + (p[strcspn(p, ",")] == ','))
        set_apart(t, mem_text(t->m, p, strcspn(p, ",")));
    struct keyed *k = mem_array(t->m, t->n + 1, sizeof *k);
    for (size_t i = 0; i < t->n; i++) {
        struct entry *e = &t->entry[i];
        e->column = texts_add(t->m, &t->column, column_of(t, e));
        k[i] = (struct keyed){line_of(t, e), e};
    }
    for (size_t i = 0; i < t->how->names; i++)
        check_name(t, t->how->name[i]);
    if (t->n)
        qsort(k, t->n, sizeof *k, by_line);
    t->line.item = mem_array(t->m, t->n + 1, sizeof *t->line.item);
    for (size_t i = 0; i < t->n; i++) {
        if (!i || strcmp(k[i].line, k[i - 1].line))
            t->line.item[t->line.n++] = k[i].line;
        k[i].entry->line = t->line.n - 1;
    }
}
