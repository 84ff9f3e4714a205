#include "claim/claims_report.h"

#include <ctype.h>
#include <string.h>

#include "claim/timeline.h"
#include "dataset/sources.h"
#include "document/display.h"
#include "table/table.h"

enum column { CLAIM, READING, BASIS, VERDICT, STATUS, SOURCE, MENTIONS, WHY, COLUMNS };
const char *const claims_report_need[] = {"claim",    "reading", "basis",
                                          "verdict",  "status",  "source",
                                          "mentions", "why",     NULL};
static const char *const basis_name[] = {"published", "latest"};
enum { BASES = 2 };

struct ruled {
    char *cell[COLUMNS];
    char *held;  /* the days in which it held, "" where the table does not say */
    char *brief; /* why in one clause, "" where the table does not say */
    char *shown; /* the sources of its numbers, NULL where the table does not say */
    char *notes; /* what the ledger notes on these, parted by `|`; "" where nothing */
    enum verdict verdict;
    long line;
};

/* Of one reading, by basis; cell[CLAIM] is NULL where there is none. */
struct report_pair {
    struct ruled of[BASES];
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

static struct report_pair *
pair_of(const struct claims_report *r, const struct ruled *v)
{
    size_t i;
    const char *id = v->cell[CLAIM];
    if (!directory_find(&r->claims->ids, id, strlen(id), &i))
        return NULL;
    const struct claim *c = &r->claims->claim[i];
    for (size_t k = 0; k < c->n; k++)
        if (!strcmp(c->reading[k].id, v->cell[READING]))
            return &r->pair[i][k];
    return NULL;
}

static void
take(struct claims_report *r, const struct table *t, const struct table_row *row)
{
    struct ruled v = {.line = row->line};
    for (int c = 0; c < COLUMNS; c++)
        v.cell[c] = mem_copy(r->m, row->cell[table_find(t, claims_report_need[c])]);
    int held = table_find(t, "held"), brief = table_find(t, "brief");
    v.held = mem_copy(r->m, held < 0 ? "" : row->cell[held]);
    v.brief = mem_copy(r->m, brief < 0 ? "" : row->cell[brief]);
    int shown = table_find(t, "shown"), notes = table_find(t, "notes");
    v.shown = shown < 0 ? NULL : mem_copy(r->m, row->cell[shown]);
    v.notes = mem_copy(r->m, notes < 0 ? "" : row->cell[notes]);
    size_t basis = index_of(v.cell[BASIS], basis_name, BASES);
    size_t verdict = index_of(v.cell[VERDICT], verdict_name, VERDICTS);
    if (basis == BASES)
        table_die(t, row, "basis", "%s is neither published nor latest",
                  msg_quote(v.cell[BASIS]));
    if (verdict == VERDICTS)
        table_die(t, row, "verdict", "%s is not a verdict", msg_quote(v.cell[VERDICT]));
    struct report_pair *p = pair_of(r, &v);
    if (!p)
        table_die(t, row, "reading", "the claims file has no reading %s of claim %s",
                  msg_quote(v.cell[READING]), msg_quote(v.cell[CLAIM]));
    if (p->of[basis].cell[CLAIM])
        table_die(t, row, "reading", "%s %s has its %s verdict on line %ld already",
                  v.cell[CLAIM], v.cell[READING], v.cell[BASIS], p->of[basis].line);
    v.verdict = (enum verdict)verdict;
    p->of[basis] = v;
}

static void
read_verdicts(struct claims_report *r, const char *path)
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
when(const struct claims_report *r, int bases)
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
say_article(const struct claims_report *r, struct document *d)
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

/* How many claims stand how. */
static void
say_standings(const struct claims_report *r, struct document *d)
{
    struct doc_node *t = doc_table(&d->body, "How many claims stand how");
    t->table->compact = true;
    doc_column(t, "claims", DOC_KEY);
    doc_column(t, "number", DOC_NUMBER);
    for (size_t s = 0; s < STANDINGS; s++) {
        size_t n = 0;
        for (size_t i = 0; i < r->claims->n; i++)
            n += r->conclusion[i].standing == s;
        if (!n)
            continue;
        struct doc_cell *cell = doc_row(t);
        cell[0].text = standing_name[s];
        cell[1].text = cell[1].value = mem_print(r->m, "%zu", n);
    }
}

/* The verdicts on readings by basis; none of those not judged. */
static size_t
count(const struct claims_report *r, int basis, size_t verdict)
{
    size_t n = 0;
    for (size_t i = 0; i < r->claims->n; i++)
        for (size_t k = 0; k < r->claims->claim[i].n; k++) {
            const struct ruled *v = &r->pair[i][k].of[basis];
            n += v->cell[CLAIM] && (verdict == VERDICTS || v->verdict == verdict);
        }
    return n;
}

static void
say_counts(const struct claims_report *r, struct document *d)
{
    struct doc_node *t = doc_table(&d->body, "How many readings got which verdict");
    t->table->compact = true;
    doc_column(t, "readings", DOC_KEY);
    bool judged[BASES];
    for (int b = 0; b < BASES; b++) {
        judged[b] = count(r, b, VERDICTS) > 0;
        if (judged[b])
            doc_column(t, when(r, 1 << b), DOC_NUMBER);
    }
    for (size_t v = 0; v < VERDICTS; v++) {
        struct doc_cell *cell = doc_row(t);
        cell++->text = verdict_name[v];
        for (int b = 0; b < BASES; b++)
            if (judged[b]) {
                cell->text = mem_print(r->m, "%zu", count(r, b, v));
                cell->value = cell->text;
                cell++;
            }
    }
}

static void
say_verdict(const struct claims_report *r, struct doc_node *list, const struct ruled *v,
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

/* "2023-05-04/2023-08-09 2024-03-07/..": "from 4 May 2023 to 9 August 2023; since 7 March
 * 2024". */
static const char *
when_held(struct mem *m, const char *held)
{
    const char *out = "";
    for (const char *p = held; *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, "/"), rest = strcspn(p + n + 1, " ");
        out = mem_print(
            m, "%s%s%s", out, *out ? "; " : "",
            timeline_span(m, mem_text(m, p, n), mem_text(m, p + n + 1, rest)));
        p += n + 1 + rest;
    }
    return out;
}

/* What the ledger notes on the numbers, each note once. */
static void
say_notes(const struct claims_report *r, struct doc_node *list,
          const struct report_pair *pair)
{
    for (int b = 0; b < BASES; b++) {
        const char *text = pair->of[b].cell[CLAIM] ? pair->of[b].notes : "";
        for (size_t n; *text; text += n + (text[n] == '|')) {
            n = strcspn(text, "|");
            const char *note = mem_text(r->m, text, n);
            if (!b || !pair->of[0].cell[CLAIM] || !strstr(pair->of[0].notes, note))
                doc_item(list, mem_print(r->m, "Noted on the figure: %s", note));
        }
    }
}

static void
say_reading(const struct claims_report *r, struct doc_node *list,
            const struct reading *reading, const struct report_pair *pair)
{
    const struct ruled *a = &pair->of[0], *b = &pair->of[1];
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
    const char *held = a->cell[CLAIM] ? a->held : b->held;
    if (*held)
        doc_item(within, mem_print(r->m, "When it held: %s", when_held(r->m, held)));
    say_notes(r, within, pair);
    if (reading->note)
        doc_item(within, mem_print(r->m, "Note: %s", reading->note));
}

static void
say_source(const struct claims_report *r, struct doc_node *list, const char *entry)
{
    size_t n;
    const struct source *s = sources_next(&r->cite, entry, &n);
    if (!s) {
        doc_item(list, mem_text(r->m, entry, n));
        return;
    }
    struct doc_node *item =
        doc_item(list, mem_print(r->m, "%s: %s, ", s->id, sources_credit(r->m, s)));
    if (*s->url)
        doc_link(item, s->title, s->url);
    else
        doc_text(item, s->title);
    doc_text(item, mem_print(r->m, ", %s; %s", display_date(r->m, s->published),
                             sources_read(s)));
}

/* The union over the claim's verdicts, in order of id. */
static void
say_sources(const struct claims_report *r, struct document *d,
            const struct report_pair *pair, size_t n)
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

static const char *
capitalised(struct mem *m, const char *text)
{
    char *out = mem_copy(m, text);
    out[0] = (char)toupper((unsigned char)out[0]);
    return out;
}

static void
say_claim(const struct claims_report *r, struct document *d, const struct claim *c,
          const struct report_pair *pair, const struct conclusion *end)
{
    doc_heading(&d->body, 2, mem_print(r->m, "%s. %s", c->id, c->paraphrase));
    struct doc_node *p = doc_paragraph(&d->body, NULL);
    doc_strong(p,
               mem_print(r->m, "%s.", capitalised(r->m, standing_name[end->standing])));
    doc_text(p, mem_print(r->m, " %s", end->text));
    struct doc_node *list = doc_list(&d->body, NULL, false);
    for (size_t k = 0; k < c->n; k++)
        say_reading(r, list, &c->reading[k], &pair[k]);
    say_sources(r, d, pair, c->n);
}

/* The letters of all verdicts. */
static const char *
status_letters(const struct claims_report *r)
{
    const char *out = "";
    for (size_t i = 0; i < r->claims->n; i++)
        for (size_t k = 0; k < r->claims->claim[i].n; k++)
            for (int b = 0; b < BASES; b++)
                if (r->pair[i][k].of[b].cell[CLAIM])
                    out = table_status(r->m, out, r->pair[i][k].of[b].cell[STATUS]);
    return out;
}

static void
say_legend(const struct claims_report *r, struct document *d)
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
    const char *text = "", *letters = status_letters(r);
    for (int i = 0; i < 26; i++)
        if (strchr(letters, 'A' + i) && meaning[i])
            text = mem_print(r->m, "%s%s%c %s", text, *text ? "; " : "", 'A' + i,
                             meaning[i]);
    if (!*text)
        return;
    doc_rule(&d->body);
    doc_paragraph(&d->body, mem_print(r->m, "Letters after a verdict: %s.", text));
}

