/*
 * knowledge - what a reader of a figure should know: what is counted, what no register counts,
 * how many of the numbers are withheld, bounded, doubtful or not there, and the breaks. From the
 * code lists, the table's own cells and the list of breaks.
 */
#include <string.h>
#include <unistd.h>

#include "dataset/series_breaks.h"
#include "document/display.h"
#include "program/texts.h"
#include "publication/numbers.h"
#include "table/table.h"

/* The codes of a column of the key, each once; none when there is no such column. */
static struct texts
codes_of(const struct numbers *w, struct mem *m, const char *column)
{
    struct texts code = {0};
    int c = table_find(&w->t->tab, column);
    for (size_t i = w->t->first; c >= 0 && i < w->t->first + w->t->n; i++)
        texts_add(m, &code, w->line.row[i].cell[c]);
    return code;
}

static void
put_definitions(struct numbers *w, struct document *d, struct doc_node *facts,
                const char *column)
{
    struct labels *l = &w->story.labels;
    struct texts code = codes_of(w, d->m, column);
    for (size_t i = 0; i < code.n; i++) {
        const char *what = labels_definition(l, column, code.item[i]);
        if (*what)
            doc_fact(facts, labels_get(l, column, code.item[i]),
                     site_capital(d->m, what));
    }
}

/* What a count leaves out: of every register the same. */
static void
put_undercount(const struct numbers *w, struct doc_node *list)
{
    for (size_t i = w->t->first; i < w->t->first + w->t->n; i++) {
        const char *status = lineage_cell(&w->line, i, TABLE_STATUS);
        if (!table_counted(lineage_cell(&w->line, i, TABLE_UNIT)) ||
            strchr(status, 'E'))
            continue;
        doc_item(list,
                 "Undercount: a register counts what it recorded. What no one noticed "
                 "or reported is in none of these numbers, and a change may be one of "
                 "recording, not of what happened.");
        return;
    }
}

/* "3 of 26 numbers", "All 26 numbers". */
static const char *
share(struct mem *m, size_t n, size_t all)
{
    return n == all ? mem_print(m, all == 1 ? "The one number" : "All %zu numbers", all)
                    : mem_print(m, "%zu of %zu numbers", n, all);
}

/* "withheld: too small", what a letter means, after a colon: "withheld (too small)". */
static const char *
meaning(struct mem *m, const char *text)
{
    size_t n = strcspn(text, ":");
    return text[n] && text[n + 1]
               ? mem_print(m, "%.*s (%s)", (int)n, text, text + n + 2)
               : text;
}

/* How many of the numbers have which shorthand, and how many only bounds. True when the
 * publisher marked a break. */
static bool
put_marks(const struct numbers *w, struct document *d, struct doc_node *list)
{
    size_t n[26] = {0}, bounded = 0, all = w->t->n;
    for (size_t i = w->t->first; i < w->t->first + all; i++) {
        unsigned marks = display_marks(lineage_cell(&w->line, i, TABLE_STATUS),
                                       lineage_cell(&w->line, i, TABLE_INTERVAL));
        bool bounds = *lineage_cell(&w->line, i, TABLE_LO) ||
                      *lineage_cell(&w->line, i, TABLE_HI);
        bool value = *lineage_cell(&w->line, i, TABLE_VALUE);
        bounded += !value && bounds;
        /* What is known within bounds is not said to be unavailable. */
        if (!value && bounds)
            marks &= ~DISPLAY_MARK('x');
        for (int c = 0; c < 26; c++)
            n[c] += marks >> c & 1;
    }
    if (bounded)
        doc_item(list, mem_print(d->m,
                                 "%s: only bounds are known, within which the "
                                 "truth lies.",
                                 share(d->m, bounded, all)));
    for (int c = 0; c < 26; c++)
        if (n[c])
            doc_item(list, mem_print(d->m, "%s: %s.", share(d->m, n[c], all),
                                     meaning(d->m, display_meaning((char)('a' + c)))));
    return n['b' - 'a'];
}

/* The breaks and events of the series, as they are drawn: one that several have, once. */
static void
put_breaks(const struct numbers *w, struct document *d, struct doc_node *list,
           bool marked)
{
    struct series_breaks breaks;
    struct texts said = {0};
    bool any = false;
    series_breaks_read(&breaks, d->m, access(w->s->breaks, R_OK) ? NULL : w->s->breaks);
    for (size_t i = 0; i < breaks.n; i++) {
        bool fits = false;
        for (size_t k = w->t->first; k < w->t->first + w->t->n && !fits; k++) {
            struct table_row row = {w->line.row[k].cell, w->line.row[k].line};
            fits = series_breaks_fits(&breaks, i, &w->t->tab, &row);
        }
        if (!fits)
            continue;
        any |= !breaks.cut[i].event;
        const char *text =
            mem_print(d->m, "%s, %s: %s", breaks.cut[i].event ? "Event" : "Break",
                      display_period(d->m, breaks.cut[i].date), breaks.cut[i].label);
        size_t before = said.n;
        texts_add(d->m, &said, text);
        if (said.n > before)
            doc_item(list, text);
    }
    if (!any)
        doc_item(list, mem_print(d->m,
                                 "Breaks: none %sis recorded here for these series, "
                                 "which does not show that there is none.",
                                 marked ? "besides those marked " : ""));
}

void
numbers_knowledge(struct numbers *w, struct document *d)
{
    doc_heading(&d->body, 2, "What you should know");
    struct doc_node *facts = doc_facts(&d->body);
    put_definitions(w, d, facts, "indicator");
    put_definitions(w, d, facts, "register");
    struct doc_node *list = doc_list(&d->body, NULL, false);
    put_undercount(w, list);
    bool marked = put_marks(w, d, list);
    put_breaks(w, d, list, marked);
}

/* ---- sentences */

/* The key of a row of statistics in words; totals of a breakdown are left out. */
static const char *
subject_of(struct numbers *w, struct mem *m, const struct table *t,
           const struct table_row *row)
{
    const char *out = "";
    int end = table_find(t, "statistic");
    for (int c = 0; c < end; c++) {
        if (!*row->cell[c] || !strcmp(row->cell[c], "_T"))
            continue;
        const char *label =
            labels_words(&w->story.labels, m, t->column[c], row->cell[c]);
        out = mem_print(m, "%s%s%s", out, *out ? ", " : "", label);
    }
    return out;
}

/* What a sentence says after its key. */
static const char *
said_of(const char *sentence)
{
    const char *says = strstr(sentence, ": ");
    return says ? says + 2 : sentence;
}

void
numbers_sentences(struct numbers *w, struct document *d, const char *file)
{
    struct table t;
    struct table_row row;
    const char *last = "";
    struct doc_node *list = NULL;
    table_open(&t, d->m, file, table_contract, TABLE_ANY);
    int at = table_find(&t, "sentence");
    while (at >= 0 && table_next(&t, &row)) {
        if (!*row.cell[at] || !strcmp(row.cell[at], last))
            continue;
        last = mem_copy(d->m, row.cell[at]);
        if (!list)
            list = doc_list(&d->body, NULL, false);
        doc_item(list,
                 mem_print(d->m, "%s, %s: %s", subject_of(w, d->m, &t, &row),
                           display_period(d->m, table_cell(&t, &row, TABLE_PERIOD)),
                           said_of(last)));
    }
    table_close(&t);
}
