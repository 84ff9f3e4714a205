/*
 * bound - turns suppression, "at least", comparisons into the tightest bounds
 *
 * Reads a table with unique keys, sorted (after `vintage`), with or without the column
 * compare, and writes the same columns without it. Along each series (rows equal up to
 * period) every comparison "<2016", ">2014", "=2020" is a constraint between the row's
 * period and the one it names; bounds are propagated to the fixpoint.
 *
 * Values are fixed points and pass unchanged. A counted quantity is whole and 0 or more,
 * so "fewer" means at least 1 fewer; for a measured one (percent, money) a strict
 * comparison moves the bound as it is: the written bound is the closed one, and the
 * truth does not touch it. An `approx` value bounds nothing, and the limits of an
 * estimate (ci95, cri95) pass unchanged. Comparing two units is an error.
 *
 * A row that gains a bound keeps its empty value and its O or Q, gets lo, hi and interval
 * `range`, and cites in source every statement that the two bounds rest on (of several
 * chains of reasoning that give the same bound, the shortest); their letters D, E, P, U
 * and V are added to its status. A period that is only referred to gets a row, with
 * status O, when a bound follows for it other than 0 from below.
 *
 * Statements that cannot all be true, a circle of comparisons among them, end the run
 * with 65 and a message that names a smallest chain of them. With --contradictions=keep
 * the series is written as published, the rows of that chain get status U, the message
 * is printed, and the run ends with 1.
 *
 * --admit=FROM:TO lets rows of register FROM stand in for periods in which the series of
 * register TO (equal in all other key columns) has no value: the value is taken over as
 * text, with status D and both sources. --admit=FROM/UNIT:TO/UNIT does so although the
 * units differ; units that differ and are not named are an error. FROM's rows stay.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"
#include "program/stage.h"
#include "program/texts.h"
#include "stat/propagate.h"
#include "table/table.h"

static const char *contradictions = "stop";
static struct opt_list admit_list;
static const struct opt opts[] = {
    {"admit", 'a', OPT_LIST, &admit_list, "FROM[/UNIT]:TO[/UNIT]",
     "let register FROM stand in where TO has no value; may be given several times, "
     "the "
     "first that has one counts"},
    {"contradictions", 0, OPT_TEXT, &contradictions, "stop|keep",
     "stop at statements that cannot all be true (the default), or write the series as "
     "published with status U and end with 1"},
    {0},
};
static const char *const need[] = {"period", "value",  "lo",     "hi", "interval",
                                   "unit",   "status", "source", NULL};
static const char *const make[] = {"lo", "hi", "interval", "status", "source", NULL};

struct admission {
    const char *from, *from_unit, *to, *to_unit; /* units NULL: must be equal */
    const char *option;
    long used;
};

/* What a bound rests on: status letters and sources. */
struct basis {
    const char *status, *cited;
};

/* A period of a series: a row of it, a row admitted for it, or only a name. */
struct node {
    const char *period, *unit;
    long first, last;
    const struct table_row *row, *admitted;
    /* The rows that say its own bounds; NULL: unbounded, or a count's 0. */
    const struct table_row *lo_by, *hi_by;
    struct st_side lo, hi; /* as its own rows say */
    bool value;
    struct basis basis[2]; /* of lo and hi, cited NULL until it is asked for */
};

/* A comparison as it stands in the row of node `at`. */
struct word {
    size_t at;
    const char *text;
};

struct system {
    struct node *node;
    struct st_quantity *x;
    struct st_less *less;
    struct word *word; /* one for each of less[] */
    size_t n, m;
    size_t *way;            /* room for basis_of() */
    struct texts days;      /* first and last day of the nodes before `known` ... */
    size_t *of_days, known; /* ... and the first node that has them, from 1 */
    const char *to;         /* its register, when rows may be admitted */
};

static struct admission *admission;
static bool keep;
static int register_at;
static int *out, outs;
static int exit_code;

