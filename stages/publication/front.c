/* The first page: what this is, the articles and how their claims stand, the findings with their
 * pictures, and where else to look. */
#include "claim/claims.h"
#include "publication/verdicts.h"

static void
put_findings(const struct site *s, struct document *d)
{
    /* Of a dated site the questions: no one has found titles for what was known then. */
    doc_heading(&d->body, 2, *s->recipe->asof ? "Figures" : "Findings");
    struct doc_node *list = doc_list(&d->body, NULL, false);
    list->look = "cards";
    for (size_t i = 0; i < s->recipe->tables; i++) {
        const struct recipe_table *t = &s->recipe->table[i];
        if (site_is_trend(t))
            continue;
        struct doc_node *item = doc_item(list, NULL);
        doc_page(item, t->title, mem_print(d->m, "figures/%s.html", t->name));
        doc_figure(item, mem_print(d->m, "files/%s.svg", t->name), "", NULL);
    }
}

/* By which figures the standing of a claim is told, in this order. */
enum basis_told { BY_ITS_DAY, BY_LATEST, LEFT_OPEN, BASES_TOLD };

/* In the order in which they are told. */
static const struct {
    enum standing standing;
    const char *one, *more;
} told[] = {
    {STANDING_HOLDS, "holds", "hold"},
    {STANDING_SO_FAR, "holds as far as it can be decided",
     "hold as far as they can be decided"},
    {STANDING_HELD, "held, but later figures no longer bear it out in full",
     "held, but later figures no longer bear them out in full"},
    {STANDING_OLDER, "held in an older edition only", "held in an older edition only"},
    {STANDING_PART, "holds in part", "hold in part"},
    {STANDING_DEPENDS, "depends on how it is read", "depend on how they are read"},
    {STANDING_FAILS, "does not hold", "do not hold"},
    {STANDING_UNDECIDED, "cannot be decided", "cannot be decided"},
    {STANDING_UNDATED, "is decided by undated statements alone",
     "are decided by undated statements alone"},
    {STANDING_WORDS, "is not about figures", "are not about figures"},
};
enum { TOLD = sizeof told / sizeof *told };

/* What the latest figures say is told in the words of what was known then. */
static enum standing
in_words_of(enum standing how)
{
    switch ((int)how) {
    case STANDING_LATER:
        return STANDING_HOLDS;
    case STANDING_LATER_FAILS:
        return STANDING_FAILS;
    case STANDING_LATER_DEPENDS:
        return STANDING_DEPENDS;
    case STANDING_LATER_PART:
        return STANDING_PART;
    case STANDING_LATER_SO_FAR:
        return STANDING_SO_FAR;
    default:
        return how;
    }
}

static enum basis_told
basis_of(enum standing how)
{
    if (how == STANDING_UNDECIDED || how == STANDING_UNDATED || how == STANDING_WORDS)
        return LEFT_OPEN;
    return in_words_of(how) == how ? BY_ITS_DAY : BY_LATEST;
}

/* True when no reading of the claim is asked as of the article's day. */
static bool
is_of_latest(const struct claims *all, const struct claim *c)
{
    bool any = !all->published;
    for (size_t i = 0; i < c->n && !any; i++)
        if (c->reading[i].basis != BASIS_LATEST)
            return false;
    return true;
}

static const char *
basis_words(const struct site *s, struct mem *m, const struct claims *all,
            enum basis_told by)
{
    if (by == BY_ITS_DAY)
        return "By the figures held from then";
    if (by == LEFT_OPEN)
        return "Left open";
    return mem_print(m, "By %s%s", site_latest(s, m), all->published ? " only" : "");
}

/* "By the figures held from then: 3 hold, 1 does not hold": of each way of telling a
 * line. Every claim is counted in one line, once. */
