#include "stat/mse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>

#include "stat/rng.h"

#define SCREEN_ROUNDS \
    15 /* a fit that needs more is near the edge: ask the programme \
                          */
#define FIT_ROUNDS 500
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
    return status == ST_OK ? ST_OK : st_loglin_fit(t, model, NULL, FIT_ROUNDS, out);
}

/* The pairs of lists as masks, in the order (1,2), (1,3), ..., (m-1,m). */
static int
list_pairs(int lists, unsigned char pair[MSE_PAIRS])
{
    int n = 0;
    for (int i = 0; i < lists; i++)
        for (int j = i + 1; j < lists; j++)
            pair[n++] = (unsigned char)(1u << i | 1u << j);
    return n;
}

/*
 * min(P(X <= n), P(X >= n)) for X ~ Poisson(lambda). The tail on n's side of lambda is
 * summed from n outwards, where terms fall; the other tail is 1 + P(X = n) less it.
 */
static double
poisson_tail(double n, double lambda)
{
    if (!(lambda > 0))
        return n > 0 ? 0 : 1;
    double at = exp(n * log(lambda) - lambda - gsl_sf_lngamma(n + 1));
    double term = 1, sum = 1;
    if (n < lambda)
        for (double k = n; k > 0 && term > 1e-17 * sum; k--)
            sum += term *= k / lambda;
    else
        for (double k = n + 1; term > 1e-17 * sum; k++)
            sum += term *= lambda / k;
    return at > 0 ? fmin(at * sum, 1 + at - at * sum) : 0;
}

static void
enter(struct mse_choice *c, unsigned pair, const struct loglin_fit *fit)
{
    c->fit = *fit;
    c->pair[c->pairs++] = (unsigned char)pair;
}

static void
finish(const struct loglin_table *t, struct mse_choice *c, struct mse_choice *out)
{
    c->estimate = t->margin[0] + c->fit.mu[0];
    *out = *c;
}

/* The model of all pairs, when it has a maximum. */
static enum st_status
try_full(const struct loglin_table *t, const unsigned char pair[], int pairs,
         struct mse_oracle *oracle, struct mse_choice *c)
{
    struct loglin_set model = c->fit.model;
    struct loglin_fit fit;
    for (int k = 0; k < pairs; k++)
        st_loglin_add(&model, pair[k]);
    enum st_status status = st_mse_fit(t, &model, &c->fit, oracle, &fit);
    if (status != ST_OK)
        return status;
    for (int k = 0; k < pairs; k++)
        enter(c, pair[k], &fit);
    return ST_OK;
}

/* Lets in the pair whose overlap surprises most; *grown is false when no p is under the
 * threshold. A pair without a maximum is asked about only when it stands first. */
static enum st_status
grow(const struct loglin_table *t, double threshold, const unsigned char pair[],
     int pairs, struct mse_oracle *oracle, struct mse_choice *c, bool *grown)
{
    double p[MSE_PAIRS] = {0};
    struct loglin_fit fit;
    for (int k = 0; k < pairs; k++)
        p[k] = st_loglin_has(&c->fit.model, pair[k])
                   ? 1
                   : poisson_tail(t->margin[pair[k]], c->fit.above[pair[k]]);
    for (;;) {
        int best = 0;
        for (int k = 1; k < pairs; k++)
            if (p[k] < p[best])
                best = k;
        *grown = p[best] < fmin(threshold, 1);
        if (!*grown)
            return ST_OK;
        struct loglin_set model = c->fit.model;
        st_loglin_add(&model, pair[best]);
        enum st_status status = st_mse_fit(t, &model, &c->fit, oracle, &fit);
        if (status == ST_OK)
            enter(c, pair[best], &fit);
        if (status != ST_NO_MAXIMUM && status != ST_RANK)
            return status;
        p[best] = 1;
    }
}

enum st_status
st_mse_forward(const struct loglin_table *t, double threshold,
               struct mse_oracle *oracle, struct mse_choice *out)
{
    struct mse_choice c = {.pairs = 0};
    unsigned char pair[MSE_PAIRS];
    struct loglin_set model = st_loglin_main(t->lists);
    int pairs = list_pairs(t->lists, pair);
    enum st_status status = st_mse_fit(t, &model, NULL, oracle, &c.fit);
    if (status == ST_OK && threshold >= 1)
        try_full(t, pair, pairs, oracle, &c);
    for (bool grown = true; status == ST_OK && grown;)
        status = grow(t, threshold, pair, pairs, oracle, &c, &grown);
    if (status == ST_OK)
        finish(t, &c, out);
    return status;
}

