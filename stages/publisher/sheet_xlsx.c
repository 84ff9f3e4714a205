/*
 * Office Open XML, ECMA-376 part 1, 18: workbook, relationships, styles, shared strings and
 * one sheet. The date systems are those of 18.17.4.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "publisher/number_format.h"
#include "publisher/sheet.h"
#include "publisher/xlsx_styles.h"

#define STRINGS_MAX ((size_t)1 << 22)
#define SHEETS_MAX 1024

struct relation {
    const char *id, *type, *target;
};

struct xlsx {
    struct sheet *sheet;
    struct mem *run;
    struct relation *relation;
    size_t relations, relations_size;
    const char *part; /* whose relations are being read */

    char *name[SHEETS_MAX], *id[SHEETS_MAX];
    bool hidden[SHEETS_MAX];
    int sheets;
    bool from_1904;
    bool stale; /* asks for its formulas to be calculated when it is opened */

    struct xlsx_string {
        const char *text;
        bool looks; /* a run of it says itself how it stands */
    } * string;
    size_t strings, strings_size;

    struct xlsx_styles styles;

    /* The cell at hand. */
    bool collect;
    enum sheet_look look; /* of the run */
    bool looks;           /* a run says itself how it stands */
    int phonetic;         /* inside of reading aids, whose text is not the cell's */
    long row;
    int column;
    struct sheet_merge *merge;
    size_t merges;
    char type;
    bool formula, valued; /* valued: it has a v, be it empty */
    size_t format;
    const char *range; /* of conditional formats */
};

static void *
one_more(struct mem *run, void *array, size_t n, size_t *size, size_t item)
{
    if (n < *size)
        return array;
    size_t more = *size ? 2 * *size : 64;
    array = mem_grow(run, array, *size * item, more * item);
    *size = more;
    return array;
}

static bool
ends(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && !strcmp(text + n - m, end);
}

static void
nothing(void *data, const char *name)
{
    (void)data, (void)name;
}

/* A target is absolute, or from the folder of the part that has the relation; "." and ".."
 * are folders as in any path. */
static const char *
resolve(struct xlsx *x, const char *target)
{
    const char *slash = *target == '/' ? NULL : strrchr(x->part, '/');
    char *path = slash ? mem_print(x->run, "%.*s/%s", (int)(slash - x->part), x->part,
                                   target)
                       : mem_copy(x->run, target),
         *out = path, *o = out;
    for (const char *p = path; *p;) {
        size_t n = strcspn(p, "/");
        bool dots = n == 2 && !strncmp(p, "..", 2);
        while (dots && o > out && *--o != '/')
            ;
        if (n && !dots && !(n == 1 && *p == '.')) {
            if (o > out)
                *o++ = '/';
            memmove(o, p, n);
            o += n;
        }
        p += n + (p[n] == '/');
    }
    *o = '\0';
    return out;
}

static void
relation_start(void *data, const char *name, const char *const *attribute)
{
    struct xlsx *x = data;
    const char *id = part_attribute(attribute, "Id"),
               *type = part_attribute(attribute, "Type"),
               *target = part_attribute(attribute, "Target"),
               *mode = part_attribute(attribute, "TargetMode");
    if (strcmp(name, "Relationship") != 0 || !id || !type || !target ||
        (mode && !strcmp(mode, "External")))
        return;
    x->relation = one_more(x->run, x->relation, x->relations, &x->relations_size,
                           sizeof *x->relation);
    x->relation[x->relations++] = (struct relation){
        mem_copy(x->run, id), mem_copy(x->run, type), resolve(x, target)};
}

/* The relations of a part; none when it has no list of them. */
static void
read_relations(struct xlsx *x, const char *part)
{
    static const struct part_calls calls = {relation_start, nothing, NULL};
    const char *slash = strrchr(part, '/');
    char *list = slash ? mem_print(x->run, "%.*s/_rels/%s.rels", (int)(slash - part),
                                   part, slash + 1)
                       : mem_print(x->run, "_rels/%s.rels", part);
    x->part = part;
    x->relations = 0;
    if (zip_parts_has(&x->sheet->package, list))
        part_read(&x->sheet->package, list, &calls, x);
}

