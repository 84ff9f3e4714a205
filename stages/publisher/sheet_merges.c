/* Cells that stand over others: what they cover, and the rows that they reach. What else no reader
 * sees. */
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

/* Takes up the merged cells that begin in the row at hand, or above it. */
static void
take_up(struct sheet *s)
{
    for (; s->merge_next < s->merges; s->merge_next++) {
        const struct sheet_merge *m = &s->merge[s->merge_next];
        if (m->first > s->reading)
            return;
        for (int i = m->column; i <= m->last_column && i <= SHEET_COLUMNS; i++)
            s->over[i] = s->merge_next + 1;
        if (m->last > m->first && s->talls < SHEET_COLUMNS)
            s->tall[s->talls++] = s->merge_next;
    }
}

struct sheet_merge *
sheet_merge_over(struct sheet *s, int column)
{
    take_up(s);
    struct sheet_merge *m = s->over[column] ? &s->merge[s->over[column] - 1] : NULL;
    return m && m->last >= s->reading ? m : NULL;
}

void
sheet_tell(struct sheet *s, struct sheet_cells *cells, int column, const char *text)
{
    if (!pattern_is_blank(text) && in_range(s, column, s->reading) && !cells->n++)
        sheet_cell_at(cells->first, (size_t)column, s->reading);
}

void
sheet_covered(struct sheet *s, int column, const char *text)
{
    sheet_tell(s, &s->cut.covered, column, text);
}

void
sheet_conditional(struct sheet *s, const char *range)
{
    if (range && !s->cut.conditional)
        s->cut.conditional = mem_copy(s->run, range);
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
    size_t kept = 0;
    s->reading = number;
    for (size_t i = 0; i < s->talls; i++)
        if (s->merge[s->tall[i]].last >= number)
            s->tall[kept++] = s->tall[i];
    s->talls = kept;
    take_up(s);
}

struct sheet_span *
sheet_spans(struct sheet *s, long number, int *n)
{
    struct sheet_span *span =
        s->talls ? mem_array(&s->rows_mem, s->talls, sizeof *span) : NULL;
    *n = 0;
    for (size_t i = 0; i < s->talls; i++) {
        const struct sheet_merge *m = &s->merge[s->tall[i]];
        if (m->first < number && m->last >= number && m->column >= s->first_column)
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

const char *
sheet_merged_into(const struct sheet_in *in, struct mem *m, size_t place, long row)
{
    const struct sheet *s = in->sheet;
    int column = (int)place + s->first_column;
    for (size_t i = 0; i < s->merges && s->merge[i].first <= row; i++) {
        const struct sheet_merge *g = &s->merge[i];
        char first[SHEET_CELL_NAME], last[SHEET_CELL_NAME];
        if (g->last >= row && g->column <= column && g->last_column >= column &&
            (g->first < row || g->column < column))
            return mem_print(m, "%s:%s",
                             sheet_cell_at(first, (size_t)g->column, g->first),
                             sheet_cell_at(last, (size_t)g->last_column, g->last));
    }
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
        if (m->last <= m->first || !in_range(s, m->column, m->first) ||
            s->spread[m->column])
            continue;
        if (!cut.merged.n++)
            sheet_cell_at(cut.merged.first, (size_t)m->column, m->first);
    }
    return cut;
}
