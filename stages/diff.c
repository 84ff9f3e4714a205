/*
 * diff - what changed from one edition of a table to the next, key by key
 *
 * Reads two tables sorted by key and writes one row per key that is not the same in both.
 * It is itself a table: the key, what NEW says (a removed row is missing there: status O),
 * and right of source
 *   change            the first of these that fits:
 *     removed, added  the key is in OLD, in NEW alone
 *     unit            another unit, so that the numbers cannot be compared
 *     revised         another number
 *     withheld        a number in OLD and none in NEW
 *     released        a number in NEW and none in OLD
 *     bounds          other bounds, or another comparison
 *     status          other status letters
 *     text            the same number written otherwise (5, 5.0), or another column
 *     source          another source, and nothing else
 *   columns           which columns differ, parted by blanks
 *   old_value ... old_source   what OLD says
 *   revision, revision_percent   NEW less OLD, and in percent of the size of OLD's number
 *                     (empty when that is 0); of revised rows alone
 *
 * Rows that share a key (statements) belong together by their source, so in the ledger the
 * source is part of the key; rows of one key and source, in the order in which they stand.
 * When each table has one row of a key the two are compared whatever their sources.
 *
 * Columns may differ. A column right of value that one table lacks is not compared. A key
 * column that one table lacks counts as _T (all) there. Both are noted and make a
 * difference. The key columns that both have must stand in the same order.
 *
 * --format=text writes a report instead: the counts, which add up to the rows of each
 * table; for each unit how many numbers were revised up and down, and by how much over all
 * numbers that both tables have, totals and parts alike; and the rows, by kind of change.
 *
 * Exit code 0: no difference, 1: differences.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"
#include "program/stage.h"
#include "table/result.h"
#include "table/table.h"

static const char *format = "csv";
static double tolerance;
static long limit = 20;
static bool all, largest;
static struct opt_list ignore;
static const struct opt opts[] = {
    {"format", 'f', OPT_TEXT, &format, "FORMAT", "csv (the default) or text, a report"},
    {"tolerance", 't', OPT_NUMBER, &tolerance, "SHARE",
     "numbers that differ by no more than this share of OLD's are the same (0)"},
    {"ignore", 'i', OPT_LIST, &ignore, "COLUMN",
     "do not compare this column, such as source when editions are compared; may be "
     "given several times; one that is not there is no fault"},
    {"all", 'a', OPT_FLAG, &all, NULL, "write the rows that are the same as well"},
    {"largest", 'l', OPT_FLAG, &largest, NULL,
     "list the rows of a report by the size of the revision, or of the number where "
     "only "
     "one table has it, the largest first"},
    {"limit", 'n', OPT_COUNT, &limit, "N",
     "list at most so many rows of a kind in a report (20; 0: all); the counts are "
     "exact"},
    {0},
};
static const char *const need[] = {"period", "value",  "lo",     "hi", "interval",
                                   "unit",   "status", "source", NULL};
static const char *const make[] = {"change",   "columns",          "old_value",
                                   "old_lo",   "old_hi",           "old_interval",
                                   "old_unit", "old_status",       "old_source",
                                   "revision", "revision_percent", NULL};

/* The classes of change, the gravest first, and rows that one table lacks. */
enum change {
    UNIT,
    REVISED,
    WITHHELD,
    RELEASED,
    BOUNDS,
    STATUS,
    TEXT,
    SOURCE,
    REMOVED,
    ADDED,
    SAME,
    CHANGES
};
static const char *const change_name[CHANGES] = {
    "unit", "revised", "withheld", "released", "bounds", "status",
    "text", "source",  "removed",  "added",    "same"};

static const enum table_column said[] = {TABLE_VALUE,    TABLE_LO,   TABLE_HI,
                                         TABLE_INTERVAL, TABLE_UNIT, TABLE_STATUS,
                                         TABLE_SOURCE};
enum { SAID = sizeof said / sizeof *said, MADE = sizeof make / sizeof *make - 1 };

/* One of the two tables, its key columns as those of the result, and the rows at hand,
 * which share a key. */
struct side {
    struct table tab;
    int *key; /* -1: it lacks the column */
    struct table_pending pending;
    struct mem mem;
    struct table_series group;
    bool any;
};
enum { OLD, NEW };
static struct side side[2];
static const char **key_name;
static int keys;

/* A column right of value that both have. */
struct compared {
    const char *name;
    int at[2];
    enum change change; /* what a difference there is called */
};
static struct compared *compared;
static int n_compared;
static bool columns_differ;

