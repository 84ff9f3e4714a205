#include "dataset/data_package.h"

#include <errno.h>
#include <jansson.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistr.h>

#include "program/file.h"
#include "program/folder.h"
#include "program/msg.h"
#include "table/cell_fault.h"
#include "table/csv_in.h"

#define CHUNK ((size_t)1 << 16)

/* Where in the description something is, for messages: resources[2].schema.fields[0] */
struct where {
    const struct data_package *p;
    const char *at;
};

_Noreturn static void
wrong(struct where w, const char *what, const char *expected)
{
    die(EX_DATAERR, "%s: %s: %s, expected %s", w.p->file, w.at, what, expected);
}

static json_t *
load(struct data_package *p, struct mem *run, const char *file)
{
    const char *slash = strrchr(file, '/');
    *p = (struct data_package){.file = mem_copy(run, file)};
    p->folder =
        slash ? mem_text(run, file, (size_t)(slash - file) + 1) : mem_copy(run, "");
    FILE *f = file_open(file);
    json_error_t e;
    json_t *root = json_loadf(f, JSON_REJECT_DUPLICATES, &e);
    bool failed = ferror(f) != 0;
    fclose(f);
    if (failed)
        die(EX_IOERR, "%s: cannot be read", file);
    if (!root)
        die_at(EX_DATAERR, (struct place){file, e.line, NULL},
               "is not JSON, expected the description of a set: %s", e.text);
    return root;
}

/* A member that is text, or NULL when it is absent. */
static const char *
text_of(json_t *object, const char *name, struct where w, struct mem *run)
{
    json_t *v = json_object_get(object, name);
    if (!v)
        return NULL;
    if (!json_is_string(v))
        wrong(w, mem_print(run, "%s is not text", name), "text");
    return mem_copy(run, json_string_value(v));
}

static const char *
need_text(json_t *object, const char *name, struct where w, struct mem *run)
{
    const char *text = text_of(object, name, w, run);
    if (!text || !*text)
        wrong(w, mem_print(run, "no %s", name), "one");
    return text;
}

static long
count_of(json_t *object, const char *name, struct where w, struct mem *run)
{
    json_t *v = json_object_get(object, name);
    if (!v)
        return -1;
    if (!json_is_integer(v) || json_integer_value(v) < 0)
        wrong(w, mem_print(run, "%s is not a count", name), "a whole number from 0 up");
    return (long)json_integer_value(v);
}

static bool
flag_of(json_t *object, const char *name, struct where w, struct mem *run)
{
    json_t *v = json_object_get(object, name);
    if (v && !json_is_boolean(v))
        wrong(w, mem_print(run, "%s is neither true nor false", name), "true or false");
    return json_is_true(v);
}

static bool
number_of(json_t *object, const char *name, double *out, struct where w,
          struct mem *run)
{
    json_t *v = json_object_get(object, name);
    if (!v)
        return false;
    if (!json_is_number(v))
        wrong(w, mem_print(run, "%s is not a number", name), "a number");
    *out = json_number_value(v);
    return true;
}

static json_t *
array_of(json_t *object, const char *name, struct where w, struct mem *run)
{
    json_t *v = json_object_get(object, name);
    if (v && !json_is_array(v))
        wrong(w, mem_print(run, "%s is not a list", name), "a list");
    return v;
}

/* The values of a list whose items are texts or objects with the member `value`. */
static const char **
values_of(json_t *list, size_t *n, struct where w, struct mem *run)
{
    const char **out = mem_array(run, json_array_size(list) + 1, sizeof *out);
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        json_t *v = json_is_object(item) ? json_object_get(item, "value") : item;
        if (!json_is_string(v))
            wrong(w, "an item that is not text", "texts or objects with a value");
        out[i] = mem_copy(run, json_string_value(v));
    }
    *n = json_array_size(list);
    return out;
}

