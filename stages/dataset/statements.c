#include "dataset/statements.h"

#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "table/cell_fault.h"

static const char *const grades[] = {"primary", "mirror", "derived", "press"};

/* FNV-1a (Fowler, Noll and Vo). */
static size_t
hash(const void *data, size_t n, uint64_t h)
{
    const unsigned char *p = data;
    for (size_t i = 0; i < n; i++)
        h = (h ^ p[i]) * UINT64_C(1099511628211);
    return (size_t)(h ^ h >> 29);
}

#define HASH_START UINT64_C(14695981039346656037)

/* A table of slots at most half full, all -1. */
static int *
slots_for(struct mem *run, long n, size_t *slots)
{
    *slots = 512;
    while (*slots < (size_t)n * 2)
        *slots *= 2;
    int *slot = mem_array(run, *slots, sizeof *slot);
    for (size_t i = 0; i < *slots; i++)
        slot[i] = -1;
    return slot;
}

bool
statements_init(struct statements *s, struct mem *run, char **column, int n)
{
    *s = (struct statements){.run = run};
    s->tab = (struct table){.run = run, .column = column, .n = n};
    for (int c = 0; c < TABLE_COLUMNS; c++)
        s->tab.at[c] = table_find(&s->tab, table_name[c]);
    s->dims = s->tab.key = s->tab.at[TABLE_VALUE];
    return s->dims > 0 && s->dims <= STORE_DIMS &&
           s->tab.at[TABLE_PERIOD] == s->dims - 1 && s->tab.at[TABLE_SOURCE] >= 0;
}

static size_t
name_slot(const struct statements_names *names, const char *text)
{
    size_t i = hash(text, strlen(text), HASH_START) & (names->slots - 1);
    while (names->slot[i] >= 0 && strcmp(names->text[names->slot[i]], text))
        i = (i + 1) & (names->slots - 1);
    return i;
}

static int
intern(struct statements *s, int dim, char *text)
{
    struct statements_names *names = &s->names[dim];
    if ((size_t)names->n * 2 >= names->slots) {
        names->slot = slots_for(s->run, 2L * names->n + 1, &names->slots);
        for (int i = 0; i < names->n; i++)
            names->slot[name_slot(names, names->text[i])] = i;
    }
    size_t at = name_slot(names, text);
    if (names->slot[at] < 0) {
        names->text =
            mem_more(s->run, names->text, (size_t)names->n, sizeof *names->text);
        names->text[names->n] = text;
        names->slot[at] = names->n++;
    }
    return names->slot[at];
}

int
statements_part(const struct statements *s, int dim, const char *text)
{
    const struct statements_names *names = &s->names[dim];
    return names->slots ? names->slot[name_slot(names, text)] : -1;
}

const char *
statements_text(const struct statements *s, int dim, int part)
{
    return s->names[dim].text[part];
}

static size_t
key_slot(const struct statements *s, const int part[])
{
    size_t n = (size_t)s->dims * sizeof *part;
    size_t i = hash(part, n, HASH_START) & (s->slots - 1);
    while (s->slot[i] >= 0 && memcmp(s->key[s->slot[i]].part, part, n))
        i = (i + 1) & (s->slots - 1);
    return i;
}

int
statements_key(const struct statements *s, const int part[])
{
    return s->slots ? s->slot[key_slot(s, part)] : -1;
}

static int
add_key(struct statements *s, const struct table_row *row, const struct period *period)
{
    int part[STORE_DIMS] = {0};
    for (int i = 0; i < s->dims; i++)
        part[i] = intern(s, i, row->cell[i]);
    if ((size_t)s->keys * 2 >= s->slots) {
        s->slot = slots_for(s->run, 2L * s->keys + 1, &s->slots);
        for (int i = 0; i < s->keys; i++)
            s->slot[key_slot(s, s->key[i].part)] = i;
    }
    size_t at = key_slot(s, part);
    if (s->slot[at] < 0) {
        s->key = mem_more(s->run, s->key, (size_t)s->keys, sizeof *s->key);
        s->key[s->keys] = (struct statements_key){.period = *period};
        memcpy(s->key[s->keys].part, part, sizeof part);
        s->slot[at] = s->keys++;
    }
    return s->slot[at];
}

void
statements_source(struct statements *s, const char *id, const char *published,
                  const char *grade, const char *copies)
{
    s->source = mem_more(s->run, s->source, (size_t)s->sources, sizeof *s->source);
    struct statements_source *source = &s->source[s->sources++];
    *source = (struct statements_source){id, published, grade, copies, false, LONG_MIN};
    source->dated = period_published(published, &source->day);
}

static int
by_id(const void *a, const void *b)
{
    return strcmp(((const struct statements_source *)a)->id,
                  ((const struct statements_source *)b)->id);
}

/* A source that no table describes is one without a date and grade. */
static const struct statements_source *
find_source(struct statements *s, const char *id)
{
    const struct statements_source key = {.id = id};
    const struct statements_source *found =
        s->sources
            ? bsearch(&key, s->source, (size_t)s->sources, sizeof *s->source, by_id)
            : NULL;
    if (!found) {
        struct statements_source *unknown = mem_get(s->run, sizeof *unknown);
        *unknown = (struct statements_source){id, "", "", "", false, LONG_MIN};
        found = unknown;
    }
    return found;
}

