/* Days and times as spreadsheets store them, to the millisecond: what is finer is left of the
 * fractions of a day that they reckon with. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "publisher/sheet.h"
#include "table/period.h"

#define MS 1000LL
#define DAY (86400 * MS)

/* 12:00:00, 36:05:00, -00:00:59.7. */
static const char *
time_text(struct mem *m, long long ms)
{
    long long n = llabs(ms), s = n / MS;
    char part[8] = "";
    if (n % MS) {
        snprintf(part, sizeof part, ".%03d", (int)(n % MS));
        for (char *end = part + 3; *end == '0'; end--)
            *end = '\0';
    }
    return mem_print(m, "%s%02lld:%02lld:%02lld%s", ms < 0 ? "-" : "", s / 3600,
                     s / 60 % 60, s % 60, part);
}

/* A day of period_day(), with the time when it has one. */
static const char *
moment_text(struct mem *m, long day, long long ms)
{
    char text[PERIOD_MAX];
    period_text('D', day, text);
    return ms ? mem_print(m, "%sT%s", text, time_text(m, ms)) : mem_copy(m, text);
}

/* Days before 60 count from one day later in the system of 1900. */
static const char *
serial_day(struct mem *m, bool from_1904, long long ms)
{
    long long day = ms / DAY;
    if (ms < 0 || day > 2958465)
        return sheet_not_shown;
    if (!from_1904 && (day == 0 || day == 60))
        return day ? "1900-02-29" : "1900-01-00";
    long epoch =
        from_1904 ? period_day(1904, 1, 1) : period_day(1899, 12, day < 60 ? 31 : 30);
    return moment_text(m, epoch + (long)day, ms % DAY);
}

const char *
sheet_serial(struct mem *m, double serial, bool from_1904, enum number_shows shown)
{
    if (fabs(serial) > 1e7)
        return sheet_not_shown;
    long long ms = llround(serial * (double)DAY);
    if (shown == SHOWS_ELAPSED || (shown == SHOWS_TIME && llabs(ms) < DAY))
        return time_text(m, ms);
    const char *text = serial_day(m, from_1904, ms);
    return text == sheet_not_shown || (shown != SHOWS_MONTH && shown != SHOWS_YEAR)
               ? text
               : mem_text(m, text, shown == SHOWS_MONTH ? 7 : 4);
}

/* A number and its letter at *p; 0 when they do not stand there. */
static double
piece(const char **p, char letter)
{
    size_t n = strspn(*p, "0123456789."), whole = strspn(*p, "0123456789");
    if (!n || (*p)[n] != letter || (letter != 'S' && whole < n) || whole > 9)
        return 0;
    double x = strtod(*p, NULL);
    *p += n + 1;
    return x;
}

const char *
sheet_duration(struct mem *m, const char *text)
{
    const char *p = text;
    bool below = *p == '-';
    p += below;
    if (*p++ != 'P')
        return NULL;
    double days = piece(&p, 'D');
    bool has_time = *p == 'T';
    p += has_time;
    double hours = has_time ? piece(&p, 'H') : 0,
           minutes = has_time ? piece(&p, 'M') : 0,
           seconds = has_time ? piece(&p, 'S') : 0;
    if (*p || p[-1] == 'P' || p[-1] == 'T')
        return NULL;
    long long ms = llround((days * 86400 + hours * 3600 + minutes * 60) * (double)MS) +
                   llround(seconds * (double)MS);
    return time_text(m, below ? -ms : ms);
}

const char *
sheet_moment(struct mem *m, const char *text)
{
    int year, month, day, hours, minutes, end = 0;
    double seconds;
    if (sscanf(text, "%4d-%2d-%2dT%2d:%2d:%lf%n", &year, &month, &day, &hours, &minutes,
               &seconds, &end) != 6 ||
        text[end] || strspn(text, "0123456789-T:.") < strlen(text))
        return text;
    long long ms =
        (hours * 3600LL + minutes * 60LL) * MS + llround(seconds * (double)MS);
    long first = period_day(year, month, day);
    if (ms < 0 || ms > DAY || strncmp(moment_text(m, first, 0), text, 10) != 0)
        return text;
    return moment_text(m, first + (long)(ms / DAY), ms % DAY);
}

const char *
sheet_moment_shown(struct mem *m, const struct number_format *format,
                   const char *moment)
{
    const struct number_section *section;
    enum number_shows as = number_format_shows(format, 1, &section);
    size_t n = as == SHOWS_DATE    ? strlen(moment)
               : as == SHOWS_MONTH ? 7
               : as == SHOWS_YEAR  ? 4
                                   : 0;
    return n && strlen(moment) >= 10
               ? number_format_dated(m, section, mem_text(m, moment, n))
               : NULL;
}
