#include "table/result.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"

const char *const result_make[] = {"statistic", "value",    "lo",     "hi",
                                   "interval",  "status",   "method", "verdict",
                                   "reason",    "sentence", NULL};

/* Columns from `statistic` on. */
enum {
    STATISTIC,
    PERIOD,
    VALUE,
    LO,
    HI,
    INTERVAL,
    UNIT,
    STATUS,
    SOURCE,
    METHOD,
    VERDICT,
    REASON,
    SENTENCE,
    COLUMNS
};

static const char *const name[COLUMNS] = {
    "statistic", "period", "value",  "lo",      "hi",     "interval", "unit",
    "status",    "source", "method", "verdict", "reason", "sentence"};

static int width;

void
result_open(struct result *r, struct mem *run, const struct table *t)
{
    int keys = t->key - 1;
    int at = table_find(t, "statistic");
    if (at >= 0 && at < keys)
        die_at(EX_DATAERR, (struct place){t->in.file, 1, "statistic"},
               "is a column of the key already, expected observations and not "
               "statistics");
    *r = (struct result){.tab = t};
    width = keys + COLUMNS;
    char **cell = mem_array(run, (size_t)width, sizeof *cell);
    for (int i = 0; i < keys; i++)
        cell[i] = t->column[i];
    for (int i = 0; i < COLUMNS; i++)
        cell[keys + i] = mem_copy(run, name[i]);
    table_write(cell, width);
}

static char *
number(struct mem *m, double x)
{
    char text[NUM_MAX];
    return mem_copy(m, isfinite(x) ? num_text(x, text) : "");
}

static char *
status_of(struct mem *m, const char *status, bool value)
{
    if (!value)
        return table_status(m, status, "O");
    if (!strpbrk(status, "OQ"))
        return mem_copy(m, status);
    char *less = table_status_less(m, table_status_less(m, status, 'O'), 'Q');
    return table_status(m, less, "E");
}

void
result_add(struct result *r, char *const key[], const struct result_row *x)
{
    struct mem *m = &r->mem;
    int keys = r->tab->key - 1;
    bool value = isfinite(x->value), bounds = isfinite(x->lo) || isfinite(x->hi);
    if (!value && !(x->reason && *x->reason))
        die(EX_SOFTWARE, "internal: %s has neither value nor reason", x->statistic);
    char **cell = mem_array(m, (size_t)width, sizeof *cell);
    for (int i = 0; i < keys; i++)
        cell[i] = mem_copy(m, key[i]);
    const char *text[COLUMNS] = {
        [STATISTIC] = x->statistic,
        [PERIOD] = x->period,
        [VALUE] = number(m, x->value),
        [LO] = number(m, x->lo),
        [HI] = number(m, x->hi),
        [INTERVAL] = bounds ? x->interval : "",
        [UNIT] = x->unit,
        [STATUS] = status_of(m, x->status ? x->status : "", value),
        [SOURCE] = x->source,
        [METHOD] = x->method,
        [VERDICT] = x->verdict,
        [REASON] = x->reason,
        [SENTENCE] = x->sentence,
    };
    for (int i = 0; i < COLUMNS; i++)
        cell[keys + i] = mem_copy(m, text[i] ? text[i] : "");
    if (r->n == r->size) {
        size_t more = r->size ? 2 * r->size : 32;
        r->row = mem_grow(m, r->row, r->size * sizeof *r->row, more * sizeof *r->row);
        r->size = more;
    }
    r->row[r->n++] = cell;
}

static int
by_key(const void *a, const void *b)
{
    char *const *x = *(char **const *)a, *const *y = *(char **const *)b;
    return table_compare(x, y, width - COLUMNS + VALUE);
}

void
result_flush(struct result *r)
{
    if (r->n)
        qsort(r->row, r->n, sizeof *r->row, by_key);
    for (size_t i = 0; i < r->n; i++) {
        if (i && !by_key(&r->row[i - 1], &r->row[i]))
            die(EX_SOFTWARE, "internal: %s of %s twice",
                r->row[i][width - COLUMNS + STATISTIC],
                r->row[i][width - COLUMNS + PERIOD]);
        table_write(r->row[i], width);
    }
    mem_reset(&r->mem);
    r->row = NULL;
    r->n = r->size = 0;
}

char *
result_span(struct mem *m, const char *first, const char *last)
{
    struct period a, b;
    if (!period_parse(first, &a) || !period_parse(last, &b))
        die(EX_SOFTWARE, "internal: a span of what are no periods");
    if (!strcmp(first, last))
        return mem_copy(m, first);
    const char *from = b.first < a.first ? last : first;
    const char *to = a.last > b.last ? first : last, *slash = strchr(to, '/');
    return mem_print(m, "%s/%s", mem_text(m, from, strcspn(from, "/")),
                     slash ? slash + 1 : to);
}

char *
result_round(struct mem *m, double x, int digits)
{
    char text[64], out[NUM_MAX];
    if (isinf(x))
        return mem_copy(m, "unlimited");
    snprintf(text, sizeof text, "%.*e", digits - 1, x);
    return mem_copy(m, num_text(strtod(text, NULL), out));
}
