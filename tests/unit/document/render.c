/* render: one document with everything in it and nasty texts, in every format, beside what
 * is expected (everything.FORMAT; BLESS=1 writes it anew). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>
#include <zip.h>

#include "document/book.h"
#include "document/formats.h"
#include "document/render.h"
#include "program/expat_line.h"

static struct mem mem;

#define ESC "\033[31m"
#define OVERRIDE "\xe2\x80\xae"     /* U+202E */
#define NO_CHARACTER "\xef\xbf\xbe" /* U+FFFE */
#define NASTY                                                                         \
    "<b>&amp; \"q\" 'a' `c` *s* _u_ ~~d~~ | \\ $x^2$ {y} #h %p @x [t](javascript:x) " \
    "![i](x) ]]> " ESC OVERRIDE NO_CHARACTER "\xff\x7f tab\tnew\nline -- ,, .TH \\fB"

static void
add_table(struct document *d)
{
    static const char *const place[][2] = {{"Albania", NASTY},
                                           {"\xe5\x8c\x97\xe4\xba\xac", "[x] 1 to 3"},
                                           {"_", "="},
                                           {"[t](http://example.org/x)", "- x"},
                                           {"![i](x)", "<script>"}};
    struct doc_node *t = doc_table(&d->body, NULL);
    doc_column(t, "Place|" ESC, DOC_KEY);
    doc_column(t, "Number", DOC_NUMBER);
    doc_column(t, "Bounds", DOC_BOUNDS);
    doc_column(t, "Words", DOC_WORDS);
    doc_column(t, "Words", DOC_WORDS);
    for (int i = 0; i < 5; i++) {
        struct doc_cell *cell = doc_row(t);
        cell[0] =
            (struct doc_cell){.text = place[i][0],
                              .url = i ? NULL : "https://example.org/al?a=1&b=\"2\""};
        cell[1] = i == 1 ? (struct doc_cell){.text = "[c]"}
                         : (struct doc_cell){.text = "12,345.6", .value = "12345.60"};
        cell[2] = i == 1 ? (struct doc_cell){.text = "1 to 4.5", .lo = "1", .hi = "4.5"}
                         : (struct doc_cell){.text = "95 % CI 7.0 to 9.0",
                                             .lo = "7",
                                             .hi = "9.04",
                                             .interval = "95 % CI"};
        cell[3].text = place[i][1];
        cell[4].text = i ? "=SUM(A1) _x000D_" : " two  blanks ";
    }
}

static void
add_lists(struct document *d)
{
    struct doc_node *list = doc_list(&d->body, "Shorthand *", false);
    doc_item(list, "[x] not available");
    doc_item(list, "[c] confidential [t] [r](s)");
    list = doc_list(&d->body, NULL, true);
    for (int i = 0; i < 11; i++) {
        struct doc_node *item = doc_item(list, i == 3 ? "1. + - # not a list" : "item");
        if (i == 1) {
            struct doc_node *within = doc_list(item, NULL, false);
            struct doc_node *deep = doc_list(doc_item(within, "within"), NULL, true);
            doc_item(deep, "deep, and long enough that its words go on beyond one line "
                           "of a terminal of the usual width");
            doc_list(item, "of nothing", false);
        }
    }
    doc_list(&d->body, "Nothing", false);
    struct doc_node *facts = doc_facts(&d->body);
    doc_fact(facts, "Unit", "Persons");
    doc_fact(facts, "Status " NASTY, "P: provisional");
}

static void
add_links(struct document *d)
{
    struct doc_node *p = doc_paragraph(&d->body, "See! ");
    doc_link(p, "a [link] <x>", "https://example.org/a b_(c)#d%20&e");
    doc_text(p, ", ");
    doc_link(p, NULL, "http://example.org/?a=1&b=~2");
    doc_text(p, ", ");
    doc_link(p, "mail", "mailto:a@example.org");
    doc_text(p, ", never ");
    doc_link(p, "this", "javascript:alert(1)");
    doc_text(p, " nor ");
    doc_link(p, NULL, "data:text/html,<b>x");
    doc_text(p, "; ");
    doc_strong(p, "*strong*");
    doc_text(p, " and ");
    doc_mono(p, "code ``with`` `ticks`");
    doc_text(p, ".");
}

