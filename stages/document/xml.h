/*
 * xml - text inside XML and HTML.
 */
#ifndef XML_H
#define XML_H

#include <stdio.h>

#include "program/mem.h"

/* Writes text with & < > and " as entities, fit for content and for attributes; what may
 * not leave raw stands as render.h says. xml_put_lines keeps line ends. */
void xml_put(FILE *out, struct mem *m, const char *text);
void xml_put_lines(FILE *out, struct mem *m, const char *text);

#endif
