/*
 * vintage - chooses one statement per key: the latest, the first, or as of a date
 *
 * Reads statements sorted by key (several may share a key) and writes one row per key.
 * Dates of publication and grades come from the table of sources. A date may be partial
 * (2020-06): it counts as its last possible day, so nothing is taken before it surely was
 * out. A source without a date counts for `latest` and `first`, but after every dated one,
 * and never for `asof`. A source that the table does not know ends the run with 65.
 * Where the table says (in a column `copies`, which may be left out) that a source repeats
 * another, its statement does not count beside one of the other about the same key.
 *
 * Of the statements that the policy and --grade admit, the one written is decided by
 *   1. what it says: a number beats bounds, bounds beat a mere comparison, and that beats
 *      nothing at all, so that a later direction or suppression never erases a number;
 *   2. with --avoid: statements that have none of these status letters come first;
 *   3. with --prefer: its grade, in the order given, then in the order of 6;
 *   4. its origin: a statement that passes on another's figures (a relay) comes after one of
 *      those who own them, unless it is certainly newer: its first possible day is after
 *      their last (certainly older for `first`);
 *   5. its date: the newest for `latest` and `asof`, the oldest for `first`;
 *   6. its grade: primary, mirror, derived (our own sum of a published table), press;
 *   7. the id of the source, then the order of the input.
 * Two that differ in value or bounds and are equal up to 6 are a conflict: 7 decides, the
 * row gets status U, and a note names both. Two units under one key are noted as well;
 * the chosen statement's unit stands.
 *
 * Who owns the figures of a register says the column `owner` of --registers: publishers as
 * in the table of sources, parted by "; ". A source is a relay when its publisher is none
 * of them, or, for a register that no one owns, when its cell `of` is filled.
 *
 * The column compare, where there is one, gets the comparisons of all admitted statements
 * in that unit, for `bound`, but for those whose own number is not the one chosen: they
 * compared that number (--all-comparisons takes them too, to find contradictions). source
 * then names each statement that adds a comparison, and status has their letters too (not
 * O and Q). source becomes id@published or id@undated; locator and note are left out;
 * every other cell passes through as text.
 *
 * --mute=ID leaves out the comparisons that a source makes, and nothing else that it says:
 * what would be known without them?
 *
 * --passed-over=FILE writes the statements whose number was not taken, each with the source
 * that was taken in its place, if any, and the step of the choice, in words, that decided.
 * Its comparison may count all the same: then source of the row names it.
 *
 * --revisions writes the revision triangle instead: one row per key and date, chosen in
 * the same way within each date, with the date as key column `vintage` left of period.
 * Right of source stand revision and revision_percent (of the size of the number before),
 * against the vintage before that has a number in the same unit, whose statement is named
 * in revision_source; they are empty where there is none, for a source without a date, and
 * the percentage after zero. Keys without an admitted statement are not written; --count says how
 * many they are.
 *
 * --editions writes what was held on each day: for every series (rows equal up to period)
 * and every day on which a statement of it was published, all its keys as chosen among
 * what was out by then, with the day as key column `vintage` left of period; the last
 * vintage `undated` is that of `latest` where sources without a date take part.
 */
#include "program/stage.h"
#include "vintages/admit.h"
#include "vintages/choose.h"
#include "vintages/edition.h"
#include "vintages/owners.h"
#include "vintages/passed_over.h"
#include "vintages/series.h"

static const char *passed_over;
static bool revisions, editions, count;
static const struct opt opts[] = {
    {"policy", 'p', OPT_TEXT, &vintages.policy, "POLICY",
     "latest (the default), first, or asof=DATE: the newest published by DATE"},
    {"prefer", 'g', OPT_TEXT, &vintages.prefer, "GRADES",
     "let the grade of the source decide before its date; grades parted by commas, "
     "best "
     "first, those left out follow in their usual order"},
    {"grade", 0, OPT_TEXT, &vintages.only, "GRADES",
     "admit only statements of sources with these grades"},
    {"mute", 'm', OPT_LIST, &vintages.mute, "ID",
     "leave out the comparisons that this source makes; may be given several times"},
    {"avoid", 0, OPT_TEXT, &vintages.avoid, "LETTERS",
     "take a statement with one of these status letters only where there is no other"},
    {"all-comparisons", 0, OPT_FLAG, &vintages.all_comparisons, NULL,
     "gather comparisons of numbers that were not chosen too"},
    {"sources", 's', OPT_TEXT, &vintages.sources, "FILE",
     "the table of sources (datasets/sources.csv)"},
    {"registers", 0, OPT_TEXT, &vintages.registers, "FILE",
     "who owns the figures of a register (datasets/codes/register.csv, where it is)"},
    {"passed-over", 0, OPT_TEXT, &passed_over, "FILE",
     "write the statements that were not taken to FILE, each with the reason"},
    {"revisions", 'r', OPT_FLAG, &revisions, NULL,
     "write every vintage of every key and how it revises the one before"},
    {"editions", 'e', OPT_FLAG, &editions, NULL,
     "write what was held on every day on which something was published"},
    {"count", 'c', OPT_FLAG, &count, NULL,
     "say on standard error how many statements and keys were read and left out"},
    {0},
};
static const char *const need[] = {"period", "value",  "lo",     "hi", "interval",
                                   "unit",   "status", "source", NULL};
static const char *const make[] = {"compare", "status", "source", NULL};

static void
check_options(void)
{
    policy_read();
    if (vintages.first && (revisions || editions))
        usage("--%s shows every vintage, --policy first only one; give one of them",
              revisions ? "revisions" : "editions");
    if (revisions && editions)
        usage("--revisions and --editions are two tables; give one of them");
}

/* The one statement of a key that is taken. */
static void
write_key(const struct table *t, const struct table_series *rows, struct mem *m)
{
    struct statement *s = mem_array(m, rows->n, sizeof *s);
    size_t got = admit(t, rows->row, rows->n, s, false, m);
    if (got)
        edition_write(&(struct edition){.row = choose(t, s, got, m)}, m);
}

static int
run(struct mem *run, int n, char **operand)
{
    struct table t;
    struct table_series rows;
    check_options();
    publications_read(run);
    owners_read(run);
    publications_check_mute();
    table_open(&t, run, n ? operand[0] : NULL, need, TABLE_SORTED);
    vintages.register_at = table_find(&t, "register");
    passed_over_open(&t, passed_over, run);
    editions_open(&t,
                  revisions  ? EDITIONS_REVISED
                  : editions ? EDITIONS_DATED
                             : EDITIONS_PLAIN,
                  run);
    while (table_series_next(&t, revisions || editions, &rows))
        (revisions  ? series_write_revisions
         : editions ? series_write_held
                    : write_key)(&t, &rows, rows.m);
    table_close(&t);
    if (count)
        note("statements: %ld read, %ld not admitted; keys: %ld read, %ld without an "
             "admitted statement; statements whose comparisons fell with their number: "
             "%ld",
             vintages.statements, vintages.inadmissible, vintages.keys,
             vintages.empty_keys, vintages.outdated);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[FILE]", 0,  1,
                                       opts,       need,        make,     run};
    vintages.policy = "latest";
    vintages.sources = "datasets/sources.csv";
    vintages.registers = "datasets/codes/register.csv";
    vintages.avoid = "";
    return stage_main(&stage, argc, argv);
}
