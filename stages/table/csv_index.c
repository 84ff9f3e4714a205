#include "table/csv_index.h"

#include <string.h>

#if defined __x86_64__ && defined __GNUC__
#include <immintrin.h>
#define HAS_VECTORS 1
#endif

/* What stands in 64 bytes; cut: delimiter or line feed, inside quotes or not; feed: line
 * feed alone. */
struct block {
    uint64_t quote, cut, feed, odd;
};

static enum csv_index_way forced = CSV_INDEX_BEST;

void
csv_index_force(enum csv_index_way way)
{
    forced = way;
}

void
csv_index_start(struct csv_index *x, const char *text)
{
    x->origin = text;
    x->to = x->ends = x->records = 0;
    x->inside = 0;
}

static inline __attribute__((always_inline)) uint64_t
parity_plain(uint64_t quote)
{
    for (int shift = 1; shift < 64; shift *= 2)
        quote ^= quote << shift;
    return quote;
}

/* One bit a byte out of eight bytes that are 0x80 or 0. */
static inline uint64_t
gather(uint64_t high)
{
    return (high >> 7) * 0x0102040810204080u >> 56;
}

#define ONES 0x0101010101010101u
#define HIGH 0x8080808080808080u

/* 0x80 in each byte of w that is 0. */
static inline uint64_t
zero_bytes(uint64_t w)
{
    return ~(((w & ~HIGH) + ~HIGH) | w) & HIGH;
}

static inline struct block
block_plain(const char *p, char delimiter)
{
    struct block b = {0, 0, 0, 0};
    for (unsigned i = 0; i < 8; i++) {
        uint64_t w;
        memcpy(&w, p + 8 * i, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        w = __builtin_bswap64(w);
#endif
        uint64_t feed = zero_bytes(w ^ ONES * '\n');
        uint64_t cut = zero_bytes(w ^ ONES * (unsigned char)delimiter) | feed;
        uint64_t odd = zero_bytes(w) | zero_bytes(w ^ ONES * '\r') | (w & HIGH);
        b.quote |= gather(zero_bytes(w ^ ONES * '"')) << (8 * i);
        b.cut |= gather(cut) << (8 * i);
        b.feed |= gather(feed) << (8 * i);
        b.odd |= gather(odd) << (8 * i);
    }
    return b;
}

/* Four a turn, of which the last turn writes some to be written over: a turn more or less is
 * foreseen badly. */
static inline __attribute__((always_inline)) void
put_ends(uint32_t *end, uint64_t bits, uint32_t at)
{
    for (; bits; end += 4)
        for (int i = 0; i < 4; i++) {
            end[i] = at + (uint32_t)(bits ? __builtin_ctzll(bits) : 0);
            bits &= bits - 1;
        }
}

/* Takes the bits of the block at byte `at` into the index, but for end[]; parity as of its
 * quotes. Returns the cuts outside quotes. The first line feed is written whether there is one
 * or not: half of all blocks have none, which half is foreseen badly. */
static inline __attribute__((always_inline)) uint64_t
take(struct csv_index *x, size_t at, struct block b, uint64_t parity)
{
    uint64_t inside = parity ^ x->inside;
    uint64_t cut = b.cut & ~inside, feed = b.feed & ~inside;
    x->quote[at / 64] = b.quote;
    x->odd[at / 64] = b.odd;
    x->inside = 0 - (inside >> 63);
    do {
        uint64_t before = cut & ((feed & -feed) - 1);
        x->last[x->records] =
            (uint32_t)(x->ends + (size_t)__builtin_popcountll(before));
        x->records += feed != 0;
        feed &= feed - 1;
    } while (feed);
    return cut;
}

static void
blocks_plain(struct csv_index *x, size_t n, char delimiter)
{
    for (size_t stop = x->to + n; x->to < stop; x->to += 64) {
        struct block b = block_plain(x->origin + x->to, delimiter);
        uint64_t cut = take(x, x->to, b, parity_plain(b.quote));
        put_ends(x->end + x->ends, cut, (uint32_t)x->to);
        x->ends += (size_t)__builtin_popcountll(cut);
    }
}

#ifdef HAS_VECTORS
#define AVX2 __attribute__((target("avx2,pclmul,bmi,popcnt")))

/* The highest bits of 64 bytes. */
AVX2 static inline uint64_t
high_avx2(__m256i a, __m256i b)
{
    return (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32 |
           (uint32_t)_mm256_movemask_epi8(a);
}

AVX2 static inline uint64_t
equal_avx2(__m256i a, __m256i b, __m256i what)
{
    return high_avx2(_mm256_cmpeq_epi8(a, what), _mm256_cmpeq_epi8(b, what));
}

/* Bytes that are one of two. */
AVX2 static inline __m256i
either_avx2(__m256i a, __m256i one, __m256i other)
{
    return _mm256_or_si256(_mm256_cmpeq_epi8(a, one), _mm256_cmpeq_epi8(a, other));
}

AVX2 static inline uint64_t
parity_avx2(uint64_t quote)
{
    __m128i all = _mm_set1_epi8((char)0xff);
    __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)quote), all, 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

AVX2 static void
blocks_avx2(struct csv_index *x, size_t n, char delimiter)
{
    const __m256i quote = _mm256_set1_epi8('"'), lf = _mm256_set1_epi8('\n'),
                  cr = _mm256_set1_epi8('\r'), nul = _mm256_setzero_si256(),
                  cut = _mm256_set1_epi8(delimiter);
    for (size_t stop = x->to + n; x->to < stop; x->to += 64) {
        const char *p = x->origin + x->to;
        __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)p);
        __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(p + 32));
        struct block k;
        k.quote = equal_avx2(a, b, quote);
        k.feed = equal_avx2(a, b, lf);
        k.cut = high_avx2(either_avx2(a, cut, lf), either_avx2(b, cut, lf));
        k.odd = high_avx2(_mm256_or_si256(a, either_avx2(a, cr, nul)),
                          _mm256_or_si256(b, either_avx2(b, cr, nul)));
        uint64_t outside = take(x, x->to, k, k.quote ? parity_avx2(k.quote) : 0);
        put_ends(x->end + x->ends, outside, (uint32_t)x->to);
        x->ends += (size_t)__builtin_popcountll(outside);
    }
}

