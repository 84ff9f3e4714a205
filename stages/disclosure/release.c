#include "disclosure/release.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "disclosure/code_sums.h"
#include "disclosure/overlaps.h"
#include "disclosure/parents.h"
#include "disclosure/period_sums.h"
#include "program/msg.h"
#include "program/num.h"
#include "stat/concentration.h"
#include "table/table.h"

static int
place_of(const struct release *r, const char *name)
{
    for (size_t i = 0; i < r->columns; i++)
        if (!strcmp(r->column[i], name))
            return (int)i;
    return -1;
}

static void
check_column(const struct release *r, const char *name)
{
    if (place_of(r, name) < 0)
        die(EX_DATAERR, "no table has a key column %s", msg_quote(name));
}

static void
add_column(struct release *r, const char *name)
{
    if (!(r->columns & (r->columns - 1)))
        r->column = mem_grow(r->run, r->column, r->columns * sizeof *r->column,
                             2 * (r->columns + 1) * sizeof *r->column);
    r->column[r->columns++] = mem_copy(r->run, name);
}

/* The columns of all keys, in the order in which they first appear, the period last. */
static void
collect_columns(struct release *r, const struct table t[], size_t tables)
{
    for (size_t i = 0; i < tables; i++)
        for (int k = 0; k + 1 < t[i].key; k++)
            if (place_of(r, t[i].column[k]) < 0)
                add_column(r, t[i].column[k]);
    add_column(r, "period");
}

static struct release_cell *
new_cell(struct release *r, size_t *room)
{
    if (r->cells == *room) {
        size_t more = *room ? 2 * *room : 256;
        r->cell = mem_grow(r->run, r->cell, r->cells * sizeof *r->cell,
                           more * sizeof *r->cell);
        *room = more;
    }
    return &r->cell[r->cells++];
}

/* The codes of a row by column of the release, the total where its table has no column. */
static char **
codes_of(const struct release *r, struct mem *m, const struct table *t,
         const struct table_row *row)
{
    char **code = mem_array(m, r->columns + 1, sizeof *code);
    for (size_t i = 0; i < r->columns; i++) {
        int at = table_find(t, r->column[i]);
        code[i] = mem_copy(m, at >= 0 && at < t->key ? row->cell[at] : r->total);
    }
    return code;
}

#define EXACT_MAX 9007199254740992.0 /* 2^53: whole numbers up to it are exact */

#define STEPS_MAX 1e13 /* of sums: what the solver tells apart */
#define PLACES_MAX 9

static void
check_exact(const struct table *t, const struct table_row *row, const struct amount *a,
            bool sums_up)
{
    const char *text = table_cell(t, row, TABLE_VALUE);
    if (sums_up) {
        if (a->known && a->value < 0)
            table_die(t, row, "value", "%s is below 0: of such sums nothing is known",
                      msg_quote(text));
        return;
    }
    if (a->known && (a->value != floor(a->value) || a->value < 0))
        table_die(t, row, "value", "%s is no count: expected a whole number from 0 up",
                  msg_quote(text));
    if (a->known && a->value >= EXACT_MAX)
        table_die(t, row, "value", "%s is 2^53 or more: sums of it are not exact",
                  msg_quote(text));
}

/* Counts or sums: as the first row that says something, and then all of them. */
static void
check_unit(struct release *r, const struct table *t, const struct table_row *row)
{
    const char *unit = table_cell(t, row, TABLE_UNIT);
    if (!table_adds(unit))
        table_die(t, row, "unit",
                  "%s does not add up: sums and bounds of it are not known",
                  msg_quote(unit));
    bool sums_up = !table_counted(unit);
    if (r->cells && r->sums_up != sums_up)
        table_die(t, row, "unit", "%s beside %s: expected counts alone, or sums alone",
                  msg_quote(unit), msg_quote(r->cell[0].unit));
    r->sums_up = sums_up;
}

/* The decimal places of the texts of a sum. */
static void
see_places(struct release *r, const char *text)
{
    const char *point = strchr(text, '.');
    int places = point ? (int)strlen(point + 1) : 0;
    if (places > r->places)
        r->places = places;
}

/* The largest contributions to a sum, where the table has them. */
static const double *
take_largest(struct release *r, const struct table *t, const struct table_row *row)
{
    double *of = mem_array(r->run, ST_CONCENTRATION_N, sizeof *of);
    size_t n = 0;
    for (char name[] = "largest1"; n < ST_CONCENTRATION_N; name[7]++) {
        int at = table_find(t, name);
        if (at < 0)
            break;
        if (!num_parse(row->cell[at], &of[n++]))
            table_die(t, row, name, "%s is no number", msg_quote(row->cell[at]));
        see_places(r, row->cell[at]);
    }
    if (n > r->largest)
        r->largest = n;
    return n ? of : NULL;
}

