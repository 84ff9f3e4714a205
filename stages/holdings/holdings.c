#include "holdings/holdings.h"

#include <stdlib.h>
#include <string.h>

const char *const holdings_need[] = {"indicator", "period", "value",  "lo",     "hi",
                                     "interval",  "unit",   "status", "source", NULL};

/* What each word makes of a row. */
static struct hit
hit_of(struct search *s, const struct table_row *row)
{
    struct hit hit = {0};
    for (int i = 0; i < s->words; i++) {
        int column;
        enum fit fit = word_fits(s->m, &s->word[i], &s->labels, &s->t, row, &column);
        if (fit == FIT_NONE)
            continue;
        s->word[i].rows++;
        hit.words |= 1U << i;
        hit.loose += fit == FIT_DEFINITION;
        if (column >= 0 && column < 32)
            hit.named |= 1U << column;
    }
    return hit;
}

static int
bits(uint32_t set)
{
    int n = 0;
    for (; set; set &= set - 1)
        n++;
    return n;
}

/* The words that fit together: as many as any row has, of these the most rows. */
static uint32_t
best_of(struct search *s)
{
    size_t *rows = mem_array(s->m, (size_t)1 << s->words, sizeof *rows);
    uint32_t best = 0;
    for (size_t i = 0; i < s->n; i++)
        rows[s->hit[i].words]++;
    for (uint32_t set = 1; set < (uint32_t)1 << s->words; set++)
        if (rows[set] && (bits(set) > bits(best) ||
                          (bits(set) == bits(best) && rows[set] > rows[best])))
            best = set;
    return best;
}

void
holdings_read(struct search *s, const char *path)
{
    struct table_row row;
    size_t kept = 0;
    table_open(&s->t, s->m, path, holdings_need, TABLE_SORTED);
    while (table_next(&s->t, &row)) {
        struct hit hit = hit_of(s, &row);
        if (!hit.words)
            continue;
        hit.cell = table_keep(&s->t, s->m, &row).cell;
        hit.period = table_period(&s->t, &row);
        s->hit = mem_more(s->m, s->hit, s->n, sizeof *s->hit);
        s->hit[s->n++] = hit;
    }
    table_close(&s->t);
    s->together = best_of(s);
    for (size_t i = 0; i < s->n; i++)
        if (s->hit[i].words == s->together)
            s->hit[kept++] = s->hit[i];
    s->n = kept;
}

const char *
holdings_reference(struct mem *m, const struct table *t, char *const cell[],
                   const char *period)
{
    char *out = mem_print(m, "[%s", cell[table_find(t, "indicator")]);
    for (int k = 0; k + 1 < t->key; k++)
        if (strcmp(t->column[k], "indicator") && strcmp(cell[k], "_T"))
            out = mem_print(m, "%s %s=%s", out, t->column[k], cell[k]);
    return mem_print(m, "%s %s]", out, period);
}

size_t
holdings_said(const struct search *s, struct document *d)
{
    struct doc_node *t = doc_table(&d->body, "Who said so");
    doc_column(t, "reference", DOC_KEY);
    doc_column(t, "value", DOC_NUMBER);
    doc_column(t, "said by", DOC_WORDS);
    doc_column(t, "published", DOC_WORDS);
    doc_column(t, "source", DOC_WORDS);
    size_t n, shown = s->all || s->n < HOLDINGS_SHOWN ? s->n : HOLDINGS_SHOWN;
    for (size_t i = 0; i < shown; i++) {
        char *const *cell = s->hit[i].cell;
        const char *id = cell[s->t.at[TABLE_SOURCE]];
        const struct source *by = sources_next(&s->cite, id, &n);
        struct doc_cell *to = doc_row(t);
        to[0].text = holdings_reference(s->m, &s->t, cell, cell[s->t.at[TABLE_PERIOD]]);
        to[1].text = to[1].value = cell[s->t.at[TABLE_VALUE]];
        to[2].text = by ? sources_credit(s->m, by) : "";
        to[3].text =
            by && *by->published ? display_date(s->m, by->published) : "undated";
        to[4].text = id;
    }
    return s->n;
}