#define AVX512      \
    __attribute__(( \
        target("avx512f,avx512bw,avx512vl,avx512vbmi2,pclmul,bmi,bmi2,popcnt")))

AVX512 static inline uint64_t
parity_avx512(uint64_t quote)
{
    __m128i all = _mm_set1_epi8((char)0xff);
    __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)quote), all, 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

/* 16 places at a time; the last time some are to be written over. */
AVX512 static inline void
put_ends_avx512(uint32_t *end, uint64_t bits, uint32_t at)
{
    const __m512i bytes = _mm512_set_epi64(
        0x3f3e3d3c3b3a3938, 0x3736353433323130, 0x2f2e2d2c2b2a2928, 0x2726252423222120,
        0x1f1e1d1c1b1a1918, 0x1716151413121110, 0x0f0e0d0c0b0a0908, 0x0706050403020100);
    __m512i packed = _mm512_maskz_compress_epi8(bits, bytes);
    for (int n = __builtin_popcountll(bits);; n -= 16, end += 16) {
        __m512i wide = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed));
        _mm512_storeu_si512(end, _mm512_add_epi32(wide, _mm512_set1_epi32((int)at)));
        if (n <= 16)
            return;
        packed = _mm512_shuffle_i64x2(packed, packed, 0x39);
    }
}

AVX512 static void
blocks_avx512(struct csv_index *x, size_t n, char delimiter)
{
    const __m512i quote = _mm512_set1_epi8('"'), lf = _mm512_set1_epi8('\n'),
                  cr = _mm512_set1_epi8('\r'), cut = _mm512_set1_epi8(delimiter);
    for (size_t stop = x->to + n; x->to < stop; x->to += 64) {
        __m512i a = _mm512_loadu_si512(x->origin + x->to);
        struct block k;
        k.quote = _mm512_cmpeq_epi8_mask(a, quote);
        k.feed = _mm512_cmpeq_epi8_mask(a, lf);
        k.cut = _mm512_cmpeq_epi8_mask(a, cut) | k.feed;
        k.odd = _mm512_movepi8_mask(a) | _mm512_testn_epi8_mask(a, a) |
                _mm512_cmpeq_epi8_mask(a, cr);
        uint64_t outside = take(x, x->to, k, parity_avx512(k.quote));
        put_ends_avx512(x->end + x->ends, outside, (uint32_t)x->to);
        x->ends += (size_t)__builtin_popcountll(outside);
    }
}
#endif

