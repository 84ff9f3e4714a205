/*
 * report - the verdicts of `claim` as a report that a person can read
 *
 * Reads a claims file and the verdicts on it, of one basis or of both (one table under the
 * other without its header), and writes the article, how many claims stand how and how many
 * readings got which verdict, and for each claim one sentence that concludes (the rules are
 * at the end), its readings with verdict and reason; where the two bases agree in
 * both they are said once; then the sources of each claim with publisher, date and address.
 * A verdict on a reading that the claims file does not have, and a
 * reading without a verdict, end the run with 65.
 *
 * How a claim stands follows from its readings, each by its verdict as of the article's day
 * or, when asked for these alone, by the latest figures:
 *   all supported               holds; or held when it was printed, when none is supported
 *                               by the latest figures
 *   all superseded              held in an older edition
 *   all contradicted            does not hold
 *   none of these verdicts      holds, holds in part, does not hold, or depends on the
 *                               reading by the latest figures, undecided by those held
 *                               from then; decided by undated statements alone; or cannot
 *                               be decided
 *   all not-a-figure            not a matter of figures (else these do not count)
 *   any other mixture           depends on the reading; of a claim that says `parts`, whose
 *                               readings must all hold, holds in part, holds as far as it
 *                               can be decided, or does not hold
 */
#include <string.h>

#include "claim/claim_review.h"
#include "dataset/sources.h"
#include "document/render.h"
#include "program/stage.h"
#include "table/period.h"

static const char *format = "text", *sources = SOURCES_FILE;
static struct review review;
static bool as_review;
static const struct opt opts[] = {
    {"format", 'f', OPT_TEXT, &format, "FORMAT",
     DOC_FORMATS_HELP "; text is the default"},
    {"claim-review", 0, OPT_FLAG, &as_review, NULL,
     "write schema.org ClaimReview (JSON-LD) instead; needs --author and --address"},
    {"author", 0, OPT_TEXT, &review.author, "NAME", "who reviews"},
    {"address", 0, OPT_TEXT, &review.address, "URL", "the page of the review"},
    {"date", 0, OPT_TEXT, &review.date, "DATE", "the day of the review"},
    {"claim", 0, OPT_TEXT, &review.claim, "ID",
     "the one claim of that page; else all, each at the address with #ID"},
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
    struct period day;
    if (as_review && (!review.author || !review.address))
        usage("--claim-review needs --author=NAME and --address=URL");
    if (as_review && !render_address(run, review.address))
        usage(
            "--address: %s is no address, expected one like https://example.org/claims",
            msg_quote(review.address));
    if (review.date && (!period_parse(review.date, &day) || day.freq != 'D'))
        usage("--date: %s is not a day, expected one like 2021-06-17",
              msg_quote(review.date));
    struct claims_report r =
        claims_report_read(run, operand[0], n > 1 ? operand[1] : "-", sources);
    if (as_review) {
        claim_review_write(stdout, run, &r, &review);
        return 0;
    }
    struct document d;
    claims_report_say(&r, &d);
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