/* Of the numbers of one unit that both tables have. */
struct tally {
    const char *unit;
    long n, up, down;
    double sum, sum_size, greatest;
    const char *greatest_key;
    struct tally *next;
};
static struct tally *tallies;
static long counts[CHANGES];
static struct list {
    struct listed {
        const char *line;
        double size;
        size_t place;
    } * item;
    size_t n;
} list[CHANGES];
static bool report;

/* ---- columns */

static bool
is_ignored(const char *column)
{
    for (size_t i = 0; i < ignore.n; i++)
        if (!strcmp(ignore.item[i], column))
            return true;
    return false;
}

static bool
is_key(const struct side *s, const char *column)
{
    int at = table_find(&s->tab, column);
    return at >= 0 && at < s->tab.key;
}

static void
note_lacking(const struct side *s, const char *column, const char *what)
{
    note("%s: no column %s: %s", s->tab.in.file, column, what);
    columns_differ = true;
}

/* The key columns of both in one order that is the order of each. */
static void
join_keys(struct mem *run)
{
    struct table *old = &side[OLD].tab, *new = &side[NEW].tab;
    size_t most = (size_t)(old->key + new->key);
    key_name = mem_array(run, most, sizeof *key_name);
    for (int s = 0; s < 2; s++)
        side[s].key = mem_array(run, most, sizeof *side[s].key);
    for (int i = 0, j = 0; i < old->key || j < new->key; keys++) {
        bool both =
            i < old->key && j < new->key && !strcmp(old->column[i], new->column[j]);
        bool of_old = !both && i < old->key && !is_key(&side[NEW], old->column[i]);
        if (!both && !of_old && (j == new->key || is_key(&side[OLD], new->column[j])))
            die_at(EX_DATAERR, (struct place){new->in.file, 1, NULL},
                   "key column %s stands in another place than in %s, expected the key "
                   "columns of both in one order",
                   old->column[i], old->in.file);
        key_name[keys] = both || of_old ? old->column[i] : new->column[j];
        if (!both)
            note_lacking(&side[of_old ? NEW : OLD], key_name[keys], "counts as _T");
        side[OLD].key[keys] = both || of_old ? i++ : -1;
        side[NEW].key[keys] = of_old ? -1 : j++;
    }
}

static enum change
kind_of(const char *column)
{
    static const struct {
        const char *name;
        enum change change;
    } kind[] = {{"value", REVISED},   {"lo", BOUNDS},      {"hi", BOUNDS},
                {"interval", BOUNDS}, {"compare", BOUNDS}, {"unit", UNIT},
                {"status", STATUS},   {"source", SOURCE}};
    for (size_t i = 0; i < sizeof kind / sizeof *kind; i++)
        if (!strcmp(kind[i].name, column))
            return kind[i].change;
    return TEXT;
}

static void
choose_compared(struct mem *run)
{
    struct table *old = &side[OLD].tab, *new = &side[NEW].tab;
    compared = mem_array(run, (size_t)old->n, sizeof *compared);
    if (is_ignored("value"))
        usage("--ignore=value: expected another column");
    for (int i = old->key; i < old->n; i++) {
        const char *name = old->column[i];
        int j = table_find(new, name);
        if (is_ignored(name))
            continue;
        if (j < new->key)
            note_lacking(&side[NEW], name, "it is not compared");
        else
            compared[n_compared++] = (struct compared){name, {i, j}, kind_of(name)};
    }
    for (int j = new->key; j < new->n; j++)
        if (!is_ignored(new->column[j]) && table_find(old, new->column[j]) < old->key)
            note_lacking(&side[OLD], new->column[j], "it is not compared");
}

/* ---- one row of each */

static enum change
compare_cells(const struct compared *c, const char *old, const char *new)
{
    double a, b;
    if (!strcmp(old, new))
        return SAME;
    if (num_parse(old, &a) && num_parse(new, &b)) {
        if (fabs(b - a) <= tolerance * fabs(a))
            return tolerance > 0 ? SAME : TEXT;
        return c->change;
    }
    if (c->change != REVISED)
        return c->change;
    return *new ? RELEASED : WITHHELD;
}

/* One key, as it is written. */
struct row {
    enum change change;
    const struct table_row *of[2]; /* NULL: removed or added */
    char *columns;
    const char *revision, *percent;
    double difference;
};

static struct tally *
find_tally(const char *unit, struct mem *run)
{
    struct tally **t = &tallies;
    while (*t && strcmp((*t)->unit, unit))
        t = &(*t)->next;
    if (!*t) {
        *t = mem_get(run, sizeof **t);
        (*t)->unit = mem_copy(run, unit);
    }
    return *t;
}

