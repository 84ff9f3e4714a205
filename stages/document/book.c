#include "document/book.h"

#include <string.h>

#include "document/display.h"

enum { WIDEST = 60, NARROWEST = 10, COVER = 90 };

static const char SHORTHAND[] = "Shorthand";

struct maker {
    struct book *book;
    const struct document *d;
    const struct doc_table **table;
    size_t tables;
    bool filled; /* some cell got the mark for "not applicable" */
    bool ranges; /* some bounds are said to be a range */
    bool told;   /* the notes say what these two are */
};

static struct book_sheet *
add_sheet(struct maker *k, const char *name, size_t columns)
{
    struct book *b = k->book;
    struct book_sheet *s = &b->sheet[b->n++];
    *s = (struct book_sheet){.name = name, .columns = columns};
    return s;
}

static struct book_cell *
add_row(struct maker *k, struct book_sheet *s)
{
    if (s->rows == s->room) {
        size_t row = s->columns * sizeof *s->cell, more = 2 * s->room + 16;
        s->cell = mem_grow(k->book->m, s->cell, s->room * row, more * row);
        s->room = more;
    }
    return s->cell + s->columns * s->rows++;
}

static void
add_line(struct maker *k, struct book_sheet *s, enum book_style style, const char *text)
{
    struct book_cell *row = add_row(k, s);
    row[0] = (struct book_cell){.style = style,
                                .text = render_text_of(k->book->m, text, "")};
}

/* A cell of a table, which is never empty. */
static struct book_cell
text_cell(struct maker *k, const char *text)
{
    const char *clean = render_text_of(k->book->m, text, "");
    if (!*clean) {
        k->filled = true;
        clean = display_set(k->book->m, DISPLAY_MARK('z'));
    }
    return (struct book_cell){.text = clean};
}

/* Digits after the point as the text shows them, at most BOOK_DECIMALS. */
static int
decimals_of(const char *text)
{
    const char *point = text ? strchr(text, '.') : NULL;
    size_t n = point ? strspn(point + 1, "0123456789") : 0;
    return n > BOOK_DECIMALS ? BOOK_DECIMALS : (int)n;
}

static struct book_cell
number_cell(struct maker *k, const char *value, const char *shown)
{
    bool rounded;
    int decimals = decimals_of(shown);
    if (!value || !*value)
        return text_cell(k, shown);
    /* What is shown may have its bounds beside it, or be them: the cell has one number. */
    const char *text = display_number(k->book->m, value, decimals, true, &rounded);
    return (struct book_cell){.style = BOOK_NUMBER,
                              .decimals = decimals,
                              .text = display_is_mark(text, 'k') ? value : text,
                              .value = value};
}

/* The header of a table: names that are not empty and not twice. */
static void
add_head(struct maker *k, struct book_sheet *s, const char *const name[])
{
    struct mem *m = k->book->m;
    s->head = s->rows;
    s->has_table = true;
    struct book_cell *row = add_row(k, s);
    for (size_t c = 0; c < s->columns; c++) {
        const char *text = render_text_of(m, name[c], ""), *first = text;
        if (!*text)
            text = first = mem_print(m, "Column %zu", c + 1);
        for (size_t i = 0, n = 1; i < c; i++)
            if (!strcmp(row[i].text, text)) {
                text = mem_print(m, "%s (%zu)", first, ++n);
                i = (size_t)-1;
            }
        row[c] = (struct book_cell){.style = BOOK_HEAD, .text = text};
    }
}

/* ---- tables */

static const struct doc_cell *
cell_at(const struct doc_table *t, size_t row, int c)
{
    return &t->cell[row * (size_t)t->n + (size_t)c];
}

/* How many columns of the sheet one of the document takes: bounds are numbers of their own,
 * and what kind of interval they are stands beside them where it is said. */
struct spread {
    bool number, bounds, interval;
};

static struct spread
spread_of(const struct doc_table *t, int c)
{
    struct spread s = {t->column[c].kind != DOC_BOUNDS, t->column[c].kind == DOC_BOUNDS,
                       false};
    for (size_t r = 0; r < t->rows; r++) {
        const struct doc_cell *cell = cell_at(t, r, c);
        s.bounds |= cell->lo || cell->hi;
        s.interval |= cell->interval != NULL;
    }
    return s;
}

static const struct spread *
spreads_of(struct mem *m, const struct doc_table *t)
{
    struct spread *spread = mem_array(m, (size_t)t->n + 1, sizeof *spread);
    for (int c = 0; c < t->n; c++)
        spread[c] = spread_of(t, c);
    return spread;
}

static size_t
columns_of(const struct doc_table *t)
{
    size_t n = 0;
    for (int c = 0; c < t->n; c++) {
        struct spread s = spread_of(t, c);
        n += (size_t)s.number + (s.bounds ? 2 + (size_t)s.interval : 0);
    }
    return n;
}

