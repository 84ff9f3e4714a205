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

void
findings_print(struct findings *r, const char *format, long limit, bool known)
{
    const struct doc_format *people = document_format(format, findings_formats);
    if (r->findings)
        qsort(r->finding, (size_t)r->findings, sizeof *r->finding, by_place);
    count(r);
    struct findings_listing l = {
        mem_array(r->run, (size_t)(r->rules + r->findings) + 1, sizeof *l.tally), 0,
        limit, known};
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
