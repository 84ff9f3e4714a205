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
#include <string.h>

#include "bounds/rows.h"

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

static int
run(struct mem *run, int n, char **operand)
{
    struct table t;
    struct table_series group;
    bounds_options(&admit_list, contradictions, run);
    table_open(&t, run, n ? operand[0] : NULL, need, TABLE_UNIQUE);
    bounds.register_at = t.key - 2;
    if (admit_list.n && (t.key < 2 || strcmp(t.column[bounds.register_at], "register")))
        die_at(EX_DATAERR, (struct place){t.in.file, 1, NULL},
               "--admit needs the column register just left of period");
    rows_write_header(&t, run);
    while (table_series_next(&t, admit_list.n ? 2 : 1, &group)) {
        struct table_series series;
        for (size_t i = 0; i < group.n; i += series.n) {
            series = (struct table_series){.row = &group.row[i], .n = 1};
            while (i + series.n < group.n &&
                   !table_compare(group.row[i].cell, group.row[i + series.n].cell,
                                  t.key - 1))
                series.n++;
            rows_write_series(&t, &series, &group, group.m);
        }
    }
    table_close(&t);
    for (size_t i = 0; i < admit_list.n; i++)
        if (!bounds.admission[i].used)
            note("--admit=%s: no row was admitted", bounds.admission[i].option);
    return bounds.contradicted;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[FILE]", 0,  1,
                                       opts,       need,        make,     run};
    return stage_main(&stage, argc, argv);
}