static const char **
names_of(struct maker *k, const struct doc_table *t)
{
    struct mem *m = k->book->m;
    const char **name = mem_array(m, columns_of(t) + 1, sizeof *name);
    size_t n = 0;
    for (int c = 0; c < t->n; c++) {
        struct spread s = spread_of(t, c);
        const char *head = t->column[c].head ? t->column[c].head : "";
        const char *of = s.number ? mem_print(m, "%s: ", head) : "";
        if (s.number)
            name[n++] = head;
        if (s.bounds) {
            name[n++] = mem_print(m, "%s%s", of, *of ? "lower bound" : "Lower bound");
            name[n++] = mem_print(m, "%s%s", of, *of ? "upper bound" : "Upper bound");
        }
        if (s.bounds && s.interval)
            name[n++] = mem_print(m, "%s%s", of, *of ? "interval" : "Interval");
    }
    return name;
}

/* What stands in a number's own cell: the number; where there is none, what is said in its
 * place without the bounds, which have cells of their own. */
static struct book_cell
own_cell(struct maker *k, const struct doc_cell *c)
{
    struct book_cell cell =
        number_cell(k, c->value, c->value || !c->place ? c->text : c->place);
    const char *url = render_address(k->book->m, c->url);
    if (url && !cell.value) {
        cell.style = BOOK_LINK;
        cell.url = url;
    }
    return cell;
}

/* Of "26.2 (0.17 to 56.0)" or "at least 22.0" the number that is a bound, as it is shown. */
static const char *
bound_shown(struct maker *k, const char *text, bool upper)
{
    static const char between[] = " to ";
    const char *to = strstr(text, between), *from = text;
    if (upper && to)
        return to + sizeof between - 1;
    const char *end = to ? to : text + strlen(text);
    for (const char *p = text; p < end; p++)
        if (*p == ' ' || *p == '(')
            from = p + 1;
    return mem_text(k->book->m, from, (size_t)(end - from));
}

static struct book_cell
bound_cell(struct maker *k, const struct doc_cell *c, bool upper)
{
    const char *bound = upper ? c->hi : c->lo;
    return number_cell(k, bound, bound ? bound_shown(k, c->text, upper) : "");
}

static struct book_cell
interval_cell(struct maker *k, const struct doc_cell *c)
{
    bool range = !c->interval && (c->lo || c->hi);
    k->ranges |= range;
    return text_cell(k, range ? "range" : c->interval);
}

static void
add_cells(struct maker *k, struct book_sheet *s, const struct doc_table *t,
          const struct spread *spread, size_t row)
{
    struct book_cell *to = add_row(k, s);
    for (int c = 0; c < t->n; c++, spread++) {
        const struct doc_cell *cell = cell_at(t, row, c);
        if (spread->number)
            *to++ = own_cell(k, cell);
        if (spread->bounds) {
            *to++ = bound_cell(k, cell, false);
            *to++ = bound_cell(k, cell, true);
        }
        if (spread->bounds && spread->interval)
            *to++ = interval_cell(k, cell);
    }
}

static const char *
table_name(struct maker *k, size_t table)
{
    return mem_print(k->book->m, "Table_%zu", table + 1);
}

static void
add_table(struct maker *k, size_t i)
{
    const struct doc_table *t = k->table[i];
    const struct spread *spread = spreads_of(k->book->m, t);
    struct book_sheet *s = add_sheet(k, table_name(k, i), columns_of(t));
    add_line(k, s, BOOK_HEADING, render_caption(k->d, t));
    add_line(k, s, BOOK_LINE,
             t->rows ? "This sheet has one table. Shorthand, notes and sources are on "
                       "the sheet Notes. Cells hold every digit, shown rounded."
                     : "The table has no rows.");
    add_head(k, s, names_of(k, t));
    for (size_t r = 0; r < t->rows; r++)
        add_cells(k, s, t, spread, r);
    s->has_table = t->rows > 0;
}

static void
find_tables(struct maker *k, const struct doc_node *parent)
{
    for (const struct doc_node *n = parent->child; n; n = n->next) {
        if (n->table && n->table->n) {
            k->table = mem_grow(k->book->m, k->table, k->tables * sizeof *k->table,
                                (k->tables + 1) * sizeof *k->table);
            k->table[k->tables++] = n->table;
        }
        find_tables(k, n);
    }
}

/* ---- words */

static const char *
words_of(struct maker *k, const struct doc_node *n)
{
    const char *out = "";
    for (const struct doc_span *s = n->span; s; s = s->next)
        if (s->text || !s->next)
            out = mem_print(k->book->m, "%s%s", out, s->text ? s->text : "");
        else
            out = mem_print(k->book->m, "%s%s", out, s->url);
    size_t length = strlen(out);
    while (length && out[length - 1] == ' ')
        length--;
    return mem_text(k->book->m, out, length);
}

