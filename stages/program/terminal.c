#include "program/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "program/num.h"

enum { COLUMNS = 80, ROWS = 24, MOST = 1000 };

/* A whole number of the environment, or what there is instead. */
static long
number_of(const char *name, long otherwise)
{
    const char *text = getenv(name);
    double x;
    return text && num_parse(text, &x) && x >= 1 && x <= MOST ? (long)x : otherwise;
}

struct terminal_size
terminal_size(FILE *f)
{
    struct winsize w;
    if (isatty(fileno(f)) && !ioctl(fileno(f), TIOCGWINSZ, &w) && w.ws_col && w.ws_row)
        return (struct terminal_size){w.ws_col, w.ws_row};
    return (struct terminal_size){number_of("COLUMNS", COLUMNS),
                                  number_of("LINES", ROWS)};
}

bool
terminal_has_color(FILE *f)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(fileno(f)) && (!no || !*no) && (!term || strcmp(term, "dumb") != 0);
}
