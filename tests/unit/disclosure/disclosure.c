/*
 * ranges and protect against brute force: small tables of counts with all their margins, two
 * ways, three ways and linked, every filling of the withheld cells tried.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "disclosure/protect.h"
#include "disclosure/ranges.h"
#include "disclosure/rounding.h"
#include "fill.h"

#define BELOW 4
#define CELLS_MAX FILL_CELLS

/* A table of n[0] by n[1] by n[2] counts and its margins; code "_T" is a total. */
struct shape {
    const char *column[3];
    int n[3];
};

static const char *
code(int i, int n, char out[8])
{
    if (i == n)
        return "_T";
    snprintf(out, 8, "C%d", i);
    return out;
}

static int
sum_of(const struct shape *s, const int *count, const int at[3])
{
    int sum = 0;
    for (int i = 0; i < s->n[0]; i++)
        for (int j = 0; j < s->n[1]; j++)
            for (int k = 0; k < s->n[2]; k++)
                if ((at[0] == s->n[0] || at[0] == i) &&
                    (at[1] == s->n[1] || at[1] == j) &&
                    (at[2] == s->n[2] || at[2] == k))
                    sum += count[(i * s->n[1] + j) * s->n[2] + k];
    return sum;
}

/* The quarters of 2020, and the year as their total, where the column is period. */
static void
put_period(FILE *f, const struct shape *s, const int at[3])
{
    for (int c = 0; c < 3; c++)
        if (s->column[c] && !strcmp(s->column[c], "period") && at[c] < s->n[c]) {
            fprintf(f, "2020-Q%d", at[c] + 1);
            return;
        }
    fputs("2020", f);
}

static bool
is_key(const struct shape *s, int c)
{
    return s->column[c] && strcmp(s->column[c], "period") != 0;
}

/* Writes the table, without columns that have no name; small: counts that are withheld. Rows
 * of a period stand before those of its quarters. */
static void
write_table(const struct shape *s, const int *count, const char *path)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    for (int c = 0; c < 3; c++)
        if (is_key(s, c))
            fprintf(f, "%s,", s->column[c]);
    fprintf(f, "period,value,lo,hi,interval,unit,status,source\n");
    for (int i = 0; i <= s->n[0]; i++)
        for (int j = s->column[1] ? 0 : s->n[1]; j <= s->n[1]; j++)
            for (int k = s->column[2] ? 0 : s->n[2]; k <= s->n[2]; k++) {
                int year_first = j ? j - 1 : s->n[1];
                int at[3] = {i, is_key(s, 1) || !s->column[1] ? j : year_first, k};
                char text[8];
                for (int c = 0; c < 3; c++)
                    if (is_key(s, c))
                        fprintf(f, "%s,", code(at[c], s->n[c], text));
                put_period(f, s, at);
                fprintf(f, ",%d,,,,person,A,S@2021\n", sum_of(s, count, at));
            }
    assert_int_equal(fclose(f), 0);
}

static void
make_release(struct release *r, struct mem *run, const struct shape s[], size_t tables,
             const int *count[])
{
    char *path[4] = {NULL}, name[4][64];
    for (size_t i = 0; i < tables; i++) {
        snprintf(name[i], sizeof name[i], "/tmp/disclosure.%ld.%zu.csv", (long)getpid(),
                 i);
        path[i] = name[i];
        write_table(&s[i], count[i], path[i]);
    }
    struct release_options o = {.total = "_T"};
    release_read(r, run, path, tables, &o);
    for (size_t i = 0; i < tables; i++)
        unlink(path[i]);
    assert_true(r->cells < CELLS_MAX && r->sums < CELLS_MAX);
}

/* Withholds small counts alone, with the bounds 1 and BELOW - 1. */
static void
withhold_small(struct release *r)
{
    for (size_t i = 0; i < r->cells; i++)
        if (r->cell[i].value >= 1 && r->cell[i].value < BELOW) {
            r->cell[i].withheld = true;
            r->cell[i].lo = 1;
            r->cell[i].hi = BELOW - 1;
        }
}

static struct need *
counts(const struct release *r, struct mem *run)
{
    struct need *need = mem_array(run, r->cells + 1, sizeof *need);
    needs_of_counts(r, BELOW, need);
    return need;
}

static void
random_counts(int *count, int n, int most)
{
    for (int i = 0; i < n; i++)
        count[i] = any_of(3) ? any_of(most) : any_of(BELOW);
}

static int
withheld(const struct release *r)
{
    int n = 0;
    for (size_t i = 0; i < r->cells; i++)
        n += r->cell[i].withheld;
    return n;
}

/* What linear programmes say against every filling; exact: no wider either. */
static int
compare(const struct release *r, double most, bool exact)
{
    static struct fill s;
    struct range_of range[CELLS_MAX];
    int computed = 0;
    ranges_find(r, range);
    fill_all(&s, r, most);
    for (size_t i = 0; i < r->cells; i++) {
        if (!r->cell[i].withheld)
            continue;
        assert_true(range[i].lo <= s.lo[i] && range[i].hi >= s.hi[i]);
        if (exact)
            assert_true(range[i].lo == s.lo[i] && range[i].hi == s.hi[i]);
        computed += range[i].lo == range[i].hi;
    }
    return computed;
}

static void
two_ways_unprotected(void **unused)
{
    (void)unused;
    struct shape s = {{"a", "b", NULL}, {3, 3, 1}};
    int computed = 0;
    for (int i = 0; i < 300; i++) {
        struct mem run = {0};
        struct release r;
        int count[9];
        random_counts(count, 9, 30);
        make_release(&r, &run, &s, 1, (const int *[]){count});
        withhold_small(&r);
        computed += compare(&r, BELOW, true);
        mem_release(&run);
    }
    assert_true(computed > 100);
}

