/*
 * chart_credits - whose numbers are drawn: the publishers of a row's sources, and which sources
 * only give what rates are divided by.
 */
#include <string.h>

#include "chart/chart.h"

static void
add_credit(struct chart *p, const struct source *s)
{
    const char *owner = *s->of ? s->of : s->publisher;
    size_t i = 0;
    while (i < p->credits && strcmp(p->credit[i].publisher, owner))
        i++;
    if (i == p->credits) {
        p->credit = mem_more(p->m, p->credit, p->credits++, sizeof *p->credit);
        p->credit[i] = (struct chart_credit){.publisher = owner};
    }
    struct chart_credit *c = &p->credit[i];
    bool base = false;
    for (size_t k = 0; k < p->bases.n && !base; k++)
        base = !strcmp(p->bases.item[k], s->id);
    c->uses++;
    c->counts |= !base;
    if (strcmp(owner, s->publisher))
        texts_add(p->m, &c->via, s->publisher);
    else
        c->itself = true;
}

/* The sources of what rates are divided by. */
void
chart_read_base(struct chart *p)
{
    struct table t;
    struct table_row row;
    table_open(&t, p->m, p->opt->base, table_contract, TABLE_ANY);
    while (table_next(&t, &row)) {
        const char *text = table_cell(&t, &row, TABLE_SOURCE);
        for (; *text; text += strcspn(text, "+"), text += *text == '+')
            texts_add(p->m, &p->bases, mem_text(p->m, text, strcspn(text, "@+")));
    }
    table_close(&t);
}

void
chart_read_publishers(struct chart *p, const struct chart_point *q)
{
    const char *text = table_cell(&p->tab, &q->row, TABLE_SOURCE);
    size_t n;
    for (; *p->cite.path && *text; text += n + (text[n] == '+')) {
        const struct source *s = sources_next(&p->cite, text, &n);
        if (!s)
            table_die(&p->tab, &q->row, "source", "%s is not in the list of sources %s",
                      msg_quote(mem_text(p->m, text, strcspn(text, "@+"))),
                      p->cite.path);
        add_credit(p, s);
    }
}
