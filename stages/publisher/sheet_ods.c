/*
 * OpenDocument 1.2 part 1, 9: the tables of content.xml. Cells and rows that repeat are
 * stored once; blank ones at the end of a row or sheet are often repeated to its edge.
 */
#include <stdlib.h>
#include <string.h>

#include "publisher/ods_styles.h"
#include "publisher/sheet.h"
#include "publisher/sheet_shown.h"

#define SHEETS_MAX 1024
#define SPANS_MAX 16

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

    struct ods_styles *styles;
    const char *style, *row_style; /* of the cell, the row's of its cells */
    const char **column_style;     /* of cells, by column from 1 */
    const char *range;             /* of conditional formats */
    struct groups rows, cols;
    int span;                            /* depth of spans */
    enum sheet_look look[SPANS_MAX + 1]; /* of the cell, and of the spans in it */
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

static void
table_start(struct ods *o, const char *const *attribute)
{
    const char *name = part_attribute(attribute, "name");
    if (++o->table != 1 || o->sheets == SHEETS_MAX)
        return;
    o->name[o->sheets] = mem_copy(o->sheet->run, name ? name : "");
    o->hidden[o->sheets] =
        ods_styles_conceal(o->styles, part_attribute(attribute, "style-name"));
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

/* The style of a cell that has none is its row's for cells, or its column's. */
static void
begin_look(struct ods *o, const char *const *attribute)
{
    const char *own = part_attribute(attribute, "style-name");
    o->style = own            ? mem_copy(&o->sheet->cell_mem, own)
               : o->row_style ? o->row_style
                              : o->column_style[o->column + 1];
    o->span = 0;
    o->look[0] = LOOK_PLAIN;
    ods_styles_look(o->styles, o->style, &o->look[0]);
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
    begin_look(o, attribute);
    o->value = value ? mem_copy(&o->sheet->cell_mem, value) : NULL;
    o->in_cell = true;
    o->paragraph = false;
}

/* A span in one that is struck out is struck out, also if it stands above the line. */
static void
span_start(struct ods *o, const char *const *attribute)
{
    enum sheet_look around = o->look[o->span < SPANS_MAX ? o->span : SPANS_MAX],
                    look = around;
    ods_styles_look(o->styles, part_attribute(attribute, "style-name"), &look);
    if (++o->span <= SPANS_MAX)
        o->look[o->span] = around && look ? around : look;
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

/* The cell at hand and its repetitions. */
static void
tell(struct ods *o, struct sheet_cells *cells, const char *text)
{
    for (int i = 0; i < o->times && !o->covered; i++)
        sheet_tell(o->sheet, cells, o->column + i + 1, text);
}

/* A number, a percentage. */
static const char *
number_text(struct ods *o, const char *shown)
{
    bool percent = o->type == '%' || sheet_shown_percent(shown, o->value);
    const char *number = percent ? sheet_percent(o->sheet, o->value)
                                 : sheet_number(o->sheet, o->value, 0);
    if (!o->paragraphs)
        return number;
    if (sheet_shown_scaled(shown, number))
        tell(o, &o->sheet->cut.scaled, number);
    if (!*shown && strtod(number, NULL) == 0)
        tell(o, &o->sheet->cut.zeros, number);
    return sheet_shown_number(&o->sheet->cell_mem, shown, number, o->money);
}

/* A day as its format shows it; where words stand in it, as it stands there. */
static const char *
day_text(struct ods *o, const char *shown)
{
    const struct number_format *format = ods_styles_dates(o->styles, o->style);
    if (strlen(o->value) < 10)
        return o->value;
    if (!format)
        return o->paragraphs ? sheet_shown_day(&o->sheet->cell_mem, shown, o->value)
                             : o->value;
    const char *text = sheet_moment_shown(&o->sheet->cell_mem, format, o->value);
    return !text || strstr(text, " as ") ? shown : text;
}

/* What the cell holds, for a reader. */
static const char *
cell_text(struct ods *o, const char *shown)
{
    const char *none = without_result(o, shown);
    if (none)
        return none;
    if (!o->value || (o->type == 's' && *shown) || (o->look[0] && *shown))
        return shown;
    return strchr("n%", o->type) ? number_text(o, shown)
           : o->type == 'b'      ? (strcmp(o->value, "true") ? "FALSE" : "TRUE")
           : o->type == 'd'      ? day_text(o, shown)
                                 : o->value;
}

static void
cell_end(struct ods *o)
{
    char at[SHEET_CELL_NAME];
    const char *shown = o->sheet->cell.text, *text = cell_text(o, shown);
    bool unseen = ods_styles_unseen(o->styles, o->style) ||
                  (o->type == 's' && o->paragraphs && !*shown);
    if (unseen)
        tell(o, &o->sheet->cut.unseen, text);
    if (*text && ods_styles_may_hide(o->styles, o->style))
        sheet_conditional(o->sheet,
                          sheet_cell_at(at, (size_t)o->column + 1, o->row + 1));
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

/* Styles are few, and of rows they are seldom said: kept. */
static const char *
copy_of(struct ods *o, const char *style)
{
    return style ? mem_copy(o->sheet->run, style) : NULL;
}

static void
column_start(struct ods *o, const char *const *attribute)
{
    int first = o->columns + 1;
    const char *style =
        copy_of(o, part_attribute(attribute, "default-cell-style-name"));
    o->columns += (int)count(attribute, "number-columns-repeated", SHEET_COLUMNS);
    if (says_hidden(attribute) || o->cols.folded_from)
        sheet_hide_columns(o->sheet, first, o->columns);
    if (o->columns > SHEET_COLUMNS)
        o->columns = SHEET_COLUMNS;
    for (int i = first; style && i <= o->columns; i++)
        o->column_style[i] = style;
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
    if (o->table == 0 && o->wanted < 0)
        ods_styles_element(o->styles, name, attribute);
    if (o->table != 1 || !o->inside)
        return;
    if (is_aside(name)) {
        o->aside++;
    } else if (o->aside) {
        return;
    } else if (!strcmp(name, "table-column")) {
        column_start(o, attribute);
    } else if (!strcmp(name, "conditional-format")) {
        o->range = copy_of(o, part_attribute(attribute, "target-range-address"));
    } else if (!strcmp(name, "condition")) {
        if (ods_styles_unseen(o->styles, part_attribute(attribute, "apply-style-name")))
            sheet_conditional(o->sheet, o->range);
    } else if (groups_of(o, name)) {
        group_start(groups_of(o, name), attribute);
    } else if (!strcmp(name, "table-row")) {
        o->row_times = count(attribute, "number-rows-repeated", SHEET_ROWS);
        o->column = 0;
        o->row_style = copy_of(o, part_attribute(attribute, "default-cell-style-name"));
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
    if (o->table == 0 && o->wanted < 0)
        ods_styles_end(o->styles, name);
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
        o->span--;
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
    if (o->table == 0 && o->wanted < 0)
        ods_styles_text(o->styles, text, n);
    if (o->in_cell && o->paragraph && !o->aside && o->table == 1)
        sheet_text_look(o->sheet, o->look[o->span < SPANS_MAX ? o->span : SPANS_MAX],
                        text, n);
}

static void
style_start(void *data, const char *name, const char *const *attribute)
{
    ods_styles_element(data, name, attribute);
}

static void
style_end(void *data, const char *name)
{
    ods_styles_end(data, name);
}

static void
style_text(void *data, const char *text, size_t n)
{
    ods_styles_text(data, text, n);
}

/* The names come with the rows, so a first pass reads them, the styles and no row. */
void
ods_open(struct sheet *s)
{
    static const struct part_calls calls = {on_start, on_end, on_text},
                                   of_styles = {style_start, style_end, style_text};
    struct ods_styles *styles = mem_get(s->run, sizeof *styles);
    struct ods *o = s->reader = mem_get(s->run, sizeof *o);
    *styles = (struct ods_styles){.run = s->run};
    if (zip_parts_has(&s->package, "styles.xml"))
        part_read(&s->package, "styles.xml", &of_styles, styles);
    o->sheet = s;
    o->styles = styles;
    o->wanted = -1;
    part_read(&s->package, "content.xml", &calls, o);
    int there = sheet_choose(s, o->name, o->sheets);
    if (there < 0)
        return;
    s->cut.hidden = o->hidden[there];
    *o = (struct ods){.sheet = s, .wanted = there + 1, .styles = styles};
    o->column_style = mem_array(s->run, SHEET_COLUMNS + 2, sizeof *o->column_style);
    s->part = part_open(&s->package, "content.xml", &calls, o);
}
