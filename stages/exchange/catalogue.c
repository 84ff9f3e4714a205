#include "exchange/catalogue.h"

#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "dataset/data_package.h"
#include "dataset/sources.h"
#include "program/msg.h"
#include "program/num.h"
#include "program/texts.h"
#include "table/table.h"

/* What lies beside NAME.csv: ending, media type, what it is. */
static const struct form {
    const char *ending, *media, *title;
} forms[] = {
    {"csv", "text/csv", "CSV"},
    {"sdmx.csv", "application/vnd.sdmx.data+csv; version=2.1.0", "SDMX-CSV 2.1"},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
     "Excel workbook"},
    {"ods", "application/vnd.oasis.opendocument.spreadsheet",
     "OpenDocument spreadsheet"},
};
enum { FORMS = sizeof forms / sizeof *forms };

/* A table as far as its description needs it. */
struct look {
    struct table tab;
    bool *number, *filled; /* per column: numbers alone; no cell is empty */
    long rows, first, last;
    struct texts cited; /* entries of the column source */
};

static char *
path_of(const struct catalogue *c, const struct catalogue_table *t, const char *ending)
{
    return mem_print(c->run, "%s/%s.%s", c->folder, t->name, ending);
}

/* Adds what a cell cites to what others cite. */
static void
cite(struct mem *run, struct texts *cited, const char *cell)
{
    for (size_t n; *cell; cell += n + (cell[n] == '+')) {
        n = strcspn(cell, "+");
        if (n)
            texts_add(run, cited, mem_text(run, cell, n));
    }
}

static void
look_at(const struct catalogue *c, const struct catalogue_table *t, struct look *l)
{
    struct table_row row;
    table_open(&l->tab, c->run, path_of(c, t, "csv"), table_contract, TABLE_ANY);
    l->number = mem_array(c->run, (size_t)l->tab.n, sizeof *l->number);
    l->filled = mem_array(c->run, (size_t)l->tab.n, sizeof *l->filled);
    for (int i = 0; i < l->tab.n; i++) {
        l->number[i] = i >= l->tab.key;
        l->filled[i] = true;
    }
    l->rows = 0;
    l->cited = (struct texts){0};
    while (table_next(&l->tab, &row)) {
        struct period p = table_period(&l->tab, &row);
        l->first = !l->rows || p.first < l->first ? p.first : l->first;
        l->last = !l->rows || p.last > l->last ? p.last : l->last;
        l->rows++;
        if (l->tab.at[TABLE_SOURCE] >= 0)
            cite(c->run, &l->cited, row.cell[l->tab.at[TABLE_SOURCE]]);
        for (int i = 0; i < l->tab.n; i++) {
            double x;
            if (!*row.cell[i])
                l->filled[i] = false;
            else if (!num_parse(row.cell[i], &x))
                l->number[i] = false;
        }
    }
    table_close(&l->tab);
    static const enum table_column text[] = {TABLE_INTERVAL, TABLE_COMPARE, TABLE_UNIT,
                                             TABLE_STATUS, TABLE_SOURCE};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        if (l->tab.at[text[i]] >= 0)
            l->number[l->tab.at[text[i]]] = false;
}

/* What the datasets' own description says of a column, or NULL. */
static const char *
meaning_of(json_t *package, const char *column)
{
    size_t i, k;
    json_t *resource, *field;
    json_array_foreach(json_object_get(package, "resources"), i, resource)
    {
        json_t *schema = json_object_get(resource, "schema");
        json_array_foreach(json_object_get(schema, "fields"), k, field)
        {
            const char *name = json_string_value(json_object_get(field, "name"));
            if (name && !strcmp(name, column))
                return json_string_value(json_object_get(field, "description"));
        }
    }
    return NULL;
}

static json_t *
meanings(const struct catalogue *c)
{
    json_error_t e;
    if (!*c->describe)
        return json_object();
    json_t *package = json_load_file(c->describe, 0, &e);
    if (!package)
        die(EX_NOINPUT, "%s: %s", c->describe, e.text);
    return package;
}

static json_t *
key_of(const struct look *l)
{
    json_t *key = json_array();
    for (int i = 0; i < l->tab.key; i++)
        json_array_append_new(key, json_string(l->tab.column[i]));
    return key;
}

static void
set(json_t *o, const char *name, const char *text)
{
    if (text && *text)
        json_object_set_new(o, name, json_string(text));
}

