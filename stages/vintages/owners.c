#include "vintages/owners.h"

#include <string.h>
#include <unistd.h>

/* Whose the figures of a register are. */
struct owner {
    const char *code, *publishers;
};

static struct owner *owner;
static size_t n_owners;

void
owners_read(struct mem *run)
{
    static const char *const columns[] = {"code", "owner", NULL};
    struct table t;
    struct table_row row;
    if (!strcmp(vintages.registers, "datasets/codes/register.csv") &&
        access(vintages.registers, F_OK))
        return;
    table_open(&t, run, vintages.registers, columns, TABLE_ANY);
    while (table_next(&t, &row)) {
        const char *code = row.cell[table_find(&t, "code")];
        const char *publishers = row.cell[table_find(&t, "owner")];
        if (!*publishers)
            continue;
        owner = mem_more(run, owner, n_owners, sizeof *owner);
        owner[n_owners++] =
            (struct owner){mem_copy(run, code), mem_copy(run, publishers)};
    }
    table_close(&t);
}

const char *
owners_of(const struct table_row *row)
{
    for (size_t i = 0; vintages.register_at >= 0 && i < n_owners; i++)
        if (!strcmp(owner[i].code, row->cell[vintages.register_at]))
            return owner[i].publishers;
    return NULL;
}

bool
is_relay(const struct publication *s, const char *owners)
{
    size_t n = strlen(s->publisher);
    if (!owners)
        return *s->of != '\0';
    for (const char *p = owners; *p; p += strcspn(p, ";"), p += strspn(p, "; "))
        if (strcspn(p, ";") == n && !strncmp(p, s->publisher, n))
            return false;
    return true;
}
