/*
 * story_words - a row in words: its key, its number, its status, where it stands.
 */
#include <string.h>

#include "document/display.h"
#include "provenance/story.h"

const char *
story_cell(const struct story *y, size_t row, const char *column)
{
    const struct line_row *r = &y->line->row[row];
    int at = table_find(&y->line->table[r->table].tab, column);
    return at < 0 ? "" : r->cell[at];
}

const char *
story_join(const struct story *y, const char *a, const char *between, const char *b)
{
    return mem_print(y->m, "%s%s%s", a, *a && *b ? between : "", b);
}

const char *
story_key(struct story *y, size_t row, size_t beside)
{
    const struct table *t = &y->line->table[y->line->row[row].table].tab;
    const char *out = "";
    for (int c = 0; c < t->key; c++) {
        const char *code = y->line->row[row].cell[c], *name = t->column[c];
        if (c == t->at[TABLE_PERIOD])
            continue;
        if (beside == LINE_NONE ? !strcmp(code, "_T")
                                : !strcmp(code, story_cell(y, beside, name)))
            continue;
        out =
            story_join(y, out, ", ",
                       strcmp(code, "_T") ? labels_in_key(&y->labels, y->m, name, code)
                                          : mem_print(y->m, "%s: all", name));
    }
    return story_join(y, out, ", ",
                      display_period(y->m, lineage_cell(y->line, row, TABLE_PERIOD)));
}

const char *
story_title(struct story *y, size_t row)
{
    const char *key = story_key(y, row, LINE_NONE);
    const char *status = lineage_cell(y->line, row, TABLE_STATUS);
    const char *of =
        labels_measure(&y->labels, y->m, lineage_cell(y->line, row, TABLE_UNIT));
    const char *out = strstr(key, of) ? key : story_join(y, key, ", ", of);
    bool named = *story_cell(y, row, "statistic");
    return !named && strchr(status, 'E') ? mem_print(y->m, "%s, estimate", out) : out;
}

static const char *
status_words(const struct story *y, const char *status)
{
    const char *out = "";
    unsigned marks = display_marks(status, "");
    for (char c = 'a'; c <= 'z'; c++)
        if (marks & DISPLAY_MARK(c))
            out = story_join(y, out, "; ", display_meaning(c));
    return out;
}

/* "fewer than in 2016, as in 2019" */
static const char *
compare_words(const struct story *y, const char *compare)
{
    const char *out = "", *before = "";
    for (size_t n; *compare; compare += n + (compare[n] == ' ')) {
        n = strcspn(compare, " ");
        const char *than = *compare == '<'   ? "less than in "
                           : *compare == '>' ? "more than in "
                                             : "as in ";
        const char *period = display_period(y->m, mem_text(y->m, compare + 1, n - 1));
        out = story_join(y, out, ", ",
                         story_join(y, !strcmp(than, before) ? "" : than, "", period));
        before = than;
    }
    return out;
}

/* Value and bounds of a row, with so many digits after the point; *rounded as of display.h. */
static const char *
number_words(const struct story *y, size_t row, long digits, bool *rounded)
{
    const struct lineage *l = y->line;
    const char *value = lineage_cell(l, row, TABLE_VALUE), *out = value;
    const char *interval = lineage_cell(l, row, TABLE_INTERVAL);
    const char *bounds =
        display_bounds(y->m, lineage_cell(l, row, TABLE_LO),
                       lineage_cell(l, row, TABLE_HI), interval, digits, true, rounded);
    if (*value)
        out = display_number(y->m, value, digits, true, rounded);
    if (!strcmp(interval, "approx"))
        out = mem_print(y->m, "about %s", out);
    return *value && *bounds ? mem_print(y->m, "%s (%s)", out, bounds)
                             : story_join(y, out, "", bounds);
}

const char *
story_amount(struct story *y, size_t row, size_t beside)
{
    const struct lineage *l = y->line;
    bool rounded;
    const char *unit = lineage_cell(l, row, TABLE_UNIT);
    const char *status = lineage_cell(l, row, TABLE_STATUS);
    const char *compare = compare_words(y, lineage_cell(l, row, TABLE_COMPARE));
    const char *out = number_words(y, row, DISPLAY_EXACT, &rounded);
    if (!*out && !*compare)
        out = strchr(status, 'Q') ? "withheld" : "no number";
    out = story_join(y, out, ", ", compare);
    if (beside == LINE_NONE || strcmp(unit, lineage_cell(l, beside, TABLE_UNIT)))
        out =
            mem_print(y->m, "%s; unit: %s", out, labels_get(&y->labels, "unit", unit));
    y->letters = table_status(y->m, y->letters, status);
    return !strcmp(status, "A") ? out : mem_print(y->m, "%s [%s]", out, status);
}

const char *
story_place(const struct story *y, size_t row)
{
    const struct line_row *r = &y->line->row[row];
    const struct line_table *t = &y->line->table[r->table];
    const struct line_step *s = t->step < 0 ? NULL : y->line->step[t->step];
    if (s && !s->inputs && s->files)
        return mem_print(y->m, "%s, read by %s", s->file[s->files - 1],
                         s->stage.word[0]);
    return mem_print(y->m, "%s line %ld", t->file, r->line);
}

const char *
story_printed(const struct story *y, size_t row, bool *rounded)
{
    const char *out = number_words(y, row, y->digits, rounded);
    const char *status = lineage_cell(y->line, row, TABLE_STATUS);
    return *out ? out : strchr(status, 'Q') ? "withheld" : "no number";
}

const char *
story_exact(const struct story *y, size_t row)
{
    bool rounded;
    return number_words(y, row, DISPLAY_EXACT, &rounded);
}

const char *
story_status(const struct story *y, size_t row)
{
    const char *status = lineage_cell(y->line, row, TABLE_STATUS);
    const char *words = status_words(y, status);
    return mem_print(y->m, "%s: %s", status, *words ? words : "normal, no remark");
}

/* What the letters beside the numbers mean, but for those of the row itself. */
void
story_letters(struct story *y, size_t row)
{
    const char *own = row == LINE_NONE ? "" : lineage_cell(y->line, row, TABLE_STATUS);
    const char *p = y->letters;
    y->letters = "";
    const char *out = "";
    for (; *p; p++) {
        const char *one = mem_text(y->m, p, 1), *words = status_words(y, one);
        if (*words && !strchr(own, *p))
            out = story_join(y, out, "; ", mem_print(y->m, "[%s] %s", one, words));
    }
    if (*out)
        doc_paragraph(y->body, out);
}