static void
put_standings(const struct site *s, const struct claims_report *r,
              struct doc_node *item)
{
    struct mem *m = item->m;
    size_t of[BASES_TOLD][STANDINGS] = {{0}};
    for (size_t i = 0; i < r->claims->n; i++) {
        enum standing how = r->conclusion[i].standing;
        enum basis_told by = basis_of(how);
        if (by == BY_ITS_DAY && is_of_latest(r->claims, &r->claims->claim[i]))
            by = BY_LATEST;
        of[by][in_words_of(how)]++;
    }
    struct doc_node *list = doc_list(item, NULL, false);
    for (int by = 0; by < BASES_TOLD; by++) {
        const char *line = "";
        for (size_t i = 0; i < TOLD; i++) {
            size_t n = of[by][told[i].standing];
            if (n)
                line = mem_print(m, "%s%s%zu\xc2\xa0%s", line, *line ? ", " : "", n,
                                 n == 1 ? told[i].one : told[i].more);
        }
        if (!*line)
            continue;
        struct doc_node *p = doc_item(list, NULL);
        doc_strong(
            p, mem_print(m, "%s:", basis_words(s, m, r->claims, (enum basis_told)by)));
        doc_text(p, mem_print(m, " %s.", line));
    }
}

static void
put_articles(const struct site *s, struct document *d)
{
    if (!s->recipe->articles)
        return;
    doc_heading(&d->body, 2, "Articles checked");
    doc_paragraph(&d->body,
                  mem_print(d->m,
                            "Each claim is judged by the figures held here that had "
                            "been published by the day of its article, and by %s.",
                            site_latest(s, d->m)));
    struct doc_node *list = doc_list(&d->body, NULL, false);
    for (size_t i = 0; i < s->recipe->articles; i++) {
        const struct recipe_claims *a = &s->recipe->claims[i];
        struct claims_report r = verdict_report(s, d->m, a);
        struct doc_node *item = doc_item(list, NULL);
        doc_page(item, site_article(d->m, a),
                 mem_print(d->m, "articles/%s.html", a->name));
        doc_text(item, mem_print(d->m, ". %zu claim%s:", r.claims->n,
                                 r.claims->n == 1 ? "" : "s"));
        put_standings(s, &r, item);
    }
}

static void
put_more(struct document *d)
{
    static const char *const page[][3] = {
        {"countries.html", "Countries", ": numbers of one country over time"},
        {"series.html", "Series", ": every statement, and what each edition said"},
        {"sources.html", "Sources", ": what was read, and what was taken from it"},
        {"quality.html", "Data quality",
         ": what is withheld, revised, contradicted or missing"},
        {"downloads.html", "Downloads", ": every table as a spreadsheet and as data"},
        {"moved.html", "What moved", " when the newest edition was taken in"},
        {"methods.html", "Methods",
         ": how each number is made, and how that was tested"}};
    doc_heading(&d->body, 2, "Where else to look");
    struct doc_node *list = doc_list(&d->body, NULL, false);
    for (size_t i = 0; i < sizeof page / sizeof *page; i++) {
        struct doc_node *item = doc_item(list, NULL);
        doc_page(item, page[i][1], page[i][0]);
        doc_text(item, page[i][2]);
    }
}

/* Who made the pages with what, and whose the figures are. */
static void
put_about(const struct site *s, struct document *d)
{
    doc_heading(&d->body, 2, "About these pages");
    doc_paragraph(
        &d->body,
        mem_print(
            d->m,
            "%s%sMade by the program attest %s from the files of statements that "
            "the downloads have. The figures are their publishers', named with "
            "each; the sentences, pictures and the program are free under the GNU "
            "General Public License, version 3 or later.",
            s->author ? s->author : "", s->author ? " publishes this copy. " : "",
            ATTEST_VERSION));
}

void
site_front(const struct site *s)
{
    struct mem m = {0};
    struct document d;
    site_open(s, &d, &m, s->look.name, NULL, "");
    d.kind = "front";
    d.summary =
        "Published figures on human trafficking contradict one another, are revised, "
        "are "
        "withheld when small, or exist only as \"fewer than last year\". Here each is "
        "shown with what is not known of it, and leads back to who said it, when and "
        "where.";
    doc_paragraph(&d.body, d.summary);
    put_articles(s, &d);
    put_findings(s, &d);
    put_more(&d);
    put_about(s, &d);
    site_write(s, &d, "index.html");
    mem_release(&m);
}
