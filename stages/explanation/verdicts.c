#include "explanation/verdicts.h"

#include <stdlib.h>
#include <string.h>

#include "program/spawn.h"
#include "program/stage.h"

enum { BASES = 2 };
static const char *const basis_name[BASES] = {"published", "latest"};
static const char *const verdict_need[] = {"claim",  "reading", "basis",    "verdict",
                                           "source", "why",     "mentions", NULL};

static const struct claim *
claim_named(const struct claims *c, const char *id)
{
    for (size_t i = 0; i < c->n; i++)
        if (!strcmp(c->claim[i].id, id))
            return &c->claim[i];
    return NULL;
}

bool
verdicts_find(struct explanation *e, const char *id, const char *article,
              struct verdicts *v)
{
    const struct recipe *r = &e->recipe;
    const char *several = "";
    size_t found = 0;
    for (size_t i = 0; i < r->articles; i++) {
        if (*article && strcmp(article, r->claims[i].name))
            continue;
        const struct claims *c = claims_read(e->m, r->claims[i].claims);
        const struct claim *claim = claim_named(c, id);
        if (!claim)
            continue;
        *v = (struct verdicts){.article = &r->claims[i], .claims = c, .claim = claim};
        several =
            mem_print(e->m, "%s%s%s", several, found++ ? ", " : "", r->claims[i].name);
    }
    if (found > 1)
        usage("claim %s is in several articles, expected --article with one of %s", id,
              several);
    return found == 1;
}

/* The row on a line of a file that the stages made. */
static size_t
row_at(const struct explanation *e, const char *file, const char *line)
{
    const struct lineage *l = &e->line;
    for (int i = 0; i < l->tables; i++)
        for (size_t k = 0;
             l->table[i].file && !strcmp(l->table[i].file, file) && k < l->table[i].n;
             k++)
            if (l->row[l->table[i].first + k].line == strtol(line, NULL, 10))
                return l->table[i].first + k;
    die(EX_SOFTWARE, "a verdict rests on %s line %s, which no stage made", file, line);
}

static void
add_rests(struct explanation *e, struct verdict *v, const char *path)
{
    static const char *const need[] = {"claim", "reading", "file", "line", NULL};
    struct table t;
    struct table_row row;
    table_open(&t, e->m, path, need, TABLE_ANY);
    while (table_next(&t, &row)) {
        if (strcmp(row.cell[0], v->cell[V_CLAIM]) ||
            strcmp(row.cell[1], v->cell[V_READING]))
            continue;
        v->row = mem_more(e->m, v->row, v->n, sizeof *v->row);
        v->row[v->n++] = row_at(e, row.cell[2], row.cell[3]);
    }
    table_close(&t);
}

static void
take_verdict(struct explanation *e, struct verdicts *v, const struct table *t,
             const struct table_row *row, const char *rests)
{
    struct verdict *new;
    v->item = mem_more(e->m, v->item, v->n, sizeof *v->item);
    new = &v->item[v->n++];
    for (int c = 0; c < V_CELLS; c++)
        new->cell[c] = mem_copy(e->m, row->cell[table_find(t, verdict_need[c])]);
    add_rests(e, new, rests);
}

/* Length of "--option=" in front of a value. */
static size_t
option_length(const char *word)
{
    const char *equals = strchr(word, '=');
    return *word == '-' && equals ? (size_t)(equals + 1 - word) : 0;
}

/* The verdicts as the file has them must be what the judge says now. */
static void
same_verdict(struct explanation *e, const struct verdicts *v, const struct table *t,
             const struct table_row *now, const struct table *filed,
             const struct table_row *then)
{
    for (int c = 0; c < t->n; c++)
        if (t->n != filed->n || strcmp(now->cell[c], then->cell[c]))
            die_at(
                EX_DATAERR, (struct place){v->article->file, then->line, t->column[c]},
                "%s, where the claim is now judged %s; it is out of date: %s",
                msg_quote(c < filed->n ? then->cell[c] : ""), msg_quote(now->cell[c]),
                lineage_command(&e->line, v->article->file));
}

/* Judges the article by one basis, and takes the verdicts on the claim. `filed` goes on
 * to the end of those of this basis. */
static void
judge_again(struct explanation *e, struct verdicts *v, const struct recipe_judge *j,
            struct table *filed)
{
    size_t n;
    struct recipe_pipe command = {v->article->file, "", j->command};
    const struct recipe_stage *s = recipe_stages(e->m, &command, &n);
    const char *out = spawn_file(e->m, "verdicts");
    const char *err = spawn_file(e->m, "verdicts.err");
    const char *rests = spawn_file(e->m, "rests");
    char **argv = mem_array(e->m, s->n + 2, sizeof *argv);
    memcpy(argv, s->word, s->n * sizeof *argv);
    argv[s->n] = mem_print(e->m, "--rests-on=%s", rests);
    for (size_t i = 1; i < s->n; i++)
        if (recipe_pipe(&e->recipe, s->word[i] + option_length(s->word[i])))
            lineage_make(&e->line, s->word[i] + option_length(s->word[i]));
    if (spawn_stage(argv, NULL, out, err))
        die(EX_DATAERR, "%s fails, as make %s will say", s->text, v->article->file);
    struct table t;
    struct table_row now, then;
    table_open(&t, e->m, out, verdict_need, TABLE_ANY);
    while (table_next(&t, &now)) {
        if (!table_next(filed, &then))
            die(EX_DATAERR, "%s: has fewer verdicts than the judge now gives: %s",
                v->article->file, lineage_command(&e->line, v->article->file));
        same_verdict(e, v, &t, &now, filed, &then);
        if (!strcmp(now.cell[table_find(&t, "claim")], v->claim->id))
            take_verdict(e, v, &t, &now, rests);
    }
    table_close(&t);
}

void
verdicts_read(struct explanation *e, struct verdicts *v)
{
    struct table filed;
    explanation_check_made(e, v->article->file);
    table_open(&filed, e->m, v->article->file, verdict_need, TABLE_ANY);
    for (int b = 0; b < BASES; b++)
        for (size_t i = 0; i < e->recipe.judges; i++) {
            const struct recipe_judge *j = &e->recipe.judge[i];
            if (!strcmp(j->name, v->article->name) && !strcmp(j->basis, basis_name[b]))
                judge_again(e, v, j, &filed);
        }
    struct table_row row;
    if (table_next(&filed, &row))
        die_at(EX_DATAERR, (struct place){v->article->file, row.line, NULL},
               "the judge gives no such verdict; it is out of date: %s",
               lineage_command(&e->line, v->article->file));
    table_close(&filed);
}

/* The two say the same of the same quantity, by the same statements. */
static bool
same_row(const struct explanation *e, size_t a, size_t b)
{
    const struct line_row *x = &e->line.row[a], *z = &e->line.row[b];
    const struct table *t = &e->line.table[x->table].tab;
    return t->n == e->line.table[z->table].tab.n &&
           !table_compare(x->cell, z->cell, t->n);
}

size_t
verdicts_number(struct explanation *e, struct verdicts *v, size_t row)
{
    for (size_t i = 0; i < v->numbers; i++)
        if (same_row(e, v->number[i], row))
            return i + 1;
    v->number = mem_more(e->m, v->number, v->numbers, sizeof *v->number);
    v->number[v->numbers++] = row;
    return v->numbers;
}
