/* schema.org's description of a figure's table, for search engines. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "program/msg.h"
#include "publication/numbers.h"

static void
put(json_t *in, json_t *what)
{
    if (!what || json_array_append_new(in, what))
        die(EX_OSERR, "out of memory for a description");
}

static json_t *
distributions(const struct numbers *w)
{
    static const char *const file[][2] = {
        {"csv", "text/csv"},
        {"sdmx.csv", "application/vnd.sdmx.data+csv;version=2.1.0"},
        {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {"ods", "application/vnd.oasis.opendocument.spreadsheet"}};
    const char *site = w->s->look.address ? w->s->look.address : "..";
    json_t *all = json_array();
    for (size_t i = 0; i < sizeof file / sizeof *file; i++)
        put(all, json_pack("{ssssss}", "@type", "DataDownload", "encodingFormat",
                           file[i][1], "contentUrl",
                           mem_print(w->story.m, "%s/files/%s.%s", site, w->about->name,
                                     file[i][0])));
    return all;
}

/* The addresses of what it rests on, each once. */
static json_t *
sources_of(const struct numbers *w)
{
    const char *all = "";
    json_t *out = json_array();
    size_t n;
    for (size_t i = w->t->first; i < w->t->first + w->t->n; i++)
        all = table_sources(w->story.m, all, lineage_cell(&w->line, i, TABLE_SOURCE));
    for (; *all; all += n + (all[n] == '+')) {
        const struct source *s = sources_next(&w->line.cite, all, &n);
        if (s)
            put(out,
                json_pack("{ssssss*ss}", "@type", "CreativeWork", "name", s->title,
                          "url", *s->url ? s->url : NULL, "publisher", s->publisher));
    }
    return out;
}

/* "2003/2023": from the first year to the last. */
static const char *
years_of(const struct numbers *w)
{
    const char *first = NULL, *last = NULL;
    for (size_t i = w->t->first; i < w->t->first + w->t->n; i++) {
        const char *period = lineage_cell(&w->line, i, TABLE_PERIOD);
        first = !first || strcmp(period, first) < 0 ? period : first;
        last = !last || strcmp(period, last) > 0 ? period : last;
    }
    return first ? mem_print(w->story.m, "%.4s/%.4s", first, last) : NULL;
}

const char *
numbers_linked(const struct numbers *w)
{
    json_t *o = json_pack("{ssssssssss*so so}", "@context", "https://schema.org",
                          "@type", "Dataset", "name", w->about->title, "description",
                          w->about->subtitle, "temporalCoverage", years_of(w),
                          "distribution", distributions(w), "isBasedOn", sources_of(w));
    char *text = o ? json_dumps(o, JSON_COMPACT | JSON_ENSURE_ASCII) : NULL;
    if (!text)
        die(EX_OSERR, "out of memory for a description");
    const char *kept = mem_copy(w->story.m, text);
    free(text);
    json_decref(o);
    return kept;
}
