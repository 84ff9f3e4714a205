#include "program/folder.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "program/msg.h"

static bool
matches(const char *pattern, const char *name)
{
    const char *star = NULL, *back = NULL;
    while (*name) {
        if (*pattern == '*') {
            star = ++pattern;
            back = name;
        } else if (*pattern == *name) {
            pattern++;
            name++;
        } else if (star) {
            pattern = star;
            name = ++back;
        } else {
            return false;
        }
    }
    return !pattern[strspn(pattern, "*")];
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **
folder_files(struct mem *m, const char *folder, const char *pattern, size_t *n)
{
    size_t room = 16;
    char **file = mem_array(m, room, sizeof *file);
    DIR *d = opendir(*folder ? folder : ".");
    *n = 0;
    for (struct dirent *e; d && (e = readdir(d));) {
        if (*e->d_name == '.' || !matches(pattern, e->d_name))
            continue;
        if (*n + 1 == room) {
            file = mem_grow(m, file, room * sizeof *file, 2 * room * sizeof *file);
            room *= 2;
        }
        file[(*n)++] = mem_print(m, "%s%s", folder, e->d_name);
    }
    if (d)
        closedir(d);
    qsort(file, *n, sizeof *file, by_name);
    return file;
}

char **
folder_to_read(struct mem *m, const char *folder, const char *pattern, size_t *n)
{
    char **file = folder_files(m, folder, pattern, n);
    struct stat st;
    for (size_t i = 0; i < *n; i++)
        if (!stat(file[i], &st) && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
            die(EX_NOINPUT, "%s: is neither a file nor a folder, expected a file",
                msg_path(file[i]));
    return file;
}

const char *
path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}
