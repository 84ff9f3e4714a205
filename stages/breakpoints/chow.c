/* chow - one mean against two at each known break (Chow 1960). */
#include "breakpoints/method.h"
#include "stat/change.h"

/* One mean against two at each known break. */
static void
chow(const struct stretch *s, const struct breaks_method *self)
{
    (void)self;
    const char *method = "Chow (1960), one mean against two";
    const double *y = levels(s);
    if (!s->cuts || s->bounded)
        put_reason(s, "chow-1", "", method, s->cuts ? "bounded" : "no-break");
    for (size_t i = 0; i < s->cuts && !s->bounded; i++) {
        const char *name = mem_print(s->run->arena, "chow-%zu", i + 1);
        double f, p;
        enum st_status e = st_chow(y, s->n, s->cut[i], doubles(s, s->n), &f, &p);
        if (e) {
            put_reason(s, name, "", method, st_reason(e));
            continue;
        }
        struct result_row r = about(s, mem_print(s->run->arena, "chow-p-%zu", i + 1), p,
                                    "probability", method);
        r.verdict = p < ALPHA ? "change" : "no-change";
        r.sentence = mem_print(
            s->run->arena,
            "From %s, %s: the level %s (mean %s before, %s from then "
            "on, p %s).",
            period_at(s, s->cut[i]), s->label[i],
            p < ALPHA ? "changes" : "shows no change",
            words(s, mean_of(y, s->cut[i]), 4),
            words(s, mean_of(y + s->cut[i], s->n - s->cut[i]), 4), words(s, p, 2));
        put_value(s, name, f, "", method);
        put(s, r);
    }
}

const struct breaks_method breaks_chow = {"chow", "chow-1", chow,      true,
                                          false,  NULL,     ST_PETTITT};
