/* Reads one file in blocks of records (record_blocks.h) and by libcsv alone. Shared by the
 * unit test and the fuzzer. */
#ifndef BLOCK_COMPARE_H
#define BLOCK_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

/* False, and said on standard error, when records behind the first line differ; or when libcsv
 * finds a fault in them and no reader of a block does, or the other way round. */
bool block_compare(const char *path, char delimiter, unsigned allow, size_t bytes);

#endif
