#include "program/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
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

static bool
is_dumb(void)
{
    const char *term = getenv("TERM");
    return term && !strcmp(term, "dumb");
}

bool
terminal_has_color(FILE *f)
{
    const char *no = getenv("NO_COLOR");
    return isatty(fileno(f)) && (!no || !*no) && !is_dumb();
}

/* As setlocale() chooses it: the first of these that says something. */
static bool
is_utf_8(void)
{
    static const char *const name[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        const char *locale = getenv(name[i]);
        if (!locale || !*locale)
            continue;
        const char *dot = strchr(locale, '.');
        return dot && (!strncasecmp(dot, ".utf-8", 6) || !strncasecmp(dot, ".utf8", 5));
    }
    return false;
}

bool
terminal_has_signs(FILE *f)
{
    return !isatty(fileno(f)) || (!is_dumb() && is_utf_8());
}
