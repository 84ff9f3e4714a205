#include "dataset/registers.h"

#include <string.h>
#include <unistd.h>

#include "table/table.h"

static void
read_all(struct registers *r, struct mem *run, const char *path,
         const char *const *need)
{
    struct table t;
    struct table_row row;
    struct period day;
    *r = (struct registers){0};
    if (!*path || (!strcmp(path, REGISTERS_FILE) && access(path, F_OK)))
        return;
    table_open(&t, run, path, need, TABLE_ANY);
    int code = table_find(&t, "code"), began = table_find(&t, "began");
    int owner = table_find(&t, "owner"), age = table_find(&t, "age");
    while (table_next(&t, &row)) {
        struct one_register one = {mem_copy(run, row.cell[code]),
                                   mem_copy(run, owner < 0 ? "" : row.cell[owner]),
                                   mem_copy(run, age < 0 ? "" : row.cell[age]),
                                   began >= 0 && *row.cell[began], 0};
        if (one.began && (!period_parse(row.cell[began], &day) || day.freq != 'D'))
            table_die(&t, &row, "began",
                      "%s is not a day, expected one like 2009-04-01",
                      msg_quote(row.cell[began]));
        one.day = one.began ? day.first : 0;
        r->item = mem_more(run, r->item, r->n, sizeof *r->item);
        r->item[r->n++] = one;
    }
    table_close(&t);
}

void
registers_open(struct registers *r, struct mem *run, const char *path)
{
    static const char *const need[] = {"code", NULL};
    read_all(r, run, path, need);
}

void
registers_open_owned(struct registers *r, struct mem *run, const char *path)
{
    static const char *const need[] = {"code", "owner", NULL};
    read_all(r, run, path, need);
}

static const struct one_register *
named(const struct registers *r, const char *code)
{
    for (size_t i = 0; i < r->n; i++)
        if (!strcmp(r->item[i].code, code))
            return &r->item[i];
    return NULL;
}

bool
registers_began(const struct registers *r, const char *code, long *day)
{
    const struct one_register *one = named(r, code);
    if (!one || !one->began)
        return false;
    *day = one->day;
    return true;
}

const char *
registers_owners(const struct registers *r, const char *code)
{
    const struct one_register *one = named(r, code);
    return one ? one->owner : "";
}

const char *
registers_age(const struct registers *r, const char *code)
{
    const struct one_register *one = named(r, code);
    return one ? one->age : "";
}

bool
registers_passes_on(const char *owners, const char *publisher, const char *of)
{
    size_t n = strlen(publisher);
    if (!*owners)
        return *of != '\0';
    for (const char *p = owners; *p; p += strcspn(p, ";"), p += strspn(p, "; "))
        if (strcspn(p, ";") == n && !strncmp(p, publisher, n))
            return false;
    return true;
}

bool
registers_relays(const struct registers *r, const char *code, const struct source *s)
{
    return registers_passes_on(registers_owners(r, code), s->publisher, s->of);
}
