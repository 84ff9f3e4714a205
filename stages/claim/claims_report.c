#include "claim/claims_report.h"

#include <string.h>

#include "claim/claims.h"
#include "dataset/sources.h"
#include "document/display.h"
#include "table/table.h"

enum column { CLAIM, READING, BASIS, VERDICT, STATUS, SOURCE, MENTIONS, WHY, COLUMNS };
const char *const claims_report_need[] = {"claim",    "reading", "basis",
                                          "verdict",  "status",  "source",
                                          "mentions", "why",     NULL};
static const char *const basis_name[] = {"published", "latest"};
static const char *const verdict_name[] = {"supported", "contradicted", "undetermined",
                                           "unsourced", "not-a-figure"};
enum { BASES = 2, VERDICTS = sizeof verdict_name / sizeof *verdict_name };

struct verdict {
    char *cell[COLUMNS];
    long line;
};

/* Of one reading, by basis; cell[CLAIM] is NULL where there is none. */
struct pair {
    struct verdict of[BASES];
};

struct report {
    struct mem *m;
    const struct claims *claims;
    struct sources cite;
    struct pair **pair; /* [claim][reading] */
    size_t count[BASES][VERDICTS];
    bool letter[26]; /* status letters that occur */
};

static size_t
index_of(const char *text, const char *const names[], size_t n)
{
    size_t i = 0;
    while (i < n && strcmp(text, names[i]))
        i++;
    return i;
}

/* ---- reading */

static struct pair *
pair_of(const struct report *r, const struct verdict *v)
{
    const struct claims *all = r->claims;
    for (size_t i = 0; i < all->n; i++)
        for (size_t k = 0; k < all->claim[i].n; k++)
            if (!strcmp(all->claim[i].id, v->cell[CLAIM]) &&
                !strcmp(all->claim[i].reading[k].id, v->cell[READING]))
                return &r->pair[i][k];
    return NULL;
}

static void
take(struct report *r, const struct table *t, const struct table_row *row)
{
    struct verdict v = {.line = row->line};
    for (int c = 0; c < COLUMNS; c++)
        v.cell[c] = mem_copy(r->m, row->cell[table_find(t, claims_report_need[c])]);
    size_t basis = index_of(v.cell[BASIS], basis_name, BASES);
    size_t verdict = index_of(v.cell[VERDICT], verdict_name, VERDICTS);
    if (basis == BASES)
        table_die(t, row, "basis", "%s is neither published nor latest",
                  msg_quote(v.cell[BASIS]));
    if (verdict == VERDICTS)
        table_die(t, row, "verdict", "%s is not a verdict", msg_quote(v.cell[VERDICT]));
    struct pair *p = pair_of(r, &v);
    if (!p)
        table_die(t, row, "reading", "the claims file has no reading %s of claim %s",
                  msg_quote(v.cell[READING]), msg_quote(v.cell[CLAIM]));
    if (p->of[basis].cell[CLAIM])
        table_die(t, row, "reading", "%s %s has its %s verdict on line %ld already",
                  v.cell[CLAIM], v.cell[READING], v.cell[BASIS], p->of[basis].line);
    p->of[basis] = v;
    r->count[basis][verdict]++;
    for (const char *s = v.cell[STATUS]; *s; s++)
        if (*s >= 'A' && *s <= 'Z')
            r->letter[*s - 'A'] = true;
}

static void
read_verdicts(struct report *r, const char *path)
{
    struct table t;
    struct table_row row;
    table_open(&t, r->m, path, claims_report_need, TABLE_ANY);
    while (table_next(&t, &row))
        take(r, &t, &row);
    table_close(&t);
    for (size_t i = 0; i < r->claims->n; i++)
        for (size_t k = 0; k < r->claims->claim[i].n; k++)
            if (!r->pair[i][k].of[0].cell[CLAIM] && !r->pair[i][k].of[1].cell[CLAIM])
                die(EX_DATAERR, "%s: no verdict on reading %s of claim %s", t.in.file,
                    r->claims->claim[i].reading[k].id, r->claims->claim[i].id);
}

/* ---- what is said */

static const char *
when(const struct report *r, int bases)
{
    const char *day =
        r->claims->published
            ? mem_print(r->m, "as of %s", display_date(r->m, r->claims->published))
            : "as of the article";
    return bases == 1   ? day
           : bases == 2 ? "latest"
                        : mem_print(r->m, "%s and latest", day);
}

static void
say_article(const struct report *r, struct document *d)
{
    const struct claims *c = r->claims;
    const char *by = mem_print(r->m, "%s%s%s", c->publisher ? c->publisher : "",
                               c->publisher && c->published ? ", " : "",
                               c->published ? display_date(r->m, c->published) : "");
    if (!*by && !c->url)
        return;
    struct doc_node *p =
        doc_paragraph(&d->body, *by && c->url ? mem_print(r->m, "%s, ", by) : by);
    if (c->url)
        doc_link(p, "the article", c->url);
}

static void
say_counts(const struct report *r, struct document *d)
{
    struct doc_node *t = doc_table(&d->body, "How many readings got which verdict");
    t->table->compact = true;
    doc_column(t, "verdict", DOC_KEY);
    bool judged[BASES] = {0};
    for (int b = 0; b < BASES; b++) {
        for (size_t v = 0; v < VERDICTS; v++)
            judged[b] |= r->count[b][v] > 0;
        if (judged[b])
            doc_column(t, when(r, 1 << b), DOC_NUMBER);
    }
    for (size_t v = 0; v < VERDICTS; v++) {
        struct doc_cell *cell = doc_row(t);
        cell++->text = verdict_name[v];
        for (int b = 0; b < BASES; b++)
            if (judged[b]) {
                cell->text = mem_print(r->m, "%zu", r->count[b][v]);
                cell->value = cell->text;
                cell++;
            }
    }
}

