#include "claim/said.h"

#include <ctype.h>
#include <string.h>

#include "claim/directory.h"
#include "claim/reader.h"
#include "dataset/indicators.h"

struct told {
    struct mem *m;
    struct names list;
    struct directory seen;
};

static void
tell(struct told *t, const char *text)
{
    size_t before;
    if (!text || !directory_add(t->m, &t->seen, text, 0, &before))
        return;
    PUSH(t->m, t->list.item, t->list.n, (struct name){.text = text});
}

static void
tell_indicators(struct told *t, const struct claims *c, struct labels *labels,
                const char *codes)
{
    struct indicators list;
    indicators_open(&list, t->m, codes);
    for (size_t i = 0; i < c->refs; i++)
        for (size_t k = 0; !c->ref[i]->from && k < c->ref[i]->dim[0].n; k++) {
            const char *written = c->ref[i]->dim[0].code[k];
            const char *code = labels_code(labels, "indicator", written);
            tell(t, written);
            tell(t, code);
            tell(t, indicators_ranking(&list, code ? code : written));
        }
}

static bool
is_code(const char *text)
{
    for (; isalnum((unsigned char)*text) || *text == '_'; text++)
        ;
    return !*text;
}

/* The total is always among them: it closes a set. */
static void
tell_geo(struct told *t, const struct claims *c, struct labels *labels)
{
    bool named = false;
    tell(t, "_T");
    for (size_t i = 0; i < c->refs; i++)
        for (size_t d = 0; !c->ref[i]->from && d < c->ref[i]->n; d++) {
            const struct ref_dim *dim = &c->ref[i]->dim[d];
            if (strcmp(dim->column, "geo"))
                continue;
            named = true;
            if (dim->all || dim->but) {
                t->list.n = 0;
                return;
            }
            for (size_t k = 0; k < dim->n; k++) {
                const char *code = labels_code(labels, "geo", dim->code[k]);
                if (!code || is_code(dim->code[k]))
                    tell(t, dim->code[k]);
                tell(t, code);
            }
        }
    if (!named)
        t->list.n = 0;
}

struct names
claims_said(struct mem *m, const struct claims *c, struct labels *labels,
            const char *codes, enum said what)
{
    struct told t = {.m = m};
    if (what == SAID_OWN || what == SAID_REPEATS)
        return what == SAID_OWN ? c->own : c->repeats;
    if (what == SAID_PUBLISHED)
        tell(&t, c->published);
    else if (what == SAID_INDICATORS)
        tell_indicators(&t, c, labels, codes);
    else if (what == SAID_GEO)
        tell_geo(&t, c, labels);
    return t.list;
}