static const char *
key_cell(int which, const struct table_row *row, int i)
{
    return side[which].key[i] < 0 ? "_T" : row->cell[side[which].key[i]];
}

static char *
key_text(int which, const struct table_row *row, struct mem *m)
{
    char *text = mem_copy(m, key_cell(which, row, 0));
    for (int i = 1; i < keys; i++)
        text = mem_print(m, "%s,%s", text, key_cell(which, row, i));
    return text;
}

/* The two have numbers in one unit. */
static void
measure(struct row *r, double old, double new, struct mem *m, struct mem *run)
{
    struct tally *t =
        find_tally(table_cell(&side[OLD].tab, r->of[OLD], TABLE_UNIT), run);
    t->n++;
    if (r->change != REVISED)
        return;
    char text[NUM_MAX];
    double d = r->difference = new - old;
    r->revision = mem_copy(m, num_text(d, text));
    if (old != 0)
        r->percent = mem_copy(m, num_text(100 * d / fabs(old), text));
    t->up += d > 0;
    t->down += d < 0;
    t->sum += d;
    t->sum_size += fabs(d);
    if (fabs(d) > fabs(t->greatest)) {
        t->greatest = d;
        t->greatest_key = key_text(NEW, r->of[NEW], run);
    }
}

static struct row
compare_rows(const struct table_row *old, const struct table_row *new, struct mem *m,
             struct mem *run)
{
    struct row r = {SAME, {old, new}, mem_copy(m, ""), "", "", 0};
    bool unit = false;
    for (int i = 0; i < n_compared; i++) {
        const struct compared *c = &compared[i];
        enum change change =
            compare_cells(c, old->cell[c->at[OLD]], new->cell[c->at[NEW]]);
        if (change == SAME)
            continue;
        unit = unit || change == UNIT;
        r.columns = mem_print(m, "%s%s%s", r.columns, *r.columns ? " " : "", c->name);
        if (change < r.change)
            r.change = change;
    }
    struct amount a = table_amount(&side[OLD].tab, old),
                  b = table_amount(&side[NEW].tab, new);
    if (a.known && b.known && !unit)
        measure(&r, a.value, b.value, m, run);
    return r;
}

/* ---- writing */

static void
write_header(struct mem *run)
{
    char **header = mem_array(run, (size_t)keys + SAID + MADE, sizeof *header);
    int n = 0;
    for (int i = 0; i < keys; i++)
        header[n++] = mem_copy(run, key_name[i]);
    for (int i = 0; i < SAID; i++)
        header[n++] = mem_copy(run, table_name[said[i]]);
    for (int i = 0; i < MADE; i++) {
        for (int k = 0; k < keys; k++)
            if (!strcmp(make[i], key_name[k]))
                die(EX_DATAERR,
                    "key column %s is a name of the result's, expected "
                    "another",
                    make[i]);
        header[n++] = mem_copy(run, make[i]);
    }
    table_write(header, n);
}

static void
write_row(const struct row *r, struct mem *m)
{
    char **cell = mem_array(m, (size_t)keys + SAID + MADE, sizeof *cell);
    int n = 0, from = r->of[NEW] ? NEW : OLD;
    for (int i = 0; i < keys; i++)
        cell[n++] = mem_copy(m, key_cell(from, r->of[from], i));
    for (int i = 0; i < SAID; i++)
        cell[n++] = mem_copy(m, r->of[NEW] || said[i] == TABLE_UNIT
                                    ? table_cell(&side[from].tab, r->of[from], said[i])
                                : said[i] == TABLE_STATUS ? "O"
                                                          : "");
    cell[n++] = mem_copy(m, change_name[r->change]);
    cell[n++] = r->columns;
    for (int i = 0; i < SAID; i++)
        cell[n++] = mem_copy(
            m, r->of[OLD] ? table_cell(&side[OLD].tab, r->of[OLD], said[i]) : "");
    cell[n++] = mem_copy(m, r->revision);
    cell[n++] = mem_copy(m, r->percent);
    table_write(cell, n);
}

/* A cell for reading: a number as it is, a text in quotes. */
static const char *
shown(const char *cell, struct mem *m)
{
    double x;
    if (!*cell)
        return "nothing";
    return num_parse(cell, &x) ? cell : mem_copy(m, msg_quote(cell));
}

