/*
 * site - the pages of a site, from the products of a make
 *
 * Writes a folder of pages that opens from a file system and from any web server: a first
 * page; one for each article, its claims as cards; for each series of the ledgers every
 * statement and what each edition said; for each country, each source, and each STAGE with
 * its own text; data quality; what the last refresh moved. Every page is whole without
 * scripts and loads nothing from elsewhere; with scripts tables sort and there is a search. A
 * page that would hold what it holds is left as it lies; pages of what is gone are removed,
 * and so is any other page in the folders of the site (articles, series and the like).
 *
 * With --figure it writes instead the page of one table, with its picture and what to know
 * of it, and one for each of its numbers: who said it, what else was said, what was done
 * to it. Its pipe is run once more for that, as `explain` does.
 *
 * What there is comes from the recipe that `make -s recipe` prints, or --recipe FILE; the
 * products lie where it says. `make report` runs it, and puts the files that readers take
 * away, the style sheet and the scripts beside.
 */
#include "publication/site.h"
#include "dataset/labels.h"
#include "dataset/sources.h"
#include "document/display.h"
#include "document/render.h"
#include "program/progress.h"
#include "program/stage.h"
#include "program/texts.h"
#include "publication/ledger.h"

static const char *folder, *recipe_file, *edition,
    *name = "Figures on human trafficking", *figure, *cards, *places, *changed, *build,
    *address, *newest, *author, *memo, *certificates = "pipeline/certificates";
static const struct opt opts[] = {
    {"output", 'o', OPT_TEXT, &folder, "FOLDER", "where the pages go"},
    {"recipe", 'r', OPT_TEXT, &recipe_file, "FILE", "what make would print"},
    {"name", 'n', OPT_TEXT, &name, "TEXT", "the name of the site"},
    {"edition", 'e', OPT_TEXT, &edition, "TEXT",
     "which edition it is, said on every page; by default up to which day what is "
     "held was published"},
    {"address", 0, OPT_TEXT, &address, "URL",
     "where the site is published: pictures of cards that lead to it want it"},
    {"author", 0, OPT_TEXT, &author, "NAME",
     "who reviews the claims: articles then have schema.org's ClaimReview; with "
     "--address"},
    {"newest", 0, OPT_TEXT, &newest, "PATH",
     "from the first page to that of the newest edition, when this is an older one"},
    {"figure", 0, OPT_TEXT, &figure, "TABLE",
     "only the page of this table of the recipe and those of its numbers"},
    {"cards", 0, OPT_TEXT, &cards, "ARTICLE",
     "only a page and a picture for each claim of this article of the recipe"},
    {"build", 0, OPT_TEXT, &build, "FOLDER",
     "the folder of what make keeps, which pages call build"},
    {"changed", 0, OPT_TEXT, &changed, "FILE",
     "what the last refresh changed, as make keeps it"},
    {"certificates", 0, OPT_TEXT, &certificates, "FOLDER",
     "what tests of the program made: certificate.csv, calibration.csv"},
    {"memo", 0, OPT_TEXT, &memo, "FOLDER",
     "with --figure: keeps there what stages that take long wrote, and takes it from "
     "there "
     "when they and all that they read are the same"},
    {"places", 0, OPT_TEXT, &places, "FOLDER",
     "where numbers stand in the pictures, a file a figure (plot --format=places)"},
    {0},
};

/* Which edition the pages are: by the day that they are of, or the newest that is held. */
static const char *
edition_of(struct mem *m, const struct recipe *r)
{
    struct sources held;
    const struct source *last = NULL;
    if (edition)
        return edition;
    if (*r->asof)
        return mem_print(m, "As published by %s, as far as it is held here.",
                         display_date(m, r->asof));
    sources_open(&held, m, SOURCES_FILE);
    for (size_t i = 0; i < held.n; i++)
        if (held.source[i].dated && (!last || held.source[i].day > last->day))
            last = &held.source[i];
    return last ? mem_print(m, "As published up to %s, as far as it is held here.",
                            display_date(m, last->published))
                : "As far as it is held here.";
}

static int
run(struct mem *run, int n, char **operand)
{
    static const struct doc_site_page page[] = {
        {"index.html", "Findings"},     {"countries.html", "Countries"},
        {"series.html", "Series"},      {"sources.html", "Sources"},
        {"quality.html", "Quality"},    {"methods.html", "Methods"},
        {"downloads.html", "Downloads"}};
    if (!folder)
        usage("--output FOLDER: expected where the pages go");
    if (author && !address)
        usage("--author goes with --address: a review has a place");
    if (address && !render_address(run, address))
        usage("--address: %s is no address, expected one like https://example.org/site",
              msg_quote(address));
    struct recipe r;
    struct found found = {0};
    struct texts written = {0};
    recipe_read(&r, run, recipe_file, NULL);
    struct site s = {.run = run,
                     .found = &found,
                     .written = &written,
                     .folder = folder,
                     .look = {.name = name,
                              .edition = edition_of(run, &r),
                              .address = address,
                              .newest = newest,
                              .page = page,
                              .pages = sizeof page / sizeof *page},
                     .recipe = &r,
                     .codes = LABELS_DIR,
                     .sources = SOURCES_FILE,
                     .memo = memo,
                     .places = places,
                     .build = build,
                     .exceptions = "datasets/rules/exceptions.csv",
                     .breaks = "datasets/breaks.csv",
                     .ledger = "datasets/ledger",
                     .certificates = certificates,
                     .changed = changed,
                     .author = author};
    progress_begin("pages", 0);
    if (figure) {
        site_figure(&s, figure);
        return 0;
    }
    if (cards) {
        site_cards(&s, cards);
        return 0;
    }
    struct ledger l;
    site_articles(&s);
    ledger_read(&l, &s);
    site_all_series(&s, &l);
    site_series_list(&s, &l);
    site_countries(&s, &l);
    site_sources(&s, &l);
    site_quality(&s, &l);
    site_methods(&s, (const char *const *)operand, (size_t)n);
    site_moved(&s);
    site_downloads(&s);
    site_search(&s, &l);
    site_sweep_others(&s);
    /* The last: what make looks at is there when all is. */
    site_front(&s);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[STAGE...]", 0,  -1,
                                       opts,       NULL,        NULL,         run};
    return stage_main(&stage, argc, argv);
}
