/*
 * claim - judges the claims of an article by published figures
 *
 * Reads a claims file and a table with one row per key (after `vintage` and `bound`), and
 * writes one row per reading: does the table support it or contradict it? No verdict is
 * stored anywhere; each follows from the figures by interval logic.
 *
 * Verdicts
 *   supported      the reading holds for every number that the bounds admit
 *   contradicted   it holds for none
 *   undetermined   the figures do not decide it; `why` says what is missing
 *   unsourced      nothing but the article itself states a figure that is needed
 *   not-a-figure   it is about what a document says; no figure can verify it
 *
 * --basis says what the table is: `latest`, or `published`, made with
 * `vintage --policy asof=DATE` for the day in the line `published` of the claims file. A
 * reading may name the one basis for which it is asked. --statements takes all statements,
 * before `vintage`, sorted: they tell why a row is not in the table (stated only after the
 * article, without a date, or by the article alone), they serve by=ID and article(), and
 * they catch misspelt codes. The article's own statements (line `own`) are never evidence.
 * --without takes the table made again without the comparisons of the sources named in the
 * line `repeats`, whose sentences the article repeats; a verdict that changes without them
 * says so.
 *
 * A claim that names tables (`claim ID "..." from "FILE"`) is judged by those instead; when
 * all do, TABLE is not read. So the titles of figures are held against their own tables.
 *
 * Columns written: claim, reading, basis, verdict; value, lo, hi, interval, unit, status
 * of the number that the deciding comparison is about (its left side), or of the first one
 * shown; source, the statements that the verdict rests on; why; mentions, statements that
 * why speaks of although they do not count; question, the reading in words.
 *
 * The language, by example (a comment runs from # to the end of its line)
 *   article "A title"   publisher "A paper"
 *   url "https://..."   published 2021-06-17
 *   own ID, ID          the article's own statements
 *   repeats ID          a source whose sentence it repeats
 *   absent form=TRANSIT a code that no statement has, not a misspelt one
 *   series tip "persons convicted" = [convictions geo=ALB register=TIP]
 *   claim C05 "Five is the smallest number since 2014."
 *     reading a "in words" basis published
 *       test tip[2018] < each tip[2014..2017]
 *       beside tip[2013]   note "shown, not tested; a remark"
 *     reading b "no criterion"  show tip[2018] because "none is given"
 *     reading c "what it says"  words
 *   A reference names the key columns that are not _T, and a period or a span of periods
 *   (2014..2017, ..2021): [indicator COLUMN=CODE ... PERIOD]. A=B,C is a set, A=* and A=!B
 *   are sets that no one can list. tip[2018 by=ID] is one source's statement,
 *   article(tip[2018]) the article's own.
 *   Comparisons: < <= = >= > !=, near X within Y, overlaps, covers PERIOD, says "<2016",
 *   same(A, B); each or any before a set; and, or, not.
 *   Numbers: + - * /, min max sum first last of a set, count(SET) or count(SET > 5),
 *   rank(X, SET), argmax(SET) = KEY, share(A, B), change(A, B), both(A, B) for two
 *   descriptions of one quantity, part(A) for what is inside A, observed(A).
 *
 * By hand, for an article in mine.claims (in pipeline/claims it is judged by make claims):
 *   keep datasets/ledger/convictions.csv > all.csv
 *   vintage all.csv | bound > latest.csv
 *   claim --statements=all.csv mine.claims latest.csv > verdicts.csv
 *   report mine.claims verdicts.csv
 *
 * Exits with 1 when a reading is contradicted; --fail=never and --fail=unsupported change
 * that.
 */
#include <math.h>
#include <string.h>

#include "claim/sentence.h"
#include "program/num.h"
#include "program/stage.h"

static const char *basis_name = "latest", *statements, *without, *fail = "contradicted";
static const char *sources = SOURCES_FILE, *codes = LABELS_DIR, *print, *rests_on;
static FILE *rests;
static const struct opt opts[] = {
    {"basis", 'b', OPT_TEXT, &basis_name, "BASIS",
     "what the table is: latest (the default) or published"},
    {"statements", 0, OPT_TEXT, &statements, "FILE",
     "all statements, to tell why a row is not in the table"},
    {"without", 0, OPT_TEXT, &without, "FILE",
     "the table made without the comparisons that the article repeats"},
    {"sources", 's', OPT_TEXT, &sources, "FILE",
     "the table of sources (datasets/sources.csv); empty: none"},
    {"codes", 0, OPT_TEXT, &codes, "DIR",
     "code lists for words in place of codes (datasets/codes); empty: none"},
    {"fail", 'f', OPT_TEXT, &fail, "WHEN",
     "exit with 1 when a reading is contradicted (the default), when one is "
     "not supported (unsupported), or never"},
    {"rests-on", 0, OPT_TEXT, &rests_on, "FILE",
     "write to FILE which rows each verdict rests on, by file and line"},
    {"print", 0, OPT_TEXT, &print, "WHAT",
     "print what the claims file says of published, own or repeats, one a line, and "
     "end"},
    {0},
};
static const char *const need[] = {"indicator", "period", "value",  "lo",     "hi",
                                   "interval",  "unit",   "status", "source", NULL};
