/*
 * same_article - whether two addresses are those of one page, two titles those of one text
 */
#ifndef SAME_ARTICLE_H
#define SAME_ARTICLE_H

#include "program/mem.h"

/* An address without what may differ although the page is the same: scheme, "www." and the
 * like, port, fragment, slashes at the end, marks of campaigns, the forms for telephones
 * (AMP), and an archive around it. "" of "". */
const char *same_article_address(struct mem *m, const char *url);

/* A title as its letters and digits alone, in small letters, without the name of the
 * publisher at its end ("... | The Paper"). "" when it has none. */
const char *same_article_title(struct mem *m, const char *title, const char *publisher);

#endif
