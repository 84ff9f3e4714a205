/*
 * plot - draws a table: SVG with a text alternative, or PNG, by gnuplot
 *
 * Reads a table with one row per key (FILE, or standard input) and draws it with the look of
 * --theme and the plot command of --template. A series is a run of rows that differ in their period alone; its
 * label is made of the labels of the key columns that vary, or given by --name; --highlight
 * names those that get a colour when there are more than four.
 *
 * What is drawn comes from the cells: a number is a point, joined to the next only when
 * their periods follow on one another and no break (status B) is between them; bounds are
 * bars, open where the publisher withholds the number; a bound on one side is a foot with
 * an arrow; a period of which nothing is known is a cross below the axis. A mark is open
 * when the number is provisional (status P) and pale when it is doubtful (U or V), unless
 * all are so. A footer explains what was used of this and no more, says which periods have
 * no figure, lists the breaks and names the publishers, those who passed numbers on after
 * them.
 *
 * --x COLUMN takes another column of dates than period for the axis (a date of publication,
 * whole or partial, counts as its last day); a number then holds until the next, so the
 * line has steps. --from-first draws each of these series in percent above or below its
 * first number. --against NAME draws each number in percent above or below that of its row in the
 * column NAME_value (as nowcast --series and pair write it), and no row without one. --rows draws shares and the like that are no
 * series: one line a row of the table, with its label at the left and its number in words
 * at the right; an open mark is a number that no interval goes with.
 *
 * --panel COLUMN,... draws one panel for each value of these columns, one above the other;
 * `unit` may be one of them, and with --rows or --x period too. Panels stand in the order
 * in which --name names them. A panel has at most four series; of grey ones, that
 * --highlight does not name, each part has its name.
 * --breaks FILE draws the dates of the breaks in the series shown as lines and those of
 * events as short marks, numbered, and lists them below. --mark PERIOD shades a period; of
 * --mark PERIOD=TEXT the footer says TEXT, unless the period is outside the picture. --trend FILE reads the table that stage
 * trend made of the same rows: the beginning of its sentences goes below the picture; of a
 * series in parts, that on the last part.
 *
 * The template sees numbers only: a data block and a few arrays, described at the head of
 * the theme. Text from data reaches gnuplot as strings of letters and octal escapes, never
 * as code; missing is NaN, so that no [c] is ever skipped in silence. The result depends
 * on the input and gnuplot's version alone. In SVG the text stays text, and title and desc
 * say in words what the picture shows. --format=places draws nothing: it is CSV of where
 * each row stands in the SVG (x, y in pixels) and its number in words, for pages that lay
 * links over the picture.
 *
 * --term draws the same in signs on a terminal, in its size or that of --term=80x24; where
 * panels need more rows, it is longer. Colours are those of the picture, and are left out
 * when standard output is no terminal or NO_COLOR is set. A terminal that is dumb (TERM), or
 * whose locale is not UTF-8, gets ASCII.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "chart/chart.h"
#include "chart/chart_terminal.h"
#include "chart/gnuplot.h"
#include "document/xml.h"
#include "program/folder.h"
#include "program/stage.h"
#include "program/terminal.h"

/* Where the theme is in attest itself, and in a project that reads an engine elsewhere. */
static const char *const themes[] = {"pipeline/plots/theme.gp",
                                     "build/engine/plots/theme.gp"};
static struct chart_options opt = {
    .codes = LABELS_DIR, .sources = SOURCES_FILE, .digits = 1};