static struct document *
everything(void)
{
    struct document *d = mem_get(&mem, sizeof *d);
    document_open(d, &mem, "Title " NASTY, "Subtitle: 5 < 6 & \"so\"");
    doc_paragraph(&d->body, NASTY);
    doc_paragraph(&d->body, "1) begins like a list");
    doc_paragraph(&d->body, "1. one");
    doc_paragraph(&d->body, "- [x] done");
    doc_paragraph(&d->body, "# A heading &lt;b&gt;");
    doc_paragraph(&d->body, "");
    for (int level = 1; level <= 4; level++)
        doc_heading(&d->body, level, "Heading # " NASTY);
    doc_lead(&d->body, "Leads to:");
    add_lists(d);
    add_links(d);
    add_table(d);
    struct doc_node *t = doc_table(&d->body, "A table by the side");
    t->table->compact = true;
    doc_column(t, "verdict", DOC_KEY);
    doc_column(t, "number", DOC_NUMBER);
    doc_row(t)[0].text = "empty cell follows";
    doc_code(&d->body, "make  out/x.csv\n.TH \"no request\"\n```\n\\end{quote} " ESC
                       "\n\n</code> -- ]]>\n");
    struct doc_node *part = doc_part(&d->body, "card " NASTY);
    doc_heading(part, 3, "Within a part " NASTY);
    doc_paragraph(doc_part(part, NULL), "A part of a part.");
    doc_part(part, "empty");
    doc_figure(&d->body, "figures/a b\"<.svg", "Shows " NASTY, "The caption.");
    doc_rule(&d->body);
    doc_paragraph(&d->body, "The end \xe2\x80\x93 caf\xc3\xa9.");
    return d;
}

static void
assert_well_formed(const char *text, size_t n)
{
    XML_Parser p = XML_ParserCreate("UTF-8");
    if (XML_Parse(p, text, (int)n, 1) != XML_STATUS_OK)
        fail_msg("line %lu: %s", XML_LINE(p), XML_ErrorString(XML_GetErrorCode(p)));
    XML_ParserFree(p);
}

static char *
written(const struct document *d, const struct doc_format *f, size_t *n)
{
    char *text;
    FILE *out = open_memstream(&text, n);
    f->write(d, out);
    fclose(out);
    return text;
}

static bool
is_zip(const char *name)
{
    return !strcmp(name, "xlsx") || !strcmp(name, "ods");
}

