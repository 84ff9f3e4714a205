#include "stat/concentration.h"

#include <string.h>

#define WHOLE 100000 /* 100 % in thousandths of a percent */
#define PLACES 3
#define DIGITS 4
#define LARGEST ((st_amount)1000000000000000 * 1000000000000000)

/* A percentage in thousandths, from *text on, which moves behind it; 0 for anything else. */
static long
thousandths(const char **text)
{
    const char *p = *text;
    long value = 0;
    int digits = 0, places = 0;
    for (; *p >= '0' && *p <= '9' && digits <= DIGITS; p++, digits++)
        value = 10 * value + (*p - '0');
    if (!digits || digits > DIGITS)
        return 0;
    if (*p == '.')
        for (p++; *p >= '0' && *p <= '9' && places <= PLACES; p++, places++)
            value = 10 * value + (*p - '0');
    if (places > PLACES || p[-1] == '.')
        return 0;
    for (; places < PLACES; places++)
        value *= 10;
    *text = p;
    return value;
}

bool
st_concentration_read(const char *dominance, const char *percent,
                      struct st_concentration *out)
{
    struct st_concentration c = {0, 0, 0};
    if (dominance) {
        if (*dominance < '1' || *dominance > '9' || dominance[1] != ',')
            return false;
        c.n = (size_t)(*dominance - '0');
        dominance += 2;
        c.k = thousandths(&dominance);
        if (*dominance || c.k <= 0 || c.k >= WHOLE)
            return false;
    }
    if (percent) {
        c.p = thousandths(&percent);
        if (*percent || c.p <= 0 || c.p > 10 * WHOLE)
            return false;
    }
    *out = c;
    return true;
}

size_t
st_concentration_of(const struct st_concentration *rule)
{
    size_t least = rule->p ? 2 : 0;
    return rule->n > least ? rule->n : least;
}

/* a / b rounded up, b above 0. */
static st_amount
up(st_amount a, long b)
{
    return a <= 0 ? 0 : (a + b - 1) / b;
}

enum st_status
st_concentration(const struct st_concentration *rule, st_amount total,
                 const st_amount largest[], st_amount *above)
{
    st_amount sum = 0, most = 0;
    if (total > LARGEST)
        return ST_TOO_LARGE;
    for (size_t i = 0; i < st_concentration_of(rule); i++) {
        if (largest[i] < 0 || largest[i] > total - sum ||
            (i && largest[i] > largest[i - 1]))
            return ST_DOMAIN;
        sum += largest[i];
        if (rule->k && i + 1 == rule->n)
            most = up(sum * WHOLE - total * rule->k, rule->k);
        if (rule->p && i == 1) {
            st_amount by_percent =
                up(largest[0] * rule->p - (total - sum) * WHOLE, WHOLE);
            most = by_percent > most ? by_percent : most;
        }
    }
    *above = most;
    return ST_OK;
}