static const char *const make[] = {
    "claim", "reading", "basis",  "verdict", "value",    "lo",       "hi", "interval",
    "unit",  "status",  "source", "why",     "mentions", "question", NULL};
enum { COLUMNS = sizeof make / sizeof *make - 1 };

enum verdict { SUPPORTED, CONTRADICTED, UNDETERMINED, UNSOURCED, NOT_A_FIGURE };
static const char *const verdict_name[] = {"supported", "contradicted", "undetermined",
                                           "unsourced", "not-a-figure"};

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

/* The cells that the verdict rests on. */
static struct cell_list
behind(const struct evidence *e, const struct reading *r)
{
    struct node_list leaves =
        r->kind == READING_TEST ? judge_leaves(e->m, r->test) : r->show;
    struct cell_list cells = {0};
    for (size_t i = 0; i < leaves.n; i++)
        judge_cells(e->m, leaves.item[i], &cells);
    return cells;
}

static enum verdict
verdict_of(const struct evidence *e, const struct reading *r)
{
    if (r->kind == READING_WORDS)
        return NOT_A_FIGURE;
    if (r->kind == READING_TEST && r->test->judged->truth != TRUTH_UNKNOWN)
        return r->test->judged->truth == TRUTH_YES ? SUPPORTED : CONTRADICTED;
    struct cell_list cells = behind(e, r);
    for (size_t i = 0; i < cells.n; i++)
        if (cells.item[i]->held == HELD_OWN)
            return UNSOURCED;
    return UNDETERMINED;
}

/* Statements that count, or those that are there and do not. */
static char *
sources_of(const struct evidence *e, const struct reading *r, bool count)
{
    struct cell_list cells = behind(e, r);
    char *out = mem_copy(e->m, "");
    for (size_t i = 0; i < cells.n; i++) {
        const struct cell *c = cells.item[i];
        if (c->held == HELD && count)
            out = table_sources(e->m, out, evidence_source(e, c));
        else if (c->held > HELD_NOT && !count)
            out = table_sources(
                e->m, out,
                strchr(c->source, '@')
                    ? c->source
                    : mem_print(e->m, "%s@%s", c->source,
                                *c->published ? c->published : "undated"));
    }
    return out;
}

/* The number that the reading is about: the left side of the comparison that decides, of
 * a set the first member that does. */
static struct number
subject(const struct evidence *e, const struct reading *r)
{
    if (r->kind == READING_SHOW)
        return r->show.item[0]->type == TYPE_SET ? r->show.item[0]->judged->member[0]
                                                 : r->show.item[0]->judged->number;
    const struct node *n = judge_leaves(e->m, r->test).item[0];
    enum truth truth = n->judged->truth;
    n = n->arg[0];
    bool quantified = n->kind == NODE_EACH || n->kind == NODE_ANY;
    if (quantified || n->kind == NODE_ARGMAX || n->kind == NODE_ARGMIN) {
        const struct node *set = n->arg[0];
        for (size_t i = 0; quantified && i < set->judged->n; i++)
            if (judge_decides(set, truth, i))
                return set->judged->member[i];
        return set->judged->number;
    }
    return n->judged->number;
}

static char *
bound(struct mem *m, double x)
{
    char text[NUM_MAX];
    return mem_copy(m, isfinite(x) ? num_text(x, text) : "");
}

static void
put_number(struct mem *m, const struct number *x, char *cell[])
{
    const char *status = x->status;
    if (x->known) {
        status = table_status_less(m, table_status_less(m, status, 'O'), 'Q');
        cell[0] = bound(m, x->value);
    } else if (!strpbrk(status, "OQ")) {
        status = table_status(m, status, "O");
    }
    if (!x->about && (!x->known || x->lo < x->hi)) {
        cell[1] = bound(m, x->lo);
        cell[2] = bound(m, x->hi);
    }
    if (x->about)
        cell[3] = mem_copy(m, "approx");
    else if (cell[1] && (*cell[1] || *cell[2]))
        cell[3] = mem_copy(m, x->estimate ? x->estimate : "range");
    cell[4] = mem_copy(m, x->unit ? x->unit : "");
    cell[5] = mem_copy(m, *status ? status : "A");
}

static void
write_row(const struct evidence *e, struct labels *labels, const struct claim *c,
          const struct reading *r, enum verdict verdict, const enum truth *alone)
{
    char *cell[COLUMNS] = {0};
    cell[0] = mem_copy(e->m, c->id);
    cell[1] = mem_copy(e->m, r->id);
    cell[2] = mem_copy(e->m, basis_name);
    cell[3] = mem_copy(e->m, verdict_name[verdict]);
    if (r->kind != READING_WORDS) {
        struct number x = subject(e, r);
        put_number(e->m, &x, cell + 4);
        cell[10] = sources_of(e, r, true);
        cell[12] = sources_of(e, r, false);
    } else {
        cell[9] = mem_copy(e->m, "O");
    }
    cell[11] = sentence(e, labels, r, alone);
    cell[13] = mem_copy(e->m, r->question);
    table_write(cell, COLUMNS);
}