static void
say_verdict(const struct report *r, struct doc_node *list, const struct verdict *v,
            int bases)
{
    const char *status = v->cell[STATUS];
    bool plain = !*status || !strcmp(status, "A") ||
                 !strcmp(v->cell[VERDICT], verdict_name[VERDICTS - 1]);
    const char *marks = plain ? "" : mem_print(r->m, " [%s]", status);
    struct doc_node *item = doc_item(list, NULL);
    doc_strong(item, v->cell[VERDICT]);
    doc_text(item, mem_print(r->m, " (%s)%s: %s", when(r, bases), marks, v->cell[WHY]));
}

static void
say_reading(const struct report *r, struct doc_node *list,
            const struct reading *reading, const struct pair *pair)
{
    const struct verdict *a = &pair->of[0], *b = &pair->of[1];
    struct doc_node *item = doc_item(list, NULL);
    doc_strong(item, mem_print(r->m, "%s. %s", reading->id, reading->question));
    struct doc_node *within = doc_list(item, NULL, false);
    bool agree = a->cell[CLAIM] && b->cell[CLAIM] &&
                 !strcmp(a->cell[VERDICT], b->cell[VERDICT]) &&
                 !strcmp(a->cell[WHY], b->cell[WHY]);
    if (a->cell[CLAIM])
        say_verdict(r, within, a, agree ? 3 : 1);
    if (b->cell[CLAIM] && !agree)
        say_verdict(r, within, b, 2);
    if (reading->note)
        doc_item(within, mem_print(r->m, "Note: %s", reading->note));
}

static void
say_source(const struct report *r, struct doc_node *list, const char *entry)
{
    size_t n;
    const struct source *s = sources_next(&r->cite, entry, &n);
    if (!s) {
        doc_item(list, mem_text(r->m, entry, n));
        return;
    }
    struct doc_node *item =
        doc_item(list, mem_print(r->m, "%s: %s, ", s->id, s->publisher));
    if (*s->url)
        doc_link(item, s->title, s->url);
    else
        doc_text(item, s->title);
    doc_text(item,
             mem_print(r->m, ", %s; %s", display_date(r->m, s->published), s->grade));
}

/* The union over the claim's verdicts, in order of id. */
static void
say_sources(const struct report *r, struct document *d, const struct pair *pair,
            size_t n)
{
    const char *all = "";
    for (size_t i = 0; i < n; i++)
        for (int b = 0; b < BASES; b++)
            for (int c = SOURCE; pair[i].of[b].cell[CLAIM] && c <= MENTIONS; c++)
                all = table_sources(r->m, all, pair[i].of[b].cell[c]);
    if (!*all)
        return;
    doc_lead(&d->body, "Sources");
    struct doc_node *list = doc_list(&d->body, NULL, false);
    for (; *all; all += strcspn(all, "+"), all += *all == '+')
        say_source(r, list, all);
}

static void
say_claim(const struct report *r, struct document *d, const struct claim *c,
          const struct pair *pair)
{
    doc_heading(&d->body, 2, mem_print(r->m, "%s. %s", c->id, c->paraphrase));
    struct doc_node *list = doc_list(&d->body, NULL, false);
    for (size_t k = 0; k < c->n; k++)
        say_reading(r, list, &c->reading[k], &pair[k]);
    say_sources(r, d, pair, c->n);
}

static void
say_legend(const struct report *r, struct document *d)
{
    static const char *const meaning[26] = {
        ['B' - 'A'] = "break in the series",
        ['D' - 'A'] = "definition differs from the register's usual",
        ['E' - 'A'] = "estimated",
        ['O' - 'A'] = "no number was stated",
        ['P' - 'A'] = "provisional",
        ['Q' - 'A'] = "suppressed by the publisher",
        ['U' - 'A'] = "low reliability",
        ['V' - 'A'] = "not checked at the publisher, seen in a copy or a press report",
    };
    const char *text = "";
    for (int i = 0; i < 26; i++)
        if (r->letter[i] && meaning[i])
            text = mem_print(r->m, "%s%s%c %s", text, *text ? "; " : "", 'A' + i,
                             meaning[i]);
    if (!*text)
        return;
    doc_rule(&d->body);
    doc_paragraph(&d->body, mem_print(r->m, "Letters after a verdict: %s.", text));
}

void
claims_report(struct document *d, struct mem *m, const char *claims,
              const char *verdicts, const char *sources)
{
    struct report r = {.m = m, .claims = claims_read(m, claims)};
    sources_open(&r.cite, m, sources);
    r.pair = mem_array(m, r.claims->n, sizeof *r.pair);
    for (size_t i = 0; i < r.claims->n; i++)
        r.pair[i] = mem_array(m, r.claims->claim[i].n, sizeof **r.pair);
    read_verdicts(&r, verdicts);
    document_open(d, m, r.claims->article ? r.claims->article : "Claims", NULL);
    say_article(&r, d);
    say_counts(&r, d);
    for (size_t i = 0; i < r.claims->n; i++)
        say_claim(&r, d, &r.claims->claim[i], r.pair[i]);
    say_legend(&r, d);
}
