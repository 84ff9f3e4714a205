#include "document/pack.h"

#include <isa-l/crc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "document/deflate.h"
#include "program/msg.h"

enum {
    PARTS = 4096,
    VERSION = 20,
    UTF_8 = 1 << 11, /* names are */
    STORED = 0,
    DEFLATED = 8,
    DATE = 1 << 5 | 1,
    HEAD = 30, /* bytes before a part's name */
    MOST = 1 << 30
};

struct part {
    char *name, *text, *packed;
    size_t size, packed_size, at;
};

struct pack {
    struct part part[PARTS];
    FILE *open;
    size_t n;
    bool typed; /* the first part stays as it is */
};

struct pack *
pack_open(const char *type)
{
    struct pack *p = calloc(1, sizeof *p);
    if (!p)
        die(EX_OSERR, "out of memory");
    if (type) {
        fputs(type, pack_part(p, "mimetype"));
        p->typed = true;
    }
    return p;
}

/* A part in memory ends; what did not fit is told only then. */
static void
end_part(struct pack *p)
{
    if (p->open && fclose(p->open))
        die(EX_OSERR, "out of memory");
    p->open = NULL;
}

FILE *
pack_part(struct pack *p, const char *name)
{
    end_part(p);
    if (p->n == PARTS)
        die(EX_SOFTWARE, "internal: more than %d parts", PARTS);
    struct part *part = &p->part[p->n++];
    part->name = strdup(name);
    p->open = open_memstream(&part->text, &part->size);
    if (!p->open || !part->name)
        die(EX_OSERR, "out of memory");
    return p->open;
}

/* A number of that many bytes, the lowest first. */
static void
put(FILE *out, size_t value, int bytes)
{
    for (; bytes; bytes--, value >>= 8)
        putc((int)(value & 255), out);
}

static void
deflate_part(struct part *part)
{
    FILE *f = open_memstream(&part->packed, &part->packed_size);
    if (!f)
        die(EX_OSERR, "out of memory");
    deflate_put(f, (const unsigned char *)part->text, part->size);
    if (fclose(f))
        die(EX_OSERR, "out of memory");
}

/* What the head of a part and the list at the end both say of it, up to its name's length. */
static void
put_description(FILE *out, const struct part *part)
{
    put(out, VERSION, 2);
    put(out, UTF_8, 2);
    put(out, part->packed ? DEFLATED : STORED, 2);
    put(out, 0, 2); /* midnight */
    put(out, DATE, 2);
    put(out, crc32_gzip_refl(0, (const unsigned char *)part->text, part->size), 4);
    put(out, part->packed ? part->packed_size : part->size, 4);
    put(out, part->size, 4);
    put(out, strlen(part->name), 2);
    put(out, 0, 2); /* nothing more */
}

static size_t
put_parts(struct pack *p, FILE *out)
{
    size_t at = 0;
    for (size_t i = 0; i < p->n; i++) {
        struct part *part = &p->part[i];
        if (i || !p->typed)
            deflate_part(part);
        part->at = at;
        fputs("PK\3\4", out);
        put_description(out, part);
        fputs(part->name, out);
        size_t size = part->packed ? part->packed_size : part->size;
        fwrite(part->packed ? part->packed : part->text, 1, size, out);
        at += HEAD + strlen(part->name) + size;
        if (at > MOST || part->size > MOST)
            die(EX_DATAERR, "a file of more than %d bytes; expected a smaller table",
                MOST);
    }
    return at;
}

static void
put_list(const struct pack *p, FILE *out, size_t at)
{
    size_t size = 0;
    for (size_t i = 0; i < p->n; i++) {
        const struct part *part = &p->part[i];
        fputs("PK\1\2", out);
        put(out, VERSION, 2);
        put_description(out, part);
        put(out, 0, 2 + 2 + 2 + 4); /* no remark, one disk, no attributes */
        put(out, part->at, 4);
        fputs(part->name, out);
        size += 46 + strlen(part->name);
    }
    fputs("PK\5\6", out);
    put(out, 0, 2 + 2); /* one disk */
    put(out, p->n, 2);
    put(out, p->n, 2);
    put(out, size, 4);
    put(out, at, 4);
    put(out, 0, 2);
}

void
pack_write(struct pack *p, FILE *out)
{
    end_part(p);
    put_list(p, out, put_parts(p, out));
    for (size_t i = 0; i < p->n; i++) {
        free(p->part[i].name);
        free(p->part[i].text);
        free(p->part[i].packed);
    }
    free(p);
}
