#include "claim/stating.h"

#include <string.h>

#include "document/display.h"

/* The text has the part, alone or between separators. */
static bool
has_line(const char *text, const char *line, size_t n)
{
    for (const char *p = text; *p; p += strcspn(p, "\n"), p += *p == '\n')
        if (strcspn(p, "\n") == n && !strncmp(p, line, n))
            return true;
    return false;
}

/* The next statement on the cell by this source, from row *i on, or NULL. */
static const struct book_row *
next_by(const struct evidence *e, const char *source, size_t *i, size_t end)
{
    size_t n = strcspn(source, "@+");
    while (*i < end) {
        const struct book_row *row = &e->statements->row[(*i)++];
        const char *by = book_cell(e->statements, row, TABLE_SOURCE);
        if (strcspn(by, "@+") == n && !strncmp(by, source, n))
            return row;
    }
    return NULL;
}

/* The source states a number of the cell. */
static bool
states_number(const struct evidence *e, const struct cell *c, const char *source)
{
    size_t i, end;
    const struct book_row *row;
    evidence_statements(e, c, &i, &end);
    while ((row = next_by(e, source, &i, end)))
        if (row->amount.known)
            return true;
    return false;
}

char *
stating_sources(const struct evidence *e, const struct cell *c)
{
    const char *all = evidence_source(e, c), *out = "";
    if (!e->statements || c->ref->from || !c->row->amount.known || c->parts)
        return mem_copy(e->m, all);
    for (const char *s = all; *s; s += strcspn(s, "+"), s += *s == '+')
        if (states_number(e, c, s))
            out = table_sources(e->m, out, mem_text(e->m, s, strcspn(s, "+")));
    return mem_copy(e->m, *out ? out : all);
}

char *
stating_all(const struct evidence *e, const struct cell_list *cells)
{
    char *out = mem_copy(e->m, "");
    for (size_t i = 0; i < cells->n; i++)
        if (cells->item[i]->held == HELD)
            out = table_sources(e->m, out, stating_sources(e, cells->item[i]));
    return out;
}

char *
stating_beside(const struct evidence *e, const struct reading *r)
{
    struct cell_list cells = {0};
    for (size_t i = 0; i < r->beside.n; i++)
        judge_cells(e->m, r->beside.item[i], &cells);
    return stating_all(e, &cells);
}

/* The texts of a column in the statements of one source on the cell, one a line. */
static const char *
noted(const struct evidence *e, const struct cell *c, const char *source, int column,
      const char *out)
{
    size_t i, end;
    const struct book_row *row;
    evidence_statements(e, c, &i, &end);
    while ((row = next_by(e, source, &i, end))) {
        const char *text = row->cell[column];
        if (*text && !has_line(out, text, strlen(text)))
            out = mem_print(e->m, "%s%s\n", out, text);
    }
    return out;
}

char *
stating_column(const struct evidence *e, const struct cell *c, const char *column)
{
    int own = table_find(&c->book->tab, column);
    if (own >= 0)
        return c->row->cell[own];
    int at = e->statements ? table_find(&e->statements->tab, column) : -1;
    char *sources = stating_sources(e, c), *out = mem_copy(e->m, "");
    bool several = strchr(sources, '+') != NULL;
    for (char *s = sources; at >= 0 && *s; s += strcspn(s, "+"), s += *s == '+') {
        const char *text = noted(e, c, s, at, "");
        for (size_t n; *text; text += n + 1) {
            n = strcspn(text, "\n");
            out = mem_print(e->m, "%s%s%.*s%s%.*s", out, *out ? "; " : "",
                            several ? (int)strcspn(s, "@+") : 0, s, several ? ": " : "",
                            (int)n, text);
        }
    }
    return out;
}

/* "US Department of State, June 2023" */
static const char *
who(const struct evidence *e, const char *source)
{
    size_t n;
    const struct source *s = sources_next(&e->cite, source, &n);
    if (!s)
        return mem_text(e->m, source, strcspn(source, "@+"));
    return *s->published ? mem_print(e->m, "%s, %s", sources_credit(e->m, s),
                                     display_date(e->m, s->published))
                         : sources_credit(e->m, s);
}

/* Adds the notes on one cell, a line each. */
static char *
notes_of(const struct evidence *e, const struct cell *c, int column, char *out)
{
    char *sources = stating_sources(e, c);
    for (char *s = sources; *s; s += strcspn(s, "+"), s += *s == '+') {
        const char *text = noted(e, c, s, column, "");
        for (size_t n; *text; text += n + 1) {
            n = strcspn(text, "\n");
            const char *line = mem_print(e->m, "%s: %.*s", who(e, s), (int)n, text);
            if (!has_line(out, line, strlen(line)))
                out = mem_print(e->m, "%s%s%s", out, *out ? "\n" : "", line);
        }
    }
    return out;
}

char *
stating_notes(const struct evidence *e, const struct cell_list *cells)
{
    char *out = mem_copy(e->m, "");
    int column = e->statements ? table_find(&e->statements->tab, "note") : -1;
    struct cell_list stated = judge_stated(e->m, cells);
    for (size_t i = 0; column >= 0 && i < stated.n; i++)
        if (stated.item[i]->held == HELD && !stated.item[i]->ref->from)
            out = notes_of(e, stated.item[i], column, out);
    for (char *p = out; (p = strchr(p, '\n'));)
        *p = '|';
    return out;
}
