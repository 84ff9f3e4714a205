#include "dataset/labels.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "table/table.h"

/* Columns of codes that others have for the same. */
static const char *const others[] = {"iso2", "eurostat"};
enum { OTHERS = sizeof others / sizeof *others };

struct entry {
    const char *code, *label, *definition;
    const char *other[OTHERS];
};

struct label_alias {
    const char *list, *text, *code;
};

struct label_list {
    const char *name;
    struct entry *entry; /* sorted by code */
    size_t n;
    struct label_list *next;
};

void
labels_open(struct labels *l, struct mem *run, const char *dir)
{
    struct stat s;
    *l = (struct labels){.run = run, .dir = dir};
    if (*dir && stat(dir, &s))
        die(EX_NOINPUT, "%s: cannot be read: %s", dir, strerror(errno));
    if (*dir && !S_ISDIR(s.st_mode))
        die(EX_NOINPUT, "%s: is no folder of code lists", dir);
}

static int
by_code(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    return strcmp(x->code, y->code);
}

static void
load(struct labels *l, struct label_list *list)
{
    static const char *const need[] = {"code", "label", NULL};
    const char *path = mem_print(l->run, "%s/%s.csv", l->dir, list->name);
    if (!*l->dir || access(path, F_OK))
        return;
    struct table t;
    struct table_row row;
    table_open(&t, l->run, path, need, TABLE_ANY);
    int code = table_find(&t, "code"), label = table_find(&t, "label");
    int definition = table_find(&t, "definition");
    while (table_next(&t, &row)) {
        list->entry = mem_more(l->run, list->entry, list->n, sizeof *list->entry);
        struct entry *e = &list->entry[list->n++];
        *e =
            (struct entry){mem_copy(l->run, row.cell[code]),
                           mem_copy(l->run, row.cell[label]),
                           definition < 0 ? "" : mem_copy(l->run, row.cell[definition]),
                           {0}};
        for (int i = 0; i < OTHERS; i++) {
            int at = table_find(&t, others[i]);
            e->other[i] = at < 0 ? "" : mem_copy(l->run, row.cell[at]);
        }
    }
    table_close(&t);
    if (list->n)
        qsort(list->entry, list->n, sizeof *list->entry, by_code);
}

/* geo and citizenship share one list. */
static const char *
list_of(const char *column)
{
    return labels_are_areas(column) ? "area" : column;
}

static struct label_list *
list_named(struct labels *l, const char *name)
{
    struct label_list *list = l->lists;
    while (list && strcmp(list->name, name))
        list = list->next;
    if (list)
        return list;
    list = mem_get(l->run, sizeof *list);
    *list = (struct label_list){.name = mem_copy(l->run, name), .next = l->lists};
    l->lists = list;
    load(l, list);
    return list;
}

static const struct entry *
entry_of(struct labels *l, const char *column, const char *code)
{
    const struct label_list *list = list_named(l, list_of(column));
    struct entry key = {.code = code};
    return list->n ? bsearch(&key, list->entry, list->n, sizeof key, by_code) : NULL;
}

const char *
labels_get(struct labels *l, const char *column, const char *code)
{
    const struct entry *found = entry_of(l, column, code);
    return found && *found->label ? found->label : code;
}

/* True when the label alone leaves open which breakdown it is of: an age in years, or what a code
 * of another breakdown is called as well ("Not known"). */
static bool
is_of_any(struct labels *l, const char *column, const char *label)
{
    static const char *const breakdown[] = {"sex", "age", "form", NULL};
    bool own = false, other = isdigit((unsigned char)*label);
    for (const char *const *b = breakdown; *b; b++) {
        const struct label_list *list = list_named(l, *b);
        own |= !strcmp(*b, column);
        for (size_t i = 0; i < list->n && strcmp(*b, column) != 0; i++)
            other |= !strcmp(list->entry[i].label, label);
    }
    return own && other;
}

/* "sex not known", "citizenship all but UK" */
static const char *
behind(struct mem *m, const char *column, const char *label)
{
    return mem_print(m, "%s %c%s", column, tolower((unsigned char)*label), label + 1);
}

