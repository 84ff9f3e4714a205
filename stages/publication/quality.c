/* Data quality: how the figures were read, what they leave open, where they contradict one
 * another and are revised, and the rules that they break for known reasons. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "document/display.h"
#include "integrity/rule.h"
#include "program/folder.h"
#include "program/msg.h"
#include "program/num.h"
#include "program/texts.h"
#include "publication/ledger.h"
#include "table/csv_in.h"

/* Lines of a list that is cut. */
enum { LISTED = 40 };

static const char *
count(struct mem *m, size_t n)
{
    bool rounded;
    return display_number(m, mem_print(m, "%zu", n), 0, true, &rounded);
}

static void
put_count(struct mem *m, struct doc_cell *cell, size_t n)
{
    cell->text = count(m, n);
    cell->value = mem_print(m, "%zu", n);
}

/* ---- what the statements say, by register */

enum kind { NUMBER, ABOUT, BOUNDS, WITHHELD, COMPARISON, NOTHING, KINDS };

static enum kind
kind_of(const struct ledger *l, const struct said *a)
{
    if (strchr(ledger_cell(l, a, TABLE_STATUS), 'Q'))
        return WITHHELD;
    if (*ledger_cell(l, a, TABLE_VALUE))
        return strcmp(ledger_cell(l, a, TABLE_INTERVAL), "approx") ? NUMBER : ABOUT;
    if (*ledger_cell(l, a, TABLE_LO) || *ledger_cell(l, a, TABLE_HI))
        return BOUNDS;
    return *ledger_cell(l, a, TABLE_COMPARE) ? COMPARISON : NOTHING;
}

static void
put_kinds(struct ledger *l, struct document *d)
{
    static const char *const head[] = {"A number",           "About",
                                       "Bounds alone",       "Withheld",
                                       "A comparison alone", "No number"};
    struct texts code = {0};
    size_t(*n)[KINDS] = mem_array(d->m, l->n_series + 1, sizeof *n);
    for (size_t i = 0; i < l->n; i++) {
        size_t r = texts_add(d->m, &code, ledger_named(l, &l->said[i], "register"));
        n[r][kind_of(l, &l->said[i])]++;
    }
    doc_heading(&d->body, 2, "What is stated");
    struct doc_node *t =
        doc_table(&d->body, "Statements by register and what they give");
    doc_column(t, "Register", DOC_KEY);
    for (int k = 0; k < KINDS; k++)
        doc_column(t, head[k], DOC_NUMBER);
    for (size_t r = 0; r < code.n; r++) {
        struct doc_cell *cell = doc_row(t);
        cell[0].text = labels_get(&l->labels, "register", code.item[r]);
        for (int k = 0; k < KINDS; k++)
            put_count(d->m, &cell[k + 1], n[r][k]);
    }
    doc_order_rows(t);
}

/* ---- how they were read */

static void
put_grades(struct ledger *l, struct document *d)
{
    struct texts grade = {0};
    size_t *sources = mem_array(d->m, l->cite.n + 1, sizeof *sources);
    size_t *n = mem_array(d->m, l->cite.n + 1, sizeof *n);
    for (size_t i = 0; i < l->cite.n; i++)
        sources[texts_add(d->m, &grade, l->cite.source[i].grade)]++;
    for (size_t i = 0; i < l->n; i++)
        if (l->said[i].source)
            n[texts_add(d->m, &grade, l->said[i].source->grade)]++;
    doc_heading(&d->body, 2, "Where it was read");
    struct doc_node *t = doc_table(&d->body, "Sources and statements by grade");
    doc_column(t, "Grade", DOC_KEY);
    doc_column(t, "Sources", DOC_NUMBER);
    doc_column(t, "Statements", DOC_NUMBER);
    for (size_t i = 0; i < grade.n; i++) {
        struct doc_cell *cell = doc_row(t);
        cell[0].text = sources_grade(grade.item[i]);
        put_count(d->m, &cell[1], sources[i]);
        put_count(d->m, &cell[2], n[i]);
    }
}

