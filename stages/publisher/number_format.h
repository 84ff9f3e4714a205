/*
 * number_format - what the number format of a cell makes of its number (ECMA-376 part 1,
 * 18.8.30, 18.8.31): as much as decides which number or text stands there for a reader.
 */
#ifndef NUMBER_FORMAT_H
#define NUMBER_FORMAT_H

#include <stdbool.h>

#include "program/mem.h"

enum number_shows {
    SHOWS_NUMBER,
    SHOWS_PERCENT,
    SHOWS_DATE, /* a day, and the time when it has one */
    SHOWS_MONTH,
    SHOWS_YEAR,
    SHOWS_TIME,    /* of a day */
    SHOWS_ELAPSED, /* hours, minutes or seconds, as many as there are */
    SHOWS_WORDS
};

/* One section of a format: for which numbers it is, and what it shows. */
struct number_section {
    char compare[3]; /* of its condition: < <= > >= = <>; "" without one */
    double with;
    enum number_shows date; /* SHOWS_NUMBER when it shows none */
    bool number, percent;
    bool scaled;                 /* shown in thousands, or millions */
    bool text;                   /* it shows texts: @ */
    const char *words;           /* all it shows, where it shows no number */
    const char *places;          /* of each byte of words: '0' a place of the number */
    const char *before, *behind; /* what stands beside the number */
};

/* A fourth section is for texts, and one with @. */
struct number_format {
    int sections;
    struct number_section section[3];
    bool for_text; /* text says how texts are shown */
    struct number_section text;
};

struct number_format number_format_built_in(long id);
struct number_format number_format_read(struct mem *m, const char *code);

/* Whether words say something: more than blanks and dashes, as which a 0 is often shown. */
bool number_format_says(const char *words);

/* Whether a text beside a number says more than its sign, its currency or percent: "<", "c. ",
 * "p". */
bool number_format_adds(const char *beside);

/* The text of a date of such a section, with the words beside it that say more than which part of a
 * date it is ("year to 2020-02"); with all that the format prints behind it where such words stand
 * within. */
const char *number_format_dated(struct mem *m, const struct number_section *s,
                                const char *date);

/* Whether x stands there with the sign that it has not: -7 as 7, 7 as -7. Brackets are a sign of
 * what is below 0, and none of what is above. */
bool number_format_turns(const struct number_format *f, const struct number_section *s,
                         double x);

/* Whether a minus, or a dash in its place, is in a text. */
bool number_format_has_minus(const char *text);

/* Whether a format shows nothing of any number: ;;; or "". */
bool number_format_hides(struct mem *m, const char *code);

/* Whether a section shows another size than the number's: thousands, powers of ten. */
bool number_format_scales(const struct number_section *s);

/* Whether words beside a number are no more than the name of a scale: "k", " million". */
bool number_format_is_scale(const char *words);

/* Whether words beside a date say more than which part of it is which: "p", "year to ". */
bool number_format_date_says(const char *beside);

/* A whole number whose digits stand apart by words, "2019/20" of 201920; NULL when its section has
 * no words between digits, but for blanks and the marks of thousands. */
const char *number_format_apart(struct mem *m, const struct number_section *s,
                                const char *number);

/* How a text is shown: with words beside it, or as these words alone; "" when it is not shown. */
const char *number_format_text(struct mem *m, const struct number_format *f,
                               const char *text);

/* How a reader sees x, and the section that shows it. A 0 that is shown as nothing, or as a
 * dash, is a number. */
enum number_shows number_format_shows(const struct number_format *f, double x,
                                      const struct number_section **section);

#endif
