/*
 * site - the pages of a site, from the products of a make
 *
 * Writes a folder of pages that opens from a file system and from any web server: a first page,
 * a page for each figure with its picture, table, files and the way in which it is made, one for each
 * article with the verdicts on its claims, the sources, the rules that published figures
 * break, and a page for each STAGE with its own text. Every page is whole without scripts
 * and loads nothing from elsewhere; with scripts there is a search over titles and numbers.
 *
 * What there is comes from the recipe that `make -s recipe` prints, or --recipe FILE; the
 * products lie where it says, and pages lead to them at ../tables, ../figures and ../claims
 * of the folder. `make report` runs it, and puts the style sheet and the script beside.
 */
#include "publication/site.h"
#include "dataset/labels.h"
#include "dataset/sources.h"
#include "program/stage.h"
#include "publication/ledger.h"

static const char *folder, *recipe_file,
    *edition = "", *name = "Figures on human trafficking", *figure, *places;
static const struct opt opts[] = {
    {"output", 'o', OPT_TEXT, &folder, "FOLDER", "where the pages go"},
    {"recipe", 'r', OPT_TEXT, &recipe_file, "FILE", "what make would print"},
    {"name", 'n', OPT_TEXT, &name, "TEXT", "the name of the site"},
    {"edition", 'e', OPT_TEXT, &edition, "TEXT",
     "which edition it is, said on every page"},
    {"figure", 0, OPT_TEXT, &figure, "TABLE",
     "only the page of this table of the recipe and those of its numbers"},
    {"places", 0, OPT_TEXT, &places, "FOLDER",
     "where numbers stand in the pictures, a file a figure (plot --format=places)"},
    {0},
};

static int
run(struct mem *run, int n, char **operand)
{
    static const struct doc_site_page page[] = {
        {"index.html", "Findings"},  {"countries.html", "Countries"},
        {"series.html", "Series"},   {"sources.html", "Sources"},
        {"quality.html", "Quality"}, {"methods.html", "Methods"}};
    static const char *const script[] = {"search.js", "tables.js", "chart.js",
                                         "days.js"};
    if (!folder)
        usage("--output FOLDER: expected where the pages go");
    struct recipe r;
    recipe_read(&r, run, recipe_file, NULL);
    struct site s = {.run = run,
                     .folder = folder,
                     .look = {name, edition, page, sizeof page / sizeof *page, script,
                              sizeof script / sizeof *script},
                     .recipe = &r,
                     .codes = LABELS_DIR,
                     .sources = SOURCES_FILE,
                     .places = places,
                     .exceptions = "datasets/rules/exceptions.csv",
                     .breaks = "datasets/breaks.csv",
                     .ledger = "datasets/ledger"};
    if (figure) {
        site_figure(&s, figure);
        return 0;
    }
    struct ledger l;
    site_front(&s);
    site_articles(&s);
    ledger_read(&l, &s);
    site_all_series(&s, &l);
    site_series_list(&s, &l);
    site_countries(&s, &l);
    site_sources(&s, &l);
    site_quality(&s, &l);
    site_methods(&s, (const char *const *)operand, (size_t)n);
    site_search(&s);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[STAGE...]", 0,  -1,
                                       opts,       NULL,        NULL,         run};
    return stage_main(&stage, argc, argv);
}
