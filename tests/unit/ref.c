#include "ref.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LINE_MAX_BYTES 4096
#define CELLS_MAX 256

static FILE *
open_file(const char *name, const char *file)
{
    char path[512];
    snprintf(path, sizeof path, "tests/reference/%s/%s", name, file);
    FILE *f = fopen(path, "r");
    if (!f) {
        fprintf(stderr, "%s: cannot be opened; run from the top of the project\n",
                path);
        exit(2);
    }
    return f;
}

/* Cuts a line into cells in place. Returns how many, 0 at the end of the file. */
static size_t
cells(FILE *f, char line[LINE_MAX_BYTES], char *cell[CELLS_MAX])
{
    if (!fgets(line, LINE_MAX_BYTES, f))
        return 0;
    line[strcspn(line, "\r\n")] = '\0';
    size_t n = 0;
    for (char *p = line; p && n < CELLS_MAX;) {
        cell[n++] = p;
        p = strchr(p, ',');
        if (p)
            *p++ = '\0';
    }
    return n;
}

static double
number(const char *text)
{
    if (!*text || !strcmp(text, "NA"))
        return NAN;
    char *end;
    double x = strtod(text, &end);
    if (*end) {
        fprintf(stderr, "\"%s\" is not a number in a reference file\n", text);
        exit(2);
    }
    return x;
}

double
ref_value(const char *name, const char *test, const char *statistic)
{
    FILE *f = open_file(name, "expected.csv");
    char line[LINE_MAX_BYTES], *cell[CELLS_MAX];
    while (cells(f, line, cell) >= 3)
        if (!strcmp(cell[0], test) && !strcmp(cell[1], statistic)) {
            double x = number(cell[2]);
            fclose(f);
            return x;
        }
    fprintf(stderr, "tests/reference/%s/expected.csv: no value for %s %s\n", name, test,
            statistic);
    exit(2);
}

size_t
ref_column(const char *name, const char *file, const char *column, double out[],
           size_t max)
{
    FILE *f = open_file(name, file);
    char line[LINE_MAX_BYTES], *cell[CELLS_MAX];
    size_t n = cells(f, line, cell), at = 0, rows = 0;
    while (at < n && strcmp(cell[at], column) != 0)
        at++;
    if (at == n) {
        fprintf(stderr, "tests/reference/%s/%s: no column %s\n", name, file, column);
        exit(2);
    }
    while ((n = cells(f, line, cell)) > 0) {
        if (n <= at || rows == max) {
            fprintf(stderr, "tests/reference/%s/%s: short or too many rows\n", name,
                    file);
            exit(2);
        }
        out[rows++] = number(cell[at]);
    }
    fclose(f);
    return rows;
}

double
ref_digits(double ours, double reference)
{
    if (isnan(ours) || isnan(reference))
        return isnan(ours) && isnan(reference) ? 16 : 0;
    if (isinf(ours) || isinf(reference))
        return ours == reference ? 16 : 0;
    double error = fabs(ours - reference);
    if (reference < 0 || reference > 0)
        error /= fabs(reference);
    if (!(error > 0))
        return 16;
    double digits = -log10(error);
    return digits > 16 ? 16 : digits < 0 ? 0 : digits;
}

void
ref_close_at(double ours, double reference, double digits, const char *what,
             const char *file, int line)
{
    double got = ref_digits(ours, reference);
    if (got >= digits)
        return;
    print_error("%s is %.17g, reference %.17g: %.1f digits agree, wanted %.1f\n", what,
                ours, reference, got, digits);
    _fail(file, line);
}
