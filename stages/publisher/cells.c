#include "publisher/cells.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "program/num.h"
#include "program/pattern.h"
#include "publisher/coded.h"
#include "publisher/notation.h"
#include "publisher/period_form.h"
#include "publisher/symbols.h"
#include "table/cell_fault.h"
#include "table/period.h"
#include "table/table.h"

struct cells {
    struct mem *run;
    struct tallies *tallies;
    const char *codes;
    struct notation number;
    struct symbols symbols;
    struct period_form *form;
    size_t forms;
    struct coded *coded;
    size_t codeds;
    struct tally *repeats; /* NULL: rows that repeat are faults */
    char *const *column;
    int columns, key, at[TABLE_COLUMNS];
    /* Periods in the table's own notation, undeclared: the first two that may be years of a
     * government, and whether there was another kind. */
    char two_faced[2][PERIOD_MAX];
    bool other_period;
};

static enum cells_got
bad(struct cells_fault *fault, const char *code, const char *column, const char *reason)
{
    *fault = (struct cells_fault){code, column, reason};
    return CELLS_BAD;
}

/* Counts what a directive meets; it is told by its first two words. */
static struct tally *
cells_tally(struct cells *r, const struct directive *w)
{
    return tally_new(r->tallies, w->at, w->word[0], w->word[1]);
}

static void
add_number(struct cells *r, const struct directive *w)
{
    notation_read(&r->number, r->run, w);
}

static void
add_mark(struct cells *r, const struct directive *w)
{
    symbols_mark(&r->symbols, r->run, w)->tally = cells_tally(r, w);
}

static void
add_symbol(struct cells *r, const struct directive *w)
{
    symbols_symbol(&r->symbols, r->run, w)->tally = cells_tally(r, w);
}

static void
add_period(struct cells *r, const struct directive *w)
{
    struct period_form f = period_form_read(r->run, w);
    f.tally = cells_tally(r, w);
    r->form = mem_more(r->run, r->form, r->forms, sizeof f);
    r->form[r->forms++] = f;
}

static struct coded *
coded_column(struct cells *r, const struct directive *w, const char *column)
{
    for (size_t i = 0; i < r->codeds; i++)
        if (!strcmp(r->coded[i].column, column))
            return &r->coded[i];
    if (!strcmp(column, "value") || !strcmp(column, "lo") || !strcmp(column, "hi"))
        directive_die(
            w, "column %s holds numbers, expected symbol, mark or number instead",
            column);
    r->coded = mem_more(r->run, r->coded, r->codeds, sizeof *r->coded);
    struct coded *c = &r->coded[r->codeds++];
    *c = (struct coded){.column = column, .at = w->at};
    return c;
}

static void
add_map(struct cells *r, const struct directive *w)
{
    if (w->n < 2)
        directive_die(w, "expected: map COLUMN TEXT = TEXT");
    coded_map(coded_column(r, w, w->word[1]), r->tallies, w);
}

static void
add_lookup(struct cells *r, const struct directive *w)
{
    if (w->n < 3)
        directive_die(w, "expected: lookup COLUMN LIST [aliases=LIST,...] [pairs]");
    coded_lookup(coded_column(r, w, w->word[1]), r->run, w);
}

static void
add_codes(struct cells *r, const struct directive *w)
{
    if (w->n != 2 || !*w->word[1])
        directive_die(w, "expected: codes FOLDER");
    const char *slash = strrchr(w->at.file, '/');
    r->codes = w->word[1];
    if (*r->codes != '/' && slash)
        r->codes = mem_print(r->run, "%.*s/%s", (int)(slash - w->at.file), w->at.file,
                             w->word[1]);
}

static void
add_repeats(struct cells *r, const struct directive *w)
{
    if (w->n != 2 || !directive_is(w, 1, "add"))
        directive_die(w, "expected: repeats add");
    r->repeats = cells_tally(r, w);
}

struct tally *
cells_repeats(const struct cells *r)
{
    return r->repeats;
}

/* The one place where a directive of cells is named. */
static const struct {
    const char *name;
    void (*add)(struct cells *r, const struct directive *w);
} directive[] = {{"number", add_number}, {"mark", add_mark},
                 {"symbol", add_symbol}, {"period", add_period},
                 {"map", add_map},       {"lookup", add_lookup},
                 {"codes", add_codes},   {"repeats", add_repeats}};
