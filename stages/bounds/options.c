#include "bounds/bounds.h"

#include <string.h>

struct bounds bounds;

void
bounds_options(const struct opt_list *admit, const char *contradictions,
               struct mem *run)
{
    bounds.admissions = admit->n;
    bounds.admission = mem_array(run, admit->n + 1, sizeof *bounds.admission);
    for (size_t i = 0; i < admit->n; i++) {
        const char *text = admit->item[i];
        char *from = mem_copy(run, text), *to = strchr(from, ':');
        if (!to || to == from || !to[1])
            usage("--admit: %s, expected FROM:TO or FROM/UNIT:TO/UNIT",
                  msg_quote(text));
        *to++ = '\0';
        char *from_unit = strchr(from, '/'), *to_unit = strchr(to, '/');
        if (!from_unit != !to_unit)
            usage("--admit: %s names one unit, expected both or none", msg_quote(text));
        if (from_unit) {
            *from_unit++ = '\0';
            *to_unit++ = '\0';
        }
        if (!strcmp(from, to))
            usage("--admit: %s admits a register to itself", msg_quote(text));
        bounds.admission[i] = (struct admission){from, from_unit, to, to_unit, text, 0};
    }
    if (!strcmp(contradictions, "keep"))
        bounds.keep = true;
    else if (strcmp(contradictions, "stop"))
        usage("--contradictions: %s is unknown, expected stop or keep",
              msg_quote(contradictions));
}
