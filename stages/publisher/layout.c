#include "publisher/layout.h"

#include <stdio.h>
#include <string.h>

#include "program/stage.h"
#include "publisher/directives.h"
#include "table/encoding.h"
#include "table/table.h"

static const char *const contract[] = {"indicator", "geo",    "citizenship", "sex",
                                       "age",       "form",   "register",    "period",
                                       "value",     "lo",     "hi",          "interval",
                                       "unit",      "status", "source",      NULL};
static const char *const statement[] = {
    "indicator", "geo",    "citizenship", "sex",  "age",      "form",    "register",
    "period",    "value",  "lo",          "hi",   "interval", "compare", "unit",
    "status",    "source", "locator",     "note", NULL};

const char *const layout_allow[] = {"bom", "crlf", "newline", "blank", NULL};

int
layout_column(const struct layout *l, const char *name, struct place at)
{
    for (int i = 0; i < l->columns; i++)
        if (!strcmp(l->column[i], name))
            return i;
    char list[512] = "";
    for (int i = 0; i < l->columns; i++)
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s", i ? ", " : "",
                 l->column[i]);
    die_at(EX_DATAERR, at, "no column %s in the result, expected one of %s",
           msg_quote(name), list);
}

static long
whole(const struct directive *w, int i, long least, long most)
{
    long n = 0;
    const char *p = w->word[i];
    for (; *p >= '0' && *p <= '9' && n <= most; p++)
        n = 10 * n + (*p - '0');
    if (p == w->word[i] || *p || n < least || n > most)
        directive_die(w, "%s, expected a number from %ld to %ld", msg_quote(w->word[i]),
                      least, most);
    return n;
}

/* A pattern that texts are taken apart by, its white space squeezed. */
static struct pattern
splitting(struct mem *run, const struct directive *w, const char *text)
{
    struct pattern p;
    const char *wrong = pattern_read(&p, run, pattern_squeeze(run, text));
    if (!wrong && !pattern_splits(&p))
        wrong = "two slots with nothing between them";
    if (wrong)
        directive_die(w, "%s: %s", msg_quote(text), wrong);
    return p;
}

static void
read_delimiter(struct layout *l, struct mem *run, const struct directive *w)
{
    (void)run;
    bool tab = directive_is(w, 1, "tab");
    if (!tab && (strlen(w->word[1]) != 1 || *w->word[1] == '"'))
        directive_die(w, "%s, expected one character, or tab", msg_quote(w->word[1]));
    l->delimiter = tab ? '\t' : *w->word[1];
}

static void
read_encoding(struct layout *l, struct mem *run, const struct directive *w)
{
    (void)run;
    if (!encoding_known(w->word[1]))
        directive_die(w, "%s, expected %s", msg_quote(w->word[1]), encoding_names());
    l->encoding = w->word[1];
}

/* sheet 2 is a number, sheet "2" a name. */
static void
read_sheet(struct layout *l, struct mem *run, const struct directive *w)
{
    const char *text = w->word[1];
    l->sheet = (struct sheet_choice){.any = true, .at = w->at};
    if (w->bare[1] && !text[strspn(text, "0123456789")])
        l->sheet.number = whole(w, 1, 1, 10000);
    else
        l->sheet.name = splitting(run, w, text);
}

static void
read_file(struct layout *l, struct mem *run, const struct directive *w)
{
    l->file = splitting(run, w, w->word[1]);
    l->file_at = w->at;
}

static void
read_range(struct layout *l, struct mem *run, const struct directive *w)
{
    (void)run;
    const char *wrong = sheet_range_fault(w->word[1]);
    if (wrong)
        directive_die(w, "%s: %s", msg_quote(w->word[1]), wrong);
    l->range = w->word[1];
}

static void
read_allow(struct layout *l, struct mem *run, const struct directive *w)
{
    (void)run;
    for (int i = 1; i < w->n; i++) {
        int k = 0;
        while (layout_allow[k] && strcmp(layout_allow[k], w->word[i]) != 0)
            k++;
        if (!layout_allow[k])
            directive_die(w, "%s, expected bom, crlf, newline or blank",
                          msg_quote(w->word[i]));
        l->allow |= 1U << k;
    }
}

