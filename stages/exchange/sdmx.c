#include "exchange/sdmx.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table/period.h"

static const char *const names[][2] = {
    {"geo", "REF_AREA"},       {"period", "TIME_PERIOD"}, {"value", "OBS_VALUE"},
    {"lo", "LOWER_BOUND"},     {"hi", "UPPER_BOUND"},     {"interval", "BOUND_TYPE"},
    {"unit", "UNIT_MEASURE"},  {"status", "OBS_STATUS"},  {"status", "OBS_FLAG"},
    {"source", "DATA_SOURCE"},
};
enum { NAMES = sizeof names / sizeof *names };

/* Letters turned by f, when all of them are of the other case. */
static char *
turned(struct mem *m, const char *text, int is(int), int turn(int))
{
    char *out = mem_copy(m, text);
    for (char *p = out; *p; p++)
        if (isalpha((unsigned char)*p) && !is((unsigned char)*p))
            return mem_copy(m, text);
    for (char *p = out; *p; p++)
        *p = (char)turn((unsigned char)*p);
    return out;
}

char *
sdmx_id(struct mem *m, const char *column)
{
    for (int i = 0; i < NAMES; i++)
        if (!strcmp(column, names[i][0]))
            return mem_copy(m, names[i][1]);
    return turned(m, column, islower, toupper);
}

char *
sdmx_column(struct mem *m, const char *id)
{
    for (int i = 0; i < NAMES; i++)
        if (!strcmp(id, names[i][1]))
            return mem_copy(m, names[i][0]);
    return turned(m, id, isupper, tolower);
}

const char *
sdmx_freq(struct mem *m, const char *period)
{
    struct period p;
    if (!period_parse(period, &p) || p.freq == 'I')
        return "_O";
    return mem_print(m, "%c", p.freq);
}

static char *
date_text(struct mem *m, long day)
{
    char text[PERIOD_MAX];
    period_text('D', day, text);
    return mem_copy(m, text);
}

/* An interval of whole years or months keeps that unit; any other is days. */
char *
sdmx_period(struct mem *m, const char *period)
{
    struct period p, a, b;
    const char *slash = strchr(period, '/');
    if (!period_parse(period, &p))
        return NULL;
    if (!slash)
        return mem_copy(m, period);
    const char *first = mem_text(m, period, (size_t)(slash - period));
    bool ends = period_parse(first, &a) && period_parse(slash + 1, &b);
    bool like = ends && a.freq == b.freq;
    char *start = date_text(m, p.first);
    if (like && a.freq == 'A')
        return mem_print(m, "%s/P%ldY", start, b.index - a.index + 1);
    if (like && a.freq == 'M')
        return mem_print(m, "%s/P%ldM", start, b.index - a.index + 1);
    if (like && a.freq == 'Q')
        return mem_print(m, "%s/P%ldM", start, 3 * (b.index - a.index + 1));
    return mem_print(m, "%s/P%ldD", start, p.last - p.first + 1);
}

/* From one period to another of its kind, one alone when they are the same. */
static char *
span(struct mem *m, char freq, long first, long n)
{
    char a[PERIOD_MAX], b[PERIOD_MAX];
    period_text(freq, first, a);
    period_text(freq, first + n - 1, b);
    return n == 1 ? mem_copy(m, a) : mem_print(m, "%s/%s", a, b);
}

/* start is a date and length an ISO 8601 duration of one unit. */
static char *
read_range(struct mem *m, const char *start, const char *length)
{
    struct period day, month, year;
    char *end;
    if (*length != 'P' || !isdigit((unsigned char)length[1]) ||
        !period_parse(start, &day) || day.freq != 'D')
        return NULL;
    long n = strtol(length + 1, &end, 10);
    if (n < 1 || n > 1000000 || !*end || end[1])
        return NULL;
    bool of_month =
        period_parse(mem_text(m, start, 7), &month) && month.first == day.first;
    bool of_year =
        period_parse(mem_text(m, start, 4), &year) && year.first == day.first;
    switch (*end) {
    case 'Y':
        return of_year    ? span(m, 'A', year.index, n)
               : of_month ? span(m, 'M', month.index, 12 * n)
                          : NULL;
    case 'M':
        return of_month ? span(m, 'M', month.index, n) : NULL;
    case 'D':
        return span(m, 'D', day.index, n);
    default:
        return NULL;
    }
}

char *
sdmx_period_read(struct mem *m, const char *text)
{
    struct period p;
    const char *slash = strchr(text, '/');
    size_t n = strlen(text);
    if (slash && slash[1] == 'P')
        return read_range(m, mem_text(m, text, (size_t)(slash - text)), slash + 1);
    /* Reporting periods: 2017-A1, 2017-S2, 2017-M05. */
    if (n == 7 && !strcmp(text + 4, "-A1"))
        return mem_text(m, text, 4);
    if (n == 7 && (!strcmp(text + 4, "-S1") || !strcmp(text + 4, "-S2")))
        return mem_print(m, text[6] == '1' ? "%.4s-01/%.4s-06" : "%.4s-07/%.4s-12",
                         text, text);
    char *plain = n == 8 && text[5] == 'M' ? mem_print(m, "%.4s-%s", text, text + 6)
                                           : mem_copy(m, text);
    return period_parse(plain, &p) ? plain : NULL;
}

char
sdmx_status_read(char code)
{
    if (islower((unsigned char)code))
        code = code == 'c' ? 'Q' : (char)toupper((unsigned char)code);
    if (code == 'M' || code == 'L' || code == 'H')
        return 'O';
    if (code == 'I')
        return 'E';
    return code && strchr("ABDEOPQUV", code) ? code : '\0';
}
