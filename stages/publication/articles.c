/* A page an article: each claim a card with its conclusion, the verdicts on its readings as of
 * the article's day and by the latest figures, when each held, and the sources. */
#include <stdlib.h>
#include <string.h>

#include "claim/claim_review.h"
#include "claim/claims.h"
#include "claim/claims_report.h"
#include "document/display.h"
#include "program/msg.h"
#include "publication/verdicts.h"
#include "table/table.h"

const char *
site_article(struct mem *m, const struct recipe_claims *a)
{
    const struct claims *c = claims_read(m, a->claims);
    const char *title = c->article ? c->article : a->name;
    if (c->publisher)
        title = mem_print(m, "%s (%s)", title, c->publisher);
    return c->published ? mem_print(m, "%s, %s", title, display_date(m, c->published))
                        : title;
}

struct card {
    const struct site *s;
    const struct claims_report *report;
    const char *article;
    const struct claim *claim;
    const struct verdict_row *row; /* the verdicts on the claim, n of them */
    size_t n;
};

/* A word that says how it stands, for the look: good, bad or open. */
static const char *
look_of_verdict(const char *verdict)
{
    return !strcmp(verdict, "supported")      ? "verdict good"
           : !strcmp(verdict, "contradicted") ? "verdict bad"
                                              : "verdict open";
}

/* "not-a-figure" is "not a figure". */
static const char *
verdict_words(struct mem *m, const char *verdict)
{
    char *out = mem_copy(m, verdict);
    for (char *p = out; (p = strchr(p, '-'));)
        *p = ' ';
    return out;
}

/* What the ledger notes on the numbers. */
static void
put_notes(struct doc_node *item, const char *notes)
{
    const char *all = "";
    for (size_t n; *notes; notes += n + (notes[n] == '|')) {
        n = strcspn(notes, "|");
        size_t kept =
            n && notes[n - 1] == '.' ? n - 1 : n; /* the sentence has its own */
        all = mem_print(item->m, "%s%s%.*s", all, *all ? "; " : "", (int)kept, notes);
    }
    if (*all)
        doc_text(item, mem_print(item->m, " Noted on the figures: %s.", all));
}

/* The next verdict of the card by this basis, from the one at `at` on; c->n: none. */
static size_t
next_by(const struct card *c, size_t at, const char *basis)
{
    while (at < c->n && strcmp(c->row[at].basis, basis))
        at++;
    return at;
}

/* True when the latest figures say of every reading what those of the article's day said. */
static bool
is_alike(const struct card *c)
{
    size_t a = next_by(c, 0, "published"), b = next_by(c, 0, "latest");
    while (a < c->n && b < c->n) {
        const struct verdict_row *then = &c->row[a], *now = &c->row[b];
        if (strcmp(then->reading, now->reading) ||
            strcmp(then->verdict, now->verdict) || strcmp(then->why, now->why) ||
            strcmp(then->notes, now->notes))
            return false;
        a = next_by(c, a + 1, "published");
        b = next_by(c, b + 1, "latest");
    }
    return a == c->n && b == c->n;
}

/* The verdicts by one basis, each with its reading and why. */
static void
put_verdicts(const struct card *c, struct doc_node *card, const char *basis,
             const char *look, const char *heading)
{
    struct mem *m = card->m;
    struct doc_node *list = NULL;
    for (size_t i = next_by(c, 0, basis); i < c->n; i = next_by(c, i + 1, basis)) {
        const struct verdict_row *v = &c->row[i];
        if (!list) {
            struct doc_node *part = doc_part(card, look);
            doc_heading(part, 3, heading);
            list = doc_list(part, NULL, false);
        }
        struct doc_node *item = doc_item(list, NULL);
        item->look = look_of_verdict(v->verdict);
        doc_strong(item, verdict_words(m, v->verdict));
        doc_text(item, mem_print(m, " (%s) %s. %s", v->reading, v->question, v->why));
        put_notes(item, v->notes);
    }
}

/* Both days beside one another, once where they say the same. */
static void
put_days(const struct card *c, struct doc_node *card)
{
    struct mem *m = card->m;
    const char *day = c->report->claims->published;
    const char *now = site_latest(c->s, m);
    const char *then =
        day ? mem_print(m, "As of %s, the article's day", display_date(m, day))
            : "As of the article's day";
    if (is_alike(c)) {
        put_verdicts(c, card, "latest", "both",
                     mem_print(m, "%s, and by %s", then, now));
        return;
    }
    put_verdicts(c, card, "published", "then", then);
    put_verdicts(c, card, "latest", "now", mem_print(m, "By %s", now));
}

static void
put_timeline(const struct card *c, struct doc_node *card)
{
    const struct verdict_timeline t = verdict_timeline(card->m, c->row, c->n);
    if (!t.n)
        return;
    doc_heading(card, 3, "When it held");
    if (t.spans) {
        struct doc_node *figure =
            doc_figure(card, NULL, "When each reading held", NULL);
        figure->look = "timeline";
        figure->drawing =
            verdict_drawing(card->m, &t, c->report->claims->published, c->claim->id);
    }
    struct doc_node *list = doc_list(card, NULL, false);
    for (size_t i = 0; i < t.n; i++)
        doc_item(list, mem_print(card->m, "(%s) %s: %s", t.line[i].reading,
                                 t.line[i].question, t.line[i].words));
}

