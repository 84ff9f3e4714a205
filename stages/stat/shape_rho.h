/*
 * shape_rho - the autocorrelation of a series whose shape is not known: its posterior, averaged
 * over shapes.
 *
 * Each shape has a level, the season and up to two more columns, and AR(1) errors. Within a
 * shape the weight of rho is its restricted likelihood (ar1.h). The weight of a shape is the
 * greatest likelihood over n^(parameters / 2), as BIC has it (Kass and Raftery 1995, JASA
 * 90:773); a column whose place was searched for counts as two parameters. A change that is put
 * into dependent values takes much of their dependence away: where the change is not plain, the
 * shape without it therefore keeps its say. Counts enter as log(y + 1/2) with weights for
 * counts of their dispersion.
 */
#ifndef STAT_SHAPE_RHO_H
#define STAT_SHAPE_RHO_H

#include "stat/null_series.h"
#include "stat/shape.h"

/* Below so many values dependence cannot be told, and rho is 0. */
#define ST_RHO_LEAST 10

/* Columns besides level and season; NULL: none. */
struct st_rho_model {
    const double *column[2];
    double searched; /* how many of them were searched for */
};

/* mean: of the counts, dispersion: of them. work: st_shape_rho_work(n) doubles, else ST_NO_ROOM.
 * Certified by tests/unit/stat/shape_rho.c. */
size_t st_shape_rho_work(size_t n);
enum st_status st_shape_rho(const struct st_shape *d, const double mean[],
                            double dispersion, const struct st_rho_model model[],
                            size_t models, double work[], size_t n_work,
                            struct st_null_rho *out);

#endif
