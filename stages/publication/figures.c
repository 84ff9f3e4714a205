/* A page a figure: the finding, the picture, its table, what the trend allows to be said, files to
 * take, and how it is made. */
#include <stdlib.h>
#include <string.h>

#include "document/display.h"
#include "program/msg.h"
#include "publication/site.h"
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
                             .page = true};
    site_table_options(&how, d->m, t);
    tabulate(d, &how);
}

/* The sentences of a trend table, each once, in order. */
static void
put_sentences(struct document *d, const struct recipe_table *trend)
{
    struct table t;
    struct table_row row;
    const char *last = "";
    struct doc_node *list = NULL;
    table_open(&t, d->m, trend->file, table_contract, TABLE_ANY);
    int at = table_find(&t, "sentence");
    while (at >= 0 && table_next(&t, &row)) {
        const char *sentence = row.cell[at];
        if (!*sentence || !strcmp(sentence, last))
            continue;
        last = mem_copy(d->m, sentence);
        if (!list)
            list = doc_list(&d->body, NULL, false);
        doc_item(list, last);
    }
    table_close(&t);
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

static void
put_files(struct document *d, const struct recipe_table *t, bool picture)
{
    static const struct {
        const char *text, *path;
        bool picture;
    } file[] = {{"CSV", "../../tables/%s.csv", false},
                {"Markdown", "../../tables/%s.md", false},
                {"HTML, the table alone", "../../tables/%s.html", false},
                {"SVG", "../../figures/%s.svg", true},
                {"PNG", "../../figures/%s.png", true}};
    doc_heading(&d->body, 2, "Files");
    struct doc_node *list = doc_list(&d->body, NULL, false);
    for (size_t i = 0; i < sizeof file / sizeof *file; i++)
        if (picture || !file[i].picture) {
            const char *mark = strstr(file[i].path, "%s");
            char *path = mem_print(d->m, "%.*s%s%s", (int)(mark - file[i].path),
                                   file[i].path, t->name, mark + 2);
            doc_page(doc_item(list, NULL), file[i].text, path);
        }
}

static void
put_making(const struct site *s, struct document *d, const struct recipe_table *t)
{
    const struct recipe_pipe *pipe = recipe_pipe(s->recipe, t->file);
    doc_heading(&d->body, 2, "How it is made");
    struct doc_node *p = doc_paragraph(&d->body, "The command ");
    doc_mono(p, mem_print(d->m, "make %.*s", (int)strcspn(t->name, "-"), t->name));
    doc_text(p, " makes it again, byte for byte; ");
    doc_mono(p, mem_print(d->m, "attest explain %.*s PERIOD",
                          (int)strcspn(t->name, "-"), t->name));
    doc_text(p, " leads a number back to who said it.");
    if (pipe)
        doc_code(&d->body, pipe->text);
}

static void
write_figure(const struct site *s, const struct recipe_table *t)
{
    struct mem m = {0};
    struct document d;
    const struct recipe_table *trend = trend_of(s, t);
    site_open(s, &d, &m, t->title, t->subtitle, "../");
    doc_figure(&d.body, mem_print(&m, "../../figures/%s.svg", t->name),
               mem_print(&m, "%s. The numbers are in the table below.", t->subtitle),
               NULL);
    if (trend) {
        doc_heading(&d.body, 2, "What can be said of the change over time");
        put_sentences(&d, trend);
        struct doc_node *p = doc_paragraph(&d.body, NULL);
        doc_page(p, "All statistics of the trend",
                 mem_print(&m, "%s.html", trend->name));
    }
    put_table(s, &d, t);
    put_files(&d, t, true);
    put_making(s, &d, t);
    site_write(s, &d, mem_print(&m, "figures/%s.html", t->name));
    mem_release(&m);
}

static void
write_trend(const struct site *s, const struct recipe_table *t)
{
    struct mem m = {0};
    struct document d;
    site_open(s, &d, &m, mem_print(&m, "%s: trend", t->title), t->subtitle, "../");
    put_table(s, &d, t);
    put_files(&d, t, false);
    put_making(s, &d, t);
    site_write(s, &d, mem_print(&m, "figures/%s.html", t->name));
    mem_release(&m);
}

void
site_figures(const struct site *s)
{
    for (size_t i = 0; i < s->recipe->tables; i++) {
        const struct recipe_table *t = &s->recipe->table[i];
        (site_is_trend(t) ? write_trend : write_figure)(s, t);
    }
}
