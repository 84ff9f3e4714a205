/* Any text as what `make -s recipe` prints; each pipe and command is split into stages. */
#include "fuzz.h"

#include "provenance/recipe.h"

static void
recipe(struct mem *m, const char *path)
{
    struct recipe r;
    size_t n;
    recipe_read(&r, m, path, "");
    for (size_t i = 0; i < r.pipes; i++)
        (void)recipe_stages(m, &r.pipe[i], &n);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    fuzz_file(data, n, recipe);
    return 0;
}
