#include "microdata/decimal.h"

#include <stdio.h>
#include <string.h>

#define ONE 1000000000
#define DIGITS_MAX 15

bool
decimal_read(const char *text, size_t n, amount128 *out)
{
    bool minus = n && *text == '-';
    size_t i = minus, digits = 0, places = 0;
    amount128 whole = 0;
    for (; i < n && text[i] >= '0' && text[i] <= '9'; i++, digits++)
        whole = 10 * whole + (text[i] - '0');
    if (!digits || digits > DIGITS_MAX)
        return false;
    if (i < n && text[i] == '.')
        for (i++; i < n && text[i] >= '0' && text[i] <= '9'; i++, places++)
            whole = 10 * whole + (text[i] - '0');
    if (i < n || places > DECIMAL_PLACES || text[n - 1] == '.')
        return false;
    for (; places < DECIMAL_PLACES; places++)
        whole *= 10;
    *out = minus ? -whole : whole;
    return true;
}

void
decimal_whole(amount128 n, char out[DECIMAL_MAX])
{
    char text[DECIMAL_MAX], *p = text + sizeof text;
    bool minus = n < 0;
    *--p = '\0';
    do {
        int digit = (int)(n % 10);
        *--p = (char)('0' + (digit < 0 ? -digit : digit));
        n /= 10;
    } while (n);
    if (minus)
        *--p = '-';
    memcpy(out, p, (size_t)(text + sizeof text - p));
}

amount128
decimal_whole_read(const char *text)
{
    amount128 n = 0;
    for (const char *p = text + (*text == '-'); *p; p++)
        n = 10 * n + (*p - '0');
    return *text == '-' ? -n : n;
}

void
decimal_text(amount128 amount, char out[DECIMAL_MAX])
{
    char whole[DECIMAL_MAX];
    amount128 rest = amount % ONE;
    long places = (long)(rest < 0 ? -rest : rest);
    decimal_whole(amount / ONE, whole);
    if (!places) {
        strcpy(out, whole);
        return;
    }
    const char *minus = amount < 0 && *whole != '-' ? "-" : "";
    int n = snprintf(out, DECIMAL_MAX, "%s%s.%09ld", minus, whole, places);
    while (out[n - 1] == '0')
        out[--n] = '\0';
}
