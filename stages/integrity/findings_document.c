#include "integrity/findings_document.h"

#include "document/formats.h"
#include "integrity/findings_list.h"

static void
add_finding(const struct findings *r, const struct findings_listing *l,
            struct doc_node *table, const struct finding *f)
{
    struct doc_cell *cell = doc_row(table);
    cell[0].text = findings_file(r, f);
    if (f->line)
        cell[1].text = cell[1].value = mem_print(r->run, "%ld", f->line);
    cell[2].text = findings_word(r, f);
    cell[3].text = findings_name(r, f);
    cell[4].text = f->column;
    cell[5].text = mem_print(r->run, "%s%s", f->text, findings_more(r, l, f));
}

void
findings_document(struct document *d, struct findings *r, struct findings_listing *l)
{
    document_open(d, r->run, mem_print(r->run, "Check of %s", r->file), NULL);
    doc_paragraph(&d->body, mem_print(r->run, "%s.", findings_summary(r)));
    struct doc_node *table = doc_table(&d->body, "Findings");
    doc_column(table, "File", DOC_KEY);
    doc_column(table, "Line", DOC_NUMBER);
    doc_column(table, "Severity", DOC_WORDS);
    doc_column(table, "Rule", DOC_WORDS);
    doc_column(table, "Column", DOC_WORDS);
    doc_column(table, "Finding", DOC_WORDS);
    for (long i = 0; i < r->findings; i++)
        if (findings_lists(l, r, &r->finding[i]))
            add_finding(r, l, table, &r->finding[i]);
    struct doc_node *list = doc_list(&d->body, "Notes", false);
    for (int i = 0; i < l->n; i++)
        if (l->tally[i].listed < l->tally[i].all)
            doc_item(list,
                     mem_print(r->run,
                               "%s: %ld more not listed (--limit=0 lists "
                               "all)",
                               l->tally[i].name, l->tally[i].all - l->tally[i].listed));
    for (int i = 0; i < r->rules; i++)
        if (r->rule[i].lacking)
            doc_item(list, findings_lacking(r, i));
}
