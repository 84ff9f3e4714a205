/*
 * OpenDocument 1.2 part 1, 9: the tables of content.xml. Cells and rows that repeat are
 * stored once; blank ones at the end of a row or sheet are often repeated to its edge.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

#include "publisher/number_format.h"
#include "publisher/sheet.h"

#define SHEETS_MAX 1024

/* How deep the groups are nested, and at which depth one is folded away; 0: none. */
struct groups {
    int depth, folded_from;
};

struct ods {
    struct sheet *sheet;
    char *name[SHEETS_MAX];
    bool hidden[SHEETS_MAX];
    int sheets, wanted; /* wanted: the number of the sheet, -1 for none */

    int table; /* depth of nested tables: a table in a cell is not the sheet's */
    bool inside;
    bool in_cell;
    int aside; /* depth inside of comments and drawings */
    bool paragraph;
    long row, row_times;
    int column, times;
    int columns; /* described before the rows */
    char type;   /* n number, % percentage, d date, b boolean, s string, e error */
    bool money;
    bool covered;       /* a merged cell stands over it */
    bool formula, text; /* text: it is stated that a text is held */
    int paragraphs;
    char *value;

    const char *style; /* the one that is being read */
    struct ods_look {
        const char *style;
        enum sheet_look look;
    } * looks; /* those that set text above or below the line, or strike it out */
    size_t look_styles;
    const char **concealing; /* those of sheets that are not shown */
    size_t concealing_styles;
    struct groups rows, cols;
    int span, look_from; /* depth of spans, and of the one that looks so; 0: none */
    enum sheet_look look;
};

static long
count(const char *const *attribute, const char *name, long most)
{
    const char *text = part_attribute(attribute, name);
    long n = text ? strtol(text, NULL, 10) : 1;
    return n < 1 ? 1 : n > most ? most : n;
}

static void
add(struct ods *o, const char *text, size_t n)
{
    sheet_text_add(o->sheet, text, n);
}

static bool
is_among(const char *style, const char *const *styles, size_t n)
{
    for (size_t i = 0; i < n && style; i++)
        if (!strcmp(styles[i], style))
            return true;
    return false;
}

static void
table_start(struct ods *o, const char *const *attribute)
{
    const char *name = part_attribute(attribute, "name");
    if (++o->table != 1 || o->sheets == SHEETS_MAX)
        return;
    o->name[o->sheets] = mem_copy(o->sheet->run, name ? name : "");
    o->hidden[o->sheets] = is_among(part_attribute(attribute, "style-name"),
                                    o->concealing, o->concealing_styles);
    o->inside = ++o->sheets == o->wanted;
}

/* LibreOffice says that a cell is an error in an attribute of its own, of the same name. */
static bool
says_error(const char *const *attribute)
{
    for (; *attribute; attribute += 2)
        if (!strcmp(attribute[0], "value-type") && !strcmp(attribute[1], "error"))
            return true;
    return false;
}

static void
cell_start(struct ods *o, const char *const *attribute)
{
    const char *type = part_attribute(attribute, "value-type");
    sheet_text_clear(o->sheet);
    o->times = (int)count(attribute, "number-columns-repeated", SHEET_COLUMNS);
    if (o->column + o->times > SHEET_COLUMNS)
        o->times = SHEET_COLUMNS - o->column;
    long rows = count(attribute, "number-rows-spanned", SHEET_ROWS),
         columns = count(attribute, "number-columns-spanned", SHEET_COLUMNS);
    if (rows > 1 || columns > 1)
        sheet_merged(o->sheet,
                     (struct sheet_merge){o->column + 1, o->column + (int)columns,
                                          o->row + 1, o->row + rows, NULL});
    o->type = type ? *type : 's';
    o->formula = part_attribute(attribute, "formula") != NULL;
    o->text = type && *type == 's';
    o->paragraphs = 0;
    const char *value = NULL;
    if (says_error(attribute)) {
        o->type = 'e';
    } else if (type && (!strcmp(type, "float") || !strcmp(type, "percentage") ||
                        !strcmp(type, "currency"))) {
        o->type = *type == 'p' ? '%' : 'n';
        o->money = *type == 'c';
        value = part_attribute(attribute, "value");
    } else if (o->type == 'd') {
        value = part_attribute(attribute, "date-value");
        value = value ? sheet_moment(&o->sheet->cell_mem, value) : NULL;
    } else if (o->type == 't') {
        value = part_attribute(attribute, "time-value");
        value = value ? sheet_duration(&o->sheet->cell_mem, value) : NULL;
    } else if (o->type == 'b') {
        value = part_attribute(attribute, "boolean-value");
    } else if (o->type == 's') {
        value = part_attribute(attribute, "string-value");
    }
    o->span = o->look_from = 0;
    o->value = value ? mem_copy(&o->sheet->cell_mem, value) : NULL;
    o->in_cell = true;
    o->paragraph = false;
}

