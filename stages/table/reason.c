#include "table/reason.h"

#include <string.h>

static const char *const said[][2] = {
    {"adjusted", "not shown once adjusted"},
    {"all-tied", "all values are equal"},
    {"all-zero", "all values are 0"},
    {"approximate", "a value published as about has no bounds that can be used here"},
    {"below-zero", "a number below 0 would be expected"},
    {"bounded", "a value is known within bounds only"},
    {"contradicting-bounds", "bounds contradict one another"},
    {"exact-fit", "the values fit exactly, which leaves nothing to judge chance by"},
    {"gap", "a period between them has no value"},
    {"incomplete", "a period has no value, or one within bounds only"},
    {"infinite-estimate", "the second count is 0"},
    {"jackknife-without-maximum", "the estimate rests on a single case"},
    {"less-than-two-cycles",
     "the values span less than two full cycles of their season"},
    {"level-beyond-resamples", "too few resamples for limits so far out"},
    {"missing", "a value is missing"},
    {"mixed-frequency", "periods differ in kind"},
    {"naive-exact", "the naive forecast made no error"},
    {"negative-variance", "the variance would be below 0"},
    {"no-better-than-naive",
     "repeating the last values, or those of a year before, did as well in "
     "the past"},
    {"no-break", "no known break lies between the values"},
    {"no-convergence", "the search for the best fit did not end"},
    {"no-denominator", "there is no number to divide by"},
    {"no-exposure", "a value has no exposure"},
    {"no-maximum", "no finite estimate fits best"},
    {"no-next-period", "periods of this kind have no next one"},
    {"no-offset", "a value has no population"},
    {"no-partner", "there is nothing to compare it with"},
    {"no-room", "there is no room to compute it"},
    {"no-season", "the model has a season and the series none"},
    {"no-total", "a count has no total"},
    {"no-upper-limit", "nothing bounds it above"},
    {"not-a-count", "the values are not whole counts"},
    {"not-a-number", "a value is not a number"},
    {"not-seasonal", "the series has no season"},
    {"one-list", "one list cannot show how many it misses"},
    {"one-series", "there is one series only"},
    {"ordinal",
     "ranks have an order and no distances, so that none is a mean of others"},
    {"other-unit", "units differ"},
    {"outside-domain", "a number is below 0, or beyond what it is a part of"},
    {"perfect-fit", "the values fit exactly, which leaves nothing to take limits from"},
    {"published-interval",
     "a value is an estimate without limits that can be used here"},
    {"rank-deficient", "the values leave a part of the model open"},
    {"resamples-without-maximum", "too many resamples have no estimate"},
    {"suppressed", "a value is suppressed and has no bounds"},
    {"suppressed-count", "a suppressed count has no bounds"},
    {"too-few-editions", "no step of revision was seen often enough"},
    {"too-few-points", "there are too few values"},
    {"too-large", "numbers are too large or too many"},
    {"unbounded", "the bounds allow anything"},
    {"undated", "no edition has a date"},
    {"unequal-exposure", "the periods differ in length"},
    {"zero-base", "the figure is 0, which no growth changes"},
    {"zero-value", "a value is 0, which has no logarithm"},
};

const char *
reason_words(struct mem *m, const char *reason)
{
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (!strcmp(reason, said[i][0]))
            return said[i][1];
    char *text = mem_copy(m, reason);
    for (char *c = text; *c; c++)
        if (*c == '-')
            *c = ' ';
    return text;
}
