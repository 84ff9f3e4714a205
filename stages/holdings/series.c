#include <stdlib.h>
#include <string.h>

#include "document/display.h"
#include "holdings/holdings.h"

struct series {
    size_t from, end; /* of the hits */
    int loose, depth;
    size_t sources;
};

static int key_columns; /* for by_freq() */

/* Rows of one series and length of period together, in order of time. */
static int
by_freq(const void *va, const void *vb)
{
    const struct hit *a = va, *b = vb;
    int c = table_compare(a->cell, b->cell, key_columns);
    if (c)
        return c;
    if (a->period.freq != b->period.freq)
        return a->period.freq < b->period.freq ? -1 : 1;
    return (a->period.first > b->period.first) - (a->period.first < b->period.first);
}

/* Named by a name before by a definition only; totals before parts; much spoken of first. */
static int
by_relevance(const void *va, const void *vb)
{
    const struct series *a = va, *b = vb;
    if (a->loose != b->loose)
        return a->loose < b->loose ? -1 : 1;
    if (a->depth != b->depth)
        return a->depth < b->depth ? -1 : 1;
    if (a->sources != b->sources)
        return a->sources > b->sources ? -1 : 1;
    return (a->from > b->from) - (a->from < b->from);
}

static bool
same_series(const struct search *s, size_t a, size_t b)
{
    return !table_compare(s->hit[a].cell, s->hit[b].cell, s->t.key - 1) &&
           s->hit[a].period.freq == s->hit[b].period.freq;
}

/* In how many columns that no word names the series is a part. */
static int
depth_of(const struct search *s, const struct hit *hit)
{
    int depth = 0;
    for (int k = 0; k + 1 < s->t.key; k++) {
        const char *column = s->t.column[k];
        depth += strcmp(column, "indicator") && strcmp(column, "geo") &&
                 strcmp(column, "register") && strcmp(hit->cell[k], "_T") &&
                 !(k < 32 && hit->named >> k & 1);
    }
    return depth;
}

static size_t
sources_of(const struct search *s, size_t from, size_t end)
{
    struct table_union u = {0};
    for (size_t i = from; i < end; i++)
        table_union_add(s->m, &u, s->hit[i].cell[s->t.at[TABLE_SOURCE]]);
    const char *all = table_union_text(s->m, &u);
    size_t n = *all != '\0';
    for (const char *p = all; *p; p++)
        n += *p == '+';
    return n;
}

static struct series *
series_of(struct search *s, size_t *n)
{
    struct series *out = NULL;
    key_columns = s->t.key - 1;
    if (s->n)
        qsort(s->hit, s->n, sizeof *s->hit, by_freq);
    *n = 0;
    for (size_t i = 0, end; i < s->n; i = end) {
        for (end = i + 1; end < s->n && same_series(s, i, end);)
            end++;
        out = mem_more(s->m, out, *n, sizeof *out);
        out[(*n)++] = (struct series){i, end, s->hit[i].loose, depth_of(s, &s->hit[i]),
                                      sources_of(s, i, end)};
    }
    if (*n)
        qsort(out, *n, sizeof *out, by_relevance);
    return out;
}

/* Which periods between the first and the last are missing. */
static const char *
gaps(const struct search *s, size_t from, size_t end)
{
    enum { WIDE = 60 };
    char *out = mem_copy(s->m, ""), text[PERIOD_MAX];
    if (s->hit[from].period.freq == 'I')
        return out;
    for (size_t i = from + 1; i < end; i++)
        for (long k = s->hit[i - 1].period.index + 1; k < s->hit[i].period.index; k++) {
            period_text(s->hit[i].period.freq, k, text);
            if (strlen(out) > WIDE)
                return mem_print(s->m, "%s, ...", out);
            out = mem_print(s->m, "%s%s%s", out, *out ? ", " : "", text);
        }
    return out;
}

/* What a statement says: its number, its bounds, or its comparison as written. */
static const char *
says(const struct search *s, char *const cell[])
{
    const int *at = s->t.at;
    const char *value = cell[at[TABLE_VALUE]];
    if (*value)
        return display_number(s->m, value, 4, true, &(bool){false});
    value = display_bounds(s->m, cell[at[TABLE_LO]], cell[at[TABLE_HI]],
                           cell[at[TABLE_INTERVAL]], 4, true, &(bool){false});
    if (*value)
        return value;
    return at[TABLE_COMPARE] >= 0 ? cell[at[TABLE_COMPARE]] : "";
}

/* Of the last period, what its newest source says; "" before any date. */
static const char *
newest(const struct search *s, size_t from, size_t end)
{
    const char *day = NULL, *out = "";
    size_t n;
    for (size_t i = end;
         i-- > from && s->hit[i].period.first == s->hit[end - 1].period.first;) {
        const struct source *by =
            sources_next(&s->cite, s->hit[i].cell[s->t.at[TABLE_SOURCE]], &n);
        const char *now = by ? by->published : "";
        if (!day || strcmp(now, day) > 0) {
            day = now;
            out = says(s, s->hit[i].cell);
        }
    }
    return out;
}

static void
say_one(const struct search *s, struct doc_node *t, const struct series *one)
{
    int period = s->t.at[TABLE_PERIOD];
    size_t periods = 1;
    for (size_t i = one->from + 1; i < one->end; i++)
        periods += strcmp(s->hit[i].cell[period], s->hit[i - 1].cell[period]) != 0;
    const char *first = s->hit[one->from].cell[period];
    const char *last = s->hit[one->end - 1].cell[period];
    bool span = periods > 1 && s->hit[one->from].period.freq != 'I';
    struct doc_cell *cell = doc_row(t);
    cell[0].text =
        holdings_reference(s->m, &s->t, s->hit[one->from].cell,
                           span ? mem_print(s->m, "%s..%s", first, last) : first);
    cell[1].text = newest(s, one->from, one->end);
    cell[2].text = cell[2].value = mem_print(s->m, "%zu", periods);
    cell[3].text = cell[3].value = mem_print(s->m, "%zu", one->sources);
    cell[4].text = gaps(s, one->from, one->end);
}

size_t
holdings_series(struct search *s, struct document *d)
{
    size_t n;
    struct series *series = series_of(s, &n);
    struct doc_node *t = doc_table(&d->body, "Series");
    doc_column(t, "reference", DOC_KEY);
    doc_column(t, "newest figure", DOC_WORDS);
    doc_column(t, "periods", DOC_NUMBER);
    doc_column(t, "sources", DOC_NUMBER);
    doc_column(t, "gaps", DOC_WORDS);
    for (size_t i = 0; i < n && (s->all || i < HOLDINGS_SHOWN); i++)
        say_one(s, t, &series[i]);
    return n;
}
