#include "stat/spd.h"

#include <math.h>

#define DEPENDENT 1e-14

bool
st_spd_factor(double a[], size_t p)
{
    for (size_t j = 0; j < p; j++) {
        double diagonal = a[j * p + j], pivot = diagonal;
        for (size_t k = 0; k < j; k++)
            pivot -= a[j * p + k] * a[j * p + k];
        if (!(pivot > (double)p * DEPENDENT * diagonal) || isinf(pivot))
            return false;
        a[j * p + j] = sqrt(pivot);
        for (size_t i = j + 1; i < p; i++) {
            double sum = a[i * p + j];
            for (size_t k = 0; k < j; k++)
                sum -= a[i * p + k] * a[j * p + k];
            a[i * p + j] = sum / a[j * p + j];
        }
    }
    return true;
}

void
st_spd_solve(const double factor[], size_t p, double b[])
{
    for (size_t i = 0; i < p; i++) {
        for (size_t k = 0; k < i; k++)
            b[i] -= factor[i * p + k] * b[k];
        b[i] /= factor[i * p + i];
    }
    for (size_t i = p; i-- > 0;) {
        for (size_t k = i + 1; k < p; k++)
            b[i] -= factor[k * p + i] * b[k];
        b[i] /= factor[i * p + i];
    }
}

void
st_spd_inverse(const double factor[], size_t p, double inverse[])
{
    for (size_t row = 0; row < p; row++) {
        double *b = inverse + row * p;
        for (size_t i = 0; i < p; i++)
            b[i] = i == row;
        st_spd_solve(factor, p, b);
    }
}
