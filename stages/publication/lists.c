/* Pages that are one table each: the sources, the exceptions that are known. */
#include <string.h>

#include "dataset/sources.h"
#include "program/msg.h"
#include "publication/site.h"
#include "table/csv_in.h"

void
site_sources(const struct site *s)
{
    struct mem m = {0};
    struct document d;
    struct sources list;
    sources_open(&list, &m, s->sources);
    site_open(s, &d, &m, "Sources",
              "What was read, of which publisher, when it was published and where it "
              "was read",
              "");
    struct doc_node *t = doc_table(&d.body, NULL);
    doc_column(t, "Publisher", DOC_KEY);
    doc_column(t, "Title", DOC_WORDS);
    doc_column(t, "Published", DOC_WORDS);
    doc_column(t, "Read", DOC_WORDS);
    doc_column(t, "Id", DOC_WORDS);
    for (size_t i = 0; i < list.n; i++) {
        const struct source *c = &list.source[i];
        struct doc_cell *cell = doc_row(t);
        cell[0].text = c->publisher;
        cell[1].text = c->title;
        cell[1].url = *c->url ? c->url : NULL;
        cell[2].text = *c->published ? c->published : "undated";
        cell[3].text = c->grade;
        cell[4].text = c->id;
    }
    site_write(s, &d, "sources.html");
    mem_release(&m);
}

static size_t
place(const struct csv_row *header, const char *name, const char *file)
{
    for (size_t i = 0; i < header->n; i++)
        if (!strcmp(header->cell[i], name))
            return i;
    die(EX_DATAERR, "%s:1: no column %s", file, name);
}

void
site_exceptions(const struct site *s)
{
    static const char *const name[] = {"rule", "key", "source", "findings", "why"};
    static const char *const head[] = {"Rule", "Where", "Source", "Findings", "Why"};
    struct mem m = {0};
    struct document d;
    struct csv_in in;
    struct csv_row row;
    size_t at[5];
    csv_open(&in, &m, s->exceptions, ',', 0);
    if (csv_next(&in, &row) != CSV_ROW)
        die(EX_DATAERR, "%s: no header line", s->exceptions);
    for (size_t i = 0; i < 5; i++)
        at[i] = place(&row, name[i], s->exceptions);
    site_open(s, &d, &m, "Where published figures do not agree",
              "Rules that published figures break, with the reason where it is known",
              "");
    struct doc_node *t = doc_table(&d.body, NULL);
    for (size_t i = 0; i < 5; i++)
        doc_column(t, head[i], i == 0 ? DOC_KEY : i == 3 ? DOC_NUMBER : DOC_WORDS);
    enum csv_got got;
    while ((got = csv_next(&in, &row)) == CSV_ROW) {
        struct doc_cell *cell = doc_row(t);
        for (size_t i = 0; i < 5; i++)
            cell[i].text = mem_copy(&m, row.cell[at[i]]);
    }
    if (got == CSV_BAD)
        csv_die(&in);
    csv_close(&in);
    site_write(s, &d, "exceptions.html");
    mem_release(&m);
}
