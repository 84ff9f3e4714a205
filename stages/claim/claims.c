/*
 * The items of a claims file: lines about the article, series, claims, readings. A fault
 * gives up what is at hand, and recovery.c finds where to go on, so that one run tells all.
 */
#include "claim/claims.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistr.h>

#include "claim/reader.h"
#include "program/file.h"
#include "program/msg.h"

#define FILE_MAX ((size_t)1 << 22)

/* ---- the file */

static void
numbers(struct parser *p, struct node_list *list)
{
    do {
        struct node *n = number_of(p);
        if (n->type != TYPE_SET)
            want(p, n, TYPE_NUMBER, "a number or a set");
        PUSH(p->m, list->item, list->n, n);
    } while (take_sign(p, ","));
}

static void
read_basis(struct parser *p, struct reading *r)
{
    if (!take(p, "basis"))
        return;
    if (take(p, "published"))
        r->basis = BASIS_PUBLISHED;
    else if (take(p, "latest"))
        r->basis = BASIS_LATEST;
    else
        expected(p, "\"published\" or \"latest\"");
}

/* What may follow the test of a reading, also of a faulty one. */
static void
read_remarks(struct parser *p, struct reading *r)
{
    while (take(p, "beside"))
        numbers(p, &r->beside);
    if (take(p, "note"))
        r->note = quoted(p, "the note in quotes");
}

/* Goes on in a reading behind a fault; what it reads is looked at for faults alone. */
static void
read_rest(struct parser *p)
{
    struct reading r = {0};
    if (take_sign(p, ")"))
        return;
    p->item = p->at;
    if (take(p, "and") || take(p, "or"))
        logical(p, truth(p));
    else if (take(p, "because"))
        quoted(p, "the reason in quotes");
    else if (is_next(p, "beside") || is_next(p, "note"))
        read_remarks(p, &r);
    else
        p->inside = false;
}

static struct reading
read_reading(struct parser *p, const struct claim *c)
{
    struct reading r = {.at = here(p)};
    r.id = identity(p, "the letter of the reading");
    for (size_t i = 0; i < c->n; i++)
        if (!strcmp(c->reading[i].id, r.id))
            complain(p, r.at,
                     "reading %s of claim %s stands on line %ld too, expected another "
                     "letter",
                     r.id, c->id, c->reading[i].at.line);
    r.question = quoted(p, "the reading in words, in quotes");
    read_basis(p, &r);
    p->test = true;
    if (take(p, "test")) {
        r.test = logical(p, truth(p));
    } else if (take(p, "show")) {
        r.kind = READING_SHOW;
        numbers(p, &r.show);
        if (take(p, "because"))
            r.because = quoted(p, "the reason in quotes");
    } else if (take(p, "words")) {
        r.kind = READING_WORDS;
    } else {
        expected(p, "\"test\", \"show\" or \"words\"");
    }
    read_remarks(p, &r);
    return r;
}

static const struct paths *
read_from(struct parser *p)
{
    if (!take(p, "from"))
        return NULL;
    struct paths *from = mem_get(p->m, sizeof *from);
    do {
        const char *path = quoted(p, "the path of a table, in quotes");
        PUSH(p->m, from->path, from->n, path);
    } while (take_sign(p, ","));
    return from;
}

/* The claim is there before its line is read, so that its readings have one when that
 * line is at fault. */
static void
read_claim(struct parser *p)
{
    struct claims *all = p->claims;
    struct claim new = {.id = ""};
    skip(p);
    new.at = here(p);
    PUSH(p->m, all->claim, all->n, new);
    struct claim *c = &all->claim[all->n - 1];
    p->from = NULL;
    if (is_next(p, "reading"))
        expected(p, "the id of the claim");
    c->id = identity(p, "the id of the claim");
    size_t twin;
    if (!directory_add(p->m, &all->ids, c->id, all->n - 1, &twin))
        complain(p, c->at, "claim %s stands on line %ld too, expected another id",
                 c->id, all->claim[twin].at.line);
    c->paraphrase = quoted(p, "the claim in words, in quotes");
    c->parts = take(p, "parts");
    c->from = p->from = read_from(p);
}

