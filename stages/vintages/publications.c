#include "vintages/publications.h"

#include <string.h>

static struct sources list;

void
publications_read(struct mem *run)
{
    sources_open_dated(&list, run, vintages.sources);
}

const struct source *
publication_of(const struct table *t, const struct table_row *row, struct mem *m)
{
    const char *id = table_cell(t, row, TABLE_SOURCE);
    const struct source *s = sources_find(&list, id);
    if (s)
        return s;
    const char **names = mem_array(m, list.n + 1, sizeof *names);
    for (size_t i = 0; i < list.n; i++)
        names[i] = list.source[i].id;
    const char *near = msg_nearest(id, names);
    table_die(t, row, "source", "%s is not in %s%s%s", msg_quote(id), vintages.sources,
              near ? "; the nearest id there is " : "", near ? msg_quote(near) : "");
}

void
publications_check_mute(void)
{
    for (size_t i = 0; i < vintages.mute.n; i++)
        if (!sources_find(&list, vintages.mute.item[i]))
            usage("--mute: source %s is not in %s", msg_quote(vintages.mute.item[i]),
                  vintages.sources);
}

bool
publication_is_mute(const char *id)
{
    for (size_t i = 0; i < vintages.mute.n; i++)
        if (!strcmp(vintages.mute.item[i], id))
            return true;
    return false;
}
