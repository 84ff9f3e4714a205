/*
 * What a number is about, in words. What is counted is not said twice in a row.
 */
#include <ctype.h>
#include <string.h>

#include "claim/words.h"
#include "document/display.h"

/* A list goes on for two lines of a page, on a card for less, then says how many more there
 * are. */
#define LISTED_WIDTH 170
#define LISTED_BRIEFLY 130

/* Adds part to text with the joint between them. */
char *
words_add(struct words *w, char *text, const char *joint, const char *part)
{
    return *text ? mem_print(w->m, "%s%s%s", text, joint, part) : mem_copy(w->m, part);
}

char *
words_listed(struct words *w, char *const part[], size_t n)
{
    char *text = mem_copy(w->m, "");
    size_t shown = 0, width = 0, most = w->brief ? LISTED_BRIEFLY : LISTED_WIDTH;
    while (shown < n && (shown < 2 || width + words_width(part[shown]) <= most))
        width += words_width(part[shown++]) + 2;
    if (shown + 1 == n)
        shown = n;
    for (size_t i = 0; i < shown; i++)
        text = words_add(w, text, i + 1 == n ? " and " : ", ", part[i]);
    if (shown < n)
        text = mem_print(w->m, "%s and %zu more", text, n - shown);
    return text;
}

/* A label inside a sentence: "Persons convicted" begins small, "NRM referrals" does not. */
static const char *
inside(struct words *w, const char *label)
{
    if (!isupper((unsigned char)label[0]) || !islower((unsigned char)label[1]))
        return label;
    char *text = mem_copy(w->m, label);
    text[0] = (char)tolower((unsigned char)text[0]);
    return text;
}

/* "the United Kingdom", "the Netherlands" */
static bool
takes_the(const char *country)
{
    static const char *const with[] = {"United ",    "Netherlands", "Philippines",
                                       "Gambia",     "Russian ",    "Central ",
                                       "Dominican ", "Bahamas"};
    for (size_t i = 0; i < sizeof with / sizeof *with; i++)
        if (!strncmp(country, with[i], strlen(with[i])))
            return true;
    return false;
}

