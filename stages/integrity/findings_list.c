#include "integrity/findings_list.h"

#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>

#include "dataset/data_package.h"
#include "document/render.h"
#include "program/characters.h"

/* What the types mean, for reports that say so. */
static const struct findings_type types[] = {
    {"package-error", "Package Error",
     "A file lies in the folder without description."},
    {"source-error", "Source Error", "A file that is described is not there."},
    {"byte-count", "Byte Count Error", "The size is not the one described."},
    {"hash-count", "Hash Count Error", "The checksum is not the one described."},
    {"row-count", "Row Count Error", "The number of rows is not the one described."},
    {"encoding-error", "Encoding Error", "The bytes are not UTF-8 text."},
    {"dialect-error", "Dialect Error", "The lines do not end as they should."},
    {"quote-error", "Quote Error", "Quotes are not closed or not doubled."},
    {"newline-in-cell", "Newline in Cell", "A cell holds a newline."},
    {"blank-row", "Blank Row", "A line is blank."},
    {"blank-label", "Blank Label", "A column has no name."},
    {"duplicate-label", "Duplicate Label", "Two columns have one name."},
    {"missing-label", "Missing Label", "A described column is not there."},
    {"extra-label", "Extra Label", "A column is not described."},
    {"incorrect-label", "Incorrect Label", "The columns stand in another order."},
    {"missing-cell", "Missing Cell", "A row has fewer cells than the header."},
    {"extra-cell", "Extra Cell", "A row has more cells than the header."},
    {"type-error", "Type Error", "A cell is not of its column's type."},
    {"constraint-error", "Constraint Error", "A cell breaks its column's constraint."},
    {"primary-key", "PrimaryKey Error", "Two rows have one primary key."},
    {"unique-error", "Unique Error", "A value that must be unique stands twice."},
    {"foreign-key", "ForeignKey Error", "A code is not in the table it refers to."},
    {"row-order", "Row Order", "The rows are not sorted by primary key, bytewise."},
    {"row-constraint", "Row Constraint", "A row breaks a rule."},
    {"exception", "Exception", "An exception no longer says what is true."},
    {NULL, NULL, NULL},
};

const struct findings_type *
findings_type(const char *name)
{
    const struct findings_type *t = types;
    while (t->name && strcmp(t->name, name))
        t++;
    return t->name ? t : &types[sizeof types / sizeof *types - 3];
}

enum severity
findings_severity(const struct findings *r, const struct finding *f)
{
    return f->rule < 0 ? SEVERITY_ERROR : r->rule[f->rule].severity;
}

const char *
findings_name(const struct findings *r, const struct finding *f)
{
    return f->rule < 0 ? f->type : r->rule[f->rule].name;
}

static struct findings_tally *
tally_of(struct findings_listing *l, const char *name)
{
    int i = 0;
    while (i < l->n && strcmp(l->tally[i].name, name))
        i++;
    if (i == l->n)
        l->tally[l->n++] = (struct findings_tally){.name = name};
    return &l->tally[i];
}

/* Is this finding to be listed, or only counted? */
bool
findings_lists(struct findings_listing *l, const struct findings *r,
               const struct finding *f)
{
    if ((f->known && !l->known) || (l->grouped && f->told))
        return false;
    struct findings_tally *t = tally_of(l, findings_name(r, f));
    long n = l->grouped ? 1 + f->alike : 1;
    t->all += n;
    if (l->limit && t->lines >= l->limit)
        return false;
    t->lines++;
    t->listed += n;
    return true;
}

const char *
findings_file(const struct findings *r, const struct finding *f)
{
    return f->table < 0 ? r->file : r->table[f->table].file;
}

const char *
findings_word(const struct findings *r, const struct finding *f)
{
    return f->known                                      ? "known"
           : findings_severity(r, f) == SEVERITY_WARNING ? "warning"
                                                         : "error";
}

char *
findings_line(const struct findings *r, const struct finding *f)
{
    struct mem *m = r->run;
    char *place = f->line ? mem_print(m, "%s:%ld", findings_file(r, f), f->line)
                          : mem_copy(m, findings_file(r, f));
    char *line = mem_print(m, "%s: %s: %s: %s%s%s", place, findings_word(r, f),
                           findings_name(r, f), f->column ? f->column : "",
                           f->column ? ": " : "", f->text);
    return render_text_of(m, line, "");
}

const char *
findings_more(const struct findings *r, const struct findings_listing *l,
              const struct finding *f)
{
    return l->grouped && f->alike ? mem_print(r->run, "; so in %ld more row%s",
                                              f->alike, f->alike == 1 ? "" : "s")
                                  : "";
}

char *
findings_fingerprint(const struct findings *r, const struct finding *f)
{
    struct sha256_ctx sha;
    const char *text =
        mem_print(r->run, "%s\n%s\n%s\n%s\n%ld\n%s", findings_file(r, f),
                  findings_name(r, f), f->key ? f->key : "", f->source ? f->source : "",
                  f->key ? 0 : f->line, f->text);
    char *hex = mem_get(r->run, DIGEST_HEX);
    sha256_init(&sha);
    sha256_update(&sha, strlen(text), (const uint8_t *)text);
    data_package_hex(&sha, hex);
    return hex;
}

static const char *
ending(long n)
{
    return n == 1 ? "" : "s";
}

char *
findings_summary(const struct findings *r)
{
    long rows = 0;
    for (int i = 0; i < r->tables; i++)
        rows += r->table[i].rows;
    const char *without =
        r->unsummed ? mem_print(r->run, " (%d without a checksum)", r->unsummed) : "";
    return mem_print(r->run,
                     "%d file%s%s, %ld row%s, %d rule%s: %ld error%s, %ld warning%s, "
                     "%ld known exception%s",
                     r->tables, ending(r->tables), without, rows, ending(rows),
                     r->rules, ending(r->rules), r->errors, ending(r->errors),
                     r->warnings, ending(r->warnings), r->known, ending(r->known));
}

/* Which sums of a rule could not be told to be right, for want of a part. */
char *
findings_lacking(const struct findings *r, int rule)
{
    const struct findings_rule *u = &r->rule[rule];
    return characters_shown(
        r->run, mem_print(r->run, "%s: a part is missing in %ld sum%s, the first: %s",
                          u->name, u->lacking, ending(u->lacking), u->first_lacking));
}

void
findings_put_lacking(const struct findings *r, const char *before)
{
    for (int i = 0; i < r->rules; i++)
        if (r->rule[i].lacking)
            printf("%s%s\n", before, findings_lacking(r, i));
}

/* The findings of one test, that is of one rule, or of one table's structure and schema
 * (rule -1; table -1: the set); each line after `before`. */
void
findings_put_test(struct findings *r, struct findings_listing *l, int rule, int table,
                  const char *before, void print(struct mem *, const char *))
{
    long skipped = 0;
    for (long i = 0; i < r->findings; i++) {
        struct finding *f = &r->finding[i];
        if (f->rule != rule || (rule < 0 && f->table != table))
            continue;
        if (findings_lists(l, r, f)) {
            fputs(before, stdout);
            print(r->run, findings_line(r, f));
            putchar('\n');
        } else {
            skipped += !f->known || l->known;
        }
    }
    if (skipped)
        printf("%s%ld more not listed\n", before, skipped);
}

long
findings_structure(const struct findings *r, int table)
{
    long n = 0;
    for (long i = 0; i < r->findings; i++)
        n += r->finding[i].rule < 0 && r->finding[i].table == table;
    return n;
}
