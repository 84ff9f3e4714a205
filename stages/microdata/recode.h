/*
 * recode - the code that a column of a tally has for the text of a record's field, found
 * once a text: what was found is kept, up to a number of texts, and found again by hash.
 */
#ifndef RECODE_H
#define RECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "microdata/declaration.h"
#include "microdata/header_names.h"
#include "publisher/lookup.h"
#include "table/csv_in.h"

enum recoded { RECODED, RECODE_LEAVE, RECODE_REJECT };

/* why: what was expected, when the text has no code. id: from 1 up, one for each code of
 * the texts that are kept, below RECODE_IDS; else 0. */
#define RECODE_IDS ((uint32_t)1 << 14)
struct code {
    enum recoded what;
    uint32_t id;
    const char *text;
    size_t n;
    const char *why;
};

struct recode;

/* names: of the column's list, read by lookup_load, or NULL. header: the names of the fields,
 * which no text may be that stands for itself. */
struct recode *recode_new(struct mem *run, const struct tally_column *column,
                          const struct lookup *names,
                          const struct header_names *header);

/* The text is closed with a NUL, and CSV_SLACK bytes behind it may be read. The code lives until
 * the next call with a text that was not kept. */
const struct code *recode(struct recode *r, const char *text, size_t n);

/*
 * Of n texts, not closed with a NUL, the ids of codes that are kept: id[i] is multiplied by
 * RECODE_IDS and the id added. mark[i] gets RECODE_LEFT for a text that leaves its record out,
 * and RECODE_UNKNOWN for one that recode() must be asked about; then the id is 0.
 */
enum { RECODE_LEFT = 1, RECODE_UNKNOWN = 2 };
void recode_ids(const struct recode *r, const struct csv_span *text, size_t n,
                uint64_t *id, unsigned char *mark);

/* The code with this id. */
const struct code *recode_of(const struct recode *r, uint32_t id);

void recode_free(struct recode *r);

#endif