/* ---- quantities of which there are several numbers */

struct moved {
    const struct said_series *series;
    const struct said *first, *newest;
    double change; /* percent of the first */
};

static int
by_change(const void *a, const void *b)
{
    const struct moved *x = a, *y = b;
    double p = fabs(x->change), q = fabs(y->change);
    return p < q ? 1 : p > q ? -1 : (x->first > y->first) - (x->first < y->first);
}

/* Two numbers for one quantity of one day. */
static bool
is_contradicted(const struct ledger *l, const struct said a[], size_t n, size_t *i)
{
    for (*i = 1; *i < n; (*i)++) {
        const struct said *x = &a[*i - 1], *y = &a[*i];
        const char *p = ledger_cell(l, x, TABLE_VALUE),
                   *q = ledger_cell(l, y, TABLE_VALUE);
        if (*p && *q && strcmp(p, q) && x->source && y->source &&
            *x->source->published &&
            !strcmp(x->source->published, y->source->published))
            return true;
    }
    return false;
}

static const char *
key_words(struct ledger *l, struct mem *m, const struct said *a)
{
    return mem_print(m, "%s, %s", ledger_words(l, m, a),
                     display_period(m, ledger_cell(l, a, TABLE_PERIOD)));
}

static void
lead_to(struct mem *m, struct doc_cell *cell, const struct said_series *s,
        const struct ledger *l)
{
    cell->url = s->page ? s->page : site_country(m, ledger_named(l, s->said, "geo"));
    cell->here = true;
}

static void
put_moved(struct ledger *l, struct document *d, struct moved *moved, size_t n,
          size_t all)
{
    doc_heading(&d->body, 2, "What was revised");
    doc_paragraph(
        &d->body,
        mem_print(d->m,
                  "Of %s quantities that dated sources stated with a number, %s were "
                  "later given another one. The largest changes of numbers "
                  "from 16 up:",
                  count(d->m, all), count(d->m, n)));
    qsort(moved, n, sizeof *moved, by_change);
    struct doc_node *t = doc_table(&d->body, "The largest revisions");
    doc_column(t, "What", DOC_KEY);
    doc_column(t, "First", DOC_NUMBER);
    doc_column(t, "Newest", DOC_NUMBER);
    doc_column(t, "Change, %", DOC_NUMBER);
    for (size_t i = 0; i < n && t->table->rows < LISTED; i++) {
        bool rounded;
        char text[NUM_MAX];
        double first = strtod(ledger_cell(l, moved[i].first, TABLE_VALUE), NULL);
        if (first < 16 || !table_counted(ledger_cell(l, moved[i].first, TABLE_UNIT)))
            continue;
        struct doc_cell *cell = doc_row(t);
        cell[0].text = key_words(l, d->m, moved[i].newest);
        lead_to(d->m, &cell[0], moved[i].series, l);
        cell[1].text = moved[i].first->amount;
        cell[1].value = ledger_cell(l, moved[i].first, TABLE_VALUE);
        cell[2].text = moved[i].newest->amount;
        cell[2].value = ledger_cell(l, moved[i].newest, TABLE_VALUE);
        cell[3].value = mem_copy(d->m, num_text(moved[i].change, text));
        cell[3].text = display_number(d->m, cell[3].value, 1, true, &rounded);
    }
}

static void
put_revisions(struct ledger *l, struct document *d)
{
    struct moved *moved = mem_array(d->m, l->n + 1, sizeof *moved);
    size_t n = 0, all = 0;
    for (size_t i = 0; i < l->n_series; i++) {
        const struct said_series *s = &l->series[i];
        for (size_t k = 0, same; k < s->n; k += same) {
            struct moved v = {.series = s};
            same = ledger_same(l, s, k);
            if (!ledger_ends(l, &s->said[k], same, &v.first, &v.newest))
                continue;
            all++;
            double a = strtod(ledger_cell(l, v.first, TABLE_VALUE), NULL);
            double b = strtod(ledger_cell(l, v.newest, TABLE_VALUE), NULL);
            v.change = a > 0 ? 100 * (b - a) / a : 0;
            if (strcmp(ledger_cell(l, v.first, TABLE_VALUE),
                       ledger_cell(l, v.newest, TABLE_VALUE)))
                moved[n++] = v;
        }
    }
    if (n)
        put_moved(l, d, moved, n, all);
}

