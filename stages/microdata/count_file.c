#include "microdata/count_file.h"

#include <pthread.h>
#include <string.h>

#include "microdata/parts.h"

/* A file whose header was read. */
struct source {
    struct mem *run;
    const struct declaration *d;
    const struct count_options *o;
    const char *path;
    struct csv_row header; /* names of fields, which live as long as the run */
    struct lookup *names;
    long long begins; /* the first byte behind the header, in a plain file */
    long line;        /* and its line */
};

/* What one thread counts. */
struct job {
    const struct source *source;
    struct csv_part part;
    struct mem mem;
    struct counter *counter;
    long long records;
    bool trouble;
};

static void
check_header(const struct csv_in *in, const struct csv_row *h)
{
    struct place at = {in->file, h->line, NULL};
    for (size_t i = 0; i < h->n; i++)
        for (size_t k = 0; k < i; k++)
            if (!strcmp(h->cell[i], h->cell[k]))
                die_at(EX_DATAERR, at, "field %s stands twice in the header",
                       msg_quote(h->cell[i]));
}

static void
read_header(struct source *s, struct csv_in *in)
{
    struct csv_row row;
    switch (csv_next(in, &row)) {
    case CSV_BAD:
        csv_die(in);
    case CSV_END:
        die(EX_DATAERR, "%s: is empty, expected a header line", in->file);
    case CSV_ROW:
        break;
    }
    check_header(in, &row);
    s->header = (struct csv_row){.cell = mem_array(s->run, row.n + 1, sizeof *row.cell),
                                 .n = row.n,
                                 .line = row.line};
    for (size_t i = 0; i < row.n; i++)
        s->header.cell[i] = mem_copy(s->run, row.cell[i]);
    s->begins = csv_offset(in);
    s->line = row.line + 1;
}

/* What is wrong with a record that the CSV reader took; false when nothing is. */
static bool
is_bad(struct counter *c, const struct source *s, const struct csv_row *row,
       struct count_fault *fault, char ragged[static 96])
{
    if (row->n == s->header.n)
        return !counter_take(c, row, fault);
    snprintf(ragged, 96, "the record has %zu cell%s, expected %zu as in the header",
             row->n, row->n == 1 ? "" : "s", s->header.n);
    *fault = (struct count_fault){NULL, "", "", ragged};
    return true;
}

/* One part, by a thread of its own; ends at the first record that is not as it should be. */
static void *
count_part(void *data)
{
    struct job *j = data;
    const struct source *s = j->source;
    struct csv_in in;
    struct csv_row row;
    struct count_fault fault;
    char ragged[96];
    csv_open_part(&in, &j->mem, s->path, s->d->delimiter, s->d->allow, j->part);
    enum csv_got got;
    while (!j->trouble && (got = csv_next(&in, &row)) != CSV_END) {
        j->records++;
        j->trouble = got == CSV_BAD || is_bad(j->counter, s, &row, &fault, ragged);
    }
    csv_close(&in);
    return NULL;
}

/* Jobs for the parts; the first is done by this thread. */
static void
run_jobs(struct mem *run, struct job *job, size_t n)
{
    pthread_t *thread = mem_array(run, n, sizeof *thread);
    size_t started = 1;
    while (started < n &&
           !pthread_create(&thread[started], NULL, count_part, &job[started]))
        started++;
    count_part(&job[0]);
    for (size_t i = started; i < n; i++)
        count_part(&job[i]);
    for (size_t i = 1; i < started; i++)
        pthread_join(thread[i], NULL);
}

static bool
count_parallel(const struct source *s, struct count_result *result)
{
    struct parts p = parts_of(s->run, s->path, s->begins, s->line, s->o->threads);
    struct job *job = mem_array(s->run, p.n + 1, sizeof *job);
    for (size_t i = 0; i < p.n; i++) {
        job[i] = (struct job){.source = s, .part = p.part[i]};
        job[i].counter =
            counter_new(&job[i].mem, s->d, &s->header, s->names, s->o->memory / p.n);
    }
    if (p.n)
        run_jobs(s->run, job, p.n);
    bool good = p.n > 0;
    for (size_t i = 0; i < p.n; i++)
        good = good && !job[i].trouble;
    for (size_t i = 0; i < p.n && good; i++) {
        counter_merge(result->counter, job[i].counter);
        result->records += job[i].records;
    }
    for (size_t i = 0; i < p.n; i++) {
        counter_free(job[i].counter);
        mem_release(&job[i].mem);
    }
    return good;
}

static void
refuse(struct rejects *out, const struct csv_in *in, const struct csv_row *row,
       const struct count_fault *f)
{
    if (f->table)
        reject(out, in->file, row, f->field, "constraint-error", "%s: %s",
               msg_quote(f->text), f->why);
    else
        reject(out, in->file, row, "", "ragged-row", "%s", f->why);
}

static void
count_serial(const struct source *s, struct csv_in *in, struct count_result *result)
{
    struct rejects rejects;
    struct csv_row row;
    struct count_fault fault;
    char ragged[96];
    rejects_open(&rejects, s->o->rejects);
    for (enum csv_got got; (got = csv_next(in, &row)) != CSV_END;) {
        result->records++;
        if (got == CSV_BAD)
            reject_fault(&rejects, in->file, &in->fault, &row);
        else if (is_bad(result->counter, s, &row, &fault, ragged))
            refuse(&rejects, in, &row, &fault);
    }
    result->rejected = rejects.n;
}

struct count_result
count_file(struct mem *run, const struct declaration *d, const char *path,
           const struct count_options *o)
{
    struct source s = {.run = run, .d = d, .o = o, .path = path};
    struct csv_in in;
    csv_open(&in, run, path, d->delimiter, d->allow);
    read_header(&s, &in);
    s.names = count_lists(run, d);
    struct count_result result = {counter_new(run, d, &s.header, s.names, o->memory), 0,
                                  0, in.file};
    if (o->part) {
        struct csv_in part;
        csv_open_part(&part, run, path, d->delimiter, d->allow, *o->part);
        count_serial(&s, &part, &result);
        csv_close(&part);
    } else if (o->threads == 1 || !csv_can_part(&in) || !count_parallel(&s, &result)) {
        count_serial(&s, &in, &result);
    }
    csv_close(&in);
    return result;
}
