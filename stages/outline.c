/*
 * outline - begins a claims file for an article, from its address and its title
 *
 * Takes either or both. Reads all statements (before `vintage`, sorted) and writes a claims file: the lines about
 * the article and, when it is one of the sources, by its address or its title, a claim for
 * each of its statements, tested against what others say of the same quantity. Behind each
 * stand, as comments, the other quantities for which some source gives the same number; of
 * an article that is no source, those for the numbers in its title.
 *
 * What is written is a beginning: the claims want the article's words, and readings that it
 * admits.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "dataset/labels.h"
#include "dataset/sources.h"
#include "document/display.h"
#include "holdings/holdings.h"
#include "program/num.h"
#include "program/stage.h"
#include "table/table.h"

static const char *sources = SOURCES_FILE, *codes = LABELS_DIR;
static const struct opt opts[] = {
    {"sources", 's', OPT_TEXT, &sources, "FILE",
     "the table of sources (datasets/sources.csv)"},
    {"codes", 0, OPT_TEXT, &codes, "DIR",
     "code lists for names (datasets/codes); empty: none"},
    {0},
};
enum { ALIKE = 5 };

struct rows {
    struct table t;
    char ***cell;
    size_t n;
};

static void
read_rows(struct rows *r, struct mem *m, const char *path)
{
    struct table_row row;
    table_open(&r->t, m, path, holdings_need, TABLE_SORTED);
    while (table_next(&r->t, &row)) {
        r->cell = mem_more(m, r->cell, r->n, sizeof *r->cell);
        r->cell[r->n++] = table_keep(&r->t, m, &row).cell;
    }
    table_close(&r->t);
}

/* Text between quotes, in which none can stand. */
static const char *
inside_quotes(struct mem *m, const char *text)
{
    char *out = mem_copy(m, text);
    for (char *p = out; *p; p++)
        if (*p == '"' || *p == '\n')
            *p = '\'';
    return out;
}

static const char *
reference(struct mem *m, const struct table *t, char *const cell[])
{
    return holdings_reference(m, t, cell, cell[t->at[TABLE_PERIOD]]);
}

/* Quantities of this number, as comments; other than own where that is one. */
static void
write_alike(struct mem *m, const struct rows *r, const char *number, char *const own[])
{
    int value = r->t.at[TABLE_VALUE], source = r->t.at[TABLE_SOURCE];
    size_t found = 0;
    for (size_t i = 0; i < r->n && *number; i++) {
        char *const *cell = r->cell[i];
        if (strcmp(cell[value], number) || (own && !table_compare(cell, own, r->t.key)))
            continue;
        if (found++ < ALIKE)
            printf("# %s is %s%s by %s\n", number, own ? "also " : "",
                   reference(m, &r->t, cell), cell[source]);
    }
    if (found > ALIKE)
        printf("# and %zu more: attest find %s\n", found - ALIKE, number);
}

/* "NRM referrals, women and girls, 2020: 2752" */
static void
write_words(struct mem *m, struct labels *labels, const struct rows *r,
            char *const cell[])
{
    const char *value = cell[r->t.at[TABLE_VALUE]];
    printf("%s", inside_quotes(m, labels_get(labels, "indicator",
                                             cell[table_find(&r->t, "indicator")])));
    for (int k = 0; k + 1 < r->t.key; k++)
        if (strcmp(r->t.column[k], "indicator") && strcmp(r->t.column[k], "register") &&
            strcmp(cell[k], "_T"))
            printf(", %s",
                   inside_quotes(m, labels_get(labels, r->t.column[k], cell[k])));
    printf(", %s: %s", display_period(m, cell[r->t.at[TABLE_PERIOD]]),
           *value ? value : "in words");
}

static void
write_claim(struct mem *m, struct labels *labels, const struct rows *r,
            char *const cell[], size_t number)
{
    const char *ref = reference(m, &r->t, cell), *value = cell[r->t.at[TABLE_VALUE]];
    printf("\nclaim A%02zu \"", number);
    write_words(m, labels, r, cell);
    printf("\"\n");
    if (*value)
        printf("  reading a \"the number\" test %s = %s\n", ref, value);
    else
        printf("  reading a \"no number\" show %s because \"none is given\"\n", ref);
    write_alike(m, r, value, cell);
}

/* Each number in the title, "10,627" as well, with the quantities that have it. */
static void
write_numbers(struct mem *m, const struct rows *r, const char *title)
{
    for (const char *p = title; *p;) {
        size_t n = strspn(p, "0123456789,."), digits = 0;
        char *number = mem_text(m, p, n), *to = number;
        for (size_t i = 0; i < n; i++)
            if (p[i] != ',') {
                *to++ = p[i];
                digits += p[i] != '.';
            }
        while (to > number && to[-1] == '.')
            to--;
        *to = '\0';
        if (digits)
            write_alike(m, r, number, NULL);
        p += n ? n : 1;
    }
}

static bool
is_address(const char *text)
{
    return strstr(text, "://") != NULL;
}

static void
write_head(struct mem *m, const struct source *s, const char *title, const char *url)
{
    if (s)
        title = s->title, url = s->url;
    if (title)
        printf("article   \"%s\"\n", inside_quotes(m, title));
    if (s)
        printf("publisher \"%s\"\n", inside_quotes(m, s->publisher));
    if (url && *url)
        printf("url       \"%s\"\n", inside_quotes(m, url));
    if (s && *s->published)
        printf("published %s\n", s->published);
    else
        printf("# published DATE: the day of the article, as in 2021-06-17, is wanted "
               "here\n");
}

static const struct source *
source_of(const struct sources *cite, const char *title, const char *url)
{
    for (size_t i = 0; i < cite->n; i++)
        if ((url && !strcasecmp(cite->source[i].url, url)) ||
            (title && !strcasecmp(cite->source[i].title, title)))
            return &cite->source[i];
    return NULL;
}

static int
run(struct mem *run, int n, char **operand)
{
    struct sources cite;
    struct labels labels;
    struct rows r = {0};
    const char *title = NULL, *url = NULL;
    size_t claims = 0;
    for (int i = 1; i < n; i++) {
        const char **to = is_address(operand[i]) ? &url : &title;
        if (*to)
            usage("two %s, expected one", to == &url ? "addresses" : "titles");
        usage_unless_text("of the article", operand[i]);
        *to = operand[i];
    }
    sources_open(&cite, run, sources);
    labels_open(&labels, run, codes);
    read_rows(&r, run, operand[0]);
    const struct source *found = source_of(&cite, title, url);
    write_head(run, found, title, url);
    if (found)
        printf("own       %s\n", found->id);
    else
        printf(
            "# then claims: claim A01 \"in your words\", each with readings such as\n"
            "#   reading a \"the number\" test [nrm_referrals geo=GBR register=NRM "
            "2020] "
            "= 10,613\n"
            "# Parts that must all hold are one test with \"and\", or claims of their "
            "own; readings\n"
            "# are different ways to take the same words.\n"
            "# attest find NUMBER, or a word, says what is held and how to refer to "
            "it\n");
    if (!found && title)
        write_numbers(run, &r, title);
    for (size_t i = 0; found && i < r.n; i++)
        if (!strcmp(r.cell[i][r.t.at[TABLE_SOURCE]], found->id))
            write_claim(run, &labels, &r, r.cell[i], ++claims);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {
        STAGE_NAME, STAGE_ABOUT, "FILE URL|TITLE...", 2, 3, opts, holdings_need,
        NULL,       run};
    return stage_main(&stage, argc, argv);
}
