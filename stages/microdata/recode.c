#include "microdata/recode.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "microdata/groups.h"
#include "program/num.h"
#include "table/period.h"

#define SLOTS ((size_t)2 * RECODE_IDS)
#define TEXT_MAX ((size_t)1 << 8) /* bytes of a text that is kept */

struct kept {
    uint64_t hash;
    const char *text;
    size_t n;
    struct code code;
};

struct recode {
    const struct tally_column *column;
    const struct lookup *names;
    struct mem kept_mem, now_mem;
    uint32_t slot[SLOTS]; /* number of a kept text plus 1; 0 is free */
    struct kept *kept;
    uint32_t n, room;
    struct groups *codes; /* of the texts that are kept, each with a number */
    struct code now;      /* of a text that is not kept */
};

struct recode *
recode_new(struct mem *run, const struct tally_column *column,
           const struct lookup *names)
{
    struct recode *r = mem_get(run, sizeof *r);
    r->column = column;
    r->names = names;
    r->codes = groups_new(SIZE_MAX);
    return r;
}

static struct code
refuse(const char *why)
{
    return (struct code){RECODE_REJECT, 0, NULL, 0, why};
}

static struct code
found(const char *code)
{
    return (struct code){RECODED, 0, code, strlen(code), NULL};
}

/* The period of a coarser or the same frequency that holds the one in the text. */
static struct code
period_code(struct recode *r, const char *text)
{
    static const char order[] = "AQMD";
    struct period p;
    char out[PERIOD_MAX];
    long year, month, day;
    if (!period_parse(text, &p) || p.freq == 'I')
        return refuse("expected a year, quarter, month or day such as 2017-05-17");
    char freq = r->column->freq;
    if (strchr(order, p.freq) < strchr(order, freq))
        return refuse("a period that is longer than those that are counted");
    period_civil(p.first, &year, &month, &day);
    long index = freq == 'A'   ? year
                 : freq == 'Q' ? 4 * year + (month - 1) / 3
                 : freq == 'M' ? 12 * year + month - 1
                               : p.first;
    if (freq == p.freq)
        return found(text);
    period_text(freq, index, out);
    return found(mem_copy(&r->now_mem, out));
}

static struct code
band_code(const struct recode *r, const char *text)
{
    double x;
    if (!num_parse(text, &x))
        return refuse("expected a number, or a text that is mapped");
    for (size_t i = 0; i < r->column->bands; i++)
        if (x >= r->column->band[i].low && x <= r->column->band[i].high)
            return found(r->column->band[i].code);
    return refuse("a number in none of the bands");
}

static struct code
plain_code(const struct recode *r, const char *text)
{
    if (!*text)
        return refuse("an empty cell, expected a code, or a `map` of the empty text");
    for (const char *p = text; *p; p++)
        if ((unsigned char)*p < ' ' || *p == 0x7f)
            return refuse("control characters");
    if (r->column->total && !strcmp(text, r->column->total))
        return refuse("the code of the total, in a single record");
    return found(text);
}

static struct code
find_code(struct recode *r, const char *text)
{
    const struct tally_column *c = r->column;
    for (size_t i = 0; i < c->maps; i++)
        if (!strcmp(c->map[i].text, text))
            return c->map[i].code ? found(c->map[i].code)
                                  : (struct code){RECODE_LEAVE, 0, NULL, 0, NULL};
    if (c->kind == COLUMN_PERIOD)
        return period_code(r, text);
    if (c->bands)
        return band_code(r, text);
    if (!c->list)
        return plain_code(r, text);
    const char *pair, *code = lookup_find(r->names, &r->now_mem, text, &pair);
    return code ? found(code) : refuse("a name that the code list does not have");
}

/* The place of a text: of its number, or a free one. */
static size_t
slot_of(const struct recode *r, uint64_t hash, const char *text, size_t n)
{
    size_t s = hash & (SLOTS - 1);
    for (; r->slot[s]; s = (s + 1) & (SLOTS - 1)) {
        const struct kept *k = &r->kept[r->slot[s] - 1];
        if (k->hash == hash && k->n == n && !memcmp(k->text, text, n))
            break;
    }
    return s;
}

static const struct code *
keep(struct recode *r, size_t slot, uint64_t hash, const char *text, size_t n)
{
    if (r->n == r->room) {
        r->room = r->room ? 2 * r->room : 64;
        r->kept = realloc(r->kept, r->room * sizeof *r->kept);
        if (!r->kept)
            die(EX_OSERR, "out of memory: %u texts of one field", r->room);
    }
    struct kept *k = &r->kept[r->n++];
    r->slot[slot] = r->n;
    *k = (struct kept){hash, mem_text(&r->kept_mem, text, n), n, r->now};
    if (k->code.text) {
        k->code.text = mem_text(&r->kept_mem, k->code.text, k->code.n);
        k->code.id = 1 + groups_number(r->codes, k->code.text, k->code.n);
    }
    return &k->code;
}

const struct code *
recode(struct recode *r, const char *text, size_t n)
{
    uint64_t hash = groups_hash(text, n);
    size_t slot = slot_of(r, hash, text, n);
    if (r->slot[slot])
        return &r->kept[r->slot[slot] - 1].code;
    mem_reset(&r->now_mem);
    r->now = find_code(r, text);
    if (r->n + 1 == RECODE_IDS || n > TEXT_MAX)
        return &r->now;
    return keep(r, slot, hash, text, n);
}

void
recode_free(struct recode *r)
{
    free(r->kept);
    groups_free(r->codes);
    mem_release(&r->kept_mem);
    mem_release(&r->now_mem);
}
