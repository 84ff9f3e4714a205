/*
 * Numbers as newspapers write them: "10,627", "5%", "2 points", "1.2 million", "ten thousand",
 * "a dozen", "half", "two thirds", "one in 4". One that only rounding gives is known as such:
 * `=` is exact (grammar.c).
 */
#include <ctype.h>
#include <string.h>

#include "claim/reader.h"
#include "program/msg.h"
#include "program/num.h"

/* So many points may a fraction be off. */
#define FRACTION 1

struct word {
    const char *text;
    double value;
};

static const struct word small[] = {
    {"one", 1},        {"two", 2},       {"three", 3},     {"four", 4},
    {"five", 5},       {"six", 6},       {"seven", 7},     {"eight", 8},
    {"nine", 9},       {"ten", 10},      {"eleven", 11},   {"twelve", 12},
    {"thirteen", 13},  {"fourteen", 14}, {"fifteen", 15},  {"sixteen", 16},
    {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},
    {"thirty", 30},    {"forty", 40},    {"fifty", 50},    {"sixty", 60},
    {"seventy", 70},   {"eighty", 80},   {"ninety", 90},   {"double", 2},
    {"twice", 2},      {"triple", 3},    {NULL, 0},
};
static const struct word scales[] = {
    {"dozen", 12},    {"hundred", 1e2}, {"thousand", 1e3},
    {"million", 1e6}, {"billion", 1e9}, {NULL, 0},
};
static const struct word glued[] = {
    {"k", 1e3}, {"m", 1e6}, {"mn", 1e6}, {"bn", 1e9}, {NULL, 0},
};
/* In percent. */
static const struct word fractions[] = {
    {"half", 50},    {"halves", 50},   {"third", 100. / 3}, {"thirds", 100. / 3},
    {"quarter", 25}, {"quarters", 25}, {"fifth", 20},       {"fifths", 20},
    {"tenth", 10},   {"tenths", 10},   {NULL, 0},
};

static const struct word *
take_word(struct parser *p, const struct word *list)
{
    for (; list->text; list++)
        if (take(p, list->text))
            return list;
    return NULL;
}

/* Digits with or without commas between thousands: "10,627", "0.5". */
static const char *
digits(struct parser *p)
{
    char text[64];
    size_t n = 0;
    const char *q = p->at;
    while (q < p->end && n + 1 < sizeof text) {
        bool comma = *q == ',' && n && p->end - q > 3 && isdigit((unsigned char)q[1]) &&
                     isdigit((unsigned char)q[2]) && isdigit((unsigned char)q[3]) &&
                     (p->end - q == 4 || !isdigit((unsigned char)q[4]));
        if (!comma && !isdigit((unsigned char)*q) && *q != '.')
            break;
        if (!comma)
            text[n++] = *q;
        q++;
    }
    bool odd = p->end - q > 1 && *q == ',' && isdigit((unsigned char)q[1]);
    size_t letters = 0;
    while (q + letters < p->end &&
           (isalnum((unsigned char)q[letters]) || q[letters] == '_'))
        letters++;
    const struct word *end = glued;
    while (end->text && (strlen(end->text) != letters || memcmp(end->text, q, letters)))
        end++;
    if (odd || (letters && !end->text))
        return NULL;
    p->at = q;
    return mem_text(p->m, text, n);
}

/* What was read, as it was written. */
static const char *
written(const struct parser *p, const char *start)
{
    size_t n = (size_t)(p->at - start);
    while (n && isspace((unsigned char)start[n - 1]))
        n--;
    return mem_text(p->m, start, n);
}

/* "%", "percent", "points" (percentage points) behind a number. */
static struct node *
with_unit(struct parser *p, struct spot at, const char *start, double x, double rounded)
{
    struct node *n = constant(p, at, x, NULL);
    n->rounded = rounded;
    n->text = written(p, start);
    if (take_sign(p, "%") || take(p, "percent"))
        n->unit = "percent";
    else if (take(p, "points") || take(p, "point"))
        n->unit = "percentage_point";
    return n;
}