static enum field_type
type_of(const char *name, struct where w)
{
    static const char *const names[] = {"string", "number", "integer", "date", "any"};
    for (int i = 0; i < 5; i++)
        if (!strcmp(name, names[i]))
            return (enum field_type)i;
    wrong(w, msg_quote(name), "string, number, integer, date or any");
}

static void
read_field(struct field *f, json_t *object, struct where w, struct mem *run)
{
    f->name = need_text(object, "name", w, run);
    w.at = mem_print(run, "%s (%s)", w.at, f->name);
    f->type_name = text_of(object, "type", w, run);
    if (!f->type_name)
        f->type_name = "string";
    f->type = type_of(f->type_name, w);
    json_t *c = json_object_get(object, "constraints");
    f->required = flag_of(c, "required", w, run);
    f->unique = flag_of(c, "unique", w, run);
    f->has_minimum = number_of(c, "minimum", &f->minimum, w, run);
    f->has_maximum = number_of(c, "maximum", &f->maximum, w, run);
    f->min_length = count_of(c, "minLength", w, run);
    f->max_length = count_of(c, "maxLength", w, run);
    json_t *choice = array_of(c, "enum", w, run);
    if (!choice)
        choice = array_of(object, "categories", w, run);
    if (choice)
        f->choice = values_of(choice, &f->choices, w, run);
    f->pattern = text_of(c, "pattern", w, run);
    if (f->pattern &&
        regcomp(&f->regex, mem_print(run, "^(%s)$", f->pattern), REG_EXTENDED))
        wrong(w, msg_quote(f->pattern), "an extended regular expression");
}

static int
field_named(const struct resource *r, const char *name)
{
    for (int i = 0; i < r->fields; i++)
        if (!strcmp(r->field[i].name, name))
            return i;
    return -1;
}

/* A text or a list of texts, each the name of a field of r. */
static struct field_set
read_set(json_t *v, const struct resource *r, struct where w, struct mem *run)
{
    struct field_set set = {0};
    if (!v)
        return set;
    set.n = json_is_array(v) ? (int)json_array_size(v) : 1;
    set.at = mem_array(run, (size_t)set.n + 1, sizeof *set.at);
    for (int i = 0; i < set.n; i++) {
        json_t *item = json_is_array(v) ? json_array_get(v, (size_t)i) : v;
        const char *name = json_string_value(item);
        set.at[i] = name ? field_named(r, name) : -1;
        if (set.at[i] < 0)
            wrong(w, name ? msg_quote(name) : "an item that is not text",
                  mem_print(run, "the name of a field of %s", r->name));
    }
    return set;
}

static void
read_schema(struct resource *r, json_t *schema, struct where w, struct mem *run)
{
    static const char *const none[] = {"", NULL};
    json_t *fields = array_of(schema, "fields", w, run);
    if (!fields || !json_array_size(fields))
        wrong(w, "no fields", "a list of fields");
    r->fields = (int)json_array_size(fields);
    r->field = mem_array(run, (size_t)r->fields, sizeof *r->field);
    for (int i = 0; i < r->fields; i++) {
        struct where at = {w.p, mem_print(run, "%s.fields[%d]", w.at, i)};
        read_field(&r->field[i], json_array_get(fields, (size_t)i), at, run);
        if (field_named(r, r->field[i].name) < i)
            wrong(at, "a name that stands twice", "every field once");
    }
    r->primary = read_set(json_object_get(schema, "primaryKey"), r, w, run);
    json_t *keys = array_of(schema, "uniqueKeys", w, run);
    r->uniques = (int)json_array_size(keys);
    r->unique = mem_array(run, (size_t)r->uniques + 1, sizeof *r->unique);
    for (int i = 0; i < r->uniques; i++)
        r->unique[i] = read_set(json_array_get(keys, (size_t)i), r, w, run);
    json_t *missing = array_of(schema, "missingValues", w, run);
    size_t n;
    r->missing = missing ? values_of(missing, &n, w, run)
                         : memcpy(mem_get(run, sizeof none), none, sizeof none);
}