/* The sources of all verdicts on it, each once. */
static void
put_sources(const struct card *c, struct doc_node *card)
{
    const char *all = "";
    for (size_t i = 0; i < c->n; i++) {
        all = table_sources(card->m, all, c->row[i].source);
        all = table_sources(card->m, all, c->row[i].mentions);
    }
    if (!*all)
        return;
    doc_heading(card, 3, "Sources");
    struct doc_node *list = doc_list(card, NULL, false);
    for (size_t n; *all; all += n + (all[n] == '+')) {
        const struct source *s = sources_next(&c->report->cite, all, &n);
        struct doc_node *item = doc_item(list, s ? NULL : mem_text(card->m, all, n));
        if (!s)
            continue;
        doc_text(item, mem_print(card->m, "%s: ", sources_credit(card->m, s)));
        doc_page(item, s->title,
                 mem_print(card->m, "../%s", site_source(card->m, s->id)));
        doc_text(item, mem_print(card->m, ", %s; %s",
                                 display_date(card->m, s->published), sources_read(s)));
    }
}

static void
put_card(const struct card *c, struct document *d, const struct conclusion *end)
{
    struct doc_node *card = doc_part(&d->body, "card");
    card->name = c->claim->id;
    doc_heading(card, 2, mem_print(d->m, "%s. %s", c->claim->id, c->claim->paraphrase));
    struct doc_node *p = doc_paragraph(card, NULL);
    p->look = mem_print(d->m, "standing %s", standing_look(end->standing));
    doc_strong(p, mem_print(d->m, "%s.", standing_heading(c->s, d->m, end->standing)));
    doc_text(p, mem_print(d->m, " %s", end->text));
    put_days(c, card);
    put_timeline(c, card);
    put_sources(c, card);
    doc_page(doc_paragraph(card, NULL), "This claim alone, with a picture to pass on",
             mem_print(d->m, "../cards/%s/%s.html", c->article, c->claim->id));
}

/* How many claims stand how, each a link to the cards. */
static void
put_standings(const struct site *s, const struct claims_report *r, struct document *d)
{
    struct doc_node *t = doc_table(&d->body, "The claims and how they stand");
    doc_column(t, "Claim", DOC_KEY);
    doc_column(t, "How it stands", DOC_WORDS);
    for (size_t i = 0; i < r->claims->n; i++) {
        const struct claim *c = &r->claims->claim[i];
        struct doc_cell *cell = doc_row(t);
        cell[0].text = mem_print(d->m, "%s. %s", c->id, c->paraphrase);
        cell[0].url = mem_print(d->m, "#%s", c->id);
        cell[0].here = true;
        cell[1].text = standing_words(s, d->m, r->conclusion[i].standing);
    }
}

static void
put_article(const struct claims *c, struct document *d)
{
    const char *by = mem_print(d->m, "%s%s%s. ", c->publisher ? c->publisher : "",
                               c->publisher && c->published ? ", " : "",
                               c->published ? display_date(d->m, c->published) : "");
    struct doc_node *p = doc_paragraph(&d->body, by);
    if (c->url)
        doc_link(p, "The article", c->url);
}

/* schema.org's ClaimReview of all claims. */
static const char *
review_of(const struct site *s, struct mem *m, const struct claims_report *r,
          const char *name)
{
    char *text = NULL;
    size_t n;
    const struct review review = {
        .author = s->author,
        .address = mem_print(m, "%s/articles/%s.html", s->look.address, name)};
    FILE *f = open_memstream(&text, &n);
    if (!f)
        die(EX_OSERR, "out of memory for a review");
    claim_review_write(f, m, r, &review);
    if (fclose(f))
        die(EX_OSERR, "out of memory for a review");
    const char *kept = mem_copy(m, text);
    free(text);
    return kept;
}

static void
write_article(const struct site *s, const struct recipe_claims *a)
{
    static const struct doc_site_page trail[] = {{"index.html", "Findings"}};
    struct mem m = {0};
    struct document d;
    size_t n;
    struct claims_report r = verdict_report(s, &m, a);
    const struct verdict_row *row = verdict_rows(&m, a->file, &n);
    site_open(s, &d, &m, r.claims->article ? r.claims->article : a->name, NULL, "../");
    d.trail = trail;
    d.trails = 1;
    d.kind = "article";
    if (s->author && s->look.address)
        d.linked = review_of(s, &m, &r, a->name);
    put_article(r.claims, &d);
    put_standings(s, &r, &d);
    for (size_t i = 0; i < r.claims->n; i++) {
        struct card c = {
            .s = s, .report = &r, .article = a->name, .claim = &r.claims->claim[i]};
        c.row = verdict_rows_of(&m, row, n, c.claim->id, &c.n);
        put_card(&c, &d, &r.conclusion[i]);
    }
    doc_heading(&d.body, 2, "Download");
    site_verdict_files(&d, a->name, "../");
    site_write(s, &d, mem_print(&m, "articles/%s.html", a->name));
    mem_release(&m);
}

void
site_articles(const struct site *s)
{
    for (size_t i = 0; i < s->recipe->articles; i++)
        write_article(s, &s->recipe->claims[i]);
}
