/* A page a figure: the finding, the picture, what its limits allow to be said, what to know of
 * it, its table, first and newest editions, files to take, and how it is made. */
#include <stdlib.h>
#include <string.h>

#include "document/display.h"
#include "program/msg.h"
#include "publication/numbers.h"
#include "table/table.h"
#include "tabulation/tabulation.h"

void
site_table_options(struct tabulation *how, struct mem *m, const struct recipe_table *t)
{
    const struct recipe_pipe as_pipe = {t->file, "",
                                        mem_print(m, "table %s", t->options)};
    size_t n;
    const struct recipe_stage *stage = recipe_stages(m, &as_pipe, &n);
    const char **name = mem_array(m, stage->n + 1, sizeof *name);
    how->digits = DISPLAY_DIGITS;
    for (size_t i = 1; i < stage->n; i++) {
        const char *w = stage->word[i], *equals = strchr(w, '=');
        const char *next = i + 1 < stage->n ? stage->word[i + 1] : "";
        const char *value = equals && w[0] == '-' ? equals + 1 : next;
        if (!strncmp(w, "--across", 8))
            how->across = value;
        else if (!strncmp(w, "--name", 6))
            name[how->names++] = value;
        else if (!strncmp(w, "--digits", 8))
            how->digits = atol(value);
        else
            continue;
        i += value == next;
    }
    how->name = name;
}

static void
put_table(const struct site *s, struct document *d, const struct recipe_table *t)
{
    struct tabulation how = {.codes = s->codes,
                             .sources = s->sources,
                             .file = t->file,
                             .lead = site_leads(d->m, t),
                             .as_of = *s->recipe->asof ? s->recipe->asof : NULL,
                             .page = true};
    site_table_options(&how, d->m, t);
    tabulate(d, &how);
}

static const struct recipe_table *
trend_of(const struct site *s, const struct recipe_table *t)
{
    size_t n = strlen(t->name);
    for (size_t i = 0; i < s->recipe->tables; i++) {
        const char *name = s->recipe->table[i].name;
        if (!strncmp(name, t->name, n) && !strcmp(name + n, "-trend"))
            return &s->recipe->table[i];
    }
    return NULL;
}

/* ---- editions */

static void
put_edition(struct numbers *w, struct doc_cell cell[], size_t row)
{
    size_t n;
    const struct source *s =
        sources_next(&w->line.cite, lineage_cell(&w->line, row, TABLE_SOURCE), &n);
    cell[0].text = story_exact(&w->story, row);
    cell[1].text =
        mem_print(w->story.m, "%s, %s", display_date(w->story.m, s->published),
                  sources_credit(w->story.m, s));
    cell[1].url = *s->url ? s->url : NULL;
}

static void
put_revisions(struct numbers *w, struct document *d)
{
    static const char *const head[] = {"Number", "First",     "Published",
                                       "Newest", "Published", "Here"};
    bool rounded;
    if (!w->n_revised)
        return;
    doc_heading(&d->body, 2, "Editions that differ");
    struct doc_node *t = doc_table(
        &d->body, "Numbers of which the first and the newest edition held differ");
    for (size_t i = 0; i < 6; i++)
        doc_column(t, head[i],
                   i == 0           ? DOC_KEY
                   : i % 2 && i < 5 ? DOC_NUMBER
                   : i == 5         ? DOC_NUMBER
                                    : DOC_WORDS);
    for (size_t i = 0; i < w->n_revised; i++) {
        const struct revised *r = &w->revised[i];
        struct doc_cell *cell = doc_row(t);
        cell[0].text = story_key(&w->story, r->row, LINE_NONE);
        cell[0].url = mem_print(
            d->m, "../%s",
            site_number(d->m, w->about->name, w->line.row[r->row].cell, w->t->tab.key));
        cell[0].here = true;
        put_edition(w, cell + 1, r->first);
        put_edition(w, cell + 3, r->newest);
        const char *unit = lineage_cell(&w->line, r->row, TABLE_UNIT);
        bool other = strcmp(unit, lineage_cell(&w->line, r->first, TABLE_UNIT));
        cell[5].text = mem_print(
            d->m, "%s%s%s", story_printed(&w->story, r->row, &rounded),
            other ? " " : "", other ? labels_get(&w->story.labels, "unit", unit) : "");
    }
}

/* ---- files, citation, how it is made */

