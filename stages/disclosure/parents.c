#include "disclosure/parents.h"

#include <stdlib.h>
#include <string.h>

#include "program/msg.h"
#include "program/texts.h"
#include "table/csv_in.h"

static int
by_code(const void *a, const void *b)
{
    return strcmp(((const struct parent_code *)a)->code,
                  ((const struct parent_code *)b)->code);
}

static size_t
place_in(const struct csv_in *in, const struct csv_row *header, const char *name)
{
    for (size_t i = 0; i < header->n; i++)
        if (!strcmp(header->cell[i], name))
            return i;
    die_at(EX_DATAERR, (struct place){in->file, header->line, NULL},
           "no column %s, expected a code list with the columns code and parent", name);
}

static bool
next_row(struct csv_in *in, struct csv_row *row)
{
    enum csv_got got = csv_next(in, row);
    if (got == CSV_BAD)
        csv_die(in);
    return got == CSV_ROW;
}

static void
take_row(struct parents *p, struct mem *run, const char *code, const char *parent,
         const char *total)
{
    if (!(p->n & (p->n - 1)))
        p->code = mem_grow(run, p->code, p->n * sizeof *p->code,
                           2 * (p->n + 1) * sizeof *p->code);
    bool part = *parent && strcmp(parent, total) != 0;
    p->code[p->n++] = (struct parent_code){mem_copy(run, code),
                                           part ? mem_copy(run, parent) : NULL, false};
}

static void
read_list(struct parents *p, struct mem *run, const char *path, const char *total)
{
    struct csv_in in;
    struct csv_row row;
    csv_open(&in, run, path, ',', 0);
    if (!next_row(&in, &row))
        die(EX_DATAERR, "%s: is empty, expected a header line", in.file);
    size_t width = row.n;
    struct texts listed = {0}, above = {0};
    size_t code = place_in(&in, &row, "code"), parent = place_in(&in, &row, "parent");
    while (next_row(&in, &row)) {
        if (row.n != width)
            die_at(EX_DATAERR, (struct place){in.file, row.line, NULL},
                   "the row has %zu cells, expected %zu as in the header", row.n,
                   width);
        take_row(p, run, row.cell[code], row.cell[parent], total);
        texts_add(run, &listed, row.cell[code]);
        if (p->code[p->n - 1].parent)
            texts_add(run, &above, row.cell[parent]);
    }
    /* A code that stands there as a parent alone is one all the same. */
    for (size_t i = 0; i < above.n; i++)
        if (!texts_has(&listed, above.item[i]))
            take_row(p, run, above.item[i], "", total);
    csv_close(&in);
}

/* Each code once, and none above itself. */
static void
check(const struct parents *p, const char *path)
{
    for (size_t i = 0; i < p->n; i++) {
        const char *code = p->code[i].code, *above = code;
        if (i && !strcmp(p->code[i - 1].code, code))
            die(EX_DATAERR, "%s: the code %s stands there twice", path,
                msg_quote(code));
        for (size_t steps = 0; above; steps++) {
            above = parents_of(p, above);
            if (above && (steps > p->n || !strcmp(above, code)))
                die(EX_DATAERR, "%s: the code %s is a part of itself", path,
                    msg_quote(code));
        }
    }
}

static const struct parents *sorted;

static int
by_parent(const void *a, const void *b)
{
    const struct parent_code *x = &sorted->code[*(const size_t *)a];
    const struct parent_code *y = &sorted->code[*(const size_t *)b];
    int c = strcmp(x->parent, y->parent);
    return c ? c : strcmp(x->code, y->code);
}

void
parents_read(struct parents *p, struct mem *run, const char *option, const char *total)
{
    const char *path = strchr(option, '=');
    if (!path || path == option)
        die(EX_USAGE, "--parents=%s: expected COLUMN=FILE", option);
    *p = (struct parents){.column = mem_text(run, option, (size_t)(path++ - option))};
    if (*path)
        read_list(p, run, path, total);
    if (p->n)
        qsort(p->code, p->n, sizeof *p->code, by_code);
    check(p, msg_path(path));
    p->child = mem_array(run, p->n + 1, sizeof *p->child);
    for (size_t i = 0; i < p->n; i++)
        if (p->code[i].parent)
            p->child[p->children++] = i;
    sorted = p;
    if (p->children)
        qsort(p->child, p->children, sizeof *p->child, by_parent);
}

struct parent_code *
parents_find(const struct parents *p, const char *code)
{
    struct parent_code key = {code, NULL, false};
    return p->n ? bsearch(&key, p->code, p->n, sizeof *p->code, by_code) : NULL;
}

const char *
parents_of(const struct parents *p, const char *code)
{
    const struct parent_code *c = parents_find(p, code);
    return c ? c->parent : NULL;
}

/* The place in child[] of the first part of a code; p->children or that of others: none. */
static size_t
first_child(const struct parents *p, const char *code)
{
    size_t low = 0;
    for (size_t high = p->children; low < high;) {
        size_t middle = (low + high) / 2;
        if (strcmp(p->code[p->child[middle]].parent, code) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool
is_child(const struct parents *p, size_t at, const char *code)
{
    return at < p->children && !strcmp(p->code[p->child[at]].parent, code);
}

/* Whether a code is there, or made up of such, or some row has it. */
static bool
is_known(const struct parents *p, const struct parent_code *c,
         bool there(const void *data, const char *code), const void *data)
{
    if (there(data, c->code))
        return true;
    bool parts = is_child(p, first_child(p, c->code), c->code);
    return parts ? parents_complete(p, c->code, there, data) : c->occurs;
}

bool
parents_complete(const struct parents *p, const char *code,
                 bool there(const void *data, const char *code), const void *data)
{
    bool all = true;
    if (code) {
        for (size_t i = first_child(p, code); all && is_child(p, i, code); i++)
            all = is_known(p, &p->code[p->child[i]], there, data);
        return all;
    }
    for (size_t i = 0; i < p->n && all; i++) {
        const struct parent_code *c = &p->code[i];
        bool parts = is_child(p, first_child(p, c->code), c->code);
        all = c->parent || !parts || is_known(p, c, there, data);
    }
    return all;
}