static void
read_admissions(struct mem *run)
{
    admission = mem_array(run, admit_list.n + 1, sizeof *admission);
    for (size_t i = 0; i < admit_list.n; i++) {
        const char *text = admit_list.item[i];
        char *from = mem_copy(run, text), *to = strchr(from, ':');
        if (!to || to == from || !to[1])
            usage("--admit: %s, expected FROM:TO or FROM/UNIT:TO/UNIT",
                  msg_quote(text));
        *to++ = '\0';
        char *from_unit = strchr(from, '/'), *to_unit = strchr(to, '/');
        if (!from_unit != !to_unit)
            usage("--admit: %s names one unit, expected both or none", msg_quote(text));
        if (from_unit) {
            *from_unit++ = '\0';
            *to_unit++ = '\0';
        }
        if (!strcmp(from, to))
            usage("--admit: %s admits a register to itself", msg_quote(text));
        admission[i] = (struct admission){from, from_unit, to, to_unit, text, 0};
    }
    if (!strcmp(contradictions, "keep"))
        keep = true;
    else if (strcmp(contradictions, "stop"))
        usage("--contradictions: %s is unknown, expected stop or keep",
              msg_quote(contradictions));
}

/* What a row itself says of its bounds, taken into the node. */
static void
take_bounds(const struct table *t, struct node *q, const struct table_row *row)
{
    struct amount a = table_amount(t, row);
    if (!strcmp(table_cell(t, row, TABLE_INTERVAL), "approx"))
        return;
    bool whole = table_counted(q->unit) && !a.known;
    double lo = whole ? ceil(a.lo) : a.lo, hi = whole ? floor(a.hi) : a.hi;
    if (lo > q->lo.at) {
        q->lo.at = lo;
        q->lo_by = row;
    }
    if (hi < q->hi.at) {
        q->hi.at = hi;
        q->hi_by = row;
    }
}

static struct node *
add_node(const struct table *t, struct system *s, const char *period, const char *unit,
         const struct table_row *row)
{
    struct node *q = &s->node[s->n++];
    struct period p;
    period_parse(period, &p);
    double least = table_counted(unit) ? 0 : -INFINITY;
    *q = (struct node){.period = period,
                       .unit = unit,
                       .first = p.first,
                       .last = p.last,
                       .row = row,
                       .lo = {least, false, 0, ST_OWN},
                       .hi = {INFINITY, false, 0, ST_OWN}};
    if (row) {
        q->value = *table_cell(t, row, TABLE_VALUE) != '\0';
        take_bounds(t, q, row);
    }
    return q;
}

static int
by_period(const void *a, const void *b)
{
    return strcmp(((const struct node *)a)->period, ((const struct node *)b)->period);
}

static size_t *
place_of_days(struct system *s, long first, long last, struct mem *m)
{
    size_t n = s->days.n;
    size_t k = texts_add(m, &s->days, mem_print(m, "%ld/%ld", first, last));
    if (k == n) {
        s->of_days = mem_more(m, s->of_days, n, sizeof *s->of_days);
        s->of_days[n] = 0;
    }
    return &s->of_days[k];
}

static struct node *
node_of_days(struct system *s, const char *period, struct mem *m)
{
    struct period p;
    period_parse(period, &p);
    for (; s->known < s->n; s->known++) {
        const struct node *q = &s->node[s->known];
        size_t *place = place_of_days(s, q->first, q->last, m);
        if (!*place)
            *place = s->known + 1;
    }
    size_t at = *place_of_days(s, p.first, p.last, m);
    return at ? &s->node[at - 1] : NULL;
}

/* The node of a period, told by its text or else by its days; the first `sorted` are in
 * order. NULL: none. */
static struct node *
find_node(struct system *s, size_t sorted, const char *period, struct mem *m)
{
    const struct node key = {.period = period};
    struct node *q = bsearch(&key, s->node, sorted, sizeof key, by_period);
    return q ? q : node_of_days(s, period, m);
}

static void
sort_nodes(struct system *s)
{
    qsort(s->node, s->n, sizeof *s->node, by_period);
    s->days = (struct texts){0};
    s->known = 0;
}

/* The next comparison of a row's cell, checked; NULL at its end. */
static const char *
next_word(const struct table *t, const struct table_row *row, const char **rest,
          struct mem *m)
{
    struct period p;
    if (!**rest)
        return NULL;
    size_t n = strcspn(*rest, " ");
    char *word = mem_text(m, *rest, n);
    if (!*word || !strchr("<>=", *word) || !period_parse(word + 1, &p))
        table_die(
            t, row, "compare",
            "%s is not a comparison, expected <, > or = and a period, several parted "
            "by one blank",
            msg_quote(word));
    *rest += n + ((*rest)[n] == ' ');
    return word;
}

