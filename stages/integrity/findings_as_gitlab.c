/* GitLab's report of code quality. All findings; those that exceptions cover when asked. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "integrity/findings_list.h"

static json_t *
issue(const struct findings *r, const struct finding *f)
{
    const char *file = findings_file(r, f);
    const char *severity = f->known                                      ? "info"
                           : findings_severity(r, f) == SEVERITY_WARNING ? "minor"
                                                                         : "major";
    return json_pack("{ss ss ss ss s{ss s{sI}}}", "description",
                     mem_print(r->run, "%s%s%s", f->column ? f->column : "",
                               f->column ? ": " : "", f->text),
                     "check_name", findings_name(r, f), "fingerprint",
                     findings_fingerprint(r, f), "severity", severity, "location",
                     "path", file + (strncmp(file, "./", 2) ? 0 : 2), "lines", "begin",
                     (json_int_t)(f->line ? f->line : 1));
}

void
findings_as_gitlab(struct findings *r, struct findings_listing *l)
{
    json_t *all = json_array();
    for (long i = 0; i < r->findings; i++)
        if (!r->finding[i].known || l->known)
            json_array_append_new(all, issue(r, &r->finding[i]));
    json_dumpf(all, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(all);
}