/* The first relation whose type ends so, or that has this id. */
static const char *
find_relation(const struct xlsx *x, const char *type, const char *id)
{
    for (size_t i = 0; i < x->relations; i++) {
        const struct relation *r = &x->relation[i];
        if (type ? ends(r->type, type) : !strcmp(r->id, id))
            return r->target;
    }
    return NULL;
}

/* The four hexadecimal digits of _xHHHH_ at p, or -1. */
static long
escape(const char *p)
{
    if (strncmp(p, "_x", 2) != 0 || strspn(p + 2, "0123456789abcdefABCDEF") < 4 ||
        p[6] != '_')
        return -1;
    return strtol((char[]){p[2], p[3], p[4], p[5], '\0'}, NULL, 16);
}

/* Text whose characters may be written _xHHHH_, UTF-16 (ST_Xstring, 22.9.2.19). One that is no
 * character of text (NUL, half of a pair) stays as it is written. */
static char *
unescaped(struct mem *m, const char *text)
{
    char *out = mem_get(m, strlen(text) + 1), *o = out;
    while (*text) {
        long c = escape(text), low = c >= 0xd800 && c < 0xdc00 ? escape(text + 7) : -1;
        bool pair = low >= 0xdc00 && low < 0xe000;
        if (pair)
            c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        int n = c > 0 ? u8_uctomb((uint8_t *)o, (ucs4_t)c, 6) : 0;
        if (n > 0) {
            o += n;
            text += pair ? 14 : 7;
        } else {
            *o++ = *text++;
        }
    }
    *o = '\0';
    return out;
}

static bool
says_zero(const char *const *attribute, const char *name)
{
    const char *text = part_attribute(attribute, name);
    return text && *text && strtod(text, NULL) == 0;
}

static bool
says_no(const char *const *attribute, const char *name)
{
    return part_attribute(attribute, name) && !xlsx_says_true(attribute, name);
}

static void
workbook_start(void *data, const char *name, const char *const *attribute)
{
    struct xlsx *x = data;
    if (!strcmp(name, "workbookPr"))
        x->from_1904 = xlsx_says_true(attribute, "date1904");
    /* Writers that calculate nothing leave 0 behind a formula, and ask so (18.2.2). */
    if (!strcmp(name, "calcPr"))
        x->stale = xlsx_says_true(attribute, "fullCalcOnLoad");
    if (strcmp(name, "sheet") != 0 || x->sheets == SHEETS_MAX)
        return;
    const char *title = part_attribute(attribute, "name"),
               *id = part_attribute(attribute, "id");
    const char *state = part_attribute(attribute, "state");
    x->hidden[x->sheets] = state && strcmp(state, "visible") != 0;
    x->name[x->sheets] = unescaped(x->run, title ? title : "");
    x->id[x->sheets++] = mem_copy(x->run, id ? id : "");
}

/* A run of text (r), and how it looks. */
static void
run_start(struct xlsx *x, const char *name, const char *const *attribute)
{
    x->looks = x->looks || !strcmp(name, "rPr");
    if (!strcmp(name, "r"))
        x->look = LOOK_PLAIN;
    x->look = xlsx_look(x->look, name, attribute);
}

/* t holds text, also in runs; rPh is a reading aid. */
static void
string_start(void *data, const char *name, const char *const *attribute)
{
    struct xlsx *x = data;
    run_start(x, name, attribute);
    if (!strcmp(name, "si")) {
        sheet_text_clear(x->sheet);
        x->look = LOOK_PLAIN;
        x->looks = false;
    }
    if (!strcmp(name, "rPh"))
        x->phonetic++;
    x->collect = !strcmp(name, "t") && !x->phonetic;
}

