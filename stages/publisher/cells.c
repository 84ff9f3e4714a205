#include "publisher/cells.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "program/num.h"
#include "program/pattern.h"
#include "publisher/lookup.h"
#include "table/period.h"
#include "table/table.h"

#define LETTERS "ABDEOPQUV"

/* How a published number is written. */
struct notation {
    bool any;
    const char *thousands, *decimal, *suffix;
    bool parentheses;
};

struct mark {
    const char *text;
    size_t n;
    const char *status;
};

/* What one bound of a symbol is: a number, or made of the {n} in its text. */
enum from { FROM_NOTHING, FROM_TEXT, FROM_N, FROM_BELOW, FROM_ABOVE };
struct part {
    enum from from;
    const char *text;
};

struct symbol {
    struct pattern pattern;
    bool leave;
    struct part value, lo, hi;
    const char *status, *interval;
};

struct form {
    bool iso;
    struct pattern pattern;
    const char *text;
    int start, months;
};

struct pair {
    struct pattern from, to;
    const char *text;
    int slot[PATTERN_SLOTS]; /* of from, for each slot of to */
};

/* The rules of one column: a closed list of texts, then a code list. */
struct coded {
    const char *column;
    struct place at;
    int index;
    struct pair *map;
    size_t maps;
    const char *list, *aliases;
    struct lookup lookup;
};

struct cells {
    struct mem *run;
    const char *codes;
    struct notation number;
    struct mark *mark;
    size_t marks;
    struct symbol *symbol;
    size_t symbols;
    struct form *form;
    size_t forms;
    struct coded *coded;
    size_t codeds;
    bool repeats_add;
    char *const *column;
    int columns, key, at[TABLE_COLUMNS];
};

const char *const cells_directive[] = {"number", "mark",  "symbol",  "period", "map",
                                       "lookup", "codes", "repeats", NULL};

static enum cells_got
bad(struct cells_fault *fault, const char *code, const char *column, const char *reason)
{
    *fault = (struct cells_fault){code, column, reason};
    return CELLS_BAD;
}

/* Room for one more in an array that only grows while rules are read. */
static void *
one_more(struct mem *run, void *array, size_t n, size_t size)
{
    return mem_grow(run, array, n * size, (n + 1) * size);
}

struct cells *
cells_new(struct mem *run, const char *codes)
{
    struct cells *r = mem_get(run, sizeof *r);
    r->run = run;
    r->codes = codes;
    r->number = (struct notation){false, "", ".", "", false};
    return r;
}

