/*
 * formats - in which formats a document can be written. To add one: a file render_NAME.c
 * with `void render_NAME(const struct document *d, FILE *out)`, and a line here.
 */
#ifndef FORMATS_H
#define FORMATS_H

#include <stdio.h>

#include "document/document.h"

/* name, what has a page around its tables (1) or is the tables alone (0) */
#define DOC_FORMATS(X) \
    X(text, 1)         \
    X(markdown, 1)     \
    X(html, 1)         \
    X(latex, 1)        \
    X(roff, 1)         \
    X(json, 1)         \
    X(xlsx, 1)         \
    X(ods, 1)          \
    X(csv, 0)

/* For the help of --format: "one of text markdown html ..." */
#define DOC_FORMAT_NAME(name, page) " " #name
#define DOC_FORMATS_LIST DOC_FORMATS(DOC_FORMAT_NAME)
#define DOC_FORMATS_HELP "one of" DOC_FORMATS_LIST

struct doc_format {
    const char *name;
    bool page;
    void (*write)(const struct document *d, FILE *out);
};

/*
 * The format of this name. `also` are names (NULL at the end, or NULL) for what the caller
 * writes in its own way: for one of these the result is NULL. For another name the run ends
 * with 64 and all names.
 */
const struct doc_format *document_format(const char *name, const char *const also[]);

#endif
