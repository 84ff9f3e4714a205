#include "tabulation/tabulation.h"

#include "tabulation/printed.h"

void
tabulate(struct document *d, const struct tabulation *how)
{
    struct printed t = {.m = d->m, .how = how};
    labels_open(&t.labels, d->m, how->codes);
    sources_open(&t.cite, d->m, how->sources);
    printed_read(&t);
    if (how->across)
        printed_across(&t);
    if (how->page)
        printed_lift(&t);
    /* Laid out first: it finds out which shorthand is used, which is said above. */
    struct document aside;
    document_open(&aside, d->m, NULL, NULL);
    struct doc_node *table = doc_table(&aside.body, NULL);
    printed_lay(&t, table);
    printed_say_above(&t, &d->body);
    doc_move(table, &d->body);
    printed_say_below(&t, &d->body);
}
