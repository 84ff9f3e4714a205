#include "vintages/passed_over.h"

#include <string.h>

/* Dates that overlap leave it open which is the newer. */
static const char *
by_date_words(const struct source *s, const struct source *taken)
{
    if (vintages.first)
        return taken->day < s->first ? "it is newer, and the oldest is taken"
                                     : "it may be newer, and the oldest is taken";
    return s->day < taken->first ? "it is older, and the newest is taken"
                                 : "it may be older, and the newest is taken";
}

static const char *
reason(const struct statement *s, const struct statement *taken, struct mem *m)
{
    static const char *const says[] = {"a number", "bounds", "a comparison", "nothing"};
    const char *grade = s->source->grade;
    const char *taken_grade = taken->source->grade;
    enum step step;
    merit_weigh(taken, s, &step);
    switch (step) {
    case SAYS:
        return mem_print(m, "it gives %s, the one taken gives %s", says[s->says],
                         says[taken->says]);
    case AVOIDED:
        return "it has a status letter that is avoided";
    case PREFERENCE:
        return mem_print(m, "its grade is %s, and %s is preferred", grade, taken_grade);
    case DATED:
        return "it has no date, the one taken has one";
    case ORIGIN:
        return mem_print(m,
                         "it passes on figures of which %s speaks itself, and is not "
                         "certainly %s",
                         taken->source->publisher, vintages.first ? "older" : "newer");
    case DATE:
        return by_date_words(s->source, taken->source);
    case GRADE:
        return mem_print(m,
                         "of the same date, but its grade is %s, that of the one "
                         "taken is %s",
                         grade, taken_grade);
    case TIE:
        break;
    }
    return statements_agree(&s->amount, &taken->amount)
               ? "it says the same on the same date, with the same grade"
               : "it says something else on the same date, with the same grade; the id "
                 "of the source decides, and the row gets status U";
}

static void
put_row(const struct table *t, const struct statement *s, const char *taken,
        const char *why, struct mem *m)
{
    char **cell = mem_array(m, (size_t)t->n + 2, sizeof *cell);
    memcpy(cell, s->row.cell, (size_t)t->n * sizeof *cell);
    cell[t->n] = mem_copy(m, taken);
    cell[t->n + 1] = mem_copy(m, why);
    table_write_on(vintages.passed, cell, t->n + 2);
}

void
passed_over_for(const struct table *t, const struct statement *s,
                const struct statement *taken, struct mem *m)
{
    if (vintages.passed && !vintages.quiet)
        put_row(t, s, taken->source->id, reason(s, taken, m), m);
}

void
passed_over_copy(const struct table *t, const struct statement *s,
                 const struct source *of, struct mem *m)
{
    if (vintages.passed && !vintages.quiet)
        put_row(t, s, of->id, "it repeats what this source says", m);
}

static const char *
not_admitted(const struct source *by, struct mem *m)
{
    if (!vintages.admit[by->rank])
        return mem_print(m, "its grade, %s, is not admitted", by->grade);
    return by->dated ? mem_print(m, "it was published after %s", vintages.policy + 5)
                     : "it has no date, and counts as of none";
}

void
passed_over_inadmissible(const struct table *t, const struct statement *s,
                         struct mem *m)
{
    if (vintages.passed)
        put_row(t, s, "", not_admitted(s->source, m), m);
}

void
passed_over_open(const struct table *t, const char *file, struct mem *run)
{
    if (!file)
        return;
    vintages.passed = stage_output(file);
    char **header = mem_array(run, (size_t)t->n + 2, sizeof *header);
    memcpy(header, t->column, (size_t)t->n * sizeof *header);
    header[t->n] = mem_copy(run, "instead");
    header[t->n + 1] = mem_copy(run, "why");
    table_write_on(vintages.passed, header, t->n + 2);
}
