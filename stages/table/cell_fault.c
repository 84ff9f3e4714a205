#include "table/cell_fault.h"

#include <string.h>

#include "program/msg.h"
#include "program/num.h"
#include "table/period.h"
#include "table/table.h"

const char *
cell_fault_number(struct mem *m, const char *cell)
{
    double x;
    return num_parse(cell, &x)
               ? NULL
               : mem_print(m, "%s is not a plain decimal number like 1234.5",
                           msg_quote(cell));
}

const char *
cell_fault_period(struct mem *m, const char *cell)
{
    struct period p;
    return period_parse(cell, &p)
               ? NULL
               : mem_print(m,
                           "%s is not a period, expected one like 2017, 2017-Q3, "
                           "2017-05, 2017-05-17 or 2017-01-01/2018-12-31",
                           msg_quote(cell));
}

const char *
cell_fault_status(struct mem *m, const char *cell, bool sorted)
{
    for (const char *p = cell; *p; p++) {
        if (!strchr(TABLE_STATUS_LETTERS, *p))
            return mem_print(m, "%s has the unknown letter %s, expected letters of %s",
                             msg_quote(cell), msg_quote_n(p, 1), TABLE_STATUS_LETTERS);
        if (sorted && p > cell && p[-1] >= *p)
            return mem_print(m,
                             "%s is not sorted or names a letter twice, expected "
                             "letters of %s in this order",
                             msg_quote(cell), TABLE_STATUS_LETTERS);
    }
    return NULL;
}

const char *
cell_fault_interval(struct mem *m, const char *cell)
{
    if (!*cell || !strcmp(cell, "range") || !strcmp(cell, "approx") ||
        table_estimate(cell))
        return NULL;
    return mem_print(
        m,
        "%s is unknown, expected range, approx, ci95, cri95, pi95 (or of 90 "
        "or 99 percent) or nothing",
        msg_quote(cell));
}

static bool
is_comparison(struct mem *m, const char *text, size_t n)
{
    struct period p;
    return n > 1 && strchr("<>=", *text) &&
           period_parse(mem_text(m, text + 1, n - 1), &p);
}

const char *
cell_fault_compare(struct mem *m, const char *cell)
{
    while (*cell) {
        size_t n = strcspn(cell, " ");
        if (!is_comparison(m, cell, n))
            return mem_print(m,
                             "%s is not a comparison, expected <, > or = and a period, "
                             "several parted by one blank",
                             msg_quote_n(cell, n));
        cell += n;
        if (*cell && *++cell == '\0')
            return "a blank at the end";
    }
    return NULL;
}

const char *
cell_fault_missing(struct mem *m, const char *status, const char *value)
{
    if (!*value == (strpbrk(status, "OQ") != NULL))
        return NULL;
    return *value ? mem_print(m, "%s says the value is missing (O, Q), yet it is %s",
                              msg_quote(status), value)
                  : mem_print(m,
                              "%s, yet value is empty, which takes O (missing) or Q "
                              "(suppressed)",
                              msg_quote(status));
}

const char *
cell_fault_width(struct mem *m, const struct csv_row *row, char *const column[],
                 size_t n)
{
    if (row->n == n)
        return NULL;
    const char *text =
        mem_print(m, "the row has %zu cell%s, expected %zu as in the header", row->n,
                  row->n == 1 ? "" : "s", n);
    if (!column)
        return mem_print(m, "%s: %s", text, msg_quote_n(row->raw, row->raw_len));
    if (row->n > n)
        return mem_print(
            m,
            "%s; the first too many is %s (a cell with a comma in it stands "
            "in quotes)",
            text, msg_quote(row->cell[n]));
    return mem_print(m, "%s; the last, %s, is under %s", text,
                     msg_quote(row->cell[row->n - 1]), msg_quote(column[row->n - 1]));
}

const char *
cell_fault_header(struct mem *m, const struct csv_row *header)
{
    static const char *const word[] = {";", "semicolons", "\t", "tabs", "|", "bars"};
    for (size_t i = 0; header->n == 1 && i < sizeof word / sizeof *word; i += 2)
        if (strstr(header->cell[0], word[i]))
            return mem_print(m,
                             "the header is one cell, %s, in which %s stand, expected "
                             "commas; `ingest` reads such a file by a layout",
                             msg_quote(header->cell[0]), word[i + 1]);
    return NULL;
}

const char *
cell_fault_twice(struct mem *m, const char *const column[], char *const cell[],
                 size_t n, long above)
{
    const char *key = "";
    for (size_t i = 0; i < n; i++)
        key =
            mem_print(m, "%s%s%s=%s", key, i ? " " : "", column[i], msg_path(cell[i]));
    return mem_print(m, "this key stands in line %ld already: %s", above, key);
}
