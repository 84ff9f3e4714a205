#include "vintages/choose.h"

#include <stdlib.h>
#include <string.h>

#include "program/texts.h"
#include "vintages/passed_over.h"

/* What a statement says, for messages. */
static const char *
wording(const struct table *t, const struct statement *s, struct mem *m)
{
    if (s->amount.known)
        return table_cell(t, &s->row, TABLE_VALUE);
    return mem_print(m, "%s..%s", table_cell(t, &s->row, TABLE_LO),
                     table_cell(t, &s->row, TABLE_HI));
}

static struct place
place_of(const struct table *t, const struct statement *s, enum table_column c)
{
    return (struct place){t->in.file, s->row.line, table_name[c]};
}

/* Notes every statement that contradicts the best one; true when there is any. */
static bool
note_conflicts(const struct table *t, const struct statement *s, size_t n,
               struct mem *m)
{
    bool any = false;
    for (size_t i = 1; i < n && s->says <= BOUNDS && !merit(s, &s[i]); i++)
        if (!statements_agree(&s->amount, &s[i].amount)) {
            if (!vintages.quiet)
                note_at(
                    place_of(t, &s[i], TABLE_VALUE),
                    "%s by %s conflicts with %s by %s (line %ld), of the same date and "
                    "grade; %s is taken, with status U",
                    wording(t, &s[i], m), s[i].source->id, wording(t, s, m),
                    s->source->id, s->row.line, wording(t, s, m));
            any = true;
        }
    return any;
}

static void
note_units(const struct table *t, const struct statement *s, size_t n)
{
    const char *unit = table_cell(t, &s->row, TABLE_UNIT);
    for (size_t i = 1; i < n; i++)
        if (strcmp(unit, table_cell(t, &s[i].row, TABLE_UNIT)))
            note_at(place_of(t, &s[i], TABLE_UNIT),
                    "%s beside %s (line %ld) under one key; %s is taken",
                    msg_quote(table_cell(t, &s[i].row, TABLE_UNIT)), msg_quote(unit),
                    s->row.line, msg_quote(unit));
}

static int
by_period(const void *a, const void *b)
{
    const char *x = *(char *const *)a, *y = *(char *const *)b;
    int c = strcmp(x + 1, y + 1);
    return c ? c : strcmp(x, y);
}

/* What s compares is the quantity as it was chosen: in its unit, not another number. */
static bool
still_compares(const struct table *t, const struct statement *s,
               const struct statement *chosen)
{
    if (strcmp(table_cell(t, &s->row, TABLE_UNIT),
               table_cell(t, &chosen->row, TABLE_UNIT)))
        return false;
    bool other = s->amount.known && s->amount.value != chosen->amount.value;
    vintages.outdated +=
        other && *table_cell(t, &s->row, TABLE_COMPARE) && !vintages.all_comparisons;
    return !other || vintages.all_comparisons;
}

/* Adds the comparisons of text to words; true when one was new. */
static bool
gather(const char *text, struct texts *words, struct mem *m)
{
    size_t before = words->n;
    while (*text) {
        size_t len = strcspn(text, " ");
        texts_add(m, words, mem_text(m, text, len));
        text += len + (text[len] == ' ');
    }
    return words->n > before;
}

struct table_row
choose(const struct table *t, struct statement *s, size_t n, struct mem *m)
{
    merit_sort(s, n);
    struct table_row row = table_alias(t, m, &s->row);
    char *status = mem_copy(m, table_cell(t, &s->row, TABLE_STATUS));
    struct table_union cited = {0};
    struct texts words = {0};
    table_union_add(m, &cited, statement_cite(s, m));
    for (size_t i = 0; i < n; i++) {
        if (!still_compares(t, &s[i], s) ||
            !gather(table_cell(t, &s[i].row, TABLE_COMPARE), &words, m) || i == 0)
            continue;
        const char *other = table_cell(t, &s[i].row, TABLE_STATUS);
        other = table_status_less(m, table_status_less(m, other, 'O'), 'Q');
        status = table_status(m, status, other);
        table_union_add(m, &cited, statement_cite(&s[i], m));
    }
    for (size_t i = 1; i < n; i++)
        passed_over_for(t, &s[i], s, m);
    if (!vintages.quiet)
        note_units(t, s, n);
    if (note_conflicts(t, s, n, m))
        status = table_status(m, status, "U");
    row.cell[t->at[TABLE_STATUS]] = status;
    row.cell[t->at[TABLE_SOURCE]] = table_union_text(m, &cited);
    if (words.n) {
        qsort(words.item, words.n, sizeof *words.item, by_period);
        row.cell[t->at[TABLE_COMPARE]] = texts_join(m, words.item, words.n, " ");
    }
    return row;
}