#define DIRECTIVES (sizeof directive / sizeof *directive)

struct cells *
cells_new(struct tallies *t, const char *codes)
{
    struct cells *r = mem_get(t->run, sizeof *r);
    r->run = t->run;
    r->tallies = t;
    r->codes = codes;
    r->number = notation_plain();
    return r;
}

const char *
cells_directive(size_t i)
{
    return i < DIRECTIVES ? directive[i].name : NULL;
}

bool
cells_add(struct cells *r, const struct directive *w)
{
    for (size_t i = 0; i < DIRECTIVES; i++)
        if (!strcmp(w->word[0], directive[i].name)) {
            directive[i].add(r, w);
            return true;
        }
    return false;
}

static int
find_column(const struct cells *r, const char *name)
{
    for (int i = 0; i < r->columns; i++)
        if (!strcmp(r->column[i], name))
            return i;
    return -1;
}

void
cells_fit(struct cells *r, char *const column[], int n)
{
    r->column = column;
    r->columns = n;
    for (int c = 0; c < TABLE_COLUMNS; c++)
        r->at[c] = find_column(r, table_name[c]);
    r->key = r->at[TABLE_VALUE];
    for (size_t i = 0; i < r->codeds; i++) {
        struct coded *c = &r->coded[i];
        c->index = find_column(r, c->column);
        if (c->index < 0) {
            const char *near =
                msg_nearest(c->column, (const char *const *)(const void *)column);
            die_at(EX_DATAERR, c->at, "no column %s in the table%s%s",
                   msg_quote(c->column), near ? "; nearest: " : "",
                   near ? msg_quote(near) : "");
        }
        coded_fit(c, r->run, r->codes);
    }
}

static void
set(struct cells *r, char **cell, enum table_column c, char *text)
{
    if (r->at[c] >= 0)
        cell[r->at[c]] = text;
}

static const char *
get(const struct cells *r, char **cell, enum table_column c)
{
    return r->at[c] < 0 ? "" : cell[r->at[c]];
}

static enum cells_got
apply_value(struct cells *r, struct mem *m, char **cell, struct cells_fault *fault)
{
    char *text = pattern_squeeze(m, get(r, cell, TABLE_VALUE)), *part[3];
    const char *status = get(r, cell, TABLE_STATUS);
    if (!*text && strpbrk(status, "OQ") &&
        !symbols_find(&r->symbols, &r->number, m, text, part))
        return CELLS_ROW;
    for (;;) {
        const struct symbol *s = symbols_find(&r->symbols, &r->number, m, text, part);
        if (s)
            s->tally->met++;
        if (s && s->leave)
            return CELLS_LEAVE;
        if (s) {
            set(r, cell, TABLE_VALUE, part[0]);
            if (s->bounded) {
                set(r, cell, TABLE_LO, part[1]);
                set(r, cell, TABLE_HI, part[2]);
            }
            if (*s->interval)
                set(r, cell, TABLE_INTERVAL, mem_copy(m, s->interval));
            set(r, cell, TABLE_STATUS, table_status(m, status, s->status));
            return CELLS_ROW;
        }
        char *plain = notation_number(&r->number, m, text);
        if (plain) {
            set(r, cell, TABLE_VALUE, plain);
            set(r, cell, TABLE_STATUS, table_status(m, status, ""));
            return CELLS_ROW;
        }
        const struct mark *k = symbols_find_mark(&r->symbols, text);
        if (!k)
            break;
        k->tally->met++;
        status = table_status(m, status, k->status);
        text = pattern_squeeze(m, mem_text(m, text, strlen(text) - k->n));
    }
    const char *none =
        *text ? NULL : cell_fault_missing(m, get(r, cell, TABLE_STATUS), "");
    if (none)
        return bad(fault, "row-constraint", "status", none);
    return bad(fault, "type-error", "value",
               mem_print(m, "%s is neither a number like %s nor a symbol of a rule",
                         msg_quote(get(r, cell, TABLE_VALUE)),
                         notation_example(&r->number, m)));
}

