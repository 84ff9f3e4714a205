/*
 * exceptions - what breaks a rule for a known reason: rows of rules/exceptions.csv, and the
 * findings that rules/known.csv lists one by one for those that say `listed`.
 */
#ifndef EXCEPTIONS_H
#define EXCEPTIONS_H

#include "integrity/findings.h"

/* A row of the file of exceptions: patterns as of fnmatch(3) with * alone. */
struct exception {
    const char *rule, *key, *source, *why;
    long findings, line; /* findings 0: any number of them */
    bool listed;         /* those that the list has */
    bool bounded;
    double least, most;
};

/* A row of the list: one finding as it was when it was looked at. */
struct known_finding {
    const char *rule, *key, *source;
    bool differs;
    double difference;
    long line;
    bool met;
};

/* The list; table: its number in the findings. */
struct known_list {
    struct known_finding *row;
    long n;
    int table;
};

/*
 * Marks the findings that the exceptions cover. One that covers another number of
 * findings than it states, or names a rule that is not there, or whose bounds are wider
 * than what it covers, is itself a finding in the table `table`. An exception that is
 * listed covers what the list has, which is sorted here; without a list (NULL) it covers
 * all that it names.
 */
void exceptions_apply(struct findings *r, const struct exception e[], int n, int table,
                      struct known_list *list);

/* Each row of the list that no finding met is one in the list's table: what was known is
 * no longer so. */
void exceptions_unmet(struct findings *r, const struct known_list *list);

/* Writes the list anew on standard output: what the listed exceptions cover, in order. */
void exceptions_print(const struct findings *r);

#endif
