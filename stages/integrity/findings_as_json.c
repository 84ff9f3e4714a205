/* JSON with Frictionless's names. */
#include <jansson.h>

#include "integrity/findings_list.h"

static json_t *
finding_json(const struct findings *r, const struct finding *f)
{
    const struct findings_type *t = findings_type(f->type);
    json_t *o = json_object();
    json_object_set_new(o, "type", json_string(f->type));
    json_object_set_new(o, "title", json_string(t->title));
    json_object_set_new(o, "description", json_string(t->description));
    json_object_set_new(o, "message", json_string(findings_line(r, f)));
    json_object_set_new(o, "note", json_string(f->text));
    json_object_set_new(o, "severity", json_string(findings_word(r, f)));
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
counts_json(long errors, long warnings, long known)
{
    json_t *o = json_object();
    json_object_set_new(o, "errors", json_integer(errors));
    json_object_set_new(o, "warnings", json_integer(warnings));
    json_object_set_new(o, "known", json_integer(known));
    return o;
}

/* Adds finding f to the errors, or its line to the warnings, as Frictionless has them. */
static void
place_json(const struct findings *r, const struct finding *f, json_t *errors,
           json_t *warnings)
{
    if (!f->known && findings_severity(r, f) == SEVERITY_ERROR)
        json_array_append_new(errors, finding_json(r, f));
    else
        json_array_append_new(warnings, json_string(findings_line(r, f)));
}

static json_t *
task_json(struct findings *r, struct findings_listing *l, int table)
{
    const struct findings_table *t = &r->table[table];
    json_t *o = json_object(), *errors = json_array(), *warnings = json_array();
    json_t *stats = counts_json(t->errors, t->warnings, t->known);
    json_object_set_new(stats, "sha256", t->hash ? json_string(t->hash) : json_null());
    json_object_set_new(stats, "bytes", json_integer(t->bytes));
    json_object_set_new(stats, "fields", json_integer(t->fields));
    json_object_set_new(stats, "rows", json_integer(t->rows));
    for (long i = 0; i < r->findings; i++)
        if (r->finding[i].table == table && findings_lists(l, r, &r->finding[i]))
            place_json(r, &r->finding[i], errors, warnings);
    json_object_set_new(o, "name", json_string(t->name));
    json_object_set_new(o, "type", json_string(t->fields ? "table" : "file"));
    json_object_set_new(o, "valid", json_boolean(!t->errors));
    json_object_set_new(o, "place", json_string(t->file));
    json_object_set_new(o, "stats", stats);
    json_object_set_new(o, "warnings", warnings);
    json_object_set_new(o, "errors", errors);
    return o;
}

void
findings_as_json(struct findings *r, struct findings_listing *l)
{
    json_t *o = json_object(), *tasks = json_array(), *errors = json_array();
    json_t *warnings = json_array();
    json_t *stats = counts_json(r->errors, r->warnings, r->known);
    json_object_set_new(stats, "tasks", json_integer(r->tables));
    json_object_set_new(stats, "rules", json_integer(r->rules));
    if (r->unsummed)
        json_object_set_new(stats, "withoutChecksum", json_integer(r->unsummed));
    for (long i = 0; i < r->findings; i++)
        if (r->finding[i].table < 0 && findings_lists(l, r, &r->finding[i]))
            place_json(r, &r->finding[i], errors, warnings);
    for (int i = 0; i < r->tables; i++)
        json_array_append_new(tasks, task_json(r, l, i));
    for (int i = 0; i < l->n; i++)
        if (l->tally[i].listed < l->tally[i].all)
            json_array_append_new(
                warnings, json_sprintf("%s: %ld more not listed", l->tally[i].name,
                                       l->tally[i].all - l->tally[i].listed));
    for (int i = 0; i < r->rules; i++)
        if (r->rule[i].lacking)
            json_array_append_new(warnings, json_string(findings_lacking(r, i)));
    json_object_set_new(o, "valid", json_boolean(!r->errors));
    json_object_set_new(o, "stats", stats);
    json_object_set_new(o, "warnings", warnings);
    json_object_set_new(o, "errors", errors);
    json_object_set_new(o, "tasks", tasks);
    json_dumpf(o, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(o);
}
