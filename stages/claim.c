/*
 * claim - judges the claims of an article by published figures
 *
 * Reads a claims file and a table with one row per key (after `vintage` and `bound`), and
 * writes one row per reading: does the table support it or contradict it? No verdict is
 * stored anywhere; each follows from the figures by interval logic.
 *
 * Verdicts
 *   supported      the reading holds for every number that the bounds admit
 *   superseded     it does not by the newest statements, but it did by an edition that was
 *                  out before; `why` says from when to when
 *   contradicted   it holds for none, no edition that was out by then says so, and none
 *                  held that came later does
 *   undetermined   the figures do not decide it; `why` says what is missing, or who says so
 *                  only later
 *   unsourced      nothing but the article itself states a figure that is needed
 *   not-a-figure   it is about what a document says; no figure can verify it
 *
 * The table is best one of what was held on every day (`vintage --editions`): a reading is
 * then judged twice, as of the day in the line `published` and by the latest statements,
 * and the column `held` says from when to when its test held, all figures as of the same
 * day. With a table of one row per key --basis says what it is: `latest`, or `published`,
 * made with `vintage --policy asof=DATE`. A reading may name the one basis for which it is
 * asked. --statements takes all statements, before `vintage`, sorted: they tell why a row
 * is not in the table (stated only after the article, without a date, or by the article
 * alone), who states exactly the number that the reading says, they serve by=ID and
 * article(), and they catch misspelt codes. The article's own statements (line `own`) are
 * never evidence; an article whose address or title is that of a source has to name it.
 * (One of the same title by another publisher at another address is taken as a copy of the
 * article, with a note, and is no evidence either.)
 *
 * Shares, sums, ranks and counts take all their figures from one edition, what one
 * publisher put out on one day, where one has them all. Where it has the total too, a set
 * such as citizenship=* is closed: what its members leave of the total bounds all others,
 * and one that is suppressed. A set of a year that no edition closes is closed by its
 * quarters, each from an edition that does. A sum over periods has the newest figure of each.
 *
 * --without takes the table made again without the comparisons of the sources named in the
 * line `repeats`, whose sentences the article repeats; a verdict that changes without them
 * says so.
 *
 * A claim that names tables (`claim ID "..." from "FILE"`) is judged by those instead; when
 * all do, TABLE is not read. So the titles of figures are held against their own tables.
 *
 * Columns written: claim, reading, basis, verdict; value, lo, hi, interval, unit, status of
 * the number that the deciding comparison is about (its left side), or of the first one
 * shown (O: it was not stated; where the reading is about no single number, such as which
 * year is the highest, the letters are those of all figures); source, the statements that
 * the verdict rests on; why; mentions, statements that why speaks of although they do not
 * count; question, the reading in words; held, the days in which it held as FROM/TO
 * (2022/..: since some day of 2022; ..2022-05-04/..: since that day at the latest, on which
 * another passed on what the owner had published); paraphrase, the claim in words; article, publisher,
 * url and published of the article; brief, why in one clause, for a card; shown, the
 * statements of the numbers in brief, and notes, what the ledger notes on these, parted by
 * `|`.
 *
 * The language, by example (a comment runs from # to the end of its line)
 *   article "A title"   publisher "A paper"
 *   url "https://..."   published 2021-06-17
 *   own ID, ID          the article's own statements
 *   repeats ID          a source whose sentence it repeats
 *   absent form=TRANSIT a code that no statement has, not a misspelt one
 *   series tip "persons convicted" = [convictions geo=Albania register=TIP]
 *   claim C05 "Five is the smallest number since 2014."
 *     reading a "in words" basis published
 *       test tip[2018] < each tip[2014..2017]
 *       beside tip[2013]   note "shown, not tested; a remark"
 *     reading b "no criterion"  show tip[2018] because "none is given"
 *     reading c "what it says"  words
 *   claim C06 "Five, the smallest number since 2014." parts
 *     its readings are its parts: it holds when all do
 *   A reference names the key columns that are not _T, and a period or a span of periods:
 *   [indicator COLUMN=CODE ... PERIOD]. COLUMN=A,B is a set, COLUMN=* and COLUMN=!B are sets
 *   that no one can list. In place of a code a name: citizenship=Albanian, geo="Viet Nam".
 *   Periods: 2017, 2017-Q3, 2017-05; 2017-H1 and 2017/18 (April to March), summed from
 *   quarters or months when no one states them; 2014..2017; ..2021 from the first whole
 *   period of the register on.
 *   tip[2018 by=ID] is one source's statement, by=ID,ID and by=* are sets of statements,
 *   article(tip[2018]) is the article's own.
 *
 * Numbers: 10627, 10,627, 0.5, 5% (5 percent), 2 points (percentage points), five, a dozen,
 * 1.2 million, 1.2m, ten thousand, half (50 percent), two thirds, one in 4; rounded ones take
 * about or near, for = is exact
 *   A + B, A - B, A * B, A / B     the difference of two percentages is in points; 50% * A
 *                                  is half of A; A / B is compared with 1.5, not 150%
 * Comparisons: < <= = >= > !=, or is, less than, fewer than, under, below, at most, more than,
 * over, above, at least
 *   each SET, any SET              on one side of these; of two series period by period,
 *                                  any A[2014..2017] > B[2014..2017]; also of what is computed,
 *                                  X > each share(A[2014..2017], B[2014..2017])
 *   X between 5 and 10             both included
 *   X near Y within 0.5            also X within 5% of Y
 *   X about Y                      within 5 %, of half, one in 4 and such within 10 %, unless
 *                                  "within" says how far
 *   X almost Y, X just over Y      below, above Y by at most as much: X almost Y within 8%;
 *                                  also nearly, just under
 *   X overlaps Y                   their bounds meet
 *   X covers 2019, X says "<2016"  of one statement: its period, its comparison
 *   and, or, not                   between comparisons
 *
 * `attest judge mine.claims` does all of it; by hand:
 *   keep datasets/ledger/convictions.csv > all.csv
 *   vintage --editions all.csv | bound > table.csv
 *   claim --statements=all.csv mine.claims table.csv > verdicts.csv
 *   report mine.claims verdicts.csv
 *
 * Exits with 1 when a reading is contradicted; --fail=never and --fail=unsupported change
 * that.
 */
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "claim/judge.h"
#include "claim/multiplicity.h"
#include "claim/ruled.h"
#include "claim/said.h"
#include "program/stage.h"

