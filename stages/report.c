/*
 * report - the verdicts of `claim` as a report that a person can read
 *
 * Reads a claims file and the verdicts on it, of one basis or of both (one table under the
 * other without its header), and writes the article, how many readings got which verdict,
 * and for each claim its readings with verdict and reason; where the two bases agree in
 * both they are said once. Markdown also lists the sources of each claim with publisher,
 * date and address. A verdict on a reading that the claims file does not have, and a
 * reading without a verdict, end the run with 65.
 */
#include <string.h>

#include "claim/claims.h"
#include "dataset/sources.h"
#include "document/display.h"
#include "document/prose.h"
#include "program/stage.h"
#include "table/table.h"

static const char *format = "text", *sources = SOURCES_FILE;
static const struct opt opts[] = {
    {"format", 'f', OPT_TEXT, &format, "FORMAT", "text (the default) or markdown"},
    {"sources", 's', OPT_TEXT, &sources, "FILE",
     "the table of sources (datasets/sources.csv); empty: none"},
    {0},
};

enum column { CLAIM, READING, BASIS, VERDICT, STATUS, SOURCE, MENTIONS, WHY, COLUMNS };
static const char *const need[] = {"claim",  "reading",  "basis", "verdict", "status",
                                   "source", "mentions", "why",   NULL};
static const char *const basis_name[] = {"published", "latest"};
static const char *const verdict_name[] = {"supported", "contradicted", "undetermined",
                                           "unsourced", "not-a-figure"};
enum { BASES = 2, VERDICTS = sizeof verdict_name / sizeof *verdict_name };

struct verdict {
    char *cell[COLUMNS];
    long line;
};

/* Of one reading, by basis; cell[CLAIM] is NULL where there is none. */
struct pair {
    struct verdict of[BASES];
};

struct report {
    struct mem *m;
    const struct claims *claims;
    struct sources cite;
    struct pair **pair; /* [claim][reading] */
    size_t count[BASES][VERDICTS];
    bool letter[26]; /* status letters that occur */
    bool markdown;
};

static size_t
index_of(const char *text, const char *const names[], size_t n)
{
    size_t i = 0;
    while (i < n && strcmp(text, names[i]))
        i++;
    return i;
}

/* ---- reading */

static struct pair *
pair_of(const struct report *r, const struct verdict *v)
{
    const struct claims *all = r->claims;
    for (size_t i = 0; i < all->n; i++)
        for (size_t k = 0; k < all->claim[i].n; k++)
            if (!strcmp(all->claim[i].id, v->cell[CLAIM]) &&
                !strcmp(all->claim[i].reading[k].id, v->cell[READING]))
                return &r->pair[i][k];
    return NULL;
}

static void
take(struct report *r, const struct table *t, const struct table_row *row)
{
    struct verdict v = {.line = row->line};
    for (int c = 0; c < COLUMNS; c++)
        v.cell[c] = mem_copy(r->m, row->cell[table_find(t, need[c])]);
    size_t basis = index_of(v.cell[BASIS], basis_name, BASES);
    size_t verdict = index_of(v.cell[VERDICT], verdict_name, VERDICTS);
    if (basis == BASES)
        table_die(t, row, "basis", "%s is neither published nor latest",
                  msg_quote(v.cell[BASIS]));
    if (verdict == VERDICTS)
        table_die(t, row, "verdict", "%s is not a verdict", msg_quote(v.cell[VERDICT]));
    struct pair *p = pair_of(r, &v);
    if (!p)
        table_die(t, row, "reading", "the claims file has no reading %s of claim %s",
                  msg_quote(v.cell[READING]), msg_quote(v.cell[CLAIM]));
    if (p->of[basis].cell[CLAIM])
        table_die(t, row, "reading", "%s %s has its %s verdict on line %ld already",
                  v.cell[CLAIM], v.cell[READING], v.cell[BASIS], p->of[basis].line);
    p->of[basis] = v;
    r->count[basis][verdict]++;
    for (const char *s = v.cell[STATUS]; *s; s++)
        if (*s >= 'A' && *s <= 'Z')
            r->letter[*s - 'A'] = true;
}