/* How text stands there: "super 58%", "-33% 58%" (1.2 part 1, 20.384), struck out (20.375). */
static enum sheet_look
look_of(const char *const *attribute)
{
    const char *position = part_attribute(attribute, "text-position"),
               *through = part_attribute(attribute, "text-line-through-style"),
               *type = part_attribute(attribute, "text-line-through-type");
    if ((through && strcmp(through, "none") != 0) ||
        (type && strcmp(type, "none") != 0))
        return LOOK_STRUCK;
    if (!position)
        return LOOK_PLAIN;
    double above = strtod(position, NULL);
    return above > 0 || !strncmp(position, "super", 5) ? LOOK_RAISED
           : above < 0 || !strncmp(position, "sub", 3) ? LOOK_LOWERED
                                                       : LOOK_PLAIN;
}

/* Styles of text, and those of sheets that are not shown (table:display). */
static void
style_start(struct ods *o, const char *name, const char *const *attribute)
{
    const char *style = part_attribute(attribute, "name"),
               *display = part_attribute(attribute, "display");
    if (!strcmp(name, "style")) {
        o->style = mem_copy(o->sheet->run, style ? style : "");
    } else if (!strcmp(name, "text-properties") && o->style && look_of(attribute)) {
        o->looks = mem_more(o->sheet->run, o->looks, o->look_styles, sizeof *o->looks);
        o->looks[o->look_styles++] = (struct ods_look){o->style, look_of(attribute)};
    } else if (!strcmp(name, "table-properties") && o->style && display &&
               !strcmp(display, "false")) {
        o->concealing = mem_more(o->sheet->run, o->concealing, o->concealing_styles,
                                 sizeof *o->concealing);
        o->concealing[o->concealing_styles++] = o->style;
    }
}

static void
span_start(struct ods *o, const char *const *attribute)
{
    const char *style = part_attribute(attribute, "style-name");
    o->span++;
    for (size_t i = 0; style && !o->look_from && i < o->look_styles; i++)
        if (!strcmp(o->looks[i].style, style)) {
            o->look_from = o->span;
            o->look = o->looks[i].look;
        }
}

static void
span_end(struct ods *o)
{
    if (o->look_from == o->span)
        o->look_from = 0;
    o->span--;
}

/* How much of a day is shown, as a length of its text: 4 the year, 7 the month, 10 all. Numbers in
 * what is shown are the year, the month, or else the day; a word is a month's name. */
static size_t
date_shown(const char *shown, const char *day)
{
    long y = strtol(day, NULL, 10), m = strtol(day + 5, NULL, 10),
         d = strtol(day + 8, NULL, 10);
    bool year = false, month = false, word = false;
    for (const char *p = shown; *p;) {
        size_t digits = strspn(p, "0123456789"),
               letters = strcspn(p, "0123456789 .,-/");
        long n = strtol(p, NULL, 10);
        if (digits && !year &&
            (n == y || (digits == 2 && month && n == y % 100 && n != d)))
            year = true;
        else if (digits && !month && n == m)
            month = true;
        else if (digits)
            return 10;
        if (letters > 2 && !digits) {
            if (word || month)
                return 10;
            word = month = true;
        }
        p += digits ? digits : letters ? letters : 1;
    }
    return !year ? 10 : month ? 7 : 4;
}

