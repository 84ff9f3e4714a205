#include "table/result.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"
#include "table/reason.h"

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
    MORE,
    METHOD,
    VERDICT,
    REASON,
    SENTENCE,
    COLUMNS
};

static const char *const name[COLUMNS] = {
    "statistic", "period", "value", "lo",     "hi",      "interval", "unit",
    "status",    "source", "",      "method", "verdict", "reason",   "sentence"};

static int period_at; /* where by_key() ends */

/* A line into cell[]: key, then text[], without the column `more` where there is none. Returns
 * its length. */
static int
join(const struct result *r, struct mem *m, char *const key[],
     const char *const text[COLUMNS], char **cell)
{
    int n = 0;
    for (; n < r->keys; n++)
        cell[n] = mem_copy(m, key[n]);
    for (int i = 0; i < COLUMNS; i++)
        if (i != MORE || r->more)
            cell[n++] = mem_copy(m, text[i] ? text[i] : "");
    return n;
}

void
result_open_as(struct result *r, struct mem *run, char *const key[], int keys,
               const char *more)
{
    const char *text[COLUMNS];
    *r = (struct result){.keys = keys, .more = more};
    memcpy(text, name, sizeof text);
    text[MORE] = more;
    char **cell = mem_array(run, (size_t)keys + COLUMNS, sizeof *cell);
    table_write(cell, join(r, run, key, text, cell));
}

void
result_open(struct result *r, struct mem *run, const struct table *t)
{
    int keys = t->key - 1;
    int at = table_find(t, "statistic");
    if (at >= 0 && at < keys)
        die_at(EX_DATAERR, (struct place){t->in.file, 1, "statistic"},
               "is a column of the key already, expected observations and not "
               "statistics");
    result_open_as(r, run, t->column, keys, NULL);
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
    bool value = isfinite(x->value), bounds = isfinite(x->lo) || isfinite(x->hi);
    if (!value && !(x->reason && *x->reason))
        die(EX_SOFTWARE, "internal: %s has neither value nor reason", x->statistic);
    const char *status = x->status ? x->status : "";
    const char *text[COLUMNS] = {
        [STATISTIC] = x->statistic,
        [PERIOD] = x->period,
        [VALUE] = number(m, x->value),
        [LO] = number(m, x->lo),
        [HI] = number(m, x->hi),
        [INTERVAL] = bounds ? x->interval : "",
        [UNIT] = x->unit,
        [STATUS] = x->status_stands ? status : status_of(m, status, value),
        [SOURCE] = x->source,
        [MORE] = x->more,
        [METHOD] = x->method,
        [VERDICT] = x->verdict,
        [REASON] = x->reason,
        [SENTENCE] = x->sentence,
    };
    char **cell = mem_array(m, (size_t)r->keys + COLUMNS, sizeof *cell);
    join(r, m, key, text, cell);
    r->row = mem_more(m, r->row, r->n, sizeof *r->row);
    r->row[r->n++] = cell;
}

static int
by_key(const void *a, const void *b)
{
    char *const *x = *(char **const *)a, *const *y = *(char **const *)b;
    return table_compare(x, y, period_at + 1);
}

static char **
cell_of(const struct result *r, size_t row, int column)
{
    return &r->row[row][r->keys + column - (column > MORE && !r->more)];
}

/* Where no row says anything, those without a value say why. */
static void
say_reasons(struct result *r)
{
    for (size_t i = 0; i < r->n; i++)
        if (**cell_of(r, i, SENTENCE))
            return;
    for (size_t i = 0; i < r->n; i++)
        if (**cell_of(r, i, REASON) && !**cell_of(r, i, INTERVAL) &&
            !**cell_of(r, i, VALUE))
            *cell_of(r, i, SENTENCE) =
                mem_print(&r->mem, "No value: %s.",
                          reason_words(&r->mem, *cell_of(r, i, REASON)));
}

void
result_flush(struct result *r)
{
    int width = r->keys + COLUMNS - !r->more;
    period_at = r->keys + PERIOD;
    say_reasons(r);
    if (r->n)
        qsort(r->row, r->n, sizeof *r->row, by_key);
    for (size_t i = 0; i < r->n; i++) {
        if (i && !by_key(&r->row[i - 1], &r->row[i]))
            die(EX_SOFTWARE, "internal: %s of %s twice", r->row[i][r->keys],
                r->row[i][period_at]);
        table_write(r->row[i], width);
    }
    mem_reset(&r->mem);
    r->row = NULL;
    r->n = 0;
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

char *
result_words(struct mem *m, double x, int digits)
{
    int whole = fabs(x) >= 1 && isfinite(x) ? 1 + (int)floor(log10(fabs(x))) : 1;
    whole = whole < DBL_DIG ? whole : DBL_DIG;
    return result_round(m, x, whole > digits ? whole : digits);
}

char *
result_apart(struct mem *m, double x, int digits, double none)
{
    char *text = result_round(m, x, digits);
    while (digits < DBL_DIG && isfinite(x) && !num_on_side(strtod(text, NULL), x, none))
        text = result_round(m, x, ++digits);
    return text;
}

const char *
result_span_words(struct mem *m, const char *span)
{
    size_t n = strcspn(span, "/");
    if (!span[n])
        return span;
    const char *last = span + n + 1;
    return n == strlen(last) && !strncmp(span, last, n)
               ? last
               : mem_print(m, "%.*s to %s", (int)n, span, last);
}
