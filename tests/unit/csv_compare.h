/* Reads one text in three ways, by the index (AVX2 where there is, and plain) and by libcsv
 * alone, and compares records, cells, lines, raw texts and faults. Shared by the unit test
 * and the fuzzer. */
#ifndef CSV_COMPARE_H
#define CSV_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

/* False, and said on standard error, at the first difference. */
bool csv_compare(const char *text, size_t n, char delimiter, unsigned allow);

#endif