bool
cells_knows(const struct directive *w)
{
    for (int i = 0; cells_directive[i]; i++)
        if (!strcmp(w->word[0], cells_directive[i]))
            return true;
    return false;
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
    char *name, *text;
    struct notation *n = &r->number;
    if (n->any)
        directive_die(w, "a second number directive, expected one");
    n->any = true;
    for (int i = 1; i < w->n; i++) {
        if (!directive_pair(r->run, w->word[i], &name, &text))
            directive_die(w, "%s, expected NAME=TEXT", msg_quote(w->word[i]));
        if (!strcmp(name, "thousands") && *text)
            n->thousands = text;
        else if (!strcmp(name, "decimal") && *text && !text[1])
            n->decimal = text;
        else if (!strcmp(name, "suffix") && *text)
            n->suffix = text;
        else if (!strcmp(name, "parentheses") && !strcmp(text, "negative"))
            n->parentheses = true;
        else
            directive_die(w,
                          "%s, expected thousands=C, decimal=C, suffix=TEXT or "
                          "parentheses=negative",
                          msg_quote(w->word[i]));
    }
    if (!strcmp(n->thousands, n->decimal))
        directive_die(w, "thousands and decimal are both %s", msg_quote(n->decimal));
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
    r->mark = one_more(r->run, r->mark, r->marks, sizeof m);
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
    if (s.pattern.n > 1 || (s.pattern.n && strcmp(s.pattern.slot[0], "n")))
        directive_die(w, "%s: the only slot of a symbol is one {n}, a number",
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
    r->symbol = one_more(r->run, r->symbol, r->symbols, sizeof s);
    r->symbol[r->symbols++] = s;
}

/* 1 to most, or the directive is wrong. */
static int
small(const struct directive *w, const char *text, int most)
{
    char *end;
    long n = strtol(text, &end, 10);
    if (!isdigit((unsigned char)*text) || *end || n < 1 || n > most)
        directive_die(w, "%s, expected a number from 1 to %d", msg_quote(text), most);
    return (int)n;
}

static void
check_form(const struct directive *w, const struct form *f)
{
    static const char *const slots[] = {"year",  "yy", "next", "quarter",
                                        "month", "mm", "dd",   NULL};
    const struct pattern *p = &f->pattern;
    bool financial = pattern_slot(p, "yy", 0) >= 0 || pattern_slot(p, "next", 0) >= 0;
    for (int i = 0; i < p->n; i++) {
        int known = 0;
        while (slots[known] && strcmp(slots[known], p->slot[i]) != 0)
            known++;
        if (!slots[known])
            directive_die(
                w,
                "slot {%s} is unknown, expected {year}, {yy}, {next}, {quarter}, "
                "{month}, {mm} or {dd}",
                p->slot[i]);
        int again = pattern_slot(p, p->slot[i], i + 1);
        if (again >= 0 && (strcmp(p->slot[i], "month") != 0 ||
                           pattern_slot(p, "month", again + 1) >= 0))
            directive_die(w, "slot {%s} stands too often", p->slot[i]);
    }
    if (pattern_slot(p, "year", 0) < 0)
        directive_die(w, "no {year} in the pattern");
    if (!pattern_splits(p))
        directive_die(w, "two slots with nothing between them");
    if (financial && !f->start)
        directive_die(
            w, "a year that runs into the next may begin in any month; say which "
               "with start=4, for example");
    if (f->start && pattern_slot(p, "month", 0) + pattern_slot(p, "mm", 0) > -2)
        directive_die(w, "start= together with a month in the pattern");
    if (pattern_slot(p, "dd", 0) >= 0 &&
        pattern_slot(p, "month", 0) + pattern_slot(p, "mm", 0) == -2)
        directive_die(w, "{dd} without {month} or {mm}");
}

static void
add_period(struct cells *r, const struct directive *w)
{
    struct form f = {0};
    char *name, *text;
    if (w->n < 2)
        directive_die(w, "expected: period PATTERN [start=MONTH] [months=N]");
    f.text = w->word[1];
    f.iso = w->n == 2 && directive_is(w, 1, "iso");
    if (!f.iso) {
        const char *wrong = pattern_read(&f.pattern, r->run, f.text);
        if (wrong)
            directive_die(w, "%s: %s", msg_quote(f.text), wrong);
        pattern_width(&f.pattern, "year", 4);
        pattern_width(&f.pattern, "next", 4);
        pattern_width(&f.pattern, "yy", 2);
        pattern_width(&f.pattern, "quarter", 1);
        for (int i = 2; i < w->n; i++) {
            if (!directive_pair(r->run, w->word[i], &name, &text))
                directive_die(w, "%s, expected start=MONTH or months=N",
                              msg_quote(w->word[i]));
            if (!strcmp(name, "start"))
                f.start = small(w, text, 12);
            else if (!strcmp(name, "months"))
                f.months = small(w, text, 1200);
            else
                directive_die(w, "%s, expected start=MONTH or months=N",
                              msg_quote(w->word[i]));
        }
        check_form(w, &f);
    }
    r->form = one_more(r->run, r->form, r->forms, sizeof f);
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
    r->coded = one_more(r->run, r->coded, r->codeds, sizeof *r->coded);
    struct coded *c = &r->coded[r->codeds++];
    *c = (struct coded){.column = column, .at = w->at};
    return c;
}

static void
add_map(struct cells *r, const struct directive *w)
{
    if (w->n != 5 || !directive_is(w, 3, "="))
        directive_die(w, "expected: map COLUMN TEXT = TEXT");
    struct coded *c = coded_column(r, w, w->word[1]);
    struct pair p = {.text = pattern_squeeze(r->run, w->word[2])};
    const char *wrong = pattern_read(&p.from, r->run, p.text);
    if (!wrong)
        wrong = pattern_read(&p.to, r->run, w->word[4]);
    if (wrong || !pattern_splits(&p.from))
        directive_die(w, "%s: %s", msg_quote(w->word[2]),
                      wrong ? wrong : "two slots with nothing between them");
    for (int i = 0; i < p.to.n; i++) {
        p.slot[i] = pattern_slot(&p.from, p.to.slot[i], 0);
        if (p.slot[i] < 0)
            directive_die(w, "%s: no slot {%s} in %s", msg_quote(w->word[4]),
                          p.to.slot[i], msg_quote(w->word[2]));
    }
    for (size_t i = 0; i < c->maps; i++)
        if (!strcmp(c->map[i].text, p.text))
            directive_die(w, "column %s: %s is mapped a second time", c->column,
                          msg_quote(p.text));
    c->map = one_more(r->run, c->map, c->maps, sizeof p);
    c->map[c->maps++] = p;
}

static void
add_lookup(struct cells *r, const struct directive *w)
{
    char *name, *text;
    if (w->n < 3)
        directive_die(w, "expected: lookup COLUMN LIST [aliases=LIST,...] [pairs]");
    struct coded *c = coded_column(r, w, w->word[1]);
    if (c->list)
        directive_die(w, "column %s: a second lookup", c->column);
    c->list = c->aliases = w->word[2];
    for (int i = 3; i < w->n; i++) {
        if (directive_is(w, i, "pairs"))
            c->lookup.pairs = true;
        else if (directive_pair(r->run, w->word[i], &name, &text) &&
                 !strcmp(name, "aliases") && *text)
            c->aliases = text;
        else
            directive_die(w, "%s, expected aliases=LIST or pairs",
                          msg_quote(w->word[i]));
    }
    if (strpbrk(c->list, "/."))
        directive_die(w, "%s, expected the name of a list in the folder of code lists",
                      msg_quote(c->list));
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
    r->repeats_add = true;
}

bool
cells_add_repeats(const struct cells *r)
{
    return r->repeats_add;
}

void
cells_add(struct cells *r, const struct directive *w)
{
    static void (*const add[])(struct cells *, const struct directive *) = {
        add_number, add_mark,   add_symbol, add_period,
        add_map,    add_lookup, add_codes,  add_repeats};
    for (int i = 0; cells_directive[i]; i++)
        if (!strcmp(w->word[0], cells_directive[i]))
            add[i](r, w);
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
        if (c->list)
            lookup_load(&c->lookup, r->run, r->codes, c->list, c->aliases,
                        c->lookup.pairs);
    }
}

