#include "inspection/ledger.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "program/num.h"
#include "program/stage.h"

/* The day that nothing can have been published after. */
static struct {
    long day;
    char text[PERIOD_MAX];
    const char *which;
} now;

void
inspect_set_now(void)
{
    const char *set = getenv("SOURCE_DATE_EPOCH");
    double seconds = (double)time(NULL);
    if (set && (!num_parse(set, &seconds) || seconds < 0))
        usage("SOURCE_DATE_EPOCH: %s is no number of seconds since 1970",
              msg_quote(set));
    now.which = set ? "the day of SOURCE_DATE_EPOCH" : "today";
    now.day = period_day(1970, 1, 1) + (long)(seconds / 86400);
    period_text('D', now.day, now.text);
}

/* A date is one, and not to come. */
static void
check_published(const struct inspected *t, long k, int published)
{
    const char *date = t->row[k].cell[published];
    struct period p;
    long day;
    if (t->faulty[k])
        return;
    if (period_parse(date, &p) && p.first > now.day)
        inspection_fault(t, "row-constraint", t->row[k].line, published + 1, date,
                         mem_print(inspection.m, "%s lies after %s, %s",
                                   msg_quote(date), now.text, now.which));
    if (*date && !period_published(date, &day))
        inspection_fault(t, "constraint-error", t->row[k].line, published + 1, NULL,
                         mem_print(inspection.m, "%s is not a date", msg_quote(date)));
}

/* The rows of the table that `source` refers to. */
static void
take_source_rows(struct statements *s, const struct foreign *f)
{
    const struct inspected *t = inspection_of(f->resource);
    int published = inspected_field(f->resource, "published");
    int grade = inspected_field(f->resource, "grade");
    int copies = inspected_field(f->resource, "copies");
    for (long k = 0; k < t->rows && published >= 0 && grade >= 0; k++) {
        char *const *cell = t->row[k].cell;
        check_published(t, k, published);
        statements_source(s, cell[f->to.at[0]], cell[published], cell[grade],
                          copies < 0 ? "" : cell[copies]);
    }
}

static void
take_sources(struct statements *s, const struct resource *r)
{
    int column = inspected_field(r, "source");
    for (int i = 0; i < r->foreigns; i++)
        if (r->foreign[i].from.n == 1 && r->foreign[i].from.at[0] == column)
            take_source_rows(s, &r->foreign[i]);
}

static bool
same_columns(const struct resource *a, const struct resource *b)
{
    if (a->fields != b->fields)
        return false;
    for (int i = 0; i < a->fields; i++)
        if (strcmp(a->field[i].name, b->field[i].name))
            return false;
    return true;
}

/* What is counted is counted in whole ones. */
static void
check_whole(const struct statements *s, const struct inspected *t, long k)
{
    static const enum table_column amounts[] = {TABLE_VALUE, TABLE_LO, TABLE_HI};
    const char *unit = table_cell(&s->tab, &t->row[k], TABLE_UNIT);
    for (int i = 0; i < 3 && table_counted(unit); i++) {
        const char *cell = table_cell(&s->tab, &t->row[k], amounts[i]);
        double x;
        if (num_parse(cell, &x) && x != floor(x))
            inspection_fault(
                t, "row-constraint", t->row[k].line, s->tab.at[amounts[i]] + 1, cell,
                mem_print(inspection.m,
                          "%s %s, which is counted, expected a whole number", cell,
                          unit));
    }
}

/* Puts the rows of a table into the store, which must have its columns. */
static void
take_rows(struct statements *s, const struct inspected *t)
{
    struct table_fault fault;
    for (long k = 0; k < t->rows; k++)
        if (statements_add(s, t->number, t->row[k], &fault))
            check_whole(s, t, k);
        else if (!t->faulty[k])
            inspection_fault(t, "row-constraint", t->row[k].line,
                             inspected_field(t->resource, fault.column) + 1, NULL,
                             mem_copy(inspection.m, fault.text));
}

/* The same key by the same source in two tables of the ledger: of one table, its primary
 * key tells. */
static void
check_across(const struct statements *s)
{
    for (int i = 1; i < s->statements; i++) {
        const struct statement *a = &s->statement[i - 1], *b = &s->statement[i];
        if (a->key != b->key || a->table == b->table ||
            strcmp(a->source->id, b->source->id) != 0)
            continue;
        int at = 0;
        while (inspection.file[at].number != b->table)
            at++;
        inspection_fault(
            &inspection.file[at], "primary-key", b->row.line, 1, NULL,
            mem_print(inspection.m, "\"%s\" by %s stands in %s:%ld already",
                      statements_key_text(s, b->key), b->source->id,
                      inspection.report.table[a->table].file, a->row.line));
    }
}

void
inspect_ledger(struct statements *store)
{
    for (int i = 0; i < inspection.package.n; i++) {
        struct resource *r = &inspection.package.resource[i];
        struct statements other;
        char **column = mem_array(inspection.m, (size_t)r->fields + 1, sizeof *column);
        for (int k = 0; k < r->fields; k++)
            column[k] = mem_copy(inspection.m, r->field[k].name);
        if (inspection.ledger && same_columns(inspection.ledger, r)) {
            take_rows(store, &inspection.file[i]);
        } else if (statements_init(inspection.ledger ? &other : store, inspection.m,
                                   column, r->fields)) {
            if (!inspection.ledger)
                take_sources(store, r);
            take_rows(inspection.ledger ? &other : store, &inspection.file[i]);
            inspection.ledger = inspection.ledger ? inspection.ledger : r;
        }
    }
    if (inspection.ledger) {
        statements_index(store);
        check_across(store);
    }
}