static void
read_skip(struct layout *l, struct mem *run, const struct directive *w)
{
    if (w->n == 3 && directive_is(w, 1, "to"))
        l->skip_to = pattern_squeeze(run, w->word[2]);
    else if (w->n == 2)
        l->skip = whole(w, 1, 0, 100000);
    else
        directive_die(w, "expected: skip N, or skip to TEXT");
}

static void
read_header(struct layout *l, struct mem *run, const struct directive *w)
{
    (void)run;
    l->headers = (int)whole(w, 1, 0, 10);
}

static void
read_footer(struct layout *l, struct mem *run, const struct directive *w)
{
    l->footer = pattern_squeeze(run, w->word[1]);
    if (!*l->footer)
        directive_die(w, "footer is blank, expected how the row's first cell begins");
}

static void
read_fill(struct layout *l, struct mem *run, const struct directive *w)
{
    for (int i = 1; i < w->n; i++) {
        l->down = mem_more(run, l->down, l->downs, sizeof *l->down);
        char *name = pattern_squeeze(run, w->word[i]);
        l->down[l->downs++] =
            (struct layout_down){{name, w->at},
                                 tally_new(&l->tallies, w->at, w->word[0], name),
                                 directive_is(w, 0, "merged")};
    }
}

static void
read_ignore(struct layout *l, struct mem *run, const struct directive *w)
{
    for (int i = 1; i < w->n; i++) {
        l->ignore = mem_more(run, l->ignore, l->ignores, sizeof *l->ignore);
        l->ignore[l->ignores++] =
            (struct layout_word){pattern_squeeze(run, w->word[i]), w->at};
    }
}

static void
read_split(struct layout *l, struct mem *run, const struct directive *w)
{
    l->split = mem_more(run, l->split, l->splits, sizeof *l->split);
    l->split[l->splits++] = (struct layout_split){pattern_squeeze(run, w->word[1]),
                                                  splitting(run, w, w->word[2]), w->at};
}

static void
set_columns(struct layout *l, const char *const column[], int n)
{
    if (n > LAYOUT_COLUMNS)
        n = LAYOUT_COLUMNS;
    for (int i = 0; i < n; i++)
        l->column[i] = mem_copy(l->tallies.run, column[i]);
    l->column[n] = NULL;
    l->columns = n;
}

static void
read_output(struct layout *l, struct mem *run, const struct directive *w)
{
    (void)run;
    if (l->output_at.file)
        directive_die(w, "a second output directive, expected one");
    l->output_at = w->at;
    set_columns(l, (const char *const *)(const void *)(w->word + 1), w->n - 1);
}

static void
add_setting(struct layout *l, struct mem *run, const char *columns, char *text,
            struct place at)
{
    while (*columns) {
        size_t n = strcspn(columns, ",");
        l->setting = mem_more(run, l->setting, l->settings, sizeof *l->setting);
        l->setting[l->settings++] =
            (struct layout_setting){mem_text(run, columns, n), text, at};
        columns += n + (columns[n] == ',');
    }
}

static void
read_set(struct layout *l, struct mem *run, const struct directive *w)
{
    add_setting(l, run, w->word[1], w->word[2], w->at);
}

static void
read_same(struct layout *l, struct mem *run, const struct directive *w)
{
    for (int i = 1; i < w->n; i++)
        add_setting(l, run, w->word[i], mem_print(run, "{%s}", w->word[i]), w->at);
}

