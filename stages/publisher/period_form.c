#include "publisher/period_form.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "table/period.h"

/* Slots, how wide they are, and whether one may stand twice. */
static const struct {
    const char *name;
    int width;
    bool twice;
} slots[] = {{"year", 4, true},  {"yr", 2, true},      {"yy", 2, false},
             {"next", 4, false}, {"quarter", 1, true}, {"month", 0, true},
             {"mm", 0, true},    {"dd", 0, true}};
#define SLOTS (sizeof slots / sizeof *slots)

static bool
has(const struct pattern *p, const char *slot)
{
    return pattern_slot(p, slot, 0) >= 0;
}

static bool
has_twice(const struct pattern *p, const char *slot)
{
    int first = pattern_slot(p, slot, 0);
    return first >= 0 && pattern_slot(p, slot, first + 1) >= 0;
}

static bool
is_span(const struct pattern *p)
{
    for (size_t i = 0; i < SLOTS; i++)
        if (has_twice(p, slots[i].name))
            return true;
    return false;
}

static void
check_slots(const struct directive *w, const struct pattern *p)
{
    for (int i = 0; i < p->n; i++) {
        size_t k = 0;
        while (k < SLOTS && strcmp(slots[k].name, p->slot[i]) != 0)
            k++;
        if (!strcmp(p->slot[i], PATTERN_ANY))
            continue;
        if (k == SLOTS)
            directive_die(w,
                          "slot {%s} is unknown, expected {year}, {yr}, {yy}, {next}, "
                          "{quarter}, {month}, {mm}, {dd} or {_}",
                          p->slot[i]);
        int again = pattern_slot(p, p->slot[i], i + 1);
        if (again >= 0 &&
            (!slots[k].twice || pattern_slot(p, p->slot[i], again + 1) >= 0))
            directive_die(w, "slot {%s} stands too often", p->slot[i]);
    }
}

static void
check_year(const struct directive *w, const struct period_form *f)
{
    const struct pattern *p = &f->pattern;
    if (has(p, "year") == has(p, "yr"))
        directive_die(w, has(p, "yr")
                             ? "{year} together with {yr}"
                             : "no {year}, or {yr} of two digits, in the pattern");
    if (has(p, "yr") && !f->since)
        directive_die(w, "two digits may be any century; say from which year on they "
                         "count with since=1950, for example");
    if (f->since && !has(p, "yr"))
        directive_die(w, "since= without {yr}");
    if ((has(p, "yy") || has(p, "next")) && (!f->start || f->end))
        directive_die(
            w, "a year that runs into the next may begin in any month; say which "
               "with start=4, for example");
}

static void
check_months(const struct directive *w, const struct period_form *f)
{
    const struct pattern *p = &f->pattern;
    bool month = has(p, "month") || has(p, "mm");
    if ((f->start || f->end) && month)
        directive_die(w, "%s= together with a month in the pattern",
                      f->start ? "start" : "end");
    if (f->end && (f->start || has(p, "quarter") || f->months))
        directive_die(w, "end= together with %s",
                      f->start    ? "start="
                      : f->months ? "months="
                                  : "{quarter}");
    if (has(p, "dd") && !month)
        directive_die(w, "{dd} without {month} or {mm}");
    if (!f->months)
        return;
    if (has(p, "dd") || is_span(p))
        directive_die(w, "months= together with %s", has(p, "dd") ? "{dd}" : "a span");
    if (!month && !has(p, "quarter") && !f->start)
        directive_die(w,
                      "months= of a year may be any of it; say where they begin with "
                      "start=1, for example");
}

/* least to most, or the directive is wrong. */
static int
small(const struct directive *w, const char *text, int least, int most)
{
    char *end;
    long n = strtol(text, &end, 10);
    if (!isdigit((unsigned char)*text) || *end || n < least || n > most)
        directive_die(w, "%s, expected a number from %d to %d", msg_quote(text), least,
                      most);
    return (int)n;
}

