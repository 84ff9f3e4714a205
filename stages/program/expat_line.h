/*
 * expat_line - Expat, whose names differ between versions.
 */
#ifndef EXPAT_LINE_H
#define EXPAT_LINE_H

#include <expat.h>

/* The line that a parser is in. From Expat 2.9 on the old name is deprecated. */
#if XML_MAJOR_VERSION > 2 || XML_MINOR_VERSION >= 9
#define XML_LINE(parser) ((unsigned long)XML_GetCurrentLineNumber64(parser))
#else
#define XML_LINE(parser) ((unsigned long)XML_GetCurrentLineNumber(parser))
#endif

#endif