/* The whole part: digits, or groups of three parted by the separator. Returns what comes
 * behind it, or NULL. */
static const char *
whole_part(const char *separator, const char *p, char **out)
{
    size_t n = strspn(p, "0123456789"), len = strlen(separator);
    memcpy(*out, p, n);
    *out += n;
    p += n;
    if (n == 0 || n > 3 || !len)
        return n ? p : NULL;
    while (!strncmp(p, separator, len)) {
        if (strspn(p + len, "0123456789") != 3)
            return NULL;
        memcpy(*out, p + len, 3);
        *out += 3;
        p += len + 3;
    }
    return p;
}

/* A published number as a plain decimal, or NULL when it is none. */
static char *
plain_number(const struct notation *n, struct mem *m, const char *text)
{
    double x;
    char *copy = mem_copy(m, text), *out = mem_get(m, strlen(text) + 2), *o = out;
    size_t len = strlen(copy), cut = strlen(n->suffix);
    if (cut && len > cut && !strcmp(copy + len - cut, n->suffix)) {
        copy[len - cut] = '\0';
        copy = pattern_squeeze(m, copy);
        len = strlen(copy);
    }
    if (n->parentheses && len > 2 && copy[0] == '(' && copy[len - 1] == ')') {
        copy[len - 1] = '\0';
        copy++;
        *o++ = '-';
    } else if (*copy == '-') {
        *o++ = *copy++;
    }
    const char *p = whole_part(n->thousands, copy, &o);
    if (!p)
        return NULL;
    if (*p == *n->decimal) {
        *o++ = '.';
        p++;
    }
    memcpy(o, p, strlen(p) + 1);
    return num_parse(out, &x) ? out : NULL;
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
    char *plain = plain_number(n, m, piece);
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
        if (pattern_match(&s->pattern, m, text, piece) &&
            (!s->pattern.n || plain_number(&r->number, m, piece[0])) &&
            part_text(&r->number, m, &s->value, piece[0], &part[0]) &&
            part_text(&r->number, m, &s->lo, piece[0], &part[1]) &&
            part_text(&r->number, m, &s->hi, piece[0], &part[2]))
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
        char *plain = plain_number(&r->number, m, text);
        if (plain) {
            set(r, cell, TABLE_VALUE, plain);
            set(r, cell, TABLE_STATUS, table_status(m, status, ""));
            return CELLS_ROW;
        }
        const struct mark *k = find_mark(r, text);
        if (!k)
            break;
        status = table_status(m, status, k->status);
        text = pattern_squeeze(m, mem_text(m, text, strlen(text) - k->n));
    }
    return bad(fault, "type-error", "value",
               mem_print(m, "%s is neither a number as declared nor a symbol of a rule",
                         msg_quote(get(r, cell, TABLE_VALUE))));
}

