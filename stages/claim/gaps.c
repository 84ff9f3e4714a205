/*
 * What is missing for a verdict, in words, and what of it is held.
 */
#include <stdlib.h>
#include <string.h>

#include "claim/words.h"
#include "document/display.h"

static bool
same_reason(const struct cell *a, const struct cell *b)
{
    if (a->held != b->held)
        return false;
    return a->held == HELD_NOT || a->held == HELD_LEFT_OUT ||
           !strcmp(a->source, b->source);
}

/* Whose statement it is. */
static const char *
credit(struct words *w, const char *source)
{
    size_t n;
    const struct source *s = sources_next(&w->e->cite, source, &n);
    return s ? sources_credit(w->m, s) : mem_text(w->m, source, strcspn(source, "@+"));
}

/* The source of a late statement when it relays what another published, else NULL. */
static const struct source *
relay(struct words *w, const struct cell *c)
{
    size_t n;
    bool late = c->held == HELD_PERHAPS || c->held == HELD_LATER;
    const struct source *s = late ? sources_next(&w->e->cite, c->source, &n) : NULL;
    return s && *s->of ? s : NULL;
}

/* The newest that is held of the owner itself on the same indicator, register and period, of
 * a day up to the article's; NULL when there is none. */
static const struct source *
of_the_owner(struct words *w, const struct cell *c, const char *owner)
{
    const struct book *b = w->e->statements;
    const struct source *best = NULL;
    char *key[] = {mem_copy(w->m, evidence_code(c, "indicator"))};
    int by = table_find(&b->tab, "register");
    size_t i, end, n;
    long day, last = 0;
    book_range(b, key, 1, &i, &end);
    for (; i < end; i++) {
        const struct book_row *row = &b->row[i];
        const struct source *s =
            sources_next(&w->e->cite, book_cell(b, row, TABLE_SOURCE), &n);
        if (!s || *s->of || strcmp(s->publisher, owner) ||
            strcmp(book_cell(b, row, TABLE_PERIOD), c->period) ||
            (by >= 0 && strcmp(row->cell[by], evidence_code(c, "register"))) ||
            !period_published(s->published, &day) || day > w->e->claims->day ||
            (best && day <= last))
            continue;
        best = s;
        last = day;
    }
    return best;
}

/* " (held only as A relays what B published; what is held of B itself, up to 2 March 2023,
 * has it not)" */
static const char *
only_relayed(struct words *w, const struct cell *c)
{
    const struct source *s = relay(w, c), *own = s ? of_the_owner(w, c, s->of) : NULL;
    if (!s)
        return "";
    const char *lacks =
        own ? mem_print(w->m, "; what is held of %s itself, up to %s, has it not",
                        s->of, display_date(w->m, own->published))
            : "";
    return mem_print(w->m,
                     " (held only as %s relays what %s published, which may have been "
                     "out before%s)",
                     s->publisher, s->of, lacks);
}

/* For a card: without whose statement it is. */
static char *
reason_briefly(struct words *w, const struct cell *c, const char *what)
{
    bool late = c->held == HELD_PERHAPS || c->held == HELD_LATER;
    const struct source *by = relay(w, c);
    if (by)
        return mem_print(w->m,
                         "%s is held only in a relay of %s of what %s published%s",
                         what, display_date(w->m, c->published), by->of,
                         c->held == HELD_PERHAPS ? ", perhaps later" : "");
    if (late)
        return mem_print(w->m, "the first statement held on %s is of %s%s", what,
                         display_date(w->m, c->published),
                         c->held == HELD_PERHAPS ? ", perhaps later" : "");
    return c->held == HELD_UNDATED
               ? mem_print(w->m, "what is held on %s bears no date", what)
               : mem_print(w->m, "only the article itself gives %s", what);
}

static char *
reason(struct words *w, const struct cell *c, const char *what)
{
    if (w->brief && c->held > HELD_LEFT_OUT)
        return reason_briefly(w, c, what);
    const struct claims *claims = w->e->claims;
    const char *by = c->source ? credit(w, c->source) : "";
    const char *day = claims->published ? display_date(w->m, claims->published) : "";
    switch (c->held) {
    case HELD_NOT:
        return mem_print(w->m, "no statement is held on %s", what);
    case HELD_LEFT_OUT:
        return mem_print(w->m, "the statements held on %s were left out of the table",
                         what);
    case HELD_PERHAPS:
        return mem_print(w->m,
                         "the first dated statement held on %s is of %s (%s), which "
                         "may be later than the article of %s%s",
                         what, display_date(w->m, c->published), by, day,
                         only_relayed(w, c));
    case HELD_LATER:
        return mem_print(w->m,
                         "the first dated statement held on %s is of %s (%s), later "
                         "than the article of %s%s",
                         what, display_date(w->m, c->published), by, day,
                         only_relayed(w, c));
    case HELD_UNDATED:
        return mem_print(w->m,
                         "what is held on %s bears no date (%s), so it cannot be "
                         "shown to have been public by %s",
                         what, by, day);
    case HELD_OWN:
        return mem_print(w->m,
                         "only the article itself gives %s; no other "
                         "statement of it is held",
                         what);
    case HELD:
        break;
    }
    return mem_copy(w->m, "");
}

