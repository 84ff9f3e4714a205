/* What changed when statements were taken in last: tables, verdicts, titles. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "program/msg.h"
#include "publication/site.h"

/* Where a line of the list leads, NULL: nowhere. */
static const char *
page_of(const struct site *s, struct mem *m, const char *kind, const char *name)
{
    size_t n = strcspn(name, " ");
    bool figure = !strcmp(kind, "figure");
    for (size_t i = 0; figure && i < s->recipe->tables; i++)
        if (!strcmp(s->recipe->table[i].name, name))
            return mem_print(m, "figures/%s.html", name);
    for (size_t i = 0; !figure && i < s->recipe->articles; i++)
        if (!strncmp(s->recipe->claims[i].name, name, n) &&
            !s->recipe->claims[i].name[n])
            return mem_print(m, "articles/%s.html", s->recipe->claims[i].name);
    return NULL;
}

/* Lines of a kind, a name and what became of it, parted by tabs. */
static void
put_lines(const struct site *s, struct document *d, FILE *f)
{
    char *line = NULL;
    size_t room = 0, lines = 0;
    struct doc_node *t = doc_table(&d->body, "What changed, against what stood before");
    doc_column(t, "What", DOC_KEY);
    doc_column(t, "Kind", DOC_WORDS);
    doc_column(t, "Change", DOC_WORDS);
    while (getline(&line, &room, f) > 0) {
        lines++;
        char *text = mem_text(d->m, line, strcspn(line, "\n"));
        char *name = strchr(text, '\t'), *what = name ? strchr(name + 1, '\t') : NULL;
        if (!what)
            die_at(EX_DATAERR, (struct place){s->changed, (long)lines, NULL},
                   "expected a kind, a name and a change, parted by tabs");
        *name++ = *what++ = '\0';
        struct doc_cell *cell = doc_row(t);
        cell[0].text = name;
        cell[0].url = page_of(s, d->m, text, name);
        cell[0].here = true;
        cell[1].text = text;
        cell[2].text = what;
    }
    free(line);
}

void
site_moved(const struct site *s)
{
    struct mem m = {0};
    struct document d;
    FILE *f = s->changed && !access(s->changed, F_OK) ? fopen(s->changed, "r") : NULL;
    site_open(
        s, &d, &m, "What moved",
        "Tables, verdicts and titles that changed when statements were taken in last",
        "");
    if (!f)
        doc_paragraph(&d.body,
                      "No statements were taken in since these pages were first "
                      "made in this folder (attest refresh --take).");
    else {
        put_lines(s, &d, f);
        fclose(f);
    }
    site_write(s, &d, "moved.html");
    mem_release(&m);
}
