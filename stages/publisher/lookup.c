#include "publisher/lookup.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "program/pattern.h"
#include "table/table.h"

struct lookup_entry {
    const char *text, *code;
    const char *file;
    long line;
};

/* True when name is one of names, parted by commas. */
static bool
one_of(const char *names, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = names;; p++) {
        if (!strncmp(p, name, n) && (!p[n] || p[n] == ','))
            return true;
        p += strcspn(p, ",");
        if (!*p)
            return false;
    }
}

static int
by_text(const void *a, const void *b)
{
    const struct lookup_entry *x = a, *y = b;
    int c = strcasecmp(x->text, y->text);
    return c ? c : strcmp(x->code, y->code);
}

static void
add(struct lookup *l, struct mem *run, size_t *size, struct lookup_entry e)
{
    if (l->n == *size) {
        size_t more = *size ? 2 * *size : 512;
        l->entry = mem_grow(run, l->entry, *size * sizeof e, more * sizeof e);
        *size = more;
    }
    l->entry[l->n++] = e;
}

/* A code of another list; 4 stands for 004 too. */
static void
add_other(struct lookup *l, struct mem *run, size_t *size, struct lookup_entry e,
          const char *text)
{
    e.text = mem_copy(run, text);
    if (*text && strcasecmp(text, e.code) != 0)
        add(l, run, size, e);
    e.text += strspn(e.text, "0");
    if (*text == '0' && *e.text && !e.text[strspn(e.text, "0123456789")])
        add(l, run, size, e);
}

static const char *
find(const struct lookup *l, const char *text)
{
    size_t low = 0, high = l->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int c = strcasecmp(text, l->entry[middle].text);
        if (c == 0)
            return l->entry[middle].code;
        if (c < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static void
sort(struct lookup *l)
{
    if (l->n)
        qsort(l->entry, l->n, sizeof *l->entry, by_text);
    size_t kept = 0;
    for (size_t i = 0; i < l->n; i++) {
        struct lookup_entry *e = &l->entry[i], *p = kept ? &l->entry[kept - 1] : NULL;
        if (!p || strcasecmp(p->text, e->text)) {
            l->entry[kept++] = *e;
            continue;
        }
        if (strcmp(p->code, e->code))
            die_at(EX_DATAERR, (struct place){e->file, e->line, NULL},
                   "%s stands for %s here and for %s in %s:%ld", msg_quote(e->text),
                   e->code, p->code, p->file, p->line);
    }
    l->n = kept;
}

void
lookup_load(struct lookup *l, struct mem *run, const char *dir, const char *list,
            const char *aliases, bool pairs)
{
    static const char *const need[] = {"code", "label", NULL};
    static const char *const need_alias[] = {"list", "text", "code", NULL};
    struct table t;
    struct table_row row;
    size_t size = 0;
    *l = (struct lookup){.pairs = pairs};
    table_open(&t, run, mem_print(run, "%s/%s.csv", dir, list), need, TABLE_ANY);
    while (table_next(&t, &row)) {
        struct lookup_entry e = {.file = t.in.file, .line = row.line};
        e.code = e.text = mem_copy(run, row.cell[table_find(&t, "code")]);
        add(l, run, &size, e);
        e.text = pattern_squeeze(run, row.cell[table_find(&t, "label")]);
        if (strcasecmp(e.text, e.code) != 0)
            add(l, run, &size, e);
        for (int i = 0; i < t.n; i++)
            if (one_of(aliases, t.column[i]))
                add_other(l, run, &size, e, row.cell[i]);
    }
    table_close(&t);
    sort(l);
    struct lookup codes = *l;
    table_open(&t, run, mem_print(run, "%s/alias.csv", dir), need_alias, TABLE_ANY);
    while (table_next(&t, &row)) {
        const char *code = row.cell[table_find(&t, "code")];
        if (!one_of(aliases, row.cell[table_find(&t, "list")]))
            continue;
        if (!find(&codes, code))
            table_die(&t, &row, "code", "%s is not in %s/%s.csv", msg_quote(code), dir,
                      list);
        add(l, run, &size,
            (struct lookup_entry){
                pattern_squeeze(run, row.cell[table_find(&t, "text")]),
                mem_copy(run, code), t.in.file, row.line});
    }
    table_close(&t);
    sort(l);
    l->text = mem_array(run, l->n + 1, sizeof *l->text);
    for (size_t i = 0; i < l->n; i++)
        l->text[i] = l->entry[i].text;
}

/* A pair's code from two codes of single places, NULL when one is not single. */
static const char *
join(struct mem *m, const char *a, const char *b)
{
    if (!strcmp(a, "_U")) {
        const char *other = a;
        a = b;
        b = other;
    }
    if (strchr(a, '_') || (strchr(b, '_') && strcmp(b, "_U")) || !strcmp(a, b))
        return NULL;
    if (!strcmp(b, "_U"))
        return mem_print(m, "%s_U", a);
    return strcmp(a, b) < 0 ? mem_print(m, "%s_%s", a, b) : mem_print(m, "%s_%s", b, a);
}

const char *
lookup_find(const struct lookup *l, struct mem *m, const char *text, const char **pair)
{
    const char *code = find(l, text), *made = NULL;
    if (pair)
        *pair = NULL;
    if (code || !l->pairs)
        return code;
    for (const char *cut = strchr(text, ' '); cut; cut = strchr(cut + 1, ' ')) {
        const char *left = find(l, mem_text(m, text, (size_t)(cut - text)));
        const char *right = find(l, cut + 1);
        const char *joined = left && right ? join(m, left, right) : NULL;
        if (made && joined && strcmp(made, joined) != 0)
            return NULL;
        if (joined)
            made = joined;
    }
    code = made ? find(l, made) : NULL;
    if (pair && !code)
        *pair = made;
    return code;
}