static const char *basis_name, *statements, *without, *fail = "contradicted";
static const char *sources = SOURCES_FILE, *codes = LABELS_DIR, *print, *rests_on;
static const char *registers = REGISTERS_FILE;
static const char *evidence_to, *breaks = BREAKS_FILE, *spelling;
static const struct opt opts[] = {
    {"basis", 'b', OPT_TEXT, &basis_name, "BASIS",
     "what the verdicts go by: published or latest (both, for a table of every day; "
     "else "
     "latest)"},
    {"statements", 0, OPT_TEXT, &statements, "FILE",
     "all statements, to tell why a row is not in the table"},
    {"spelling", 0, OPT_TEXT, &spelling, "FILE",
     "the statements that codes must be in, where --statements has only those of a "
     "day"},
    {"without", 0, OPT_TEXT, &without, "FILE",
     "the table made without the comparisons that the article repeats"},
    {"sources", 's', OPT_TEXT, &sources, "FILE",
     "the table of sources (datasets/sources.csv); empty: none"},
    {"codes", 0, OPT_TEXT, &codes, "DIR",
     "code lists for words in place of codes (datasets/codes); empty: none"},
    {"registers", 0, OPT_TEXT, &registers, "FILE",
     "when registers began (datasets/codes/register.csv, where it is)"},
    {"breaks", 0, OPT_TEXT, &breaks, "FILE",
     "where series break, for trend() (datasets/breaks.csv, where it is)"},
    {"fail", 'f', OPT_TEXT, &fail, "WHEN",
     "exit with 1 when a reading is contradicted (the default), when one is "
     "not supported (unsupported), or never"},
    {"rests-on", 0, OPT_TEXT, &rests_on, "FILE",
     "write to FILE which rows each verdict rests on, by file and line"},
    {"evidence", 0, OPT_TEXT, &evidence_to, "FILE",
     "write to FILE the figures that each verdict rests on"},
    {"print", 0, OPT_TEXT, &print, "WHAT",
     "print what the claims file says of published, own or repeats, or the indicators "
     "or the geo that it speaks of, one a line, and end; all: of each, what it is and "
     "a tab before it"},
    {0},
};
static const char *const need[] = {"indicator", "period", "value",  "lo",     "hi",
                                   "interval",  "unit",   "status", "source", NULL};

