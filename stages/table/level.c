#include "table/level.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>

#include "program/stage.h"
#include "table/result.h"

const struct level *
level_of(long percent)
{
    static const struct level levels[] = {{90, 0.9, 0.1, "ci90", "cri90", "pi90"},
                                          {95, 0.95, 0.05, "ci95", "cri95", "pi95"},
                                          {99, 0.99, 0.01, "ci99", "cri99", "pi99"}};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (levels[i].percent == percent)
            return &levels[i];
    usage("--level %ld is unknown, expected 90, 95 or 99", percent);
}

const char *
level_verdict(struct mem *m, const struct level *level)
{
    return level->percent == 95 ? ""
                                : mem_print(m, ", verdict at %ld %%", level->percent);
}

const char *
level_p_most(struct mem *m, double p, int digits)
{
    const char *text = result_round(m, p, digits);
    if (!(p > 0) || strtod(text, NULL) >= p)
        return text;
    double step = pow(10, floor(log10(p)) + 1 - digits);
    return result_round(m, p + step / 2, digits);
}
