/*
 * cases - what the bench of tally is made of.
 *
 * cases make N: N records of single cases, always the same, on standard output; none is of a
 * person. cases libcsv FILE: the answer by a bare loop over libcsv and a table of fixed size.
 * cases memory MB: the bandwidth of reading so much memory, in MB a second. cases run
 * COMMAND...: the command's CPU and wall seconds and peak memory in MB, as one line on
 * standard error.
 */
#include <csv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *const nationality[] = {"Albania",
                                          "Viet Nam",
                                          "United Kingdom",
                                          "Eritrea",
                                          "Sudan",
                                          "Romania",
                                          "\"Iran, Islamic Republic of\"",
                                          "Iraq",
                                          "India",
                                          "Nigeria",
                                          "China",
                                          "Pakistan",
                                          "Poland",
                                          "Lithuania",
                                          "Ethiopia",
                                          "Ghana",
                                          "Afghanistan",
                                          "Turkey",
                                          "Syria",
                                          "Bulgaria"};

static int
make(long n)
{
    uint64_t s = 88172645463325252u;
    puts("case_id,date,nationality,sex,age,form,responder,region,decision,note");
    for (long i = 0; i < n; i++) {
        s ^= s << 13, s ^= s >> 7, s ^= s << 17;
        uint32_t r = (uint32_t)(s >> 20);
        printf(
            "C%09ld,20%02u-%02u-%02u,%s,%s,%u,%s exploitation,Police force,North West "
            "of England,%s,%s\n",
            i, 10 + r % 14, 1 + (r >> 4) % 12, 1 + (r >> 8) % 28,
            nationality[(r >> 12) % 20], (r >> 3) & 1 ? "Female" : "Male",
            (r >> 5) % 70, (r >> 7) % 3 ? "Labour" : "Sexual",
            (r >> 9) % 2 ? "positive" : "negative",
            (r >> 11) % 50 ? "-" : "\"said, \"\"no\"\"\"");
    }
    return fflush(stdout) ? 1 : 0;
}

#define SLOTS 4096
static struct {
    char key[48];
    long n;
} slot[SLOTS];

struct loop {
    size_t column;
    char date[16], name[40];
    bool header;
};

static void
on_cell(void *cell, size_t n, void *data)
{
    struct loop *l = data;
    if (l->column == 1)
        snprintf(l->date, sizeof l->date, "%.*s", (int)n, (const char *)cell);
    if (l->column == 2)
        snprintf(l->name, sizeof l->name, "%.*s", (int)n, (const char *)cell);
    l->column++;
}

static void
on_record(int end, void *data)
{
    (void)end;
    struct loop *l = data;
    l->column = 0;
    if (l->header) {
        l->header = false;
        return;
    }
    char key[48];
    int month = (l->date[5] - '0') * 10 + l->date[6] - '0';
    int n = snprintf(key, sizeof key, "%s|%.4s-Q%d", l->name, l->date, (month + 2) / 3);
    uint64_t hash = 14695981039346656037u;
    for (int i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)key[i]) * 1099511628211u;
    size_t at = hash % SLOTS;
    while (slot[at].n && strcmp(slot[at].key, key) != 0)
        at = (at + 1) % SLOTS;
    strcpy(slot[at].key, key);
    slot[at].n++;
}

static int
by_libcsv(const char *path)
{
    static char text[1 << 16];
    struct csv_parser p;
    struct loop l = {.header = true};
    FILE *f = fopen(path, "r");
    if (!f || csv_init(&p, CSV_STRICT))
        return 1;
    for (size_t n; (n = fread(text, 1, sizeof text, f)) > 0;)
        if (csv_parse(&p, text, n, on_cell, on_record, &l) != n)
            return 1;
    csv_fini(&p, on_cell, on_record, &l);
    csv_free(&p);
    fclose(f);
    for (size_t i = 0; i < SLOTS; i++)
        if (slot[i].n)
            printf("%s|%ld\n", slot[i].key, slot[i].n);
    return 0;
}

static double
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
memory(size_t mb)
{
    size_t n = mb * 1048576 / sizeof(uint64_t);
    uint64_t *word = malloc(n * sizeof *word), sum = 0;
    if (!word)
        return 1;
    for (size_t i = 0; i < n; i++)
        word[i] = i;
    double best = 0;
    for (int k = 0; k < 3; k++) {
        double from = now();
        for (size_t i = 0; i < n; i++)
            sum += word[i];
        double rate = (double)n * sizeof *word / 1e6 / (now() - from);
        best = rate > best ? rate : best;
    }
    printf("%.0f\n", best);
    free(word);
    return sum == 1;
}

static double
seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static int
run(char **command)
{
    int status;
    struct rusage u;
    double from = now();
    pid_t child = fork();
    if (child == 0) {
        execvp(*command, command);
        perror(*command);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return 1;
    double wall = now() - from;
    getrusage(RUSAGE_CHILDREN, &u);
    fprintf(stderr, "%.3f %.3f %.1f\n", seconds(u.ru_utime) + seconds(u.ru_stime), wall,
            (double)u.ru_maxrss / 1024);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int
main(int argc, char **argv)
{
    if (argc == 3 && !strcmp(argv[1], "make"))
        return make(strtol(argv[2], NULL, 10));
    if (argc == 3 && !strcmp(argv[1], "libcsv"))
        return by_libcsv(argv[2]);
    if (argc == 3 && !strcmp(argv[1], "memory"))
        return memory(strtoul(argv[2], NULL, 10));
    if (argc > 2 && !strcmp(argv[1], "run"))
        return run(argv + 2);
    fputs("usage: cases make N | libcsv FILE | memory MB | run COMMAND...\n", stderr);
    return 64;
}