static void
string_end(void *data, const char *name)
{
    struct xlsx *x = data;
    x->collect = false;
    if (!strcmp(name, "rPh"))
        x->phonetic--;
    if (strcmp(name, "si") != 0)
        return;
    if (x->strings == STRINGS_MAX)
        sheet_die(x->sheet, "more than 4 million shared strings");
    x->string =
        one_more(x->run, x->string, x->strings, &x->strings_size, sizeof *x->string);
    x->string[x->strings++] =
        (struct xlsx_string){unescaped(x->run, x->sheet->cell.text), x->looks};
}

static void
on_text(void *data, const char *text, size_t n)
{
    struct xlsx *x = data;
    if (x->collect)
        sheet_text_look(x->sheet, x->look, text, n);
}

static void
cell_start(struct xlsx *x, const char *const *attribute)
{
    const char *at = part_attribute(attribute, "r"),
               *type = part_attribute(attribute, "t"),
               *format = part_attribute(attribute, "s");
    int column = 0;
    for (; at && *at >= 'A' && *at <= 'Z' && column <= SHEET_COLUMNS; at++)
        column = 26 * column + (*at - 'A' + 1);
    if (!at)
        column = x->column + 1;
    if (column <= x->column || column > SHEET_COLUMNS)
        sheet_die(x->sheet, "the workbook is damaged: row %ld: cells out of order",
                  x->row);
    x->column = column;
    x->type = !type                        ? 'n'
              : !strcmp(type, "inlineStr") ? 'i'
              : !strcmp(type, "str")       ? 't'
              : strlen(type) == 1          ? *type
                                           : ' ';
    if (!strchr("nbesdit", x->type))
        sheet_die(x->sheet, "the workbook is damaged: row %ld: a cell of type %s",
                  x->row, msg_quote(type));
    x->format = format ? (size_t)strtoul(format, NULL, 10) : 0;
    x->formula = x->valued = x->looks = false;
    x->look = LOOK_PLAIN;
    sheet_text_clear(x->sheet);
}

/* A number with the words beside it that say more than a currency or a scale; with what is stored
 * behind it when it stands there with another sign. */
static const char *
dressed(struct xlsx *x, const struct number_format *format,
        const struct number_section *section, const char *number)
{
    struct mem *m = &x->sheet->cell_mem;
    const char *before = section->before, *behind = section->behind,
               *size = number + (*number == '-');
    double value = strtod(number, NULL);
    bool adds = number_format_adds(before) ||
                (number_format_adds(behind) &&
                 !(section->scaled && number_format_is_scale(behind)));
    if (number_format_turns(format, section, value) && (value < 0 || !adds))
        return mem_print(m, "%s%s%s (stored %s)", before, size, behind, number);
    if (value == 0 && (x->sheet->no_zeros || (!section->number && !*section->words)))
        sheet_tell(x->sheet, &x->sheet->cut.zeros, x->column, number);
    return adds ? mem_print(m, "%s%s%s", before, number, behind) : number;
}

/* A number as its format shows it, as far as that is another number, none, or one with words
 * beside it or in it. */
static const char *
number_text(struct xlsx *x, const struct number_format *format, const char *text)
{
    struct mem *m = &x->sheet->cell_mem;
    const struct number_section *section;
    enum number_shows shown = number_format_shows(format, strtod(text, NULL), &section);
    if (shown == SHOWS_WORDS)
        return *section->words ? section->words : sheet_not_shown;
    if (shown != SHOWS_NUMBER && shown != SHOWS_PERCENT) {
        const char *date = sheet_serial(
            m, strtod(sheet_number(x->sheet, text, 0), NULL), x->from_1904, shown);
        return date == sheet_not_shown ? date : number_format_dated(m, section, date);
    }
    const char *number = shown == SHOWS_PERCENT ? sheet_percent(x->sheet, text)
                                                : sheet_number(x->sheet, text, 0);
    const char *apart = number_format_apart(m, section, number);
    if (apart)
        return sheet_apart(m, apart, number);
    if (number_format_scales(section))
        sheet_tell(x->sheet, &x->sheet->cut.scaled, x->column, number);
    return dressed(x, format, section, number);
}

