#include "provenance/recipe.h"

#include <stdlib.h>
#include <string.h>

#include "program/lines.h"
#include "program/msg.h"
#include "program/spawn.h"

enum { FIELDS_MAX = 6 };

/* The fields of a line; returns how many there are. */
static int
fields(char *line, const char *field[FIELDS_MAX])
{
    int n = 0;
    for (char *p = line; p; n++) {
        char *tab = strchr(p, '\t');
        if (tab)
            *tab++ = '\0';
        if (n < FIELDS_MAX)
            field[n] = p;
        p = tab;
    }
    return n;
}

static void
take_line(struct recipe *r, struct mem *run, char *line, struct place at)
{
    const char *f[FIELDS_MAX] = {""};
    int n = fields(line, f);
    if (n == 6 && !strcmp(f[0], "table")) {
        r->table = mem_more(run, r->table, r->tables, sizeof *r->table);
        r->table[r->tables++] = (struct recipe_table){f[1], f[2], f[3], f[4], f[5]};
    } else if (n == 4 && !strcmp(f[0], "pipe")) {
        r->pipe = mem_more(run, r->pipe, r->pipes, sizeof *r->pipe);
        r->pipe[r->pipes++] = (struct recipe_pipe){f[1], f[2], f[3]};
    } else if (n == 4 && !strcmp(f[0], "claims")) {
        r->claims = mem_more(run, r->claims, r->articles, sizeof *r->claims);
        r->claims[r->articles++] = (struct recipe_claims){f[1], f[2], f[3]};
    } else if (n == 5 && !strcmp(f[0], "judge")) {
        r->judge = mem_more(run, r->judge, r->judges, sizeof *r->judge);
        r->judge[r->judges++] = (struct recipe_judge){f[1], f[2], f[3], f[4]};
    } else if (n == 2 && !strcmp(f[0], "asof")) {
        r->asof = f[1];
    } else if (n == 2 && !strcmp(f[0], "again")) {
        r->again = mem_copy(run, f[1]);
    } else {
        die_at(EX_DATAERR, at,
               "%s with %d field%s is no line of a recipe, expected table, pipe, "
               "claims, judge, asof or again",
               msg_quote(f[0]), n, n == 1 ? "" : "s");
    }
}

/* What make prints, in a file. */
static const char *
ask_make(struct mem *run, const char *asof)
{
    static char make[] = "make", quiet[] = "-s", target[] = "recipe";
    const char *out = spawn_file(run, "recipe"), *err = spawn_file(run, "make.err");
    char *argv[] = {make, quiet, target, *asof ? mem_print(run, "ASOF=%s", asof) : NULL,
                    NULL};
    /* A make that this runs under must not tell its options to this one. */
    unsetenv("MAKEFLAGS");
    unsetenv("MAKELEVEL");
    int code = spawn(argv, NULL, out, err);
    if (code < 0)
        die(EX_NOINPUT, "make is not there; it knows how the tables are made");
    if (code)
        die(EX_NOINPUT,
            "`make -s recipe` fails here (exit code %d), expected the working folder "
            "to "
            "be that of the project",
            code);
    return out;
}

void
recipe_read(struct recipe *r, struct mem *run, const char *file, const char *asof)
{
    struct place at = {file ? file : "make -s recipe", 0, NULL};
    *r = (struct recipe){.asof = ""};
    if (!file)
        file = ask_make(run, asof);
    struct lines lines;
    lines_open(&lines, file);
    for (char *line; (line = lines_next(&lines));) {
        at.line++;
        take_line(r, run, mem_copy(run, line), at);
    }
    lines_close(&lines);
    if (!r->tables && !r->articles)
        die(EX_NOINPUT, "%s: names no table and no claims", at.file);
}

const struct recipe_pipe *
recipe_pipe(const struct recipe *r, const char *file)
{
    for (size_t i = 0; i < r->pipes; i++)
        if (!strcmp(r->pipe[i].file, file))
            return &r->pipe[i];
    return NULL;
}

/* One word from p into out; p is moved behind it. */
static const char *
take_word(const struct recipe_pipe *pipe, const char *p, char *out)
{
    char quote = 0;
    for (; *p && (quote || !strchr(" |", *p)); p++) {
        if (*p == quote || (!quote && (*p == '\'' || *p == '"'))) {
            quote = quote ? 0 : *p;
            continue;
        }
        if (quote != '\'' && strchr(quote ? "$`\\" : "$`\\;&<>()*?[~", *p))
            die(EX_DATAERR, "the pipe of %s has %s, which takes a shell to follow",
                pipe->file, msg_quote_n(p, 1));
        *out++ = *p;
    }
    if (quote)
        die(EX_DATAERR, "the pipe of %s has a quote that is never closed", pipe->file);
    *out = '\0';
    return p;
}

static const char *
take_stage(struct mem *m, const struct recipe_pipe *pipe, const char *p,
           struct recipe_stage *stage)
{
    size_t room = strlen(p) / 2 + 2;
    const char *start = p + strspn(p, " ");
    *stage = (struct recipe_stage){.word = mem_array(m, room, sizeof *stage->word)};
    for (p = start; *p && *p != '|'; p += strspn(p, " ")) {
        char *word = mem_get(m, strlen(p) + 1);
        p = take_word(pipe, p, word);
        stage->word[stage->n++] = word;
    }
    if (!stage->n)
        die(EX_DATAERR, "the pipe of %s has a stage without words", pipe->file);
    size_t n = (size_t)(p - start);
    while (n && start[n - 1] == ' ')
        n--;
    stage->text = mem_text(m, start, n);
    return p;
}

struct recipe_stage *
recipe_stages(struct mem *m, const struct recipe_pipe *pipe, size_t *n)
{
    struct recipe_stage *stage =
        mem_array(m, strlen(pipe->text) / 2 + 2, sizeof *stage);
    *n = 0;
    for (const char *p = pipe->text;; p++) {
        p = take_stage(m, pipe, p, &stage[(*n)++]);
        if (!*p)
            return stage;
    }
}
