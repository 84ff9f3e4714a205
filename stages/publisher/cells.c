#include "publisher/cells.h"

#include <math.h>
#include <string.h>

#include "program/num.h"
#include "program/pattern.h"
#include "publisher/coded.h"
#include "publisher/notation.h"
#include "publisher/period_form.h"
#include "table/cell_fault.h"
#include "table/period.h"
#include "table/table.h"

#define LETTERS TABLE_STATUS_LETTERS

struct mark {
    const char *text;
    size_t n;
    const char *status;
    struct tally *tally;
};

/* What one bound of a symbol is: a number, or made of the {n} in its text. */
enum from { FROM_NOTHING, FROM_TEXT, FROM_N, FROM_BELOW, FROM_ABOVE };
struct part {
    enum from from;
    const char *text;
};

struct symbol {
    struct pattern pattern;
    int n; /* the slot of the number, -1 without one */
    bool leave;
    struct part value, lo, hi;
    const char *status, *interval;
    struct tally *tally;
};

struct cells {
    struct mem *run;
    struct tallies *tallies;
    const char *codes;
    struct notation number;
    struct mark *mark;
    size_t marks;
    struct symbol *symbol;
    size_t symbols;
    struct period_form *form;
    size_t forms;
    struct coded *coded;
    size_t codeds;
    struct tally *repeats; /* NULL: rows that repeat are faults */
    char *const *column;
    int columns, key, at[TABLE_COLUMNS];
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

static const char *
status_letters(const struct directive *w, const char *text)
{
    for (const char *p = text; *p; p++)
        if (!strchr(LETTERS, *p) || (p > text && p[-1] >= *p))
            directive_die(w, "status %s, expected letters of %s, sorted, none twice",
                          msg_quote(text), LETTERS);
    if (!*text)
        directive_die(w, "status= is empty, expected letters of %s", LETTERS);
    return text;
}

static void
add_number(struct cells *r, const struct directive *w)
{
    notation_read(&r->number, r->run, w);
}

static void
add_mark(struct cells *r, const struct directive *w)
{
    char *name, *text;
    struct mark m = {.status = ""};
    if (w->n < 2 || w->n > 3 || !*w->word[1])
        directive_die(w, "expected: mark TEXT [status=LETTERS]");
    m.text = w->word[1];
    m.n = strlen(m.text);
    if (w->n == 3) {
        if (!directive_pair(r->run, w->word[2], &name, &text) || strcmp(name, "status"))
            directive_die(w, "%s, expected status=LETTERS", msg_quote(w->word[2]));
        m.status = status_letters(w, text);
        if (strpbrk(m.status, "OQ"))
            directive_die(w,
                          "a mark stands beside a number, which is neither missing (O) "
                          "nor suppressed (Q); expected a symbol directive");
    }
    m.tally = cells_tally(r, w);
    r->mark = mem_more(r->run, r->mark, r->marks, sizeof m);
    r->mark[r->marks++] = m;
}

static struct part
read_part(const struct directive *w, const struct pattern *p, const char *text)
{
    static const char *const name[] = {"n", "below", "above"};
    static const enum from from[] = {FROM_N, FROM_BELOW, FROM_ABOVE};
    double x;
    for (int i = 0; i < 3; i++)
        if (!strcmp(text, name[i])) {
            if (!p->n)
                directive_die(w, "%s needs a {n} in the symbol's text",
                              msg_quote(text));
            return (struct part){from[i], NULL};
        }
    if (!num_parse(text, &x))
        directive_die(w, "%s, expected a plain number, n, below or above",
                      msg_quote(text));
    return (struct part){FROM_TEXT, text};
}

static void
read_symbol_words(struct cells *r, const struct directive *w, struct symbol *s)
{
    char *name, *text;
    for (int i = 2; i < w->n; i++) {
        if (!directive_pair(r->run, w->word[i], &name, &text))
            directive_die(w, "%s, expected NAME=TEXT, or leave alone",
                          msg_quote(w->word[i]));
        if (!strcmp(name, "value"))
            s->value = read_part(w, &s->pattern, text);
        else if (!strcmp(name, "lo"))
            s->lo = read_part(w, &s->pattern, text);
        else if (!strcmp(name, "hi"))
            s->hi = read_part(w, &s->pattern, text);
        else if (!strcmp(name, "status"))
            s->status = status_letters(w, text);
        else if (!strcmp(name, "interval") && !strcmp(text, "approx"))
            s->interval = text;
        else
            directive_die(w,
                          "%s, expected value=, lo=, hi=, status=LETTERS or "
                          "interval=approx",
                          msg_quote(w->word[i]));
    }
}

static void
add_symbol(struct cells *r, const struct directive *w)
{
    struct symbol s = {.status = "", .interval = ""};
    if (w->n < 3)
        directive_die(w,
                      "expected: symbol TEXT leave, or symbol TEXT with value=, lo=, "
                      "hi=, status=");
    const char *wrong = pattern_read(&s.pattern, r->run, w->word[1]);
    if (wrong)
        directive_die(w, "%s: %s", msg_quote(w->word[1]), wrong);
    s.n = pattern_slot(&s.pattern, "n", 0);
    for (int i = 0; i < s.pattern.n; i++)
        if (i != s.n && strcmp(s.pattern.slot[i], PATTERN_ANY) != 0)
            directive_die(
                w, "%s: the slots of a symbol are one {n}, a number, and {_}, any text",
                msg_quote(w->word[1]));
    if (!pattern_splits(&s.pattern))
        directive_die(w, "%s: two slots with nothing between them",
                      msg_quote(w->word[1]));
    s.leave = w->n == 3 && directive_is(w, 2, "leave");
    if (!s.leave) {
        read_symbol_words(r, w, &s);
        bool missing = strpbrk(s.status, "OQ") != NULL;
        if ((s.value.from == FROM_NOTHING) != missing)
            directive_die(w, missing ? "a value together with status O (missing) or Q "
                                       "(suppressed)"
                                     : "no value, which takes status O (missing) or Q "
                                       "(suppressed)");
        if (s.lo.from != FROM_NOTHING || s.hi.from != FROM_NOTHING) {
            if (*s.interval)
                directive_die(w, "bounds together with interval=approx");
            s.interval = "range";
        }
    }
    s.tally = cells_tally(r, w);
    r->symbol = mem_more(r->run, r->symbol, r->symbols, sizeof s);
    r->symbol[r->symbols++] = s;
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

static bool
part_text(const struct notation *n, struct mem *m, const struct part *part,
          const char *piece, char **out)
{
    char text[NUM_MAX];
    double x = 0;
    switch (part->from) {
    case FROM_NOTHING:
        *out = mem_copy(m, "");
        return true;
    case FROM_TEXT:
        *out = mem_copy(m, part->text);
        return true;
    case FROM_N:
    case FROM_BELOW:
    case FROM_ABOVE:
        break;
    }
    char *plain = notation_number(n, m, piece);
    if (!plain || !num_parse(plain, &x))
        return false;
    if (part->from == FROM_N) {
        *out = plain;
        return true;
    }
    if (x != floor(x) || fabs(x) > 1e15)
        return false;
    *out = mem_copy(m, num_text(part->from == FROM_BELOW ? x - 1 : x + 1, text));
    return true;
}

/* The first symbol that text is, with its three parts, or NULL. */
static const struct symbol *
find_symbol(const struct cells *r, struct mem *m, const char *text, char *part[3])
{
    for (size_t i = 0; i < r->symbols; i++) {
        const struct symbol *s = &r->symbol[i];
        char *piece[PATTERN_SLOTS];
        if (!pattern_match(&s->pattern, m, text, piece))
            continue;
        const char *n = s->n < 0 ? NULL : piece[s->n];
        if ((!n || notation_number(&r->number, m, n)) &&
            part_text(&r->number, m, &s->value, n, &part[0]) &&
            part_text(&r->number, m, &s->lo, n, &part[1]) &&
            part_text(&r->number, m, &s->hi, n, &part[2]))
            return s;
    }
    return NULL;
}

/* The mark at the end of text, the longest when there are several, or NULL. */
static const struct mark *
find_mark(const struct cells *r, const char *text)
{
    const struct mark *best = NULL;
    size_t n = strlen(text);
    for (size_t i = 0; i < r->marks; i++) {
        const struct mark *k = &r->mark[i];
        if (n > k->n && !strcmp(text + n - k->n, k->text) && (!best || k->n > best->n))
            best = k;
    }
    return best;
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
    if (!*text && strpbrk(status, "OQ") && !find_symbol(r, m, text, part))
        return CELLS_ROW;
    for (;;) {
        const struct symbol *s = find_symbol(r, m, text, part);
        if (s)
            s->tally->met++;
        if (s && s->leave)
            return CELLS_LEAVE;
        if (s) {
            set(r, cell, TABLE_VALUE, part[0]);
            if (s->lo.from != FROM_NOTHING || s->hi.from != FROM_NOTHING) {
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
        const struct mark *k = find_mark(r, text);
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
    const struct symbol *s = *text ? find_symbol(r, m, text, part) : NULL;
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
    if (!r->forms && period_parse(text, &any))
        return CELLS_ROW;
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
    return check_amount(r, m, cell, fault);
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
