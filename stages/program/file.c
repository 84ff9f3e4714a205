#include "program/file.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "program/msg.h"

FILE *
file_open(const char *path)
{
    struct stat st;
    FILE *f = fopen(path, "rb");
    if (!f)
        die(EX_NOINPUT, "%s: cannot be opened: %s", msg_path(path), strerror(errno));
    if (!fstat(fileno(f), &st) && S_ISDIR(st.st_mode))
        die(EX_NOINPUT, "%s: is a folder, expected a file", msg_path(path));
    return f;
}
