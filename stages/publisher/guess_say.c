/* Writes what was guessed as a layout; what could not be told is a remark. */
#include <stdio.h>
#include <string.h>

#include "publisher/guess_in.h"
#include "publisher/layout.h"

static bool
bare(const char *text)
{
    return *text && !text[strcspn(text, " \t\"#=")];
}

const char *
guess_word(struct mem *m, const char *text)
{
    if (bare(text))
        return text;
    char *out = mem_get(m, 2 * strlen(text) + 3), *o = out;
    *o++ = '"';
    for (; *text; text++) {
        if (*text == '"')
            *o++ = '"';
        *o++ = *text;
    }
    *o++ = '"';
    return out;
}

const char *
guess_slot(struct mem *m, const char *name)
{
    return guess_word(m, mem_print(m, "{%s}", name));
}

/* The form of a period. No file says in which month a year begins that runs into the next. */
static void
say_form(const char *form)
{
    const char *option = strstr(form, " start=");
    if (option)
        printf("# period \"%.*s\" start=?   the month in which such a year begins\n",
               (int)(option - form), form);
    else
        printf("period \"%s\"\n", form);
}

/* Writes set period and its forms. */
static void
say_period(struct guess *g)
{
    const struct column *year = g->year, *part = g->part,
                        *one = g->whole ? g->whole : g->year;
    const char *form = g->form ? g->form : g->whole_form;
    if (year && part) {
        bool q = false;
        for (size_t i = 0; i < part->texts.n; i++)
            q = q || *part->texts.item[i] == 'Q';
        printf("set  period            \"{%s} {%s}\"\n", year->name, part->name);
        if (texts_has(&part->texts, "Total"))
            puts("period \"{year} Total\"");
        printf("period \"{year} %s{quarter}\"\n", q ? "Q" : "");
    } else if (one || g->form) {
        if (one)
            printf("set  period            %s\n", guess_slot(g->run, one->name));
        if (form && strcmp(form, "iso") != 0)
            say_form(form);
    } else {
        puts("# set period ?          no column holds periods; or ingest --set "
             "period=2023-Q3");
    }
}

/* How the file is read. */
static void
say_file(struct guess *g)
{
    const struct guess_table *t = &g->table;
    if (t->sheet) {
        printf("sheet %s\n", guess_word(g->run, t->sheet));
        if (t->header)
            printf("range A%ld\n", t->row[t->header].line);
    }
    if (t->encoding)
        printf("encoding %s%s\n", t->encoding,
               strcmp(t->encoding, "cp1252")
                   ? ""
                   : "  # it is not UTF-8; or another of one byte");
    if (t->delimiter != ',')
        printf("delimiter %s\n",
               t->delimiter == '\t' ? "tab" : (char[]){t->delimiter, 0});
    if (!t->sheet && t->header)
        printf("skip to %s\n", guess_word(g->run, t->row[t->header].cell[0]));
    unsigned allow = t->allow & ~(unsigned)CSV_ALLOW_BLANK;
    if (allow || t->blank) {
        printf("allow");
        for (int i = 0; layout_allow[i]; i++)
            if ((allow | (t->blank ? CSV_ALLOW_BLANK : 0)) & (1U << i))
                printf(" %s", layout_allow[i]);
        putchar('\n');
    }
    size_t end = t->end;
    while (end < t->rows && t->row[end].text == 0)
        end++;
    if (end < t->rows)
        printf("footer %s\n", guess_word(g->run, t->row[end].cell[0]));
}

static void
say_across(struct guess *g)
{
    if (!guess_in_parts(g)) {
        puts("across {indicator}");
        return;
    }
    for (size_t i = 0; i < g->table.columns; i++)
        if (g->column[i].role == VALUE && !strstr(g->column[i].name, " - ")) {
            const char *code = guess_usual_code(g->column[i].name);
            if (code && !strcmp(code, "_T"))
                printf("across %s age=%s indicator=%s\n",
                       guess_word(g->run, g->column[i].name),
                       guess_word(g->run, g->column[i].name),
                       guess_word(g->run, g->column[i].name));
            else
                printf("# across %s age=? indicator=?\n",
                       guess_word(g->run, g->column[i].name));
        }
    puts("across \"{age} - {indicator}\"");
}

/* Up to three digits, a point and three: 1.234 is 1234 in many languages. */
static bool
may_be_thousands(const char *text)
{
    size_t whole = strcspn(text, ".");
    return whole < 5 && strspn(text + whole + 1, "0123456789") == 3 && !text[whole + 4];
}

/* Texts of the values that are no numbers, each once. */
static void
say_symbols(struct guess *g)
{
    struct texts seen = {0};
    bool thousands = false, percent = false, points = false, others = false;
    for (size_t i = 0; i < g->table.columns; i++) {
        const struct column *c = &g->column[i];
        for (size_t k = 0; c->role == VALUE && k < c->texts.n; k++) {
            const char *text = c->texts.item[k];
            size_t n = strlen(text);
            bool number = guess_is_number(g, text);
            thousands = thousands || (number && strchr(text, ','));
            percent = percent || (number && n && text[n - 1] == '%');
            points = points || (number && strchr(text, '.'));
            others = others || (number && strchr(text, '.') && !may_be_thousands(text));
            if (!number && seen.n < 30)
                texts_add(g->run, &seen, text);
        }
    }
    if (thousands || percent)
        printf("number%s%s\n", thousands ? " thousands=," : "",
               percent ? " suffix=%" : "");
    if (points && !others && !thousands)
        puts("# number thousands=. ?  each point has three digits behind it");
    for (size_t i = 0; i < seen.n; i++) {
        const char *text = seen.item[i];
        if (!*text)
            puts("symbol \"\" leave");
        else if (guess_is_below(text))
            printf("symbol <{n} lo=0 hi=below status=Q\n");
        else
            printf("# symbol %s ?      leave, or status=O, or bounds and status=Q\n",
                   guess_word(g->run, text));
    }
}

