/*
 * sdmx - writes a table as SDMX-CSV 2.1, or reads such a message as a table
 *
 * Writes the table of standard input as a data message: the key columns are dimensions
 * (geo is REF_AREA, period TIME_PERIOD; FREQ comes from the period), value is OBS_VALUE, and
 * the columns right of it are attributes (LOWER_BOUND, UPPER_BOUND, BOUND_TYPE,
 * UNIT_MEASURE, OBS_STATUS, DATA_SOURCE). A value that is not there is NaN; a bound that is
 * not there is empty. OBS_STATUS has the letters of CL_OBS_STATUS, several parted by a
 * semicolon, as are the sources. A span is a start and a duration: 2010/2019 is
 * 2010-01-01/P10Y.
 *
 * With --read a message of SDMX-CSV 2.x or 1.0, in FILE or on standard input, becomes a
 * table. Columns left of OBS_VALUE are the key. A number may have an exponent (1.5E3 is
 * 1500). NaN, #N/A and an empty OBS_VALUE are no value; where no status says why, it is O
 * (missing). An infinite bound is none, an infinite value is bad data. M, L and H are O as well, I (imputed)
 * is E; other letters that the table has not end the run with 65, as do periods that it has
 * not (weeks), deletions, a FREQ that is not the period's, and a second dataflow.
 */
#include <string.h>

#include "exchange/sdmx.h"
#include "program/stage.h"
#include "table/table.h"

static const char *id = "ATTEST:TABLE(1.0)";
static bool read_message;
static struct opt_list fill;
static const char *delimiter = ",";
static const struct opt opts[] = {
    {"id", 'i', OPT_TEXT, &id, "ID",
     "what the data is, as AGENCY:DATAFLOW(VERSION); ATTEST:TABLE(1.0) by default"},
    {"read", 'r', OPT_FLAG, &read_message, NULL, "read a message, write the table"},
    {"set", 's', OPT_LIST, &fill, "COLUMN=TEXT",
     "with --read: what stands in a column of the table, in place of what the message "
     "says"},
    {"delimiter", 'd', OPT_TEXT, &delimiter, "C",
     "with --read: what parts the columns, one character, or tab; a comma by default"},
    {0},
};

static int
run(struct mem *run, int n, char **operand)
{
    if (!read_message && n)
        usage("%s is one operand too many: the table is standard input",
              msg_quote(operand[0]));
    char parts = !strcmp(delimiter, "tab") ? '\t' : *delimiter;
    if (!parts || (parts != '\t' && delimiter[1]))
        usage("--delimiter: %s is not one character", msg_quote(delimiter));
    if (read_message)
        sdmx_read(run, n ? operand[0] : NULL, parts, fill.item, (int)fill.n);
    else
        sdmx_write(run, id);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "[FILE]", 0,  1,
                                       opts,       NULL,        NULL,     run};
    return stage_main(&stage, argc, argv);
}