/* What is published of a row: a value, or the bounds of one that is withheld or missing. */
static void
take_row(struct release *r, const struct table *t, const struct table_row *row,
         size_t *room)
{
    static const enum table_column number[] = {TABLE_VALUE, TABLE_LO, TABLE_HI};
    struct amount a = table_amount(t, row);
    bool withheld = strchr(table_cell(t, row, TABLE_STATUS), 'Q') != NULL && !a.known;
    check_unit(r, t, row);
    check_exact(t, row, &a, r->sums_up);
    for (int i = 0; i < 3 && r->sums_up; i++)
        see_places(r, table_cell(t, row, number[i]));
    const double *largest = r->sums_up ? take_largest(r, t, row) : NULL;
    *new_cell(r, room) =
        (struct release_cell){codes_of(r, r->run, t, row),
                              a.known ? a.value : NAN,
                              fmax(a.lo, 0),
                              a.hi,
                              largest,
                              withheld,
                              !a.known && !withheld,
                              mem_copy(r->run, table_cell(t, row, TABLE_UNIT)),
                              mem_copy(r->run, table_cell(t, row, TABLE_SOURCE)),
                              t->in.file,
                              row->line,
                              0};
}

/* The values of sums, read as numbers, in steps. */
static void
count_steps(struct release *r)
{
    double steps = pow(10, r->places);
    if (r->places > PLACES_MAX)
        die(EX_DATAERR, "%d decimal places, expected at most %d", r->places,
            PLACES_MAX);
    for (size_t i = 0; i < r->cells && r->sums_up; i++) {
        struct release_cell *c = &r->cell[i];
        double *largest = mem_array(r->run, ST_CONCENTRATION_N, sizeof *largest);
        c->value = round(c->value * steps);
        c->lo = round(c->lo * steps);
        c->hi = round(c->hi * steps);
        for (size_t k = 0; k < r->largest && c->largest; k++)
            largest[k] = round(c->largest[k] * steps);
        c->largest = c->largest ? largest : NULL;
        if (c->value > STEPS_MAX)
            die_at(EX_DATAERR, (struct place){c->file, c->line, "value"},
                   "more than 10^13 steps of the last decimal place (%d): expected "
                   "fewer places, or a greater unit",
                   r->places);
    }
}

static size_t sort_columns;

static int
by_code(const void *a, const void *b)
{
    const struct release_cell *x = a, *y = b;
    int c = table_compare(x->code, y->code, (int)sort_columns);
    return c ? c : (x->line > y->line) - (x->line < y->line);
}

/* What two tables say of one cell. */
static void
join(const struct release *r, struct release_cell *to, const struct release_cell *from)
{
    if (to->lo > from->hi || from->lo > to->hi)
        die_at(EX_DATAERR, (struct place){from->file, from->line, NULL},
               "the cell is published otherwise in %s:%ld", to->file, to->line);
    for (size_t i = 0; i < r->largest && to->largest && from->largest; i++)
        if (to->largest[i] != from->largest[i])
            die_at(EX_DATAERR, (struct place){from->file, from->line, NULL},
                   "the largest contributions are others than in %s:%ld", to->file,
                   to->line);
    if (!to->largest)
        to->largest = from->largest;
    to->lo = fmax(to->lo, from->lo);
    to->hi = fmin(to->hi, from->hi);
    if (isnan(to->value))
        to->value = from->value;
    to->missing = to->missing && from->missing;
    to->withheld = to->withheld || from->withheld;
}

static void
sort_cells(struct release *r)
{
    size_t n = 0;
    sort_columns = r->columns;
    if (r->cells)
        qsort(r->cell, r->cells, sizeof *r->cell, by_code);
    for (size_t i = 0; i < r->cells; i++)
        if (n && !table_compare(r->cell[n - 1].code, r->cell[i].code, (int)r->columns))
            join(r, &r->cell[n - 1], &r->cell[i]);
        else
            r->cell[n++] = r->cell[i];
    r->cells = n;
}

