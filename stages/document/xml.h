/*
 * xml - text inside XML and HTML.
 */
#ifndef XML_H
#define XML_H

/* Writes text on standard output with & < > and " as entities, fit for content and for
 * attributes. XML 1.0 cannot hold control characters: control stands in their place. */
void xml_put(const char *text, const char *control);

#endif