static const char *
address_of(struct maker *k, const struct doc_node *n)
{
    const char *url = NULL;
    for (const struct doc_span *s = n->span; s && !url; s = s->next)
        url = s->kind == DOC_LINK ? render_address(k->book->m, s->url) : NULL;
    return url;
}

/* A row of the notes: part, text, address. */
static void
add_note(struct maker *k, struct book_sheet *s, const char *part, const char *text,
         const char *url)
{
    struct book_cell *row = add_row(k, s);
    row[0] = text_cell(k, part);
    row[1] = text_cell(k, text);
    row[2] = text_cell(k, url ? url : "none");
    if (url) {
        row[2].style = BOOK_LINK;
        row[2].url = url;
    }
}

static void add_notes(struct maker *k, struct book_sheet *s,
                      const struct doc_node *parent, const char *part);

/* The shorthand that workbooks alone have. */
static void
add_shorthand(struct maker *k, struct book_sheet *s)
{
    if (k->filled && !k->told)
        add_note(k, s, SHORTHAND, display_legend(k->book->m, 'z'), NULL);
    if (k->ranges && !k->told)
        add_note(k, s, SHORTHAND, "range: the number lies within these bounds", NULL);
    k->told = true;
}

static void
add_items(struct maker *k, struct book_sheet *s, const struct doc_node *list,
          const char *part)
{
    size_t number = 0;
    for (const struct doc_node *i = list->child; i; i = i->next) {
        const char *text = words_of(k, i);
        if (i->label)
            text = mem_print(k->book->m, "%s: %s", i->label, text);
        else if (list->numbered)
            text = mem_print(k->book->m, "%zu. %s", ++number, text);
        add_note(k, s, part, text, address_of(k, i));
        add_notes(k, s, i, part);
    }
    if (!strcmp(part, SHORTHAND))
        add_shorthand(k, s);
}

/* All that is said besides tables, row by row; part: under which heading. */
static void
add_notes(struct maker *k, struct book_sheet *s, const struct doc_node *parent,
          const char *part)
{
    for (const struct doc_node *n = render_first(parent); n; n = render_next(n)) {
        if (n->kind == DOC_HEADING)
            part = words_of(k, n);
        else if (n->kind == DOC_LIST || n->kind == DOC_FACTS)
            add_items(k, s, n, n->label ? n->label : part);
        else if (n->kind == DOC_FIGURE)
            add_note(k, s, part, mem_print(k->book->m, "Picture: %s", n->label), NULL);
        else if (n->kind == DOC_PART)
            add_notes(k, s, n, part);
        else if (n->span)
            add_note(k, s, part, words_of(k, n), address_of(k, n));
    }
}

static void
add_contents(struct maker *k)
{
    static const char *const name[] = {"Sheet", "Content"};
    struct book_sheet *s = add_sheet(k, "Contents", 2);
    add_line(k, s, BOOK_HEADING, "Contents");
    add_line(k, s, BOOK_LINE, "This sheet has one table: the sheets of this workbook.");
    add_head(k, s, name);
    for (size_t i = 0; i <= k->tables; i++) {
        const char *to = i ? table_name(k, i - 1) : "Notes";
        struct book_cell *row = add_row(k, s);
        row[0] = (struct book_cell){.style = BOOK_LINK, .text = to, .sheet = to};
        row[1] = text_cell(k, i ? render_caption(k->d, k->table[i - 1])
                                : "What holds for all, shorthand, notes, sources");
    }
}

static void
add_cover(struct maker *k)
{
    struct book_sheet *s = add_sheet(k, "Cover", 1);
    const struct document *d = k->d;
    add_line(k, s, BOOK_HEADING, k->book->title);
    if (d->subtitle)
        add_line(k, s, BOOK_TEXT, d->subtitle);
    for (const struct doc_node *n = render_first(&d->body);
         n && n->kind == DOC_PARAGRAPH; n = render_next(n))
        add_line(k, s, BOOK_TEXT, words_of(k, n));
    struct book_cell *row = add_row(k, s);
    row[0] =
        (struct book_cell){.style = BOOK_LINK, .text = "Contents", .sheet = "Contents"};
}

/* True when a column has numbers, or shorthand for them, and nothing else. */
static bool
is_of_numbers(const struct book_sheet *s, size_t column)
{
    for (size_t r = s->head + 1; r < s->rows; r++) {
        const struct book_cell *c = &s->cell[r * s->columns + column];
        size_t n = strlen(c->text);
        bool letter =
            n == 3 && *c->text == '[' && c->text[1] >= 'a' && c->text[1] <= 'z';
        if (c->style != BOOK_NUMBER && !letter)
            return false;
    }
    return true;
}