static void
three_ways_unprotected(void **unused)
{
    (void)unused;
    struct shape s = {{"a", "b", "c"}, {2, 2, 3}};
    for (int i = 0; i < 100; i++) {
        struct mem run = {0};
        struct release r;
        int count[12];
        random_counts(count, 12, 12);
        make_release(&r, &run, &s, 1, (const int *[]){count});
        withhold_small(&r);
        compare(&r, BELOW, false);
        mem_release(&run);
    }
}

/* Small cells of a protected release may be 1 to BELOW - 1; brute: as whole numbers too. */
static void
check_promise(const struct release *r, bool brute, double most)
{
    static struct fill s;
    struct range_of range[CELLS_MAX];
    ranges_find(r, range);
    if (brute)
        fill_all(&s, r, most);
    for (size_t i = 0; i < r->cells; i++) {
        double v = r->cell[i].value;
        if (v < 1 || v >= BELOW)
            continue;
        assert_true(r->cell[i].withheld);
        assert_true(range[i].lo <= 1 && range[i].hi >= BELOW - 1);
        if (brute)
            assert_true(s.lo[i] <= 1 && s.hi[i] >= BELOW - 1);
    }
}

static void
two_ways_protected(void **unused)
{
    (void)unused;
    struct shape s = {{"a", "b", NULL}, {3, 3, 1}};
    int brute = 0;
    for (int i = 0; i < 300; i++) {
        struct mem run = {0};
        struct release r;
        struct protect_result result;
        size_t uncovered;
        int count[9];
        random_counts(count, 9, 9);
        make_release(&r, &run, &s, 1, (const int *[]){count});
        if (protect(&r, counts(&r, &run), &result, &uncovered)) {
            bool few = withheld(&r) <= 9;
            check_promise(&r, few, 30);
            brute += few;
        }
        mem_release(&run);
    }
    assert_true(brute > 50);
}

/* 1,000 sets of two tables that share a margin: nothing is found in what is protected. */
static void
linked_protected(void **unused)
{
    (void)unused;
    int covered = 0;
    for (int i = 0; i < 1000; i++) {
        struct mem run = {0};
        struct release r;
        struct protect_result result;
        size_t uncovered;
        int b = 2 + any_of(4), c = 2 + any_of(3), first[20], second[20], n = 3;
        struct shape s[2] = {{{"a", "b", NULL}, {n, b, 1}},
                             {{"a", NULL, "c"}, {n, 1, c}}};
        random_counts(first, n * b, 40);
        /* The second table counts the same people otherwise. */
        memset(second, 0, sizeof second);
        for (int a = 0; a < n; a++)
            for (int k = 0; k < b; k++)
                for (int p = 0; p < first[a * b + k]; p++)
                    second[a * c + any_of(c)]++;
        make_release(&r, &run, s, 2, (const int *[]){first, second});
        if (protect(&r, counts(&r, &run), &result, &uncovered)) {
            check_promise(&r, false, 0);
            covered++;
        }
        mem_release(&run);
    }
    assert_true(covered > 900);
}

/* Quarters and their year, in one table: linked as by a total. */
static void
quarters(void **unused)
{
    (void)unused;
    struct shape s = {{"a", "period", NULL}, {2, 4, 1}};
    int computed = 0;
    for (int i = 0; i < 200; i++) {
        struct mem run = {0};
        struct release r;
        struct protect_result result;
        size_t uncovered;
        int count[8];
        random_counts(count, 8, 9);
        make_release(&r, &run, &s, 1, (const int *[]){count});
        withhold_small(&r);
        computed += compare(&r, BELOW, true);
        mem_release(&run);
        make_release(&r, &run, &s, 1, (const int *[]){count});
        if (protect(&r, counts(&r, &run), &result, &uncovered))
            check_promise(&r, withheld(&r) <= 8, 30);
        mem_release(&run);
    }
    assert_true(computed > 50);
}

/* Every table of two ways has a rounding in which all sums hold. */
static void
two_ways_rounded(void **unused)
{
    (void)unused;
    struct shape s = {{"a", "b", NULL}, {4, 3, 1}};
    for (int i = 0; i < 300; i++) {
        struct mem run = {0};
        struct release r;
        int count[12];
        double rounded[CELLS_MAX];
        random_counts(count, 12, 40);
        make_release(&r, &run, &s, 1, (const int *[]){count});
        assert_true(rounding_find(&r, 5, rounded));
        for (size_t c = 0; c < r.cells; c++) {
            double v = r.cell[c].value;
            assert_true(fmod(rounded[c], 5) == 0 && fabs(rounded[c] - v) < 5);
        }
        for (size_t k = 0; k < r.sums; k++) {
            double left = -rounded[r.sum[k].part[0]];
            for (size_t c = 1; c < r.sum[k].n; c++)
                left += rounded[r.sum[k].part[c]];
            assert_true(left == 0);
        }
        mem_release(&run);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(two_ways_unprotected),
                                       cmocka_unit_test(three_ways_unprotected),
                                       cmocka_unit_test(two_ways_protected),
                                       cmocka_unit_test(linked_protected),
                                       cmocka_unit_test(quarters),
                                       cmocka_unit_test(two_ways_rounded)};
    return cmocka_run_group_tests_name("disclosure", tests, NULL, NULL);
}
