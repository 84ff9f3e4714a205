/*
 * findings_list - what the ways to write findings share. Each is a file findings_as_NAME.c
 * and a line in FINDINGS_FORMATS; all others are those of documents (document/formats.h).
 */
#ifndef FINDINGS_LIST_H
#define FINDINGS_LIST_H

#include "integrity/findings.h"

/* How many findings of a name were listed and how many there are. */
struct findings_tally {
    const char *name;
    long lines, listed, all; /* lines: several findings may be listed in one */
};

struct findings_listing {
    struct findings_tally *tally;
    int n;
    long limit;
    bool known;
    bool grouped; /* rows of which the same is said are one */
};

#define FINDINGS_DECLARE(name) \
    void findings_as_##name(struct findings *r, struct findings_listing *l);
FINDINGS_FORMATS(FINDINGS_DECLARE)

/* Is this finding to be listed, or only counted? */
bool findings_lists(struct findings_listing *l, const struct findings *r,
                    const struct finding *f);

/* What a type of finding means. */
struct findings_type {
    const char *name, *title, *description;
};
const struct findings_type *findings_type(const char *name);

enum severity findings_severity(const struct findings *r, const struct finding *f);
const char *findings_name(const struct findings *r, const struct finding *f);
const char *findings_file(const struct findings *r, const struct finding *f);
/* "known", "warning" or "error" */
const char *findings_word(const struct findings *r, const struct finding *f);
/* "file:line: error: rule: column: text" */
char *findings_line(const struct findings *r, const struct finding *f);
/* "; so in 3 more rows" of a finding that stands for others, else "" */
const char *findings_more(const struct findings *r, const struct findings_listing *l,
                          const struct finding *f);
/* What stays the same when rows move: SHA-256 of file, name, key (or line) and text. */
char *findings_fingerprint(const struct findings *r, const struct finding *f);
char *findings_summary(const struct findings *r);

/* Which sums of a rule could not be told to be right, for want of a part; and all of them,
 * each line after `before`. */
char *findings_lacking(const struct findings *r, int rule);
void findings_put_lacking(const struct findings *r, const char *before);

/* The findings of one test, that is of one rule, or of one table's structure and schema
 * (rule -1; table -1: the set); each line after `before`. */
void findings_put_test(struct findings *r, struct findings_listing *l, int rule,
                       int table, const char *before,
                       void print(struct mem *, const char *));
long findings_structure(const struct findings *r, int table);

#endif
