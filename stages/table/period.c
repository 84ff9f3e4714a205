#include "table/period.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Days from civil: Hinnant (2013), chrono-compatible low-level date algorithms. */
long
period_day(long y, long m, long d)
{
    y -= m <= 2;
    long era = (y >= 0 ? y : y - 399) / 400;
    long yoe = y - era * 400;
    long doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    long doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

void
period_civil(long z, long *year, long *month, long *mday)
{
    z += 719468;
    long era = (z >= 0 ? z : z - 146096) / 146097;
    long doe = z - era * 146097;
    long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    long mp = (5 * doy + 2) / 153;
    *mday = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}

static bool
number(const char **p, int digits, long *out)
{
    long n = 0;
    for (int i = 0; i < digits; i++) {
        char c = (*p)[i];
        if (c < '0' || c > '9')
            return false;
        n = n * 10 + (c - '0');
    }
    *p += digits;
    *out = n;
    return true;
}

/* One part: a year, quarter, month or day. *p is left after it. */
static bool
part(const char **p, struct period *out)
{
    long y, m, d, q;
    if (!number(p, 4, &y) || y < 1000 || y > 2999)
        return false;
    if (**p != '-') {
        *out =
            (struct period){'A', period_day(y, 1, 1), period_day(y + 1, 1, 1) - 1, y};
        return true;
    }
    (*p)++;
    if (**p == 'Q') {
        (*p)++;
        if (!number(p, 1, &q) || q < 1 || q > 4)
            return false;
        *out = (struct period){'Q', period_day(y, 3 * q - 2, 1),
                               period_day(y + q / 4, 3 * q % 12 + 1, 1) - 1,
                               y * 4 + q - 1};
        return true;
    }
    if (!number(p, 2, &m) || m < 1 || m > 12)
        return false;
    long next = period_day(y + m / 12, m % 12 + 1, 1);
    if (**p != '-') {
        *out = (struct period){'M', period_day(y, m, 1), next - 1, y * 12 + m - 1};
        return true;
    }
    (*p)++;
    if (!number(p, 2, &d) || d < 1 || period_day(y, m, d) >= next)
        return false;
    long day = period_day(y, m, d);
    *out = (struct period){'D', day, day, day};
    return true;
}

bool
period_parse(const char *text, struct period *out)
{
    const char *p = text;
    struct period a, b;
    if (!part(&p, &a))
        return false;
    if (!*p) {
        *out = a;
        return true;
    }
    if (*p++ != '/' || !part(&p, &b) || *p || b.last < a.first)
        return false;
    *out = (struct period){'I', a.first, b.last, a.first};
    return true;
}

double
period_middle(const struct period *p)
{
    double at = ((double)p->first + (double)p->last + 1) / 2;
    long y, m, d;
    period_civil((long)at, &y, &m, &d);
    double start = (double)period_day(y, 1, 1);
    double days = (double)period_day(y + 1, 1, 1) - start;
    return (double)y + (at - start) / days;
}

size_t
period_seasons(const struct period *p)
{
    double days = (double)(p->last - p->first) + 1;
    if (p->freq == 'I')
        return days > 0.75 * PERIOD_DAYS_A_YEAR
                   ? 1
                   : (size_t)floor(PERIOD_DAYS_A_YEAR / days + 0.5);
    return p->freq == 'Q' ? 4 : p->freq == 'M' ? 12 : p->freq == 'D' ? 365 : 1;
}

double
period_year(const struct period *p)
{
    long y, m, d;
    if (p->freq == 'Q' || p->freq == 'M')
        return (double)p->index / (p->freq == 'Q' ? 4 : 12);
    period_civil(p->first, &y, &m, &d);
    return (double)y + (double)(m - 1) / 12 + (double)(d - 1) / PERIOD_DAYS_A_YEAR;
}

size_t
period_season(double year, size_t seasons)
{
    double n = (double)seasons;
    return (size_t)floor((year - floor(year)) * n + 0.25) % seasons;
}

long
period_season_year(double year, size_t seasons)
{
    return (long)floor(year + 0.25 / (double)seasons);
}

size_t
period_skipped(const struct period *a, const struct period *b)
{
    double days = (double)(b->last - b->first) + 1;
    double between = (double)(b->first - a->last) - 1;
    return b->freq == 'I' ? (size_t)floor(between / days + 0.25)
                          : (size_t)(b->index - a->index) - 1;
}

void
period_text(char freq, long index, char out[PERIOD_MAX])
{
    long y, m, d;
    switch (freq) {
    case 'A':
        snprintf(out, PERIOD_MAX, "%04ld", index);
        break;
    case 'Q':
        snprintf(out, PERIOD_MAX, "%04ld-Q%ld", index / 4, index % 4 + 1);
        break;
    case 'M':
        snprintf(out, PERIOD_MAX, "%04ld-%02ld", index / 12, index % 12 + 1);
        break;
    default:
        period_civil(index, &y, &m, &d);
        snprintf(out, PERIOD_MAX, "%04ld-%02ld-%02ld", y, m, d);
    }
}

bool
period_published(const char *text, long *day)
{
    struct period p;
    if (strchr(text, '/') || !period_parse(text, &p) || p.freq == 'Q')
        return false;
    *day = p.last;
    return true;
}