/* Lets the rows of one register stand in where the series has no value. */
static void
admit(const struct table *t, struct system *s, size_t sorted, struct admission *a,
      const struct table_series *group, struct mem *m)
{
    const char *unit = s->node->unit;
    for (size_t i = 0; i < group->n; i++) {
        const struct table_row *from = &group->row[i];
        if (strcmp(from->cell[register_at], a->from))
            continue;
        struct amount amount = table_amount(t, from);
        const char *from_unit = table_cell(t, from, TABLE_UNIT);
        struct node *q = find_node(s, sorted, table_cell(t, from, TABLE_PERIOD), m);
        const char *to_unit = q ? q->unit : a->to_unit ? a->to_unit : unit;
        if ((q && (q->value || q->admitted)) ||
            (!amount.known && isinf(amount.hi) && !*table_cell(t, from, TABLE_LO)))
            continue;
        if (a->to_unit &&
            (strcmp(a->from_unit, from_unit) || strcmp(a->to_unit, to_unit)))
            continue;
        if (!a->to_unit && strcmp(from_unit, to_unit))
            table_die(
                t, from, "unit",
                "%s of %s is not the %s of %s; to admit it all the same name both "
                "units, --admit=%s/%s:%s/%s",
                msg_quote(from_unit), a->from, msg_quote(to_unit), a->to, a->from,
                from_unit, a->to, to_unit);
        if (!q)
            q = add_node(t, s, table_cell(t, from, TABLE_PERIOD), to_unit, NULL);
        q->admitted = from;
        q->value = amount.known;
        take_bounds(t, q, from);
        a->used++;
    }
}

/* Every period of a series: its rows, those referred to, those admitted; sorted. */
static void
gather_nodes(const struct table *t, struct system *s, const struct table_series *series,
             const struct table_series *group, struct mem *m)
{
    size_t words = 0;
    for (size_t i = 0; i < series->n; i++)
        words += strlen(table_cell(t, &series->row[i], TABLE_COMPARE)) / 2;
    s->node = mem_array(m, series->n + words + group->n, sizeof *s->node);
    s->less = mem_array(m, 2 * words + 1, sizeof *s->less);
    s->word = mem_array(m, 2 * words + 1, sizeof *s->word);
    for (size_t i = 0; i < series->n; i++) {
        const struct table_row *row = &series->row[i];
        table_period(t, row);
        add_node(t, s, table_cell(t, row, TABLE_PERIOD), table_cell(t, row, TABLE_UNIT),
                 row);
    }
    size_t sorted = s->n;
    for (size_t i = 0; i < series->n; i++) {
        const struct table_row *row = &series->row[i];
        const char *rest = table_cell(t, row, TABLE_COMPARE), *word;
        while ((word = next_word(t, row, &rest, m)))
            if (!find_node(s, sorted, word + 1, m))
                add_node(t, s, word + 1, table_cell(t, row, TABLE_UNIT), NULL);
    }
    for (size_t i = 0; s->to && i < admit_list.n; i++)
        if (!strcmp(s->to, admission[i].to))
            admit(t, s, sorted, &admission[i], group, m);
    sort_nodes(s);
}

static void
add_less(struct system *s, size_t below, size_t above, bool strict, struct word word)
{
    s->less[s->m] = (struct st_less){below, above, strict};
    s->word[s->m++] = word;
}

static void
gather_comparisons(const struct table *t, struct system *s, struct mem *m)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct table_row *row = s->node[i].row;
        const char *rest = row ? table_cell(t, row, TABLE_COMPARE) : "", *text;
        while (row && (text = next_word(t, row, &rest, m))) {
            const struct node *other = find_node(s, s->n, text + 1, m);
            size_t k = (size_t)(other - s->node);
            if (strcmp(other->unit, s->node[i].unit))
                table_die(t, row, "compare",
                          "%s compares %s with %s, expected one unit", msg_quote(text),
                          msg_quote(s->node[i].unit), msg_quote(other->unit));
            struct word word = {i, text};
            if (*text != '>')
                add_less(s, i, k, *text == '<', word);
            if (*text != '<')
                add_less(s, k, i, *text == '>', word);
        }
    }
    s->x = mem_array(m, s->n, sizeof *s->x);
    for (size_t i = 0; i < s->n; i++)
        s->x[i] = (struct st_quantity){table_counted(s->node[i].unit), s->node[i].lo,
                                       s->node[i].hi};
}

/* One link of a chain of reasoning: a comparison, or the row that says the bound itself
 * (word NULL). row NULL: a count is 0 or more. */
struct link {
    const struct table_row *row;
    const char *period, *word;
};

