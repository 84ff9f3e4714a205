/*
 * Any bytes as a CSV, by the index and by libcsv, which must agree: records, cells, lines, raw
 * texts, faults; whole, in chunks and in blocks of records. The first three bytes choose the
 * separator, what is allowed and how much is read at a time.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "block_compare.h"
#include "csv_compare.h"

static char delimiter;
static unsigned allow;
static size_t chunk;

static void
compare(struct mem *m, const char *path)
{
    (void)m;
    if (!csv_compare_file(path, delimiter, allow, chunk))
        abort();
    csv_force_chunk(chunk);
    if (!block_compare(path, delimiter, allow, chunk / 2 + 1))
        abort();
    csv_force_chunk(0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n < 3)
        return 0;
    delimiter = ",;\t|"[data[0] % 4];
    allow = data[1] % 16;
    chunk = (size_t)64 << data[2] % 6;
    fuzz_file(data + 3, n - 3, compare);
    return 0;
}
