/*
 * folder - the files of a folder by pattern. The folder's own name is never a pattern.
 */
#ifndef FOLDER_H
#define FOLDER_H

#include <stddef.h>

#include "program/mem.h"

/* The paths of the files in folder ("": the working folder; else it ends with /) whose
 * names match: * is any text, all else stands for itself; names that begin with a dot
 * never do. Sorted bytewise, NULL at the end. Without such a folder there are none. */
char **folder_files(struct mem *m, const char *folder, const char *pattern, size_t *n);

/* The same; ends with 66 when one is a pipe, a device or a socket, which might never end. */
char **folder_to_read(struct mem *m, const char *folder, const char *pattern,
                      size_t *n);

/* What stands behind the last / of a path. */
const char *path_name(const char *path);

#endif
