#include "solver/linear_program.h"

#include <math.h>

#include <glpk.h>

/* With y = x - s the programme is: A y + s (A 1) = t, y >= 0, s >= 0. Column 1 is s. */
double
lp_slack(void *self, int rows, int columns, const signed char a[], const double t[])
{
    (void)self;
    glp_term_out(GLP_OFF);
    glp_prob *lp = glp_create_prob();
    glp_set_obj_dir(lp, GLP_MAX);
    glp_add_rows(lp, rows);
    glp_add_cols(lp, columns + 1);
    for (int j = 1; j <= columns + 1; j++)
        glp_set_col_bnds(lp, j, GLP_LO, 0, 0);
    glp_set_obj_coef(lp, 1, 1);
    for (int i = 0; i < rows; i++) {
        int at[1 + 1 + 256], n = 1;
        double value[1 + 1 + 256];
        at[1] = 1;
        value[1] = 0;
        for (int j = 0; j < columns; j++)
            if (a[i * columns + j]) {
                at[++n] = j + 2;
                value[n] = 1;
                value[1] += 1;
            }
        glp_set_mat_row(lp, i + 1, n, at, value);
        glp_set_row_bnds(lp, i + 1, GLP_FX, t[i], t[i]);
    }
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    double s = -1;
    if (!glp_simplex(lp, &how) && glp_get_status(lp) == GLP_OPT)
        s = fmax(glp_get_obj_val(lp), 0); /* bounds are kept to a tolerance */
    glp_delete_prob(lp);
    return s;
}

void
lp_release(void)
{
    glp_free_env();
}
