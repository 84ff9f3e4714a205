/*
 * held - what is held on a number, a word, a code or a period, and who said it
 *
 * Reads all statements (before `vintage`, sorted) and tells of those that every WORD fits:
 *   10627, 10,627   statements of exactly this number (a year is taken for a period; write
 *                   2,017 for the number)
 *   2017, 2017-Q3   of this period, or of periods within it
 *   ALB, Albania    of a code, or of what the code lists say stands for it
 *   geo=GBR         of a code in this column
 *   "county lines"  of a code whose name, definition or own text has words that begin so
 * A word of three letters and fewer has to be a whole code or name.
 *
 * With a number it lists statements: value, publisher, date and the reference to paste into
 * a reading of a claims file. Without one it lists series, totals before parts: a reference
 * to their periods, what the newest source says of the last one, how many periods are held,
 * how many sources speak of them, and the gaps.
 *
 * When no statement fits all words, those that fit the most of them are listed, and the
 * words that they do not fit are named. Ends with 1 then, and when nothing fits.
 */
#include <math.h>
#include <string.h>

#include "document/formats.h"
#include "holdings/holdings.h"
#include "program/msg.h"
#include "program/num.h"
#include "program/stage.h"

static const char *format = "text", *sources = SOURCES_FILE, *codes = LABELS_DIR;
static bool all;
static const struct opt opts[] = {
    {"format", 'f', OPT_TEXT, &format, "FORMAT",
     DOC_FORMATS_HELP "; text is the default"},
    {"all", 'a', OPT_FLAG, &all, NULL, "list all, not the first 30"},
    {"sources", 's', OPT_TEXT, &sources, "FILE",
     "the table of sources (datasets/sources.csv); empty: none"},
    {"codes", 0, OPT_TEXT, &codes, "DIR",
     "code lists for names (datasets/codes); empty: none"},
    {0},
};

static const char *
read_words(struct search *s, char **text)
{
    const char *title = "Held on";
    if (s->words > WORDS_MOST)
        die(EX_USAGE, "%d words, expected at most %d", s->words, (int)WORDS_MOST);
    s->word = mem_array(s->m, (size_t)s->words, sizeof *s->word);
    for (int i = 0; i < s->words; i++) {
        s->word[i] = word_read(s->m, text[i]);
        title = mem_print(s->m, "%s %s", title, text[i]);
    }
    return title;
}

/* Only a word that names something is worth a list; every row has a period. */
static bool
worth_listing(const struct search *s)
{
    for (int i = 0; i < s->words; i++)
        if (s->together >> i & 1 && !s->word[i].is_period)
            return true;
    return s->words == 1 && s->n > 0;
}

/* Why no statement fits a word. */
static const char *
says_why(struct mem *m, const struct word *w, const char *text)
{
    char number[NUM_MAX];
    const char *out;
    if (w->is_period)
        return mem_print(m, "Nothing is held of %s.", text);
    if (!w->is_number && strchr(text, ' '))
        return mem_print(
            m,
            "%s is in no code, name or definition as it stands; words that "
            "are given apart are looked for one by one.",
            msg_quote(text));
    if (!w->is_number)
        return mem_print(m, "%s is in no code, name or definition%s.", msg_quote(text),
                         strlen(w->text) <= WORD_SHORT
                             ? " as a whole, which so short a word has to be"
                             : "");
    out = mem_print(m, "No statement is of %s", text);
    if (!isnan(w->below))
        out = mem_print(m, "%s, the next below is %s", out, num_text(w->below, number));
    if (!isnan(w->above))
        out = mem_print(m, "%s, the next above is %s", out, num_text(w->above, number));
    return mem_print(m, "%s.", out);
}

/* The words that the list leaves out. True when there are none. */
static bool
say_left_out(const struct search *s, struct document *d, char **text)
{
    const char *never = "", *apart = "";
    for (int i = 0; i < s->words; i++)
        if (s->together >> i & 1)
            continue;
        else if (s->word[i].rows)
            apart = mem_print(s->m, "%s%s%s", apart, *apart ? ", " : "",
                              msg_quote(text[i]));
        else
            never = mem_print(s->m, "%s%s%s", never, *never ? " " : "",
                              says_why(s->m, &s->word[i], text[i]));
    if (*never)
        doc_paragraph(&d->body, never);
    if (*apart)
        doc_paragraph(
            &d->body,
            mem_print(s->m, "Held, but not together with the rest: %s.", apart));
    return !*never && !*apart;
}

static int
run(struct mem *run, int n, char **operand)
{
    struct search s = {.m = run, .words = n - 1, .all = all};
    const struct doc_format *f = document_format(format, NULL);
    struct document d;
    size_t found = 0;
    sources_open(&s.cite, run, sources);
    labels_open(&s.labels, run, codes);
    document_open(&d, run, read_words(&s, operand + 1), NULL);
    holdings_read(&s, operand[0]);
    for (int i = 0; i < s.words; i++)
        s.by_number |= s.word[i].is_number && s.together >> i & 1;
    bool whole = say_left_out(&s, &d, operand + 1), listed = worth_listing(&s);
    if (!listed)
        doc_paragraph(&d.body, "Nothing.");
    else
        found = s.by_number ? holdings_said(&s, &d) : holdings_series(&s, &d);
    if (found > HOLDINGS_SHOWN && !all)
        doc_paragraph(&d.body, mem_print(run, "The first %d of %zu; --all lists all.",
                                         (int)HOLDINGS_SHOWN, found));
    f->write(&d, stdout);
    return !whole || !listed;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {
        STAGE_NAME, STAGE_ABOUT, "FILE WORD...", 2, -1, opts, holdings_need, NULL, run};
    return stage_main(&stage, argc, argv);
}
