#include "claim/faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/characters.h"
#include "program/msg.h"

#define SHOWN 40
#define WIDE 100

void
faults_add(struct faults *f, struct spot at, const char *format, va_list ap)
{
    char text[1024];
    vsnprintf(text, sizeof text, format, ap);
    f->item = mem_more(f->m, f->item, f->n, sizeof *f->item);
    f->item[f->n] = (struct fault){at, f->n, mem_copy(f->m, text)};
    f->n++;
}

/* The line of the text; *n is its length. */
static const char *
line_at(const struct faults *f, long line, size_t *n)
{
    const char *p = f->text, *end = f->text + f->n_text;
    while (line > 1 && p < end) {
        const char *next = memchr(p, '\n', (size_t)(end - p));
        p = next ? next + 1 : end;
        line--;
    }
    const char *stop = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
    *n = (size_t)((stop ? stop : end) - p);
    return p;
}

/* What is not shown as it is becomes "?", so that the caret stands below its place. */
static char *
plain(struct mem *m, const char *text, size_t n)
{
    char *out = mem_text(m, text, n), *to = out, shown[CHARACTERS_ROOM];
    for (size_t i = 0; i < n;) {
        size_t bytes = characters_put(text + i, n - i, shown);
        if (text[i] == '\t') {
            *to++ = ' ';
        } else if (strncmp(text + i, shown, bytes) != 0) {
            *to++ = '?';
        } else {
            memcpy(to, text + i, bytes);
            to += bytes;
        }
        i += bytes;
    }
    *to = '\0';
    return out;
}

/* The line and a caret, each on a line of its own; of a long line the part around it. */
static const char *
excerpt(const struct faults *f, struct spot at)
{
    size_t n, width = 0;
    const char *line = line_at(f, at.line, &n);
    size_t place = at.column > 0 ? (size_t)at.column - 1 : 0;
    if (!n || place > n)
        return "";
    size_t from = place > WIDE / 2 ? place - WIDE / 2 : 0;
    while (from && ((unsigned char)line[from] & 0xc0) == 0x80)
        from--;
    size_t end = n - from > WIDE ? from + WIDE : n;
    while (end < n && ((unsigned char)line[end] & 0xc0) == 0x80)
        end++;
    for (size_t i = from; i < place; i++)
        width += ((unsigned char)line[i] & 0xc0) != 0x80;
    return mem_print(f->m, "\n%6ld | %s\n%6s | %*s^", at.line,
                     plain(f->m, line + from, end - from), "", (int)width, "");
}

static int
by_spot(const void *va, const void *vb)
{
    const struct fault *a = va, *b = vb;
    if (a->at.line != b->at.line)
        return a->at.line < b->at.line ? -1 : 1;
    if (a->at.column != b->at.column)
        return a->at.column < b->at.column ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* In order of place; of those at one place the first. */
static void
settle(struct faults *f)
{
    size_t n = 0;
    qsort(f->item, f->n, sizeof *f->item, by_spot);
    for (size_t i = 0; i < f->n; i++)
        if (!n || f->item[n - 1].at.line != f->item[i].at.line ||
            f->item[n - 1].at.column != f->item[i].at.column)
            f->item[n++] = f->item[i];
    f->n = n;
}

void
faults_end(struct faults *f)
{
    if (!f->n)
        return;
    settle(f);
    size_t shown = f->n > SHOWN ? SHOWN : f->n;
    for (size_t i = 0; i < shown; i++) {
        const struct fault *x = &f->item[i];
        note_at((struct place){f->file, x->at.line,
                               mem_print(f->m, "column %ld", x->at.column)},
                "%s%s", x->what, excerpt(f, x->at));
    }
    if (shown < f->n)
        note("%s: and %zu more faults", f->file, f->n - shown);
    exit(EX_DATAERR);
}
