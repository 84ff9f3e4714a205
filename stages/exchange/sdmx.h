/*
 * sdmx - SDMX-CSV: names of components, periods and status letters there and here.
 *
 * SDMX-CSV 2.1 (the data message of SDMX 3.1, sdmx-twg/sdmx-csv, "Data message field
 * guide"); read are 2.x and 1.0. The status letters are those of the cross-domain code list
 * CL_OBS_STATUS.
 */
#ifndef SDMX_H
#define SDMX_H

#include <stdbool.h>

#include "program/mem.h"

/* "geo" is REF_AREA; a name of ours without one there is put in capitals, and back. */
char *sdmx_id(struct mem *m, const char *column);
char *sdmx_column(struct mem *m, const char *id);

/* "2010/2019" is 2010-01-01/P10Y there; 2017, 2017-Q3, 2017-05 and 2017-05-17 are the same.
 * A span of quarters comes back as one of months: the same days, written otherwise. NULL when the text is no period that can be said there, or here. */
char *sdmx_period(struct mem *m, const char *period);
char *sdmx_period_read(struct mem *m, const char *text);

/* The plain decimal that an XML Schema double says, to the digit: "1.5E3" is 1500. One that is
 * plain stays as it is; NULL when it is none, infinite, or has an exponent beyond 300. */
char *sdmx_number_read(struct mem *m, const char *text);

/* The code of CL_FREQ for a period; _O (other) for an interval. */
const char *sdmx_freq(struct mem *m, const char *period);

/* Our letter for a code of CL_OBS_STATUS: the same where we have it; M, L and H (missing for
 * some reason) are O, I (imputed) is E; Eurostat's flags are the same in small letters, with c
 * (confidential) for Q. 0 for any other. */
char sdmx_status_read(char code);

/* Writes the table of standard input as SDMX-CSV on standard output; id is
 * AGENCY:DATAFLOW(VERSION). */
void sdmx_write(struct mem *run, const char *id);

/*
 * Reads an SDMX-CSV message and writes the table, sorted. fill: "COLUMN=TEXT" for columns
 * that the message lacks. Dimensions are the columns left of OBS_VALUE. delimiter: what parts
 * columns. Ends with 65 at the line of what the table cannot say, and of a second dataflow.
 */
void sdmx_read(struct mem *run, const char *file, char delimiter,
               const char *const fill[], int fills);

#endif
