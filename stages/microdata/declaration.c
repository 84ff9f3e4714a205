#include "microdata/declaration.h"

#include <string.h>

#include "program/checksum.h"
#include "program/num.h"
#include "publisher/directives.h"
#include "stat/concentration.h"
#include "table/csv_in.h"
#include "table/table.h"

struct reader {
    struct declaration *d;
    struct mem *run;
    struct tally_table common; /* what stands above the first `table` */
    struct tally_table *now;
};

/* Room for one more behind n items of size bytes; doubles at powers of two. */
static void *
pushed(struct mem *run, void *old, size_t n, size_t size)
{
    if (n & (n - 1))
        return old;
    return mem_grow(run, old, n * size, (n ? 2 * n : 1) * size);
}

static struct tally_column *
column_named(const struct tally_table *t, const char *name)
{
    for (size_t i = 0; i < t->columns; i++)
        if (!strcmp(t->column[i].name, name))
            return &t->column[i];
    return NULL;
}

static struct tally_column *
new_column(struct reader *r, const struct directive *w, const char *name)
{
    struct tally_table *t = r->now;
    static const char *const taken[] = {"value", "lo",     "hi",    "interval",
                                        "unit",  "status", "source"};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        if (!strcmp(name, taken[i]))
            directive_die(w,
                          "column %s is no part of a key; unit, status and source "
                          "are directives of their own",
                          msg_quote(name));
    if (column_named(t, name))
        directive_die(w, "column %s is declared twice", msg_quote(name));
    t->column = pushed(r->run, t->column, t->columns, sizeof *t->column);
    struct tally_column *c = &t->column[t->columns++];
    *c = (struct tally_column){.name = name, .at = w->at};
    return c;
}

static void
need_words(const struct directive *w, int least, int most, const char *expected)
{
    if (w->n < least || (most && w->n > most))
        directive_die(w, "expected `%s`", expected);
}

/* set COLUMN CODE */
static void
take_set(struct reader *r, const struct directive *w)
{
    need_words(w, 3, 3, "set COLUMN CODE");
    struct tally_column *c = new_column(r, w, w->word[1]);
    c->kind = COLUMN_SET;
    c->constant = w->word[2];
}

/* FIELD [+ FIELD]... from word i on; returns the place behind. */
static int
take_fields(struct reader *r, const struct directive *w, int i, struct tally_column *c)
{
    c->field = mem_array(r->run, (size_t)w->n, sizeof *c->field);
    do
        c->field[c->fields++] = w->word[i++];
    while (directive_is(w, i, "+") && ++i < w->n);
    return i;
}

/* by COLUMN = FIELD [+ FIELD]... [lookup LIST [aliases LIST]] [total CODE] */
static void
take_by(struct reader *r, const struct directive *w)
{
    const char *form =
        "by COLUMN = FIELD [+ FIELD]... [lookup LIST] [aliases LIST] [total CODE]";
    if (w->n < 4 || !directive_is(w, 2, "="))
        directive_die(w, "expected `%s`", form);
    if (!strcmp(w->word[1], "period"))
        directive_die(
            w, "the period has a directive of its own: `period = FIELD as year`");
    struct tally_column *c = new_column(r, w, w->word[1]);
    c->kind = COLUMN_BY;
    for (int i = take_fields(r, w, 3, c); i < w->n; i += 2) {
        const char **to = directive_is(w, i, "lookup")    ? &c->list
                          : directive_is(w, i, "aliases") ? &c->aliases
                          : directive_is(w, i, "total")   ? &c->total
                                                          : NULL;
        if (!to || i + 1 == w->n)
            directive_die(w, "%s: expected `%s`", msg_quote(w->word[i]), form);
        *to = w->word[i + 1];
    }
    if (c->aliases && !c->list)
        directive_die(w, "aliases without a lookup LIST");
}