static void
read_option(struct period_form *f, struct mem *run, const struct directive *w, int i)
{
    char *name = NULL, *text = NULL;
    if (!directive_pair(run, w->word[i], &name, &text))
        name = mem_copy(run, "");
    if (!strcmp(name, "start"))
        f->start = small(w, text, 1, 12);
    else if (!strcmp(name, "end"))
        f->end = small(w, text, 1, 12);
    else if (!strcmp(name, "months"))
        f->months = small(w, text, 1, 1200);
    else if (!strcmp(name, "since"))
        f->since = small(w, text, 1000, 2900);
    else
        directive_die(w, "%s, expected start=MONTH, end=MONTH, months=N or since=YEAR",
                      msg_quote(w->word[i]));
}

struct period_form
period_form_read(struct mem *run, const struct directive *w)
{
    struct period_form f = {0};
    if (w->n < 2)
        directive_die(w,
                      "expected: period PATTERN [start=MONTH] [end=MONTH] [months=N] "
                      "[since=YEAR]");
    f.text = w->word[1];
    f.iso = w->n == 2 && directive_is(w, 1, "iso");
    if (f.iso)
        return f;
    const char *wrong = pattern_read(&f.pattern, run, f.text);
    if (wrong)
        directive_die(w, "%s: %s", msg_quote(f.text), wrong);
    for (size_t i = 0; i < SLOTS; i++)
        pattern_width(&f.pattern, slots[i].name, slots[i].width);
    for (int i = 2; i < w->n; i++)
        read_option(&f, run, w, i);
    check_slots(w, &f.pattern);
    check_year(w, &f);
    if (!pattern_splits(&f.pattern))
        directive_die(w, "two slots with nothing between them");
    check_months(w, &f);
    return f;
}

/* Month 1-12 by its English name or the first three letters of it ("Sept" too). */
static int
month_number(const char *text)
{
    static const char *const name[] = {"january",   "february", "march",    "april",
                                       "may",       "june",     "july",     "august",
                                       "september", "october",  "november", "december"};
    size_t n = strlen(text);
    for (int i = 0; i < 12; i++)
        if (!strcasecmp(text, name[i]) || (n == 3 && !strncasecmp(text, name[i], 3)))
            return i + 1;
    return strcasecmp(text, "sept") ? -1 : 9;
}

static int
digits(const char *text, size_t most)
{
    size_t n = strspn(text, "0123456789");
    return n && n <= most && !text[n] ? (int)strtol(text, NULL, 10) : -1;
}

/* What stands in a slot at one end of a span: -1 when it is no number from least to most, 0
 * without such a slot. */
static int
slot_number(const struct period_form *f, char *const piece[], const char *name, int end,
            int least, int most)
{
    int i = pattern_slot(&f->pattern, name, 0);
    int second = i < 0 ? -1 : pattern_slot(&f->pattern, name, i + 1);
    if (i < 0)
        return 0;
    if (end && second >= 0)
        i = second;
    int n = strcmp(name, "month") ? digits(piece[i], most > 99 ? 4 : 2)
                                  : month_number(piece[i]);
    return n < least || n > most ? -1 : n;
}

/* The year at one end, or -1. */
static int
year_number(const struct period_form *f, char *const piece[], int end)
{
    if (has(&f->pattern, "year"))
        return slot_number(f, piece, "year", end, 1000, 2999);
    int yr = slot_number(f, piece, "yr", end, 0, 99);
    return yr < 0 ? -1 : f->since + (yr - f->since % 100 + 100) % 100;
}

/* One end: its months since year 0 and how many, or one day of the first. */
struct moment {
    long first, n;
    int day;
};

