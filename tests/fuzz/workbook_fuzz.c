/* Any bytes as a workbook, whose first sheet is read. */
#include "fuzz.h"

#include "publisher/sheet_in.h"

static void
workbook(struct mem *m, const char *path)
{
    static const struct sheet_choice first = {.any = true, .number = 1};
    struct sheet_in in;
    struct csv_row row;
    sheet_open(&in, m, path, &first, "A2:Z");
    /* A row may stand a million times. */
    for (int i = 0; i < 2000 && sheet_next(&in, &row) == CSV_ROW; i++)
        ;
    sheet_close(&in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    fuzz_file(data, n, workbook);
    return 0;
}
