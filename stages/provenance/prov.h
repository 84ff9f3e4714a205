/*
 * prov - a story as PROV-JSON (W3C member submission of 2013): entities are rows,
 * statements, sources and files, activities are stages, agents are publishers and attest.
 *
 * A row of a file is attest:FILE#LINE, that of a stage attest:FILE/step-N#LINE, where FILE
 * is what its pipe makes.
 */
#ifndef PROV_H
#define PROV_H

#include <jansson.h>

#include "provenance/story.h"

struct prov {
    struct story *story;
    json_t *entity, *activity, *agent, *generated, *used, *derived, *attributed, *with;
};

/* Takes in all that the story is about: story_about() comes first. */
void prov_open(struct prov *p, struct story *y, const char *command);

/* Something more about a row that the story is about. */
void prov_add(struct prov *p, size_t row, const char *name, const char *text);

/* Something said of rows: a verdict. members: name and text in turn, NULL at the end. */
void prov_say(struct prov *p, const char *id, const char *const members[],
              const size_t row[], size_t n);

/* Writes it on standard output and lets go of it. */
void prov_write(struct prov *p);

#endif
