#include "chart/typeset.h"

#include <stdlib.h>
#include <string.h>

/* Advance widths of ' ' to '~' in thousandths of the size. */
static const short regular[95] = {
    318,  401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
    636,  636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
    1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
    603,  787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
    500,  613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
    635,  635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838};
static const short heavy[95] = {
    348,  456, 521, 838, 696, 1002, 872, 306,  457, 457, 523, 838, 380, 415,  380, 365,
    696,  696, 696, 696, 696, 696,  696, 696,  696, 696, 400, 400, 838, 838,  838, 580,
    1000, 774, 762, 734, 830, 683,  683, 821,  837, 372, 372, 775, 637, 995,  837, 850,
    733,  850, 770, 720, 682, 812,  774, 1103, 771, 724, 725, 457, 365, 457,  838, 500,
    500,  675, 716, 593, 716, 678,  435, 716,  712, 343, 343, 665, 343, 1042, 712, 687,
    716,  716, 493, 595, 478, 712,  652, 924,  645, 652, 582, 712, 365, 712,  838};
#define OTHER 974

static double
span_width(const char *text, size_t n, double size, bool bold)
{
    const short *table = bold ? heavy : regular;
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= ' ' && c <= '~')
            sum += table[c - ' '];
        else if ((c & 0xc0) != 0x80)
            sum += OTHER;
    }
    return sum * size / 1000;
}

struct font {
    double size;
    bool bold;
};

static double
width_in(const char *text, size_t n, const void *font)
{
    const struct font *f = font;
    return span_width(text, n, f->size, f->bold);
}

double
typeset_width(const char *text, double size, bool bold)
{
    return span_width(text, strlen(text), size, bold);
}

/* Begins as a number does: "9", "-23.6", "(7". */
static bool
is_number(const char *word)
{
    word += strspn(word, "([-+");
    return *word >= '0' && *word <= '9';
}

static bool
is_name(const char *word)
{
    word += strspn(word, "([");
    return *word >= 'A' && *word <= 'Z';
}

/* A number beside a number, its sign or a name: "95 %", "7 March", "2023 Q3", "Delta 8.7". */
static bool
is_pair(const char *left, size_t n, const char *right)
{
    if (!n || strchr(".,;:)]", left[n - 1]))
        return false;
    return *right == '%' ? is_number(left)
                         : (is_number(left) && (is_number(right) || is_name(right))) ||
                               (is_name(left) && is_number(right));
}

static size_t
word_before(const char *text, size_t blank)
{
    while (blank && text[blank - 1] != ' ')
        blank--;
    return blank;
}

/* A blank within a number, an interval ("9.6 to 12", "10 % to 12 %"), a date or a name with its
 * number, where no line is to end. */
bool
typeset_holds(const char *text, size_t blank)
{
    const char *right = text + blank + 1;
    size_t at = word_before(text, blank);
    if (!strncmp(right, "to ", 3) && is_number(right + 3)) /* before the "to" */
        return at < blank && (is_number(text + at) || is_name(text + at) ||
                              !strncmp(text + at, "% ", 2));
    if (at && blank - at == 2 && !strncmp(text + at, "to ", 3))
        return is_number(right) && typeset_holds(text, at - 1);
    return is_pair(text + at, blank - at, right);
}

/* Where the line that begins with text may end at first, from its place at on. */
static size_t
piece_end(const char *text, size_t at)
{
    at += strcspn(text + at, " ");
    while (text[at] && typeset_holds(text, at))
        at += 1 + strcspn(text + at + 1, " ");
    return at;
}

struct typeset_lines
typeset_fill(struct mem *m, const char *text, typeset_measure *width, const void *font,
             double most, size_t *torn)
{
    struct typeset_lines out = {mem_array(m, strlen(text) + 1, sizeof *out.line), 0};
    *torn = 0;
    while (*text) {
        size_t fits = piece_end(text, 0), end;
        if (width(text, fits, font) > most)
            fits = strcspn(text, " ");
        for (end = fits; text[end]; fits = end) {
            end = piece_end(text, end + 1);
            if (width(text, end, font) > most)
                break;
        }
        *torn += text[fits] && typeset_holds(text, fits);
        out.line[out.n++] = mem_text(m, text, fits);
        text += fits + (text[fits] == ' ');
    }
    return out;
}

struct typeset_lines
typeset_wrap(struct mem *m, const char *text, double size, bool bold, double width)
{
    size_t least, torn;
    const struct font font = {size, bold};
    struct typeset_lines out = typeset_fill(m, text, width_in, &font, width, &least),
                         even = out;
    for (torn = least, width -= size;
         even.n == out.n && torn <= least && out.n > 1 && width > 0; width -= size) {
        out = even;
        even = typeset_fill(m, text, width_in, &font, width, &torn);
    }
    return out;
}

static int
by_want(const void *a, const void *b)
{
    const struct typeset_place *const *x = a, *const *y = b;
    return ((*x)->want > (*y)->want) - ((*x)->want < (*y)->want);
}

/* Labels that touch: they move as one block. */
struct block {
    size_t first, n;
    double size, sum; /* sum of where each would put the block's start */
};

static double
start_of(const struct block *b, double least, double most)
{
    double at = b->sum / (double)b->n;
    if (at + b->size > most)
        at = most - b->size;
    return at < least ? least : at;
}

void
typeset_spread(struct mem *m, struct typeset_place place[], size_t n, double least,
               double most)
{
    if (!n)
        return;
    struct typeset_place **order = mem_array(m, n, sizeof *order);
    struct block *block = mem_array(m, n, sizeof *block);
    size_t blocks = 0;
    for (size_t i = 0; i < n; i++)
        order[i] = &place[i];
    qsort(order, n, sizeof *order, by_want);
    for (size_t i = 0; i < n; i++) {
        block[blocks++] =
            (struct block){i, 1, order[i]->size, order[i]->want - order[i]->size / 2};
        while (blocks > 1 &&
               start_of(&block[blocks - 2], least, most) + block[blocks - 2].size >
                   start_of(&block[blocks - 1], least, most)) {
            struct block *a = &block[blocks - 2], *b = &block[blocks - 1];
            a->sum += b->sum - (double)b->n * a->size;
            a->size += b->size;
            a->n += b->n;
            blocks--;
        }
    }
    for (size_t b = 0; b < blocks; b++) {
        double at = start_of(&block[b], least, most);
        double squeeze =
            block[b].size > most - least ? (most - least) / block[b].size : 1;
        for (size_t i = block[b].first; i < block[b].first + block[b].n; i++) {
            order[i]->at = at + order[i]->size * squeeze / 2;
            at += order[i]->size * squeeze;
        }
    }
}
