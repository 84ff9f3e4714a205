#include "publisher/guess.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "program/texts.h"
#include "publisher/guess_table.h"
#include "publisher/layout.h"
#include "publisher/lookup.h"
#include "publisher/notation.h"
#include "publisher/period_form.h"
#include "publisher/zip_parts.h"
#include "table/period.h"

#define DISTINCT 600 /* texts of a column that are kept */

/* What a column seems to hold. */
enum role { UNKNOWN, PERIOD, PERIOD_PART, CODED, VALUE, IGNORED };

struct column {
    const char *name;
    enum role role;
    const char *to;             /* the column of the result, when it is coded */
    const char *list, *aliases; /* aliases: the codes of others, or NULL */
    struct texts texts;
    size_t filled, numbers;
    bool across; /* its name is a code or a period, and it holds values */
};

/* Columns of the result that have a code list, by words of the header that go with them. */
static const struct {
    const char *to, *list, *words;
} known[] = {{"citizenship", "area", "nationality citizenship"},
             {"geo", "area", "iso3 country geo destination area"},
             {"sex", "sex", "sex gender"},
             {"age", "age", "age agebroad"},
             {"form", "form", "form exploitation"},
             {"responder", "responder", "responder"}};
#define KNOWN (sizeof known / sizeof *known)

static const char *const forms[] = {
    "{year} Q{quarter}",   "Q{quarter} {year}",   "{year}-Q{quarter}",
    "{year}Q{quarter}",    "{month} {year}",      "{month}-{year}",
    "{dd}/{mm}/{year}",    "{dd} {month} {year}", "{year}/{yy} start=4",
    "{year}-{yy} start=4", "{year} {quarter}"};
#define FORMS (sizeof forms / sizeof *forms)

struct guess {
    struct mem *run;
    struct guess_table table;
    const char *codes;
    bool has_codes;
    struct column *column;
    struct notation number;
    struct lookup list[KNOWN];
    bool loaded[KNOWN];
    const char *published, *others; /* a remark; names of other sheets; or NULL */
};

static const struct lookup *
list_of(struct guess *g, size_t k)
{
    if (!g->loaded[k])
        lookup_load(&g->list[k], g->run, g->codes, known[k].list, known[k].list, true);
    g->loaded[k] = true;
    return &g->list[k];
}

/* Whether one of the words, parted by blanks, is a word of the name. */
static bool
names_one(const char *name, const char *words)
{
    for (const char *p = name; *p;) {
        size_t n = 0;
        while (isalnum((unsigned char)p[n]) &&
               !(n && islower((unsigned char)p[n - 1]) && isupper((unsigned char)p[n])))
            n++;
        for (const char *w = words; n && *w;) {
            size_t m = strcspn(w, " ");
            /* A footnote's number may stand behind a name. */
            if (m <= n && !strncasecmp(w, p, m) && strspn(p + m, "0123456789") >= n - m)
                return true;
            w += m + (w[m] == ' ');
        }
        p += n ? n : 1;
    }
    return false;
}

static bool
is_number(const struct guess *g, const char *text)
{
    return notation_number(&g->number, g->run, text) != NULL;
}

/* "<5": a number that is not shown. */
static bool
is_below(const char *text)
{
    return *text == '<' && text[1] && !text[1 + strspn(text + 1, "0123456789")];
}

static void
read_column(struct guess *g, size_t i)
{
    struct column *c = &g->column[i];
    const struct guess_table *t = &g->table;
    c->name = t->row[t->header].cell[i];
    for (size_t r = t->first; r < t->end; r++) {
        const char *text = i < t->row[r].n ? t->row[r].cell[i] : "";
        if (c->texts.n < DISTINCT)
            texts_add(g->run, &c->texts, text);
        c->filled += *text != '\0';
        c->numbers += *text && (is_number(g, text) || is_below(text));
    }
}

static struct period_form
form_at(struct guess *g, const char *text)
{
    struct directive w;
    const char *option = strstr(text, " start=");
    char *line = mem_print(g->run, "period \"%.*s\"%s",
                           option ? (int)(option - text) : (int)strlen(text), text,
                           option ? option : "");
    directive_split(&w, g->run, line, (struct place){"guess", 1, NULL});
    return period_form_read(g->run, &w);
}

