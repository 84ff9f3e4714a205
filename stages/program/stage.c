#include "program/stage.h"
#include "program/characters.h"

#include <errno.h>
#include <getopt.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "program/num.h"
#include "program/progress.h"
#include "program/spawn.h"

#define OPTS_MAX 64
#define OUTPUTS_MAX 8
#define HELP_COLUMN 26
#define HELP_WIDTH 80

/* Long-only options get numbers above any letter. */
enum { OPT_FIRST = 256, OPT_VERSION = 1024, OPT_DESCRIBE, OPT_OPTIONS, OPT_PROGRESS };

static struct output {
    char *path, *part;
    FILE *f;
} output[OUTPUTS_MAX];
static int outputs;

/* The command as it was typed: "keep", or "attest keep", which is how attest calls it. */
static const char *typed;

/* Left-over files written aside are removed however the program ends by exit(). */
static void
drop_outputs(void)
{
    for (int i = 0; i < outputs; i++)
        if (output[i].part)
            unlink(output[i].part);
}

FILE *
stage_output(const char *path)
{
    static struct mem names;
    if (!strcmp(path, "-"))
        usage("a second output cannot go to standard output, expected a file name");
    const char *only = getenv(SPAWN_OUTPUTS);
    size_t n = only ? strlen(only) : 0;
    if (only && (strncmp(path, only, n) || path[n] != '/' || strchr(path + n + 1, '/')))
        die(EX_CANTCREAT, "%s: is not in %s, and no other output may be made here",
            msg_path(path), only);
    struct stat st;
    if (!stat(path, &st) && !S_ISREG(st.st_mode))
        die(EX_CANTCREAT, "%s: is not a plain file, and would be replaced by one",
            path);
    if (outputs == OUTPUTS_MAX)
        die(EX_SOFTWARE, "internal: too many second outputs");
    if (!outputs)
        atexit(drop_outputs);
    struct output *o = &output[outputs];
    o->path = mem_copy(&names, path);
    o->part = mem_print(&names, "%s.part", path);
    o->f = fopen(o->part, "w");
    if (!o->f)
        die(EX_CANTCREAT, "%s: cannot be written: %s", o->part, strerror(errno));
    outputs++;
    return o->f;
}

static void
finish_outputs(void)
{
    for (int i = 0; i < outputs; i++) {
        struct output *o = &output[i];
        bool bad = ferror(o->f) != 0;
        if (fclose(o->f) || bad)
            die(EX_IOERR, "%s: cannot be written: %s", o->part, strerror(errno));
        if (rename(o->part, o->path))
            die(EX_IOERR, "%s: cannot be renamed to %s: %s", o->part, o->path,
                strerror(errno));
        o->part = NULL;
    }
}

static void (*at_end)(void);

void
stage_at_end(void (*last)(void))
{
    at_end = last;
}

static void
finish_stdout(void)
{
    if (at_end)
        at_end();
    bool bad = ferror(stdout) != 0;
    if (fflush(stdout) || bad || (fclose(stdout) && errno != EBADF))
        die_stdout();
}

void
usage(const char *format, ...)
{
    va_list ap;
    char text[1024];
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    note("%s", text);
    fprintf(stderr, "Try '%s --help'.\n", typed);
    exit(EX_USAGE);
}

void
usage_unless_text(const char *what, const char *text)
{
    size_t column;
    const char *fault = characters_fault(text, strlen(text), &column);
    if (fault)
        usage("%s: %s: byte %zu: %s, expected text", what, msg_quote(text), column,
              fault);
}

/* What every stage has. */
static const struct opt common[] = {
    {"describe", 0, OPT_FLAG, NULL, NULL,
     "print the columns that are needed and made, as CSV, and end"},
    {"options", 0, OPT_FLAG, NULL, NULL,
     "print letter, name, argument and meaning of each option, parted by tabs, and "
     "end"},
    {"progress", 0, OPT_FLAG, NULL, NULL,
     "on a terminal, say how far a run of over a second is"},
    {"help", 'h', OPT_FLAG, NULL, NULL, "print this text and end"},
    {"version", 0, OPT_FLAG, NULL, NULL, "print the version and end"},
    {0}};

