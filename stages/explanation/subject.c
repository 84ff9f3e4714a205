#include "explanation/subject.h"

#include <string.h>
#include <sys/stat.h>

#include "program/stage.h"

/* "f01" and "f01-trend" for a name f01-convictions-trend: the number, and whether it is
 * the trend. */
static bool
is_short_for(const char *word, const char *name)
{
    static const char trend[] = "-trend";
    size_t w = strcspn(word, "-"), n = strcspn(name, "-"), t = sizeof trend - 1;
    size_t length = strlen(name);
    bool is_trend = length > t && !strcmp(name + length - t, trend);
    return w == n && !strncmp(word, name, n) &&
           !strcmp(word + w, is_trend ? trend : "");
}

/* The last part of a path without its ending; a name as it is. */
static const char *
stem_of(struct mem *m, const char *what)
{
    const char *slash = strrchr(what, '/');
    const char *name = slash ? slash + 1 : what;
    const char *dot = strrchr(name, '.');
    return dot ? mem_text(m, name, (size_t)(dot - name)) : name;
}

static bool
is_path(const char *what)
{
    return strchr(what, '/') || strchr(what, '.');
}

const struct recipe_table *
subject_table(const struct explanation *e, const char *what)
{
    const struct recipe *r = &e->recipe;
    const char *stem = stem_of(e->m, what), *several = "";
    const struct recipe_table *found = NULL;
    size_t n = 0;
    for (size_t i = 0; i < r->tables; i++)
        if (!strcmp(stem, r->table[i].name))
            return &r->table[i];
    for (size_t i = 0; i < r->tables && !is_path(what); i++)
        if (is_short_for(stem, r->table[i].name)) {
            several =
                mem_print(e->m, "%s%s%s", several, n++ ? ", " : "", r->table[i].name);
            found = &r->table[i];
        }
    if (n > 1)
        usage("%s stands for several tables: %s", msg_quote(what), several);
    return found;
}

void
subject_check_path(const struct explanation *e, const char *what)
{
    size_t n = strlen(what);
    struct stat a, b;
    if (n < 4 || strcmp(what + n - 4, ".csv") || !is_path(what))
        return;
    if (!stat(what, &a) && !stat(e->about->file, &b) &&
        (a.st_dev != b.st_dev || a.st_ino != b.st_ino))
        die(EX_NOINPUT, "%s: no recipe makes it; %s is made", what, e->about->file);
}

_Noreturn void
subject_die_unknown(const struct explanation *e, const char *what)
{
    const char **names = mem_array(e->m, e->recipe.tables + 1, sizeof *names);
    for (size_t i = 0; i < e->recipe.tables; i++)
        names[i] = e->recipe.table[i].name;
    const char *near = msg_nearest(stem_of(e->m, what), names);
    die(EX_NOINPUT,
        "%s: there is no such table or claim%s%s; a table is named f01 or f01-title, "
        "as "
        "in out/tables, a claim as in pipeline/claims",
        msg_quote(what), near ? "; the nearest is " : "", near ? near : "");
}

const char *
subject_asof(struct mem *m, const char *what, const char *asof)
{
    const char *at = strstr(what, "/as-of-");
    if (at && !*asof)
        asof = mem_text(m, at + 7, strcspn(at + 7, "/"));
    long day;
    if (*asof && !period_published(asof, &day))
        usage("--asof: %s is not a date, expected one like 2021-06-17",
              msg_quote(asof));
    return asof;
}