void
st_mse_forward_each(const struct loglin_table *t, const double threshold[], size_t n,
                    struct mse_oracle *oracle, double estimate[])
{
    struct mse_choice c = {.pairs = 0}, apart;
    unsigned char pair[MSE_PAIRS];
    struct loglin_set model = st_loglin_main(t->lists);
    int pairs = list_pairs(t->lists, pair);
    enum st_status status = st_mse_fit(t, &model, NULL, oracle, &c.fit);
    for (size_t i = 0; i < n; i++) {
        if (threshold[i] >= 1) {
            bool made = st_mse_forward(t, threshold[i], oracle, &apart) == ST_OK;
            estimate[i] = made ? apart.estimate : INFINITY;
            continue;
        }
        for (bool grown = true; status == ST_OK && grown;)
            status = grow(t, threshold[i], pair, pairs, oracle, &c, &grown);
        estimate[i] = status == ST_OK ? t->margin[0] + c.fit.mu[0] : INFINITY;
    }
}

/* Two-sided p-value of a term against 0. */
static double
wald_p(const struct loglin_fit *fit, unsigned s)
{
    double variance;
    if (st_loglin_variance(fit, s, &variance) != ST_OK)
        return 1;
    return 2 * gsl_cdf_ugaussian_Q(fabs(fit->beta[s]) / sqrt(variance));
}

/* The pair whose entry makes *aic least; -1 when none makes it fall. */
static enum st_status
best_by_aic(const struct loglin_table *t, const struct loglin_fit *base,
            const unsigned char pair[], int pairs, struct mse_oracle *oracle,
            double *aic, struct loglin_fit *best, int *at)
{
    *at = -1;
    for (int k = 0; k < pairs; k++) {
        struct loglin_set model = base->model;
        struct loglin_criteria criteria;
        struct loglin_fit fit;
        if (st_loglin_has(&model, pair[k]))
            continue;
        st_loglin_add(&model, pair[k]);
        enum st_status status = st_mse_fit(t, &model, base, oracle, &fit);
        if (status == ST_NO_MAXIMUM || status == ST_RANK)
            continue;
        if (status != ST_OK)
            return status;
        st_loglin_criteria(t, &fit, &criteria);
        if (criteria.aic < *aic) {
            *aic = criteria.aic;
            *best = fit;
            *at = k;
        }
    }
    return ST_OK;
}

enum st_status
st_mse_aic(const struct loglin_table *t, double threshold, struct mse_oracle *oracle,
           struct mse_choice *out)
{
    struct mse_choice c = {.pairs = 0};
    struct loglin_criteria criteria;
    struct loglin_fit best = {.p = 0};
    unsigned char pair[MSE_PAIRS];
    struct loglin_set model = st_loglin_main(t->lists);
    int pairs = list_pairs(t->lists, pair), at;
    enum st_status status = st_mse_fit(t, &model, NULL, oracle, &c.fit);
    if (status != ST_OK)
        return status;
    st_loglin_criteria(t, &c.fit, &criteria);
    for (;;) {
        status = best_by_aic(t, &c.fit, pair, pairs, oracle, &criteria.aic, &best, &at);
        if (status != ST_OK)
            return status;
        if (at < 0 || wald_p(&best, pair[at]) > threshold)
            break;
        enter(&c, pair[at], &best);
    }
    finish(t, &c, out);
    return ST_OK;
}

/* The profile log-likelihood of a total of n + unseen, up to a constant, and its slope
 * (by the envelope theorem the shares may be held fixed). fit starts and ends the fit.
 */
static enum st_status
profile(const struct loglin_table *t, double unseen, struct loglin_fit *fit,
        double *height, double *slope)
{
    struct loglin_table closed = *t;
    struct loglin_fit next;
    closed.closed = true;
    closed.count[0] = unseen;
    closed.margin[0] = t->margin[0] + unseen;
    enum st_status status = st_loglin_fit(&closed, &fit->model, fit, FIT_ROUNDS, &next);
    if (status != ST_OK)
        return status;
    double total = closed.margin[0], l = gsl_sf_lngamma(total + 1);
    l -= gsl_sf_lngamma(unseen + 1);
    for (unsigned w = 0; w < 1u << t->lists; w++)
        if (closed.count[w] > 0)
            l += closed.count[w] * log(next.mu[w] / total);
    *height = l;
    *slope = gsl_sf_psi(total + 1) - gsl_sf_psi(unseen + 1) + log(next.mu[0] / total);
    *fit = next;
    return ST_OK;
}

