/* Any text as a layout. */
#include "fuzz.h"

#include "publisher/layout.h"

static void
layout(struct mem *m, const char *path)
{
    static const struct layout_command none;
    struct layout l;
    layout_read(&l, m, path, &none);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    fuzz_file(data, n, layout);
    return 0;
}
