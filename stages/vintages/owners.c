#include "vintages/owners.h"

#include <string.h>
#include <unistd.h>

#include "dataset/registers.h"

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
    if (!strcmp(vintages.registers, REGISTERS_FILE) && access(vintages.registers, F_OK))
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
    return registers_passes_on(owners, s->publisher, s->of);
}