static int
choice(const char *option, const char *text, const char *const names[])
{
    for (int i = 0; names[i]; i++)
        if (!strcmp(text, names[i]))
            return i;
    char list[128] = "";
    for (int i = 0; names[i]; i++) {
        size_t n = strlen(list);
        snprintf(list + n, sizeof list - n, "%s%s", i ? ", " : "", names[i]);
    }
    usage("--%s: %s is not one of %s", option, msg_quote(text), list);
}

/* A claim that names tables of its own needs no other. */
static bool
needs_table(const struct claims *claims)
{
    for (size_t i = 0; i < claims->n; i++)
        if (!claims->claim[i].from)
            return true;
    return false;
}

/* Nothing counts as published before the article that was not, or that has no date. */
static void
check_dates(const struct evidence *e, const struct book *b)
{
    long day;
    int column = b->tab.at[TABLE_SOURCE];
    for (size_t i = 0; i < b->n; i++)
        for (const char *text = b->row[i].cell[column]; *text;) {
            size_t n = strcspn(text, "+");
            const char *id = mem_text(e->m, text, n), *at = strchr(id, '@');
            if (at && (!period_published(at + 1, &day) || day > e->claims->day))
                die_at(EX_DATAERR, (struct place){b->tab.in.file, b->row[i].line, NULL},
                       "source: %s was not out by %s, the day of the article; expected "
                       "a table by vintage --policy asof=%s",
                       msg_quote(id), e->claims->published, e->claims->published);
            text += n + (text[n] == '+');
        }
}

static void
read_table(struct book *b, struct mem *run, const char *path)
{
    book_read(b, run, path, TABLE_UNIQUE);
    book_of_every_day(b);
}

/* The file cannot be judged; what it refers to is checked all the same, by the statements,
 * so that one run tells all. */
static void
check_and_end(struct evidence *e)
{
    if (e->statements) {
        e->table = *e->statements;
        e->table.vintage = -1;
        evidence_check(e);
    }
    faults_end(e->claims->faults);
}

static struct evidence
gather(struct mem *run, struct claims *claims, struct labels *labels, int n,
       char **operand)
{
    struct evidence e = {.m = run,
                         .labels = labels,
                         .file =
                             strcmp(operand[0], "-") ? operand[0] : "standard input",
                         .claims = claims,
                         .day = LONG_MAX};
    if (without && !claims->repeats.n)
        die(EX_DATAERR, "%s: no line \"repeats ID\", which --without goes by", e.file);
    sources_open(&e.cite, run, sources);
    evidence_own(run, claims, &e.cite);
    registers_open(&e.registers, run, registers);
    indicators_open(&e.adds, run, codes);
    bool none = !*breaks || (!strcmp(breaks, BREAKS_FILE) && access(breaks, F_OK) != 0);
    series_breaks_read(&e.breaks, run, none ? NULL : breaks);
    e.table.vintage = -1;
    if (statements) {
        e.statements = mem_get(run, sizeof *e.statements);
        book_read(e.statements, run, statements, TABLE_SORTED);
    }
    if (spelling) {
        e.spelling = mem_get(run, sizeof *e.spelling);
        book_read(e.spelling, run, spelling, TABLE_SORTED);
    }
    if (claims->faults->n)
        check_and_end(&e);
    evidence_shelve(&e);
    if (needs_table(claims))
        read_table(&e.table, run, n > 1 ? operand[1] : "-");
    evidence_check(&e);
    faults_end(claims->faults);
    e.trends = multiplicity(run, claims);
    return e;
}

/* The evidence as it counts for one basis. */
static struct evidence
by_basis(const struct evidence *e, enum basis basis, struct mem *m)
{
    struct evidence out = *e;
    out.m = m;
    out.basis = basis;
    if (basis == BASIS_PUBLISHED)
        out.day = e->claims->day;
    return out;
}