static void
read_across(struct layout *l, struct mem *run, const struct directive *w)
{
    l->across = mem_more(run, l->across, l->acrosses, sizeof *l->across);
    struct layout_across *a = &l->across[l->acrosses++];
    *a = (struct layout_across){.pattern = splitting(run, w, w->word[1])};
    a->tally = tally_new(&l->tallies, w->at, "across", w->word[1]);
    a->bind = mem_array(run, (size_t)w->n, sizeof *a->bind);
    for (int i = 2; i < w->n; i++) {
        char *column, *text;
        if (!directive_pair(run, w->word[i], &column, &text))
            directive_die(w, "%s, expected COLUMN=TEXT", msg_quote(w->word[i]));
        a->bind[a->binds++] = (struct layout_bind){column, text, -1};
    }
}

/* A text of a condition; {_} in it is any text. */
static struct layout_text
condition_text(struct layout *l, struct mem *run, const struct directive *w,
               const char *column, const char *text)
{
    struct layout_text t = {.pattern = splitting(run, w, text)};
    for (int i = 0; i < t.pattern.n; i++)
        if (strcmp(t.pattern.slot[i], PATTERN_ANY) != 0)
            directive_die(w, "%s: slot {%s}, expected {_} for any text, {{ for a brace",
                          msg_quote(text), t.pattern.slot[i]);
    t.tally = tally_new(&l->tallies, w->at,
                        mem_print(run, "%s %s =", w->word[0], msg_quote(column)), text);
    return t;
}

/* COLUMN = TEXT... from word i on, up to `and`. Returns the word behind it. */
static int
read_condition(struct layout *l, struct mem *run, const struct directive *w, int i,
               struct layout_condition *c)
{
    bool equal = directive_is(w, i + 1, "="), unequal = directive_is(w, i + 1, "!=");
    if (!equal && !unequal)
        directive_die(w, "expected COLUMN = TEXT... or COLUMN != TEXT...");
    *c = (struct layout_condition){.column = pattern_squeeze(run, w->word[i]),
                                   .negate = unequal};
    c->text = mem_array(run, (size_t)w->n, sizeof *c->text);
    for (i += 2; i < w->n && !directive_is(w, i, "and"); i++)
        c->text[c->texts++] = condition_text(l, run, w, c->column, w->word[i]);
    if (!c->texts)
        directive_die(w, "no text behind the %s", unequal ? "!=" : "=");
    return i;
}

static void
read_filter(struct layout *l, struct mem *run, const struct directive *w)
{
    l->filter = mem_more(run, l->filter, l->filters, sizeof *l->filter);
    struct layout_filter *f = &l->filter[l->filters++];
    *f = (struct layout_filter){.only = !strcmp(w->word[0], "only"), .at = w->at};
    f->condition = mem_array(run, (size_t)w->n, sizeof *f->condition);
    for (int i = 1;; i++) {
        if (i >= w->n)
            directive_die(w, "expected COLUMN = TEXT... or COLUMN != TEXT...");
        i = read_condition(l, run, w, i, &f->condition[f->conditions++]);
        if (i == w->n)
            break;
    }
    if (!f->only && f->conditions > 1)
        f->tally = tally_new(&l->tallies, w->at, "leave, all at once:",
                             pattern_squeeze(run, f->condition[0].column));
}

/* The one place where a directive of a layout is named; those on what texts in cells mean
 * are in cells.c. most 0: any number of words. */
static const struct {
    const char *name, *form;
    int least, most; /* words, the name among them */
    void (*read)(struct layout *l, struct mem *run, const struct directive *w);
} directive[] = {{"sheet", "sheet NAME, or sheet NUMBER", 2, 2, read_sheet},
                 {"file", "file PATTERN", 2, 2, read_file},
                 {"range", "range A3, range A3:M or range A3:M200", 2, 2, read_range},
                 {"encoding", "encoding NAME", 2, 2, read_encoding},
                 {"delimiter", "delimiter C", 2, 2, read_delimiter},
                 {"allow", "allow WORD...", 2, 0, read_allow},
                 {"skip", "skip N, or skip to TEXT", 2, 3, read_skip},
                 {"header", "header N", 2, 2, read_header},
                 {"footer", "footer TEXT", 2, 2, read_footer},
                 {"fill", "fill COLUMN...", 2, 0, read_fill},
                 {"merged", "merged COLUMN...", 2, 0, read_fill},
                 {"split", "split COLUMN PATTERN", 3, 3, read_split},
                 {"output", "output COLUMN...", 2, LAYOUT_COLUMNS + 1, read_output},
                 {"set", "set COLUMN[,COLUMN...] TEMPLATE", 3, 3, read_set},
                 {"same", "same COLUMN...", 2, 0, read_same},
                 {"across", "across TEMPLATE [COLUMN=TEXT...]", 2, 0, read_across},
                 {"ignore", "ignore COLUMN...", 2, 0, read_ignore},
                 {"only", "only COLUMN = TEXT...", 1, 0, read_filter},
                 {"leave", "leave COLUMN = TEXT...", 1, 0, read_filter}};
