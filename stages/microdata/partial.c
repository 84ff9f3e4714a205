#include "microdata/partial.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "microdata/decimal.h"
#include "program/checksum.h"

#define VERSION 2
#define KEY_RECORDS "#records"
#define KEY_REJECTED "#rejected"
#define KEY_COUNTED "#counted %zu"
#define KEY_LEFT_OUT "#left-out %zu"
#define KEY_BLOCK "~block" /* sorts behind all others */

/* A growing text. */
struct text {
    char *at;
    size_t n, room;
};

static void
add(struct text *t, const char *from, size_t n)
{
    if (t->n + n + 1 > t->room) {
        t->room = 2 * (t->n + n + 1);
        t->at = realloc(t->at, t->room);
        if (!t->at)
            die(EX_OSERR, "out of memory: %zu bytes wanted", t->room);
    }
    memcpy(t->at + t->n, from, n);
    t->n += n;
    t->at[t->n] = '\0';
}

/* Bytes of a key that would end a field or a line, by two characters. */
static const char escaped[] = "\\\t\n\r", letter[] = "\\tnr";

static void
add_escaped(struct text *t, const char *from, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *e = from[i] ? strchr(escaped, from[i]) : NULL;
        if (!from[i])
            add(t, "\x1f", 1);
        else if (e)
            add(t, (char[]){'\\', letter[e - escaped]}, 2);
        else
            add(t, from + i, 1);
    }
}

static void
add_unescaped(struct text *t, const char *from, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *l =
            from[i] == '\\' && i + 1 < n ? strchr(letter, from[i + 1]) : NULL;
        if (l)
            i++;
        add(t, l ? &escaped[l - letter] : from[i] == '\x1f' ? "" : from + i, 1);
    }
}

/* A block on its way out. */
struct writer {
    FILE *out;
    const char *block;
    long long lines;
    uint64_t sum;
    struct text line;
};

/* One line; its key stands in w->line already. */
static void
put_line(struct writer *w, amount128 amount)
{
    char number[DECIMAL_MAX];
    decimal_whole(amount, number);
    add(&w->line, "\t", 1);
    add(&w->line, w->block, strlen(w->block));
    add(&w->line, "\t", 1);
    add(&w->line, number, strlen(number));
    w->lines++;
    w->sum += checksum_of(w->line.at, w->line.n);
    fwrite(w->line.at, 1, w->line.n, w->out);
    putc('\n', w->out);
    w->line.n = 0;
}

static void
put_count(struct writer *w, const char *key, long long n)
{
    add(&w->line, key, strlen(key));
    put_line(w, n);
}

static void
put_account(struct writer *w, const struct declaration *d, const struct count_result *r)
{
    char key[40];
    for (int left_out = 0; left_out < 2; left_out++)
        for (size_t i = 0; i < d->tables; i++) {
            struct count_account a = counter_account(r->counter, i);
            snprintf(key, sizeof key, left_out ? KEY_LEFT_OUT : KEY_COUNTED, i);
            put_count(w, key, left_out ? a.left_out : a.counted);
        }
    put_count(w, KEY_RECORDS, r->records);
    put_count(w, KEY_REJECTED, r->rejected);
}

static void
put_groups(struct writer *w, struct groups *g, size_t table)
{
    const char *key;
    size_t n;
    amount128 amount;
    char number[24];
    groups_finish(g);
    while (groups_next(g, &key, &n, &amount)) {
        snprintf(number, sizeof number, "%03zu", table);
        add(&w->line, number, strlen(number));
        add(&w->line, "\x1f", 1);
        add_escaped(&w->line, key, n);
        put_line(w, amount);
    }
}

void
partial_write(FILE *out, const struct declaration *d, const struct count_result *r,
              const char *block, const struct part_name *part)
{
    struct writer w = {.out = out, .block = block};
    put_account(&w, d, r);
    for (size_t i = 0; i < d->tables; i++)
        put_groups(&w, counter_groups(r->counter, i), i);
    fprintf(out,
            KEY_BLOCK "\t%s\t%d %lld %016" PRIx64 " %016" PRIx64 " %zu/%zu %016" PRIx64
                      "\n",
            block, VERSION, w.lines, w.sum, d->digest, part->number, part->of,
            part->set);
    free(w.line.at);
    if (ferror(out))
        die_stdout();
}

struct partial_set {
    struct mem *run;
    const struct declaration *d;
    size_t memory;
    long lines;
    struct groups *line; /* each line once, however often it came */
};

struct partial_set *
partial_new(struct mem *run, const struct declaration *d, size_t memory)
{
    struct partial_set *p = mem_get(run, sizeof *p);
    *p = (struct partial_set){run, d, memory, 0, groups_new(memory)};
    return p;
}

/* A line's fields, in place of its text. */
struct fields {
    const char *key, *block, *amount;
};