/* What a row says that has nothing to be compared with, or is the same. */
static char *
say_alone(int which, const struct table_row *row, struct mem *m)
{
    const struct table *t = &side[which].tab;
    const char *value = table_cell(t, row, TABLE_VALUE);
    const char *lo = table_cell(t, row, TABLE_LO), *hi = table_cell(t, row, TABLE_HI);
    const char *text = *value       ? mem_print(m, "value %s", value)
                       : *lo || *hi ? mem_print(m, "%s..%s", lo, hi)
                                    : mem_print(m, "no value, status %s",
                                                table_cell(t, row, TABLE_STATUS));
    return mem_print(m, "%s (%s)", text, table_cell(t, row, TABLE_SOURCE));
}

static char *
say_changes(const struct row *r, struct mem *m)
{
    char *text = mem_copy(m, "");
    for (int i = 0; i < n_compared; i++) {
        const struct compared *c = &compared[i];
        const char *old = r->of[OLD]->cell[c->at[OLD]];
        const char *new = r->of[NEW]->cell[c->at[NEW]];
        if (compare_cells(c, old, new) == SAME)
            continue;
        text = mem_print(m, "%s%s%s %s -> %s", text, *text ? "; " : "", c->name,
                         shown(old, m), shown(new, m));
        if (c->change == REVISED && *r->revision)
            text = mem_print(m, "%s (%s%s%s%s%s)", text, r->difference > 0 ? "+" : "",
                             r->revision, *r->percent ? ", " : "",
                             *r->percent ? result_round(m, strtod(r->percent, NULL), 3)
                                         : "",
                             *r->percent ? " %" : "");
    }
    return text;
}

/* How much a row matters in a list by size: its revision, or the one number that it has. */
static double
size_of(const struct row *r)
{
    double x = 0;
    if (r->change == REVISED)
        return fabs(r->difference);
    for (int s = 0; s < 2; s++)
        if (r->of[s])
            num_parse(table_cell(&side[s].tab, r->of[s], TABLE_VALUE), &x);
    return fabs(x);
}

static void
list_row(const struct row *r, struct mem *m, struct mem *run)
{
    struct list *l = &list[r->change];
    if (limit && !largest && l->n == (size_t)limit)
        return;
    int from = r->of[NEW] ? NEW : OLD;
    bool alone = r->change >= REMOVED;
    const char *line = mem_print(
        run, "%-8s  %s: %s", change_name[r->change], key_text(from, r->of[from], m),
        alone ? say_alone(from, r->of[from], m) : say_changes(r, m));
    l->item = mem_push(run, l->item, l->n, sizeof *l->item);
    l->item[l->n] = (struct listed){line, size_of(r), l->n};
    l->n++;
}

static void
put(const struct row *r, struct mem *m, struct mem *run)
{
    counts[r->change]++;
    if (r->change == SAME && !all)
        return;
    if (report)
        list_row(r, m, run);
    else
        write_row(r, m);
}

static void
put_alone(int which, const struct table_row *row, struct mem *m, struct mem *run)
{
    struct row r = {
        which == OLD ? REMOVED : ADDED, {NULL, NULL}, mem_copy(m, ""), "", "", 0};
    r.of[which] = row;
    table_amount(&side[which].tab, row);
    put(&r, m, run);
}

/* ---- groups of rows that share a key */

static const struct table *sorting; /* qsort has no room for it */

static int
by_source(const void *va, const void *vb)
{
    const struct table_row *a = va, *b = vb;
    int c = strcmp(table_cell(sorting, a, TABLE_SOURCE),
                   table_cell(sorting, b, TABLE_SOURCE));
    return c ? c : (a->line > b->line) - (a->line < b->line);
}

static void
compare_groups(struct mem *m, struct mem *run)
{
    struct table_series *old = &side[OLD].group, *new = &side[NEW].group;
    bool one = old->n == 1 && new->n == 1;
    for (int s = 0; s < 2 && !one; s++) {
        sorting = &side[s].tab;
        qsort(side[s].group.row, side[s].group.n, sizeof(struct table_row), by_source);
    }
    for (size_t i = 0, j = 0; i < old->n || j < new->n;) {
        int c = i == old->n ? 1 : j == new->n ? -1 : 0;
        if (!c && !one)
            c = strcmp(table_cell(&side[OLD].tab, &old->row[i], TABLE_SOURCE),
                       table_cell(&side[NEW].tab, &new->row[j], TABLE_SOURCE));
        if (c < 0) {
            put_alone(OLD, &old->row[i++], m, run);
        } else if (c > 0) {
            put_alone(NEW, &new->row[j++], m, run);
        } else {
            struct row r = compare_rows(&old->row[i++], &new->row[j++], m, run);
            put(&r, m, run);
        }
    }
}