const char *
words_code(struct words *w, const char *column, const char *code)
{
    static const struct {
        const char *column, *code, *label;
    } known[] = {
        {"sex", "F", "women and girls"}, {"sex", "M", "men and boys"},
        {"age", "CHILD", "children"},    {"age", "ADULT", "adults"},
        {"sex", "_T", "both sexes"},     {"age", "_T", "all ages"},
        {"form", "_T", "all forms"},     {"citizenship", "_T", "all citizenships"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(known[i].column, column) && !strcmp(known[i].code, code))
            return known[i].label;
    if (!strcmp(code, "*"))
        return mem_print(w->m, "by %s", column);
    const char *text = labels_get(w->labels, column, code);
    bool country = labels_are_areas(column);
    if (!strcmp(column, "citizenship") && *code != '_')
        return mem_print(w->m, "citizens of %s%s", takes_the(text) ? "the " : "", text);
    if (strcmp(text, code))
        return country && *code != '_' ? text : inside(w, text);
    char *plain = mem_copy(w->m, code);
    for (char *p = plain; *p && !strcmp(column, "indicator"); p++)
        if (*p == '_')
            *p = ' ';
    return plain;
}

/* What is counted: the words of the series, or "persons convicted, Albania (TIP)". */
const char *
words_subject(struct words *w, const struct cell *c)
{
    if (c->ref->words)
        return c->ref->words;
    const char *geo = evidence_code(c, "geo"), *by = evidence_code(c, "register");
    return mem_print(w->m, "%s%s%s%s%s%s",
                     words_code(w, "indicator", evidence_code(c, "indicator")),
                     strcmp(geo, "_T") ? ", " : "",
                     strcmp(geo, "_T") ? words_code(w, "geo", geo) : "",
                     strcmp(by, "_T") ? " (" : "",
                     strcmp(by, "_T") ? labels_get(w->labels, "register", by) : "",
                     strcmp(by, "_T") ? ")" : "");
}

/* What narrows it down here: "citizens of Albania, women and girls". */
char *
words_narrowed(struct words *w, const struct cell *c)
{
    char *text = mem_copy(w->m, "");
    for (size_t i = 0; i < c->ref->n; i++) {
        const struct ref_dim *d = &c->ref->dim[i];
        bool one = !ref_runs(d); /* of several each is named */
        bool told = (d->named && one) ||
                    (!c->ref->words &&
                     (!strcmp(d->column, "indicator") || !strcmp(d->column, "geo") ||
                      !strcmp(d->column, "register")));
        if (told ||
            (w->brief && !strcmp(d->column, "register"))) /* publishers follow */
            continue;
        text = words_add(w, text, ", ", words_code(w, d->column, c->code[i]));
        const char *when =
            registers_age(&w->e->registers, evidence_code(c, "register"));
        if (!strcmp(d->column, "age") && *c->code[i] != '_' && *when)
            text = mem_print(w->m, "%s %s", text, when);
    }
    return text;
}

/* The day, YYYY-MM-DD, is the last of its month. */
static bool
ends_month(struct words *w, const char *text)
{
    struct period day, month;
    return period_parse(text, &day) && day.freq == 'D' &&
           period_parse(mem_text(w->m, text, 7), &month) && day.last == month.last;
}

/* "2017", "2014 to 2018", "January to September 2016", "1 April 2009 to 18 March 2019". */
char *
words_period(struct words *w, const char *text)
{
    const char *end = strchr(text, '/');
    size_t n = strlen(text);
    if (!end || n != 21 || strncmp(text + 7, "-01/", 4) || !ends_month(w, end + 1))
        return display_period(w->m, text);
    if (!strncmp(text + 4, "-01-", 4) && !strncmp(end + 5, "-12-", 4))
        return mem_print(w->m, "%.4s to %.4s", text, end + 1);
    char *first = display_period(w->m, mem_text(w->m, text, 7));
    char *last = display_period(w->m, mem_text(w->m, end + 1, 7));
    if (!strncmp(text, end + 1, 4))
        first[strcspn(first, " ")] = '\0';
    return mem_print(w->m, "%s to %s", first, last);
}

const char *
words_preposition(const char *text)
{
    return strchr(text, '/') ? "over" : "in";
}

/* The source in words: "US Department of State, 2020 Trafficking in Persons Report". */
static const char *
source_named(struct words *w, const char *id)
{
    size_t n;
    const struct source *s = sources_next(&w->e->cite, id, &n);
    if (s && w->brief)
        return mem_print(w->m, "\"%s\"", s->title);
    return s ? mem_print(w->m, "\"%s\" (%s)", s->title, sources_credit(w->m, s)) : id;
}

/* "victims in Albania (US reports)" on a card without who counts: publishers follow. */
static const char *
uncredited(struct words *w, const struct cell *c, const char *what)
{
    size_t n = strlen(what);
    const char *open = strrchr(what, '(');
    bool behind = open && open > what && open[-1] == ' ' && what[n - 1] == ')';
    return w->brief && c->held == HELD && c->ref->words && behind
               ? mem_text(w->m, what, (size_t)(open - what) - 1)
               : what;
}

/* What a mention says beyond the one before it: words are not said twice in a row. */
const char *
words_named(struct words *w, const struct cell *c)
{
    const char *now = words_subject(w, c);
    bool again = w->said && !strcmp(w->said, now);
    w->said = now;
    return again ? "" : uncredited(w, c, now);
}

const char *
words_according(struct words *w, const struct cell *c)
{
    if (!c->ref->by && !c->ref->by_any)
        return "";
    bool one = c->ref->by_ids.n == 1 || !c->source;
    const char *now = one ? c->ref->by : c->source;
    bool again = w->by && !strcmp(w->by, now);
    w->by = now;
    return again ? "" : mem_print(w->m, " according to %s", source_named(w, now));
}

/* "convictions in Albania in 2018 (women and girls)" */
char *
words_where(struct words *w, const struct cell *c)
{
    const char *what = words_named(w, c), *apart = words_narrowed(w, c);
    /* Words made to follow a percentage or a rank. */
    if (!strncmp(what, "of ", 3) || !strncmp(what, "for ", 4) ||
        !strncmp(what, "among ", 6))
        what = mem_print(w->m, "the %s %s", *what == 'o' ? "share" : "rank", what);
    return mem_print(w->m, "%s%s%s%s%s%s%s", what, *what ? " " : "",
                     *what ? words_preposition(c->period) : "", *what ? " " : "",
                     words_period(w, c->period),
                     *apart ? mem_print(w->m, " (%s)", apart) : "",
                     words_according(w, c));
}
