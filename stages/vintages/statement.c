#include "vintages/statement.h"

#include <math.h>
#include <string.h>

#include "table/cell_fault.h"

struct statement
statement_read(const struct table *t, const struct table_row *row, struct mem *m)
{
    static char nothing[1];
    struct statement s = {
        *row, table_amount(t, row), publication_of(t, row, m), NOTHING, false, false};
    table_period(t, row);
    const char *fault = cell_fault_compare(m, table_cell(t, row, TABLE_COMPARE));
    if (fault)
        table_die(t, row, "compare", "%s", fault);
    if (t->at[TABLE_COMPARE] >= 0 && publication_is_mute(s.source->id))
        s.row.cell[t->at[TABLE_COMPARE]] = nothing;
    if (s.amount.known)
        s.says = NUMBER;
    else if (*table_cell(t, row, TABLE_LO) || *table_cell(t, row, TABLE_HI))
        s.says = BOUNDS;
    else if (*table_cell(t, row, TABLE_COMPARE))
        s.says = COMPARISON;
    s.avoided = strpbrk(table_cell(t, row, TABLE_STATUS), vintages.avoid) != NULL;
    return s;
}

static bool
same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

bool
statements_agree(const struct amount *a, const struct amount *b)
{
    return same_number(a->value, b->value) && a->lo == b->lo && a->hi == b->hi &&
           same_number(a->est_lo, b->est_lo) && same_number(a->est_hi, b->est_hi);
}

char *
statement_cite(const struct statement *s, struct mem *m)
{
    return mem_print(m, "%s@%s", s->source->id, s->source->cited);
}
