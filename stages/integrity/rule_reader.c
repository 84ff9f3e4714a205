#include "integrity/rule_reader.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "program/msg.h"
#include "program/num.h"

void
rule_wrong(const struct rule_reader *in, const char *format, ...)
{
    char text[1024];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    die_at(EX_DATAERR, (struct place){in->file, in->line, NULL}, "%s", text);
}

void
rule_blanks(struct rule_reader *in)
{
    in->at += strspn(in->at, " \t");
}

bool
rule_accept(struct rule_reader *in, const char *token)
{
    rule_blanks(in);
    size_t n = strlen(token);
    if (strncmp(in->at, token, n))
        return false;
    if (isalpha((unsigned char)*token) &&
        (isalnum((unsigned char)in->at[n]) || in->at[n] == '_'))
        return false;
    in->at += n;
    return true;
}

void
rule_expect(struct rule_reader *in, const char *token)
{
    if (!rule_accept(in, token))
        rule_wrong(in, "%s where %s is expected",
                   *in->at ? msg_quote(in->at) : "the end of the line",
                   msg_quote(token));
}

double
rule_read_number(struct rule_reader *in)
{
    rule_blanks(in);
    size_t n = strspn(in->at, "0123456789.");
    double x;
    if (!num_parse(mem_text(in->run, in->at, n), &x))
        rule_wrong(in, "%s where a number is expected",
                   *in->at ? msg_quote(in->at) : "the end of the line");
    in->at += n;
    return x;
}

/* Letters, digits and `more`; a text that does not begin with them is a fault. */
char *
rule_read_text(struct rule_reader *in, const char *more, const char *what)
{
    rule_blanks(in);
    size_t n = 0;
    while (in->at[n] && (isalnum((unsigned char)in->at[n]) || strchr(more, in->at[n])))
        n++;
    if (!n)
        rule_wrong(in, "%s where %s is expected",
                   *in->at ? msg_quote(in->at) : "the end of the line", what);
    char *word = mem_text(in->run, in->at, n);
    in->at += n;
    return word;
}
