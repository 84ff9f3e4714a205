#include "provenance/prov.h"

#include <errno.h>
#include <string.h>

#include "dataset/data_package.h"

#define CODE "attest:code"

static struct mem *
arena(const struct prov *p)
{
    return p->story->m;
}

/* A name within attest: what PROV-N does not admit in a name is written %XX. */
static const char *
name_of(const struct prov *p, const char *text)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                "0123456789_-./@#+";
    char *out = mem_get(arena(p), 3 * strlen(text) + 1), *o = out;
    for (; *text; text++) {
        if (strchr(plain, *text))
            *o++ = *text;
        else
            o += snprintf(o, 4, "%%%02X", (unsigned char)*text);
    }
    return mem_print(arena(p), "attest:%s", out);
}

static const char *
file_id(const struct prov *p, const char *file)
{
    return name_of(p, file);
}

static const char *
step_id(const struct prov *p, const struct line_step *s)
{
    return name_of(p, mem_print(arena(p), "%s/step-%zu", s->pipe->file, s->number));
}

static const char *
row_id(const struct prov *p, size_t row)
{
    const struct lineage *l = p->story->line;
    const struct line_row *r = &l->row[row];
    const struct line_table *t = &l->table[r->table];
    if (t->file)
        return name_of(p, mem_print(arena(p), "%s#%ld", t->file, r->line));
    return mem_print(arena(p), "%s#%ld", step_id(p, l->step[t->step]), r->line);
}

static void
put(json_t *object, const char *name, const char *text)
{
    json_object_set_new(object, name, json_string(text));
}

/* A relation between two or three things; empty names are left out. */
static json_t *
relate(const struct prov *p, json_t *relation, const char *mark,
       const char *const pair[])
{
    json_t *r = json_object();
    for (int i = 0; pair[i]; i += 2)
        put(r, pair[i], pair[i + 1]);
    json_object_set_new(
        relation, mem_print(arena(p), "_:%s%zu", mark, json_object_size(relation) + 1),
        r);
    return r;
}

static void
put_type(json_t *object, const char *type)
{
    json_t *name = json_object();
    put(name, "$", type);
    put(name, "type", "prov:QUALIFIED_NAME");
    json_object_set_new(object, "prov:type", name);
}

static json_t *
thing(json_t *in, const char *id, const char *type)
{
    json_t *t = json_object();
    put_type(t, type);
    json_object_set_new(in, id, t);
    return t;
}

/* A source, its publisher, and that the one is the other's; returns the source's name. */
static const char *
add_source(struct prov *p, const char *source)
{
    size_t n;
    const struct source *s = sources_next(&p->story->line->cite, source, &n);
    const char *id = name_of(
        p, mem_print(arena(p), "source/%.*s", (int)strcspn(source, "@+"), source));
    if (!s || json_object_get(p->entity, id))
        return id;
    json_t *e = thing(p->entity, id, "attest:Source");
    put(e, "prov:label", s->title);
    put(e, "attest:publisher", s->publisher);
    put(e, "attest:published", *s->published ? s->published : "undated");
    put(e, "attest:url", s->url);
    put(e, "attest:grade", s->grade);
    const char *who = name_of(p, mem_print(arena(p), "publisher/%s", s->publisher));
    if (!json_object_get(p->agent, who))
        put(thing(p->agent, who, "prov:Organization"), "prov:label", s->publisher);
    relate(p, p->attributed, "a",
           (const char *[]){"prov:entity", id, "prov:agent", who, NULL});
    return id;
}

/* A row with its cells; one of a dataset is somebody's statement. */
static json_t *
add_row(struct prov *p, size_t row)
{
    const struct lineage *l = p->story->line;
    const struct line_row *r = &l->row[row];
    const struct line_table *t = &l->table[r->table];
    bool stated = lineage_is_origin(l, row);
    const char *id = row_id(p, row);
    json_t *e = thing(p->entity, id, stated ? "attest:Statement" : "attest:Row");
    if (t->file)
        put(e, "attest:file", t->file);
    json_object_set_new(e, "attest:line", json_integer(r->line));
    for (int c = 0; c < t->tab.n; c++)
        if (*r->cell[c])
            put(e, mem_print(arena(p), "attest:%s", t->tab.column[c]), r->cell[c]);
    if (!stated)
        return e;
    json_t *d = relate(
        p, p->derived, "d",
        (const char *[]){"prov:generatedEntity", id, "prov:usedEntity",
                         add_source(p, lineage_cell(l, row, TABLE_SOURCE)), NULL});
    put_type(d, "prov:PrimarySource");
    return e;
}