static int
print_said(struct mem *run, struct claims *claims, struct labels *labels)
{
    static const char *const whats[] = {"published",  "own", "repeats",
                                        "indicators", "geo", NULL};
    bool all = !strcmp(print, "all");
    int what = all ? SAID_ALL : choice("print", print, whats);
    if ((all || what == SAID_OWN) && !access(sources, R_OK)) {
        struct sources cite;
        sources_open(&cite, run, sources);
        evidence_own(run, claims, &cite);
    }
    for (int i = 0; i < SAID_ALL; i++) {
        struct names said = {0};
        if (all || what == i)
            said = claims_said(run, claims, labels, codes, (enum said)i);
        for (size_t k = 0; k < said.n; k++)
            printf("%s%s%s\n", all ? whats[i] : "", all ? "\t" : "", said.item[k].text);
    }
    return 0;
}

/* Which bases are judged: the one named, else both where the table has all days. */
static void
choose_bases(const struct evidence *e, bool wanted[])
{
    static const char *const bases[] = {"latest", "published", NULL};
    bool every_day = e->table.vintage >= 0 && !basis_name;
    int named = basis_name ? choice("basis", basis_name, bases) : 0;
    wanted[BASIS_PUBLISHED] = every_day || named == 1;
    wanted[BASIS_LATEST] = every_day || named == 0;
    if (wanted[BASIS_PUBLISHED] && !e->claims->published)
        die_at(EX_DATAERR, (struct place){e->file, 1, NULL},
               "the file has no line \"published DATE\", expected the day of the "
               "article, by which it is judged");
    if (wanted[BASIS_PUBLISHED] && needs_table(e->claims) && e->table.vintage < 0)
        check_dates(e, &e->table);
}

/* What only judging shows (units, spans of unlike length) is found in all readings before any
 * verdict is written; ends with all faults. */
static void
try_all(const struct evidence *e)
{
    struct mem m = {0};
    struct evidence at = by_basis(e, BASIS_LATEST, &m);
    at.trying = true;
    for (size_t i = 0; i < e->claims->n; i++)
        for (size_t k = 0; k < e->claims->claim[i].n; k++) {
            judge_reading(&at, &e->claims->claim[i].reading[k]);
            mem_reset(&m);
        }
    mem_release(&m);
    faults_end(e->claims->faults);
}

/* True when a verdict is one that --fail names. */
static bool
judge_all(const struct evidence *e, const struct evidence *bare,
          const struct ruled_output *out, enum basis basis, int when)
{
    bool failed = false;
    struct mem m = {0};
    for (size_t i = 0; i < e->claims->n; i++)
        for (size_t k = 0; k < e->claims->claim[i].n; k++) {
            const struct claim *c = &e->claims->claim[i];
            if (c->reading[k].basis != BASIS_BOTH && c->reading[k].basis != basis)
                continue;
            struct evidence at = by_basis(e, basis, &m);
            struct evidence without_repeats = by_basis(bare, basis, &m);
            enum verdict v = ruled_write(out, &at, without ? &without_repeats : NULL, c,
                                         &c->reading[k]);
            failed = failed || (when == 0 && v == CONTRADICTED) ||
                     (when == 1 && v != SUPPORTED);
            mem_reset(&m);
        }
    mem_release(&m);
    return failed;
}

static int
run(struct mem *run, int n, char **operand)
{
    static const char *const whens[] = {"contradicted", "unsupported", "never", NULL};
    int when = choice("fail", fail, whens);
    if (!strcmp(operand[0], "-") && (n < 2 || !strcmp(operand[1], "-")))
        usage("the claims and the table are both standard input");
    struct labels labels;
    labels_open(&labels, run, codes);
    if (print)
        return print_said(run, claims_read(run, operand[0]), &labels);
    struct claims *claims = claims_try(run, operand[0]);
    struct evidence e = gather(run, claims, &labels, n, operand), bare = e;
    bool wanted[BASIS_LATEST + 1] = {0}, failed = false;
    choose_bases(&e, wanted);
    if (without)
        read_table(&bare.table, run, without);
    try_all(&e);
    struct ruled_output out = {&labels, rests_on ? stage_output(rests_on) : NULL,
                               evidence_to ? stage_output(evidence_to) : NULL};
    ruled_write_heads(&out, &e);
    for (enum basis b = BASIS_PUBLISHED; b <= BASIS_LATEST; b++)
        if (wanted[b])
            failed |= judge_all(&e, &bare, &out, b, when);
    return failed;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {
        STAGE_NAME, STAGE_ABOUT, "FILE.claims [TABLE]", 1,  2,
        opts,       need,        ruled_column,          run};
    return stage_main(&stage, argc, argv);
}
