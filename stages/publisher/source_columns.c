/* Which columns of a source a name of the layout means. */
#include <string.h>

#include "publisher/source.h"

/* A header that is one cell, in which another separator stands: what the layout may say.
 * A tab is white space and thus a blank by now. */
static const char *
other_delimiter(const struct source *s, const char *wanted)
{
    static const char *const other[] = {";", "|", ","};
    if (s->n != 1 || s->is_sheet)
        return NULL;
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (strstr(s->name[0], other[i]))
            return other[i];
    return strstr(s->name[0], wanted) ? "tab" : NULL;
}

size_t
source_columns(const struct source *s, const char *name, int at[])
{
    size_t n;
    const struct column_name *found = column_names_find(&s->names, name, &n);
    for (size_t i = 0; i < n; i++)
        at[i] = found[i].at;
    for (int i = s->read; i < s->n; i++)
        if (!strcmp(s->name[i], name))
            at[n++] = i;
    return n;
}

/* The first column of that name, or -1; ends with 65 when there are more. */
static int
only_column(const struct source *s, const char *name, struct place at)
{
    size_t n;
    const struct column_name *found = column_names_find(&s->names, name, &n);
    int first = found ? found->at : -1, second = n > 1 ? found[1].at : -1;
    for (int i = s->read; i < s->n && second < 0; i++)
        if (!strcmp(s->name[i], name))
            *(first < 0 ? &first : &second) = i;
    if (second >= 0)
        die_at(EX_DATAERR, at,
               "column %s stands twice in the header of %s, expected its number: "
               "#%d or #%d",
               msg_quote(name), s->file, first + 1, second + 1);
    return first;
}

/* The column that #3 means, or -1. */
static int
numbered_column(const struct source *s, const char *name)
{
    long number = 0;
    if (*name != '#' || name[1] < '1')
        return -1;
    for (const char *p = name + 1; *p; p++) {
        if (*p < '0' || *p > '9' || number > s->read)
            return -1;
        number = 10 * number + (*p - '0');
    }
    return number <= s->read ? (int)number - 1 : -1;
}

int
source_column(const struct source *s, const char *name, struct place at)
{
    int found = only_column(s, name, at);
    if (found < 0)
        found = numbered_column(s, name);
    if (found >= 0)
        return found;
    const char *near = msg_nearest(name, (const char *const *)s->name),
               *other = other_delimiter(s, name);
    if (other)
        die_at(
            EX_DATAERR, at,
            "column %s is not in the header of %s, which is one cell, %s; the layout "
            "may say: delimiter %s",
            msg_quote(name), s->file, msg_quote(s->name[0]), other);
    die_at(EX_DATAERR, at, "column %s is not in the header of %s%s%s%s%s",
           msg_quote(name), s->file, s->is_sheet ? ", sheet " : "",
           s->is_sheet ? s->book.name : "", near ? "; nearest: " : "",
           near ? msg_quote(near) : "");
}
