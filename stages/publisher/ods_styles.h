/*
 * ods_styles - how cells, spans and sheets of an OpenDocument spreadsheet look, as far as it bears
 * on what they say (1.2 part 1, 16 and 20). A style has what it does not say from its parent.
 */
#ifndef ODS_STYLES_H
#define ODS_STYLES_H

#include "publisher/sheet.h"

struct ods_style {
    const char *name, *parent; /* NULL: none */
    bool says_look;
    enum sheet_look look;
    const char *colour, *ground; /* NULL: not said */
    bool concealed;              /* a sheet that is not displayed */
};

struct ods_styles {
    struct mem *run;
    struct ods_style *style;
    size_t n;
};

/* Elements of styles.xml, and of content.xml before its tables. */
void ods_styles_element(struct ods_styles *s, const char *name,
                        const char *const *attribute);

/* Whether a style of sheets conceals them. */
bool ods_styles_conceal(const struct ods_styles *s, const char *name);

/* How text of this style stands; false when neither it nor those that it is made from say so. */
bool ods_styles_look(const struct ods_styles *s, const char *name,
                     enum sheet_look *look);

/* Whether a cell of this style has text in the colour of its ground. */
bool ods_styles_unseen(const struct ods_styles *s, const char *name);

#endif
