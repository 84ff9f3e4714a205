/*
 * amount - what a row says about its quantity: value, bounds, interval and status are read and
 * held against the rules of the table; what of it takes part in statistics.
 */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "program/num.h"
#include "table/cell_fault.h"
#include "table/table.h"

static bool complain(struct table_fault *f, const char *column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool
complain(struct table_fault *f, const char *column, const char *format, ...)
{
    va_list ap;
    f->column = column;
    va_start(ap, format);
    vsnprintf(f->text, sizeof f->text, format, ap);
    va_end(ap);
    return false;
}

/* Whether there is no fault; one is kept. */
static bool
sound(struct table_fault *f, const char *column, const char *fault)
{
    return !fault || complain(f, column, "%s", fault);
}

static bool
number(const struct table *t, const struct table_row *row, enum table_column c,
       double absent, double *out, struct table_fault *fault)
{
    const char *text = table_cell(t, row, c);
    *out = absent;
    if (*text && !num_parse(text, out))
        return complain(fault, table_name[c],
                        "%s; `clean` turns published notation into value, lo, hi and "
                        "status",
                        cell_fault_number(t->run, text));
    return true;
}

const char *
table_estimate(const char *interval)
{
    static const char *const word[][2] = {{"ci", "CI"}, {"cri", "CrI"}, {"pi", "PI"}};
    for (size_t i = 0; i < sizeof word / sizeof *word; i++) {
        size_t n = strlen(word[i][0]);
        const char *level = interval + n;
        if (strncmp(interval, word[i][0], n) ||
            (strcmp(level, "90") && strcmp(level, "95") && strcmp(level, "99")))
            continue;
        return word[i][1];
    }
    return NULL;
}

bool
table_amount_try(const struct table *t, const struct table_row *row, struct amount *out,
                 struct table_fault *fault)
{
    const char *status = table_cell(t, row, TABLE_STATUS);
    const char *interval = table_cell(t, row, TABLE_INTERVAL);
    struct amount a = {.est_lo = NAN, .est_hi = NAN};
    if (!number(t, row, TABLE_VALUE, NAN, &a.value, fault) ||
        !number(t, row, TABLE_LO, -INFINITY, &a.lo, fault) ||
        !number(t, row, TABLE_HI, INFINITY, &a.hi, fault) ||
        !sound(fault, "status", cell_fault_status(t->run, status, true)))
        return false;
    a.known = !isnan(a.value);
    if (a.lo > a.hi)
        return complain(fault, "lo", "%s is above hi, %s", table_cell(t, row, TABLE_LO),
                        table_cell(t, row, TABLE_HI));
    if (a.known && (a.value < a.lo || a.value > a.hi))
        return complain(fault, "value", "%s is outside its own bounds %s..%s",
                        table_cell(t, row, TABLE_VALUE), table_cell(t, row, TABLE_LO),
                        table_cell(t, row, TABLE_HI));
    if (!sound(fault, "status",
               cell_fault_missing(t->run, status, table_cell(t, row, TABLE_VALUE))) ||
        !sound(fault, "interval", cell_fault_interval(t->run, interval)))
        return false;
    if (table_estimate(interval)) {
        a.est_lo = a.lo;
        a.est_hi = a.hi;
        a.lo = -INFINITY;
        a.hi = INFINITY;
    }
    if (!*interval && (a.lo != -INFINITY || a.hi != INFINITY))
        return complain(fault, "interval",
                        "is empty beside bounds, expected range, ci95, cri95 or pi95");
    if (a.known)
        a.lo = a.hi = a.value;
    else if (a.lo < 0 && table_counted(table_cell(t, row, TABLE_UNIT)))
        a.lo = 0;
    *out = a;
    return true;
}

struct amount
table_amount(const struct table *t, const struct table_row *row)
{
    struct amount a;
    struct table_fault fault;
    if (!table_amount_try(t, row, &a, &fault))
        table_die(t, row, fault.column, "%s", fault.text);
    return a;
}

const char *
table_inexact(const struct table *t, const struct table_row *row,
              const struct amount *a)
{
    if (!isnan(a->est_lo))
        return "published-interval";
    return strcmp(table_cell(t, row, TABLE_INTERVAL), "approx") ? NULL : "approximate";
}

/* The bounds that stand beside a number; false without one on either side. */
static bool
own_bounds(const struct table *t, const struct table_row *row, struct amount *a)
{
    struct table_fault unused;
    bool any = *table_cell(t, row, TABLE_LO) || *table_cell(t, row, TABLE_HI);
    return any && number(t, row, TABLE_LO, -INFINITY, &a->lo, &unused) &&
           number(t, row, TABLE_HI, INFINITY, &a->hi, &unused);
}

bool
table_is_unbounded(const struct amount *a, bool counted)
{
    return isinf(a->hi) && (isinf(a->lo) || (counted && a->lo <= 0));
}

const char *
table_as_range(const struct table *t, const struct table_row *row, struct amount *a,
               bool *inexact)
{
    bool counted = table_counted(table_cell(t, row, TABLE_UNIT));
    const char *why = table_inexact(t, row, a);
    *inexact = why != NULL;
    if (!why)
        return NULL;
    if (!isnan(a->est_lo)) {
        a->lo = a->est_lo;
        a->hi = a->est_hi;
        if (isinf(a->lo) || isinf(a->hi))
            return why;
    } else if (!own_bounds(t, row, a)) {
        return why;
    }
    a->lo = counted ? fmax(0, ceil(a->lo)) : a->lo;
    a->hi = counted ? floor(a->hi) : a->hi;
    a->known = false;
    return a->lo <= a->hi ? NULL : why;
}