static void
advance(struct side *s)
{
    s->any = table_series_next(&s->tab, &s->mem, 0, &s->pending, &s->group);
}

static int
compare_keys(void)
{
    if (!side[OLD].any || !side[NEW].any)
        return side[OLD].any ? -1 : 1;
    for (int i = 0; i < keys; i++) {
        int c = strcmp(key_cell(OLD, side[OLD].group.row, i),
                       key_cell(NEW, side[NEW].group.row, i));
        if (c)
            return c;
    }
    return 0;
}

static void
merge(struct mem *run)
{
    struct mem m = {0};
    advance(&side[OLD]);
    advance(&side[NEW]);
    while (side[OLD].any || side[NEW].any) {
        mem_reset(&m);
        int c = compare_keys();
        if (c == 0)
            compare_groups(&m, run);
        for (int s = 0; s < 2; s++) {
            struct table_series *g = &side[s].group;
            if (c && s == (c < 0 ? OLD : NEW))
                for (size_t i = 0; i < g->n; i++)
                    put_alone(s, &g->row[i], &m, run);
            if (c == 0 || s == (c < 0 ? OLD : NEW))
                advance(&side[s]);
        }
    }
    mem_release(&m);
}

/* ---- the report */

static long
changed(void)
{
    long n = 0;
    for (int c = UNIT; c < REMOVED; c++)
        n += counts[c];
    return n;
}

static int
by_size(const void *va, const void *vb)
{
    const struct listed *a = va, *b = vb;
    if (a->size != b->size)
        return a->size < b->size ? 1 : -1;
    return (a->place > b->place) - (a->place < b->place);
}

static void
write_list(enum change change)
{
    const struct list *l = &list[change];
    size_t n = limit && (size_t)limit < l->n ? (size_t)limit : l->n;
    if (!l->n)
        return;
    if (largest)
        qsort(l->item, l->n, sizeof *l->item, by_size);
    putchar('\n');
    for (size_t i = 0; i < n; i++)
        puts(l->item[i].line);
    if ((long)n < counts[change])
        printf("and %ld more %s; --limit=0 lists all\n", counts[change] - (long)n,
               change_name[change]);
}

static void
write_report(struct mem *run)
{
    long n = changed(), other[2] = {counts[REMOVED], counts[ADDED]};
    for (int s = 0; s < 2; s++)
        printf("%s: %ld rows = %ld the same + %ld changed + %ld %s\n",
               side[s].tab.in.file, side[s].tab.rows, counts[SAME], n, other[s],
               change_name[s == OLD ? REMOVED : ADDED]);
    const char *sep = "changed: ";
    for (int c = UNIT; c < REMOVED; c++)
        if (counts[c]) {
            printf("%s%ld %s", sep, counts[c], change_name[c]);
            sep = ", ";
        }
    if (n)
        putchar('\n');
    for (struct tally *t = tallies; t; t = t->next)
        if (t->up || t->down)
            printf("%s: numbers in both %ld, revised up %ld, down %ld; mean revision "
                   "%s, mean absolute %s, greatest %s%s (%s)\n",
                   t->unit, t->n, t->up, t->down,
                   result_round(run, t->sum / (double)t->n, 3),
                   result_round(run, t->sum_size / (double)t->n, 3),
                   t->greatest > 0 ? "+" : "", result_round(run, t->greatest, 15),
                   t->greatest_key);
    for (int c = 0; c < CHANGES; c++)
        write_list((enum change)c);
}

static int
run(struct mem *run, int n, char **operand)
{
    (void)n;
    report = !strcmp(format, "text");
    if (!report && strcmp(format, "csv"))
        usage("--format: %s is unknown, expected csv or text", msg_quote(format));
    if (tolerance < 0)
        usage("--tolerance: expected a share from 0 up");
    if (!strcmp(operand[OLD], "-") && !strcmp(operand[NEW], "-"))
        usage("standard input can be one of the two tables, not both");
    for (int s = 0; s < 2; s++)
        table_open(&side[s].tab, run, operand[s], need, TABLE_SORTED);
    join_keys(run);
    choose_compared(run);
    if (!report)
        write_header(run);
    merge(run);
    for (int s = 0; s < 2; s++) {
        table_close(&side[s].tab);
        mem_release(&side[s].pending.mem);
        mem_release(&side[s].mem);
    }
    if (report)
        write_report(run);
    return columns_differ || counts[REMOVED] || counts[ADDED] || changed();
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "OLD NEW", 2,  2,
                                       opts,       need,        make,      run};
    return stage_main(&stage, argc, argv);
}
