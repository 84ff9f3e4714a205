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

static const char *
word(struct mem *m, const char *text)
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

static const char *
slot(struct mem *m, const char *name)
{
    return word(m, mem_print(m, "{%s}", name));
}

/* The form of a period, and what stands behind it: "{year}/{yy} start=4". */
static void
say_form(const char *form)
{
    const char *option = strstr(form, " start=");
    printf("period \"%.*s\"%s\n", option ? (int)(option - form) : (int)strlen(form),
           form, option ? option : "");
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
        if (guess_holds(part, "Total"))
            puts("period \"{year} Total\"");
        printf("period \"{year} %s{quarter}\"\n", q ? "Q" : "");
    } else if (one || g->form) {
        if (one)
            printf("set  period            %s\n", slot(g->run, one->name));
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
        printf("sheet %s\n", word(g->run, t->sheet));
        if (t->header)
            printf("range A%ld\n", t->row[t->header].line);
    }
    if (t->delimiter != ',')
        printf("delimiter %s\n",
               t->delimiter == '\t' ? "tab" : (char[]){t->delimiter, 0});
    if (!t->sheet && t->header)
        printf("skip to %s\n", word(g->run, t->row[t->header].cell[0]));
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
        printf("footer %s\n", word(g->run, t->row[end].cell[0]));
}

static void
say_codes(struct guess *g, const struct column *c)
{
    size_t k = guess_known_index(c->to), found = 0;
    for (size_t i = 0; i < c->texts.n; i++)
        found += lookup_find(guess_list(g, k), g->run, c->texts.item[i], NULL) != NULL;
    if (found == c->texts.n || !strcmp(c->list, "area") ||
        !strcmp(c->list, "responder")) {
        printf("lookup %s %s%s%s%s\n", c->to, c->list, c->aliases ? " aliases=" : "",
               c->aliases ? c->aliases : "",
               !strcmp(c->to, "citizenship") && !c->aliases ? " pairs" : "");
        if (found < c->texts.n && c->texts.n < GUESS_DISTINCT)
            for (size_t i = 0; i < c->texts.n; i++)
                if (!lookup_find(guess_list(g, k), g->run, c->texts.item[i], NULL))
                    printf("# map %s %s = ?\n", c->to, word(g->run, c->texts.item[i]));
        return;
    }
    for (size_t i = 0; i < c->texts.n; i++) {
        const char *code = guess_code(g, c, k, c->texts.item[i]);
        printf("%smap %s %s = %s\n", code ? "" : "# ", c->to,
               word(g->run, c->texts.item[i]), code ? code : "?");
    }
}

/* Whether the names of columns with values are made of two: "{age} - {indicator}". */
static bool
names_in_parts(const struct guess *g, size_t values)
{
    size_t parted = 0;
    for (size_t i = 0; i < g->table.columns; i++)
        parted +=
            g->column[i].role == VALUE && strstr(g->column[i].name, " - ") != NULL;
    return 2 * parted >= values;
}

static void
say_across(struct guess *g, size_t values)
{
    if (!names_in_parts(g, values)) {
        puts("across {indicator}");
        return;
    }
    for (size_t i = 0; i < g->table.columns; i++)
        if (g->column[i].role == VALUE && !strstr(g->column[i].name, " - ")) {
            const char *code = guess_usual_code(g->column[i].name);
            if (code && !strcmp(code, "_T"))
                printf("across %s age=%s indicator=%s\n",
                       word(g->run, g->column[i].name), word(g->run, g->column[i].name),
                       word(g->run, g->column[i].name));
            else
                printf("# across %s age=? indicator=?\n",
                       word(g->run, g->column[i].name));
        }
    puts("across \"{age} - {indicator}\"");
}

/* What the two parts of the names mean: ages by the list, indicators for a person to say. */
static void
say_parts(struct guess *g)
{
    struct texts ages = {0}, counted = {0};
    const struct column by_age = {.list = "age"};
    size_t k = guess_known_index("age");
    for (size_t i = 0; i < g->table.columns; i++) {
        const char *name = g->column[i].name, *parted = strstr(name, " - ");
        if (g->column[i].role != VALUE)
            continue;
        texts_add(g->run, &ages,
                  parted ? mem_text(g->run, name, (size_t)(parted - name)) : name);
        texts_add(g->run, &counted, parted ? parted + 3 : name);
    }
    for (size_t i = 0; g->has_codes && i < ages.n; i++) {
        const char *code = guess_code(g, &by_age, k, ages.item[i]);
        printf("%smap age %s = %s\n", code ? "" : "# ", word(g->run, ages.item[i]),
               code ? code : "?");
    }
    for (size_t i = 0; i < counted.n; i++)
        printf("# map indicator %s = ?\n", word(g->run, counted.item[i]));
}

