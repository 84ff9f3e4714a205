#include "program/progress.h"

#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "program/msg.h"

#define FIRST 1.0 /* seconds before anything is shown, */
#define BETWEEN 0.1

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool on, drawn, named;
static const char *what;
static double done, total, next;

static double
seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void
progress_on(void)
{
    on = isatty(STDERR_FILENO);
    named = !isatty(STDOUT_FILENO);
    next = seconds() + FIRST;
}

void
progress_hold(void)
{
    named = true;
}

/* The lock is held. */
static void
draw(void)
{
    double now = named ? seconds() : 0;
    if (!named || now < next)
        return;
    next = now + BETWEEN;
    double unit = what ? 1 : 1e6;
    fprintf(stderr, "\r\033[K%s: %.0f", msg_stage(), done / unit);
    if (total > 0 && total >= done)
        fprintf(stderr, " of %.0f", total / unit);
    fprintf(stderr, " %s", what ? what : "MB read");
    fflush(stderr);
    drawn = true;
}

void
progress_file(int fd)
{
    struct stat st;
    if (!on || what || fstat(fd, &st) || !S_ISREG(st.st_mode))
        return;
    pthread_mutex_lock(&lock);
    total += (double)st.st_size;
    pthread_mutex_unlock(&lock);
}

static void
add(double n)
{
    pthread_mutex_lock(&lock);
    done += n;
    draw();
    pthread_mutex_unlock(&lock);
}

void
progress_bytes(size_t n)
{
    if (on && !what)
        add((double)n);
}

void
progress_begin(const char *name, double n)
{
    pthread_mutex_lock(&lock);
    what = name;
    named = true;
    done = 0;
    total = n;
    pthread_mutex_unlock(&lock);
}

void
progress_add(double n)
{
    if (on)
        add(n);
}

void
progress_wipe(void)
{
    if (drawn)
        fputs("\r\033[K", stderr);
    drawn = false;
}

void
progress_end(void)
{
    progress_wipe();
    on = false;
}