/* The newest day on which something was published that the table rests on, "" when none of
 * it is dated. */
static const char *
edition_of(const struct numbers *w)
{
    const char *newest = "";
    for (size_t i = w->t->first; i < w->t->first + w->t->n; i++) {
        const char *text = lineage_cell(&w->line, i, TABLE_SOURCE);
        size_t n;
        for (; *text; text += n + (text[n] == '+')) {
            const struct source *s = sources_next(&w->line.cite, text, &n);
            if (s && strcmp(s->published, newest) > 0)
                newest = s->published;
        }
    }
    return newest;
}

static void
put_citation(const struct numbers *w, struct document *d)
{
    const char *day = edition_of(w);
    doc_heading(&d->body, 2, "To cite it");
    doc_paragraph(
        &d->body,
        mem_print(
            d->m,
            "%s (made with the program attest %s), \"%s\" (%s), from statements "
            "published up to %s; the publishers of the figures are named with the "
            "table.",
            w->s->look.name, ATTEST_VERSION, w->about->title, w->about->subtitle,
            *day ? display_date(d->m, day) : "days that are not known"));
}

static void
put_making(const struct numbers *w, struct document *d)
{
    const struct recipe_table *t = w->about;
    const struct recipe_pipe *pipe = recipe_pipe(w->s->recipe, t->file);
    doc_heading(&d->body, 2, "How it is made");
    struct doc_node *p = doc_paragraph(&d->body, "The command ");
    doc_mono(p, mem_print(d->m, "make %.*s", (int)strcspn(t->name, "-"), t->name));
    doc_text(p, " makes it again, byte for byte. Each number of the table leads to the "
                "page that says who stated it and what was done to it.");
    if (pipe)
        doc_code(&d->body, pipe->text);
}

static void
put_trend(struct numbers *w, struct document *d, const struct recipe_table *trend)
{
    doc_heading(&d->body, 2, "What the limits allow to be said");
    numbers_sentences(w, d, trend->file);
    struct doc_node *p = doc_paragraph(&d->body, NULL);
    doc_page(p, "All statistics of the trend", mem_print(d->m, "%s.html", trend->name));
}

static void
put_picture(const struct numbers *w, struct document *d)
{
    const struct recipe_table *t = w->about;
    const struct site *s = w->s;
    char *svg = mem_print(d->m, "%s", t->file);
    char *folder = strstr(svg, "/tables/");
    if (!folder)
        die(EX_DATAERR, "%s: expected a table in a folder tables, with figures beside",
            t->file);
    svg = mem_print(d->m, "%.*s/figures/%s.svg", (int)(folder - svg), svg, t->name);
    struct doc_node *n = doc_figure(&d->body, NULL, t->subtitle, NULL);
    n->look = "chart";
    n->drawing = site_picture(
        d->m, svg, s->places ? mem_print(d->m, "%s/%s.csv", s->places, t->name) : NULL,
        t->name);
}

void
numbers_figure(struct numbers *w)
{
    struct mem m = {0};
    struct document d;
    bool is_trend = site_is_trend(w->about);
    const struct recipe_table *t = w->about;
    const struct recipe_table *trend = is_trend ? NULL : trend_of(w->s, t);
    static const struct doc_site_page trail[] = {{"index.html", "Findings"}};
    w->story.m = &m;
    site_open(w->s, &d, &m, is_trend ? mem_print(&m, "%s: trend", t->title) : t->title,
              t->subtitle, "../");
    d.kind = "figure";
    d.picture =
        mem_print(&m, "files/%.*s.png",
                  (int)(strlen(t->name) - (is_trend ? strlen("-trend") : 0)), t->name);
    d.linked = numbers_linked(w);
    d.trail = trail;
    d.trails = 1;
    if (!is_trend)
        put_picture(w, &d);
    doc_heading(&d.body, 2, "Download");
    site_files(&d, t->name, !is_trend, "../");
    site_package(&d, "../");
    if (trend)
        put_trend(w, &d, trend);
    if (!is_trend)
        numbers_knowledge(w, &d);
    doc_heading(&d.body, 2, "The numbers");
    put_table(w->s, &d, t);
    put_revisions(w, &d);
    put_citation(w, &d);
    put_making(w, &d);
    site_write(w->s, &d, mem_print(&m, "figures/%s.html", t->name));
    mem_release(&m);
}
