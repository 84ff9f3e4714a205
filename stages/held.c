/*
 * held - what is held on a number, a word, a code or a period, and who said it
 *
 * Reads all statements (before `vintage`, sorted) and tells of those that every WORD fits:
 *   10627, 10,627   statements of exactly this number (a year is taken for a period; write
 *                   2,017 for the number)
 *   2017, 2017-Q3   of this period
 *   ALB, Albania    of a code, or of one whose name is, or has in it, what is written
 *   "county lines"  the same, for a name of several words
 * With a number it lists statements: value, publisher, date and the reference to paste into
 * a reading of a claims file. Without one it lists series: a reference to their periods,
 * how many are held, how many sources speak of them, and the gaps. When nothing fits it says
 * how many statements each word fits alone, and ends with 1.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "dataset/labels.h"
#include "dataset/sources.h"
#include "document/display.h"
#include "document/formats.h"
#include "program/num.h"
#include "program/stage.h"
#include "table/table.h"

static const char *format = "text", *sources = SOURCES_FILE, *codes = LABELS_DIR;
static bool all;
static const struct opt opts[] = {
    {"format", 'f', OPT_TEXT, &format, "FORMAT",
     DOC_FORMATS_HELP "; text is the default"},
    {"all", 'a', OPT_FLAG, &all, NULL, "list all, not the first 30"},
    {"sources", 's', OPT_TEXT, &sources, "FILE",
     "the table of sources (datasets/sources.csv); empty: none"},
    {"codes", 0, OPT_TEXT, &codes, "DIR",
     "code lists for names (datasets/codes); empty: none"},
    {0},
};
static const char *const need[] = {"indicator", "period", "value",  "lo",     "hi",
                                   "interval",  "unit",   "status", "source", NULL};

enum { SHOWN = 30 };

struct word {
    const char *text;
    double number;
    bool is_number, is_period;
    size_t alone;  /* statements that it fits, whatever the other words */
    struct named { /* for each column of the key the code seen last, and the answer */
        char *code;
        bool it;
    } * last;
};

struct hit {
    char **cell;
    struct period period;
};

struct search {
    struct mem *m;
    struct table t;
    struct sources cite;
    struct labels labels;
    struct word *word;
    int words;
    bool by_number;
    struct hit *hit;
    size_t n;
};

static struct word
read_word(struct mem *m, const char *text)
{
    struct word w = {.text = text};
    struct period p;
    char *plain = mem_copy(m, text), *to = plain;
    for (const char *q = text; *q; q++)
        if (*q != ',')
            *to++ = *q;
    *to = '\0';
    w.is_period = period_parse(text, &p);
    w.is_number = !w.is_period && num_parse(plain, &w.number);
    return w;
}

/* The text holds the other, in any case of letters. */
static bool
holds(const char *text, const char *part)
{
    size_t n = strlen(part);
    for (; strlen(text) >= n; text++) {
        size_t i = 0;
        while (i < n &&
               tolower((unsigned char)text[i]) == tolower((unsigned char)part[i]))
            i++;
        if (i == n)
            return true;
    }
    return false;
}

/* Whether a word is this code of a column, or is in its name. */
static bool
names_code(struct search *s, const char *text, const char *column, const char *code)
{
    const char *alias = labels_code(&s->labels, column, text);
    return !strcmp(code, text) || (alias && !strcmp(alias, code)) ||
           holds(labels_get(&s->labels, column, code), text);
}

static bool
names(struct search *s, struct word *w, char *const cell[])
{
    bool it = false;
    for (int k = 0; k + 1 < s->t.key && !it; k++) {
        struct named *last = &w->last[k];
        if (*cell[k] == '_')
            continue;
        if (!last->code || strcmp(last->code, cell[k]) != 0)
            *last = (struct named){mem_copy(s->m, cell[k]),
                                   names_code(s, w->text, s->t.column[k], cell[k])};
        it = last->it;
    }
    return it;
}

static bool
fits(struct search *s, struct word *w, const struct table_row *row)
{
    double x;
    if (w->is_number)
        return num_parse(table_cell(&s->t, row, TABLE_VALUE), &x) && x == w->number;
    if (w->is_period)
        return !strcmp(table_cell(&s->t, row, TABLE_PERIOD), w->text);
    return names(s, w, row->cell);
}

