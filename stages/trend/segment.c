#include "trend/segment.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"

struct trend trend;

/* Columns of the input that methods read besides, in the order of the methods. */
enum { OTHERS = 16 };
static struct {
    const struct extra *extra;
    int at;
} other[OTHERS];
static size_t others;

/* Room that is kept from segment to segment. */
static struct segment room;
static size_t size;
static bool want_rows;

void
segment_open(const struct extra *const extra[], size_t n, bool rows)
{
    others = 0;
    want_rows = rows;
    for (size_t i = 0; i < n; i++)
        if (*extra[i]->column && others < OTHERS) {
            other[others].extra = extra[i];
            other[others++].at =
                table_find_named(trend.table, *extra[i]->column, extra[i]->option);
        }
}

const double *
segment_other(const struct segment *s, const char *const *column)
{
    for (size_t k = 0; k < others; k++)
        if ((const char *const *)other[k].extra->column == column)
            return s->other[k];
    return NULL;
}

/* A number above 0 (or from 0) in a column of its own; NAN when empty. */
static double
other_number(const struct table_row *row, size_t k)
{
    double x;
    const char *text = row->cell[other[k].at];
    bool zero = other[k].extra->from_zero;
    if (!*text)
        return NAN;
    if (!num_parse(text, &x) || x < 0 || (!zero && !(x > 0)))
        table_die(trend.table, row, trend.table->column[other[k].at],
                  "%s is not a number %s 0", msg_quote(text), zero ? "from" : "above");
    return x;
}

double
segment_phase(const struct segment *s, size_t i)
{
    double year = s->first_year + s->t[i] / s->per_year;
    return year - floor(year);
}

size_t
segment_season(const struct segment *s, size_t i)
{
    return period_season(segment_phase(s, i), s->seasons);
}

double
segment_step(const struct segment *s, size_t i)
{
    return s->per_year > 1 ? s->t[i] : s->t[i] * (double)s->seasons;
}

/* Time in periods from the first row on, which keeps slopes exact; intervals in years. */
static double
time_since(const struct period *first, const struct period *p)
{
    long y0, m0, d0, y, m, d;
    if (p->freq != 'I')
        return (double)(p->index - first->index);
    period_civil(first->first, &y0, &m0, &d0);
    period_civil(p->first, &y, &m, &d);
    return (double)(y - y0) + (double)(m - m0) / 12 +
           (double)(d - d0) / PERIOD_DAYS_A_YEAR;
}

static double *
more(double *old, size_t wanted, struct mem *run)
{
    return mem_grow(run, old, size * sizeof *old, wanted * sizeof *old);
}

static void
make_room(void)
{
    static struct mem run;
    size_t wanted = size ? 2 * size : 64;
    room.t = more(room.t, wanted, &run);
    room.lo = more(room.lo, wanted, &run);
    room.hi = more(room.hi, wanted, &run);
    if (!room.other)
        room.other = mem_array(&run, OTHERS, sizeof *room.other);
    for (size_t k = 0; k < others; k++)
        room.other[k] = more(room.other[k], wanted, &run);
    if (want_rows)
        room.row = mem_grow(&run, room.row, size * sizeof *room.row,
                            wanted * sizeof *room.row);
    size = wanted;
}

void
segment_begin(struct segment *s, const struct period *first,
              const struct table_row *row, const char *since)
{
    if (!size)
        make_room();
    *s = (struct segment){
        .t = room.t, .lo = room.lo, .hi = room.hi, .other = room.other};
    s->row = room.row;
    s->since = since;
    s->first = *first;
    s->first_text = mem_copy(&trend.arena, table_cell(trend.table, row, TABLE_PERIOD));
    s->status = s->source = "";
    s->unit = mem_copy(&trend.arena, table_cell(trend.table, row, TABLE_UNIT));
    s->counts = s->whole = table_counted(s->unit);
    s->seasons = period_seasons(first);
    s->per_year = first->freq == 'D'   ? PERIOD_DAYS_A_YEAR
                  : first->freq == 'I' ? 1
                                       : (double)s->seasons;
    s->first_year = period_year(first);
}

/* Whether a cell is not the one before, which it now is. */
static bool
is_new(const char *cell, const char **before)
{
    if (*before && !strcmp(*before, cell))
        return false;
    *before = mem_copy(&trend.arena, cell);
    return true;
}

