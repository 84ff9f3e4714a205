#include "microdata/count.h"

#include <stdlib.h>
#include <string.h>

#include "microdata/counter.h"
#include "microdata/decimal.h"

static size_t
field_of(const struct csv_row *header, const char *name, struct place at)
{
    for (size_t i = 0; i < header->n; i++)
        if (!strcmp(header->cell[i], name))
            return i;
    struct mem names = {0};
    const char **all = mem_array(&names, header->n + 1, sizeof *all);
    memcpy(all, header->cell, header->n * sizeof *all);
    const char *near = msg_nearest(name, all);
    die_at(EX_DATAERR, at, "the records have no field %s%s%s", msg_quote(name),
           near ? "; the nearest name in the header is " : "",
           near ? msg_quote(near) : "");
}

struct lookup *
count_lists(struct mem *run, const struct declaration *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->tables; i++)
        n += d->table[i].columns;
    struct lookup *all = mem_array(run, n + 1, sizeof *all), *next = all;
    for (size_t i = 0; i < d->tables; i++)
        for (size_t k = 0; k < d->table[i].columns; k++, next++) {
            const struct tally_column *c = &d->table[i].column[k];
            if (c->list)
                lookup_load(next, run, d->codes, c->list, c->aliases ? c->aliases : "",
                            false);
        }
    return all;
}

static void
fit_table(struct counted *t, struct mem *run, const struct csv_row *header,
          const struct lookup *names)
{
    const struct tally_table *table = t->table;
    t->header = header_names_new(run, header);
    t->recode = mem_array(run, table->columns + 1, sizeof *t->recode);
    t->field = mem_array(run, table->columns + 1, sizeof *t->field);
    t->where = mem_array(run, table->wheres + 1, sizeof *t->where);
    for (size_t i = 0; i < table->columns; i++) {
        const struct tally_column *c = &table->column[i];
        if (c->kind == COLUMN_SET)
            continue;
        t->field[i] = mem_array(run, c->fields, sizeof **t->field);
        for (size_t k = 0; k < c->fields; k++)
            t->field[i][k] = field_of(header, c->field[k], c->at);
        t->recode[i] = recode_new(run, c, &names[i], t->header);
    }
    for (size_t i = 0; i < table->wheres; i++)
        t->where[i] = field_of(header, table->where[i].field, table->where[i].at);
    if (table->field)
        t->measured = field_of(header, table->field, table->at);
    if (table->contributor)
        t->contributor = field_of(header, table->contributor, table->at);
    size_t columns = 0;
    for (size_t i = 0; i < table->columns; i++)
        columns += table->column[i].kind != COLUMN_SET;
    t->cacheable = columns <= GROUP_CACHE_COLUMNS &&
                   table->measure != MEASURE_DISTINCT && !table->largest;
    t->code = mem_array(run, table->columns + 1, sizeof(const struct code *));
    if (t->cacheable)
        group_cache_open(&t->cache, columns);
}

struct counter *
counter_new(struct mem *run, const struct declaration *d, const struct csv_row *header,
            const struct lookup *names, size_t memory)
{
    struct counter *c = mem_get(run, sizeof *c);
    c->tables = d->tables;
    c->table = mem_array(run, d->tables, sizeof *c->table);
    for (size_t i = 0; i < d->tables; i++) {
        c->table[i].table = &d->table[i];
        fit_table(&c->table[i], run, header, names);
        names += d->table[i].columns;
        c->table[i].groups = groups_new(memory / d->tables);
        c->table[i].amounts = groups_amounts(c->table[i].groups);
    }
    return c;
}

static void
mark_fields(const struct counted *t, bool *used)
{
    for (size_t i = 0; i < t->table->columns; i++)
        for (size_t k = 0; t->field[i] && k < t->table->column[i].fields; k++)
            used[t->field[i][k]] = true;
    for (size_t i = 0; i < t->table->wheres; i++)
        used[t->where[i]] = true;
    if (t->table->field)
        used[t->measured] = true;
    if (t->table->contributor)
        used[t->contributor] = true;
}

/* Whether a header in the middle of the file could pass: its texts are met by a `where`, or
 * no column looks at any. */
static bool
header_passes(const struct counted *t)
{
    bool looks = t->table->measure != MEASURE_COUNT;
    for (size_t i = 0; i < t->table->columns; i++)
        looks = looks || t->recode[i];
    return t->table->wheres || !looks;
}

