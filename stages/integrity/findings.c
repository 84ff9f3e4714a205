#include "integrity/findings.h"

#include <fnmatch.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document/xml.h"
#include "program/msg.h"
#include "program/num.h"

const char *const report_format_name[] = {"text", "tap",    "junit",
                                          "json", "github", NULL};

/* What the types mean, for reports that say so. */
static const struct type {
    const char *name, *title, *description;
} types[] = {
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

static const struct type *
type_named(const char *name)
{
    const struct type *t = types;
    while (t->name && strcmp(t->name, name))
        t++;
    return t->name ? t : &types[sizeof types / sizeof *types - 3];
}

void
findings_init(struct findings *r, struct mem *run, const char *file)
{
    *r = (struct findings){.run = run, .file = file};
}

static void *
grown(struct mem *run, void *old, long n, long *room, size_t size)
{
    if (n < *room)
        return old;
    long more = *room ? 2 * *room : 64;
    void *p = mem_grow(run, old, (size_t)*room * size, (size_t)more * size);
    *room = more;
    return p;
}

int
findings_table(struct findings *r, const char *name, const char *file)
{
    r->table = grown(r->run, r->table, r->tables, &r->table_room, sizeof *r->table);
    r->table[r->tables] = (struct findings_table){.name = name, .file = file};
    return r->tables++;
}

int
findings_rule(struct findings *r, const char *name, const char *says,
              enum severity severity, const char *file, long line)
{
    r->rule = grown(r->run, r->rule, r->rules, &r->rule_room, sizeof *r->rule);
    r->rule[r->rules] = (struct findings_rule){
        .name = name, .says = says, .file = file, .line = line, .severity = severity};
    return r->rules++;
}

void
findings_add(struct findings *r, struct finding f)
{
    f.order = r->findings;
    r->finding =
        grown(r->run, r->finding, r->findings, &r->finding_room, sizeof *r->finding);
    r->finding[r->findings++] = f;
}

static enum severity
severity_of(const struct findings *r, const struct finding *f)
{
    return f->rule < 0 ? SEVERITY_ERROR : r->rule[f->rule].severity;
}

static const char *
name_of(const struct findings *r, const struct finding *f)
{
    return f->rule < 0 ? f->type : r->rule[f->rule].name;
}

static bool
covers(const struct exception *e, const struct finding *f)
{
    return !f->known && f->key && !fnmatch(e->key, f->key, 0) &&
           !fnmatch(e->source, f->source ? f->source : "", 0) &&
           e->bounded == f->differs &&
           (!e->bounded || (f->difference >= e->least && f->difference <= e->most));
}

static void
excuse_one(struct findings *r, const struct exception *e, int table)
{
    int rule = 0;
    while (rule < r->rules && strcmp(r->rule[rule].name, e->rule))
        rule++;
    struct finding fault = {.table = table,
                            .rule = -1,
                            .type = "exception",
                            .line = e->line,
                            .field = 1,
                            .column = "rule",
                            .cell = e->rule};
    if (rule == r->rules) {
        fault.text = mem_print(r->run, "%s is not a rule", msg_quote(e->rule));
        findings_add(r, fault);
        return;
    }
    long n = 0, before = r->findings;
    double least = 0, most = 0;
    for (long i = 0; i < before; i++) {
        struct finding *f = &r->finding[i];
        if (f->rule != rule || !covers(e, f))
            continue;
        f->known = true;
        least = n == 0 || f->difference < least ? f->difference : least;
        most = n == 0 || f->difference > most ? f->difference : most;
        n++;
    }
    if (n == 0 || (e->findings && n != e->findings)) {
        char stated[NUM_MAX];
        fault.text = mem_print(
            r->run, "covers %ld finding%s of the rule %s, expected %s as it states", n,
            n == 1 ? "" : "s", e->rule,
            e->findings ? num_text((double)e->findings, stated) : "some");
        findings_add(r, fault);
    } else if (e->bounded && (least != e->least || most != e->most)) {
        char a[NUM_MAX], b[NUM_MAX];
        fault.text =
            mem_print(r->run,
                      "the differences that it covers lie in %s..%s, expected these "
                      "bounds and no wider ones",
                      num_text(least, a), num_text(most, b));
        findings_add(r, fault);
    }
}

void
findings_excuse(struct findings *r, const struct exception e[], int n, int table)
{
    for (int i = 0; i < n; i++)
        excuse_one(r, &e[i], table);
}

static void
count(struct findings *r)
{
    for (long i = 0; i < r->findings; i++) {
        struct finding *f = &r->finding[i];
        struct findings_table *t = f->table < 0 ? NULL : &r->table[f->table];
        struct findings_rule *u = f->rule < 0 ? NULL : &r->rule[f->rule];
        bool warning = severity_of(r, f) == SEVERITY_WARNING;
        long *total = f->known ? &r->known : warning ? &r->warnings : &r->errors;
        ++*total;
        if (t)
            ++*(f->known ? &t->known : warning ? &t->warnings : &t->errors);
        if (u)
            ++*(f->known ? &u->known : warning ? &u->warnings : &u->errors);
    }
}

static int
by_place(const void *va, const void *vb)
{
    const struct finding *a = va, *b = vb;
    if (a->table != b->table)
        return a->table < b->table ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* How many findings of a name were listed and how many there are. */
struct tally {
    const char *name;
    long listed, all;
};

struct listing {
    struct tally *tally;
    int n;
    long limit;
    bool known;
};

static struct tally *
tally_of(struct listing *l, const char *name)
{
    int i = 0;
    while (i < l->n && strcmp(l->tally[i].name, name))
        i++;
    if (i == l->n)
        l->tally[l->n++] = (struct tally){.name = name};
    return &l->tally[i];
}

static struct listing
listing_start(const struct findings *r, long limit, bool known)
{
    size_t room = (size_t)r->rules + sizeof types / sizeof *types + 16;
    return (struct listing){mem_array(r->run, room, sizeof(struct tally)), 0, limit,
                            known};
}

/* Is this finding to be listed, or only counted? */
static bool
lists(struct listing *l, const struct findings *r, const struct finding *f)
{
    if (f->known && !l->known)
        return false;
    struct tally *t = tally_of(l, name_of(r, f));
    t->all++;
    if (l->limit && t->listed >= l->limit)
        return false;
    t->listed++;
    return true;
}

static const char *
file_of(const struct findings *r, const struct finding *f)
{
    return f->table < 0 ? r->file : r->table[f->table].file;
}

static const char *
word_for(const struct findings *r, const struct finding *f)
{
    return f->known                                ? "known"
           : severity_of(r, f) == SEVERITY_WARNING ? "warning"
                                                   : "error";
}

static char *
line_for(const struct findings *r, const struct finding *f)
{
    struct mem *m = r->run;
    char *place = f->line ? mem_print(m, "%s:%ld", file_of(r, f), f->line)
                          : mem_copy(m, file_of(r, f));
    return mem_print(m, "%s: %s: %s: %s%s%s", place, word_for(r, f), name_of(r, f),
                     f->column ? f->column : "", f->column ? ": " : "", f->text);
}

static const char *
ending(long n)
{
    return n == 1 ? "" : "s";
}

static char *
summary(const struct findings *r)
{
    long rows = 0;
    for (int i = 0; i < r->tables; i++)
        rows += r->table[i].rows;
    return mem_print(r->run,
                     "%d file%s, %ld row%s, %d rule%s: %ld error%s, %ld warning%s, %ld "
                     "known exception%s",
                     r->tables, ending(r->tables), rows, ending(rows), r->rules,
                     ending(r->rules), r->errors, ending(r->errors), r->warnings,
                     ending(r->warnings), r->known, ending(r->known));
}

/* Which sums of a rule could not be told to be right, for want of a part. */
static char *
lacking_text(const struct findings *r, int rule)
{
    const struct findings_rule *u = &r->rule[rule];
    return mem_print(r->run, "%s: a part is missing in %ld sum%s, the first: %s",
                     u->name, u->lacking, ending(u->lacking), u->first_lacking);
}

static void
print_lacking(const struct findings *r, const char *before)
{
    for (int i = 0; i < r->rules; i++)
        if (r->rule[i].lacking)
            printf("%s%s\n", before, lacking_text(r, i));
}

static void
print_text(struct findings *r, struct listing *l)
{
    for (long i = 0; i < r->findings; i++)
        if (lists(l, r, &r->finding[i]))
            printf("%s\n", line_for(r, &r->finding[i]));
    for (int i = 0; i < l->n; i++)
        if (l->tally[i].listed < l->tally[i].all)
            printf("%s: %ld more not listed (--limit=0 lists all)\n", l->tally[i].name,
                   l->tally[i].all - l->tally[i].listed);
    print_lacking(r, "");
    printf("%s\n", summary(r));
}

/* The findings of one test, that is of one rule, or of one table's structure and schema
 * (rule -1; table -1: the set); each line after `before`. */
static void
print_findings(struct findings *r, struct listing *l, int rule, int table,
               const char *before, void print(struct mem *, const char *))
{
    long skipped = 0;
    for (long i = 0; i < r->findings; i++) {
        struct finding *f = &r->finding[i];
        if (f->rule != rule || (rule < 0 && f->table != table))
            continue;
        if (lists(l, r, f)) {
            fputs(before, stdout);
            print(r->run, line_for(r, f));
            putchar('\n');
        } else {
            skipped += !f->known || l->known;
        }
    }
    if (skipped)
        printf("%s%ld more not listed\n", before, skipped);
}

static long
structure_errors(const struct findings *r, int table)
{
    long n = 0;
    for (long i = 0; i < r->findings; i++)
        n += r->finding[i].rule < 0 && r->finding[i].table == table;
    return n;
}

static void
print_plain(struct mem *m, const char *text)
{
    (void)m;
    fputs(text, stdout);
}

static void
tap_test(struct findings *r, struct listing *l, int number, long errors,
         const char *name, int rule, int table)
{
    printf("%sok %d - %s\n", errors ? "not " : "", number, name);
    print_findings(r, l, rule, table, "# ", print_plain);
}

static void
print_tap(struct findings *r, struct listing *l)
{
    int number = 0;
    printf("TAP version 13\n1..%d\n", 1 + r->tables + r->rules);
    tap_test(r, l, ++number, structure_errors(r, -1), "every file is described", -1,
             -1);
    for (int i = 0; i < r->tables; i++)
        tap_test(r, l, ++number, structure_errors(r, i),
                 mem_print(r->run, "%s is as described", r->table[i].file), -1, i);
    for (int i = 0; i < r->rules; i++)
        tap_test(r, l, ++number, r->rule[i].errors,
                 mem_print(r->run, "%s: %s (judged: %ld)", r->rule[i].name,
                           r->rule[i].says, r->rule[i].judged),
                 i, -1);
    print_lacking(r, "# ");
    printf("# %s\n", summary(r));
}

static void
print_xml(struct mem *m, const char *text)
{
    xml_put(stdout, m, text);
}

static void
junit_case(struct findings *r, struct listing *l, const char *class, const char *name,
           long errors, long warnings, int rule, int table)
{
    printf("    <testcase classname=\"");
    print_xml(r->run, class);
    printf("\" name=\"");
    print_xml(r->run, name);
    if (!errors && !warnings) {
        printf("\"/>\n");
        return;
    }
    printf("\">\n");
    if (errors)
        printf("      <failure type=\"%s\" message=\"%ld error%s\">\n",
               rule < 0 ? "schema" : "rule", errors, errors == 1 ? "" : "s");
    else
        printf("      <system-out>\n");
    print_findings(r, l, rule, table, "", print_xml);
    printf("      </%s>\n    </testcase>\n", errors ? "failure" : "system-out");
}

static void
print_junit(struct findings *r, struct listing *l)
{
    int failures = structure_errors(r, -1) > 0;
    for (int i = 0; i < r->tables; i++)
        failures += structure_errors(r, i) > 0;
    for (int i = 0; i < r->rules; i++)
        failures += r->rule[i].errors > 0;
    int tests = 1 + r->tables + r->rules;
    printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<testsuites tests=\"%d\" failures=\"%d\">\n"
           "  <testsuite name=\"check\" tests=\"%d\" failures=\"%d\">\n",
           tests, failures, tests, failures);
    junit_case(r, l, "package", "every file is described", structure_errors(r, -1), 0,
               -1, -1);
    for (int i = 0; i < r->tables; i++)
        junit_case(r, l, r->table[i].file, "as described", structure_errors(r, i), 0,
                   -1, i);
    for (int i = 0; i < r->rules; i++)
        junit_case(r, l, r->rule[i].file, r->rule[i].name, r->rule[i].errors,
                   r->rule[i].warnings, i, -1);
    printf("  </testsuite>\n</testsuites>\n");
}

static json_t *
json_finding(const struct findings *r, const struct finding *f)
{
    const struct type *t = type_named(f->type);
    json_t *o = json_object();
    json_object_set_new(o, "type", json_string(f->type));
    json_object_set_new(o, "title", json_string(t->title));
    json_object_set_new(o, "description", json_string(t->description));
    json_object_set_new(o, "message", json_string(line_for(r, f)));
    json_object_set_new(o, "note", json_string(f->text));
    json_object_set_new(o, "severity", json_string(word_for(r, f)));
    if (f->rule >= 0)
        json_object_set_new(o, "rule", json_string(r->rule[f->rule].name));
    if (f->line)
        json_object_set_new(o, "rowNumber", json_integer(f->line));
    if (f->cell)
        json_object_set_new(o, "cell", json_string(f->cell));
    if (f->column)
        json_object_set_new(o, "fieldName", json_string(f->column));
    if (f->field)
        json_object_set_new(o, "fieldNumber", json_integer(f->field));
    return o;
}

static json_t *
json_counts(long errors, long warnings, long known)
{
    json_t *o = json_object();
    json_object_set_new(o, "errors", json_integer(errors));
    json_object_set_new(o, "warnings", json_integer(warnings));
    json_object_set_new(o, "known", json_integer(known));
    return o;
}

/* Adds finding f to the errors, or its line to the warnings, as Frictionless has them. */
static void
json_place(const struct findings *r, const struct finding *f, json_t *errors,
           json_t *warnings)
{
    if (!f->known && severity_of(r, f) == SEVERITY_ERROR)
        json_array_append_new(errors, json_finding(r, f));
    else
        json_array_append_new(warnings, json_string(line_for(r, f)));
}

static json_t *
json_task(struct findings *r, struct listing *l, int table)
{
    const struct findings_table *t = &r->table[table];
    json_t *o = json_object(), *errors = json_array(), *warnings = json_array();
    json_t *stats = json_counts(t->errors, t->warnings, t->known);
    json_object_set_new(stats, "sha256", t->hash ? json_string(t->hash) : json_null());
    json_object_set_new(stats, "bytes", json_integer(t->bytes));
    json_object_set_new(stats, "fields", json_integer(t->fields));
    json_object_set_new(stats, "rows", json_integer(t->rows));
    for (long i = 0; i < r->findings; i++)
        if (r->finding[i].table == table && lists(l, r, &r->finding[i]))
            json_place(r, &r->finding[i], errors, warnings);
    json_object_set_new(o, "name", json_string(t->name));
    json_object_set_new(o, "type", json_string(t->fields ? "table" : "file"));
    json_object_set_new(o, "valid", json_boolean(!t->errors));
    json_object_set_new(o, "place", json_string(t->file));
    json_object_set_new(o, "stats", stats);
    json_object_set_new(o, "warnings", warnings);
    json_object_set_new(o, "errors", errors);
    return o;
}

static void
print_json(struct findings *r, struct listing *l)
{
    json_t *o = json_object(), *tasks = json_array(), *errors = json_array();
    json_t *warnings = json_array();
    json_t *stats = json_counts(r->errors, r->warnings, r->known);
    json_object_set_new(stats, "tasks", json_integer(r->tables));
    json_object_set_new(stats, "rules", json_integer(r->rules));
    for (long i = 0; i < r->findings; i++)
        if (r->finding[i].table < 0 && lists(l, r, &r->finding[i]))
            json_place(r, &r->finding[i], errors, warnings);
    for (int i = 0; i < r->tables; i++)
        json_array_append_new(tasks, json_task(r, l, i));
    for (int i = 0; i < l->n; i++)
        if (l->tally[i].listed < l->tally[i].all)
            json_array_append_new(
                warnings, json_sprintf("%s: %ld more not listed", l->tally[i].name,
                                       l->tally[i].all - l->tally[i].listed));
    for (int i = 0; i < r->rules; i++)
        if (r->rule[i].lacking)
            json_array_append_new(warnings, json_string(lacking_text(r, i)));
    json_object_set_new(o, "valid", json_boolean(!r->errors));
    json_object_set_new(o, "stats", stats);
    json_object_set_new(o, "warnings", warnings);
    json_object_set_new(o, "errors", errors);
    json_object_set_new(o, "tasks", tasks);
    json_dumpf(o, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(o);
}

/* Text of a workflow command; property: commas and colons end it there. */
static void
print_command(const char *text, bool property)
{
    for (; *text; text++)
        if (*text == '%' || *text == '\r' || *text == '\n' ||
            (property && (*text == ':' || *text == ',')))
            printf("%%%02X", (unsigned)*text);
        else
            putchar(*text);
}

static void
print_github(struct findings *r, struct listing *l)
{
    for (long i = 0; i < r->findings; i++) {
        struct finding *f = &r->finding[i];
        if (!lists(l, r, f))
            continue;
        const char *word = word_for(r, f);
        printf("::%s file=", f->known ? "notice" : word);
        /* A code host knows files from its root, where it should run. */
        const char *file = file_of(r, f);
        print_command(file + (strncmp(file, "./", 2) ? 0 : 2), true);
        if (f->line)
            printf(",line=%ld", f->line);
        printf(",title=");
        print_command(name_of(r, f), true);
        printf("::");
        if (f->column)
            printf("%s: ", f->column);
        print_command(f->text, false);
        putchar('\n');
    }
    for (int i = 0; i < l->n; i++)
        if (l->tally[i].listed < l->tally[i].all)
            printf("::notice title=%s::%ld more not listed\n", l->tally[i].name,
                   l->tally[i].all - l->tally[i].listed);
    print_lacking(r, "::notice title=missing parts::");
    printf("%s\n", summary(r));
}

void
findings_print(struct findings *r, enum findings_format format, long limit, bool known)
{
    static void (*const print[FINDINGS_FORMATS])(
        struct findings *, struct listing *) = {print_text, print_tap, print_junit,
                                                print_json, print_github};
    if (r->findings)
        qsort(r->finding, (size_t)r->findings, sizeof *r->finding, by_place);
    count(r);
    struct listing l = listing_start(r, limit, known);
    print[format](r, &l);
}