/* After all resources are read, since a key may refer to a later one. */
static void
read_foreign(struct data_package *p, struct resource *r, json_t *schema, struct where w,
             struct mem *run)
{
    json_t *keys = array_of(schema, "foreignKeys", w, run);
    r->foreigns = (int)json_array_size(keys);
    r->foreign = mem_array(run, (size_t)r->foreigns + 1, sizeof *r->foreign);
    for (int i = 0; i < r->foreigns; i++) {
        struct foreign *f = &r->foreign[i];
        json_t *key = json_array_get(keys, (size_t)i);
        json_t *to = json_object_get(key, "reference");
        struct where at = {w.p, mem_print(run, "%s.foreignKeys[%d]", w.at, i)};
        const char *name = text_of(to, "resource", at, run);
        f->resource = name && *name ? data_package_find(p, name) : r;
        if (!f->resource || !f->resource->tabular)
            wrong(at, msg_quote(name), "the name of a resource with a schema");
        f->from = read_set(json_object_get(key, "fields"), r, at, run);
        f->to = read_set(json_object_get(to, "fields"), f->resource, at, run);
        if (!f->from.n || f->from.n != f->to.n)
            wrong(at, "fields that do not pair up", "as many on both sides");
    }
}

static void
read_resource(struct data_package *p, struct resource *r, json_t *object,
              struct where w, struct mem *run)
{
    r->name = need_text(object, "name", w, run);
    r->path = need_text(object, "path", w, run);
    w.at = mem_print(run, "%s (%s)", w.at, r->name);
    /* As the standard asks: a description must not reach out of its folder. */
    if (*r->path == '/' || strstr(r->path, ".."))
        wrong(w, msg_quote(r->path), "a path inside the folder of the description");
    for (struct resource *other = p->resource; other < r; other++)
        if (!strcmp(other->name, r->name) || !strcmp(other->path, r->path))
            wrong(w, "the name or path of another resource", "every one once");
    r->file = mem_print(run, "%s%s", p->folder, r->path);
    r->bytes = count_of(object, "bytes", w, run);
    r->rows = count_of(object, "rows", w, run);
    r->hash = text_of(object, "hash", w, run);
    const char *encoding = text_of(object, "encoding", w, run);
    r->utf8 = encoding && !strcasecmp(encoding, "utf-8");
    if (r->hash) {
        if (strncmp(r->hash, "sha256:", 7) || strlen(r->hash) != 7 + DIGEST_HEX - 1)
            wrong(w, msg_quote(r->hash), "sha256: and 64 hexadecimal digits");
        r->hash += 7;
    }
    json_t *schema = json_object_get(object, "schema");
    r->tabular = schema != NULL;
    if (schema && !json_is_object(schema))
        wrong(w, "a schema that is no object", "the schema itself");
    if (schema)
        read_schema(r, schema, (struct where){p, mem_print(run, "%s.schema", w.at)},
                    run);
}

void
data_package_load(struct data_package *p, struct mem *run, const char *file)
{
    json_t *root = load(p, run, file);
    struct where w = {p, "resources"};
    json_t *list = array_of(root, "resources", w, run);
    if (!list || !json_array_size(list))
        wrong(w, "none", "a list of at least one");
    p->n = (int)json_array_size(list);
    p->resource = mem_array(run, (size_t)p->n, sizeof *p->resource);
    for (int i = 0; i < p->n; i++) {
        w.at = mem_print(run, "resources[%d]", i);
        read_resource(p, &p->resource[i], json_array_get(list, (size_t)i), w, run);
    }
    for (int i = 0; i < p->n; i++) {
        json_t *schema = json_object_get(json_array_get(list, (size_t)i), "schema");
        w.at = mem_print(run, "resources[%d].schema", i);
        read_foreign(p, &p->resource[i], schema, w, run);
    }
    json_decref(root);
}

void
data_package_release(struct data_package *p)
{
    for (int i = 0; i < p->n; i++)
        for (int j = 0; j < p->resource[i].fields; j++)
            if (p->resource[i].field[j].pattern)
                regfree(&p->resource[i].field[j].regex);
}

