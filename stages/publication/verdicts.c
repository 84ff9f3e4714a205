#include "publication/verdicts.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "claim/timeline.h"
#include "document/display.h"
#include "document/xml.h"
#include "program/msg.h"
#include "table/table.h"

struct verdict_row *
verdict_rows(struct mem *m, const char *file, size_t *n)
{
    static const char *const need[] = {"claim",  "reading", "basis",    "verdict",
                                       "source", "why",     "mentions", "question",
                                       "held",   "notes",   NULL};
    struct table t;
    struct table_row row;
    struct verdict_row *all = NULL;
    int at[10];
    *n = 0;
    table_open(&t, m, file, need, TABLE_ANY);
    for (int c = 0; c < 10; c++)
        at[c] = table_find(&t, need[c]);
    while (table_next(&t, &row)) {
        const char *cell[10];
        for (int c = 0; c < 10; c++)
            cell[c] = mem_copy(m, row.cell[at[c]]);
        all = mem_more(m, all, *n, sizeof *all);
        all[(*n)++] = (struct verdict_row){cell[0], cell[1], cell[2], cell[3], cell[4],
                                           cell[5], cell[6], cell[7], cell[8], cell[9]};
    }
    table_close(&t);
    return all;
}

struct verdict_row *
verdict_rows_of(struct mem *m, const struct verdict_row all[], size_t n,
                const char *claim, size_t *kept)
{
    struct verdict_row *row = mem_array(m, n + 1, sizeof *row);
    *kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!strcmp(all[i].claim, claim))
            row[(*kept)++] = all[i];
    return row;
}

struct claims_report
verdict_report(const struct site *s, struct mem *m, const struct recipe_claims *a)
{
    struct claims_report r = claims_report_read(m, a->claims, a->file, s->sources);
    for (size_t i = 0; i < r.claims->n; i++) {
        struct conclusion *end = &r.conclusion[i];
        end->text = site_of_day(s, m, end->text);
        end->said = site_of_day(s, m, end->said);
    }
    return r;
}

const char *
standing_look(enum standing how)
{
    return how == STANDING_HOLDS || how == STANDING_LATER         ? "good"
           : how == STANDING_FAILS || how == STANDING_LATER_FAILS ? "bad"
                                                                  : "open";
}

const char *
standing_words(const struct site *s, struct mem *m, enum standing how)
{
    return site_of_day(s, m, standing_name[how]);
}

const char *
standing_heading(const struct site *s, struct mem *m, enum standing how)
{
    return site_capital(m, standing_words(s, m, how));
}

/* ---- when it held: "2021-03-31/2022-03-02 2023-05-04/.." */

struct span {
    long from, to; /* LONG_MAX: still */
};

/* From when statements that bear no date count: no day is known. */
static const char undated[] = "undated";

/* The day of an end, also of one that is a latest. */
static bool
day_of(const char *end, long *day)
{
    size_t by = strlen(TIMELINE_BY);
    return period_published(end + (strncmp(end, TIMELINE_BY, by) ? 0 : by), day);
}

/* The next time in which it held and of which the days are known; *held goes on. False at the
 * end. */
static bool
next_span(struct mem *m, const char **held, struct span *s)
{
    size_t n = strcspn(*held, " "), from = strcspn(*held, "/");
    if (!n || from >= n)
        return false;
    const char *first = mem_text(m, *held, from);
    const char *last = mem_text(m, *held + from + 1, n - from - 1);
    bool dated = strcmp(first, undated);
    s->to = LONG_MAX;
    if (!dated) {
        *held += n + ((*held)[n] == ' ');
        return next_span(m, held, s);
    }
    if (!day_of(first, &s->from) || (strcmp(last, "..") && !day_of(last, &s->to)))
        die(EX_DATAERR, "held: %s is no time, expected one like 2021-03-31/2022-03-02",
            msg_quote_n(*held, n));
    *held += n + ((*held)[n] == ' ');
    return true;
}

static const char *
words_of(struct mem *m, const char *held)
{
    const char *out = "";
    for (size_t n; *held; held += n + (held[n] == ' ')) {
        n = strcspn(held, " ");
        size_t from = strcspn(held, "/");
        const char *first = mem_text(m, held, from);
        const char *last = mem_text(m, held + from + 1, n - from - 1);
        if (!strcmp(first, undated)) {
            out = mem_print(m, "%s%swith the sources that bear no date", out,
                            *out ? ", " : "it held ");
            continue;
        }
        out = mem_print(m, "%s%sfrom %s %s%s", out, *out ? ", " : "it held ",
                        timeline_end(m, first), strcmp(last, "..") ? "to " : "on",
                        strcmp(last, "..") ? timeline_end(m, last) : "");
    }
    return out;
}

