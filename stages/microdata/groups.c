#include "microdata/groups.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "microdata/keyed_hash.h"
#include "program/msg.h"

#define LIMIT_LEAST ((size_t)1 << 20) /* less would be nothing but temporary files */
#define FIRST_SLOTS ((size_t)1 << 10)
#define TEXT_BLOCK ((size_t)1 << 16)
#define RUNS_MAX 64 /* so many are merged at once */

struct entry {
    const char *key;
    uint64_t hash;
    uint32_t n, number; /* bytes of the key; place of its amount */
};

struct block {
    struct block *next;
    char text[];
};

/* One sorted run on its way back. */
struct run {
    FILE *f;
    char *key;
    size_t n, size;
    amount128 amount;
    bool any;
};

struct groups {
    size_t limit, held;
    struct entry *entry; /* in order of their numbers, until they are sorted */
    amount128 *amount;   /* by number */
    size_t entries, entry_room;
    uint32_t *slot; /* number of an entry plus 1; 0 is free */
    size_t slots;
    struct block *block;
    size_t block_left;
    struct run run[RUNS_MAX];
    size_t runs, written;
    size_t at; /* of the entries, when there are no runs */
    char *merged;
    size_t merged_room;
};

unsigned char hash_secret[HASH_SECRET];
static pthread_once_t secret_once = PTHREAD_ONCE_INIT;

static void
draw_secret(void)
{
    if (getrandom(hash_secret, sizeof hash_secret, 0) != (ssize_t)sizeof hash_secret)
        die(EX_OSERR, "the system gives no random bytes: %s", strerror(errno));
}

static void *
grown(void *old, size_t bytes)
{
    void *p = realloc(old, bytes);
    if (!p)
        die(EX_OSERR, "out of memory: %zu bytes wanted", bytes);
    return p;
}

static void
clear_slots(struct groups *g, size_t slots)
{
    free(g->slot);
    g->slot = calloc(slots, sizeof *g->slot);
    if (!g->slot)
        die(EX_OSERR, "out of memory: %zu bytes wanted", slots * sizeof *g->slot);
    g->slots = slots;
}

struct groups *
groups_new(size_t limit)
{
    pthread_once(&secret_once, draw_secret);
    struct groups *g = grown(NULL, sizeof *g);
    *g = (struct groups){.limit = limit > LIMIT_LEAST ? limit : LIMIT_LEAST};
    clear_slots(g, FIRST_SLOTS);
    return g;
}

size_t
groups_runs(const struct groups *g)
{
    return g->written;
}

static const char *
keep_key(struct groups *g, const char *key, size_t n)
{
    if (n > g->block_left) {
        size_t size = n > TEXT_BLOCK ? n : TEXT_BLOCK;
        struct block *b = grown(NULL, sizeof *b + size);
        b->next = g->block;
        g->block = b;
        g->block_left = size;
        g->held += size;
    }
    /* Filled from its end, so that one number says how much is left. */
    g->block_left -= n;
    return memcpy(g->block->text + g->block_left, key, n);
}

static void
more_slots(struct groups *g)
{
    clear_slots(g, 2 * g->slots);
    for (size_t i = 0; i < g->entries; i++) {
        size_t s = g->entry[i].hash & (g->slots - 1);
        while (g->slot[s])
            s = (s + 1) & (g->slots - 1);
        g->slot[s] = (uint32_t)(i + 1);
    }
}

static int
by_key(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int c = memcmp(x->key, y->key, x->n < y->n ? x->n : y->n);
    return c ? c : (x->n > y->n) - (x->n < y->n);
}

static void
put(FILE *f, const char *key, size_t n, amount128 amount)
{
    if (fwrite(&n, sizeof n, 1, f) != 1 || fwrite(key, 1, n, f) != n ||
        fwrite(&amount, sizeof amount, 1, f) != 1)
        die(EX_IOERR, "a temporary file cannot be written: %s", strerror(errno));
}

/* The next record of a run, into the run. */
static void
get(struct run *r)
{
    size_t n;
    r->any = fread(&n, sizeof n, 1, r->f) == 1;
    if (!r->any) {
        if (ferror(r->f))
            die(EX_IOERR, "a temporary file cannot be read: %s", strerror(errno));
        return;
    }
    if (n > r->size)
        r->key = grown(r->key, r->size = 2 * n);
    r->n = n;
    if (fread(r->key, 1, n, r->f) != n ||
        fread(&r->amount, sizeof r->amount, 1, r->f) != 1)
        die(EX_IOERR, "a temporary file is shorter than it was written");
}

static int
compare_runs(const struct run *a, const struct run *b)
{
    return by_key(&(struct entry){a->key, 0, (uint32_t)a->n, 0},
                  &(struct entry){b->key, 0, (uint32_t)b->n, 0});
}

static void
rewind_runs(struct groups *g)
{
    for (size_t i = 0; i < g->runs; i++) {
        if (fflush(g->run[i].f) || fseek(g->run[i].f, 0, SEEK_SET))
            die(EX_IOERR, "a temporary file cannot be read again: %s", strerror(errno));
        get(&g->run[i]);
    }
}

/* The least key of all runs, its amounts added up, into g->merged. */
static bool
next_merged(struct groups *g, size_t *n, amount128 *amount)
{
    struct run *least = NULL;
    for (size_t i = 0; i < g->runs; i++)
        if (g->run[i].any && (!least || compare_runs(&g->run[i], least) < 0))
            least = &g->run[i];
    if (!least)
        return false;
    *n = least->n;
    *amount = 0;
    if (*n > g->merged_room)
        g->merged = grown(g->merged, g->merged_room = 2 * *n);
    memcpy(g->merged, least->key, *n);
    for (size_t i = 0; i < g->runs; i++) {
        struct run *r = &g->run[i];
        if (r->any && r->n == *n && !memcmp(r->key, g->merged, *n)) {
            *amount += r->amount;
            get(r);
        }
    }
    return true;
}

