/*
 * interval - confidence limits (95 %) for counts, rates and proportions
 *
 * Reads a table and fills lo, hi and interval (ci95) of every row that has a value. The
 * value itself, status and source pass unchanged. Two columns stand at the right of the
 * result: method, the method and its operands, and reason, a code where no limits were
 * made. Columns of these names are used when the input has them.
 *
 *   --method poisson          the value is a count: exact limits (Garwood 1936)
 *   --method poisson --of N --per E
 *                             the value is a rate, scale times the count in column N over
 *                             the exposure (population) in column E; E counts as exact
 *   --method wilson           score interval (Wilson 1927), without continuity correction
 *   --method clopper-pearson  exact (Clopper and Pearson 1934), never too narrow
 *   --method jeffreys         beta quantiles with prior (1/2, 1/2) (Brown, Cai, DasGupta
 *                             2001)
 *
 *   wilson-corrected, agresti-coull
 *                             the score interval with continuity correction (Newcombe 1998;
 *                             R's prop.test by default), and its approximation (Agresti and
 *                             Coull 1998), cut at 0 and 1
 *   --method byar             for --method poisson by Byar's formula (Breslow and Day 1987),
 *                             as some offices publish; it is not exact
 *
 * All but poisson and byar are for proportions, scale times column N over column E, and need --of N
 * --per E. Without --of the numerator is the whole number that alone gives the share as it
 * is printed, rounded to its last digit; where several do, no limits are made. The scale is taken from the unit: 100 for percent, the number after _per_ as in
 * person_per_100000, otherwise 1; --scale overrides it. A value that differs from scale N/E
 * by a unit of its last printed digit or more ends the run with 65: the columns do not
 * belong to it. R's names: poisson.test, binom.test, prop.test(correct = FALSE).
 *
 * Reasons: missing, suppressed (no value, no bounds); bounded (a published range is kept);
 * published-interval (is kept); approximate (the value is published as "about");
 * not-a-count (unit); numerator-not-certain; no-numerator, no-denominator (empty cells); rounded-value (the value
 * is rounded so coarsely that it lies outside the limits); outside-domain (negative, not
 * whole, N above E, E zero); too-large (a count above 1e9).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"
#include "program/stage.h"
#include "stat/limits.h"
#include "table/cell_fault.h"
#include "table/level.h"
#include "table/table.h"

static long percent = 95;
static const struct level *level;
static const char *method_name, *of_name, *per_name;
static double scale_given;
static const struct opt opts[] = {
    {"method", 'm', OPT_TEXT, &method_name, "NAME",
     "poisson, byar, wilson, wilson-corrected, agresti-coull, clopper-pearson or "
     "jeffreys"},
    {"of", 0, OPT_TEXT, &of_name, "COLUMN", "the number of events"},
    {"per", 0, OPT_TEXT, &per_name, "COLUMN",
     "what they are counted among: exposure or denominator"},
    {"scale", 0, OPT_NUMBER, &scale_given, "N",
     "the value is N times events over exposure (default: from the unit)"},
    {"level", 0, OPT_COUNT, &percent, "PERCENT",
     "of the limits: 90, 95 (default) or 99"},
    {0},
};
static const char *const make[] = {"lo", "hi", "interval", "method", "reason", NULL};

static const struct method {
    const char *name;
    /* One of them: of a share, or of a count. */
    enum st_status (*share)(double x, double n, double level, struct st_limits *out);
    enum st_status (*count)(double x, double level, struct st_limits *out);
} methods[] = {
    {"poisson", NULL, st_poisson_limits},
    {"byar", NULL, st_byar},
    {"wilson", st_wilson, NULL},
    {"wilson-corrected", st_wilson_corrected, NULL},
    {"agresti-coull", st_agresti_coull, NULL},
    {"clopper-pearson", st_clopper_pearson, NULL},
    {"jeffreys", st_jeffreys, NULL},
};
#define NAMES                                                                     \
    "poisson, byar, wilson, wilson-corrected, agresti-coull, clopper-pearson or " \
    "jeffreys"

static const struct method *method;
static int of_at = -1, per_at = -1, method_at, reason_at, width;
static char *method_text;

static void
choose_method(void)
{
    if (!method_name)
        usage("no --method, expected " NAMES);
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (!strcmp(method_name, methods[i].name))
            method = &methods[i];
    if (!method)
        usage("--method %s is unknown, expected " NAMES, msg_quote(method_name));
    if (of_name && !per_name)
        usage("--of needs --per: what the events are counted among");
    if (method->share && !per_name)
        usage("--method %s needs --per COLUMN, and --of COLUMN where there is one",
              method_name);
    if (!method->share && per_name && !of_name)
        usage("--per needs --of: the events whose rate this is");
    if (scale_given < 0)
        usage("--scale must be above 0");
    if (scale_given > 0 && !per_name)
        usage("--scale goes with --per");
}

/* The place of a column of the result, added at the right when it is not there. */
static int
place(const struct table *t, const char *name)
{
    int at = table_find(t, name);
    return at < 0 ? width++ : at;
}

static double
scale_of(const char *unit)
{
    double n;
    const char *per = strstr(unit, "_per_");
    if (scale_given > 0)
        return scale_given;
    if (!strcmp(unit, "percent"))
        return 100;
    return per && num_parse(per + 5, &n) && n > 0 ? n : 1;
}

/* False when the cell is empty. */
static bool
operand(const struct table *t, const struct table_row *row, int at, double *x)
{
    const char *text = row->cell[at];
    if (!*text)
        return false;
    if (!num_parse(text, x))
        table_die(t, row, t->column[at], "%s", cell_fault_number(t->run, text));
    return true;
}

