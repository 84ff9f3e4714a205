#include "calibrate/simulate.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* FNV-1a, so that a kind keeps its series when others come or go. */
static unsigned long
seed_of(const char *name, long seed, long series)
{
    char text[128];
    uint32_t h = 2166136261u;
    snprintf(text, sizeof text, "%s/%ld/%ld", name, seed, series);
    for (const char *p = text; *p; p++)
        h = (h ^ (unsigned char)*p) * 16777619u;
    return h ? h : 1;
}

static bool
asked(const char *kind, int n, char **name)
{
    for (int i = 0; i < n; i++)
        if (!strncmp(kind, name[i], strlen(name[i])))
            return true;
    return n == 0;
}

int
main(int argc, char **argv)
{
    long seed = 1, series = 100, from = 0;
    bool truth = false;
    int at = 1;
    for (; at < argc && argv[at][0] == '-'; at++) {
        if (!strcmp(argv[at], "--truth"))
            truth = true;
        else if (!strcmp(argv[at], "--seed") && at + 1 < argc)
            seed = strtol(argv[++at], NULL, 10);
        else if (!strcmp(argv[at], "--series") && at + 1 < argc)
            series = strtol(argv[++at], NULL, 10);
        else if (!strcmp(argv[at], "--from") && at + 1 < argc)
            from = strtol(argv[++at], NULL, 10);
        else {
            fprintf(stderr,
                    "simulate: %s: expected --truth, --seed N, --series N, "
                    "--from N, KIND\n",
                    argv[at]);
            return 64;
        }
    }
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    puts(truth ? simulated.truth_header : simulated.header);
    for (size_t i = 0; i < simulated.kinds; i++) {
        if (!asked(simulated.name(i), argc - at, argv + at))
            continue;
        if (truth)
            simulated.truth(i);
        for (long s = from; !truth && s < from + series; s++) {
            gsl_rng_set(r, seed_of(simulated.name(i), seed, s));
            simulated.series(i, s, r);
        }
    }
    gsl_rng_free(r);
    return ferror(stdout) || fflush(stdout) ? 74 : 0;
}