/* "one in 4" is 25 percent; x was read, "in" stands next. */
static struct node *
in_so_many(struct parser *p, struct spot at, const char *start, double x)
{
    skip(p);
    struct node *n = number_in_words(p, here(p));
    if (!n)
        n = decimal(p);
    if (n->number <= 0 || n->unit)
        fail(p, n->at, "expected a number above 0");
    struct node *out = constant(p, at, 100 * x / n->number, "percent");
    out->text = written(p, start);
    out->rounded = FRACTION;
    return out;
}

/* What may follow a number: "million", "thirds", "in 4", "percent". */
static struct node *
scaled(struct parser *p, struct spot at, const char *start, double x, double step)
{
    const struct word *by = take_word(p, fractions);
    if (by) {
        struct node *n = constant(p, at, x * by->value, "percent");
        n->text = written(p, start);
        n->rounded = FRACTION;
        return n;
    }
    double scale = 1;
    while ((by = take_word(p, scales)))
        scale *= by->value;
    if (scale == 1 && take(p, "in"))
        return in_so_many(p, at, start, x);
    return with_unit(p, at, start, x * scale, scale > 1 ? step * scale / 2 : 0);
}

/* The last digit that is written stands for so much: 0.1 in "1.2". */
static double
last_digit(const char *digits)
{
    const char *point = strchr(digits, '.');
    double step = 1;
    for (size_t i = point ? strlen(point + 1) : 0; i; i--)
        step /= 10;
    return step;
}

struct node *
decimal(struct parser *p)
{
    struct spot at = here(p);
    const char *start = p->at, *text = digits(p);
    double x;
    if (!text || !num_parse(text, &x)) {
        p->at = start;
        fail(p, at,
             "%s is not a number, expected one like 10627, 10,627, 0.5, 5%% or 1.2 "
             "million",
             msg_quote(text_of(p, ".,", "a number")));
    }
    const struct word *by =
        p->at < p->end && isalpha((unsigned char)*p->at) ? take_word(p, glued) : NULL;
    if (by)
        return with_unit(p, at, start, x * by->value, last_digit(text) * by->value / 2);
    struct node *n = scaled(p, at, start, x, last_digit(text));
    if (!n->unit && n->rounded == 0)
        n->text = text;
    return n;
}

/* "half", "half a million". */
static struct node *
half_of(struct parser *p, struct spot at, const char *start)
{
    struct parser back = *p;
    if (take(p, "a")) {
        const struct word *by = take_word(p, scales);
        if (by)
            return with_unit(p, at, start, by->value / 2, by->value / 4);
        p->at = back.at;
        p->line = back.line;
        p->line_start = back.line_start;
    }
    struct node *n = constant(p, at, 50, "percent");
    n->text = "half";
    n->rounded = FRACTION;
    return n;
}

/* "a dozen", "a third". */
static struct node *
with_article(struct parser *p, struct spot at, const char *start)
{
    struct node *n = scaled(p, at, start, 1, 1);
    if (n->rounded == 0)
        fail(p, at,
             "found %s, expected a number such as a dozen, a hundred, a thousand, a "
             "million, a third",
             msg_quote(n->text));
    return n;
}

struct node *
number_in_words(struct parser *p, struct spot at)
{
    const char *start = p->at;
    if (take(p, "half"))
        return half_of(p, at, start);
    if (take(p, "a") || take(p, "an"))
        return with_article(p, at, start);
    const struct word *first = take_word(p, small), *next = NULL;
    if (!first)
        return NULL;
    if (first->value >= 20 && p->at < p->end && *p->at == '-') {
        p->at++;
        next = take_word(p, small);
        if (!next || next->value > 9)
            fail(p, at, "expected a number such as twenty-five");
    }
    return scaled(p, at, start, first->value + (next ? next->value : 0), 1);
}