/* The first form that nearly all the texts have; "iso" for the table's own; NULL for none. */
static const char *
period_of(struct guess *g, const char *const text[], size_t n)
{
    struct period any;
    size_t iso = 0, filled = 0;
    for (size_t i = 0; i < n; i++) {
        filled += *text[i] != '\0';
        iso += period_parse(text[i], &any);
    }
    if (!filled)
        return NULL;
    if (10 * iso >= 9 * filled)
        return "iso";
    for (size_t k = 0; k < FORMS; k++) {
        struct period_form f = form_at(g, forms[k]);
        size_t fits = 0;
        for (size_t i = 0; i < n; i++)
            fits += period_form_text(&f, g->run, text[i]) != NULL;
        if (10 * fits >= 9 * filled)
            return forms[k];
    }
    return NULL;
}

static const char *
period_of_column(struct guess *g, const struct column *c)
{
    return period_of(g, c->texts.item, c->texts.n);
}

/* Words that mean a code in any list. */
static bool
contains(const char *text, const char *part)
{
    size_t n = strlen(part);
    for (; *text; text++)
        if (!strncasecmp(text, part, n))
            return true;
    return false;
}

static const char *
usual_code(const char *text)
{
    if (!*text || contains(text, "unknown") || contains(text, "not specified") ||
        contains(text, "not recorded") || contains(text, "not known"))
        return "_U";
    if (!strcasecmp(text, "total") || !strncasecmp(text, "all", 3) ||
        !strncasecmp(text, "both", 4))
        return "_T";
    return NULL;
}

/* The words of a text that part it from others, each by its first four letters. */
static size_t
stems(struct mem *m, const char *text, struct texts *out)
{
    static const char stop[] = " and or of the forc form expl serv not ";
    *out = (struct texts){0};
    for (const char *p = text; *p;) {
        size_t n = 0;
        while (isalnum((unsigned char)p[n]))
            n++;
        if (n) {
            char *stem = mem_print(m, " %.*s ", n < 4 ? (int)n : 4, p);
            for (char *s = stem; *s; s++)
                *s = (char)tolower((unsigned char)*s);
            if (!strstr(stop, stem))
                texts_add(m, out, stem);
        }
        p += n ? n : 1;
    }
    return out->n;
}

static bool
same_stems(struct mem *m, const char *a, const char *b)
{
    struct texts x, y;
    size_t n = stems(m, a, &x);
    if (!n || n != stems(m, b, &y))
        return false;
    for (size_t i = 0; i < y.n; i++)
        texts_add(m, &x, y.item[i]);
    return x.n == n;
}

static bool
is_list(const struct column *c, const char *list)
{
    return c->list && !strcmp(c->list, list);
}

/* A code that a text seems to stand for, or NULL. */
static const char *
code_of(struct guess *g, const struct column *c, size_t k, const char *text)
{
    const struct lookup *l = list_of(g, k);
    const char *code = lookup_find(l, g->run, text, NULL);
    if (!code)
        code = usual_code(text);
    if (!code && is_list(c, "age") &&
        (contains(text, "adult") || strstr(text, "18 years or")))
        code = "ADULT";
    if (!code && is_list(c, "age") &&
        (contains(text, "child") || contains(text, "17 and under") ||
         strstr(text, "0 to 17")))
        code = "CHILD";
    for (size_t i = 0; !code && i < l->n; i++)
        if (same_stems(g->run, text, l->text[i]))
            code = lookup_find(l, g->run, l->text[i], NULL);
    return code;
}

static bool
taken(const struct guess *g, const char *to)
{
    for (size_t i = 0; i < g->table.columns; i++)
        if (g->column[i].role == CODED && !strcmp(g->column[i].to, to))
            return true;
    return false;
}

/* How many of the texts a list has, of how many that are filled. */
static size_t
found_in(struct guess *g, const struct column *c, const struct lookup *l,
         size_t *filled)
{
    size_t found = 0;
    *filled = 0;
    for (size_t i = 0; i < c->texts.n; i++)
        if (*c->texts.item[i]) {
            ++*filled;
            found += lookup_find(l, g->run, c->texts.item[i], NULL) != NULL;
        }
    return found;
}

/* Whether the texts of a column are those of list k: four fifths of areas, by name or by a
 * code of others, half of other texts by what they seem to say. */