struct resource *
data_package_find(const struct data_package *p, const char *name)
{
    for (int i = 0; i < p->n; i++)
        if (!strcmp(p->resource[i].name, name) || !strcmp(p->resource[i].path, name))
            return &p->resource[i];
    return NULL;
}

void
data_package_hex(struct sha256_ctx *sha, char hex[DIGEST_HEX])
{
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(sha, sizeof digest, digest);
    for (int i = 0; i < SHA256_DIGEST_SIZE; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}

bool
data_package_digest(const char *file, long *bytes, char hex[DIGEST_HEX])
{
    static unsigned char chunk[CHUNK];
    FILE *f = fopen(file, "rb");
    if (!f)
        return false;
    struct sha256_ctx sha;
    sha256_init(&sha);
    *bytes = 0;
    size_t n;
    while ((n = fread(chunk, 1, CHUNK, f)) > 0) {
        sha256_update(&sha, n, chunk);
        *bytes += (long)n;
    }
    int failed = ferror(f) ? errno : 0;
    fclose(f);
    data_package_hex(&sha, hex);
    errno = failed;
    return !failed;
}

/* The number of rows below the header, which must be the names of the schema. */
static long
count_rows(const char *file, json_t *schema, struct mem *run)
{
    struct csv_in in;
    struct csv_row row;
    csv_open(&in, run, file, ',', 0);
    enum csv_got got = csv_next(&in, &row);
    if (got == CSV_BAD)
        csv_die(&in);
    json_t *fields = json_object_get(schema, "fields");
    struct place at = {file, 1, NULL};
    if (got == CSV_END)
        die(EX_DATAERR, "%s: is empty, expected a header line", file);
    const char *one_cell = cell_fault_header(run, &row);
    if (one_cell)
        die_at(EX_DATAERR, at, "%s", one_cell);
    if (row.n != json_array_size(fields))
        die_at(EX_DATAERR, at, "the header has %zu column%s, the schema %zu", row.n,
               row.n == 1 ? "" : "s", json_array_size(fields));
    char **name_of = mem_array(run, row.n, sizeof *name_of);
    for (size_t i = 0; i < row.n; i++) {
        const char *name =
            json_string_value(json_object_get(json_array_get(fields, i), "name"));
        if (!name || strcmp(name, row.cell[i]))
            die_at(EX_DATAERR, at, "column %zu is %s, the schema says %s", i + 1,
                   msg_quote(row.cell[i]), msg_quote(name ? name : ""));
        name_of[i] = mem_copy(run, name);
    }
    long rows = 0;
    while ((got = csv_next(&in, &row)) != CSV_END) {
        if (got == CSV_BAD)
            csv_die(&in);
        at.line = row.line;
        if (row.n != json_array_size(fields))
            die_at(EX_DATAERR, at, "%s",
                   cell_fault_width(run, &row, name_of, json_array_size(fields)));
        rows++;
    }
    csv_close(&in);
    return rows;
}

/* ledger/referrals-nationality.csv gives ledger-referrals-nationality. */
static char *
name_from(const char *path, struct mem *run)
{
    char *name = mem_copy(run, path);
    char *dot = strrchr(name, '.'), *slash = strrchr(name, '/');
    if (dot && (!slash || dot > slash))
        *dot = '\0';
    for (char *c = name; *c; c++)
        if (*c == '/')
            *c = '-';
    return name;
}

static bool
is_utf8(const char *file)
{
    FILE *f = fopen(file, "r");
    char *line = NULL;
    size_t size = 0;
    bool sound = f != NULL;
    for (ssize_t n; sound && (n = getline(&line, &size, f)) > 0;)
        sound = !memchr(line, '\0', (size_t)n) &&
                !u8_check((const uint8_t *)line, (size_t)n);
    free(line);
    if (f)
        fclose(f);
    return sound;
}

/* One resource: the members of the template in their order, then those of the file. */
static json_t *
describe_file(struct data_package *p, json_t *root, json_t *from, const char *file,
              struct mem *run)
{
    static const char *const skip[] = {"path", "schema", "descriptions", NULL};
    const char *path = file + strlen(p->folder);
    const char *dot = strrchr(path, '.');
    struct where w = {p, path};
    json_t *out = json_object(), *schema = json_object_get(from, "schema"), *v;
    json_object_set_new(out, "name", json_string(name_from(path, run)));
    if (schema)
        json_object_set_new(out, "type", json_string("table"));
    json_object_set_new(out, "path", json_string(path));
    const char *name;
    json_object_foreach(from, name, v)
    {
        int i = 0;
        while (skip[i] && strcmp(skip[i], name))
            i++;
        if (!skip[i])
            json_object_set(out, name, v);
    }
    v = json_object_get(json_object_get(from, "descriptions"), path);
    if (v)
        json_object_set(out, "description", v);
    if (!json_object_get(out, "description"))
        wrong(w, "no description", mem_print(run, "one in %s", p->file));
    if (dot)
        json_object_set_new(out, "format", json_string(dot + 1));
    if (is_utf8(file))
        json_object_set_new(out, "encoding", json_string("utf-8"));
    char hex[DIGEST_HEX];
    long bytes;
    if (!data_package_digest(file, &bytes, hex))
        die(EX_NOINPUT, "%s: cannot be read: %s", file, strerror(errno));
    json_object_set_new(out, "bytes", json_integer(bytes));
    json_object_set_new(out, "hash", json_sprintf("sha256:%s", hex));
    if (json_is_string(schema)) {
        json_t *named = json_object_get(json_object_get(root, "schemas"),
                                        json_string_value(schema));
        if (!named)
            wrong(w, msg_quote(json_string_value(schema)), "the name of a schema");
        schema = named;
    }
    if (schema) {
        json_object_set_new(out, "rows", json_integer(count_rows(file, schema, run)));
        json_object_set(out, "schema", schema);
    }
    return out;
}

/* A file that a resource names outright is not one of those that a pattern stands for. */
static bool
is_named(json_t *list, const char *path, const char *pattern)
{
    size_t i;
    json_t *from;
    json_array_foreach(list, i, from)
    {
        const char *name = json_string_value(json_object_get(from, "path"));
        if (name && !strcmp(name, path))
            return strcmp(path, pattern) != 0;
    }
    return false;
}

/* The files that a path stands for; only the name in it may be a pattern. */
static char **
files_of(const struct data_package *p, const char *path, struct where w,
         struct mem *run, size_t *n)
{
    const char *slash = strrchr(path, '/');
    size_t folder = slash ? (size_t)(slash + 1 - path) : 0;
    char **file = folder_to_read(
        run, mem_print(run, "%s%.*s", p->folder, (int)folder, path), path + folder, n);
    if (!*n)
        wrong(w, mem_print(run, "%s matches no file", msg_quote(path)), "one");
    return file;
}

void
data_package_describe(FILE *out, struct mem *run, const char *template_file)
{
    struct data_package p;
    json_t *root = load(&p, run, template_file);
    struct where w = {&p, "resources"};
    json_t *list = array_of(root, "resources", w, run), *made = json_array(), *from;
    size_t i;
    json_array_foreach(list, i, from)
    {
        w.at = mem_print(run, "resources[%zu]", i);
        const char *path = need_text(from, "path", w, run);
        size_t n;
        char **file = files_of(&p, path, w, run, &n);
        for (size_t j = 0; j < n; j++)
            if (!is_named(list, file[j] + strlen(p.folder), path))
                json_array_append_new(made,
                                      describe_file(&p, root, from, file[j], run));
    }
    json_object_set_new(root, "resources", made);
    json_object_del(root, "schemas");
    if (json_dumpf(root, out, JSON_INDENT(2)))
        die(EX_IOERR, "the description cannot be written: %s", strerror(errno));
    putc('\n', out);
    json_decref(root);
}
