#include "program/num.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/msg.h"

#define DIGITS 15

static const char *
digits(const char *p)
{
    while (*p >= '0' && *p <= '9')
        p++;
    return p;
}

/* 10^i, exact: 5^22 < 2^53. */
static const double power[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                               1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                               1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* At most 15 digits, some of them behind the point: a whole number and a power of ten, both
 * exact, so that their quotient is the number rounded once (Clinger 1990). */
static double
short_number(const char *text, size_t places)
{
    long long whole = 0;
    bool minus = *text == '-';
    for (const char *p = text + minus; *p; p++)
        if (*p != '.')
            whole = 10 * whole + (*p - '0');
    double x = (double)whole / power[places];
    return minus ? -x : x;
}

bool
num_parse(const char *text, double *out)
{
    const char *p = text + (*text == '-');
    const char *q = digits(p);
    if (q == p)
        return false;
    size_t n = (size_t)(q - p), places = 0;
    if (*q == '.') {
        p = q + 1;
        q = digits(p);
        if (q == p)
            return false;
        places = (size_t)(q - p);
    }
    if (*q)
        return false;
    double x = n + places <= DIGITS ? short_number(text, places) : strtod(text, NULL);
    if (!isfinite(x))
        return false;
    *out = x;
    return true;
}

/* x, from 10^-6 up to 10^15, times the power of ten that makes it a number of DIGITS digits,
 * rounded as printf does it; where its point stands. The product is exact as a sum of two. */
static long long
scaled(double x, int *point)
{
    int k = DIGITS - 1;
    while (k > 0 && x >= power[DIGITS - k])
        k--;
    while (x * power[k] < power[DIGITS - 1])
        k++;
    double high = x * power[k], low = fma(x, power[k], -high);
    double whole = floor(high), rest = high - whole - 0.5 + low;
    long long n = (long long)whole;
    n += rest > 0 || (rest == 0 && n % 2);
    bool carried = n == (long long)power[DIGITS];
    *point = DIGITS - k + carried;
    return carried ? n / 10 : n;
}

/* The digits of x > 0 without zeros at the end, how many are returned; where its point is. */
static int
significant(double x, char digit[DIGITS + 1], int *point)
{
    int n = 0;
    if (x >= 1e-6 && x < 1e15) {
        long long whole = scaled(x, point);
        for (n = DIGITS; n; whole /= 10)
            digit[--n] = (char)('0' + whole % 10);
        n = DIGITS;
    } else {
        char sci[32];
        snprintf(sci, sizeof sci, "%.*e", DIGITS - 1, x);
        for (const char *p = sci; *p && *p != 'e'; p++)
            if (isdigit((unsigned char)*p))
                digit[n++] = *p;
        *point = (int)strtol(strchr(sci, 'e') + 1, NULL, 10) + 1;
    }
    while (n > 1 && digit[n - 1] == '0')
        n--;
    return n;
}

char *
num_text(double x, char out[NUM_MAX])
{
    if (!isfinite(x))
        die(EX_SOFTWARE, "internal: a number that is not finite reached the output");
    if (x == 0)
        return memcpy(out, "0", 2);
    char digit[DIGITS + 1];
    int point, n = significant(fabs(x), digit, &point);
    char *o = out;
    if (x < 0)
        *o++ = '-';
    if (point <= 0) {
        *o++ = '0';
        *o++ = '.';
        for (int i = point; i < 0; i++)
            *o++ = '0';
    }
    for (int i = 0; i < n || i < point; i++) {
        if (i == point && i > 0)
            *o++ = '.';
        *o++ = i < n ? digit[i] : '0';
    }
    *o = '\0';
    return out;
}

bool
num_on_side(double shown, double x, double mark)
{
    return x > mark ? shown > mark : x < mark ? shown < mark : true;
}