static void
read_reading_of(struct parser *p, struct spot at)
{
    struct claims *all = p->claims;
    if (!all->n)
        fail(p, at, "a reading without a claim, expected \"claim\" before it");
    struct claim *c = &all->claim[all->n - 1];
    c->begun = true;
    skip(p);
    struct reading r = read_reading(p, c);
    PUSH(p->m, c->reading, c->n, r);
}

static void
read_series(struct parser *p)
{
    struct claims *all = p->claims;
    skip(p);
    struct spot at = here(p);
    const char *name = text_of(p, "", "the name of the series");
    if (isdigit((unsigned char)*name))
        fail(p, at, "%s begins with a digit, expected a name", msg_quote(name));
    size_t twin;
    if (!directory_add(p->m, &all->series_ids, name, all->n_series, &twin))
        fail(p, at, "series %s is named twice", name);
    struct series_name new = {name, NULL};
    PUSH(p->m, all->series, all->n_series, new);
    struct series_name *s = &all->series[all->n_series - 1];
    skip(p);
    bool words = p->at < p->end && *p->at == '"';
    const char *text = words ? quoted(p, "the series in words") : NULL;
    need_sign(p, "=");
    skip(p);
    struct ref *ref = bracket(p);
    ref->words = text;
    for (size_t i = 0; i < ref->n; i++)
        ref->dim[i].named = text != NULL;
    s->ref = ref;
}

static void
read_once(struct parser *p, const char **to, const char *word, struct spot *at)
{
    skip(p);
    *at = here(p);
    if (*to)
        fail(p, *at, "%s is given twice", word);
    *to = quoted(p, "its text in quotes");
}

static void
read_names(struct parser *p, struct names *list, const char *what)
{
    do {
        skip(p);
        struct name n = {NULL, NULL, here(p)};
        n.text = identity(p, what);
        PUSH(p->m, list->item, list->n, n);
    } while (take_sign(p, ","));
}

static void
read_absent(struct parser *p)
{
    skip(p);
    struct name n = {NULL, NULL, here(p)};
    n.column = text_of(p, "", "a column");
    need_sign(p, "=");
    n.text = identity(p, "a code");
    PUSH(p->m, p->claims->absent.item, p->claims->absent.n, n);
}

static void
read_published(struct parser *p)
{
    skip(p);
    struct spot at = here(p);
    if (p->claims->published)
        fail(p, at, "published is given twice");
    p->claims->published = text_of(p, "-", "a date");
    if (!period_published(p->claims->published, &p->claims->day))
        fail(p, at, "%s is not a date, expected one like 2021-06-17",
             msg_quote(p->claims->published));
}

static void
read_item(struct parser *p)
{
    struct claims *c = p->claims;
    struct spot at, start = here(p);
    p->item = p->at;
    p->test = p->inside = false;
    if (take(p, "article"))
        read_once(p, &c->article, "article", &c->article_at);
    else if (take(p, "publisher"))
        read_once(p, &c->publisher, "publisher", &at);
    else if (take(p, "url"))
        read_once(p, &c->url, "url", &c->url_at);
    else if (take(p, "published"))
        read_published(p);
    else if (take(p, "own"))
        read_names(p, &c->own, "the id of a source");
    else if (take(p, "repeats"))
        read_names(p, &c->repeats, "the id of a source");
    else if (take(p, "absent"))
        read_absent(p);
    else if (take(p, "series"))
        read_series(p);
    else if (take(p, "claim"))
        read_claim(p);
    else if (take(p, "reading"))
        read_reading_of(p, start);
    else {
        const char *what = found(p);
        const char *word = mem_text(p->m, p->at, word_length(p));
        const char *near = *word ? msg_nearest(word, recovery_items) : NULL;
        if (!strcmp(word, "parts"))
            what = "\"parts\", which stands once, right behind the claim in words";
        fail(p, here(p), "found %s, expected %s%s", what,
             near ? "a keyword; the nearest is "
                  : "a claim or a line about the article",
             near ? msg_quote(near) : "");
    }
}

