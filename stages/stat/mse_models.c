#include "stat/mse_models.h"

#include <string.h>

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
    int pairs = st_mse_pairs(lists, pair);
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
