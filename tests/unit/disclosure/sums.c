/*
 * Sums under the dominance and the p % rule: ranges, and what is protected, against every
 * filling of small tables; and 1,000 random sets of linked tables, in which `protect` leaves
 * nothing to be found that is there when only the unsafe sums are withheld.
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
#include "fill.h"

enum { WHO = 5, AREAS = 3, OTHERS = 5 };

/* What each contributes to each cell; n columns. */
struct sums {
    const char *column;
    int n, of[AREAS][OTHERS][WHO];
};

static int
falling(const void *a, const void *b)
{
    return *(const int *)b - *(const int *)a;
}

static void
write_cell(FILE *f, const struct sums *s, int area, int other)
{
    int by[WHO] = {0}, total = 0;
    for (int i = 0; i < AREAS; i++)
        for (int k = 0; k < s->n; k++)
            for (int w = 0; w < WHO; w++)
                if ((area == AREAS || area == i) && (other == s->n || other == k))
                    by[w] += s->of[i][k][w];
    for (int w = 0; w < WHO; w++)
        total += by[w];
    qsort(by, WHO, sizeof *by, falling);
    fprintf(f, area == AREAS ? "_T," : "A%d,", area);
    fprintf(f, other == s->n ? "_T," : "B%d,", other);
    fprintf(f, "2020,%d,,,,GBP,A,S@2021,%d,%d\n", total, by[0], by[1]);
}

static void
make_release(struct release *r, struct mem *run, const struct sums s[], size_t tables)
{
    char *path[2] = {NULL, NULL}, name[2][64];
    struct release_options o = {.total = "_T"};
    for (size_t i = 0; i < tables; i++) {
        snprintf(name[i], sizeof name[i], "/tmp/sums.%ld.%zu.csv", (long)getpid(), i);
        path[i] = name[i];
        FILE *f = fopen(path[i], "w");
        assert_non_null(f);
        fprintf(f,
                "area,%s,period,value,lo,hi,interval,unit,status,source,largest1,"
                "largest2\n",
                s[i].column);
        for (int area = 0; area <= AREAS; area++)
            for (int other = 0; other <= s[i].n; other++)
                write_cell(f, &s[i], area, other);
        assert_int_equal(fclose(f), 0);
    }
    release_read(r, run, path, tables, &o);
    for (size_t i = 0; i < tables; i++)
        unlink(path[i]);
    assert_true(r->cells < FILL_CELLS && r->sums < FILL_CELLS && r->sums_up);
}

/* Few contribute much, most little. */
static void
random_sums(struct sums *s, const char *column, int n, int most)
{
    *s = (struct sums){.column = column, .n = n};
    for (int i = 0; i < AREAS; i++)
        for (int k = 0; k < n; k++)
            for (int w = 0; w < WHO; w++)
                s->of[i][k][w] = any_of(3) ? any_of(most / 2 + 1) : any_of(most + 1);
}

/* The same contributions by another column. */
static void
otherwise(const struct sums *from, struct sums *to, const char *column, int n)
{
    *to = (struct sums){.column = column, .n = n};
    for (int i = 0; i < AREAS; i++)
        for (int k = 0; k < from->n; k++)
            for (int w = 0; w < WHO; w++)
                for (int left = from->of[i][k][w]; left > 0;) {
                    int part = left < 20 ? left : 1 + any_of(left);
                    to->of[i][any_of(n)][w] += part;
                    left -= part;
                }
}

static void
withhold_unsafe(struct release *r, const struct need need[])
{
    for (size_t i = 0; i < r->cells; i++)
        if (need[i].sensitive) {
            r->cell[i].withheld = true;
            r->cell[i].lo = 0;
            r->cell[i].hi = INFINITY;
        }
}

static struct need *
unsafe(const struct release *r, struct mem *run, const char *dominance,
       const char *percent)
{
    struct st_concentration rule;
    struct need *need = mem_array(run, r->cells + 1, sizeof *need);
    assert_true(st_concentration_read(dominance, percent, &rule));
    needs_of_sums(r, &rule, need);
    return need;
}

/* Cells of which less is left open than they need. */
static int
found(const struct release *r, const struct need need[], const struct range_of range[])
{
    int n = 0;
    for (size_t i = 0; i < r->cells; i++)
        n += !needs_met(&need[i], &range[i]);
    return n;
}

/* Ranges are those of all fillings where these are few enough; NAN ends tell that none was
 * tried beyond `most`. */
static void
compare(const struct release *r, const struct range_of range[], double most)
{
    static struct fill s;
    fill_all(&s, r, most);
    for (size_t i = 0; i < r->cells; i++) {
        if (!r->cell[i].withheld)
            continue;
        assert_true(range[i].lo == s.lo[i]);
        assert_true(range[i].hi == s.hi[i] || range[i].hi > most);
    }
}

static int
withheld(const struct release *r)
{
    int n = 0;
    for (size_t i = 0; i < r->cells; i++)
        n += r->cell[i].withheld;
    return n;
}

/* Two ways: before and after, every filling of the cells is tried. */
static void
two_ways(void **unused)
{
    (void)unused;
    int before = 0, after = 0, brute = 0;
    for (int i = 0; i < 200; i++) {
        struct mem run = {0};
        struct sums s;
        struct release r;
        struct protect_result result;
        struct range_of range[FILL_CELLS];
        size_t uncovered;
        random_sums(&s, "b", 3, 6);
        make_release(&r, &run, &s, 1);
        struct need *need = unsafe(&r, &run, i % 2 ? "2,80" : NULL, "30");
        withhold_unsafe(&r, need);
        ranges_find(&r, range);
        before += found(&r, need, range);
        if (withheld(&r) <= 6)
            compare(&r, range, 120);
        mem_release(&run);
        make_release(&r, &run, &s, 1);
        need = unsafe(&r, &run, i % 2 ? "2,80" : NULL, "30");
        if (protect(&r, need, &result, &uncovered)) {
            ranges_find(&r, range);
            assert_int_equal(found(&r, need, range), 0);
            after++;
            if (withheld(&r) <= 6) {
                compare(&r, range, 120);
                brute++;
            }
        }
        mem_release(&run);
    }
    assert_true(before > 100 && after > 100 && brute > 50);
}

/* 1,000 sets of two tables that share a margin. */
static void
linked(void **unused)
{
    (void)unused;
    int before = 0, covered = 0;
    for (int i = 0; i < 1000; i++) {
        struct mem run = {0};
        struct sums s[2];
        struct release r;
        struct protect_result result;
        struct range_of range[FILL_CELLS];
        size_t uncovered;
        random_sums(&s[0], "b", 2 + any_of(OTHERS - 1), 2000);
        otherwise(&s[0], &s[1], "c", 2 + any_of(OTHERS - 1));
        make_release(&r, &run, s, 2);
        struct need *need = unsafe(&r, &run, i % 3 ? NULL : "1,75", "15");
        withhold_unsafe(&r, need);
        ranges_find(&r, range);
        before += found(&r, need, range) > 0;
        mem_release(&run);
        make_release(&r, &run, s, 2);
        need = unsafe(&r, &run, i % 3 ? NULL : "1,75", "15");
        if (protect(&r, need, &result, &uncovered)) {
            ranges_find(&r, range);
            assert_int_equal(found(&r, need, range), 0);
            covered++;
        }
        mem_release(&run);
    }
    print_message("found in %d of 1,000 sets before, in none of the %d protected\n",
                  before, covered);
    assert_true(before > 100 && covered > 900);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(two_ways),
                                       cmocka_unit_test(linked)};
    return cmocka_run_group_tests_name("sums", tests, NULL, NULL);
}