const char *
labels_words(struct labels *l, struct mem *m, const char *column, const char *code)
{
    const char *label = labels_get(l, column, code);
    if (!strcmp(column, "days") && *code && !code[strspn(code, "0123456789")])
        return mem_print(m, "%ld days after the first edition held",
                         strtol(code, NULL, 10));
    if (strcmp(code, "_T") != 0 && strcmp(label, code) != 0 &&
        is_of_any(l, column, label))
        return behind(m, column, label);
    return strcmp(label, code) || !strchr(code, '=')
               ? label
               : mem_print(m, "%s %s", column, code);
}

const char *
labels_in_key(struct labels *l, struct mem *m, const char *column, const char *code)
{
    if (!strncmp(column, "list_", 5))
        return strcmp(code, "1") ? "" : mem_print(m, "on list %s", column + 5);
    const char *label = labels_words(l, m, column, code);
    if (strcmp(column, "citizenship") != 0)
        return label;
    /* What is no country: "citizenship unknown", "citizenship all but UK". */
    if (*code == '_' && strcmp(label, code) != 0)
        return behind(m, column, label);
    return mem_print(m, "citizens of %s", label);
}

const char *
labels_measure(struct labels *l, struct mem *m, const char *unit)
{
    static const char change[] = "_per_year";
    size_t n = strlen(unit), tail = sizeof change - 1;
    if (table_counted(unit))
        return "";
    char *label = mem_copy(m, labels_get(l, "unit", unit));
    if (islower((unsigned char)*unit))
        *label = (char)tolower((unsigned char)*label);
    return n > tail && !strcmp(unit + n - tail, change)
               ? mem_print(m, "change in %s", label)
               : label;
}

const char *
labels_definition(struct labels *l, const char *column, const char *code)
{
    const struct entry *found = entry_of(l, column, code);
    return found ? found->definition : "";
}

static void
load_aliases(struct labels *l)
{
    static const char *const need[] = {"list", "text", "code", NULL};
    const char *path = mem_print(l->run, "%s/alias.csv", l->dir);
    if (!*l->dir || l->alias || access(path, F_OK))
        return;
    struct table t;
    struct table_row row;
    table_open(&t, l->run, path, need, TABLE_ANY);
    while (table_next(&t, &row)) {
        l->alias = mem_more(l->run, l->alias, l->aliases, sizeof *l->alias);
        struct label_alias *a = &l->alias[l->aliases++];
        a->list = mem_copy(l->run, row.cell[table_find(&t, "list")]);
        a->text = mem_copy(l->run, row.cell[table_find(&t, "text")]);
        a->code = mem_copy(l->run, row.cell[table_find(&t, "code")]);
    }
    table_close(&t);
}

/* What the text is an alias for in this list of them, or NULL. */
static const char *
code_of_alias(struct labels *l, const char *list, const char *text)
{
    load_aliases(l);
    for (size_t i = 0; i < l->aliases; i++)
        if (!strcmp(l->alias[i].list, list) && !strcasecmp(l->alias[i].text, text))
            return l->alias[i].code;
    return NULL;
}

const char *
labels_code(struct labels *l, const char *column, const char *name)
{
    const struct label_list *list = list_named(l, list_of(column));
    for (size_t i = 0; i < list->n; i++)
        if (!strcasecmp(list->entry[i].label, name))
            return list->entry[i].code;
    const char *alias = code_of_alias(l, list->name, name);
    for (size_t i = 0; i < list->n && !alias; i++)
        for (int k = 0; k < OTHERS && *name; k++)
            if (!strcmp(list->entry[i].other[k], name))
                return list->entry[i].code;
    size_t n = strlen(name);
    if (!alias && n > 4 && (name[n - 1] == 's' || name[n - 1] == 'S'))
        alias = code_of_alias(l, list->name, mem_text(l->run, name, n - 1));
    return alias;
}

const char *
labels_whole(struct labels *l, const char *column, const char *name)
{
    return code_of_alias(l, mem_print(l->run, "%s_part", list_of(column)), name);
}

bool
labels_are_areas(const char *column)
{
    return !strcmp(column, "geo") || !strcmp(column, "citizenship");
}
