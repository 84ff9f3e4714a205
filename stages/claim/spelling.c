/*
 * What a claims file refers to must be there: columns, codes, sources. A misspelt code
 * would pass for "nothing is held".
 */
#include <string.h>
#include <strings.h>

#include "claim/evidence.h"
#include "claim/same_article.h"

#define TOTAL "_T"

/* The codes of each key column of a table, each with the first row that has it. */
struct codes {
    const struct book *book;
    struct directory *column;
};

/* All statements, also those that are no evidence on the day that is asked for. */
static const struct book *
spelt_by(const struct evidence *e)
{
    return e->spelling ? e->spelling : e->statements;
}

static struct codes
codes_of(const struct evidence *e, const struct book *b)
{
    struct codes c = {b, mem_array(e->m, (size_t)b->tab.key, sizeof *c.column)};
    size_t taken;
    for (int k = 0; k < b->tab.key; k++)
        for (size_t i = 0; i < b->n; i++)
            if (!i || strcmp(b->row[i].cell[k], b->row[i - 1].cell[k]))
                directory_add(e->m, &c.column[k], b->row[i].cell[k], i, &taken);
    return c;
}

static bool
has_code(const struct codes *c, int column, const char *code)
{
    size_t at;
    return directory_find(&c->column[column], code, strlen(code), &at);
}

static bool
is_absent(const struct evidence *e, const char *column, const char *code)
{
    const struct names *list = &e->claims->absent;
    for (size_t i = 0; i < list->n; i++)
        if (!strcmp(list->item[i].column, column) && !strcmp(list->item[i].text, code))
            return true;
    return false;
}

static void
check_columns(const struct evidence *e, const struct book *b, const struct ref *ref)
{
    const char *column = evidence_lacking(b, ref);
    if (!column)
        return;
    const char *near = msg_nearest(column, (const char *const *)b->tab.column);
    const char *all = "";
    for (int k = 0; k + 1 < b->tab.key; k++)
        if (k != b->vintage)
            all = mem_print(e->m, "%s%s%s", all, k ? ", " : "", b->tab.column[k]);
    evidence_fault(e, ref->at, "%s is no column that tells figures apart%s; %s%s",
                   msg_quote(column), ref->from ? " in that table" : "",
                   near ? "the nearest is " : "they are ",
                   near ? msg_quote(near) : all);
}

/* "; held are returns_all, returns_enforced and 3 more": codes that begin with the text. */
static const char *
beginning(const struct evidence *e, const struct directory *d, const char *text)
{
    enum { FEW = 6 };
    const char *out = "";
    size_t n = 0, length = strlen(text);
    for (size_t i = 0; i < d->n; i++) {
        const char *name = d->item[i].name;
        bool begins = !strncmp(name, text, length) && name[length] == '_';
        if (begins && n++ < FEW)
            out = mem_print(e->m, "%s%s%s", out, *out ? ", " : "; held are ", name);
    }
    return n > FEW ? mem_print(e->m, "%s and %zu more", out, n - FEW) : out;
}

/* The code nearest to what was written, by the code or by its name: ""ALB" (Albania)". */
static const char *
nearest(const struct evidence *e, const struct codes *c, int column, const char *text)
{
    const struct directory *d = &c->column[column];
    const char **names = mem_array(e->m, 2 * d->n + 1, sizeof *names);
    const char *name = c->book->tab.column[column];
    for (size_t i = 0; i < d->n; i++) {
        names[i] = d->item[i].name;
        names[d->n + i] = labels_get(e->labels, name, d->item[i].name);
    }
    const char *near = msg_nearest(text, names), *longer = beginning(e, d, text);
    if (*longer || !near)
        return longer;
    size_t i = 0;
    while (i < 2 * d->n && names[i] != near)
        i++;
    i %= d->n;
    bool labelled = strcmp(names[d->n + i], names[i]) != 0;
    return mem_print(e->m, "; the nearest is %s%s%s%s", msg_quote(names[i]),
                     labelled ? " (" : "", labelled ? names[d->n + i] : "",
                     labelled ? ")" : "");
}

