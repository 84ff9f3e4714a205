#include "microdata/count_file.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "microdata/record_blocks.h"
#include "table/cell_fault.h"

/* A file whose header was read. */
struct source {
    struct mem *run;
    const struct declaration *d;
    const struct count_options *o;
    const char *path;
    struct csv_row header; /* names of fields, which live as long as the run */
    struct lookup *names;
    long line;      /* behind it */
    long long size; /* of the file when it was opened, or -1 */
};

/* What one thread counts. */
struct job {
    const struct source *source;
    struct record_blocks *blocks;
    struct mem mem;
    struct counter *counter;
    long long records;
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
    s->line = csv_line_number(in);
    if (s->o->sum) {
        checksum_begin(s->o->sum);
        checksum_add(s->o->sum, row.raw, row.raw_len);
    }
}

/* The records of one block. False at the first that is not as it should be. The jobs of two
 * threads lie side by side in memory, so none is written to at each record. */
static bool
count_block(struct job *j, struct csv_in *in)
{
    struct csv_row row;
    struct count_fault fault;
    struct counter *counter = j->counter;
    const struct source *source = j->source;
    bool sound = true;
    long long records = 0;
    while (sound) {
        records += counter_take_ahead(counter, in);
        enum csv_got got = csv_next(in, &row);
        if (got == CSV_END)
            break;
        sound = got != CSV_BAD && row.n == source->header.n &&
                counter_take(counter, &row, &fault);
        records++;
    }
    j->records += records;
    return sound;
}

/* Blocks, by a thread of its own, until there are none or one has trouble. */
static void *
count_blocks(void *data)
{
    struct job *j = data;
    const struct declaration *d = j->source->d;
    struct record_block block = {0};
    struct csv_in in;
    csv_open_text(&in, &j->mem, j->source->path, d->delimiter, d->allow);
    counter_want(j->counter, &j->mem, &j->source->header, &in);
    while (record_blocks_next(j->blocks, &block)) {
        csv_text(&in, block.text, block.n, block.line);
        if (!count_block(j, &in))
            record_blocks_trouble(j->blocks);
    }
    csv_close(&in);
    record_block_free(&block);
    return NULL;
}

/* The first job is done by this thread. */
static void
run_jobs(struct mem *run, struct job *job, size_t n)
{
    pthread_t *thread = mem_array(run, n, sizeof *thread);
    size_t started = 1;
    while (started < n &&
           !pthread_create(&thread[started], NULL, count_blocks, &job[started]))
        started++;
    count_blocks(&job[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(thread[i], NULL);
}

static bool
count_parallel(const struct source *s, struct csv_in *in, long line,
               struct count_result *result)
{
    size_t n = s->o->threads;
    struct job *job = mem_array(s->run, n, sizeof *job);
    struct record_blocks blocks;
    record_blocks_open(&blocks, in, line, RECORD_BLOCK);
    for (size_t i = 0; i < n; i++) {
        job[i] = (struct job){.source = s, .blocks = &blocks};
        job[i].counter =
            counter_new(&job[i].mem, s->d, &s->header, s->names, s->o->memory / 2 / n);
    }
    run_jobs(s->run, job, n);
    for (size_t i = 0; i < n; i++) {
        if (!blocks.trouble) {
            counter_merge(result->counter, job[i].counter);
            result->records += job[i].records;
        }
        counter_free(job[i].counter);
        mem_release(&job[i].mem);
    }
    if (!blocks.trouble)
        csv_ended(in, blocks.cut);
    record_blocks_close(&blocks);
    return !blocks.trouble;
}

static void
count_serial(const struct source *s, struct csv_in *in, struct rejects *rejects,
             struct count_result *result)
{
    struct csv_row row;
    struct count_fault f;
    struct mem m = {0};
    for (;;) {
        result->records += counter_take_ahead(result->counter, in);
        enum csv_got got = csv_next(in, &row);
        if (got == CSV_END)
            break;
        result->records++;
        if (got == CSV_BAD)
            reject_fault(rejects, in->file, &in->fault, &row);
        else if (row.n != s->header.n)
            reject(rejects, in->file, &row, "", "ragged-row", "%s",
                   cell_fault_width(&m, &row, NULL, s->header.n));
        else if (!counter_take(result->counter, &row, &f))
            reject(rejects, in->file, &row, f.field, "constraint-error", "%s: %s",
                   msg_quote(f.text), f.why);
        mem_reset(&m);
    }
    mem_release(&m);
    result->rejected = rejects->n;
}

/* Where counting begins: behind the header, or at a part's first record. */
static void
open_records(struct source *s, struct csv_in *in)
{
    const struct csv_part *part = s->o->part;
    csv_open(in, s->run, s->path, s->d->delimiter, s->d->allow);
    read_header(s, in);
    if (!part)
        return;
    csv_close(in);
    csv_open_part(in, s->run, s->path, s->d->delimiter, s->d->allow, *part);
    csv_sum(in, s->o->sum);
    s->line = part->line;
}

struct count_result
count_file(struct mem *run, const struct declaration *d, const char *path,
           const struct count_options *o)
{
    struct source s = {.run = run, .d = d, .o = o, .path = path};
    struct csv_in in;
    struct rejects rejects;
    open_records(&s, &in);
    rejects_open(&rejects, o->rejects);
    s.names = count_lists(run, d);
    bool parallel = o->threads > 1 && csv_can_again(&in);
    /* Half for the threads, half for what they are added up in. */
    size_t memory = parallel ? o->memory / 2 : o->memory;
    struct count_result result = {counter_new(run, d, &s.header, s.names, memory), 0, 0,
                                  in.file};
    s.size = csv_size(&in);
    if (parallel && count_parallel(&s, &in, s.line, &result)) {
        csv_close(&in);
        return result;
    }
    if (parallel) {
        csv_close(&in);
        open_records(&s, &in);
        if (csv_size(&in) != s.size)
            die(EX_IOERR, "%s: changed while it was read", in.file);
    }
    counter_want(result.counter, run, &s.header, &in);
    count_serial(&s, &in, &rejects, &result);
    csv_close(&in);
    return result;
}
