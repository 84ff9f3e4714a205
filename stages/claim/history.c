#include "claim/history.h"

#include <limits.h>
#include <string.h>

#include "claim/function.h"
#include "document/display.h"
#include "program/num.h"
#include "trend/verdict.h"

static const char *
day(struct mem *m, long number)
{
    char text[PERIOD_MAX];
    period_text('D', number, text);
    return display_date(m, text);
}

/* "on 4 May 2023", "in 2017", "without a date" */
static const char *
when(struct mem *m, const char *published)
{
    if (!*published)
        return "in a source without a date";
    return mem_print(m, "%s %s", strlen(published) == 10 ? "on" : "in",
                     display_date(m, published));
}

/* How the statement's date stands to the day of the evidence. */
static const char *
how_late(const struct evidence *e, const struct exact *x)
{
    struct period p;
    if (x->out || e->day == LONG_MAX)
        return "";
    if (!period_parse(x->source->published, &p))
        return ", which cannot be shown to have been public then";
    return p.first <= e->day ? ", which may be later than the article"
                             : ", later than the article";
}

static const char *
said_exactly(const struct evidence *e, const struct exact *x)
{
    char text[NUM_MAX];
    bool rounded = false;
    const char *number =
        display_number(e->m, num_text(x->row->amount.value, text), 2, true, &rounded);
    bool rank = !strcmp(book_cell(e->statements, x->row, TABLE_UNIT), "rank");
    return mem_print(e->m, " %s%s is what %s%s said %s%s.", rank ? "Rank " : "", number,
                     sources_credit(e->m, x->source), *x->source->of ? "," : "",
                     when(e->m, x->source->published), how_late(e, x));
}

/* "from 4 May 2023 to 6 March 2024 and since 7 May 2024" */
static const char *
times_held(struct mem *m, const struct timeline *t)
{
    const char *out = "", *p = timeline_held(m, t);
    for (size_t n; *p; p += n + (p[n] == ' ')) {
        n = strcspn(p, " ");
        size_t from = strcspn(p, "/");
        out = mem_print(m, "%s%s%s", out, *out ? " and " : "",
                        timeline_span(m, mem_text(m, p, from),
                                      mem_text(m, p + from + 1, n - from - 1)));
    }
    return out;
}

/* A published rank decides it. */
static bool
by_rank(const struct node *n)
{
    for (size_t i = 0; i < n->judged->ranks; i++)
        if (n->judged->rank[i].told)
            return true;
    for (int i = 0; i < n->n; i++)
        if (by_rank(n->arg[i]))
            return true;
    return false;
}

/* The one edition that figures were taken from, and where several had to be mixed. */
struct editions {
    struct edition taken;
    bool mixed, by_quarters, loose;
};

static void
editions_below(const struct node *n, struct editions *x)
{
    if (n->judged->taken.publisher && n->judged->taken.day >= x->taken.day)
        x->taken = n->judged->taken;
    x->mixed = x->mixed || n->judged->mixed;
    x->by_quarters = x->by_quarters || n->judged->by_quarters;
    x->loose = x->loose || (n->judged->loose && !by_rank(n));
    for (int i = 0; i < n->n; i++)
        editions_below(n->arg[i], x);
}

static const char *
put_together(const struct evidence *e, struct node *test)
{
    struct node_list leaves = judge_leaves(e->m, test);
    struct editions x = {0};
    for (size_t i = 0; i < leaves.n; i++)
        editions_below(leaves.item[i], &x);
    const char *out = "", *by = "";
    if (x.taken.publisher && x.taken.day != LONG_MAX)
        by = mem_print(e->m, " from one edition (%s, %s)", x.taken.credit,
                       day(e->m, x.taken.day));
    if (x.by_quarters)
        return *by ? mem_print(e->m,
                               " What is stated of the whole%s; of the others the sum "
                               "of the quarters, each from the edition that lists all.",
                               by)
                   : " The sums of the quarters, each from the edition that lists all.";
    if (*by)
        out = mem_print(e->m, " All%s.", by);
    if (x.mixed)
        out = mem_print(e->m,
                        "%s Figures of several editions are put together, the newest "
                        "of each.",
                        out);
    if (x.loose)
        out =
            mem_print(e->m,
                      "%s No one edition decides it: it follows from what several say, "
                      "each figure as wide as they differ.",
                      out);
    return out;
}

