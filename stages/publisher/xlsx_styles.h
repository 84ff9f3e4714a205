/*
 * xlsx_styles - how the cells of an XLSX workbook look, as far as it bears on what they say
 * (ECMA-376 part 1, 18.8).
 */
#ifndef XLSX_STYLES_H
#define XLSX_STYLES_H

#include "publisher/number_format.h"
#include "publisher/sheet.h"

struct xlsx_style {
    struct number_format shown;
    enum sheet_look look; /* of the whole cell */
    bool unseen;          /* its text has the colour of its ground */
};

/* Those of the cell formats, by their number; and what is read on the way there. */
struct xlsx_styles {
    struct xlsx_style *style;
    size_t n;

    struct mem *run;
    bool in_fonts, in_fills, in_formats, in_conditional;
    struct xlsx_custom {
        long id;
        struct number_format shown;
    } * custom;
    size_t customs;
    struct xlsx_font {
        enum sheet_look look;
        const char *colour;
    } * font;
    size_t fonts;
    const char **fill; /* colours of the ground */
    size_t fills;
    struct xlsx_conditional {
        const char *colour, *ground; /* NULL: as they are without it */
        bool in_font, shows_nothing;
    } * conditional;
    size_t conditionals;
};

void xlsx_styles_read(struct xlsx_styles *s, struct mem *run, struct zip_parts *package,
                      const char *part);

/* The one with this number; a plain one when there is none. */
const struct xlsx_style *xlsx_style(const struct xlsx_styles *s, size_t number);

/* Whether a conditional format (dxf, 18.8.14) with this number hides what stands in a cell: text in
 * the colour of its ground, or a number format that shows nothing. */
bool xlsx_styles_hide(const struct xlsx_styles *s, size_t number);

/* How text stands on the line by an element of a font or of a run (18.4.14, 18.8.9), or `so_far`. */
enum sheet_look xlsx_look(enum sheet_look so_far, const char *name,
                          const char *const *attribute);

/* Whether an attribute is there and says true. */
bool xlsx_says_true(const char *const *attribute, const char *name);

#endif