static bool
fits_list(struct guess *g, struct column *c, size_t k)
{
    static const char *const others[] = {"iso2", "m49", "eurostat"};
    size_t filled, found = found_in(g, c, list_of(g, k), &filled);
    c->list = known[k].list;
    if (strcmp(known[k].list, "area") != 0) {
        for (size_t i = found = 0; i < c->texts.n; i++)
            found += *c->texts.item[i] && code_of(g, c, k, c->texts.item[i]) != NULL;
        return 2 * c->numbers <= c->filled && filled && 2 * found >= filled;
    }
    for (size_t i = 0; i < 3 && 5 * found < 4 * filled; i++) {
        struct lookup l;
        size_t other;
        lookup_load(&l, g->run, g->codes, "area", others[i], false);
        other = found_in(g, c, &l, &filled);
        if (5 * other >= 4 * filled) {
            c->aliases = others[i];
            g->list[k] = l;
            found = other;
        }
    }
    bool named = names_one(c->name, known[0].words);
    return filled && (5 * found >= 4 * filled || (named && 2 * found >= filled));
}

/* The list that a column's name and its texts speak for; KNOWN for none. */
static size_t
list_for(struct guess *g, struct column *c)
{
    for (size_t k = 0; k < KNOWN; k++)
        if (names_one(c->name, known[k].words) && !taken(g, known[k].to) &&
            fits_list(g, c, k))
            return k;
    c->aliases = NULL;
    return KNOWN;
}

static size_t
known_index(const char *to)
{
    size_t k = 0;
    while (k < KNOWN && strcmp(known[k].to, to) != 0)
        k++;
    return k;
}

static void
find_codes(struct guess *g)
{
    for (size_t i = 0; g->has_codes && i < g->table.columns; i++) {
        struct column *c = &g->column[i];
        size_t k = c->role == UNKNOWN ? list_for(g, c) : KNOWN;
        if (k == KNOWN)
            continue;
        c->role = CODED;
        c->to = known[k].to;
    }
}

/* Names of columns that are periods: the periods stand across. */
static const char *
periods_across(struct guess *g)
{
    const char **name = mem_array(g->run, g->table.columns + 1, sizeof *name);
    size_t n = 0;
    struct period any;
    for (size_t i = 0; i < g->table.columns; i++)
        if (strpbrk(g->column[i].name, "12") && g->column[i].numbers)
            name[n++] = g->column[i].name;
    const char *form = n >= 2 ? period_of(g, name, n) : NULL;
    for (size_t i = 0; form && i < g->table.columns; i++) {
        struct column *c = &g->column[i];
        struct period_form f =
            strcmp(form, "iso") ? form_at(g, form) : (struct period_form){0};
        c->across = strcmp(form, "iso") ? period_form_text(&f, g->run, c->name) != NULL
                                        : period_parse(c->name, &any);
        if (c->across)
            c->role = VALUE;
    }
    return form;
}

static bool
all_in(const struct column *c, const char *const text[])
{
    for (size_t i = 0; i < c->texts.n; i++) {
        size_t k = 0;
        while (text[k] && strcasecmp(text[k], c->texts.item[i]) != 0)
            k++;
        if (!text[k])
            return false;
    }
    return c->texts.n > 0;
}

static bool
holds(const struct column *c, const char *text)
{
    for (size_t i = 0; i < c->texts.n; i++)
        if (!strcmp(c->texts.item[i], text))
            return true;
    return false;
}

static bool
is_year(const struct column *c)
{
    struct period p;
    for (size_t i = 0; i < c->texts.n; i++)
        if (strlen(c->texts.item[i]) != 4 || !period_parse(c->texts.item[i], &p) ||
            p.first < period_day(1900, 1, 1) || p.last > period_day(2100, 1, 1))
            return false;
    return c->texts.n > 0;
}

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