static void
read_verdicts(struct report *r, const char *path)
{
    struct table t;
    struct table_row row;
    table_open(&t, r->m, path, need, TABLE_ANY);
    while (table_next(&t, &row))
        take(r, &t, &row);
    table_close(&t);
    for (size_t i = 0; i < r->claims->n; i++)
        for (size_t k = 0; k < r->claims->claim[i].n; k++)
            if (!r->pair[i][k].of[0].cell[CLAIM] && !r->pair[i][k].of[1].cell[CLAIM])
                die(EX_DATAERR, "%s: no verdict on reading %s of claim %s", t.in.file,
                    r->claims->claim[i].reading[k].id, r->claims->claim[i].id);
}

/* ---- writing */

/* Plain text, or with what Markdown would take for markup escaped. */
static const char *
safe(const struct report *r, const char *text)
{
    return r->markdown ? prose_safe(r->m, text) : text;
}

static const char *
when(const struct report *r, int bases)
{
    const char *day =
        r->claims->published
            ? mem_print(r->m, "as of %s", display_date(r->m, r->claims->published))
            : "as of the article";
    return bases == 1   ? day
           : bases == 2 ? "latest"
                        : mem_print(r->m, "%s and latest", day);
}

static void
write_head(const struct report *r)
{
    const struct claims *c = r->claims;
    const char *by = mem_print(r->m, "%s%s%s", c->publisher ? c->publisher : "",
                               c->publisher && c->published ? ", " : "",
                               c->published ? display_date(r->m, c->published) : "");
    const char *title = c->article ? c->article : "Claims";
    if (r->markdown) {
        printf("# %s\n\n", safe(r, title));
        if (*by || c->url)
            printf("%s%s%s\n\n", safe(r, by), *by && c->url ? ", " : "",
                   c->url ? mem_print(r->m, "[the article](<%s>)",
                                      prose_target(r->m, c->url))
                          : "");
    } else {
        prose_wrap(title, 0, 0);
        if (*by)
            prose_wrap(by, 0, 0);
        putchar('\n');
    }
}

static void
write_counts(const struct report *r)
{
    static const int width[BASES] = {22, 8};
    bool judged[BASES] = {0};
    for (int b = 0; b < BASES; b++)
        for (size_t v = 0; v < VERDICTS; v++)
            judged[b] |= r->count[b][v] > 0;
    printf(r->markdown ? "| %s |" : "%-14s", r->markdown ? "verdict" : "readings");
    for (int b = 0; b < BASES; b++)
        if (judged[b])
            printf(r->markdown ? " %*s |" : " %*s", r->markdown ? 0 : width[b],
                   when(r, 1 << b));
    printf(r->markdown ? "\n|---|%s%s\n" : "\n", judged[0] ? "---:|" : "",
           judged[1] ? "---:|" : "");
    for (size_t v = 0; v < VERDICTS; v++) {
        printf(r->markdown ? "| %s |" : "%-14s", verdict_name[v]);
        for (int b = 0; b < BASES; b++)
            if (judged[b])
                printf(r->markdown ? " %*zu |" : " %*zu", r->markdown ? 0 : width[b],
                       r->count[b][v]);
        putchar('\n');
    }
    putchar('\n');
}

static void
write_verdict(const struct report *r, const struct verdict *v, int bases)
{
    const char *status = v->cell[STATUS], *why = v->cell[WHY];
    bool plain = !*status || !strcmp(status, "A") ||
                 !strcmp(v->cell[VERDICT], verdict_name[VERDICTS - 1]);
    const char *marks = plain ? "" : mem_print(r->m, " [%s]", status);
    if (r->markdown) {
        printf("  - **%s** (%s)%s: %s\n", v->cell[VERDICT], when(r, bases),
               safe(r, marks), safe(r, why));
        return;
    }
    printf("       ");
    prose_wrap(
        mem_print(r->m, "%s, %s%s: %s", v->cell[VERDICT], when(r, bases), marks, why),
        7, 9);
}

static void
write_reading(const struct report *r, const struct reading *reading,
              const struct pair *pair)
{
    const struct verdict *a = &pair->of[0], *b = &pair->of[1];
    if (r->markdown) {
        printf("- **%s. %s**\n", safe(r, reading->id), safe(r, reading->question));
    } else {
        printf("  %-4s ", reading->id);
        prose_wrap(reading->question, 7, 7);
    }
    bool agree = a->cell[CLAIM] && b->cell[CLAIM] &&
                 !strcmp(a->cell[VERDICT], b->cell[VERDICT]) &&
                 !strcmp(a->cell[WHY], b->cell[WHY]);
    if (a->cell[CLAIM])
        write_verdict(r, a, agree ? 3 : 1);
    if (b->cell[CLAIM] && !agree)
        write_verdict(r, b, 2);
    if (reading->note && r->markdown) {
        printf("  - Note: %s\n", safe(r, reading->note));
    } else if (reading->note) {
        printf("       ");
        prose_wrap(mem_print(r->m, "note: %s", reading->note), 7, 9);
    }
}