static enum cells_got
apply_bound(struct cells *r, struct mem *m, char **cell, enum table_column c,
            struct cells_fault *fault)
{
    char *text = pattern_squeeze(m, get(r, cell, c)), *part[3];
    const struct symbol *s =
        *text ? symbols_find(&r->symbols, &r->number, m, text, part) : NULL;
    if (s && s->leave) {
        s->tally->met++;
        *text = '\0';
        set(r, cell, c, text);
    }
    if (!*text)
        return CELLS_ROW;
    char *plain = notation_number(&r->number, m, text);
    if (!plain)
        return bad(fault, "type-error", table_name[c],
                   mem_print(m, "%s is not a number like %s", msg_quote(text),
                             notation_example(&r->number, m)));
    set(r, cell, c, plain);
    return CELLS_ROW;
}

/* 2019/2020: the table's own notation, but also how a financial year is written. */
static bool
is_two_years(const char *text)
{
    return strlen(text) == 9 && text[4] == '/' && strspn(text, "0123456789") == 4 &&
           strspn(text + 5, "0123456789") == 4 && atoi(text + 5) == atoi(text) + 1;
}

static void
note_period(struct cells *r, const char *text)
{
    int i = *r->two_faced[0] ? 1 : 0;
    if (!period_form_is_open(text))
        r->other_period = true;
    else if (!*r->two_faced[1] && strcmp(r->two_faced[0], text) != 0)
        snprintf(r->two_faced[i], PERIOD_MAX, "%s", text);
}

void
cells_end(const struct cells *r, const char *file)
{
    if (*r->two_faced[1] && !r->other_period)
        die(EX_DATAERR,
            "%s: all periods (%s, %s) may be months, or years that run into the next; "
            "a "
            "period directive says which: period iso, or \"{year}-{yy}\" start=4, for "
            "example",
            file, r->two_faced[0], r->two_faced[1]);
}

static enum cells_got
apply_period(struct cells *r, struct mem *m, char **cell, struct cells_fault *fault)
{
    struct period any;
    char *text = cell[r->at[TABLE_PERIOD]], *squeezed = pattern_squeeze(m, text);
    for (size_t i = 0; i < r->forms; i++) {
        char *made = period_form_text(&r->form[i], m, squeezed);
        if (made) {
            r->form[i].tally->met++;
            cell[r->at[TABLE_PERIOD]] = made;
            return CELLS_ROW;
        }
    }
    if (!r->forms && is_two_years(text))
        return bad(fault, "type-error", "period",
                   mem_print(m,
                             "%s may be two whole years, or one that begins in the "
                             "first; a period directive says which: period iso, or "
                             "\"{year}/{next}\" start=4, for example",
                             msg_quote(text)));
    if (!r->forms && period_parse(text, &any)) {
        note_period(r, text);
        return CELLS_ROW;
    }
    if (!r->forms)
        return bad(fault, "type-error", "period",
                   mem_print(m,
                             "%s; a period directive declares how else it is written",
                             cell_fault_period(m, text)));
    const char *forms = "";
    for (size_t i = 0; i < r->forms; i++)
        forms =
            mem_print(m, "%s%s %s", forms, i ? " or" : "", msg_quote(r->form[i].text));
    return bad(fault, "type-error", "period",
               mem_print(m, "%s is not a period in a declared form, expected%s",
                         msg_quote(text), forms));
}

static enum cells_got
apply_coded(const struct coded *c, struct mem *m, char **cell,
            struct cells_fault *fault)
{
    const char *reason;
    char *code = coded_code(c, m, cell[c->index], &reason);
    if (!code)
        return bad(fault, "constraint-error", c->column, reason);
    cell[c->index] = code;
    return CELLS_ROW;
}

/* A count that is written 12.000, where nobody said that the point is one of decimals: it may be 12
 * thousand. */
