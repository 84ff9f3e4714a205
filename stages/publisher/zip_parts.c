#include "publisher/zip_parts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>

#include "program/expat_line.h"
#include "program/msg.h"

#define MIB ((size_t)1 << 20)
#define CHUNK ((size_t)1 << 16)
#define STDIN_MAX (256 * MIB)
#define PART_MAX (512 * MIB)
#define RATIO_FROM (16 * MIB)
#define RATIO_MAX 250
#define ENTRIES_MAX 10000
#define DEPTH_MAX 200
#define NAMES_MAX 64 /* attributes of one element */
#define SEPARATOR '|'

struct part {
    struct zip_parts *package;
    const char *name;
    const struct part_calls *calls;
    void *data;
    zip_file_t *file;
    XML_Parser xml;
    size_t packed, read;
    int depth;
};

/* Where and why reading stopped, by the words of the library. */
static _Noreturn void
damaged(const struct zip_parts *p, const char *part, const char *why)
{
    if (part)
        die(EX_DATAERR, "%s: the workbook is damaged: part %s: %s", p->file,
            msg_quote(part), why);
    die(EX_DATAERR, "%s: the workbook is damaged: %s", p->file, why);
}

/* All of a file that cannot be read from any place: standard input, a pipe. */
static char *
read_whole(struct zip_parts *p, FILE *f, size_t *n)
{
    char *all = NULL;
    size_t size = 0;
    *n = 0;
    for (;;) {
        if (*n + CHUNK > size) {
            size = size ? 2 * size : 4 * CHUNK;
            char *more = realloc(all, size);
            if (!more)
                die(EX_OSERR, "%s: out of memory: %zu bytes wanted", p->file, size);
            all = more;
        }
        size_t got = fread(all + *n, 1, CHUNK, f);
        *n += got;
        if (got < CHUNK)
            break;
        if (*n > STDIN_MAX)
            die(EX_DATAERR, "%s: a workbook of more than 256 MiB", p->file);
    }
    if (ferror(f))
        die(EX_IOERR, "%s: cannot be read: %s", p->file, strerror(errno));
    return all;
}