static void
blocks(struct csv_index *x, size_t n, char delimiter)
{
#ifdef HAS_VECTORS
    bool multiplies = forced != CSV_INDEX_PLAIN && __builtin_cpu_supports("pclmul") &&
                      __builtin_cpu_supports("bmi");
    if (multiplies && forced == CSV_INDEX_BEST && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi2") &&
        __builtin_cpu_supports("bmi2")) {
        blocks_avx512(x, n, delimiter);
        return;
    }
    if (multiplies && __builtin_cpu_supports("avx2")) {
        blocks_avx2(x, n, delimiter);
        return;
    }
#endif
    blocks_plain(x, n, delimiter);
}

/* Quotes and line feeds of whole blocks. */
static struct csv_counts
counts_plain(const char *text, size_t n)
{
    struct csv_counts c = {0, 0};
    for (size_t i = 0; i < n; i++) {
        c.quotes += text[i] == '"';
        c.lines += text[i] == '\n';
    }
    return c;
}

#ifdef HAS_VECTORS
/* The sum of 32 bytes. */
AVX2 static inline long long
sum_avx2(__m256i bytes)
{
    long long four[4];
    _mm256_storeu_si256((__m256i *)(void *)four,
                        _mm256_sad_epu8(bytes, _mm256_setzero_si256()));
    return four[0] + four[1] + four[2] + four[3];
}

/* A byte of each vector counts what came in its place, up to 255 times; what is equal is -1. */
AVX2 static struct csv_counts
counts_avx2(const char *text, size_t n)
{
    const __m256i quote = _mm256_set1_epi8('"'), lf = _mm256_set1_epi8('\n');
    struct csv_counts c = {0, 0};
    for (size_t i = 0; i < n;) {
        __m256i quotes = _mm256_setzero_si256(), lines = quotes;
        for (size_t stop = n - i < 255 * 32 ? n : i + 255 * 32; i < stop; i += 32) {
            __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)(text + i));
            quotes = _mm256_sub_epi8(quotes, _mm256_cmpeq_epi8(a, quote));
            lines = _mm256_sub_epi8(lines, _mm256_cmpeq_epi8(a, lf));
        }
        c.quotes += sum_avx2(quotes);
        c.lines += sum_avx2(lines);
    }
    return c;
}
#endif

struct csv_counts
csv_index_counts(const char *text, size_t n)
{
    size_t whole = 0;
    struct csv_counts c = {0, 0};
#ifdef HAS_VECTORS
    if (forced != CSV_INDEX_PLAIN && __builtin_cpu_supports("avx2")) {
        whole = n / 64 * 64;
        c = counts_avx2(text, whole);
    }
#endif
    struct csv_counts rest = counts_plain(text + whole, n - whole);
    return (struct csv_counts){c.quotes + rest.quotes, c.lines + rest.lines};
}

/* The last bytes, fewer than 64: those that are not there count as nothing. */
static void
last_block(struct csv_index *x, size_t n, char delimiter)
{
    char text[64];
    memset(text, ' ', sizeof text);
    memcpy(text, x->origin + x->to, n);
    struct block b = block_plain(text, delimiter);
    uint64_t there = ((uint64_t)1 << n) - 1;
    b.quote &= there, b.cut &= there, b.feed &= there, b.odd &= there;
    uint64_t cut = take(x, x->to, b, parity_plain(b.quote));
    put_ends(x->end + x->ends, cut, (uint32_t)x->to);
    x->ends += (size_t)__builtin_popcountll(cut);
    x->to += n;
}

bool
csv_index_more(struct csv_index *x, size_t n, char delimiter, bool last)
{
    size_t left = n - x->to, step = left < CSV_INDEX_STEP ? left : CSV_INDEX_STEP;
    if (step >= 64)
        blocks(x, step / 64 * 64, delimiter);
    else if (last && left)
        last_block(x, left, delimiter);
    else
        return false;
    return true;
}