/* The cells in the order of all columns but one, so that those of one sum come together. */
size_t *
release_order_without(const struct release *r, size_t column)
{
    size_t *order = mem_array(r->run, r->cells + 1, sizeof *order);
    struct release_cell *copy = mem_array(r->run, r->cells + 1, sizeof *copy);
    for (size_t i = 0; i < r->cells; i++) {
        copy[i] = r->cell[i];
        char **code = mem_array(r->run, r->columns + 1, sizeof *code);
        memcpy(code, r->cell[i].code, r->columns * sizeof *code);
        code[column] = code[r->columns - 1];
        copy[i].code = code;
        copy[i].line = (long)i;
    }
    sort_columns = r->columns - (column != r->columns - 1);
    if (column == r->columns - 1)
        sort_columns = r->columns - 1;
    qsort(copy, r->cells, sizeof *copy, by_code);
    for (size_t i = 0; i < r->cells; i++)
        order[i] = (size_t)copy[i].line;
    return order;
}

bool
release_alike_but(const struct release *r, size_t a, size_t b, size_t column)
{
    for (size_t i = 0; i < r->columns; i++)
        if (i != column && strcmp(r->cell[a].code[i], r->cell[b].code[i]) != 0)
            return false;
    return true;
}

void
release_sum_add(struct release *r, size_t part[], size_t n, const char *column,
                bool at_most)
{
    if (r->sums == r->sum_room) {
        size_t more = r->sum_room ? 2 * r->sum_room : 256;
        r->sum =
            mem_grow(r->run, r->sum, r->sums * sizeof *r->sum, more * sizeof *r->sum);
        r->sum_room = more;
    }
    r->sum[r->sums++] = (struct release_sum){part, n, column, at_most};
    for (size_t i = 0; i < n; i++)
        r->cell[part[i]].in++;
}

static bool
is_over(const struct release_options *o, const char *column)
{
    for (size_t i = 0; i < o->n_over; i++)
        if (!strcmp(o->over[i], column))
            return true;
    return !o->n_over;
}

static struct parents *
read_parents(struct release *r, const struct release_options *o)
{
    struct parents *p = mem_array(r->run, o->n_parents + 1, sizeof *p);
    for (size_t i = 0; i < o->n_parents; i++) {
        parents_read(&p[i], r->run, o->parents[i], r->total);
        check_column(r, p[i].column);
    }
    return p;
}

/* The parents of a column, or NULL. */
static struct parents *
parents_in(const struct release *r, const struct release_options *o, size_t column)
{
    for (size_t i = 0; i < o->n_parents; i++)
        if (!strcmp(r->parents[i].column, r->column[column]))
            return &r->parents[i];
    return NULL;
}

static void
find_sums(struct release *r, const struct release_options *o)
{
    r->parents = read_parents(r, o);
    for (size_t column = 0; column < r->columns; column++)
        if (is_over(o, r->column[column]))
            code_sums(r, column, parents_in(r, o, column), o->at_most);
    if (!o->apart && is_over(o, "period"))
        period_sums(r);
}

/* What the parts of a sum come to, at least and at most. */
static void
bounds_of_parts(const struct release *r, const struct release_sum *s, double *lo,
                double *hi)
{
    *lo = *hi = 0;
    for (size_t k = 1; k < s->n; k++) {
        *lo += r->cell[s->part[k]].lo;
        *hi += r->cell[s->part[k]].hi;
    }
}

static bool
holds(const struct release *r, const struct release_sum *s)
{
    const struct release_cell *total = &r->cell[s->part[0]];
    double lo, hi;
    bounds_of_parts(r, s, &lo, &hi);
    return lo <= total->hi && (s->at_most || hi >= total->lo);
}

static _Noreturn void
die_broken(const struct release *r, const struct release_sum *s)
{
    const struct release_cell *total = &r->cell[s->part[0]];
    struct place at = {total->file, total->line, s->column};
    double lo, hi;
    struct mem m = {0};
    bounds_of_parts(r, s, &lo, &hi);
    const char *way =
        !strcmp(s->column, "period") ? "; --periods=apart when they need not add up"
        : lo > total->hi && s->n > 3 ? "; --parents when codes are parts of others"
                                     : "";
    const char *from = release_text(r, &m, lo);
    if (lo == hi)
        die_at(EX_DATAERR, at, "the parts add up to %s, the total is %s%s", from,
               release_text(r, &m, total->value), way);
    die_at(EX_DATAERR, at,
           "the parts add up to %s or more, at most %s; the total is %s%s", from,
           isinf(hi) ? "inf" : release_text(r, &m, hi),
           total->withheld  ? "withheld with other bounds"
           : total->missing ? "missing, with other bounds"
                            : release_text(r, &m, total->value),
           way);
}

