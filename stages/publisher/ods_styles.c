#include "publisher/ods_styles.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* How text stands there: "super 58%", "-33% 58%" (20.384), struck out (20.375). */
static void
read_look(struct ods_style *s, const char *const *attribute)
{
    const char *position = part_attribute(attribute, "text-position"),
               *through = part_attribute(attribute, "text-line-through-style"),
               *type = part_attribute(attribute, "text-line-through-type");
    s->says_look = s->says_look || position || through || type;
    if ((through && strcmp(through, "none") != 0) ||
        (type && strcmp(type, "none") != 0))
        s->look = LOOK_STRUCK;
    if (!position || s->look == LOOK_STRUCK)
        return;
    double above = strtod(position, NULL);
    if (above > 0 || !strncmp(position, "super", 5))
        s->look = LOOK_RAISED;
    else if (above < 0 || !strncmp(position, "sub", 3))
        s->look = LOOK_LOWERED;
}

static const char *
copy(struct mem *run, const char *text)
{
    return text ? mem_copy(run, text) : NULL;
}

/* A part of a format of dates (16.29.11). What XLSX has no part for is a word within, so that all
 * of it is taken as it is shown. */
static void
read_dates(struct ods_styles *s, const char *name, const char *const *attribute)
{
    static const char *const code[][2] = {{"year", "yyyy"},
                                          {"month", "mmm"},
                                          {"day", "d"},
                                          {"day-of-week", "ddd"},
                                          {"hours", "h"},
                                          {"minutes", "m"},
                                          {"seconds", "s"},
                                          {"am-pm", "AM/PM"},
                                          {"era", "y\"era\"y"},
                                          {"quarter", "y\"Q\"y"},
                                          {"week-of-year", "y\"week\"y"}};
    if (!strcmp(name, "date-style")) {
        const char *own = part_attribute(attribute, "name");
        s->dates = mem_more(s->run, s->dates, s->formats, sizeof *s->dates);
        s->dates[s->formats++] = (struct ods_dates){
            .name = mem_copy(s->run, own ? own : ""), .code = mem_copy(s->run, "")};
        s->in_dates = true;
    }
    if (!s->in_dates)
        return;
    struct ods_dates *last = &s->dates[s->formats - 1];
    s->in_words = !strcmp(name, "text");
    for (size_t i = 0; i < sizeof code / sizeof *code; i++)
        if (!strcmp(name, code[i][0]))
            last->code = mem_print(s->run, "%s%s", last->code, code[i][1]);
}

void
ods_styles_text(struct ods_styles *s, const char *text, size_t n)
{
    struct ods_dates *last = s->in_words ? &s->dates[s->formats - 1] : NULL;
    for (size_t i = 0; last && i < n; i++)
        last->code = mem_print(s->run, "%s\\%c", last->code, text[i]);
}

void
ods_styles_end(struct ods_styles *s, const char *name)
{
    s->in_words = s->in_words && strcmp(name, "text") != 0;
    if (!s->in_dates || strcmp(name, "date-style") != 0)
        return;
    struct ods_dates *last = &s->dates[s->formats - 1];
    last->shown = number_format_read(s->run, last->code);
    s->in_dates = false;
}

void
ods_styles_element(struct ods_styles *s, const char *name, const char *const *attribute)
{
    read_dates(s, name, attribute);
    if (!strcmp(name, "style") || !strcmp(name, "default-style")) {
        const char *own = part_attribute(attribute, "name");
        s->style = mem_more(s->run, s->style, s->n, sizeof *s->style);
        s->style[s->n++] = (struct ods_style){
            .name = mem_copy(s->run, own ? own : ""),
            .parent = copy(s->run, part_attribute(attribute, "parent-style-name")),
            .dates = copy(s->run, part_attribute(attribute, "data-style-name"))};
        return;
    }
    struct ods_style *last = s->n ? &s->style[s->n - 1] : NULL;
    const char *display = part_attribute(attribute, "display"),
               *ground = part_attribute(attribute, "background-color"),
               *colour = part_attribute(attribute, "color"),
               *automatic = part_attribute(attribute, "use-window-font-color");
    if (last && !strcmp(name, "text-properties")) {
        read_look(last, attribute);
        if (automatic && !strcmp(automatic, "true"))
            colour = "automatic";
        last->colour = colour ? copy(s->run, colour) : last->colour;
    } else if (last && !strcmp(name, "table-cell-properties")) {
        last->ground = ground ? copy(s->run, ground) : last->ground;
    } else if (last && !s->in_dates && !strcmp(name, "map")) {
        last->otherwise = copy(s->run, part_attribute(attribute, "apply-style-name"));
    } else if (last && !strcmp(name, "table-properties")) {
        last->concealed = display && !strcmp(display, "false");
    }
}

/* The last of this name: what content.xml says goes before styles.xml. */
static const struct ods_style *
find(const struct ods_styles *s, const char *name)
{
    for (size_t i = s->n; name && i > 0; i--)
        if (!strcmp(s->style[i - 1].name, name))
            return &s->style[i - 1];
    return NULL;
}

/* As deep as parents go, so that a circle of them ends. */
#define PARENTS_MAX 32

bool
ods_styles_conceal(const struct ods_styles *s, const char *name)
{
    const struct ods_style *style = find(s, name);
    return style && style->concealed;
}

bool
ods_styles_look(const struct ods_styles *s, const char *name, enum sheet_look *look)
{
    const struct ods_style *style = find(s, name);
    for (int i = 0; style && i < PARENTS_MAX; i++) {
        if (style->says_look) {
            *look = style->look;
            return true;
        }
        style = find(s, style->parent);
    }
    return false;
}

bool
ods_styles_unseen(const struct ods_styles *s, const char *name)
{
    const char *colour = NULL, *ground = NULL;
    const struct ods_style *style = find(s, name);
    for (int i = 0; style && i < PARENTS_MAX; i++) {
        colour = colour ? colour : style->colour;
        ground = ground ? ground : style->ground;
        style = find(s, style->parent);
    }
    if (!ground || !strcmp(ground, "transparent"))
        ground = "#ffffff";
    return colour && !strcasecmp(colour, ground);
}

bool
ods_styles_may_hide(const struct ods_styles *s, const char *name)
{
    const struct ods_style *style = find(s, name);
    return style && style->otherwise && ods_styles_unseen(s, style->otherwise);
}

const struct number_format *
ods_styles_dates(const struct ods_styles *s, const char *name)
{
    const struct ods_style *style = find(s, name);
    for (int i = 0; style && !style->dates && i < PARENTS_MAX; i++)
        style = find(s, style->parent);
    for (size_t i = s->formats; style && style->dates && i > 0; i--)
        if (!strcmp(s->dates[i - 1].name, style->dates))
            return &s->dates[i - 1].shown;
    return NULL;
}
