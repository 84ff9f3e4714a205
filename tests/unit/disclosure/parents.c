/*
 * Codes that are parts of others: ranges against every filling of the leaves of small trees, of
 * which any row may not be there, and what is protected against every filling of its cells.
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

#define BELOW 4

/* _T is A, B and F; A is A1 and A2, which is A21 and A22; B is B1 and B2. */
static const struct {
    const char *code;
    int parent;
} node[] = {{"_T", -1}, {"A", 0},   {"B", 0},   {"A2", 1}, {"F", 0},
            {"A1", 1},  {"A21", 3}, {"A22", 3}, {"B1", 2}, {"B2", 2}};
#define NODES 10
#define FIRST_LEAF 4
#define WAYS 3 /* codes of the second column, the last its total */

/* Sums of the leaves in count[]. */
static void
add_up(int count[NODES])
{
    for (int i = 0; i < FIRST_LEAF; i++)
        count[i] = 0;
    for (int i = NODES - 1; i > 0; i--)
        count[node[i].parent] += count[i];
}

static void
temporary(char path[64], const char *what)
{
    snprintf(path, 64, "/tmp/parents.%ld.%s", (long)getpid(), what);
}

static void
write_list(const char *path)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fprintf(f, "code,label,parent\n");
    for (int i = NODES - 1; i > 0; i--)
        fprintf(f, "%s,x,%s\n", node[i].code,
                node[i].parent || i % 2 ? node[node[i].parent].code : "");
    assert_int_equal(fclose(f), 0);
}

static int
by_code(const void *a, const void *b)
{
    return strcmp(node[*(const int *)a].code, node[*(const int *)b].code);
}

/* Rows that are there[], of n ways, one of them alone without a column. */
static void
write_table(const char *path, int count[WAYS][NODES], const bool there[NODES], int ways)
{
    static const char *const way[] = {"F", "M", "_T"};
    int order[NODES];
    for (int i = 0; i < NODES; i++)
        order[i] = i;
    qsort(order, NODES, sizeof *order, by_code);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fprintf(f, "geo,%speriod,value,lo,hi,interval,unit,status,source\n",
            ways > 1 ? "sex," : "");
    for (int i = 0; i < NODES; i++)
        for (int k = 0; k < ways; k++)
            if (there[order[i]])
                fprintf(f, "%s,%s%s2020,%d,,,,person,A,S@2021\n", node[order[i]].code,
                        ways > 1 ? way[k] : "", ways > 1 ? "," : "",
                        count[k][order[i]]);
    assert_int_equal(fclose(f), 0);
}

static void
make_release(struct release *r, struct mem *run, int count[WAYS][NODES],
             const bool there[NODES], int ways)
{
    char table[64], list[64], option[80];
    temporary(table, "csv");
    temporary(list, "list");
    snprintf(option, sizeof option, "geo=%s", list);
    write_table(table, count, there, ways);
    write_list(list);
    const char *parents[] = {option};
    struct release_options o = {.total = "_T", .parents = parents, .n_parents = 1};
    release_read(r, run, (char *[]){table}, 1, &o);
    unlink(table);
    unlink(list);
}

static int
node_of(const struct release_cell *c)
{
    int i = 0;
    while (strcmp(node[i].code, c->code[0]) != 0)
        i++;
    return i;
}

/* Every filling of leaf i and those behind it by which what is published stays so. */
static void
fill_leaves(const struct release *r, int count[NODES], int i, int most,
            struct range_of found[])
{
    if (i == NODES) {
        add_up(count);
        for (size_t c = 0; c < r->cells; c++)
            if (!r->cell[c].withheld && r->cell[c].value != count[node_of(&r->cell[c])])
                return;
        for (size_t c = 0; c < r->cells; c++) {
            found[c].lo = fmin(found[c].lo, count[node_of(&r->cell[c])]);
            found[c].hi = fmax(found[c].hi, count[node_of(&r->cell[c])]);
        }
        return;
    }
    for (int v = 0; v <= most; v++) {
        count[i] = v;
        fill_leaves(r, count, i + 1, most, found);
    }
}

/* One column of codes: ranges are those of the leaves, exactly. */
static void
leaves(void **unused)
{
    int computed = 0, wide = 0;
    (void)unused;
    for (int t = 0; t < 300; t++) {
        struct mem run = {0};
        struct release r;
        struct range_of range[NODES], found[NODES];
        int count[WAYS][NODES], filled[NODES], most = 0;
        bool there[NODES];
        do {
            for (int i = FIRST_LEAF; i < NODES; i++)
                count[0][i] = any_of(3);
            add_up(count[0]);
            most = count[0][0];
        } while (most > 5);
        /* A leaf at the top that no row has counts as 0, like any code that is not there. */
        for (int i = 0; i < NODES; i++)
            there[i] = !i || i == FIRST_LEAF || any_of(4);
        make_release(&r, &run, count, there, 1);
        for (size_t c = 0; c < r.cells; c++) {
            bool withheld = node_of(&r.cell[c]) && any_of(2);
            r.cell[c].withheld = withheld;
            r.cell[c].lo = withheld ? 0 : r.cell[c].lo;
            r.cell[c].hi = withheld ? INFINITY : r.cell[c].hi;
            found[c] = (struct range_of){INFINITY, -INFINITY};
        }
        ranges_find(&r, range);
        fill_leaves(&r, filled, FIRST_LEAF, most, found);
        for (size_t c = 0; c < r.cells; c++) {
            assert_true(range[c].lo == found[c].lo && range[c].hi == found[c].hi);
            computed += r.cell[c].withheld && range[c].lo == range[c].hi;
            wide += range[c].hi - range[c].lo > 2;
        }
        mem_release(&run);
    }
    assert_true(computed > 100 && wide > 100);
}

/* Two columns: small counts may be 1 to BELOW - 1 in some whole filling each. */
static void protected(void **unused)
{
    static struct fill s;
    int brute = 0, covered = 0;
    (void)unused;
    for (int t = 0; t < 200; t++) {
        struct mem run = {0};
        struct release r;
        struct protect_result result;
        struct range_of range[FILL_CELLS];
        size_t uncovered, withheld = 0;
        int count[WAYS][NODES];
        bool there[NODES];
        memset(there, true, sizeof there);
        for (int k = 0; k < WAYS; k++)
            for (int i = FIRST_LEAF; i < NODES; i++)
                count[k][i] = k == 2 ? count[0][i] + count[1][i] : any_of(7);
        for (int k = 0; k < WAYS; k++)
            add_up(count[k]);
        make_release(&r, &run, count, there, WAYS);
        struct need need[FILL_CELLS];
        needs_of_counts(&r, BELOW, need);
        if (!protect(&r, need, &result, &uncovered)) {
            mem_release(&run);
            continue;
        }
        covered++;
        ranges_find(&r, range);
        for (size_t c = 0; c < r.cells; c++)
            withheld += r.cell[c].withheld;
        if (withheld <= 9) {
            fill_all(&s, &r, count[2][0] + BELOW);
            brute++;
        }
        for (size_t c = 0; c < r.cells; c++) {
            double v = r.cell[c].value;
            if (v < 1 || v >= BELOW)
                continue;
            assert_true(r.cell[c].withheld);
            assert_true(range[c].lo <= 1 && range[c].hi >= BELOW - 1);
            if (withheld <= 9)
                assert_true(s.lo[c] <= 1 && s.hi[c] >= BELOW - 1);
        }
        mem_release(&run);
    }
    assert_true(covered > 100 && brute > 20);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(leaves),
                                       cmocka_unit_test(protected)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