static void
read_statements(struct search *s, const char *path)
{
    struct table_row row;
    table_open(&s->t, s->m, path, need, TABLE_SORTED);
    for (int i = 0; i < s->words; i++)
        s->word[i].last = mem_array(s->m, (size_t)s->t.key, sizeof *s->word[i].last);
    while (table_next(&s->t, &row)) {
        bool every = true;
        for (int i = 0; i < s->words; i++) {
            bool it = fits(s, &s->word[i], &row);
            s->word[i].alone += it;
            every = every && it;
        }
        if (!every)
            continue;
        s->hit = mem_more(s->m, s->hit, s->n, sizeof *s->hit);
        s->hit[s->n++] =
            (struct hit){table_keep(&s->t, s->m, &row).cell, table_period(&s->t, &row)};
    }
    table_close(&s->t);
}

/* "[nrm_referrals geo=GBR register=NRM 2018]": what a reading would say. */
static const char *
reference(const struct search *s, char *const cell[], const char *period)
{
    char *out = mem_print(s->m, "[%s", cell[table_find(&s->t, "indicator")]);
    for (int k = 0; k + 1 < s->t.key; k++)
        if (strcmp(s->t.column[k], "indicator") && strcmp(cell[k], "_T"))
            out = mem_print(s->m, "%s %s=%s", out, s->t.column[k], cell[k]);
    return mem_print(s->m, "%s %s]", out, period);
}

static void
say_statements(const struct search *s, struct document *d)
{
    struct doc_node *t = doc_table(&d->body, "Who said so");
    doc_column(t, "reference", DOC_KEY);
    doc_column(t, "value", DOC_NUMBER);
    doc_column(t, "said by", DOC_WORDS);
    doc_column(t, "published", DOC_WORDS);
    doc_column(t, "source", DOC_WORDS);
    size_t n, shown = all || s->n < SHOWN ? s->n : SHOWN;
    for (size_t i = 0; i < shown; i++) {
        const struct table_row row = {s->hit[i].cell, 0};
        const char *id = table_cell(&s->t, &row, TABLE_SOURCE);
        const struct source *by = sources_next(&s->cite, id, &n);
        struct doc_cell *cell = doc_row(t);
        cell[0].text = reference(s, row.cell, table_cell(&s->t, &row, TABLE_PERIOD));
        cell[1].text = cell[1].value = table_cell(&s->t, &row, TABLE_VALUE);
        cell[2].text = by ? sources_credit(s->m, by) : "";
        cell[3].text =
            by && *by->published ? display_date(s->m, by->published) : "undated";
        cell[4].text = id;
    }
}

/* ---- series */

static bool
same_series(const struct search *s, size_t a, size_t b)
{
    return !table_compare(s->hit[a].cell, s->hit[b].cell, s->t.key - 1) &&
           s->hit[a].period.freq == s->hit[b].period.freq;
}

static int series_columns; /* for by_freq() */

/* Rows of one series and length of period together, in order of time. */
static int
by_freq(const void *va, const void *vb)
{
    const struct hit *a = va, *b = vb;
    int c = table_compare(a->cell, b->cell, series_columns);
    if (c)
        return c;
    if (a->period.freq != b->period.freq)
        return a->period.freq < b->period.freq ? -1 : 1;
    return (a->period.first > b->period.first) - (a->period.first < b->period.first);
}

/* Which periods between the first and the last are missing. */
static const char *
gaps(const struct search *s, size_t from, size_t end)
{
    char *out = mem_copy(s->m, ""), text[PERIOD_MAX];
    if (s->hit[from].period.freq == 'I')
        return out;
    for (size_t i = from + 1; i < end; i++)
        for (long k = s->hit[i - 1].period.index + 1; k < s->hit[i].period.index; k++) {
            period_text(s->hit[i].period.freq, k, text);
            if (strlen(out) > 60)
                return mem_print(s->m, "%s, ...", out);
            out = mem_print(s->m, "%s%s%s", out, *out ? ", " : "", text);
        }
    return out;
}

