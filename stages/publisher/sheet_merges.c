/* Cells that stand over others: what they cover, and the rows that they reach. */
#include <stdio.h>

#include "program/pattern.h"
#include "publisher/sheet.h"

const char *
sheet_cell_at(char name[static SHEET_CELL_NAME], size_t column, long row)
{
    char letters[8], *p = letters + sizeof letters;
    *--p = '\0';
    for (size_t n = column; n; n = (n - 1) / 26)
        *--p = (char)('A' + (n - 1) % 26);
    snprintf(name, SHEET_CELL_NAME, "%s%ld", p, row);
    return name;
}

static bool
in_range(const struct sheet *s, int column, long row)
{
    return row >= s->first_row && row <= s->last_row && column >= s->first_column &&
           column <= s->last_column;
}

struct sheet_merge *
sheet_merge_over(const struct sheet *s, int column)
{
    for (size_t i = s->merge_from; i < s->merges; i++) {
        struct sheet_merge *m = &s->merge[i];
        if (m->first > s->reading)
            break;
        if (m->last >= s->reading && column >= m->column && column <= m->last_column)
            return m;
    }
    return NULL;
}

void
sheet_covered(struct sheet *s, int column, const char *text)
{
    if (!pattern_is_blank(text) && in_range(s, column, s->reading) && !s->cut.covered++)
        sheet_cell_at(s->cut.covered_first, (size_t)column, s->reading);
}

void
sheet_merged(struct sheet *s, struct sheet_merge merge)
{
    merge.text = "";
    s->merge = mem_more(s->run, s->merge, s->merges, sizeof merge);
    s->merge[s->merges++] = merge;
}

void
sheet_row_begins(struct sheet *s, long number)
{
    s->reading = number;
    while (s->merge_from < s->merges && s->merge[s->merge_from].last < number)
        s->merge_from++;
}

struct sheet_span *
sheet_spans(struct sheet *s, long number, int *n)
{
    struct sheet_span *span = NULL;
    *n = 0;
    for (size_t i = s->merge_from; i < s->merges && s->merge[i].first <= number; i++) {
        const struct sheet_merge *m = &s->merge[i];
        if (m->first >= number || m->last < number || m->column < s->first_column)
            continue;
        span = mem_more(&s->rows_mem, span, (size_t)*n, sizeof *span);
        span[(*n)++] = (struct sheet_span){m->column - s->first_column, m->text};
    }
    return span;
}

const char *
sheet_spanned(const struct sheet_in *in, size_t place)
{
    const struct sheet_row *r = in->sheet->at;
    for (int i = 0; r && i < r->spans; i++)
        if ((size_t)r->span[i].place == place)
            return r->span[i].text;
    return NULL;
}

void
sheet_spread(struct sheet_in *in, size_t place)
{
    in->sheet->spread[place + (size_t)in->sheet->first_column] = true;
}

/* Counts the cells that are merged over rows, but for columns where each row has the text. */
struct sheet_cut
sheet_cut(const struct sheet_in *in)
{
    const struct sheet *s = in->sheet;
    struct sheet_cut cut = s->cut;
    for (size_t i = 0; i < s->merges; i++) {
        const struct sheet_merge *m = &s->merge[i];
        if (m->last == m->first || s->spread[m->column] ||
            !in_range(s, m->column, m->first))
            continue;
        if (!cut.merged++)
            sheet_cell_at(cut.merged_first, (size_t)m->column, m->first);
    }
    return cut;
}
