/*
 * verdicts - in how many series the trend rises, falls or is open, all adjusted
 *
 * Reads what `trend --adjust=HOW` writes, and takes one verdict a series: that of trend.
 * Rising and falling stand only if the p of the series, adjusted for all series of the run
 * (--adjusted, mk-p-bh), is at most --level; when it is above, or may be so in some
 * completion of bounded points, they become undetermined, reason adjusted. A series of which
 * trend says nothing has no verdict, with trend's reason.
 *
 * Writes two kinds of rows, told apart by the key column statistic, with period the span:
 *   trend      one a series: what decided in trend (value, limits, source), and at the right
 *              verdict, alone (trend's own verdict, before the adjustment), reason. Where the
 *              two differ, statistic is trend_alone
 *   rising falling stable undetermined no_verdict
 *              how many series have this verdict, in the unit --unit; in the column --over
 *              stands --to, and members at the right names their codes there. The five
 *              add up to the number of series
 *
 * Of one run of series that differ in --over and in nothing else; so the numbers are those of
 * one indicator, sex and so on. A series in parts (with breaks) ends the run with 65.
 */
#include <stdlib.h>
#include <string.h>

#include "program/num.h"
#include "program/stage.h"
#include "program/texts.h"
#include "table/table.h"

static const char *over = "geo", *to = "W", *unit = "country", *adjusted = "mk-p-bh";
static double level = 0.05;
static const struct opt opts[] = {
    {"over", 'o', OPT_TEXT, &over, "COLUMN",
     "the key column that tells series apart (geo)"},
    {"to", 't', OPT_TEXT, &to, "CODE",
     "what stands in it where series are counted (W)"},
    {"unit", 'u', OPT_TEXT, &unit, "UNIT", "the unit of the numbers (country)"},
    {"adjusted", 'a', OPT_TEXT, &adjusted, "STATISTIC", "the adjusted p (mk-p-bh)"},
    {"level", 'l', OPT_NUMBER, &level, "P",
     "the greatest p at which a verdict stands (0.05)"},
    {0},
};
static const char *const need[] = {"statistic", "period", "value",    "lo",
                                   "hi",        "unit",   "status",   "source",
                                   "verdict",   "reason", "interval", NULL};
static const char *const make[] = {"statistic", "period", "value",  "status",  "source",
                                   "verdict",   "alone",  "reason", "members", NULL};

enum verdict { RISING, FALLING, STABLE, UNDETERMINED, NO_VERDICT, VERDICTS };
static const char *const verdict_name[] = {"rising", "falling", "stable",
                                           "undetermined", "no_verdict"};
/* What is written right of source. */
enum { AT_VERDICT, AT_ALONE, AT_REASON, AT_MEMBERS, ADDED };

struct series {
    struct table_row row; /* that decides */
    enum verdict alone, verdict;
    const char *reason, *p_lo, *p_hi;
    bool not_adjusted; /* rising or falling, and no adjusted p */
};

static int over_at, statistic_at, verdict_at, reason_at, width;
static struct series *series;
static size_t n_series;
static const struct table *sorting;

static enum verdict
verdict_of(const struct table *t, const struct table_row *row)
{
    int v = 0;
    while (v < NO_VERDICT && strcmp(row->cell[verdict_at], verdict_name[v]))
        v++;
    if (v == NO_VERDICT)
        table_die(t, row, "verdict", "%s is no verdict of trend",
                  msg_quote(row->cell[verdict_at]));
    return (enum verdict)v;
}

/* The adjusted p of every completion is at most the level. */
static bool
stands(const struct table *t, const struct table_row *p)
{
    if (!p)
        return false;
    struct amount a = table_amount(t, p);
    return a.hi <= level;
}

static bool
is_model(const char *statistic)
{
    return !strncmp(statistic, "apc-", 4) || strstr(statistic, "slope") != NULL;
}

/* trend took a rising or falling back among the series of its run; its limits still say which
 * it was, or Mann-Kendall's S where bounds leave them open. */
static bool
taken_back(const struct table_row *row)
{
    return !strcmp(row->cell[reason_at], "not-among-so-many");
}

