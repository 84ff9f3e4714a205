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
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "program/num.h"
#include "program/stage.h"
#include "table/table.h"

static const char *policy = "latest", *sources = "datasets/sources.csv";
static const char *prefer, *only, *passed_over, *avoid = "";
static const char *registers = "datasets/codes/register.csv";
static bool revisions, editions, count, all_comparisons;
static struct opt_list mute;
static const struct opt opts[] = {
    {"policy", 'p', OPT_TEXT, &policy, "POLICY",
     "latest (the default), first, or asof=DATE: the newest published by DATE"},
    {"prefer", 'g', OPT_TEXT, &prefer, "GRADES",
     "let the grade of the source decide before its date; grades parted by commas, "
     "best "
     "first, those left out follow in their usual order"},
    {"grade", 0, OPT_TEXT, &only, "GRADES",
     "admit only statements of sources with these grades"},
    {"mute", 'm', OPT_LIST, &mute, "ID",
     "leave out the comparisons that this source makes; may be given several times"},
    {"avoid", 0, OPT_TEXT, &avoid, "LETTERS",
     "take a statement with one of these status letters only where there is no other"},
    {"all-comparisons", 0, OPT_FLAG, &all_comparisons, NULL,
     "gather comparisons of numbers that were not chosen too"},
    {"sources", 's', OPT_TEXT, &sources, "FILE",
     "the table of sources (datasets/sources.csv)"},
    {"registers", 0, OPT_TEXT, &registers, "FILE",
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

enum grade { PRIMARY, MIRROR, DERIVED, PRESS, GRADES };
static const char *const grade_name[] = {"primary", "mirror", "derived", "press", NULL};

struct source {
    const char *id, *published, *publisher, *of;
    const char *copies; /* the id of another, or "" */
    const struct source *copied;
    bool dated;
    long first, day; /* first and last possible one; LONG_MAX when not dated */
    enum grade grade;
};

/* Whose the figures of a register are. */
struct owner {
    const char *code, *publishers;
};

enum says { NUMBER, BOUNDS, COMPARISON, NOTHING };

struct statement {
    struct table_row row;
    struct amount amount;
    const struct source *source;
    enum says says;
    bool avoided;
    bool yields; /* a relay where the owner speaks and is not certainly older */
};

static struct source *source;
static size_t n_sources;
static struct owner *owner;
static size_t n_owners;
static int register_at;
static bool quiet;         /* conflicts are noted once, not for every day */
static bool first;         /* the oldest is taken, not the newest */
static long as_of;         /* LONG_MAX: no limit */
static int rank[GRADES];   /* with --prefer */
static bool admit[GRADES]; /* with --grade */
static long statements, inadmissible, keys, empty_keys, outdated;
/* Columns of the output: which of the input, or one of these. */
enum { COLUMN_VINTAGE = -4, COLUMN_REVISION, COLUMN_PERCENT, COLUMN_AGAINST };
static int *out, outs;
static FILE *passed;

static enum grade
find_grade(const char *text, size_t n)
{
    int g = 0;
    while (g < GRADES && (strlen(grade_name[g]) != n || memcmp(grade_name[g], text, n)))
        g++;
    return (enum grade)g;
}

/* The next grade of a list parted by commas. */
static enum grade
next_grade(const char *option, const char **list)
{
    size_t n = strcspn(*list, ",");
    enum grade g = find_grade(*list, n);
    if (g == GRADES)
        usage("--%s: %s is no grade, expected primary, mirror, derived or press",
              option, msg_quote_n(*list, n));
    *list += n + ((*list)[n] == ',');
    return g;
}

static void
read_options(void)
{
    as_of = LONG_MAX;
    if (!strncmp(policy, "asof=", 5)) {
        if (!period_published(policy + 5, &as_of))
            usage("--policy: %s is not a date, expected one like 2021-06-17",
                  msg_quote(policy + 5));
    } else if (!strcmp(policy, "first")) {
        first = true;
    } else if (strcmp(policy, "latest")) {
        usage("--policy: %s is unknown, expected latest, first or asof=DATE",
              msg_quote(policy));
    }
    if (first && (revisions || editions))
        usage("--%s shows every vintage, --policy first only one; give one of them",
              revisions ? "revisions" : "editions");
    if (revisions && editions)
        usage("--revisions and --editions are two tables; give one of them");
    for (int g = 0; g < GRADES; g++) {
        rank[g] = prefer ? GRADES + g : 0;
        admit[g] = !only;
    }
    if (avoid[strspn(avoid, "ABDEOPQUV")])
        usage(
            "--avoid: %s has a letter that is no status, expected letters of ABDEOPQUV",
            msg_quote(avoid));
    int n = 0;
    for (const char *list = prefer; list && *list;)
        rank[next_grade("prefer", &list)] = n++;
    for (const char *list = only; list && *list;)
        admit[next_grade("grade", &list)] = true;
}

static int
by_id(const void *a, const void *b)
{
    return strcmp(((const struct source *)a)->id, ((const struct source *)b)->id);
}

enum { S_ID, S_PUBLISHED, S_GRADE, S_PUBLISHER, S_OF, S_COPIES, S_COLUMNS };

static void
read_date(const struct table *t, const struct table_row *row, struct source *s)
{
    struct period p;
    if (s->dated && !period_published(s->published, &s->day))
        table_die(t, row, "published",
                  "%s is not a date, expected one like 2021-06-17, "
                  "2021-06, 2021 or nothing",
                  msg_quote(s->published));
    if (s->dated && period_parse(s->published, &p))
        s->first = p.first;
    if (!s->dated)
        s->published = "undated";
}

static struct source
read_source(const struct table *t, const struct table_row *row, const int at[S_COLUMNS],
            struct mem *run)
{
    const char *cell[S_COLUMNS];
    for (int i = 0; i < S_COLUMNS; i++)
        cell[i] = at[i] < 0 ? "" : mem_copy(run, row->cell[at[i]]);
    struct source s = {.id = cell[S_ID],
                       .published = cell[S_PUBLISHED],
                       .publisher = cell[S_PUBLISHER],
                       .of = cell[S_OF],
                       .copies = cell[S_COPIES],
                       .dated = *cell[S_PUBLISHED] != '\0',
                       .first = LONG_MAX,
                       .day = LONG_MAX,
                       .grade = find_grade(cell[S_GRADE], strlen(cell[S_GRADE]))};
    read_date(t, row, &s);
    if (s.grade == GRADES)
        table_die(t, row, "grade",
                  "%s is no grade, expected primary, mirror, derived or press",
                  msg_quote(cell[S_GRADE]));
    return s;
}

/* Finds what each source repeats. No source repeats itself, by way of others or not. */
static void
link_copies(void)
{
    for (size_t i = 0; i < n_sources; i++) {
        const struct source key = {.id = source[i].copies};
        if (!*key.id)
            continue;
        source[i].copied = bsearch(&key, source, n_sources, sizeof *source, by_id);
        if (!source[i].copied)
            die(EX_DATAERR, "%s: source %s repeats %s, which is not there", sources,
                msg_quote(source[i].id), msg_quote(key.id));
    }
    for (size_t i = 0; i < n_sources; i++) {
        size_t steps = 0;
        for (const struct source *of = source[i].copied; of; of = of->copied)
            if (++steps > n_sources)
                die(EX_DATAERR, "%s: source %s repeats itself in a circle", sources,
                    msg_quote(source[i].id));
    }
}

static void
read_sources(struct mem *run)
{
    static const char *const columns[] = {"source", "published", "grade", NULL};
    static const char *const known[] = {"source",    "published", "grade",
                                        "publisher", "of",        "copies"};
    struct table t;
    struct table_row row;
    size_t room = 0;
    int at[S_COLUMNS];
    table_open(&t, run, sources, columns, TABLE_ANY);
    for (int i = 0; i < S_COLUMNS; i++)
        at[i] = table_find(&t, known[i]);
    while (table_next(&t, &row)) {
        if (n_sources == room) {
            size_t more = room ? 2 * room : 256;
            source =
                mem_grow(run, source, room * sizeof *source, more * sizeof *source);
            room = more;
        }
        source[n_sources++] = read_source(&t, &row, at, run);
    }
    if (n_sources)
        qsort(source, n_sources, sizeof *source, by_id);
    for (size_t i = 1; i < n_sources; i++)
        if (!strcmp(source[i - 1].id, source[i].id))
            die(EX_DATAERR, "%s: source %s stands there twice", t.in.file,
                msg_quote(source[i].id));
    link_copies();
    table_close(&t);
}

/* The registers that someone owns. The usual file need not be there. */
static void
read_owners(struct mem *run)
{
    static const char *const columns[] = {"code", "owner", NULL};
    struct table t;
    struct table_row row;
    size_t room = 0;
    if (!strcmp(registers, "datasets/codes/register.csv") && access(registers, F_OK))
        return;
    table_open(&t, run, registers, columns, TABLE_ANY);
    while (table_next(&t, &row)) {
        const char *code = row.cell[table_find(&t, "code")];
        const char *publishers = row.cell[table_find(&t, "owner")];
        if (!*publishers)
            continue;
        if (n_owners == room) {
            size_t more = room ? 2 * room : 64;
            owner = mem_grow(run, owner, room * sizeof *owner, more * sizeof *owner);
            room = more;
        }
        owner[n_owners++] =
            (struct owner){mem_copy(run, code), mem_copy(run, publishers)};
    }
    table_close(&t);
}

/* The publishers of a row's register, or NULL. */
static const char *
owners_of(const struct table_row *row)
{
    for (size_t i = 0; register_at >= 0 && i < n_owners; i++)
        if (!strcmp(owner[i].code, row->cell[register_at]))
            return owner[i].publishers;
    return NULL;
}

static bool
is_relay(const struct source *s, const char *owners)
{
    size_t n = strlen(s->publisher);
    if (!owners)
        return *s->of != '\0';
    for (const char *p = owners; *p; p += strcspn(p, ";"), p += strspn(p, "; "))
        if (strcspn(p, ";") == n && !strncmp(p, s->publisher, n))
            return false;
    return true;
}

/* Step 4: which relays come after what the owner says. An owner without a date may have
 * spoken at any time, so no relay is certainly newer; a dated one of theirs counts first. */
static void
find_yielding(struct statement *s, size_t n)
{
    long limit[NOTHING + 1] = {0};
    bool any[NOTHING + 1] = {0};
    const char *owners = n ? owners_of(&s->row) : NULL;
    for (size_t i = 0; i < n; i++) {
        const struct source *by = s[i].source;
        enum says k = s[i].says;
        if (s[i].avoided || is_relay(by, owners))
            continue;
        long at = !by->dated ? LONG_MAX : first ? by->first : by->day;
        if (!any[k] || limit[k] == LONG_MAX)
            limit[k] = at;
        else if (by->dated)
            limit[k] = (at < limit[k]) == first ? at : limit[k];
        any[k] = true;
    }
    for (size_t i = 0; i < n; i++) {
        const struct source *by = s[i].source;
        long at = limit[s[i].says];
        bool certain =
            by->dated && at != LONG_MAX && (first ? by->day < at : by->first > at);
        s[i].yields = any[s[i].says] && is_relay(by, owners) && !certain;
    }
}

static const struct source *
find_source(const struct table *t, const struct table_row *row, struct mem *m)
{
    const struct source key = {.id = table_cell(t, row, TABLE_SOURCE)};
    const struct source *s =
        n_sources ? bsearch(&key, source, n_sources, sizeof *source, by_id) : NULL;
    if (s)
        return s;
    const char **names = mem_array(m, n_sources + 1, sizeof *names);
    for (size_t i = 0; i < n_sources; i++)
        names[i] = source[i].id;
    const char *near = msg_nearest(key.id, names);
    table_die(t, row, "source", "%s is not in %s%s%s", msg_quote(key.id), sources,
              near ? "; the nearest id there is " : "", near ? msg_quote(near) : "");
}

static void
check_mute(void)
{
    for (size_t i = 0; i < mute.n; i++) {
        const struct source key = {.id = mute.item[i]};
        if (!n_sources || !bsearch(&key, source, n_sources, sizeof *source, by_id))
            usage("--mute: source %s is not in %s", msg_quote(key.id), sources);
    }
}

static bool
is_mute(const char *id)
{
    for (size_t i = 0; i < mute.n; i++)
        if (!strcmp(mute.item[i], id))
            return true;
    return false;
}

static bool
is_comparison(const char *text, size_t n, struct mem *m)
{
    struct period p;
    return n > 1 && strchr("<>=", *text) &&
           period_parse(mem_text(m, text + 1, n - 1), &p);
}

static void
check_compare(const struct table *t, const struct table_row *row, struct mem *m)
{
    const char *text = table_cell(t, row, TABLE_COMPARE);
    while (*text) {
        size_t n = strcspn(text, " ");
        if (!is_comparison(text, n, m))
            table_die(
                t, row, "compare",
                "%s is not a comparison, expected <, > or = and a period, several "
                "parted by one blank",
                msg_quote_n(text, n));
        text += n;
        if (*text && *++text == '\0')
            table_die(t, row, "compare", "a blank at the end");
    }
}

static struct statement
read_statement(const struct table *t, const struct table_row *row, struct mem *m)
{
    static char nothing[1];
    struct statement s = {
        *row, table_amount(t, row), find_source(t, row, m), NOTHING, false, false};
    table_period(t, row);
    check_compare(t, row, m);
    if (t->at[TABLE_COMPARE] >= 0 && is_mute(s.source->id))
        s.row.cell[t->at[TABLE_COMPARE]] = nothing;
    if (s.amount.known)
        s.says = NUMBER;
    else if (*table_cell(t, row, TABLE_LO) || *table_cell(t, row, TABLE_HI))
        s.says = BOUNDS;
    else if (*table_cell(t, row, TABLE_COMPARE))
        s.says = COMPARISON;
    s.avoided = strpbrk(table_cell(t, row, TABLE_STATUS), avoid) != NULL;
    return s;
}

/* The steps of the choice; TIE: what is left to the id. */
enum step { SAYS, AVOIDED, PREFERENCE, ORIGIN, DATED, DATE, GRADE, TIE };

/* Steps 1 to 6; less is better, 0 a tie. *step is the one that decides. */
static int
weigh(const struct statement *a, const struct statement *b, enum step *step)
{
    enum grade ga = a->source->grade, gb = b->source->grade;
    *step = SAYS;
    if (a->says != b->says)
        return a->says < b->says ? -1 : 1;
    *step = AVOIDED;
    if (a->avoided != b->avoided)
        return a->avoided ? 1 : -1;
    *step = PREFERENCE;
    if (rank[ga] != rank[gb])
        return rank[ga] < rank[gb] ? -1 : 1;
    *step = ORIGIN;
    if (a->yields != b->yields)
        return a->yields ? 1 : -1;
    *step = DATED;
    if (a->source->dated != b->source->dated)
        return a->source->dated ? -1 : 1;
    *step = DATE;
    if (a->source->day != b->source->day)
        return (a->source->day < b->source->day) == first ? -1 : 1;
    *step = ga == gb ? TIE : GRADE;
    return (ga > gb) - (ga < gb);
}

static int
merit(const struct statement *a, const struct statement *b)
{
    enum step step;
    return weigh(a, b, &step);
}

static int
by_merit(const void *va, const void *vb)
{
    const struct statement *a = va, *b = vb;
    int c = merit(a, b);
    if (!c)
        c = strcmp(a->source->id, b->source->id);
    return c ? c : (a->row.line > b->row.line) - (a->row.line < b->row.line);
}

static bool
same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* The two say the same about the quantity. */
static bool
agree(const struct amount *a, const struct amount *b)
{
    return same_number(a->value, b->value) && a->lo == b->lo && a->hi == b->hi &&
           same_number(a->est_lo, b->est_lo) && same_number(a->est_hi, b->est_hi);
}

/* What a statement says, for messages. */
static const char *
wording(const struct table *t, const struct statement *s, struct mem *m)
{
    if (s->amount.known)
        return table_cell(t, &s->row, TABLE_VALUE);
    return mem_print(m, "%s..%s", table_cell(t, &s->row, TABLE_LO),
                     table_cell(t, &s->row, TABLE_HI));
}

static struct place
place_of(const struct table *t, const struct statement *s, enum table_column c)
{
    return (struct place){t->in.file, s->row.line, table_name[c]};
}

/* Notes every statement that contradicts the best one; true when there is any. */
static bool
note_conflicts(const struct table *t, const struct statement *s, size_t n,
               struct mem *m)
{
    bool any = false;
    for (size_t i = 1; i < n && s->says <= BOUNDS && !merit(s, &s[i]); i++)
        if (!agree(&s->amount, &s[i].amount)) {
            if (!quiet)
                note_at(
                    place_of(t, &s[i], TABLE_VALUE),
                    "%s by %s conflicts with %s by %s (line %ld), of the same date and "
                    "grade; the latter is taken, with status U",
                    wording(t, &s[i], m), s[i].source->id, wording(t, s, m),
                    s->source->id, s->row.line);
            any = true;
        }
    return any;
}

static void
note_units(const struct table *t, const struct statement *s, size_t n)
{
    const char *unit = table_cell(t, &s->row, TABLE_UNIT);
    for (size_t i = 1; i < n; i++)
        if (strcmp(unit, table_cell(t, &s[i].row, TABLE_UNIT)))
            note_at(place_of(t, &s[i], TABLE_UNIT),
                    "%s beside %s (line %ld) under one key; the latter is taken",
                    msg_quote(table_cell(t, &s[i].row, TABLE_UNIT)), msg_quote(unit),
                    s->row.line);
}

static int
by_period(const void *a, const void *b)
{
    const char *x = *(char *const *)a, *y = *(char *const *)b;
    int c = strcmp(x + 1, y + 1);
    return c ? c : strcmp(x, y);
}

/* What s compares is the quantity as it was chosen: in its unit, not another number. */
static bool
still_compares(const struct table *t, const struct statement *s,
               const struct statement *chosen)
{
    if (strcmp(table_cell(t, &s->row, TABLE_UNIT),
               table_cell(t, &chosen->row, TABLE_UNIT)))
        return false;
    bool other = s->amount.known && s->amount.value != chosen->amount.value;
    outdated += other && *table_cell(t, &s->row, TABLE_COMPARE) && !all_comparisons;
    return !other || all_comparisons;
}

/* Adds the comparisons of text to word[]; true when one was new. */
static bool
gather(const char *text, char *word[], size_t *n, struct mem *m)
{
    bool any = false;
    while (*text) {
        size_t len = strcspn(text, " ");
        char *w = mem_text(m, text, len);
        size_t i = 0;
        while (i < *n && strcmp(word[i], w))
            i++;
        if (i == *n) {
            word[(*n)++] = w;
            any = true;
        }
        text += len + (text[len] == ' ');
    }
    return any;
}

static char *
cite(const struct statement *s, struct mem *m)
{
    return mem_print(m, "%s@%s", s->source->id, s->source->published);
}

/* Dates that overlap leave it open which is the newer. */
static const char *
by_date_words(const struct source *s, const struct source *taken)
{
    if (first)
        return taken->day < s->first ? "it is newer, and the oldest is taken"
                                     : "it may be newer, and the oldest is taken";
    return s->day < taken->first ? "it is older, and the newest is taken"
                                 : "it may be older, and the newest is taken";
}

/* Why `taken` and not s, in words that go on "not taken: ". */
static const char *
reason(const struct statement *s, const struct statement *taken, struct mem *m)
{
    static const char *const says[] = {"a number", "bounds", "a comparison", "nothing"};
    const char *grade = grade_name[s->source->grade];
    const char *taken_grade = grade_name[taken->source->grade];
    enum step step;
    weigh(taken, s, &step);
    switch (step) {
    case SAYS:
        return mem_print(m, "it gives %s, the one taken gives %s", says[s->says],
                         says[taken->says]);
    case AVOIDED:
        return "it has a status letter that is avoided";
    case PREFERENCE:
        return mem_print(m, "its grade is %s, and %s is preferred", grade, taken_grade);
    case DATED:
        return "it has no date, the one taken has one";
    case ORIGIN:
        return mem_print(m,
                         "it passes on figures of which %s speaks itself, and is not "
                         "certainly %s",
                         taken->source->publisher, first ? "older" : "newer");
    case DATE:
        return by_date_words(s->source, taken->source);
    case GRADE:
        return mem_print(m,
                         "of the same date, but its grade is %s, that of the one "
                         "taken is %s",
                         grade, taken_grade);
    case TIE:
        break;
    }
    return agree(&s->amount, &taken->amount)
               ? "it says the same on the same date, with the same grade"
               : "it says something else on the same date, with the same grade; the id "
                 "of the source decides, and the row gets status U";
}

static void
pass_over(const struct table *t, const struct statement *s, const char *taken,
          const char *why, struct mem *m)
{
    char **cell = mem_array(m, (size_t)t->n + 2, sizeof *cell);
    memcpy(cell, s->row.cell, (size_t)t->n * sizeof *cell);
    cell[t->n] = mem_copy(m, taken);
    cell[t->n + 1] = mem_copy(m, why);
    table_write_on(passed, cell, t->n + 2);
}

static const char *
not_admitted(const struct source *by, struct mem *m)
{
    if (!admit[by->grade])
        return mem_print(m, "its grade, %s, is not admitted", grade_name[by->grade]);
    return by->dated ? mem_print(m, "it was published after %s", policy + 5)
                     : "it has no date, and counts as of none";
}

/*
 * The best of the statements as a row: s[0] after sorting, with the comparisons of all.
 */
static struct table_row
choose(const struct table *t, struct statement *s, size_t n, struct mem *m)
{
    find_yielding(s, n);
    qsort(s, n, sizeof *s, by_merit);
    struct table_row row = table_keep(t, m, &s->row);
    char *status = mem_copy(m, table_cell(t, &s->row, TABLE_STATUS)),
         *cited = cite(s, m);
    size_t room = 1, words = 0;
    for (size_t i = 0; i < n; i++)
        room += strlen(table_cell(t, &s[i].row, TABLE_COMPARE));
    char **word = mem_array(m, room, sizeof *word);
    for (size_t i = 0; i < n; i++) {
        if (!still_compares(t, &s[i], s) ||
            !gather(table_cell(t, &s[i].row, TABLE_COMPARE), word, &words, m) || i == 0)
            continue;
        const char *other = table_cell(t, &s[i].row, TABLE_STATUS);
        other = table_status_less(m, table_status_less(m, other, 'O'), 'Q');
        status = table_status(m, status, other);
        cited = table_sources(m, cited, cite(&s[i], m));
    }
    for (size_t i = 1; i < n && passed && !quiet; i++)
        pass_over(t, &s[i], s->source->id, reason(&s[i], s, m), m);
    if (!quiet)
        note_units(t, s, n);
    if (note_conflicts(t, s, n, m))
        status = table_status(m, status, "U");
    row.cell[t->at[TABLE_STATUS]] = status;
    row.cell[t->at[TABLE_SOURCE]] = cited;
    if (words) {
        qsort(word, words, sizeof *word, by_period);
        char *all = word[0];
        for (size_t i = 1; i < words; i++)
            all = mem_print(m, "%s %s", all, word[i]);
        row.cell[t->at[TABLE_COMPARE]] = all;
    }
    return row;
}

/* One row of the triangle. */
struct edition {
    struct table_row row;
    const char *published, *revision, *percent, *against;
    size_t number;
};

static void
write_row(const struct edition *e, struct mem *m)
{
    char **cell = mem_array(m, (size_t)outs, sizeof *cell);
    for (int i = 0; i < outs; i++) {
        const char *made = out[i] == COLUMN_VINTAGE    ? e->published
                           : out[i] == COLUMN_REVISION ? e->revision
                           : out[i] == COLUMN_PERCENT  ? e->percent
                                                       : e->against;
        cell[i] = out[i] >= 0 ? e->row.cell[out[i]] : mem_copy(m, made);
    }
    table_write(cell, outs);
}

static void
write_header(const struct table *t, struct mem *run)
{
    static const char *const made[] = {
        [-1 - COLUMN_AGAINST] = "revision_source",
        [-1 - COLUMN_PERCENT] = "revision_percent",
        [-1 - COLUMN_REVISION] = "revision",
        [-1 - COLUMN_VINTAGE] = "vintage",
    };
    out = mem_array(run, (size_t)t->n + 4, sizeof *out);
    for (int i = 0; i < t->n; i++) {
        if (!strcmp(t->column[i], "locator") || !strcmp(t->column[i], "note"))
            continue;
        if ((revisions || editions) && i == t->at[TABLE_PERIOD])
            out[outs++] = COLUMN_VINTAGE;
        out[outs++] = i;
        if (revisions && i == t->at[TABLE_SOURCE]) {
            out[outs++] = COLUMN_REVISION;
            out[outs++] = COLUMN_PERCENT;
            out[outs++] = COLUMN_AGAINST;
        }
    }
    char **header = mem_array(run, (size_t)outs, sizeof *header);
    for (int i = 0; i < outs; i++)
        header[i] = out[i] >= 0 ? t->column[out[i]] : mem_copy(run, made[-1 - out[i]]);
    for (int i = 0; (revisions || editions) && i < t->n; i++)
        for (int k = editions ? 3 : 0; k < 4; k++)
            if (!strcmp(t->column[i], made[k]))
                die_at(EX_DATAERR, (struct place){t->in.file, 1, t->column[i]},
                       "this column is made by --%s, expected it not to be "
                       "there yet",
                       revisions ? "revisions" : "editions");
    table_write(header, outs);
}

static void
open_passed(const struct table *t, struct mem *run)
{
    if (!passed_over)
        return;
    passed = stage_output(passed_over);
    char **header = mem_array(run, (size_t)t->n + 2, sizeof *header);
    memcpy(header, t->column, (size_t)t->n * sizeof *header);
    header[t->n] = mem_copy(run, "instead");
    header[t->n + 1] = mem_copy(run, "why");
    table_write_on(passed, header, t->n + 2);
}

/* The source of one of s[0..n) that a's source repeats, perhaps by way of others; or NULL. */
static const struct source *
copied_among(const struct statement *a, const struct statement *s, size_t n)
{
    for (const struct source *of = a->source->copied; of; of = of->copied)
        for (size_t i = 0; i < n; i++)
            if (s[i].source == of)
                return of;
    return NULL;
}

/* Takes out those that repeat another one of s[0..n). Returns how many are left. */
static size_t
without_copies(const struct table *t, struct statement *s, size_t n, struct mem *m)
{
    const struct source **of = mem_array(m, n + 1, sizeof *of);
    size_t got = 0;
    for (size_t i = 0; i < n; i++)
        of[i] = copied_among(&s[i], s, n);
    for (size_t i = 0; i < n; i++)
        if (!of[i])
            s[got++] = s[i];
        else if (passed && !quiet)
            pass_over(t, &s[i], of[i]->id, "it repeats what this source says", m);
    return got;
}

/* The statements of rows that the policy admits, all checked. Returns how many. */
static size_t
admitted(const struct table *t, const struct table_row *row, size_t n,
         struct statement *s, struct mem *m)
{
    size_t got = 0;
    for (size_t i = 0; i < n; i++) {
        s[got] = read_statement(t, &row[i], m);
        const struct source *by = s[got].source;
        if (admit[by->grade] && (as_of == LONG_MAX || by->day <= as_of))
            got++;
        else if (passed)
            pass_over(t, &s[got], "", not_admitted(by, m), m);
    }
    statements += (long)n;
    inadmissible += (long)(n - got);
    if (!editions) /* what was out on a day may lack what it repeats */
        got = without_copies(t, s, got, m);
    keys++;
    empty_keys += got == 0;
    return got;
}

/* The number of rows from the first on that have its key. */
static size_t
same_key(const struct table *t, const struct table_row *row, size_t n)
{
    size_t i = 1;
    while (i < n && !table_compare(row->cell, row[i].cell, t->key))
        i++;
    return i;
}

static int
by_date(const void *va, const void *vb)
{
    const struct source *a = ((const struct statement *)va)->source;
    const struct source *b = ((const struct statement *)vb)->source;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return strcmp(a->published, b->published);
}

static int
by_vintage(const void *va, const void *vb)
{
    const struct edition *a = va, *b = vb;
    int c = strcmp(a->published, b->published);
    return c ? c : (a->number > b->number) - (a->number < b->number);
}

/* Fills in how e revises the newest edition before it that has a number in its unit. */
static void
revise(const struct table *t, struct edition *e, const struct edition *oldest,
       struct mem *m)
{
    double now, before;
    char text[NUM_MAX];
    if (!num_parse(e->row.cell[t->at[TABLE_VALUE]], &now))
        return;
    for (const struct edition *p = e; p-- > oldest;) {
        if (!num_parse(p->row.cell[t->at[TABLE_VALUE]], &before) ||
            strcmp(table_cell(t, &e->row, TABLE_UNIT),
                   table_cell(t, &p->row, TABLE_UNIT)))
            continue;
        e->revision = mem_copy(m, num_text(now - before, text));
        e->against = table_cell(t, &p->row, TABLE_SOURCE);
        if (before != 0)
            e->percent =
                mem_copy(m, num_text(100 * (now - before) / fabs(before), text));
        return;
    }
}

/* The editions of one key, oldest first; returns how many. */
static size_t
editions_of(const struct table *t, struct statement *s, size_t n, struct edition *e,
            struct mem *m)
{
    size_t made = 0;
    if (n)
        qsort(s, n, sizeof *s, by_date);
    for (size_t i = 0, k; i < n; i += k) {
        const struct source *by = s[i].source;
        for (k = 1; i + k < n && !by_date(&s[i], &s[i + k]);)
            k++;
        e[made] =
            (struct edition){choose(t, &s[i], k, m), by->published, "", "", "", 0};
        if (by->dated)
            revise(t, &e[made], e, m);
        made++;
    }
    return made;
}

static void
write_triangle(const struct table *t, const struct table_series *series, struct mem *m)
{
    struct statement *s = mem_array(m, series->n, sizeof *s);
    struct edition *e = mem_array(m, series->n, sizeof *e);
    size_t made = 0;
    for (size_t i = 0, k; i < series->n; i += k) {
        k = same_key(t, &series->row[i], series->n - i);
        made += editions_of(t, s, admitted(t, &series->row[i], k, s, m), &e[made], m);
    }
    for (size_t i = 0; i < made; i++)
        e[i].number = i;
    if (made)
        qsort(e, made, sizeof *e, by_vintage);
    for (size_t i = 0; i < made; i++)
        write_row(&e[i], m);
}

/* ---- what was held on each day */

static int
by_day(const void *a, const void *b)
{
    const struct source *x = *(const struct source *const *)a;
    const struct source *y = *(const struct source *const *)b;
    return (x->day > y->day) - (x->day < y->day);
}

/* The days on which something of the series was published, the first of each day. */
static size_t
days_of(struct statement *s, size_t n, const struct source **by, struct mem *m)
{
    const struct source **all = mem_array(m, n, sizeof *all);
    size_t days = 0;
    for (size_t i = 0; i < n; i++)
        all[i] = s[i].source;
    if (n)
        qsort(all, n, sizeof *all, by_day);
    for (size_t i = 0; i < n; i++)
        if (!days || by[days - 1]->day != all[i]->day)
            by[days++] = all[i];
    return days;
}

static const char *
day_text(const struct source *s, struct mem *m)
{
    char text[PERIOD_MAX];
    if (!s->dated)
        return "undated";
    period_text('D', s->day, text);
    return mem_copy(m, text);
}

/* One vintage: s[] are all statements of the series, in key order. */
static void
write_vintage(const struct table *t, const struct statement *s, size_t n,
              const struct source *by, struct mem *m)
{
    struct statement *out_by_then = mem_array(m, n, sizeof *out_by_then);
    for (size_t i = 0, end; i < n; i = end) {
        size_t got = 0;
        for (end = i; end < n && !table_compare(s[i].row.cell, s[end].row.cell, t->key);
             end++)
            if (s[end].source->day <= by->day)
                out_by_then[got++] = s[end];
        got = without_copies(t, out_by_then, got, m);
        if (!got)
            continue;
        struct edition e = {
            choose(t, out_by_then, got, m), day_text(by, m), "", "", "", 0};
        write_row(&e, m);
    }
}

static void
write_editions(const struct table *t, const struct table_series *series, struct mem *m)
{
    struct statement *s = mem_array(m, series->n, sizeof *s);
    const struct source **by = mem_array(m, series->n, sizeof *by);
    size_t got = 0;
    for (size_t i = 0, k; i < series->n; i += k) {
        k = same_key(t, &series->row[i], series->n - i);
        got += admitted(t, &series->row[i], k, &s[got], m);
    }
    size_t days = days_of(s, got, by, m);
    for (size_t d = 0; d < days; d++) {
        struct mem scratch = {0};
        quiet = d + 1 < days;
        write_vintage(t, s, got, by[d], &scratch);
        mem_release(&scratch);
    }
    quiet = false;
}

static int
run(struct mem *run, int n, char **operand)
{
    struct table t;
    struct mem m = {0};
    struct table_pending pending = {0};
    struct table_series rows;
    read_options();
    read_sources(run);
    read_owners(run);
    check_mute();
    table_open(&t, run, n ? operand[0] : NULL, need, TABLE_SORTED);
    register_at = table_find(&t, "register");
    open_passed(&t, run);
    write_header(&t, run);
    while (table_series_next(&t, &m, revisions || editions, &pending, &rows)) {
        if (revisions || editions) {
            (revisions ? write_triangle : write_editions)(&t, &rows, &m);
            continue;
        }
        struct statement *s = mem_array(&m, rows.n, sizeof *s);
        size_t got = admitted(&t, rows.row, rows.n, s, &m);
        if (got) {
            struct edition only_one = {choose(&t, s, got, &m), "", "", "", "", 0};
            write_row(&only_one, &m);
        }
    }
    table_close(&t);
    mem_release(&pending.mem);
    mem_release(&m);
    if (count)
        note("statements: %ld read, %ld not admitted; keys: %ld read, %ld without an "
             "admitted statement; statements whose comparisons fell with their number: "
             "%ld",
             statements, inadmissible, keys, empty_keys, outdated);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[FILE]", 0,  1,
                                       opts,       need,        make,     run};
    return stage_main(&stage, argc, argv);
}