static void
put_contradictions(struct ledger *l, struct document *d)
{
    struct doc_node *t = NULL;
    for (size_t i = 0; i < l->n_series; i++) {
        const struct said_series *s = &l->series[i];
        for (size_t k = 0, same, at; k < s->n; k += same) {
            same = ledger_same(l, s, k);
            if (!is_contradicted(l, &s->said[k], same, &at))
                continue;
            if (!t) {
                doc_heading(&d->body, 2, "Two numbers of one day");
                t = doc_table(
                    &d->body,
                    "Quantities for which sources of one day give two numbers");
                doc_column(t, "What", DOC_KEY);
                doc_column(t, "Published", DOC_WORDS);
                doc_column(t, "One", DOC_NUMBER);
                doc_column(t, "The other", DOC_NUMBER);
            }
            const struct said *a = &s->said[k + at];
            struct doc_cell *cell = doc_row(t);
            cell[0].text = key_words(l, d->m, a);
            lead_to(d->m, &cell[0], s, l);
            cell[1].text = display_date(d->m, a->source->published);
            cell[2].text = a[-1].amount;
            cell[2].value = ledger_cell(l, a - 1, TABLE_VALUE);
            cell[3].text = a->amount;
            cell[3].value = ledger_cell(l, a, TABLE_VALUE);
        }
    }
}

/* ---- gaps: years within a series of which nothing is held */

static long
year_of(const struct ledger *l, const struct said *a)
{
    const char *text = ledger_cell(l, a, TABLE_PERIOD);
    return strlen(text) == 4 ? strtol(text, NULL, 10) : 0;
}

static const char *
gaps_of(const struct ledger *l, struct mem *m, const struct said_series *s)
{
    const char *out = "";
    long before = 0;
    for (size_t i = 0; i < s->n; i++) {
        long year = year_of(l, &s->said[i]);
        if (!year)
            continue;
        if (before && year == before + 2)
            out = mem_print(m, "%s%s%ld", out, *out ? ", " : "", before + 1);
        if (before && year > before + 2)
            out = mem_print(m, "%s%s%ld to %ld", out, *out ? ", " : "", before + 1,
                            year - 1);
        before = year;
    }
    return out;
}

static void
put_gaps(struct ledger *l, struct document *d)
{
    doc_heading(&d->body, 2, "Years of which nothing is held");
    struct doc_node *t = doc_table(
        &d->body,
        "Gaps in yearly series without a breakdown; UNODC's are on the pages of "
        "countries");
    doc_column(t, "Series", DOC_KEY);
    doc_column(t, "Nothing for", DOC_WORDS);
    for (size_t i = 0; i < l->n_series; i++) {
        const struct said_series *s = &l->series[i];
        const char *gaps = gaps_of(l, d->m, s);
        if (!*gaps || !s->page || !ledger_is_whole(l, s->said) ||
            !strcmp(ledger_named(l, s->said, "register"), "GLOTIP"))
            continue;
        struct doc_cell *cell = doc_row(t);
        cell[0].text = ledger_words(l, d->m, s->said);
        lead_to(d->m, &cell[0], s, l);
        cell[1].text = gaps;
    }
}

/* ---- exceptions */

static size_t
place(const struct csv_row *header, const char *name, const char *file)
{
    for (size_t i = 0; i < header->n; i++)
        if (!strcmp(header->cell[i], name))
            return i;
    die(EX_DATAERR, "%s:1: no column %s", file, name);
}

