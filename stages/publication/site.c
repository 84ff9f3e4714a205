#include "publication/site.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "document/formats.h"
#include "program/msg.h"
#include "program/progress.h"

void
site_open(const struct site *s, struct document *d, struct mem *m, const char *title,
          const char *subtitle, const char *home)
{
    document_open(d, m, title, subtitle);
    d->site = &s->look;
    d->home = home;
}

static void
make_folder(const char *path)
{
    if (mkdir(path, 0777) && errno != EEXIST)
        die(EX_CANTCREAT, "%s: cannot be made: %s", path, strerror(errno));
}

FILE *
site_file(const struct site *s, struct mem *m, const char *path)
{
    char *whole = mem_print(m, "%s/%s.part", s->folder, path);
    make_folder(s->folder);
    for (char *slash = whole + strlen(s->folder) + 1; (slash = strchr(slash, '/'));
         *slash++ = '/') {
        *slash = '\0';
        make_folder(whole);
    }
    FILE *f = fopen(whole, "w");
    if (!f)
        die(EX_CANTCREAT, "%s: cannot be made: %s", whole, strerror(errno));
    return f;
}

void
site_close(const struct site *s, struct mem *m, const char *path, FILE *f)
{
    char *whole = mem_print(m, "%s/%s", s->folder, path);
    char *part = mem_print(m, "%s.part", whole);
    bool failed = ferror(f);
    if (fclose(f) || failed || rename(part, whole))
        die(EX_IOERR, "%s: cannot be written: %s", whole, strerror(errno));
    progress_add(1);
}

void
site_rename(const struct site *s, struct mem *m, const char *path)
{
    char *whole = mem_print(m, "%s/%s", s->folder, path);
    if (rename(mem_print(m, "%s.part", whole), whole))
        die(EX_IOERR, "%s: cannot be written: %s", whole, strerror(errno));
    progress_add(1);
}

void
site_write(const struct site *s, struct document *d, const char *path)
{
    site_show_default(s, d);
    d->path = path;
    FILE *f = site_file(s, d->m, path);
    document_format("html", NULL)->write(d, f);
    site_close(s, d->m, path, f);
}

bool
site_is_trend(const struct recipe_table *t)
{
    size_t n = strlen(t->name);
    return n > 6 && !strcmp(t->name + n - 6, "-trend");
}