static enum verdict
before_it_was_taken_back(const struct table *t, const struct table_row *decided,
                         const struct table_row *ranks)
{
    struct amount a = table_amount(t, decided);
    if (!(a.lo > 0) && !(a.hi < 0) && ranks)
        a = table_amount(t, ranks);
    return a.lo > 0 || (a.known && a.value > 0) ? RISING : FALLING;
}

/* One series: its rows differ in statistic, and in period when it is in parts. */
static struct series
read_series(const struct table *t, const struct table_series *rows, struct mem *run)
{
    struct series s = {.alone = NO_VERDICT, .reason = ""};
    const struct table_row *decides = NULL, *silent = NULL, *p = NULL, *ranks = NULL;
    for (size_t i = 0; i < rows->n; i++) {
        const struct table_row *row = &rows->row[i];
        const char *statistic = row->cell[statistic_at];
        if (i && strcmp(table_cell(t, row, TABLE_PERIOD),
                        table_cell(t, &rows->row[0], TABLE_PERIOD)))
            table_die(t, row, "period",
                      "a second part of the series, expected one alone");
        if (!strcmp(statistic, adjusted))
            p = row;
        if (!strcmp(statistic, "mk-s"))
            ranks = row;
        if (*row->cell[verdict_at])
            decides = row;
        if (!silent && *row->cell[reason_at] && is_model(statistic))
            silent = row;
    }
    if (decides)
        s.alone = taken_back(decides) ? before_it_was_taken_back(t, decides, ranks)
                                      : verdict_of(t, decides);
    s.verdict = s.alone;
    s.not_adjusted = !p && (s.alone == RISING || s.alone == FALLING);
    if (!decides)
        s.reason = silent ? mem_copy(run, silent->cell[reason_at]) : "";
    else if ((s.alone == RISING || s.alone == FALLING) &&
             (taken_back(decides) || !stands(t, p))) {
        s.verdict = UNDETERMINED;
        s.reason = "adjusted";
    }
    s.row = table_keep(t, run, decides ? decides : silent ? silent : &rows->row[0]);
    return s;
}

static void
add_series(const struct table *t, const struct table_series *rows, struct mem *run)
{
    series = mem_more(run, series, n_series, sizeof *series);
    series[n_series] = read_series(t, rows, run);
    for (int c = 0; c < t->key - 2; c++)
        if (c != over_at && strcmp(series[n_series].row.cell[c], series[0].row.cell[c]))
            table_die(
                t, &rows->row[0], t->column[c],
                "%s, in the series above %s: expected series that differ in %s alone",
                msg_quote(series[n_series].row.cell[c]),
                msg_quote(series[0].row.cell[c]), over);
    n_series++;
}

/* The row of one series: up to source as in trend, then what is said here. */
static char **
trend_row(const struct series *s, struct mem *run)
{
    char **cell = mem_array(run, (size_t)(width + ADDED), sizeof *cell);
    memcpy(cell, s->row.cell, (size_t)width * sizeof *cell);
    cell[statistic_at] =
        mem_copy(run, s->verdict == s->alone ? "trend" : "trend_alone");
    cell[width + AT_VERDICT] = mem_copy(run, verdict_name[s->verdict]);
    cell[width + AT_ALONE] = mem_copy(run, verdict_name[s->alone]);
    cell[width + AT_REASON] = mem_copy(run, s->reason);
    cell[width + AT_MEMBERS] = mem_copy(run, "");
    return cell;
}

/* The span from the earliest begin to the latest end of all series. */
static char *
span_of_all(const struct table *t, struct mem *run)
{
    const char *from = NULL, *until = NULL;
    for (size_t i = 0; i < n_series; i++) {
        const char *span = table_cell(t, &series[i].row, TABLE_PERIOD);
        const char *slash = strchr(span, '/');
        const char *begin = mem_text(run, span, strcspn(span, "/"));
        const char *end = slash ? slash + 1 : span;
        from = !from || strcmp(begin, from) < 0 ? begin : from;
        until = !until || strcmp(end, until) > 0 ? end : until;
    }
    return mem_print(run, "%s/%s", from, until);
}

