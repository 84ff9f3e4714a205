/* How the methods were tested: reference values beside ours, and how often verdicts and limits
 * are right on simulated series. Both are told when they were made (make certify, calibrate). */
#include <string.h>
#include <unistd.h>

#include "document/display.h"
#include "program/msg.h"
#include "program/texts.h"
#include "publication/site.h"
#include "table/csv_in.h"

enum { PASS, FAIL, OTHER, OUTCOMES };

struct tally {
    const char *source;
    size_t n[OUTCOMES];
};

static size_t
place(const struct csv_row *header, const char *name, const char *file)
{
    size_t i = 0;
    while (i < header->n && strcmp(header->cell[i], name))
        i++;
    if (i == header->n)
        die(EX_DATAERR, "%s:1: no column %s", file, name);
    return i;
}

static void
put_number(struct mem *m, struct doc_cell *cell, size_t n)
{
    bool rounded;
    cell->value = mem_print(m, "%zu", n);
    cell->text = display_number(m, cell->value, 0, true, &rounded);
}

static void
put_tallies(struct document *d, const struct texts *name, const struct tally t[])
{
    static const char *const head[] = {"Held", "Failed", "Not computed or an input"};
    struct doc_node *table =
        doc_table(&d->body, "Values of other programs and papers beside ours");
    doc_column(table, "Case", DOC_KEY);
    for (int k = 0; k < OUTCOMES; k++)
        doc_column(table, head[k], DOC_NUMBER);
    doc_column(table, "By", DOC_WORDS);
    for (size_t i = 0; i < name->n; i++) {
        struct doc_cell *cell = doc_row(table);
        cell[0].text = name->item[i];
        for (int k = 0; k < OUTCOMES; k++)
            put_number(d->m, &cell[k + 1], t[i].n[k]);
        cell[4].text = t[i].source;
    }
}

static void
put_certificate(struct document *d, const char *file)
{
    struct csv_in in;
    struct csv_row row;
    struct texts name = {0};
    struct tally *t = NULL;
    csv_open(&in, d->m, file, ',', 0);
    if (csv_next(&in, &row) != CSV_ROW)
        die(EX_DATAERR, "%s: no header line", file);
    size_t in_case = place(&row, "case", file), verdict = place(&row, "verdict", file);
    size_t source = place(&row, "source", file);
    while (csv_next(&in, &row) == CSV_ROW) {
        size_t i = texts_add(d->m, &name, row.cell[in_case]);
        if (i + 1 == name.n)
            t = mem_more(d->m, t, i, sizeof *t);
        if (!t[i].source)
            t[i] = (struct tally){.source = mem_copy(d->m, row.cell[source])};
        t[i].n[!strcmp(row.cell[verdict], "pass")   ? PASS
               : !strcmp(row.cell[verdict], "fail") ? FAIL
                                                    : OTHER]++;
    }
    csv_close(&in);
    put_tallies(d, &name, t);
}

static void
put_calibration(struct document *d, const char *file)
{
    struct csv_in in;
    struct csv_row row;
    csv_open(&in, d->m, file, ',', 0);
    if (csv_next(&in, &row) != CSV_ROW)
        die(EX_DATAERR, "%s: no header line", file);
    struct doc_node *table = doc_table(
        &d->body,
        "Series whose truth is known, through the stages: how often they are right");
    for (size_t c = 0; c < row.n; c++)
        doc_column(table, mem_copy(d->m, row.cell[c]), c < 3 ? DOC_WORDS : DOC_NUMBER);
    while (csv_next(&in, &row) == CSV_ROW) {
        struct doc_cell *cell = doc_row(table);
        for (size_t c = 0; c < row.n && c < (size_t)table->table->n; c++)
            cell[c].text = mem_copy(d->m, row.cell[c]);
    }
    csv_close(&in);
}

void
site_certificates(const struct site *s, struct document *d)
{
    static const struct {
        const char *file, *heading, *command;
        void (*put)(struct document *, const char *);
    } part[] = {{"certificate.csv", "Numbers against other programs", "make certify",
                 put_certificate},
                {"calibration.csv", "Verdicts and limits on simulated series",
                 "make calibrate", put_calibration}};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        const char *file = mem_print(d->m, "%s/%s", s->certificates, part[i].file);
        doc_heading(&d->body, 2, part[i].heading);
        bool there = !access(file, R_OK);
        struct doc_node *p = doc_paragraph(
            &d->body, there ? "Made by the command " : "Not made here; the command ");
        doc_mono(p, part[i].command);
        doc_text(p, there ? "." : " makes it.");
        if (there)
            part[i].put(d, file);
    }
}
