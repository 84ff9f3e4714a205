#include "table/level.h"

#include <stddef.h>

#include "program/stage.h"

const struct level *
level_of(long percent)
{
    static const struct level levels[] = {
        {90, 0.9, "ci90"}, {95, 0.95, "ci95"}, {99, 0.99, "ci99"}};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (levels[i].percent == percent)
            return &levels[i];
    usage("--level %ld is unknown, expected 90, 95 or 99", percent);
}
