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
#include <expat.h>
#include <jansson.h>

#include "document/formats.h"
#include "document/render.h"

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
    static const char *const place[][2] = {
        {"Albania", NASTY}, {"\xe5\x8c\x97\xe4\xba\xac", "[x] 1 to 3"}, {"_", "="}};
    struct doc_node *t = doc_table(&d->body, NULL);
    doc_column(t, "Place|" ESC, DOC_KEY);
    doc_column(t, "Number", DOC_NUMBER);
    doc_column(t, "Words", DOC_WORDS);
    for (int i = 0; i < 3; i++) {
        struct doc_cell *cell = doc_row(t);
        cell[0] =
            (struct doc_cell){.text = place[i][0],
                              .url = i ? NULL : "https://example.org/al?a=1&b=\"2\""};
        cell[1] = i == 1 ? (struct doc_cell){.text = "[c]"}
                         : (struct doc_cell){.text = "12,345.6", .value = "12345.60"};
        cell[2].text = place[i][1];
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
    doc_note(&d->body, "A note: " NASTY);
    doc_code(&d->body, "make  out/x.csv\n.TH \"no request\"\n```\n\\end{quote} " ESC
                       "\n\n</code> -- ]]>\n");
    doc_figure(&d->body, "figures/a b\"<.svg", "Shows " NASTY, "The caption.");
    doc_rule(&d->body);
    doc_paragraph(&d->body, "The end \xe2\x80\x93 caf\xc3\xa9.");
    return d;
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
    assert_int_equal(strlen(got), n);
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (strstr(got, never[i]))
            fail_msg("%s has \"%s\"", name, never[i]);
    free(got);
    mem_reset(&mem);
}

#define TEST(name, page)              \
    static void test_##name(void **s) \
    {                                 \
        (void)s;                      \
        test_format(#name);           \
        if (DOC_IS_TEXT(name))        \
            test_clean(#name);        \
    }
#define DOC_IS_TEXT(name) (strcmp(#name, "xlsx") && strcmp(#name, "ods"))
DOC_FORMATS(TEST)

static void
test_html_is_xml(void **state)
{
    (void)state;
    size_t n;
    char *got = written(everything(), document_format("html", NULL), &n);
    XML_Parser p = XML_ParserCreate("UTF-8");
    if (XML_Parse(p, got, (int)n, 1) != XML_STATUS_OK)
        fail_msg("line %lu: %s", XML_GetCurrentLineNumber(p),
                 XML_ErrorString(XML_GetErrorCode(p)));
    XML_ParserFree(p);
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
        cmocka_unit_test(test_json_is_json), cmocka_unit_test(test_address)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    mem_release(&mem);
    return failed;
}
