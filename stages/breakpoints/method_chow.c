/*
 * with --breaks: F of one mean against two at each known break (Chow 1960). The series is then
 * not split. Rows: chow-1 and so on, chow-p-1 and so on
 */
#include <math.h>

#include "breakpoints/chance.h"
#include "breakpoints/method.h"
#include "stat/change.h"

static double
f_at(const struct stretch *s, const double y[], void *more)
{
    const size_t *at = more;
    double *x = s->chance->as.room, f, p;
    for (size_t i = 0; i < s->n; i++)
        x[i] = s->exposure ? y[i] / s->exposure[i] : y[i];
    return st_chow(x, s->n, *at, x + s->n, 2 * s->n, &f, &p) ? NAN : f;
}

static const char *
why_not(const double y[], size_t n, enum st_status e)
{
    bool same = true;
    for (size_t i = 1; i < n; i++)
        same &= !(y[i] < y[0]) && !(y[i] > y[0]);
    return e == ST_ALL_TIED && !same ? "exact-fit" : st_reason(e);
}

/* One mean against two at each known break. */
static void
chow(const struct stretch *s, const struct breaks_method *self)
{
    (void)self;
    const char *method = "Chow (1960), one mean against two";
    const double *y = levels(s);
    if (!s->cuts || s->bounded)
        put_refusal(s, "chow-1", "", method, s->cuts ? "bounded" : "no-break");
    for (size_t i = 0; i < s->cuts && !s->bounded; i++) {
        const char *name = mem_print(s->run->arena, "chow-%zu", i + 1);
        double f, p;
        enum st_status e = st_chow(y, s->n, s->cut[i], doubles(s, s->n), s->n, &f, &p);
        if (e) {
            put_refusal(s, name, "", method, why_not(y, s->n, e));
            continue;
        }
        struct result_row r = about(s, mem_print(s->run->arena, "chow-p-%zu", i + 1), p,
                                    "probability", method);
        double simulated = 1;
        size_t at = s->cut[i];
        if (p < alpha(s) && !s->chance->reason) {
            simulated = chance_p(s, &s->chance->as.level, f_at, &at, f);
            put_value(s, mem_print(s->run->arena, "chow-p-simulated-%zu", i + 1),
                      simulated, "probability", chance_text(s, &s->chance->as.level));
        }
        struct verdict v = chance_verdict(s, s->chance, p, simulated);
        if (!v.words && (at == 1 || at + 1 == s->n))
            v = chance_single(s, y, at == 1 ? 0 : at, fmax(p, simulated));
        r.verdict = v.verdict;
        r.reason = v.reason;
        r.sentence =
            v.words ? mem_print(s->run->arena, "%s: %s.", from_words(s, i), v.words)
                    : mem_print(s->run->arena,
                                "%s: the level changes (mean %s before, %s from then "
                                "on, p %s%s).",
                                from_words(s, i), words(s, mean_of(y, s->cut[i]), 4),
                                words(s, mean_of(y + s->cut[i], s->n - s->cut[i]), 4),
                                words(s, fmax(p, simulated), 2), chance_season(s));
        put_value(s, name, f, "", method);
        put(s, r);
    }
}

const struct breaks_method breaks_chow = {
    .name = "chow", .row = "chow-1", .make = chow, .whole = true};