/* Text that a person could not have meant: bytes that no editor shows. */
static void
check_bytes(struct parser *p)
{
    size_t n = (size_t)(p->end - p->at);
    if (n >= 3 && !memcmp(p->at, "\xef\xbb\xbf", 3))
        complain(p, here(p),
                 "the file begins with a byte order mark, expected plain UTF-8");
    struct parser q = *p;
    for (; q.at < q.end; q.at++) {
        unsigned char c = (unsigned char)*q.at;
        if (c == '\n') {
            q.line++;
            q.line_start = q.at + 1;
        } else if (c == '\r') {
            complain(p, here(&q),
                     "a carriage return, expected lines that end in LF alone");
            return;
        } else if ((c < 0x20 && c != '\t') || c == 0x7f) {
            complain(p, here(&q), "the control character %s, expected text",
                     msg_quote_n(q.at, 1));
            return;
        } else if (c >= 0x80) {
            int len = u8_mblen((const uint8_t *)q.at, (size_t)(q.end - q.at));
            if (len < 1) {
                complain(p, here(&q), "bytes that are not UTF-8");
                return;
            }
            q.at += len - 1;
        }
    }
}

/* Claims without a reading; none at all. */
static void
check_whole(struct parser *p)
{
    const struct claims *c = p->claims;
    for (size_t i = 0; i < c->n; i++)
        if (!c->claim[i].begun)
            complain(p, c->claim[i].at, "claim %s has no reading, expected \"reading\"",
                     c->claim[i].id);
    if (!c->n && !c->faults->n)
        complain(p, here(p), "the file has no claim, expected \"claim\"");
}

struct claims *
claims_parse(struct mem *m, const char *file, const char *text, size_t n)
{
    struct parser *p = mem_get(m, sizeof *p);
    text = mem_text(m, text, n);
    *p = (struct parser){.m = m,
                         .at = text,
                         .end = text + n,
                         .line_start = text,
                         .line = 1,
                         .claims = mem_get(m, sizeof *p->claims)};
    p->claims->faults = mem_get(m, sizeof *p->claims->faults);
    *p->claims->faults =
        (struct faults){.m = m, .file = file, .text = text, .n_text = n};
    check_bytes(p);
    if (p->claims->faults->n)
        return p->claims;
    if (setjmp(p->out)) {
        p->spread = (struct spread){.mode = SPREAD_NONE};
        recovery(p);
    }
    for (skip(p); p->at < p->end; skip(p))
        p->inside ? read_rest(p) : read_item(p);
    check_whole(p);
    return p->claims;
}

static char *
slurp(struct mem *m, const char *path, size_t *n)
{
    FILE *f = strcmp(path, "-") ? file_open(path) : stdin;
    size_t size = 4096;
    char *text = mem_get(m, size);
    *n = 0;
    for (size_t got; (got = fread(text + *n, 1, size - *n, f)) > 0;) {
        *n += got;
        if (*n > FILE_MAX)
            die(EX_DATAERR, "%s: is longer than %zu bytes, expected a claims file",
                path, FILE_MAX);
        if (*n == size) {
            text = mem_grow(m, text, size, 2 * size);
            size *= 2;
        }
    }
    if (ferror(f))
        die(EX_IOERR, "%s: cannot be read: %s", path, strerror(errno));
    if (f != stdin)
        fclose(f);
    return text;
}

struct claims *
claims_try(struct mem *m, const char *path)
{
    size_t n;
    char *text = slurp(m, path, &n);
    return claims_parse(m, strcmp(path, "-") ? path : "standard input", text, n);
}

struct claims *
claims_read(struct mem *m, const char *path)
{
    struct claims *c = claims_try(m, path);
    faults_end(c->faults);
    return c;
}
