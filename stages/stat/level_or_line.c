#include "stat/level_or_line.h"

#include <math.h>

/* What rounding leaves of a count's deviance, and of a square, by its share. */
#define ROUNDING 1e-13
#define ROUNDING_SQUARE 1e-31

size_t
st_level_or_line_work(size_t n)
{
    return 16 * n + st_shape_rho_work(n);
}

double
st_spread(bool counts, const double residual[], size_t n, double parameters)
{
    double square = 0, df = (double)n - parameters;
    for (size_t i = 0; i < n; i++)
        square += residual[i] * residual[i];
    square /= df > 1 ? df : 1;
    return counts ? square : sqrt(square);
}

/* The season as a factor, or without it where some season cannot be fitted. */
static enum st_status
fit_line(struct st_level_or_line *d, double mean[])
{
    enum st_status e = st_shape_fit(&d->shape, true, mean, d->effect, &d->deviance);
    if (e && d->shape.seasons > 1) {
        d->shape.seasons = 1;
        d->shape.season = NULL;
        e = st_shape_fit(&d->shape, true, mean, d->effect, &d->deviance);
    }
    return e;
}

/* The deviance that rounding leaves of a perfect fit, at most. */
static double
nothing(const struct st_shape *d)
{
    double sum = 0;
    for (size_t i = 0; i < d->n; i++)
        sum += d->counts ? d->y[i] * ROUNDING : d->y[i] * d->y[i] * ROUNDING_SQUARE;
    return sum;
}

/* Rounding may leave a deviance of a perfect fit below 0. */
static double
gain_of(double line, double step)
{
    return log(fmax(0, line) / fmax(0, step));
}

enum st_status
st_level_or_line(struct st_level_or_line *d, double work[], size_t n_work)
{
    if (n_work < st_level_or_line_work(d->shape.n))
        return ST_NO_ROOM;
    const struct st_shape *shape = &d->shape;
    size_t n = shape->n;
    double *line = work + 5 * n, *mean = line + n, *e = mean + n, *nulls = e + n;
    double deviance, one;
    d->effect = work;
    d->step = work + n;
    d->room = work + 2 * n;
    enum st_status status = fit_line(d, line);
    if (!status)
        status = st_shape_step(shape, d->effect, d->step, &deviance, &d->at);
    if (!status)
        status = st_shape_fit(shape, false, mean, d->room, &one);
    if (!status && !(fmax(d->deviance, deviance) > nothing(shape)))
        status = ST_ALL_TIED;
    if (status)
        return status;
    bool better = deviance < d->deviance;
    double parameters = better ? 4 : 3;
    double seasons = (double)shape->seasons - 1;
    d->gain = gain_of(d->deviance, deviance);
    st_shape_residuals(shape, better ? d->step : line, e);
    double spread = st_spread(shape->counts, e, n, parameters + seasons);
    double *second = nulls + 6 * n;
    for (size_t i = 0; i < n; i++)
        second[i] = i >= d->at;
    const struct st_rho_model model[] = {{{NULL}, 0}, {{shape->x}, 0}, {{second}, 1}};
    struct st_null_rho rho;
    status = st_shape_rho(shape, better ? d->step : line, shape->counts ? spread : 1,
                          model, 3, second + n, st_shape_rho_work(n), &rho);
    if (status)
        return status;
    d->level = st_null_of(shape->counts, n, mean, spread, rho, nulls);
    st_shape_residuals(shape, line, e);
    spread = st_spread(shape->counts, e, n, 2 + seasons);
    d->line = st_null_of(shape->counts, n, line, spread, rho, nulls + 3 * n);
    return ST_OK;
}

double
st_level_or_line_gain(const struct st_level_or_line *d, const double y[])
{
    struct st_shape shape = d->shape;
    double *mean = d->room, line, step;
    size_t at;
    shape.y = y;
    if (st_shape_fit(&shape, true, mean, mean + shape.n, &line) ||
        st_shape_step(&shape, mean + shape.n, mean, &step, &at))
        return NAN;
    return gain_of(line, step);
}
