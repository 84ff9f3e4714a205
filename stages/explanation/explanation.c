#include "explanation/explanation.h"

#include <unistd.h>

#include "program/msg.h"

void
explanation_check_made(const struct explanation *e, const char *file)
{
    if (access(file, R_OK))
        die(EX_NOINPUT, "%s: has not been made: %s", file,
            lineage_command(&e->line, file));
}

void
explanation_open_story(struct explanation *e)
{
    story_open(&e->story, e->m, &e->line, e->codes);
    e->story.body = &e->document.body;
    e->story.all = e->all;
}
