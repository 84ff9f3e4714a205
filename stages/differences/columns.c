#include <string.h>

#include "differences/differences.h"

struct differences differences;

const char *const change_name[CHANGES] = {"unit",    "revised", "withheld", "released",
                                          "bounds",  "status",  "text",     "source",
                                          "removed", "added",   "same"};

static bool
is_ignored(const char *column)
{
    for (size_t i = 0; i < differences.ignore.n; i++)
        if (!strcmp(differences.ignore.item[i], column))
            return true;
    return false;
}

static bool
is_key(const struct side *s, const char *column)
{
    int at = table_find(&s->tab, column);
    return at >= 0 && at < s->tab.key;
}

static void
note_lacking(const struct side *s, const char *column, const char *what)
{
    note("%s: no column %s: %s", s->tab.in.file, column, what);
    differences.columns_differ = true;
}

/* The key columns of both in one order that is the order of each. */
static void
join_keys(struct mem *run)
{
    struct table *old = &differences.side[OLD].tab, *new = &differences.side[NEW].tab;
    size_t most = (size_t)(old->key + new->key);
    differences.key_name = mem_array(run, most, sizeof *differences.key_name);
    for (int s = 0; s < 2; s++)
        differences.side[s].key = mem_array(run, most, sizeof *differences.side[s].key);
    for (int i = 0, j = 0; i < old->key || j < new->key; differences.keys++) {
        bool both =
            i < old->key && j < new->key && !strcmp(old->column[i], new->column[j]);
        bool of_old =
            !both && i < old->key && !is_key(&differences.side[NEW], old->column[i]);
        if (!both && !of_old &&
            (j == new->key || is_key(&differences.side[OLD], new->column[j])))
            die_at(EX_DATAERR, (struct place){new->in.file, 1, NULL},
                   "key column %s stands in another place than in %s, expected the key "
                   "columns of both in one order",
                   old->column[i], old->in.file);
        differences.key_name[differences.keys] =
            both || of_old ? old->column[i] : new->column[j];
        if (!both)
            note_lacking(&differences.side[of_old ? NEW : OLD],
                         differences.key_name[differences.keys], "counts as _T");
        differences.side[OLD].key[differences.keys] = both || of_old ? i++ : -1;
        differences.side[NEW].key[differences.keys] = of_old ? -1 : j++;
    }
}

static enum change
kind_of(const char *column)
{
    static const struct {
        const char *name;
        enum change change;
    } kind[] = {{"value", REVISED},   {"lo", BOUNDS},      {"hi", BOUNDS},
                {"interval", BOUNDS}, {"compare", BOUNDS}, {"unit", UNIT},
                {"status", STATUS},   {"source", SOURCE}};
    for (size_t i = 0; i < sizeof kind / sizeof *kind; i++)
        if (!strcmp(kind[i].name, column))
            return kind[i].change;
    return TEXT;
}

static void
choose_compared(struct mem *run)
{
    struct table *old = &differences.side[OLD].tab, *new = &differences.side[NEW].tab;
    differences.compared = mem_array(run, (size_t)old->n, sizeof *differences.compared);
    if (is_ignored("value"))
        usage("--ignore=value: expected another column");
    for (int i = old->key; i < old->n; i++) {
        const char *name = old->column[i];
        int j = table_find(new, name);
        if (is_ignored(name))
            continue;
        if (j < new->key)
            note_lacking(&differences.side[NEW], name, "it is not compared");
        else
            differences.compared[differences.n_compared++] =
                (struct compared){name, {i, j}, kind_of(name)};
    }
    for (int j = new->key; j < new->n; j++)
        if (!is_ignored(new->column[j]) && table_find(old, new->column[j]) < old->key)
            note_lacking(&differences.side[OLD], new->column[j], "it is not compared");
}

void
differences_open(struct mem *run)
{
    join_keys(run);
    choose_compared(run);
}
