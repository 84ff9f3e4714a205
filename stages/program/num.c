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

bool
num_parse(const char *text, double *out)
{
    const char *p = text + (*text == '-');
    const char *q = digits(p);
    if (q == p)
        return false;
    if (*q == '.') {
        p = q + 1;
        q = digits(p);
        if (q == p)
            return false;
    }
    if (*q)
        return false;
    double x = strtod(text, NULL);
    if (!isfinite(x))
        return false;
    *out = x;
    return true;
}

char *
num_text(double x, char out[NUM_MAX])
{
    if (!isfinite(x))
        die(EX_SOFTWARE, "internal: a number that is not finite reached the output");
    if (x == 0)
        return memcpy(out, "0", 2);
    char sci[32];
    snprintf(sci, sizeof sci, "%.*e", DIGITS - 1, fabs(x));
    char digit[DIGITS + 1];
    int n = 0;
    for (const char *p = sci; *p && *p != 'e'; p++)
        if (isdigit((unsigned char)*p))
            digit[n++] = *p;
    int point = (int)strtol(strchr(sci, 'e') + 1, NULL, 10) + 1;
    while (n > 1 && digit[n - 1] == '0')
        n--;
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
