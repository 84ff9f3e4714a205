/* Reads a file, finds its table, asks what its columns hold and has that written. */
#include <unistd.h>

#include "publisher/guess.h"
#include "publisher/guess_in.h"
#include "publisher/zip_parts.h"

void
guess_layout(struct mem *run, const char *path, const char *sheet, const char *codes,
             const struct guess_ledger *ledger)
{
    struct guess g = {
        .run = run, .codes = codes, .number = notation_plain(), .ledger = ledger};
    g.number.thousands = ",";
    g.number.suffix = "%";
    g.has_codes = !access(mem_print(run, "%s/alias.csv", codes), R_OK);
    if (zip_parts_is(path)) {
        guess_read_workbook(&g, path, sheet);
    } else {
        guess_read_csv(&g.table, run, path);
        if (!guess_find(&g.table))
            die(EX_DATAERR,
                "%s: nothing looks like a table: no row of names over rows with "
                "numbers",
                path);
    }
    g.column = mem_array(run, g.table.columns + 1, sizeof *g.column);
    for (size_t i = 0; i < g.table.columns; i++)
        guess_read_column(&g, i);
    guess_periods_across(&g);
    guess_codes(&g);
    guess_periods(&g);
    guess_values(&g);
    guess_constants(&g);
    guess_totals(&g);
    guess_say(&g);
}