static void
dump(json_t *o, FILE *out)
{
    json_dumpf(o, out, JSON_INDENT(2));
    putc('\n', out);
    json_decref(o);
}

/* Bytes and checksum of a file that must be there. */
static char *
digest_of(const struct catalogue *c, const char *file, long *bytes)
{
    char hex[DIGEST_HEX];
    if (!data_package_digest(file, bytes, hex))
        die(EX_NOINPUT, "%s: cannot be read", file);
    return mem_copy(c->run, hex);
}

/* ---- Data Package */

static json_t *
schema_of(const struct look *l, json_t *package)
{
    json_t *fields = json_array();
    for (int i = 0; i < l->tab.n; i++) {
        json_t *f = json_pack("{ss ss}", "name", l->tab.column[i], "type",
                              l->number[i] ? "number" : "string");
        set(f, "description", meaning_of(package, l->tab.column[i]));
        if (i < l->tab.key && !l->filled[i]) /* a key has no missing part */
            json_object_set_new(f, "missingValues", json_array());
        json_array_append_new(fields, f);
    }
    return json_pack("{so so s[s]}", "fields", fields, "primaryKey", key_of(l),
                     "missingValues", "");
}

/* The publishers' works that a table rests on, in the order of its rows. */
static json_t *
sources_of(const struct catalogue *c, const struct look *l, const struct sources *list)
{
    json_t *all = json_array();
    for (size_t i = 0; i < l->cited.n; i++) {
        size_t n;
        const struct source *s = sources_next(list, l->cited.item[i], &n);
        json_t *o = json_object();
        set(o, "title",
            s ? mem_print(c->run, "%s: %s", sources_credit(c->run, s), s->title)
              : l->cited.item[i]);
        set(o, "path", s ? s->url : NULL);
        set(o, "version", s && s->dated ? s->published : NULL);
        json_array_append_new(all, o);
    }
    return all;
}

static json_t *
resource_of(const struct catalogue *c, const struct catalogue_table *t,
            const struct form *form, struct look *l, json_t *package)
{
    const char *file = path_of(c, t, form->ending);
    bool table = form == forms;
    long bytes;
    const char *hex = digest_of(c, file, &bytes);
    json_t *o = json_pack(
        "{ss ss ss}", "name",
        table ? t->name : mem_print(c->run, "%s.%s", t->name, form->ending), "path",
        file + strlen(c->folder) + 1, "title",
        table ? t->title : mem_print(c->run, "%s (%s)", t->title, form->title));
    set(o, "description", t->description);
    set(o, "mediatype", form->media);
    json_object_set_new(o, "bytes", json_integer(bytes));
    json_object_set_new(o, "hash", json_sprintf("sha256:%s", hex));
    if (table) {
        set(o, "type", "table");
        set(o, "format", "csv");
        set(o, "encoding", "utf-8");
        json_object_set_new(o, "rows", json_integer(l->rows));
        json_object_set_new(o, "schema", schema_of(l, package));
    }
    return o;
}

void
catalogue_datapackage(const struct catalogue *c, FILE *out)
{
    json_t *resources = json_array(), *package = meanings(c);
    struct sources list;
    sources_open(&list, c->run, c->sources);
    for (size_t i = 0; i < c->n; i++) {
        const struct catalogue_table *t = &c->table[i];
        struct look l;
        look_at(c, t, &l);
        json_t *sources = sources_of(c, &l, &list);
        for (int f = 0; f < FORMS; f++) {
            if (f && access(path_of(c, t, forms[f].ending), R_OK))
                continue;
            json_t *o = resource_of(c, t, &forms[f], &l, package);
            if (f) /* what the table rests on stands once, with the table */
                json_object_set_new(o, "sources",
                                    json_pack("[{ss ss}]", "title", t->title, "path",
                                              mem_print(c->run, "%s.csv", t->name)));
            else if (json_array_size(sources))
                json_object_set(o, "sources", sources);
            json_array_append_new(resources, o);
        }
        json_decref(sources);
    }
    json_t *all = json_pack("{ss ss ss ss}", "$schema",
                            "https://datapackage.org/profiles/2.0/datapackage.json",
                            "name", "attest-figures", "title", c->title, "description",
                            "The figures are their publishers', named as sources of "
                            "each resource; the licence is that of the project's own "
                            "text.");
    if (json_object_get(package, "licenses"))
        json_object_set(all, "licenses", json_object_get(package, "licenses"));
    json_object_set_new(all, "resources", resources);
    dump(all, out);
    json_decref(package);
}

