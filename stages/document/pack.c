#include "document/pack.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "program/msg.h"

enum { PARTS = 4096, DOS_DATE = 1 << 5 | 1 };

struct pack {
    struct zip *zip;
    struct zip_source *file; /* the whole, in memory */
    struct {
        char *name, *text;
        size_t size;
    } part[PARTS];
    FILE *open;
    size_t n;
};

struct pack *
pack_open(void)
{
    struct pack *p = calloc(1, sizeof *p);
    if (!p)
        die(EX_OSERR, "out of memory");
    p->file = zip_source_buffer_create(NULL, 0, 0, NULL);
    p->zip = p->file ? zip_open_from_source(p->file, ZIP_TRUNCATE, NULL) : NULL;
    if (!p->zip)
        die(EX_OSERR, "out of memory");
    zip_source_keep(p->file);
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
    p->part[p->n].name = strdup(name);
    p->open = open_memstream(&p->part[p->n].text, &p->part[p->n].size);
    if (!p->open || !p->part[p->n].name)
        die(EX_OSERR, "out of memory");
    p->n++;
    return p->open;
}

static void
store(struct pack *p, size_t i)
{
    struct zip_source *s =
        zip_source_buffer(p->zip, p->part[i].text, p->part[i].size, 0);
    zip_int64_t at =
        s ? zip_file_add(p->zip, p->part[i].name, s, ZIP_FL_ENC_UTF_8) : -1;
    if (at < 0 || zip_set_file_compression(p->zip, (zip_uint64_t)at, ZIP_CM_STORE, 0) ||
        zip_file_set_dostime(p->zip, (zip_uint64_t)at, 0, DOS_DATE, 0))
        die(EX_SOFTWARE, "internal: %s: %s", p->part[i].name, zip_strerror(p->zip));
}

void
pack_write(struct pack *p, FILE *out)
{
    char buffer[1 << 14];
    zip_int64_t n;
    end_part(p);
    for (size_t i = 0; i < p->n; i++)
        store(p, i);
    if (zip_close(p->zip) || zip_source_open(p->file))
        die(EX_SOFTWARE, "internal: a zip file cannot be made");
    while ((n = zip_source_read(p->file, buffer, sizeof buffer)) > 0)
        fwrite(buffer, 1, (size_t)n, out);
    zip_source_close(p->file);
    zip_source_free(p->file);
    for (size_t i = 0; i < p->n; i++) {
        free(p->part[i].name);
        free(p->part[i].text);
    }
    free(p);
}
