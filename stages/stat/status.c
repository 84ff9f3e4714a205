#include "stat/status.h"

const char *
st_reason(enum st_status s)
{
    switch (s) {
    case ST_OK:
        return "";
    case ST_NOT_A_NUMBER:
        return "not-a-number";
    case ST_TOO_FEW:
        return "too-few-points";
    case ST_ALL_TIED:
        return "all-tied";
    case ST_ALL_ZERO:
        return "all-zero";
    case ST_DOMAIN:
        return "outside-domain";
    case ST_RANK:
        return "rank-deficient";
    case ST_NO_MAXIMUM:
        return "no-maximum";
    case ST_NO_CONVERGENCE:
        return "no-convergence";
    case ST_NEGATIVE_VARIANCE:
        return "negative-variance";
    case ST_CONTRADICTION:
        return "contradicting-bounds";
    case ST_TOO_LARGE:
        return "too-large";
    case ST_NO_ROOM:
        return "no-room";
    }
    return "unknown";
}
