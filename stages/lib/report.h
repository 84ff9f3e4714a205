/*
 * report - findings about a set of files, the exceptions that are known, and the ways to
 * print them. Names of findings are Frictionless's where it has one.
 */
#ifndef REPORT_H
#define REPORT_H

#include <stdbool.h>

#include "mem.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

struct finding {
    int table;        /* in the order of report_table(), -1: the whole set */
    int rule;         /* in the order of report_rule(), -1: of structure or schema */
    const char *type; /* Frictionless's name, or one of ours */
    long line;        /* 0: the whole file */
    int field;        /* from 1, 0: none */
    const char *column, *cell;
    const char *key, *source; /* what an exception can name */
    bool differs;
    double difference;
    const char *text;
    bool known; /* covered by an exception */
    long order; /* of being found */
};

struct report_table {
    const char *name, *file, *hash;
    long bytes, rows;
    int fields;
    long errors, warnings, known;
};

/* A rule and how often it was judged. */
struct report_rule {
    const char *name, *says, *file;
    long line;
    enum severity severity;
    long judged, errors, warnings, known;
};

struct report {
    struct mem *run;
    const char *file; /* the description of the set */
    struct report_table *table;
    struct report_rule *rule;
    struct finding *finding;
    int tables, rules;
    long findings, errors, warnings, known;
    long table_room, rule_room, finding_room;
};

void report_init(struct report *r, struct mem *run, const char *file);
int report_table(struct report *r, const char *name, const char *file);
int report_rule(struct report *r, const char *name, const char *says,
                enum severity severity, const char *file, long line);
void report_add(struct report *r, struct finding f);

/* A row of the file of exceptions: patterns as of fnmatch(3) with * alone. */
struct exception {
    const char *rule, *key, *source, *why;
    long findings, line;
    bool bounded;
    double least, most;
};

/*
 * Marks the findings that the exceptions cover. One that covers another number of
 * findings than it states, or names a rule that is not there, or whose bounds are wider
 * than what it covers, is itself a finding in the table `table`.
 */
void report_excuse(struct report *r, const struct exception e[], int n, int table);

enum report_format {
    REPORT_TEXT,
    REPORT_TAP,
    REPORT_JUNIT,
    REPORT_JSON,
    REPORT_GITHUB,
    REPORT_FORMATS
};
extern const char *const report_format_name[]; /* NULL at the end */

/*
 * Prints on standard output. At most limit findings of one rule or type are listed (0:
 * all); how many are not is said, and all counts are exact. known: list those that
 * exceptions cover as well.
 */
void report_print(struct report *r, enum report_format format, long limit, bool known);

#endif
