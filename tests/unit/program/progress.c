/* progress: shown on a terminal alone, after a second, and wiped away; colour and size of what
 * is a terminal and what is none. */
#define _XOPEN_SOURCE 700
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "program/msg.h"
#include "program/progress.h"
#include "program/terminal.h"

/* A terminal of 100 by 30, and its other side. Where there is none to be had, as in a bare
 * root, the test is left out. */
static int
open_terminal(int *other)
{
    int ours = posix_openpt(O_RDWR | O_NOCTTY);
    if (ours < 0 || grantpt(ours) || unlockpt(ours))
        skip();
    *other = open(ptsname(ours), O_RDWR | O_NOCTTY);
    assert_true(*other >= 0);
    assert_int_equal(ioctl(*other, TIOCSWINSZ, &(struct winsize){30, 100, 0, 0}), 0);
    return ours;
}

static void
wait_a_second(void)
{
    nanosleep(&(struct timespec){1, 50000000}, NULL);
}

/* What stood on standard error while the work ran with it on fd. */
static const char *
said_on(int fd, int from)
{
    static char text[4096];
    int kept = dup(STDERR_FILENO);
    dup2(fd, STDERR_FILENO);
    progress_on();
    progress_begin("resamples", 4000);
    progress_add(10);
    wait_a_second();
    progress_add(1990);
    note("a word");
    progress_end();
    progress_add(1000);
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    /* A terminal hands it out in pieces; the word ends it. */
    size_t n = 0;
    struct pollfd in = {from, POLLIN, 0};
    while ((!n || text[n - 1] != '\n') && poll(&in, 1, 10000) == 1) {
        ssize_t got = read(from, text + n, sizeof text - 1 - n);
        if (got <= 0)
            break;
        n += (size_t)got;
    }
    text[n] = '\0';
    return text;
}

static void
on_a_terminal(void **state)
{
    (void)state;
    int other, ours = open_terminal(&other);
    assert_string_equal(
        said_on(other, ours),
        "\r\033[Khidden: 2000 of 4000 resamples\r\033[Khidden: a word\r\n");
    close(other);
    close(ours);
}

static void
nowhere_else(void **state)
{
    (void)state;
    int end[2];
    assert_int_equal(pipe(end), 0);
    assert_string_equal(said_on(end[1], end[0]), "hidden: a word\n");
    close(end[0]);
    close(end[1]);
}

static void
size_and_color(void **state)
{
    (void)state;
    int other, ours = open_terminal(&other), end[2];
    FILE *f = fdopen(other, "w");
    assert_int_equal(pipe(end), 0);
    FILE *pipe_in = fdopen(end[1], "w");
    setenv("TERM", "xterm", 1);
    unsetenv("NO_COLOR");
    setenv("COLUMNS", "66", 1);
    setenv("LINES", "many", 1);
    struct terminal_size here = terminal_size(f), there = terminal_size(pipe_in);
    assert_int_equal(here.columns, 100);
    assert_int_equal(here.rows, 30);
    assert_int_equal(there.columns, 66);
    assert_int_equal(there.rows, 24);
    assert_true(terminal_has_color(f));
    assert_false(terminal_has_color(pipe_in));
    setenv("NO_COLOR", "", 1);
    assert_true(terminal_has_color(f));
    setenv("NO_COLOR", "1", 1);
    assert_false(terminal_has_color(f));
    unsetenv("NO_COLOR");
    setenv("TERM", "dumb", 1);
    assert_false(terminal_has_color(f));
    fclose(f);
    fclose(pipe_in);
    close(end[0]);
    close(ours);
}

int
main(void)
{
    msg_name("hidden");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(on_a_terminal),
        cmocka_unit_test(nowhere_else),
        cmocka_unit_test(size_and_color),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