/* Broken at blanks so that it stays right of column `left`, where the text begins. */
static void
print_wrapped(int left, const char *text)
{
    int column = left;
    while (*text) {
        size_t n = strcspn(text, " ");
        if (column > left && column + 1 + (int)n > HELP_WIDTH) {
            printf("\n%*s", left, "");
            column = left;
        } else if (column > left) {
            putchar(' ');
            column++;
        }
        printf("%.*s", (int)n, text);
        column += (int)n;
        text += n;
        text += strspn(text, " ");
    }
    putchar('\n');
}

static void
print_option(char letter, const char *name, const char *arg, bool maybe,
             const char *help)
{
    char left[128];
    int n = snprintf(left, sizeof left, "  %c%c%s--%s%s%s%s", letter ? '-' : ' ',
                     letter ? letter : ' ', letter ? ", " : "  ", name,
                     !arg    ? ""
                     : maybe ? "[="
                             : "=",
                     arg ? arg : "", maybe ? "]" : "");
    printf("%s", left);
    if (n >= HELP_COLUMN - 1)
        printf("\n%*s", HELP_COLUMN, "");
    else
        printf("%*s", HELP_COLUMN - n, "");
    print_wrapped(HELP_COLUMN, help);
}

static void
print_help(const struct stage *s)
{
    int n = printf("usage: %s [OPTION...] ", typed);
    print_wrapped(n, s->operands);
    putchar('\n');
    for (const char *const *line = s->about; *line; line++)
        printf("%s", *line);
    printf("\nOptions:\n");
    for (const struct opt *o = s->opts; o && o->name; o++)
        print_option(o->letter, o->name, o->arg, o->kind == OPT_MAYBE, o->help);
    for (const struct opt *o = common; o->name; o++)
        print_option(o->letter, o->name, o->arg, o->kind == OPT_MAYBE, o->help);
    putchar('\n');
    print_wrapped(
        0, "Exit codes: 0 done, 1 the answer is no, 64 usage, 65 bad data, 66 no "
           "input, 70 internal, 71 memory, 73 cannot create, 74 input or output.");
}

static void
print_columns(const char *const column[], const char *role)
{
    for (int i = 0; column && column[i]; i++)
        printf("%s,%s\n", column[i], role);
}

static void
print_describe(const struct stage *s)
{
    printf("column,role\n");
    print_columns(s->need, "need");
    print_columns(s->make, "make");
}

/* Every option, a line each, for completions; an argument that may be left out in brackets. */
static void
print_options(const struct opt *opts)
{
    for (const struct opt *o = opts; o && o->name; o++)
        printf(o->kind == OPT_MAYBE ? "%.1s\t%s\t[%s]\t%s\n" : "%.1s\t%s\t%s\t%s\n",
               &o->letter, o->name, o->arg ? o->arg : "", o->help);
}

static void
set(const struct opt *o, const char *text, struct mem *run)
{
    double x;
    switch (o->kind) {
    case OPT_FLAG:
        *(bool *)o->to = true;
        break;
    case OPT_TEXT:
    case OPT_MAYBE:
        *(const char **)o->to = text ? text : "";
        break;
    case OPT_NUMBER:
        if (!num_parse(text, o->to))
            usage("--%s: %s is not a plain decimal number", o->name, msg_quote(text));
        break;
    case OPT_COUNT:
        if (!num_parse(text, &x) || x < 0 || x > 1e15 || text[strcspn(text, ".-")])
            usage("--%s: %s is not a whole number from 0 up", o->name, msg_quote(text));
        *(long *)o->to = (long)x;
        break;
    case OPT_LIST: {
        struct opt_list *l = o->to;
        l->item = mem_more(run, l->item, l->n, sizeof *l->item);
        l->item[l->n++] = text;
        break;
    }
    }
}