bool
statements_add(struct statements *s, int table, struct table_row row,
               struct table_fault *fault)
{
    struct statement new = {.row = row, .table = table};
    for (int i = 0; i < s->dims; i++)
        intern(s, i, row.cell[i]);
    if (!s->statements && s->sources)
        qsort(s->source, (size_t)s->sources, sizeof *s->source, by_id);
    if (!table_amount_try(&s->tab, &row, &new.amount, fault))
        return false;
    if (!period_parse(row.cell[s->dims - 1], &new.period)) {
        *fault = (struct table_fault){.column = "period"};
        snprintf(fault->text, sizeof fault->text, "%s",
                 cell_fault_period(s->run, row.cell[s->dims - 1]));
        return false;
    }
    new.approx = !strcmp(table_cell(&s->tab, &row, TABLE_INTERVAL), "approx");
    new.source = find_source(s, table_cell(&s->tab, &row, TABLE_SOURCE));
    new.key = add_key(s, &row, &new.period);
    s->statement =
        mem_more(s->run, s->statement, (size_t)s->statements, sizeof *s->statement);
    s->statement[s->statements++] = new;
    return true;
}

/* The order of a key's statements. */
static int
by_source(const struct statements_source *a, const struct statements_source *b)
{
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return strcmp(a->id, b->id);
}

static int
by_key_and_date(const void *va, const void *vb)
{
    const struct statement *a = va, *b = vb;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    int c = by_source(a->source, b->source);
    return c ? c : (a->row.line > b->row.line) - (a->row.line < b->row.line);
}

static int
says(const struct statement *a)
{
    if (a->amount.known)
        return 0;
    return isfinite(a->amount.hi) || a->amount.lo > 0 ? 1 : 2;
}

static int
grade(const struct statement *a)
{
    int g = 0;
    while (g < 4 && strcmp(a->source->grade, grades[g]))
        g++;
    return g;
}

/* What b's source repeats is not b's to say. */
static bool
repeats(const struct statement *b, const struct statement *a)
{
    return *b->source->copies && !strcmp(b->source->copies, a->source->id);
}

/* The order of the stage `vintage` under its default policy. */
static bool
better(const struct statement *a, const struct statement *b)
{
    if (repeats(a, b) || repeats(b, a))
        return repeats(b, a);
    if (says(a) != says(b))
        return says(a) < says(b);
    if (a->source->day != b->source->day)
        return a->source->day > b->source->day;
    if (grade(a) != grade(b))
        return grade(a) < grade(b);
    return strcmp(a->source->id, b->source->id) < 0;
}

/* Links keys that are equal in all columns but dim into rings. */
static void
index_others(struct statements *s, int dim)
{
    size_t slots;
    int *slot = slots_for(s->run, s->keys, &slots);
    size_t before = (size_t)dim, after = (size_t)(s->dims - dim - 1);
    s->others[dim] = mem_array(s->run, (size_t)s->keys + 1, sizeof **s->others);
    for (int k = 0; k < s->keys; k++) {
        const int *part = s->key[k].part;
        size_t i = hash(part, before * sizeof *part, HASH_START);
        i = hash(part + dim + 1, after * sizeof *part, i) & (slots - 1);
        while (slot[i] >= 0) {
            const int *p = s->key[slot[i]].part;
            if (!memcmp(p, part, before * sizeof *p) &&
                !memcmp(p + dim + 1, part + dim + 1, after * sizeof *p))
                break;
            i = (i + 1) & (slots - 1);
        }
        int *others = s->others[dim];
        others[k] = k;
        if (slot[i] >= 0) {
            others[k] = others[slot[i]];
            others[slot[i]] = k;
        }
        slot[i] = k;
    }
}

void
statements_index(struct statements *s)
{
    if (s->statements)
        qsort(s->statement, (size_t)s->statements, sizeof *s->statement,
              by_key_and_date);
    for (int i = 0; i < s->statements; i++) {
        struct statements_key *k = &s->key[s->statement[i].key];
        if (!k->n++)
            k->first = k->best = i;
        else if (better(&s->statement[i], &s->statement[k->best]))
            k->best = i;
    }
    for (int d = 0; d < s->dims; d++)
        index_others(s, d);
}

int
statements_dim(const struct statements *s, const char *name)
{
    int at = table_find(&s->tab, name);
    return at < s->dims ? at : -1;
}

int
statements_other(const struct statements *s, int key, int dim)
{
    return s->others[dim][key];
}

int
statements_from(const struct statements *s, int key,
                const struct statements_source *source)
{
    const struct statements_key *k = &s->key[key];
    int lo = k->first, end = k->first + k->n, hi = end;
    while (lo < hi) {
        int middle = lo + (hi - lo) / 2;
        if (by_source(s->statement[middle].source, source) < 0)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo < end && !by_source(s->statement[lo].source, source) ? lo : -1;
}

char *
statements_key_text(const struct statements *s, int key)
{
    char *text = mem_copy(s->run, "");
    for (int i = 0; i < s->dims; i++)
        text = mem_print(s->run, "%s%s%s", text, i ? "|" : "",
                         statements_text(s, i, s->key[key].part[i]));
    return text;
}