/* A number that stands there in words alone, "[c]"; 0 as a dash is 0. */
static bool
shows_words(const char *shown, const char *number)
{
    const uint8_t *p = (const uint8_t *)shown;
    ucs4_t c;
    while ((p = u8_next(&c, p)))
        if (uc_decimal_value(c) >= 0)
            return false;
    return *shown && (strtod(number, NULL) != 0 || number_format_says(shown));
}

/* A number with what stands beside it, when that says more than a currency: "<5". Fewer digits than
 * it has show thousands ("12k"): it is then all there is. */
static const char *
with_beside(struct ods *o, const char *shown, const char *number)
{
    static const char digits[] = "0123456789";
    const char *first = strpbrk(shown, digits), *last = first;
    size_t n = 0, whole = strspn(number + (*number == '-'), digits);
    for (const char *p = first; p && *p; p++)
        if (strchr(digits, *p)) {
            last = p + 1;
            n++;
        }
    if (!first || n < whole)
        return number;
    char *before = mem_text(&o->sheet->cell_mem, shown, (size_t)(first - shown));
    if (strchr(number, '%'))
        last += strspn(last, " ") + (last[strspn(last, " ")] == '%');
    if (!number_format_adds(before) && !number_format_adds(last))
        return number;
    return mem_print(&o->sheet->cell_mem, "%s%s%s", before, number, last);
}

/* A number that stands there as a hundred times as much, and "%". */
static bool
shows_percent(const char *shown, const char *number)
{
    double x = strtod(number, NULL), as_shown = strtod(shown, NULL);
    return strchr(shown, '%') && fabs(as_shown - 100 * x) < fabs(as_shown - x);
}

/* What a formula holds that was never calculated, or failed; NULL when it has a result. */
static const char *
without_result(const struct ods *o, const char *shown)
{
    if (o->type == 'e' && !*shown)
        return "#ERROR";
    if (o->formula && sheet_is_error(shown))
        return shown;
    bool blank_text = o->text && o->paragraphs;
    return o->formula && !o->value && !*shown && !blank_text ? sheet_uncalculated
                                                             : NULL;
}

static void
cell_end(struct ods *o)
{
    const char *shown = o->sheet->cell.text, *text = o->value ? o->value : shown;
    const char *none = without_result(o, shown);
    if (none)
        text = none;
    else if (o->value && strchr("n%", o->type) && shows_words(shown, text))
        text = shown;
    else if (o->value && o->type == 'n' && !shows_percent(shown, text))
        text = with_beside(o, o->money ? "" : shown, sheet_number(o->sheet, text, 0));
    else if (o->value && strchr("n%", o->type))
        text = with_beside(o, shown, sheet_percent(o->sheet, text));
    else if (o->value && o->type == 'b')
        text = strcmp(text, "true") ? "FALSE" : "TRUE";
    else if (o->value && o->type == 'd' && strlen(text) >= 10 &&
             (strlen(text) == 10 || date_shown(shown, text) < 10))
        text = mem_text(&o->sheet->cell_mem, text, date_shown(shown, text));
    for (int i = 0; i < o->times && *text; i++)
        (o->covered ? sheet_covered : sheet_cell)(o->sheet, o->column + i + 1, text);
    o->column += o->times;
    o->in_cell = false;
}

/* Inside of a cell: paragraphs are lines, s, tab and line-break are white space. */
static void
text_start(struct ods *o, const char *name, const char *const *attribute)
{
    if (!strcmp(name, "p")) {
        if (o->sheet->cell.n)
            add(o, "\n", 1);
        o->paragraph = true;
        o->paragraphs++;
    } else if (!strcmp(name, "s")) {
        for (long i = count(attribute, "c", 1000); i > 0; i--)
            add(o, " ", 1);
    } else if (!strcmp(name, "tab")) {
        add(o, "\t", 1);
    } else if (!strcmp(name, "line-break")) {
        add(o, "\n", 1);
    } else if (!strcmp(name, "span")) {
        span_start(o, attribute);
    }
}

static bool
says_hidden(const char *const *attribute)
{
    const char *visibility = part_attribute(attribute, "visibility");
    return visibility && strcmp(visibility, "visible") != 0;
}