static const char *format = "svg", *term;
static long time_limit = 60;
static const struct opt opts[] = {
    {"template", 't', OPT_TEXT, &opt.template, "FILE",
     "the figure's plot command, in gnuplot's language; by default bounds, trends and "
     "lines, or with --rows bounds and points"},
    {"theme", 0, OPT_TEXT, &opt.theme, "FILE",
     "the look; pipeline/plots/theme.gp by default, in a project "
     "build/engine/plots/theme.gp"},
    {"format", 'f', OPT_TEXT, &format, "FORMAT", "svg (the default), png, or places"},
    {"term", 0, OPT_MAYBE, &term, "COLUMNSxROWS",
     "draw in signs for a terminal, of its size, else that of COLUMNS and LINES, else "
     "80x24"},
    {"time-limit", 0, OPT_COUNT, &time_limit, "SECONDS",
     "how long gnuplot may take, 60 by default; then it is ended, with exit code 75"},
    {"title", 0, OPT_TEXT, &opt.title, "TEXT", "the finding, in at most 15 words"},
    {"subtitle", 0, OPT_TEXT, &opt.subtitle, "TEXT", "statistic, place and period"},
    {"panel", 'p', OPT_TEXT, &opt.panel_columns, "COLUMN[,COLUMN]",
     "a panel of its own for each value of these columns of the key, or unit"},
    {"name", 'n', OPT_LIST, &opt.names, "CODE=TEXT",
     "what to call a series or a panel; CODE is what varies in its key, joined by "
     "commas"},
    {"highlight", 0, OPT_LIST, &opt.highlights, "CODE",
     "a series that gets a colour, at most four; the others are grey"},
    {"x", 'x', OPT_TEXT, &opt.x_column, "COLUMN",
     "a key column of dates for the x axis in place of period, or the column days"},
    {"rows", 'r', OPT_FLAG, &opt.rows, NULL,
     "one line of the picture for each row of the table, its number along the x axis"},
    {"no-zero", 'z', OPT_FLAG, &opt.no_zero, NULL,
     "let the vertical axis begin where the numbers do; the footer says so"},
    {"from-first", 0, OPT_FLAG, &opt.from_first, NULL,
     "with --x: each series in percent above or below its first number"},
    {"against", 0, OPT_TEXT, &opt.against, "NAME",
     "each number in percent above or below that in NAME_value of its row"},
    {"same-scale", 0, OPT_FLAG, &opt.same_scale, NULL,
     "one vertical scale for all panels, which must then have one unit"},
    {"remark", 0, OPT_LIST, &opt.remarks, "TEXT",
     "a caution to print below the picture"},
    {"mark", 'm', OPT_LIST, &opt.marks, "PERIOD",
     "shade this period; of PERIOD=TEXT the footer says TEXT where it is in sight"},
    {"breaks", 'b', OPT_TEXT, &opt.breaks, "FILE",
     "breaks and events in the series (as datasets/breaks.csv)"},
    {"trend", 0, OPT_TEXT, &opt.trend, "FILE", "the table of stage trend"},
    {"base", 0, OPT_TEXT, &opt.base, "FILE",
     "the table that rates are divided by (as normalise --population): its publishers "
     "are named last, as such"},
    {"digits", 'd', OPT_COUNT, &opt.digits, "N",
     "digits after the point in the text alternative; 1 by default"},
    {"as-of", 0, OPT_TEXT, &opt.as_of, "DATE",
     "the table has what was published by DATE: a --name or --highlight of what it "
     "lacks "
     "is no fault, and without rows the picture says so"},
    {"codes", 0, OPT_TEXT, &opt.codes, "DIR",
     "folder of the code lists, " LABELS_DIR " by default; empty: codes as they are"},
    {"sources", 0, OPT_TEXT, &opt.sources, "FILE",
     "list of sources, " SOURCES_FILE " by default; empty: no source line"},
    {0},
};

static const char *
template_name(void)
{
    return opt.template ? opt.template : "plot";
}

/* A prefix for ids, so that two figures fit into one page: the template's name. */
static const char *
slug(struct mem *m)
{
    const char *base = path_name(template_name());
    char *id = mem_text(m, base, strcspn(base, "."));
    for (char *c = id; *c; c++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-",
                    *c))
            *c = '-';
    return id;
}

/* gnuplot's SVG with a role, title and desc of ours, without its own name and version and
 * the titles it makes up for parts, and with fonts to fall back on. */
