#include <math.h>
#include <string.h>

#include "contrasts/contrasts.h"
#include "program/num.h"
#include "table/cell_fault.h"

/* What the column of the option says; a reason when it cannot be used. */
static const char *
size_of(const struct table_row *row, double *size)
{
    *size = 1;
    if (contrasts.size_at < 0)
        return NULL;
    const char *text = row->cell[contrasts.size_at];
    if (!*text)
        return contrasts.kind == RATES ? "no-exposure" : "no-total";
    if (!num_parse(text, size))
        table_die(contrasts.table, row, contrasts.table->column[contrasts.size_at],
                  "%s", cell_fault_number(contrasts.table->run, text));
    return *size > 0 && (contrasts.kind == RATES || *size <= floor(*size))
               ? NULL
               : st_reason(ST_DOMAIN);
}

struct side
contrasts_side(const struct table_row *row)
{
    struct amount x = table_amount(contrasts.table, row);
    bool inexact;
    const char *estimate = table_as_range(contrasts.table, row, &x, &inexact);
    struct side s = {ceil(x.lo), floor(x.hi), 1, NULL, inexact};
    const char *why = size_of(row, &s.size);
    if (!table_counted(table_cell(contrasts.table, row, TABLE_UNIT)) ||
        (x.known && x.value > floor(x.value)))
        s.why = "not-a-count";
    else if (estimate)
        s.why = estimate;
    else if (x.lo < 0 || (contrasts.kind == SHARES && !why && s.lo > s.size))
        s.why = st_reason(ST_DOMAIN);
    else if (why)
        s.why = why;
    else if (!x.known && s.lo <= 0 && isinf(s.hi) && contrasts.kind != SHARES)
        s.why = strchr(table_cell(contrasts.table, row, TABLE_STATUS), 'Q')
                    ? "suppressed"
                    : "missing";
    else if (s.lo > s.hi)
        s.why = st_reason(ST_CONTRADICTION);
    if (contrasts.kind == SHARES)
        s.hi = fmin(s.hi, s.size);
    return s;
}
