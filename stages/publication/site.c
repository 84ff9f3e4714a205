#include "publication/site.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "document/formats.h"
#include "program/folder.h"
#include "program/msg.h"
#include "program/progress.h"
#include "program/texts.h"

/* The end of the name of what is being written. */
#define ASIDE ".part"

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

/* The path of a file of the site; the folders that it lies in are there. */
static char *
place_in(const struct site *s, struct mem *m, const char *path)
{
    char *whole = mem_print(m, "%s/%s", s->folder, path);
    make_folder(s->folder);
    for (char *slash = whole + strlen(s->folder) + 1; (slash = strchr(slash, '/'));
         *slash++ = '/') {
        *slash = '\0';
        make_folder(whole);
    }
    texts_add(s->run, s->written, path);
    return whole;
}

const char *
site_aside(const struct site *s, struct mem *m, const char *path)
{
    return mem_print(m, "%s" ASIDE, place_in(s, m, path));
}

void
site_appear(const struct site *s, struct mem *m, const char *path)
{
    char *whole = mem_print(m, "%s/%s", s->folder, path);
    if (rename(mem_print(m, "%s" ASIDE, whole), whole))
        die(EX_IOERR, "%s: cannot be written: %s", whole, strerror(errno));
    progress_add(1);
}

/* True when the file holds these n bytes. */
static bool
holds(const char *path, const char *text, size_t n)
{
    char part[1 << 14];
    struct stat st;
    size_t at = 0, got = 1;
    if (stat(path, &st) || !S_ISREG(st.st_mode) || (uintmax_t)st.st_size != n)
        return false;
    int fd = open(path, O_RDONLY);
    for (ssize_t r; fd >= 0 && got && at < n; at += got) {
        got = (r = read(fd, part, sizeof part)) > 0 ? (size_t)r : 0;
        if (got > n - at || memcmp(part, text + at, got) != 0)
            break;
    }
    if (fd >= 0)
        close(fd);
    return at == n;
}

static void
put_text(const struct site *s, struct mem *m, const char *path, const char *text,
         size_t n)
{
    const char *whole = place_in(s, m, path);
    if (holds(whole, text, n)) {
        progress_add(1);
        return;
    }
    const char *aside = mem_print(m, "%s" ASIDE, whole);
    FILE *f = fopen(aside, "w");
    if (!f)
        die(EX_CANTCREAT, "%s: cannot be made: %s", aside, strerror(errno));
    bool failed = fwrite(text, 1, n, f) != n;
    if (fclose(f) || failed)
        die(EX_IOERR, "%s: cannot be written: %s", whole, strerror(errno));
    site_appear(s, m, path);
}

void
site_put(const struct site *s, struct mem *m, const char *path,
         void (*write)(const void *what, FILE *out), const void *what)
{
    char *text;
    size_t n;
    FILE *f = open_memstream(&text, &n);
    if (!f)
        die(EX_OSERR, "%s: no memory", path);
    write(what, f);
    bool failed = ferror(f);
    if (fclose(f) || failed)
        die(EX_OSERR, "%s: no memory", path);
    put_text(s, m, path, text, n);
    free(text);
}

static void
write_page(const void *d, FILE *out)
{
    document_format("html", NULL)->write(d, out);
}

void
site_write(const struct site *s, struct document *d, const char *path)
{
    site_show_default(s, d);
    d->path = path;
    site_put(s, d->m, path, write_page, d);
}

/* ---- what is left from before */

static void
sweep(const struct site *s, const char *folder, const char *pattern)
{
    struct mem m = {0};
    size_t n, from = strlen(s->folder) + 1;
    char **file =
        folder_files(&m, mem_print(&m, "%s/%s/", s->folder, folder), pattern, &n);
    struct stat st;
    for (size_t i = 0; i < n; i++)
        if (!texts_has(s->written, file[i] + from) && !lstat(file[i], &st) &&
            !S_ISDIR(st.st_mode) && unlink(file[i]) && errno != ENOENT)
            die(EX_IOERR, "%s: cannot be removed: %s", file[i], strerror(errno));
    mem_release(&m);
}

void
site_sweep(const struct site *s, const char *folder)
{
    sweep(s, folder, "*.html");
    sweep(s, folder, "*.png");
    sweep(s, folder, "*" ASIDE);
}

static bool
ends_with(const char *name, const char *end)
{
    size_t n = strlen(name), k = strlen(end);
    return n > k && !strcmp(name + n - k, end);
}

/* True when name, without the ending of a page, is that of a table or of an article of the
 * recipe. */
static bool
is_of_recipe(const struct recipe *r, const char *name)
{
    size_t n = strlen(name);
    n -= ends_with(name, ASIDE) ? strlen(ASIDE) : 0;
    n -= n > 5 && !strncmp(name + n - 5, ".html", 5) ? 5 : 0;
    for (size_t i = 0; i < r->tables; i++)
        if (strlen(r->table[i].name) == n && !strncmp(r->table[i].name, name, n))
            return true;
    for (size_t i = 0; i < r->articles; i++)
        if (strlen(r->claims[i].name) == n && !strncmp(r->claims[i].name, name, n))
            return true;
    return false;
}

void
site_sweep_others(const struct site *s)
{
    static const char *const own[] = {"articles", "countries", "methods",
                                      "series",   "sources",   NULL};
    static const char *const part[] = {"figures", "numbers", "cards", NULL};
    struct mem m = {0};
    size_t n;
    for (const char *const *f = own; *f; f++)
        site_sweep(s, *f);
    for (const char *const *f = part; *f; f++) {
        char **file = folder_files(&m, mem_print(&m, "%s/%s/", s->folder, *f), "*", &n);
        for (size_t i = 0; i < n; i++) {
            const char *name = path_name(file[i]);
            struct stat st;
            if (is_of_recipe(s->recipe, name) || lstat(file[i], &st))
                continue;
            /* What a link leads to is not of the site. */
            if (S_ISDIR(st.st_mode)) {
                site_sweep(s, mem_print(&m, "%s/%s", *f, name));
                rmdir(file[i]);
            } else if (ends_with(name, ".html") || ends_with(name, ASIDE)) {
                unlink(file[i]);
            }
        }
    }
    mem_release(&m);
}

bool
site_is_trend(const struct recipe_table *t)
{
    size_t n = strlen(t->name);
    return n > 6 && !strcmp(t->name + n - 6, "-trend");
}