/* A constant of the result, or a remark that asks for it. */
static void
say_constant(const char *column, const char *code, const char *ask)
{
    if (code)
        printf("set  %-17s %s\n", column, code);
    else
        printf("# set %s ?%*s%s\n", column, 16 - (int)strlen(column), "", ask);
}

static void
say_constants(struct guess *g, const char *across)
{
    static const char *const total[] = {"citizenship", "sex", "age", "form"};
    bool parts = !across && guess_in_parts(g), one = g->values == 1 || across;
    char *all = NULL;
    for (size_t i = 0; i < 4; i++)
        if (!guess_taken(g, total[i]) && !(parts && !strcmp(total[i], "age")) &&
            (!across || strcmp(across, total[i]) != 0))
            all = mem_print(g->run, "%s%s%s", all ? all : "", all ? "," : "", total[i]);
    if (g->counted)
        printf("set  indicator         %s\n", guess_slot(g->run, g->counted->name));
    else if (one || !g->values)
        say_constant("indicator", g->indicator,
                     "what is counted: a code of indicator.csv");
    if (!guess_taken(g, "geo"))
        say_constant("geo", g->geo, "where, or who reports");
    if (all)
        printf("set  %-17s _T\n", all);
    say_constant("register", g->in_register, "the counting system");
    say_constant("unit", g->unit, "persons, decisions: a code of unit.csv");
    puts("set  status            A");
    puts("# --set source=ID       with the command: the edition");
}

/* Rows that are totals of others. */
static void
say_left(struct guess *g, const struct column *c)
{
    printf("leave %s =", guess_word(g->run, c->name));
    for (size_t i = 0; i < c->totals.n; i++)
        printf(" %s", guess_word(g->run, c->totals.item[i]));
    putchar('\n');
}

/* Totals of years that are not over, and rows that are parts of one figure. */
static void
say_added(struct guess *g)
{
    if (g->unfinished.n) {
        printf("leave %s = Total and %s =", guess_word(g->run, g->part->name),
               guess_word(g->run, g->year->name));
        for (size_t i = 0; i < g->unfinished.n; i++)
            printf(" %s", g->unfinished.item[i]);
        putchar('\n');
    }
    if (g->added)
        puts("repeats add             # if what only differs in ignored columns is one "
             "figure");
}

/* Columns without a place in the result: of one with a total, its total; the rest is ignored. */
static void
say_ignored(struct guess *g)
{
    struct texts names = {0};
    for (size_t i = 0; i < g->table.columns; i++)
        if (g->column[i].role == IGNORED && texts_has(&g->column[i].texts, "Total"))
            printf("only %s = Total\n", guess_word(g->run, g->column[i].name));
        else if (g->column[i].role == IGNORED && g->column[i].totals.n)
            say_left(g, &g->column[i]);
        else if (g->column[i].role == IGNORED)
            texts_add(g->run, &names, g->column[i].name);
    for (size_t i = 0; i < names.n; i++)
        printf("%s%s", i ? " " : "ignore ", guess_word(g->run, names.item[i]));
    if (names.n)
        putchar('\n');
    if (names.n && (g->added || g->alike))
        puts("# rows are alike but for what is ignored: a code of which column?");
}

/* What holds the values: headers that are periods or codes, headers of two parts, or columns. */
static void
say_values(struct guess *g, const char *across)
{
    if (!g->form && across)
        printf("across {%s}\nlookup %s %s\n", across, across,
               guess_known[guess_known_index(across)].list);
    else if (!g->form && g->values > 1)
        say_across(g);
    else if (!g->form)
        for (size_t i = 0; i < g->table.columns; i++)
            if (g->column[i].role == VALUE)
                printf("set  value             %s\n",
                       guess_slot(g->run, g->column[i].name));
}

/* The columns of the result, when one of them is not among those of every table. */
static void
say_output(struct guess *g, const char *across)
{
    static const char *const usual[] = {"geo", "citizenship", "sex",
                                        "age", "form",        NULL};
    char *more = mem_copy(g->run, "");
    for (size_t k = 0; k < GUESS_KNOWN; k++) {
        const char *to = guess_known[k].to;
        size_t i = 0;
        while (usual[i] && strcmp(usual[i], to) != 0)
            i++;
        if (!usual[i] && (guess_taken(g, to) || (across && !strcmp(across, to))))
            more = mem_print(g->run, "%s %s", more, to);
    }
    if (*more)
        printf("output indicator geo citizenship sex age form%s register period value "
               "lo hi interval unit status source\n",
               more);
}

void
guess_say(struct guess *g)
{
    const char *across = g->form ? "period" : guess_list_across(g);
    puts("# A first layout, guessed; what it could not tell is a remark.");
    if (g->published)
        fputs(g->published, stdout);
    if (g->others)
        printf("# other sheets with tables: %s (--sheet chooses)\n", g->others);
    if (!g->has_codes)
        printf("# no code lists in %s: columns of codes are not told\n", g->codes);
    say_file(g);
    say_output(g, across);
    if (g->form)
        puts("across {period}");
    say_period(g);
    say_constants(g, across);
    for (size_t i = 0; i < g->table.columns; i++)
        if (g->column[i].role == CODED)
            printf("set  %-17s %s\n", g->column[i].to,
                   guess_slot(g->run, g->column[i].name));
    say_values(g, across);
    say_symbols(g);
    guess_say_codes(g, across);
    say_added(g);
    say_ignored(g);
}
