/*
 * catalogue - tables described for machines: Data Package 2.0, CSV on the Web (W3C 2015),
 * DCAT 3 as JSON-LD.
 */
#ifndef CATALOGUE_H
#define CATALOGUE_H

#include <stdio.h>

#include "program/mem.h"

/* One table: NAME.csv in the folder, and what lies beside it as NAME.ending. */
struct catalogue_table {
    const char *name, *title, *description;
};

struct catalogue {
    struct mem *run;
    const char *folder; /* of the files; paths in a description are from there */
    const char *title;  /* of the whole */
    const char *base;   /* address of the folder, ending with "/"; "": relative */
    const char
        *describe; /* a Data Package whose fields say what columns mean, "": none */
    const char *sources; /* sources.csv, which names what cells cite; "": none */
    const struct catalogue_table *table;
    size_t n;
};

/* Each writes one description. Ends with 65 or 66 when a table cannot be read. */
void catalogue_datapackage(const struct catalogue *c, FILE *out);
void catalogue_csvw(const struct catalogue *c, FILE *out);
void catalogue_dcat(const struct catalogue *c, FILE *out);

#endif