static void
add_files(struct prov *p)
{
    char hex[DIGEST_HEX];
    long bytes;
    for (const char **file = story_read(p->story); *file; file++) {
        json_t *e = thing(p->entity, file_id(p, *file), "attest:File");
        if (!data_package_digest(*file, &bytes, hex))
            die(EX_NOINPUT, "%s: cannot be read: %s", *file, strerror(errno));
        put(e, "attest:sha256", hex);
        json_object_set_new(e, "attest:bytes", json_integer(bytes));
    }
}

/* A stage, the files that it read, and which of its rows was made of which. */
static void
add_step(struct prov *p, const struct line_step *s)
{
    const struct lineage *l = p->story->line;
    const struct line_table *t = &l->table[s->output];
    const char *id = step_id(p, s);
    json_t *a = NULL;
    for (size_t i = t->first; i < t->first + t->n; i++) {
        if (!p->story->mark[i])
            continue;
        if (!a)
            a = thing(p->activity, id, "attest:Stage");
        const char *row = row_id(p, i);
        relate(p, p->generated, "g",
               (const char *[]){"prov:entity", row, "prov:activity", id, NULL});
        for (size_t k = 0; k < l->row[i].n; k++)
            relate(p, p->derived, "d",
                   (const char *[]){"prov:generatedEntity", row, "prov:usedEntity",
                                    row_id(p, l->row[i].from[k]), "prov:activity", id,
                                    NULL});
    }
    if (!a)
        return;
    put(a, "prov:label", s->stage.text);
    relate(p, p->with, "w",
           (const char *[]){"prov:activity", id, "prov:agent", CODE, NULL});
    for (size_t k = 0; k < s->inputs; k++)
        if (l->table[s->input[k]].step < 0)
            relate(p, p->used, "u",
                   (const char *[]){"prov:activity", id, "prov:entity",
                                    file_id(p, l->table[s->input[k]].file), NULL});
    for (size_t k = 0; k < s->files; k++)
        relate(p, p->used, "u",
               (const char *[]){"prov:activity", id, "prov:entity",
                                file_id(p, s->file[k]), NULL});
}

/* What was said and not taken, with the reason. */
static void
add_rivals(struct prov *p)
{
    const struct lineage *l = p->story->line;
    for (size_t i = 0; i < l->passed_n; i++) {
        const struct line_passed *x = &l->passed[i];
        if (!story_is_rival(p->story, x) ||
            json_object_get(p->entity, row_id(p, x->row)))
            continue;
        json_t *e = add_row(p, x->row);
        put(e, "attest:notTaken", x->why);
        if (x->instead != LINE_NONE)
            put(e, "attest:instead", row_id(p, x->instead));
    }
}

void
prov_open(struct prov *p, struct story *y, const char *command)
{
    const struct lineage *l = y->line;
    *p = (struct prov){.story = y,
                       .entity = json_object(),
                       .activity = json_object(),
                       .agent = json_object(),
                       .generated = json_object(),
                       .used = json_object(),
                       .derived = json_object(),
                       .attributed = json_object(),
                       .with = json_object()};
    json_t *code = thing(p->agent, CODE, "prov:SoftwareAgent");
    put(code, "prov:label", story_code(y->m));
    put(code, "attest:command", command);
    for (size_t i = 0; i < l->rows; i++)
        if (y->mark[i])
            add_row(p, i);
    add_rivals(p);
    add_files(p);
    for (int i = 0; i < l->steps; i++)
        add_step(p, l->step[i]);
}

void
prov_add(struct prov *p, size_t row, const char *name, const char *text)
{
    put(json_object_get(p->entity, row_id(p, row)), name, text);
}

void
prov_say(struct prov *p, const char *id, const char *const members[],
         const size_t row[], size_t n)
{
    const char *name = name_of(p, id);
    json_t *e = thing(p->entity, name, "attest:Verdict");
    for (int i = 0; members[i]; i += 2)
        put(e, members[i], members[i + 1]);
    for (size_t i = 0; i < n; i++)
        relate(p, p->derived, "d",
               (const char *[]){"prov:generatedEntity", name, "prov:usedEntity",
                                row_id(p, row[i]), NULL});
}

void
prov_write(struct prov *p)
{
    json_t *root = json_object(), *prefix = json_object();
    put(prefix, "prov", "http://www.w3.org/ns/prov#");
    put(prefix, "attest", "urn:attest:");
    json_object_set_new(root, "prefix", prefix);
    json_object_set_new(root, "entity", p->entity);
    json_object_set_new(root, "activity", p->activity);
    json_object_set_new(root, "agent", p->agent);
    json_object_set_new(root, "wasGeneratedBy", p->generated);
    json_object_set_new(root, "used", p->used);
    json_object_set_new(root, "wasDerivedFrom", p->derived);
    json_object_set_new(root, "wasAttributedTo", p->attributed);
    json_object_set_new(root, "wasAssociatedWith", p->with);
    json_dumpf(root, stdout, JSON_INDENT(1));
    putchar('\n');
    json_decref(root);
}