static bool
split(char *line, struct fields *f)
{
    char *block = strchr(line, '\t');
    char *amount = block ? strchr(block + 1, '\t') : NULL;
    if (!amount || amount == block + 1 || strchr(amount + 1, '\t'))
        return false;
    *block++ = *amount++ = '\0';
    *f = (struct fields){line, block, amount};
    return true;
}

static void
take_line(struct partial_set *p, char *line, size_t n, struct place at)
{
    struct fields f;
    char *copy = strcpy(mem_get(p->run, n + 1), line);
    if (strlen(line) != n || !split(copy, &f))
        die_at(EX_DATAERR, at,
               "%s is no line of a partial count, expected KEY, BLOCK and "
               "AMOUNT parted by tabs",
               msg_quote_n(line, n));
    groups_add(p->line, line, n, 1);
}

void
partial_read(struct partial_set *p, const char *path)
{
    bool standard = !strcmp(path, "-");
    struct place at = {standard ? "standard input" : path, 0, NULL};
    FILE *in = standard ? stdin : fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    struct mem scratch = {0}, *run = p->run;
    if (!in)
        die(EX_NOINPUT, "%s: cannot be opened: %s", path, strerror(errno));
    p->run = &scratch;
    while ((n = getline(&line, &room, in)) > 0) {
        at.line++;
        mem_reset(&scratch);
        if (line[n - 1] != '\n')
            die_at(EX_DATAERR, at,
                   "the last line is not ended: is the file cut short?");
        line[--n] = '\0';
        take_line(p, line, (size_t)n, at);
    }
    if (ferror(in))
        die(EX_IOERR, "%s: cannot be read: %s", at.file, strerror(errno));
    if (!at.line)
        note("%s: is empty, so nothing is added", at.file);
    p->lines += at.line;
    if (!standard)
        fclose(in);
    free(line);
    mem_release(&scratch);
    p->run = run;
}

void
partial_join(struct partial_set *p, FILE *out)
{
    const char *line;
    size_t n;
    amount128 times;
    groups_finish(p->line);
    while (groups_next(p->line, &line, &n, &times)) {
        fwrite(line, 1, n, out);
        putc('\n', out);
    }
    groups_free(p->line);
    if (ferror(out))
        die_stdout();
}

/* What the lines of one block came to. */
struct block {
    const char *name;
    long long lines;
    uint64_t sum;
    bool whole;
    struct part_name part;
};

struct adder {
    struct partial_set *set;
    struct partial_sum *sum;
    struct block *block;
    size_t room;
    char *last; /* key and block of the line before */
};