static void
write_svg(struct chart *p, const char *svg)
{
    static const char font[] = "font-family=\"DejaVu Sans", bold[] = ":Bold",
                      made_up[] = "<title>gnuplot_plot_";
    const char *rest = strstr(svg, "</desc>"), *id = slug(p->m);
    if (!rest)
        die(EX_SOFTWARE, "internal: gnuplot's SVG has no desc to replace");
    printf(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<svg width=\"%d\" height=\"%g\" viewBox=\"0 0 %d %g\" role=\"img\"\n"
        " aria-labelledby=\"%s-title %s-desc\"\n xmlns=\"http://www.w3.org/2000/svg\" "
        "xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n",
        CHART_WIDTH, p->height, CHART_WIDTH, p->height, id, id);
    printf("<title id=\"%s-title\">", id);
    xml_put(stdout, p->m, opt.title ? opt.title : id);
    printf("</title>\n<desc id=\"%s-desc\">", id);
    xml_put(stdout, p->m, chart_describe(p));
    printf("</desc>\n");
    for (rest += strlen("</desc>"); *rest; rest++)
        if (!strncmp(rest, font, sizeof font - 1)) {
            printf("font-family=\"DejaVu Sans, Verdana, sans-serif\"");
            rest += sizeof font - 1;
            if (!strncmp(rest, bold, sizeof bold - 1)) {
                printf(" font-weight=\"bold\"");
                rest += sizeof bold - 1;
            }
        } else if (!strncmp(rest, made_up, sizeof made_up - 1)) {
            rest = strstr(rest, "</title>") + strlen("</title>") - 1;
        } else if (!strncmp(rest, "]]>", 3)) {
            printf("]]&gt;"); /* gnuplot leaves > as it is; XML takes this for an end */
            rest += 2;
        } else {
            putchar(*rest);
        }
}

static void
must_read(const char *path)
{
    if (access(path, R_OK))
        die(EX_NOINPUT, "%s: cannot be read: %s", path, strerror(errno));
}

/* COLUMNSxROWS, or the terminal's own size. */
static struct chart_terminal
read_term(void)
{
    struct terminal_size size = terminal_size(stdout);
    char *end = NULL;
    if (*term) {
        bool digits = !term[strspn(term, "0123456789x")] && strlen(term) < 10;
        size.columns = digits ? strtol(term, &end, 10) : 0;
        size.rows = digits && *end == 'x' ? strtol(end + 1, &end, 10) : 0;
        if (!digits || *end || size.columns < TERMINAL_COLUMNS || size.columns > 1000 ||
            size.rows < TERMINAL_ROWS || size.rows > 1000)
            usage("--term: %s is not COLUMNSxROWS, expected %dx%d to 1000x1000",
                  msg_quote(term), TERMINAL_COLUMNS, TERMINAL_ROWS);
    }
    if (size.columns < TERMINAL_COLUMNS)
        size.columns = TERMINAL_COLUMNS;
    return (struct chart_terminal){(int)size.columns, (int)size.rows,
                                   terminal_has_color(stdout),
                                   !terminal_has_signs(stdout)};
}

static int
draw_in_signs(struct chart *p)
{
    size_t size;
    struct chart_terminal t = read_term();
    FILE *script = chart_terminal_script(p, &t);
    chart_terminal_print(
        p, &t, gnuplot_run(p->m, script, template_name(), time_limit, true, &size));
    return 0;
}

static int
run(struct mem *run, int n, char **operand)
{
    static struct chart p;
    size_t size;
    if (opt.rows &&
        (opt.x_column || opt.marks.n || opt.breaks || opt.highlights.n || opt.no_zero))
        usage("--rows goes without --x, --mark, --breaks, --highlight and --no-zero");
    if (opt.from_first && !opt.x_column)
        usage("--from-first goes with --x");
    if (opt.against && (opt.from_first || opt.trend))
        usage("--against goes without --from-first and --trend");
    if (strcmp(format, "svg") && strcmp(format, "png") && strcmp(format, "places"))
        usage("--format: %s is unknown, expected svg, png or places",
              msg_quote(format));
    if (term)
        read_term();
    opt.png = !strcmp(format, "png");
    opt.terminal = term != NULL;
    if (!opt.theme)
        opt.theme = themes[access(themes[0], R_OK) && !access(themes[1], R_OK)];
    must_read(opt.theme);
    if (opt.template)
        must_read(opt.template);
    opt.file = n ? operand[0] : NULL;
    chart_read(&p, run, &opt);
    if (term)
        return draw_in_signs(&p);
    chart_lay_out(&p);
    FILE *script = chart_script(&p);
    if (*format == 'p' && !opt.png) {
        fclose(script);
        chart_places(&p);
        return 0;
    }
    char *drawn = gnuplot_run(run, script, template_name(), time_limit, false, &size);
    if (opt.png)
        fwrite(drawn, 1, size, stdout);
    else
        write_svg(&p, drawn);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct stage stage = {STAGE_NAME, STAGE_ABOUT,    "[FILE]", 0,  1,
                                       opts,       table_contract, NULL,     run};
    return stage_main(&stage, argc, argv);
}
