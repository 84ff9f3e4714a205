/*
 * findings - findings about a set of files, the exceptions that are known, and the ways to
 * print them. Names of findings are Frictionless's where it has one.
 */
#ifndef FINDINGS_H
#define FINDINGS_H

#include <stdbool.h>

#include "program/mem.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

struct finding {
    int table;        /* in the order of findings_table(), -1: the whole set */
    int rule;         /* in the order of findings_rule(), -1: of structure or schema */
    const char *type; /* Frictionless's name, or one of ours */
    long line;        /* 0: the whole file */
    int field;        /* from 1, 0: none */
    const char *column, *cell;
    const char *key, *source; /* what an exception can name */
    bool differs;
    double difference;
    const char *text;
    bool known;  /* covered by an exception */
    bool listed; /* and by one whose findings are listed, each for itself */
    long order;  /* of being found */
    bool told;   /* said by the first that says the same of the same column */
    long alike;  /* of the first: how many more rows say so */
};

struct findings_table {
    const char *name, *file, *hash;
    long bytes, rows;
    int fields;
    long errors, warnings, known;
};

/* A rule and how often it was judged; and sums whose parts are not all there: how many, and
 * the first, in words. */
struct findings_rule {
    const char *name, *says, *file;
    long line;
    enum severity severity;
    long judged, errors, warnings, known;
    long lacking;
    const char *first_lacking;
    bool idle; /* it may be judged never */
};

struct findings {
    struct mem *run;
    const char *file; /* the description of the set */
    struct findings_table *table;
    struct findings_rule *rule;
    struct finding *finding;
    int tables, rules;
    int unsummed; /* files whose description has no checksum */
    long findings, errors, warnings, known;
};

void findings_init(struct findings *r, struct mem *run, const char *file);
int findings_table(struct findings *r, const char *name, const char *file);
int findings_rule(struct findings *r, const char *name, const char *says,
                  enum severity severity, const char *file, long line);
void findings_add(struct findings *r, struct finding f);

/* Formats of findings; json has the names of Frictionless. All others are documents. */
#define FINDINGS_FORMATS(X) X(text) X(tap) X(junit) X(json) X(github) X(sarif) X(gitlab)
#define FINDINGS_FORMAT_NAME(name) " " #name
#define FINDINGS_FORMATS_HELP "one of" FINDINGS_FORMATS(FINDINGS_FORMAT_NAME)
extern const char *const findings_formats[]; /* NULL at the end */

/*
 * Prints on standard output. At most limit findings of one rule or type are listed (0:
 * all); how many are not is said, and all counts are exact. In text and documents rows of
 * which the same is said are one, unless limit is 0. known: list those that
 * exceptions cover as well. Ends with 64 when there is no such format.
 */
void findings_print(struct findings *r, const char *format, long limit, bool known);

#endif