/* A group of rows or columns that is folded away hides those in it. */
static struct groups *
groups_of(struct ods *o, const char *name)
{
    return !strcmp(name, "table-row-group")      ? &o->rows
           : !strcmp(name, "table-column-group") ? &o->cols
                                                 : NULL;
}

static void
group_start(struct groups *g, const char *const *attribute)
{
    const char *display = part_attribute(attribute, "display");
    g->depth++;
    if (!g->folded_from && display && !strcmp(display, "false"))
        g->folded_from = g->depth;
}

static void
group_end(struct groups *g)
{
    if (g->folded_from == g->depth)
        g->folded_from = 0;
    g->depth--;
}

static void
column_start(struct ods *o, const char *const *attribute)
{
    int first = o->columns + 1;
    o->columns += (int)count(attribute, "number-columns-repeated", SHEET_COLUMNS);
    if (says_hidden(attribute) || o->cols.folded_from)
        sheet_hide_columns(o->sheet, first, o->columns);
    if (o->columns > SHEET_COLUMNS)
        o->columns = SHEET_COLUMNS;
}

static bool
is_aside(const char *name)
{
    return !strcmp(name, "annotation") || !strcmp(name, "frame") ||
           !strcmp(name, "shapes") || !strcmp(name, "custom-shape");
}

static void
on_start(void *data, const char *name, const char *const *attribute)
{
    struct ods *o = data;
    if (!strcmp(name, "table")) {
        table_start(o, attribute);
        return;
    }
    if (o->table == 0)
        style_start(o, name, attribute);
    if (o->table != 1 || !o->inside)
        return;
    if (is_aside(name)) {
        o->aside++;
    } else if (o->aside) {
        return;
    } else if (!strcmp(name, "table-column")) {
        column_start(o, attribute);
    } else if (groups_of(o, name)) {
        group_start(groups_of(o, name), attribute);
    } else if (!strcmp(name, "table-row")) {
        o->row_times = count(attribute, "number-rows-repeated", SHEET_ROWS);
        o->column = 0;
        o->sheet->row_hidden = says_hidden(attribute) || o->rows.folded_from;
        sheet_row_begins(o->sheet, o->row + 1);
    } else if (!strcmp(name, "table-cell") || !strcmp(name, "covered-table-cell")) {
        o->covered = *name == 'c';
        cell_start(o, attribute);
    } else if (o->in_cell) {
        text_start(o, name, attribute);
    }
}

static void
on_end(void *data, const char *name)
{
    struct ods *o = data;
    if (!strcmp(name, "table")) {
        if (--o->table == 0)
            o->inside = false;
        return;
    }
    if (o->table != 1 || !o->inside)
        return;
    if (is_aside(name)) {
        o->aside--;
    } else if (o->aside) {
        return;
    } else if (groups_of(o, name)) {
        group_end(groups_of(o, name));
    } else if (!strcmp(name, "p")) {
        o->paragraph = false;
    } else if (!strcmp(name, "span") && o->in_cell) {
        span_end(o);
    } else if (!strcmp(name, "table-row")) {
        sheet_row(o->sheet, o->row + 1, o->row_times);
        o->row += o->row_times;
    } else if (!strcmp(name, "table-cell") || !strcmp(name, "covered-table-cell")) {
        cell_end(o);
    }
}

static void
on_text(void *data, const char *text, size_t n)
{
    struct ods *o = data;
    if (o->in_cell && o->paragraph && !o->aside && o->table == 1)
        sheet_text_look(o->sheet, o->look_from ? o->look : LOOK_PLAIN, text, n);
}

/* The names come with the rows, so a first pass reads them and no row. */
void
ods_open(struct sheet *s)
{
    static const struct part_calls calls = {on_start, on_end, on_text};
    struct ods *o = s->reader = mem_get(s->run, sizeof *o);
    o->sheet = s;
    o->wanted = -1;
    part_read(&s->package, "content.xml", &calls, o);
    int there = sheet_choose(s, o->name, o->sheets);
    if (there < 0)
        return;
    s->cut.hidden = o->hidden[there];
    *o = (struct ods){.sheet = s, .wanted = there + 1};
    s->part = part_open(&s->package, "content.xml", &calls, o);
}