/* The rules of all files beside the exceptions; NULL: there is none. */
static const struct rules *
rules_beside(struct mem *m, const char *exceptions)
{
    struct rules *all = NULL;
    size_t n;
    size_t folder = (size_t)(path_name(exceptions) - exceptions);
    char **file = folder_files(m, mem_text(m, exceptions, folder), "*.rule", &n);
    for (size_t i = 0; i < n; i++)
        all = rules_load(m, all, file[i]);
    return all;
}

/* What a rule says; its name when none of them has it. */
static const char *
rule_words(struct mem *m, const struct rules *all, const char *name)
{
    for (const struct rule *r = all ? all->first : NULL; r; r = r->next)
        if (!strcmp(r->name, name))
            return site_capital(m, r->says);
    return name;
}

/* The pattern of a key in words: the label of each code, of whichever column has it; what
 * stands for all is left out. */
static const char *
where_words(struct ledger *l, struct mem *m, const char *key)
{
    static const char *const column[] = {"indicator", "geo",  "citizenship", "sex",
                                         "age",       "form", "register"};
    enum { COLUMNS = sizeof column / sizeof *column };
    const char *out = "";
    for (size_t n; *key; key += n + (key[n] == '|')) {
        n = strcspn(key, "|");
        const char *code = mem_text(m, key, n), *word = code;
        for (int c = 0; c < COLUMNS && word == code; c++)
            word = labels_get(&l->labels, column[c], code);
        if (strcmp(code, "*") && strcmp(code, "_T"))
            out = mem_print(m, "%s%s%s", out, *out ? ", " : "", word);
    }
    return *out ? out : "all";
}

static void
put_exceptions(const struct site *s, struct ledger *l, struct document *d)
{
    static const char *const name[] = {"rule", "why", "key", "source", "findings"};
    static const char *const head[] = {"What should hold", "Why it does not", "Where",
                                       "Source", "Findings"};
    struct csv_in in;
    struct csv_row row;
    size_t at[5];
    csv_open(&in, d->m, s->exceptions, ',', 0);
    if (csv_next(&in, &row) != CSV_ROW)
        die(EX_DATAERR, "%s: no header line", s->exceptions);
    for (size_t i = 0; i < 5; i++)
        at[i] = place(&row, name[i], s->exceptions);
    doc_heading(&d->body, 2, "Rules that published figures break")->name = "exceptions";
    struct doc_node *t =
        doc_table(&d->body, "Known exceptions, with the reason where it is known");
    for (size_t i = 0; i < 5; i++)
        doc_column(t, head[i], i == 0 ? DOC_KEY : i == 4 ? DOC_NUMBER : DOC_WORDS);
    const struct rules *rules = rules_beside(d->m, s->exceptions);
    enum csv_got got;
    while ((got = csv_next(&in, &row)) == CSV_ROW) {
        struct doc_cell *cell = doc_row(t);
        for (size_t i = 0; i < 5; i++)
            cell[i].text = mem_copy(d->m, row.cell[at[i]]);
        cell[0].text = rule_words(d->m, rules, cell[0].text);
        cell[2].text = where_words(l, d->m, cell[2].text);
        if (!strcmp(cell[3].text, "*"))
            cell[3].text = "any";
        if (!strcmp(cell[4].text, "listed"))
            cell[4].text = "those in known.csv";
    }
    if (got == CSV_BAD)
        csv_die(&in);
    csv_close(&in);
}

void
site_quality(const struct site *s, struct ledger *l)
{
    struct mem m = {0};
    struct document d;
    site_open(
        s, &d, &m, "Data quality",
        "What published figures leave open, where they contradict one another, and "
        "how often they change",
        "");
    put_kinds(l, &d);
    put_grades(l, &d);
    put_contradictions(l, &d);
    put_revisions(l, &d);
    put_gaps(l, &d);
    put_exceptions(s, l, &d);
    site_found(s, &d, mem_print(s->run, "%s: %s", d.title, d.subtitle), "quality.html");
    site_write(s, &d, "quality.html");
    mem_release(&m);
}