/* What a search over the unseen number looks for: slope 0, or height at line. */
struct aim {
    const struct loglin_table *table;
    struct loglin_fit fit;
    bool slope;
    double line;
};

static enum st_status
miss(struct aim *aim, double unseen, double *out)
{
    double height, slope;
    enum st_status status = profile(aim->table, unseen, &aim->fit, &height, &slope);
    if (status == ST_OK)
        *out = aim->slope ? slope : height - aim->line;
    return status;
}

/* The crossing between a and b, where the misses have signs apart: the false position
 * with the kept end halved (Illinois; Dowell and Jarratt 1971, BIT 11, 168). */
static enum st_status
crossing(struct aim *aim, double a, double at_a, double b, double at_b, double *out)
{
    for (int i = 0; i < 200 && fabs(b - a) > 1e-13 * fabs(b); i++) {
        double x = b - at_b * (b - a) / (at_b - at_a), at_x;
        enum st_status status = miss(aim, x, &at_x);
        if (status != ST_OK)
            return status;
        if ((at_x > 0) != (at_b > 0)) {
            a = b;
            at_a = at_b;
        } else {
            at_a /= 2;
        }
        b = x;
        at_b = at_x;
        if (!(fabs(at_x) > 0))
            break;
    }
    *out = b;
    return ST_OK;
}

/* Walks from a by factors until the sign of the miss changes, then finds the crossing;
 * *out is what end says when the walk passes it. */
static enum st_status
walk(struct aim *aim, double a, double at_a, double by, double end, double at_end,
     double *out)
{
    for (;;) {
        double b = a * by, at_b;
        if (by < 1 ? b < end : b > end) {
            *out = at_end;
            return ST_OK;
        }
        enum st_status status = miss(aim, b, &at_b);
        if (status != ST_OK)
            return status;
        if ((at_b > 0) != (at_a > 0))
            return crossing(aim, a, at_a, b, at_b, out);
        a = b;
        at_a = at_b;
    }
}

enum st_status
st_mse_profile(const struct loglin_table *t, const struct loglin_fit *fit, double level,
               struct mse_profile *out)
{
    struct aim aim = {t, *fit, true, 0};
    double n = t->margin[0], from = fit->mu[0], at, best, height, slope, lo, hi;
    double least = 1e-9 * from, most = 1e9 * (n + from);
    if (!(level > 0 && level < 1))
        return ST_DOMAIN;
    enum st_status status = miss(&aim, from, &at);
    if (status == ST_OK)
        status = walk(&aim, from, at, at > 0 ? 1.25 : 0.8, at > 0 ? most : least,
                      at > 0 ? INFINITY : 0, &best);
    if (status != ST_OK)
        return status;
    if (!(best > 0) || isinf(best))
        return ST_NO_MAXIMUM;
    status = profile(t, best, &aim.fit, &height, &slope);
    if (status != ST_OK)
        return status;
    aim.slope = false;
    aim.line = height - gsl_cdf_chisq_Pinv(level, 1) / 2;
    struct aim down = aim;
    status = walk(&down, best, height - aim.line, 0.8, least, 0, &lo);
    if (status == ST_OK)
        status = walk(&aim, best, height - aim.line, 1.25, most, INFINITY, &hi);
    if (status == ST_OK)
        *out = (struct mse_profile){n + best, n + lo, n + hi};
    return status;
}

enum st_status
st_mse_wald(const struct loglin_table *t, const struct loglin_fit *fit, double level,
            double *lo, double *hi)
{
    double variance;
    if (!(level > 0 && level < 1))
        return ST_DOMAIN;
    enum st_status status = st_loglin_variance(fit, 0, &variance);
    if (status != ST_OK)
        return status;
    double reach = gsl_cdf_ugaussian_Qinv((1 - level) / 2) * sqrt(variance);
    *lo = t->margin[0] + exp(fit->beta[0] - reach);
    *hi = t->margin[0] + exp(fit->beta[0] + reach);
    return ST_OK;
}

/* Triangles of the graph of pairs: sets of three lists whose pairs all are in it. */
static int
find_triangles(const struct loglin_set *graph, int lists, unsigned char out[])
{
    int n = 0;
    for (int i = 0; i < lists; i++)
        for (int j = i + 1; j < lists; j++)
            for (int k = j + 1; k < lists; k++) {
                unsigned a = 1u << i, b = 1u << j, c = 1u << k;
                if (st_loglin_has(graph, a | b) && st_loglin_has(graph, a | c) &&
                    st_loglin_has(graph, b | c))
                    out[n++] = (unsigned char)(a | b | c);
            }
    return n;
}