/* The first source of a cell, or NULL. */
static const struct source *
source_of(const struct evidence *e, const struct cell *c)
{
    size_t n;
    return c->held == HELD && !c->ref->from
               ? sources_next(&e->cite, evidence_source(e, c), &n)
               : NULL;
}

/* When no figure is one that its owner states: who passes it on. */
static const char *
relayed(const struct evidence *e, struct node *test)
{
    struct node_list leaves = judge_leaves(e->m, test);
    struct cell_list cells = {0};
    const char *owner = "", *relays = "";
    for (size_t i = 0; i < leaves.n; i++)
        judge_cells(e->m, leaves.item[i], &cells);
    for (size_t i = 0; i < cells.n; i++) {
        const struct source *s = source_of(e, cells.item[i]);
        if (!s || !*s->of || cells.item[i]->ref->by || cells.item[i]->ref->by_any)
            return "";
        owner = s->of;
        if (!strstr(relays, s->publisher))
            relays =
                mem_print(e->m, "%s%s%s", relays, *relays ? " and " : "", s->publisher);
    }
    return *owner ? mem_print(e->m,
                              " It rests on what %s passed on; nothing of %s itself is "
                              "held on this.",
                              relays, owner)
                  : "";
}

/* "At least third" is said of the third place and higher ones, which is at most 3. Tiers are
 * no places. */
static const char *
of_rank(struct mem *m, const struct node *n)
{
    const struct node *a = n->arg[0], *b = n->arg[1];
    if (n->kind != NODE_AT_LEAST || !a->judged->number.unit ||
        strcmp(a->judged->number.unit, "rank") || b->kind != NODE_NUMBER ||
        (a->kind == NODE_REF && strstr(a->ref->dim[0].code[0], "_tier")))
        return "";
    return mem_print(
        m,
        " Rank 1 is the largest: at least %g is that place or a lower one, "
        "at most %g that or a higher one.",
        b->number, b->number);
}

/* A call with a base, written with the later period as the base. */
static const char *
of_base(struct mem *m, const struct node *n)
{
    const struct node *base = n->arg[n->function->base],
                      *end = n->arg[!n->function->base];
    if (!n->function->ends || base->kind != NODE_REF || end->kind != NODE_REF ||
        base->judged->n != 1 || end->judged->n != 1 ||
        base->judged->cell->when.first <= end->judged->cell->when.first)
        return "";
    return mem_print(m, " The base, %s, is later than the end, %s: it is %s.",
                     display_period(m, base->judged->cell->period),
                     display_period(m, end->judged->cell->period), n->function->usage);
}

/* A part that is more than its whole. */
static const char *
of_whole(const struct node *n)
{
    const struct number *share = &n->judged->number;
    return !strcmp(n->function->name, "share") && share->lo > 100
               ? " The part is more than the whole: it is share(PART, WHOLE)."
               : "";
}

/* Those whom a share leaves out because nothing is said of them. */
static const char *
of_uncoded(struct mem *m, const struct judged *j)
{
    if (!j->uncoded || !j->uncoded->told)
        return "";
    const struct number *rest = &j->uncoded->rest;
    const char *least = mem_print(m, "%.0f", rest->lo);
    return mem_print(m, " The %s of %s%s of them is not stated.", j->uncoded->column,
                     least, rest->known ? "" : mem_print(m, " to %.0f", rest->hi));
}

