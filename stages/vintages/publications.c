#include "vintages/publications.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static struct publication *publication;
static size_t n_publications;

static int
by_id(const void *a, const void *b)
{
    return strcmp(((const struct publication *)a)->id,
                  ((const struct publication *)b)->id);
}

enum { S_ID, S_PUBLISHED, S_GRADE, S_PUBLISHER, S_OF, S_COPIES, S_COLUMNS };

static void
read_date(const struct table *t, const struct table_row *row, struct publication *s)
{
    struct period p;
    if (s->dated && !period_published(s->published, &s->day))
        table_die(t, row, "published",
                  "%s is not a date, expected one like 2021-06-17, "
                  "2021-06, 2021 or nothing",
                  msg_quote(s->published));
    if (s->dated && period_parse(s->published, &p))
        s->first = p.first;
    if (!s->dated)
        s->published = "undated";
}

static struct publication
read_publication(const struct table *t, const struct table_row *row,
                 const int at[S_COLUMNS], struct mem *run)
{
    const char *cell[S_COLUMNS];
    for (int i = 0; i < S_COLUMNS; i++)
        cell[i] = at[i] < 0 ? "" : mem_copy(run, row->cell[at[i]]);
    struct publication s = {.id = cell[S_ID],
                            .published = cell[S_PUBLISHED],
                            .publisher = cell[S_PUBLISHER],
                            .of = cell[S_OF],
                            .copies = cell[S_COPIES],
                            .dated = *cell[S_PUBLISHED] != '\0',
                            .first = LONG_MAX,
                            .day = LONG_MAX,
                            .grade = grade_find(cell[S_GRADE], strlen(cell[S_GRADE]))};
    read_date(t, row, &s);
    if (s.grade == GRADES)
        table_die(t, row, "grade",
                  "%s is no grade, expected primary, mirror, derived or press",
                  msg_quote(cell[S_GRADE]));
    return s;
}

/* Finds what each source repeats. No source repeats itself, by way of others or not. */
static void
link_copies(void)
{
    for (size_t i = 0; i < n_publications; i++) {
        const struct publication key = {.id = publication[i].copies};
        if (!*key.id)
            continue;
        publication[i].copied =
            bsearch(&key, publication, n_publications, sizeof *publication, by_id);
        if (!publication[i].copied)
            die(EX_DATAERR, "%s: source %s repeats %s, which is not there",
                vintages.sources, msg_quote(publication[i].id), msg_quote(key.id));
    }
    for (size_t i = 0; i < n_publications; i++) {
        size_t steps = 0;
        for (const struct publication *of = publication[i].copied; of; of = of->copied)
            if (++steps > n_publications)
                die(EX_DATAERR, "%s: source %s repeats itself in a circle",
                    vintages.sources, msg_quote(publication[i].id));
    }
}

void
publications_read(struct mem *run)
{
    static const char *const columns[] = {"source", "published", "grade", NULL};
    static const char *const known[] = {"source",    "published", "grade",
                                        "publisher", "of",        "copies"};
    struct table t;
    struct table_row row;
    int at[S_COLUMNS];
    table_open(&t, run, vintages.sources, columns, TABLE_ANY);
    for (int i = 0; i < S_COLUMNS; i++)
        at[i] = table_find(&t, known[i]);
    while (table_next(&t, &row)) {
        publication = mem_more(run, publication, n_publications, sizeof *publication);
        publication[n_publications++] = read_publication(&t, &row, at, run);
    }
    if (n_publications)
        qsort(publication, n_publications, sizeof *publication, by_id);
    for (size_t i = 1; i < n_publications; i++)
        if (!strcmp(publication[i - 1].id, publication[i].id))
            die(EX_DATAERR, "%s: source %s stands there twice", t.in.file,
                msg_quote(publication[i].id));
    link_copies();
    table_close(&t);
}

const struct publication *
publication_of(const struct table *t, const struct table_row *row, struct mem *m)
{
    const struct publication key = {.id = table_cell(t, row, TABLE_SOURCE)};
    const struct publication *s =
        n_publications
            ? bsearch(&key, publication, n_publications, sizeof *publication, by_id)
            : NULL;
    if (s)
        return s;
    const char **names = mem_array(m, n_publications + 1, sizeof *names);
    for (size_t i = 0; i < n_publications; i++)
        names[i] = publication[i].id;
    const char *near = msg_nearest(key.id, names);
    table_die(t, row, "source", "%s is not in %s%s%s", msg_quote(key.id),
              vintages.sources, near ? "; the nearest id there is " : "",
              near ? msg_quote(near) : "");
}

void
publications_check_mute(void)
{
    for (size_t i = 0; i < vintages.mute.n; i++) {
        const struct publication key = {.id = vintages.mute.item[i]};
        if (!n_publications ||
            !bsearch(&key, publication, n_publications, sizeof *publication, by_id))
            usage("--mute: source %s is not in %s", msg_quote(key.id),
                  vintages.sources);
    }
}

bool
publication_is_mute(const char *id)
{
    for (size_t i = 0; i < vintages.mute.n; i++)
        if (!strcmp(vintages.mute.item[i], id))
            return true;
    return false;
}
