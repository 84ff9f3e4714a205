/*
 * report - the verdicts of `claim` as a report that a person can read
 *
 * Reads a claims file and the verdicts on it, of one basis or of both (one table under the
 * other without its header), and writes the article, how many readings got which verdict,
 * and for each claim its readings with verdict and reason; where the two bases agree in
 * both they are said once; then the sources of each claim with publisher, date and address.
 * A verdict on a reading that the claims file does not have, and a
 * reading without a verdict, end the run with 65.
 */
#include <string.h>

#include "claim/claims_report.h"
#include "dataset/sources.h"
#include "document/formats.h"
#include "program/stage.h"

static const char *format = "text", *sources = SOURCES_FILE;
static const struct opt opts[] = {
    {"format", 'f', OPT_TEXT, &format, "FORMAT",
     DOC_FORMATS_HELP "; text is the default"},
    {"sources", 's', OPT_TEXT, &sources, "FILE",
     "the table of sources (datasets/sources.csv); empty: none"},
    {0},
};

static int
run(struct mem *run, int n, char **operand)
{
    const struct doc_format *f = document_format(format, NULL);
    if (!strcmp(operand[0], "-") && (n < 2 || !strcmp(operand[1], "-")))
        usage("the claims and the verdicts are both standard input");
    struct document d;
    claims_report(&d, run, operand[0], n > 1 ? operand[1] : "-", sources);
    f->write(&d, stdout);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {
        STAGE_NAME, STAGE_ABOUT, "FILE.claims [VERDICTS]", 1,
        2,          opts,        claims_report_need,       NULL,
        run};
    return stage_main(&stage, argc, argv);
}