/* The first day of the year of a day, or of a later year. */
static long
new_year(long day, long later)
{
    long year, month, mday;
    period_civil(day, &year, &month, &mday);
    return period_day(year + later, 1, 1);
}

static bool
is_there(const struct verdict_timeline *t, const char *reading)
{
    for (size_t i = 0; i < t->n; i++)
        if (!strcmp(t->line[i].reading, reading))
            return true;
    return false;
}

static void
widen(struct mem *m, struct verdict_timeline *t, const char *held)
{
    struct span s;
    while (next_span(m, &held, &s)) {
        long to = s.to == LONG_MAX ? s.from : s.to;
        t->from = t->spans && t->from < s.from ? t->from : s.from;
        t->to = t->spans && t->to > to ? t->to : to;
        t->spans++;
    }
}

struct verdict_timeline
verdict_timeline(struct mem *m, const struct verdict_row row[], size_t n)
{
    struct verdict_timeline t = {.line = mem_array(m, n + 1, sizeof *t.line)};
    for (size_t i = 0; i < n; i++) {
        if (!*row[i].held || is_there(&t, row[i].reading))
            continue;
        widen(m, &t, row[i].held);
        t.line[t.n++] = (struct verdict_line){row[i].reading, row[i].question,
                                              row[i].held, words_of(m, row[i].held)};
    }
    return t;
}

/* ---- the drawing, in pixels */

enum { WIDTH = 640, LEFT = 30, RIGHT = 620, LINE = 26, TOP = 8 };

struct scale {
    long from, to;
};

static double
at(const struct scale *s, long day)
{
    double part = (double)(day - s->from) / (double)(s->to - s->from);
    return LEFT + (part < 0 ? 0 : part > 1 ? 1 : part) * (RIGHT - LEFT);
}

static void
put_axis(FILE *f, const struct scale *s, double bottom)
{
    long year, month, mday, last;
    period_civil(s->from, &year, &month, &mday);
    period_civil(s->to, &last, &month, &mday);
    long step = (last - year) / 10 + 1;
    for (; year <= last; year += step) {
        double x = at(s, period_day(year, 1, 1));
        fprintf(f, "<path class=\"tick\" d=\"M%.1f,%d V%.1f\"/>", x, TOP, bottom);
        fprintf(f, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%ld</text>\n", x,
                bottom + 16, year);
    }
}

static void
put_line(FILE *f, struct mem *m, const struct scale *s, const struct verdict_line *line,
         double y)
{
    struct span span;
    const char *held = line->held;
    fprintf(f, "<text x=\"4\" y=\"%.1f\">", y + 13);
    xml_put(f, m, line->reading);
    fprintf(
        f,
        "</text><rect class=\"track\" x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"14\"/>",
        LEFT, y + 2, RIGHT - LEFT);
    while (next_span(m, &held, &span)) {
        double x = at(s, span.from);
        double width = (span.to == LONG_MAX ? RIGHT : at(s, span.to + 1)) - x;
        fprintf(
            f,
            "<rect class=\"held\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"14\"/>",
            x, y + 2, width < 2 ? 2 : width);
    }
    putc('\n', f);
}

/* What it shows is said once more in the list below it. */
const char *
verdict_drawing(struct mem *m, const struct verdict_timeline *t, const char *published,
                const char *id)
{
    char *whole = NULL;
    size_t n;
    long day = 0;
    bool dated = published && period_published(published, &day);
    struct scale s = {t->from, t->to};
    if (dated && day < s.from)
        s.from = day;
    if (dated && day > s.to)
        s.to = day;
    s = (struct scale){new_year(s.from, 0), new_year(s.to, 1)};
    double bottom = TOP + (double)t->n * LINE;
    FILE *f = open_memstream(&whole, &n);
    if (!f)
        die(EX_OSERR, "out of memory for a drawing");
    fprintf(f, "<svg viewBox=\"0 0 %d %.0f\" role=\"img\" aria-labelledby=\"%s-held\">",
            WIDTH, bottom + 40, id);
    fprintf(
        f,
        "<title id=\"%s-held\">When each reading held, told in words below</title>\n",
        id);
    put_axis(f, &s, bottom);
    for (size_t i = 0; i < t->n; i++)
        put_line(f, m, &s, &t->line[i], TOP + (double)i * LINE);
    if (dated) {
        double x = at(&s, day);
        fprintf(f, "<path class=\"day\" d=\"M%.1f,0 V%.1f\"/>", x, bottom + 4);
        fprintf(
            f,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">the article's day</text>\n",
            x, bottom + 34, x > WIDTH / 2 ? "end" : "start");
    }
    fputs("</svg>", f);
    if (fclose(f))
        die(EX_OSERR, "out of memory for a drawing");
    const char *kept = mem_copy(m, whole);
    free(whole);
    return kept;
}
