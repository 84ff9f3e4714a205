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
    bool figure = strcmp(kind, "verdict") != 0;
    for (size_t i = 0; figure && i < s->recipe->tables; i++)
        if (!strcmp(s->recipe->table[i].name, name))
            return mem_print(m, "figures/%s.html", name);
    for (size_t i = 0; !figure && i < s->recipe->articles; i++)
        if (!strncmp(s->recipe->claims[i].name, name, n) &&
            !s->recipe->claims[i].name[n])
            return mem_print(m, "articles/%s.html", s->recipe->claims[i].name);
    return NULL;
}

enum { KIND, NAME, CHANGE, BEFORE, NOW, FIELDS };

/* Takes a line apart at its tabs, false: not so many as there should be. */
static bool
fields_of(char *line, char *field[FIELDS])
{
    size_t n = 0;
    for (char *at = line; at; n++) {
        char *tab = strchr(at, '\t');
        if (n < FIELDS)
            field[n] = at;
        if (tab)
            *tab++ = '\0';
        at = tab;
    }
    return n == FIELDS;
}

/* Lines of a kind, a name, what became of it, what stood there and what stands there now,
 * parted by tabs. */
static void
put_lines(const struct site *s, struct document *d, FILE *f)
{
    char *line = NULL, *field[FIELDS];
    size_t room = 0, lines = 0;
    struct doc_node *t = doc_table(&d->body, "What changed, against what stood before");
    doc_column(t, "What", DOC_KEY);
    doc_column(t, "Kind", DOC_WORDS);
    doc_column(t, "Change", DOC_WORDS);
    doc_column(t, "Before", DOC_WORDS);
    doc_column(t, "Now", DOC_WORDS);
    while (getline(&line, &room, f) > 0) {
        lines++;
        char *text = mem_text(d->m, line, strcspn(line, "\n"));
        if (!fields_of(text, field))
            die_at(EX_DATAERR, (struct place){s->changed, (long)lines, NULL},
                   "expected a kind, a name, a change and the text before and now, "
                   "parted by tabs");
        struct doc_cell *cell = doc_row(t);
        cell[0].text = field[NAME];
        cell[0].url = page_of(s, d->m, field[KIND], field[NAME]);
        cell[0].here = true;
        cell[1].text = field[KIND];
        for (size_t i = 2; i < FIELDS; i++)
            cell[i].text = field[i];
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
                      "made in this folder.");
    else {
        put_lines(s, &d, f);
        fclose(f);
    }
    site_write(s, &d, "moved.html");
    mem_release(&m);
}