static FILE *
temporary(void)
{
    FILE *f = tmpfile();
    if (!f)
        die(EX_CANTCREAT, "a temporary file cannot be made: %s", strerror(errno));
    return f;
}

static void
drop_runs(struct groups *g)
{
    for (size_t i = 0; i < g->runs; i++) {
        fclose(g->run[i].f);
        free(g->run[i].key);
        g->run[i] = (struct run){0};
    }
    g->runs = 0;
}

/* All runs become one. */
static void
merge_runs(struct groups *g)
{
    FILE *f = temporary();
    size_t n;
    amount128 amount;
    rewind_runs(g);
    while (next_merged(g, &n, &amount))
        put(f, g->merged, n, amount);
    drop_runs(g);
    g->run[g->runs++] = (struct run){.f = f};
}

static void
forget_entries(struct groups *g)
{
    while (g->block) {
        struct block *b = g->block;
        g->block = b->next;
        free(b);
    }
    g->block_left = g->entries = g->held = 0;
}

/* What is held goes out as one sorted run. */
static void
spill(struct groups *g)
{
    if (g->runs == RUNS_MAX)
        merge_runs(g);
    FILE *f = temporary();
    qsort(g->entry, g->entries, sizeof *g->entry, by_key);
    for (size_t i = 0; i < g->entries; i++) {
        const struct entry *e = &g->entry[i];
        put(f, e->key, e->n, g->amount[e->number]);
    }
    g->run[g->runs++] = (struct run){.f = f};
    g->written++;
    forget_entries(g);
    memset(g->slot, 0, g->slots * sizeof *g->slot);
}

/* Places for one entry more: twice as many as there were, when they are full. */
static size_t
entries_wanted(const struct groups *g)
{
    if (g->entries < g->entry_room)
        return g->entry_room;
    return g->entry_room ? 2 * g->entry_room : FIRST_SLOTS / 2;
}

static size_t
slots_wanted(const struct groups *g)
{
    return 2 * (g->entries + 1) > g->slots ? 2 * g->slots : g->slots;
}

/* What would be held with one entry more, places that are free yet included. qsort() takes
 * the entries a second time. */
static size_t
bytes_wanted(const struct groups *g, size_t n)
{
    return g->held + (n > g->block_left ? TEXT_BLOCK + n : 0) +
           slots_wanted(g) * sizeof *g->slot +
           entries_wanted(g) * (2 * sizeof *g->entry + sizeof *g->amount);
}

static void
add_entry(struct groups *g, const char *key, size_t n, uint64_t hash)
{
    if (g->entries && (bytes_wanted(g, n) > g->limit || g->entries == UINT32_MAX - 1))
        spill(g);
    if (slots_wanted(g) > g->slots)
        more_slots(g);
    if (g->entries == g->entry_room) {
        g->entry_room = entries_wanted(g);
        g->entry = grown(g->entry, g->entry_room * sizeof *g->entry);
        g->amount = grown(g->amount, g->entry_room * sizeof *g->amount);
    }
    size_t s = hash & (g->slots - 1);
    while (g->slot[s])
        s = (s + 1) & (g->slots - 1);
    uint32_t number = (uint32_t)g->entries++;
    g->entry[number] = (struct entry){keep_key(g, key, n), hash, (uint32_t)n, number};
    g->amount[number] = 0;
    g->slot[s] = number + 1;
}

uint32_t
groups_number(struct groups *g, const char *key, size_t n)
{
    uint64_t hash = keyed_hash(key, n);
    for (size_t s = hash & (g->slots - 1); g->slot[s]; s = (s + 1) & (g->slots - 1)) {
        const struct entry *e = &g->entry[g->slot[s] - 1];
        if (e->hash == hash && e->n == n && !memcmp(e->key, key, n))
            return g->slot[s] - 1;
    }
    add_entry(g, key, n, hash);
    return (uint32_t)(g->entries - 1);
}

amount128 *const *
groups_amounts(const struct groups *g)
{
    return &g->amount;
}

void
groups_bump(struct groups *g, uint32_t number, amount128 amount)
{
    g->amount[number] += amount;
}

void
groups_add(struct groups *g, const char *key, size_t n, amount128 amount)
{
    groups_bump(g, groups_number(g, key, n), amount);
}

void
groups_finish(struct groups *g)
{
    if (g->runs) {
        if (g->entries)
            spill(g);
        rewind_runs(g);
        return;
    }
    if (g->entries)
        qsort(g->entry, g->entries, sizeof *g->entry, by_key);
    g->at = 0;
}

bool
groups_next(struct groups *g, const char **key, size_t *n, amount128 *amount)
{
    if (g->runs) {
        bool any = next_merged(g, n, amount);
        *key = g->merged;
        return any;
    }
    if (g->at == g->entries)
        return false;
    const struct entry *e = &g->entry[g->at++];
    *key = e->key, *n = e->n, *amount = g->amount[e->number];
    return true;
}

void
groups_free(struct groups *g)
{
    drop_runs(g);
    forget_entries(g);
    free(g->entry);
    free(g->amount);
    free(g->slot);
    free(g->merged);
    free(g);
}