/* What getopt_long wants, made from the option table; returns how many rows. */
static int
getopt_tables(const struct stage *s, struct option longs[], char shorts[])
{
    int n = 0;
    char *p = shorts;
    *p++ = ':';
    *p++ = 'h';
    for (const struct opt *o = s->opts; o && o->name; o++, n++) {
        if (n >= OPTS_MAX)
            die(EX_SOFTWARE, "internal: too many options");
        int argument = o->kind == OPT_FLAG    ? no_argument
                       : o->kind == OPT_MAYBE ? optional_argument
                                              : required_argument;
        longs[n] = (struct option){o->name, argument, NULL, OPT_FIRST + n};
        if (o->letter) {
            *p++ = o->letter;
            if (o->kind != OPT_FLAG)
                *p++ = ':';
        }
    }
    *p = '\0';
    longs[n] = (struct option){"help", 0, NULL, 'h'};
    longs[n + 1] = (struct option){"version", 0, NULL, OPT_VERSION};
    longs[n + 2] = (struct option){"describe", 0, NULL, OPT_DESCRIBE};
    longs[n + 3] = (struct option){"options", 0, NULL, OPT_OPTIONS};
    longs[n + 4] = (struct option){"progress", 0, NULL, OPT_PROGRESS};
    longs[n + 5] = (struct option){0};
    return n;
}

/* Reads the options; returns true when one of them says all there is to say. */
static bool
read_options(const struct stage *s, int argc, char **argv, struct mem *run)
{
    struct option longs[OPTS_MAX + 6];
    char shorts[2 * OPTS_MAX + 3];
    int n = getopt_tables(s, longs, shorts);
    opterr = 0;
    for (;;) {
        int at = optind;
        int c = getopt_long(argc, argv, shorts, longs, NULL);
        switch (c) {
        case -1:
            return false;
        case 'h':
            print_help(s);
            return true;
        case OPT_VERSION:
            printf("%s (attest) %s\n", s->name, ATTEST_VERSION);
            return true;
        case OPT_DESCRIBE:
            print_describe(s);
            return true;
        case OPT_OPTIONS:
            print_options(s->opts);
            print_options(common);
            return true;
        case OPT_PROGRESS:
            progress_on();
            break;
        case ':':
            usage("%s needs an argument", msg_quote(argv[at]));
        case '?': {
            const char *names[OPTS_MAX + 6] = {0};
            for (int i = 0; longs[i].name; i++)
                names[i] = longs[i].name;
            const char *near =
                !strncmp(argv[at], "--", 2) ? msg_nearest(argv[at] + 2, names) : NULL;
            usage("unknown option %s%s%s", msg_quote(argv[at]),
                  near ? "; the nearest is --" : "", near ? near : "");
        }
        default:
            break;
        }
        for (int i = 0; i < n; i++)
            if (c == OPT_FIRST + i || (c < OPT_FIRST && c == s->opts[i].letter))
                set(&s->opts[i], optarg, run);
    }
}

size_t
opt_join(struct opt *to, size_t n, size_t size, const struct opt *more)
{
    for (; more && more->name; more++) {
        if (n + 1 >= size)
            die(EX_SOFTWARE, "internal: more than %zu options", size - 1);
        to[n++] = *more;
    }
    return n;
}

int
stage_main(const struct stage *s, int argc, char **argv)
{
    struct mem run = {0};
    msg_name(s->name);
    typed = !strncmp(argv[0], "attest ", 7) ? argv[0] : s->name;
    /* A reader that went away is found by writing, so that second outputs are removed. */
    signal(SIGPIPE, SIG_IGN);
    int code = 0;
    if (!read_options(s, argc, argv, &run)) {
        int n = argc - optind;
        if (n < s->least)
            usage("%d operand%s given, expected %s", n, n == 1 ? "" : "s", s->operands);
        if (s->most >= 0 && n > s->most)
            usage("%s is one operand too many, expected %s",
                  msg_quote(argv[optind + s->most]), s->most ? s->operands : "none");
        code = s->run(&run, n, argv + optind);
    }
    progress_end();
    finish_stdout();
    finish_outputs();
    mem_release(&run);
    return code;
}