#define DIRECTIVES (sizeof directive / sizeof *directive)

static _Noreturn void
die_unknown(struct mem *run, const struct directive *w)
{
    const char **names = NULL;
    size_t n = 0;
    for (size_t i = 0; i < DIRECTIVES || cells_directive(i - DIRECTIVES); i++) {
        names = mem_more(run, names, n, sizeof *names);
        names[n++] =
            i < DIRECTIVES ? directive[i].name : cells_directive(i - DIRECTIVES);
    }
    names = mem_more(run, names, n, sizeof *names);
    names[n] = NULL;
    const char *near = msg_nearest(w->word[0], names);
    directive_die(w, "unknown directive %s%s%s", msg_quote(w->word[0]),
                  near ? "; nearest: " : "", near ? near : "");
}

static void
read_directive(struct layout *l, struct mem *run, const struct directive *w)
{
    if (cells_add(l->rules, w))
        return;
    for (size_t i = 0; i < DIRECTIVES; i++) {
        if (strcmp(w->word[0], directive[i].name) != 0)
            continue;
        if (w->n < directive[i].least ||
            (directive[i].most && w->n > directive[i].most))
            directive_die(w, "expected: %s", directive[i].form);
        directive[i].read(l, run, w);
        return;
    }
    die_unknown(run, w);
}

static void
check_output(struct layout *l)
{
    struct place at = l->output_at;
    if (!at.file)
        at = (struct place){l->path, 0, NULL};
    for (int i = 0; table_contract[i]; i++)
        layout_column(l, table_contract[i], at);
    l->value = layout_column(l, "value", at);
    for (int i = 0; i < l->columns; i++)
        if (layout_column(l, l->column[i], at) != i)
            die_at(EX_DATAERR, at, "column %s stands twice", msg_quote(l->column[i]));
    if (layout_column(l, "period", at) != l->value - 1)
        die_at(EX_DATAERR, at, "expected period just left of value");
}

static void
place_settings(struct layout *l, struct mem *run)
{
    const struct layout_setting *s = l->setting;
    for (size_t i = 0; i < l->settings; i++, s++) {
        struct layout_fill *f = &l->fill[layout_column(l, s->column, s->at)];
        if (f->at.file && strcmp(s->at.file, "--set") != 0)
            die_at(EX_DATAERR, s->at,
                   "column %s is filled a second time (before: line %ld)",
                   msg_quote(s->column), f->at.line);
        const char *wrong = pattern_read(&f->pattern, run, s->text);
        if (wrong)
            die_at(EX_DATAERR, s->at, "%s: %s", msg_quote(s->text), wrong);
        f->at = s->at;
    }
}

static void
place_across(struct layout *l)
{
    struct layout_across *a = l->across;
    for (size_t i = 0; i < l->acrosses; i++, a++) {
        for (int k = 0; k < a->pattern.n; k++)
            a->slot[k] = strcmp(a->pattern.slot[k], PATTERN_ANY)
                             ? layout_column(l, a->pattern.slot[k], a->tally->at)
                             : -1;
        for (int k = 0; k < a->binds; k++)
            a->bind[k].to = layout_column(l, a->bind[k].column, a->tally->at);
    }
}

