/*
 * declaration - what is to be counted of a file of records, declared, never guessed. The
 * language stands at the head of stages/tally.c, where its user reads it.
 */
#ifndef DECLARATION_H
#define DECLARATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "program/mem.h"
#include "program/msg.h"

/* What a record's text becomes: in a column of the result. */
enum column_kind { COLUMN_SET, COLUMN_BY, COLUMN_PERIOD };

struct text_code {
    const char *text, *code; /* code NULL: the record is left out */
};

struct band {
    double low, high; /* inclusive */
    const char *code;
};

struct tally_column {
    const char *name;
    enum column_kind kind;
    const char **field;   /* of the records; their texts are joined by '+' */
    size_t fields;        /* 0 for COLUMN_SET */
    const char *constant; /* COLUMN_SET */
    const char *total;    /* code of all, NULL without a margin */
    const char *list, *aliases;
    char freq; /* COLUMN_PERIOD: A Q M D */
    struct text_code *map;
    size_t maps;
    struct band *band;
    size_t bands;
    struct place at;
};

/* field is one of the texts, or none of them. */
struct where {
    const char *field;
    const char **text;
    size_t n;
    bool negate;
    struct place at;
};

enum measure { MEASURE_COUNT, MEASURE_SUM, MEASURE_DISTINCT };

/* One table that comes out. */
struct tally_table {
    const char *name; /* NULL when the file declares one without a name */
    struct tally_column *column;
    size_t columns;
    struct where *where;
    size_t wheres;
    enum measure measure;
    bool measured;     /* by a directive */
    const char *field; /* of a sum or of what is counted once */
    size_t largest;    /* so many of the largest contributions to a sum are kept */
    const char *contributor; /* the field that tells them; NULL: each record is one */
    const char *unit, *status, *source;
    struct place at;
};

struct declaration {
    const char *path, *codes; /* codes: the folder of code lists */
    char delimiter;
    unsigned allow; /* CSV_ALLOW_ flags */
    struct tally_table *table;
    size_t tables;
    uint64_t digest; /* of the file's text */
};

/* Reads a file of directives; ends with 65 at the line that is wrong, 66 without a file. */
void declaration_read(struct declaration *d, struct mem *run, const char *path);

#endif
