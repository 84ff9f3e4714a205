#include "table/reason.h"

#include <stddef.h>
#include <string.h>

static const char *const said[][2] = {
    {"all-tied", "all values are equal"},
    {"all-zero", "all values are 0"},
    {"approximate", "a value was published as \"about\", without bounds"},
    {"autocorrelated", "values go with those before them"},
    {"below-zero", "it would be below 0, and counts are not"},
    {"bounded", "a value is known within bounds only"},
    {"contradicting-bounds", "bounds contradict each other"},
    {"exact-fit", "the values fit exactly, which leaves nothing to test with"},
    {"gap", "a period is missing"},
    {"incomplete", "the method takes neither gaps nor bounds"},
    {"infinite-estimate", "the second count is 0"},
    {"less-than-two-cycles", "the series covers less than two years"},
    {"level-shift", "the level changes, and a change of level is no trend"},
    {"mixed-frequency", "the periods have several lengths"},
    {"naive-exact", "the naive forecast made no error"},
    {"negative-variance", "a variance comes out below 0"},
    {"no-better-than-naive",
     "on the series' own past the model did no better than the naive forecast"},
    {"no-break", "no break is shown"},
    {"no-convergence", "the estimate does not settle"},
    {"no-exposure", "there is nothing that it is counted among"},
    {"no-maximum", "the likelihood has no maximum"},
    {"no-next-period", "these periods have no next one"},
    {"no-offset", "there is no population beside the counts"},
    {"no-revision-seen", "no earlier figure was revised"},
    {"no-season", "the model has a season, the series none"},
    {"not-a-count", "the values are no whole counts"},
    {"not-a-number", "a value is no number"},
    {"not-among-so-many", "among so many series it may be chance"},
    {"not-seasonal", "the series has no seasons"},
    {"one-series", "there is one series alone"},
    {"other-unit", "the units differ"},
    {"outside-domain", "a value lies outside of what the method takes"},
    {"perfect-fit",
     "the values lie on a line, which leaves nothing to take limits from"},
    {"published-interval",
     "a value is an estimate whose limits the method cannot take"},
    {"rank-deficient", "the values do not tell the parts of the model apart"},
    {"suppressed", "the value is withheld"},
    {"missing", "the value is missing"},
    {"too-few-editions", "there are too few editions"},
    {"too-few-points", "there are too few values"},
    {"too-large", "there are too many values, or too large ones"},
    {"trend", "the values follow a trend, not levels"},
    {"unbounded", "the bounds allow anything"},
    {"undated", "no edition has a date"},
    {"zero-base", "it starts from 0, which has no growth"},
    {"zero-value", "a value is 0, which has no logarithm"},
};

const char *
reason_words(const char *reason)
{
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (!strcmp(reason, said[i][0]))
            return said[i][1];
    return reason;
}