void
counter_want(struct counter *c, struct mem *run, const struct csv_row *header,
             struct csv_in *in)
{
    bool *used = mem_array(run, header->n + 1, sizeof *used);
    c->wanted = mem_array(run, header->n + 1, sizeof *c->wanted);
    c->seen = mem_array(run, header->n + 1, sizeof *c->seen);
    c->wanteds = 0;
    for (size_t i = 0; i < c->tables; i++) {
        mark_fields(&c->table[i], used);
        if (header_passes(&c->table[i]))
            c->guard = c->table[i].header;
    }
    for (size_t i = 0; i < header->n && i < 2; i++)
        used[i] = used[i] || c->guard;
    for (size_t i = 0; i < header->n; i++)
        if (used[i])
            c->wanted[c->wanteds++] = i;
    c->first = c->wanteds ? header->cell[c->wanted[0]] : NULL;
    csv_want(in, c->wanted, c->wanteds);
    counter_fit_ahead(c, run, header->n, c->wanted, c->wanteds);
}

bool
where_meets(const struct where *w, const char *text, size_t n)
{
    bool any = false;
    for (size_t i = 0; i < w->n && !any; i++)
        any = !strncmp(w->text[i], text, n) && !w->text[i][n];
    return any != w->negate;
}

static char *
grown(char *old, size_t *room, size_t n)
{
    if (n <= *room)
        return old;
    *room = 2 * n;
    char *more = realloc(old, *room);
    if (!more)
        die(EX_OSERR, "out of memory: %zu bytes wanted", *room);
    return more;
}

static void
put(struct counted *t, const char *text, size_t n)
{
    t->key = grown(t->key, &t->key_room, t->key_n + n + 1);
    memcpy(t->key + t->key_n, text, n);
    t->key_n += n;
    t->key[t->key_n++] = '\0';
}

/* The text of a column's field, or those of its fields joined by '+'. */
static const char *
column_text(struct counted *t, size_t column, const struct csv_row *row, size_t *n)
{
    const size_t fields = t->table->column[column].fields, *field = t->field[column];
    *n = row->len[field[0]];
    if (fields == 1)
        return row->cell[field[0]];
    *n = 0;
    for (size_t k = 0; k < fields; k++) {
        size_t len = row->len[field[k]];
        t->joined = grown(t->joined, &t->joined_room, *n + len + 2 + CSV_SLACK);
        if (k)
            t->joined[(*n)++] = '+';
        memcpy(t->joined + *n, row->cell[field[k]], len + 1);
        *n += len;
    }
    return t->joined;
}

/* The codes of the record, and one id for all of them. */
static enum recoded
find_codes(struct counted *t, const struct csv_row *row, struct count_fault *fault)
{
    bool all = t->cacheable;
    t->id = 0;
    for (size_t i = 0; i < t->table->columns; i++) {
        if (!t->recode[i])
            continue;
        size_t n;
        const char *text = column_text(t, i, row, &n);
        const struct code *code = t->code[i] = recode(t->recode[i], text, n);
        if (code->what == RECODE_REJECT)
            *fault = (struct count_fault){t->table, t->table->column[i].field[0], text,
                                          code->why};
        if (code->what != RECODED)
            return code->what;
        all = all && code->id;
        t->id = t->id * RECODE_IDS + code->id;
    }
    if (!all)
        t->id = 0;
    return RECODED;
}

/* The codes, each closed with a NUL. */
static void
make_key(struct counted *t)
{
    t->key_n = 0;
    for (size_t i = 0; i < t->table->columns; i++) {
        const char *constant = t->table->column[i].constant;
        if (constant)
            put(t, constant, strlen(constant));
        else
            put(t, t->code[i]->text, t->code[i]->n);
    }
}

static bool
one_of_distinct(const struct counted *t, const char *text, struct count_fault *fault)
{
    struct mem now = {0};
    const char *why = NULL;
    if (!*text)
        why = "an empty cell, expected what tells one from another";
    else if (header_names_is(t->header, &now, text, t->table->field))
        why = "the name of the field: a header in the middle of the file?";
    if (why)
        *fault = (struct count_fault){t->table, t->table->field, text, why};
    mem_release(&now);
    return !why;
}

static bool
make_amount(struct counted *t, const struct csv_row *row, struct count_fault *fault)
{
    t->amount = 1;
    if (t->table->measure == MEASURE_COUNT)
        return true;
    const char *text = row->cell[t->measured];
    size_t n = row->len[t->measured];
    if (t->table->measure == MEASURE_DISTINCT)
        return one_of_distinct(t, text, fault);
    if (t->table->contributor && !row->len[t->contributor]) {
        *fault = (struct count_fault){t->table, t->table->contributor, "",
                                      "an empty cell, expected who contributes"};
        return false;
    }
    if (decimal_read(text, n, &t->amount))
        return true;
    *fault = (struct count_fault){t->table, t->table->field, text,
                                  "expected a plain decimal of at most 15 digits and 9 "
                                  "behind the point"};
    return false;
}