/* The chain behind one bound of x[i], nearest first. Returns its length. */
static size_t
chain(const struct system *s, size_t i, bool up, struct link link[])
{
    size_t n = 0;
    for (;;) {
        const struct st_side *side = up ? &s->x[i].hi : &s->x[i].lo;
        if (side->by == ST_OWN)
            break;
        const struct node *said = &s->node[s->word[side->by].at];
        link[n++] = (struct link){said->row, said->period, s->word[side->by].text};
        i = up ? s->less[side->by].above : s->less[side->by].below;
    }
    const struct node *q = &s->node[i];
    link[n++] = (struct link){up ? q->hi_by : q->lo_by, q->period, NULL};
    return n;
}

/* A chain in words: `2017 "<2016" by A (line 7), 2016 = 18 by B (line 9)`. */
static const char *
chain_text(const struct table *t, const struct link *link, size_t n, struct mem *m)
{
    const char **part = mem_array(m, n, sizeof *part);
    for (size_t i = 0; i < n; i++) {
        const struct table_row *row = link[i].row;
        const char *says = "a count is 0 or more";
        if (row && link[i].word)
            says = mem_print(m, "\"%s\"", link[i].word);
        else if (row && *table_cell(t, row, TABLE_VALUE))
            says = mem_print(m, "= %s", table_cell(t, row, TABLE_VALUE));
        else if (row)
            says = mem_print(m, "in %s..%s", table_cell(t, row, TABLE_LO),
                             table_cell(t, row, TABLE_HI));
        if (row)
            says = mem_print(m, "%s %s by %s (line %ld)", link[i].period, says,
                             table_cell(t, row, TABLE_SOURCE), row->line);
        part[i] = says;
    }
    return texts_join(m, part, n, ", ");
}

/*
 * Says what contradicts what: ends the run, or notes it. Returns the links, *n of them,
 * for the rows that take part.
 */
static struct link *
contradiction(const struct table *t, const struct system *s,
              const struct st_conflict *conflict, size_t *n, struct mem *m)
{
    struct link *link = mem_array(m, 2 * s->m + s->n + 2, sizeof *link);
    const char *text;
    char lo[NUM_MAX], hi[NUM_MAX];
    if (conflict->quantity == ST_OWN) {
        *n = conflict->n;
        for (size_t i = 0; i < *n; i++) {
            const struct word *w = &s->word[conflict->circle[i]];
            link[i] = (struct link){s->node[w->at].row, s->node[w->at].period, w->text};
        }
        text = mem_print(m, "the comparisons go round in a circle: %s",
                         chain_text(t, link, *n, m));
    } else {
        const struct st_quantity *x = &s->x[conflict->quantity];
        const char *period = s->node[conflict->quantity].period;
        size_t lower = chain(s, conflict->quantity, false, link);
        size_t upper = chain(s, conflict->quantity, true, link + lower);
        *n = lower + upper;
        text = mem_print(
            m, "%s is %s %s (%s) and %s %s (%s): not all of it can be true", period,
            x->lo.open ? "more than" : "at least", num_text(x->lo.at, lo),
            chain_text(t, link, lower, m), x->hi.open ? "less than" : "at most",
            num_text(x->hi.at, hi), chain_text(t, link + lower, upper, m));
    }
    struct place at = {t->in.file, 0, "compare"};
    for (size_t i = 0; i < *n && !at.line; i++)
        if (link[i].row)
            at.line = link[i].row->line;
    if (!keep)
        die_at(EX_DATAERR, at, "%s", text);
    note_at(at, "%s; the series is written as published", text);
    exit_code = 1;
    return link;
}

static void
write_out(char *const cell[], char *made[])
{
    for (int i = 0; i < outs; i++)
        made[i] = cell[out[i]];
    table_write(made, outs);
}

static void
write_as_published(const struct table *t, const struct table_series *series,
                   const struct link *link, size_t n, struct mem *m)
{
    char **made = mem_array(m, (size_t)outs, sizeof *made);
    bool *takes_part = mem_array(m, series->n, sizeof *takes_part);
    for (size_t k = 0; k < n; k++)
        if (link[k].row && link[k].row >= series->row &&
            link[k].row < series->row + series->n)
            takes_part[link[k].row - series->row] = true;
    for (size_t i = 0; i < series->n; i++) {
        struct table_row row = table_keep(t, m, &series->row[i]);
        if (takes_part[i])
            row.cell[t->at[TABLE_STATUS]] =
                table_status(m, table_cell(t, &row, TABLE_STATUS), "U");
        write_out(row.cell, made);
    }
}