/* One unit of the last digit that is printed. */
static double
last_digit(const char *text)
{
    const char *point = strchr(text, '.');
    return point ? pow(10, -(double)strlen(point + 1)) : 1;
}

static void
check_value(const struct table *t, const struct table_row *row, double value, double x,
            double n, double scale)
{
    char expected[NUM_MAX], of[NUM_MAX], per[NUM_MAX];
    const char *text = table_cell(t, row, TABLE_VALUE);
    double exact = scale * x / n;
    if (!(fabs(value - exact) < last_digit(text) + 1e-12 * fabs(exact)))
        table_die(
            t, row, "value",
            "%s is not %s = %g times %s over %s; these columns do not belong to it, or "
            "--scale is needed",
            text, num_text(exact, expected), scale, num_text(x, of), num_text(n, per));
}

/* The only whole number of n that is printed as this share; -1 when several are. */
static double
only_numerator(const char *text, double value, double n, double scale)
{
    double half = last_digit(text) / 2, slack = 1e-9;
    double least = ceil((value - half) * n / scale - slack);
    double most = floor((value + half) * n / scale + slack);
    return least < most || least > most ? -1 : least;
}

/* Why a row has no limits to be made, or NULL. */
static const char *
excuse(const struct table *t, const struct table_row *row, const struct amount *a)
{
    const char *interval = table_cell(t, row, TABLE_INTERVAL);
    if (!isnan(a->est_lo))
        return "published-interval";
    if (!strcmp(interval, "range"))
        return "bounded";
    if (!a->known)
        return strchr(table_cell(t, row, TABLE_STATUS), 'Q') ? "suppressed" : "missing";
    if (!strcmp(interval, "approx"))
        return "approximate";
    if (per_at < 0 && !table_counted(table_cell(t, row, TABLE_UNIT)))
        return "not-a-count";
    return NULL;
}

/* The limits of one row. Returns the reason when there are none. */
static const char *
limits(const struct table *t, const struct table_row *row, double value,
       struct st_limits *out)
{
    double x = value, n = 1, scale = 1;
    if (per_at >= 0) {
        scale = scale_of(table_cell(t, row, TABLE_UNIT));
        if (of_at >= 0 && !operand(t, row, of_at, &x))
            return "no-numerator";
        if (!operand(t, row, per_at, &n))
            return "no-denominator";
        if (!(n > 0))
            return st_reason(ST_DOMAIN);
        if (of_at < 0)
            x = only_numerator(table_cell(t, row, TABLE_VALUE), value, n, scale);
        if (of_at < 0 && x < 0)
            return "numerator-not-certain";
        check_value(t, row, value, x, n, scale);
    }
    enum st_status s = method->share ? method->share(x, n, level->share, out)
                                     : method->count(x, level->share, out);
    if (s != ST_OK)
        return st_reason(s);
    if (method->share)
        *out = (struct st_limits){fmax(0, out->lo), fmin(1, out->hi)};
    out->lo *= method->share ? scale : scale / n;
    out->hi *= method->share ? scale : scale / n;
    return value < out->lo || value > out->hi ? "rounded-value" : NULL;
}

static void
one_row(const struct table *t, const struct table_row *row, char **cell)
{
    static char lo[NUM_MAX], hi[NUM_MAX], interval[8], empty[] = "";
    struct amount a = table_amount(t, row);
    struct st_limits l = {0, 0};
    for (int i = 0; i < width; i++)
        cell[i] = i < t->n ? row->cell[i] : empty;
    const char *why = excuse(t, row, &a);
    if (!why)
        why = limits(t, row, a.value, &l);
    if (why) {
        static char reason[64];
        snprintf(reason, sizeof reason, "%s", why);
        if (!*cell[reason_at])
            cell[reason_at] = reason;
    } else {
        cell[t->at[TABLE_LO]] = num_text(l.lo, lo);
        cell[t->at[TABLE_HI]] = num_text(l.hi, hi);
        snprintf(interval, sizeof interval, "%s", level->interval);
        cell[t->at[TABLE_INTERVAL]] = interval;
        cell[method_at] = method_text;
    }
    table_write(cell, width);
}

static int
run(struct mem *run, int n, char **file)
{
    struct table t;
    struct table_row row;
    choose_method();
    level = level_of(percent);
    table_open(&t, run, n ? file[0] : NULL, NULL, TABLE_ANY);
    if (of_name)
        of_at = table_find_named(&t, of_name, "--of");
    if (per_name)
        per_at = table_find_named(&t, per_name, "--per");
    width = t.n;
    method_at = place(&t, "method");
    reason_at = place(&t, "reason");
    if (method_at < t.key || reason_at < t.key)
        die_at(EX_DATAERR, (struct place){t.in.file, 1, NULL},
               "column %s is part of the key, expected it right of value",
               method_at < t.key ? "method" : "reason");
    method_text = of_name ? mem_print(run, "%s %s/%s", method->name, of_name, per_name)
                  : per_name ? mem_print(run, "%s, numerator from the share of %s",
                                         method->name, per_name)
                             : mem_copy(run, method->name);
    char **cell = mem_array(run, (size_t)width, sizeof *cell);
    for (int i = 0; i < t.n; i++)
        cell[i] = t.column[i];
    cell[method_at] = mem_copy(run, "method");
    cell[reason_at] = mem_copy(run, "reason");
    table_write(cell, width);
    while (table_next(&t, &row))
        one_row(&t, &row, cell);
    table_close(&t);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT,    "[FILE]", 0,  1,
                                       opts,       table_contract, make,     run};
    return stage_main(&stage, argc, argv);
}