static enum cells_got
check_thousands(struct cells *r, struct mem *m, char **cell, struct cells_fault *fault)
{
    static const enum table_column amounts[] = {TABLE_VALUE, TABLE_LO, TABLE_HI};
    const char *unit = get(r, cell, TABLE_UNIT);
    if (r->number.decimal_said || !table_counted(unit))
        return CELLS_ROW;
    for (int i = 0; i < 3; i++) {
        const char *text = get(r, cell, amounts[i]);
        size_t n = strcspn(text, ".");
        if (n <= 3 && *text != '0' && !strcmp(text + n, ".000"))
            return bad(
                fault, "type-error", table_name[amounts[i]],
                mem_print(m,
                          "%s of unit %s may be %.*s or %.*s thousand; a number "
                          "directive says which: thousands=. decimal=, or decimal=.",
                          text, unit, (int)n, text, (int)n, text));
    }
    return CELLS_ROW;
}

static enum cells_got
check_amount(struct cells *r, struct mem *m, char **cell, struct cells_fault *fault)
{
    const char *value = get(r, cell, TABLE_VALUE),
               *interval = get(r, cell, TABLE_INTERVAL),
               *status = get(r, cell, TABLE_STATUS), *lo = get(r, cell, TABLE_LO),
               *hi = get(r, cell, TABLE_HI), *unit = get(r, cell, TABLE_UNIT);
    double x = 0, low = -INFINITY, high = INFINITY;
    bool known = num_parse(value, &x);
    num_parse(lo, &low);
    num_parse(hi, &high);
    const char *none = cell_fault_missing(m, status, value);
    if (none)
        return bad(fault, "row-constraint", "status", none);
    if (low > high)
        return bad(fault, "row-constraint", "lo",
                   mem_print(m, "%s is above hi, %s", lo, hi));
    if (known && (x < low || x > high))
        return bad(fault, "row-constraint", "value",
                   mem_print(m, "%s is outside its own bounds %s..%s", value, lo, hi));
    if (known && table_counted(unit) && (x < 0 || x != floor(x)))
        return bad(fault, "constraint-error", "value",
                   mem_print(m, "%s of unit %s, expected a whole number from 0 up",
                             value, unit));
    if (*lo && low < 0 && table_counted(unit))
        return bad(fault, "constraint-error", "lo",
                   mem_print(m, "%s of unit %s, expected 0 or more", lo, unit));
    if ((none = cell_fault_interval(m, interval)))
        return bad(fault, "constraint-error", "interval", none);
    if ((none = cell_fault_compare(m, get(r, cell, TABLE_COMPARE))))
        return bad(fault, "constraint-error", "compare", none);
    if (!*interval && (*lo || *hi))
        return bad(fault, "row-constraint", "interval",
                   "is empty beside bounds, expected range, ci95, cri95 or pi95");
    return CELLS_ROW;
}

static enum cells_got
check_row(struct cells *r, struct mem *m, char **cell, struct cells_fault *fault)
{
    for (int i = 0; i < r->columns; i++) {
        bool must = i < r->key || i == r->at[TABLE_UNIT] || i == r->at[TABLE_STATUS] ||
                    i == r->at[TABLE_SOURCE];
        if (must && !*cell[i])
            return bad(fault, "missing-cell", r->column[i], "the cell is empty");
        if (strpbrk(cell[i], "\r\n"))
            cell[i] = pattern_squeeze(m, cell[i]);
    }
    enum cells_got got = check_thousands(r, m, cell, fault);
    return got == CELLS_ROW ? check_amount(r, m, cell, fault) : got;
}

enum cells_got
cells_apply(struct cells *r, struct mem *m, char **cell, struct cells_fault *fault)
{
    enum cells_got got = CELLS_ROW;
    for (size_t i = 0; got == CELLS_ROW && i < r->codeds; i++)
        got = apply_coded(&r->coded[i], m, cell, fault);
    char **status = &cell[r->at[TABLE_STATUS]];
    const char *none = cell_fault_status(m, *status, false);
    if (got == CELLS_ROW && none)
        got = bad(fault, "constraint-error", "status", none);
    if (got == CELLS_ROW)
        *status = table_status(m, *status, "");
    if (got == CELLS_ROW)
        got = apply_period(r, m, cell, fault);
    if (got == CELLS_ROW)
        got = apply_bound(r, m, cell, TABLE_LO, fault);
    if (got == CELLS_ROW)
        got = apply_bound(r, m, cell, TABLE_HI, fault);
    if (got == CELLS_ROW)
        got = apply_value(r, m, cell, fault);
    return got == CELLS_ROW ? check_row(r, m, cell, fault) : got;
}