/* What a cell holds that has a value, for a reader. */
static const char *
value_text(struct xlsx *x, const struct number_format *format, const char *text)
{
    char *end;
    if (x->type == 'n')
        return number_text(x, format, text);
    if (x->type == 'd') {
        text = sheet_moment(&x->sheet->cell_mem, text);
        const char *date = sheet_moment_shown(&x->sheet->cell_mem, format, text);
        return date ? date : text;
    }
    if (x->type == 'b')
        return strcmp(text, "0") ? "TRUE" : "FALSE";
    if (x->type == 's') {
        size_t i = (size_t)strtoul(text, &end, 10);
        if (*end || i >= x->strings)
            sheet_die(x->sheet,
                      "the workbook is damaged: row %ld: no shared string number %s",
                      x->row, msg_quote(text));
        text = x->string[i].text;
        x->looks = x->string[i].looks;
    } else {
        text = unescaped(&x->sheet->cell_mem, text);
    }
    const char *shown = number_format_text(&x->sheet->cell_mem, format, text);
    if (*shown)
        return shown;
    sheet_tell(x->sheet, &x->sheet->cut.unseen, x->column, text);
    return text;
}

static void
cell_end(struct xlsx *x)
{
    const struct xlsx_style *style = xlsx_style(&x->styles, x->format);
    if (x->formula && x->stale) {
        sheet_cell(x->sheet, x->column, sheet_uncalculated);
        return;
    }
    if (x->sheet->cell.n == 0) {
        /* A text may be empty; a number that is was not written. */
        if (x->formula && (x->type != 't' || !x->valued))
            sheet_cell(x->sheet, x->column, sheet_uncalculated);
        return;
    }
    const char *text = value_text(x, &style->shown, x->sheet->cell.text);
    if (style->unseen)
        sheet_tell(x->sheet, &x->sheet->cut.unseen, x->column, text);
    if (style->look && !x->looks)
        text = sheet_looking(x->sheet, style->look, text);
    sheet_cell(x->sheet, x->column, text);
}

static void
hide_columns(const struct xlsx *x, const char *const *attribute)
{
    const char *first = part_attribute(attribute, "min"),
               *last = part_attribute(attribute, "max");
    if (first && last &&
        (xlsx_says_true(attribute, "hidden") || says_zero(attribute, "width")))
        sheet_hide_columns(x->sheet, atoi(first), atoi(last));
}

/* Letters of a column as its number. */
static int
column_number(const char *letters)
{
    int at = 0;
    for (; *letters; letters++)
        at = 26 * at + (*letters - 'A' + 1);
    return at;
}

/* ref="B3:B5" */
static void
merge_start(void *data, const char *name, const char *const *attribute)
{
    struct xlsx *x = data;
    const char *ref = part_attribute(attribute, "ref");
    char column[4], last_column[4];
    long first, last;
    if (strcmp(name, "mergeCell") != 0 || !ref ||
        sscanf(ref, "%3[A-Z]%7ld:%3[A-Z]%7ld", column, &first, last_column, &last) != 4)
        return;
    x->merge = mem_more(x->run, x->merge, x->merges, sizeof *x->merge);
    x->merge[x->merges++] = (struct sheet_merge){
        column_number(column), column_number(last_column), first, last, NULL};
}

static int
by_first_row(const void *a, const void *b)
{
    const struct sheet_merge *p = a, *q = b;
    return p->first != q->first ? (p->first > q->first) - (p->first < q->first)
                                : p->column - q->column;
}

/* Merged cells are listed behind the rows, so they are read before them. */
static void
read_merges(struct xlsx *x, const char *part)
{
    static const struct part_calls calls = {merge_start, nothing, NULL};
    part_read(&x->sheet->package, part, &calls, x);
    if (x->merges)
        qsort(x->merge, x->merges, sizeof *x->merge, by_first_row);
    for (size_t i = 0; i < x->merges; i++)
        sheet_merged(x->sheet, x->merge[i]);
}