static struct loglin_set
graph_of(int lists, uint64_t bits)
{
    struct loglin_set set = st_loglin_main(lists);
    unsigned char pair[MSE_PAIRS];
    int pairs = list_pairs(lists, pair);
    for (int k = 0; k < pairs; k++)
        if (bits >> k & 1)
            st_loglin_add(&set, pair[k]);
    return set;
}

uint64_t
st_mse_models_count(int lists, int order, uint64_t limit)
{
    uint64_t graphs = (uint64_t)1 << lists * (lists - 1) / 2, n = 0;
    unsigned char triangle[LOGLIN_CELLS];
    if (order == 2 || graphs > limit)
        return graphs;
    for (uint64_t g = 0; g < graphs && n <= limit; g++) {
        struct loglin_set set = graph_of(lists, g);
        n += (uint64_t)1 << find_triangles(&set, lists, triangle);
    }
    return n;
}

void
st_mse_models_start(struct mse_models *m, int lists, int order)
{
    *m = (struct mse_models){.lists = lists, .order = order};
}

bool
st_mse_models_next(struct mse_models *m, struct loglin_set *out)
{
    if (m->begun && !(++m->inner >> m->triangles)) {
        *out = graph_of(m->lists, m->graph);
    } else {
        m->graph += m->begun;
        m->begun = true;
        m->inner = 0;
        if (m->graph >> m->lists * (m->lists - 1) / 2)
            return false;
        *out = graph_of(m->lists, m->graph);
        m->triangles = m->order < 3 ? 0 : find_triangles(out, m->lists, m->triangle);
    }
    for (int k = 0; k < m->triangles; k++)
        if (m->inner >> k & 1)
            st_loglin_add(out, m->triangle[k]);
    return true;
}

/* Keeps one of the best `top` of those that came so far, in out[0..kept-1]. */
static void
keep_best(struct mse_ranked out[], size_t kept, size_t top, struct mse_ranked one)
{
    size_t at = kept;
    while (at > 0 && one.criterion < out[at - 1].criterion)
        at--;
    if (at == top)
        return;
    size_t last = kept < top ? kept : top - 1;
    memmove(&out[at + 1], &out[at], (last - at) * sizeof *out);
    out[at] = one;
}

enum st_status
st_mse_rank(const struct loglin_table *t, int order, struct mse_oracle *oracle,
            size_t top, struct mse_ranked aic[], struct mse_ranked bic[], size_t *found,
            size_t *admissible)
{
    struct mse_models models;
    struct loglin_fit base, fit;
    struct loglin_set model = st_loglin_main(t->lists);
    struct loglin_criteria c;
    size_t kept = 0, all = 0;
    enum st_status status = st_mse_fit(t, &model, NULL, oracle, &base);
    const struct loglin_fit *start = status == ST_OK ? &base : NULL;
    st_mse_models_start(&models, t->lists, order);
    while (st_mse_models_next(&models, &model)) {
        status = st_mse_fit(t, &model, start, oracle, &fit);
        if (status == ST_NO_MAXIMUM || status == ST_RANK)
            continue;
        if (status != ST_OK)
            return status;
        st_loglin_criteria(t, &fit, &c);
        double estimate = t->margin[0] + fit.mu[0];
        keep_best(aic, kept, top, (struct mse_ranked){model, c.aic, estimate});
        keep_best(bic, kept, top, (struct mse_ranked){model, c.bic, estimate});
        kept += kept < top;
        all++;
    }
    *found = kept;
    *admissible = all;
    return all ? ST_OK : ST_NO_MAXIMUM;
}

static int
by_bic(const void *a, const void *b)
{
    const struct mse_weighed *x = a, *y = b;
    return (x->bic > y->bic) - (x->bic < y->bic);
}

