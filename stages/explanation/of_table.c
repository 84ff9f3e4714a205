#include "explanation/of_table.h"

#include <stdlib.h>
#include <string.h>

#include "document/display.h"
#include "provenance/prov.h"

/* More rows than these are told in one line each. */
enum { ROWS_TOLD = 8 };

void
of_table_open(struct explanation *e)
{
    explanation_check_made(e, e->about->file);
    e->table = lineage_make(&e->line, e->about->file);
    explanation_open_story(e);
}

/* --digits of the options that `table` has for this table. */
static void
read_digits(struct explanation *e)
{
    size_t n;
    struct recipe_pipe style = {e->about->file, "",
                                mem_print(e->m, "table %s", e->about->options)};
    const struct recipe_stage *s = recipe_stages(e->m, &style, &n);
    e->story.digits = DISPLAY_DIGITS;
    for (size_t i = 0; i < s->n; i++) {
        if (!strncmp(s->word[i], "--digits=", 9))
            e->story.digits = strtol(s->word[i] + 9, NULL, 10);
        else if (!strcmp(s->word[i], "--digits") && i + 1 < s->n)
            e->story.digits = strtol(s->word[i + 1], NULL, 10);
    }
}

static void
put_overview(struct explanation *e)
{
    struct story *y = &e->story;
    struct doc_node *list = doc_list(y->body, NULL, false);
    bool rounded;
    for (size_t i = 0; i < e->n; i++) {
        size_t row = e->row[i];
        doc_item(list, mem_print(e->m, "line %ld: %s: %s; %s", e->line.row[row].line,
                                 story_title(y, row), story_printed(y, row, &rounded),
                                 lineage_cell(&e->line, row, TABLE_SOURCE)));
    }
    doc_paragraph(y->body,
                  mem_print(e->m,
                            "%zu rows, one line each. For the story of one name its "
                            "period or another column, as in: explain %s %s. With "
                            "--all that of every one is told.",
                            e->n, e->about->name,
                            lineage_cell(&e->line, e->row[e->n - 1], TABLE_PERIOD)));
}

static void
put_rows(struct explanation *e)
{
    struct story *y = &e->story;
    const char *subtitle = e->about->subtitle;
    e->document.title = mem_print(e->m, "%s: %s", e->about->name, e->about->title);
    e->document.subtitle = *subtitle ? subtitle : NULL;
    if (e->n > ROWS_TOLD && !e->all) {
        put_overview(e);
        return;
    }
    for (size_t i = 0; i < e->n; i++) {
        story_about(y, &e->row[i], 1);
        story_number(y, e->row[i]);
        story_sources(y, e->row[i]);
        story_rivals(y, e->row[i]);
        story_around(y, e->row[i]);
        story_steps(y, e->row[i]);
        story_letters(y, e->row[i]);
    }
    story_about(y, e->row, e->n);
    story_files(y, lineage_command(&e->line, e->about->file));
}

static void
write_rows(struct explanation *e)
{
    struct prov p;
    bool rounded;
    story_about(&e->story, e->row, e->n);
    prov_open(&p, &e->story, lineage_command(&e->line, e->about->file));
    for (size_t i = 0; i < e->n; i++)
        prov_add(&p, e->row[i], "attest:printed",
                 story_printed(&e->story, e->row[i], &rounded));
    prov_write(&p);
}

void
of_table_write(struct explanation *e)
{
    read_digits(e);
    if (!e->format) {
        write_rows(e);
        return;
    }
    put_rows(e);
    e->format->write(&e->document, stdout);
}
