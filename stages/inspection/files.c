#include "inspection/files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "inspection/keys.h"
#include "inspection/tabular.h"
#include "program/characters.h"
#include "program/folder.h"

/* A file without a schema that is described as UTF-8: a rule, a layout, a published table. */
static void
check_text(const struct inspected *t)
{
    size_t size = 0, column;
    FILE *f = fopen(t->resource->file, "r");
    char *line = NULL;
    ssize_t n = 0;
    for (long number = 1; f && (n = getline(&line, &size, f)) > 0; number++) {
        while (n && strchr("\r\n", line[n - 1]))
            n--;
        const char *what = characters_fault(line, (size_t)n, &column);
        if (what)
            inspection_fault(t, "encoding-error", number, 0, NULL,
                             mem_print(inspection.m, "byte %zu: %s", column, what));
    }
    if (!f || ferror(f))
        inspection_fault(t, "source-error", 0, 0, NULL, "cannot be read");
    free(line);
    if (f)
        fclose(f);
}

static void
check_file(struct inspected *t)
{
    struct resource *r = t->resource;
    struct stat st;
    char hex[DIGEST_HEX];
    long bytes;
    if (stat(r->file, &st) || !S_ISREG(st.st_mode) ||
        !data_package_digest(r->file, &bytes, hex)) {
        inspection_fault(t, "source-error", 0, 0, NULL,
                         mem_print(inspection.m, "cannot be read: %s",
                                   errno ? strerror(errno) : "not a file"));
        return;
    }
    struct findings_table *rt = &inspection.report.table[t->number];
    rt->bytes = bytes;
    rt->hash = mem_copy(inspection.m, hex);
    rt->fields = r->fields;
    const char *hint = "run make describe if the change is meant";
    inspection.report.unsummed += !r->hash;
    if (r->bytes >= 0 && r->bytes != bytes)
        inspection_fault(t, "byte-count", 0, 0, NULL,
                         mem_print(inspection.m, "has %ld bytes, described are %ld; %s",
                                   bytes, r->bytes, hint));
    if (r->hash && strcmp(r->hash, hex))
        inspection_fault(t, "hash-count", 0, 0, NULL,
                         mem_print(inspection.m,
                                   "has SHA-256 %.12s..., described is %.12s...; %s",
                                   hex, r->hash, hint));
    if (r->tabular)
        inspect_table(t);
    else if (r->utf8)
        check_text(t);
    if (t->sound)
        inspect_keys(t);
}

static void
package_fault(const char *file, const char *what)
{
    inspection_fault(NULL, "package-error", 0, 0, NULL,
                     mem_print(inspection.m, "%s %s", msg_path(file), what));
}

/* Files of the package's folder, and of the folders in it, that no resource describes. A
 * link to a folder is not followed: it may lead back. */
static void
check_described(const char *inside)
{
    size_t n, skip = strlen(inspection.package.folder);
    char *folder = mem_print(inspection.m, "%s%s", inspection.package.folder, inside);
    char **file = folder_files(inspection.m, folder, "*", &n);
    for (size_t i = 0; i < n; i++) {
        const char *path = file[i] + skip;
        struct stat st, target;
        if (lstat(file[i], &st) || !strcmp(file[i], inspection.package.file))
            continue;
        bool link = S_ISLNK(st.st_mode) && !stat(file[i], &target);
        if (S_ISDIR(st.st_mode))
            check_described(mem_print(inspection.m, "%s/", path));
        else if (link && S_ISDIR(target.st_mode))
            package_fault(file[i], "is a link to a folder, which is not followed");
        else if (!data_package_find(&inspection.package, path))
            package_fault(file[i],
                          "is not described; describe it in describe.json and run "
                          "make describe");
    }
}

void
inspect_files(void)
{
    for (int i = 0; i < inspection.package.n; i++)
        check_file(&inspection.file[i]);
    check_described("");
}