/* ---- CSV on the Web */

static json_t *
csvw_table(const struct catalogue *c, const struct catalogue_table *t, json_t *package)
{
    struct look l;
    look_at(c, t, &l);
    json_t *columns = json_array();
    for (int i = 0; i < l.tab.n; i++) {
        json_t *o = json_pack(
            "{ss ss ss sb}", "name", l.tab.column[i], "titles", l.tab.column[i],
            "datatype", l.number[i] ? "decimal" : "string", "required", l.filled[i]);
        set(o, "dc:description", meaning_of(package, l.tab.column[i]));
        json_array_append_new(columns, o);
    }
    json_t *o =
        json_pack("{ss ss}", "url", mem_print(c->run, "%s%s.csv", c->base, t->name),
                  "dc:title", t->title);
    set(o, "dc:description", t->description);
    json_object_set_new(
        o, "tableSchema",
        json_pack("{so so}", "columns", columns, "primaryKey", key_of(&l)));
    return o;
}

void
catalogue_csvw(const struct catalogue *c, FILE *out)
{
    json_t *tables = json_array(), *package = meanings(c);
    for (size_t i = 0; i < c->n; i++)
        json_array_append_new(tables, csvw_table(c, &c->table[i], package));
    dump(json_pack("{s[s{ss}] ss s{ss sb} so}", "@context", "http://www.w3.org/ns/csvw",
                   "@language", "en", "dc:title", c->title, "dialect", "encoding",
                   "utf-8", "header", true, "tables", tables),
         out);
    json_decref(package);
}

/* ---- DCAT */

static json_t *
distribution(const struct catalogue *c, const struct catalogue_table *t,
             const struct form *form)
{
    const char *file = path_of(c, t, form->ending);
    long bytes;
    const char *hex = digest_of(c, file, &bytes);
    return json_pack("{ss ss ss s{ss} s{ss ss} s{ss s{ss} ss}}", "@type",
                     "dcat:Distribution", "dct:title", form->title, "dcat:mediaType",
                     form->media, "dcat:downloadURL", "@id",
                     mem_print(c->run, "%s%s", c->base, file + strlen(c->folder) + 1),
                     "dcat:byteSize", "@type", "xsd:nonNegativeInteger", "@value",
                     mem_print(c->run, "%ld", bytes), "spdx:checksum", "@type",
                     "spdx:Checksum", "spdx:algorithm", "@id",
                     "spdx:checksumAlgorithm_sha256", "spdx:checksumValue", hex);
}

static json_t *
date_of(long day)
{
    char text[PERIOD_MAX];
    period_text('D', day, text);
    return json_pack("{ss ss}", "@type", "xsd:date", "@value", text);
}

static json_t *
dcat_dataset(const struct catalogue *c, const struct catalogue_table *t)
{
    struct look l;
    json_t *distributions = json_array();
    look_at(c, t, &l);
    for (int f = 0; f < FORMS; f++)
        if (!access(path_of(c, t, forms[f].ending), R_OK))
            json_array_append_new(distributions, distribution(c, t, &forms[f]));
    json_t *o = json_pack("{ss ss ss ss so}", "@id",
                          mem_print(c->run, "%s#%s", c->base, t->name), "@type",
                          "dcat:Dataset", "dct:identifier", t->name, "dct:title",
                          t->title, "dcat:distribution", distributions);
    set(o, "dct:description", t->description);
    if (l.rows)
        json_object_set_new(o, "dct:temporal",
                            json_pack("{ss so so}", "@type", "dct:PeriodOfTime",
                                      "dcat:startDate", date_of(l.first),
                                      "dcat:endDate", date_of(l.last)));
    return o;
}

void
catalogue_dcat(const struct catalogue *c, FILE *out)
{
    json_t *datasets = json_array();
    for (size_t i = 0; i < c->n; i++)
        json_array_append_new(datasets, dcat_dataset(c, &c->table[i]));
    dump(json_pack("{s{ss ss ss ss} ss ss ss so}", "@context", "dcat",
                   "http://www.w3.org/ns/dcat#", "dct", "http://purl.org/dc/terms/",
                   "spdx", "http://spdx.org/rdf/terms#", "xsd",
                   "http://www.w3.org/2001/XMLSchema#", "@type", "dcat:Catalog",
                   "dct:title", c->title, "dct:language", "en", "dcat:dataset",
                   datasets),
         out);
}
