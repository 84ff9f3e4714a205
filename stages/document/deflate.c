#include "document/deflate.h"

#include <stdint.h>
#include <stdlib.h>

#include "program/msg.h"

enum {
    WINDOW = 1 << 15, /* how far back a repetition may lie */
    SLOTS = 1 << 15,  /* of the table of where three bytes were last */
    TRIES = 128,      /* places at which a repetition is looked for */
    SHORTEST = 3,
    LONGEST = 258,
    END = 256, /* the code of the end of a block */
    NONE = -1
};

struct packer {
    FILE *out;
    uint64_t bits; /* not yet written, the first the lowest */
    int n;
};

static void
put(struct packer *p, unsigned value, int bits)
{
    p->bits |= (uint64_t)value << p->n;
    for (p->n += bits; p->n >= 8; p->n -= 8, p->bits >>= 8)
        putc((int)(p->bits & 255), p->out);
}

/* A code begins with its highest bit, all else with its lowest. */
static void
put_code(struct packer *p, unsigned code, int bits)
{
    unsigned turned = 0;
    for (int i = 0; i < bits; i++)
        turned |= (code >> i & 1) << (bits - 1 - i);
    put(p, turned, bits);
}

/* A byte, the end, or a code of lengths: the fixed codes of RFC 1951, 3.2.6. */
static void
put_symbol(struct packer *p, unsigned s)
{
    if (s < 144)
        put_code(p, 0x30 + s, 8);
    else if (s < END)
        put_code(p, 0x190 + s - 144, 9);
    else if (s < 280)
        put_code(p, s - END, 7);
    else
        put_code(p, 0xC0 + s - 280, 8);
}

/* Codes of lengths and of distances (3.2.5): every `group` codes the values that one stands for
 * double, and the bits say which of them it is. Gives the code of a value counted from 0. */
static unsigned
code_of(unsigned value, unsigned group, int *bits)
{
    unsigned power = 0;
    while (value >> (power + 1) >= group)
        power++;
    *bits = (int)power;
    return power * group + (value >> power);
}

static void
put_repetition(struct packer *p, unsigned length, unsigned distance)
{
    int bits;
    unsigned code = code_of(length - SHORTEST, 4, &bits);
    if (length == LONGEST) { /* has a code of its own */
        code = 28;
        bits = 0;
    }
    put_symbol(p, END + 1 + code);
    put(p, (length - SHORTEST) & ((1U << bits) - 1), bits);
    code = code_of(distance - 1, 2, &bits);
    put_code(p, code, 5);
    put(p, (distance - 1) & ((1U << bits) - 1), bits);
}

static size_t
slot(const unsigned char *at)
{
    uint32_t three = (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
    return (three * 2654435761U) >> 17;
}

/* The longest repetition at `at` of what begins at the places of a chain, the nearest first. */
static size_t
longest(const unsigned char *in, size_t at, size_t n, long place, const long before[],
        size_t *distance)
{
    size_t best = 0, limit = n - at < LONGEST ? n - at : LONGEST;
    for (int tries = 0; tries < TRIES && place >= 0 && at - (size_t)place <= WINDOW;
         tries++) {
        size_t length = 0;
        while (length < limit && in[(size_t)place + length] == in[at + length])
            length++;
        if (length > best) {
            best = length;
            *distance = at - (size_t)place;
        }
        place = before[(size_t)place % WINDOW];
    }
    return best;
}

void
deflate_put(FILE *out, const unsigned char *in, size_t n)
{
    struct packer p = {.out = out};
    long *last = malloc((SLOTS + WINDOW) * sizeof *last);
    if (!last)
        die(EX_OSERR, "out of memory");
    long *before = last + SLOTS;
    for (size_t i = 0; i < SLOTS; i++)
        last[i] = NONE;
    put(&p, 3, 3); /* the last block, in fixed codes */
    for (size_t at = 0, length; at < n; at += length) {
        size_t distance = 0;
        length = at + SHORTEST > n
                     ? 0
                     : longest(in, at, n, last[slot(in + at)], before, &distance);
        if (length >= SHORTEST)
            put_repetition(&p, (unsigned)length, (unsigned)distance);
        else
            put_symbol(&p, in[at]);
        length = length >= SHORTEST ? length : 1;
        for (size_t i = at; i < at + length && i + SHORTEST <= n; i++) {
            before[i % WINDOW] = last[slot(in + i)];
            last[slot(in + i)] = (long)i;
        }
    }
    put_symbol(&p, END);
    put(&p, 0, 7); /* what is begun of a byte */
    free(last);
}
