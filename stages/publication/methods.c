/* A page a stage: its own text. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "program/msg.h"
#include "program/spawn.h"
#include "publication/site.h"

static char *
text_of(struct mem *m, const char *path)
{
    FILE *f = fopen(path, "r");
    char *text = NULL;
    size_t n = 0, room = 0, got;
    if (!f)
        die(EX_NOINPUT, "%s: cannot be opened: %s", path, strerror(errno));
    do {
        char *more = mem_get(m, room = 2 * room + 8192);
        if (n)
            memcpy(more, text, n);
        text = more;
        got = fread(text + n, 1, room - n - 1, f);
        n += got;
    } while (got);
    fclose(f);
    return text;
}

/* Words between backticks are code. */
static void
put_words(struct doc_node *to, const char *text)
{
    for (bool code = false; *text; code = !code) {
        size_t n = strcspn(text, "`");
        if (text[n] && !code && !strchr(text + n + 1, '`'))
            n = strlen(text);
        (code ? doc_mono : doc_text)(to, mem_text(to->m, text, n));
        text += n + (text[n] == '`');
    }
}

/* One line right above lines that stand further in: a term, or several, that they tell of. */
static bool
is_term(const char *text)
{
    size_t n = strcspn(text, "\n");
    return *text != ' ' && n && text[n] && text[n + 1] == ' ' && text[n - 1] != ':' &&
           text[n - 1] != '.';
}

/* Where the second column of a line begins, after two blanks or more; 0: it has none. */
static size_t
second_column(const char *line)
{
    size_t n = strcspn(line, "\n");
    for (size_t i = strspn(line, " "); i + 1 < n; i++)
        if (line[i] == ' ' && line[i + 1] == ' ')
            return i + strspn(line + i, " ");
    return 0;
}

static const char *
next_line(const char *line)
{
    line += strcspn(line, "\n");
    return line + (*line == '\n');
}

/* Where the texts of terms begin in a block of lines, the same for all; 0: it is no such block. A
 * line above may say what they are. */
static size_t
text_column(const char *block)
{
    enum { FAR = 16 };
    size_t at = 0;
    for (const char *l = block; *l && !at; l = next_line(l))
        at = strspn(l, " ") >= FAR ? strspn(l, " ") : second_column(l);
    for (const char *l = block; *l && at; l = next_line(l)) {
        size_t in = strspn(l, " "), second = second_column(l);
        bool text = in == at && !second && l != block, both = in < at && second == at;
        bool term =
            in < at && !second && (l == block || strspn(next_line(l), " ") == at);
        if (!text && !both && !term)
            return 0;
    }
    return at;
}

/* Terms and what they mean, which a narrow page sets below one another. */
static void
put_terms(struct document *d, const char *block, size_t at)
{
    struct doc_node *facts = NULL, *fact = NULL;
    for (const char *l = block; *l; l = next_line(l)) {
        size_t in = strspn(l, " "), n = strcspn(l, "\n"), to = n > at ? at : n;
        if (in == at) {
            put_words(fact, mem_print(d->m, " %.*s", (int)(n - at), l + at));
            continue;
        }
        if (!second_column(l) && strspn(next_line(l), " ") != at) {
            doc_mono(doc_paragraph(&d->body, NULL), mem_text(d->m, l + in, n - in));
            continue;
        }
        if (!second_column(l))
            to = n;
        const char *text = mem_text(d->m, l + to, n - to);
        while (to > in && l[to - 1] == ' ')
            to--;
        if (!facts)
            (facts = doc_facts(&d->body))->look = "terms";
        fact = doc_fact(facts, mem_text(d->m, l + in, to - in), NULL);
        put_words(fact, text);
    }
}

/* Words as paragraphs, which a narrow page breaks anew; terms and their meanings as such; what
 * else stands further in, and how the stage is called, as it is. */
static void
put_text(struct document *d, const char *text)
{
    while (*text) {
        bool term = is_term(text);
        size_t n = term ? strcspn(text, "\n") + 1 : 0, at;
        bool exact = term || *text == ' ' || !strncmp(text, "usage:", 6);
        char *part = mem_copy(d->m, text);
        while (text[n] && text[n] != '\n' &&
               (text[n] == ' ') == (term || *text == ' ')) {
            n += strcspn(text + n, "\n");
            if (!exact)
                part[n] = ' ';
            n += text[n] == '\n';
        }
        part[n ? n - 1 : 0] = '\0';
        if (n && exact && (at = text_column(part)))
            put_terms(d, part, at);
        else if (n && exact)
            doc_code(&d->body, part);
        else if (n)
            put_words(doc_paragraph(&d->body, NULL), part);
        text += n ? n : 1;
    }
}

static char *
help_of(struct mem *m, const char *stage)
{
    return spawn_file(m, mem_print(m, "help-%s", stage));
}

static pid_t
ask(struct mem *m, const char *stage)
{
    char *argv[] = {mem_copy(m, stage), mem_copy(m, "--help"), NULL};
    return spawn_stage_begin(argv, NULL, help_of(m, stage), NULL);
}

static void
write_method(const struct site *s, const char *stage, pid_t asked,
             struct doc_node *list)
{
    static const struct doc_site_page trail[] = {{"index.html", "Findings"},
                                                 {"methods.html", "Methods"}};
    struct mem m = {0};
    struct document d;
    if (spawn_end(asked))
        die(EX_SOFTWARE, "%s --help cannot be run", stage);
    char *text = text_of(&m, help_of(&m, stage)),
         *says = strstr(text, mem_print(&m, "\n%s - ", stage));
    const char *does = says ? says + strlen(stage) + 4 : "";
    const char *line =
        mem_print(s->run, "%s%.*s", *does ? ": " : "", (int)strcspn(does, "\n"), does);
    site_open(s, &d, &m, stage, NULL, "../");
    d.trail = trail;
    d.trails = 2;
    put_text(&d, text);
    site_found(s, &d, mem_print(s->run, "Method: %s%s", stage, line),
               mem_print(s->run, "methods/%s.html", stage));
    site_write(s, &d, mem_print(&m, "methods/%s.html", stage));
    struct doc_node *item = doc_item(list, NULL);
    doc_page(item, stage, mem_print(s->run, "methods/%s.html", stage));
    put_words(item, line);
    mem_release(&m);
}

void
site_methods(const struct site *s, const char *const stage[], size_t stages)
{
    struct document d;
    site_open(s, &d, s->run, "Methods",
              "How each number is made, and how that was tested", "");
    doc_paragraph(&d.body,
                  "Every number is made by small programs, one after the other. Each "
                  "says here what it does, on which paper it rests, and what it does "
                  "not say.");
    struct doc_node *list = doc_list(&d.body, NULL, false);
    pid_t *asked = mem_array(s->run, stages + 1, sizeof *asked);
    for (size_t i = 0; i < stages; i++)
        asked[i] = ask(s->run, stage[i]);
    for (size_t i = 0; i < stages; i++)
        write_method(s, stage[i], asked[i], list);
    site_certificates(s, &d);
    site_found(s, &d, mem_print(s->run, "%s: %s", d.title, d.subtitle), "methods.html");
    site_write(s, &d, "methods.html");
}
