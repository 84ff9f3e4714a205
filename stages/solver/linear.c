#include "solver/linear.h"

#include <math.h>
#include <stdlib.h>

#include <glpk.h>

struct linear {
    glp_prob *lp;
    int *at;
    double *value;
};

struct linear *
linear_new(size_t rows, size_t columns)
{
    struct linear *p = malloc(sizeof *p);
    if (!p)
        abort();
    glp_term_out(GLP_OFF);
    *p = (struct linear){glp_create_prob(), calloc(columns + 1, sizeof *p->at),
                         calloc(columns + 1, sizeof *p->value)};
    if (!p->at || !p->value)
        abort();
    if (rows)
        glp_add_rows(p->lp, (int)rows);
    glp_add_cols(p->lp, (int)columns);
    for (size_t j = 0; j < columns; j++)
        linear_bounds(p, j, 0, INFINITY);
    return p;
}

void
linear_row(struct linear *p, size_t row, size_t n, const size_t column[],
           const double coefficient[], double sum)
{
    for (size_t k = 0; k < n; k++) {
        p->at[k + 1] = (int)column[k] + 1;
        p->value[k + 1] = coefficient[k];
    }
    glp_set_mat_row(p->lp, (int)row + 1, (int)n, p->at, p->value);
    glp_set_row_bnds(p->lp, (int)row + 1, GLP_FX, sum, sum);
}

void
linear_bounds(struct linear *p, size_t column, double low, double high)
{
    int kind = isinf(low) && isinf(high) ? GLP_FR
               : isinf(low)              ? GLP_UP
               : isinf(high)             ? GLP_LO
               : low < high              ? GLP_DB
                                         : GLP_FX;
    glp_set_col_bnds(p->lp, (int)column + 1, kind, low, high);
}

void
linear_cost(struct linear *p, size_t column, double cost)
{
    glp_set_obj_coef(p->lp, (int)column + 1, cost);
}

enum linear_found
linear_solve(struct linear *p, bool greatest, double *value)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.meth = GLP_PRIMAL;
    glp_set_obj_dir(p->lp, greatest ? GLP_MAX : GLP_MIN);
    int failed = glp_simplex(p->lp, &how);
    if (failed == GLP_EBADB || failed == GLP_ESING || failed == GLP_ECOND) {
        glp_std_basis(p->lp);
        failed = glp_simplex(p->lp, &how);
    }
    if (failed)
        return LINEAR_FAILED;
    switch (glp_get_status(p->lp)) {
    case GLP_OPT:
        *value = glp_get_obj_val(p->lp);
        return LINEAR_FOUND;
    case GLP_UNBND:
        return LINEAR_UNBOUNDED;
    case GLP_NOFEAS:
    case GLP_INFEAS:
        return LINEAR_NONE;
    default:
        return LINEAR_FAILED;
    }
}

double
linear_at(const struct linear *p, size_t column)
{
    return glp_get_col_prim(p->lp, (int)column + 1);
}

void
linear_free(struct linear *p)
{
    glp_delete_prob(p->lp);
    free(p->at);
    free(p->value);
    free(p);
}