/* period = FIELD as year|quarter|month|day [total CODE] */
static void
take_period(struct reader *r, const struct directive *w)
{
    static const char *const word[] = {"year", "quarter", "month", "day", NULL};
    if (w->n != 5 || !directive_is(w, 1, "=") || !directive_is(w, 3, "as"))
        directive_die(w, "expected `period = FIELD as year|quarter|month|day`");
    int i = 0;
    while (word[i] && strcmp(word[i], w->word[4]) != 0)
        i++;
    if (!word[i])
        directive_die(w, "%s is none of year, quarter, month, day",
                      msg_quote(w->word[4]));
    struct tally_column *c = new_column(r, w, "period");
    c->kind = COLUMN_PERIOD;
    take_fields(r, w, 2, c);
    c->freq = "AQMD"[i];
}

static struct tally_column *
mapped_column(struct reader *r, const struct directive *w)
{
    struct tally_column *c = column_named(r->now, w->word[1]);
    if (!c || c->kind == COLUMN_SET)
        directive_die(w, "column %s is declared by no `by` or `period` above",
                      msg_quote(w->word[1]));
    return c;
}

/* map COLUMN TEXT = CODE, map COLUMN TEXT leave */
static void
take_map(struct reader *r, const struct directive *w)
{
    bool leave = w->n == 4 && directive_is(w, 3, "leave");
    if (!leave && !(w->n == 5 && directive_is(w, 3, "=")))
        directive_die(w,
                      "expected `map COLUMN TEXT = CODE` or `map COLUMN TEXT leave`");
    struct tally_column *c = mapped_column(r, w);
    for (size_t i = 0; i < c->maps; i++)
        if (!strcmp(c->map[i].text, w->word[2]))
            directive_die(w, "the text %s is mapped twice", msg_quote(w->word[2]));
    c->map = pushed(r->run, c->map, c->maps, sizeof *c->map);
    c->map[c->maps++] = (struct text_code){w->word[2], leave ? NULL : w->word[4]};
}

static double
band_end(const struct directive *w, const char *text, size_t n, double open)
{
    char number[NUM_MAX];
    double x;
    if (!n)
        return open;
    if (n >= sizeof number)
        directive_die(w, "%s is no number", msg_quote_n(text, n));
    memcpy(number, text, n);
    number[n] = '\0';
    if (!num_parse(number, &x))
        directive_die(w, "%s is no number, expected an end of a band such as 18..20",
                      msg_quote(number));
    return x;
}

/* band COLUMN LOW..HIGH = CODE */
static void
take_band(struct reader *r, const struct directive *w)
{
    const char *dots = w->n == 5 ? strstr(w->word[2], "..") : NULL;
    if (!dots || !directive_is(w, 3, "="))
        directive_die(w, "expected `band COLUMN LOW..HIGH = CODE`, either end may be "
                         "left out");
    struct tally_column *c = mapped_column(r, w);
    struct band b = {band_end(w, w->word[2], (size_t)(dots - w->word[2]), -1e300),
                     band_end(w, dots + 2, strlen(dots + 2), 1e300), w->word[4]};
    if (b.low > b.high)
        directive_die(w, "the band %s ends before it begins", msg_quote(w->word[2]));
    for (size_t i = 0; i < c->bands; i++)
        if (b.low <= c->band[i].high && c->band[i].low <= b.high)
            directive_die(w, "the band %s overlaps one above", msg_quote(w->word[2]));
    c->band = pushed(r->run, c->band, c->bands, sizeof *c->band);
    c->band[c->bands++] = b;
}

/* where FIELD = TEXT..., where FIELD != TEXT... */
static void
take_where(struct reader *r, const struct directive *w)
{
    bool negate = directive_is(w, 2, "!=");
    if (w->n < 4 || !(negate || directive_is(w, 2, "=")))
        directive_die(w,
                      "expected `where FIELD = TEXT...` or `where FIELD != TEXT...`");
    struct tally_table *t = r->now;
    t->where = pushed(r->run, t->where, t->wheres, sizeof *t->where);
    struct where *c = &t->where[t->wheres++];
    *c = (struct where){w->word[1], mem_array(r->run, (size_t)w->n, sizeof *c->text),
                        (size_t)w->n - 3, negate, w->at};
    for (int i = 3; i < w->n; i++)
        c->text[i - 3] = w->word[i];
}

