#include <string.h>

#include "document/display.h"
#include "tabulation/printed.h"

/* "citizenship, sex or age" */
static const char *
enumerate(struct mem *m, const struct texts *s)
{
    const char *out = "";
    for (size_t i = 0; i < s->n; i++)
        out = mem_print(m, "%s%s%s", out,
                        !i              ? ""
                        : i + 1 == s->n ? " or "
                                        : ", ",
                        s->item[i]);
    return out;
}

/* What is the same in every row, in one paragraph. */
static void
say_constant(struct printed *t, struct doc_node *body)
{
    const char *text = "";
    struct texts whole = {0};
    for (int c = 0; c < t->tab.n; c++) {
        if (!t->constant[c] || (c >= t->tab.key && c != t->tab.at[TABLE_UNIT]))
            continue;
        if (!strcmp(t->entry[0].row.cell[c], "_T"))
            texts_add(t->m, &whole, t->tab.column[c]);
        else
            text = mem_print(t->m, "%s%s%s: %s", text, *text ? "; " : "",
                             tabulation_heading(t->m, t->tab.column[c]),
                             printed_label(t, &t->entry[0], c));
    }
    if (whole.n)
        text = mem_print(t->m, "%s%sno breakdown by %s", text, *text ? "; " : "",
                         enumerate(t->m, &whole));
    if (*text)
        doc_paragraph(body, mem_print(t->m, "%s.", text));
}

static void
say_extra(struct printed *t, struct doc_node *body)
{
    for (int c = t->tab.key + 1; c < t->tab.n; c++)
        if (printed_is_extra(t, c) && printed_lifted(t, c) && *t->entry[0].row.cell[c])
            doc_paragraph(body, mem_print(t->m, "%s: %s.",
                                          tabulation_heading(t->m, t->tab.column[c]),
                                          printed_label(t, &t->entry[0], c)));
}

/* A sentence begins with the codes of its series, up to a colon; here with what varies of
 * them, in words. */
static const char *
sentence_of(struct printed *t, const struct entry *e)
{
    const char *text = printed_named(t, e, "sentence"), *says = strstr(text, ": ");
    const char *who = "";
    if (!says)
        return text;
    for (int c = 0; c < t->tab.key; c++)
        if (strcmp(t->tab.column[c], "statistic") &&
            (!t->constant[c] || c == t->tab.at[TABLE_PERIOD]))
            who = mem_print(t->m, "%s%s%s", who, *who ? ", " : "",
                            printed_label(t, e, c));
    return mem_print(t->m, "%s%s", who, says);
}

static void
say_sentences(struct printed *t, struct doc_node *body)
{
    struct texts said = {0};
    for (size_t i = 0; i < t->n; i++) {
        const char *text = sentence_of(t, &t->entry[i]);
        if (*text)
            texts_add(t->m, &said, text);
    }
    for (size_t i = 0; i < said.n; i++)
        doc_paragraph(body, said.item[i]);
}

static void
say_lifted(struct printed *t, struct doc_node *body)
{
    unsigned all = t->n && t->how->page ? t->common : 0;
    if (all)
        doc_paragraph(
            body, mem_print(t->m, "Every number here: %s.", display_set(t->m, all)));
    for (size_t c = 0; c < t->column.n && t->how->page; c++) {
        unsigned marks = t->common_of[c] & ~all;
        if (marks)
            doc_paragraph(body, mem_print(t->m, "%s, every number: %s.",
                                          t->column.item[c], display_set(t->m, marks)));
    }
}

static void
say_shorthand(struct printed *t, struct doc_node *body)
{
    if (!t->used && !t->ci && !t->cri && !t->pi)
        return;
    struct doc_node *list = doc_list(body, "Shorthand", false);
    for (char c = 'a'; c <= 'z'; c++)
        if (t->used & DISPLAY_MARK(c))
            doc_item(list, display_legend(t->m, c));
    if (t->ci)
        doc_item(list, "CI: confidence interval");
    if (t->cri)
        doc_item(list, "CrI: credible interval");
    if (t->pi)
        doc_item(list, "PI: prediction interval");
}

static void
say_notes(struct printed *t, struct doc_node *body)
{
    if (t->n && !t->ranges && !t->rounded)
        return;
    struct doc_node *list = doc_list(body, "Notes", false);
    if (!t->n)
        doc_item(list, "The table has no rows.");
    if (t->ranges)
        doc_item(
            list,
            "Where no single number is known, the bounds say between which numbers "
            "it must lie.");
    if (t->rounded)
        doc_item(
            list,
            mem_print(t->m,
                      "Rounded to %ld digit%s after the point, numbers under 1 to two "
                      "significant digits and at most four after the point; ties go "
                      "away from zero. Whole numbers are not rounded.",
                      t->how->digits, t->how->digits == 1 ? "" : "s"));
}

static void
say_sources(struct printed *t, struct doc_node *body)
{
    struct doc_node *list = t->source.n ? doc_list(body, "Sources", true) : NULL;
    for (size_t i = 0; i < t->source.n; i++) {
        size_t n;
        const char *id = t->source.item[i];
        const struct source *s = sources_next(&t->cite, id, &n);
        if (!s) {
            doc_item(list, id);
            continue;
        }
        const char *text = mem_print(t->m, "%s: %s (%s)%s%s.", sources_credit(t->m, s),
                                     s->title, display_date(t->m, s->published),
                                     *s->grade ? ", " : "", sources_read(s));
        struct doc_node *item =
            doc_item(list, *s->url ? mem_print(t->m, "%s ", text) : text);
        doc_link(item, NULL, s->url);
    }
}

void
printed_say_above(struct printed *t, struct doc_node *body)
{
    say_constant(t, body);
    say_extra(t, body);
    say_sentences(t, body);
    say_lifted(t, body);
    say_shorthand(t, body);
}

void
printed_say_below(struct printed *t, struct doc_node *body)
{
    say_notes(t, body);
    if (t->method.n) {
        struct doc_node *list = doc_list(body, "Methods", t->method.n > 1);
        for (size_t i = 0; i < t->method.n; i++)
            doc_item(list, t->method.item[i]);
    }
    say_sources(t, body);
}
