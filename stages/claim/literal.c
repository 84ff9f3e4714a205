/*
 * Numbers as newspapers write them: "10,627", "5%", "2 points", "one in 4".
 */
#include <ctype.h>

#include "claim/reader.h"
#include "program/msg.h"
#include "program/num.h"

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
    if (odd || (q < p->end && (isalnum((unsigned char)*q) || *q == '_')))
        return NULL;
    p->at = q;
    return mem_text(p->m, text, n);
}

/* "10,627", "5%", "2 points" (percentage points), "5 percent". */
struct node *
decimal(struct parser *p)
{
    struct spot at = here(p);
    const char *start = p->at, *text = digits(p);
    double x;
    if (!text || !num_parse(text, &x)) {
        p->at = start;
        fail(p, at, "%s is not a number, expected one like 10627, 10,627, 0.5 or 5%%",
             msg_quote(text_of(p, ".,", "a number")));
    }
    struct node *n = constant(p, at, x, NULL);
    n->text = text;
    if (take_sign(p, "%") || take(p, "percent"))
        n->unit = "percent";
    else if (take(p, "points") || take(p, "point"))
        n->unit = "percentage_point";
    return n;
}

/* "one in 4" is 25 percent. */
struct node *
one_in(struct parser *p, struct spot at)
{
    if (!take(p, "in"))
        expected(p, "\"in\" and a number after one, as in one in 4");
    skip(p);
    struct node *n = decimal(p);
    if (n->number <= 0)
        fail(p, n->at, "expected a number above 0");
    struct node *out = constant(p, at, 100 / n->number, "percent");
    out->text = mem_print(p->m, "one in %s", n->text);
    return out;
}