/* The parts of a workbook, each under its name; XML that is well-formed. */
static char *
unpacked(char *zip, size_t *n)
{
    char *text;
    FILE *out = open_memstream(&text, n);
    zip_source_t *from = zip_source_buffer_create(zip, *n, 0, NULL);
    zip_t *z = zip_open_from_source(from, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    assert_non_null(z);
    for (zip_int64_t i = 0; i < zip_get_num_entries(z, 0); i++) {
        struct zip_stat st;
        assert_int_equal(zip_stat_index(z, (zip_uint64_t)i, 0, &st), 0);
        char *part = malloc(st.size + 1);
        zip_file_t *f = zip_fopen_index(z, (zip_uint64_t)i, 0);
        assert_int_equal(zip_fread(f, part, st.size), st.size);
        zip_fclose(f);
        fprintf(out, "-- %s --\n%.*s\n", st.name, (int)st.size, part);
        if (strcmp(st.name, "mimetype") != 0)
            assert_well_formed(part, st.size);
        free(part);
    }
    zip_close(z);
    fclose(out);
    free(zip);
    return text;
}

static char *
slurped(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    fseek(f, 0, SEEK_END);
    *n = (size_t)ftell(f);
    rewind(f);
    char *text = malloc(*n + 1);
    *n = fread(text, 1, *n, f);
    fclose(f);
    return text;
}

static void
test_format(const char *name)
{
    size_t n, expected_n = 0;
    const struct doc_format *f = document_format(name, NULL);
    char *got = written(everything(), f, &n);
    if (is_zip(name))
        got = unpacked(got, &n);
    const char *path = mem_print(&mem, "tests/unit/document/everything.%s", name);
    if (getenv("BLESS")) {
        FILE *to = fopen(path, "wb");
        fwrite(got, 1, n, to);
        fclose(to);
    }
    char *expected = slurped(path, &expected_n);
    assert_non_null(expected);
    size_t same = 0;
    while (same < n && same < expected_n && got[same] == expected[same])
        same++;
    if (n != expected_n || same < n)
        fail_msg("%s differs from byte %zu: \"%.40s\"", path, same, got + same);
    free(expected);
    free(got);
    mem_reset(&mem);
}

/* What must never leave raw, in formats that are text; nor as a link. */
static void
test_clean(const char *name)
{
    static const char *const never[] = {"\033",    "\177",       "\xff",
                                        OVERRIDE,  NO_CHARACTER, "href=\"java",
                                        "](<java", "[this](",    "href{java"};
    size_t n;
    char *got = written(everything(), document_format(name, NULL), &n);
    if (is_zip(name))
        got = unpacked(got, &n);
    assert_int_equal(strlen(got), n);
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (strstr(got, never[i]))
            fail_msg("%s has \"%s\"", name, never[i]);
    free(got);
    mem_reset(&mem);
}

#define TEST(name, page)                  \
    static void test_##name(void **state) \
    {                                     \
        (void)state;                      \
        test_format(#name);               \
        test_clean(#name);                \
    }
DOC_FORMATS(TEST)

static void
test_html_is_xml(void **state)
{
    (void)state;
    size_t n;
    char *got = written(everything(), document_format("html", NULL), &n);
    assert_well_formed(got, n);
    free(got);
}

static void
test_json_is_json(void **state)
{
    (void)state;
    size_t n;
    char *got = written(everything(), document_format("json", NULL), &n);
    json_error_t error;
    json_t *root = json_loadb(got, n, JSON_REJECT_DUPLICATES, &error);
    assert_non_null(root);
    assert_string_equal(json_string_value(json_object_get(root, "subtitle")),
                        "Subtitle: 5 < 6 & \"so\"");
    json_decref(root);
    free(got);
}

static void
test_same_bytes(void **state)
{
    (void)state;
    static const char *const name[] = {"xlsx", "ods"};
    for (int i = 0; i < 2; i++) {
        size_t n, again_n;
        const struct doc_format *f = document_format(name[i], NULL);
        char *got = written(everything(), f, &n);
        char *again = written(everything(), f, &again_n);
        assert_int_equal(n, again_n);
        assert_memory_equal(got, again, n);
        free(got);
        free(again);
    }
}

/* A bound has the digits that are shown of it, not those of the number beside it; a line says
 * how high it is when its words are wrapped. */
static void
test_bounds(void)
{
    struct document d;
    struct book b;
    document_open(&d, &mem, "T", NULL);
    struct doc_node *t = doc_table(&d.body, "C");
    doc_column(t, "A", DOC_KEY);
    doc_column(t, "V", DOC_NUMBER);
    doc_row(t)[0].text =
        "a text of more than sixty letters that a cell of a sheet wraps "
        "between two of its words";
    t->table->cell[1] = (struct doc_cell){.text = "26.2 (0.17 to 56.0)",
                                          .value = "26.24",
                                          .lo = "0.1708",
                                          .hi = "55.951"};
    book_make(&b, &d);
    const struct book_sheet *s = &b.sheet[3];
    const struct book_cell *row = &s->cell[(s->head + 1) * s->columns];
    assert_int_equal(row[1].decimals, 1);
    assert_int_equal(row[2].decimals, 2);
    assert_int_equal(row[3].decimals, 1);
    assert_int_equal(s->cell[s->head * s->columns + 1].style, BOOK_HEAD_END);
    assert_int_equal(s->lines[s->head + 1], 2);
}

/* What the Government Analysis Function asks of every sheet. */
static void
test_book(void **state)
{
    (void)state;
    struct book b;
    book_make(&b, everything());
    assert_string_equal(b.sheet[0].name, "Cover");
    assert_true(b.n == 5 && *b.title);
    for (size_t i = 0; i < b.n; i++) {
        const struct book_sheet *s = &b.sheet[i];
        assert_true(s->rows && s->cell[0].style == BOOK_HEADING && *s->cell[0].text);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(s->name, b.sheet[k].name);
        for (size_t k = s->head * s->columns; s->has_table && k < s->rows * s->columns;
             k++) {
            const struct book_cell *c = &s->cell[k];
            assert_true(c->text && *c->text);
            const struct book_cell *head =
                &s->cell[s->head * s->columns + k % s->columns];
            assert_int_equal(c == head,
                             c->style == BOOK_HEAD || c->style == BOOK_HEAD_END);
            if (c->style == BOOK_TEXT_END)
                assert_int_equal(head->style, BOOK_HEAD_END);
            assert_int_equal(c->style == BOOK_NUMBER, c->value != NULL);
        }
        for (size_t c = 0; s->has_table && c < s->columns; c++)
            for (size_t k = 0; k < c; k++)
                assert_string_not_equal(s->cell[s->head * s->columns + c].text,
                                        s->cell[s->head * s->columns + k].text);
    }
    test_bounds();
    assert_string_equal(book_column(&mem, 25), "Z");
    assert_string_equal(book_column(&mem, 26), "AA");
    assert_string_equal(book_column(&mem, 701), "ZZ");
    assert_string_equal(book_column(&mem, 702), "AAA");
}

static void
test_address(void **state)
{
    (void)state;
    assert_string_equal(render_address(&mem, "https://a.org/b c"),
                        "https://a.org/b%20c");
    assert_string_equal(render_address(&mem, "HTTP://a.org"), "HTTP://a.org");
    assert_non_null(render_address(&mem, "mailto:a@b.org"));
    static const char *const dead[] = {
        "javascript:x", "data:x",   "file:///etc", "",
        "//a.org",      " http://", "ftp://a.org", "a.html"};
    for (size_t i = 0; i < sizeof dead / sizeof *dead; i++)
        assert_null(render_address(&mem, dead[i]));
}

int
main(void)
{
#define RUN(name, page) cmocka_unit_test(test_##name),
    const struct CMUnitTest tests[] = {
        DOC_FORMATS(RUN) cmocka_unit_test(test_html_is_xml),
        cmocka_unit_test(test_json_is_json), cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_book), cmocka_unit_test(test_address)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    mem_release(&mem);
    return failed;
}
