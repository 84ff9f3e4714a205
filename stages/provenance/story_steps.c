/*
 * story_steps - what was done to a row: the stages that it went through, what each is for in
 * its own words, and what came out.
 */
#include <stdio.h>
#include <string.h>

#include "program/spawn.h"
#include "provenance/story.h"

/* How many rows of a stage are told without --all. */
enum { STEP_ROWS_TOLD = 4 };

/* "chooses rows by their cells", from the stage's own help. */
static const char *
ask_purpose(struct mem *m, const char *stage)
{
    char help[] = "--help", line[512] = "";
    const char *out = spawn_file(m, "help");
    char *argv[] = {mem_copy(m, stage), help, NULL};
    size_t n = strlen(stage);
    if (spawn_stage(argv, NULL, out, NULL))
        return "";
    FILE *f = fopen(out, "r");
    while (f && fgets(line, sizeof line, f))
        if (!strncmp(line, stage, n) && !strncmp(line + n, " - ", 3))
            break;
    if (f)
        fclose(f);
    line[strcspn(line, "\n")] = '\0';
    return strlen(line) > n + 3 ? mem_copy(m, line + n + 3) : "";
}

const char *
story_purpose(struct story *y, const char *stage)
{
    struct mem *run = y->line->run;
    for (size_t i = 0; i < y->purposes; i++)
        if (!strcmp(y->purpose[i].stage, stage))
            return y->purpose[i].text;
    y->purpose = mem_more(run, y->purpose, y->purposes, sizeof *y->purpose);
    y->purpose[y->purposes] = (struct story_purpose){stage, ask_purpose(run, stage)};
    return y->purpose[y->purposes++].text;
}

/* True when the row is what the one row before it was, but for columns that came or
 * went. */
static bool
is_unchanged(const struct story *y, size_t row)
{
    const struct line_row *r = &y->line->row[row];
    const struct table *t = &y->line->table[r->table].tab;
    if (r->n != 1)
        return false;
    const struct line_row *before = &y->line->row[r->from[0]];
    const struct table *b = &y->line->table[before->table].tab;
    for (int c = 0; c < t->n; c++) {
        int at = table_find(b, t->column[c]);
        if (at >= 0 && c != t->at[TABLE_SOURCE] && strcmp(before->cell[at], r->cell[c]))
            return false;
    }
    return true;
}

/* What the stage is for, when it was not said of this row yet. */
static const char *
purpose_once(struct story *y, const char *stage)
{
    for (size_t i = 0; i < y->n_said; i++)
        if (!strcmp(y->said[i], stage))
            return "";
    y->said = mem_more(y->m, y->said, y->n_said, sizeof *y->said);
    y->said[y->n_said++] = stage;
    return story_purpose(y, stage);
}

/* The item of a stage: its words, what is remarked, what it is for. */
static struct doc_node *
put_stage(struct story *y, struct doc_node *list, const struct line_step *s,
          const char *remark)
{
    const char *why = purpose_once(y, s->stage.word[0]);
    struct doc_node *item = doc_item(list, NULL);
    doc_mono(item, s->stage.text);
    doc_text(item, remark);
    doc_text(item, *why ? mem_print(y->m, " (%s)", why) : "");
    return item;
}

static void
put_step(struct story *y, struct doc_node *list, const struct line_step *s, size_t row)
{
    const struct line_table *t = &y->line->table[s->output];
    size_t told = 0, more = 0, same = 0, marked = 0;
    for (size_t i = t->first; i < t->first + t->n; i++) {
        marked += y->mark[i];
        same += y->mark[i] && is_unchanged(y, i);
    }
    if (same == marked && s->number > 1) {
        put_stage(y, list, s, " - unchanged");
        return;
    }
    struct doc_node *within = doc_list(put_stage(y, list, s, ""), NULL, false);
    for (size_t i = t->first; i < t->first + t->n; i++) {
        if (!y->mark[i])
            continue;
        if (told == STEP_ROWS_TOLD && !y->all) {
            more++;
            continue;
        }
        told++;
        doc_item(within, mem_print(y->m, "%s: %s", story_key(y, i, row),
                                   story_amount(y, i, row)));
    }
    story_put_more(y, within, more, "rows");
}

bool
story_told_of(const struct story *y, int table)
{
    const struct line_table *t = &y->line->table[table];
    for (size_t i = t->first; i < t->first + t->n; i++)
        if (y->mark[i])
            return true;
    return false;
}

/* The stages of one pipe that the row went through. */
static void
put_pipe(struct story *y, const struct recipe_pipe *pipe, size_t row)
{
    struct doc_node *list = doc_list(y->body, NULL, true);
    for (int i = 0; i < y->line->steps; i++)
        if (y->line->step[i]->pipe == pipe &&
            story_told_of(y, y->line->step[i]->output))
            put_step(y, list, y->line->step[i], row);
}

/* Files come before those that are made of them, as they were made. */
void
story_steps(struct story *y, size_t row)
{
    doc_heading(y->body, y->level, "What was done to it");
    for (int i = 0; i < y->line->tables; i++) {
        const struct line_table *t = &y->line->table[i];
        if (t->step < 0 || !t->file || !story_told_of(y, i))
            continue;
        doc_lead(y->body, mem_print(y->m, "For %s:", t->file));
        put_pipe(y, y->line->step[t->step]->pipe, row);
    }
}