static bool
is_ole(const char *first, size_t n)
{
    return n >= 8 && !memcmp(first, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
}

static bool
is_zip(const char *first, size_t n)
{
    return n >= 4 && !memcmp(first, "PK\3\4", 4);
}

/* Old workbooks and locked ones are OLE files; other files are no workbooks at all. */
static void
check_kind(const struct zip_parts *p, const char *first, size_t n)
{
    if (is_ole(first, n))
        die(EX_DATAERR,
            "%s: is an old workbook (.xls) or one locked by a password, expected .xlsx "
            "or .ods; save it as one of these, or as CSV",
            p->file);
    if (!is_zip(first, n))
        die(EX_DATAERR,
            "%s: is not a workbook (.xlsx or .ods); if it is CSV, the layout has no "
            "sheet directive",
            p->file);
}

/* Its first bytes, none when it cannot be read twice (a pipe, a terminal). */
static size_t
first_bytes(const char *path, char first[8])
{
    struct stat st;
    if (stat(path, &st))
        die(EX_NOINPUT, "%s: cannot be opened: %s", path, strerror(errno));
    if (S_ISDIR(st.st_mode))
        die(EX_NOINPUT, "%s: is a folder, expected a file", path);
    if (!S_ISREG(st.st_mode))
        return 0;
    FILE *f = fopen(path, "rb");
    if (!f)
        die(EX_NOINPUT, "%s: cannot be opened: %s", path, strerror(errno));
    size_t n = fread(first, 1, 8, f);
    if (ferror(f))
        die(EX_IOERR, "%s: cannot be read: %s", path, strerror(errno));
    fclose(f);
    return n;
}

bool
zip_parts_begins(const char *first, size_t n)
{
    return is_zip(first, n) || is_ole(first, n);
}

bool
zip_parts_is(const char *path)
{
    char first[8];
    if (!path || !strcmp(path, "-"))
        return false;
    return zip_parts_begins(first, first_bytes(path, first));
}

static zip_source_t *
source_of(struct zip_parts *p, const char *path, zip_error_t *error)
{
    char first[8];
    size_t n = path ? first_bytes(path, first) : 0;
    if (n) {
        check_kind(p, first, n);
        return zip_source_file_create(path, 0, -1, error);
    }
    FILE *f = path ? fopen(path, "rb") : stdin;
    if (!f)
        die(EX_NOINPUT, "%s: cannot be opened: %s", path, strerror(errno));
    char *all = read_whole(p, f, &n);
    check_kind(p, all, n);
    if (path)
        fclose(f);
    return zip_source_buffer_create(all, n, 1, error);
}

/* Readers differ in which of two parts of one name they take. */
static void
check_names(const struct zip_parts *p)
{
    zip_int64_t n = zip_get_num_entries(p->zip, 0);
    if (n > ENTRIES_MAX)
        damaged(p, NULL, "more than 10000 parts");
    for (zip_int64_t i = 0; i < n; i++) {
        const char *name = zip_get_name(p->zip, (zip_uint64_t)i, 0);
        if (name && zip_name_locate(p->zip, name, 0) != i)
            damaged(p, name, "stands twice");
    }
}

/* What begins as an archive and is none to libzip, in words of ours: its own differ. */
static const char *
why_not_open(zip_error_t *error)
{
    switch (zip_error_code_zip(error)) {
    case ZIP_ER_NOZIP:
#ifdef ZIP_ER_TRUNCATED_ZIP
    case ZIP_ER_TRUNCATED_ZIP:
#endif
        return "it is cut short, the list of its parts is not there";
    default:
        return zip_error_strerror(error);
    }
}

void
zip_parts_open(struct zip_parts *p, struct mem *run, const char *path)
{
    bool standard = !path || !strcmp(path, "-");
    zip_error_t error;
    *p = (struct zip_parts){.file = standard ? "standard input" : path, .run = run};
    zip_error_init(&error);
    zip_source_t *source = source_of(p, standard ? NULL : path, &error);
    p->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (!p->zip) {
        const char *why = mem_copy(run, why_not_open(&error));
        zip_source_free(source);
        zip_error_fini(&error);
        damaged(p, NULL, why);
    }
    check_names(p);
    zip_error_fini(&error);
}

/* Which part has this name. Names that differ in case name one part (ECMA-376 part 2, 6.2.2);
 * some writers part folders by a backslash. */
static zip_int64_t
locate(const struct zip_parts *p, const char *name)
{
    zip_int64_t i = zip_name_locate(p->zip, name, 0);
    if (i >= 0)
        return i;
    i = zip_name_locate(p->zip, name, ZIP_FL_NOCASE);
    if (i >= 0 || !strchr(name, '/'))
        return i;
    char *other = mem_copy(p->run, name);
    for (char *c = other; (c = strchr(c, '/'));)
        *c = '\\';
    return zip_name_locate(p->zip, other, ZIP_FL_NOCASE);
}

bool
zip_parts_has(const struct zip_parts *p, const char *name)
{
    return locate(p, name) >= 0;
}

void
zip_parts_close(struct zip_parts *p)
{
    zip_discard(p->zip);
}

static const char *
local(const char *name)
{
    const char *separator = strrchr(name, SEPARATOR);
    return separator ? separator + 1 : name;
}

static void
on_start(void *data, const XML_Char *name, const XML_Char **attribute)
{
    struct part *t = data;
    const char *list[2 * NAMES_MAX + 1];
    int n = 0;
    if (++t->depth > DEPTH_MAX)
        damaged(t->package, t->name, "elements nested more than 200 deep");
    for (; attribute[n] && n < 2 * NAMES_MAX; n += 2) {
        list[n] = local(attribute[n]);
        list[n + 1] = attribute[n + 1];
    }
    list[n] = NULL;
    t->calls->start(t->data, local(name), list);
}

static void
on_end(void *data, const XML_Char *name)
{
    struct part *t = data;
    t->depth--;
    t->calls->end(t->data, local(name));
}

static void
on_text(void *data, const XML_Char *text, int n)
{
    struct part *t = data;
    if (t->calls->text)
        t->calls->text(t->data, text, (size_t)n);
}

static void
on_doctype(void *data, const XML_Char *name, const XML_Char *system,
           const XML_Char *public_id, int internal)
{
    struct part *t = data;
    (void)name, (void)system, (void)public_id, (void)internal;
    damaged(t->package, t->name, "a document type declaration, which no workbook has");
}

struct part *
part_open(struct zip_parts *p, const char *name, const struct part_calls *calls,
          void *data)
{
    struct part *t = mem_get(p->run, sizeof *t);
    zip_stat_t st;
    *t = (struct part){.package = p, .name = name, .calls = calls, .data = data};
    zip_int64_t at = locate(p, name);
    if (at < 0 || zip_stat_index(p->zip, (zip_uint64_t)at, 0, &st))
        damaged(p, name, "is missing");
    t->file = zip_fopen_index(p->zip, (zip_uint64_t)at, 0);
    if (!t->file)
        damaged(p, name, zip_strerror(p->zip));
    t->packed = (st.valid & ZIP_STAT_COMP_SIZE) ? (size_t)st.comp_size : 0;
    t->xml = XML_ParserCreateNS(NULL, SEPARATOR);
    if (!t->xml)
        die(EX_OSERR, "out of memory for an XML parser");
    XML_SetUserData(t->xml, t);
    XML_SetElementHandler(t->xml, on_start, on_end);
    XML_SetCharacterDataHandler(t->xml, on_text);
    XML_SetStartDoctypeDeclHandler(t->xml, on_doctype);
    return t;
}

bool
part_step(struct part *t)
{
    void *room = XML_GetBuffer(t->xml, (int)CHUNK);
    if (!room)
        die(EX_OSERR, "out of memory for an XML parser");
    zip_int64_t got = zip_fread(t->file, room, CHUNK);
    if (got < 0)
        damaged(t->package, t->name, zip_error_strerror(zip_file_get_error(t->file)));
    t->read += (size_t)got;
    if (t->read > PART_MAX)
        damaged(t->package, t->name, "more than 512 MiB unpacked");
    if (t->read > RATIO_FROM && t->read / RATIO_MAX > t->packed)
        damaged(t->package, t->name,
                "unpacks to more than 250 times its size (a zip bomb?)");
    if (XML_ParseBuffer(t->xml, (int)got, got == 0) != XML_STATUS_OK)
        damaged(t->package, t->name,
                mem_print(t->package->run, "line %lu: %s", XML_LINE(t->xml),
                          XML_ErrorString(XML_GetErrorCode(t->xml))));
    return got > 0;
}

void
part_close(struct part *t)
{
    XML_ParserFree(t->xml);
    zip_fclose(t->file);
}

void
part_read(struct zip_parts *p, const char *name, const struct part_calls *calls,
          void *data)
{
    struct part *t = part_open(p, name, calls, data);
    while (part_step(t))
        ;
    part_close(t);
}

const char *
part_attribute(const char *const *attribute, const char *name)
{
    for (; *attribute; attribute += 2)
        if (!strcmp(attribute[0], name))
            return attribute[1];
    return NULL;
}