/* False when a slot holds no such number. */
static bool
read_moment(const struct period_form *f, char *const piece[], int end,
            struct moment *out)
{
    int year = year_number(f, piece, end),
        q = slot_number(f, piece, "quarter", end, 1, 4),
        month = slot_number(f, piece, "month", end, 1, 12),
        mm = slot_number(f, piece, "mm", end, 1, 12),
        dd = slot_number(f, piece, "dd", end, 1, 31);
    if (year < 0 || q < 0 || month < 0 || mm < 0 || dd < 0)
        return false;
    long start = f->start ? f->start - 1 : f->end ? f->end - 12 : 0;
    *out = (struct moment){12L * year + start, 12, dd};
    if (q)
        *out = (struct moment){12L * year + start + 3 * (q - 1), 3, 0};
    else if (month || mm)
        *out = (struct moment){12L * year + (month ? month : mm) - 1, 1, dd};
    if (f->months && (q || month || mm))
        out->first += out->n - f->months;
    if (f->months)
        out->n = f->months;
    return true;
}

/* Whether the year that is written behind the first is the next one. */
static bool
runs_on(const struct period_form *f, char *const piece[])
{
    int year = year_number(f, piece, 0), yy = slot_number(f, piece, "yy", 0, 0, 99),
        next = slot_number(f, piece, "next", 0, 1000, 2999);
    if (has(&f->pattern, "yy") && yy != (year + 1) % 100)
        return false;
    return !has(&f->pattern, "next") || next == year + 1;
}

/* Months since year 0 and their number, as the period they are. */
static char *
months_text(struct mem *m, long first, long n)
{
    char from[PERIOD_MAX], to[PERIOD_MAX];
    long year = first / 12, month = first % 12 + 1;
    if (n == 1)
        return mem_print(m, "%04ld-%02ld", year, month);
    if (n == 3 && first % 3 == 0)
        return mem_print(m, "%04ld-Q%ld", year, (month + 2) / 3);
    if (n == 12 && month == 1)
        return mem_print(m, "%04ld", year);
    long end = first + n;
    period_text('D', period_day(year, month, 1), from);
    period_text('D', period_day(end / 12, end % 12 + 1, 1) - 1, to);
    return mem_print(m, "%s/%s", from, to);
}

/* The last day of the month that has so many months before it. */
static long
month_end(long month)
{
    return period_day((month + 1) / 12, (month + 1) % 12 + 1, 1) - 1;
}

/* Two days, as the months they are when they are whole ones. NULL when there is no such day. */
static char *
days_text(struct mem *m, const struct moment *a, const struct moment *z)
{
    char from[PERIOD_MAX], to[PERIOD_MAX];
    long first = period_day(a->first / 12, a->first % 12 + 1, a->day),
         last = period_day(z->first / 12, z->first % 12 + 1, z->day);
    if (first > month_end(a->first) || last > month_end(z->first) || last < first)
        return NULL;
    if (a->day == 1 && last == month_end(z->first))
        return months_text(m, a->first, z->first - a->first + 1);
    period_text('D', first, from);
    period_text('D', last, to);
    return first == last ? mem_copy(m, from) : mem_print(m, "%s/%s", from, to);
}

bool
period_form_is_open(const char *text)
{
    return strlen(text) == 7 && text[4] == '-' && strspn(text, "0123456789") == 4 &&
           strspn(text + 5, "0123456789") == 2 &&
           atoi(text + 5) == (atoi(text) + 1) % 100;
}

char *
period_form_text(const struct period_form *f, struct mem *m, const char *text)
{
    char *piece[PATTERN_SLOTS];
    struct moment a, z;
    struct period any;
    if (f->iso)
        return period_parse(text, &any) ? mem_copy(m, text) : NULL;
    if (!pattern_match(&f->pattern, m, text, piece) || !read_moment(f, piece, 0, &a) ||
        !read_moment(f, piece, 1, &z) || !runs_on(f, piece))
        return NULL;
    if (a.day)
        return days_text(m, &a, &z);
    long n = z.first + z.n - a.first;
    return n > 0 ? months_text(m, a.first, n) : NULL;
}
