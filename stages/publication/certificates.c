/* How the methods were tested: reference values beside ours, and how often verdicts and limits
 * are right on simulated series. What is told was made with the program (make certificates). */
#include <unistd.h>

#include "document/display.h"
#include "program/msg.h"
#include "program/num.h"
#include "publication/site.h"
#include "table/table.h"

static void
put_number(struct mem *m, struct doc_cell *cell, const char *text)
{
    bool rounded;
    cell->value = mem_copy(m, text);
    cell->text = display_number(m, cell->value, 1, true, &rounded);
}

/* A table with these columns of the file: from `number` on numbers, before and after words.
 * Only the rows that have something in the column `only`. */
struct columns {
    const char *caption, *only;
    const char *const *name, *const *head;
    int n, number, numbers;
};

static void
put_table(struct document *d, const char *file, const struct columns *c)
{
    struct table t;
    struct table_row row;
    table_open(&t, d->m, file, c->name, TABLE_ANY);
    struct doc_node *out = doc_table(&d->body, c->caption);
    for (int i = 0; i < c->n; i++)
        doc_column(out, c->head[i],
                   i == 0                                         ? DOC_KEY
                   : i >= c->number && i < c->number + c->numbers ? DOC_NUMBER
                                                                  : DOC_WORDS);
    while (table_next(&t, &row)) {
        if (!*row.cell[table_find(&t, c->only)])
            continue;
        struct doc_cell *cell = doc_row(out);
        for (int i = 0; i < c->n; i++) {
            const char *text = row.cell[table_find(&t, c->name[i])];
            double number;
            bool counted = *text && i >= c->number && i < c->number + c->numbers;
            if (counted && !num_parse(text, &number))
                table_die(&t, &row, c->name[i], "%s is not a number", msg_quote(text));
            if (counted)
                put_number(d->m, &cell[i], text);
            else
                cell[i].text = mem_copy(d->m, text);
        }
    }
    table_close(&t);
    doc_say_once(&d->body, out);
}

static void
put_certificate(struct document *d, const char *file)
{
    static const char *const name[] = {"case",   "held",   "failed", "not_computed",
                                       "inputs", "source", NULL};
    static const char *const head[] = {"Case",         "Held",   "Failed",
                                       "Not computed", "Inputs", "By"};
    static const struct columns c = {
        "Values of other programs and papers beside ours", "held", name, head, 6, 1, 4};
    put_table(d, file, &c);
}

static void
put_calibration(struct document *d, const char *file)
{
    static const char *const name[] = {"measure", "stage",    "family", "series",
                                       "level",   "kinds",    "mean",   "least",
                                       "most",    "promised", "met",    NULL};
    static const char *const head[] = {
        "Measure",        "Stage",    "Family",       "Series of each kind",
        "Level, percent", "Kinds",    "Mean percent", "Least percent",
        "Most percent",   "Promises", "Met"};
    static const struct columns c = {"Series whose truth is known, through the stages: "
                                     "how often they are right, where "
                                     "a rate is promised",
                                     "promised",
                                     name,
                                     head,
                                     11,
                                     5,
                                     6};
    put_table(d, file, &c);
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
            &d->body, there ? "Made with the program; in its source the command "
                            : "Not here; in the source of the program the command ");
        doc_mono(p, part[i].command);
        doc_text(p, there ? " makes it again." : " makes it.");
        if (there)
            part[i].put(d, file);
    }
}