static enum cells_got
apply_bound(struct cells *r, struct mem *m, char **cell, enum table_column c,
            struct cells_fault *fault)
{
    const char *text = get(r, cell, c);
    if (!*text)
        return CELLS_ROW;
    char *plain = plain_number(&r->number, m, pattern_squeeze(m, text));
    if (!plain)
        return bad(fault, "type-error", table_name[c],
                   mem_print(m, "%s is not a number as declared", msg_quote(text)));
    set(r, cell, c, plain);
    return CELLS_ROW;
}

/* Month 1-12 by its English name or the first three letters of it ("Sept" too). */
static int
month_number(const char *text)
{
    static const char *const name[] = {"january",   "february", "march",    "april",
                                       "may",       "june",     "july",     "august",
                                       "september", "october",  "november", "december"};
    size_t n = strlen(text);
    for (int i = 0; i < 12; i++)
        if (!strcasecmp(text, name[i]) || (n == 3 && !strncasecmp(text, name[i], 3)))
            return i + 1;
    return strcasecmp(text, "sept") ? 0 : 9;
}

static int
digits(const char *text, size_t most)
{
    size_t n = strspn(text, "0123456789");
    return n && n <= most && !text[n] ? (int)strtol(text, NULL, 10) : -1;
}

/* Months since year 0 and their number, as the period they are. */
static char *
months_text(struct mem *m, long first, long n)
{
    char from[PERIOD_MAX], to[PERIOD_MAX];
    long year = first / 12, month = first % 12 + 1;
    if (n == 1)
        return mem_print(m, "%04ld-%02ld", year, month);
    if (n == 3 && first % 3 == 0)
        return mem_print(m, "%04ld-Q%ld", year, (month + 2) / 3);
    if (n == 12 && month == 1)
        return mem_print(m, "%04ld", year);
    long end = first + n, a = period_day(year, month, 1),
         z = period_day(end / 12, end % 12 + 1, 1) - 1;
    period_text('D', a, from);
    period_text('D', z, to);
    return mem_print(m, "%s/%s", from, to);
}

/* What stands in the slots of one name; -1 when it is no such number, 0 without slot. */
static int
slot_number(const struct pattern *p, char *const piece[], const char *name, int from)
{
    int i = pattern_slot(p, name, from);
    if (i < 0)
        return 0;
    if (!strcmp(name, "month")) {
        int month = month_number(piece[i]);
        return month ? month : -1;
    }
    return digits(piece[i], strcmp(name, "year") && strcmp(name, "next") ? 2 : 4);
}

/* The period that text is in one declared form, or NULL. */
static char *
form_text(const struct form *f, struct mem *m, const char *text)
{
    const struct pattern *p = &f->pattern;
    char *piece[PATTERN_SLOTS];
    struct period any;
    if (f->iso)
        return period_parse(text, &any) ? mem_copy(m, text) : NULL;
    if (!pattern_match(p, m, text, piece))
        return NULL;
    int year = slot_number(p, piece, "year", 0), yy = slot_number(p, piece, "yy", 0),
        next = slot_number(p, piece, "next", 0),
        q = slot_number(p, piece, "quarter", 0), mm = slot_number(p, piece, "mm", 0),
        dd = slot_number(p, piece, "dd", 0), month = slot_number(p, piece, "month", 0);
    int second = pattern_slot(p, "month", pattern_slot(p, "month", 0) + 1);
    int last = month && second >= 0 ? month_number(piece[second]) : 0;
    if (year < 1000 || yy < 0 || next < 0 || q < 0 || q > 4 || mm < 0 || mm > 12 ||
        dd < 0 || month < 0)
        return NULL;
    if (pattern_slot(p, "yy", 0) >= 0 && yy != (year + 1) % 100)
        return NULL;
    if (next && next != year + 1)
        return NULL;
    if ((pattern_slot(p, "quarter", 0) >= 0 && !q) ||
        (pattern_slot(p, "mm", 0) >= 0 && !mm) || (second >= 0 && last < month))
        return NULL;
    if (!month)
        month = mm;
    if (pattern_slot(p, "dd", 0) >= 0) {
        char *day = mem_print(m, "%04d-%02d-%02d", year, month, dd);
        return period_parse(day, &any) ? day : NULL;
    }
    long first = 12L * year + (f->start ? f->start - 1 : 0), n = 12;
    if (q) {
        first += 3 * (q - 1);
        n = 3;
    } else if (month) {
        first = 12L * year + month - 1;
        n = last ? last - month + 1 : 1;
    }
    if (f->months) {
        first += n - f->months;
        n = f->months;
    }
    return months_text(m, first, n);
}