/* "; England is a part of GBR (United Kingdom)" */
static const char *
whole_of(const struct evidence *e, const char *column, const char *text)
{
    const char *code = labels_whole(e->labels, column, text);
    return code ? mem_print(e->m,
                            "; it is a part of %s (%s), whose counts are of the whole",
                            code, labels_get(e->labels, column, code))
                : "";
}

/* A code that is held, in place of a name that stands for one. */
static const char *
resolved(const struct evidence *e, const struct codes *c, int column, const char *text)
{
    const char *name = c->book->tab.column[column];
    if (has_code(c, column, text) || is_absent(e, name, text))
        return text;
    const char *code = labels_code(e->labels, name, text);
    return code ? code : text;
}

/* "; returns_enforced is held with HO_RETURNS, IRIS": what the reference's indicator has in
 * the column, when that is a few codes. */
static const char *
has_instead(const struct evidence *e, const struct codes *c, int column,
            const char *indicator)
{
    enum { FEW = 5 };
    const char *code[FEW], *out = "";
    const struct book *b = c->book;
    int at = table_find(&b->tab, "indicator");
    size_t n = 0;
    for (size_t i = 0; indicator && at >= 0 && at != column && i < b->n; i++) {
        const char *now = b->row[i].cell[column];
        bool again = strcmp(b->row[i].cell[at], indicator) || !strcmp(now, TOTAL);
        for (size_t k = 0; k < n && !again; k++)
            again = !strcmp(code[k], now);
        if (again)
            continue;
        if (n == FEW)
            return "";
        code[n++] = now;
        out = mem_print(e->m, "%s%s%s", out, n == 1 ? "" : ", ", now);
    }
    return n ? mem_print(e->m, "; %s is held with %s", indicator, out) : "";
}

static void
check_code(const struct evidence *e, const struct codes *c, struct spot at, int column,
           const char *written, const char *code, const char *indicator)
{
    const char *name = c->book->tab.column[column];
    if (has_code(c, column, code) || is_absent(e, name, code))
        return;
    bool named = strcmp(written, code) != 0;
    const char *instead = whole_of(e, name, written);
    if (!*instead && !named && strcmp(name, "register"))
        instead = nearest(e, c, column, code);
    if (!*instead)
        instead = has_instead(e, c, column, indicator);
    evidence_fault(e, at,
                   "nothing is held with %s %s%s%s%s%s; if it is no slip, say "
                   "\"absent %s=%s\"",
                   name, msg_quote(written), named ? " (" : "", named ? code : "",
                   named ? ")" : "", instead, name, code);
}

static struct ref_dim *
dim_of(const struct ref *ref, const char *column)
{
    for (size_t k = 0; k < ref->n; k++)
        if (!strcmp(ref->dim[k].column, column))
            return &ref->dim[k];
    return NULL;
}

/* part: of a series, whose references name the rest. */
static void
check_ref(const struct evidence *e, const struct codes *c, const struct ref *ref,
          bool part)
{
    const struct book *b = c->book;
    const struct ref_dim *what = dim_of(ref, "indicator");
    const char *indicator = what && what->n == 1 ? what->code[0] : NULL;
    for (int i = 0; i + 1 < b->tab.key; i++) {
        struct ref_dim *d = dim_of(ref, b->tab.column[i]);
        if (i == b->vintage)
            continue;
        if (!d && !part && !has_code(c, i, TOTAL) &&
            !is_absent(e, b->tab.column[i], TOTAL))
            evidence_fault(e, ref->at,
                           "the reference names no %s, and no figure is held for all; "
                           "expected %s=CODE%s",
                           b->tab.column[i], b->tab.column[i],
                           has_instead(e, c, i, indicator));
        for (size_t k = 0; d && k < d->n; k++) {
            const char *written = d->code[k];
            d->code[k] = resolved(e, c, i, written);
            check_code(e, c, d->spot[k], i, written, d->code[k], indicator);
        }
    }
}

/* The column, of those that run in the set, whose codes the text can be; the first for want
 * of one, -1 when only periods run. */
static int
column_of_key(const struct evidence *e, const struct codes *c, const struct ref *set,
              const char *text)
{
    int first = -1;
    for (size_t k = 0; k < set->n; k++) {
        if (!ref_runs(&set->dim[k]))
            continue;
        int column = table_find(&c->book->tab, set->dim[k].column);
        if (has_code(c, column, resolved(e, c, column, text)))
            return column;
        first = first < 0 ? column : first;
    }
    return first;
}

