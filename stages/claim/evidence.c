#include "claim/evidence.h"

#include <limits.h>
#include <stdarg.h>
#include <string.h>

#include "claim/parts.h"
#include "claim/rivals.h"

#define TOTAL "_T"

void
evidence_fault(const struct evidence *e, struct spot at, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    faults_add(e->claims->faults, at, format, ap);
    va_end(ap);
}

void
evidence_unfit(const struct evidence *e, struct spot at, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    faults_add(e->claims->faults, at, format, ap);
    va_end(ap);
    if (!e->trying)
        faults_end(e->claims->faults);
}

void
evidence_die(const struct evidence *e, struct spot at, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    faults_add(e->claims->faults, at, format, ap);
    va_end(ap);
    faults_end(e->claims->faults);
    die(EX_SOFTWARE, "a fault was lost");
}

bool
evidence_names(const struct names *list, const char *id)
{
    size_t n = strcspn(id, "@+");
    for (size_t i = 0; i < list->n; i++)
        if (strlen(list->item[i].text) == n && !strncmp(list->item[i].text, id, n))
            return true;
    return false;
}

/* Every source of the row is the article itself. */
static bool
is_own(const struct evidence *e, const char *source)
{
    while (*source && evidence_names(&e->claims->own, source)) {
        source += strcspn(source, "+");
        if (!*source)
            return true;
        source++;
    }
    return false;
}

/* Date of publication of a statement: from `id@date`, else from the table of sources;
 * "" when it has none. */
static const char *
published(const struct evidence *e, const struct book *b, const struct book_row *row)
{
    const char *source = book_cell(b, row, TABLE_SOURCE), *at = strchr(source, '@');
    if (at)
        return strcmp(at + 1, "undated") ? at + 1 : "";
    size_t n;
    const struct source *s = sources_next(&e->cite, source, &n);
    if (!s)
        die_at(EX_DATAERR, (struct place){b->tab.in.file, row->line, "source"},
               "%s is not in %s", msg_quote(source),
               *e->cite.path ? e->cite.path : "a table of sources (--sources)");
    return s->published;
}

const char *
evidence_source(const struct evidence *e, const struct cell *c)
{
    const char *source = book_cell(c->book, c->row, TABLE_SOURCE);
    if (c->book != e->statements || strchr(source, '@'))
        return source;
    const char *date = published(e, c->book, c->row);
    return mem_print(e->m, "%s@%s", source, *date ? date : "undated");
}

bool
evidence_edition(const struct evidence *e, const char *source, struct edition *out)
{
    size_t n;
    const struct source *s = sources_next(&e->cite, source, &n);
    if (!s)
        return false;
    *out = (struct edition){s->publisher, sources_credit(e->m, s), LONG_MAX, NULL};
    return !*s->published || period_published(s->published, &out->day);
}

/* The first of the sources is the document; any is none in particular. */
static bool
is_in(const char *source, const char *document)
{
    size_t n = strcspn(source, "@+");
    return !document || (strlen(document) == n && !strncmp(source, document, n));
}

bool
evidence_is_of(const struct evidence *e, const char *source, const struct edition *want)
{
    struct edition got;
    for (; *source; source += strcspn(source, "+"), source += *source == '+')
        if (evidence_edition(e, source, &got) && got.day == want->day &&
            !strcmp(got.publisher, want->publisher) && is_in(source, want->document))
            return true;
    return false;
}

/* ---- tables that claims name */

static const struct book *
on_shelf(const struct evidence *e, const char *path)
{
    for (size_t i = 0; i < e->n_shelf; i++)
        if (!strcmp(e->shelf[i].path, path))
            return &e->shelf[i].book;
    return NULL;
}

void
evidence_shelve(struct evidence *e)
{
    size_t n = 0;
    for (size_t i = 0; i < e->claims->n; i++)
        n += e->claims->claim[i].from ? e->claims->claim[i].from->n : 0;
    e->shelf = mem_array(e->m, n, sizeof *e->shelf);
    for (size_t i = 0; i < e->claims->n; i++) {
        const struct paths *from = e->claims->claim[i].from;
        for (size_t k = 0; from && k < from->n; k++) {
            if (on_shelf(e, from->path[k]))
                continue;
            struct shelf *s = &e->shelf[e->n_shelf++];
            s->path = from->path[k];
            book_read(&s->book, e->m, s->path, TABLE_UNIQUE);
        }
    }
}

const char *
evidence_lacking(const struct book *b, const struct ref *ref)
{
    for (size_t k = 0; k < ref->n; k++) {
        int at = table_find(&b->tab, ref->dim[k].column);
        if (at < 0 || at >= b->tab.key)
            return ref->dim[k].column;
    }
    return NULL;
}

const struct book *
evidence_table(const struct evidence *e, const struct ref *ref)
{
    if (!ref->from)
        return &e->table;
    const struct book *b = NULL;
    for (size_t i = 0; i < ref->from->n && (!b || evidence_lacking(b, ref)); i++)
        b = on_shelf(e, ref->from->path[i]);
    return b;
}

/* ---- keys */

const char *
evidence_code(const struct cell *c, const char *column)
{
    for (size_t i = 0; i < c->ref->n; i++)
        if (!strcmp(c->ref->dim[i].column, column))
            return c->code[i];
    return TOTAL;
}

/* The key of a cell as this table orders its columns. */
static char **
key_of(const struct evidence *e, const struct book *b, const struct cell *c)
{
    char **key = mem_array(e->m, (size_t)b->tab.key, sizeof *key);
    for (int i = 0; i + 1 < b->tab.key; i++)
        key[i] = mem_copy(e->m, evidence_code(c, b->tab.column[i]));
    key[b->tab.key - 1] = mem_copy(e->m, c->period);
    return key;
}

