#include "document/formats.h"

#include <string.h>

#include "document/render.h"
#include "program/stage.h"

#define FORMAT(name, page) {#name, page, render_##name},
static const struct doc_format formats[] = {DOC_FORMATS(FORMAT){0}};

static const struct doc_format *
named(const char *name)
{
    for (const struct doc_format *f = formats; f->name; f++)
        if (!strcmp(name, f->name))
            return f;
    return NULL;
}

static _Noreturn void
refuse(const char *name, const char *const also[])
{
    char all[256] = "";
    for (int i = 0; also && also[i]; i++)
        if (!named(also[i]))
            snprintf(all + strlen(all), sizeof all - strlen(all), " %s", also[i]);
    usage("--format: %s is unknown, expected " DOC_FORMATS_HELP "%s", msg_quote(name),
          all);
}

const struct doc_format *
document_format(const char *name, const char *const also[])
{
    for (int i = 0; also && also[i]; i++)
        if (!strcmp(name, also[i]))
            return NULL;
    const struct doc_format *f = named(name);
    if (!f)
        refuse(name, also);
    return f;
}