/* What is easily written the wrong way round, or not known of a part. */
static const char *
remarks(struct mem *m, const struct node *n)
{
    const char *out = "";
    for (int i = 0; i < n->n; i++)
        out = mem_print(m, "%s%s", out, remarks(m, n->arg[i]));
    const struct node *a = n->arg[0], *b = n->arg[1];
    if (n->kind == NODE_CALL)
        out = mem_print(m, "%s%s%s%s", out, of_base(m, n), of_whole(n),
                        of_uncoded(m, n->judged));
    if (n->type == TYPE_TRUTH && b)
        out = mem_print(m, "%s%s", out, of_rank(m, n));
    if (n->type == TYPE_TRUTH && b && a->kind == NODE_CALL && a->judged->number.unit &&
        !strcmp(a->judged->number.unit, "percent") && b->kind == NODE_NUMBER &&
        !b->unit && b->number > 0 && b->number < 1)
        out = mem_print(m, " A %s is in percent, and %s is less than one percent.",
                        a->function->name, b->text ? b->text : "this");
    return out;
}

/* The register of the figures below, in *first, and whether there is a second one; of a rate
 * what it is per is left out. */
static bool
is_of_two(const struct node *n, const char **first)
{
    if (n->kind == NODE_REF) {
        const char *one =
            n->judged->n ? evidence_code(n->judged->cell, "register") : "";
        if (n->ref->article || !*one || !strcmp(one, "_T"))
            return false;
        if (!*first)
            *first = one;
        return strcmp(*first, one) != 0;
    }
    int args = n->kind == NODE_CALL && !strcmp(n->function->name, "per") ? 1 : n->n;
    for (int i = 0; i < args; i++)
        if (is_of_two(n->arg[i], first))
            return true;
    return false;
}

/* What two publishers count by rules of their own is compared in one of the leaves. */
static const char *
across(const struct evidence *e, struct node *test)
{
    struct node_list leaves = judge_leaves(e->m, test);
    for (size_t i = 0; i < leaves.n; i++) {
        const char *first = NULL;
        if (leaves.item[i]->judged->truth != TRUTH_UNKNOWN &&
            is_of_two(leaves.item[i], &first))
            return " Figures of two registers are compared, which each count by their "
                   "own "
                   "rules.";
    }
    return "";
}

/* A verdict of a statistical test was reached, in one of the comparisons that decide. */
static bool
by_chance(const struct node *n)
{
    if (n->kind == NODE_CALL && n->function->chance && n->judged->trend &&
        n->judged->trend->verdict)
        return true;
    for (int i = 0; i < n->n; i++)
        if (by_chance(n->arg[i]))
            return true;
    return false;
}

static const char *
of_several(const struct evidence *e, const struct node *test)
{
    if (e->trends < 2 || test->judged->truth == TRUTH_UNKNOWN || !by_chance(test))
        return "";
    return mem_print(e->m,
                     " One of %zu trends that the article has, each tested at the 5 %% "
                     "level by itself and not adjusted for the others.",
                     e->trends);
}

const char *
history(const struct evidence *e, struct node *test, enum verdict verdict,
        const struct timeline *t)
{
    const char *out =
        mem_print(e->m, "%s%s%s%s%s", across(e, test), put_together(e, test),
                  test->judged->truth == TRUTH_UNKNOWN ? "" : relayed(e, test),
                  of_several(e, test), remarks(e->m, test));
    if (verdict == SUPPORTED)
        return out;
    struct node_list leaves = judge_leaves(e->m, test);
    bool said = false;
    for (size_t i = 0; i < leaves.n; i++) {
        struct exact x = timeline_exact(e, leaves.item[i]);
        if (x.row)
            out = mem_print(e->m, "%s%s", out, said_exactly(e, &x));
        said = said || x.row;
    }
    const char *held = times_held(e->m, t);
    if (test->judged->truth == TRUTH_NO && verdict == UNDETERMINED && !said && !*held)
        return mem_print(e->m, "%s By other editions of these figures it may hold.",
                         out);
    if (test->judged->truth != TRUTH_NO || (verdict != SUPERSEDED && !*held))
        return out;
    if (verdict == SUPERSEDED && *held)
        return mem_print(e->m, "%s It held %s.", out, held);
    return *held ? mem_print(e->m,
                             "%s No edition out by then says so; later ones do, %s.",
                             out, held)
                 : out;
}
