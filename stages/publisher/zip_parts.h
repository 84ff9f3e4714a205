/*
 * zip_parts - the XML parts of a zipped workbook (.xlsx, .ods), with limits. The only module
 * that reads zips.
 *
 * A part may have 512 MiB at most, and not more than 250 times its packed size once it is
 * larger than 16 MiB (a zip bomb). A document type declaration is refused, and with it every
 * entity of the file's own (entity expansion). All faults end the run with 65.
 */
#ifndef ZIP_PARTS_H
#define ZIP_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "program/mem.h"

struct zip_parts {
    const char *file; /* as shown in messages */
    struct mem *run;
    struct zip *zip;
};

/* Opens a workbook ("-" or NULL: standard input; it and pipes are taken whole into memory,
 * 256 MiB at most). A file that is no zip, an .xls among them, ends with 65 and says what to
 * do. The central directory says what the parts are: where a part's own header differs from
 * it (its time, say), that is no fault, and each part is held to its checksum. */
void zip_parts_open(struct zip_parts *p, struct mem *run, const char *path);

/* True when path is a zip or OLE file by its first bytes, so that it is no text. False for
 * standard input and pipes, which are not looked at. */
bool zip_parts_is(const char *path);

/* The same of n bytes at hand. */
bool zip_parts_begins(const char *first, size_t n);

bool zip_parts_has(const struct zip_parts *p, const char *name);
void zip_parts_close(struct zip_parts *p);

/* Calls of one part. Names and attributes come without namespace; attribute is a list of
 * names and texts, NULL at the end. */
struct part_calls {
    void (*start)(void *data, const char *name, const char *const *attribute);
    void (*end)(void *data, const char *name);
    void (*text)(void *data, const char *text, size_t n);
};

struct part;
struct part *part_open(struct zip_parts *p, const char *name,
                       const struct part_calls *calls, void *data);

/* Reads on for a while; false when the part has ended. */
bool part_step(struct part *part);
void part_close(struct part *part);

/* The whole part. */
void part_read(struct zip_parts *p, const char *name, const struct part_calls *calls,
               void *data);

/* The text of an attribute, or NULL. */
const char *part_attribute(const char *const *attribute, const char *name);

#endif
