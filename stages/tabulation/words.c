#include <string.h>

#include "document/display.h"
#include "table/reason.h"
#include "tabulation/printed.h"

const char *
printed_cell(const struct printed *t, const struct entry *e, enum table_column c)
{
    return table_cell(&t->tab, &e->row, c);
}

const char *
printed_named(const struct printed *t, const struct entry *e, const char *column)
{
    int at = table_find(&t->tab, column);
    return at < 0 ? "" : e->row.cell[at];
}

/* Codes parted by blanks, of areas by their names. */
static const char *
members(struct printed *t, const char *text)
{
    const char *out = "";
    for (size_t n; *text; text += n + (text[n] == ' ')) {
        n = strcspn(text, " ");
        const char *code = mem_text(t->m, text, n);
        out = mem_print(t->m, "%s%s%s", out, *out ? ", " : "",
                        labels_get(&t->labels, "geo", code));
    }
    return out;
}

const char *
printed_label(struct printed *t, const struct entry *e, int c)
{
    const char *text = e->row.cell[c];
    if (c == t->tab.at[TABLE_PERIOD])
        return display_period(t->m, text);
    if (!strcmp(t->tab.column[c], "vintage"))
        return *text ? display_date(t->m, text) : "undated";
    /* The age of a revision has leading zeros, for the order of rows. */
    if (!strcmp(t->tab.column[c], "days"))
        return text + strspn(text, "0") - (*text && !text[strspn(text, "0")]);
    if (t->numeric[c] && *text) {
        text = display_number(t->m, text, t->how->digits, t->how->page, &t->rounded);
        t->used |= display_is_mark(text, 'k') ? DISPLAY_MARK('k') : 0;
        return text;
    }
    if (!strcmp(t->tab.column[c], "reason"))
        return reason_words(t->m, text);
    if (!strcmp(t->tab.column[c], "members"))
        return members(t, text);
    return labels_get(&t->labels, t->tab.column[c], text);
}

const char *
tabulation_heading(struct mem *m, const char *column)
{
    static const char *const head[][2] = {{"geo", "Area"},
                                          {"alone", "Before adjustment"}};
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        if (!strcmp(column, head[i][0]))
            return head[i][1];
    char *text = mem_copy(m, column);
    for (char *p = text; *p; p++)
        if (*p == '_')
            *p = ' ';
    if (*text >= 'a' && *text <= 'z')
        *text = (char)(*text - 'a' + 'A');
    return text;
}

bool
printed_lifted(const struct printed *t, int c)
{
    return t->how->page && t->constant[c];
}

bool
printed_is_extra(const struct printed *t, int c)
{
    const char *name = t->tab.column[c];
    if (c <= t->tab.key || !strcmp(name, "method") || !strcmp(name, "sentence"))
        return false;
    for (int i = 0; i < TABLE_COLUMNS; i++)
        if (c == t->tab.at[i])
            return false;
    return true;
}

void
printed_cite(struct printed *t, struct places *p, size_t at)
{
    if (!p->n)
        p->number = ++t->lists;
    for (; t->cites <= at; t->cites++) {
        t->cited_in = mem_more(t->m, t->cited_in, t->cites, sizeof *t->cited_in);
        t->cited_in[t->cites] = 0;
    }
    if (t->cited_in[at] == p->number)
        return;
    t->cited_in[at] = p->number;
    p->at = mem_more(t->m, p->at, p->n, sizeof *p->at);
    p->at[p->n++] = at;
}