/* Texts of the values that are no numbers, each once. */
static void
say_symbols(struct guess *g)
{
    struct texts seen = {0};
    bool thousands = false, percent = false;
    for (size_t i = 0; i < g->table.columns; i++) {
        const struct column *c = &g->column[i];
        for (size_t k = 0; c->role == VALUE && k < c->texts.n; k++) {
            const char *text = c->texts.item[k];
            size_t n = strlen(text);
            bool number = guess_is_number(g, text);
            thousands = thousands || (number && strchr(text, ','));
            percent = percent || (number && n && text[n - 1] == '%');
            if (!number && seen.n < 30)
                texts_add(g->run, &seen, text);
        }
    }
    if (thousands || percent)
        printf("number%s%s\n", thousands ? " thousands=," : "",
               percent ? " suffix=%" : "");
    for (size_t i = 0; i < seen.n; i++) {
        const char *text = seen.item[i];
        if (!*text)
            puts("symbol \"\" leave");
        else if (guess_is_below(text))
            printf("symbol <{n} lo=0 hi=below status=Q\n");
        else
            printf("# symbol %s ?      leave, or status=O, or bounds and status=Q\n",
                   word(g->run, text));
    }
}

static void
say_constants(struct guess *g, const char *across, size_t values)
{
    static const char *const total[] = {"citizenship", "sex", "age", "form"};
    bool parts = !across && values > 1 && names_in_parts(g, values);
    char *all = NULL;
    for (size_t i = 0; i < 4; i++)
        if (!guess_taken(g, total[i]) && !(parts && !strcmp(total[i], "age")) &&
            (!across || strcmp(across, total[i]) != 0))
            all = mem_print(g->run, "%s%s%s", all ? all : "", all ? "," : "", total[i]);
    puts("# set indicator ?       what is counted: a code of indicator.csv");
    if (!guess_taken(g, "geo"))
        puts("# set geo ?             where, or who reports");
    if (all)
        printf("set  %s _T\n", all);
    puts("# set register ?        the counting system");
    puts("set  unit              person");
    puts("set  status            A");
    puts("# --set source=ID       with the command: the edition");
}

/* Columns without a place in the result: of one with a total, its total; the rest is ignored. */
static void
say_ignored(struct guess *g)
{
    struct texts names = {0};
    for (size_t i = 0; i < g->table.columns; i++)
        if (g->column[i].role == IGNORED && guess_holds(&g->column[i], "Total"))
            printf("only %s = Total\n", word(g->run, g->column[i].name));
        else if (g->column[i].role == IGNORED)
            texts_add(g->run, &names, g->column[i].name);
    for (size_t i = 0; i < names.n; i++)
        printf("%s%s", i ? " " : "ignore ", word(g->run, names.item[i]));
    if (names.n)
        putchar('\n');
}

/* What holds the values: headers that are periods or codes, headers of two parts, or columns. */
static void
say_values(struct guess *g, const char *across, size_t values)
{
    if (!g->form && across)
        printf("across {%s}\nlookup %s %s\n", across, across,
               guess_known[guess_known_index(across)].list);
    else if (!g->form && values > 1)
        say_across(g, values);
    else if (!g->form)
        for (size_t i = 0; i < g->table.columns; i++)
            if (g->column[i].role == VALUE)
                printf("set  value             %s\n", slot(g->run, g->column[i].name));
}

void
guess_say(struct guess *g)
{
    puts("# A first layout, guessed; what it could not tell is a remark.");
    if (g->published)
        fputs(g->published, stdout);
    if (g->others)
        printf("# other sheets with tables: %s (--sheet chooses)\n", g->others);
    if (!g->has_codes)
        printf("# no code lists in %s: columns of codes are not told\n", g->codes);
    say_file(g);
    if (g->form)
        puts("across {period}");
    say_period(g);
    size_t values = guess_values(g);
    const char *across = g->form ? "period" : guess_list_across(g);
    say_constants(g, across, values);
    for (size_t i = 0; i < g->table.columns; i++)
        if (g->column[i].role == CODED)
            printf("set  %-17s %s\n", g->column[i].to, slot(g->run, g->column[i].name));
    say_values(g, across, values);
    say_symbols(g);
    for (size_t i = 0; i < g->table.columns; i++)
        if (g->column[i].role == CODED)
            say_codes(g, &g->column[i]);
    if (!across && values > 1 && names_in_parts(g, values))
        say_parts(g);
    say_ignored(g);
}