/* The letters of a statement that hold for what is derived from it too. */
static char *
inherited(const struct table *t, const struct table_row *row, struct mem *m)
{
    char *status = mem_copy(m, table_cell(t, row, TABLE_STATUS));
    for (const char *own = "ABOQ"; *own; own++)
        status = table_status_less(m, status, *own);
    return status;
}

/* Adds an admitted statement to what the row rests on. */
static void
rest_on_admitted(const struct table *t, struct table_row *row,
                 const struct table_row *statement, struct mem *m)
{
    char **status = &row->cell[t->at[TABLE_STATUS]];
    char **cited = &row->cell[t->at[TABLE_SOURCE]];
    *status = table_status(m, *status, inherited(t, statement, m));
    *status = table_status(m, *status, "D");
    *cited = table_sources(m, *cited, table_cell(t, statement, TABLE_SOURCE));
}

/* A statement added to what a bound rests on. */
static struct basis
joined(const struct table *t, const struct system *s, struct basis b,
       const struct table_row *statement, struct mem *m)
{
    if (!statement)
        return b;
    bool foreign = s->to && strcmp(statement->cell[register_at], s->to);
    b.status = table_status(m, b.status, inherited(t, statement, m));
    b.status = table_status(m, b.status, foreign ? "D" : "");
    b.cited = table_sources(m, b.cited, table_cell(t, statement, TABLE_SOURCE));
    return b;
}

/*
 * What one bound of x[i] rests on: what the bound that it follows from rests on, and the
 * comparison. Kept for every quantity on the way, or long chains would take their square.
 */
static struct basis
basis_of(const struct table *t, struct system *s, size_t i, bool up, struct mem *m)
{
    static const struct basis nothing = {"", ""};
    size_t depth = 0, *way = s->way;
    for (size_t k = i; !s->node[k].basis[up].cited; depth++) {
        const struct st_side *side = up ? &s->x[k].hi : &s->x[k].lo;
        way[depth] = k;
        if (side->by != ST_OWN)
            k = up ? s->less[side->by].above : s->less[side->by].below;
        else
            s->node[k].basis[up] =
                joined(t, s, nothing, up ? s->node[k].hi_by : s->node[k].lo_by, m);
    }
    while (depth-- > 0) {
        struct node *q = &s->node[way[depth]];
        const struct st_side *side = up ? &s->x[way[depth]].hi : &s->x[way[depth]].lo;
        if (side->by == ST_OWN)
            continue;
        size_t from = up ? s->less[side->by].above : s->less[side->by].below;
        q->basis[up] =
            joined(t, s, s->node[from].basis[up], s->node[s->word[side->by].at].row, m);
    }
    return s->node[i].basis[up];
}

static void
rest_on_bound(const struct table *t, struct system *s, size_t i, bool up,
              struct table_row *row, struct mem *m)
{
    char **status = &row->cell[t->at[TABLE_STATUS]];
    char **cited = &row->cell[t->at[TABLE_SOURCE]];
    struct basis b = basis_of(t, s, i, up, m);
    *status = table_status(m, *status, b.status);
    *cited = table_sources(m, *cited, b.cited);
}

/* A bound as text: as published where it stands so, "" when there is none. */
static char *
bound_text(const struct table *t, double at, const struct table_row *by,
           enum table_column c, struct mem *m)
{
    double published;
    char text[NUM_MAX];
    if (isinf(at))
        return mem_copy(m, "");
    if (by && num_parse(table_cell(t, by, c), &published) && published == at)
        return mem_copy(m, table_cell(t, by, c));
    return mem_copy(m, num_text(at, text));
}

/* A row of the series with nothing but its key and unit, status O. */
static struct table_row
blank_row(const struct table *t, const struct node *q, const struct table_row *like,
          struct mem *m)
{
    struct table_row row = {mem_array(m, (size_t)t->n, sizeof *row.cell), like->line};
    for (int i = 0; i < t->n; i++)
        row.cell[i] = i < t->key ? like->cell[i] : mem_copy(m, "");
    row.cell[t->at[TABLE_PERIOD]] = mem_copy(m, q->period);
    row.cell[t->at[TABLE_UNIT]] = mem_copy(m, q->unit);
    row.cell[t->at[TABLE_STATUS]] = mem_copy(m, "O");
    return row;
}

/* Puts an admitted value where there was none. */
static void
take_value(const struct table *t, struct table_row *row,
           const struct table_row *admitted, struct mem *m)
{
    for (enum table_column c = TABLE_VALUE; c <= TABLE_INTERVAL; c++)
        row->cell[t->at[c]] = mem_copy(m, table_cell(t, admitted, c));
    char *status = table_status_less(m, table_cell(t, row, TABLE_STATUS), 'O');
    row->cell[t->at[TABLE_STATUS]] = table_status_less(m, status, 'Q');
}

