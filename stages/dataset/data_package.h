/*
 * data_package - the description of a set of files: Data Package v2 with Table Schema
 * (datapackage.json), as far as attest uses it.
 */
#ifndef DATA_PACKAGE_H
#define DATA_PACKAGE_H

#include <regex.h>
#include <stdbool.h>
#include <stdio.h>

#include "program/mem.h"

enum field_type { FIELD_STRING, FIELD_NUMBER, FIELD_INTEGER, FIELD_DATE, FIELD_ANY };

/* A column. Constraints that the description does not state are NULL, false or -1. */
struct field {
    const char *name;
    enum field_type type;
    const char *type_name;
    bool required, unique;
    const char *pattern; /* matched whole */
    regex_t regex;
    const char **choice; /* enum or categories */
    size_t choices;
    bool has_minimum, has_maximum;
    double minimum, maximum;
    long min_length, max_length;
};

/* Columns by number. */
struct field_set {
    int *at;
    int n;
};

struct foreign {
    struct field_set from, to;
    struct resource *resource;
};

struct resource {
    const char *name, *path; /* path as written, from the folder of the description */
    char *file;              /* path from the working folder */
    bool utf8;               /* as it is described */
    bool tabular;
    struct field *field;
    int fields;
    struct field_set primary, *unique;
    int uniques;
    struct foreign *foreign;
    int foreigns;
    const char **missing; /* cells that mean "no value", NULL at the end */
    const char *hash;     /* sha256 in hex, NULL when not stated */
    long bytes, rows;     /* -1 when not stated */
};

struct data_package {
    char *file, *folder;
    struct resource *resource;
    int n;
};

/*
 * Reads the description. Ends with 66 when it cannot be opened and with 65, at the line
 * or naming the member, when it is not JSON or not a data package that attest can use.
 */
void data_package_load(struct data_package *p, struct mem *run, const char *file);
void data_package_release(struct data_package *p);

/* The resource of this path or name, or NULL. */
struct resource *data_package_find(const struct data_package *p, const char *name);

/* Bytes and SHA-256 of a file as it lies on the disk. False: it cannot be read, errno
 * says why. */
#define DIGEST_HEX 65
bool data_package_digest(const char *file, long *bytes, char hex[DIGEST_HEX]);

/* The SHA-256 that was summed up so far, in hexadecimal digits. */
struct sha256_ctx;
void data_package_hex(struct sha256_ctx *sha, char hex[DIGEST_HEX]);

/*
 * Writes the description that `template` asks for: its resources with a path that is a
 * pattern (ledger/ *.csv) stand for every file that matches, a schema given by name comes
 * from the member `schemas`, and bytes, hash and rows are those of the files. Ends with
 * 65 or 66 when a file cannot be read or its header is not what its schema says.
 */
void data_package_describe(FILE *out, struct mem *run, const char *template_file);

#endif