/* A rule of a conditional format that hides what stands in its cells, or shows a bar or an icon in
 * its place (18.3.1.10). */
static bool
hides_on_condition(const struct xlsx *x, const char *name, const char *const *attribute)
{
    const char *format = part_attribute(attribute, "dxfId");
    if (!strcmp(name, "cfRule") && format)
        return xlsx_styles_hide(&x->styles, (size_t)strtoul(format, NULL, 10));
    return (!strcmp(name, "dataBar") || !strcmp(name, "iconSet")) &&
           says_no(attribute, "showValue");
}

static void
sheet_start(void *data, const char *name, const char *const *attribute)
{
    struct xlsx *x = data;
    if (!strcmp(name, "row")) {
        const char *number = part_attribute(attribute, "r");
        long row = number ? strtol(number, NULL, 10) : x->row + 1;
        if (row <= x->row || row > SHEET_ROWS)
            sheet_die(x->sheet, "the workbook is damaged: rows out of order after %ld",
                      x->row);
        x->row = row;
        sheet_row_begins(x->sheet, row);
        x->sheet->row_hidden =
            xlsx_says_true(attribute, "hidden") || says_zero(attribute, "ht");
        x->column = 0;
    } else if (!strcmp(name, "col")) {
        hide_columns(x, attribute);
    } else if (!strcmp(name, "sheetView")) {
        x->sheet->no_zeros = says_no(attribute, "showZeros");
    } else if (!strcmp(name, "conditionalFormatting")) {
        const char *range = part_attribute(attribute, "sqref");
        x->range = mem_copy(x->run, range ? range : "");
    } else if (!strcmp(name, "c")) {
        cell_start(x, attribute);
    } else if (!strcmp(name, "f")) {
        x->formula = true;
    } else if (!strcmp(name, "v")) {
        if (x->valued)
            sheet_die(x->sheet,
                      "the workbook is damaged: row %ld: a cell of two values", x->row);
        x->valued = true;
    } else if (!strcmp(name, "rPh")) {
        x->phonetic++;
    } else if (hides_on_condition(x, name, attribute)) {
        sheet_conditional(x->sheet, x->range);
    } else {
        run_start(x, name, attribute);
    }
    x->collect = !strcmp(name, "v") || (!strcmp(name, "t") && !x->phonetic);
}

static void
sheet_end(void *data, const char *name)
{
    struct xlsx *x = data;
    x->collect = false;
    if (!strcmp(name, "c"))
        cell_end(x);
    else if (!strcmp(name, "row"))
        sheet_row(x->sheet, x->row, 1);
    else if (!strcmp(name, "rPh"))
        x->phonetic--;
}

void
xlsx_open(struct sheet *s)
{
    static const struct part_calls workbook = {workbook_start, nothing, NULL},
                                   strings = {string_start, string_end, on_text},
                                   rows = {sheet_start, sheet_end, on_text};
    struct xlsx *x = s->reader = mem_get(s->run, sizeof *x);
    x->sheet = s;
    x->run = s->run;
    read_relations(x, "");
    const char *part = find_relation(x, "/officeDocument", NULL);
    if (!part || ends(part, ".bin"))
        sheet_die(s, "is not a workbook that can be read, expected .xlsx or .ods; save "
                     "it as one of these, or as CSV");
    part_read(&s->package, part, &workbook, x);
    read_relations(x, part);
    const char *target = find_relation(x, "/styles", NULL);
    if (target)
        xlsx_styles_read(&x->styles, s->run, &s->package, target);
    target = find_relation(x, "/sharedStrings", NULL);
    if (target)
        part_read(&s->package, target, &strings, x);
    int i = sheet_choose(s, x->name, x->sheets);
    if (i < 0)
        return;
    s->cut.hidden = x->hidden[i];
    target = find_relation(x, NULL, x->id[i]);
    if (!target)
        sheet_die(s, "the workbook is damaged: sheet %s has no part",
                  msg_quote(x->name[i]));
    read_merges(x, target);
    x->collect = false;
    s->part = part_open(&s->package, target, &rows, x);
}