/* Each row of a table that the verdict rests on, once. */
static void
write_rests(const struct evidence *e, const struct claim *c, const struct reading *r)
{
    struct cell_list cells = {0};
    if (r->kind != READING_WORDS)
        cells = behind(e, r);
    for (size_t i = 0; i < cells.n; i++) {
        bool again = cells.item[i]->held != HELD;
        for (size_t k = 0; k < i && !again; k++)
            again = cells.item[k]->row == cells.item[i]->row;
        if (again)
            continue;
        char *cell[] = {mem_copy(e->m, c->id), mem_copy(e->m, r->id),
                        mem_copy(e->m, cells.item[i]->book->tab.in.file),
                        mem_print(e->m, "%ld", cells.item[i]->row->line)};
        table_write_on(rests, cell, 4);
    }
}

/* Judges the whole reading; the test once more on the table without repeats. */
static enum verdict
judge_reading(const struct evidence *e, const struct evidence *bare,
              struct labels *labels, const struct claim *c, const struct reading *r)
{
    enum truth alone = TRUTH_UNKNOWN;
    bool twice = bare && r->kind == READING_TEST;
    if (twice) {
        judge(bare, r->test);
        alone = r->test->judged->truth;
    }
    if (r->kind == READING_TEST)
        judge(e, r->test);
    for (size_t i = 0; i < r->show.n; i++)
        judge(e, r->show.item[i]);
    for (size_t i = 0; i < r->beside.n; i++)
        judge(e, r->beside.item[i]);
    enum verdict v = verdict_of(e, r);
    write_row(e, labels, c, r, v, twice ? &alone : NULL);
    if (rests)
        write_rests(e, c, r);
    return v;
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

static struct evidence
gather(struct mem *run, const struct claims *claims, enum basis basis, int n,
       char **operand)
{
    struct evidence e = {.m = run,
                         .file =
                             strcmp(operand[0], "-") ? operand[0] : "standard input",
                         .claims = claims,
                         .basis = basis};
    if (basis == BASIS_PUBLISHED && !claims->published)
        die(EX_DATAERR,
            "%s: no line \"published DATE\", which --basis=published goes by", e.file);
    if (without && !claims->repeats.n)
        die(EX_DATAERR, "%s: no line \"repeats ID\", which --without goes by", e.file);
    sources_open(&e.cite, run, sources);
    evidence_shelve(&e);
    if (needs_table(claims))
        book_read(&e.table, run, n > 1 ? operand[1] : "-", TABLE_UNIQUE);
    if (basis == BASIS_PUBLISHED && needs_table(claims))
        check_dates(&e, &e.table);
    if (statements) {
        e.statements = mem_get(run, sizeof *e.statements);
        book_read(e.statements, run, statements, TABLE_SORTED);
    }
    evidence_check(&e);
    return e;
}

static int
print_names(const struct claims *claims)
{
    static const char *const whats[] = {"published", "own", "repeats", NULL};
    int what = choice("print", print, whats);
    const struct names *list = what == 1 ? &claims->own : &claims->repeats;
    if (!what && claims->published)
        printf("%s\n", claims->published);
    for (size_t i = 0; what && i < list->n; i++)
        printf("%s\n", list->item[i].text);
    return 0;
}

static int
run(struct mem *run, int n, char **operand)
{
    static const char *const bases[] = {"latest", "published", NULL};
    static const char *const whens[] = {"contradicted", "unsupported", "never", NULL};
    enum basis basis =
        choice("basis", basis_name, bases) ? BASIS_PUBLISHED : BASIS_LATEST;
    int when = choice("fail", fail, whens);
    if (print)
        return print_names(claims_read(run, operand[0]));
    if (!strcmp(operand[0], "-") && (n < 2 || !strcmp(operand[1], "-")))
        usage("the claims and the table are both standard input");
    const struct claims *claims = claims_read(run, operand[0]);
    struct evidence e = gather(run, claims, basis, n, operand), bare = e;
    struct labels labels;
    labels_open(&labels, run, codes);
    if (without)
        book_read(&bare.table, run, without, TABLE_UNIQUE);
    char *head[COLUMNS];
    for (int i = 0; i < COLUMNS; i++)
        head[i] = mem_copy(run, make[i]);
    if (rests_on) {
        rests = stage_output(rests_on);
        fputs("claim,reading,file,line\n", rests);
    }
    table_write(head, COLUMNS);
    bool failed = false;
    for (size_t i = 0; i < claims->n; i++)
        for (size_t k = 0; k < claims->claim[i].n; k++) {
            const struct reading *r = &claims->claim[i].reading[k];
            if (r->basis != BASIS_BOTH && r->basis != basis)
                continue;
            enum verdict v = judge_reading(&e, without ? &bare : NULL, &labels,
                                           &claims->claim[i], r);
            failed = failed || (when == 0 && v == CONTRADICTED) ||
                     (when == 1 && v != SUPPORTED);
        }
    return failed;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {
        STAGE_NAME, STAGE_ABOUT, "FILE.claims [TABLE]", 1, 2, opts, need, make, run};
    return stage_main(&stage, argc, argv);
}
