/*
 * ods_styles - how cells, spans and sheets of an OpenDocument spreadsheet look, as far as it bears
 * on what they say (1.2 part 1, 16 and 20). A style has what it does not say from its parent.
 */
#ifndef ODS_STYLES_H
#define ODS_STYLES_H

#include "publisher/number_format.h"
#include "publisher/sheet.h"

struct ods_style {
    const char *name, *parent; /* NULL: none */
    bool says_look;
    enum sheet_look look;
    const char *colour, *ground; /* NULL: not said */
    bool concealed;              /* a sheet that is not displayed */
    const char *dates;           /* the format of its dates */
    const char *otherwise;       /* the style of a cell that meets a condition */
};

/* The format of dates of this name, as an XLSX workbook would have it. */
struct ods_dates {
    const char *name;
    char *code;
    struct number_format shown;
};

struct ods_styles {
    struct mem *run;
    struct ods_style *style;
    size_t n;
    struct ods_dates *dates;
    size_t formats;
    bool in_dates, in_words; /* of a format of dates */
};

/* Elements of styles.xml, and of content.xml before its tables: where they begin and end, the text
 * in them. */
void ods_styles_element(struct ods_styles *s, const char *name,
                        const char *const *attribute);
void ods_styles_text(struct ods_styles *s, const char *text, size_t n);
void ods_styles_end(struct ods_styles *s, const char *name);

/* How a cell of this style shows a date; NULL when no format of dates says so. */
const struct number_format *ods_styles_dates(const struct ods_styles *s,
                                             const char *name);

/* Whether a style of sheets conceals them. */
bool ods_styles_conceal(const struct ods_styles *s, const char *name);

/* How text of this style stands; false when neither it nor those that it is made from say so. */
bool ods_styles_look(const struct ods_styles *s, const char *name,
                     enum sheet_look *look);

/* Whether a cell of this style has text in the colour of its ground. */
bool ods_styles_unseen(const struct ods_styles *s, const char *name);

/* Whether it has so when it meets a condition. */
bool ods_styles_may_hide(const struct ods_styles *s, const char *name);

#endif