static void
take_point(struct segment *s, const struct table_row *row, const struct amount *a,
           double t)
{
    if (s->n == size) {
        make_room();
        s->t = room.t;
        s->lo = room.lo;
        s->hi = room.hi;
        s->row = room.row;
    }
    s->t[s->n] = t;
    s->lo[s->n] = a->lo;
    s->hi[s->n] = a->hi;
    s->bounded += a->lo < a->hi;
    s->zeros += a->known && !(fabs(a->value) > 0);
    s->small += a->lo < SMALL_COUNT;
    s->sum += a->lo;
    s->most += a->hi;
    s->whole = s->whole && !(a->known && a->value > floor(a->value));
    for (size_t k = 0; k < others; k++)
        s->other[k][s->n] = other_number(row, k);
    if (want_rows)
        s->row[s->n] = table_keep(trend.table, &trend.arena, row);
    s->n++;
}

static void
take_interval(struct segment *s, const struct table_row *row)
{
    struct mem *m = &trend.arena;
    size_t n = s->n, item = sizeof *s->interval;
    if (!(n & (n - 1))) /* room for twice as many */
        s->interval = mem_grow(m, s->interval, n * item, (n ? 2 * n : 1) * item);
    s->interval[n] = mem_copy(m, table_cell(trend.table, row, TABLE_PERIOD));
}

void
segment_take(struct segment *s, const struct table_row *row, const struct period *p)
{
    const struct table *t = trend.table;
    const char *status = table_cell(t, row, TABLE_STATUS);
    struct amount a = table_amount(t, row);
    bool inexact;
    const char *why = trend.as_range ? table_as_range(t, row, &a, &inexact)
                                     : table_inexact(t, row, &a);
    s->inexact += trend.as_range && inexact && !why;
    if (!s->not_summed)
        s->not_summed = why;
    if (!s->unusable)
        s->unusable = why;
    s->suppressed += strchr(status, 'Q') != NULL;
    const char *source = table_cell(t, row, TABLE_SOURCE);
    if (is_new(status, &s->status_before))
        s->status = table_status(&trend.arena, s->status, status);
    if (is_new(source, &s->source_before))
        table_union_add(&trend.arena, &s->cited, source);
    if (s->rows++)
        s->skipped += period_skipped(&s->end, p);
    s->end = *p;
    if (table_is_unbounded(&a, s->counts)) {
        s->withheld += strchr(status, 'Q') != NULL;
        return;
    }
    bool provisional = strchr(status, 'P') != NULL;
    s->provisional += provisional;
    s->last_provisional = provisional;
    snprintf(s->last, sizeof s->last, "%s", table_cell(t, row, TABLE_PERIOD));
    if (p->freq == 'I')
        take_interval(s, row);
    take_point(s, row, &a, time_since(&s->first, p));
}

void
segment_end(struct segment *s, const char *last, bool through)
{
    const char *end = strchr(last, '/');
    s->missing = s->rows + s->skipped - s->n;
    s->source = table_union_text(&trend.arena, &s->cited);
    s->span = mem_print(&trend.arena, "%.*s/%s", (int)strcspn(s->first_text, "/"),
                        s->first_text, end ? end + 1 : last);
    s->through = through;
    if (through)
        s->status = table_status(&trend.arena, s->status, "D");
    if (!s->unusable && s->counts &&
        !(fabs(s->sum) <= 1e300 && (s->most <= 1e300 || isinf(s->most))))
        s->unusable = "too-large";
    if (!s->unusable && s->n && s->seasons > 1 &&
        (s->t[s->n - 1] - s->t[0]) / s->per_year + 1 / (double)s->seasons < 1.98)
        s->unusable = "less-than-two-cycles";
}

const char *
slope_unit(const struct segment *s)
{
    return table_per_year(&trend.arena, s->unit);
}

const char *
because(enum st_status e)
{
    return e == ST_OK ? NULL : st_reason(e);
}

const char *
incomplete(const struct segment *s, size_t least)
{
    return s->unusable                ? s->unusable
           : s->n < least             ? st_reason(ST_TOO_FEW)
           : s->bounded || s->missing ? "incomplete"
                                      : NULL;
}

const char *
not_modelled(const struct segment *s)
{
    const double *exposure = segment_other(s, &trend.offset);
    if (!s->counts || !s->whole)
        return "not-a-count";
    if (s->unusable)
        return s->unusable;
    for (size_t i = 0; exposure && i < s->n; i++)
        if (isnan(exposure[i]))
            return "no-offset";
    return NULL;
}