static void
say_one_series(const struct search *s, struct doc_node *t, size_t from, size_t end)
{
    size_t periods = 1;
    const char *sources_said = "";
    int period = s->t.at[TABLE_PERIOD], source = s->t.at[TABLE_SOURCE];
    for (size_t i = from; i < end; i++) {
        periods +=
            i > from && strcmp(s->hit[i].cell[period], s->hit[i - 1].cell[period]);
        sources_said = table_sources(s->m, sources_said, s->hit[i].cell[source]);
    }
    size_t n = 1;
    for (const char *p = sources_said; *p; p++)
        n += *p == '+';
    const char *first = s->hit[from].cell[period], *last = s->hit[end - 1].cell[period];
    bool span = periods > 1 && s->hit[from].period.freq != 'I';
    struct doc_cell *cell = doc_row(t);
    cell[0].text = reference(s, s->hit[from].cell,
                             span ? mem_print(s->m, "%s..%s", first, last) : first);
    cell[1].text = cell[1].value = mem_print(s->m, "%zu", periods);
    cell[2].text = cell[2].value = mem_print(s->m, "%zu", n);
    cell[3].text = gaps(s, from, end);
}

/* How many series there are. */
static size_t
say_series(const struct search *s, struct document *d)
{
    struct doc_node *t = doc_table(&d->body, "Series");
    doc_column(t, "reference", DOC_KEY);
    doc_column(t, "periods", DOC_NUMBER);
    doc_column(t, "sources", DOC_NUMBER);
    doc_column(t, "gaps", DOC_WORDS);
    size_t found = 0;
    for (size_t i = 0, end; i < s->n; i = end) {
        for (end = i + 1; end < s->n && same_series(s, i, end);)
            end++;
        if (all || found < SHOWN)
            say_one_series(s, t, i, end);
        found++;
    }
    return found;
}

/* Nothing fits: what each word was taken for, and how many statements it fits alone. */
static void
say_nothing(const struct search *s, struct document *d)
{
    doc_paragraph(&d->body, s->words > 1
                                ? "No statement is held that fits all of these words:"
                                : "No statement is held that fits this word:");
    struct doc_node *list = doc_list(&d->body, NULL, false);
    for (int i = 0; i < s->words; i++) {
        const struct word *w = &s->word[i];
        const char *as = w->is_number   ? "a number"
                         : w->is_period ? "a period"
                                        : "a code, or in the name of one",
                   *n = w->alone ? mem_print(s->m, "%zu", w->alone) : "no";
        bool year = w->is_period && strlen(w->text) == 4;
        doc_item(list,
                 mem_print(s->m, "%s, taken for %s%s: %s statement%s", w->text, as,
                           year ? mem_print(s->m, " (as a number %.1s,%s)", w->text,
                                            w->text + 1)
                                : "",
                           n, w->alone == 1 ? "" : "s"));
    }
}

static int
run(struct mem *run, int n, char **operand)
{
    struct search s = {.m = run, .words = n - 1};
    const struct doc_format *f = document_format(format, NULL);
    sources_open(&s.cite, run, sources);
    labels_open(&s.labels, run, codes);
    s.word = mem_array(run, (size_t)s.words, sizeof *s.word);
    char *title = mem_copy(run, "Held on");
    for (int i = 0; i < s.words; i++) {
        s.word[i] = read_word(run, operand[i + 1]);
        s.by_number |= s.word[i].is_number;
        title = mem_print(run, "%s %s", title, operand[i + 1]);
    }
    read_statements(&s, operand[0]);
    series_columns = s.t.key - 1;
    if (s.n && !s.by_number)
        qsort(s.hit, s.n, sizeof *s.hit, by_freq);
    struct document d;
    document_open(&d, run, title, NULL);
    size_t found = s.n;
    if (!s.n)
        say_nothing(&s, &d);
    else if (s.by_number)
        say_statements(&s, &d);
    else
        found = say_series(&s, &d);
    if (found > SHOWN && !all)
        doc_paragraph(&d.body, mem_print(run, "The first %d of %zu; --all lists all.",
                                         (int)SHOWN, found));
    f->write(&d, stdout);
    return !s.n;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "FILE WORD...", 2,  -1,
                                       opts,       need,        NULL,           run};
    return stage_main(&stage, argc, argv);
}