static void
write_node(const struct table *t, struct system *s, size_t i,
           const struct table_row *like, char *made[], struct mem *m)
{
    const struct node *q = &s->node[i];
    const struct st_quantity *x = &s->x[i];
    bool lo = x->lo.at > q->lo.at, hi = x->hi.at < q->hi.at;
    const char *interval = q->row ? table_cell(t, q->row, TABLE_INTERVAL) : "";
    bool settled = q->row && (q->value || strstr(interval, "95") || (!lo && !hi));
    if (settled && !q->admitted) {
        write_out(q->row->cell, made);
        return;
    }
    if (!q->admitted && !lo && !hi)
        return;
    struct table_row row = q->row ? table_keep(t, m, q->row) : blank_row(t, q, like, m);
    if (q->admitted && q->value)
        take_value(t, &row, q->admitted, m);
    if (q->admitted)
        rest_on_admitted(t, &row, q->admitted, m);
    if (!q->value) {
        bool no_news = x->lo.at == 0 && !q->lo_by && isinf(x->hi.at);
        row.cell[t->at[TABLE_LO]] =
            no_news ? mem_copy(m, "") : bound_text(t, x->lo.at, q->lo_by, TABLE_LO, m);
        row.cell[t->at[TABLE_HI]] = bound_text(t, x->hi.at, q->hi_by, TABLE_HI, m);
        row.cell[t->at[TABLE_INTERVAL]] = mem_copy(m, "range");
        if (lo)
            rest_on_bound(t, s, i, false, &row, m);
        if (hi)
            rest_on_bound(t, s, i, true, &row, m);
    }
    write_out(row.cell, made);
}

static void
bound_series(const struct table *t, const struct table_series *series,
             const struct table_series *group, struct mem *m)
{
    struct system s = {.to = admit_list.n ? series->row->cell[register_at] : NULL};
    struct st_conflict conflict;
    gather_nodes(t, &s, series, group, m);
    gather_comparisons(t, &s, m);
    size_t n_work = st_propagate_work(s.n, s.m);
    size_t *work = mem_array(m, n_work, sizeof *work);
    if (st_propagate(s.x, s.n, s.less, s.m, work, n_work, &conflict) != ST_OK) {
        size_t n;
        struct link *link = contradiction(t, &s, &conflict, &n, m);
        write_as_published(t, series, link, n, m);
        return;
    }
    char **made = mem_array(m, (size_t)outs, sizeof *made);
    s.way = mem_array(m, s.n, sizeof *s.way);
    for (size_t i = 0; i < s.n; i++)
        write_node(t, &s, i, series->row, made, m);
}

static void
write_header(const struct table *t, struct mem *run)
{
    out = mem_array(run, (size_t)t->n, sizeof *out);
    for (int i = 0; i < t->n; i++)
        if (i != t->at[TABLE_COMPARE])
            out[outs++] = i;
    write_out(t->column, mem_array(run, (size_t)outs, sizeof(char *)));
}

static int
run(struct mem *run, int n, char **operand)
{
    struct table t;
    struct table_series group;
    read_admissions(run);
    table_open(&t, run, n ? operand[0] : NULL, need, TABLE_UNIQUE);
    register_at = t.key - 2;
    if (admit_list.n && (t.key < 2 || strcmp(t.column[register_at], "register")))
        die_at(EX_DATAERR, (struct place){t.in.file, 1, NULL},
               "--admit needs the column register just left of period");
    write_header(&t, run);
    while (table_series_next(&t, admit_list.n ? 2 : 1, &group)) {
        struct table_series series;
        for (size_t i = 0; i < group.n; i += series.n) {
            series = (struct table_series){.row = &group.row[i], .n = 1};
            while (i + series.n < group.n &&
                   !table_compare(group.row[i].cell, group.row[i + series.n].cell,
                                  t.key - 1))
                series.n++;
            bound_series(&t, &series, &group, group.m);
        }
    }
    table_close(&t);
    for (size_t i = 0; i < admit_list.n; i++)
        if (!admission[i].used)
            note("--admit=%s: no row was admitted", admission[i].option);
    return exit_code;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[FILE]", 0,  1,
                                       opts,       need,        make,     run};
    return stage_main(&stage, argc, argv);
}
