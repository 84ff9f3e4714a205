#include "table/bytes_in.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "program/msg.h"
#include "program/progress.h"
#include "table/gzip_member.h"

static void
begin(struct bytes_in *in, int fd)
{
    in->fd = fd;
    in->known = in->ended = in->sized = in->cut = in->part = false;
    in->between = true;
    *in->why = '\0';
    in->next = in->packed;
    in->avail = 0;
    in->gzip = NULL;
    in->sum = NULL;
    struct stat st;
    off_t at = lseek(fd, 0, SEEK_CUR);
    /* What holds no blocks, as under /sys, has no size that could be relied on. */
    bool sized = at >= 0 && !fstat(fd, &st) && S_ISREG(st.st_mode) && st.st_blocks;
    in->left = sized ? (long long)st.st_size - at : 0;
}

void
bytes_open(struct bytes_in *in, int fd)
{
    begin(in, fd);
    progress_file(fd);
}

void
bytes_open_part(struct bytes_in *in, int fd, long long n)
{
    begin(in, fd);
    in->known = true;
    in->part = n >= 0;
    if (in->part)
        in->left = n;
}

bool
bytes_can_part(const struct bytes_in *in)
{
    struct stat st;
    return in->known && !in->gzip && !in->part && !fstat(in->fd, &st) &&
           S_ISREG(st.st_mode);
}

/* Up to n bytes as they come; 0 at the end, -1 with errno. */
static ssize_t
take(struct bytes_in *in, void *to, size_t n)
{
    ssize_t got;
    if (in->part && (long long)n > in->left)
        n = (size_t)in->left;
    do
        got = n ? read(in->fd, to, n) : 0;
    while (got < 0 && errno == EINTR);
    in->ended = got == 0;
    if (got > 0) {
        progress_bytes((size_t)got);
        in->left -= got;
        if (in->sum)
            checksum_add(in->sum, to, (size_t)got);
    }
    return got;
}

/* More packed bytes behind those that are left. False when reading fails. */
static bool
more_packed(struct bytes_in *in)
{
    memmove(in->packed, in->next, in->avail);
    in->next = in->packed;
    ssize_t got = take(in, in->packed + in->avail, sizeof in->packed - in->avail);
    if (got > 0)
        in->avail += (size_t)got;
    return got >= 0;
}

static bool
look_at_first(struct bytes_in *in)
{
    while (in->avail < 2 && !in->ended)
        if (!more_packed(in))
            return false;
    in->known = true;
    if (in->avail < 2 || memcmp(in->packed, "\x1f\x8b", 2) != 0)
        return true;
    in->gzip = malloc(sizeof *in->gzip);
    if (!in->gzip)
        die(EX_OSERR, "out of memory for unpacking gzip");
    isal_inflate_init(in->gzip);
    in->gzip->crc_flag = ISAL_GZIP;
    return true;
}

static enum bytes_got
damaged(struct bytes_in *in, const char *why)
{
    snprintf(in->why, sizeof in->why, "%s", why);
    return BYTES_DAMAGED;
}

static const char shorter[] = "the file became shorter while it was read";

static enum bytes_got
read_plain(struct bytes_in *in, unsigned char *to, size_t n, size_t *got)
{
    size_t first = in->avail < n ? in->avail : n;
    memcpy(to, in->next, first);
    in->next += first;
    in->avail -= first;
    *got = first;
    while (*got < n && !in->ended) {
        ssize_t more = take(in, to + *got, n - *got);
        if (more < 0)
            return BYTES_FAILED;
        *got += (size_t)more;
    }
    if (in->ended && in->left > 0)
        return damaged(in, shorter);
    return *got ? BYTES_OK : BYTES_END;
}

static enum bytes_got
damaged_gzip(struct bytes_in *in, const char *why)
{
    snprintf(in->why, sizeof in->why, "the gzip data is damaged or cut short (%s)",
             why);
    return BYTES_DAMAGED;
}

static const char *
why_damaged(int code)
{
    switch (code) {
    case ISAL_INCORRECT_CHECKSUM:
        return "incorrect data check";
    case ISAL_INVALID_WRAPPER:
    case ISAL_UNSUPPORTED_METHOD:
        return "incorrect header";
    default:
        return "invalid block";
    }
}

/* A member begins; of its header so much is read as says how long it is. */
static bool
begin_member(struct bytes_in *in)
{
    while (in->avail < GZIP_MEMBER_HEADER && !in->ended)
        if (!more_packed(in))
            return false;
    in->sized = gzip_member_size(in->next, in->avail) > 0;
    return true;
}

/* Unpacks until the room or the packed bytes run out or a member ends. */
static enum bytes_got
unpack(struct bytes_in *in)
{
    struct inflate_state *z = in->gzip;
    if (in->between && *in->next != 0x1f)
        return damaged(in, "what stands behind the gzip data is no gzip, expected the "
                           "end or another member");
    if (in->between && !begin_member(in))
        return BYTES_FAILED;
    in->between = false;
    z->next_in = in->next;
    z->avail_in = (uint32_t)in->avail;
    int code = isal_inflate(z);
    in->next = z->next_in;
    in->avail = z->avail_in;
    if (code < 0)
        return damaged_gzip(in, why_damaged(code));
    if (z->block_state == ISAL_BLOCK_FINISH) {
        in->between = true;
        in->cut = in->sized && z->total_out;
        isal_inflate_reset(z);
    }
    return BYTES_OK;
}

static enum bytes_got
read_gzip(struct bytes_in *in, unsigned char *to, size_t n, size_t *got)
{
    enum bytes_got s = BYTES_OK;
    in->gzip->next_out = to;
    in->gzip->avail_out = (uint32_t)n;
    while (s == BYTES_OK && in->gzip->avail_out) {
        if (!in->avail && !in->ended && !more_packed(in))
            s = BYTES_FAILED;
        else if (in->avail)
            s = unpack(in);
        else if (in->ended)
            s = in->left > 0  ? damaged(in, shorter)
                : in->between ? BYTES_END
                              : damaged_gzip(in, "unexpected end of file");
    }
    *got = n - in->gzip->avail_out;
    return s == BYTES_END && *got ? BYTES_OK : s;
}

enum bytes_got
bytes_read(struct bytes_in *in, void *to, size_t n, size_t *got)
{
    *got = 0;
    if (!in->known && !look_at_first(in))
        return BYTES_FAILED;
    return in->gzip ? read_gzip(in, to, n, got) : read_plain(in, to, n, got);
}

bool
bytes_cut(const struct bytes_in *in)
{
    return in->gzip && in->ended && in->between && in->cut;
}

bool
bytes_close(struct bytes_in *in)
{
    free(in->gzip);
    return !close(in->fd);
}