/* How many series have this verdict. The row rests on all series. */
static char **
count_row(const struct table *t, enum verdict v, struct mem *run)
{
    char number[NUM_MAX];
    char **cell = mem_array(run, (size_t)(width + ADDED), sizeof *cell);
    char *status = mem_copy(run, "E");
    struct table_union source = {0};
    const char **member = mem_array(run, n_series, sizeof *member);
    size_t n = 0;
    for (size_t i = 0; i < n_series; i++) {
        const struct table_row *row = &series[i].row;
        const char *letters =
            table_status_less(run, table_cell(t, row, TABLE_STATUS), 'O');
        status = table_status(run, status, table_status_less(run, letters, 'Q'));
        table_union_add(run, &source, table_cell(t, row, TABLE_SOURCE));
        if (series[i].verdict == v)
            member[n++] = row->cell[over_at];
    }
    for (int c = 0; c < width + ADDED; c++)
        cell[c] = c < t->key ? series[0].row.cell[c] : mem_copy(run, "");
    cell[over_at] = mem_copy(run, to);
    cell[statistic_at] = mem_copy(run, verdict_name[v]);
    cell[t->at[TABLE_PERIOD]] = span_of_all(t, run);
    cell[t->at[TABLE_VALUE]] = mem_copy(run, num_text((double)n, number));
    cell[t->at[TABLE_UNIT]] = mem_copy(run, unit);
    cell[t->at[TABLE_STATUS]] = status;
    cell[t->at[TABLE_SOURCE]] = table_union_text(run, &source);
    cell[width + AT_MEMBERS] = texts_join(run, member, n, " ");
    return cell;
}

static int
by_key(const void *va, const void *vb)
{
    char *const *a = *(char **const *)va, *const *b = *(char **const *)vb;
    return table_compare(a, b, sorting->key);
}

static void
write_all(const struct table *t, struct mem *run)
{
    size_t n = 0;
    char ***row = mem_array(run, n_series + VERDICTS, sizeof *row);
    for (size_t i = 0; i < n_series; i++)
        row[n++] = trend_row(&series[i], run);
    for (int v = 0; v < VERDICTS && n_series; v++)
        row[n++] = count_row(t, (enum verdict)v, run);
    if (n)
        qsort(row, n, sizeof *row, by_key);
    for (size_t i = 0; i < n; i++)
        table_write(row[i], width + ADDED);
}

static void
write_header(const struct table *t, struct mem *run)
{
    static const char *const added[ADDED] = {"verdict", "alone", "reason", "members"};
    char **header = mem_array(run, (size_t)(width + ADDED), sizeof *header);
    memcpy(header, t->column, (size_t)width * sizeof *header);
    for (int i = 0; i < ADDED; i++)
        header[width + i] = mem_copy(run, added[i]);
    table_write(header, width + ADDED);
}

static int
run(struct mem *run, int n, char **operand)
{
    struct table t;
    struct table_series rows;
    table_open(&t, run, n ? operand[0] : NULL, need, TABLE_UNIQUE);
    sorting = &t;
    over_at = table_find(&t, over);
    statistic_at = table_find(&t, "statistic");
    verdict_at = table_find(&t, "verdict");
    reason_at = table_find(&t, "reason");
    width = t.at[TABLE_SOURCE] + 1;
    if (statistic_at != t.key - 2)
        die_at(EX_DATAERR, (struct place){t.in.file, 1, "statistic"},
               "expected it just left of period, as `trend` writes it");
    if (over_at < 0 || over_at >= statistic_at)
        usage("--over: %s is no key column left of statistic", msg_quote(over));
    write_header(&t, run);
    while (table_series_next(&t, 2, &rows))
        add_series(&t, &rows, run);
    for (size_t i = 0; i < n_series; i++)
        if (series[i].not_adjusted)
            table_die(
                &t, &series[i].row, "statistic",
                "the series has no row %s, expected one, as `trend --adjust` writes it",
                msg_quote(adjusted));
    table_close(&t);
    write_all(&t, run);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[FILE]", 0,  1,
                                       opts,       need,        make,     run};
    return stage_main(&stage, argc, argv);
}
