#include "stat/range.h"

#include <math.h>

struct st_range
st_range_subtract(struct st_range a, struct st_range b)
{
    return (struct st_range){a.lo - b.hi, a.hi - b.lo};
}

static double
times(double x, double by)
{
    return by == 0 ? 0 : x * by;
}

struct st_range
st_range_scale(struct st_range a, double by)
{
    if (by < 0)
        return (struct st_range){times(a.hi, by), times(a.lo, by)};
    return (struct st_range){times(a.lo, by), times(a.hi, by)};
}

/* x over the far or near end of a positive divisor: x / 0 from above. */
static double
over(double x, double by)
{
    return by == 0 && x != 0 ? copysign(INFINITY, x) : by == 0 ? 0 : x / by;
}

enum st_status
st_range_divide(struct st_range a, struct st_range b, struct st_range *out)
{
    if (b.lo == 0 && b.hi == 0)
        return ST_DOMAIN;
    if (b.lo < 0 && b.hi > 0) {
        *out = (struct st_range){-INFINITY, INFINITY};
        if (a.lo == 0 && a.hi == 0)
            *out = a;
        return ST_OK;
    }
    if (b.lo < 0) {
        a = st_range_scale(a, -1);
        b = st_range_scale(b, -1);
    }
    out->lo = over(a.lo, a.lo < 0 ? b.lo : b.hi);
    out->hi = over(a.hi, a.hi > 0 ? b.lo : b.hi);
    return ST_OK;
}
