/*
 * Preloaded, makes one kind of call fail in the program named FAULT_IN: read, write (what
 * stdio hands on), flush, close or fclose, as FAULT says, with EIO or ENOSPC. It leaves the
 * file FAULT_MARK when it did. tests/checks/io-faults builds and uses it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool
fails(const char *call, int why)
{
    const char *in = getenv("FAULT_IN"), *what = getenv("FAULT");
    if (!in || !what || strcmp(what, call) || strcmp(in, program_invocation_short_name))
        return false;
    int mark = creat(getenv("FAULT_MARK"), 0600);
    int (*really)(int) = (int (*)(int))dlsym(RTLD_NEXT, "close");
    really(mark);
    errno = why;
    return true;
}

#define NEXT(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

ssize_t
read(int fd, void *to, size_t n)
{
    if (fails("read", EIO))
        return -1;
    return NEXT(ssize_t, read, int, void *, size_t)(fd, to, n);
}

size_t
fwrite(const void *from, size_t size, size_t n, FILE *f)
{
    if (f != stderr && fails("write", ENOSPC)) {
        f->_flags |= 0x20; /* what ferror() looks at in glibc */
        return 0;
    }
    return NEXT(size_t, fwrite, const void *, size_t, size_t, FILE *)(from, size, n, f);
}

int
fflush(FILE *f)
{
    if (f == stdout && fails("flush", ENOSPC))
        return EOF;
    return NEXT(int, fflush, FILE *)(f);
}

int
close(int fd)
{
    if (fails("close", EIO))
        return -1;
    return NEXT(int, close, int)(fd);
}

int
fclose(FILE *f)
{
    if (fails("fclose", EIO))
        return EOF;
    return NEXT(int, fclose, FILE *)(f);
}
