#include "microdata/recode.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "microdata/groups.h"
#include "microdata/keyed_hash.h"
#include "program/characters.h"
#include "program/num.h"
#include "program/texts.h"
#include "table/csv_in.h"
#include "table/period.h"

#define FIRST_SLOTS ((size_t)1 << 6)
#define SLOT_TEXT CSV_SLACK /* bytes of a text that a slot holds */
#define FIRST_YEAR 1900     /* days of 200 years have a place of their own */
#define YEARS 200
#define YEAR_DAYS 372 /* of twelve months of 31 days */
#define DAYS ((size_t)YEARS * YEAR_DAYS)
#define TEXT_MAX ((size_t)1 << 8) /* bytes of a text that is kept */

/* A text by its hash, its length and its 16 bytes, zeros behind its end; one of more than
 * SLOT_TEXT bytes by its hash and place. */
struct kept {
    uint64_t hash, first;
    union {
        uint64_t last;
        const char *text;
    };
    uint32_t n, code; /* the place of its code plus 1; 0 is a free slot */
};

struct recode {
    const struct tally_column *column;
    const struct lookup *names;
    const struct header_names *header;
    const char *own; /* the name of the field, or of several, joined by '+' */
    struct mem kept_mem, now_mem;
    struct kept *slot;
    size_t slots, texts;
    struct code *code;     /* each once, but for those that are refused */
    uint32_t n, room, ids; /* of code[]; codes with an id */
    uint32_t *of_id;       /* the place of the code with this id */
    struct groups *codes;  /* their texts, each with a number */
    struct code now;       /* of a text that is not kept */
    uint16_t *day; /* of a day as YYYY-MM-DD the place of its code plus 1, or 0 */
};

static void
clear_slots(struct recode *r, size_t slots)
{
    r->slot = calloc(slots, sizeof *r->slot);
    if (!r->slot)
        die(EX_OSERR, "out of memory: %zu texts of one field", slots);
    r->slots = slots;
}

