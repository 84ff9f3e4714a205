/* One finding a line, as compilers print them; rows of which the same is said in one. */
#include <stdio.h>

#include "integrity/findings_list.h"

void
findings_as_text(struct findings *r, struct findings_listing *l)
{
    for (long i = 0; i < r->findings; i++)
        if (findings_lists(l, r, &r->finding[i]))
            printf("%s%s\n", findings_line(r, &r->finding[i]),
                   findings_more(r, l, &r->finding[i]));
    for (int i = 0; i < l->n; i++)
        if (l->tally[i].listed < l->tally[i].all)
            printf("%s: %ld more not listed (--limit=0 lists all)\n", l->tally[i].name,
                   l->tally[i].all - l->tally[i].listed);
    findings_put_lacking(r, "");
    printf("%s\n", findings_summary(r));
}
