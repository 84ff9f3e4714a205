/*
 * ols-slope ols-p         least squares, t with n - 2 df; errors by --errors, default Newey
 *                         and West 1987 with lag floor(4 (n/100)^(2/9)), times n/(n - 2) but
 *                         for HC (R: NeweyWest(prewhite = FALSE, adjust = TRUE))
 */
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "stat/hac.h"
#include "stat/lsq.h"
#include "trend/method.h"

static const char *errors = "newey-west", *lag_text, *adjusted = "yes";
static long lag_asked;
static const struct opt opts[] = {
    {"errors", 0, OPT_TEXT, &errors, "KIND",
     "for ols-hac: newey-west (lag by rule), auto or auto-prewhite (lag from the data, "
     "R's "
     "NeweyWest with prewhite = FALSE or TRUE), HC0, HC1, HC2, HC3 (R's vcovHC)"},
    {"hac-lag", 0, OPT_TEXT, &lag_text, "N", "for ols-hac: the lag of newey-west"},
    {"hac-adjust", 0, OPT_TEXT, &adjusted, "yes|no",
     "for ols-hac: times n/(n - 2), R's adjust (default yes)"},
    {0},
};

static void
check(bool chosen)
{
    (void)chosen;
    option_word("--errors", errors, "newey-west auto auto-prewhite HC0 HC1 HC2 HC3");
    option_word("--hac-adjust", adjusted, "yes no");
    if (!lag_text)
        return;
    size_t digits = strspn(lag_text, "0123456789");
    if (!digits || lag_text[digits] || digits > 6)
        usage("--hac-lag %s is not a whole number from 0 up", msg_quote(lag_text));
    for (const char *p = lag_text; *p; p++)
        lag_asked = 10 * lag_asked + (*p - '0');
    if (strcmp(errors, "newey-west"))
        usage("--hac-lag goes with --errors=newey-west, whose lag it is");
}

/* A line by least squares: x two columns, e its residuals. */
struct line {
    size_t n;
    double *x, *e, coef[2], inverse[4];
    bool perfect; /* nothing but rounding is left */
};

/* The standard error of the slope by --errors. */
static enum st_status
slope_error(const struct line *l, const char **method, double *se)
{
    double cov[4], bandwidth = 0;
    size_t n = l->n, lag = lag_text ? (size_t)lag_asked : st_newey_west_lag(n);
    size_t n_work = st_newey_west_auto_work(n, 2);
    double *work = mem_array(&trend.arena, n_work, sizeof *work);
    bool prewhite = !strcmp(errors, "auto-prewhite"), adjust = *adjusted == 'y';
    const char *times = adjust ? ", n/(n - 2)" : "";
    enum st_status e;
    if (*errors == 'H') {
        *method = errors;
        e = st_white((enum st_white)(errors[2] - '0'), l->x, l->e, n, 2, l->inverse,
                     work, n_work, cov);
    } else if (*errors == 'a') {
        e = st_newey_west_auto(l->x, l->e, n, 2, l->inverse, prewhite, adjust, work,
                               n_work, cov, &bandwidth);
        *method = mem_print(&trend.arena, "Newey-West, lag %.0f from the data%s%s",
                            floor(bandwidth), prewhite ? ", prewhitened" : "", times);
    } else {
        e = st_newey_west(l->x, l->e, n, 2, l->inverse, lag, adjust, work, n_work, cov);
        *method = mem_print(&trend.arena, "Newey-West errors, lag %zu%s", lag, times);
    }
    *se = e == ST_OK ? sqrt(cov[3]) : 0;
    return e;
}

/* Least squares on time in years. Its first point is at 1 period, as R's 1:n has it: the
 * lag that is taken from the data depends on the origin. */
static enum st_status
least_squares(const struct segment *s, struct line *l)
{
    size_t n = l->n = s->n;
    size_t n_room = st_lsq_work(n, 2);
    struct dd *room = mem_array(&trend.arena, n_room, sizeof *room);
    struct st_lsq fit;
    double most = 0, size = 0;
    l->x = mem_array(&trend.arena, 3 * n, sizeof *l->x);
    l->e = l->x + 2 * n;
    for (size_t i = 0; i < n; i++) {
        l->x[i] = 1;
        l->x[n + i] = (s->t[i] - s->t[0] + 1) / s->per_year;
    }
    enum st_status e =
        st_lsq(l->x, s->lo, NULL, n, 2, 1, room, n_room, l->coef, l->inverse, &fit);
    for (size_t i = 0; e == ST_OK && i < n; i++) {
        double at = l->coef[1] * l->x[n + i];
        l->e[i] = s->lo[i] - l->coef[0] - at;
        most = fmax(most, fabs(l->e[i]));
        size = fmax(size, fmax(fabs(s->lo[i]), fmax(fabs(l->coef[0]), fabs(at))));
    }
    l->perfect = !(most > ROUNDING * size);
    return e;
}

static void
run(struct segment *s)
{
    double se = 0, df = (double)s->n - 2;
    struct line l;
    const char *no = incomplete(s, LEAST_POINTS), *how = errors;
    if (!no)
        no = because(least_squares(s, &l));
    if (!no && l.perfect)
        no = "perfect-fit";
    if (!no)
        no = because(slope_error(&l, &how, &se));
    if (!no && !(se > 0))
        no = "perfect-fit";
    const char *method =
        mem_print(&trend.arena, "least squares; %s; t with %.0f df", how, fmax(df, 0));
    struct result_row *b = add(s, "ols-slope", slope_unit(s), method);
    b->reason = no;
    add_p(s, "ols-p", method, no,
          no ? 0 : 2 * gsl_cdf_tdist_Q(fabs(l.coef[1]) / se, df));
    if (no)
        return;
    double half = gsl_cdf_tdist_Qinv((1 - trend.level->share) / 2, df) * se;
    b->value = l.coef[1];
    say_limits(b, l.coef[1] - half, l.coef[1] + half, trend.level->interval);
}

const struct trend_method method_ols_hac = {
    .name = "ols-hac", .opts = opts, .check = check, .run = run};
