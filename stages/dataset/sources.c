#include "dataset/sources.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "table/table.h"

const char *const grade_name[] = {"primary", "mirror", "derived", "press", NULL};

enum grade
grade_find(const char *text, size_t n)
{
    int g = 0;
    while (g < GRADES && (strlen(grade_name[g]) != n || memcmp(grade_name[g], text, n)))
        g++;
    return (enum grade)g;
}

static int
by_id(const void *a, const void *b)
{
    const struct source *x = a, *y = b;
    return strcmp(x->id, y->id);
}

enum { ID, PUBLISHED, GRADE, PUBLISHER, TITLE, URL, OF, COPY, COPIES, COLUMNS };
static const char *const column[] = {"source",    "published", "grade",
                                     "publisher", "title",     "url",
                                     "of",        "copy",      "copies"};

static void
read_date(const struct table *t, const struct table_row *row, struct source *s)
{
    struct period p;
    if (s->dated && !period_published(s->published, &s->day))
        table_die(t, row, "published",
                  "%s is not a date, expected one like 2021-06-17, "
                  "2021-06, 2021 or nothing",
                  msg_quote(s->published));
    if (s->dated && period_parse(s->published, &p))
        s->first = p.first;
}

static struct source
read_source(const struct table *t, const struct table_row *row, const int at[COLUMNS],
            bool graded, struct mem *run)
{
    const char *cell[COLUMNS];
    for (int i = 0; i < COLUMNS; i++)
        cell[i] = at[i] < 0 ? "" : mem_copy(run, row->cell[at[i]]);
    struct source s = {.id = cell[ID],
                       .publisher = cell[PUBLISHER],
                       .title = cell[TITLE],
                       .published = cell[PUBLISHED],
                       .url = cell[URL],
                       .grade = cell[GRADE],
                       .copy = cell[COPY],
                       .copies = cell[COPIES],
                       .of = cell[OF],
                       .cited = *cell[PUBLISHED] ? cell[PUBLISHED] : "undated",
                       .dated = *cell[PUBLISHED],
                       .first = LONG_MAX,
                       .day = LONG_MAX,
                       .rank = grade_find(cell[GRADE], strlen(cell[GRADE]))};
    read_date(t, row, &s);
    if (s.rank == GRADES && (graded || *s.grade))
        table_die(t, row, "grade",
                  "%s is no grade, expected primary, mirror, derived or press",
                  msg_quote(s.grade));
    return s;
}

/* Finds what each source repeats. No source repeats itself, by way of others or not. */
static void
link_copies(struct sources *c)
{
    for (size_t i = 0; i < c->n; i++) {
        struct source *s = &c->source[i];
        s->copied = *s->copies ? sources_find(c, s->copies) : NULL;
        if (*s->copies && !s->copied)
            die(EX_DATAERR, "%s: source %s repeats %s, which is not there", c->path,
                msg_quote(s->id), msg_quote(s->copies));
    }
    for (size_t i = 0; i < c->n; i++) {
        size_t steps = 0;
        for (const struct source *of = c->source[i].copied; of; of = of->copied)
            if (++steps > c->n)
                die(EX_DATAERR, "%s: source %s repeats itself in a circle", c->path,
                    msg_quote(c->source[i].id));
    }
}

/* need: the columns without which the list is refused, NULL at the end. */
static void
read_all(struct sources *c, struct mem *run, const char *path, const char *const *need,
         bool graded)
{
    struct table t;
    struct table_row row;
    int at[COLUMNS];
    *c = (struct sources){.path = path};
    table_open(&t, run, path, need, TABLE_ANY);
    for (int i = 0; i < COLUMNS; i++)
        at[i] = table_find(&t, column[i]);
    while (table_next(&t, &row)) {
        c->source = mem_more(run, c->source, c->n, sizeof *c->source);
        c->source[c->n++] = read_source(&t, &row, at, graded, run);
    }
    table_close(&t);
    if (c->n)
        qsort(c->source, c->n, sizeof *c->source, by_id);
    for (size_t i = 1; i < c->n; i++)
        if (!strcmp(c->source[i - 1].id, c->source[i].id))
            die(EX_DATAERR, "%s: source %s stands there twice", msg_path(path),
                msg_quote(c->source[i].id));
    link_copies(c);
}

void
sources_open(struct sources *c, struct mem *run, const char *path)
{
    static const char *const need[] = {"source", "publisher", "title", "published",
                                       "url",    "grade",     NULL};
    *c = (struct sources){.path = path};
    if (*path)
        read_all(c, run, path, need, false);
}

void
sources_open_dated(struct sources *c, struct mem *run, const char *path)
{
    static const char *const need[] = {"source", "published", "grade", NULL};
    read_all(c, run, path, need, true);
}

const struct source *
sources_find(const struct sources *c, const char *id)
{
    const struct source key = {.id = id};
    return c->n ? bsearch(&key, c->source, c->n, sizeof *c->source, by_id) : NULL;
}

const struct source *
sources_next(const struct sources *c, const char *text, size_t *length)
{
    *length = strcspn(text, "+");
    size_t n = strcspn(text, "@+"), lo = 0, hi = c->n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        const struct source *s = &c->source[mid];
        int d = strncmp(s->id, text, n);
        if (d == 0 && s->id[n])
            d = 1;
        if (d == 0)
            return s;
        if (d < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

const char *
sources_credit(struct mem *m, const struct source *s)
{
    if (!*s->of || !strcmp(s->of, s->publisher))
        return s->publisher;
    return mem_print(m, "%s, via %s", s->of, s->publisher);
}

const char *
sources_grade(const char *grade)
{
    static const char *const words[][2] = {
        {"primary", "read at the publisher"},
        {"mirror", "read in a copy"},
        {"derived", "added up from the publisher's table or a copy of it"},
        {"press", "read in the press"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(grade, words[i][0]))
            return words[i][1];
    return grade;
}

const char *
sources_read(const struct source *s)
{
    if (s->rank != DERIVED)
        return sources_grade(s->grade);
    return *s->copy ? "added up from a copy of the publisher's table"
                    : "added up from the publisher's table";
}

bool
sources_out_by(const struct source *s, const char *day)
{
    long then;
    return !*day || (s && period_published(day, &then) && s->dated && s->day <= then);
}
