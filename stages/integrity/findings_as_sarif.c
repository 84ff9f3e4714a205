/* SARIF 2.1.0. All findings, those that exceptions cover as suppressed. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "integrity/findings_list.h"

static json_t *
message(const char *text)
{
    return json_pack("{ss}", "text", text);
}

static json_t *
location(const struct findings *r, const struct finding *f)
{
    const char *file = findings_file(r, f);
    json_t *physical = json_pack("{s{ss}}", "artifactLocation", "uri",
                                 file + (strncmp(file, "./", 2) ? 0 : 2));
    if (f->line)
        json_object_set_new(physical, "region",
                            json_pack("{sI}", "startLine", (json_int_t)f->line));
    return json_pack("[{so}]", "physicalLocation", physical);
}

static json_t *
result(const struct findings *r, const struct finding *f)
{
    const char *column = f->column ? f->column : "", *colon = f->column ? ": " : "";
    json_t *o = json_pack(
        "{ss ss so so s{ss}}", "ruleId", findings_name(r, f), "level",
        findings_severity(r, f) == SEVERITY_WARNING ? "warning" : "error", "message",
        message(mem_print(r->run, "%s%s%s", column, colon, f->text)), "locations",
        location(r, f), "partialFingerprints", "attest/v1", findings_fingerprint(r, f));
    if (f->known)
        json_object_set_new(o, "suppressions", json_pack("[{ss}]", "kind", "external"));
    return o;
}

/* Rules of figures, and the types of other findings that occur. */
static json_t *
descriptors(const struct findings *r)
{
    json_t *all = json_array(), *seen = json_object();
    for (int i = 0; i < r->rules; i++) {
        const struct findings_rule *u = &r->rule[i];
        json_array_append_new(all, json_pack("{ss so}", "id", u->name,
                                             "shortDescription", message(u->says)));
    }
    for (long i = 0; i < r->findings; i++) {
        const struct finding *f = &r->finding[i];
        if (f->rule >= 0 || json_object_get(seen, f->type))
            continue;
        json_object_set_new(seen, f->type, json_true());
        json_array_append_new(all,
                              json_pack("{ss so}", "id", f->type, "shortDescription",
                                        message(findings_type(f->type)->description)));
    }
    json_decref(seen);
    return all;
}

void
findings_as_sarif(struct findings *r, struct findings_listing *l)
{
    json_t *results = json_array();
    (void)l;
    for (long i = 0; i < r->findings; i++)
        json_array_append_new(results, result(r, &r->finding[i]));
    json_t *run =
        json_pack("{s{s{ss ss so}} so}", "tool", "driver", "name", "attest", "version",
                  ATTEST_VERSION, "rules", descriptors(r), "results", results);
    json_t *o = json_pack("{ss ss s[o]}", "$schema",
                          "https://json.schemastore.org/sarif-2.1.0.json", "version",
                          "2.1.0", "runs", run);
    json_dumpf(o, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(o);
}