/* A closed set has the period, or the code. */
static bool
is_member(const struct ref *set, const struct codes *c, int column, const char *key)
{
    struct period p, end;
    if (column < 0)
        return period_parse(key, &p) && set->first && set->last &&
               period_parse(set->first, &end) && p.freq == end.freq &&
               p.index >= end.index && period_parse(set->last, &end) &&
               p.index <= end.index;
    for (size_t k = 0; k < set->n; k++)
        if (!strcmp(set->dim[k].column, c->book->tab.column[column]))
            return ref_writes(&set->dim[k], key) != set->dim[k].but;
    return false;
}

/* What argmax() and top() are compared with: of a set that lists its members one of them. */
static void
check_key_code(const struct evidence *e, const struct codes *c, struct node *key,
               size_t i)
{
    struct period p;
    const struct ref *set = key->ref;
    const char *written = key->code[i];
    bool period = set->span && period_parse(written, &p);
    int column = period ? -1 : column_of_key(e, c, set, written);
    if (!period && column < 0) {
        evidence_fault(e, key->at, "%s is not a period, expected one of the set",
                       msg_quote(written));
        return;
    }
    if (!period) {
        key->code[i] = resolved(e, c, column, written);
        check_code(e, c, key->at, column, written, key->code[i], NULL);
    }
    bool listed = period ? set->first && set->last : true;
    for (size_t k = 0; k < set->n && !period; k++)
        if (set->dim[k].all ||
            (set->dim[k].but && !ref_writes(&set->dim[k], key->code[i])))
            listed = listed && strcmp(set->dim[k].column, c->book->tab.column[column]);
    if (listed && !is_member(set, c, column, key->code[i]))
        evidence_fault(e, key->at, "%s is not in the set", msg_quote(written));
}

/* The right side of argmax() and top(): periods or codes of what runs in the set. */
static void
check_key(const struct evidence *e, const struct codes *c, struct node *key)
{
    size_t running = key->ref->span;
    for (size_t k = 0; k < key->ref->n; k++)
        running += ref_runs(&key->ref->dim[k]);
    if (running > 1 && key->codes > 1)
        evidence_fault(e, key->at,
                       "the set runs over several columns, expected one, as several "
                       "are named");
    for (size_t i = 0; i < key->codes; i++)
        check_key_code(e, c, key, i);
    key->text = key->code[0];
}

static void
check_sources(const struct evidence *e, const struct names *list)
{
    size_t n;
    for (size_t i = 0; i < list->n; i++)
        if (!sources_next(&e->cite, list->item[i].text, &n))
            evidence_fault(e, list->item[i].at, "source %s is not in %s",
                           msg_quote(list->item[i].text), e->cite.path);
}

static void
check_absent(const struct evidence *e, const struct codes *c, const struct name *absent)
{
    const struct table *t = &c->book->tab;
    int column = table_find(t, absent->column);
    size_t row;
    if (column < 0 || column >= t->key)
        evidence_fault(e, absent->at, "%s is no column that tells figures apart",
                       msg_quote(absent->column));
    else if (directory_find(&c->column[column], absent->text, strlen(absent->text),
                            &row))
        evidence_fault(
            e, absent->at, "%s=%s is declared absent, yet line %ld of %s has it",
            absent->column, absent->text, c->book->row[row].line, t->in.file);
}

static void
add_own(struct mem *m, struct names *own, const char *id)
{
    own->item = mem_more(m, own->item, own->n, sizeof *own->item);
    own->item[own->n++] = (struct name){id, NULL, {0, 0}};
}

static void
refuse(struct mem *m, const struct claims *c, struct spot at, const char *what,
       const char *ids)
{
    struct evidence e = {.m = m, .claims = c};
    if (*ids)
        evidence_fault(&e, at,
                       "the article is itself a source, with this %s; expected a line "
                       "\"own %s\", so that it does not bear itself out",
                       what, ids);
}

/* Another's copy of the article, at an address of its own: its title is the article's, its
 * publisher is not. It is no evidence, and needs no line that says so. */
