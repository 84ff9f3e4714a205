#include "table/rejects.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <unistr.h>

#include "program/stage.h"

void
rejects_open(struct rejects *r, const char *path)
{
    *r = (struct rejects){0};
    if (!path)
        return;
    r->out = stage_output(path);
    fputs("line,column,code,raw,reason\n", r->out);
}

/* A cell, always quoted. Control characters and bytes that are not UTF-8 are escaped, so
 * that the file itself is sound. */
static void
put(FILE *out, const char *text, size_t n)
{
    putc('"', out);
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)text[i];
        int len = c < 0x80 ? 1 : u8_mblen((const uint8_t *)text + i, n - i);
        if (c == '"')
            putc('"', out);
        if (c < 0x20 || c == 0x7f || len < 1)
            fprintf(out, "\\x%02x", c);
        else
            fwrite(text + i, 1, (size_t)len, out);
        i += len < 1 ? 1 : (size_t)len;
    }
    putc('"', out);
}

void
reject(struct rejects *r, const char *file, const struct csv_row *row,
       const char *column, const char *code, const char *format, ...)
{
    char text[1024];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    if (!r->out)
        die_at(EX_DATAERR, (struct place){file, row->line, *column ? column : NULL},
               "%s", text);
    r->n++;
    fprintf(r->out, "%ld,", row->line);
    put(r->out, column, strlen(column));
    fprintf(r->out, ",%s,", code);
    put(r->out, row->raw, row->raw_len);
    putc(',', r->out);
    put(r->out, text, strlen(text));
    putc('\n', r->out);
}

void
reject_fault(struct rejects *r, const char *file, const struct csv_fault *f,
             const struct csv_row *row)
{
    struct place at = {file, f->line, NULL};
    bool ends = f->fatal || !r->out;
    if (ends && f->column)
        die_at(EX_DATAERR, at, "byte %zu: %s", f->column, f->what);
    if (ends)
        die_at(EX_DATAERR, at, "%s", f->what);
    if (f->column)
        reject(r, file, row, "", f->code, "byte %zu: %s", f->column, f->what);
    else
        reject(r, file, row, "", f->code, "%s", f->what);
}
