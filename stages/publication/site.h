/*
 * site - a folder of pages that opens from a file system and from any web server: each page
 * whole without scripts, nothing fetched from elsewhere.
 *
 *     index.html  figures/NAME.html  numbers/TABLE/KEY.html  articles/NAME.html
 *     cards/NAME/CLAIM.html and .png
 *     series/KEY.html  countries/CODE.html  sources/ID.html  methods/STAGE.html, a list of each
 *     quality.html  downloads.html  moved.html  numbers.js (what the search finds)
 *     files/, style.css and scripts are make's
 */
#ifndef SITE_H
#define SITE_H

#include <stdio.h>

#include "document/document.h"
#include "provenance/recipe.h"

/* What the search finds besides figures and numbers: a page, and the words on it or NULL. */
struct found {
    struct found_page {
        const char *text, *page, *words;
    } * item;
    size_t n;
};

struct texts;
struct site {
    struct mem *run;
    struct found *found;
    struct texts *written; /* by this run, from the folder */
    const char *folder;    /* where the pages go */
    struct doc_site look;
    const struct recipe *recipe;
    const char *codes, *sources, *exceptions, *breaks, *ledger;
    const char *certificates; /* folder of what make certify and calibrate made */
    const char *author;       /* who reviews claims (ClaimReview), or NULL */
    const char *changed;      /* what the last refresh changed, or NULL */
    const char *build;        /* the folder that was built in, or NULL: build */
    const char *memo;         /* folder of what stages wrote that take long, or NULL */
    const char *places;       /* folder of where numbers stand in pictures, or NULL */
};

/* Opens a page: its title, and the way from it to the first page ("", "../"). */
void site_open(const struct site *s, struct document *d, struct mem *m,
               const char *title, const char *subtitle, const char *home);

/* The search finds a page by this text, and by each word of the document unless that is NULL. */
void site_found(const struct site *s, const struct document *d, const char *text,
                const char *page);

/* A page or another file of the site, as write(what, FILE) has it. It appears whole; one that
 * holds the same is left as it lies. End with 73 or 74. */
void site_write(const struct site *s, struct document *d, const char *path);
void site_put(const struct site *s, struct mem *m, const char *path,
              void (*write)(const void *what, FILE *out), const void *what);
/* Where another program writes a file of the site aside, before it takes its name. */
const char *site_aside(const struct site *s, struct mem *m, const char *path);
void site_appear(const struct site *s, struct mem *m, const char *path);

/* Removes the pages of a folder that this run did not write: what they told of is gone. */
void site_sweep(const struct site *s, const char *folder);
/* The same for what other runs wrote of tables and articles that the recipe no longer has. */
void site_sweep_others(const struct site *s);

void site_show_default(const struct site *s, struct document *d);

/* ---- names of pages */

/* The codes of a key, parted by points, as a file's name: no two keys have one. */
const char *site_key(struct mem *m, char *const cell[], int n);

/* The page of the number with this key in a figure's table, from the first page. */
const char *site_number(struct mem *m, const char *table, char *const cell[], int key);

/* The pages of a table's numbers in its order, seen from the figure's page. */
const char *const *site_leads(struct mem *m, const struct recipe_table *t);

/* The pages of a series, by the columns of its table and how many rows that has; of a source;
 * of a country. From the first page. NULL: no page tells of the series. */
struct table;
const char *site_series(struct mem *m, const struct table *t, char *const cell[],
                        size_t rows);
const char *site_source(struct mem *m, const char *id);
const char *site_country(struct mem *m, const char *code);

/* The options of `table` that the recipe has for a table. */
struct tabulation;
void site_table_options(struct tabulation *how, struct mem *m,
                        const struct recipe_table *t);

/* Links to the files of a table, perhaps with its picture; of the verdicts on an article; to the
 * description of all. home: the way to the first page. */
void site_files(struct document *d, const char *table, bool picture, const char *home);
void site_verdict_files(struct document *d, const char *article, const char *home);
void site_package(struct document *d, const char *home);

/* The pages. Each ends with 65 or 66 when what it reads is not there or wrong. */
void site_front(const struct site *s);
void site_articles(const struct site *s);
void site_cards(const struct site *s, const char *article); /* of one article */
struct ledger;
void site_all_series(const struct site *s, struct ledger *l);
void site_series_list(const struct site *s, struct ledger *l);
void site_countries(const struct site *s, struct ledger *l);
void site_sources(const struct site *s, struct ledger *l);
void site_quality(const struct site *s, struct ledger *l);
void site_methods(const struct site *s, const char *const stage[], size_t stages);
void site_search(const struct site *s, struct ledger *l);
void site_downloads(const struct site *s);
void site_moved(const struct site *s);
void site_certificates(const struct site *s, struct document *d);

/* The page of one table, a figure's or its trend's, and those of its numbers: they take a
 * run of its pipe. */
void site_figure(const struct site *s, const char *table);

/* The picture of an SVG that plot wrote, to stand in a page; links of `table`'s numbers laid
 * over it where the file `places` has them. */
const char *site_picture(struct mem *m, const char *svg, const char *places,
                         const char *table);

/* What a reader knows an article by: its title, publisher and day, from its claims file. */
const char *site_article(struct mem *m, const struct recipe_claims *a);

/* What the site calls the newest figures that it rests on: "the latest figures", or those
 * published up to its day. And a text that speaks of the latest figures, in these words. */
const char *site_latest(const struct site *s, struct mem *m);
const char *site_of_day(const struct site *s, struct mem *m, const char *text);

/* A text as a sentence begins, with a capital. */
const char *site_capital(struct mem *m, const char *text);

/* True when a table is that of a figure's trend, told with its figure. */
bool site_is_trend(const struct recipe_table *t);

#endif