/* A number stands to the right in its cell, and so do its head and what is said in its place. */
static void
align(struct book_sheet *s)
{
    for (size_t c = 1; c < s->columns && s->has_table; c++)
        for (size_t r = s->head; r < s->rows && is_of_numbers(s, c); r++) {
            enum book_style *style = &s->cell[r * s->columns + c].style;
            *style = *style == BOOK_HEAD   ? BOOK_HEAD_END
                     : *style == BOOK_TEXT ? BOOK_TEXT_END
                                           : *style;
        }
}

/* Lines that a text takes when it is wrapped: words that are too long are cut. */
static size_t
lines_of(const char *text, size_t width)
{
    size_t lines = 1, used = 0;
    while (*text) {
        size_t n = strcspn(text, " "), wide = render_width(text, n);
        if (used && used + 1 + wide > width) {
            lines++;
            used = 0;
        }
        used += wide + (used > 0);
        for (; used > width; used -= width)
            lines++;
        text += n + (text[n] == ' ');
    }
    return lines;
}

static bool
is_head(const struct book_cell *c)
{
    return c->style == BOOK_HEAD || c->style == BOOK_HEAD_END;
}

/* Bold letters are wider. */
static size_t
bold_width(size_t n)
{
    return n + n / 5;
}

/* What a cell asks of its column. A head that is long is wrapped between its words. */
static size_t
width_of(const struct book_cell *c, size_t most)
{
    enum { MARGIN = 2, HEAD = 20 };
    size_t n = render_width(c->text, strlen(c->text)), word = 0;
    for (const char *p = c->text; is_head(c) && *p; p += strspn(p, " ")) {
        size_t length = strcspn(p, " "), wide = render_width(p, length);
        word = wide > word ? wide : word;
        p += length;
    }
    if (is_head(c))
        n = bold_width(n < HEAD ? n : word < HEAD ? HEAD : word);
    n += MARGIN;
    return n > most ? most : n < NARROWEST ? NARROWEST : n;
}

static void
measure(struct mem *m, struct book_sheet *s)
{
    bool cover = s->columns == 1 && !s->has_table;
    s->lines = mem_array(m, s->rows + 1, sizeof *s->lines);
    for (size_t i = 0; i < s->rows * s->columns; i++) {
        const struct book_cell *c = &s->cell[i];
        size_t at = i % s->columns;
        bool above = i / s->columns < s->head && s->columns > 1;
        size_t n = c->text && !above ? width_of(c, cover ? COVER : WIDEST) : NARROWEST;
        if (at < BOOK_WIDTHS && n > s->width[at])
            s->width[at] = n;
    }
    for (size_t i = 0; i < s->rows * s->columns; i++) {
        const struct book_cell *c = &s->cell[i];
        size_t *lines = &s->lines[i / s->columns], n = 1;
        size_t width = book_width(s, i % s->columns) - 1;
        if (c->text && !c->value && c->style != BOOK_HEADING && c->style != BOOK_LINE)
            n = lines_of(c->text, is_head(c) ? width - width / 6 : width);
        *lines = n > *lines ? n : *lines;
    }
}

size_t
book_width(const struct book_sheet *s, size_t column)
{
    return column < BOOK_WIDTHS ? s->width[column] : BOOK_WIDTH;
}

void
book_make(struct book *b, const struct document *d)
{
    static const char *const name[] = {"Part", "Text", "Address"};
    *b = (struct book){.m = d->m, .title = render_text_of(d->m, d->title, "")};
    struct maker k = {.book = b, .d = d};
    if (!*b->title)
        b->title = "Table";
    find_tables(&k, &d->body);
    b->sheet = mem_array(b->m, k.tables + 3, sizeof *b->sheet);
    add_cover(&k);
    add_contents(&k);
    struct book_sheet *notes = add_sheet(&k, "Notes", 3);
    for (size_t i = 0; i < k.tables; i++)
        add_table(&k, i);
    add_line(&k, notes, BOOK_HEADING, "Notes");
    add_line(&k, notes, BOOK_LINE, "This sheet has one table.");
    add_head(&k, notes, name);
    add_notes(&k, notes, &d->body, "About");
    add_shorthand(&k, notes);
    notes->has_table = notes->rows > notes->head + 1;
    for (size_t i = 0; i < b->n; i++) {
        align(&b->sheet[i]);
        measure(b->m, &b->sheet[i]);
    }
}

const char *
book_column(struct mem *m, size_t column)
{
    const char *out = "";
    for (column++; column; column = (column - 1) / 26)
        out = mem_print(m, "%c%s", (char)('A' + (column - 1) % 26), out);
    return out;
}