static void
write_source(const struct report *r, const char *entry)
{
    size_t n;
    const struct source *s = sources_next(&r->cite, entry, &n);
    if (!s) {
        printf("- %s\n", safe(r, mem_text(r->m, entry, n)));
        return;
    }
    printf("- %s: %s, %s, %s; %s", safe(r, s->id), safe(r, s->publisher),
           *s->url ? mem_print(r->m, "[%s](<%s>)", safe(r, s->title),
                               prose_target(r->m, s->url))
                   : safe(r, s->title),
           display_date(r->m, s->published), safe(r, s->grade));
    putchar('\n');
}

/* The union over the claim's verdicts, in order of id. */
static void
write_sources(const struct report *r, const struct pair *pair, size_t n)
{
    const char *all = "";
    for (size_t i = 0; i < n; i++)
        for (int b = 0; b < BASES; b++)
            for (int c = SOURCE; pair[i].of[b].cell[CLAIM] && c <= MENTIONS; c++)
                all = table_sources(r->m, all, pair[i].of[b].cell[c]);
    if (!*all)
        return;
    printf("\nSources\n\n");
    for (; *all; all += strcspn(all, "+"), all += *all == '+')
        write_source(r, all);
}

static void
write_legend(const struct report *r)
{
    static const char *const meaning[26] = {
        ['B' - 'A'] = "break in the series",
        ['D' - 'A'] = "definition differs from the register's usual",
        ['E' - 'A'] = "estimated",
        ['O' - 'A'] = "no number was stated",
        ['P' - 'A'] = "provisional",
        ['Q' - 'A'] = "suppressed by the publisher",
        ['U' - 'A'] = "low reliability",
        ['V' - 'A'] = "not checked at the publisher, seen in a copy or a press report",
    };
    const char *text = "";
    for (int i = 0; i < 26; i++)
        if (r->letter[i] && meaning[i])
            text = mem_print(r->m, "%s%s%c %s", text, *text ? "; " : "", 'A' + i,
                             meaning[i]);
    if (!*text)
        return;
    if (r->markdown)
        printf("---\n\nLetters after a verdict: %s.\n", text);
    else
        prose_wrap(mem_print(r->m, "Letters after a verdict: %s.", text), 0, 0);
}

static void
write_claim(const struct report *r, const struct claim *c, const struct pair *pair)
{
    if (r->markdown)
        printf("## %s. %s\n\n", safe(r, c->id), safe(r, c->paraphrase));
    else
        prose_wrap(mem_print(r->m, "%s %s", c->id, c->paraphrase), 0, 7);
    for (size_t k = 0; k < c->n; k++)
        write_reading(r, &c->reading[k], &pair[k]);
    if (r->markdown)
        write_sources(r, pair, c->n);
    putchar('\n');
}

static int
run(struct mem *run, int n, char **operand)
{
    static const char *const formats[] = {"text", "markdown"};
    struct report r = {.m = run};
    size_t f = index_of(format, formats, 2);
    if (f == 2)
        usage("--format: %s is neither text nor markdown", msg_quote(format));
    if (!strcmp(operand[0], "-") && (n < 2 || !strcmp(operand[1], "-")))
        usage("the claims and the verdicts are both standard input");
    r.markdown = f == 1;
    r.claims = claims_read(run, operand[0]);
    sources_open(&r.cite, run, sources);
    r.pair = mem_array(run, r.claims->n, sizeof *r.pair);
    for (size_t i = 0; i < r.claims->n; i++)
        r.pair[i] = mem_array(run, r.claims->claim[i].n, sizeof **r.pair);
    read_verdicts(&r, n > 1 ? operand[1] : "-");
    write_head(&r);
    write_counts(&r);
    for (size_t i = 0; i < r.claims->n; i++)
        write_claim(&r, &r.claims->claim[i], r.pair[i]);
    write_legend(&r);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {
        STAGE_NAME, STAGE_ABOUT, "FILE.claims [VERDICTS]", 1, 2, opts, need, NULL, run};
    return stage_main(&stage, argc, argv);
}
