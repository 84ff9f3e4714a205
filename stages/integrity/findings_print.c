#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document/formats.h"
#include "integrity/findings_document.h"

#define FINDINGS_NAME(name) #name,
#define FINDINGS_WRITER(name) findings_as_##name,

const char *const findings_formats[] = {FINDINGS_FORMATS(FINDINGS_NAME) NULL};
static void (*const writer[])(struct findings *, struct findings_listing *) = {
    FINDINGS_FORMATS(FINDINGS_WRITER)};

static void
count(struct findings *r)
{
    for (long i = 0; i < r->findings; i++) {
        struct finding *f = &r->finding[i];
        struct findings_table *t = f->table < 0 ? NULL : &r->table[f->table];
        struct findings_rule *u = f->rule < 0 ? NULL : &r->rule[f->rule];
        bool warning = findings_severity(r, f) == SEVERITY_WARNING;
        long *total = f->known ? &r->known : warning ? &r->warnings : &r->errors;
        ++*total;
        if (t)
            ++*(f->known ? &t->known : warning ? &t->warnings : &t->errors);
        if (u)
            ++*(f->known ? &u->known : warning ? &u->warnings : &u->errors);
    }
}

static int
by_place(const void *va, const void *vb)
{
    const struct finding *a = va, *b = vb;
    if (a->table != b->table)
        return a->table < b->table ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* So that findings that say the same of the same column follow each other, the first of them
 * first; those of no row stand alone. */
static int
by_text(const void *va, const void *vb)
{
    const struct finding *a = *(struct finding *const *)va;
    const struct finding *b = *(struct finding *const *)vb;
    if (a->table != b->table || a->rule != b->rule || a->known != b->known)
        return a->table != b->table ? (a->table < b->table ? -1 : 1)
               : a->rule != b->rule ? (a->rule < b->rule ? -1 : 1)
                                    : a->known - b->known;
    int c = strcmp(a->type, b->type);
    c = c ? c : strcmp(a->column ? a->column : "", b->column ? b->column : "");
    return c ? c : strcmp(a->text, b->text);
}

static int
by_text_and_place(const void *va, const void *vb)
{
    int c = by_text(va, vb);
    return c ? c : by_place(*(struct finding *const *)va, *(struct finding *const *)vb);
}

static void
group(struct findings *r)
{
    struct finding **f = mem_array(r->run, (size_t)r->findings + 1, sizeof *f);
    for (long i = 0; i < r->findings; i++)
        f[i] = &r->finding[i];
    if (r->findings)
        qsort(f, (size_t)r->findings, sizeof *f, by_text_and_place);
    struct finding *first = NULL;
    for (long i = 0; i < r->findings; i++) {
        if (!first || !f[i]->line || by_text(&first, &f[i])) {
            first = f[i];
            continue;
        }
        f[i]->told = true;
        first->alike++;
    }
}

void
findings_print(struct findings *r, const char *format, long limit, bool known)
{
    const struct doc_format *people = document_format(format, findings_formats);
    if (r->findings)
        qsort(r->finding, (size_t)r->findings, sizeof *r->finding, by_place);
    count(r);
    struct findings_listing l = {
        mem_array(r->run, (size_t)(r->rules + r->findings) + 1, sizeof *l.tally), 0,
        limit, known, false};
    l.grouped = limit && (people || !strcmp(format, "text"));
    if (l.grouped)
        group(r);
    if (people) {
        struct document d;
        findings_document(&d, r, &l);
        people->write(&d, stdout);
        return;
    }
    for (int i = 0; findings_formats[i]; i++)
        if (!strcmp(format, findings_formats[i]))
            writer[i](r, &l);
}