/* The log of the unseen below which the mixture has this share. */
static double
mixture_quantile(const struct mse_weighed m[], const double weight[], size_t n,
                 double share)
{
    double lo = INFINITY, hi = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        double z = gsl_cdf_ugaussian_Pinv(share);
        lo = fmin(lo, m[i].unseen + z * m[i].se);
        hi = fmax(hi, m[i].unseen + z * m[i].se);
    }
    while (hi - lo > 1e-12 * (1 + fabs(lo))) {
        double x = lo + (hi - lo) / 2, below = 0;
        if (x <= lo || x >= hi)
            break;
        for (size_t i = 0; i < n; i++)
            below += weight[i] * gsl_cdf_ugaussian_P((x - m[i].unseen) / m[i].se);
        if (below < share)
            lo = x;
        else
            hi = x;
    }
    return lo + (hi - lo) / 2;
}

enum st_status
st_mse_average(const struct loglin_table *t, int order, double level,
               struct mse_oracle *oracle, struct mse_weighed room[], double weight[],
               struct mse_average *out)
{
    struct mse_models models;
    struct loglin_fit base, fit;
    struct loglin_set model = st_loglin_main(t->lists);
    struct loglin_criteria c;
    struct mse_average a = {.bulk = 0};
    double all = 0, held = 0;
    enum st_status status = st_mse_fit(t, &model, NULL, oracle, &base);
    const struct loglin_fit *start = status == ST_OK ? &base : NULL;
    st_mse_models_start(&models, t->lists, order);
    while (st_mse_models_next(&models, &model)) {
        double variance;
        status = st_mse_fit(t, &model, start, oracle, &fit);
        if (status == ST_NO_MAXIMUM || status == ST_RANK)
            continue;
        if (status != ST_OK)
            return status;
        if (st_loglin_variance(&fit, 0, &variance) || !(variance > 0))
            continue;
        st_loglin_criteria(t, &fit, &c);
        room[a.models++] = (struct mse_weighed){c.bic, fit.beta[0], sqrt(variance)};
    }
    if (!a.models)
        return ST_NO_MAXIMUM;
    qsort(room, a.models, sizeof *room, by_bic);
    for (size_t i = 0; i < a.models; i++)
        all += weight[i] = exp((room[0].bic - room[i].bic) / 2);
    for (size_t i = 0; i < a.models; i++) {
        weight[i] /= all;
        a.bulk += held < 0.95;
        held += weight[i];
        a.estimate += weight[i] * (t->margin[0] + exp(room[i].unseen));
    }
    a.best = weight[0];
    a.lo =
        t->margin[0] + exp(mixture_quantile(room, weight, a.models, (1 - level) / 2));
    a.hi =
        t->margin[0] + exp(mixture_quantile(room, weight, a.models, (1 + level) / 2));
    *out = a;
    return ST_OK;
}

static void
guide(struct mse_urn *urn)
{
    while (urn->n >> urn->shift >= MSE_GUIDE)
        urn->shift++;
    for (uint32_t i = 0, k = 0; i << urn->shift < urn->n; i++) {
        while (i << urn->shift >= urn->upto[k])
            k++;
        urn->from[i] = (unsigned char)k;
    }
}

enum st_status
st_mse_urn(const struct loglin_table *t, struct mse_urn *out)
{
    struct mse_urn urn = {0};
    if (!(t->margin[0] < 4294967296.0))
        return ST_TOO_LARGE;
    for (unsigned w = 1; w < 1u << t->lists; w++) {
        if (!(t->count[w] > 0))
            continue;
        int at = urn.kinds++;
        for (; at > 0 && t->count[urn.kind[at - 1]] < t->count[w]; at--)
            urn.kind[at] = urn.kind[at - 1];
        urn.kind[at] = (unsigned char)w;
    }
    for (int k = 0; k < urn.kinds; k++) {
        urn.n += (uint32_t)t->count[urn.kind[k]];
        urn.upto[k] = urn.n;
    }
    guide(&urn);
    *out = urn;
    return ST_OK;
}

void
st_mse_draw(const struct mse_urn *urn, int lists, uint64_t seed, uint64_t replicate,
            struct loglin_table *out)
{
    struct rng rng;
    rng_seed(&rng, seed);
    rng_seed(&rng, rng_next(&rng) + replicate);
    *out = (struct loglin_table){.lists = lists};
    struct rng_range range = rng_range(urn->n);
    uint32_t drawn[LOGLIN_CELLS] = {0};
    for (uint32_t i = 0; i < urn->n; i++) {
        uint32_t one = (uint32_t)rng_range_next(&rng, range);
        int k = urn->from[one >> urn->shift];
        while (one >= urn->upto[k])
            k++;
        drawn[k]++;
    }
    for (int k = 0; k < urn->kinds; k++)
        out->count[urn->kind[k]] = drawn[k];
    st_loglin_margins(out);
}
