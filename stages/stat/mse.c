#include "stat/mse.h"

#include <string.h>

/* A fit that needs more is near the edge: ask the programme. */
#define SCREEN_ROUNDS 15
#define EDGE 1e-9 /* of the cases, for means; absolute for the programme's s */

static unsigned
hash(const struct loglin_set *a, const struct loglin_set *b)
{
    uint64_t h = 0x9E3779B97F4A7C15;
    for (int i = 0; i < LOGLIN_CELLS / 64; i++) {
        h = (h ^ a->word[i]) * 0xD6E8FEB86659FD93;
        h = (h ^ h >> 32 ^ b->word[i]) * 0xD6E8FEB86659FD93;
        h ^= h >> 32;
    }
    return (unsigned)(h ^ h >> 29);
}

/* The place of this question in the memo: its answer, or free, or NULL when full here.
 */
static struct mse_memo *
recall(const struct mse_oracle *oracle, const struct loglin_set *model,
       const struct loglin_set *support)
{
    size_t at = hash(model, support);
    for (size_t i = 0; i < 16 && i < oracle->memos; i++) {
        struct mse_memo *m = &oracle->memo[(at + i) & (oracle->memos - 1)];
        if (!m->used || (!memcmp(&m->model, model, sizeof *model) &&
                         !memcmp(&m->support, support, sizeof *support)))
            return m;
    }
    return NULL;
}

/* Solves the programme for the terms and cells of the fit. */
static enum st_status
solve(const struct loglin_table *t, const struct loglin_set *model,
      struct mse_oracle *oracle, bool *exists)
{
    unsigned char term[LOGLIN_TERMS], cell[LOGLIN_CELLS];
    signed char a[LOGLIN_TERMS * LOGLIN_CELLS];
    double margin[LOGLIN_TERMS] = {0};
    int rows = 0, columns = 0;
    for (unsigned w = 0; w < 1u << t->lists; w++) {
        bool live = w > 0;
        for (unsigned s = 1; s <= w && live; s++)
            live = (s & w) != s || !st_loglin_has(model, s) || t->margin[s] > 0;
        if (live)
            cell[columns++] = (unsigned char)w;
        if (st_loglin_has(model, w) && t->margin[w] > 0) {
            if (rows == LOGLIN_TERMS)
                return ST_TOO_LARGE;
            term[rows++] = (unsigned char)w;
        }
    }
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++) {
            bool in = (term[i] & cell[j]) == term[i];
            a[i * columns + j] = in;
            if (in && t->count[cell[j]] > 0)
                margin[i] += 1;
        }
    double s = oracle->slack(oracle->self, rows, columns, a, margin);
    oracle->solved++;
    if (!(s >= 0))
        return ST_NO_CONVERGENCE;
    *exists = s > EDGE;
    return ST_OK;
}

static enum st_status
maximum_exists(const struct loglin_table *t, const struct loglin_set *model,
               struct mse_oracle *oracle, bool *exists)
{
    struct loglin_set support = {{0}};
    for (unsigned w = 1; w < 1u << t->lists; w++)
        if (t->count[w] > 0)
            st_loglin_add(&support, w);
    struct mse_memo *m = recall(oracle, model, &support);
    if (m && m->used) {
        *exists = m->exists;
        return ST_OK;
    }
    enum st_status status = solve(t, model, oracle, exists);
    if (status == ST_OK && m)
        *m = (struct mse_memo){*model, support, true, *exists};
    return status;
}

enum st_status
st_mse_existence(const struct loglin_table *t, const struct loglin_set *model,
                 struct mse_oracle *oracle, int *code)
{
    bool exists = false;
    enum st_status status = maximum_exists(t, model, oracle, &exists);
    if (status != ST_OK)
        return status;
    *code = (exists ? MSE_EXISTS : MSE_NO_MAXIMUM) |
            (st_loglin_identifiable(t, model) ? 0 : MSE_NOT_IDENTIFIABLE);
    return ST_OK;
}

enum st_status
st_mse_fit(const struct loglin_table *t, const struct loglin_set *model,
           const struct loglin_fit *start, struct mse_oracle *oracle,
           struct loglin_fit *out)
{
    bool exists = false;
    enum st_status status = st_loglin_fit(t, model, start, SCREEN_ROUNDS, out);
    if (status == ST_OK && out->least > EDGE * t->margin[0])
        return ST_OK;
    if (status != ST_OK && status != ST_NO_CONVERGENCE)
        return status;
    enum st_status answer = maximum_exists(t, model, oracle, &exists);
    if (answer != ST_OK)
        return answer;
    if (!exists)
        return ST_NO_MAXIMUM;
    return status == ST_OK ? ST_OK : st_loglin_fit(t, model, NULL, MSE_ROUNDS, out);
}

int
st_mse_pairs(int lists, unsigned char pair[MSE_PAIRS])
{
    int n = 0;
    for (int i = 0; i < lists; i++)
        for (int j = i + 1; j < lists; j++)
            pair[n++] = (unsigned char)(1u << i | 1u << j);
    return n;
}
