#include "vintages/owners.h"

#include "dataset/registers.h"

static struct registers registers;

void
owners_read(struct mem *run)
{
    registers_open_owned(&registers, run, vintages.registers);
}

const char *
owners_of(const struct table_row *row)
{
    return vintages.register_at < 0
               ? ""
               : registers_owners(&registers, row->cell[vintages.register_at]);
}

bool
is_relay(const struct source *s, const char *owners)
{
    return registers_passes_on(owners, s->publisher, s->of);
}
