#include "breakpoints/stretch.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "table/reason.h"
#include "table/result.h"

double *
doubles(const struct stretch *s, size_t n)
{
    return mem_array(s->run->arena, n ? n : 1, sizeof(double));
}

/* One row of the result about s. */
struct result_row
about(const struct stretch *s, const char *statistic, double value, const char *unit,
      const char *method)
{
    return (struct result_row){.statistic = statistic,
                               .period = s->span,
                               .value = value,
                               .lo = NAN,
                               .hi = NAN,
                               .unit = unit,
                               .status = s->status,
                               .source = s->source,
                               .method = method};
}

void
put(const struct stretch *s, struct result_row r)
{
    const struct level *l = s->run->opt->level;
    if (s->exposure && r.sentence && isfinite(r.value))
        r.sentence = mem_print(s->run->arena, "%s Values are rates over %s.",
                               r.sentence, s->run->opt->exposure_name);
    if (r.verdict && r.sentence && l->percent != 95)
        r.sentence =
            mem_print(s->run->arena, "%s Verdict at %ld %%.", r.sentence, l->percent);
    result_add(s->run->result, s->row[0].cell, &r);
}

bool
number_is_fixed(const struct stretch *s)
{
    return s->run->opt->number >= 0;
}

size_t
fixed_number(const struct stretch *s, size_t most)
{
    size_t n = (size_t)s->run->opt->number;
    return n < most ? n : most;
}

void
put_value(const struct stretch *s, const char *statistic, double value,
          const char *unit, const char *method)
{
    put(s, about(s, statistic, value, unit, method));
}

static void
put_without(const struct stretch *s, const char *statistic, const char *unit,
            const char *method, const char *reason, const char *sentence)
{
    struct result_row r = about(s, statistic, NAN, unit, method);
    r.reason = reason;
    r.sentence = sentence;
    put(s, r);
}

void
put_reason(const struct stretch *s, const char *statistic, const char *unit,
           const char *method, const char *reason)
{
    put_without(s, statistic, unit, method, reason, NULL);
}

const char *
untold(const struct stretch *s, const char *what, const char *reason)
{
    return mem_print(s->run->arena, "Whether the %s changes cannot be told: %s", what,
                     reason_words(s->run->arena, reason));
}

void
put_refusal(const struct stretch *s, const char *statistic, const char *unit,
            const char *method, const char *reason)
{
    put_without(s, statistic, unit, method, reason,
                mem_print(s->run->arena, "%s.", untold(s, "series", reason)));
}

double
coverage(const struct stretch *s)
{
    return s->run->opt->level->share;
}

double
alpha(const struct stretch *s)
{
    return s->run->opt->level->alpha;
}

double
alpha_fifths(const struct stretch *s, long fifths)
{
    return (double)(fifths * (100 - s->run->opt->level->percent)) / 500;
}

/* A value with its limits. */
void
put_limits(const struct stretch *s, const char *statistic, double value, double lo,
           double hi, const char *unit, const char *method, const char *verdict,
           const char *sentence)
{
    struct result_row r = about(s, statistic, value, unit, method);
    if (!isfinite(value)) {
        put_reason(s, statistic, unit, method, st_reason(ST_TOO_LARGE));
        return;
    }
    r.lo = lo;
    r.hi = hi;
    r.interval = s->run->opt->level->interval;
    r.verdict = verdict;
    r.sentence = sentence;
    put(s, r);
}

const char *
period_at(const struct stretch *s, size_t i)
{
    return table_cell(s->run->tab, &s->row[i], TABLE_PERIOD);
}

const char *
period_words(const struct stretch *s, size_t i)
{
    return result_span_words(s->run->arena, period_at(s, i));
}

const char *
from_words(const struct stretch *s, size_t cut)
{
    const char *period = period_words(s, s->cut[cut]), *label = s->label[cut];
    size_t n = strlen(period);
    bool same = !strncmp(label, period, n) && !strncmp(label + n, " (", 2);
    return same ? mem_print(s->run->arena, "From %s", label)
                : mem_print(s->run->arena, "From %s, %s", period, label);
}

double
mean_of(const double x[], size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum / (double)n;
}

char *
words(const struct stretch *s, double x, int digits)
{
    return result_round(s->run->arena, x, digits);
}

/* Values a test looks at: rates when there is an exposure. */
const double *
levels(const struct stretch *s)
{
    if (!s->exposure)
        return s->y;
    double *rate = doubles(s, s->n);
    for (size_t i = 0; i < s->n; i++)
        rate[i] = s->y[i] / s->exposure[i];
    return rate;
}

const char *
under_two_cycles(const struct stretch *s)
{
    return s->seasons > 1 && s->n < 2 * s->seasons ? "less-than-two-cycles" : NULL;
}

/* A sum of squares at or below this is what rounding leaves of an exact fit. */
double
exact_below(const double y[], const double weight[], size_t n)
{
    double top = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        top = fmax(top, fabs(y[i]));
        sum += weight ? weight[i] : 1;
    }
    return sum * (4 * DBL_EPSILON * top) * (4 * DBL_EPSILON * top);
}
