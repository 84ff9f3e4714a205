#include "publisher/notation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program/num.h"
#include "program/pattern.h"

#define DIGITS "0123456789"
#define MINUS "\xe2\x88\x92" /* U+2212 */

struct notation
notation_plain(void)
{
    return (struct notation){
        .thousands = "", .decimal = ".", .suffix = "", .minus = "", .times = 1};
}

/* Takes one NAME=TEXT; false when it is none of this directive. */
static bool
take_option(struct notation *n, const char *name, const char *text)
{
    n->decimal_said = n->decimal_said || !strcmp(name, "decimal");
    if (strspn(text, DIGITS) && strcmp(name, "times") != 0)
        return false;
    if (!strcmp(name, "thousands") && *text)
        n->thousands = text;
    else if (!strcmp(name, "decimal") && *text && !text[1])
        n->decimal = text;
    else if (!strcmp(name, "suffix") && *text)
        n->suffix = text;
    else if (!strcmp(name, "minus") && *text)
        n->minus = text;
    else if (!strcmp(name, "parentheses") && !strcmp(text, "negative"))
        n->parentheses = true;
    else if (!strcmp(name, "exponent") && !strcmp(text, "E"))
        n->exponent = true;
    else
        return !strcmp(name, "times") && num_parse(text, &n->times) && n->times > 0;
    return true;
}

void
notation_read(struct notation *n, struct mem *run, const struct directive *w)
{
    char *name, *text;
    if (n->any)
        directive_die(w, "a second number directive, expected one");
    n->any = true;
    for (int i = 1; i < w->n; i++) {
        if (!directive_pair(run, w->word[i], &name, &text))
            directive_die(w, "%s, expected NAME=TEXT", msg_quote(w->word[i]));
        if (!take_option(n, name, text))
            directive_die(w,
                          "%s, expected thousands=C, decimal=C, suffix=TEXT, "
                          "minus=TEXT, parentheses=negative, times=N or exponent=E",
                          msg_quote(w->word[i]));
    }
    if (!strcmp(n->thousands, n->decimal))
        directive_die(w, "thousands and decimal are both %s", msg_quote(n->decimal));
}

/* Appends the digits at p; returns what comes behind them. */
static const char *
take_digits(const char *p, char **out)
{
    size_t n = strspn(p, DIGITS);
    memcpy(*out, p, n);
    *out += n;
    return p + n;
}

/* The whole part: digits, or groups of three parted by the separator, of which the first does
 * not begin with 0 (0,123 is no number of thousands). Returns what comes behind it, or NULL. */
static const char *
whole_part(const char *separator, const char *p, char **out)
{
    size_t n = strspn(p, DIGITS), len = strlen(separator);
    bool zero = *p == '0';
    p = take_digits(p, out);
    if (n == 0 || n > 3 || !len)
        return n ? p : NULL;
    while (!strncmp(p, separator, len)) {
        if (zero || strspn(p + len, DIGITS) != 3)
            return NULL;
        p = take_digits(p + len, out);
    }
    return p;
}

/* A sign, which is appended when it is a minus, also one that is declared; returns what comes
 * behind it. */
static const char *
take_sign(const char *p, const char *declared, char **out)
{
    const char *const sign[] = {"-", MINUS, declared};
    size_t minus = 0;
    for (int i = 0; i < 3 && !minus; i++)
        if (!strncmp(p, sign[i], strlen(sign[i])))
            minus = strlen(sign[i]);
    if (minus)
        *(*out)++ = '-';
    return p + (minus ? minus : *p == '+');
}

/* E and its digits, which are appended; returns what comes behind, or NULL. */
static const char *
take_exponent(const char *p, char **out)
{
    *(*out)++ = 'e';
    p = take_sign(p + 1, "", out);
    size_t n = strspn(p, DIGITS);
    return n && n < 4 ? take_digits(p, out) : NULL;
}

/* The text without the suffix, or a copy of all of it. */
static char *
without_suffix(const char *suffix, struct mem *m, const char *text)
{
    size_t len = strlen(text), cut = strlen(suffix);
    if (!cut || len <= cut || strcmp(text + len - cut, suffix) != 0)
        return mem_copy(m, text);
    return pattern_squeeze(m, mem_text(m, text, len - cut));
}

const char *
notation_example(const struct notation *n, struct mem *m)
{
    return mem_print(m, "1%s234%s5%s", n->thousands, n->decimal, n->suffix);
}

char *
notation_number(const struct notation *n, struct mem *m, const char *text)
{
    char *copy = without_suffix(n->suffix, m, text);
    char *out = mem_get(m, strlen(text) + 2), *o = out, plain[NUM_MAX];
    size_t len = strlen(copy);
    const char *p;
    double x;
    if (n->parentheses && len > 2 && copy[0] == '(' && copy[len - 1] == ')') {
        *o++ = '-';
        p = without_suffix(n->suffix, m, mem_text(m, copy + 1, len - 2));
    } else {
        p = take_sign(copy, n->minus, &o);
    }
    p = whole_part(n->thousands, p, &o);
    if (p && *p == *n->decimal) {
        *o++ = '.';
        p = strspn(p + 1, DIGITS) ? take_digits(p + 1, &o) : NULL;
    }
    bool exponent = p && n->exponent && (*p == 'e' || *p == 'E');
    if (exponent)
        p = take_exponent(p, &o);
    *o = '\0';
    if (!p || *p)
        return NULL;
    if (!exponent && n->times == 1)
        return num_parse(out, &x) ? out + (x == 0 && *out == '-') : NULL;
    x = strtod(out, NULL) * n->times;
    return isfinite(x) ? mem_copy(m, num_text(x, plain)) : NULL;
}