static void
take_measure(struct reader *r, const struct directive *w)
{
    struct tally_table *t = r->now;
    if (t->measured)
        directive_die(w, "one table holds one of count, sum and distinct; expected a "
                         "further `table`");
    t->measured = true;
    t->measure = directive_is(w, 0, "sum")        ? MEASURE_SUM
                 : directive_is(w, 0, "distinct") ? MEASURE_DISTINCT
                                                  : MEASURE_COUNT;
    if (w->n != (t->measure == MEASURE_COUNT ? 1 : 2))
        directive_die(w, "expected `count`, `sum FIELD` or `distinct FIELD`");
    t->field = t->measure == MEASURE_COUNT ? NULL : w->word[1];
}

/* largest N [by FIELD] */
static void
take_largest(struct reader *r, const struct directive *w)
{
    struct tally_table *t = r->now;
    const char *n = w->n > 1 ? w->word[1] : "";
    bool by = w->n == 4 && directive_is(w, 2, "by");
    if ((w->n != 2 && !by) || n[0] < '1' || n[0] > '0' + ST_CONCENTRATION_N || n[1])
        directive_die(w, "expected `largest N [by FIELD]`, N from 1 to %d",
                      ST_CONCENTRATION_N);
    if (t->largest)
        directive_die(w, "`largest` stands twice");
    t->largest = (size_t)(*n - '0');
    t->contributor = by ? w->word[3] : NULL;
}

static void
take_text(struct reader *r, const struct directive *w)
{
    need_words(w, 2, 2, "unit CODE, status LETTERS or source ID@DATE");
    struct tally_table *t = r->now;
    const char **to = directive_is(w, 0, "unit")     ? &t->unit
                      : directive_is(w, 0, "status") ? &t->status
                                                     : &t->source;
    *to = w->word[1];
}

static void *
copied(struct mem *run, const void *from, size_t n, size_t size)
{
    size_t room = 1;
    while (room < n)
        room *= 2;
    return n ? memcpy(mem_array(run, room, size), from, n * size) : NULL;
}

