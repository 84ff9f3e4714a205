/* Any bytes as a published CSV, with all that a layout can allow, and as a table. */
#include "fuzz.h"

#include "table/table.h"

static void
published(struct mem *m, const char *path)
{
    struct csv_in in;
    struct csv_row row;
    csv_open(&in, m, path, ';', 15);
    for (enum csv_got got; (got = csv_next(&in, &row)) != CSV_END;)
        if (got == CSV_BAD && in.fault.fatal)
            break;
    csv_close(&in);
}

static void
table(struct mem *m, const char *path)
{
    struct table t;
    struct table_row row;
    table_open(&t, m, path, NULL, TABLE_ANY);
    while (table_next(&t, &row)) {
        (void)table_amount(&t, &row);
        (void)table_period(&t, &row);
        (void)table_keep(&t, m, &row);
    }
    table_close(&t);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    fuzz_file(data, n, published);
    fuzz_file(data, n, table);
    return 0;
}