/* Whether the table takes the record; what it will add stands in codes and amount. */
static bool
prepare(struct counted *t, const struct csv_row *row, struct count_fault *fault)
{
    t->takes = true;
    for (size_t i = 0; i < t->table->wheres && t->takes; i++)
        t->takes = where_meets(&t->table->where[i], row->cell[t->where[i]],
                               row->len[t->where[i]]);
    if (!t->takes)
        return true;
    enum recoded got = find_codes(t, row, fault);
    t->takes = got == RECODED;
    return got != RECODE_REJECT && (!t->takes || make_amount(t, row, fault));
}

/* Numbers of groups hold until these go to a temporary file. */
static void
renew_cache(struct counted *t)
{
    if (t->cacheable && t->runs != groups_runs(t->groups))
        group_cache_clear(&t->cache);
    t->runs = groups_runs(t->groups);
}

/* What stands behind the codes of a key: the text that is counted once, or who contributes.
 * Of a record by itself that is its amount, and the group counts such records. */
static void
put_rest(struct counted *t, const struct csv_row *row)
{
    char amount[DECIMAL_MAX];
    if (t->table->measure == MEASURE_DISTINCT)
        put(t, row->cell[t->measured], row->len[t->measured]);
    if (t->table->contributor)
        put(t, row->cell[t->contributor], row->len[t->contributor]);
    if (!t->table->largest || t->table->contributor)
        return;
    decimal_whole(t->amount, amount);
    put(t, amount, strlen(amount));
    t->amount = 1;
}

void
counted_add(struct counted *t, const struct csv_row *row)
{
    const uint32_t *known = t->id ? group_cache_at(&t->cache, t->id) : NULL;
    if (known && *known) {
        (*t->amounts)[*known - 1] += t->amount;
        return;
    }
    make_key(t);
    if (row)
        put_rest(t, row);
    uint32_t group = groups_number(t->groups, t->key, t->key_n);
    groups_bump(t->groups, group, t->amount);
    renew_cache(t);
    if (t->id)
        *group_cache_at(&t->cache, t->id) = group + 1;
}

static bool
is_header(const struct counter *c, const struct csv_row *row, struct count_fault *fault)
{
    if (!c->guard)
        return false;
    for (size_t i = 0; i < c->wanteds; i++)
        c->seen[i] = (struct csv_span){row->cell[c->wanted[i]], row->len[c->wanted[i]]};
    if (!header_names_all(c->guard, c->seen, 1, c->wanteds))
        return false;
    *fault = (struct count_fault){c->table[0].table, c->first, row->cell[c->wanted[0]],
                                  "the name of a field: a header in the middle of the "
                                  "file?"};
    return true;
}

bool
counter_take(struct counter *c, const struct csv_row *row, struct count_fault *fault)
{
    if (is_header(c, row, fault))
        return false;
    for (size_t i = 0; i < c->tables; i++)
        if (!prepare(&c->table[i], row, fault))
            return false;
    for (size_t i = 0; i < c->tables; i++) {
        struct counted *t = &c->table[i];
        if (t->takes)
            counted_add(t, row);
        t->account.counted += t->takes;
        t->account.left_out += !t->takes;
    }
    return true;
}

struct count_account
counter_account(const struct counter *c, size_t table)
{
    return c->table[table].account;
}

struct groups *
counter_groups(const struct counter *c, size_t table)
{
    return c->table[table].groups;
}

void
counter_merge(struct counter *to, struct counter *from)
{
    const char *key;
    size_t n;
    amount128 amount;
    for (size_t i = 0; i < to->tables; i++) {
        struct count_account *a = &to->table[i].account, *b = &from->table[i].account;
        groups_finish(from->table[i].groups);
        while (groups_next(from->table[i].groups, &key, &n, &amount))
            groups_add(to->table[i].groups, key, n, amount);
        a->counted += b->counted;
        a->left_out += b->left_out;
    }
}

void
counter_free(struct counter *c)
{
    for (size_t i = 0; i < c->tables; i++) {
        struct counted *t = &c->table[i];
        for (size_t k = 0; k < t->table->columns; k++)
            if (t->recode[k])
                recode_free(t->recode[k]);
        groups_free(t->groups);
        if (t->cacheable)
            group_cache_close(&t->cache);
        free(t->key);
        free(t->joined);
    }
}
