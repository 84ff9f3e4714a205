/* Annotations of a GitHub workflow. */
#include <stdio.h>
#include <string.h>

#include "integrity/findings_list.h"

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

void
findings_as_github(struct findings *r, struct findings_listing *l)
{
    for (long i = 0; i < r->findings; i++) {
        struct finding *f = &r->finding[i];
        if (!findings_lists(l, r, f))
            continue;
        const char *word = findings_word(r, f);
        printf("::%s file=", f->known ? "notice" : word);
        /* A code host knows files from its root, where it should run. */
        const char *file = findings_file(r, f);
        print_command(file + (strncmp(file, "./", 2) ? 0 : 2), true);
        if (f->line)
            printf(",line=%ld", f->line);
        printf(",title=");
        print_command(findings_name(r, f), true);
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
    findings_put_lacking(r, "::notice title=missing parts::");
    printf("%s\n", findings_summary(r));
}