struct recode *
recode_new(struct mem *run, const struct tally_column *column,
           const struct lookup *names, const struct header_names *header)
{
    struct recode *r = mem_get(run, sizeof *r);
    r->column = column;
    r->names = names;
    r->header = header;
    r->own = texts_join(run, column->field, column->fields, "+");
    r->codes = groups_new(SIZE_MAX);
    clear_slots(r, FIRST_SLOTS);
    if (column->kind == COLUMN_PERIOD)
        r->day = calloc(DAYS, sizeof *r->day);
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
plain_code(struct recode *r, const char *text)
{
    if (!*text)
        return refuse("an empty cell, expected a code, or a `map` of the empty text");
    size_t column;
    if (strchr(text, '\t') || characters_fault(text, strlen(text), &column))
        return refuse("control characters, or such as let text read in another order");
    if (header_names_is(r->header, &r->now_mem, text, r->own))
        return refuse("the name of the field: a header in the middle of the file?");
    if (header_names_has(r->header, &r->now_mem, text))
        return refuse("the name of another field: a header in the middle of the "
                      "file? `map` it when it is a code");
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

static inline uint64_t
word(const void *text)
{
    uint64_t w;
    memcpy(&w, text, sizeof w);
    return w;
}

__extension__ typedef unsigned __int128 product128;

/* A keyed hash of 16 bytes: the halves of one product, as in wyhash and XXH3. */
static inline uint64_t
short_hash(uint64_t first, uint64_t last, size_t n)
{
    product128 product = (product128)(first ^ word(hash_secret)) *
                         (last ^ word(hash_secret + 8) ^ n * 0x9e3779b97f4a7c15u);
    uint64_t hash = (uint64_t)product ^ (uint64_t)(product >> 64);
    return hash ^ hash >> 32;
}

/* The text as a slot would hold it. A short one is read at once with what stands behind it
 * (CSV_SLACK), which is masked: lengths are foreseen badly. */
static inline struct kept
kept_of(const char *text, size_t n)
{
    static const uint64_t mask[] = {~(uint64_t)0, ~(uint64_t)0, 0, 0};
    struct kept k = {.n = (uint32_t)n};
    if (n > SLOT_TEXT) {
        k.hash = keyed_hash(text, n);
        k.text = text;
        return k;
    }
    const char *kept = (const char *)mask + (SLOT_TEXT - n);
    k.first = word(text) & word(kept);
    k.last = word(text + 8) & word(kept + 8);
    k.hash = short_hash(k.first, k.last, n);
    return k;
}

/* A word of text whose first byte is the lowest. */
static inline uint64_t
little(uint64_t w)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return __builtin_bswap64(w);
#else
    return w;
#endif
}

static inline bool
is_kept(const struct kept *a, const struct kept *b)
{
    if (b->n > SLOT_TEXT)
        return a->hash == b->hash && a->n == b->n && !memcmp(a->text, b->text, a->n);
    return !((a->first ^ b->first) | (a->last ^ b->last) | (a->n ^ b->n));
}

/* The slot of a text, or the free one where it would stand. */
static inline struct kept *
slot_of(const struct recode *r, const struct kept *k)
{
    size_t s = k->hash & (r->slots - 1);
    while (r->slot[s].code && !is_kept(&r->slot[s], k))
        s = (s + 1) & (r->slots - 1);
    return &r->slot[s];
}

static void
more_slots(struct recode *r)
{
    struct kept *old = r->slot;
    size_t n = r->slots;
    clear_slots(r, 2 * n);
    for (size_t i = 0; i < n; i++)
        if (old[i].code)
            *slot_of(r, &old[i]) = old[i];
    free(old);
}

/* The code that was found now among those that are kept; returns its place. */
static uint32_t
keep_code(struct recode *r)
{
    uint32_t id = 0;
    if (r->now.text) {
        id = 1 + groups_number(r->codes, r->now.text, r->now.n);
        if (id <= r->ids)
            return r->of_id[id - 1];
    }
    if (r->n == r->room) {
        r->room = r->room ? 2 * r->room : 64;
        r->code = realloc(r->code, r->room * sizeof *r->code);
        r->of_id = realloc(r->of_id, r->room * sizeof *r->of_id);
        if (!r->code || !r->of_id)
            die(EX_OSERR, "out of memory: %u codes of one field", r->room);
    }
    struct code *c = &r->code[r->n];
    *c = r->now;
    if (id) {
        c->id = id;
        c->text = mem_text(&r->kept_mem, c->text, c->n);
        r->of_id[r->ids++] = r->n;
    }
    return r->n++;
}

static const struct code *
keep(struct recode *r, struct kept k, const char *text)
{
    if (4 * (r->texts + 1) > 3 * r->slots)
        more_slots(r);
    uint32_t place = keep_code(r);
    if (k.n > SLOT_TEXT)
        k.text = mem_text(&r->kept_mem, text, k.n);
    k.code = place + 1;
    *slot_of(r, &k) = k;
    r->texts++;
    return &r->code[place];
}

/* Two digits of a number whose bytes are digits. */
static inline unsigned
pair(uint64_t digits, int first)
{
    return (unsigned)(10 * (digits >> 8 * first & 15) +
                      (digits >> 8 * (first + 1) & 15));
}

/* The place of a text YYYY-MM-DD in day[]; DAYS for any other. Whether there is such a day is
 * for find_code to say, once for each text. */
static inline size_t
day_of(const char *text)
{
    /* Each byte less '0', or '-': above 9 and above 0 where there is something else. */
    uint64_t head = little(word(text)) ^ 0x2d30302d30303030u;
    uint64_t tail = little(word(text + 2)) >> 48 ^ 0x3030u;
    uint64_t wrong = (head | (head + 0x7f76767f76767676u) | tail | (tail + 0x7676u)) &
                     0x8080808080808080u;
    unsigned year = 100 * pair(head, 0) + pair(head, 2) - FIRST_YEAR;
    unsigned month = pair(head, 5) - 1, day = pair(tail, 0) - 1;
    bool there = !wrong && year < YEARS && month < 12 && day < 31;
    return there ? (size_t)year * YEAR_DAYS + month * 31 + day : DAYS;
}

static const struct code *
look_up(struct recode *r, const char *text, size_t n)
{
    struct kept k = kept_of(text, n);
    const struct kept *there = slot_of(r, &k);
    if (there->code)
        return &r->code[there->code - 1];
    mem_reset(&r->now_mem);
    r->now = find_code(r, text);
    if (r->texts + 1 == RECODE_IDS || n > TEXT_MAX)
        return &r->now;
    return keep(r, k, text);
}

const struct code *
recode(struct recode *r, const char *text, size_t n)
{
    size_t day = r->day && n == 10 ? day_of(text) : DAYS;
    if (day < DAYS && r->day[day])
        return &r->code[r->day[day] - 1];
    const struct code *c = look_up(r, text, n);
    if (day < DAYS && c != &r->now && c - r->code < UINT16_MAX)
        r->day[day] = (uint16_t)(c - r->code + 1);
    return c;
}

/* The place of the code of a text that is kept plus 1, or 0. */
static inline uint32_t
text_place(const struct recode *r, const struct csv_span *text)
{
    struct kept k = kept_of(text->text, text->n);
    return slot_of(r, &k)->code;
}

static inline void
add_id(const struct recode *r, uint32_t place, uint64_t *id, unsigned char *mark)
{
    const struct code *c = place ? &r->code[place - 1] : NULL;
    uint32_t known = c ? c->id : 0;
    if (!known)
        *mark |= c && c->what == RECODE_LEAVE ? RECODE_LEFT : RECODE_UNKNOWN;
    *id = *id * RECODE_IDS + known;
}

void
recode_ids(const struct recode *r, const struct csv_span *text, size_t n, uint64_t *id,
           unsigned char *mark)
{
    if (!r->day) {
        for (size_t i = 0; i < n; i++)
            add_id(r, text_place(r, &text[i]), &id[i], &mark[i]);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        size_t day = text[i].n == 10 ? day_of(text[i].text) : DAYS;
        uint32_t place = day < DAYS ? r->day[day] : 0;
        add_id(r, place ? place : text_place(r, &text[i]), &id[i], &mark[i]);
    }
}

const struct code *
recode_of(const struct recode *r, uint32_t id)
{
    return &r->code[r->of_id[id - 1]];
}

void
recode_free(struct recode *r)
{
    free(r->slot);
    free(r->day);
    free(r->code);
    free(r->of_id);
    groups_free(r->codes);
    mem_release(&r->kept_mem);
    mem_release(&r->now_mem);
}