static int
by_period(const void *a, const void *b)
{
    const struct cell *const *x = a, *const *y = b;
    return ((*x)->when.first > (*y)->when.first) -
           ((*x)->when.first < (*y)->when.first);
}

/* Cells of one subject and narrowing, as "2014 to 2019" when they are a run. */
static char *
places(struct words *w, const struct cell **cell, size_t n)
{
    bool alike = true, run = true;
    for (size_t i = 1; i < n; i++)
        alike = alike &&
                !strcmp(words_subject(w, cell[0]), words_subject(w, cell[i])) &&
                !strcmp(words_narrowed(w, cell[0]), words_narrowed(w, cell[i]));
    if (alike)
        qsort(cell, n, sizeof *cell, by_period);
    for (size_t i = 1; i < n; i++)
        run = run && cell[i]->when.freq == cell[i - 1]->when.freq &&
              cell[i]->when.index == cell[i - 1]->when.index + 1;
    char **part = mem_array(w->m, n, sizeof *part);
    for (size_t i = 0; i < n; i++)
        part[i] = words_where(w, cell[i]);
    if (alike && run && n > 2)
        return mem_print(w->m, "%s to %s", part[0], part[n - 1]);
    return words_listed(w, part, n);
}

static bool
same_place(const struct cell *a, const struct cell *b)
{
    bool same = a->ref->n == b->ref->n && !strcmp(a->period, b->period);
    for (size_t i = 0; same && i < a->ref->n; i++)
        same = !strcmp(a->code[i], b->code[i]);
    return same;
}

/* Why nothing is held, also where bounds follow from other cells. */
static struct cell_list
gaps_of(struct words *w, const struct cell_list *cells)
{
    struct cell_list out = {mem_array(w->m, cells->n, sizeof *out.item), cells->n};
    for (size_t i = 0; i < cells->n; i++)
        out.item[i] = cells->item[i]->gap ? cells->item[i]->gap : cells->item[i];
    return out;
}

/* One clause for each reason, with all that it holds for. */
char *
words_missing(struct words *w, char *text, const struct cell_list *all)
{
    struct cell_list gaps = gaps_of(w, all), *cells = &gaps;
    for (size_t i = 0; i < cells->n; i++) {
        const struct cell *c = cells->item[i];
        bool told = c->held == HELD;
        for (size_t k = 0; k < i && !told; k++)
            told = same_reason(cells->item[k], c);
        if (told)
            continue;
        const struct cell **of = mem_array(w->m, cells->n, sizeof *of);
        size_t n = 0;
        for (size_t k = i; k < cells->n; k++) {
            bool twice = !same_reason(cells->item[k], c);
            for (size_t d = 0; d < n && !twice; d++)
                twice = same_place(of[d], cells->item[k]);
            if (!twice)
                of[n++] = cells->item[k];
        }
        text = words_add(w, text, "; ", reason(w, c, places(w, of, n)));
    }
    return text;
}

bool
words_lack(const struct cell_list *cells)
{
    for (size_t i = 0; i < cells->n; i++)
        if (cells->item[i]->held != HELD || cells->item[i]->gap)
            return true;
    return false;
}

/* The held cells of comparisons that lack others. */
char *
words_still_held(struct words *w, char *text, const struct cell_list *cells)
{
    char **part = mem_array(w->m, cells->n + 1, sizeof *part);
    size_t n = 0;
    for (size_t i = 0; i < cells->n; i++) {
        const struct cell *c = cells->item[i];
        bool twice = c->held != HELD;
        for (size_t k = 0; k < i && !twice; k++)
            twice = same_place(cells->item[k], c);
        struct number x = number_of_cell(c);
        if (!twice)
            part[n++] = words_cell(w, c, &x);
    }
    return n ? words_add(w, text, "; held: ", words_listed(w, part, n)) : text;
}
