#include "table/reason.h"

#include <string.h>

static const char *const said[][2] = {
    {"all-tied", "all values are the same"},
    {"all-zero", "all values are 0"},
    {"approximate", "a value is published as about, without bounds"},
    {"below-zero", "the mean of a count would be below 0"},
    {"bounded", "a value is known within bounds only"},
    {"contradicting-bounds", "a lower bound lies above the upper one"},
    {"exact-fit",
     "the model meets every value exactly, which leaves nothing to judge it by"},
    {"gap", "a period in between has no value"},
    {"incomplete",
     "this method takes no missing values and none known within bounds only"},
    {"infinite-estimate", "the second count is 0, and the ratio has no limit"},
    {"jackknife-without-maximum", "without one of the cases there is no estimate"},
    {"less-than-two-cycles",
     "there are fewer values than two whole years have, and season and trend cannot be "
     "told apart"},
    {"level-beyond-resamples", "there are too few resamples for limits of this level"},
    {"missing", "a value is missing"},
    {"mixed-frequency", "the periods differ in length"},
    {"naive-exact", "the naive forecast met every value"},
    {"negative-variance", "the estimated variance is below 0"},
    {"no-better-than-naive",
     "on the series' own past it would have been no better than the naive forecast"},
    {"no-break", "no change is found"},
    {"no-convergence", "the search for the best fit did not end"},
    {"no-exposure", "what the rate is taken of is missing"},
    {"no-maximum", "whatever the estimate, a more extreme one fits better"},
    {"no-next-period", "nothing says how the periods after these are called"},
    {"no-offset", "the population of a period is missing"},
    {"no-partner", "there is no row to compare this one with"},
    {"no-revision-seen", "no earlier figure was revised"},
    {"no-season", "the model has a season, and the values have none"},
    {"no-total", "what the share is taken of is missing"},
    {"no-upper-limit", "the cases set no upper limit"},
    {"not-a-count", "a value is no whole number, or its unit is none of counts"},
    {"not-a-number", "a value is no number"},
    {"not-seasonal", "the periods are no parts of a year"},
    {"one-list", "there is one list alone"},
    {"one-series", "there is one series alone"},
    {"other-unit", "the units differ"},
    {"outside-domain",
     "a value lies outside what the method takes, as a count below 0 does"},
    {"perfect-fit",
     "the values lie on a line exactly, which leaves nothing to take limits from"},
    {"published-interval", "a value is an estimate whose limits cannot be used"},
    {"rank-deficient", "the values do not tell the terms of the model apart"},
    {"resamples-without-maximum", "too many resamples have no estimate"},
    {"suppressed", "a value is withheld"},
    {"suppressed-count", "a count is withheld"},
    {"too-few-editions", "how figures are revised was seen too seldom"},
    {"too-few-points", "there are too few values"},
    {"too-large", "the values are too large, or too many, to be computed with"},
    {"unbounded", "what is not known leaves everything open"},
    {"undated", "no edition has a date"},
    {"unequal-exposure", "the periods differ in length"},
    {"zero-base", "0 has no growth"},
    {"zero-value", "a value is 0, which has no logarithm"},
};

const char *
reason_words(struct mem *m, const char *code)
{
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (!strcmp(code, said[i][0]))
            return said[i][1];
    char *words = mem_copy(m, code);
    for (char *c = words; *c; c++)
        if (*c == '-')
            *c = ' ';
    return words;
}