/* Sums all of whose cells are published must hold: nothing can be said of others. */
static void
check_sums(struct release *r)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->sums; i++) {
        if (holds(r, &r->sum[i])) {
            r->sum[kept++] = r->sum[i];
            continue;
        }
        if (!r->leave_broken)
            die_broken(r, &r->sum[i]);
        for (size_t k = 0; k < r->sum[i].n; k++)
            r->cell[r->sum[i].part[k]].in--;
    }
    r->broken = r->sums - kept;
    r->sums = kept;
}

/* Whether a sum over this column is published whole, and is more than 0. */
static bool
is_shown(const struct release *r, const char *column)
{
    bool shown = false;
    for (size_t i = 0; i < r->sums && !shown; i++) {
        const struct release_sum *s = &r->sum[i];
        const struct release_cell *total = &r->cell[s->part[0]];
        double lo, hi;
        bounds_of_parts(r, s, &lo, &hi);
        shown = !strcmp(s->column, column) && !s->at_most && lo == hi && lo > 0 &&
                lo == total->lo && hi == total->hi;
    }
    return shown;
}

/* Codes that seem to be parts of others, where no sum shows that they are not. */
static void
check_overlaps(const struct release *r, const struct release_options *o)
{
    for (size_t i = 0; i + 1 < r->columns; i++)
        if (r->varies[i] && is_over(o, r->column[i]) && !parents_in(r, o, i) &&
            !is_shown(r, r->column[i]))
            overlaps_check(r, i);
}

static void
find_varying(struct release *r)
{
    r->varies = mem_array(r->run, r->columns + 1, sizeof *r->varies);
    for (size_t i = 1; i < r->cells; i++)
        for (size_t k = 0; k < r->columns; k++)
            r->varies[k] =
                r->varies[k] || strcmp(r->cell[i].code[k], r->cell[0].code[k]) != 0;
}

void
release_read(struct release *r, struct mem *run, char *const path[], size_t paths,
             const struct release_options *o)
{
    *r = (struct release){
        .run = run, .total = o->total, .leave_broken = o->leave_broken};
    r->places = o->places;
    struct table *t = mem_array(run, paths + 1, sizeof *t);
    size_t room = 0;
    for (size_t i = 0; i < paths; i++)
        table_open(&t[i], run, path[i], NULL, TABLE_UNIQUE);
    collect_columns(r, t, paths);
    for (size_t i = 0; i < paths; i++) {
        struct table_row row;
        while (table_next(&t[i], &row))
            take_row(r, &t[i], &row, &room);
        table_close(&t[i]);
    }
    for (size_t i = 0; i < o->n_over; i++)
        check_column(r, o->over[i]);
    count_steps(r);
    sort_cells(r);
    find_varying(r);
    find_sums(r, o);
    check_sums(r);
    check_overlaps(r, o);
}

const char *
release_name(const struct release *r, struct mem *m, size_t cell)
{
    const char *name = "";
    for (size_t i = 0; i < r->columns; i++)
        if (r->varies[i])
            name = mem_print(m, "%s%s%s=%s", name, *name ? " " : "", r->column[i],
                             r->cell[cell].code[i]);
    return name;
}

char *
release_text(const struct release *r, struct mem *m, double steps)
{
    char text[NUM_MAX];
    return mem_copy(m, num_text(steps / pow(10, r->places), text));
}

static struct release_cell *
with_codes(const struct release *r, char *const code[])
{
    size_t low = 0;
    for (size_t high = r->cells; low < high;) {
        size_t middle = (low + high) / 2;
        if (table_compare(r->cell[middle].code, code, (int)r->columns) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found =
        low < r->cells && !table_compare(r->cell[low].code, code, (int)r->columns);
    return found ? &r->cell[low] : NULL;
}

struct release_cell *
release_find(const struct release *r, struct mem *m, const struct table *t,
             const struct table_row *row)
{
    return with_codes(r, codes_of(r, m, t, row));
}

struct release_cell *
release_same(const struct release *r, struct mem *m, const struct release *other,
             const struct release_cell *cell)
{
    char **code = mem_array(m, r->columns + 1, sizeof *code);
    for (size_t i = 0; i < r->columns; i++) {
        int at = place_of(other, r->column[i]);
        code[i] = mem_copy(m, at >= 0 ? cell->code[at] : r->total);
    }
    return with_codes(r, code);
}