/* ---- finding a cell's row, or why there is none */

/* What one statement says about why the table has no row; better reasons replace worse. */
static void
weigh(const struct evidence *e, struct cell *c, const struct book_row *row)
{
    const struct book *b = e->statements;
    const char *source = book_cell(b, row, TABLE_SOURCE);
    enum held why = HELD_LEFT_OUT;
    const char *date = published(e, b, row);
    struct period p;
    long day = 0, best = 0;
    if (is_own(e, source))
        why = HELD_OWN;
    else if (e->day != LONG_MAX && !*date)
        why = HELD_UNDATED;
    else if (period_published(date, &day) && day > e->day)
        why = period_parse(date, &p) && p.first <= e->day ? HELD_PERHAPS : HELD_LATER;
    bool first = why == HELD_LATER && c->held == HELD_LATER &&
                 period_published(c->published, &best) && day < best;
    if (c->held != HELD_NOT && c->held <= why && !first)
        return;
    c->held = why;
    c->source = source;
    c->published = date;
}

/* A statement that is looked up by its source: by=ID, article(). */
static void
find_statement(const struct evidence *e, struct cell *c)
{
    const struct book *b = e->statements;
    if (!b)
        evidence_die(e, c->ref->at, "%s reads statements, expected --statements",
                     c->ref->article ? "article()" : "by=");
    const struct names *by = c->ref->by ? &c->ref->by_ids : &e->claims->own;
    char **key = key_of(e, b, c);
    for (size_t i = book_lower(b, key, b->tab.key); book_has(b, i, key, b->tab.key);
         i++) {
        const struct book_row *row = &b->row[i];
        if (!evidence_names(by, book_cell(b, row, TABLE_SOURCE)))
            continue;
        if (!c->ref->article)
            weigh(e, c, row);
        if (c->ref->article || c->held == HELD_LEFT_OUT) {
            c->held = HELD;
            c->book = b;
            c->row = row;
            c->source = book_cell(b, row, TABLE_SOURCE);
            return;
        }
    }
}

void
evidence_statements(const struct evidence *e, const struct cell *c, size_t *first,
                    size_t *end)
{
    book_range(e->statements, key_of(e, e->statements, c), e->statements->tab.key,
               first, end);
}

void
evidence_days(const struct evidence *e, const struct cell *c, size_t *first,
              size_t *end)
{
    const struct book *b = evidence_table(e, c->ref);
    *first = *end = 0;
    if (b->vintage >= 0)
        book_range(b, key_of(e, b, c), b->vintage, first, end);
}

bool
evidence_admits(const struct evidence *e, const struct book_row *statement)
{
    const char *source = book_cell(e->statements, statement, TABLE_SOURCE);
    struct edition of;
    return !is_own(e, source) && evidence_edition(e, source, &of) && of.day <= e->day;
}

/* The statement of the pinned edition: one with a number before one without, of those the
 * first in the table. */
static void
find_in_edition(const struct evidence *e, struct cell *c)
{
    const struct book *b = e->statements;
    char **key = key_of(e, b, c);
    for (size_t i = book_lower(b, key, b->tab.key); book_has(b, i, key, b->tab.key);
         i++) {
        const char *source = book_cell(b, &b->row[i], TABLE_SOURCE);
        bool better = !c->row || (b->row[i].amount.known && !c->row->amount.known);
        if (!better || is_own(e, source) || !evidence_is_of(e, source, &e->pinned))
            continue;
        c->held = HELD;
        c->book = b;
        c->row = &b->row[i];
        c->source = source;
    }
}

bool
evidence_vintage(const struct evidence *e, const struct book *b, char **key)
{
    char *day = mem_get(e->m, PERIOD_MAX);
    size_t first, end;
    *day = '~'; /* after every date, and after "undated" */
    if (e->day != LONG_MAX)
        period_text('D', e->day, day);
    book_range(b, key, b->vintage, &first, &end);
    key[b->vintage] = day;
    size_t i = book_lower(b, key, b->vintage + 1);
    if (book_has(b, i, key, b->vintage + 1))
        return true;
    if (i == first)
        return false;
    key[b->vintage] = b->row[i - 1].cell[b->vintage];
    return true;
}

static void
find_in_table(const struct evidence *e, struct cell *c)
{
    const struct book *b = evidence_table(e, c->ref);
    char **key = key_of(e, b, c);
    if (b->vintage >= 0 && !evidence_vintage(e, b, key))
        return;
    size_t i = book_lower(b, key, b->tab.key);
    if (!book_has(b, i, key, b->tab.key))
        return;
    c->row = &b->row[i];
    c->book = b;
    c->source = book_cell(c->book, c->row, TABLE_SOURCE);
    c->held = is_own(e, c->source) ? HELD_OWN : HELD;
    if (c->held != HELD)
        c->row = NULL;
}

void
evidence_find_alone(const struct evidence *e, struct cell *c)
{
    c->held = HELD_NOT;
    if (c->ref->by || c->ref->article) {
        find_statement(e, c);
        return;
    }
    if (e->pinned.publisher && !c->ref->from) {
        find_in_edition(e, c);
        return;
    }
    find_in_table(e, c);
    const struct book *b = e->statements;
    if (c->held == HELD && !c->ref->from)
        rivals_find(e, c);
    if (c->held == HELD || !b || c->ref->from)
        return;
    char **key = key_of(e, b, c);
    for (size_t i = book_lower(b, key, b->tab.key); book_has(b, i, key, b->tab.key);
         i++)
        weigh(e, c, &b->row[i]);
}

void
evidence_find(const struct evidence *e, struct cell *c)
{
    evidence_find_alone(e, c);
    if (c->held != HELD && !c->ref->by && !c->ref->article && !c->ref->from)
        parts_find(e, c);
}
