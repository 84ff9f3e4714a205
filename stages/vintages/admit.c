#include "vintages/admit.h"

#include <limits.h>

#include "vintages/passed_over.h"

/* The source of one of s[0..n) that a's source repeats, perhaps by way of others; or NULL. */
static const struct source *
copied_among(const struct statement *a, const struct statement *s, size_t n)
{
    for (const struct source *of = a->source->copied; of; of = of->copied)
        for (size_t i = 0; i < n; i++)
            if (s[i].source == of)
                return of;
    return NULL;
}

size_t
admit_without_copies(const struct table *t, struct statement *s, size_t n,
                     struct mem *m)
{
    const struct source **of = mem_array(m, n + 1, sizeof *of);
    size_t got = 0;
    for (size_t i = 0; i < n; i++)
        of[i] = copied_among(&s[i], s, n);
    for (size_t i = 0; i < n; i++)
        if (!of[i])
            s[got++] = s[i];
        else
            passed_over_copy(t, &s[i], of[i], m);
    return got;
}

size_t
admit(const struct table *t, const struct table_row *row, size_t n, struct statement *s,
      bool copies, struct mem *m)
{
    size_t got = 0;
    for (size_t i = 0; i < n; i++) {
        s[got] = statement_read(t, &row[i], m);
        const struct source *by = s[got].source;
        if (vintages.admit[by->rank] &&
            (vintages.as_of == LONG_MAX || by->day <= vintages.as_of))
            got++;
        else
            passed_over_inadmissible(t, &s[got], m);
    }
    vintages.statements += (long)n;
    vintages.inadmissible += (long)(n - got);
    if (!copies)
        got = admit_without_copies(t, s, got, m);
    vintages.keys++;
    vintages.empty_keys += got == 0;
    return got;
}