static struct conclusion
conclusion_on(const struct claims_report *r, size_t i)
{
    const struct claim *c = &r->claims->claim[i];
    struct rulings *of = mem_array(r->m, c->n, sizeof *of);
    for (size_t k = 0; k < c->n; k++) {
        of[k].reading = &c->reading[k];
        for (int b = 0; b < BASES; b++) {
            const struct ruled *v = &r->pair[i][k].of[b];
            of[k].of[b] = (struct ruling){v->verdict, v->cell[WHY], v->cell[SOURCE],
                                          v->brief, v->shown};
        }
    }
    return conclude(r->m, r->claims, c, of, &r->cite);
}

struct claims_report
claims_report_read(struct mem *m, const char *claims, const char *verdicts,
                   const char *sources)
{
    struct claims_report r = {.m = m, .claims = claims_read(m, claims)};
    size_t n = r.claims->n;
    sources_open(&r.cite, m, sources);
    r.pair = mem_array(m, n, sizeof *r.pair);
    for (size_t i = 0; i < n; i++)
        r.pair[i] = mem_array(m, r.claims->claim[i].n, sizeof **r.pair);
    read_verdicts(&r, verdicts);
    r.conclusion = mem_array(m, n, sizeof *r.conclusion);
    for (size_t i = 0; i < n; i++)
        r.conclusion[i] = conclusion_on(&r, i);
    return r;
}

void
claims_report_say(const struct claims_report *r, struct document *d)
{
    document_open(d, r->m, r->claims->article ? r->claims->article : "Claims", NULL);
    say_article(r, d);
    say_standings(r, d);
    say_counts(r, d);
    for (size_t i = 0; i < r->claims->n; i++)
        say_claim(r, d, &r->claims->claim[i], r->pair[i], &r->conclusion[i]);
    say_legend(r, d);
}