static bool
bound_by_across(const struct layout *l, const char *column)
{
    const struct layout_across *a = l->across;
    for (size_t i = 0; i < l->acrosses; i++, a++) {
        bool bound = pattern_slot(&a->pattern, column, 0) >= 0;
        for (int k = 0; k < a->binds; k++)
            bound = bound || !strcmp(a->bind[k].column, column);
        if (!bound)
            return false;
    }
    return l->acrosses > 0;
}

static void
check_filled(const struct layout *l)
{
    static const char *const free_column[] = {"lo",      "hi",   "interval", "compare",
                                              "locator", "note", NULL};
    struct place at = {l->path, 0, NULL};
    if (l->acrosses && l->fill[l->value].at.file)
        die_at(EX_DATAERR, l->fill[l->value].at,
               "value is set although columns across hold the values");
    for (int i = 0; i < l->columns; i++) {
        const char *name = l->column[i];
        int k = 0;
        while (free_column[k] && strcmp(free_column[k], name) != 0)
            k++;
        if (!free_column[k] && !l->fill[i].at.file && !bound_by_across(l, name) &&
            !(i == l->value && l->acrosses))
            die_at(EX_DATAERR, at,
                   "nothing fills column %s, expected set %s ... in the layout or "
                   "--set %s=...",
                   name, name, name);
    }
}

/* Adds the columns that only statements have to an output without them. */
static void
add_statement_columns(struct layout *l)
{
    const char *column[LAYOUT_COLUMNS + 3];
    int n = 0;
    if (!l->output_at.file) {
        set_columns(l, statement, sizeof statement / sizeof *statement - 1);
        return;
    }
    bool has[3] = {false, false, false};
    for (int i = 0; i < l->columns; i++)
        for (int k = 0; k < 3; k++)
            has[k] =
                has[k] || !strcmp(l->column[i],
                                  (const char *[]){"compare", "locator", "note"}[k]);
    for (int i = 0; i < l->columns; i++) {
        if (!strcmp(l->column[i], "unit") && !has[0])
            column[n++] = "compare";
        column[n++] = l->column[i];
    }
    if (!has[1])
        column[n++] = "locator";
    if (!has[2])
        column[n++] = "note";
    if (n > LAYOUT_COLUMNS)
        die_at(EX_DATAERR, l->output_at, "more than %d columns", LAYOUT_COLUMNS);
    set_columns(l, column, n);
}

static void
take_command(struct layout *l, struct mem *run, const struct layout_command *command)
{
    for (size_t i = 0; i < command->sets; i++) {
        char *column, *text;
        if (!directive_pair(run, command->set[i], &column, &text))
            usage("--set %s: expected COLUMN=TEMPLATE", msg_quote(command->set[i]));
        add_setting(l, run, column, text, (struct place){"--set", (long)i + 1, NULL});
    }
    if (command->sheet) {
        char *word[] = {mem_copy(run, "sheet"), mem_copy(run, command->sheet), NULL};
        bool bare[] = {true, *command->sheet};
        read_sheet(l, run, &(struct directive){word, bare, 2, {"--sheet", 0, NULL}});
    }
    if (command->statements)
        add_statement_columns(l);
}

void
layout_read(struct layout *l, struct mem *run, const char *path,
            const struct layout_command *command)
{
    struct directive_in in;
    struct directive w;
    const char *slash = strrchr(path, '/');
    *l = (struct layout){
        .path = path, .delimiter = ',', .headers = 1, .tallies = {.run = run}};
    set_columns(l, contract, sizeof contract / sizeof *contract - 1);
    l->rules = cells_new(
        &l->tallies, slash ? mem_print(run, "%.*s/../codes", (int)(slash - path), path)
                           : "../codes");
    directives_open(&in, run, path);
    while (directives_next(&in, &w))
        read_directive(l, run, &w);
    directives_close(&in);
    take_command(l, run, command);
    check_output(l);
    place_settings(l, run);
    place_across(l);
    check_filled(l);
    cells_fit(l->rules, l->column, l->columns);
}