static struct block *
block_named(struct adder *a, const char *name)
{
    size_t n = a->sum->blocks, low = 0;
    for (size_t high = n; low < high;) {
        size_t middle = (low + high) / 2;
        if (strcmp(a->block[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < n && !strcmp(a->block[low].name, name))
        return &a->block[low];
    if (n == a->room) {
        a->room = a->room ? 2 * a->room : 64;
        a->block = realloc(a->block, a->room * sizeof *a->block);
        if (!a->block)
            die(EX_OSERR, "out of memory: %zu blocks", a->room);
    }
    memmove(a->block + low + 1, a->block + low, (n - low) * sizeof *a->block);
    a->block[low] = (struct block){.name = mem_copy(a->set->run, name)};
    a->sum->blocks++;
    return &a->block[low];
}

static _Noreturn void
die_block(const char *name, const char *what)
{
    die(EX_DATAERR, "block %s: %s", msg_quote(name), what);
}

static amount128
whole_number(const struct fields *f)
{
    amount128 n = 0;
    const char *p = f->amount + (*f->amount == '-');
    if (!*p || strspn(p, "0123456789") != strlen(p) || strlen(p) > 37)
        die_block(f->block, "an amount that is no whole number");
    for (; *p; p++)
        n = 10 * n + (*p - '0');
    return *f->amount == '-' ? -n : n;
}

/* What #block says against what came; the other lines of the block came before. */
static void
check_block(struct adder *a, const struct fields *f)
{
    struct block *b = block_named(a, f->block);
    struct part_name *part = &b->part;
    int version, end = 0;
    long long lines;
    uint64_t sum, digest;
    if (sscanf(f->amount, "%d %n", &version, &end) != 1)
        die_block(f->block, "its last line cannot be read");
    if (version != VERSION)
        die_block(f->block, "written by another version of attest");
    if (sscanf(f->amount + end, "%lld %" SCNx64 " %" SCNx64 " %zu/%zu %" SCNx64, &lines,
               &sum, &digest, &part->number, &part->of, &part->set) != 6)
        die_block(f->block, "its last line cannot be read");
    if (digest != a->set->d->digest)
        die_block(f->block, "counted by another declaration");
    if (lines != b->lines || sum != b->sum)
        die_block(f->block, "lines are missing or were changed");
    b->whole = true;
}

static int
by_part(const void *a, const void *b)
{
    const struct part_name *x = &((const struct block *)a)->part;
    const struct part_name *y = &((const struct block *)b)->part;
    if (x->set != y->set)
        return x->set < y->set ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static void
missing_parts(size_t from, size_t to, size_t of, bool incomplete)
{
    for (size_t i = from; i < to; i++)
        if (!incomplete)
            die(EX_DATAERR,
                "part %zu of %zu did not come; --incomplete adds up what there is", i,
                of);
        else
            note("part %zu of %zu did not come", i, of);
}

/* Each part of each file once; blocks that are no part of one come as they are. */
static void
check_parts(const struct adder *a, bool incomplete)
{
    struct block *b = a->block;
    size_t n = a->sum->blocks, next = 1;
    if (n)
        qsort(b, n, sizeof *b, by_part);
    for (size_t i = 0; i < n; i++) {
        const struct part_name *p = &b[i].part;
        if (!p->of)
            continue;
        bool same = i && b[i - 1].part.of && b[i - 1].part.set == p->set;
        if (same && b[i - 1].part.number == p->number)
            die(EX_DATAERR, "blocks %s and %s are both part %zu of %zu: it counts once",
                msg_quote(b[i - 1].name), msg_quote(b[i].name), p->number, p->of);
        missing_parts(same ? next : 1, p->number, p->of, incomplete);
        next = p->number + 1;
        if (i + 1 == n || b[i + 1].part.set != p->set)
            missing_parts(next, p->of + 1, p->of, incomplete);
    }
}

static bool
take_account(struct adder *a, const char *key, amount128 amount)
{
    size_t table;
    long long n = (long long)amount;
    struct partial_sum *s = a->sum;
    if (!strcmp(key, KEY_RECORDS))
        s->records += n;
    else if (!strcmp(key, KEY_REJECTED))
        s->rejected += n;
    else if (sscanf(key, KEY_COUNTED, &table) == 1 && table < a->set->d->tables)
        s->account[table].counted += n;
    else if (sscanf(key, KEY_LEFT_OUT, &table) == 1 && table < a->set->d->tables)
        s->account[table].left_out += n;
    else
        return false;
    return true;
}

static void
take_group(struct adder *a, const struct fields *f, struct text *key, amount128 amount)
{
    char *end;
    unsigned long table = strtoul(f->key, &end, 10);
    if (*end != '\x1f' || table >= a->set->d->tables)
        die_block(f->block, "a key that is of no table of the declaration");
    key->n = 0;
    add(key, "", 0);
    add_unescaped(key, end + 1, strlen(end + 1));
    groups_add(a->sum->table[table], key->at, key->n, amount);
}

/* One line, which comes once; all of a key and block stand together. */
static void
add_line(struct adder *a, const char *line, size_t n, struct text *copy,
         struct text *key)
{
    struct fields f;
    copy->n = 0;
    add(copy, line, n);
    split(copy->at, &f);
    if (!strcmp(f.key, KEY_BLOCK)) {
        check_block(a, &f);
        return;
    }
    size_t head = (size_t)(f.amount - copy->at);
    if (a->last && strlen(a->last) == head - 1 && !memcmp(a->last, line, head - 1))
        die_block(f.block, "it comes twice with different counts");
    free(a->last);
    a->last = strndup(line, head - 1);
    struct block *b = block_named(a, f.block);
    b->lines++;
    b->sum += checksum_of(line, n);
    amount128 amount = whole_number(&f);
    if (*f.key != '#')
        take_group(a, &f, key, amount);
    else if (!take_account(a, f.key, amount))
        die_block(f.block, "a line that this version does not know");
}

struct partial_sum
partial_add(struct partial_set *p, bool incomplete)
{
    size_t tables = p->d->tables;
    struct partial_sum sum = {mem_array(p->run, tables, sizeof *sum.table),
                              mem_array(p->run, tables, sizeof *sum.account), 0, 0, 0};
    struct adder a = {.set = p, .sum = &sum};
    struct text copy = {0}, key = {0};
    const char *line;
    size_t n;
    amount128 times;
    for (size_t i = 0; i < tables; i++)
        sum.table[i] = groups_new(p->memory / tables);
    if (!p->lines)
        die(EX_DATAERR, "no partial counts came, only empty files");
    groups_finish(p->line);
    while (groups_next(p->line, &line, &n, &times))
        add_line(&a, line, n, &copy, &key);
    for (size_t i = 0; i < sum.blocks; i++)
        if (!a.block[i].whole)
            die_block(a.block[i].name, "its last line is missing");
    check_parts(&a, incomplete);
    free(a.last);
    free(a.block);
    free(copy.at);
    free(key.at);
    groups_free(p->line);
    return sum;
}
