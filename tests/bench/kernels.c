/*
 * kernels - times kernels on made-up series, and commands.
 *
 * kernels sen|kendall N REPEATS: the kernel on N points, a noisy line of the generator seeded
 * with 1; prints the user seconds of one run, the peak memory in MB, and the result.
 * kernels trends FILE N: S with its p, slope and Poisson model of each N lines of series.awk's
 * table; prints the user seconds of that alone, the number of series, and the sums of S, slopes
 * and coefficients, as loops.R does. kernels run COMMAND...: the command's wall and user seconds
 * and peak memory in MB on standard error.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "stat/kendall.h"
#include "stat/poisson.h"
#include "stat/rng.h"
#include "stat/sen.h"

static double
user_seconds(int who)
{
    struct rusage u;
    getrusage(who, &u);
    return (double)u.ru_utime.tv_sec + (double)u.ru_utime.tv_usec / 1e6;
}

static double
peak(int who)
{
    struct rusage u;
    getrusage(who, &u);
    return (double)u.ru_maxrss / 1024;
}

static int
run(char **command)
{
    struct timespec a, b;
    int status;
    clock_gettime(CLOCK_MONOTONIC, &a);
    pid_t child = fork();
    if (child == 0) {
        execvp(*command, command);
        perror(*command);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return 1;
    clock_gettime(CLOCK_MONOTONIC, &b);
    fprintf(stderr, "wall %.2f s, user %.2f s, peak %.1f MB\n",
            (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9,
            user_seconds(RUSAGE_CHILDREN), peak(RUSAGE_CHILDREN));
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

static int
kernel(const char *name, size_t n, int repeats)
{
    size_t room = st_sen_work(n);
    if (st_kendall_work(n) > room)
        room = st_kendall_work(n);
    double *t = malloc(n * sizeof *t), *x = malloc(n * sizeof *x),
           *work = malloc(room * sizeof *work);
    if (!t || !x || !work)
        return 1;
    struct rng r;
    rng_seed(&r, 1);
    for (size_t i = 0; i < n; i++) {
        t[i] = (double)i;
        x[i] = 1e-3 * t[i] + 10 * rng_normal(&r);
    }
    struct st_kendall k;
    struct st_sen s = {0};
    enum st_status e = st_kendall(x, n, ST_KENDALL_AUTO, work, room, &k);
    double start = user_seconds(RUSAGE_SELF);
    for (int i = 0; i < repeats && e == ST_OK; i++)
        e = strcmp(name, "sen") ? st_kendall(x, n, ST_KENDALL_AUTO, work, room, &k)
                                : st_sen(t, x, n, k.var, 0.95, work, room, &s);
    if (e != ST_OK) {
        fprintf(stderr, "kernels: %s of %zu points: %s\n", name, n, st_reason(e));
        return 1;
    }
    printf("%.6f %.1f %.15g\n", (user_seconds(RUSAGE_SELF) - start) / repeats,
           peak(RUSAGE_SELF), strcmp(name, "sen") ? k.s : s.slope);
    free(t);
    free(x);
    free(work);
    return 0;
}

/* The values of the fourth column, the next n lines; false at the end. */
static int
next_series(FILE *f, size_t n, double x[])
{
    char line[256];
    for (size_t i = 0; i < n; i++) {
        if (!fgets(line, sizeof line, f))
            return 0;
        char *cell = line;
        for (int comma = 0; comma < 3 && cell; comma++)
            cell = strchr(cell, ',') ? strchr(cell, ',') + 1 : NULL;
        if (!cell)
            return 0;
        x[i] = strtod(cell, NULL);
    }
    return 1;
}

static int
trends(const char *path, size_t n)
{
    enum { MOST = ST_SEN_DIRECT };
    static double x[MOST], t[MOST], design[2 * MOST], work[MOST * MOST];
    char head[256];
    double seconds = 0, s = 0, slope = 0, coefficient = 0;
    int series = 0;
    FILE *f = fopen(path, "r");
    if (!f || n > MOST || !fgets(head, sizeof head, f))
        return 1;
    for (size_t i = 0; i < n; i++) {
        t[i] = (double)i + 1;
        design[2 * i] = 1;
        design[2 * i + 1] = t[i] / 4;
    }
    for (; next_series(f, n, x); series++) {
        double start = user_seconds(RUSAGE_SELF), beta[2], cov[4];
        struct st_kendall k;
        struct st_sen b;
        struct st_poisson p;
        struct st_poisson_data d = {x, x, NULL, design, n, 2};
        if (st_kendall(x, n, ST_KENDALL_NORMAL, work, MOST * MOST, &k) ||
            st_sen(t, x, n, k.var, 0.95, work, MOST * MOST, &b) ||
            st_poisson(&d, work, MOST * MOST, beta, cov, &p))
            return 1;
        seconds += user_seconds(RUSAGE_SELF) - start;
        s += k.s;
        slope += b.slope;
        coefficient += beta[1];
    }
    fclose(f);
    printf("%.3f %d %.0f %.6f %.6f\n", seconds, series, s, slope, coefficient);
    return 0;
}

int
main(int argc, char **argv)
{
    if (argc > 2 && !strcmp(argv[1], "run"))
        return run(argv + 2);
    if (argc == 4 && (!strcmp(argv[1], "sen") || !strcmp(argv[1], "kendall"))) {
        size_t n = strtoul(argv[2], NULL, 10);
        int repeats = atoi(argv[3]);
        if (n > 1 && repeats > 0)
            return kernel(argv[1], n, repeats);
    }
    if (argc == 4 && !strcmp(argv[1], "trends"))
        return trends(argv[2], strtoul(argv[3], NULL, 10));
    fputs("usage: kernels sen|kendall N REPEATS | trends FILE N | run COMMAND...\n",
          stderr);
    return 64;
}
