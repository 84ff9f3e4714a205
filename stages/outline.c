/*
 * outline - begins a claims file for an article, from its address, title, text
 *
 * Takes the address, the title or both. Reads all statements (before `vintage`, sorted) and
 * writes a claims file: the lines about the article and, when it is one of the sources, by its
 * address or its title, a claim for each of its statements, tested against what others say of
 * the same quantity. Of an article that is no source the title and the text (--text) are gone
 * through: a claim for each sentence with a number that some source gives, of the year that the
 * sentence names where it names one. Behind each stand, as comments, the other quantities with
 * the same number.
 *
 * What is written is a beginning: the claims want the article's words, and readings that it
 * admits.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistr.h>

#include "dataset/labels.h"
#include "dataset/sources.h"
#include "document/display.h"
#include "holdings/holdings.h"
#include "holdings/passages.h"
#include "program/msg.h"
#include "program/stage.h"
#include "table/table.h"

static const char *sources = SOURCES_FILE, *codes = LABELS_DIR, *text_file;
static const struct opt opts[] = {
    {"sources", 's', OPT_TEXT, &sources, "FILE",
     "the table of sources (datasets/sources.csv)"},
    {"codes", 0, OPT_TEXT, &codes, "DIR",
     "code lists for names (datasets/codes); empty: none"},
    {"text", 't', OPT_TEXT, &text_file, "FILE",
     "the text of the article; - is standard input"},
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

/* Quantities of this number other than own, as comments. */
static void
write_alike(struct mem *m, const struct rows *r, const char *number, char *const own[])
{
    int value = r->t.at[TABLE_VALUE], source = r->t.at[TABLE_SOURCE];
    size_t found = 0;
    for (size_t i = 0; i < r->n && *number; i++) {
        char *const *cell = r->cell[i];
        if (strcmp(cell[value], number) || !table_compare(cell, own, r->t.key))
            continue;
        if (found++ < ALIKE)
            printf("# %s is also %s by %s\n", number, reference(m, &r->t, cell),
                   cell[source]);
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

/* Some year that the sentence names is in the period, or it names none. */
static bool
is_of_year(const struct passage *in, const char *period)
{
    for (size_t i = 0; i < in->years; i++)
        if (strstr(period, in->year[i]))
            return true;
    return !in->years;
}

/* The references to what has this number, each once; of the years of the sentence where some
 * are. */
static const char **
references(struct mem *m, const struct rows *r, const struct passage *in,
           const struct figure *f, size_t *n)
{
    const char **out = NULL;
    for (int of_year = 1; of_year >= 0; of_year--) {
        *n = 0;
        for (size_t i = 0; i < r->n; i++) {
            char *const *cell = r->cell[i];
            bool percent = !strcmp(cell[r->t.at[TABLE_UNIT]], "percent");
            if (strcmp(cell[r->t.at[TABLE_VALUE]], f->number) ||
                percent != f->percent ||
                (of_year && !is_of_year(in, cell[r->t.at[TABLE_PERIOD]])))
                continue;
            const char *one = reference(m, &r->t, cell);
            if (*n && !strcmp(out[*n - 1], one))
                continue;
            out = mem_more(m, out, *n, sizeof *out);
            out[(*n)++] = one;
        }
        if (*n)
            break;
    }
    return out;
}

/* A few quantities have the number, so that one can be the first guess; a percentage is more
 * often one of figures that are held. */
static bool
is_guess(const struct figure *f, size_t n)
{
    return n && n <= ALIKE && !f->percent;
}

static void
write_figure(const struct passage *in, const struct figure *f, const char *const *ref,
             size_t n, char letter)
{
    const char *written = f->written, *unit = f->percent ? "%" : "";
    bool guess = is_guess(f, n);
    if (!*f->number)
        printf("# %s is rounded: about %s, not =\n", written, written);
    else if (f->percent)
        printf("# %s%%: perhaps change(FROM, TO) or share(PART, WHOLE) of figures that "
               "are held\n",
               written);
    else if (!n)
        printf("# %s: no statement is of this number\n", written);
    else if (!guess)
        printf("# %s: %zu quantities have this number, attest find %s%s%s\n", written,
               n, f->number, in->years ? " " : "", in->years ? in->year[0] : "");
    else
        printf("  reading %c \"%s\" test %s = %s\n", letter, written, ref[0], written);
    for (size_t k = guess; k < n && n <= ALIKE; k++)
        printf("# %s%s is also %s\n", written, unit, ref[k]);
}

/* The readings of a sentence; the first of them begins the claim. */
static void
write_passage(struct mem *m, const struct rows *r, const struct passage *in,
              size_t *claims)
{
    size_t n, readings = 0, told = 0;
    for (size_t i = 0; i < in->n; i++) {
        references(m, r, in, &in->figure[i], &n);
        readings += is_guess(&in->figure[i], n);
    }
    printf("\n# %s\n", in->text);
    if (readings)
        printf("claim A%02zu \"in your words\"%s\n", ++*claims,
               readings > 1 ? " parts" : "");
    for (size_t i = 0; i < in->n; i++) {
        const char **ref = references(m, r, in, &in->figure[i], &n);
        write_figure(in, &in->figure[i], ref, n, (char)('a' + told % 26));
        told += is_guess(&in->figure[i], n);
    }
}

/* The text, or what stands on standard input. */
static const char *
read_text(struct mem *m, const char *path)
{
    enum { MOST = 1 << 20 };
    FILE *f = strcmp(path, "-") ? fopen(path, "r") : stdin;
    if (!f)
        die(EX_NOINPUT, "%s: cannot be opened: %s", msg_quote(path), strerror(errno));
    char *out = mem_array(m, MOST + 1, 1);
    size_t n = fread(out, 1, MOST + 1, f);
    if (ferror(f))
        die(EX_IOERR, "%s: cannot be read: %s", msg_quote(path), strerror(errno));
    if (n > MOST)
        die(EX_DATAERR, "%s: is longer than a MB, expected the text of an article",
            msg_quote(path));
    const uint8_t *bad = u8_check((const uint8_t *)out, n);
    if (bad || memchr(out, '\0', n))
        die(EX_DATAERR, "%s: %s, expected text in UTF-8", msg_quote(path),
            bad ? "bytes that are not UTF-8" : "a NUL");
    if (f != stdin)
        fclose(f);
    out[n] = '\0';
    return out;
}

static void
write_passages(struct mem *m, const struct rows *r, const char *text, size_t *claims)
{
    struct passages all = passages_of(m, text);
    for (size_t i = 0; i < all.n; i++)
        write_passage(m, r, &all.item[i], claims);
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
    const char *text = text_file ? read_text(run, text_file) : NULL;
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
            "# Readings are different ways to take the same words; those of a claim "
            "that says\n"
            "# parts behind its words must all hold.\n"
            "# attest find NUMBER, or a word, says what is held and how to refer to "
            "it\n");
    for (size_t i = 0; found && i < r.n; i++)
        if (!strcmp(r.cell[i][r.t.at[TABLE_SOURCE]], found->id))
            write_claim(run, &labels, &r, r.cell[i], ++claims);
    if (!found && title)
        write_passages(run, &r, title, &claims);
    if (text)
        write_passages(run, &r, text, &claims);
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