static enum cells_got
apply_period(struct cells *r, struct mem *m, char **cell, struct cells_fault *fault)
{
    struct period any;
    char *text = cell[r->at[TABLE_PERIOD]], *squeezed = pattern_squeeze(m, text);
    for (size_t i = 0; i < r->forms; i++) {
        char *made = form_text(&r->form[i], m, squeezed);
        if (made) {
            cell[r->at[TABLE_PERIOD]] = made;
            return CELLS_ROW;
        }
    }
    if (!r->forms && period_parse(text, &any))
        return CELLS_ROW;
    const char *forms = r->forms ? "in a declared form, expected" : "";
    for (size_t i = 0; i < r->forms; i++)
        forms =
            mem_print(m, "%s%s %s", forms, i ? " or" : "", msg_quote(r->form[i].text));
    return bad(fault, "type-error", "period",
               mem_print(m, "%s is not a period %s", msg_quote(text),
                         r->forms ? forms
                                  : "as in a table, and no period directive declares "
                                    "how it is written"));
}

/* The text that a map makes of text, or NULL when none fits. */
static char *
mapped(const struct coded *c, struct mem *m, const char *text)
{
    for (size_t i = 0; i < c->maps; i++) {
        const struct pair *p = &c->map[i];
        char *from[PATTERN_SLOTS], *to[PATTERN_SLOTS];
        if (!pattern_match(&p->from, m, text, from))
            continue;
        for (int k = 0; k < p->to.n; k++)
            to[k] = from[p->slot[k]];
        return pattern_fill(&p->to, m, to);
    }
    return NULL;
}

static enum cells_got
apply_coded(const struct coded *c, struct mem *m, char **cell,
            struct cells_fault *fault)
{
    const char *published = cell[c->index], *pair = NULL, *near = NULL;
    char *text = pattern_squeeze(m, published), *made = mapped(c, m, text);
    if (made)
        text = made;
    if (c->list) {
        const char *code = lookup_find(&c->lookup, m, text, &pair);
        if (code) {
            cell[c->index] = mem_copy(m, code);
            return CELLS_ROW;
        }
        near = msg_nearest(text, c->lookup.text);
    } else {
        if (made) {
            cell[c->index] = made;
            return CELLS_ROW;
        }
        const char **from = mem_array(m, c->maps + 1, sizeof *from);
        for (size_t i = 0; i < c->maps; i++)
            from[i] = c->map[i].text;
        near = msg_nearest(text, from);
    }
    const char *reason =
        c->list
            ? mem_print(m, "%s is not in the code list %s", msg_quote(text), c->list)
            : mem_print(m, "%s is not mapped to a code", msg_quote(published));
    if (pair)
        reason = mem_print(m, "%s, nor is the pair %s that it reads as", reason, pair);
    else if (near)
        reason = mem_print(m, "%s; nearest: %s", reason, msg_quote(near));
    return bad(fault, "constraint-error", c->column, reason);
}

/* Sorts the letters of status; false when one is unknown. */
static bool
sort_status(struct mem *m, char **status)
{
    const char *text = *status;
    if (text[strspn(text, LETTERS)])
        return false;
    *status = table_status(m, text, "");
    return true;
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
    if (known == (strpbrk(status, "OQ") != NULL))
        return bad(fault, "row-constraint", "status",
                   mem_print(m,
                             known ? "%s says that the value is missing (O, Q), yet it "
                                     "is %s"
                                   : "%s, yet the value is empty, which takes O "
                                     "(missing) or Q (suppressed)%s",
                             msg_quote(status), value));
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
    if (strcmp(interval, "range") && strcmp(interval, "approx") &&
        strcmp(interval, "ci95") && strcmp(interval, "cri95") && *interval)
        return bad(fault, "constraint-error", "interval",
                   mem_print(m, "%s, expected range, approx, ci95, cri95 or nothing",
                             msg_quote(interval)));
    if (!*interval && (*lo || *hi))
        return bad(fault, "row-constraint", "interval",
                   "is empty beside bounds, expected range, ci95 or cri95");
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
    if (got == CELLS_ROW && !sort_status(m, &cell[r->at[TABLE_STATUS]]))
        got = bad(fault, "constraint-error", "status",
                  mem_print(m, "%s has an unknown letter, expected letters of %s",
                            msg_quote(cell[r->at[TABLE_STATUS]]), LETTERS));
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
