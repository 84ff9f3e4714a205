#include "holdings/words.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "program/num.h"

struct word_seen {
    const char *code;
    enum fit fit;
};

struct word
word_read(struct mem *m, const char *text)
{
    struct word w = {.text = text, .below = NAN, .above = NAN};
    char *plain = mem_copy(m, text), *to = plain;
    const char *is = strchr(text, '=');
    for (const char *q = text; *q; q++)
        if (*q != ',')
            *to++ = *q;
    *to = '\0';
    w.is_period = period_parse(text, &w.period);
    w.is_number = !w.is_period && num_parse(plain, &w.number);
    if (is && is > text && !w.is_period) {
        w.column = mem_text(m, text, (size_t)(is - text));
        w.text = is + 1;
    }
    return w;
}

/* A word of the text, or of a code, begins with part, in any case of letters. */
static bool
begins_a_word(const char *text, const char *part)
{
    size_t n = strlen(part);
    for (const char *p = text; *p; p++)
        if ((p == text || !isalnum((unsigned char)p[-1])) && !strncasecmp(p, part, n))
            return n > 0;
    return false;
}

static enum fit
fit_of_code(const struct word *w, struct labels *labels, const char *column,
            const char *code)
{
    const char *label = labels_get(labels, column, code);
    const char *alias = labels_code(labels, column, w->text);
    if (!strcasecmp(code, w->text) || (alias && !strcmp(alias, code)))
        return FIT_CODE;
    if (w->column || strlen(w->text) <= WORD_SHORT || *code == '_')
        return FIT_NONE;
    if (begins_a_word(label, w->text) || begins_a_word(code, w->text))
        return FIT_NAME;
    return begins_a_word(labels_definition(labels, column, code), w->text)
               ? FIT_DEFINITION
               : FIT_NONE;
}

/* Rows are sorted: most have the code of the row before. */
static enum fit
fit_of_column(struct mem *m, struct word *w, struct labels *labels,
              const struct table *t, int k, const char *code)
{
    if (!w->seen)
        w->seen = mem_array(m, (size_t)t->key, sizeof *w->seen);
    struct word_seen *seen = &w->seen[k];
    if (!seen->code || strcmp(seen->code, code) != 0)
        *seen = (struct word_seen){mem_copy(m, code),
                                   fit_of_code(w, labels, t->column[k], code)};
    return seen->fit;
}

static bool
is_number(struct word *w, const char *value)
{
    double x;
    if (!num_parse(value, &x))
        return false;
    if (x < w->number)
        w->below = fmax(w->below, x);
    if (x > w->number)
        w->above = fmin(w->above, x);
    return x == w->number;
}

enum fit
word_fits(struct mem *m, struct word *w, struct labels *labels, const struct table *t,
          const struct table_row *row, int *column)
{
    enum fit best = FIT_NONE;
    *column = -1;
    if (w->is_number)
        return is_number(w, row->cell[t->at[TABLE_VALUE]]) ? FIT_CODE : FIT_NONE;
    if (w->is_period) {
        struct period p = table_period(t, row);
        return p.first >= w->period.first && p.last <= w->period.last ? FIT_CODE
                                                                      : FIT_NONE;
    }
    for (int k = 0; k + 1 < t->key; k++) {
        if (w->column && strcmp(w->column, t->column[k]) != 0)
            continue;
        enum fit fit = fit_of_column(m, w, labels, t, k, row->cell[k]);
        if (fit > best) {
            best = fit;
            *column = k;
        }
    }
    return best;
}