/* table NAME: begins a table with what all have in common. */
static void
take_table(struct reader *r, const struct directive *w)
{
    struct declaration *d = r->d;
    need_words(w, 2, 2, "table NAME");
    const char *name = w->word[1];
    if (!*name ||
        strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") != strlen(name))
        directive_die(w, "%s: expected a name of small letters, digits, - and _",
                      msg_quote(name));
    for (size_t i = 0; i < d->tables; i++)
        if (!strcmp(d->table[i].name, name))
            directive_die(w, "a table %s is declared twice", msg_quote(name));
    d->table = pushed(r->run, d->table, d->tables, sizeof *d->table);
    struct tally_table *t = &d->table[d->tables++];
    *t = r->common;
    t->name = name;
    t->at = w->at;
    t->column = copied(r->run, t->column, t->columns, sizeof *t->column);
    t->where = copied(r->run, t->where, t->wheres, sizeof *t->where);
    r->now = t;
}

static void
only_common(const struct reader *r, const struct directive *w)
{
    if (r->now != &r->common)
        directive_die(w, "%s holds for the file: it stands above the first table",
                      w->word[0]);
}

static void
take_delimiter(struct reader *r, const struct directive *w)
{
    only_common(r, w);
    need_words(w, 2, 2, "delimiter C");
    const char *c = strcmp(w->word[1], "tab") ? w->word[1] : "\t";
    if (strlen(c) != 1 || strchr("\"\r\n", *c) || (*c & 0x80))
        directive_die(w, "%s: expected one character, or tab", msg_quote(w->word[1]));
    r->d->delimiter = *c;
}

static void
take_allow(struct reader *r, const struct directive *w)
{
    static const struct {
        const char *word;
        unsigned flag;
    } known[] = {{"bom", CSV_ALLOW_BOM},
                 {"crlf", CSV_ALLOW_CRLF},
                 {"newline", CSV_ALLOW_NEWLINE}};
    only_common(r, w);
    for (int i = 1; i < w->n; i++) {
        size_t k = 0;
        while (k < 3 && strcmp(known[k].word, w->word[i]) != 0)
            k++;
        if (k == 3)
            directive_die(w, "%s: expected bom, crlf or newline",
                          msg_quote(w->word[i]));
        r->d->allow |= known[k].flag;
    }
}

static void
take_codes(struct reader *r, const struct directive *w)
{
    only_common(r, w);
    need_words(w, 2, 2, "codes FOLDER");
    r->d->codes = w->word[1];
}

static const struct {
    const char *word;
    void (*take)(struct reader *r, const struct directive *w);
} directives[] = {
    {"delimiter", take_delimiter}, {"allow", take_allow},     {"codes", take_codes},
    {"table", take_table},         {"set", take_set},         {"by", take_by},
    {"period", take_period},       {"map", take_map},         {"band", take_band},
    {"where", take_where},         {"count", take_measure},   {"sum", take_measure},
    {"distinct", take_measure},    {"unit", take_text},       {"status", take_text},
    {"source", take_text},         {"largest", take_largest},
};
#define DIRECTIVES (sizeof directives / sizeof *directives)

static _Noreturn void
die_unknown(const struct directive *w)
{
    const char *name[DIRECTIVES + 1];
    for (size_t i = 0; i < DIRECTIVES; i++)
        name[i] = directives[i].word;
    name[DIRECTIVES] = NULL;
    const char *near = msg_nearest(w->word[0], name);
    directive_die(w, "no directive %s%s%s", msg_quote(w->word[0]),
                  near ? "; the nearest one is " : "", near ? near : "");
}

static void
take(struct reader *r, const struct directive *w)
{
    for (size_t i = 0; i < DIRECTIVES; i++)
        if (directive_is(w, 0, directives[i].word)) {
            directives[i].take(r, w);
            return;
        }
    die_unknown(w);
}

/* The period stands last, however it was declared. */
static void
period_last(struct tally_table *t)
{
    for (size_t i = 0; i + 1 < t->columns; i++)
        if (!strcmp(t->column[i].name, "period")) {
            struct tally_column c = t->column[i];
            memmove(t->column + i, t->column + i + 1,
                    (t->columns - i - 1) * sizeof *t->column);
            t->column[t->columns - 1] = c;
            return;
        }
}

static void
check_table(struct tally_table *t)
{
    const struct tally_column *c = column_named(t, "period");
    struct period p;
    if (!c)
        die_at(EX_DATAERR, t->at,
               "no period: expected `period = FIELD as year` or `set "
               "period 2019`");
    if (c->kind == COLUMN_SET && !period_parse(c->constant, &p))
        die_at(EX_DATAERR, c->at, "%s is not a period", msg_quote(c->constant));
    if (!t->unit || !t->source)
        die_at(EX_DATAERR, t->at, "no %s: expected `%s`", t->unit ? "source" : "unit",
               t->unit ? "source ID@DATE" : "unit CODE");
    if (t->measure != MEASURE_SUM && !table_counted(t->unit))
        die_at(EX_DATAERR, t->at, "unit %s is not counted, and this is a count",
               msg_quote(t->unit));
    if (t->largest && t->measure != MEASURE_SUM)
        die_at(EX_DATAERR, t->at, "`largest` is of a sum, and this is a count");
    period_last(t);
}

void
declaration_read(struct declaration *d, struct mem *run, const char *path)
{
    struct directive_in in;
    struct directive w;
    *d = (struct declaration){.path = path, .delimiter = ','};
    struct reader r = {
        .d = d, .run = run, .common = {.status = "A", .at = {path, 0, NULL}}};
    r.now = &r.common;
    const char *slash = strrchr(path, '/');
    d->codes =
        mem_print(run, "%.*s../codes", slash ? (int)(slash - path + 1) : 0, path);
    directives_open(&in, run, path);
    while (directives_next(&in, &w)) {
        take(&r, &w);
        for (int i = 0; i < w.n; i++)
            d->digest = 31 * d->digest + checksum_of(w.word[i], strlen(w.word[i]) + 1);
    }
    directives_close(&in);
    if (!d->tables) {
        d->table = mem_array(run, 1, sizeof *d->table);
        d->table[d->tables++] = r.common;
    }
    for (size_t i = 0; i < d->tables; i++)
        check_table(&d->table[i]);
}
