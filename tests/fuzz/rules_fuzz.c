/* Any text as a file of rules. */
#include "fuzz.h"

#include "integrity/rule.h"

static void
rules(struct mem *m, const char *path)
{
    (void)rules_load(m, NULL, path);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    fuzz_file(data, n, rules);
    return 0;
}
