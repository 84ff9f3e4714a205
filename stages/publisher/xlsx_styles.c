#include "publisher/xlsx_styles.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool
xlsx_says_true(const char *const *attribute, const char *name)
{
    const char *text = part_attribute(attribute, name);
    return text && (!strcmp(text, "1") || !strcmp(text, "true"));
}

enum sheet_look
xlsx_look(enum sheet_look so_far, const char *name, const char *const *attribute)
{
    const char *value = part_attribute(attribute, "val");
    if (!strcmp(name, "strike") && (!value || xlsx_says_true(attribute, "val")))
        return LOOK_STRUCK;
    if (strcmp(name, "vertAlign") != 0 || !value)
        return so_far;
    return !strcmp(value, "superscript") ? LOOK_RAISED
           : !strcmp(value, "subscript") ? LOOK_LOWERED
                                         : so_far;
}

/* A colour, so that the same ones are the same text: those of a theme and of the palette of
 * which the usual is known by what they are (18.8.3, 18.8.27). */
static const char *
colour(struct mem *run, const char *const *attribute)
{
    const char *rgb = part_attribute(attribute, "rgb"),
               *theme = part_attribute(attribute, "theme"),
               *indexed = part_attribute(attribute, "indexed"),
               *tint = part_attribute(attribute, "tint");
    bool tinted = tint && strtod(tint, NULL) != 0;
    long n = theme ? strtol(theme, NULL, 10) : indexed ? strtol(indexed, NULL, 10) : -1;
    bool white = theme ? n == 0 : n == 1 || n == 9,
         black = theme ? n == 1 : n == 0 || n == 8 || n == 64;
    if (rgb && strlen(rgb) == 8)
        return mem_copy(run, rgb + 2);
    if (!tinted && (white || black))
        return white ? "FFFFFF" : "000000";
    return mem_print(run, "%s %ld %s", theme ? "theme" : "indexed", n,
                     tinted ? tint : "");
}

static void
add_format(struct xlsx_styles *s, const char *const *attribute)
{
    const char *id = part_attribute(attribute, "numFmtId"),
               *font = part_attribute(attribute, "fontId"),
               *fill = part_attribute(attribute, "fillId");
    long number = id ? strtol(id, NULL, 10) : 0;
    size_t f = font ? (size_t)strtoul(font, NULL, 10) : 0,
           g = fill ? (size_t)strtoul(fill, NULL, 10) : 0;
    struct xlsx_style style = {.shown = number_format_built_in(number)};
    for (size_t i = 0; i < s->customs; i++)
        if (s->custom[i].id == number)
            style.shown = s->custom[i].shown;
    if (f < s->fonts)
        style.look = s->font[f].look;
    style.unseen = f < s->fonts &&
                   !strcasecmp(s->font[f].colour, g < s->fills ? s->fill[g] : "FFFFFF");
    s->style = mem_more(s->run, s->style, s->n, sizeof *s->style);
    s->style[s->n++] = style;
}

static void
on_font(struct xlsx_styles *s, const char *name, const char *const *attribute)
{
    if (!strcmp(name, "font")) {
        s->font = mem_more(s->run, s->font, s->fonts, sizeof *s->font);
        s->font[s->fonts++] = (struct xlsx_font){LOOK_PLAIN, "000000"};
    } else if (s->fonts) {
        struct xlsx_font *f = &s->font[s->fonts - 1];
        f->look = xlsx_look(f->look, name, attribute);
        if (!strcmp(name, "color"))
            f->colour = colour(s->run, attribute);
    }
}

/* A pattern is of no one colour. */
static void
on_fill(struct xlsx_styles *s, const char *name, const char *const *attribute)
{
    const char *type = part_attribute(attribute, "patternType");
    if (!strcmp(name, "fill")) {
        s->fill = mem_more(s->run, s->fill, s->fills, sizeof *s->fill);
        s->fill[s->fills++] = "FFFFFF";
    } else if (s->fills && !strcmp(name, "patternFill") && type &&
               strcmp(type, "none") != 0) {
        s->fill[s->fills - 1] = !strcmp(type, "solid") ? "solid" : "pattern";
    } else if (s->fills && !strcmp(name, "gradientFill")) {
        s->fill[s->fills - 1] = "gradient";
    } else if (s->fills && !strcmp(name, "fgColor") &&
               !strcmp(s->fill[s->fills - 1], "solid")) {
        s->fill[s->fills - 1] = colour(s->run, attribute);
    }
}

/* A number format of conditional ones is their own; the colour of a ground is named for its
 * pattern, whose is it when it is solid. */
static void
on_conditional(struct xlsx_styles *s, const char *name, const char *const *attribute)
{
    if (!strcmp(name, "dxf")) {
        s->conditional =
            mem_more(s->run, s->conditional, s->conditionals, sizeof *s->conditional);
        s->conditional[s->conditionals++] = (struct xlsx_conditional){0};
    }
    if (!s->conditionals)
        return;
    struct xlsx_conditional *c = &s->conditional[s->conditionals - 1];
    const char *code = part_attribute(attribute, "formatCode");
    if (!strcmp(name, "font") || !strcmp(name, "border"))
        c->in_font = *name == 'f';
    else if (!strcmp(name, "color") && c->in_font)
        c->colour = colour(s->run, attribute);
    else if (!strcmp(name, "bgColor"))
        c->ground = colour(s->run, attribute);
    else if (!strcmp(name, "numFmt") && code)
        c->shows_nothing = number_format_hides(s->run, code);
}

bool
xlsx_styles_hide(const struct xlsx_styles *s, size_t number)
{
    if (number >= s->conditionals)
        return false;
    const struct xlsx_conditional *c = &s->conditional[number];
    return c->shows_nothing ||
           (c->colour && !strcasecmp(c->colour, c->ground ? c->ground : "FFFFFF"));
}

static void
within(struct xlsx_styles *s, const char *name, bool inside)
{
    if (!strcmp(name, "fonts"))
        s->in_fonts = inside;
    else if (!strcmp(name, "fills"))
        s->in_fills = inside;
    else if (!strcmp(name, "cellXfs"))
        s->in_formats = inside;
    else if (!strcmp(name, "dxfs"))
        s->in_conditional = inside;
}

static void
on_start(void *data, const char *name, const char *const *attribute)
{
    struct xlsx_styles *s = data;
    const char *id = part_attribute(attribute, "numFmtId"),
               *code = part_attribute(attribute, "formatCode");
    within(s, name, true);
    if (s->in_conditional) {
        on_conditional(s, name, attribute);
    } else if (!strcmp(name, "numFmt") && id && code) {
        s->custom = mem_more(s->run, s->custom, s->customs, sizeof *s->custom);
        s->custom[s->customs++] = (struct xlsx_custom){
            strtol(id, NULL, 10), number_format_read(s->run, code)};
    } else if (s->in_fonts) {
        on_font(s, name, attribute);
    } else if (s->in_fills) {
        on_fill(s, name, attribute);
    } else if (s->in_formats && !strcmp(name, "xf")) {
        add_format(s, attribute);
    }
}

static void
on_end(void *data, const char *name)
{
    within(data, name, false);
}

void
xlsx_styles_read(struct xlsx_styles *s, struct mem *run, struct zip_parts *package,
                 const char *part)
{
    static const struct part_calls calls = {on_start, on_end, NULL};
    s->run = run;
    part_read(package, part, &calls, s);
}

const struct xlsx_style *
xlsx_style(const struct xlsx_styles *s, size_t number)
{
    static struct xlsx_style plain;
    plain.shown = number_format_built_in(0);
    return number < s->n ? &s->style[number] : &plain;
}
