#include "inspection/keys.h"

#include <stdio.h>
#include <string.h>

#include "inspection/text_set.h"
#include "table/cell_fault.h"

/* The cells of some columns in one text, for keys. */
static const char *
join_cells(const struct field_set *set, char *const cell[])
{
    size_t length = 1;
    if (set->n == 1)
        return cell[set->at[0]];
    for (int i = 0; i < set->n; i++)
        length += strlen(cell[set->at[i]]) + 1;
    char *text = mem_array(inspection.m, length, 1), *end = text;
    for (int i = 0; i < set->n; i++)
        end += sprintf(end, "%s%s", i ? "\x1f" : "", cell[set->at[i]]);
    return text;
}

static const char *
readable(const char *key)
{
    char *text = mem_copy(inspection.m, key);
    for (char *p = text; (p = strchr(p, '\x1f'));)
        *p = '|';
    return msg_quote(text);
}

/* How row i stands to the one before it by the primary key: below 0, it should stand
 * above; *at is the column that decides. */
static int
order_of(const struct inspected *t, long i, int *at)
{
    const struct field_set *primary = &t->resource->primary;
    int c = 1;
    *at = primary->at[0];
    for (int k = 0; k < primary->n && i > 0; k++) {
        *at = primary->at[k];
        c = strcmp(t->row[i].cell[*at], t->row[i - 1].cell[*at]);
        if (c)
            break;
    }
    return c;
}

static const char *
fault_twice(const struct inspected *t, const struct field_set *set, char *const cell[],
            long above)
{
    size_t n = (size_t)set->n;
    const char **column = mem_array(inspection.m, n, sizeof *column);
    char **key = mem_array(inspection.m, n, sizeof *key);
    for (size_t i = 0; i < n; i++) {
        column[i] = t->resource->field[set->at[i]].name;
        key[i] = cell[set->at[i]];
    }
    return cell_fault_twice(inspection.m, column, key, n, above);
}

/* No two rows have these cells alike. */
static void
check_once(const struct inspected *t, const struct field_set *set, const char *type)
{
    struct text_set seen = {0};
    for (long i = 0; i < t->rows; i++) {
        const char *key = join_cells(set, t->row[i].cell);
        long first = text_set_add(inspection.m, &seen, key, t->row[i].line);
        if (first)
            inspection_fault(t, type, t->row[i].line, set->n == 1 ? set->at[0] + 1 : 0,
                             NULL, fault_twice(t, set, t->row[i].cell, first));
    }
}

void
inspect_keys(const struct inspected *t)
{
    const struct resource *r = t->resource;
    bool ascends = true;
    for (long i = 0; i < t->rows && r->primary.n; i++) {
        int at, c = order_of(t, i, &at);
        ascends = ascends && c > 0;
        if (c < 0)
            inspection_fault(t, "row-order", t->row[i].line, at + 1, t->row[i].cell[at],
                             mem_print(inspection.m,
                                       "%s after %s, expected rows sorted bytewise",
                                       msg_quote(t->row[i].cell[at]),
                                       msg_quote(t->row[i - 1].cell[at])));
    }
    if (!ascends)
        check_once(t, &r->primary, "primary-key");
    for (int u = 0; u < r->uniques; u++)
        check_once(t, &r->unique[u], "unique-error");
    for (int field = 0; field < r->fields; field++)
        if (r->field[field].unique)
            check_once(t, &(struct field_set){&field, 1}, "unique-error");
}

/* Every key of t is in the table that it refers to. `used` gets those that are. A table
 * that lost rows has its own finding and is not asked. */
static void
check_foreign(const struct inspected *t, const struct foreign *f, struct text_set *used)
{
    const struct inspected *to = inspection_of(f->resource);
    struct text_set have = {0};
    if (!to->whole)
        return;
    const char **names = mem_array(inspection.m, (size_t)to->rows + 1, sizeof *names);
    for (long i = 0; i < to->rows; i++) {
        names[i] = join_cells(&f->to, to->row[i].cell);
        text_set_add(inspection.m, &have, names[i], to->row[i].line);
    }
    const char *last = NULL; /* the key of a row above, known to be there */
    for (long i = 0; i < t->rows; i++) {
        const char *key = join_cells(&f->from, t->row[i].cell);
        if ((last && !strcmp(key, last)) ||
            (f->from.n == 1 && inspected_is_missing(t->resource, key)))
            continue;
        if (text_set_has(&have, key)) {
            text_set_add(inspection.m, &used[f->resource - inspection.package.resource],
                         key, t->row[i].line);
            last = key;
            continue;
        }
        const char *near = msg_nearest(key, names);
        inspection_fault(t, "foreign-key", t->row[i].line, f->from.at[0] + 1, key,
                         mem_print(inspection.m, "%s is not in %s%s%s", readable(key),
                                   f->resource->file,
                                   near ? "; the nearest there is " : "",
                                   near ? msg_quote(near) : ""));
    }
}

/* Sources that nothing refers to: each is a row of a table with grades. */
static void
check_used(struct text_set used[])
{
    int rule = -1;
    for (int i = 0; i < inspection.package.n; i++) {
        const struct inspected *t = &inspection.file[i];
        const struct resource *r = t->resource;
        int grade = 0;
        while (grade < r->fields && strcmp(r->field[grade].name, "grade"))
            grade++;
        if (!t->sound || grade == r->fields || r->primary.n != 1)
            continue;
        if (rule < 0)
            rule = findings_rule(&inspection.report, "source-used",
                                 "some row cites each source", SEVERITY_WARNING,
                                 inspection.package.file, 0);
        for (long k = 0; k < t->rows; k++) {
            const char *id = t->row[k].cell[r->primary.at[0]];
            inspection.report.rule[rule].judged++;
            if (text_set_has(&used[i], id))
                continue;
            findings_add(
                &inspection.report,
                (struct finding){
                    .table = t->number,
                    .rule = rule,
                    .type = "row-constraint",
                    .line = t->row[k].line,
                    .field = r->primary.at[0] + 1,
                    .column = r->field[r->primary.at[0]].name,
                    .cell = id,
                    .key = id,
                    .source = id,
                    .text = mem_print(inspection.m, "no row cites %s", msg_quote(id))});
        }
    }
}

void
inspect_references(void)
{
    const struct data_package *p = &inspection.package;
    struct text_set *used = mem_array(inspection.m, (size_t)p->n, sizeof *used);
    for (int i = 0; i < p->n; i++)
        for (int k = 0; k < p->resource[i].foreigns; k++)
            check_foreign(&inspection.file[i], &p->resource[i].foreign[k], used);
    check_used(used);
}