static bool
is_reprint(const struct claims *c, const struct source *s)
{
    return c->url && *c->url && *s->url && c->publisher && *c->publisher &&
           strcasecmp(c->publisher, s->publisher) != 0;
}

static void
leave_out(struct mem *m, struct claims *c, const struct source *s)
{
    add_own(m, &c->own, s->id);
    note("%s (%s) has the article's title at another address: it is taken as a copy of "
         "the article, and not as evidence",
         s->id, s->publisher);
}

void
evidence_own(struct mem *m, struct claims *c, const struct sources *cite)
{
    const char *url = same_article_address(m, c->url ? c->url : ""),
               *title =
                   same_article_title(m, c->article ? c->article : "", c->publisher);
    for (size_t i = 0; i < cite->n; i++) {
        const struct source *s = &cite->source[i];
        if (*s->copies && evidence_names(&c->own, s->copies) &&
            !evidence_names(&c->own, s->id))
            add_own(m, &c->own, s->id);
    }
    const char *by_url = "", *by_title = "";
    for (size_t i = 0; i < cite->n; i++) {
        const struct source *s = &cite->source[i];
        bool same_url = *url && !strcasecmp(url, same_article_address(m, s->url));
        bool same_title =
            *title && !strcmp(title, same_article_title(m, s->title, s->publisher));
        const char **ids = same_url ? &by_url : &by_title;
        if (!(same_url || same_title) || evidence_names(&c->own, s->id))
            continue;
        if (!same_url && is_reprint(c, s))
            leave_out(m, c, s);
        else
            *ids = mem_print(m, "%s%s%s", *ids, **ids ? ", " : "", s->id);
    }
    refuse(m, c, c->url_at, "address", by_url);
    refuse(m, c, c->article_at, "title", by_title);
}

/* One list of codes for each table that claims name, and one of all statements. */
struct shelves {
    struct codes statements, *shelf;
};

static const struct codes *
codes_for(const struct evidence *e, const struct shelves *s, const struct ref *ref)
{
    if (!ref->from)
        return spelt_by(e) ? &s->statements : NULL;
    const struct book *b = evidence_table(e, ref);
    for (size_t i = 0; i < e->n_shelf; i++)
        if (b == &e->shelf[i].book)
            return &s->shelf[i];
    return NULL;
}

void
evidence_check(const struct evidence *e)
{
    const struct claims *c = e->claims;
    struct shelves s = {.shelf = mem_array(e->m, e->n_shelf, sizeof *s.shelf)};
    if (spelt_by(e))
        s.statements = codes_of(e, spelt_by(e));
    for (size_t i = 0; i < e->n_shelf; i++)
        s.shelf[i] = codes_of(e, &e->shelf[i].book);
    for (size_t i = 0; spelt_by(e) && i < c->n_series; i++) {
        const struct ref *ref = c->series[i].ref;
        if (ref && evidence_lacking(spelt_by(e), ref))
            check_columns(e, spelt_by(e), ref);
        else if (ref)
            check_ref(e, &s.statements, ref, true);
    }
    for (size_t i = 0; i < c->refs; i++) {
        const struct ref *ref = c->ref[i];
        const struct codes *codes = codes_for(e, &s, ref);
        if (ref->from && !e->n_shelf) /* not read, as the file has faults */
            continue;
        check_columns(e, evidence_table(e, ref), ref);
        if (codes && !evidence_lacking(codes->book, ref))
            check_ref(e, codes, ref, false);
        if (ref->article && !c->own.n)
            evidence_fault(e, ref->at,
                           "article() needs the ids of the article's own statements, "
                           "expected a line \"own ID\"");
        if (*e->cite.path)
            check_sources(e, &ref->by_ids);
    }
    for (size_t i = 0; i < c->keys; i++) {
        if (c->key[i]->ref->from && !e->n_shelf)
            continue;
        const struct codes *codes = codes_for(e, &s, c->key[i]->ref);
        if (codes)
            check_key(e, codes, c->key[i]);
    }
    if (*e->cite.path) {
        check_sources(e, &c->own);
        check_sources(e, &c->repeats);
    }
    for (size_t i = 0; e->statements && i < c->absent.n; i++)
        check_absent(e, &s.statements, &c->absent.item[i]);
}
