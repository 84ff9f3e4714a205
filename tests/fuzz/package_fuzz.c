/* Any text as the description of a set of files. */
#include "fuzz.h"

#include "dataset/data_package.h"

static void
package(struct mem *m, const char *path)
{
    struct data_package p;
    data_package_load(&p, m, path);
    data_package_release(&p);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    fuzz_file(data, n, package);
    return 0;
}
