#include "table/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "program/msg.h"

/* Names as a layout may write them, and as systems know them. */
static const struct {
    const char *name, *system;
} known[] = {{"utf-8", "UTF-8"},           {"utf-16", "UTF-16"},
             {"utf-16le", "UTF-16LE"},     {"utf-16be", "UTF-16BE"},
             {"cp1250", "CP1250"},         {"cp1251", "CP1251"},
             {"cp1252", "CP1252"},         {"cp1253", "CP1253"},
             {"cp1254", "CP1254"},         {"iso-8859-1", "ISO-8859-1"},
             {"iso-8859-2", "ISO-8859-2"}, {"iso-8859-15", "ISO-8859-15"}};
#define KNOWN (sizeof known / sizeof *known)
#define PIECE ((size_t)1 << 14)

struct encoding {
    const char *name;
    iconv_t cd;
    bool begun, ended;
    char in[PIECE]; /* as read; in[0..in_len) is left */
    size_t in_len;
    char out[4 * PIECE]; /* as UTF-8; from out_at to out_len is left */
    size_t out_at, out_len;
};

static size_t
place_of(const char *name)
{
    size_t i = 0;
    while (i < KNOWN && strcasecmp(name, known[i].name) != 0)
        i++;
    return i;
}

bool
encoding_known(const char *name)
{
    return place_of(name) < KNOWN;
}

const char *
encoding_names(void)
{
    return "utf-8, utf-16, utf-16le, utf-16be, cp1250, cp1251, cp1252, cp1253, cp1254, "
           "iso-8859-1, iso-8859-2 or iso-8859-15";
}

struct encoding *
encoding_open(struct mem *run, const char *name)
{
    struct encoding *e = mem_get(run, sizeof *e);
    e->name = known[place_of(name)].name;
    e->cd = iconv_open("UTF-8", known[place_of(name)].system);
    if (e->cd == (iconv_t)-1)
        die(EX_OSERR, "encoding %s: this system does not convert it", name);
    return e;
}

static enum bytes_got
damaged(struct encoding *e, struct bytes_in *in, const char *why)
{
    if (why)
        snprintf(in->why, sizeof in->why, "%s: %s", e->name, why);
    else
        snprintf(in->why, sizeof in->why,
                 "byte 0x%02x is no character of the encoding %s",
                 (unsigned char)*e->in, e->name);
    return BYTES_DAMAGED;
}

/* Systems differ in what UTF-16 without a mark is. */
static bool
has_mark(const struct encoding *e)
{
    return e->in_len >= 2 &&
           (!memcmp(e->in, "\xff\xfe", 2) || !memcmp(e->in, "\xfe\xff", 2));
}

/* The next piece, converted. BYTES_OK with nothing converted: the input has ended. */
static enum bytes_got
convert(struct encoding *e, struct bytes_in *in)
{
    size_t got;
    enum bytes_got code = bytes_read(in, e->in + e->in_len, PIECE - e->in_len, &got);
    if (code == BYTES_DAMAGED || code == BYTES_FAILED)
        return code;
    e->in_len += got;
    e->ended = code == BYTES_END;
    if (!e->begun && !strcmp(e->name, "utf-16") && e->in_len && !has_mark(e))
        return damaged(e, in, "no byte order mark, expected utf-16le or utf-16be");
    e->begun = true;
    char *from = e->in, *to = e->out;
    size_t left = e->in_len, room = sizeof e->out;
    bool bad = iconv(e->cd, &from, &left, &to, &room) == (size_t)-1 && errno == EILSEQ;
    memmove(e->in, from, left);
    e->in_len = left;
    e->out_at = 0;
    e->out_len = sizeof e->out - room;
    if (bad && !e->out_len)
        return damaged(e, in, NULL);
    if (e->ended && left && !e->out_len)
        return damaged(e, in, "the last character is cut");
    return BYTES_OK;
}

enum bytes_got
encoding_read(struct encoding *e, struct bytes_in *in, void *to, size_t n, size_t *got)
{
    for (*got = 0; *got < n;) {
        size_t left = e->out_len - e->out_at, take = left < n - *got ? left : n - *got;
        memcpy((char *)to + *got, e->out + e->out_at, take);
        e->out_at += take;
        *got += take;
        if (*got == n || (e->ended && !e->in_len))
            break;
        enum bytes_got code = convert(e, in);
        if (code != BYTES_OK)
            return code;
    }
    return *got ? BYTES_OK : BYTES_END;
}

void
encoding_close(struct encoding *e)
{
    iconv_close(e->cd);
}
