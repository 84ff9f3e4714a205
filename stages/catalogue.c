/*
 * catalogue - describes tables for machines: Data Package, CSV on the Web, DCAT
 *
 * Reads what `make -s recipe` prints, the tables with their titles, and writes on standard
 * output one description of all of them: a Data Package 2.0, CSVW metadata, or a DCAT 3
 * catalogue in JSON-LD. Each table NAME is NAME.csv in the folder; NAME.sdmx.csv, NAME.xlsx
 * and NAME.ods are named too where they lie beside it. Bytes, SHA-256, rows, types and the
 * time covered are those of the files.
 */
#include "exchange/catalogue.h"
#include "dataset/data_package.h"
#include "dataset/sources.h"
#include "program/stage.h"
#include "provenance/recipe.h"

#include <string.h>

static const char *format = "datapackage", *recipe_file, *folder = "out/data",
                  *title = "Figures", *base = "",
                  *describe = "datasets/datapackage.json", *sources = SOURCES_FILE;
static const struct opt opts[] = {
    {"format", 'f', OPT_TEXT, &format, "FORMAT",
     "one of datapackage csvw dcat; datapackage is the default"},
    {"recipe", 0, OPT_TEXT, &recipe_file, "FILE",
     "what `make -s recipe` prints, in place of asking make"},
    {"folder", 0, OPT_TEXT, &folder, "FOLDER", "where the files are (out/data)"},
    {"title", 't', OPT_TEXT, &title, "TEXT", "what the tables are, all together"},
    {"base", 0, OPT_TEXT, &base, "URL",
     "the address of the folder, in front of the names of files"},
    {"columns", 0, OPT_TEXT, &describe, "FILE",
     "the Data Package that says what columns mean (datasets/datapackage.json); empty: "
     "none"},
    {"sources", 0, OPT_TEXT, &sources, "FILE",
     "what the ids of sources stand for (" SOURCES_FILE "); empty: none"},
    {0},
};

static const struct {
    const char *name;
    void (*write)(const struct catalogue *, FILE *);
} formats[] = {{"datapackage", catalogue_datapackage},
               {"csvw", catalogue_csvw},
               {"dcat", catalogue_dcat}};

static int
run(struct mem *run, int n, char **operand)
{
    struct recipe r;
    size_t f = 0;
    (void)n;
    (void)operand;
    while (f < 3 && strcmp(format, formats[f].name))
        f++;
    if (f == 3)
        usage("--format: %s is unknown, expected one of datapackage csvw dcat",
              msg_quote(format));
    recipe_read(&r, run, recipe_file, "");
    struct catalogue_table *t = mem_array(run, r.tables + 1, sizeof *t);
    for (size_t i = 0; i < r.tables; i++)
        t[i] = (struct catalogue_table){r.table[i].name, r.table[i].title,
                                        r.table[i].subtitle};
    struct catalogue c = {run, folder, title, base, describe, sources, t, r.tables};
    formats[f].write(&c, stdout);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT, "",   0,  0,
                                       opts,       NULL,        NULL, run};
    return stage_main(&stage, argc, argv);
}
