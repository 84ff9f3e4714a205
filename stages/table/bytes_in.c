#include "table/bytes_in.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "program/msg.h"

#define GZIP_ALONE (15 + 16) /* inflateInit2: largest window, gzip header */

void
bytes_open(struct bytes_in *in, int fd)
{
    in->fd = fd;
    in->known = in->gzip = in->ended = false;
    in->between = true;
    *in->why = '\0';
    in->z = (z_stream){0};
    in->left = -1;
}

void
bytes_open_part(struct bytes_in *in, int fd, long long n)
{
    bytes_open(in, fd);
    in->z.next_in = in->packed;
    in->known = true;
    in->left = n;
}

bool
bytes_can_part(const struct bytes_in *in)
{
    struct stat st;
    return in->known && !in->gzip && !fstat(in->fd, &st) && S_ISREG(st.st_mode);
}

/* Up to n bytes as they come; 0 at the end, -1 with errno. */
static ssize_t
take(struct bytes_in *in, void *to, size_t n)
{
    ssize_t got;
    if (in->left >= 0 && (long long)n > in->left)
        n = (size_t)in->left;
    do
        got = n ? read(in->fd, to, n) : 0;
    while (got < 0 && errno == EINTR);
    in->ended = got == 0;
    if (in->left >= 0 && got > 0)
        in->left -= got;
    return got;
}

/* More packed bytes behind those that are left. False when reading fails. */
static bool
more_packed(struct bytes_in *in)
{
    memmove(in->packed, in->z.next_in, in->z.avail_in);
    in->z.next_in = in->packed;
    ssize_t got =
        take(in, in->packed + in->z.avail_in, sizeof in->packed - in->z.avail_in);
    if (got > 0)
        in->z.avail_in += (unsigned)got;
    return got >= 0;
}

static bool
look_at_first(struct bytes_in *in)
{
    in->z.next_in = in->packed;
    while (in->z.avail_in < 2 && !in->ended)
        if (!more_packed(in))
            return false;
    in->known = true;
    in->gzip = in->z.avail_in >= 2 && !memcmp(in->packed, "\x1f\x8b", 2);
    if (in->gzip && inflateInit2(&in->z, GZIP_ALONE) != Z_OK)
        die(EX_OSERR, "out of memory for unpacking gzip");
    return true;
}

static enum bytes_got
read_plain(struct bytes_in *in, unsigned char *to, size_t n, size_t *got)
{
    size_t first = in->z.avail_in < n ? in->z.avail_in : n;
    memcpy(to, in->z.next_in, first);
    in->z.next_in += first;
    in->z.avail_in -= (unsigned)first;
    *got = first;
    while (*got < n && !in->ended) {
        ssize_t more = take(in, to + *got, n - *got);
        if (more < 0)
            return BYTES_FAILED;
        *got += (size_t)more;
    }
    return *got ? BYTES_OK : BYTES_END;
}

static enum bytes_got
damaged(struct bytes_in *in, const char *why)
{
    snprintf(in->why, sizeof in->why, "the gzip data is damaged or cut short (%s)",
             why);
    return BYTES_DAMAGED;
}

static enum bytes_got
not_gzip(struct bytes_in *in)
{
    snprintf(in->why, sizeof in->why,
             "what stands behind the gzip data is no gzip, expected the end or another "
             "member");
    return BYTES_DAMAGED;
}

/* Unpacks until the room or the packed bytes run out or a member ends. */
static enum bytes_got
unpack(struct bytes_in *in)
{
    if (in->between && *in->z.next_in != 0x1f)
        return not_gzip(in);
    in->between = false;
    int code = inflate(&in->z, Z_NO_FLUSH);
    if (code == Z_STREAM_END) {
        in->between = true;
        inflateReset(&in->z);
        return BYTES_OK;
    }
    if (code == Z_MEM_ERROR)
        die(EX_OSERR, "out of memory for unpacking gzip");
    if (code == Z_OK || code == Z_BUF_ERROR)
        return BYTES_OK;
    return damaged(in, in->z.msg ? in->z.msg : "it takes a dictionary");
}

static enum bytes_got
read_gzip(struct bytes_in *in, unsigned char *to, size_t n, size_t *got)
{
    enum bytes_got s = BYTES_OK;
    in->z.next_out = to;
    in->z.avail_out = (unsigned)n;
    while (s == BYTES_OK && in->z.avail_out) {
        if (!in->z.avail_in && !in->ended && !more_packed(in))
            s = BYTES_FAILED;
        else if (in->z.avail_in)
            s = unpack(in);
        else if (in->ended)
            s = in->between ? BYTES_END : damaged(in, "unexpected end of file");
    }
    *got = n - in->z.avail_out;
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
bytes_close(struct bytes_in *in)
{
    if (in->gzip)
        inflateEnd(&in->z);
    return !close(in->fd);
}