/* Writes set period and its forms. */
static void
say_period(struct guess *g, const char *across)
{
    static const char *const quarter[] = {"Q1", "Q2", "Q3", "Q4",    "1",
                                          "2",  "3",  "4",  "Total", NULL};
    struct column *year = NULL, *part = NULL, *whole = NULL;
    const char *form = across;
    for (size_t i = 0; !across && i < g->table.columns; i++) {
        struct column *c = &g->column[i];
        const char *f = c->role == UNKNOWN ? period_of_column(g, c) : NULL;
        if (c->role != UNKNOWN)
            continue;
        if (!year && is_year(c))
            year = c;
        else if (!part && names_one(c->name, "quarter quarters") && all_in(c, quarter))
            part = c;
        else if (!whole && f && (strcmp(f, "iso") || c->numbers < c->filled)) {
            whole = c;
            form = f;
        }
    }
    if (year && part)
        whole = NULL;
    for (size_t i = 0; i < g->table.columns; i++)
        if (&g->column[i] == year || &g->column[i] == part || &g->column[i] == whole)
            g->column[i].role = IGNORED;
    if (year && part) {
        year->role = part->role = PERIOD;
        bool q = false;
        for (size_t i = 0; i < part->texts.n; i++)
            q = q || *part->texts.item[i] == 'Q';
        printf("set  period            \"{%s} {%s}\"\n", year->name, part->name);
        if (holds(part, "Total"))
            puts("period \"{year} Total\"");
        printf("period \"{year} %s{quarter}\"\n", q ? "Q" : "");
    } else if (whole || year) {
        struct column *c = whole ? whole : year;
        c->role = PERIOD;
        printf("set  period            %s\n", slot(g->run, c->name));
    } else if (!across) {
        puts("# set period ?          no column holds periods; or ingest --set "
             "period=2023-Q3");
        return;
    }
    if (year && part)
        return;
    if (form && strcmp(form, "iso")) {
        const char *option = strstr(form, " start=");
        printf("period \"%.*s\"%s\n", option ? (int)(option - form) : (int)strlen(form),
               form, option ? option : "");
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
    size_t k = known_index(c->to), found = 0;
    for (size_t i = 0; i < c->texts.n; i++)
        found += lookup_find(list_of(g, k), g->run, c->texts.item[i], NULL) != NULL;
    if (found == c->texts.n || !strcmp(c->list, "area") ||
        !strcmp(c->list, "responder")) {
        printf("lookup %s %s%s%s%s\n", c->to, c->list, c->aliases ? " aliases=" : "",
               c->aliases ? c->aliases : "",
               !strcmp(c->to, "citizenship") && !c->aliases ? " pairs" : "");
        if (found < c->texts.n && c->texts.n < DISTINCT)
            for (size_t i = 0; i < c->texts.n; i++)
                if (!lookup_find(list_of(g, k), g->run, c->texts.item[i], NULL))
                    printf("# map %s %s = ?\n", c->to, word(g->run, c->texts.item[i]));
        return;
    }
    for (size_t i = 0; i < c->texts.n; i++) {
        const char *code = code_of(g, c, k, c->texts.item[i]);
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
            const char *code = usual_code(g->column[i].name);
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
            bool number = is_number(g, text);
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
        else if (is_below(text))
            printf("symbol <{n} lo=0 hi=below status=Q\n");
        else
            printf("# symbol %s ?      leave, or status=O, or bounds and status=Q\n",
                   word(g->run, text));
    }
}

static size_t
find_values(struct guess *g)
{
    size_t values = 0;
    for (size_t i = 0; i < g->table.columns; i++) {
        struct column *c = &g->column[i];
        if (c->role == UNKNOWN && 2 * c->numbers > c->filled && *c->name && !c->aliases)
            c->role = VALUE;
        else if (c->role == UNKNOWN)
            c->role = IGNORED;
        values += c->role == VALUE;
    }
    return values;
}

/* Headers across that are codes of one list: "{responder}". */
static const char *
list_across(struct guess *g)
{
    for (size_t k = 0; g->has_codes && k < KNOWN; k++) {
        size_t values = 0, found = 0;
        for (size_t i = 0; i < g->table.columns; i++) {
            if (g->column[i].role != VALUE)
                continue;
            values++;
            found +=
                lookup_find(list_of(g, k), g->run, g->column[i].name, NULL) != NULL;
        }
        if (values > 1 && found == values)
            return known[k].to;
    }
    return NULL;
}

static void
say_constants(struct guess *g, const char *across, size_t values)
{
    static const char *const total[] = {"citizenship", "sex", "age", "form"};
    bool parts = !across && values > 1 && names_in_parts(g, values);
    char *all = NULL;
    for (size_t i = 0; i < 4; i++)
        if (!taken(g, total[i]) && !(parts && !strcmp(total[i], "age")) &&
            (!across || strcmp(across, total[i]) != 0))
            all = mem_print(g->run, "%s%s%s", all ? all : "", all ? "," : "", total[i]);
    puts("# set indicator ?       what is counted: a code of indicator.csv");
    if (!taken(g, "geo"))
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
        if (g->column[i].role == IGNORED && holds(&g->column[i], "Total"))
            printf("only %s = Total\n", word(g->run, g->column[i].name));
        else if (g->column[i].role == IGNORED)
            texts_add(g->run, &names, g->column[i].name);
    for (size_t i = 0; i < names.n; i++)
        printf("%s%s", i ? " " : "ignore ", word(g->run, names.item[i]));
    if (names.n)
        putchar('\n');
}

/* A date of publication on a cover: "Published: 23 November 2023". */
static void
find_published(struct guess *g, const struct guess_table *t)
{
    struct period_form f = form_at(g, "{dd} {month} {year}");
    for (size_t r = 0; r < t->rows && r < 40; r++)
        for (size_t i = 0; i < t->row[r].n; i++) {
            const char *text = t->row[r].cell[i], *at = strchr(text, ':');
            if (!at || (strncasecmp(text, "Published", 9) &&
                        strncasecmp(text, "Publication", 11)))
                continue;
            const char *day =
                period_form_text(&f, g->run, pattern_squeeze(g->run, at + 1));
            if (day) {
                g->published = mem_print(g->run, "# published %s: %s\n", day, text);
                return;
            }
        }
}

/* Chooses the sheet, the first with many numbers, and which others look like tables. */
static void
read_workbook(struct guess *g, const char *path, const char *wanted)
{
    char **name;
    int n = sheet_names(g->run, path, &name), chosen = -1, first = -1;
    struct texts tables = {0};
    struct guess_table t;
    for (int i = 0; i < n; i++) {
        guess_read_sheet(&t, g->run, path, i, GUESS_TOP);
        if (i == 0)
            find_published(g, &t);
        bool found = guess_find(&t), meant = wanted && !strcmp(wanted, name[i]);
        if (meant && !found)
            die(EX_DATAERR, "%s: nothing in sheet %s looks like a table", path,
                msg_quote(name[i]));
        if (chosen < 0 && (wanted ? meant : found && guess_is_numeric(&t)))
            chosen = i;
        if (first < 0 && found)
            first = i;
        if (found)
            texts_add(g->run, &tables, name[i]);
    }
    if (chosen < 0 && !wanted)
        chosen = first;
    for (size_t i = 0; chosen >= 0 && i < tables.n; i++)
        if (strcmp(tables.item[i], name[chosen]) != 0)
            g->others = mem_print(g->run, "%s%s%s", g->others ? g->others : "",
                                  g->others ? ", " : "", tables.item[i]);
    if (chosen < 0)
        die(EX_DATAERR, wanted ? "%s: no sheet %s" : "%s: no sheet looks like a table",
            path, wanted ? msg_quote(wanted) : "");
    guess_read_sheet(&g->table, g->run, path, chosen, GUESS_ROWS);
    guess_find(&g->table);
}

void
guess_layout(struct mem *run, const char *path, const char *sheet, const char *codes)
{
    struct guess g = {.run = run, .codes = codes, .number = notation_plain()};
    g.number.thousands = ",";
    g.number.suffix = "%";
    g.has_codes = !access(mem_print(run, "%s/alias.csv", codes), R_OK);
    if (zip_parts_is(path)) {
        read_workbook(&g, path, sheet);
    } else {
        guess_read_csv(&g.table, run, path);
        if (!guess_find(&g.table))
            die(EX_DATAERR,
                "%s: nothing looks like a table: no row of names over rows with "
                "numbers",
                path);
    }
    g.column = mem_array(run, g.table.columns + 1, sizeof *g.column);
    for (size_t i = 0; i < g.table.columns; i++)
        read_column(&g, i);
    puts("# A first layout, guessed; what it could not tell is a remark.");
    if (g.published)
        fputs(g.published, stdout);
    if (g.others)
        printf("# other sheets with tables: %s (--sheet chooses)\n", g.others);
    if (!g.has_codes)
        printf("# no code lists in %s: columns of codes are not told\n", codes);
    say_file(&g);
    const char *form = periods_across(&g);
    find_codes(&g);
    if (form)
        puts("across {period}");
    say_period(&g, form);
    size_t values = find_values(&g);
    const char *across = form ? "period" : list_across(&g);
    say_constants(&g, across, values);
    for (size_t i = 0; i < g.table.columns; i++)
        if (g.column[i].role == CODED)
            printf("set  %-17s %s\n", g.column[i].to, slot(run, g.column[i].name));
    if (!form && across)
        printf("across {%s}\nlookup %s %s\n", across, across,
               known[known_index(across)].list);
    else if (!form && values > 1)
        say_across(&g, values);
    else if (!form)
        for (size_t i = 0; i < g.table.columns; i++)
            if (g.column[i].role == VALUE)
                printf("set  value             %s\n", slot(run, g.column[i].name));
    say_symbols(&g);
    for (size_t i = 0; i < g.table.columns; i++)
        if (g.column[i].role == CODED)
            say_codes(&g, &g.column[i]);
    say_ignored(&g);
}
